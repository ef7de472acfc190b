"""Which wording: frame terms matched, counted, and held against codes.

The modules, top first: `checking`, `matching`.
"""

from .checking import agreement, load_codes, score, stress
from .matching import load_terms, match, rates

__all__ = ["agreement", "load_codes", "load_terms", "match", "rates", "score", "stress"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
