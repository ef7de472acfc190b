"""Which words one group of articles uses more than another: log-odds, log ratio and dispersion together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import TableError, check_choice, check_columns, check_unique
from .counting import CountMatrix, check_counts, count_matrix

_DIGITS = 9  # z that agree to so many digits are ties, as in `top_terms`


class Side(NamedTuple):
    """One side of a comparison: which articles it has, how often they have each term, and in how many."""

    name: object
    is_here: np.ndarray
    n: np.ndarray
    n_articles_with: np.ndarray
    n_articles: int


def log_odds(
    counts: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str = "source",
    against: str = "rest",
    prior: str | pd.DataFrame = "corpus",
    strength: float = 1000.0,
    variance: str = "two-term",
    n: int | None = None,
) -> pd.DataFrame:
    """Score which terms a group of articles uses more, or less, than another: log-odds with a prior.

    Parameters
    ----------
    counts : one row an article, group and term, with columns `doc_id`, `by`, `term`, `n`:
        ``compare.count_articles(articles, by=["doc_id", "source"])``, or ``count_terms(tokens, ...)`` where
        voices are told apart. Without `doc_id` each group counts as one article.
    articles : one row an article, with `doc_id` and `by`: all articles of the groups, so that `n_articles`
        counts those, too, of which a filter of `counts` left no row. By default the articles in `counts`.
    by : column that says which group a row belongs to.
    against : ``"rest"``, each group against all others together; or ``"pairs"``, each two groups.
    prior : background that says how frequent each term is to be expected: ``"corpus"``, all groups
        together; or a table with `term`, `n` and `background`, its name in every row.
    strength : how many words the prior weighs as (a0 below).
    variance : ``"two-term"`` or ``"four-term"``.
    n : how many terms to keep for each side of a comparison: those with the highest z, and those with the
        lowest. By default all; hundreds of groups times all terms are millions of rows.

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
        is one group only, a term never occurs, the prior lacks terms or is not positive, or `articles` lacks
        an article that is counted.

    Notes
    -----
    Monroe, Colaresi & Quinn 2008: with a = `strength` times the term's share of the background (of all its
    words, also those that are not in `counts`), and a0 = `strength`, log-odds is ln((y + a) / (N + a0 - y -
    a)) minus the same for the other side; 0 where one term is every word of both sides and of the
    background. The two-term variance is their approximation, the sum of 1 / (y + a) over both sides; the
    four-term one adds 1 / (N + a0 - y - a) of both. Log ratio after Hardie 2014, a count of 0 taken as 0.5.
    Dispersion after Gries 2008: half the sum over articles of |share of the term's occurrences - share of
    the side's words|.

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
    if n is not None and n < 1:
        raise TableError(f"compare.log_odds: n must be 1 or more; it is {n}.")
    _, chosen = check_counts("compare.log_odds", counts, by)
    documents = ["doc_id", by] if "doc_id" in counts.columns and by != "doc_id" else [by]
    matrix = count_matrix(chosen, documents)
    if articles is None and len(chosen) == len(counts):
        sizes = matrix.documents[by].value_counts()
    else:
        sizes = _n_articles(counts, articles, documents, by)
    return score_matrix(
        matrix, sizes, by=by, against=against, prior=prior, strength=strength, variance=variance, n=n
    )


def score_matrix(
    matrix: CountMatrix,
    n_articles: pd.Series,
    *,
    by: str,
    against: str,
    prior: str | pd.DataFrame,
    strength: float,
    variance: str,
    n: int | None = None,
) -> pd.DataFrame:
    """What `log_odds` returns, from counts that are a matrix already and the number of articles a group.

    One comparison at a time: of each only the rows that are returned are kept.
    """
    alpha, prior_name = _prior(matrix, prior, strength)
    score = _Scorer(matrix, alpha, strength, variance, n)
    names, parts = [], []
    for side, other in _comparisons(matrix, n_articles, by, against):
        names.append((side.name, other.name))
        parts.append(score(side, other))
    lengths = [len(part["term"]) for part in parts]
    one, other = (pd.Series(side).repeat(lengths) for side in zip(*names, strict=True))
    scores = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    told = {"term": matrix.terms.take(scores["term"]), "positive": one.astype("str")}
    for name, text in ("prior", prior_name), ("variance", variance):
        told[name] = pd.Series(text, dtype="str").repeat(sum(lengths))
    held = {name: column.array for name, column in {by: one, "against": other, **told}.items()}
    return pd.DataFrame({by: None, "against": None, **scores, **held}, copy=False)


