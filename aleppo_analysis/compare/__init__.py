"""What sets articles apart, and what may be concluded from it.

The modules, top first: `codings`, `thinning`, `tfidf`, `keyness`, `collocation`, `sharing`, `permuting`,
`labelings`, `resampling`, `designs`, `counting`.
"""

from .codings import side_by_side
from .collocation import collocates, phrases
from .counting import count_articles, count_terms
from .keyness import log_odds
from .permuting import permutation_test
from .resampling import bootstrap_articles, leave_one_out
from .sharing import align_quotes, shared_passages
from .tfidf import load_stop_words, similarity, tf_idf, top_terms
from .thinning import at_equal_length, similarity_of_voice

__all__ = [
    "align_quotes",
    "at_equal_length",
    "bootstrap_articles",
    "collocates",
    "count_articles",
    "count_terms",
    "leave_one_out",
    "load_stop_words",
    "log_odds",
    "permutation_test",
    "phrases",
    "shared_passages",
    "side_by_side",
    "similarity",
    "similarity_of_voice",
    "tf_idf",
    "top_terms",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
