"""`annotate` with one process and with two: seconds by the clock, and the memory of each, as the corpus
grows.

    python benchmarks/bench_workers.py TEXTS [--times N ...]

Only a quiet machine with two cores or more tells anything, so this is run by hand: `make bench-workers`.
The articles are drawn so many times over (32 times PolNeAR's are 20 million words), written as one Parquet
file, and annotated into a folder that is thrown away, by one worker and by two in turn. How many times as
fast two are is the quotient of the seconds; beside it the processor seconds of both (what sharing costs)
and the largest memory of any one process.
"""

import argparse
import json
import resource
import tempfile
import time
import warnings
from pathlib import Path

import pandas as pd
from timing import fresh, keep, n_words, one_thread, peak, read_articles, resampled

import aleppo_analysis as aa


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts")
    parser.add_argument("--times", type=int, nargs="+", default=[32])
    parser.add_argument("--run", nargs=2, metavar=("SOURCE", "WORKERS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run(*asked.run)))
        return
    articles = read_articles(asked.texts)[["doc_id", "source", "text"]]
    for times in asked.times:
        compare(articles, times, asked.texts)


def compare(articles: pd.DataFrame, times: int, texts: str) -> None:
    many = resampled(articles, times)
    words = n_words(many)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.parquet"
        many.to_parquet(source)
        one, two = (fresh("bench_workers.py", texts, "--run", str(source), workers) for workers in "12")
    for workers, found in (("one", one), ("two", two)):
        print(
            f"x{times}, {words:,} words, {workers}: {found['clock']:,.1f} s by the clock, "
            f"{found['processor']:,.1f} s of processors, {found['peak'] / 1e6:,.0f} MB the largest process, "
            f"{found['disk'] / words:.1f} bytes written a word"
        )
    print(f"x{times}: two are {one['clock'] / two['clock']:.2f} times as fast as one")
    keep(
        {
            f"two processes, x{times}": [one["clock"] / two["clock"]],
            f"annotate, words a second, x{times}": [words / one["processor"]],
            f"annotate, peak of a process, x{times}": [two["peak"]],
            f"annotate, bytes written a word, x{times}": [one["disk"] / words],
        }
    )


def run(source: str, workers: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        begin = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", aa.LoadingWarning)
            aa.annotate(source, out, frame_terms=aa.frames.load_terms(), workers=int(workers))
        clock = time.perf_counter() - begin
        disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    own, workers_own = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "clock": clock,
        "processor": own.ru_utime + own.ru_stime + workers_own.ru_utime + workers_own.ru_stime,
        "peak": max(peak(), workers_own.ru_maxrss * 1024),
        "disk": disk,
    }


if __name__ == "__main__":
    one_thread()
    main()
