"""Who says what: quotations and reported speech, what marks are for, speakers, how sure that is.

The modules, top first: `attributing`, articles to quotations; `scores`; `rows`, what was found as rows;
`rules`, who speaks where the model is silent, asked in which order, and how sure that is; `layouts`, the
rules about whole articles; `clauses`, how the words beside marks are read; `edges`, where reported words
begin and end; `use`, what marks are for and why; `naming`, how the words beside marks name what these hold;
`acts`, said or thought; `model`; `marks`.
"""

from .attributing import attribute
from .scores import load_gold, score

__all__ = ["attribute", "load_gold", "score"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
