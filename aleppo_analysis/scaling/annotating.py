"""A corpus of any size to a folder of span tables, batch by batch."""

import warnings
from collections import Counter
from collections.abc import Callable
from os import PathLike
from typing import Any

import numpy as np
import pandas as pd

from .. import frames, speakers
from ..articles import warn_outside
from ..corpus import Corpus, Source
from ..loading import Loaded, LoadingWarning, batches, kind_of, kinds_of, sentence_of, table_of
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
    tokens : whether to write the table of words too, which takes ten times the room of the texts.
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
    summary = _Summary()
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


class _Summary:
    """How many articles there are and what is wrong with them, added up batch by batch."""

    def __init__(self) -> None:
        self.n = 0
        self.told = table_of([])  # once for all batches, as it is once for all files
        self._kinds: Counter[tuple[str, str]] = Counter()

    def add(self, loaded: Loaded) -> pd.DataFrame:
        """Count a batch; gives its problems without what is only told."""
        self.n += len(loaded.articles)
        self._kinds.update(kinds_of(loaded.problems))
        pairs = zip(loaded.problems["what"], loaded.problems["done"], strict=True)
        is_told = [kind_of(what, done) == "told" for what, done in pairs]
        both = pd.concat([self.told, loaded.problems[is_told]])
        self.told = table_of(both.itertuples(index=False, name=None))
        return loaded.problems[~np.array(is_told, bool)]

    def warn(self) -> None:
        """One warning, in one sentence, where something is left out, doubtful or was repaired."""
        sentence = sentence_of(self._kinds)
        if sentence:
            said = f"annotate: {self.n} articles; {sentence}.\nEach is a row of the table `problems`."
            warn_outside(LoadingWarning(said))


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
