"""What columns hold: a column of any type as one of the few types that the package works with.

The same values come from CSV files, Parquet, databases and other tools in twenty types. At the door of a
function (`tables.check_columns`) a column becomes what its name says, or is refused: text, places, numbers,
or keys, which tell rows and groups apart. A column that is so already is taken as it is.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from math import isnan
from typing import NamedTuple

import numpy as np
import pandas as pd

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[T ]|$)")  # and a time, if one is given
_FURTHEST = 2**31  # no text is so long
EXACT = 2**53  # whole numbers below it are exact as floats, too
_TEXT = """
    voice zone kind use use_rule act cue quote rule speaker speaker_name speaker_group frame term match
    passage wording marking verb forms stance language title canonical aliases group pattern role except
    background before after sentence text_sha256 words number counted unit fact origin
    """.split()
_MEASURES = "share rank per_1000_tokens similarity confidence name_confidence pi tf_idf low high".split()
_NAMES = "source quote_id quote_group number_id event_id coder".split()
_TRUTH = "is_coded is_approximate is_written_on is_closed".split()
_WITH_GAPS = {"i": "Int64", "u": "Int64", "f": "float64", "b": "boolean"}


class Kind(NamedTuple):
    """What a column must have, what to do where it has not, and the column as that; None if it is unfit.

    A column of a type that it `takes` is fit as it is, and need not be looked at.
    """

    what: str
    advice: str
    of: Callable[[pd.Series], pd.Series | None]
    takes: Callable[[object], bool] = lambda _: False


def kind_of(column: object) -> Kind | None:
    """What a column of this name holds in every table of the package; None where any table may have it."""
    is_place = isinstance(column, str) and column.endswith(("_start", "_end"))
    return PLACES_OR_NONE if is_place else _KINDS.get(column)


def unknown(dtypes: Mapping[str, object], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """The columns of which their type alone does not say that they are fit as they are, and their kinds."""
    for column, kind in kinds.items():
        if not kind.takes(dtypes[column]):
            yield column, kind


def in_few_bytes(column: pd.Series, kind: Kind) -> pd.Series | None:
    """A categorical column of text with its categories as `str`, by name or in their own order; else None."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or (kind.of is _in_words and column.hasnans):
        return None
    if column.empty and not isinstance(getattr(kind.of(column), "dtype", None), pd.StringDtype):
        return None
    names = column.cat.categories
    plain = _plain(names.to_series(index=range(len(names))))
    if not isinstance(plain.dtype, pd.StringDtype) and len(names):
        return None
    if not isinstance(names.dtype, pd.StringDtype) or plain.dtype != names.dtype:
        column = column.cat.rename_categories(pd.Index(plain, dtype="str"))
    if column.cat.ordered or column.cat.categories.is_monotonic_increasing:
        return column
    return column.cat.reorder_categories(column.cat.categories.sort_values())


def first_unfit(kind: Kind, column: pd.Series) -> tuple[int, object]:
    """The first row with which a column is no longer of a kind, and its value."""
    row = bisect_left(range(len(column)), True, key=lambda row: kind.of(column.iloc[: row + 1]) is None)
    return row, column.iloc[row]


def day_of(value: object) -> date | None:
    """The calendar day of a date, of a point in time, or of either written by ISO 8601."""
    if isinstance(value, str) and (written := _DAY.match(value.strip())):
        try:
            return date.fromisoformat(written[1])
        except ValueError:
            return None
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if is_blank(value):
        return None
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def is_blank(value: object) -> bool:
    """Whether nothing is said: missing, or empty text."""
    if isinstance(value, str):
        return not value.strip()
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def is_missing(value: object) -> bool:
    """Whether a value stands for none."""
    return value is None or value is pd.NA or (isinstance(value, float) and isnan(value))


def _in_text(column: pd.Series) -> pd.Series | None:
    """As `str`; a column with nothing in it is text, too."""
    column = _plain(column)
    return column if isinstance(column.dtype, pd.StringDtype) else _nothing(column, "str")


def _in_articles(column: pd.Series) -> pd.Series | None:
    """As it is, since it is large: `tables.check_articles` reads it."""
    return _in_text(column) if column.empty else column


def _in_words(column: pd.Series) -> pd.Series | None:
    """The same, none missing: a word or a name that is not there would be counted as another."""
    column = _plain(column)
    return _in_text(column) if column.empty or not column.hasnans else None


def _in_places(column: pd.Series) -> pd.Series | None:
    """As whole numbers that a text can have places for."""
    column = _plain(column)
    if column.empty:
        return column if column.dtype in (np.int32, np.int64) else _nothing(column, "int64")
    is_whole = isinstance(column.dtype, np.dtype) and column.dtype.kind == "i"
    return column if is_whole and column.to_numpy().max() < _FURTHEST else None


