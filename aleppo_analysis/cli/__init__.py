"""The command line: `aleppo-analysis`, or `python -m aleppo_analysis`.

The modules, top first: `commands`; `options`, `summing`, `running`; `terminal`.
"""

from .commands import main

__all__ = ["main"]