def _n_articles(
    counts: pd.DataFrame, articles: pd.DataFrame | None, documents: list[str], by: str
) -> pd.Series:
    """How many articles each group has, whatever is counted of them."""
    if articles is None or by == "doc_id":
        return counts[documents].drop_duplicates()[by].value_counts()
    counts = check_columns("compare.log_odds", "counts", counts, ["doc_id"])
    articles = check_columns("compare.log_odds", "articles", articles, documents, known=[])
    check_unique("compare.log_odds", "articles", articles, ["doc_id"])
    known = pd.MultiIndex.from_frame(articles[documents])
    counted = counts[documents].drop_duplicates()
    lacking = counted[~pd.MultiIndex.from_frame(counted).isin(known)]
    if len(lacking):
        shown = " / ".join(map(str, lacking.iloc[0]))
        raise TableError(
            f"compare.log_odds: `articles` lacks {len(lacking)} of the {len(counted)} articles in `counts`, "
            f"such as {shown}.\nGive all articles, each with the {by} it has in `counts`."
        )
    return articles[by].value_counts()


def _prior(matrix: CountMatrix, prior: str | pd.DataFrame, strength: float) -> tuple[np.ndarray, str]:
    """What the prior adds to the count of each term, and the name of its background."""
    if not 0 < strength < np.inf:
        raise TableError(f"compare.log_odds: strength must be above 0; it is {strength}.")
    if isinstance(prior, str):
        check_choice("compare.log_odds", "prior", prior, ["corpus"])
        background, name = np.asarray(matrix.counts.sum(axis=0), float).ravel(), "corpus"
        total = background.sum()
    else:
        background, total, name = _background(matrix.terms, prior)
    return strength * background / total if background.size else background, name


def _background(terms: pd.Series, prior: pd.DataFrame) -> tuple[np.ndarray, float, str]:
    """The counts of `terms` in the background table, how many words that has in all, and its name."""
    prior = check_columns("compare.log_odds", "prior", prior, ["background", "term", "n"], known=[])
    check_unique("compare.log_odds", "prior", prior, ["term"])
    names = prior["background"].unique()
    if len(names) != 1 or pd.isna(names[0]):
        raise TableError(
            f"compare.log_odds: `prior` must be one background, named in every row; it has {list(names)}.\n"
            'Name it: prior.assign(background="...").'
        )
    lacking = terms[~terms.isin(prior["term"])]
    if len(lacking):
        raise TableError(
            f"compare.log_odds: `prior` lacks {len(lacking)} of the {len(terms)} terms: {_some(lacking)}.\n"
            "Give each a count above 0, or leave these terms out of `counts`."
        )
    n = prior["n"].astype(float)
    is_right = (n > 0) | ((n == 0) & ~prior["term"].isin(terms))
    if not is_right.all():
        raise TableError(
            f"compare.log_odds: `n` in `prior` must be above 0 for every term; it is not for "
            f"{_some(prior['term'][~is_right])}.\n"
            "Give each a count above 0, or leave these terms out of `counts`."
        )
    background = n.set_axis(prior["term"]).reindex(terms)
    return background.to_numpy(), float(n.sum()), str(names[0])


def _comparisons(
    matrix: CountMatrix, n_articles: pd.Series, by: str, against: str
) -> Iterator[tuple[Side, Side]]:
    """The two sides of each comparison, by name; without any counts, two empty ones."""
    member = matrix.documents[by]
    names = sorted(member.unique())
    if len(names) == 1:
        raise TableError(
            f"compare.log_odds: needs two groups or more; {by!r} has only {names[0]!r}.\n"
            "Compare by another column, or add what it is to be compared with."
        )

    def side(name: object) -> Side:
        return _side(matrix, name, (member == name).to_numpy(bool), int(n_articles[name]))

    whole = _side(matrix, "rest", np.ones(len(member), bool), int(n_articles.sum()))
    if not names:
        yield whole._replace(name=""), whole
    elif against == "pairs":
        for one, other in combinations(names, 2):
            yield side(one), side(other)
    else:
        for one in map(side, names):
            yield one, _without(whole, one)


def _side(matrix: CountMatrix, name: object, is_here: np.ndarray, n_articles: int) -> Side:
    """The sums over the articles of one side."""
    counts, n_terms = matrix.counts[is_here], len(matrix.terms)
    n = np.bincount(counts.indices, counts.data, n_terms).astype(np.int64)
    return Side(name, is_here, n, np.bincount(counts.indices, minlength=n_terms), n_articles)


