"""How fast and how lean source comparison is, against scikit-learn and ConvoKit.

    python benchmarks/bench_sources.py TEXTS [ROUNDS] [PYTHON]

TEXTS is a folder of .txt articles whose names begin with the outlet and an underscore, such as PolNeAR's
840 training articles. Rounds alternate between the two sides, processor time is taken, ratios are medians
over the rounds. PYTHON is an interpreter that has ConvoKit; without it, that comparison is left out.

1. Articles to a tf-idf matrix: count_texts and TfidfTransformer against a bare TfidfVectorizer with the same
   token pattern in lower case, which gives the same matrix (checked). With the terms of the library
   (apostrophes straightened, no possessive) more work is done; this is timed too. Once on the articles, once
   on ten times as many drawn from them; the growth exponent is log10 of the quotient.
2. Peak memory of both by tracemalloc.
3. Log-odds of every outlet against the rest, from articles to the table and from counts made before, against
   FightingWords, which counts for every comparison anew.
"""

import json
import re
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from math import log10
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

from aleppo_analysis.compare.counting import CountMatrix, count_texts
from aleppo_analysis.compare.keyness import score_matrix
from aleppo_analysis.text.words import TOKEN

same_words = partial(count_texts, cut=re.compile(TOKEN).findall, fold=str.lower)
plain_words = partial(count_texts, cut=re.compile("[a-z]+").findall, fold=str)


def main(folder: str, rounds: str = "7", python: str = "") -> None:
    paths = sorted(Path(folder).rglob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths]
    outlets = [path.name.split("_")[0] for path in paths]
    many = [texts[i] for i in np.random.default_rng(0).integers(0, len(texts), 10 * len(texts))]
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters, {len(set(outlets))} outlets")

    matrix, theirs = ours_matrix(texts), sklearn_matrix(texts)
    assert matrix.shape == theirs.shape and abs(matrix - theirs).max() < 1e-12
    print("\nArticles to tf-idf matrix, time by that of TfidfVectorizer (goal at most 1.05, aim 0.70)")
    spent = {
        (way, size): seconds
        for size, sample, n in ((1, texts, int(rounds)), (10, many, max(1, int(rounds) // 2)))
        for way, seconds in timed(WAYS, sample, n).items()
    }
    for way in ("same matrix", "terms of the library"):
        for size in (1, 10):
            print(f"  {way}, x{size}: {ratio(spent[way, size], spent['TfidfVectorizer', size]):.2f}")
    for way in WAYS:
        grown = statistics.median(spent[way, 10]) / statistics.median(spent[way, 1])
        print(f"  growth exponent, {way}: {log10(grown):.2f} (goal at most 1.05)")

    print("\nPeak memory by that of TfidfVectorizer (goal at most 1.00)")
    for size, sample in ((1, texts), (10, many)):
        peaks = {way: peak(partial(work, sample)) for way, work in WAYS.items()}
        for way in ("same matrix", "terms of the library"):
            print(f"  {way}, x{size}: {peaks[way] / peaks['TfidfVectorizer']:.2f}")

    if python:
        compare_log_odds(texts, outlets, folder, int(rounds), python)
    else:
        print("\nLog-odds: no interpreter with ConvoKit given, not compared")


def ours_matrix(texts: list[str]) -> csr_matrix:
    return weighed(same_words(texts)[1])


def library_matrix(texts: list[str]) -> csr_matrix:
    return weighed(count_texts(texts)[1])


def weighed(counts: csr_matrix) -> csr_matrix:
    counts = counts.astype(float)
    return TfidfTransformer().fit(counts).transform(counts, copy=False)


def sklearn_matrix(texts: list[str]) -> csr_matrix:
    return TfidfVectorizer(token_pattern=TOKEN).fit_transform(texts)


WAYS = {
    "same matrix": ours_matrix,
    "terms of the library": library_matrix,
    "TfidfVectorizer": sklearn_matrix,
}


def compare_log_odds(texts: list[str], outlets: list[str], folder: str, rounds: int, python: str) -> None:
    """Both sides count plain words; ConvoKit runs once, in its own interpreter."""
    documents = pd.DataFrame({"doc_id": range(len(texts)), "source": outlets})
    n_articles = documents["source"].value_counts()
    counts = CountMatrix(documents, *plain_words([text.lower() for text in texts]))
    options = {
        "by": "source",
        "against": "rest",
        "prior": "corpus",
        "strength": 1000.0,
        "variance": "two-term",
    }

    def from_articles(articles: list[str]) -> object:
        lowered = [text.lower() for text in articles]
        return score_matrix(CountMatrix(documents, *plain_words(lowered)), n_articles, **options)

    def from_counts(_: list[str]) -> object:
        return score_matrix(counts, n_articles, **options)

    spent = timed({"from articles": from_articles, "from counts": from_counts}, texts, rounds)
    script = Path(__file__).with_name("peer_fighting_words.py")
    run = subprocess.run([python, script, folder], capture_output=True, text=True, check=True)
    peer = json.loads(run.stdout.splitlines()[-1])
    print("\nLog-odds of every outlet against the rest: how many times as fast as FightingWords")
    print("  (goal 100 as shipped, 15 without cleaning)")
    for way, ours in spent.items():
        for theirs, seconds in peer.items():
            print(f"  {way}, FightingWords {theirs}: {seconds / statistics.median(ours):.0f}")


def timed(
    ways: dict[str, Callable[[list[str]], object]], texts: list[str], rounds: int
) -> dict[str, list[float]]:
    """Processor seconds of each way in each round; every round runs all of them, one after the other."""
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, work in ways.items():
            start = time.process_time()
            work(texts)
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
