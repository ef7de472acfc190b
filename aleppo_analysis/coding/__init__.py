"""What people code, and what it makes of the machine's numbers.

The modules, top first: `shares`, `means`, `groups`, `samples`, `drawing`, `predicting`, `publishing`,
`sheets`, `answers`, `anchoring`, `keys`, `spreadsheet`, `label_studio`, `doccano`, `web_annotations`,
`inception`, `archives`, `tasks`, `span_reliability`, `reliability`, `designs`.
"""

from .drawing import draw
from .means import estimate_mean
from .predicting import units
from .publishing import with_texts, without_texts
from .reliability import agreement
from .shares import estimate_share
from .sheets import load, sheet
from .span_reliability import span_agreement
from .tasks import CodingWarning

__all__ = [
    "CodingWarning",
    "agreement",
    "draw",
    "estimate_mean",
    "estimate_share",
    "load",
    "sheet",
    "span_agreement",
    "units",
    "with_texts",
    "without_texts",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
