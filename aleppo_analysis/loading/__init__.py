"""Files to one checked table of articles: the only room that reads a corpus.

The modules, top first: `manifest`.
"""

from .manifest import describe_corpus, load_articles

__all__ = [
    "describe_corpus",
    "load_articles",
]


def __dir__() -> list[str]:
    """Tab completion shows the public names and nothing else."""
    return __all__
