"""A given table keeps its rows, columns and texts; what is missing is added, what is doubtful told."""

from collections.abc import Iterator, Mapping

import pandas as pd

from ..tables import Table, TableError, check_articles, check_columns, texts_of
from .assembling import Loaded, not_english, with_languages, zones_of
from .columns import KNOWN, NoText, is_filled, taken
from .dates import as_days, read_date
from .documents import BadFile
from .finding import Ways
from .problems import STOPS, Noted, table_of
from .repair import AS_IT_IS, repaired
from .rows import host_of

_ADDED = ["doc_id", "source", "published", "url", "title", "language", "text"]
_TYPED = {"doc_id", "published", "text"}  # by functions of their own
_LOOKED_AT = 200  # rows from which columns are told


def of_table(ways: Ways, given: pd.DataFrame) -> Loaded:
    """A table as a corpus needs it, and what was doubtful about it."""
    given = check_columns(ways.function, "articles", given, [], known=[]).set_axis(given.index, axis=0)
    table = _with_named_index(given)
    names = _names(ways, table)
    table = table.assign(**{ours: table[column] for ours, column in names.items()})
    noted = [Noted(None, None, "column taken", 1, f"{column!r} as {ours}") for ours, column in names.items()]
    if "doc_id" not in table:
        table["doc_id"] = _made_ids(given)
        noted.append(Noted(None, None, "doc_id made", len(table), "from the index of the table"))
    table = check_articles(ways.function, table)
    if table.empty:  # where no value tells the type of a column, its name does
        table = table.astype({name: "str" for name in KNOWN if name in table and name not in _TYPED})
    if "source" not in table and "url" in table:
        table["source"] = pd.Series([host_of(str(url)) for url in table["url"]], dtype="str")
        noted.append(Noted(None, None, "source made", len(table), "from the host of the url"))
    if "published" in table:
        table["published"], problems = _days(table, ways.day_first)
        noted += problems
    noted += _in_texts(table)
    table = with_languages(table)
    noted += not_english(table.assign(file=None))
    _stop_at_the_first(ways, noted)
    return Loaded(Table(table), table_of(noted), zones_of([]))


def in_parts(loaded: Loaded, size: int) -> Iterator[Loaded]:
    """The same in parts of so many articles; what concerns none of them stands in the first."""
    for start in range(0, max(len(loaded.articles), 1), size):
        articles = loaded.articles.iloc[start : start + size].reset_index(drop=True)
        concerned = loaded.problems["doc_id"].isin(articles["doc_id"].astype("str"))
        if not start:
            concerned |= loaded.problems["doc_id"].isna()
        yield Loaded(Table(articles), loaded.problems[concerned].reset_index(drop=True), loaded.zones)


def _with_named_index(given: pd.DataFrame) -> pd.DataFrame:
    """The table without its index, but for what is named as ours in it."""
    table = given.reset_index(drop=True)
    named = [name for name in given.index.names if name in KNOWN and name not in given.columns]
    return table.assign(**{name: given.index.get_level_values(name) for name in named})


def _names(ways: Ways, given: pd.DataFrame) -> Mapping[str, str]:
    """The columns that are taken for ours, which the table has not, or which the user names."""
    columns = [column for column in given.columns if isinstance(column, str)]
    missing = [ours for ours in _ADDED if ours not in columns]
    if "text" in columns and not missing and not ways.columns:
        return {}
    records = given[columns].head(_LOOKED_AT).to_dict("records")
    try:
        names = taken(columns, records, ways.columns, has_text=False)
    except NoText:
        given = check_columns(ways.function, "articles", given, ["doc_id", "text"])
    except BadFile as error:
        raise TableError(f"{ways.function}: `articles` cannot be read: {error}.") from error
    return {
        ours: column for ours, column in names.items() if ours in [*missing, *ways.columns] and ours != column
    }


def _made_ids(given: pd.DataFrame) -> pd.Series:
    """The index of a table where it tells its rows apart, else numbers."""
    index = given.index
    if index.is_unique and index.inferred_type == "string":
        return index.to_series(index=range(len(given)))
    return pd.Series([f"row-{number}" for number in range(1, len(given) + 1)], dtype="str")


def _days(table: pd.DataFrame, day_first: bool | None) -> tuple[pd.Series, list[Noted]]:
    """The dates as calendar days, and which cannot be read; a column of days stays what it is."""
    published = table["published"]
    if published.dtype.kind == "M" and (published.isna() | (published == published.dt.normalize())).all():
        return published, []
    read = [read_date(value, day_first) for value in published]
    noted = [
        Noted(None, str(doc_id), problem.what, problem.n, problem.done)
        for doc_id, (_, problem) in zip(table["doc_id"], read, strict=True)
        if problem
    ]
    return pd.Series(as_days([day for day, _ in read]), index=table.index), noted


def _in_texts(table: pd.DataFrame) -> Iterator[Noted]:
    """What would be put right in files, and is left as it is here; texts that are empty or come twice."""
    first: dict[str, str] = {}
    for doc_id, text in zip(table["doc_id"].astype("str"), texts_of(table), strict=True):
        if not is_filled(text):
            yield Noted(None, doc_id, "empty text", 1, AS_IT_IS)
            continue
        for problem in repaired(text).problems:
            yield Noted(None, doc_id, problem.what, problem.n, AS_IT_IS)
        other = first.setdefault(text, doc_id)
        if other != doc_id:
            yield Noted(None, doc_id, "same text", 1, f"kept: it is also that of {other!r}")


def _stop_at_the_first(ways: Ways, noted: list[Noted]) -> None:
    for one in noted if ways.strict else []:
        if one.what in STOPS:
            raise TableError(f"{ways.function}: article {one.doc_id!r}: {one.what}: {one.done}.")
