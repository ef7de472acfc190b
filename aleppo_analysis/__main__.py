"""`python -m aleppo_analysis` is the command `aleppo-analysis`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="python -m aleppo_analysis")
