"""What `annotate` takes for an article: processor time, memory, and room on disk table by table.

    python benchmarks/bench_annotate.py TEXTS [--rounds N]

From a folder of files to a folder of tables, by one worker, with the shipped frame terms. The memory is the
most that a fresh process held, everything included. In one more round every table, and the one of words, is
written to see how large it is, and asked of a `Corpus` to see how long it takes. plan.py reckons with this.
"""

import json
import tempfile
import warnings
from pathlib import Path

import pandas as pd
from bench_job import TERMS, as_folder
from timing import fresh, keep, n_words, one_thread, options, peak, read_articles, seconds, told

import aleppo_analysis as aa

COUNTED_BY = ["doc_id", "source", "voice", "zone", "kind", "use", "speaker", "speaker_name"]


def main() -> None:
    asked = options(__doc__, "source")
    if asked.source:
        print(json.dumps({"seconds": annotated(asked.source)[0], "peak": peak()}))
        return
    articles = read_articles(asked.texts)
    words = n_words(articles)
    rounds = min(asked.rounds, 3)
    with as_folder(articles) as source:
        ran = [fresh("bench_annotate.py", asked.texts, "--source", source) for _ in range(rounds)]
        sizes = annotated(source, tokens=True)[1]
        spent = spent_on_tables(source)
    speed = [words / one["seconds"] for one in ran]
    held = [one["peak"] / 1e6 for one in ran]
    print(f"{len(articles)} articles, {words:,} words: {told(speed, 0)} words a processor second")
    print(f"memory of the process: {told(held, 0)} MB")
    for name, size in sizes.items():
        print(f"  {name}: {size / words:.2f} bytes a word on disk, {spent.get(name, 0):.2f} s")
    keep(
        {"words an article": [words / len(articles)], "annotate, words a second": speed, "annotate, MB": held}
    )
    keep({f"disk, {name}": [size / words] for name, size in sizes.items()})
    keep({f"seconds, {name}": [one * 1e6 / words] for name, one in spent.items()})


def spent_on_tables(source: str) -> dict[str, float]:
    """Processor seconds of each table, where those that it is made of are there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        made: list[aa.Corpus] = []
        spent = {"articles": seconds(lambda: made.append(aa.Corpus(source, frame_terms=TERMS)))}
    names = ["zones", "sentences", "quotes", "voices", "tokens", "matches", "numbers"]
    spent |= {name: seconds(lambda name=name: getattr(made[0], name)) for name in names}
    spent["counts"] = spent["tokens"] + seconds(lambda: made[0].counts(COUNTED_BY))
    return spent


def annotated(source: str, *, tokens: bool = False) -> tuple[float, pd.Series]:
    """Processor seconds, and the bytes of each table."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", aa.LoadingWarning)
            spent = seconds(lambda: aa.annotate(source, out, frame_terms=TERMS, tokens=tokens))
        files = [path for path in out.rglob("*") if path.is_file()]
        names = [path.relative_to(out).parts[0].removesuffix(".parquet") for path in files]
        return spent, pd.Series([path.stat().st_size for path in files]).groupby(names).sum()


if __name__ == "__main__":
    one_thread()
    main()
