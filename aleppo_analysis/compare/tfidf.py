"""Which words set documents apart, and how alike documents are: tf-idf, top terms, cosine similarity."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..kinds import NUMBERS
from ..tables import TableError, as_list, check_choice, check_columns, read_csv, shipped
from .counting import check_counts, count_matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_ROWS, _PAIRS = (
    256,
    10_000,
)  # documents that are compared with all others at a time, and pairs looked at closely
_DIGITS = 9  # scores that agree to so many digits are ties, whatever the machine's last bits say


def tf_idf(
    counts: pd.DataFrame,
    *,
    by: str = "source",
    idf: str = "textbook",
) -> pd.DataFrame:
    """Score how distinctive each term is of each document.

    Parameters
    ----------
    counts : one row a document and term, with columns `by`, `term`, `n` (whole numbers); finer
        counts (by article, by voice) are added up. Rows with `n` 0 are left out.
    by : column that says what a document is, such as ``"source"`` or ``"doc_id"``.
    idf : ``"textbook"``, ln(N / df): 0 for a term that all N documents have; or ``"smoothed"``,
        scikit-learn's ln((1 + N) / (1 + df)) + 1: never 0.

    Returns
    -------
    The rows of `counts` in their order, where there is one a document and term; else one row a document
    and term, with `by`, `term`, `n`. Added: `tf` (0 to 1), the term's share of its document's
    tokens; `idf`; `tf_idf`; `idf_kind`, which of the two it is. The textbook's `tf_idf` is tf times idf; the
    smoothed one is that product scaled so that the squares of a document add up to 1.

    Raises
    ------
    TableError : a column is missing, a row occurs twice, `n` is no whole number, a document has no
        tokens, or a term never occurs.

    Notes
    -----
    Textbook: Manning, Raghavan & Schütze 2008, section 6.2. Smoothed: the numbers of scikit-learn's
    TfidfTransformer, which does the work. The two are never mixed in one table. With few documents the
    textbook's idf has few values: read it beside `log_odds`.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "source": ["herald", "herald", "post", "post"],
    ...     "term": ["siege", "convoy", "siege", "barrel"],
    ...     "n": [3, 1, 2, 2],
    ... })
    >>> aa.compare.tf_idf(counts).round(3)
       source    term  n    tf    idf  tf_idf  idf_kind
    0  herald   siege  3  0.75  0.000   0.000  textbook
    1  herald  convoy  1  0.25  0.693   0.173  textbook
    2    post   siege  2  0.50  0.000   0.000  textbook
    3    post  barrel  2  0.50  0.693   0.347  textbook
    """
    check_choice("compare.tf_idf", "idf", idf, ["textbook", "smoothed"])
    table, coded = _one_row_each(*check_counts("compare.tf_idf", counts, by), by)
    documents, terms = pd.factorize(coded[by])[0], pd.factorize(coded["term"])[0]
    weigh = _textbook if idf == "textbook" else _smoothed
    scores = weigh(table["n"].to_numpy(np.int64), documents, terms)
    return table.reset_index(drop=True).assign(
        **scores, idf_kind=pd.Series(idf, index=table.index, dtype="str")
    )


def top_terms(
    scores: pd.DataFrame, *, by: str | Sequence[str] = "source", measure: str = "tf_idf", n: int = 10
) -> pd.DataFrame:
    """The terms with the highest scores in each document.

    Parameters
    ----------
    scores : one row a document and term, with `term`, the column `measure` and `by`: what `tf_idf`
        or `log_odds` returns.
    by : column (or columns) that says what a document is; for `log_odds` its `group`, for pairs of
        groups ``[group, "against"]``. A missing value is a group of its own.
    measure : column to rank by, such as ``"tf_idf"`` or ``"z"``.
    n : how many terms for each document.

    Returns
    -------
    The first `n` rows of each document, by document and rank, with `rank` (from 1) added. Scores equal to
    nine digits are ties and stand by name.

    Raises
    ------
    TableError : a column is missing, `measure` has missing values, or `n` is below 1.

    Examples
    --------
    >>> scores = pd.DataFrame({"source": "post", "term": ["siege", "aid", "bus"], "tf_idf": [0.2, 0.1, 0.2]})
    >>> aa.compare.top_terms(scores, n=2)
      source   term  tf_idf  rank
    0   post    bus     0.2     1
    1   post  siege     0.2     2
    """
    documents = as_list("compare.top_terms", by)
    scores = check_columns(
        "compare.top_terms", "scores", scores, [*documents, "term", measure], holds={measure: NUMBERS}
    )
    if n < 1:
        raise TableError(f"compare.top_terms: n must be 1 or more; it is {n}.")
    if scores[measure].isna().any():
        raise TableError(
            f"compare.top_terms: `scores` has rows without {measure!r}, which cannot be ranked.\n"
            f"Leave them out: scores.dropna(subset=[{measure!r}])."
        )
    ordered = scores.assign(_score=-scores[measure].round(_DIGITS)).sort_values(
        [*documents, "_score", "term"]
    )
    rank = ordered.groupby(documents, observed=True, dropna=False).cumcount() + 1
    return ordered.assign(rank=rank)[rank <= n].drop(columns="_score").reset_index(drop=True)


def similarity(
    counts: pd.DataFrame,
    *,
    by: str = "source",
    stop_words: pd.DataFrame | None = None,
    n: int = 5,
    nearest: int = 20,
) -> pd.DataFrame:
    """How alike documents are, and the terms that make them so.

    Parameters
    ----------
    counts : as for `compare.tf_idf`. What the outlets themselves say is compared by the rows of their voice:
        ``counts[counts["voice"] == "narrator"]``.
    by : column that says what a document is, such as ``"source"`` or ``"doc_id"``.
    stop_words : table with `term`: words to leave out. By default the shipped list of English function
        words, `compare.load_stop_words`; an empty table leaves out nothing.
    n : how many terms to name for each pair.
    nearest : with how many others, the most alike, each document is paired: up to one more documents than
        this, each two are a pair. A thousand articles have half a million pairs, a million have too many.

    Returns
    -------
    One row a pair of documents, each pair once, by name: `by`, ``other_<by>``; `similarity`, the
    cosine of their smoothed tf-idf weights (0, no term in common, to 1); `n_shared`, how many terms both
    have; `terms`, the `n` of these that add most to the cosine, the first most, parted by commas.

    Raises
    ------
    TableError : as for `compare.tf_idf`, a document holds nothing but stop words, or `nearest` is below 1.

    Notes
    -----
    All documents are compared, and of each only the pairs that are returned are looked at closely.
    Longer documents are more alike by their length alone, and so is a whole beside its part. Similarities of
    documents or parts of unlike length are not to be set against each other: `compare.at_equal_length` and
    `compare.similarity_of_voice` thin the longer ones.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "source": ["herald", "herald", "post", "post"],
    ...     "term": ["siege", "convoy", "siege", "the"],
    ...     "n": [1, 1, 2, 9],
    ... })
    >>> aa.compare.similarity(counts).round(3)
       source other_source  similarity  n_shared  terms
    0  herald         post        0.58         1  siege
    """
    if nearest < 1:
        raise TableError(f"compare.similarity: nearest must be 1 or more; it is {nearest}.")
    _, chosen = check_counts("compare.similarity", counts, by)
    stop = load_stop_words() if stop_words is None else stop_words
    stop = check_columns("compare.similarity", "stop_words", stop, ["term"], known=[])
    kept = chosen[~chosen["term"].isin(stop["term"])]
    _check_left(chosen, kept, by)
    documents, terms, matrix = count_matrix(kept, [by])
    weights = unit_rows(matrix)
    first, second = _most_alike(weights, nearest)
    parts = [
        _compared(first[at : at + _PAIRS], second[at : at + _PAIRS], terms, weights, n)
        for at in range(0, max(len(first), 1), _PAIRS)
    ]
    names = {by: documents[by].take(first).array, f"other_{by}": documents[by].take(second).array}
    return pd.DataFrame(names).join(pd.concat(parts, ignore_index=True))


def load_stop_words(path: Path | str | None = None) -> pd.DataFrame:
    """Load a list of words to leave out of `similarity`: by default the shipped English function words.

    Parameters
    ----------
    path : a CSV file with the columns `term` and `kind`; the shipped data/stop_words.csv by default.

    Returns
    -------
    One row a word, by kind and name: `term` (as `compare.count_terms` writes it), `kind` (article, auxiliary,
    conjunction, ...).

    Raises
    ------
    TableError : the file is missing or lacks a column.

    Examples
    --------
    >>> aa.compare.load_stop_words().query("kind == 'article'")
        term     kind
    43     a  article
    44    an  article
    45   the  article
    """
    table = read_csv("compare.load_stop_words", path or shipped("stop_words.csv"), ["term", "kind"])
    return table.sort_values(["kind", "term"], ignore_index=True)


def _one_row_each(counts: pd.DataFrame, coded: pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with one row a document and term, in their order where nothing has to be added up."""
    keys = [by, "term"]
    if counts.columns.drop("n").isin(keys).all() or not coded.duplicated(keys).any():
        return counts, coded
    summed = counts.groupby(keys, observed=True)["n"].sum().reset_index()
    return summed, summed


