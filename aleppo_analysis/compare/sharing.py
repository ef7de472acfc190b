"""Wording that two articles have in common: agency copy, a press release, the same quotation."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..articles import warn_outside
from ..tables import (
    TableError,
    check_articles,
    check_columns,
    check_unique,
    id_columns,
    read_csv,
    shipped,
    texts_of,
    values_of,
)
from ..text.terms import to_term
from ..text.words import tokenize
from .counting import terms_of

_MOST_PLACES = 100


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

    Warns
    -----
    UserWarning : some words are left out as boilerplate.

    Notes
    -----
    Words are compared as `compare.count_terms` counts them, so case, punctuation, the style of apostrophes
    and a possessive *'s* do not part a passage. Each run is as long as it can be: the words before differ,
    and those after. All zones of the text are searched. `min_words` words that stand in more than
    100 places are boilerplate, such as a footer: they are no part of a passage, and a warning tells of them.
    So the time grows with the number of words, not with the number of pairs of articles.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"],
    ...     "text": ["He said: the road is closed.", "“The road is closed,” say residents."],
    ... })
    >>> aa.compare.shared_passages(articles, min_words=4)
      doc_id  start  end other_doc_id  other_start  other_end  n_words             passage
    0      a      9   27            b            1         19        4  the road is closed
    """
    articles = check_articles("compare.shared_passages", articles)
    if min_words < 2:
        raise TableError(f"compare.shared_passages: min_words must be 2 or more; it is {min_words}.")
    ordered = articles.sort_values("doc_id", ignore_index=True)
    words = tokenize(ordered)
    document = pd.factorize(words["doc_id"])[0]
    windows, places = _windows(terms_of(words["token"])[0], document, min_words)
    n_places = np.bincount(windows)
    is_copy = n_places[windows] <= _MOST_PLACES
    first, second, n_words = _runs(windows[is_copy], places[is_copy], document, min_words)
    one, other = _spans(words, first, n_words), _spans(words, second, n_words)
    texts = dict(zip(ordered["doc_id"], texts_of(ordered), strict=True))
    spans = one[["doc_id", "start", "end"]].itertuples(index=False, name=None)
    passages = [texts[doc_id][start:end] for doc_id, start, end in spans]
    if not is_copy.all():
        example = _spans(words, places[~is_copy][:1], np.array([min_words])).iloc[0]
        _warn(
            int((n_places > _MOST_PLACES).sum()),
            min_words,
            texts[example.doc_id][example.start : example.end],
        )
    table = one.join(other.rename(columns=_other)).assign(
        n_words=n_words, passage=pd.Series(passages, dtype="str")
    )
    return table.sort_values(["doc_id", "other_doc_id", "start", "other_start"], ignore_index=True)


def _other(column: str) -> str:
    return f"other_{column}"


def _warn(n: int, min_words: int, example: str) -> None:
    warn_outside(
        UserWarning(
            f"compare.shared_passages: {n} runs of {min_words} words stand in more than {_MOST_PLACES} "
            f"places and are left out; the first is {example!r}.\n"
            "Look for it with text.keyword_in_context, or leave such lines out of the texts."
        )
    )


