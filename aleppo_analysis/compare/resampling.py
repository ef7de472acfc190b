"""How far a difference between two groups hangs on the articles there are: leave-one-out, bootstrap."""

import numpy as np
import pandas as pd

from ..tables import TableError
from .designs import Sides, described, measured, sides_of

MIN_ARTICLES, MIN_SIDE = 8, 3  # with fewer an interval is too wide to say anything
LEVEL = 0.05


def leave_one_out(
    table: pd.DataFrame, *, value: str, family: str, by: str = "source", side: str | None = None
) -> pd.DataFrame:
    """How far the difference between two groups hangs on one article.

    Parameters
    ----------
    table, value, family, by, side : as for `compare.permutation_test`.

    Returns
    -------
    One row a measure, by name: `family`, `side`, `against`, `n_articles`, `n_articles_against`, `mean`,
    `mean_against`, `difference` as there; `low`, `high`, the range of the difference when each article in
    turn is left out; `without_low`, `without_high`, the `doc_id` whose absence gives them (of several the
    first by name). The only article of a side cannot be left out.

    Raises
    ------
    TableError : as for `compare.permutation_test`, or both sides have one article only.

    Notes
    -----
    A range and no interval: it has no coverage to state. Use it below eight articles, and
    `compare.bootstrap_articles` from eight on.

    Examples
    --------
    >>> rates = pd.DataFrame({
    ...     "doc_id": list("abc"), "source": ["herald", "herald", "post"],
    ...     "frame": "trap", "per_1000_words": [5.0, 1.0, 2.0],
    ... })
    >>> ranges = aa.compare.leave_one_out(rates, value="per_1000_words", family="frame")
    >>> ranges[["difference", "low", "high", "without_low", "without_high"]]
       difference  low  high without_low without_high
    0         1.0 -1.0   3.0           a            b
    """
    found = measured("compare.leave_one_out", table, value, family, by)
    sides = sides_of("compare.leave_one_out", by, found.group, side)
    n, n_side = len(sides.is_side), int(sides.is_side.sum())
    can_go = np.flatnonzero(np.where(sides.is_side, n_side, n - n_side) > 1)
    if not len(can_go):
        raise TableError(
            "compare.leave_one_out: both sides have one article only, so none can be left out.\nAdd articles."
        )
    without = np.array(
        [_difference(np.delete(found.values, i, 0), np.delete(sides.is_side, i)) for i in can_go]
    )
    low, high = (found.articles[can_go[i]] for i in (without.argmin(axis=0), without.argmax(axis=0)))
    return described(found, sides, family).assign(
        low=without.min(axis=0),
        high=without.max(axis=0),
        without_low=pd.Series(low, dtype="str"),
        without_high=pd.Series(high, dtype="str"),
    )


