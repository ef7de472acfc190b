"""Whether groups of articles differ: their labels are given to other articles, within events if need be."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..tables import Table, TableError, check_choice
from .designs import Measured, measured, names_of, sides_of
from .labelings import LEVEL, MAX_EXACT, Design, count_labelings, power, rarest, scores_of, shuffled


class Comparisons(NamedTuple):
    """A design, and the names of the two sides of each of its comparisons."""

    names: list[tuple[str, str]]
    design: Design


def permutation_test(
    table: pd.DataFrame,
    *,
    value: str,
    family: str,
    by: str = "source",
    side: str | None = None,
    against: str = "rest",
    strata: str | None = None,
    ratio: float = 2.0,
    n_samples: int = 9999,
    seed: int = 0,
) -> pd.DataFrame:
    """Test whether groups of articles differ, by giving the groups' labels to other articles.

    Parameters
    ----------
    table : one row an article and measure, with `doc_id`, `by`, `family`, `value` and `strata`; every article
        has every measure.
    value : column of numbers to compare, such as ``"per_1000_words"``.
    family : column that names the measure, such as ``"frame"`` or ``"term"``. All measures in the table are
        the family for which `p_family` holds: put in what was looked at, not what looked promising.
    by : column that says which group an article belongs to.
    side : the one group to compare, with all other articles or with each other group. By default all are
        compared, in one family; of two groups the first by name with the second.
    against : ``"rest"``, each group with all others together; or ``"pairs"``, each two groups.
    strata : column that says which articles are alike but for their group, such as the event they report.
        Labels then stay within a stratum, and only strata with articles of both sides count.
    ratio : the difference for which `power` is told: one side has so many times what the other has.
    n_samples : how many labelings to draw where there are more than 10,000; else all are counted.
    seed : of all draws.

    Returns
    -------
    One row a comparison and measure, by name:

    - `family`, the measure; `side` and `against`, the two sides (``"rest"`` if several groups), with
      `n_articles`, `n_articles_against` and `n_strata`, in how many strata these stand;
    - `mean`, `mean_against`, of the articles' values; `difference`, above 0 where `side` has more. Each
      stratum weighs the same in both means: k (n - k) / n, where k of its n articles are the side's;
    - `n_labelings`, how many ways to give out the labels were counted; `is_exact`, whether that is all;
    - `p_smallest`, the smallest two-sided p that these values can give, however they are dealt out: where 1
      of 10 articles has a frame, half of the labelings give each difference, and p is 1;
    - `p`, two-sided; `p_family`, corrected for all measures and comparisons. Both are missing where
      `p_smallest` is above .05: nothing could have been found;
    - `power`, how often a difference of `ratio` would be found in the family; 0 where nothing could be,
      missing where values are below 0;
    - `conclusion`, in words: *not attainable* with the smallest p, *a difference*, or *no difference shown*
      with the power.

    Raises
    ------
    TableError : a column is missing, an article has two groups or strata, a measure twice or not at all or no
        finite number, there is one group only, `n_samples` is below 99, or `ratio` is 1 or not above 0.

    Notes
    -----
    What is tested: articles are independent, and their values have the same distribution in all
    groups. Bursts of words do no harm, since an article is one value. But articles on one event are alike.
    Where outlets that are alike report events unlike often, a difference was found in .20, .23, .26 and .29
    of simulated corpora of 2, 3, 5 and 7 outlets with labels dealt out at large, in .04 to .06 within
    events, and in .15, .21 and .28 within events by one call for each of 3, 5 and 7 outlets. Where no event
    has articles of two outlets, the events are the units. And sides of unlike size that differ in spread
    only are called different, too: with equal means .14 of 10 articles v 40 less bursty ones (gamma, shape
    .5 v 3), .07 of 10 v 10.

    Exact: p is the share of labelings with a difference as large; sampled: (b + 1) / (B + 1), b of B draws
    (Phipson & Smyth 2010). Two-sided p = min(1, 2 times the smaller tail). For the family the difference is
    divided by its standard deviation over all labelings, and compared with the largest (smallest) of the
    whole family in each labeling: single-step max-T and min-T (Westfall & Young 1993), doubled alike. What
    is not attainable is no part of the family (Tarone 1990). Against the rest each labeling deals out all
    groups at once, so one family holds them all. In a pair labels change between its two groups only, so
    that the others cannot lend it their spread; `p_family` and `p_smallest` are then times the number of
    pairs (Bonferroni).

    Power: 499 random labelings are taken as true, and each occurrence in the other side's articles is kept
    with chance 1 / `ratio` (in the side's own with chance `ratio`, if that is below 1). What an occurrence
    is worth is the article's smallest value above 0; found is what these scores would be called above. In
    simulated corpora of 20 words power was .03, .08, .16 and .61 where the planted word was found in .03,
    .08, .18 and .61 (three and nine times as much, 8 v 8 and 20 v 20 articles).

    The figures are of simulated corpora: benchmarks/bench_inference.py.

    Examples
    --------
    >>> rates = pd.DataFrame({
    ...     "doc_id": list("abcde"), "source": ["herald"] * 2 + ["post"] * 3,
    ...     "frame": "trap", "per_1000_words": [5.0, 4.0, 1.0, 2.0, 0.0],
    ... })
    >>> test = aa.compare.permutation_test(rates, value="per_1000_words", family="frame")
    >>> test[["frame", "side", "difference", "n_labelings", "p_smallest", "p"]]
      frame    side  difference  n_labelings  p_smallest   p
    0  trap  herald         3.5           10         0.2 NaN
    >>> print(test["conclusion"][0])
    not attainable: with 2 v 3 articles the smallest possible p is .20
    """
    function = "compare.permutation_test"
    check_choice(function, "against", against, ["rest", "pairs"])
    if n_samples < 99:
        raise TableError(f"{function}: n_samples must be 99 or more; it is {n_samples}.")
    if not 0 < ratio < np.inf or ratio == 1:
        raise TableError(f"{function}: ratio must be above 0 and not 1; it is {ratio}.")
    articles = measured(function, table, value, family, by, strata)
    compared = list(_comparisons(function, by, articles, side, against))
    parts = [_tested(one, articles.measures, len(compared), ratio, n_samples, seed) for one in compared]
    found = pd.concat(parts, ignore_index=True).rename(columns={"measure": family})
    return Table(found).astype({"side": "str", "against": "str", "conclusion": "str"})


def _comparisons(
    function: str, by: str, articles: Measured, side: str | None, against: str
) -> Iterator[Comparisons]:
    """What is compared: all groups in one design, or each two groups in one of their own."""
    names = names_of(function, by, articles.group)
    if side is not None:
        check_choice(function, "side", side, names)
    if against == "pairs":
        for pair in combinations(names, 2):
            if side is None or side in pair:
                first, second = sorted(pair, key=lambda name: name != side)
                yield Comparisons([(first, second)], _design(articles, [first, second]))
    elif side is None and len(names) > 2:
        yield Comparisons([(name, "rest") for name in names], _design(articles, names, n_tested=len(names)))
    else:
        sides = sides_of(function, by, articles.group, side)
        others = [name for name in names if name != sides.side]
        yield Comparisons([(sides.side, sides.against)], _design(articles, [sides.side, *others]))


def _design(articles: Measured, names: list[str], n_tested: int = 1) -> Design:
    """The articles of these groups; the first one is tested against all the others together, or each is."""
    group = pd.Index(names).get_indexer(articles.group)
    if n_tested == 1:
        group = np.minimum(group, 1)
    order = np.lexsort((group, articles.stratum))
    order = order[group[order] >= 0]
    stratum = pd.factorize(articles.stratum[order])[0]
    return Design(articles.values[order], stratum, group[order], n_tested)


def _tested(
    compared: Comparisons, measures: pd.Index, n_tests: int, ratio: float, n_samples: int, seed: int
) -> pd.DataFrame:
    """One row a comparison and measure; the design is one of `n_tests`, by which each p is multiplied."""
    design = compared.design
    n_all = count_labelings(design)
    n_labelings = n_all if n_all <= MAX_EXACT else n_samples + 1
    p_smallest, p_of_sizes = (
        np.minimum(1, 2 * n_tests * np.maximum(rarest(one), 1 / n_labelings))
        for one in (design, design._replace(values=np.arange(len(design.values))[:, None]))
    )
    scores = scores_of(design, np.arange(len(design.stratum))[None])[0]
    null = shuffled(design, scores, p_smallest <= LEVEL, n_samples, seed)
    chance = power(design, null, LEVEL / n_tests, ratio, seed)
    chance = np.where((design.values < 0).any(axis=0), np.nan, np.where(p_smallest <= LEVEL, chance, 0))
    p_family = np.minimum(1, n_tests * null.p_family(scores))
    numbers = {
        **_means(design),
        "n_labelings": np.full(scores.shape, n_labelings),
        "is_exact": np.full(scores.shape, n_all <= MAX_EXACT),
        "p_smallest": p_smallest,
        "p": np.where(p_smallest <= LEVEL, null.p(), np.nan),
        "p_family": np.where(p_smallest <= LEVEL, p_family, np.nan),
        "power": chance,
    }
    tested, measure = np.indices(scores.shape).reshape(2, -1)
    names = np.array([tuple(map(str, pair)) for pair in compared.names], dtype=object)[tested]
    found = pd.DataFrame({"measure": measures.take(measure), "side": names[:, 0], "against": names[:, 1]})
    found = found.join(pd.DataFrame({name: part.ravel() for name, part in numbers.items()}))
    by_values = (p_smallest > LEVEL) & (p_of_sizes <= LEVEL)
    rows = zip(found.itertuples(), by_values.ravel(), strict=True)
    return found.assign(conclusion=[_conclusion(row, is_so, n_tests, ratio) for row, is_so in rows])


def _means(design: Design) -> dict[str, np.ndarray]:
    """Sizes and means of both sides, in strata that both have, and their difference: (comparisons, measures).

    A stratum weighs k (n - k) / n in both means, k of its n articles being the side's.
    """
    k, n = design.sizes[:, : design.n_tested], design.sizes.sum(axis=1, keepdims=True)
    is_shared = (k > 0) & (k < n)
    weight = np.where(is_shared, k * (n - k) / n, 0)
    weight = weight / np.where(is_shared.any(axis=0), weight.sum(axis=0), np.nan)
    sums = np.zeros((*design.sizes.shape, design.values.shape[1]))
    np.add.at(sums, (design.stratum, design.group), design.values)
    own = sums[:, : design.n_tested]
    rest = sums.sum(axis=1, keepdims=True) - own
    mean = np.einsum("st,stm->tm", weight / np.maximum(k, 1), own)
    mean_against = np.einsum("st,stm->tm", weight / np.maximum(n - k, 1), rest)
    counts = [np.where(is_shared, size, 0).sum(axis=0) for size in (k, n - k, 1)]
    n_side, n_against, n_strata = (np.repeat(size[:, None], mean.shape[1], axis=1) for size in counts)
    return {
        "n_articles": n_side,
        "n_articles_against": n_against,
        "n_strata": n_strata,
        "mean": mean,
        "mean_against": mean_against,
        "difference": mean - mean_against,
    }


def _conclusion(row: Any, by_values: bool, n_tests: int, ratio: float) -> str:
    """What the numbers of a row say; `by_values` if more articles are not what is lacking."""
    sides = f"{row.n_articles} v {row.n_articles_against} articles"
    if n_tests > 1:
        sides += f" and {n_tests} pairs"
    if not row.n_strata:
        return "not attainable: no stratum has articles of both sides"
    if row.p_smallest > LEVEL:
        why = f"these values of {sides}" if by_values else sides
        return f"not attainable: with {why} the smallest possible p is {_shown(row.p_smallest)}"
    told = f"p is {_shown(row.p_family)} for the whole family, with {sides}"
    if row.p_family <= LEVEL:
        return f"a difference: {told}"
    power = "" if np.isnan(row.power) else f"; power is {_shown(row.power)} for a ratio of {ratio:g}"
    return f"no difference shown: {told}{power}"


def _shown(p: float) -> str:
    """A probability as it is printed: .20, .029, below .001."""
    if p < 0.001:
        return "below .001"
    return f"{p:.3f}".lstrip("0") if p < 0.1 else f"{p:.2f}".lstrip("0")
