"""Words that stand together: phrases as terms, and the collocates of a term."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..tables import TableError, check_columns, check_unicode, drop_related
from ..text.terms import to_term
from .counting import terms_of


def phrases(tokens: pd.DataFrame, *, n: int = 2) -> pd.DataFrame:
    """Every `n` words in a row as one token, so that phrases are counted as words are.

    Parameters
    ----------
    tokens : one row a token, as `text.tokenize` gives them, with `zone` and `voice` where they were added.
    n : how many words make a phrase.

    Returns
    -------
    One row a phrase, by article and place: the columns of `tokens`, with `end` that of the last word and
    `token` the words as `compare.count_terms` counts them, parted by one blank, ready to be counted there.
    The words of a phrase stand one character apart: none goes over punctuation and a blank, or the end of a
    paragraph; and none goes into another zone or voice.

    Raises
    ------
    TableError : a column is missing, or `n` is below 1.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["The truce ended. Russia’s truce offer"]})
    >>> aa.compare.phrases(aa.text.tokenize(articles))
      doc_id  start  end         token
    0      a      0    9     the truce
    1      a      4   15   truce ended
    2      a     17   31  russia truce
    3      a     26   37   truce offer
    """
    tokens = check_columns(
        "compare.phrases", "tokens", tokens, ["doc_id", "start", "end", "token"], words=True
    )
    if n < 1:
        raise TableError(f"compare.phrases: n must be 1 or more; it is {n}.")
    ordered = tokens.sort_values(["doc_id", "start"], ignore_index=True)
    first = np.flatnonzero(_is_followed(ordered, n))
    terms = _terms(ordered["token"])
    joined = terms.take(first).to_numpy(object)
    for step in range(1, n):
        joined = joined + " " + terms.take(first + step).to_numpy(object)
    found = ordered.take(first).reset_index(drop=True)
    return found.assign(end=ordered["end"].to_numpy()[first + n - 1], token=pd.Series(joined, dtype="str"))


def collocates(tokens: pd.DataFrame, term: str, *, window: int = 5, min_n: int = 2) -> pd.DataFrame:
    """Which words keep a term company: they stand near it more often than their frequency explains.

    Parameters
    ----------
    tokens : one row a token, with `doc_id`, `start`, `token`, and `zone` or `voice`; rows in `related` text
        (links, credits, share lines) are left out.
    term : a word as `compare.count_terms` writes it, such as ``"ceasefire"``.
    window : how many words on each side are near; windows end with the article.
    min_n : how often a word must stand near the term to be listed; it must also do so more often than
        `expected`.

    Returns
    -------
    One row a collocate, by `log_likelihood` from high to low, then by name:

    - `term`, `collocate`;
    - `n`, how often it stands near the term, `n_before` and `n_after` of these on either side; a word near
      two occurrences counts once, for the nearer;
    - `n_collocate`, how often it occurs at all; `n_articles_with`, articles in which it stands near the term;
    - `expected`, how often it would stand near the term if it stood anywhere alike;
    - `log_likelihood`, `pmi` (binary logarithm of n / expected), `t_score`, `dice`: NLTK's association
      measures. They rank words and are no tests.

    Raises
    ------
    TableError : a column is missing, there is neither `zone` nor `voice`, `window` or `min_n` is below 1, or
        the term does not occur.

    Notes
    -----
    Surface co-occurrence (Evert 2008): the words in the windows against those outside; the term's own
    occurrences are neither.

    Examples
    --------
    >>> tokens = pd.DataFrame({
    ...     "doc_id": "a", "start": range(8), "zone": "body",
    ...     "token": ["fragile", "truce", "in", "Aleppo", "a", "fragile", "truce", "holds"],
    ... })
    >>> near = aa.compare.collocates(tokens, "truce", window=1)
    >>> near[["collocate", "n", "n_before", "n_collocate", "expected"]]
      collocate  n  n_before  n_collocate  expected
    0   fragile  2         2            2  1.333333
    """
    tokens = check_columns("compare.collocates", "tokens", tokens, ["doc_id", "start", "token"], words=True)
    if min(window, min_n) < 1:
        raise TableError(
            f"compare.collocates: window and min_n must be 1 or more; they are {window} and {min_n}."
        )
    check_unicode("compare.collocates", "the term", term)
    ordered = tokens.sort_values(["doc_id", "start"], ignore_index=True)
    words = ordered[["doc_id"]].assign(collocate=_terms(ordered["token"]))
    words = _with_distance(words, (words["collocate"] == to_term(term)).to_numpy(bool), window)
    words = words.loc[drop_related("compare.collocates", "tokens", ordered).index]
    if len(tokens) and not (words["distance"] == 0).any():
        raise TableError(
            f"compare.collocates: the term {to_term(term)!r} does not occur in `tokens`.\n"
            "Give one word as compare.count_terms writes it; count phrases with compare.phrases()."
        )
    others = words[words["distance"] != 0]
    table = _counts(others, window)
    n_near, n_words = int(table["n"].sum()), len(others)
    table = table.assign(expected=table["n_collocate"] * n_near / max(n_words, 1))
    table = table[(table["n"] >= min_n) & (table["n"] > table["expected"])]
    table = _associated(table, n_near, n_words)
    table.insert(0, "term", pd.Series(to_term(term), index=table.index, dtype="str"))
    return table.sort_values(["log_likelihood", "collocate"], ascending=[False, True], ignore_index=True)


def _terms(tokens: pd.Series) -> pd.Series:
    """Each token as `compare.count_terms` counts it."""
    codes, terms = terms_of(tokens)
    return terms.take(codes).reset_index(drop=True)


def _is_followed(tokens: pd.DataFrame, n: int) -> np.ndarray:
    """Whether each token and the `n` - 1 after it stand in a row, one character apart."""
    same = tokens["start"].to_numpy()[1:] == tokens["end"].to_numpy()[:-1] + 1
    for column in ("doc_id", "zone", "voice"):
        if column in tokens.columns:
            codes = pd.factorize(tokens[column])[0]
            same &= codes[1:] == codes[:-1]
    starts = np.ones(max(len(tokens) - n + 1, 0), bool)
    for step in range(n - 1):
        starts &= same[step : step + len(starts)]
    return starts


def _with_distance(words: pd.DataFrame, is_term: np.ndarray, window: int) -> pd.DataFrame:
    """Adds `distance` in words to the nearest term: below 0 before it, missing beyond the window."""
    place = np.arange(len(words)) + pd.factorize(words["doc_id"])[0] * (window + 1)
    terms = np.concatenate([[-np.inf], place[is_term], [np.inf]])
    following = np.searchsorted(terms, place)
    to_next, from_last = terms[following] - place, place - terms[following - 1]
    nearest = np.where(to_next <= from_last, -to_next, from_last)
    return words.assign(distance=np.where(np.abs(nearest) <= window, nearest, np.nan))


def _counts(words: pd.DataFrame, window: int) -> pd.DataFrame:
    """One row a word near the term: how often, on which side, in how many articles, and at all."""
    near = words[words["distance"].notna()].assign(is_before=lambda rows: rows["distance"] < 0)
    grouped = near.groupby("collocate")
    table = grouped.agg(
        n=("doc_id", "size"), n_before=("is_before", "sum"), n_articles_with=("doc_id", "nunique")
    )
    table = table.astype("int64").reset_index()
    table.insert(3, "n_after", table["n"] - table["n_before"])
    at_all = words["collocate"].value_counts()
    table.insert(4, "n_collocate", at_all.reindex(table["collocate"]).to_numpy())
    return table.astype({"collocate": "str"})


def _associated(table: pd.DataFrame, n_near: int, n_words: int) -> pd.DataFrame:
    """Adds NLTK's association measures of words in the windows against words outside."""
    from nltk.metrics import BigramAssocMeasures

    measures = {
        "log_likelihood": BigramAssocMeasures.likelihood_ratio,
        "pmi": BigramAssocMeasures.pmi,
        "t_score": BigramAssocMeasures.student_t,
        "dice": BigramAssocMeasures.dice,
    }
    margins = list(zip(table["n"].tolist(), table["n_collocate"].tolist(), strict=True))
    scores = {
        name: pd.Series(
            [score(n, (n_near, at_all), n_words) for n, at_all in margins], table.index, dtype=float
        )
        for name, score in measures.items()
    }
    return table.assign(**scores)