def _in_places_or_none(column: pd.Series) -> pd.Series | None:
    """The same, with gaps: as `Int64`, or as floats if they came so."""
    if not isinstance(column.dtype, pd.Int64Dtype):
        column = _plain(column)
        if column.dtype.kind not in "if" or column.empty:
            return _nothing(column, "Int64")
    values = column.to_numpy("float64", na_value=np.nan)
    values = values[~np.isnan(values)]
    return column if ((values >= 0) & (values < _FURTHEST) & (values == np.floor(values))).all() else None


def _in_counts(column: pd.Series) -> pd.Series | None:
    """The same, none missing; of none it is told how many, so they are whole."""
    if column.empty and column.dtype not in (np.int32, np.int64):
        return _nothing(column, "int64")
    counts = _in_finite(column)
    return None if counts is None or counts.hasnans else counts


def _written(column: pd.Series) -> pd.Series | None:
    """Numbers that a file has as text, with gaps."""
    values = pd.to_numeric(column, errors="coerce").astype("Float64")
    return values if (values.isna() == column.isna()).all() and np.isfinite(values.dropna()).all() else None


def _written_places_or_none(column: pd.Series) -> pd.Series | None:
    """The same, as places."""
    values = _written(column)
    places = None if values is None else _in_places_or_none(values)
    return None if places is None else places.astype("Int64")


def _written_places(column: pd.Series) -> pd.Series | None:
    """The same, none missing."""
    values = _written_places_or_none(column)
    return None if values is None or values.hasnans else values.astype("int64")


def _in_truth(column: pd.Series) -> pd.Series | None:
    """As True and False, none missing; 1 and 0 are, too."""
    truths = _in_truth_or_none(column)
    return truths if truths is not None and not truths.array.isna().any() else None


def _in_truth_or_none(column: pd.Series) -> pd.Series | None:
    """The same, with gaps: what is no wording is not negated, nor affirmed."""
    column = _plain(column)
    if column.empty:
        return column if column.dtype == bool else _nothing(column, "bool")
    if column.dtype.kind == "i" and not column.hasnans and column.isin([0, 1]).all():
        return column.astype("bool")
    return column if column.dtype.kind == "b" else None


def _in_numbers(column: pd.Series) -> pd.Series | None:
    """As numbers, whole ones no larger than a float can tell apart."""
    if isinstance(column.dtype, pd.Float64Dtype):
        return column
    column = _plain(column)
    if column.dtype.kind == "i":
        values = column.dropna().to_numpy(np.int64)
        return column if not values.size or max(abs(values.min()), values.max()) < EXACT else None
    return column if column.dtype.kind == "f" else _nothing(column, "float64")


def _in_finite(column: pd.Series) -> pd.Series | None:
    """The same, each with an end."""
    numbers = _in_numbers(column)
    if numbers is None or numbers.dtype.kind != "f":
        return numbers
    return None if np.isinf(numbers.to_numpy("float64", na_value=np.nan)).any() else numbers


def _in_days(column: pd.Series) -> pd.Series | None:
    """As days or points in time, as written, whatever their time zone."""
    column = _plain(column)
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_localize(None)
    return column if column.dtype.kind == "M" else _nothing(column, "datetime64[s]")


def _in_keys(column: pd.Series) -> pd.Series | None:
    """As what tells rows or groups apart and can be sorted; text where nothing is told."""
    column = _plain(column)
    if isinstance(column.dtype, pd.StringDtype):
        return column
    if column.dtype.kind == "f" and not column.empty and column.isna().all():
        return _nothing(column, "str")
    if column.dtype.kind in "iufbM":
        return column
    is_day = column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) == "date"
    return column if is_day else _nothing(column, "str")


def _in_names(column: pd.Series) -> pd.Series | None:
    """The same; text where nothing is named, but for a column of whole numbers without rows."""
    column = _plain(column)
    if isinstance(column.dtype, pd.StringDtype) or (column.empty and column.dtype.kind == "i"):
        return column
    return _nothing(column, "str") if column.isna().all() else _in_keys(column)


def _in_ids(column: pd.Series) -> pd.Series | None:
    """As what names rows: text or numbers, none missing."""
    column = _plain(column)
    if column.empty:
        return _in_names(column)
    is_fit = isinstance(column.dtype, pd.StringDtype) or column.dtype.kind in "iuf"
    return column if is_fit and not column.array.isna().any() else None


def _nothing(column: pd.Series, dtype: str) -> pd.Series | None:
    """A column without a value, as this type; None if it has one."""
    return (
        column.astype("object").where(column.notna(), np.nan).astype(dtype) if column.isna().all() else None
    )


def _is_plain_text(dtype: object) -> bool:
    """Whether a column of this type is text as the package holds it: `str`."""
    return isinstance(dtype, pd.StringDtype) and dtype.na_value is np.nan


