"""Counts of terms: the checks that every measure makes, and one sparse matrix that feeds them all.

Counting straight from the texts, without a table of tokens, is here too; a test holds it to `count_terms`.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from ..tables import (
    TableError,
    as_list,
    check_articles,
    check_columns,
    check_unique,
    drop_related,
    texts_of,
)
from ..text.terms import mended, to_term
from ..text.words import tokenizer

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Cut: TypeAlias = Callable[[str], list[str]]
Fold: TypeAlias = Callable[[str], str]

_MARKS = "\"'“”‘’.,;:!?()[]…–—-"


class CountMatrix(NamedTuple):
    """How often each term stands in each document: `counts` with shape (documents, terms), both sorted."""

    documents: pd.DataFrame
    terms: pd.Series
    counts: csr_matrix


class TermNumbers(dict[str, int]):
    """The number of each token's term, from 0 as they come; `terms` has the numbers of the terms."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.terms: dict[str, int] = {}

    def __missing__(self, token: str) -> int:
        term = self.fold(token)
        self[token] = self.terms.setdefault(term, len(self.terms))
        return self[token]


def count_terms(tokens: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count how often each term occurs in each group of tokens.

    Parameters
    ----------
    tokens : one row a token, with `token`, the columns `by`, and `zone` or `voice`; rows in `related` text
        (links, credits, share lines) are left out.
    by : column or columns that make a group, such as ``"source"`` or ``["source", "voice"]``. A missing
        value is a group of its own.

    Returns
    -------
    One row a group and term that occurs in it, sorted by both: the columns `by`, `term` (the token in
    lower case, apostrophes straightened, without possessive *'s*), `n` (int, 1 or more).

    Raises
    ------
    TableError : a column is missing, or there is neither `zone` nor `voice`.

    Examples
    --------
    >>> tokens = pd.DataFrame({"source": "post", "zone": "body", "token": ["Syria’s", "war", "Syria"]})
    >>> aa.compare.count_terms(tokens, by="source")
      source   term  n
    0   post  syria  2
    1   post    war  1
    """
    groups = as_list("compare.count_terms", by)
    check_columns("compare.count_terms", "tokens", tokens, ["token", *groups])
    counted = drop_related("compare.count_terms", "tokens", tokens)
    codes, uniques = pd.factorize(counted["token"])
    terms = pd.Series([to_term(token) for token in uniques], dtype="str")
    table = counted[groups].assign(term=terms.take(codes).to_numpy())
    counts = table.groupby([*groups, "term"], dropna=False, observed=True).size()
    return counts.rename("n").reset_index().astype({"term": "str"})


def count_articles(
    articles: pd.DataFrame, zones: pd.DataFrame, *, by: str | Sequence[str] = "doc_id"
) -> pd.DataFrame:
    """Count terms straight from the texts, several times faster than through a table of tokens.

    Parameters
    ----------
    articles : one row an article, with `doc_id`, `text` and the columns `by`.
    zones : the zones of these articles, as `text.find_zones` gives them; `related` text is left out.
    by : column or columns of `articles` that make a group, such as ``["doc_id", "source"]``.

    Returns
    -------
    What `compare.count_terms` returns for the tokens of these articles and their zones: one row a group and
    term that occurs in it, sorted by both: the columns `by`, `term`, `n` (int, 1 or more). Only the voice of
    a term cannot be had this way.

    Raises
    ------
    TableError : a column is missing, or a `doc_id` occurs twice in `articles`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["War. No war!\\nMore news"]})
    >>> zones = pd.DataFrame({"doc_id": "a", "start": [0, 13], "end": [13, 22], "zone": ["body", "related"]})
    >>> aa.compare.count_articles(articles, zones, by="source")
      source term  n
    0   post   no  1
    1   post  war  2
    """
    groups = as_list("compare.count_articles", by)
    check_articles("compare.count_articles", articles)
    check_columns("compare.count_articles", "articles", articles, groups)
    check_columns("compare.count_articles", "zones", zones, ["doc_id", "start", "end", "zone"])
    terms, counts = count_texts(_counted_texts(articles, zones))
    coo = counts.tocoo()
    table = articles[groups].take(coo.row).assign(term=terms.take(coo.col).array, n=coo.data.astype(np.int64))
    counted = table.groupby([*groups, "term"], dropna=False, observed=True)["n"].sum()
    return counted.reset_index().astype({"term": "str"})


def count_texts(
    texts: Iterable[str], *, cut: Cut | None = None, fold: Fold = to_term
) -> tuple[pd.Series, csr_matrix]:
    """The terms of `texts`, sorted, and how often each text has each: a matrix (texts, terms).

    No token of a mended text holds a blank, so texts are split at blanks first, and only the distinct pieces
    (*said,*) are cut into tokens, and only the distinct tokens folded to terms: thousands, not millions.
    """
    from scipy.sparse import csr_matrix

    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    columns, counts, ends = array("i"), array("i"), array("i", [0])
    for text in texts:
        counted = Counter(mended(text).split())
        columns.extend([numbers[piece] for piece in counted])
        counts.extend(counted.values())
        ends.append(len(columns))
    pieces = list(numbers)
    numbers.clear()
    by_piece = csr_matrix(
        (np.asarray(counts), np.asarray(columns), np.asarray(ends)), (len(ends) - 1, len(pieces))
    )
    terms, terms_of_pieces = _count_pieces(pieces, cut or _tokens_of, fold)
    matrix = by_piece @ terms_of_pieces
    matrix.sort_indices()
    return terms, matrix


def check_counts(function: str, counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows of `counts` with an occurrence, once nothing to come can be undefined.

    One row for each combination of the columns other than `n`; `n` a whole number, 0 or more; no group and
    no term that never occurs.
    """
    check_columns(function, "counts", counts, [by, "term", "n"])
    _check_whole(function, counts)
    keys = [column for column in counts.columns if column != "n"]
    if len(_codes_of(counts, keys)[1]) < len(counts):
        check_unique(function, "counts", counts, keys)
    occurring = counts[counts["n"] > 0]
    _check_kept(function, counts, occurring, "term", "n is 0 in every row")
    _check_kept(function, counts, occurring, by, "no token is counted")
    return occurring


