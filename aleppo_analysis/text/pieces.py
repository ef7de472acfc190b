"""The words of many texts at once.

No word holds a blank, but for one that a hyphen parts at the end of a line. So texts are cut at blanks, and
most pieces are one plain word, with marks around it or none: these are found, and numbered by their bytes, by
arithmetic on all signs. Of the others (*al-Assad*, *U.S.*) each distinct one is cut by a regular expression.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import NamedTuple
from unicodedata import category

import numpy as np

from ..kinds import numbered
from .terms import CHARACTER, LINE_END_HYPHEN

_LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    rf"(?:{_LETTER}(?:\.{_LETTER})+(?!{CHARACTER})\.?"  # U.S.
    r"|\d+(?:[.,]\d++)++"  # 3,00,000
    rf"|{CHARACTER}++)"
    rf"(?:(?:[-‐‑'’\u00ad]|{LINE_END_HYPHEN}){CHARACTER}++)*+"  # al-Assad, wasn’t
)
_BREAK = re.compile(r"[-‐\u00ad][^\S\r\n]*+(?:\r\n?|\n)[^\S\r\n]*+(?=\S)")  # may part a word
_MARKS = "\"'“”‘’.,;:!?()[]…–—-"
_APART = "\n\n"  # between two texts: no word goes over it
_AT_ONCE = 1_000_000  # characters
_ACCENT, _JOINERS = "\u0301", "\u200c\u200d"  # the joiners stand inside words of Persian and Hindi
_BYTES, _LONGEST = 8, 16  # signs of a plain word that one number holds, and two
_FIRST_BYTES = np.array([256**n - 1 for n in range(_BYTES + 1)], "<u8")
_OTHER, _BLANK, _MARK, _PLAIN = range(4)


def _kind_of(sign: str) -> int:
    """What a sign is; plain ones are signs of words that fit a byte."""
    if sign.isspace():
        return _BLANK
    if sign in _MARKS:
        return _MARK
    return _PLAIN if sign <= "\u00ff" and (sign.isalnum() or sign == "_") else _OTHER


_KINDS = np.array([_kind_of(chr(code)) for code in range(0x3002)], np.uint8)  # the last one's for all above

Spans = tuple[np.ndarray, np.ndarray]  # where each begins and ends


class Words(NamedTuple):
    """The words of some texts in order: the number of the text, the place there, the number in `distinct`."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    distinct: list[str]


def find_words(texts: Iterable[str]) -> Words:
    """Cut texts into words; the arrays are of 32-bit integers."""
    known = _Known()
    parts = [known.words_of(*batch) for batch in _batches(texts)]
    columns = [[part[i] for part in parts] or [np.empty(0, np.int32)] for i in range(4)]
    parts.clear()
    word, end, start, text = (np.concatenate(columns.pop()) for _ in range(4))  # each frees its parts
    return Words(text, start, end, word, list(known.words))


