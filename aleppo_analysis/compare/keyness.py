"""Which words one group of articles uses more than another: log-odds, log ratio and dispersion together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..tables import TableError, check_choice, check_columns, check_unique
from .counting import CountMatrix, check_counts, count_matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Side(NamedTuple):
    """One side of a comparison: its counts of every term, its size, and how its articles share the term."""

    name: str
    n: np.ndarray
    n_tokens: int
    n_articles_with: np.ndarray
    n_articles: int
    dp: np.ndarray


def log_odds(
    counts: pd.DataFrame,
    *,
    by: str = "source",
    against: str = "rest",
    prior: str | pd.DataFrame = "corpus",
    strength: float = 1000.0,
    variance: str = "two-term",
) -> pd.DataFrame:
    """Score which terms a group of articles uses more, or less, than another: log-odds with a prior.

    Parameters
    ----------
    counts : one row an article, group and term, with columns `doc_id`, `by`, `term`, `n`:
        ``compare.count_terms(tokens, by=["doc_id", "source"])``. Without `doc_id` each group counts as one
        article.
    by : column that says which group a row belongs to.
    against : ``"rest"``, each group against all others together; or ``"pairs"``, each two groups.
    prior : background that says how frequent each term is to be expected: ``"corpus"``, all groups
        together; or a table with `term`, `n` and `background`, its name in every row.
    strength : how many words the prior weighs as (a0 below).
    variance : ``"two-term"`` or ``"four-term"``.

    Returns
    -------
    One row a comparison and term that either side uses, by `by`, `against` and `term`:

    - `by`, `against` (another group, or ``"rest"``), `term`;
    - `n`, `n_against`, raw counts; `n_tokens`, `n_tokens_against`, size of the two sides;
    - `log_odds`, above 0 where the side named in `positive` uses the term more; `se`, its standard error;
      `z`, their quotient, which ranks words and is no test: words in an article are not drawn one by one;
    - `log_ratio`, binary logarithm of the ratio of the two shares (1: twice as frequent);
    - `n_articles_with` of `n_articles` have the term, and the same `_against`;
    - `dp`, `dp_against`, Gries' deviation of proportions, 0 (spread evenly over the side's articles) to
      1; missing where the side never has the term;
    - `positive`, `prior`, `variance`: which side is positive, and what was chosen.

    Raises
    ------
    TableError : a column is missing, a row occurs twice, `n` is no whole number, a group has no tokens, there
        is one group only, a term never occurs, or the prior lacks terms or is not positive.

    Notes
    -----
    Monroe, Colaresi & Quinn 2008: with a = `strength` times the term's share of the background, and a0 =
    `strength`, log-odds is ln((y + a) / (N + a0 - y - a)) minus the same for the other side. The two-term
    variance is their approximation, the sum of 1 / (y + a) over both sides; the four-term one adds
    1 / (N + a0 - y - a) of both. Log ratio after Hardie 2014, a count of 0 taken as 0.5. Dispersion after
    Gries 2008: half the sum over articles of |share of the term's occurrences - share of the side's words|.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "source": ["herald", "herald", "post", "post"],
    ...     "term": ["aid", "siege", "aid", "siege"],
    ...     "n": [1, 3, 2, 2],
    ... })
    >>> scores = aa.compare.log_odds(counts, against="pairs", strength=8)
    >>> scores[["term", "n", "n_against", "log_odds", "se", "z", "positive"]].round(3)
        term  n  n_against  log_odds     se      z positive
    0    aid  1          2    -0.357  0.671 -0.532   herald
    1  siege  3          2     0.357  0.518  0.689   herald
    """
    check_choice("compare.log_odds", "against", against, ["rest", "pairs"])
    check_choice("compare.log_odds", "variance", variance, ["two-term", "four-term"])
    chosen = check_counts("compare.log_odds", counts, by)
    documents = ["doc_id", by] if "doc_id" in counts.columns and by != "doc_id" else [by]
    matrix = count_matrix(chosen, documents)
    return score_matrix(matrix, by=by, against=against, prior=prior, strength=strength, variance=variance)


def score_matrix(
    matrix: CountMatrix,
    *,
    by: str,
    against: str,
    prior: str | pd.DataFrame,
    strength: float,
    variance: str,
) -> pd.DataFrame:
    """What `log_odds` returns, from counts that are a matrix already."""
    alpha, prior_name = _prior(matrix, prior, strength)
    sides = _comparisons(matrix, by, against)
    parts = [_compare(side, other, alpha, variance) for side, other in sides]
    table = pd.concat(parts, ignore_index=True)
    names = [
        pd.Series([pair[i].name for pair in sides]).repeat([len(part) for part in parts]) for i in (0, 1)
    ]
    table.insert(0, by, names[0].array)
    table.insert(1, "against", names[1].array)
    text = {"positive": table[by], "prior": prior_name, "variance": variance}
    return table.assign(term=matrix.terms.take(table["term"]).array, **text).astype(
        dict.fromkeys(text, "str")
    )


def _prior(matrix: CountMatrix, prior: str | pd.DataFrame, strength: float) -> tuple[np.ndarray, str]:
    """What the prior adds to the count of each term, all of it `strength`, and the name of its background."""
    if not strength > 0:
        raise TableError(f"compare.log_odds: strength must be above 0; it is {strength}.")
    if isinstance(prior, str):
        check_choice("compare.log_odds", "prior", prior, ["corpus"])
        background, name = np.asarray(matrix.counts.sum(axis=0), float).ravel(), "corpus"
    else:
        background, name = _background(matrix.terms, prior)
    return strength * background / background.sum() if background.size else background, name


def _background(terms: pd.Series, prior: pd.DataFrame) -> tuple[np.ndarray, str]:
    """The counts of `terms` in the background table, and its name."""
    check_columns("compare.log_odds", "prior", prior, ["background", "term", "n"])
    check_unique("compare.log_odds", "prior", prior, ["term"])
    names = prior["background"].unique()
    if len(names) != 1 or pd.isna(names[0]):
        raise TableError(
            f"compare.log_odds: `prior` must be one background, named in every row; it has {list(names)}.\n"
            'Name it: prior.assign(background="...").'
        )
    background = prior.set_index("term")["n"].reindex(terms)
    lacking = terms[~terms.isin(prior["term"])]
    if len(lacking):
        raise TableError(
            f"compare.log_odds: `prior` lacks {len(lacking)} of the {len(terms)} terms: {_some(lacking)}.\n"
            "Give each a count above 0, or leave these terms out of `counts`."
        )
    not_positive = terms[~(background > 0).to_numpy(bool, na_value=False)]
    if len(not_positive):
        raise TableError(
            f"compare.log_odds: `n` in `prior` must be above 0 for every term; it is not for "
            f"{_some(not_positive)}.\nGive each a count above 0, or leave these terms out of `counts`."
        )
    return background.to_numpy(float), str(names[0])


def _comparisons(matrix: CountMatrix, by: str, against: str) -> list[tuple[Side, Side]]:
    """The two sides of each comparison, by name; without any counts, two empty ones."""
    member = matrix.documents[by]
    names = sorted(member.unique())
    if len(names) == 1:
        raise TableError(
            f"compare.log_odds: needs two groups or more; {by!r} has only {names[0]!r}.\n"
            "Compare by another column, or add what it is to be compared with."
        )
    sides = {name: _side(name, matrix.counts[(member == name).to_numpy(bool)]) for name in names}
    if against == "pairs":
        pairs = list(combinations(sides.values(), 2))
    else:
        rests = [_side("rest", matrix.counts[(member != name).to_numpy(bool)]) for name in names]
        pairs = list(zip(sides.values(), rests, strict=True))
    return pairs or [(_side("", matrix.counts), _side("rest", matrix.counts))]


def _side(name: str, counts: csr_matrix) -> Side:
    """The sums over the articles of one side, `counts` with shape (articles, terms)."""
    n_terms = counts.shape[1]
    n = np.bincount(counts.indices, counts.data, n_terms).astype(np.int64)
    shares = np.asarray(counts.sum(axis=1), float).ravel() / counts.data.sum()
    expected = np.repeat(shares, np.diff(counts.indptr))
    apart = np.abs(counts.data / n[counts.indices] - expected)
    # an article without the term deviates by its share of the words, and all shares add up to 1
    deviation = 1 + np.bincount(counts.indices, apart - expected, n_terms)
    return Side(
        name=name,
        n=n,
        n_tokens=int(n.sum()),
        n_articles_with=np.bincount(counts.indices, minlength=n_terms),
        n_articles=counts.shape[0],
        dp=np.where(n > 0, np.maximum(deviation / 2, 0), np.nan),
    )


def _compare(side: Side, other: Side, alpha: np.ndarray, variance: str) -> pd.DataFrame:
    """One comparison, one row for each term (by its number) that either side uses."""
    used = np.flatnonzero(side.n + other.n)
    with_prior = [one.n[used] + alpha[used] for one in (side, other)]
    without = [one.n_tokens + alpha.sum() - y for one, y in zip((side, other), with_prior, strict=True)]
    log_odds = np.log(with_prior[0] / without[0]) - np.log(with_prior[1] / without[1])
    inverses = with_prior if variance == "two-term" else [*with_prior, *without]
    se = np.sqrt(sum(1 / y for y in inverses))
    shares = [np.where(one.n > 0, one.n, 0.5)[used] / one.n_tokens for one in (side, other)]
    return pd.DataFrame(
        {
            "term": used,
            "n": side.n[used],
            "n_against": other.n[used],
            "n_tokens": side.n_tokens,
            "n_tokens_against": other.n_tokens,
            "log_odds": log_odds,
            "se": se,
            "z": log_odds / se,
            "log_ratio": np.log2(shares[0] / shares[1]),
            "n_articles_with": side.n_articles_with[used],
            "n_articles": side.n_articles,
            "n_articles_with_against": other.n_articles_with[used],
            "n_articles_against": other.n_articles,
            "dp": side.dp[used],
            "dp_against": other.dp[used],
        }
    )


def _some(terms: pd.Series) -> str:
    return ", ".join(map(repr, terms.head(3))) + (", ..." if len(terms) > 3 else "")
