"""What people code, and what it makes of the machine's numbers.

The modules, top first: `drawing`, `designs`.
"""

from .drawing import draw

__all__ = ["draw"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
