"""The terms of many texts, to be counted: no word's place or form is kept."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..columns import numbered
from .pieces import Cutter, batches, marked, one_page, parted, plain_words, read, words_in
from .terms import to_term

# Plain words are told apart in small letters, so that there are fewer.
_SMALL = np.array([ord(chr(code).lower()) for code in range(0x100)], np.uint8)

Spans = Sequence[tuple[int, int]]


class Terms(NamedTuple):
    """For each word, in no order, the number of its text and that in `terms`, where one may stand twice."""

    text: np.ndarray
    term: np.ndarray
    terms: list[str]


def find_terms(texts: Iterable[str], left_out: Sequence[Spans]) -> Terms:
    """The terms of the words of each text, but for those that begin where it is left out.

    What is left out of a text is in order and does not overlap. The arrays are of 32-bit integers.
    """
    words, before = _Words(), 0
    for batch in batches(texts):
        after = before + len(batch)
        words.add(batch, range(before, after), left_out[before:after])
        before = after
    return words.terms()


class _Words:
    """Plain words, and words cut from other pieces: the number of the text, and of the word in its kind."""

    def __init__(self) -> None:
        self._cutter = Cutter(words_in)
        self._plain: list[np.ndarray] = [np.zeros((0, 2), "<u8")]  # the distinct ones of each page
        self._n_plain = 0
        self._columns = [(array("i"), array("i")) for _ in range(2)]  # they grow in place

    def add(self, texts: Sequence[str], numbers: Iterable[int], left_out: Sequence[Spans]) -> None:
        """Add the words of some texts, of which these are the numbers."""
        page, at = one_page(texts)
        signs, kinds = marked(page)
        (start, end), others = parted(kinds)
        begins, owners = _stretches(numbers, at.tolist(), left_out)
        cut = self._cutter.cut(page, *others)
        found = [(start, self._numbers(_SMALL.take(signs, mode="clip"), start, end)), (cut[0], cut[2])]
        for columns, (place, word) in zip(self._columns, found, strict=True):
            text = np.repeat(owners, np.diff(np.searchsorted(place, begins), append=len(place)))
            is_counted = text >= 0
            for column, values in zip(columns, (text, word), strict=True):
                column.frombytes(values[is_counted].tobytes())

    def terms(self) -> Terms:
        """All that were added."""
        number, first = numbered(np.concatenate(self._plain).T, self._n_plain)
        plain = read(np.concatenate(self._plain)[first])
        (text, word), (text_of_other, other) = self._columns
        term = np.concatenate(
            [number.astype(np.int32)[np.asarray(word)], np.asarray(other) + np.int32(len(plain))]
        )
        return Terms(np.concatenate([text, text_of_other]), term, [*plain, *map(to_term, self._cutter.words)])

    def _numbers(self, signs: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The number of each plain word among those of all pages."""
        number = np.empty(len(start), np.int32)
        for rows, codes, distinct in plain_words(signs, start, end):
            number[rows] = codes + self._n_plain
            self._plain.append(np.pad(distinct, ((0, 0), (0, 2 - distinct.shape[1]))))
            self._n_plain += len(distinct)
        return number


def _stretches(
    numbers: Iterable[int], at: Sequence[int], left_out: Sequence[Spans]
) -> tuple[list[int], np.ndarray]:
    """Where stretches of texts begin on a page, in turn counted and left out, and the text of each, or -1."""
    begins: list[int] = []
    owners: list[int] = []
    for number, begin, spans in zip(numbers, at, left_out, strict=False):
        begins += [begin, *(begin + place for place in chain.from_iterable(spans))]
        owners += [number, *(-1, number) * len(spans)]
    return begins, np.array(owners, np.int32)
