"""Counts of terms: the checks that every measure makes, and one sparse matrix that feeds them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..cells import check_n
from ..columns import are_unique, numbered
from ..kinds import WORDS
from ..tables import (
    Table,
    TableError,
    as_list,
    check_articles,
    check_columns,
    check_unique,
    drop_related,
    texts_of,
    values_of,
)
from ..text.counts import find_terms
from ..text.terms import to_term
from ..text.zones import related_in

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class CountMatrix(NamedTuple):
    """How often each term stands in each document: `counts` with shape (documents, terms), both sorted."""

    documents: pd.DataFrame
    terms: pd.Series
    counts: csr_matrix


def count_terms(tokens: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count how often each term occurs in each group of tokens.

    Where no voice is asked for, `count_articles` gives the same straight from the articles.

    Parameters
    ----------
    tokens : one row a token, with `token`, the columns `by`, and `zone` or `voice`; or finer counts, with
        `term` and `n` in place of `token`, which are added up. Rows in `related` text (links, credits, share
        lines) are left out.
    by : column or columns that make a group, such as ``"source"`` or ``["source", "voice"]``. A missing
        value is a group of its own.

    Returns
    -------
    One row a group and term that occurs in it, sorted by both: the columns `by`, `term` (the token in
    lower case, apostrophes straightened, without possessive *'s*), `n` (int, 1 or more).

    Raises
    ------
    TableError : a column is missing, there is neither `zone` nor `voice`, or an `n` is no whole number.

    Examples
    --------
    >>> tokens = pd.DataFrame({"source": "post", "zone": "body", "token": ["Syria’s", "war", "Syria"]})
    >>> aa.compare.count_terms(tokens, by="source")
      source   term  n
    0   post  syria  2
    1   post    war  1
    """
    groups = as_list("compare.count_terms", by)
    tokens = check_columns("compare.count_terms", "tokens", tokens, groups, words=True)
    is_counted = "n" in tokens.columns
    told = "term" if is_counted else "token"
    tokens = check_columns("compare.count_terms", "tokens", tokens, [told], holds={told: WORDS}, words=True)
    if is_counted:
        check_n("compare.count_terms", "tokens", tokens["n"])
    needed = [*groups, "term", "n"] if is_counted else [*groups, "token"]
    counted = drop_related("compare.count_terms", "tokens", tokens, list(dict.fromkeys(needed)))
    codes, terms = _terms_of(counted["term"]) if is_counted else terms_of(counted["token"])
    n = counted["n"].to_numpy(np.int64) if is_counted else None
    return _counted(*_documents(counted, groups), terms, codes, n)


def count_articles(
    articles: pd.DataFrame, zones: pd.DataFrame | None = None, *, by: str | Sequence[str] = "doc_id"
) -> pd.DataFrame:
    """Count how often each term occurs in each article or group of articles.

    It gives what `count_terms` gives of their words and zones, in half the time: no table of words is made.
    Only the voice of a term cannot be had this way.

    Parameters
    ----------
    articles : one row an article, with `doc_id`, `text` and the columns `by`.
    zones : one row a zone, as `text.find_zones` returns; None stands for ``text.find_zones(articles)``.
        Words that begin in zone `related` (links, credits, share lines) are left out.
    by : column or columns of the articles that make a group. A missing value is a group of its own.

    Returns
    -------
    One row a group and term that occurs in it, sorted by both: the columns `by`, `term` (the word, as
    `text.tokenize` cuts it, in lower case, apostrophes straightened, without possessive *'s*), `n` (int, 1
    or more).

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, or `zones` is no
        partition of every article or does not fit the texts.

    Warns
    -----
    ArticleWarning : as `text.find_zones`, where `zones` is None.

    Examples
    --------
    >>> text = "The Truce\\n\\nSyria’s truce.\\n\\nMost Read"
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> aa.compare.count_articles(articles)
      doc_id   term  n
    0      a  syria  1
    1      a    the  1
    2      a  truce  2
    """
    groups = as_list("compare.count_articles", by)
    articles = check_articles("compare.count_articles", articles, groups)
    related = related_in("compare.count_articles", articles, zones)
    found = find_terms(texts_of(articles), related)
    documents, rows = _documents(articles, groups)
    codes, terms = _terms_of(pd.Series(found.terms, dtype="str"))
    return _counted(Table(documents), rows[found.text], terms, codes[found.term])


def _counted(
    documents: pd.DataFrame,
    rows: np.ndarray,
    terms: pd.Series,
    codes: np.ndarray,
    n: np.ndarray | None = None,
) -> pd.DataFrame:
    """How often terms occur in documents, from the numbers of both, row by row, each `n` times or once."""
    key = rows.astype(np.int64) * len(terms) + codes
    if n is None:
        key, n = np.unique(key, return_counts=True)
    else:
        order = np.argsort(key)
        key, first = np.unique(key[order], return_index=True)
        n = np.add.reduceat(n[order], first)
    row, code = np.divmod(key, max(len(terms), 1))
    table = documents.take(row).assign(term=terms.take(code).array, n=n)
    return table[table["n"] > 0].reset_index(drop=True)


