"""Which numbers articles give: how many of what, as of when, and who says so.

The modules, top first: `comparing`, `claiming`, `relating`, `contexts`, `intervals`, claims compared;
`finding`, articles to quantities; `dating`, articles to dates; `scores`, against quantities coded by
reading; `periods`, for which days a quantity is given; `ellipses`, units that numbers share; `quantities`,
amounts with their units and what they count; `amounts`, numbers with their bounds; `names`, figures that are
no quantity; `bounds`; `pages`, the sentences that may hold numbers; `measures`, units after a number;
`nouns`, what is counted; `numerals`, in figures and words; `tokens`; `units`; `days`, dates and times.
"""

from .comparing import compare
from .dating import find_dates
from .finding import find
from .scores import load_gold, score

__all__ = ["compare", "find", "find_dates", "load_gold", "score"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
