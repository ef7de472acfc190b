"""Checks that every public function makes at its door, and the one error they raise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd

from .kinds import KEYS, Kind, day_of, first_unfit, in_few_bytes, is_blank, is_missing, kind_of, unknown
from .places import what_is

# What these columns hold in every table, in the order in which it is shown.
VOICES = ["headline", "narrator", "caption", "reported", "direct", "term", "scare", "related"]
ZONES = ["title", "standfirst", "heading", "caption", "body", "related"]
VALUES = {
    "voice": VOICES,
    "zone": ZONES,
    "kind": ["direct", "mixed", "indirect"],
    "use": ["speech", "term", "title", "scare"],
    "act": ["said", "thought", "planned", "shown"],
}

_MAKER = {  # what makes a table, named where a column is missing
    "zones": "text.find_zones",
    "quotes": "quotes.attribute",
    "predicted": "quotes.attribute",
    "voices": "voices.find",
    "wordings": "voices.find_wordings",
    "reporting": "voices.find_reporting_verbs",
    "frame_terms": "frames.load_terms",
    "rates": "frames.rates",
    "codes": "frames.load_codes",
    "counts": "compare.count_terms",
    "shares": "voices.shares",
}
_ADDER = {  # what adds a column to any table of spans
    "zone": "text.find_zones and join_spans",
    **dict.fromkeys(["voice", "kind", "use", "quote_id", "speaker"], "voices.add"),
    "token": "text.tokenize",
    "frame": "frames.match",
}
_AS_NAMED: Mapping[str, Kind] = {}
_LISTED = 40  # choices that an error lists
_TYPO = 0.8  # how like a column a name must be to be taken for a slip of the pen
_WIDEST = 1000  # characters of a cell that are shown: every sentence, not every article


class Table(pd.DataFrame):
    """A table of this package: a DataFrame that a notebook shows with its sentences whole.

    pandas cuts cells at 50 characters for all tables of a session or for none. A class of their own lets the
    package's tables, and what is made from them, be read, and leaves the user's other tables alone.
    """

    @property
    def _constructor(self) -> type["Table"]:
        return Table

    @staticmethod
    def _constructor_sliced(data: object = None, *others: object, **options: object) -> pd.Series:
        """A column; one that pandas has just made need not be made again."""
        is_made = isinstance(data, pd.Series) and not (others or options)
        return data if is_made else pd.Series(data, *others, **options)

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", _WIDEST):
            return super()._repr_html_()


class TableError(ValueError):
    """A table or an argument is not what a function needs.

    The message names the function and the table and says what was expected, what came and what to do.
    """

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message, not the way it took through the package."""
        return [f"{type(self).__name__}: {self}"]


def check_columns(
    function: str,
    name: str,
    table: pd.DataFrame,
    columns: Iterable[str],
    *,
    known: Iterable[str] | None = None,
    holds: Mapping[str, Kind] = _AS_NAMED,
    words: bool = False,
) -> pd.DataFrame:
    """The door of every function: the table in the one form that the package works with.

    Rows are numbered from 0, and `columns`, and all others that `kinds` or `holds` knows (or of these only
    `known`), hold what their names say, in one of few types. A table that is so already comes back itself;
    none is ever changed. Categorical text becomes text, but for `frame`, and in tables of `words`, which are
    large.

    Raises
    ------
    TableError : `table` is no DataFrame, lacks one of `columns`, has a column twice, or a column holds
        something else.
    """
    table = _labelled(function, name, table)
    dtypes = dict(zip(table.columns.tolist(), table.dtypes.tolist(), strict=True))
    missing = [column for column in dict.fromkeys(columns) if column not in dtypes]
    if missing:
        raise TableError(
            f"{function}: `{name}` needs {_columns(missing)}; it has {_quoted(table.columns)}.\n"
            f"{_advice(name, missing[0], table)}."
        )
    kinds = dict.fromkeys(columns, KEYS)
    for column in dtypes if known is None else [*kinds, *(one for one in known if one in dtypes)]:
        kind = holds.get(column, kind_of(column))
        if kind is not None:
            kinds[column] = kind
    changed = {}
    for column, kind in unknown(dtypes, kinds):
        values = table[column]
        kept = in_few_bytes(values, kind) if words or column == "frame" else None
        held = kind.of(values) if kept is None else kept
        if held is None:
            raise TableError(_unfit(function, name, kind, values))
        if held is not values:
            changed[column] = held
    table = table.assign(**changed) if changed else table
    index = table.index
    is_numbered = isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1 and not index.name
    return table if is_numbered else table.reset_index(drop=True)


