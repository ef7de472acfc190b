"""Where the shipped tables lie (beside the package, or inside it in a wheel) and how one is read."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import pandas as pd

from ._tables import TableError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Path of a file of the shipped `data` folder."""
    inside = _PACKAGE / "data"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "data"
    return folder / name


def read_csv(function: str, file: str | PathLike[str], columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a CSV file that needs `columns`: every value as text, an empty one missing.

    Raises `TableError`, in the name of `function`, if the file is missing, no CSV in UTF-8 or lacks a column.
    """
    file = Path(file)
    if not file.is_file():
        came = "is a folder" if file.is_dir() else "does not exist"
        raise TableError(
            f"{function}: needs a CSV file; {str(file)!r} {came}.\n"
            f"Give the path of a CSV with the columns {', '.join(columns)}."
        )
    try:
        table = pd.read_csv(file, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
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
