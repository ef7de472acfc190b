"""Of how many units it holds: the machine's hits and misses, corrected by what people coded of each."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import TableError, as_list
from .groups import HIGH, LOW, Group, Part, Spread, table_of
from .means import check_enough_articles, groups_of_means
from .samples import cells_of, sample_of

_FUNCTION = "coding.estimate_share"


def estimate_share(
    units: pd.DataFrame,
    coded: pd.DataFrame,
    *,
    predicted: str = "predicted",
    outcome: str = "is_present",
    by: str | Iterable[str] = (),
) -> pd.DataFrame:
    """In which share of the units it holds, from the machine's labels of all and people's codes of some.

    Parameters
    ----------
    units : one row a unit, the table that `coding.draw` drew from.
    coded : all rows that `coding.draw` drew, with its columns and people's code.
    predicted : column of `units` with the machine's label, 0 or 1.
    outcome : column of `coded` with the code, 0 or 1, none missing.
    by : column or columns of `units` that make groups.

    Returns
    -------
    One row a group, by name, then one a pair of groups, the first by name minus the second; of no units none:

    - `group` (``"all"`` without `by`); `against`, the other group of a pair, else missing;
    - `n_articles`, `n_units`, `n_coded` (units), without articles that the list was written on;
    - `predicted`, the machine's share; `coded_only`, the share by the codes alone, each weighing 1 / pi, and
      `coded_low`, `coded_high`, the 95% interval that as many units drawn without the machine would have;
    - `estimate`, the corrected share, with its 95% interval `low`, `high`;
    - `recall` and `precision` of the machine in the group (Float64, ``<NA>`` where nothing is divided by);
    - `method`; `n_to_halve` (Int64), about how many units in all must be coded for an interval half as wide,
      ``<NA>`` where all are.

    Raises
    ------
    TableError : a column or value is missing or no 0 or 1; a unit occurs twice; a coded row has no `pi`, is
        not among the units or is of an article that the list was written on; a drawn row is missing; fewer
        than two coded in a stratum; the coded rows are not a chance sample of their strata.

    Notes
    -----
    theta = sum_h (N_h / N) y_h / n_h over the machine's hits and misses in each stratum, a two-phase share
    (Tenenbein 1970, JASA 65). Interval: p ~ Beta(y + 1/2, n - y + 1/2), uncoded ~ Binomial(N - n, p), exact
    quantiles of the sum over hits and misses (a predictive Jeffreys interval). Where no coded unit has it,
    the lower limit takes p = 0 and the upper Beta(1, n), and alike where all have it (Brown, Cai & DasGupta
    2001, *Interval estimation for a binomial proportion*). Several strata of hits (of misses) in a group
    count as one sample of effective size, the smaller one of 1 / sum(W^2 / n) (Kish 1965) and of that by
    their own variances: a prior for each would add up. Normal intervals of rare shares cover far less than
    they say (benchmarks/bench_valid.py).

    Parts of articles drawn whole, all coded, are a cluster sample: `coding.estimate_mean` of their sums.
    Intervals of pairs are not corrected for how many there are.

    Examples
    --------
    >>> units = pd.DataFrame({"doc_id": range(200), "predicted": [1] * 60 + [0] * 140})
    >>> coded = aa.coding.draw(units, n=80, seed=1)
    >>> coded["is_present"] = coded["doc_id"] < 30  # what people found: half of the hits are right
    >>> found = aa.coding.estimate_share(units, coded)
    >>> found[["n_articles", "n_coded", "predicted"]]
       n_articles  n_coded  predicted
    0         200       80        0.3
    >>> bool(found["low"][0] < 0.15 < found["high"][0] < 0.3)
    True
    """
    by = as_list(_FUNCTION, by)
    sample = sample_of(_FUNCTION, units, coded, predicted=predicted, outcome=outcome, by=by)
    _check_labels("units", units[predicted])
    _check_labels("coded", coded[outcome])
    if sample.pool.empty:
        return table_of({})
    if sample.is_whole:
        check_enough_articles(_FUNCTION, sample.pool)
        return table_of(groups_of_means(_FUNCTION, sample))
    pool = sample.pool.assign(is_hit=sample.pool["predicted"] > 0)
    cells = cells_of(_FUNCTION, pool, ["group", "stratum", "is_hit"])
    n_articles = pool.groupby("group")["doc_id"].nunique()
    return table_of({name: share_of(of, int(n_articles[name])) for name, of in cells.groupby("group")})


class Label(NamedTuple):
    """The machine's hits, or misses, of a group: how many are uncoded, and which share of these has it."""

    n_units: int
    n_coded: int
    n_uncoded: int
    share: float
    n_effective: float


class Counts(NamedTuple):
    """How many of `n_units` have it: those found, and the uncoded by probability, at least and at most."""

    n_units: int
    n_found: float
    least: np.ndarray
    most: np.ndarray

    def limits(self, other: Spread | None) -> tuple[float, float]:
        """The 95% interval of the share, or of its difference to another one."""
        if not isinstance(other, Counts):
            counts = np.searchsorted(np.cumsum(self.least), LOW), np.searchsorted(np.cumsum(self.most), HIGH)
            low, high = (float((self.n_found + count) / self.n_units) for count in counts)
            return low, high
        shift = self.n_found / self.n_units - other.n_found / other.n_units
        low = _quantile(LOW, self.least, self.n_units, other.most, other.n_units)
        high = _quantile(HIGH, self.most, self.n_units, other.least, other.n_units)
        return shift + low, shift + high


