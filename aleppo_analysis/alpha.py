"""Krippendorff's alpha from sums over articles, and its interval.

The squared distance of two codes is that of two points: of numbers on a line, of names in as many dimensions
as there are names. Each sum can then be kept by article, and a bootstrap of articles weighs them anew.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

_DRAWS = 2_000
_FEWEST = 20  # articles below which no interval is given
_RAREST = 5  # of them, that must have a code other than the commonest


LEVELS = ["nominal", "interval"]


def reliability_of(
    codes: pd.DataFrame, keys: Sequence[str], outcome: str, level: str = "nominal", seed: int = 0
) -> tuple[int, int, int, float | None, float | None, float | None, float | None]:
    """Agreement on the units that two coders or more coded: how many articles, units and coders; the share of
    equal pairs; alpha and its interval.

    Codes are one row a coder and unit, none missing; a unit has the same values of `keys`.
    """
    of_unit = codes.groupby(list(keys))["coder"].transform("size")
    codes, m = codes[of_unit > 1], of_unit[of_unit > 1]
    alike = codes.groupby([*keys, outcome])["coder"].transform("size")
    same = float(((alike - 1) / (m - 1)).mean()) if len(codes) else None
    x, pair = (numbers_at if level == "interval" else names_at)(codes[outcome])
    units = codes.groupby(list(keys))
    sums = sums_of(codes["doc_id"], units.ngroup(), x)
    return (
        codes["doc_id"].nunique(),
        units.ngroups,
        codes["coder"].nunique(),
        same,
        *alpha_of(sums, pair, seed),
    )


class Points(NamedTuple):
    """Where codes lie, one row each, and a pair of points that stands for doubt."""

    x: np.ndarray
    pair: np.ndarray


def numbers_at(codes: pd.Series) -> Points:
    """Codes on a line, around their mean; the pair is a standard deviation to each side."""
    numbers = codes.to_numpy(float)
    x = numbers - (numbers.mean() if len(numbers) else 0)
    return Points(x[:, None], np.array([[1], [-1]]) * np.sqrt((x**2).mean() if len(x) else 0))


def names_at(codes: pd.Series) -> Points:
    """Codes equally far from each other, the commonest in the first dimension; the pair are the first two."""
    counts = codes.value_counts().rename_axis("name").reset_index(name="n")
    names = counts.sort_values(["n", "name"], ascending=[False, True])["name"]
    apart = np.eye(max(2, len(names)))
    return Points(apart[pd.Index(names).get_indexer(codes)], apart[:2])


class Sums(NamedTuple):
    """What alpha is made of, one row an article: codes, disagreement, squares, and the points added up."""

    n: np.ndarray
    disagreement: np.ndarray
    squares: np.ndarray
    total: np.ndarray  # articles x dimensions


def sums_of(
    articles: pd.Series, units: pd.Series, x: np.ndarray, weights: Sequence[int] | None = None
) -> Sums:
    """Add up codes (points, one row each) by unit and article; all codes of a unit have the same weight."""
    weight = np.ones(len(x)) if weights is None else np.asarray(weights, float)
    unit, names = pd.factorize(units)
    m = np.bincount(unit, minlength=len(names))[unit]
    squares, beside = (x * x).sum(axis=1), (x * _added(unit, x, len(names))[unit]).sum(axis=1)
    apart = 2 * (m * squares - beside) / (m - 1)
    article, names = pd.factorize(articles, sort=True)
    columns = np.column_stack([weight, weight * apart, weight * squares, weight[:, None] * x])
    summed = _added(article, columns, len(names))
    return Sums(summed[:, 0], summed[:, 1], summed[:, 2], summed[:, 3:])


def _added(group: np.ndarray, values: np.ndarray, n: int) -> np.ndarray:
    """The rows of each group added up."""
    out = np.zeros((n, values.shape[1]))
    np.add.at(out, group, values)
    return out


def alpha_of(sums: Sums, pair: np.ndarray, seed: int) -> tuple[float | None, float | None, float | None]:
    """Alpha = 1 - D_o / D_e with its interval over articles; None where nothing varies, or too little does.

    In each bootstrap sample a unit in doubt, coded with the `pair`, has a random weight of half an article on
    average, so that coders who never differed in a few articles are not taken to agree for certain.
    """
    n_articles = len(sums.n)
    [alpha] = _alphas(sums, np.ones((1, n_articles)))
    if np.isnan(alpha):
        return None, None, None
    if n_articles < _FEWEST or (sums.total.shape[1] > 1 and np.sum(sums.total[:, 1:].any(axis=1)) < _RAREST):
        return float(alpha), None, None
    rng = np.random.default_rng(seed)
    times = rng.multinomial(n_articles, np.full(n_articles, 1 / n_articles), size=_DRAWS)
    doubt = Sums(
        np.append(sums.n, 2),
        np.append(sums.disagreement, 2 * ((pair[0] - pair[1]) ** 2).sum()),
        np.append(sums.squares, (pair**2).sum()),
        np.vstack([sums.total, pair.sum(axis=0)]),
    )
    drawn = _alphas(doubt, np.column_stack([times, rng.gamma(0.5, size=_DRAWS)]))
    low, high = np.quantile(drawn[~np.isnan(drawn)], [0.025, 0.975])
    return float(alpha), float(low), max(float(high), float(alpha))  # the doubt leaves no sample at 1


def _alphas(sums: Sums, times: np.ndarray) -> np.ndarray:
    """Alpha of each row of `times`, which says how often each article is in; NaN where nothing varies."""
    n, observed, squares = times @ sums.n, times @ sums.disagreement, times @ sums.squares
    expected = 2 * (n * squares - ((times @ sums.total) ** 2).sum(axis=1))
    varies = expected > 1e-9 * n * squares
    return 1 - np.divide((n - 1) * observed, expected, out=np.full(len(n), np.nan), where=varies)
