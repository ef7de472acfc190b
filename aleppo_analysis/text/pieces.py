"""The words of many texts at once.

No word holds a blank, but for one that a hyphen parts at the end of a line. So texts are cut at blanks, and
most pieces are one plain word, with marks around it or none: these are found, and numbered by their bytes, by
arithmetic on all signs. Of the others (*al-Assad*, *U.S.*) each distinct one is cut by a regular expression.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import NamedTuple, TypeVar
from unicodedata import category

import numpy as np

from ..columns import numbered
from .terms import CHARACTER, LINE_END_HYPHEN

_LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    rf"(?:{_LETTER}(?:\.{_LETTER})+(?!{CHARACTER})\.?"  # U.S.
    r"|\d+(?:[.,]\d++)++"  # 3,00,000
    rf"|{CHARACTER}++)"
    rf"(?:(?:[-‐‑'’\u00ad]|{LINE_END_HYPHEN}){CHARACTER}++)*+"  # al-Assad, wasn’t
)
_HYPHENS = "-‐\u00ad"
_BREAK = re.compile(rf"[{_HYPHENS}][^\S\r\n]*+(?:\r\n?|\n)[^\S\r\n]*+(?=\S)")  # may part a word
_MARKS = "\"'“”‘’.,;:!?()[]…–—-"
APART = "\n\n"  # between two texts: no word goes over it
_AT_ONCE = 500_000  # characters
_PIECE = re.compile(r"\S+")
_MAY_BE_MARK = re.compile("[^\\x00-\u02ff\u2010-\u2027]")  # no sign up to there, no quotation mark or dash
_ACCENT, _JOINERS = "\u0301", "\u200c\u200d"  # the joiners stand inside words of Persian and Hindi
_BYTES, _LONGEST = 8, 16  # signs of a plain word that one number holds, and two
_FIRST_BYTES = np.array([256**n - 1 for n in range(_BYTES + 1)], "<u8")
_FEW = 1 / 60  # of the characters; so few words are read one by one
# What signs are to a word: its own, and of one byte; marks that may stand around it; blanks that part it from
# others; all others.
PLAIN, MARK, BLANK, OTHER = range(4)


def _kind_of(sign: str) -> int:
    if sign.isspace():
        return BLANK
    if sign in _MARKS:
        return MARK
    return PLAIN if sign <= "\u00ff" and (sign.isalnum() or sign == "_") else OTHER


KINDS = np.array([_kind_of(chr(code)) for code in range(0x3002)], np.uint8)
# Where words are runs of letters and digits and no more, all that is surely none parts them.
OF_LETTERS = np.where(KINDS == MARK, BLANK, KINDS)
OF_LETTERS[:0x100][KINDS[:0x100] == OTHER] = BLANK

_CR, _LF = map(ord, "\r\n")
_MAY_PART = KINDS == BLANK
_MAY_PART[[_CR, _LF]], _MAY_PART[list(map(ord, _HYPHENS))] = False, True

Given = TypeVar("Given")
Spans = tuple[np.ndarray, np.ndarray]  # where each begins and ends
Columns = Sequence[np.ndarray]  # start, end and number of each word


# Where words begin and end in a text, here of pieces parted by blanks.
WordsIn = Callable[[str], Iterable[tuple[int, int]]]


class Words(NamedTuple):
    """The words of some texts in order: how many each text has; the place there, the number in `distinct`."""

    n: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    distinct: list[str]


def find_words(texts: Iterable[str]) -> Words:
    """Cut texts into words; places and numbers are 32-bit integers."""
    cutter = Cutter(words_in)
    columns = [[np.zeros(0, dtype)] for dtype in (np.int64, np.int32, np.int32, np.int32)]
    for batch in batches(texts):
        for parts, values in zip(columns, _in_each(cutter, batch), strict=True):
            parts.append(values)
    n, start, end, word = map(_whole, columns)
    return Words(n, start, end, word, list(cutter.words))


def _whole(parts: list[np.ndarray]) -> np.ndarray:
    """The parts of a column in one, and no longer by themselves."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def batches(
    given: Iterable[Given], text_of: Callable[[Given], str] = str, *, at_most: int | None = None
) -> Iterator[list[Given]]:
    """What is handled together, by its texts: faster than one by one, and in less memory than all at once.

    More characters than `at_most`, by default half a million, has only a text by itself.
    """
    most = _AT_ONCE if at_most is None else at_most
    batch: list[Given] = []
    n = 0
    for one in given:
        size = len(text_of(one))
        if batch and n + size > most:
            yield batch
            batch, n = [], 0
        batch.append(one)
        n += size
    if batch:
        yield batch