def _plain(column: pd.Series) -> pd.Series:
    """The same values as `str` or numpy holds them, `Int64` and `boolean` with gaps; else as it is."""
    dtype = column.dtype
    if _is_plain_text(dtype):
        return column
    if isinstance(dtype, pd.StringDtype):
        return column.astype("str")
    if isinstance(dtype, pd.CategoricalDtype):
        held = dtype.categories.dtype
        if column.empty:  # where no value tells the type, the categories do
            return _plain(column.astype(held))
        return column.astype("str") if isinstance(held, pd.StringDtype) else _inferred(column)
    if isinstance(dtype, np.dtype):
        return _inferred(column) if dtype.kind == "O" else _wide(column)
    if isinstance(dtype, pd.SparseDtype):
        return _plain(column.sparse.to_dense())
    held = getattr(dtype, "numpy_dtype", None)
    if held is None:
        return column
    if held.kind == "O":
        return _inferred(column)
    if held.kind == "U":
        return column.astype("str")
    has_gaps = held.kind in _WITH_GAPS and column.hasnans
    return column.astype(_WITH_GAPS[held.kind]) if has_gaps else _wide(column.astype(held))


def _wide(column: pd.Series) -> pd.Series:
    """Numbers of few bytes as wide ones, with which can be counted; large ones without a sign stay."""
    kind, size = column.dtype.kind, column.dtype.itemsize
    if kind == "u":
        return column.astype("int64") if column.empty or column.max() < 2**63 else column
    if kind == "i" and size < 4:
        return column.astype("int64")
    return column.astype("float64") if kind == "f" and size < 8 else column


def _inferred(column: pd.Series) -> pd.Series:
    """What single values have in common; as it is where they are mixed, or none that a column is made of."""
    values = column.astype("object")
    try:
        with np.errstate(invalid="ignore"):  # what has no end is tried as a whole number, too
            found = values.convert_dtypes()
        if isinstance(found.dtype, pd.StringDtype):
            found.str.cat().encode()
    except (UnicodeEncodeError, OverflowError):  # half of a pair, or a number too large for any column
        return values
    return values if found.dtype == object else _plain(found)


_MAKE_TEXT = "Make it text: {table}.assign({column}={table}[{column!r}].map(str))"
_MAKE_WHOLE = "Make them whole numbers: {table}.astype({{{column!r}: 'int64'}})"
_MAKE_FINITE = "Make them numbers, and drop what is infinite: {table}.astype({{{column!r}: 'float64'}})"
_MAKE_DAYS = "Make them days: {table}.assign({column}=pd.to_datetime({table}[{column!r}]))"
_TEXTS = Kind("text", "Make it text: {table}.astype({{{column!r}: 'str'}})", _in_text, _is_plain_text)
KEYS = Kind("all text, all numbers or all days", _MAKE_TEXT, _in_keys, _is_plain_text)
_IDS = Kind("all text or all numbers", _MAKE_TEXT, _in_ids)
TRUTHS = Kind(
    "True or False",
    "Say which values are true: {table}.assign({column}={table}[{column!r}].isin([...]))",
    _in_truth,
    lambda dtype: dtype == np.bool_,
)
_PLACES = Kind("whole numbers below 2**31", _MAKE_WHOLE, _in_places)
NUMBERS = Kind(
    "numbers",
    "Make them numbers: {table}.astype({{{column!r}: 'float64'}})",
    _in_numbers,
    lambda dtype: dtype == np.float64,
)
WORDS = Kind(_TEXTS.what, _TEXTS.advice, _in_words)
DAYS = Kind("days", _MAKE_DAYS, _in_days)
FINITE = Kind("finite numbers", _MAKE_FINITE, _in_finite)
PLACES_OR_NONE = Kind("whole numbers from 0 to 2**31, or nothing", _MAKE_WHOLE, _in_places_or_none)
WRITTEN = Kind(
    "numbers", "Mend that row of the file", _written
)  # this and the next two: as a CSV file has them
WRITTEN_PLACES = Kind(_PLACES.what, WRITTEN.advice, _written_places)
WRITTEN_PLACES_OR_NONE = Kind(PLACES_OR_NONE.what, WRITTEN.advice, _written_places_or_none)
_KINDS: dict[object, Kind] = {
    **dict.fromkeys(_TEXT, _TEXTS),
    **dict.fromkeys(_MEASURES, FINITE),
    **dict.fromkeys(_TRUTH, TRUTHS),
    **dict.fromkeys(_NAMES, Kind(KEYS.what, _MAKE_TEXT, _in_names, _is_plain_text)),
    "start": _PLACES,
    "end": _PLACES,
    **dict.fromkeys(["as_of_first", "as_of_last"], DAYS),
    "is_negated": Kind(TRUTHS.what, TRUTHS.advice, _in_truth_or_none),
    "n": Kind(FINITE.what, FINITE.advice, _in_counts),
    "doc_id": _IDS,
    "token": WORDS,
    "text": Kind("text", "Decode it first", _in_articles, _is_plain_text),
}
