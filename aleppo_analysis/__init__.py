"""How do different articles tell the same event, and in whose words?

Everything found in a text is a row of a span table: `doc_id`, `start`, `end` and what was found. The way goes
one direction:

- corpus, zones, text: `load_articles`, `describe_corpus`, `find_zones`, `split_sentences`, `tokenize`,
  `count_terms`, `keyword_in_context`
- spans: `join_spans` puts two span tables together, `check_spans` holds one against its texts
- quotes, speakers: `attribute_quotes`, `resolve_speakers`, `speaker_shares`; `score_quotes`,
  `load_quotes_gold`
- voices: `find_voices`, `add_voice`; `scare_quotes`, `find_wordings`, `contrast_wordings`;
  `find_reporting_verbs`, `loaded_verbs`
- frames: `load_frame_terms`, `match_frames`, `frame_rates`, `evidence`; `load_frame_codes`,
  `score_frames`, `coder_agreement`, `lexicon_stress`
- sources: `tf_idf`, `top_terms`, `similarity`, `load_stop_words`, `log_odds`, `collocates`, `phrases`;
  `shared_passages`, `align_quotes`
- inference: `permutation_test`, `leave_one_out`, `bootstrap_articles`
- to look at: `plots` (one `plot_x` for the table of x), `read_article`, `explore`
"""

from . import plots
from ._tables import TableError
from .agreement import coder_agreement
from .alignment import align_quotes
from .collocates import collocates, phrases
from .corpus import describe_corpus, load_articles
from .evidence import evidence
from .explorer import explore
from .frame_scores import load_frame_codes, score_frames
from .frames import frame_rates, load_frame_terms, match_frames
from .inference import bootstrap_articles, leave_one_out, permutation_test
from .keyness import log_odds
from .quote_scores import load_quotes_gold, score_quotes
from .quotes import attribute_quotes
from .reader import read_article
from .reuse import shared_passages
from .scare_quotes import contrast_wordings, find_wordings, scare_quotes
from .sources import load_stop_words, similarity, tf_idf, top_terms
from .spans import check_spans, join_spans
from .speakers import resolve_speakers, speaker_shares
from .stress import lexicon_stress
from .text import count_terms, keyword_in_context, split_sentences, tokenize
from .verbs import find_reporting_verbs, loaded_verbs
from .voices import add_voice, find_voices
from .zones import find_zones

__all__ = [
    "TableError",
    "add_voice",
    "align_quotes",
    "attribute_quotes",
    "bootstrap_articles",
    "check_spans",
    "coder_agreement",
    "collocates",
    "contrast_wordings",
    "count_terms",
    "describe_corpus",
    "evidence",
    "explore",
    "find_reporting_verbs",
    "find_voices",
    "find_wordings",
    "find_zones",
    "frame_rates",
    "join_spans",
    "keyword_in_context",
    "leave_one_out",
    "lexicon_stress",
    "load_articles",
    "load_frame_codes",
    "load_frame_terms",
    "load_quotes_gold",
    "load_stop_words",
    "loaded_verbs",
    "log_odds",
    "match_frames",
    "permutation_test",
    "phrases",
    "plots",
    "read_article",
    "resolve_speakers",
    "scare_quotes",
    "score_frames",
    "score_quotes",
    "shared_passages",
    "similarity",
    "speaker_shares",
    "split_sentences",
    "tf_idf",
    "tokenize",
    "top_terms",
]


def __dir__() -> list[str]:
    """Tab completion shows the public names and nothing else."""
    return __all__
