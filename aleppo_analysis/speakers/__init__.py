"""Who the speakers are: mentions to names, names to groups.

The modules, top first: `drafting`, `resolving`, `mentions`, `ways`, `descriptions`, `pronouns`, `phrases`,
`narration`, `people`, `nouns`, `actors`, `patterns`, `affiliations`, `names`, `titles`, `roles`.
"""

from .actors import load_actors
from .drafting import draft_actors
from .resolving import resolve
from .roles import with_roles

__all__ = ["draft_actors", "load_actors", "resolve", "with_roles"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
