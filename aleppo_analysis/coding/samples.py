"""What was coded, put to the units it was drawn from; or the reason why nothing may be concluded from it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import TableError, check_alike, check_columns, check_unique
from .designs import check_numbers, check_one_group, check_units, is_written_on, keys_of, open_units

FEWEST_CLUSTERS = 20  # coded articles; with fewer the intervals of whole articles cover under .93
_NO_CHANCE = 1e-6  # how improbable a sample must be to be taken for a chosen one
_OF_SAMPLE = ["stratum", "pi"]


class Sample(NamedTuple):
    """What was coded among all that could be drawn.

    `pool` has one row a unit, or an article where whole ones were drawn: `doc_id`, `group` (a name),
    `stratum` (int), `pi`, `is_coded`, and sums over its units: `predicted`, `outcome` and `both` (their
    product; NaN where uncoded), `size` (what the outcome is divided by: units, words, ...), `n_units`.
    `is_label`: prediction and outcome of all units are 0 or 1.
    """

    pool: pd.DataFrame
    is_whole: bool
    is_label: bool


def sample_of(
    function: str,
    units: pd.DataFrame,
    coded: pd.DataFrame,
    *,
    predicted: str,
    outcome: str,
    by: Sequence[str],
    per: str | None = None,
) -> Sample:
    """The checked sample; raises `TableError` with the reason where it is none."""
    units = check_units(function, units, [predicted, *([per] if per else [])], by)
    keys = keys_of(units)
    if per and len(units) and (units[per].min() < 0 or not units[per].any()):
        raise TableError(
            f"{function}: `per` must be 0 or more in every unit and not 0 in all; {per!r} is not.\n"
            "Give what is counted over, such as a number of sentences or words."
        )
    coded = _checked(function, units, coded, keys, outcome)
    if units.empty:
        return Sample(pd.DataFrame(), is_whole=False, is_label=False)
    shared = [name for name in coded.columns if name in units.columns]
    shared = [name for name in shared if name not in {*keys, predicted, outcome, *_OF_SAMPLE}]
    units = open_units(units)
    codes = coded.set_index(_places(units, coded, keys)).reindex(units.index)
    of_machine, of_people = units[predicted].astype(float), codes[outcome].astype(float)
    table = units[keys].assign(
        predicted=of_machine,
        size=units[per].astype(float) if per else 1.0,
        n_units=1,
        group=_named_groups(function, units, by),
        **codes[_OF_SAMPLE],
        outcome=of_people,
        both=of_machine * of_people,
        is_coded=codes["pi"].notna(),
    )
    is_label = table[["predicted", "outcome"]].isin([0, 1, np.nan]).all(axis=None)
    is_whole = _is_whole(table)
    if is_whole:
        check_one_group(function, units, by)
        table, units = _by_article(table), units.drop_duplicates("doc_id")
    table = table.assign(stratum=_strata(function, table, units[shared].reset_index(drop=True)))
    _check_pi(function, table)
    _check_chance(function, table, units.reset_index(drop=True), is_whole)
    return Sample(table, is_whole, bool(is_label))


def cells_of(function: str, pool: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """One row a cell of units that had the same chance: `n_units`, `n_coded`, and `n_found`, their outcome.

    At least two of each are coded. Given how many were drawn, they are a simple random sample of their cell.
    """
    of_cell = pool.groupby(list(columns))
    sums = of_cell[["is_coded", "outcome"]].sum()
    cells = sums.set_axis(["n_coded", "n_found"], axis=1).assign(n_units=of_cell.size()).reset_index()
    thin = cells[(cells["n_coded"] < 2) & (cells["n_coded"] < cells["n_units"])]
    if len(thin):
        first = thin.iloc[0]
        kind = {True: "hits", False: "misses"}.get(first.get("is_hit"), "units")
        raise TableError(
            f"{function}: needs two coded units or more of every stratum; of the {first['n_units']} {kind} "
            f"of {first['group']!r} in one stratum {first['n_coded']} is coded.\n"
            "Draw more: coding.draw with a larger n and the same seed holds what is coded already. Or "
            "compare fewer groups."
        )
    return cells


def _named_groups(function: str, units: pd.DataFrame, by: Sequence[str]) -> pd.Series | str:
    """The name of each unit's group; raises if two groups would have one."""
    if not by:
        return "all"
    names = [units[name].astype("str") for name in by]
    named = names[0].str.cat(names[1:], sep=" / ")
    values = units[list(by)].drop_duplicates()
    if named.nunique() < len(values):
        twice = named[values.index][named[values.index].duplicated()].iloc[0]
        raise TableError(
            f"{function}: two groups of {', '.join(map(repr, by))} would both be called {twice!r}.\n"
            "Rename the values of one."
        )
    return named


