"""How fast and how lean `frames.match` is, against one compiled regex per pattern.

    python benchmarks/bench_frames.py TEXTS [ROUNDS]

TEXTS is a folder of .txt articles, such as PolNeAR's 840 training articles. 42 patterns are taken from
the shipped term table, evenly spaced, without their exceptions. The regexes, all in any case, only
collect the spans that finditer yields; `frames.match` also resolves overlaps, looks for negation and
builds the table. Two ways to write the regexes: careful (the definition of a match) and plain (borders
by ``\\b``). Rounds alternate, processor time is taken, medians are compared. Memory: tracemalloc's peak
of `frames.match` less what its table holds, for the articles once and ten times over.
"""

import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import aleppo_analysis as aa
from aleppo_analysis.text.terms import term_pattern

N_PATTERNS = 42


def main(folder: str, rounds: str = "5") -> None:
    files = sorted(Path(folder).rglob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    articles = pd.DataFrame({"doc_id": [file.stem for file in files], "text": texts})
    terms = aa.frames.load_terms()
    terms = terms.iloc[np.linspace(0, len(terms) - 1, N_PATTERNS).astype(int)].drop(columns="except")
    ways = {"careful": list(map(term_pattern, terms["term"])), "plain": list(map(plain_regex, terms["term"]))}
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters, {len(terms)} patterns")

    spent: dict[str, list[float]] = {"frames.match": [], **{way: [] for way in ways}}
    for _ in range(int(rounds)):
        spent["frames.match"].append(seconds(lambda: aa.frames.match(articles, terms)))
        for way, patterns in ways.items():
            spent[way].append(seconds(partial(spans_of, patterns, texts)))
    ours = statistics.median(spent["frames.match"])
    print(f"frames.match {ours:.4f} s")
    for way in ways:
        regex = statistics.median(spent[way])
        print(f"one {way} regex per pattern {regex:.3f} s: frames.match is {regex / ours:.0f} times as fast")

    for times in (1, 10):
        many = pd.concat([articles.assign(doc_id=articles["doc_id"] + f"-{n}") for n in range(times)])
        peak, rows = working_memory(many, terms)
        print(f"articles x{times}: {rows:,} matches, working memory beside the table {peak / 1e6:.2f} MB")


def plain_regex(term: str) -> re.Pattern[str]:
    body = re.escape(term).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"\b{body}\b", re.IGNORECASE)


def spans_of(patterns: list[re.Pattern[str]], texts: list[str]) -> list[list[tuple[int, int]]]:
    return [[hit.span() for hit in pattern.finditer(text)] for pattern in patterns for text in texts]


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def working_memory(articles: pd.DataFrame, terms: pd.DataFrame) -> tuple[int, int]:
    """Peak of what is held while matching, less what stays held by the table; and the number of matches."""
    tracemalloc.start()
    matches = aa.frames.match(articles, terms)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - kept, len(matches)


if __name__ == "__main__":
    main(*sys.argv[1:])
