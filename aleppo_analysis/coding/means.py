"""Means and rates: the machine's mean, corrected by how far it was off where people coded."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import TableError, as_list
from .groups import HIGH, Group, Part, Spread, table_of
from .samples import FEWEST_CLUSTERS, Sample, cells_of, sample_of

_FUNCTION = "coding.estimate_mean"
FEWEST_VARYING = 10  # coded units unlike the others; with fewer, these intervals cover under .93


def estimate_mean(
    units: pd.DataFrame,
    coded: pd.DataFrame,
    *,
    predicted: str = "predicted",
    outcome: str,
    per: str | None = None,
    by: str | Iterable[str] = (),
) -> pd.DataFrame:
    """The mean of a number, from the machine's number of all units and people's of some.

    Parameters
    ----------
    units : one row a unit, the table that `coding.draw` drew from.
    coded : all rows that `coding.draw` drew, with its columns and people's number.
    predicted : column of `units` with the machine's number, such as a share of words or a count.
    outcome : column of `coded` with people's number, none missing.
    per : column of `units` that both are counted over, such as a number of sentences: then the result is the
        rate sum(outcome) / sum(per).
    by : column or columns of `units` that make groups.

    Returns
    -------
    One row a group, by name, then one a pair of groups, as of `coding.estimate_share`; `predicted`,
    `coded_only` (with `coded_low`, `coded_high`) and `estimate` (with `low`, `high`) are means or rates;
    `recall` and `precision` are missing unless the numbers are 0 and 1. `method` names lambda, how much of
    the machine is used.

    Raises
    ------
    TableError : as of `coding.estimate_share`; or in a group fewer than 10 coded units (of whole articles:
        articles) differ from the commonest value; or fewer than 20 whole articles are coded.

    Notes
    -----
    Difference estimator (Cochran 1977, ch. 7 and 12), tuned (PPI++, Angelopoulos, Duchi & Zrnic 2023, arXiv
    2311.01453): theta = lambda mean_N(f) + sum_h W_h mean_h(y - lambda f), W_h = N_h / N, with variance
    sum_h W_h^2 (1 / n_h - 1 / N_h) s_h^2(y - lambda f), Student's t and Satterthwaite's degrees of freedom.
    lambda = S_yf / S_ff in [0, 1], weighted as the variance is; 0 are the codes alone. A rate takes
    z = (y - R s) / mean(s) for y, and alike for f. Where one stratum is drawn and lambda is under 1, it is
    the number of ``ppi_mean_pointestimate`` in ppi-python. Parts of articles drawn whole count as one unit.

    In s_h^2 the largest square counts thrice, and until all are coded 1 / N_h takes off half at most: a
    machine fails wholly on a few articles, and a sample that has none of them would promise too much (on
    PolNeAR .87 instead of .95, benchmarks/bench_valid.py). Where fewer than 10 codes are unlike the commonest
    in y - lambda f, lambda is 0. All that helps where the sample shows some of the error. It does not
    reach .93 everywhere: where a machine is .05 off but .6 in 3 of 130 articles, 30 codes hold the truth in
    .84 of samples; where it is exact but 20 off (mean 3) in 2% of 800, 60 codes in .82; where counts have a
    tail as heavy as exp(N(0, 4)), in .76, and exp(N(0, 1)), in .93. Then ask for shares.

    Examples
    --------
    >>> units = pd.DataFrame({"doc_id": range(300), "predicted": [n % 7 for n in range(300)]})
    >>> coded = aa.coding.draw(units, n=60, seed=1, hits_share=None)
    >>> coded["n_found"] = coded["doc_id"] % 7 + coded["doc_id"] % 2  # people find half a one more
    >>> found = aa.coding.estimate_mean(units, coded, outcome="n_found")
    >>> bool(found["predicted"][0] < found["low"][0] < 3.49 < found["high"][0] < 4)
    True
    """
    by = as_list(_FUNCTION, by)
    sample = sample_of(_FUNCTION, units, coded, predicted=predicted, outcome=outcome, by=by, per=per)
    if sample.pool.empty:
        return table_of({})
    if sample.is_whole:
        check_enough_articles(_FUNCTION, sample.pool)
    return table_of(groups_of_means(_FUNCTION, sample))


class Mean(NamedTuple):
    """A mean with its variance and the degrees of freedom of that."""

    value: float
    variance: float
    freedom: float

    def limits(self, other: Spread | None) -> tuple[float, float]:
        """The 95% interval of the mean, or of its difference to another one."""
        from scipy.special import stdtrit

        value, parts = self.value, [self]
        if isinstance(other, Mean):
            value, parts = value - other.value, [self, other]
        variance = sum(part.variance for part in parts)
        if not variance:
            return value, value
        freedom = variance**2 / sum(part.variance**2 / part.freedom for part in parts)
        half = float(stdtrit(freedom, HIGH) * np.sqrt(variance))
        return value - half, value + half


def check_enough_articles(function: str, pool: pd.DataFrame) -> None:
    """Raise unless whole articles are coded in such a number that their intervals hold."""
    of_group = pool.groupby("group")["is_coded"].agg(["sum", "size"])
    few = of_group[(of_group["sum"] < FEWEST_CLUSTERS) & (of_group["sum"] < of_group["size"])]
    if len(few):
        raise TableError(
            f"{function}: needs {FEWEST_CLUSTERS} coded articles or more where whole articles were drawn, as "
            f"the parts of an article are alike; {few.index[0]!r} has {few['sum'].iloc[0]}.\n"
            "Code more articles, or draw sentences from all of them: coding.draw without whole_articles."
        )


def groups_of_means(function: str, sample: Sample) -> dict[str, Group]:
    """The estimate of every group."""
    cells_of(function, sample.pool, ["group", "stratum"])
    _check_varying(function, sample.pool)
    return {name: _group(pool, sample.is_label) for name, pool in sample.pool.groupby("group")}


def _check_varying(function: str, pool: pd.DataFrame) -> None:
    """Raise where so few coded units differ from the others that a normal interval does not hold."""
    in_what_share = ", or ask in which share of the units it occurs at all: coding.estimate_share"
    advice = f"Code more{in_what_share if function == _FUNCTION else ''}."
    for name, of_group in pool.groupby("group"):
        counts = of_group["outcome"].value_counts()
        others = int(counts.iloc[1:].sum())
        if others < FEWEST_VARYING and not of_group["is_coded"].all():
            raise TableError(
                f"{function}: too few coded units of {name!r} say anything: {int(counts.iloc[0])} have the "
                f"same value, {counts.index[0]:g}, and {others} another one; {FEWEST_VARYING} are needed.\n"
                f"{advice}"
            )


class Stratum(NamedTuple):
    """The units of a stratum: the coded ones' outcome, prediction and size, and the predictions of all."""

    weight: float
    n_units: int
    outcome: np.ndarray
    predicted: np.ndarray
    size: np.ndarray
    all_predicted: np.ndarray
    all_size: np.ndarray

    @property
    def left(self) -> float:
        """What the variance of a value is times, to be that of the stratum's share in the mean."""
        n = len(self.outcome)
        return self.weight**2 * max(1 / n - 1 / self.n_units, 0.5 / n) if n < self.n_units else 0.0


