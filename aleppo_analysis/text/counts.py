"""The terms of many texts, to be counted: no word's place or form is kept."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from .pieces import Columns, Cutter, batches, marked, one_page, words_in
from .terms import to_term

# Plain words are told apart in small letters, so that there are fewer.
_SMALL = np.array([ord(chr(code).lower()) for code in range(0x100)], np.uint8)

Spans = Sequence[tuple[int, int]]


class Terms(NamedTuple):
    """For each word, in no order, the number of its text and the number in `terms`, which are sorted."""

    text: np.ndarray
    term: np.ndarray
    terms: list[str]


def find_terms(texts: Iterable[str], left_out: Sequence[Spans]) -> Terms:
    """The terms of the words of each text, but for those that begin where it is left out.

    What is left out of a text is in order and does not overlap. The arrays are of 32-bit integers.
    """
    cutter, before = Cutter(words_in), 0
    columns = array("i"), array("i")  # they grow in place
    for batch in batches(texts):
        after = before + len(batch)
        for some in _in_each(cutter, range(before, after), batch, left_out[before:after]):
            for column, values in zip(columns, some, strict=True):
                column.frombytes(values.tobytes())
        before = after
    text, word = map(np.asarray, columns)
    folded = list(map(to_term, cutter.words))
    terms = sorted(set(folded))
    numbers = {term: number for number, term in enumerate(terms)}
    return Terms(text, np.array([numbers[term] for term in folded], np.int32)[word], terms)


def _in_each(
    cutter: Cutter, numbers: Iterable[int], texts: Sequence[str], left_out: Sequence[Spans]
) -> Iterator[Columns]:
    """Text and number of each word of some texts, of which these are the numbers."""
    page, at = one_page(texts)
    signs, kinds = marked(page)
    # The texts in stretches, in turn counted and left out; one that is left out is of text -1.
    of_text = zip(numbers, at.tolist(), left_out, strict=False)
    stretches = [(begin, number, spans) for number, begin, spans in of_text]
    begins = [begin + place for begin, _, spans in stretches for place in (0, *chain.from_iterable(spans))]
    owners = np.array(
        [n for _, number, spans in stretches for n in (number, *(-1, number) * len(spans))], "i"
    )
    for start, _, word in cutter.unordered(page, _SMALL.take(signs, mode="clip"), kinds):
        text = np.repeat(owners, np.diff(np.searchsorted(start, begins), append=len(start)))
        is_counted = text >= 0
        yield text[is_counted], word[is_counted]