def bootstrap_articles(
    table: pd.DataFrame,
    *,
    value: str,
    family: str,
    by: str = "source",
    side: str | None = None,
    n_samples: int = 1999,
    seed: int = 0,
) -> pd.DataFrame:
    """A 95% interval for the difference between two groups, from drawing whole articles again.

    Parameters
    ----------
    table, value, family, by, side : as for `compare.permutation_test`.
    n_samples, seed : how many times each side's articles are drawn again (99 or more), and the seed.

    Returns
    -------
    One row a measure, by name: `family`, `side`, `against`, `n_articles`, `n_articles_against`, `mean`,
    `mean_against`, `difference` as for `compare.leave_one_out`; the interval `difference_low`,
    `difference_high`.

    Raises
    ------
    TableError : as for `compare.leave_one_out`, `n_samples` is below 99, or there are fewer than eight
        articles, or fewer than three on a side.

    Notes
    -----
    Each side's mean gets limits of its own, by Student's t on the logarithm: mean times exp(-t s /
    mean) and exp(t s / mean), s the standard deviation of the drawn means, widened by sqrt(n / (n - 1)).
    With values below 0 they are mean - t s and mean + t s. The limits of both sides are put together by
    MOVER (Zou & Donner 2008).

    Articles that are all alike show no spread, and yet up to 1 - .025^(1/n) of all articles may be unlike
    them (Clopper & Pearson 1934). So the mean may be as low as .025^(1/n) times what it is, and as high as
    with .025^(-1/n) - 1 occurrences more in an article; an occurrence is worth the smallest value above 0 of
    an article, on average over those that have one, and 1 if there is none. What is 0 everywhere has limits,
    too.

    Coverage in simulated corpora (benchmarks/bench_inference.py): bursty words (gamma, shape .5, 1 and 3),
    rare and frequent, a side with the same, three or nine times the rate, 3 v 9 to 40 v 40 articles: .91 or
    more in every cell, .94 to .98 on average. On the same corpora others went as low as .84 (gamma limits
    with the spread of the articles, after Fay & Feuer 1997), .74 (Welch's t), .71 (expanded percentiles,
    Hesterberg 2015), .67 (percentile-t) and .61 (BCa). One interval a measure, not corrected for the family.

    Examples
    --------
    >>> rates = pd.DataFrame({
    ...     "doc_id": list("abcdefgh"), "source": ["herald"] * 4 + ["post"] * 4,
    ...     "frame": "trap", "per_1000_words": [5.0, 4.0, 6.0, 5.0, 1.0, 2.0, 0.0, 1.0],
    ... })
    >>> interval = aa.compare.bootstrap_articles(rates, value="per_1000_words", family="frame")
    >>> bool(0 < interval["difference_low"][0] < 4 < interval["difference_high"][0])
    True
    """
    found = measured("compare.bootstrap_articles", table, value, family, by)
    sides = sides_of("compare.bootstrap_articles", by, found.group, side)
    _check_enough(sides, n_samples)
    rng, one = np.random.default_rng(seed), _one_occurrence(found.values)
    part, rest = found.values[sides.is_side], found.values[~sides.is_side]
    down, up = _reach(part, one, n_samples, rng)
    down_against, up_against = _reach(rest, one, n_samples, rng)
    table = described(found, sides, family)
    return table.assign(
        difference_low=table["difference"] - np.hypot(down, up_against),
        difference_high=table["difference"] + np.hypot(up, down_against),
    )


def _difference(values: np.ndarray, is_side: np.ndarray) -> np.ndarray:
    """The difference of the means of the two sides."""
    return values[is_side].mean(axis=0) - values[~is_side].mean(axis=0)


def _check_enough(sides: Sides, n_samples: int) -> None:
    n, n_side = len(sides.is_side), int(sides.is_side.sum())
    if n_samples < 99:
        raise TableError(f"compare.bootstrap_articles: n_samples must be 99 or more; it is {n_samples}.")
    if n < MIN_ARTICLES or min(n_side, n - n_side) < MIN_SIDE:
        raise TableError(
            f"compare.bootstrap_articles: needs {MIN_ARTICLES} articles or more, {MIN_SIDE} on each side; "
            f"there are {n_side} v {n - n_side}.\n"
            "With fewer an interval is too wide to say anything: compare.leave_one_out."
        )


def _one_occurrence(values: np.ndarray) -> float:
    """What one occurrence adds to the value of an article, as far as the table tells."""
    smallest = np.where(values > 0, values, np.inf).min(axis=1, initial=np.inf)
    known = smallest[np.isfinite(smallest)]
    return float(known.mean()) if len(known) else 1.0


def _reach(
    values: np.ndarray, one: float, n_samples: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """How far the limits of each measure's mean are below it and above it."""
    from scipy.special import stdtrit

    n, mean = len(values), values.mean(axis=0)
    reach = stdtrit(n - 1, 1 - LEVEL / 2) * _standard_error(values, n_samples, rng)
    is_share = (values >= 0).all(axis=0)
    part = np.where(is_share & (mean > 0), reach / np.where(mean > 0, mean, 1), 0)
    down = np.where(is_share, mean * -np.expm1(-part), reach)
    up = np.where(is_share, mean * np.expm1(part), reach)
    unlike = (LEVEL / 2) ** (1 / n)
    is_even = np.ptp(values, axis=0) <= 1e-12 * np.abs(values).max(axis=0, initial=0)
    return np.where(is_even, np.abs(mean) * (1 - unlike), down), np.where(is_even, one * (1 / unlike - 1), up)


def _standard_error(values: np.ndarray, n_samples: int, rng: np.random.Generator) -> np.ndarray:
    """The standard deviation of the means of articles drawn again, widened for the few there are."""
    n = len(values)
    shares = rng.multinomial(n, np.full(n, 1 / n), n_samples) / n
    return (shares @ values).std(axis=0) * np.sqrt(n / (n - 1))
