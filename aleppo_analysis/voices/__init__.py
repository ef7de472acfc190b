"""Whose words: every character has one voice.

The modules, top first: `partition`, `wordings`, `verbs`.
"""

from .partition import add, count_words, find, shares
from .verbs import find_reporting_verbs, load_reporting_verbs, loaded_verbs
from .wordings import contrast_wordings, find_wordings, scare_quotes

__all__ = [
    "add",
    "contrast_wordings",
    "count_words",
    "find",
    "find_reporting_verbs",
    "find_wordings",
    "load_reporting_verbs",
    "loaded_verbs",
    "scare_quotes",
    "shares",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