def _textbook(n: np.ndarray, documents: np.ndarray, terms: np.ndarray) -> dict[str, np.ndarray]:
    """The scores of `n` occurrences of a term in a document, both given by numbers without a gap."""
    tf = n / np.bincount(documents, n)[documents]
    n_with = np.bincount(terms)
    idf = np.log((documents.max(initial=-1) + 1) / n_with)[terms]
    return {"tf": tf, "idf": idf, "tf_idf": tf * idf}


def _smoothed(n: np.ndarray, documents: np.ndarray, terms: np.ndarray) -> dict[str, np.ndarray]:
    if not len(n):
        return _textbook(n, documents, terms)
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfTransformer

    matrix = csr_matrix((n.astype(float), (documents, terms)))
    model = TfidfTransformer().fit(matrix)
    scores = np.asarray(model.transform(matrix)[documents, terms]).ravel()
    return {"tf": n / np.bincount(documents, n)[documents], "idf": model.idf_[terms], "tf_idf": scores}


def unit_rows(matrix: csr_matrix) -> csr_matrix:
    """Smoothed tf-idf of a count matrix, each row of length 1, so that products of rows are cosines."""
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = matrix.astype(float)
    return TfidfTransformer().fit(weights).transform(weights, copy=False) if matrix.nnz else weights


