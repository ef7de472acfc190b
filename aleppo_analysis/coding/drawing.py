"""Which articles or sentences people are to code: a chance sample whose probabilities are known."""

from collections.abc import Iterable, Sequence
from numbers import Integral, Real

import numpy as np
import pandas as pd

from ..tables import Table, TableError, as_list
from .designs import check_one_group, check_units, keys_of, open_units


def draw(
    units: pd.DataFrame,
    *,
    n: int,
    seed: int,
    predicted: str = "predicted",
    by: str | Iterable[str] = (),
    hits_share: float | None = 0.5,
    whole_articles: bool = False,
) -> pd.DataFrame:
    """Draw by chance what people are to code.

    Parameters
    ----------
    units : one row an article (`doc_id`) or stretch of one (`doc_id`, `start`, `end`), with what the machine
        says of it and the columns `by`. Rows with a true `is_written_on` are never drawn: articles that the
        author of the list had read.
    n : how many units; with `whole_articles` how many articles.
    seed : of the draw. With the same seed a larger `n` holds the smaller draw, so that more can be coded
        later.
    predicted : column with the machine's label (0 and 1, False and True) or number; a hit is above 0.
    by : column or columns whose groups are to be compared: each group gets an equal part of `n`.
    hits_share : share of a group's draw that is taken from its hits; None draws without regard to hits.
    whole_articles : whether `units` are parts of articles that are drawn with all their parts; an article
        with a hit is one.

    Returns
    -------
    One row a unit drawn, shuffled (whole articles: their parts in order): `doc_id`, `start` and `end` where
    units have them, the columns `by`; `stratum` (int), what it was drawn from, numbered by chance; `pi` (0 to
    1), the probability with which it was drawn. Nothing else of `units` is handed on. A coder should see
    neither `stratum` nor `pi`: rare hits have a higher one. Of no units none are drawn.

    Raises
    ------
    TableError : a column or value is missing, a unit occurs twice, `n` is not 1 to the number of units,
        `hits_share` is not between 0 and 1, or the parts of a whole article are in several groups.

    Notes
    -----
    Strata are the hits and the misses of each group. In each a simple random sample is drawn, so pi = n_h /
    N_h (Cochran 1977, ch. 5). What a small group cannot give is drawn from the others. Of the hits, and of
    the misses, at most half are drawn before half of all units are, whatever `hits_share` says: where a list
    has few hits, what it misses is the larger doubt. That narrows the intervals of `coding.estimate_share`
    and holds their coverage (benchmarks/bench_valid.py). Two of each are drawn, though, where a group has
    four or more in the sample: of one alone nothing can be told.

    Examples
    --------
    >>> units = pd.DataFrame({"doc_id": list("abcdef"), "predicted": [1, 1, 0, 0, 0, 0]})
    >>> aa.coding.draw(units, n=3, seed=1).sort_values("doc_id")["pi"].tolist()
    [0.5, 0.5, 0.5]
    """
    by = as_list("coding.draw", by)
    units = check_units("coding.draw", units, [predicted], by)
    _check_names(units, by)
    _check_numbers(n, seed, hits_share)
    if units.empty:
        return Table(units[[*keys_of(units), *by]].assign(stratum=np.zeros(0, int), pi=np.zeros(0)))
    units = open_units(units)
    if whole_articles:
        check_one_group("coding.draw", units, by)
        pool = units.groupby("doc_id", as_index=False).agg({predicted: "max", **dict.fromkeys(by, "first")})
    else:
        pool = units
    _check_enough(n, len(pool))
    rng = np.random.default_rng(seed)
    place, order = rng.permutation(len(pool)), rng.permutation(len(pool))
    group = pool.groupby(by).ngroup().to_numpy() if by else np.zeros(len(pool), int)
    is_hit = (pool[predicted] > 0).to_numpy() if hits_share is not None else np.zeros(len(pool), bool)
    stratum = 2 * group + is_hit
    sizes = np.bincount(stratum, minlength=2 * (group.max(initial=0) + 1))
    wanted = allocated(n, sizes, hits_share or 0)
    numbers = rng.permutation(len(sizes))
    first = pd.Series(place).groupby(stratum).rank(method="first").to_numpy() <= wanted[stratum]
    drawn = pool.assign(stratum=numbers[stratum], pi=(wanted / np.maximum(sizes, 1))[stratum], _order=order)
    drawn = drawn[first].sort_values("_order")
    if whole_articles:
        drawn = drawn[["doc_id", "stratum", "pi"]].merge(units, on="doc_id")
    return Table(drawn[[*keys_of(units), *by, "stratum", "pi"]].reset_index(drop=True))


def _check_names(units: pd.DataFrame, by: Sequence[str]) -> None:
    taken = [name for name in by if name in {*keys_of(units), "stratum", "pi"}]
    if taken:
        raise TableError(
            f"coding.draw: `by` cannot be {taken[0]!r}, which the sample has for itself.\n"
            f"Rename the column: units.rename(columns={{{taken[0]!r}: ...}})."
        )


def _check_numbers(n: int, seed: int, hits_share: float | None) -> None:
    for name, value in (("n", n), ("seed", seed)):
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise TableError(
                f"coding.draw: {name} must be a whole number; it is {value!r}.\nGive one: {name}=100."
            )
    if hits_share is not None and not (isinstance(hits_share, Real) and 0 < hits_share < 1):
        raise TableError(
            f"coding.draw: hits_share must lie between 0 and 1; it is {hits_share!r}.\n"
            "Both hits and misses tell something; hits_share=None draws without regard to them."
        )


def _check_enough(n: int, n_units: int) -> None:
    if not 1 <= n <= n_units:
        raise TableError(
            f"coding.draw: n must be 1 or more and at most the number of units, {n_units}; it is {n}.\n"
            "Units with a true `is_written_on` cannot be drawn."
        )


def allocated(n: int, sizes: np.ndarray, hits_share: float) -> np.ndarray:
    """How many to draw of each stratum: misses and hits of the first group, of the second, ..."""
    misses, hits = sizes.reshape(-1, 2).T
    of_group = _dealt(n, misses + hits)
    wanted = hits_share * of_group
    all_alike = of_group / np.maximum(misses + hits, 1)
    most_hits, most_misses = np.maximum(0.5, all_alike) * hits, np.maximum(0.5, all_alike) * misses
    n_hits = np.clip(wanted, of_group - most_misses, most_hits)
    n_hits = np.floor(n_hits + 0.5).astype(int)
    two_hits, two_misses = np.minimum(hits, 2), np.minimum(misses, 2)  # of one alone nothing can be told
    n_hits = np.where(of_group < 4, n_hits, np.clip(n_hits, two_hits, of_group - two_misses))
    return np.column_stack([of_group - n_hits, n_hits]).ravel()


def _dealt(n: int, sizes: np.ndarray) -> np.ndarray:
    """`n` dealt out one by one to the group that has fewest so far and has room."""
    given = np.zeros(len(sizes), int)
    for _ in range(n):
        given[np.where(given < sizes, given, n).argmin()] += 1
    return given
