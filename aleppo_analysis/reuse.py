"""Wording that two articles have in common: agency copy, a press release, the same quotation."""

import numpy as np
import pandas as pd

from ._tables import TableError, check_articles, id_columns, texts_of
from .text import to_term, tokenize


def shared_passages(articles: pd.DataFrame, *, min_words: int = 8) -> pd.DataFrame:
    """Find every run of words that two articles share, as long as it goes.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    min_words : the shortest run to report. Runs of five or six words are often mere phrases.

    Returns
    -------
    One row a passage and pair of articles, each pair once (`doc_id` before `other_doc_id` by name), by
    `doc_id`, `other_doc_id`, `start`, `other_start`:

    - `doc_id`, `source` (where the articles have it), `start`, `end`: where it stands in the first article;
    - `other_doc_id`, `other_source`, `other_start`, `other_end`: where it stands in the second;
    - `n_words`: how many words run together; `passage`: the text in the first article.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or `min_words` is below 2.

    Notes
    -----
    Words are compared as `count_terms` counts them, so case, punctuation, the style of apostrophes and a
    possessive *'s* do not part a passage. Each run is as long as it can be: the words before differ, and
    those after. All zones of the text are searched. The time grows with the number of words and the number
    of passages found, not with the number of pairs of articles.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"],
    ...     "text": ["He said: the road is closed.", "“The road is closed,” say residents."],
    ... })
    >>> shared_passages(articles, min_words=4)
      doc_id  start  end other_doc_id  other_start  other_end  n_words             passage
    0      a      9   27            b            1         19        4  the road is closed
    """
    check_articles("shared_passages", articles)
    if min_words < 2:
        raise TableError(f"shared_passages: min_words must be 2 or more; it is {min_words}.")
    ordered = articles.sort_values("doc_id", ignore_index=True)
    words = tokenize(ordered)
    first, second, n_words = _runs(_word_codes(words["token"]), pd.factorize(words["doc_id"])[0], min_words)
    one, other = _spans(words, first, n_words), _spans(words, second, n_words)
    texts = dict(zip(ordered["doc_id"], texts_of(ordered), strict=True))
    spans = one[["doc_id", "start", "end"]].itertuples(index=False, name=None)
    passages = [texts[doc_id][start:end] for doc_id, start, end in spans]
    table = one.join(other.rename(columns=_other)).assign(
        n_words=n_words, passage=pd.Series(passages, dtype="str")
    )
    return table.sort_values(["doc_id", "other_doc_id", "start", "other_start"], ignore_index=True)


def _other(column: str) -> str:
    return f"other_{column}"


def _word_codes(tokens: pd.Series) -> np.ndarray:
    """A number for each word as it is compared."""
    codes, distinct = pd.factorize(tokens)
    return pd.factorize(np.array([to_term(token) for token in distinct], dtype=object))[0][codes]


def _runs(words: np.ndarray, document: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First word in one article, first word in the other, and number of words of every shared run.

    Two equal windows of `size` words that both move on by one word belong to the same run.
    """
    windows, places = _windows(words, document, size)
    first, second = _equal_pairs(windows, places)
    apart = document[first] != document[second]
    first, second = first[apart], second[apart]
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    goes_on = (np.diff(first) == 1) & (np.diff(second) == 1)
    begins = np.flatnonzero(np.concatenate([np.ones(min(len(first), 1), bool), ~goes_on]))
    n_windows = np.diff(np.append(begins, len(first)))
    return first[begins], second[begins], n_windows + size - 1


def _windows(words: np.ndarray, document: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """A number for each `size` words in a row within an article, equal for equal words; where they begin.

    Windows grow by joining two shorter ones, so equal numbers are equal words, without any chance hit.
    """
    numbers, length = words, 1
    while length < size:
        step = min(length, size - length)
        pairs = numbers[:-step] * (numbers.max(initial=0) + 1) + numbers[step:]
        numbers, length = pd.factorize(pairs)[0], length + step
    places = np.arange(len(numbers))
    within = document[places] == document[places + size - 1]
    return numbers[within], places[within]


def _equal_pairs(numbers: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of places, the earlier one first, that have the same number."""
    order = np.lexsort((places, numbers))
    numbers, places = numbers[order], places[order]
    index, step, pairs = np.arange(len(numbers)), 1, [(places[:0], places[:0])]
    while len(index):
        index = index[index + step < len(numbers)]
        index = index[numbers[index] == numbers[index + step]]
        pairs.append((places[index], places[index + step]))
        step += 1
    first, second = zip(*pairs, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _spans(words: pd.DataFrame, first: np.ndarray, n_words: np.ndarray) -> pd.DataFrame:
    """The spans of runs of words, by their first word."""
    spans = words[[*id_columns(words), "start"]].take(first).reset_index(drop=True)
    return spans.assign(end=words["end"].to_numpy()[first + n_words - 1])
