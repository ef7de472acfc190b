"""Which wording: frame terms matched, counted, and held against codes.

The modules, top first: `checking`, `matching`.
"""

from .checking import agreement, load_codes, score, stress
from .matching import load_terms, match, rates

__all__ = [
    "agreement",
    "load_codes",
    "load_terms",
    "match",
    "rates",
    "score",
    "stress",
]


def __dir__() -> list[str]:
    """Tab completion shows the public names and nothing else."""
    return __all__
