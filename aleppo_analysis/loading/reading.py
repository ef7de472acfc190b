"""A corpus is loaded here: files, folders and tables to articles, and what was doubtful about them."""

import codecs
from collections.abc import Iterator, Mapping
from os import PathLike
from typing import TypeAlias

import pandas as pd

from ..articles import warn_outside
from ..tables import Table, TableError, check_choice, shipped
from .columns import KNOWN
from .gathering import Gathering, Loaded, Ways
from .given import in_parts, of_table
from .problems import LoadingWarning, kinds_of, sentence_of, table_of
from .sources import files_of

Source: TypeAlias = str | PathLike[str] | pd.DataFrame
_AT_ONCE = 5_000  # articles that are gathered as rows before they become a table


def load_articles(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Load a corpus from what there is: files of nearly any kind, a folder or zip of them, or a table."""
    ways = ways_of("load_articles", columns, day_first, encoding, strict)
    loaded = read_as(ways, source)
    warn_of(ways.function, loaded)
    return loaded.articles


def read(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> Loaded:
    """The same with the table of problems and the zones that markup tells of, and without a warning."""
    return read_as(ways_of("loading.read", columns, day_first, encoding, strict), source)


def batches(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
    size: int = 1000,
) -> Iterator[Loaded]:
    """The same in batches of at most `size` articles, so that a corpus larger than the memory can be read."""
    return _batches(ways_of("loading.batches", columns, day_first, encoding, strict), source, size)


def ways_of(
    function: str,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> Ways:
    """How a source is to be read, checked."""
    if columns is not None and not isinstance(columns, Mapping):
        raise TableError(
            f"{function}: `columns` must say which column is which; it is {type(columns).__name__}.\n"
            "Write the name it shall have, then its own: columns={'text': 'Body'}."
        )
    for name in columns or {}:
        check_choice(function, "name in `columns`", name, KNOWN)
    check_choice(function, "day_first", day_first, [None, True, False])
    try:
        codecs.lookup(encoding or "utf-8")
    except (LookupError, TypeError) as error:
        raise TableError(
            f"{function}: encoding={encoding!r} is not known.\nGive a name that Python knows: 'windows-1252'."
        ) from error
    return Ways(function, dict(columns or {}), day_first, encoding, strict)


def read_as(ways: Ways, source: Source | None) -> Loaded:
    """All of a source, the articles sorted by `doc_id`; a table keeps its order."""
    if isinstance(source, pd.DataFrame):
        return of_table(ways, source)
    parts = list(_batches(ways, source, _AT_ONCE))
    articles = pd.concat([part.articles for part in parts]).sort_values("doc_id", ignore_index=True)
    zones = pd.concat([part.zones for part in parts])
    noted = pd.concat([part.problems for part in parts])
    return Loaded(
        Table(articles),
        table_of(noted.itertuples(index=False, name=None)),
        zones.sort_values("doc_id", kind="stable", ignore_index=True),
    )


def _batches(ways: Ways, source: Source | None, size: int) -> Iterator[Loaded]:
    if source is not None and not isinstance(source, str | PathLike | pd.DataFrame):
        raise TableError(
            f"{ways.function}: `source` must be a path or a table (pandas DataFrame); it is "
            f"{type(source).__name__}.\nName a file or folder, or make a table of it: pd.DataFrame(...)."
        )
    if isinstance(source, pd.DataFrame):
        yield from in_parts(of_table(ways, source), size)
        return
    with files_of(ways.function, shipped("articles.csv") if source is None else source) as files:
        yield from Gathering(ways).batches(files, size)


def warn_of(function: str, loaded: Loaded) -> None:
    """One warning, in one sentence, where something is lost, doubtful or was repaired."""
    sentence = sentence_of(kinds_of(loaded.problems))
    if sentence:
        warn_outside(
            LoadingWarning(
                f"{function}: {len(loaded.articles)} articles; {sentence}.\n"
                "Each is a row of `Corpus(...).problems`, or of `loading.read(...).problems`."
            )
        )
