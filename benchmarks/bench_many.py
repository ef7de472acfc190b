"""A hundred thousand articles by two processes: what `annotate` takes of a corpus that is large, and what
asking takes afterwards.

    python benchmarks/bench_many.py TEXTS [--articles N]

Only a quiet machine with two cores or more tells anything, so this is run by hand: `make bench-workers`. The
articles of TEXTS are taken over and over, each up to the paragraph in which it comes to 250 words, so that
the run takes a quarter of an hour, and each under a headline of its own, so that no two have the same text;
no new words come with them. They lie in files of JSON Lines, 2,500 to a file. A tenth of them goes first:
between the two runs, each in fresh processes, the memory should stay what it was, and what it grows by is
what a corpus knows of its articles. plan.py reckons with these figures.
"""

import argparse
import json
import resource
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

import pandas as pd
from timing import fresh, keep, n_words, one_thread, peak, read_articles, seconds

import aleppo_analysis as aa

WORDS, OF_A_FILE, WORKERS = 250, 2_500, 2


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--run", nargs=2, metavar=("SOURCE", "OUT"), help=argparse.SUPPRESS)
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run(*map(Path, asked.run))))
    elif asked.ask:
        print(json.dumps(ask(Path(asked.ask))))
    else:
        measure(asked.texts, asked.articles)


def measure(texts: str, n: int) -> None:
    pieces = list(shortened(read_articles(texts)))
    with tempfile.TemporaryDirectory() as name:
        few, many = (annotated(texts, pieces, size, Path(name) / str(size)) for size in (n // 10, n))
        spent = fresh("bench_many.py", texts, "--ask", str(Path(name) / str(n) / "out"))
    grown = {place: many[place] / few[place] for place in ("worker", "here")}
    known = (many["here"] - few["here"]) / (n - n // 10)
    print(
        f"from {n // 10:,} articles to {n:,} the memory of a worker is {grown['worker']:.2f} times what it "
        f"was, of the process that deals parts out {grown['here']:.2f} times: {known:.0f} bytes an article"
    )
    print(f"asked of the tables: {spent['peak'] / 1e6:,.0f} MB at most")
    keep({"many, memory of who asks": [spent.pop("peak")]})
    for question, value in spent.items():
        print(f"  {question}: {value:.2f} s of the processor")
    keep({f"asked, {question}": [value] for question, value in spent.items()})
    keep({"many, memory of a worker, times": [grown["worker"]], "many, bytes known an article": [known]})
    keep({f"many, {name}": [value] for name, value in many.items()})


def annotated(texts: str, pieces: list[str], n: int, folder: Path) -> dict[str, float]:
    """What a run with so many articles takes; says it."""
    words = written(pieces, n, folder / "texts")
    found = fresh("bench_many.py", texts, "--run", str(folder / "texts"), str(folder / "out"))
    print(
        f"{n:,} articles, {words:,} words, {WORKERS} processes: {found['clock'] / 60:,.1f} minutes by the "
        f"clock, {found['processor'] / 60:,.1f} of processors; {found['worker'] / 1e6:,.0f} MB the largest "
        f"worker, {found['here'] / 1e6:,.0f} MB the process that deals parts out; "
        f"{found['disk'] / 1e9:,.2f} GB in {found['files']:,} files",
        flush=True,
    )
    lines = sum(path.stat().st_size for path in (folder / "texts").iterdir())
    return {"articles": n, "words": words, "lines": lines, **found}


def shortened(articles: pd.DataFrame) -> Iterator[str]:
    """The texts, each up to the paragraph in which it comes to `WORDS`."""
    for text in articles["text"]:
        paragraphs = text.split("\n\n")
        before = accumulate((len(one.split()) for one in paragraphs), initial=0)
        yield "\n\n".join(one for one, n in zip(paragraphs, before, strict=False) if n < WORDS)


def written(pieces: list[str], n: int, folder: Path) -> int:
    """Write so many articles; how many words they have."""
    folder.mkdir(parents=True)
    words = 0
    for first in range(0, n, OF_A_FILE):
        numbers = range(first, min(first + OF_A_FILE, n))
        texts = [f"Report {number} of a day\n\n{pieces[number % len(pieces)]}" for number in numbers]
        made = pd.DataFrame(
            {
                "doc_id": [f"article-{number}" for number in numbers],
                "source": [f"outlet-{number % 7}" for number in numbers],
                "text": texts,
            }
        )
        made.to_json(folder / f"{first:07}.jsonl", orient="records", lines=True, force_ascii=False)
        words += n_words(made)
    return words


def run(source: Path, out: Path) -> dict[str, float]:
    begin = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        aa.annotate(source, out, frame_terms=aa.frames.load_terms(), workers=WORKERS)
    clock = time.perf_counter() - begin
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sizes = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    return {
        "clock": clock,
        "processor": sum(one.ru_utime + one.ru_stime for one in (own, workers)),
        "here": peak(),
        "worker": workers.ru_maxrss * 1024,
        "disk": sum(sizes),
        "files": len(sizes),
    }


def ask(folder: Path) -> dict[str, float]:
    """Processor seconds of questions to the tables, in this order, and the most memory that they took."""
    corpus = aa.Corpus.open(folder)
    questions: dict[str, Callable[[], object]] = {
        "describe": corpus.describe,
        "rates by outlet and voice": lambda: corpus.frame_rates(["source", "voice"]),
        "tf-idf by outlet": lambda: aa.compare.tf_idf(corpus.counts("source")),
        "log-odds by outlet": lambda: aa.compare.log_odds(corpus.counts("source")),
        "the lines of a cell": partial(corpus.evidence, source="outlet-3", frame="blame"),
        "a phrase in all texts": lambda: corpus.find("White House"),
        "an article to read": lambda: corpus.read("article-7")._repr_html_(),
    }
    return {**{name: seconds(work) for name, work in questions.items()}, "peak": peak()}


if __name__ == "__main__":
    one_thread()
    main()
