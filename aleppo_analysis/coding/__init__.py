"""What people code, and what it makes of the machine's numbers.

The modules, top first: `shares`, `means`, `groups`, `samples`, `drawing`, `predicting`, `designs`.
"""

from .drawing import draw
from .means import estimate_mean
from .predicting import units
from .shares import estimate_share

__all__ = ["draw", "estimate_mean", "estimate_share", "units"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