def _checked(
    function: str, units: pd.DataFrame, coded: pd.DataFrame, keys: Sequence[str], outcome: str
) -> pd.DataFrame:
    """Raise unless each coded row is a drawn unit, with its chance and its code."""
    coded = check_columns(function, "coded", coded, [*keys, outcome], known=["start", "end", "pi"])
    check_alike(function, "units", units, "coded", coded, keys)
    for column in _OF_SAMPLE:
        n_missing = coded[column].isna().sum() if column in coded.columns else len(coded)
        if n_missing or column not in coded.columns:
            raise TableError(
                f"{function}: {n_missing} of {len(coded)} rows of `coded` have no {column!r}, so it is not "
                "known with which chance they were drawn.\n"
                "Code a chance sample: coding.draw gives each row its stratum and pi; keep both."
            )
    if coded.empty and len(units):
        raise TableError(f"{function}: `coded` has no rows.\nCode the rows that coding.draw gives.")
    if coded.empty:
        return coded
    check_unique(function, "coded", coded, keys)
    if coded[outcome].isna().any():
        raise TableError(
            f"{function}: every row of `coded` needs its code in {outcome!r}; "
            f"{coded[outcome].isna().sum()} of {len(coded)} have none.\n"
            "Code them, too: what coders leave out is not left out by chance."
        )
    check_numbers(function, "coded", coded[outcome])
    places = _places(units, coded, keys)
    strangers = coded[places < 0]
    if len(strangers):
        raise TableError(
            f"{function}: {len(strangers)} rows of `coded` are not among the units, the first "
            f"{_shown(strangers.iloc[0][list(keys)])}.\n"
            "Give the units that the sample was drawn from, unchanged."
        )
    read = coded["doc_id"][is_written_on(units)[places]]
    if len(read):
        raise TableError(
            f"{function}: {read.nunique()} coded articles are among those that the list was written on, the "
            f"first {read.iloc[0]!r}: there it errs less than elsewhere.\n"
            "Draw from the others: coding.draw leaves out rows with a true is_written_on."
        )
    return coded


def _places(units: pd.DataFrame, coded: pd.DataFrame, keys: Sequence[str]) -> np.ndarray:
    """The row of each coded unit among the units; -1 where it is none of them."""
    return units.set_index(keys).index.get_indexer(coded.set_index(keys).index)


def _shown(key: pd.Series) -> str:
    return " ".join([repr(key.iloc[0]), *([":".join(map(str, key.iloc[1:]))] if len(key) > 1 else [])])


def _is_whole(table: pd.DataFrame) -> bool:
    """Whether articles have several units, and whole ones were drawn.

    Then every coded article is coded whole, and the drawn ones stand for all: their 1 / pi sum to them.
    """
    if table["doc_id"].is_unique:
        return False
    articles = table.groupby("doc_id").agg(
        size=("is_coded", "size"), n=("is_coded", "sum"), pi=("pi", "first")
    )
    coded = articles[articles["n"] > 0]
    stands_for = (1 / coded["pi"].astype(float)).sum()
    is_coded_whole = (coded["size"] == coded["n"]).all()
    return bool(is_coded_whole and np.isclose(stands_for, len(articles)))


def _by_article(table: pd.DataFrame) -> pd.DataFrame:
    """Sums over the units of each article, by `doc_id`."""
    sums = {name: (name, "sum") for name in ("predicted", "size", "n_units", "outcome", "both")}
    first = {name: (name, "first") for name in ("group", "stratum", "pi", "is_coded")}
    table = table.groupby("doc_id").agg(**sums, **first).reset_index()
    uncoded = ~table["is_coded"]
    return table.assign(**{name: table[name].mask(uncoded) for name in ("outcome", "both")})