def count_matrix(counts: pd.DataFrame, documents: Sequence[str]) -> CountMatrix:
    """Checked `counts` as a matrix with one row for each combination of the columns `documents`."""
    from scipy.sparse import csr_matrix

    codes, firsts = _codes_of(counts, documents)
    keys = counts[list(documents)].iloc[firsts].reset_index(drop=True).sort_values(list(documents))
    rows = np.argsort(keys.index)[codes]
    columns, terms = pd.factorize(counts["term"], sort=True)
    matrix = csr_matrix((counts["n"].to_numpy(np.int64), (rows, columns)), (len(keys), len(terms)))
    return CountMatrix(keys.reset_index(drop=True), pd.Series(terms, dtype="str"), matrix)


def _counted_texts(articles: pd.DataFrame, zones: pd.DataFrame) -> Iterable[str]:
    """Each article's text without its `related` zones."""
    related = zones[zones["zone"] == "related"].sort_values(["doc_id", "start"])
    cuts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for doc_id, start, end in related[["doc_id", "start", "end"]].itertuples(index=False, name=None):
        cuts[doc_id].append((start, end))
    for doc_id, text in zip(articles["doc_id"], texts_of(articles), strict=True):
        for start, end in reversed(cuts.get(doc_id, [])):
            text = f"{text[:start]}\n\n{text[end:]}"
        yield text


def _count_pieces(pieces: list[str], cut: Cut, fold: Fold) -> tuple[pd.Series, csr_matrix]:
    """The sorted terms in `pieces`, and how often each piece has each: a matrix (pieces, terms).

    `pieces` is emptied on the way, so that pieces and terms are not held together.
    """
    from scipy.sparse import csr_matrix

    numbers, columns, ends = TermNumbers(fold), array("i"), array("i", [0])
    pieces.reverse()
    while pieces:
        columns.extend([numbers[token] for token in cut(pieces.pop())])
        ends.append(len(columns))
    terms = sorted(numbers.terms)
    place = np.empty(len(terms), np.int32)
    place[[numbers.terms[term] for term in terms]] = np.arange(len(terms))
    ones, shape = np.ones(len(columns), np.int32), (len(ends) - 1, len(terms))
    return pd.Series(terms, dtype="str"), csr_matrix((ones, place[columns], np.asarray(ends)), shape)


def _tokens_of(piece: str) -> list[str]:
    """The tokens of a piece without blanks; most pieces are one word and the marks around it."""
    word = piece.strip(_MARKS)
    return [word] if word.isalpha() else tokenizer().tokenize(piece)


def _codes_of(table: pd.DataFrame, columns: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """A number for each row's combination of `columns`, from 0 as they come, and the first row of each."""
    codes = np.zeros(len(table), np.int64)
    for column in columns:
        numbers, values = pd.factorize(table[column], use_na_sentinel=False)
        codes = pd.factorize(codes * len(values) + numbers)[0]
    return codes, np.unique(codes, return_index=True)[1]


def _check_whole(function: str, counts: pd.DataFrame) -> None:
    """Raise unless every `n` is a whole number, 0 or more."""
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
