"""The words of many texts at once: each distinct piece between blanks is cut into words once.

No word holds a blank, but for one that a hyphen parts at the end of a line. So texts are split at blanks, and
only the distinct pieces (*said,*) are cut: thousands, not millions. All else is arithmetic on their numbers.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import NamedTuple
from unicodedata import category

import numpy as np

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
_BLANKS = np.array([chr(code).isspace() for code in range(0x3002)])  # the last, which is none, for all above
_APART = "\n\n"  # between two texts: no word goes over it
_AT_ONCE = 1_000_000  # characters
_ACCENT, _JOINERS = "\u0301", "\u200c\u200d"  # the joiners stand inside words of Persian and Hindi


class Words(NamedTuple):
    """The words of some texts in order: the number of the text, the place there, the number in `distinct`."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    distinct: list[str]


def find_words(texts: Iterable[str]) -> Words:
    """Cut texts into words; the arrays are of 32-bit integers."""
    pieces = _Pieces()
    parts = [pieces.spread(*batch) for batch in _batches(texts)]
    columns = [[part[i] for part in parts] or [np.empty(0, np.int32)] for i in range(4)]
    parts.clear()
    end, start, text, word = (np.concatenate(columns.pop(i)) for i in (2, 1, 0, 0))  # each frees its parts
    return Words(text, start, end, word, list(pieces.words))


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


class _Pieces:
    """Distinct pieces, and the words in them, both numbered from 0 as they come."""

    def __init__(self) -> None:
        self.words = defaultdict[str, int](count().__next__)
        self._numbers = defaultdict[str, int](count().__next__)
        # of each piece the number of its first word; of each word its place in its piece, and its number
        self._first = array("i", [0])
        self._start, self._end, self._word = array("i"), array("i"), array("i")

    def spread(self, before: int, texts: list[str]) -> tuple[np.ndarray, ...]:
        """Text, start, end and number of each word of some texts, which come after so many others."""
        begins, pieces = _pieces_of(_APART.join(texts))
        piece = np.fromiter(map(self._numbers.__getitem__, pieces), np.int32, len(begins))
        self._cut()
        first, start, end, number = map(np.asarray, (self._first, self._start, self._end, self._word))
        n = (first[1:] - first[:-1])[piece]
        word = np.repeat(first[piece] - np.cumsum(n) + n, n) + np.arange(n.sum())
        at = np.cumsum([0, *(len(text) + len(_APART) for text in texts)])  # where each text begins
        n_pieces = np.diff(np.searchsorted(begins, at))
        text = np.repeat(np.arange(len(texts)), n_pieces)
        place, text = (np.repeat(of.astype(np.int32), n) for of in (begins - at[text], text + before))
        return text, place + start[word], place + end[word], number[word]

    def _cut(self) -> None:
        """Find the words in the pieces that are new; most are one word and the marks around it."""
        n_new = len(self._numbers) + 1 - len(self._first)
        for piece in [*islice(reversed(self._numbers), n_new)][::-1]:
            word = piece.strip(_MARKS)
            spans = [(piece.index(word), len(word))] if word.isalpha() else _words_in(piece)
            for start, length in spans:
                self._start.append(start)
                self._end.append(start + length)
                self._word.append(self.words[piece[start : start + length]])
            self._first.append(len(self._word))


def _pieces_of(text: str) -> tuple[np.ndarray, list[str]]:
    """Where the pieces of a text begin, and the pieces: what stands between blanks.

    Blanks after a hyphen at the end of a line do not part what may be one word.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_blank = _BLANKS[np.minimum(codes, len(_BLANKS) - 1)]
    breaks = [parted.span() for parted in _BREAK.finditer(text)]
    for start, end in breaks:
        is_blank[start:end] = False
    edges = np.flatnonzero(np.diff(is_blank, prepend=True, append=True))
    begins, ends = edges[::2], edges[1::2]
    if not breaks:
        return begins, text.split()
    return begins, [text[start:end] for start, end in zip(begins.tolist(), ends.tolist(), strict=True)]


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
