"""`python -m aleppo_analysis` is the command `aleppo-analysis`."""

from .cli import main

main(prog_name="python -m aleppo_analysis")