def _group(pool: pd.DataFrame, is_label: bool) -> Group:
    strata = [_stratum(units, len(pool)) for _, units in pool.groupby("stratum")]
    alone, corrected, tuning = tuned(strata)
    coded = pool[pool["is_coded"]]
    both, found, hits = (
        float((coded[name] / coded["pi"]).sum()) for name in ("both", "outcome", "predicted")
    )
    return Group(
        n_articles=pool["doc_id"].nunique(),
        n_units=int(pool["n_units"].sum()),
        n_coded=int(coded["n_units"].sum()),
        predicted=float(pool["predicted"].sum() / pool["size"].sum()),
        coded_only=alone.value,
        estimate=corrected.value,
        recall=both / found if is_label and found else np.nan,
        precision=both / hits if is_label and hits else np.nan,
        method=f"difference, lambda {tuning:.2f}" if len(coded) < len(pool) else "all coded",
        spread=corrected,
        coded_spread=alone,
        parts=_parts(strata, corrected.value, tuning),
    )


def _stratum(units: pd.DataFrame, n_units: int) -> Stratum:
    coded = units[units["is_coded"]]
    columns = [coded["outcome"], coded["predicted"], coded["size"], units["predicted"], units["size"]]
    return Stratum(len(units) / n_units, len(units), *(column.to_numpy(float) for column in columns))