def _most_alike(weights: csr_matrix, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of rows of which one is among the `n` others that are most like the other; ties by place."""
    size = weights.shape[0]
    if size <= n + 1:
        return np.triu_indices(size, k=1)
    pairs = []
    for first in range(0, size, _ROWS):
        unlike = _falling((weights[first : first + _ROWS] @ weights.T).toarray())
        rows = np.arange(len(unlike))
        unlike[rows, first + rows] = 2 * 10**_DIGITS  # itself
        others = np.argpartition(unlike * size + np.arange(size), n - 1, axis=1)[:, :n]
        rows = np.repeat(first + rows, n)
        pairs.append(np.minimum(rows, others.ravel()) * size + np.maximum(rows, others.ravel()))
    return np.divmod(np.unique(np.concatenate(pairs)), size)


def _falling(cosines: np.ndarray) -> np.ndarray:
    """Whole numbers, the smallest for the highest cosine; equal where so many digits are."""
    return 10**_DIGITS - np.rint(cosines * 10**_DIGITS).astype(np.int64)


def _compared(
    first: np.ndarray, second: np.ndarray, terms: pd.Series, weights: csr_matrix, n: int
) -> pd.DataFrame:
    """Cosine, number of shared terms and the `n` that add most, of pairs of rows of `weights`."""
    products = weights[first].multiply(weights[second]).tocsr()
    n_shared = np.diff(products.indptr)
    rows = np.repeat(np.arange(len(n_shared)), n_shared)
    order = np.argsort(rows * 2 * 10**_DIGITS + _falling(products.data), kind="stable")  # ties by term
    names = terms.take(products.indices[order]).to_numpy()
    top = zip(products.indptr[:-1], np.minimum(n_shared, n), strict=True)
    return pd.DataFrame(
        {
            "similarity": products.sum(axis=1).A1,
            "n_shared": n_shared.astype(np.int64),
            "terms": pd.Series([", ".join(names[start : start + size]) for start, size in top], dtype="str"),
        }
    )


def _check_left(counts: pd.DataFrame, kept: pd.DataFrame, by: str) -> None:
    lost = sorted(set(counts[by].unique()) - set(kept[by].unique()))
    if lost:
        raise TableError(
            f"compare.similarity: {by} {', '.join(map(repr, lost[:3]))} has no term but stop words.\n"
            f"Leave it out, or pass a shorter list as stop_words."
        )
