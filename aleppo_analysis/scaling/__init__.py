"""The same functions over any number of articles: part by part, from files to files.

The modules, top first: `annotating`; `finishing`, `folder`, `spreading`; `finding`, `reading`, the two steps;
`exporting`.
"""

from .annotating import annotate
from .exporting import export

__all__ = ["annotate", "export"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