def _labelled(function: str, name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table, if it is one, with each of its columns once and no name on them."""
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"{function}: `{name}` must be a table (pandas DataFrame); it is {type(table).__name__}.\n"
            "Make one of rows or columns: pd.DataFrame(...)."
        )
    if table.columns.nlevels > 1:
        raise TableError(
            f"{function}: `{name}` must have one name a column; it has {table.columns.nlevels} levels.\n"
            f"Keep one: {name}.droplevel(0, axis=1)."
        )
    if not table.columns.is_unique:
        doubled = table.columns[table.columns.duplicated()].unique()
        raise TableError(
            f"{function}: `{name}` has {_columns(doubled)} more than once.\n"
            f"Keep the first: {name}.loc[:, ~{name}.columns.duplicated()]."
        )
    if table.columns.name is None and not isinstance(table.columns.dtype, pd.CategoricalDtype):
        return table
    return table.set_axis(pd.Index(table.columns.tolist()), axis=1)


def _unfit(function: str, name: str, kind: Kind, values: pd.Series) -> str:
    """What is wrong with a column; half of a pair in it has an error of its own."""
    column = values.name
    row, came = first_unfit(kind, values)
    check_unicode(function, f"{column!r} in row {row} of `{name}`", came)
    shown, advice = repr(came), kind.advice.format(table=name, column=column)
    if is_blank(came) and not isinstance(came, str):
        shown, advice = "nothing", f"Fill it in, or drop the row: {name}.dropna(subset=[{column!r}])"
    elif isinstance(came, np.generic):
        shown = repr(came.item())
    return f"{function}: `{name}` must have {kind.what} in {column!r}; row {row} has {shown:.60}.\n{advice}."


def check_unique(function: str, name: str, table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise if two rows of `table` agree in all of `columns`; the message shows up to three."""
    is_doubled = table.duplicated(list(columns))
    if is_doubled.any():
        doubled = table.loc[is_doubled, list(columns)].drop_duplicates()
        rows = doubled.head(3).itertuples(index=False, name=None)
        shown = ", ".join(" / ".join(map(str, row)) for row in rows)
        raise TableError(
            f"{function}: `{name}` has more than one row for the same {' and '.join(columns)}: {shown}"
            f"{', ...' if len(doubled) > 3 else ''}.\nKeep one row each."
        )


def check_alike(
    function: str, one: str, table: pd.DataFrame, other: str, further: pd.DataFrame, columns: Iterable[str]
) -> None:
    """Raise unless two checked tables name the same things by the same kind of value."""
    for column in columns:
        one_kind, other_kind = (held[column].dtype.kind.replace("f", "i") for held in (table, further))
        if one_kind != other_kind and not (table[column].isna().all() or further[column].isna().all()):
            raise TableError(
                f"{function}: {column!r} is {table[column].dtype} in `{one}` and {further[column].dtype} in "
                f"`{other}`.\nMake them alike: {other}.astype({{{column!r}: {one}[{column!r}].dtype}})."
            )


def check_choice(function: str, name: str, value: object, choices: Iterable[object]) -> None:
    """Raise unless `value` is one of `choices`; the message names the nearest and lists them."""
    choices = list(choices)
    if not pd.api.types.is_scalar(value) or value is pd.NA or value not in choices:
        more = f" and {len(choices) - _LISTED} more" if len(choices) > _LISTED else ""
        listed = ", ".join(map(repr, choices[:_LISTED])) + more
        near = get_close_matches(str(value), shown := {str(choice): choice for choice in choices}, n=1)
        meant = f"Did you mean {shown[near[0]]!r}? " if near else ""
        advice = f"{meant}Choose one of {listed}." if choices else "There is nothing to choose from."
        raise TableError(f"{function}: {name}={value!r} is not known.\n{advice}")


def check_choices(function: str, name: str, values: Iterable[object], choices: Iterable[object]) -> None:
    """Raise unless all `values` are among `choices`."""
    known = set(choices)
    for value in (one for one in values if not pd.api.types.is_scalar(one) or one not in known):
        check_choice(function, name, value, choices)


def check_articles(function: str, articles: pd.DataFrame, columns: Iterable[str] = ()) -> pd.DataFrame:
    """The door for articles, which have a `doc_id` of their own, and a `text` that is a string or missing."""
    needed, told = ["doc_id", "text", *columns], ["source", "title", "language"]
    articles = check_columns(function, "articles", articles, needed, known=told)
    doc_ids = articles["doc_id"].tolist()
    for doc_id, text in zip(doc_ids, articles["text"], strict=True):
        if not isinstance(text, str) and not is_missing(text):
            raise TableError(
                f"{function}: the text of article {doc_id!r} must be a string; it is "
                f"{type(text).__name__}.\nDecode it first: load_articles reads files as UTF-8."
            )
        if isinstance(doc_id, str) and not doc_id.isascii():
            check_unicode(function, f"the doc_id {doc_id!r}", doc_id)
        if isinstance(text, str) and not text.isascii():
            check_unicode(function, f"the text of article {doc_id!r}", text)
    if len(set(doc_ids)) < len(doc_ids):
        check_unique(function, "articles", articles, ["doc_id"])
    return articles


def check_unicode(function: str, what: str, value: object) -> None:
    """Raise if a string has half of a surrogate pair, which neither UTF-8 nor a column of pyarrow holds."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            half = value[error.start]
            raise TableError(
                f"{function}: {what} must be Unicode; character {error.start} is {half!r}, half of a pair.\n"
                "Decode the file anew, or mend it: "
                "text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')."
            ) from error


def texts_of(articles: pd.DataFrame) -> list[str]:
    """The texts in row order; a missing text is empty."""
    return ["" if is_missing(text) else text for text in articles["text"].tolist()]


def dates_of(function: str, articles: pd.DataFrame) -> pd.Series:
    """The day on which each article was published, as written, whatever its time zone; or a missing one."""
    values = articles.get("published", pd.Series(pd.NA, index=articles.index, dtype="object"))
    days: list[date | None] = []
    for doc_id, value in zip(articles.get("doc_id", articles.index), values, strict=True):
        day = day_of(value)
        if day is None and not is_blank(value):
            raise TableError(
                f"{function}: `published` of article {doc_id!r} must be a calendar date; it is {value!r}.\n"
                "Write it as 2016-10-18, or leave it empty."
            )
        days.append(day)
    return pd.Series(np.array(days, dtype="datetime64[D]"), index=articles.index).astype("datetime64[s]")


def id_columns(table: pd.DataFrame) -> list[str]:
    """`doc_id`, and `source` where the table has it: what every table of findings carries on."""
    return [column for column in ("doc_id", "source") if column in table.columns]


def as_list(function: str, by: str | Iterable[str]) -> list[str]:
    """One column name, or several, as a list that has each once."""
    columns = [by] if isinstance(by, str) or not isinstance(by, Iterable) else list(by)
    if not all(isinstance(column, str) for column in columns):
        raise TableError(
            f"{function}: `by` must be the name of a column, or a list of names; it is {by!r}.\n"
            "Give a column or several: by='source', by=['source', 'voice']."
        )
    return list(dict.fromkeys(columns))


def values_of(column: pd.Series) -> pd.Series:
    """The values that a categorical column without an order holds; other columns as they are."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or column.cat.ordered:
        return column
    values = column.cat.categories
    if isinstance(values.dtype, pd.StringDtype):
        taken = values.array.take(column.cat.codes.to_numpy(), allow_fill=True)
        return pd.Series(taken, column.index, name=column.name)
    return column.astype("Int64" if values.inferred_type == "integer" and column.hasnans else values.dtype)


def drop_related(
    function: str, name: str, table: pd.DataFrame, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """The rows that measures count, or columns of them: all but links, credits, share lines (`related`).

    Raises `TableError` if the table has neither `zone` nor `voice`, so that nothing is counted unseen.
    """
    told = [column for column in ("zone", "voice") if column in table.columns]
    if not told:
        raise TableError(
            f"{function}: `{name}` needs column 'zone' or 'voice', so that links and credits stay uncounted; "
            f"it has {_quoted(table.columns)}.\n"
            f"Add it: join_spans({name}, text.find_zones(articles), ['zone']) or voices.add({name}, voices)."
        )
    related = np.zeros(len(table), bool)
    for column in told:
        related |= (table[column] == "related").to_numpy(bool, na_value=False)
    return (table if columns is None else table[list(columns)])[~related]


def _advice(name: str, column: str, table: pd.DataFrame) -> str:
    """What to do about a column that a table lacks."""
    if column in table.index.names:
        return f"It is the index: {name}.reset_index()"
    near = get_close_matches(column, map(str, table.columns), n=1, cutoff=_TYPO)
    if near:
        return f"Did you mean {near[0]!r}? Ask for that, or {_renamed(name, repr(near[0]), column)}"
    names_speakers = column in ("speaker_name", "speaker_group")
    maker = "speakers.resolve" if names_speakers else _MAKER.get(name) or _ADDER.get(column)
    told = f"Make it with {maker}" if maker else "Add what is missing"
    return f"{told}, or {_renamed(name, '...', column)}"


def _renamed(name: str, old: str, new: str) -> str:
    return f"rename: {name}.rename(columns={{{old}: {new!r}}})"


def _columns(names: Sequence[str]) -> str:
    return ("column " if len(names) == 1 else "columns ") + _quoted(names)


def _quoted(names: Iterable[object]) -> str:
    return ", ".join(repr(str(name)) for name in names) or "no columns"


_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Path of a file of the shipped `data` folder."""
    inside = _PACKAGE / "data"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "data"
    return folder / name


def as_path(function: str, path: str | PathLike[str]) -> Path:
    """A path that the system can look up; whether something is there is another question."""
    if not isinstance(path, str | PathLike):
        raise TableError(
            f"{function}: needs a path; it is {type(path).__name__}.\nGive the name of a file or folder."
        )
    try:
        Path(path).exists()
    except OSError as error:
        raise TableError(
            f"{function}: needs a path; {str(path)[:60]!r} is none ({error.strerror}).\n"
            "Give the name of a file or folder."
        ) from error
    return Path(path)


def read_csv(function: str, file: str | PathLike[str], columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a CSV file that needs `columns`: every value as text, an empty one missing.

    Raises `TableError`, in the name of `function`, if the file is missing, no CSV in UTF-8 or lacks a column.
    """
    file = as_path(function, file)
    if not file.is_file():
        raise TableError(
            f"{function}: needs a CSV file; {str(file)!r} {what_is(file)}.\n"
            f"Give the path of a CSV with the columns {', '.join(columns)}."
        )
    try:
        with file.open(encoding="utf-8-sig") as stream:
            head = stream.readline(_WIDEST)
        # a spreadsheet writes what its country does
        mark = next((mark for mark in ",;\t" if mark in head), ",")
        table = pd.read_csv(
            file, sep=mark, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig"
        )
        if not isinstance(table.index, pd.RangeIndex):
            raise pd.errors.ParserError("rows have more fields than the first row has names")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise TableError(
            f"{function}: needs CSV in UTF-8; {str(file)!r} is not ({str(error).strip()}).\n"
            "Save it again as 'CSV UTF-8', with quotation marks around a value that holds a comma."
        ) from error
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise TableError(
            f"{function}: {str(file)!r} needs the columns {', '.join(columns)}; {' and '.join(missing)} "
            f"missing, it has {', '.join(table.columns)}.\n"
            "Add what is missing, or rename it in the first row."
        )
    return table