def _without(whole: Side, side: Side) -> Side:
    """What is left of the whole without one side."""
    return Side(
        name=whole.name,
        is_here=whole.is_here & ~side.is_here,
        n=whole.n - side.n,
        n_articles_with=whole.n_articles_with - side.n_articles_with,
        n_articles=whole.n_articles - side.n_articles,
    )


class _Scorer:
    """Scores the terms of two sides, and keeps `n` of each or all that either side uses."""

    def __init__(
        self, matrix: CountMatrix, alpha: np.ndarray, a0: float, variance: str, n: int | None
    ) -> None:
        self._alpha, self._a0, self._variance, self._n = alpha, a0, variance, n
        self._columns = matrix.counts.astype(float).tocsc()
        self._terms = np.repeat(np.arange(self._columns.shape[1]), np.diff(self._columns.indptr))
        self._n_words = np.asarray(matrix.counts.sum(axis=1), float).ravel()

    def __call__(self, side: Side, other: Side) -> dict[str, np.ndarray]:
        """The columns of one comparison, one row for each term (by its number) that is kept."""
        used = np.flatnonzero(side.n + other.n)
        log_odds, se = self._log_odds(side, other, used)
        kept = self._kept(log_odds / se)
        log_odds, se, used = log_odds[kept], se[kept], used[kept]
        shares = [np.where(one.n > 0, one.n, 0.5)[used] / one.n.sum() for one in (side, other)]
        dispersions = self._dispersions(side, other, used)
        return {
            "term": used,
            "n": side.n[used],
            "n_against": other.n[used],
            "n_tokens": np.full(len(used), side.n.sum()),
            "n_tokens_against": np.full(len(used), other.n.sum()),
            "log_odds": log_odds,
            "se": se,
            "z": log_odds / se,
            "log_ratio": np.log2(shares[0] / shares[1]),
            "n_articles_with": side.n_articles_with[used],
            "n_articles": np.full(len(used), side.n_articles),
            "n_articles_with_against": other.n_articles_with[used],
            "n_articles_against": np.full(len(used), other.n_articles),
            "dp": dispersions[0],
            "dp_against": dispersions[1],
        }

    def _log_odds(self, side: Side, other: Side, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with_prior = [one.n[used] + self._alpha[used] for one in (side, other)]
        without = [one.n.sum() + self._a0 - y for one, y in zip((side, other), with_prior, strict=True)]
        # where one term is every word nothing is left to weigh it against, on either side
        without = [np.where(left > 0, left, y) for left, y in zip(without, with_prior, strict=True)]
        log_odds = np.log(with_prior[0] / without[0]) - np.log(with_prior[1] / without[1])
        inverses = with_prior if self._variance == "two-term" else [*with_prior, *without]
        return log_odds, np.sqrt(sum(1 / y for y in inverses))

    def _kept(self, z: np.ndarray) -> np.ndarray:
        """The places of the `n` highest and the `n` lowest; ties by name, in the order of the terms."""
        if self._n is None:
            return np.arange(len(z))
        rounded = z.round(_DIGITS)
        highest, lowest = (np.argsort(order, kind="stable")[: self._n] for order in (-rounded, rounded))
        return np.union1d(highest, lowest)

    def _dispersions(self, side: Side, other: Side, used: np.ndarray) -> np.ndarray:
        """Gries' deviation of each term that is used, on one side and on the other."""
        columns, terms = self._columns, self._terms
        if len(used) < columns.shape[1]:
            columns = columns[:, used]
            terms = np.repeat(np.arange(len(used)), np.diff(columns.indptr))
        first, share = np.full(len(self._n_words), -1), np.zeros(len(self._n_words))
        for place, one in enumerate((side, other)):
            first[one.is_here] = place * len(used)
            share[one.is_here] = self._n_words[one.is_here] / self._n_words[one.is_here].sum()
        rows, counts = columns.indices, columns.data
        if (first < 0).any():
            is_entry = first[rows] >= 0
            terms, rows, counts = terms[is_entry], rows[is_entry], counts[is_entry]
        n = np.concatenate([side.n[used], other.n[used]], dtype=float)
        places = first[rows]
        places += terms
        # Half the sum of |a - b| is 1 less the sum of the lesser, where all a add up to 1, and all b.
        shared = np.bincount(places, np.minimum(counts, n[places] * share[rows]), len(n))
        return np.where(n > 0, np.maximum(1 - shared / np.maximum(n, 1), 0), np.nan).reshape(2, -1)


def _some(terms: pd.Series) -> str:
    return ", ".join(map(repr, terms.head(3))) + (", ..." if len(terms) > 3 else "")
