"""What a sample is drawn from: units, what the machine says of each, and which may be drawn."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..tables import TableError, check_columns, check_unique

WRITTEN_ON = "is_written_on"  # articles that the author of the list had read: its errors there are smaller
_SPAN = ["start", "end"]


def keys_of(units: pd.DataFrame) -> list[str]:
    """The columns that name a unit: an article, or a stretch of one."""
    return ["doc_id", *(name for name in _SPAN if name in units.columns)]


def check_units(
    function: str, units: pd.DataFrame, numbers: Sequence[str], by: Sequence[str]
) -> pd.DataFrame:
    """Raise unless each unit is there once, with its groups and a number in each of the columns `numbers`."""
    units = check_columns(function, "units", units, ["doc_id", *numbers, *by], known=["start", "end"])
    check_unique(function, "units", units, keys_of(units))
    for column in [*keys_of(units), *numbers, *by]:
        missing = units.loc[units[column].isna(), "doc_id"]
        if len(missing):
            found_nothing = "; 0 where the machine found nothing" if column in numbers else ""
            of_group = f": units.fillna({{{column!r}: 'not known'}})" if column in by else ""
            raise TableError(
                f"{function}: `units` has {len(missing)} rows without {column!r}, the first for article "
                f"{missing.iloc[0]!r}.\nGive every row one{found_nothing or of_group}."
            )
    for column in numbers:
        check_numbers(function, "units", units[column])
    if WRITTEN_ON in units.columns and not units[WRITTEN_ON].isin([True, False]).all():
        raise TableError(
            f"{function}: column {WRITTEN_ON!r} of `units` must be True or False, none missing; it is "
            f"{units[WRITTEN_ON].dtype}.\nFill it, or drop it where nobody read any of these articles."
        )
    return units


def open_units(units: pd.DataFrame) -> pd.DataFrame:
    """The units that may be drawn, by key: all but those of articles that the list was written on."""
    return units[~is_written_on(units)].sort_values(keys_of(units), ignore_index=True)


def is_written_on(units: pd.DataFrame) -> np.ndarray:
    """Whether the author of the list had read the article of each unit."""
    return units[WRITTEN_ON].to_numpy(bool) if WRITTEN_ON in units.columns else np.zeros(len(units), bool)


def check_numbers(function: str, name: str, column: pd.Series) -> None:
    """Raise unless a column holds finite numbers, or True and False."""
    is_number = column.empty or pd.api.types.is_numeric_dtype(column)  # of True and False, too
    if not is_number or not np.isfinite(column.to_numpy(float)).all():
        came = "infinite ones" if is_number else str(column.dtype)
        raise TableError(
            f"{function}: column {column.name!r} of `{name}` must hold finite numbers, or True and False; it "
            f"holds {came}.\nMake it 0 and 1, or a count: {name}.astype({{{column.name!r}: 'int64'}})."
        )


def check_one_group(function: str, units: pd.DataFrame, by: Sequence[str]) -> None:
    """Raise unless all units of an article are in the same group."""
    several = units.drop_duplicates(["doc_id", *by])["doc_id"]
    if several.duplicated().any():
        raise TableError(
            f"{function}: whole articles are drawn, so an article can be in one group only; "
            f"{several[several.duplicated()].iloc[0]!r} has units in several.\n"
            "Group by a column of the articles, such as by='source'."
        )