def _check_labels(name: str, column: pd.Series) -> None:
    others = column[~column.isin([0, 1])]
    if len(others):
        raise TableError(
            f"{_FUNCTION}: column {column.name!r} of `{name}` must hold 0 or 1; it has {others.iloc[0]}.\n"
            "Numbers are for coding.estimate_mean; make a label of them otherwise: table[column] > 0."
        )


def share_of(cells: pd.DataFrame, n_articles: int) -> Group:
    """The estimate of a group from its cells: `is_hit`, `n_units`, `n_coded`, `n_found` of each stratum."""
    names = ["n_units", "n_coded", "n_found", "is_hit"]
    units, coded, found, is_hit = (cells[name].to_numpy() for name in names)
    n_units, n_coded = int(units.sum()), int(coded.sum())
    expected = units * found / coded
    positive, true_hits = expected.sum(), expected[is_hit].sum()
    n_hits, estimate = units[is_hit].sum(), float(positive / n_units)
    labels = [_label(units[of], coded[of], found[of]) for of in (~is_hit, is_hit) if of.any()]
    alone = Label(n_units, n_coded, n_units - n_coded, estimate, n_coded)
    return Group(
        n_articles=n_articles,
        n_units=n_units,
        n_coded=n_coded,
        predicted=float(n_hits / n_units),
        coded_only=estimate,
        estimate=estimate,
        recall=float(true_hits / positive) if positive else np.nan,
        precision=float(true_hits / n_hits) if n_hits else np.nan,
        method="two-phase, Jeffreys" if n_coded < n_units else "all coded",
        spread=_counts(labels, n_units, found.sum()),
        coded_spread=_counts([alone], n_units, n_coded * estimate),
        parts=[_part(label, n_units) for label in labels if label.n_uncoded],
    )


def _label(units: np.ndarray, coded: np.ndarray, found: np.ndarray) -> Label:
    """Cells of one label as one sample of the units that are uncoded."""
    is_open = units > coded
    n, found, uncoded = coded[is_open].astype(float), found[is_open].astype(float), (units - coded)[is_open]
    whole = int(units.sum()), int(coded.sum()), int(uncoded.sum())
    if not is_open.any():
        return Label(*whole, 0.0, np.inf)
    weight = uncoded / uncoded.sum()
    share = 1.0 if (found == n).all() else float(weight @ (found / n))
    middle = (share * n.sum() + 0.5) / (n.sum() + 1)  # the shares of the cells are drawn a little to it
    smooth = (found + middle) / (n + 1)
    mean = weight @ smooth
    by_variance = mean * (1 - mean) / (weight**2 @ (smooth * (1 - smooth) / n))
    return Label(*whole, share, float(min(by_variance, 1 / (weight**2 @ (1 / n)))))


def _counts(labels: Sequence[Label], n_units: int, n_found: float) -> Counts:
    from scipy.signal import convolve

    least, most = np.ones(1), np.ones(1)
    for label in labels:
        if label.n_uncoded:
            one, other = _uncoded(label)
            least, most = convolve(least, one), convolve(most, other)
    return Counts(n_units, float(n_found), least, most)


def _uncoded(label: Label) -> tuple[np.ndarray, np.ndarray]:
    """How probable each number of positives among the uncoded is, for the lower limit and for the upper."""
    from scipy.stats import betabinom

    n, counts = label.n_effective, np.arange(label.n_uncoded + 1)
    if 0 < label.share < 1:
        found = n * label.share
        both = betabinom.pmf(counts, label.n_uncoded, found + 0.5, n - found + 0.5)
        return both, both
    certain = np.zeros(len(counts))
    certain[0 if label.share == 0 else -1] = 1
    if label.share == 0:
        return certain, betabinom.pmf(counts, label.n_uncoded, 1, n)
    return betabinom.pmf(counts, label.n_uncoded, n, 1), certain


def _quantile(level: float, one: np.ndarray, n_one: int, other: np.ndarray, n_other: int) -> float:
    """The quantile of X / n_one - Y / n_other, independent, with these probabilities of 0, 1, 2, ..."""
    at_least = np.append(np.cumsum(other[::-1])[::-1], 0)  # P(Y >= k)
    shares = np.arange(len(one)) / n_one

    def below(value: float) -> float:
        needed = np.ceil((shares - value) * n_other - 1e-9).clip(0, len(other)).astype(int)
        return float(one @ at_least[needed])

    least, most = -1.0, 1.0
    for _ in range(60):
        middle = (least + most) / 2
        least, most = (least, middle) if below(middle) >= level else (middle, most)
    return most


def _part(label: Label, n_units: int) -> Part:
    middle = (label.share * label.n_effective + 0.5) / (label.n_effective + 1)
    weight = label.n_units / n_units
    return Part(weight, label.n_units, label.n_coded, label.n_effective, middle * (1 - middle))
