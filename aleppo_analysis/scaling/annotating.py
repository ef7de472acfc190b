"""A corpus of any size to a folder of span tables, batch by batch."""

import warnings
from collections.abc import Callable
from os import PathLike
from typing import Any

import pandas as pd

from .. import frames, speakers
from ..corpus import Corpus, Source
from ..loading import Loaded, Summary, batches
from ..parquet import check_pyarrow, growing_tables
from ..tables import as_path
from ..text.languages import LanguageWarning
from ..writing import check_beside, whole_folder

_FOUND = ["zones", "sentences", "quotes", "voices"]
_AT_ONCE = 200  # articles in memory


def annotate(
    source: Source,
    out: str | PathLike[str],
    *,
    frame_terms: Source | None = None,
    actors: Source | None = None,
    tokens: bool = False,
    progress: Callable[[int], object] = lambda n: None,
    **reading: Any,
) -> None:
    """Write down everything that is found in a corpus, however large: a folder with a Parquet file a table.

    The articles are read, and what is found in them is written, batch by batch, so that the memory that is
    needed does not grow with their number. The folder is what `Corpus.save` would write of the same articles:
    `Corpus.open` reads it.

    Parameters
    ----------
    source : whatever `load_articles` takes.
    out : the folder to make. Until all is written it is called *out.unfinished*; however the work ends before
        that, nothing of it stays.
    frame_terms, actors : as `Corpus` takes them.
    tokens : whether to write the table of words too, which takes half as much room again as the texts.
    progress : called with the number of articles done so far, after each batch.
    reading : how to read the source: `columns`, `day_first`, `encoding`, `strict`, as `load_articles` takes
        them.

    Raises
    ------
    TableError : the source cannot be read or has no articles; there is something at `out`, it lies in the
        source, or the system refuses to write; or pyarrow is not installed. Nothing is written then.

    Warns
    -----
    LoadingWarning : something was left out, is doubtful or was repaired: a row of the table `problems` each.
    ArticleWarning : rules fail in an article, which is left without rows.

    Notes
    -----
    The tables are `articles` (with their texts), `problems`, `zones`, `sentences`, `quotes`, `voices`, and
    `matches` where there are frame terms. Their rows are those of ``Corpus(source)``, in the order in which
    the articles are read: what is found in an article does not depend on the others.
    """
    check_pyarrow("annotate")
    place = as_path("annotate", out)
    check_beside("annotate", place, source)
    terms, known = _given(frame_terms, frames.load_terms), _given(actors, speakers.load_actors)
    summary = Summary("annotate")
    with whole_folder("annotate", place) as new, growing_tables("annotate", new) as add:
        for name, table in [("frame_terms", terms), ("actors", known)]:
            if table is not None:
                add(name, table)
        for loaded in batches(source, size=_AT_ONCE, **reading):
            for name, table in _tables(loaded, terms, known, tokens).items():
                add(name, table)
            add("problems", summary.add(loaded))
            progress(summary.n)
        add("problems", summary.told)
    summary.warn()


def _given(source: Source | None, load: Callable[[str | PathLike[str]], pd.DataFrame]) -> pd.DataFrame | None:
    """A table that is given, or read once for all batches."""
    return source if source is None or isinstance(source, pd.DataFrame) else load(source)


def _tables(
    loaded: Loaded, frame_terms: pd.DataFrame | None, actors: pd.DataFrame | None, tokens: bool
) -> dict[str, pd.DataFrame]:
    """The articles and what is found in them, by the names that `Corpus.open` knows."""
    corpus = Corpus(loaded, frame_terms=frame_terms, actors=actors)
    tables = {"articles": loaded.articles, "markup": loaded.zones}
    asked = [*_FOUND, *(["tokens"] if tokens else []), *(["matches"] if frame_terms is not None else [])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LanguageWarning)  # the summary counts them, once for all batches
        return tables | {name: getattr(corpus, name) for name in asked}
