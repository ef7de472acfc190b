"""All speed benchmarks, one after the other, and the table of what is asked of the library and what it does.

    python benchmarks/bench.py TEXTS [--peers PYTHON] [--rounds N] [--only NAME ...] [--table]

Each script runs in a process of its own and prints what it measures. Figures are kept in build/figures.json,
so that a part may be measured anew (`--only job`); `--table` measures nothing and prints what is kept.
"""

import argparse
import subprocess
import sys

from timing import BUILD, HERE, kept, told

WITH_PEERS = ("attribution", "terms", "frames")
WITHOUT_TEXTS = ("hostile", "start")
WITHOUT_ROUNDS = ("growth", "hostile")
SCRIPTS = ("job", *WITH_PEERS, "growth", "hostile", "start")
# Work, by the public way | version 0.1 | required | aim | the kept figure | digits
TABLE = """
main job, words per CPU second | 37,000 | 65,000 | 100,000 | job, words a second | 0
attribution v textacy, times as fast | 8 to 9 | 12 | 20 | attribution v textacy | 1
one article a call, words per CPU second | 17,000 to 19,000 | 40,000 | 60,000 | one article a call | 0
articles to tf-idf by article / TfidfVectorizer | 3.7 | 1.0 | .5 | tf-idf, texts / TfidfVectorizer | 2
log-odds of 7 outlets v FightingWords, times as fast | 1.9 | 8 | 15 | log-odds, FightingWords / texts | 1
2,000 frequent words / hyperscan | 17 | 3 | 1 | dense list / hyperscan | 1
tokens with voice, bytes a word kept | 77 | 20 | 14 | tokens, bytes a word kept | 1
main job, bytes a word at the peak in memory | 434 | 120 | 80 | job, bytes a word at the peak | 0
two processes, 20 million words, times as fast | none | 1.6 | 1.8 | two processes, x32 | 2
growth exponent, the steepest public function | 1.95 | 1.1 | 1.05 | growth, steepest exponent | 2
growth exponent, the steepest on a hostile text | | 1.1 | 1.05 | hostile, steepest exponent | 2
kernel CPU to the first result, s | 2.1 | 1.05 | .7 | kernel, seconds to the first result | 2
`make report`, warm, CPU s | 41 | 25 | 15 | make report, seconds | 1
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts")
    parser.add_argument("--peers", default=str(BUILD / "peers" / "bin" / "python"), metavar="PYTHON")
    parser.add_argument("--rounds", default="5")
    parser.add_argument("--only", nargs="+", choices=SCRIPTS, default=SCRIPTS)
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args()
    for name in [] if asked.table else asked.only:
        command = [sys.executable, str(HERE / f"bench_{name}.py")]
        command += [] if name in WITHOUT_TEXTS else [asked.texts]
        command += ["--peers", asked.peers] if name in WITH_PEERS else []
        command += [] if name in WITHOUT_ROUNDS else ["--rounds", asked.rounds]
        print(f"\n== {name}", flush=True)
        subprocess.run(command, check=True)
    print_table()


def print_table() -> None:
    figures = kept()
    print("\n| work, by the public way | 0.1 | required | aim | now: median (range) |\n|---|---|---|---|---|")
    for line in TABLE.strip().splitlines():
        work, before, required, aim, figure, digits = (cell.strip() for cell in line.split("|"))
        now = told(figures[figure], int(digits)) if figure in figures else "not measured"
        print(f"| {work} | {before} | {required} | {aim} | {now} |")


if __name__ == "__main__":
    main()
