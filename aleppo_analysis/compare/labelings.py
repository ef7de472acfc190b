"""The ways to give the groups of articles to other articles of the same stratum, and what these ways show."""

from collections.abc import Iterator
from itertools import combinations, islice, product
from math import comb
from typing import NamedTuple

import numpy as np

MAX_EXACT = 10_000  # labelings that are still all counted
LEVEL = 0.05
_HELD = 2_000_000  # values that are held at a time
_PLANTED = 499  # labelings in which a difference is planted
_SAME = 1e-9  # scores that differ by less are equal, whatever their last bits say


class Design(NamedTuple):
    """Articles by stratum and group, which are numbered from 0, and their `values` (articles, measures).

    The first `n_tested` groups are each compared with the other articles of their strata.
    """

    values: np.ndarray
    stratum: np.ndarray
    group: np.ndarray
    n_tested: int

    @property
    def sizes(self) -> np.ndarray:
        """How many articles of each group each stratum has: shape (strata, groups)."""
        sizes = np.zeros((self.stratum.max() + 1, self.group.max() + 1), int)
        np.add.at(sizes, (self.stratum, self.group), 1)
        return sizes

    @property
    def scaled(self) -> np.ndarray:
        """The values of each measure by its largest, which no score depends on."""
        largest = np.abs(self.values).max(axis=0)
        return self.values / np.where(largest > 0, largest, 1)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sums of each stratum: shape (..., strata, measures) for values (..., articles, measures)."""
        starts = np.flatnonzero(np.diff(self.stratum, prepend=-1))
        return np.add.reduceat(values, starts, axis=-2)


class Null(NamedTuple):
    """What labelings of a design give, with shape (comparisons, measures).

    `above` and `below`: how many are at or beyond what was found. `largest` and `smallest`: the extremes of
    each labeling over all comparisons and measures of the family, sorted; `extra` labelings are not among
    them.
    """

    above: np.ndarray
    below: np.ndarray
    largest: np.ndarray
    smallest: np.ndarray
    extra: int

    @property
    def n(self) -> int:
        return len(self.largest) + self.extra

    def p(self) -> np.ndarray:
        """Two-sided, each comparison and measure by itself."""
        return np.minimum(1, 2 * np.minimum(self.above, self.below) / self.n)

    def p_family(self, scores: np.ndarray) -> np.ndarray:
        """Two-sided, of any scores: how often the largest is as large, or the smallest as small."""
        above = len(self.largest) - np.searchsorted(self.largest, scores - _SAME, "left")
        below = np.searchsorted(self.smallest, scores + _SAME, "right")
        return np.minimum(1, 2 * (np.minimum(above, below) + self.extra) / self.n)


def count_labelings(design: Design) -> int:
    """How many labelings there are, or any number above `MAX_EXACT`."""
    n = 1
    for sizes in design.sizes.tolist():
        left = sum(sizes)
        for size in sizes:
            n *= comb(left, size)
            left -= size
            if n > MAX_EXACT:
                return n
    return n


def shuffled(design: Design, scores: np.ndarray, in_family: np.ndarray, n_samples: int, seed: int) -> Null:
    """Compare the `scores` found with those of all labelings, or of `n_samples` and the labels as they are.

    `in_family` says which comparisons and measures the extremes are taken of.
    """
    is_exact, rng = count_labelings(design) <= MAX_EXACT, np.random.default_rng(seed)
    above, below = np.zeros((2, *scores.shape), int)
    largest, smallest = [], []
    for labelings in _all(design) if is_exact else _drawn(design, n_samples, rng):
        seen = scores_of(design, labelings)
        above += (seen >= scores - _SAME).sum(axis=0)
        below += (seen <= scores + _SAME).sum(axis=0)
        largest.append(seen.max(axis=(1, 2), initial=-np.inf, where=in_family))
        smallest.append(seen.min(axis=(1, 2), initial=np.inf, where=in_family))
    extra = 0 if is_exact else 1
    return Null(
        above + extra,
        below + extra,
        np.sort(np.concatenate(largest)),
        np.sort(np.concatenate(smallest)),
        extra,
    )


def scores_of(design: Design, labelings: np.ndarray) -> np.ndarray:
    """The score of each labeling, comparison and measure: a difference by the spread that labelings give it.

    The sum over a group's articles of what each value is above its stratum's mean, divided by the standard
    deviation of that sum over all labelings, which follows from the values: sum over strata of
    k (n - k) / (n (n - 1)) times the sum of squares, k of n articles being the group's.
    """
    sizes = design.sizes[:, : design.n_tested]
    n = design.sizes.sum(axis=1, keepdims=True)
    centred = design.scaled - (design.sums(design.scaled) / n)[design.stratum]
    centred[np.abs(centred) < 1e-12] = 0  # a mean's last bits are no spread
    variance = (sizes * (n - sizes) / (n * np.maximum(n - 1, 1))).T @ design.sums(centred**2)
    return _group_sums(design, centred, labelings) / np.where(variance > 0, np.sqrt(variance), np.inf)


def _group_sums(design: Design, values: np.ndarray, labelings: np.ndarray) -> np.ndarray:
    """Sums of the values that each labeling gives to each tested group: (labelings, groups, measures)."""
    places = np.argsort(design.group, kind="stable")[: (design.group < design.n_tested).sum()]
    starts = np.flatnonzero(np.diff(design.group[places], prepend=-1))
    return np.add.reduceat(values[labelings[:, places]], starts, axis=1)


def rarest(design: Design) -> np.ndarray:
    """The share of labelings that give the highest score, or the lowest if fewer do: (comparisons, measures).

    A stratum's k highest values give the highest score; those equal to the last of them may stand for each
    other. Of t equal ones m are needed: comb(t, m) of comb(n, k) labelings of the stratum.
    """
    logs = np.zeros((2, design.n_tested, design.values.shape[1]))
    rounded = design.scaled.round(9)
    for stratum, sizes in enumerate(design.sizes):
        values, n = rounded[design.stratum == stratum], sizes.sum()
        tested = np.flatnonzero((sizes[: design.n_tested] > 0) & (sizes[: design.n_tested] < n))
        k = sizes[tested][:, None]
        for log, signed in zip(logs, (values, -values), strict=True):
            last = np.sort(signed, axis=0)[k[:, 0] - 1]
            n_equal = (signed == last[:, None]).sum(axis=1)
            n_needed = k - (signed < last[:, None]).sum(axis=1)
            log[tested] += _log_comb(n_equal, n_needed) - _log_comb(n, k)
    return np.exp(logs.min(axis=0)).round(12)


def _log_comb(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    from scipy.special import gammaln

    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def power(design: Design, null: Null, level: float, ratio: float, seed: int) -> np.ndarray:
    """How often a group is found if a random labeling holds and it has `ratio` times what the others have.

    Of the occurrences in the others each is kept with chance 1 / `ratio` (in the group with chance `ratio`,
    if that is below 1). The scores that count as found are those that `null` gives for the values as they
    are.
    """
    rng = np.random.default_rng([seed, 1])
    values, chance = design.scaled, min(ratio, 1 / ratio)
    n_pieces, piece = _pieces(values)
    n_found = np.zeros((design.n_tested, values.shape[1]), int)
    for labelings in _drawn(design, _PLANTED, rng):
        thinned = piece * rng.binomial(n_pieces, chance, (len(labelings), *values.shape))
        whole = np.broadcast_to(values, thinned.shape)
        side, others = (whole, thinned) if ratio > 1 else (thinned, whole)
        for group in range(design.n_tested):
            scores = _planted_scores(design, labelings, group, side, others)
            n_found[group] += (null.p_family(scores) <= level).sum(axis=0)
    return n_found / _PLANTED


def _pieces(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many occurrences each value is made of, and their size: the article's smallest value above 0."""
    smallest = np.where(values > 0, values, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    n_pieces = np.maximum(values / np.maximum(smallest, 1e-9), 0).round().astype(int)
    return n_pieces, values / np.maximum(n_pieces, 1)


def _planted_scores(
    design: Design, labelings: np.ndarray, group: int, side: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """The scores of a group that has the values of `side` where all other articles have those of `others`."""
    places = np.flatnonzero(design.group == group)
    strata, starts, k = np.unique(design.stratum[places], return_index=True, return_counts=True)
    k, n = k[:, None], design.sizes[strata].sum(axis=1)[:, None]
    chosen = labelings[:, places, None]

    def of_side(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(np.take_along_axis(values, chosen, axis=1), starts, axis=1)

    def of_others(values: np.ndarray) -> np.ndarray:
        return design.sums(values)[:, strata] - of_side(values)

    own = of_side(side)
    total = own + of_others(others)
    squares = of_side(side**2) + of_others(others**2)
    variance = (k * (n - k) / (n * np.maximum(n - 1, 1)) * (squares - total**2 / n)).sum(axis=1)
    return (own - k / n * total).sum(axis=1) / np.sqrt(np.where(variance > 1e-12, variance, np.inf))


def _all(design: Design) -> Iterator[np.ndarray]:
    """Every labeling, in blocks (labelings, articles): whose value stands at each place."""
    strata = []
    for stratum, sizes in enumerate(design.sizes.tolist()):
        articles = tuple(np.flatnonzero(design.stratum == stratum).tolist())
        strata.append(list(_arrangements(articles, [size for size in sizes if size])))
    every = (sum(parts, ()) for parts in product(*strata))
    while block := list(islice(every, _block(design))):
        yield np.array(block)


def _arrangements(articles: tuple[int, ...], sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """Every way to part `articles` into groups of these sizes."""
    if len(sizes) == 1:
        yield articles
        return
    for chosen in combinations(articles, sizes[0]):
        others = tuple(article for article in articles if article not in chosen)
        yield from (chosen + rest for rest in _arrangements(others, sizes[1:]))


def _drawn(design: Design, n_samples: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """`n_samples` random labelings, in blocks as `_all` gives them."""
    for first in range(0, n_samples, _block(design)):
        keys = rng.random((min(_block(design), n_samples - first), len(design.stratum)))
        yield np.argsort(keys + design.stratum, axis=1)


def _block(design: Design) -> int:
    return max(1, _HELD // max(design.values.size, len(design.stratum)))
