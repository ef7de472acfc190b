"""The whole job from files to lines, stage by stage, and the memory that it takes.

    python benchmarks/bench_job.py TEXTS [--rounds N]

What a notebook asks of a `Corpus` with the shipped frame terms, in this order: articles, zones, sentences,
quotations, their names, voices, words, matches, rates by outlet and voice, and the lines behind the largest
of these numbers. The yardstick beside it, a regular expression that cuts the same texts into words, tells
how fast the machine is at the moment. Memory is the most that a fresh process held, less what it held after
the same job on one article (which has loaded every library and model), for the articles once and drawn as
many times over as version 0.1 was measured with (18.7 million words), and the slope between the two.
"""

import json
import re
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from timing import (
    Work,
    fresh,
    keep,
    n_words,
    one_thread,
    options,
    peak,
    read_articles,
    resampled,
    seconds,
    told,
)

import aleppo_analysis as aa

TERMS = aa.frames.load_terms()
MANY = 30  # times PolNeAR's articles


def main() -> None:
    asked = options(__doc__, "held_by")
    articles = read_articles(asked.texts)
    if asked.held_by:
        print(json.dumps(held_by(articles, int(asked.held_by))))
        return
    words = n_words(articles)
    print(f"{len(articles)} articles, {words:,} words")
    say_time(articles, words, asked.rounds)
    say_memory(asked.texts, words)


def say_time(articles: pd.DataFrame, words: int, rounds: int) -> None:
    cut = re.compile(r"\w+").findall
    stages: list[dict[str, float]] = []
    yardstick: list[float] = []
    with as_folder(articles) as folder:
        for _ in range(1 + rounds):
            stages.append({name: spent for name, spent, _ in job(folder)})
            yardstick.append(words / seconds(lambda: [cut(text) for text in articles["text"]]))
    del stages[0], yardstick[0]  # what is loaded once
    for name in stages[0]:
        spent = [stage[name] for stage in stages]
        shares = [100 * stage[name] / sum(stage.values()) for stage in stages]
        print(f"  {name}: {told(spent)} s, {told(shares, 0)}%")
    whole = [words / sum(stage.values()) for stage in stages]
    print(f"  all: {told(whole, 0)} words a processor second; the yardstick {told(yardstick, 0)}")
    keep({"job, words a second": whole, "yardstick, words a second": yardstick})


def say_memory(texts: str, words: int) -> None:
    once, many = (fresh("bench_job.py", texts, "--held-by", str(times)) for times in (1, MANY))
    held = [found["peak"] - found["baseline"] for found in (once, many)]
    a_word = [held[0] / words, held[1] / words / MANY]
    slope = (held[1] - held[0]) / words / (MANY - 1)
    print(f"memory at the peak: {many['peak'] / 1e6:,.0f} MB for {MANY} times the articles, of which")
    print(
        f"  {many['baseline'] / 1e6:,.0f} MB are there before; bytes a word: {a_word[0]:.0f} for the articles"
    )
    print(f"  once, {a_word[1]:.0f} for {MANY} times as many, {slope:.0f} the slope between")
    print(f"tokens with voice, bytes a word kept: {once['tokens'] / words:.1f}")
    keep(
        {
            "job, bytes a word at the peak": [a_word[1]],
            "tokens, bytes a word kept": [once["tokens"] / words],
        }
    )


def held_by(articles: pd.DataFrame, times: int) -> dict[str, float]:
    """Bytes held at most by the job on so many times the articles, before it, and by the table of words."""
    list(job(articles.head(1)))
    baseline = peak()
    made = {name: table for name, _, table in job(articles if times == 1 else resampled(articles, times))}
    tokens = int(made["tokens"].memory_usage(deep=True).sum())
    return {"baseline": baseline, "peak": peak(), "tokens": tokens}


@contextmanager
def as_folder(articles: pd.DataFrame) -> Iterator[str]:
    """The articles as a folder of files with a table that says whose they are, as a user would have them."""
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{doc_id}.txt" for doc_id in articles["doc_id"]]
        for file, text in zip(files, articles["text"], strict=True):
            (Path(folder) / file).write_text(text, "utf-8")
        articles[["doc_id", "source"]].assign(file=files).to_csv(Path(folder) / "articles.csv", index=False)
        yield folder


def job(source: str | pd.DataFrame) -> Iterator[tuple[str, float, Any]]:
    """Each stage with its processor seconds and what it made."""

    def timed(name: str, work: Work) -> tuple[str, float, Any]:
        begin = time.process_time()
        made = work()
        return name, time.process_time() - begin, made

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        yield (loaded := timed("load", lambda: aa.Corpus(source, frame_terms=TERMS)))
    corpus = loaded[2]
    yield timed("zones", lambda: corpus.zones)
    yield timed("sentences", lambda: corpus.sentences)
    yield (found := timed("quotes", lambda: aa.quotes.attribute(corpus.articles, zones=corpus.zones)))
    yield (named := timed("names", lambda: aa.speakers.resolve(found[2], corpus.articles)))
    corpus = corpus.with_tables(quotes=named[2])
    yield timed("voices", lambda: corpus.voices)
    yield timed("tokens", lambda: corpus.tokens)
    yield timed("matches", lambda: corpus.matches)
    yield (rates := timed("rates", lambda: corpus.frame_rates(["source", "voice"])))
    cell = rates[2].nlargest(1, "n")[["source", "frame"]].to_dict("records")[0]
    yield timed("evidence", lambda: corpus.evidence(**cell))


if __name__ == "__main__":
    one_thread()
    main()
