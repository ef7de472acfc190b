"""Who the speakers are: mentions to names, names to groups.

The modules, top first: `resolving`, `mentions`, `phrases`, `pronouns`, `people`, `actors`, `affiliations`,
`names`.
"""

from .actors import load_actors
from .resolving import resolve

__all__ = ["load_actors", "resolve"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
