"""Who says what: quotations and reported speech, what marks are for, speakers, how sure that is.

The modules, top first: `attributing`, articles to quotations; `scores`; `rows`; `nearby`, `reported`,
`signatures`, `transcripts`, `mentions`, `clauses`; `use`; `model`; `marks`.
"""

from .attributing import attribute
from .scores import load_gold, score

__all__ = [
    "attribute",
    "load_gold",
    "score",
]


def __dir__() -> list[str]:
    """Tab completion shows the public names and nothing else."""
    return __all__
