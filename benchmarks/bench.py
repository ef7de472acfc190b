"""All speed benchmarks, one after the other, and the table of what is asked of the library and what it does.

    python benchmarks/bench.py TEXTS [--peers PYTHON] [--rounds N] [--only NAME ...] [--table]

Each script runs in a process of its own and prints what it measures; one that fails does not stop the rest.
Figures are kept in build/figures.json, so that a part may be measured anew (`--only job`); `--table` measures
nothing and prints what is kept.
"""

import argparse
import subprocess
import sys
import time
from functools import partial

from plan import asked
from timing import BUILD, HERE, kept, told

WITH_PEERS = ("attribution", "terms", "frames", "asking")
WITHOUT_TEXTS = ("hostile", "start")
WITHOUT_ROUNDS = ("growth", "hostile")
SCRIPTS = ("job", "annotate", *WITH_PEERS, "growth", "hostile", "start", "before")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts")
    parser.add_argument("--peers", default=str(BUILD / "peers" / "bin" / "python"), metavar="PYTHON")
    parser.add_argument("--rounds", default="3")
    parser.add_argument("--only", nargs="+", choices=SCRIPTS, default=SCRIPTS)
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args()
    failed, begin = [], time.monotonic()
    for name in [] if asked.table else asked.only:
        command = [sys.executable, str(HERE / f"bench_{name}.py")]
        command += [] if name in WITHOUT_TEXTS else [asked.texts]
        command += ["--peers", asked.peers] if name in WITH_PEERS else []
        command += [] if name in WITHOUT_ROUNDS else ["--rounds", asked.rounds]
        print(f"\n== {name}, after {(time.monotonic() - begin) / 60:.1f} minutes", flush=True)
        if subprocess.run(command).returncode:
            failed.append(name)
    print_table()
    if failed:
        sys.exit(f"Not measured, as it failed: {', '.join(failed)}.")


def print_table() -> None:
    figures = kept()
    print()
    print(asked({name: partial(told, values) for name, values in figures.items()}))


if __name__ == "__main__":
    main()