def _runs(
    windows: np.ndarray, places: np.ndarray, document: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First word in one article, first word in the other, and number of words of every shared run.

    Two equal windows of `size` words that both move on by one word belong to the same run.
    """
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
    ids = {name: values_of(spans[name]) for name in id_columns(words)}
    end = words["end"].to_numpy(np.int64)[first + n_words - 1]
    return spans.assign(**ids, start=spans["start"].astype("int64"), end=end)


_MIN_WORDS, _MIN_CONTENT = 5, 3  # less is a stock phrase or a slogan: "boots on the ground"
_SHORT_CUT = 3  # so many words may be left out between words that still stand together
_MAX_QUOTES = 100  # words and phrases of more quotations than this lead to no pair
_SHOWN = ["quote_id", "doc_id", "source", "start", "end", "quote"]


class Alignment(NamedTuple):
    """Two quotations word by word."""

    similarity: float
    n_words: int
    other_n_words: int
    n_same: int
    change: str
    difference: str


def align_quotes(quotes: pd.DataFrame, *, min_similarity: float = 0.7) -> pd.DataFrame:
    """Find quotations of different articles that report the same utterance.

    Parameters
    ----------
    quotes : one row a quotation, with `quote_id`, `doc_id`, `start`, `end`, `quote`, as `quotes.attribute`
        gives them. Where there is a column `use`, only speech is compared; where there is `kind`, only what
        stands in marks (direct, mixed).
    min_similarity : the share of the shorter quotation's words that must stand in the longer one.

    Returns
    -------
    One row a pair, each pair once (`doc_id` before `other_doc_id` by name), by `doc_id`, `start`,
    `other_doc_id`, `other_start`:

    - `quote_id`, `doc_id`, `source` (where the quotes have it), `start`, `end`, `quote`, and the same of the
      other quotation with `other_` before the name;
    - `similarity`, 0 to 1: `n_same`, the words that stand in both in the same order and at least two
      together, by the number of words of the shorter one; words stand together, too, if one of the two only
      leaves out up to three words between them;
    - `n_words`, `other_n_words`, `n_same`;
    - `change`: ``"none"``, the words are the same; ``"cut"``, one leaves words of the other out;
      ``"changed"``, words differ;
    - `difference`, both in one: `[-only in the first-]`, `{+only in the other+}`.

    Raises
    ------
    TableError : a column is missing, a `quote_id` occurs twice, or `min_similarity` is not in (0, 1].

    Notes
    -----
    Only quotations that share a phrase or two words that are rare among the quotations are compared, so
    time grows with their number, not with the number of pairs. They are aligned by the longest common
    subsequence of their words (rapidfuzz); spelling with and without hyphen counts as the same. Quotations of
    fewer than five words, or with fewer than three content words in common (all but
    `compare.load_stop_words`), are never aligned: they agree by chance, and a slogan is said by many.

    Examples
    --------
    >>> quotes = pd.DataFrame({
    ...     "quote_id": [0, 1], "doc_id": ["a", "b"], "start": [9, 40], "end": [55, 79],
    ...     "quote": ["We totally reject the ceasefire, it is a trap.", "We reject the cease-fire: a trap"],
    ... })
    >>> print(aa.compare.align_quotes(quotes)["difference"][0])
    We [-totally-] reject the ceasefire [-it is-] a trap
    """
    quotes = check_columns(
        "compare.align_quotes", "quotes", quotes, ["quote_id", "doc_id", "start", "end", "quote"]
    )
    check_unique("compare.align_quotes", "quotes", quotes, ["quote_id"])
    if not 0 < min_similarity <= 1:
        raise TableError(
            f"compare.align_quotes: min_similarity must be above 0 and at most 1; it is {min_similarity}."
        )
    spoken = _spoken(quotes).sort_values(["doc_id", "start", "end"], ignore_index=True)
    words = _words(spoken["quote"])
    stop = set(read_csv("compare.align_quotes", shipped("stop_words.csv"), ["term"])["term"])
    rows = []
    for one, other in _candidates(words, spoken["doc_id"], stop):
        if _most_alike(words[one], words[other]) < min_similarity:
            continue
        found = _align(words[one], words[other], stop)
        if found is not None and found.similarity >= min_similarity:
            rows.append((one, other, found))
    return _table(spoken, rows)


def _spoken(quotes: pd.DataFrame) -> pd.DataFrame:
    """What is quoted as speech, in marks."""
    keep = quotes["quote"].notna()
    if "use" in quotes.columns:
        keep &= quotes["use"].isin(["speech"])
    if "kind" in quotes.columns:
        keep &= quotes["kind"].isin(["direct", "mixed"])
    return quotes.loc[keep, [column for column in _SHOWN if column in quotes.columns]]


class Words(NamedTuple):
    """The words of a quotation, as printed and as compared."""

    printed: list[str]
    compared: list[str]


def _words(quotes: pd.Series) -> list[Words]:
    tokens = tokenize(pd.DataFrame({"doc_id": quotes.index, "text": quotes}))
    printed: list[list[str]] = [[] for _ in range(len(quotes))]
    for number, token in zip(tokens["doc_id"], tokens["token"], strict=True):
        printed[number].append(token)
    return [Words(words, [to_term(word).replace("-", "") for word in words]) for words in printed]


def _candidates(words: Sequence[Words], documents: pd.Series, stop: set[str]) -> list[tuple[int, int]]:
    """Pairs from two articles that share a rare phrase of three words, or two rare content words."""
    n_words = np.array([len(quote.compared) for quote in words], np.int64)
    quote = np.repeat(np.arange(len(words)), n_words)
    word, types = pd.factorize(np.fromiter(chain.from_iterable(one.compared for one in words), dtype=object))
    is_content = (
        ~np.isin(word, np.flatnonzero(pd.Index(types).isin(list(stop)))) & (n_words >= _MIN_WORDS)[quote]
    )
    content = _features(quote[is_content], word[is_content], len(words))
    phrase, first = _windows(word, quote, 3)
    shared = _n_shared(content) + 2 * _n_shared(_features(quote[first], phrase, len(words)))
    shared = shared.sorted_indices().tocoo()
    document = pd.factorize(documents)[0]
    keep = (shared.data >= 2) & (document[shared.row] < document[shared.col])
    one, other = shared.row[keep], shared.col[keep]
    is_enough = np.asarray(content[one].multiply(content[other]).sum(axis=1)).ravel() >= _MIN_CONTENT
    return list(zip(one[is_enough].tolist(), other[is_enough].tolist(), strict=True))


def _features(quote: np.ndarray, feature: np.ndarray, n: int) -> Any:
    """Which of so many quotations have which features: a sparse matrix of ones."""
    from scipy.sparse import csr_matrix

    shape = n, int(feature.max(initial=0)) + 1
    features = csr_matrix((np.ones(len(quote), int), (quote, feature)), shape)
    features.data[:] = 1
    return features


def _n_shared(features: Any) -> Any:
    """How many rare features each two quotations share: a sparse matrix (quotations, quotations)."""
    rare = features[:, np.asarray(features.sum(axis=0)).ravel() <= _MAX_QUOTES]
    return rare @ rare.T


def _most_alike(one: Words, other: Words) -> float:
    """The similarity of two quotations if all words that stand in both in the same order stand together."""
    from rapidfuzz.distance import LCSseq

    n = LCSseq.similarity(one.compared, other.compared)
    return n / min(len(one.compared), len(other.compared))


def _align(one: Words, other: Words, stop: set[str]) -> Alignment | None:
    """Two quotations word by word; None if too few content words stand together in both."""
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(one.compared, other.compared)
    runs = [step for step in steps if step.tag == "equal"]
    together = [one.compared[i] for group in _together(runs) if len(group) > 1 for i in group]
    if len(set(together) - stop) < _MIN_CONTENT:
        return None
    shorter, longer = sorted([len(one.compared), len(other.compared)])
    n_equal = sum(run.src_end - run.src_start for run in runs)
    return Alignment(
        similarity=len(together) / shorter,
        n_words=len(one.compared),
        other_n_words=len(other.compared),
        n_same=len(together),
        change="changed" if n_equal < shorter else "cut" if shorter < longer else "none",
        difference=_difference(runs, one.printed, other.printed),
    )


def _together(runs: Sequence[Any]) -> list[list[int]]:
    """The places in the first quotation of the equal words, grouped by which stand together in both."""
    groups: list[list[int]] = []
    end = other_end = 0
    for run in runs:
        cut, other_cut = run.src_start - end, run.dest_start - other_end
        if not groups or min(cut, other_cut) > 0 or max(cut, other_cut) > _SHORT_CUT:
            groups.append([])
        groups[-1] += range(run.src_start, run.src_end)
        end, other_end = run.src_end, run.dest_end
    return groups


def _difference(runs: Sequence[Any], one: list[str], other: list[str]) -> str:
    """Both in one: the equal runs as they are, and between them what only the one or the other has."""
    shown, i, j = [], 0, 0
    for run in runs:
        shown += [
            *_marked(one[i : run.src_start], other[j : run.dest_start]),
            *one[run.src_start : run.src_end],
        ]
        i, j = run.src_end, run.dest_end
    return " ".join([*shown, *_marked(one[i:], other[j:])])


def _marked(here: list[str], there: list[str]) -> list[str]:
    return [f"[-{' '.join(here)}-]"] * bool(here) + [f"{{+{' '.join(there)}+}}"] * bool(there)


def _table(quotes: pd.DataFrame, rows: Sequence[tuple[int, int, Alignment]]) -> pd.DataFrame:
    one, other = (quotes.take([row[i] for row in rows]).reset_index(drop=True) for i in (0, 1))
    types = {
        "similarity": float,
        "n_words": int,
        "other_n_words": int,
        "n_same": int,
        "change": "str",
        "difference": "str",
    }
    found = pd.DataFrame([row[2] for row in rows], columns=list(Alignment._fields)).astype(types)
    table = pd.concat([one, other.rename(columns=lambda column: f"other_{column}"), found], axis=1)
    return table.sort_values(["doc_id", "start", "other_doc_id", "other_start"], ignore_index=True)