def tuned(strata: Sequence[Stratum]) -> tuple[Mean, Mean, float]:
    """The mean by the codes alone, the corrected one, and how much of the machine that uses."""
    alone = _estimated(strata, 0.0)
    tuning = _tuning(strata, alone.value)
    left = np.concatenate([one.outcome - tuning * one.predicted for one in strata]).round(9)
    if len(left) - np.unique(left, return_counts=True)[1].max() < FEWEST_VARYING:
        tuning = 0.0  # what the machine errs by is seen too seldom to say how far it may be off
    return alone, _estimated(strata, tuning), tuning


def _estimated(strata: Sequence[Stratum], tuning: float) -> Mean:
    """The mean, or rate, that uses so much of the machine."""
    predicted, size = (
        sum(one.weight * getattr(one, name).mean() for one in strata)
        for name in ("all_predicted", "all_size")
    )
    above = sum(one.weight * (one.outcome - tuning * one.predicted).mean() for one in strata)
    below = sum(one.weight * (1 - tuning) * one.size.mean() for one in strata)
    value = float((tuning * predicted + above) / (tuning * size + below))
    variances = [one.left * _safe_variance(_residuals(one, value, tuning) / size) for one in strata]
    variance = float(sum(variances))
    squares = sum(v**2 / max(len(one.outcome) - 1, 1) for v, one in zip(variances, strata, strict=True))
    return Mean(value, variance, variance**2 / squares if squares else np.inf)


def _tuning(strata: Sequence[Stratum], rate: float) -> float:
    """lambda: the covariance of outcome and prediction over the variance of the prediction, 0 to 1."""
    covariance, variance = 0.0, 0.0
    for one in strata:
        outcome, predicted = one.outcome - rate * one.size, one.predicted - rate * one.size
        covariance += one.left * float(np.cov(outcome, predicted, bias=True)[0, 1])
        variance += one.left * _variance(one.all_predicted - rate * one.all_size)
    return float(np.clip(covariance / variance, 0, 1)) if variance > 0 else 0.0


def _residuals(one: Stratum, rate: float, tuning: float) -> np.ndarray:
    """How far the codes are off what the machine says of them, and of the rate."""
    return (one.outcome - rate * one.size) - tuning * (one.predicted - rate * one.size)


def _variance(values: np.ndarray) -> float:
    """The variance; nothing where all are alike, whatever rounding makes of it."""
    return float(values.var(ddof=1)) if len(values) > 1 and np.ptp(values) else 0.0


def _safe_variance(values: np.ndarray) -> float:
    """The variance if two more values were as far off as the farthest."""
    squares = (values - values.mean()) ** 2
    return float((squares.sum() + 2 * squares.max()) / max(len(values) - 1, 1))


def _parts(strata: Sequence[Stratum], rate: float, tuning: float) -> list[Part]:
    size = sum(one.weight * one.all_size.mean() for one in strata)
    return [
        Part(one.weight, one.n_units, n, n, _safe_variance(_residuals(one, rate, tuning) / size))
        for one in strata
        if (n := len(one.outcome)) < one.n_units
    ]