def one_page(texts: Sequence[str]) -> tuple[str, np.ndarray]:
    """Texts one under the other, and where each begins, and where one more would."""
    return APART.join(texts), np.cumsum([0, *(len(text) + len(APART) for text in texts)])


def signs_of(page: str) -> np.ndarray:
    """The code of each sign."""
    return np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32)


def marked(page: str) -> tuple[np.ndarray, np.ndarray]:
    """The code of each sign, and what it is to a word.

    Blanks after a hyphen at the end of a line do not part what may be one word.
    """
    signs = signs_of(page)
    kinds = KINDS.take(signs, mode="clip")
    breaks = np.flatnonzero((signs == _LF) | (signs == _CR))
    before = np.append(-1, breaks[:-1])
    # Only at the end of few lines is a hyphen, or blanks behind which one may be.
    may_part = np.flatnonzero(_MAY_PART.take(signs[breaks - 1], mode="clip"))
    for first, last in zip(before[may_part].tolist(), breaks[may_part].tolist(), strict=True):
        if parted := _BREAK.match(page, first + len(page[first + 1 : last].rstrip())):
            kinds[slice(*parted.span())] = OTHER
    return signs, kinds


def _in_each(cutter: "Cutter", texts: Sequence[str]) -> tuple[np.ndarray, ...]:
    """How many words each text has, and start, end and number of each word."""
    page, at = one_page(texts)
    start, end, word = cutter.words_of(page, *marked(page))
    n = np.diff(np.searchsorted(start, at))
    begin = np.repeat(at[:-1].astype(np.int32), n)
    return n, start - begin, end - begin, word


