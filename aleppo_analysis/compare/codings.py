"""What of a finding changes with the coding it rests on: one measure under several codings, side by side."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..kinds import NUMBERS
from ..tables import Table, TableError, as_list, check_columns, check_unique, values_of

_ADDED = ["low", "high", "same_sign", "same_rank", "n_first"]
_DIGITS = 9  # values that agree to so many digits are ties, whatever the machine's last bits say


def side_by_side(
    tables: Mapping[str, pd.DataFrame],
    *,
    value: str,
    by: str | Sequence[str],
    within: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Put what one measure gives under several codings into one table, and say what holds in all.

    Parameters
    ----------
    tables : the name of each coding (``"model"``, ``"reading"``) and what the measure gives under it; one row
        for each combination of `by`. `Corpus.under_codings` gives the corpora to measure.
    value : the column of numbers to compare, such as ``"share"`` or ``"similarity"``.
    by : column or columns that say what a row is about, such as ``["source", "voice"]``.
    within : which of these make the groups in which rows are ranked; by default all rows are ranked together.

    Returns
    -------
    One row for each combination of `by` that some coding has, sorted by these columns:

    - `by`; a column for each coding, by its name, with the value under it: ``<NA>`` where it has no such row;
    - `low`, `high`: the range of the values;
    - `same_sign` (bool): above 0, 0 or below 0 under every coding;
    - `same_rank` (bool): in the same place of its group, highest first, under every coding; equal values
      (to nine digits) share the best place;
    - `n_first` (int): under how many codings it alone is the highest of its group. Where that is not the
      number of codings, the table does not say what comes first.

    Raises
    ------
    TableError : there are fewer than two tables, a column is missing or holds no numbers, a combination of
        `by` occurs twice, `within` is not among `by`, or a coding has the name of another column.

    Examples
    --------
    >>> model = pd.DataFrame({"source": ["herald", "post"], "share": [0.5, 0.4]})
    >>> reading = pd.DataFrame({"source": ["herald", "post"], "share": [0.3, 0.4]})
    >>> both = {"model": model, "reading": reading}
    >>> aa.compare.side_by_side(both, value="share", by="source")
       source  model  reading  low  high  same_sign  same_rank  n_first
    0  herald    0.5      0.3  0.3   0.5       True      False        1
    1    post    0.4      0.4  0.4   0.4       True      False        1
    """
    keys, groups = as_list("compare.side_by_side", by), as_list("compare.side_by_side", within)
    tables = _checked(tables, value, keys, groups)
    first, *others = names = list(tables)
    plain = {
        name: pd.DataFrame({**{key: values_of(one[key]) for key in keys}, name: one[value]})
        for name, one in tables.items()
    }
    table = plain[first]
    for name in others:
        table = table.merge(plain[name], "outer", keys)
    table = table.sort_values(keys, ignore_index=True)
    is_whole = all(pd.api.types.is_integer_dtype(one[value]) for one in tables.values())
    values = table[names].astype("Int64" if is_whole else "Float64")
    ranks = _ranks(values, [table[group] for group in groups])
    signs = values.gt(0).astype("Int64") - values.lt(0).astype("Int64")
    return Table(table[keys].join(values)).assign(
        low=values.min(axis=1),
        high=values.max(axis=1),
        same_sign=_is_same(signs),
        same_rank=_is_same(ranks),
        n_first=_n_first(ranks, [table[group] for group in groups]),
    )


def check_coded(function: str, articles: pd.DataFrame, codings: Mapping[str, pd.DataFrame]) -> None:
    """Raise if a coding leaves out an article in which another finds something."""
    codings = {name: check_columns(function, name, table, ["doc_id"]) for name, table in codings.items()}
    found = {doc_id for table in codings.values() for doc_id in table["doc_id"]}
    for name, table in codings.items():
        lacking = articles.loc[articles["doc_id"].isin(found - set(table["doc_id"])), "doc_id"]
        if len(lacking):
            raise TableError(
                f"{function}: {name!r} has no row for {len(lacking)} of {len(articles)} articles in which "
                f"another coding finds quotations, such as {lacking.iloc[0]!r}.\n"
                "Compare what was coded: corpus.only(coding['doc_id']), with codings of these articles."
            )


def _ranks(values: pd.DataFrame, groups: list[pd.Series]) -> pd.DataFrame:
    """The place of each value in its group under each coding, the highest first; missing ones have none."""
    exact = values.astype("float64").round(_DIGITS)
    grouped = exact.groupby(groups, dropna=False, observed=True) if groups else exact
    return grouped.rank(ascending=False, method="min")


def _n_first(ranks: pd.DataFrame, groups: list[pd.Series]) -> pd.Series:
    """Under how many codings a row alone has the first place of its group."""
    first = (ranks == 1).astype("int64")
    if groups:
        n_firsts = first.groupby(groups, dropna=False, observed=True).transform("sum")
    else:
        n_firsts = first * 0 + first.sum()
    return (first * (n_firsts == 1)).sum(axis=1).astype("int64")


def _is_same(values: pd.DataFrame) -> pd.Series:
    """Whether a row has one value in all columns, none of them missing."""
    numbers = values.to_numpy("float64", na_value=np.nan)
    return pd.Series((numbers == numbers[:, :1]).all(axis=1), index=values.index)


def _checked(
    tables: Mapping[str, pd.DataFrame], value: str, keys: list[str], groups: list[str]
) -> dict[str, pd.DataFrame]:
    if len(tables) < 2:
        raise TableError(
            f"compare.side_by_side: needs two codings or more; there are {len(tables)}.\n"
            'Name each: {"model": ..., "reading": ...}.'
        )
    strange = [group for group in groups if group not in keys]
    taken = [name for name in tables if name in (*keys, *_ADDED)]
    if strange or taken:
        wrong = (
            f"`within` names {strange[0]!r}, which is not in `by`" if strange else f"{taken[0]!r} is a column"
        )
        raise TableError(
            f"compare.side_by_side: {wrong}.\n"
            f"Rank within one of {', '.join(map(repr, keys))}; call codings other than {', '.join(_ADDED)}."
        )
    plain = {
        name: check_columns("compare.side_by_side", name, table, [*keys, value], holds={value: NUMBERS})
        for name, table in tables.items()
    }
    for name, table in plain.items():
        check_unique("compare.side_by_side", name, table, keys)
        if table.empty:  # where no value tells the type of a column, its name does
            plain[name] = check_columns("compare.side_by_side", name, table, [value])
    return plain
