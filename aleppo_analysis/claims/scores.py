"""How well quantities were found, against rows coded by reading."""

import re
from collections.abc import Callable
from os import PathLike
from typing import Any

import pandas as pd

from ..accuracy import Places, level, pair_up, records
from ..kinds import WRITTEN, WRITTEN_PLACES
from ..tables import TableError, check_columns, read_csv, shipped

_VALUE = ["low", "high"]
_CODED = ["doc_id", "start", "end", *_VALUE, "is_approximate", "unit", "kind", "counted"]
_NEEDED = [*_CODED, "as_of_first", "as_of_last"]
_COLUMNS = [*_CODED, "number", "as_of"]
_Row = dict[str, Any]
_AS_OF = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")
_WRITTEN = {**dict.fromkeys(["start", "end"], WRITTEN_PLACES), **dict.fromkeys(_VALUE, WRITTEN)}


def load_gold(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load quantities coded by reading; without a path, those of the five articles.

    Returns
    -------
    One row a quantity, in the order of the file: `doc_id`, `start`, `end`, `number`, `low`, `high` (Float64),
    `is_approximate` (bool), `unit`, `kind`, `counted`, `as_of_first`, `as_of_last` (days; in the file one
    column `as_of`: *2016-10-23*, *2016-09-19/* from that day on, */2016-09-19* up to it, *2016-08* a
    month), and the file's other columns (`note`).

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, a column is missing, or a value is none.
    """
    table = read_csv("claims.load_gold", path or shipped("claims_gold.csv"), _COLUMNS)
    table = check_columns("claims.load_gold", "gold", table, _WRITTEN, holds=_WRITTEN, known=[])
    days = [_days(value) for value in table.pop("as_of")]
    return table.assign(
        is_approximate=table["is_approximate"].str.lower().eq("true"),
        as_of_first=pd.Series([first for first, _ in days], dtype="datetime64[s]"),
        as_of_last=pd.Series([last for _, last in days], dtype="datetime64[s]"),
    )


def _days(value: object) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """First and last day of *2016-10-23*, *2016-08*, *2016-09-19/* or */2016-09-19*."""
    if not isinstance(value, str):
        return None, None
    first, is_open, last = value.strip().partition("/")
    sides = [first, last if is_open else first]
    try:
        if not all(_AS_OF.fullmatch(side) for side in sides):
            raise ValueError
        bounds = [pd.Period(side) if side else None for side in sides]
    except ValueError as error:
        raise TableError(
            f"claims.load_gold: `as_of` must be a day, a month or a year; {value!r} is none.\n"
            "Write it as 2016-10-23, 2016-08, 2016-09-19/ or /2016-09-19."
        ) from error
    return bounds[0] and bounds[0].start_time, bounds[1] and bounds[1].end_time.normalize()


def score(predicted: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Compare quantities with gold, level by level.

    Parameters
    ----------
    predicted : quantities as `claims.find` returns them.
    gold : the same columns coded by reading, as `claims.load_gold` returns them. What is predicted in an
        article without gold rows counts as wrong.

    Returns
    -------
    One row a level, in this order: `level`, `n_gold`, `n_predicted`, `n_correct`, `precision`, `recall`,
    `f1` (0 to 1; ``<NA>`` where there is nothing to divide by). The levels: `quantity`, found, its span
    shares a character with that of a gold row; `span`, the same span; `value`, `low` and `high` are right;
    `is_approximate`; `unit`; `value_and_unit`; `kind`; `counted`, the last word of the noun phrase is the
    same, or both have none; `as_of`, both days are right.

    Raises
    ------
    TableError : a column is missing.

    Notes
    -----
    Rows are paired one to one by falling overlap. Values are the same if they differ by less than a
    thousandth.
    """
    predicted = check_columns("claims.score", "predicted", predicted, _NEEDED)
    gold = check_columns("claims.score", "gold", gold, _NEEDED)
    pairs = _pairs(predicted, gold)
    levels: dict[str, Callable[[_Row, _Row], bool]] = {
        "quantity": lambda p, g: True,
        "span": lambda p, g: (p["start"], p["end"]) == (g["start"], g["end"]),
        "value": _same_value,
        "is_approximate": lambda p, g: p["is_approximate"] == g["is_approximate"],
        "unit": lambda p, g: p["unit"] == g["unit"],
        "value_and_unit": lambda p, g: _same_value(p, g) and p["unit"] == g["unit"],
        "kind": lambda p, g: p["kind"] == g["kind"],
        "counted": lambda p, g: _head(p["counted"]) == _head(g["counted"]),
        "as_of": lambda p, g: (p["as_of_first"], p["as_of_last"]) == (g["as_of_first"], g["as_of_last"]),
    }
    counts = {name: sum(right(p, g) for p, g in pairs) for name, right in levels.items()}
    return pd.DataFrame([level(name, len(gold), len(predicted), n) for name, n in counts.items()])


def _pairs(predicted: pd.DataFrame, gold: pd.DataFrame) -> list[tuple[_Row, _Row]]:
    """Rows that share characters, one to one by falling overlap."""
    found, coded = records(predicted, _NEEDED), records(gold, _NEEDED)
    places = Places((row["doc_id"], row["start"], row["end"]) for row in found)
    overlaps = (
        (_overlap(found[i], g), j, i)
        for j, g in enumerate(coded)
        for i in places.around(g["doc_id"], g["start"], g["end"])
    )
    return [(found[i], coded[j]) for j, i in sorted(pair_up(overlaps).items())]


def _overlap(one: _Row, other: _Row) -> float:
    """The characters that two rows share, over those of either."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return shared / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def _same_value(one: _Row, other: _Row) -> bool:
    return all(_is_near(one[side], other[side]) for side in _VALUE)


def _is_near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 0.001 * max(abs(one), abs(other))


def _head(phrase: str | None) -> str:
    return next(reversed((phrase or "").casefold().split()), "")
