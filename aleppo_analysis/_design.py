"""Two groups of articles and one value an article and measure: the checked input of every inference."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ._tables import TableError, check_choice, check_columns, check_unique


class Design(NamedTuple):
    """Two sides and one value an article and measure: `values` with shape (articles, measures)."""

    side: str
    against: str
    articles: pd.Index
    is_side: np.ndarray
    measures: pd.Index
    values: np.ndarray


def design_of(
    function: str, table: pd.DataFrame, value: str, family: str, group: str, side: str | None
) -> Design:
    """The checked table as two sides and a matrix (articles, measures), articles and measures by name."""
    check_columns(function, "table", table, ["doc_id", group, family, value])
    if table.empty:  # no measure of articles that do not matter
        articles = pd.Index([""] * 8, dtype="str")
        return Design("", "rest", articles, np.arange(8) < 4, pd.Index(table[family]), np.empty((8, 0)))
    _check_complete(function, table, [group, family, value])
    check_unique(function, "table", table, ["doc_id", family])
    groups = table[["doc_id", group]].drop_duplicates().sort_values("doc_id")
    check_unique(function, "table", groups, ["doc_id"])
    side, against = _sides(function, group, sorted(groups[group].unique()), side)
    values = table.pivot(index="doc_id", columns=family, values=value)
    gaps = values.isna().stack()
    if gaps.any():
        doc_id, measure = gaps[gaps].index[0]
        raise TableError(
            f"{function}: `table` needs every measure for every article; {int(gaps.sum())} are missing, "
            f"such as {measure!r} for {doc_id!r}.\nZero is a value: add them with 0 where nothing was found."
        )
    is_side = (groups[group] == side).to_numpy(bool)
    return Design(side, against, values.index, is_side, values.columns, values.to_numpy(float))


def _check_complete(function: str, table: pd.DataFrame, columns: list[str]) -> None:
    """Raise if a cell is missing, or if the value is no number."""
    for column in columns:
        missing = table.loc[table[column].isna(), "doc_id"]
        if len(missing):
            raise TableError(
                f"{function}: `table` has {len(missing)} rows without {column!r}, the first for article "
                f"{missing.iloc[0]!r}.\nGive every row one, or leave the measure out for all articles."
            )
    if not pd.api.types.is_numeric_dtype(table[columns[-1]]):
        raise TableError(
            f"{function}: column {columns[-1]!r} of `table` must hold numbers; it holds "
            f"{table[columns[-1]].dtype}."
        )


def _sides(function: str, group: str, names: list[str], side: str | None) -> tuple[str, str]:
    """The side to compare, and the name of the other one."""
    if len(names) == 1:
        raise TableError(
            f"{function}: needs two groups of articles; {group!r} has only {names[0]!r}.\n"
            "Compare by another column, or add what it is to be compared with."
        )
    if side is None and len(names) > 2:
        listed = ", ".join(map(repr, names))
        raise TableError(
            f"{function}: {group!r} has {len(names)} groups.\nSay which is compared with the rest: side= "
            f"one of {listed}."
        )
    if side is not None:
        check_choice(function, "side", side, names)
    side = side or names[0]
    others = [name for name in names if name != side]
    return side, others[0] if len(others) == 1 else "rest"


def described(design: Design, family: str) -> pd.DataFrame:
    """One row a measure: the two sides, their sizes, means and the difference."""
    part, rest = design.values[design.is_side], design.values[~design.is_side]
    table = pd.DataFrame({family: design.measures}).assign(
        side=design.side, against=design.against, n_articles=len(part), n_articles_against=len(rest)
    )
    table = table.assign(mean=part.mean(axis=0), mean_against=rest.mean(axis=0))
    table = table.astype({"side": "str", "against": "str"})
    return table.assign(difference=table["mean"] - table["mean_against"])


def difference(values: np.ndarray, is_side: np.ndarray) -> np.ndarray:
    """The difference of the means of the two sides."""
    return values[is_side].mean(axis=0) - values[~is_side].mean(axis=0)
