"""How fast and how lean source comparison is, against scikit-learn and ConvoKit.

    python benchmarks/bench_sources.py TEXTS [ROUNDS] [PYTHON]

TEXTS is a folder of .txt articles whose names begin with the outlet and an underscore, such as PolNeAR's
840 training articles. What a user calls is timed. Rounds alternate between the two sides, processor time is
taken, ratios are medians over the rounds. PYTHON is an interpreter that has ConvoKit; without it, that
comparison is left out.

1. Articles to tf-idf by article: words, zones, counts and scores against a bare TfidfVectorizer with the same
   token pattern. Once on the articles, once on half of them; the growth exponent is the binary logarithm of
   the quotient.
2. Peak memory of both by tracemalloc.
3. Log-odds of every outlet against the rest, from articles to the table, against FightingWords, which counts
   for every comparison anew.
"""

import json
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from math import log2
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

import aleppo_analysis as aa
from aleppo_analysis.text.pieces import TOKEN


def main(folder: str, rounds: str = "7", python: str = "") -> None:
    paths = sorted(Path(folder).rglob("*.txt"))
    articles = pd.DataFrame(
        {
            "doc_id": [path.stem for path in paths],
            "source": [path.name.split("_")[0] for path in paths],
            "text": [path.read_text("utf-8") for path in paths],
        }
    )
    half = articles[::2]
    n_characters, n_outlets = articles["text"].str.len().sum(), articles["source"].nunique()
    print(f"{len(articles)} articles, {n_characters:,} characters, {n_outlets} outlets")

    print("\nArticles to tf-idf, time by that of TfidfVectorizer (goal at most 1.00, aim 0.50)")
    spent, of_half = timed(WAYS, articles, int(rounds)), timed(WAYS, half, int(rounds))
    print(f"  {ratio(spent[OURS], spent[THEIRS]):.2f}")
    for way in WAYS:
        grown = statistics.median(spent[way]) / statistics.median(of_half[way])
        print(f"  growth exponent, {way}: {log2(grown):.2f} (goal at most 1.10)")

    peaks = {way: peak(partial(work, articles)) for way, work in WAYS.items()}
    print(f"\nPeak memory by that of TfidfVectorizer: {peaks[OURS] / peaks[THEIRS]:.2f}")

    if python:
        compare_log_odds(articles, folder, int(rounds), python)
    else:
        print("\nLog-odds: no interpreter with ConvoKit given, not compared")


def counts_of(articles: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    words = aa.join_spans(aa.text.tokenize(articles), aa.text.find_zones(articles), ["zone"])
    return aa.compare.count_terms(words, by=by)


def our_tf_idf(articles: pd.DataFrame) -> object:
    return aa.compare.tf_idf(counts_of(articles, ["doc_id"]), by="doc_id", idf="smoothed")


def their_tf_idf(articles: pd.DataFrame) -> object:
    return TfidfVectorizer(token_pattern=TOKEN.pattern).fit_transform(articles["text"])


OURS, THEIRS = "aleppo_analysis", "TfidfVectorizer"
WAYS = {OURS: our_tf_idf, THEIRS: their_tf_idf}


def compare_log_odds(articles: pd.DataFrame, folder: str, rounds: int, python: str) -> None:
    """ConvoKit runs once, in its own interpreter."""

    def ours(some: pd.DataFrame) -> object:
        return aa.compare.log_odds(counts_of(some, ["doc_id", "source"]))

    spent = timed({"ours": ours}, articles, rounds)["ours"]
    script = Path(__file__).with_name("peer_fighting_words.py")
    run = subprocess.run([python, script, folder], capture_output=True, text=True, check=True)
    print("\nLog-odds of every outlet against the rest: how many times as fast as FightingWords")
    print("  (goal 8 without cleaning, aim 15)")
    for theirs, seconds in json.loads(run.stdout.splitlines()[-1]).items():
        print(f"  FightingWords {theirs}: {seconds / statistics.median(spent):.1f}")


def timed(
    ways: dict[str, Callable[[pd.DataFrame], object]], articles: pd.DataFrame, rounds: int
) -> dict[str, list[float]]:
    """Processor seconds of each way in each round; every round runs all of them, one after the other."""
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, work in ways.items():
            start = time.process_time()
            work(articles)
            spent[way].append(time.process_time() - start)
    return spent


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the quotients of each round."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
