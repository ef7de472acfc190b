"""Four questions to the tables that `annotate` writes, by pyarrow as the library has it, DuckDB and polars.

    python benchmarks/bench_asking.py TEXTS [--peers PYTHON] [--rounds N]

The articles are annotated once. Each engine has one thread and reads the same files: pyarrow and DuckDB into
a table of pandas, polars into its own. Which is fastest changes with the question; pyarrow, which writes the
tables, stays alone.
"""

import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from bench_job import TERMS, as_folder
from timing import clock, in_turn, keep, one_thread, options, peers, ratios, read_articles, told

import aleppo_analysis as aa
from aleppo_analysis.parquet import Stored

BY_ARTICLE, BY_TERM = ["doc_id", "source", "voice"], ["source", "term"]


def main() -> None:
    asked = options(__doc__)
    articles = read_articles(asked.texts)
    first = articles.iloc[0]
    with tempfile.TemporaryDirectory() as name, as_folder(articles) as source:
        folder = Path(name) / "out"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", aa.LoadingWarning)
            aa.annotate(source, folder, frame_terms=TERMS)
        cell = {"source": first["source"], "voice": "narrator"}
        questions: dict[str, Callable[[Stored], object]] = {
            "sums by article, outlet and voice": lambda tables: tables.sums("counts", BY_ARTICLE, "n"),
            "sums by outlet and term": lambda tables: tables.sums("counts", BY_TERM, "n"),
            "the rows of a cell": lambda tables: tables.read("matches", where=cell),
            "one article": lambda tables: tables.read("articles", where={"doc_id": first["doc_id"]}),
        }
        data = {"folder": str(folder), "doc_id": first["doc_id"], "source": first["source"]}
        for question, ask in questions.items():
            ours = {"pyarrow": clock(lambda ask=ask: ask(Stored("asking", folder)))}
            with peers(asked.peers, [f"{question}, DuckDB", f"{question}, polars"], data) as others:
                spent = in_turn(ours | others, asked.rounds)
            for way, values in spent.items():
                print(f"{question if way in ours else way}: {told(values, 3)} s")
            for other in others:
                times = ratios(spent["pyarrow"], spent[other])
                keep({f"pyarrow / {other.rpartition(', ')[2]}, {question}": times})


if __name__ == "__main__":
    one_thread()
    main()