class Cutter:
    """Distinct words, and distinct pieces that `words_in` cuts, both numbered from 0 as they come."""

    def __init__(self, words_in: WordsIn) -> None:
        self._words_in = words_in
        self.words = defaultdict[str, int](count().__next__)
        self._pieces = defaultdict[str, int](count().__next__)
        # of each piece the number of its first word; of each word its place in its piece, and its number
        self._first = array("i", [0])
        self._start, self._end, self._word = array("i"), array("i"), array("i")

    def words_of(self, page: str, signs: np.ndarray, kinds: np.ndarray) -> list[np.ndarray]:
        """Start, end and number of each word, as 32-bit integers; what its signs are is given."""
        (start, end), others = parted(kinds)
        return _in_order((start, end, self._numbers(signs, start, end)), self.cut(page, *others))

    def numbers_at(self, page: str, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The number of what stands between each start and end, as of a word."""
        number, is_plain = np.empty(len(start), np.int32), np.zeros(len(start), bool)
        if len(start) > _FEW * len(page):
            signs = signs_of(page)
            n_others = np.append(0, np.cumsum(OF_LETTERS.take(signs, mode="clip") != PLAIN))
            is_plain = (end - start <= _LONGEST) & (n_others[start] == n_others[end])
            number[is_plain] = self._numbers(signs, start[is_plain], end[is_plain])
        spans = zip(start[~is_plain].tolist(), end[~is_plain].tolist(), strict=True)
        number[~is_plain] = [self.words[page[first:last]] for first, last in spans]
        return number

    def _numbers(self, signs: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The numbers of plain words."""
        number = np.empty(len(start), np.int32)
        for rows, codes, distinct in plain_words(signs, start, end):
            number[rows] = np.array([self.words[word] for word in read(distinct)], np.int32)[codes]
        return number

    def cut(self, page: str, begin: np.ndarray, stop: np.ndarray) -> list[np.ndarray]:
        """Start, end and number of the words in pieces; each that is new is cut."""
        spans = zip(begin.tolist(), stop.tolist(), strict=True)
        piece = np.array([self._pieces[page[one:other]] for one, other in spans], np.int32)
        n_new = len(self._pieces) + 1 - len(self._first)
        self._add([*islice(reversed(self._pieces), n_new)][::-1])
        first, start, end, number = map(np.asarray, (self._first, self._start, self._end, self._word))
        n = (first[1:] - first[:-1])[piece]
        word = np.repeat(first[piece] - np.cumsum(n) + n, n) + np.arange(n.sum())
        at = np.repeat(begin, n)
        return [at + start[word], at + end[word], number[word]]

    def _add(self, pieces: Sequence[str]) -> None:
        """Cut pieces, in one go."""
        page = " ".join(pieces)
        start, end = np.array([*self._words_in(page)], np.int32).reshape(-1, 2).T
        begin = np.cumsum([0, *(len(piece) + 1 for piece in pieces)], dtype=np.int32)
        first = np.searchsorted(start, begin)
        at = np.repeat(begin[:-1], np.diff(first))
        spans = zip(start.tolist(), end.tolist(), strict=True)
        word = [self.words[page[one:other]] for one, other in spans]
        for column, values in [
            (self._first, first[1:] + len(self._word)),
            (self._start, start - at),
            (self._end, end - at),
            (self._word, word),
        ]:
            column.frombytes(np.asarray(values, np.int32).tobytes())


def plain_words(
    signs: np.ndarray, start: np.ndarray, end: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Which words are short, or long; the number of each; the distinct ones, eight bytes in a number."""
    in_bytes = np.append(signs.astype(np.uint8), np.zeros(_LONGEST, np.uint8))
    from_each = np.ndarray(len(signs) + _BYTES, "<u8", in_bytes, strides=(1,))
    length = end - start
    for places, rows in ([0], length <= _BYTES), ([0, _BYTES], length > _BYTES):
        kept = [_FIRST_BYTES[np.minimum(length[rows] - place, _BYTES)] for place in places]
        keys = [from_each[start[rows] + place] & mask for place, mask in zip(places, kept, strict=True)]
        codes, first = numbered(keys, len(keys[0]))
        yield rows, codes, np.column_stack([key[first] for key in keys])


def read(words: np.ndarray) -> list[str]:
    """Words of which the bytes are given, eight in a number."""
    signs = words.view(np.uint8).astype("<u4")
    return signs.view(f"<U{signs.shape[1]}").ravel().tolist()


def parted(kinds: np.ndarray) -> tuple[Spans, Spans]:
    """Where plain words stand, and the other pieces in which words may be, without the marks before them."""
    kinds = np.pad(kinds, 1, constant_values=BLANK)
    borders = np.append(np.flatnonzero(kinds[1:] != kinds[:-1]), len(kinds) - 1)
    kept = np.flatnonzero(kinds[borders] != MARK)
    kind = kinds[borders[kept]]  # of the signs in a row that end here
    edges = np.flatnonzero(np.diff(kind == BLANK))
    first, last = edges[::2] + 1, edges[1::2]  # of these in each piece
    starts = np.append(-1, borders[:-1])
    start, end = starts[kept[first]], borders[kept[first]]
    is_plain = (first == last) & (kind[first] == PLAIN) & (end - start <= _LONGEST)
    plain = start[is_plain], end[is_plain]
    return plain, (start[~is_plain], starts[kept[last[~is_plain] + 1]])


def _in_order(some: Columns, others: Columns) -> list[np.ndarray]:
    """Columns of both in one, the first of them in order; in each it is already."""
    is_other = np.zeros(len(some[0]) + len(others[0]), bool)
    is_other[np.searchsorted(some[0], others[0]) + np.arange(len(others[0]))] = True
    columns = [np.empty(len(is_other), np.int32) for _ in some]
    for column, here, there in zip(columns, some, others, strict=True):
        column[~is_other], column[is_other] = here, there
    return columns


def words_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text begin and end."""
    shown = _PIECE.sub(_plain_marks, text) if _MAY_BE_MARK.search(text) else text
    return (found.span() for found in TOKEN.finditer(shown))


def _plain_marks(piece: re.Match[str]) -> str:
    """A piece where a combining mark of any script is an accent of its word, and alone no word."""
    if not _MAY_BE_MARK.search(piece[0]):
        return piece[0]
    is_inside, shown = False, []
    for sign in piece[0]:
        is_mark = category(sign)[0] == "M" or sign in _JOINERS
        shown.append(sign if not is_mark else _ACCENT if is_inside else " ")
        is_inside = sign.isalnum() or (is_inside and is_mark)
    return "".join(shown)