def _strata(function: str, table: pd.DataFrame, shared: pd.DataFrame) -> pd.Series:
    """The stratum of every unit, coded or not, by what the coded rows of a stratum have in common.

    That is the label, hit or miss, and columns that stand both in the units and in the sample.
    """
    coded, drawn = table["is_coded"], table.loc[table["is_coded"], "stratum"]
    alike = [
        name for name in shared if shared.loc[coded, name].groupby(drawn).nunique(dropna=False).max() == 1
    ]
    traits = shared[alike]
    kind = _kinds(traits)
    found = set(zip(kind[coded], drawn, strict=True))
    if len(found) > len(dict(found)):
        traits = traits.assign(is_hit=table["predicted"] > 0)
        kind = _kinds(traits)
        found = set(zip(kind[coded], drawn, strict=True))
    strata = dict(found)
    if len(found) > len(strata):
        raise TableError(
            f"{function}: cannot tell to which stratum the uncoded units belong: several strata of `coded` "
            "differ neither in hits and misses of the prediction nor in a column that `units` has.\n"
            "Keep the columns that coding.draw gave. If the sample was drawn by another prediction, add that "
            "column of `units` to `coded`."
        )
    without = table[~kind.isin(strata)]
    if len(without):
        what = ", ".join(f"{name} {traits.loc[without.index[0], name]}" for name in traits)
        raise TableError(
            f"{function}: of {len(without)} units of one kind none is coded, the first "
            f"{without['doc_id'].iloc[0]!r} ({what}).\n"
            "Draw from all units (coding.draw with a larger n), or leave these out of `units`."
        )
    return kind.map(strata).astype("int64")


def _kinds(traits: pd.DataFrame) -> pd.Series:
    """The number of the kind of every row, those with the same traits."""
    if not len(traits.columns):
        return pd.Series(0, index=traits.index)
    return traits.groupby(list(traits.columns), dropna=False).ngroup()


def _check_pi(function: str, table: pd.DataFrame) -> None:
    """Raise unless the chance of each coded unit is the share of its stratum that is coded."""
    of_stratum = table.groupby("stratum")["is_coded"]
    coded, n, n_units = table["is_coded"], of_stratum.transform("sum"), of_stratum.transform("size")
    wrong = table[coded & ~np.isclose(table["pi"].astype(float), n / n_units, rtol=1e-6)]
    if len(wrong):
        first = wrong.index[0]
        raise TableError(
            f"{function}: {len(wrong)} rows of `coded` have a pi that is not the share of their stratum that "
            f"is coded, the first {wrong['doc_id'].iloc[0]!r}: {n[first]} of {n_units[first]} units are "
            f"coded, pi is {wrong['pi'].iloc[0]:.4g}.\n"
            "Give all rows that coding.draw drew, coded, and no others, and the units as they were then."
        )


def _check_chance(function: str, table: pd.DataFrame, units: pd.DataFrame, is_whole: bool) -> None:
    """Raise if the coded units of a stratum are no chance sample of it by any number that the units have.

    Of the units above the stratum's mean, and of those far from its median, as many are drawn as the
    hypergeometric distribution lets expect.
    """
    given = units.drop(columns=keys_of(units)).select_dtypes(["number", "bool", "datetime", "datetimetz"])
    numbers = table[["predicted"]] if is_whole else given.apply(_as_numbers)
    far = (numbers - numbers.groupby(table["stratum"]).transform("median")).abs()
    numbers = pd.concat([numbers, far.add_prefix("distance from the median of ")], axis=1)
    is_high = (numbers > numbers.groupby(table["stratum"]).transform("mean")).to_numpy().T
    stratum, is_coded = pd.factorize(table["stratum"], sort=True)[0], table["is_coded"].to_numpy(bool)
    n_units, n = _counted(stratum, np.stack([np.ones_like(is_coded), is_coded]))
    high, found = _counted(stratum, is_high), _counted(stratum, is_high & is_coded)
    chance = _tail(found, n_units, high, n)
    if (chance < _NO_CHANCE).any():
        first = (chance < _NO_CHANCE).any(axis=1).argmax()
        worst = first, chance[first].argmin()
        raise TableError(
            f"{function}: the coded rows are no chance sample of the units: in one stratum "
            f"{found[worst]} of {n[worst[1]]} coded have a {numbers.columns[first]!r} above its mean, where "
            f"{n[worst[1]] * high[worst] / n_units[worst[1]]:.1f} would be expected.\n"
            "Rows chosen because they are sure, doubtful or interesting tell nothing of the others: draw "
            "them with coding.draw."
        )


def _counted(stratum: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """How many units of each stratum have each flag; one row a flag."""
    n_strata = int(stratum.max()) + 1
    return np.stack([np.bincount(stratum[flag], minlength=n_strata) for flag in flags])


def _as_numbers(column: pd.Series) -> pd.Series:
    """The column as numbers; a day counts the nanoseconds, and what is missing stands at 0."""
    is_number = pd.api.types.is_numeric_dtype(column)
    return column.astype("Float64" if is_number else "int64").fillna(0).astype(float)


def _tail(found: np.ndarray, n_units: np.ndarray, high: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Twice the smaller tail of the hypergeometric distribution."""
    from scipy.stats import hypergeom

    low = hypergeom.cdf(found, n_units, high, n)
    up = hypergeom.sf(found - 1, n_units, high, n)
    return 2 * np.minimum(low, up)
