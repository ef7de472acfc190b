"""A table of values as what inference works on: articles in groups and strata, a value each of every measure.

Articles are the units, never words: the words of an article come in bursts and are not drawn one by one.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..kinds import NUMBERS
from ..tables import Table, TableError, check_choice, check_columns, check_unique


class Measured(NamedTuple):
    """One value an article and measure, both by name: `values` has shape (articles, measures)."""

    articles: pd.Index
    measures: pd.Index
    values: np.ndarray
    group: pd.Series
    stratum: np.ndarray


class Sides(NamedTuple):
    """Two sides of the articles of a table."""

    side: str
    against: str
    is_side: np.ndarray


def measured(
    function: str, table: pd.DataFrame, value: str, family: str, by: str, strata: str | None = None
) -> Measured:
    """The checked table; `stratum` is a number, the same for all articles without `strata`."""
    of_articles = [by] if strata is None else [by, strata]
    table = check_columns(
        function, "table", table, ["doc_id", *of_articles, family, value], holds={value: NUMBERS}, known=[]
    )
    if table.empty:  # no measure of articles that do not matter
        group = pd.Series(["first"] * 4 + ["second"] * 4, dtype="str")
        return Measured(group.index, pd.Index(table[family]), np.empty((8, 0)), group, np.zeros(8, int))
    _check_complete(function, table, [*of_articles, family], value)
    check_unique(function, "table", table, ["doc_id", family])
    groups = table[["doc_id", *of_articles]].drop_duplicates().sort_values("doc_id", ignore_index=True)
    check_unique(function, "table", groups, ["doc_id"])
    values = table.pivot(index="doc_id", columns=family, values=value)
    gaps = values.isna().stack()
    if gaps.any():
        doc_id, measure = gaps[gaps].index[0]
        raise TableError(
            f"{function}: `table` needs every measure for every article; {int(gaps.sum())} are missing, "
            f"such as {measure!r} for {doc_id!r}.\nZero is a value: add them with 0 where nothing was found."
        )
    stratum = np.zeros(len(groups), int) if strata is None else pd.factorize(groups[strata], sort=True)[0]
    return Measured(values.index, values.columns, values.to_numpy(float), groups[by], stratum)


def sides_of(function: str, by: str, group: pd.Series, side: str | None) -> Sides:
    """The articles of `side` and all the others; with two groups the first by name is the side."""
    names = names_of(function, by, group)
    if side is None and len(names) > 2:
        listed = ", ".join(map(repr, names))
        raise TableError(
            f"{function}: {by!r} has {len(names)} groups.\nSay which is compared with the rest: side= "
            f"one of {listed}."
        )
    if side is not None:
        check_choice(function, "side", side, names)
    chosen = names[0] if side is None else side
    others = [name for name in names if name != chosen]
    return Sides(chosen, others[0] if len(others) == 1 else "rest", (group == chosen).to_numpy(bool))


def names_of(function: str, by: str, group: pd.Series) -> list[str]:
    """The names of the groups, sorted; there are two at least."""
    names = sorted(group.unique())
    if len(names) == 1:
        raise TableError(
            f"{function}: needs two groups of articles; {by!r} has only {names[0]!r}.\n"
            "Compare by another column, or add what it is to be compared with."
        )
    return names


def described(found: Measured, sides: Sides, family: str) -> pd.DataFrame:
    """One row a measure: the two sides, their sizes, means and the difference."""
    part, rest = found.values[sides.is_side], found.values[~sides.is_side]
    table = Table({family: found.measures}).assign(
        side=sides.side, against=sides.against, n_articles=len(part), n_articles_against=len(rest)
    )
    table = table.assign(mean=part.mean(axis=0), mean_against=rest.mean(axis=0))
    table = table.astype({"side": "str", "against": "str"})
    return table.assign(difference=table["mean"] - table["mean_against"])


def _check_complete(function: str, table: pd.DataFrame, columns: list[str], value: str) -> None:
    """Raise if a cell is missing, or if the value is no finite number."""
    for column in [*columns, value]:
        missing = table.loc[table[column].isna(), "doc_id"]
        if len(missing):
            raise TableError(
                f"{function}: `table` has {len(missing)} rows without {column!r}, the first for article "
                f"{missing.iloc[0]!r}.\nGive every row one, or leave the measure out for all articles."
            )
    endless = table.loc[np.isinf(table[value].to_numpy(float)), "doc_id"]
    if len(endless):
        raise TableError(
            f"{function}: `table` has {len(endless)} rows with an infinite {value!r}, the first for article "
            f"{endless.iloc[0]!r}.\nA rate of no words is none: leave such articles out."
        )
