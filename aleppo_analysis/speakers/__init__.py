"""Who the speakers are: mentions to names, names to groups.

The modules, top first: `resolving`, `mentions`, `pronouns`, `people`, `actors`, `names`.
"""

from .actors import load_actors
from .resolving import resolve

__all__ = [
    "load_actors",
    "resolve",
]


def __dir__() -> list[str]:
    """Tab completion shows the public names and nothing else."""
    return __all__
