"""Who the speakers are: mentions to names, names to groups.

The modules, top first: `drafting`, `resolving`, `mentions`, `phrases`, `pronouns`, `people`, `actors`,
`affiliations`, `names`.
"""

from .actors import load_actors
from .drafting import draft_actors
from .resolving import resolve

__all__ = ["draft_actors", "load_actors", "resolve"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
