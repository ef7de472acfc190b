"""Accuracy of `quotes.attribute`: PolNeAR's dev part, and other sets of human gold.

    python benchmarks/bench_quotes.py BENCH

BENCH holds polnear/dev and score_quotes.py, and where it has them external/*.jsonl with score_external.py.
What textacy reaches stands in docs/accuracy.md; its speed is measured by bench_attribution.py.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from polnear_data import needed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    args = parser.parse_args()
    gold = needed(args.bench / "polnear" / "dev")
    accuracy(gold, args.bench / "score_quotes.py")
    elsewhere(args.bench / "external")


def accuracy(gold: Path, scorer: Path) -> None:
    """Print the scorer's table and the reliability of the confidence."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "predictions.jsonl")
        polnear = str(Path(__file__).with_name("polnear.py"))
        for command in ([polnear, str(gold), "--predictions", out], [str(scorer), str(gold), out]):
            print(
                subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True).stdout
            )


def elsewhere(folder: Path) -> None:
    """Print what the scorer of each set of foreign gold says, for those that are there."""
    for gold in sorted(folder.glob("*.jsonl")):
        command = [
            sys.executable,
            str(folder / "score_external.py"),
            str(gold),
            "--bench",
            str(folder.parent),
        ]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
