"""Who says what: quotations and reported speech, what marks are for, speakers, how sure that is.

The modules, top first: `attributing`, articles to quotations; `scores`; `rows`; `nearby`, `reported`,
`signatures`, `transcripts`, `mentions`, `clauses`; `use`; `model`; `marks`.
"""

from .attributing import attribute
from .scores import load_gold, score

__all__ = ["attribute", "load_gold", "score"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
