"""How do different articles tell the same event, and in whose words?"""

from ._tables import TableError
from .spans import check_spans, join_spans
from .text import count_terms, keyword_in_context, split_sentences, tokenize

__all__ = [
    "TableError",
    "check_spans",
    "count_terms",
    "join_spans",
    "keyword_in_context",
    "split_sentences",
    "tokenize",
]