def _batches(texts: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Texts that are handled together, and how many come before them."""
    before, batch, size = 0, [], 0
    for number, text in enumerate(texts, start=1):
        batch.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield before, batch
            before, batch, size = number, [], 0
    if batch:
        yield before, batch


class _Known:
    """Distinct words, and distinct pieces that are cut, both numbered from 0 as they come."""

    def __init__(self) -> None:
        self.words = defaultdict[str, int](count().__next__)
        self._pieces = defaultdict[str, int](count().__next__)
        # of each piece the number of its first word; of each word its place in its piece, and its number
        self._first = array("i", [0])
        self._start, self._end, self._word = array("i"), array("i"), array("i")

    def words_of(self, before: int, texts: list[str]) -> tuple[np.ndarray, ...]:
        """Text, start, end and number of each word of some texts, which come after so many others."""
        page = _APART.join(["", *texts, ""])
        signs = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32)
        plain, others = _parted(page, signs)
        start, end, word = _in_order(self._numbered(signs, *plain), self._cut(page, *others))
        at = np.cumsum([len(_APART), *(len(text) + len(_APART) for text in texts)])  # where each text begins
        n = np.diff(np.searchsorted(start, at))
        begin = np.repeat(at[:-1].astype(np.int32), n)
        text = np.repeat(np.arange(before, before + len(texts), dtype=np.int32), n)
        return text, start - begin, end - begin, word

    def _numbered(self, signs: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[np.ndarray]:
        """Start, end and number of plain words, which are the same if their bytes are, eight in a number."""
        in_bytes = np.append(signs.astype(np.uint8), np.zeros(_LONGEST, np.uint8))
        from_each = np.ndarray(len(signs) + _BYTES, "<u8", in_bytes, strides=(1,))
        number = np.empty(len(start), np.int32)
        length = end - start
        for places, rows in ([0], length <= _BYTES), ([0, _BYTES], length > _BYTES):
            kept = [_FIRST_BYTES[np.minimum(length[rows] - place, _BYTES)] for place in places]
            keys = [from_each[start[rows] + place] & mask for place, mask in zip(places, kept, strict=True)]
            codes, first = numbered(keys, len(keys[0]))
            distinct = np.column_stack([key[first] for key in keys]).view(np.uint8).astype("<u4")
            words = distinct.view(f"<U{distinct.shape[1]}").ravel().tolist()
            number[rows] = np.array([self.words[word] for word in words], np.int32)[codes]
        return [start, end, number]

    def _cut(self, page: str, begin: np.ndarray, stop: np.ndarray) -> list[np.ndarray]:
        """Start, end and number of the words in pieces; each that is new is cut."""
        spans = zip(begin.tolist(), stop.tolist(), strict=True)
        piece = np.array([self._pieces[page[one:other]] for one, other in spans], np.int32)
        n_new = len(self._pieces) + 1 - len(self._first)
        for new in [*islice(reversed(self._pieces), n_new)][::-1]:
            for place, length in _words_in(new):
                self._start.append(place)
                self._end.append(place + length)
                self._word.append(self.words[new[place : place + length]])
            self._first.append(len(self._word))
        first, start, end, number = map(np.asarray, (self._first, self._start, self._end, self._word))
        n = (first[1:] - first[:-1])[piece]
        word = np.repeat(first[piece] - np.cumsum(n) + n, n) + np.arange(n.sum())
        at = np.repeat(begin, n)
        return [at + start[word], at + end[word], number[word]]


def _parted(page: str, signs: np.ndarray) -> tuple[Spans, Spans]:
    """Where plain words stand, and the other pieces in which words may be, without the marks before them.

    Blanks after a hyphen at the end of a line do not part what may be one word.
    """
    kinds = _KINDS.take(signs, mode="clip")
    for parted in _BREAK.finditer(page):
        kinds[slice(*parted.span())] = _OTHER
    start = np.append(0, np.flatnonzero(kinds[1:] != kinds[:-1]) + 1)  # of signs in a row of one kind
    end, kind = np.append(start[1:], len(kinds)), kinds[start]
    start, end, kind = (column[kind != _MARK] for column in (start, end, kind))
    is_blank = kind == _BLANK  # as the first and the last are
    first = np.flatnonzero(is_blank[:-1] & ~is_blank[1:]) + 1
    last = np.flatnonzero(~is_blank[:-1] & is_blank[1:])
    is_plain = (first == last) & (kind[first] == _PLAIN) & (end[first] - start[first] <= _LONGEST)
    plain = start[first[is_plain]], end[first[is_plain]]
    return plain, (start[first[~is_plain]], start[last[~is_plain] + 1])


def _in_order(some: Sequence[np.ndarray], others: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Columns of both in one, the first of them in order; in each it is already."""
    is_other = np.zeros(len(some[0]) + len(others[0]), bool)
    is_other[np.searchsorted(some[0], others[0]) + np.arange(len(others[0]))] = True
    columns = [np.empty(len(is_other), np.int32) for _ in some]
    for column, here, there in zip(columns, some, others, strict=True):
        column[~is_other], column[is_other] = here, there
    return columns


def _words_in(piece: str) -> Iterator[tuple[int, int]]:
    """Where the words of a piece begin, and how long they are."""
    shown = piece if piece.isascii() else "".join(_plain_marks(piece))
    return ((found.start(), len(found[0])) for found in TOKEN.finditer(shown))


def _plain_marks(piece: str) -> Iterator[str]:
    """The signs of a piece; a combining mark of any script is an accent of its word, and alone no word."""
    is_inside = False
    for sign in piece:
        is_mark = category(sign)[0] == "M" or sign in _JOINERS
        yield sign if not is_mark else _ACCENT if is_inside else " "
        is_inside = sign.isalnum() or (is_inside and is_mark)
