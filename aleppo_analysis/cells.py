"""How many words each cell has, from a table of words or of how many there are.

A table with a column `n` has so many words in a row; one without has a word in each. So what counts words
takes the table of words, and as well any counts made from it, by article and voice or finer: a corpus of
millions keeps no table of words.
"""

from collections.abc import Sequence

import pandas as pd

from .columns import parts_of
from .tables import TableError, drop_related, values_of


def words_in_cells(function: str, name: str, table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """One row a cell with a word, sorted, missing values last: the columns `by`, and `n`.

    Words in `related` text are left out. Columns that are categorical without an order come as the values
    they hold. The rows are counted part by part, so that little memory is needed beside the table.
    """
    is_counted = "n" in table.columns
    columns = [*by, "n"] if is_counted else list(by)
    if is_counted:
        check_n(function, name, table["n"])
    parts = []
    for some in parts_of(len(table)):
        rows = drop_related(function, name, table.iloc[some], columns)
        parts.append(_summed(rows if is_counted else rows.assign(n=1), by))
    counted = parts[0] if len(parts) == 1 else _summed(pd.concat(parts, ignore_index=True), by)
    plain = {column: values_of(counted[column]) for column in by}
    counted = counted.assign(**plain, n=counted["n"].astype("int64"))
    return counted[counted["n"] > 0].sort_values(list(by), ignore_index=True)


def _summed(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return rows.groupby(list(by), dropna=False, observed=True)["n"].sum().reset_index()


def check_n(function: str, name: str, n: pd.Series) -> None:
    """Raise unless counts of words are whole numbers, 0 or more."""
    if not pd.api.types.is_integer_dtype(n.dtype) or n.isna().any() or (n < 0).any():
        raise TableError(
            f"{function}: `n` in `{name}` must be whole numbers, 0 or more, none missing; its type is "
            f"{n.dtype}, its lowest value {n.min()}, {n.isna().sum()} are missing.\n"
            "Count with voices.count_words or compare.count_terms."
        )