def terms_of(tokens: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """The number of each token's term, and the terms, sorted; only distinct tokens are folded."""
    codes, distinct = pd.factorize(tokens)
    to_terms, terms = _terms_of(pd.Series([to_term(token) for token in distinct], dtype="str"))
    return to_terms[codes], terms


def check_counts(function: str, counts: pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `counts` with an occurrence, once nothing to come can be undefined.

    One row for each combination of the columns other than `n`; `n` a whole number, 0 or more; no group and
    no term that never occurs. Second the same with text as categorical, so that its values are compared once.
    """
    counts = check_columns(function, "counts", counts, [by, "term", "n"])
    _check_whole(function, counts)
    keys = [column for column in counts.columns if column != "n"]
    coded = counts.assign(**{key: _as_codes(counts[key]) for key in keys})
    if not are_unique((coded[key] for key in keys), len(counts)):
        check_unique(function, "counts", counts, keys)
    is_occurring = (counts["n"] > 0).to_numpy(bool)
    kept = slice(None) if is_occurring.all() else is_occurring
    occurring = coded[kept]
    _check_kept(function, coded, occurring, "term", "n is 0 in every row")
    _check_kept(function, coded, occurring, by, "no token is counted")
    return counts[kept], occurring


def count_matrix(counts: pd.DataFrame, by: Sequence[str]) -> CountMatrix:
    """Counts that `check_counts` gave as a matrix with one row for each combination of the columns `by`."""
    documents, rows = _documents(counts, by)
    codes, terms = counts["term"].cat.codes.to_numpy(), counts["term"].cat.categories
    is_there = np.bincount(codes, minlength=len(terms)) > 0
    terms, columns = pd.Series(terms[is_there]), (np.cumsum(is_there, dtype=np.int32) - 1)[codes]
    n = counts["n"].to_numpy(np.int64)
    return CountMatrix(documents, terms, _matrix(n, rows, columns, (len(documents), len(terms))))


def _terms_of(terms: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """The number of each term, and the distinct ones, sorted."""
    codes, distinct = pd.factorize(terms)
    named = pd.Series(distinct, dtype="str").sort_values()
    return np.argsort(named.index).astype(np.int32)[codes], named.reset_index(drop=True)


def _documents(table: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """Each combination of the columns once, sorted, and the number of each row's."""
    codes, firsts = _codes_of(table, columns)
    documents = table[list(columns)].iloc[firsts].reset_index(drop=True)
    documents = documents.assign(**{name: values_of(documents[name]) for name in columns})
    documents = documents.sort_values(list(columns))
    return documents.reset_index(drop=True), np.argsort(documents.index).astype(np.int32)[codes]


def _matrix(n: np.ndarray, rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> csr_matrix:
    """The sums of `n` by row and column. Turned twice, in linear time, the columns of each row are sorted."""
    from scipy.sparse import csr_matrix

    order = np.argsort(rows, kind="stable")  # as good as nothing where they stand in order
    begins = np.append(0, np.cumsum(np.bincount(rows, minlength=shape[0])))
    matrix = csr_matrix((n[order], columns[order], begins), shape)
    matrix = matrix if matrix.has_sorted_indices else matrix.tocsc()
    matrix.sum_duplicates()
    return matrix.tocsr()


def _as_codes(column: pd.Series) -> pd.Series:
    """Text as categorical, its values in order; other columns as they are."""
    return column.astype("category") if isinstance(column.dtype, pd.StringDtype) else column


def _codes_of(table: pd.DataFrame, columns: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    return numbered((table[column] for column in columns), len(table))


def _check_whole(function: str, counts: pd.DataFrame) -> None:
    """Raise unless every `n` is a whole number, 0 or more."""
    if isinstance(counts["n"].dtype, np.dtype) and counts["n"].dtype.kind == "i" and counts["n"].min() >= 0:
        return
    n = pd.to_numeric(counts["n"], errors="coerce").astype("Float64")
    wrong = (n.isna() | (n < 0) | (n % 1 != 0)).to_numpy(bool, na_value=True)
    if wrong.any():
        first = int(np.argmax(wrong))
        raise TableError(
            f"{function}: `n` in `counts` must be a whole number, 0 or more; row {first} "
            f"({counts['term'].iloc[first]!r}) has {counts['n'].iloc[first]}.\n"
            "Count with compare.count_terms."
        )


def _check_kept(function: str, counts: pd.DataFrame, kept: pd.DataFrame, column: str, why: str) -> None:
    """Raise if `column` has a missing value, or a value in `counts` of which no row is left in `kept`."""
    if counts[column].isna().any():
        raise TableError(
            f"{function}: `counts` has rows without {column!r}.\n"
            f"Name them, or leave them out: counts.dropna(subset=[{column!r}])."
        )
    if len(kept) == len(counts):
        return
    lost = sorted(set(counts[column].unique()) - set(kept[column].unique()))
    if lost:
        shown = ", ".join(map(repr, lost[:3])) + (", ..." if len(lost) > 3 else "")
        raise TableError(
            f"{function}: {why} for {column} {shown}.\n"
            f"Leave out what cannot be compared: counts[~counts[{column!r}].isin([...])]."
        )
