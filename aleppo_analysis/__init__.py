"""How do different articles tell the same event, and in whose words?

Everything found in a text is a row of a span table: `doc_id`, `start`, `end` and what was found. Start with a
`Corpus`: it makes the tables when they are asked for. The functions behind it stand under their question:

- `text` what stands where: `find_zones`, `split_sentences`, `tokenize`, `keyword_in_context`;
  `find_languages`
- `quotes` who says what: `attribute`, `score`
- `speakers` who that is: `resolve`
- `voices` whose words: `find`, `add`, `shares`; wording in marks, reporting verbs
- `frames` which wording: `match`, `rates`, `score`, `agreement`, `stress`
- `claims` which numbers they give: `find`, `find_dates`
- `compare` what sets articles apart, and what follows: `tf_idf`, `log_odds`, `permutation_test`, ...
- `coding` what people code, and what it makes of the machine's numbers: `draw`, `sheet`, `load`,
  `agreement`, `estimate_share`, ...
- `plots` figures of these tables

`load_articles` reads a corpus, `join_spans` puts two span tables together, `evidence` leads a number back to
its lines, `read_article` and `explore` show them; `annotate` writes down what is found in a corpus of any
size. Wrong use raises `TableError`; an article in which a rule fails is left without rows and named in an
`ArticleWarning`; articles that are not in English have zones and words, but nobody who speaks, and are
counted in a `LanguageWarning`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import compare, frames, quotes, speakers, text, voices
from .articles import ArticleWarning
from .corpus import Corpus
from .loading import LoadingWarning, describe_corpus, load_articles
from .passages import evidence
from .spans import check_spans, join_spans
from .tables import TableError
from .text.languages import LanguageWarning
from .view.explorer import explore
from .view.reader import read_article

if TYPE_CHECKING:
    from . import claims, coding
    from .scaling import annotate
    from .view import plots

_LATER = {"annotate": ".scaling", "claims": ".claims", "coding": ".coding", "plots": ".view.plots"}
__all__ = [
    "ArticleWarning",
    "Corpus",
    "LanguageWarning",
    "LoadingWarning",
    "TableError",
    "annotate",
    "check_spans",
    "claims",
    "coding",
    "compare",
    "describe_corpus",
    "evidence",
    "explore",
    "frames",
    "join_spans",
    "load_articles",
    "plots",
    "quotes",
    "read_article",
    "speakers",
    "text",
    "voices",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else


def __getattr__(name: str) -> Any:
    """What a first look at a corpus does not need is loaded when it is asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(_LATER[name], __name__)
    return module.annotate if name == "annotate" else module
