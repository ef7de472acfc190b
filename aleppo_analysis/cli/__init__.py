"""The command line: `aleppo-analysis`, or `python -m aleppo_analysis`.

The modules, top first: `commands`; `running`; `terminal`.
"""

from .commands import main

__all__ = ["main"]
