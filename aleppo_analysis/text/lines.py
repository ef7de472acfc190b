"""Lines and paragraphs: where a hard-wrapped text goes on after a line break.

Text that was wrapped at a width W shows it: every line but the last of a paragraph has at most W characters,
and with the first word of the next line it would have more. W is the width that most of those line ends fit
that are surely inside a sentence (the next line begins with a small letter, or the line ends in *the*). Where
a text has such a width, every line end that fits it is joined. What begins anew never is: items of lists,
labels, bylines, indented first lines, headlines; nor lines of which none is surely inside a sentence, as in
verse. Without a width, a line of some length is joined with one that begins with a small letter.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, compress, groupby, islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from .english import INCOMPLETE, TITLES
from .pieces import BLANK, KINDS, one_page, signs_of
from .terms import PARTED

_CR, _LF = map(ord, "\r\n")
_WRAPPED = re.compile(r"[\r\n](?<=[^\r\n][\r\n])(?:(?<=\r)\n)?+[^\S\r\n]*+\S")  # a line right below another
CLOSERS = "\"'’”»›)]} \t\u00a0"
SENTENCE_ENDS = tuple(".!?…:;。！？؟۔।")
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]"}
_OPENERS = "\"'‘“„«‹([¿¡"

_NARROWEST, _WIDEST = 40, 110  # columns of wrapped text
_SHORTEST = 25  # columns of a line that goes on where there is no such width
_MOST = 0.6  # of the line ends inside sentences: that many fit the width
_FEWEST = 0.25  # of the line ends that fit: that many are inside sentences
_LONG = 0.3  # of the characters: at most that many stand in lines beyond the width
_SURE, _LIKELY = 3, 1  # evidence that a line end is inside a sentence; so much is needed for a width
_LONGEST = 40  # characters of a word
_END = 20  # characters at the end of a line, in which its last sign stands

_ITEM = re.compile(r"[-–—](?!\d)|[•*·▪►>~#]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\)\s")
_NUMBER = re.compile(r"\d{1,2}\.\s")
_DASH = re.compile(r"[-–—]{1,3}\s")  # may stand inside a sentence
_LABEL = re.compile(
    r"(?P<who>[A-Z][A-Z .'’&-]{0,40}+|[A-Z][\w.'’-]{0,30}+(?: [A-Z][\w.'’-]{0,30}+){0,3}+)"
    r"(?: ?[(\[][^)\]]{1,60}+[)\]])?:\s++(?![“\"«„])|[QA]\.\s"
)
_BYLINE = re.compile(r"(?:[Bb]y|BY) [A-Z][\w.'’-]*+(?:,? (?:and |AND )?[A-Z][\w.'’-]*+){0,5}+\Z")
_ROW = re.compile(r"\t|\s{4}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORT = re.compile(rf"(?<![\w.])(?:[A-Z]|{'|'.join(TITLES)})\.\Z")  # an initial, a title
_HYPHENED = re.compile(r"(?<![^\W_])[^\W_]++[-‐][^\W_]++")
_BEFORE, _AFTER = re.compile(r"(?<![^\W_])[^\W_]++[-‐]\Z"), re.compile(r"[^\W_]+")
_NAME = re.compile(r"[a-z]{1,3}(?:[A-Z]|[-‐’'][A-Z])|https?:|www\.")  # iPhone, al-Jazeera


class Line(NamedTuple):
    """A line that is not blank; blank lines part the blocks, which are numbered from 0."""

    start: int
    indent: int  # blanks before its text
    text: str
    block: int
    n_words: int

    @property
    def begin(self) -> int:
        return self.start + self.indent

    @property
    def end(self) -> int:
        return self.begin + len(self.text)

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


class Joined(NamedTuple):
    """A text with its wrapped lines joined, and which stretches of the text it was made from it keeps."""

    text: str
    kept: Sequence[tuple[int, int]]
    starts: Sequence[int]  # where each stretch stands in the joined text
    n_hyphens: int  # that parted a word at the end of a line

    @property
    def n_breaks(self) -> int:
        return len(self.kept) - 1

    def place_of(self, place: int) -> int:
        """Where a place of the original text is in the joined text."""
        number = bisect_right(self.kept, place, key=itemgetter(0)) - 1
        start, end = self.kept[number]
        return self.starts[number] + min(place, end) - start

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Bounds in the original text of a stretch of the joined text."""
        first = self._original(start)
        return first, self._original(end - 1) + 1 if end > start else first

    def _original(self, place: int) -> int:
        number = bisect_right(self.starts, place) - 1
        start, end = self.kept[number]
        return min(start + place - self.starts[number], end)


@dataclass
class _Break:
    """The line break between two lines of a block."""

    before: Line
    after: Line
    room: int  # that the first word of the line after it would need in the line before
    parts_word: bool  # the line before ends in a hyphen
    evidence: int  # that it is inside a sentence
    begins_small: bool
    may_follow_headline: bool

    def fits(self, width: int | None) -> bool:
        return width is not None and self.before.width <= width < self.before.width + self.room

    @cached_property
    def may_join(self) -> bool:
        """Asked of few: most breaks are on pages where nothing is evidence."""
        is_below = self.may_follow_headline and _is_headline(self.before, self.after)
        return not (is_below or _begins_anew(self.before, self.after))


def lines_of(texts: Sequence[str]) -> list[list[Line]]:
    """The lines of each text that are not blank, in order."""
    page, at = one_page(texts)
    signs = signs_of(page)
    is_blank = np.ones(len(signs) + 2, bool)
    is_blank[1:-1] = KINDS.take(signs, mode="clip") == BLANK
    words = np.flatnonzero(is_blank[1:] != is_blank[:-1])
    word_starts, word_ends = words[::2], words[1::2]
    starts, n_breaks = _line_starts(signs)
    first = np.append(np.searchsorted(word_starts, starts), len(word_starts))  # word of each line
    rows = np.flatnonzero(np.diff(first))
    begin, end = word_starts[first[rows]], word_ends[first[rows + 1] - 1]
    n_lines = np.diff(np.searchsorted(starts[rows], at))
    block = np.cumsum(np.diff(n_breaks[rows], prepend=0) > 1)
    start, block = (
        starts[rows] - np.repeat(at[:-1], n_lines),
        block
        - np.repeat(block[np.cumsum(n_lines)[n_lines > 0] - n_lines[n_lines > 0]], n_lines[n_lines > 0]),
    )
    shown = [page[one:other] for one, other in zip(begin.tolist(), end.tolist(), strict=True)]
    columns = [start, begin - starts[rows], block, np.diff(first)[rows]]
    start, indent, block, n_words = (column.tolist() for column in columns)
    fields = zip(start, indent, shown, block, n_words, strict=True)
    lines = map(partial(tuple.__new__, Line), fields)  # faster than a call of Line
    return [list(islice(lines, n)) for n in n_lines.tolist()]


def _line_starts(signs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where lines start, blank ones, too, and how many line breaks stand before each; CR LF is one."""
    is_return = signs == _CR
    breaks = np.flatnonzero((signs == _LF) | is_return)
    is_one_more = is_return[breaks] | ~is_return[breaks - 1]
    return np.append(0, breaks + 1), np.append(0, np.cumsum(is_one_more))


def paragraphs_of(texts: Sequence[str]) -> list[list[Line]]:
    """The lines of each text that are not blank, those of a wrapped paragraph as one."""
    found = lines_of(texts)
    joints = list(map(_joints, found))
    wrapped = [number for number, some in enumerate(joints) if some]
    mended = lines_of([_with_blanks(texts[number], joints[number]) for number in wrapped])
    for number, lines in zip(wrapped, mended, strict=True):
        found[number] = lines
    return found


def unwrapped(text: str) -> str:
    """The text with blanks in place of the line breaks inside wrapped paragraphs; as long as before.

    Examples
    --------
    >>> from aleppo_analysis.text.lines import unwrapped
    >>> unwrapped("The river rose again in the night, and at noon it\\nhad reached us.\\n\\nNobody slept.")
    'The river rose again in the night, and at noon it had reached us.\\n\\nNobody slept.'
    """
    return all_unwrapped([text])[0]


def all_unwrapped(texts: Sequence[str]) -> list[str]:
    """The same for each text."""
    may_be = list(map(_may_be_wrapped, texts))
    lines = iter(lines_of(list(compress(texts, may_be))))
    return [
        _with_blanks(text, _joints(next(lines))) if it else text
        for text, it in zip(texts, may_be, strict=True)
    ]


def _may_be_wrapped(text: str) -> bool:
    """Whether a line follows another without a blank line between; not where all line breaks are in pairs."""
    if "\r" not in text and 2 * text.count("\n\n") == text.count("\n"):
        return False
    return _WRAPPED.search(text) is not None


def _with_blanks(text: str, joints: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in joints:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def joined(text: str) -> Joined:
    """The text with one blank in place of each such line break, and words that a hyphen parted made whole.

    A hyphen before a small letter goes, unless the text has the same word with a hyphen elsewhere.

    Examples
    --------
    >>> from aleppo_analysis.text.lines import joined
    >>> found = joined("The river rose again in the night, and the govern-\\n  ment sent boats.")
    >>> found.text, found.n_breaks
    ('The river rose again in the night, and the government sent boats.', 1)
    >>> found.original(43, 53)
    (43, 57)
    """
    joints = _joints(*lines_of([text])) if _may_be_wrapped(text) else []
    hyphened = {word.lower() for word in _HYPHENED.findall(text)} if joints else set()
    pieces: list[str] = []
    kept, starts = [], [0]
    at = n_hyphens = 0
    for start, end in joints:
        parts_word = _parts_word(text[max(start - 2, 0) : start], text[end : end + _LONGEST])
        is_mended = parts_word and text[end].islower() and _word_around(text, start, end) not in hyphened
        n_hyphens += is_mended
        kept.append((at, start - is_mended))
        pieces += [text[slice(*kept[-1])], "" if parts_word else " "]
        starts.append(starts[-1] + len(pieces[-2]) + len(pieces[-1]))
        at = end
    return Joined("".join([*pieces, text[at:]]), [*kept, (at, len(text))], starts, n_hyphens)


def _word_around(text: str, start: int, end: int) -> str:
    """The word that a line break parts after its hyphen, in small letters."""
    before, after = _BEFORE.search(text, max(start - _LONGEST, 0), start), _AFTER.match(text, end)
    return (before[0] + after[0]).lower() if before and after else ""


def _joints(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """From the end of one line to the begin of the next, wherever these are one paragraph."""
    if not lines or lines[-1].block == len(lines) - 1:
        return []
    by_block = (list(block) for _, block in groupby(lines, key=lambda line: line.block))
    blocks = [list(_breaks(block)) for block in by_block if len(block) > 1]
    width = _width(blocks)
    return [(each.before.end, each.after.begin) for block in blocks for each in _joinable(block, width)]


def _breaks(lines: Sequence[Line]) -> Iterator[_Break]:
    """The line breaks of a block. Under a paragraph that begins with a small letter these prove nothing."""
    may_prove = not lines[0].text[0].islower()
    for before, after in zip(lines, lines[1:], strict=False):
        opened = after.text.lstrip(_OPENERS)
        is_closed, parts_word = ends_sentence(before.text), _parts_word(before.text, after.text)
        begins_small = may_prove and not is_closed and _begins_small(opened)
        is_sure = begins_small or parts_word or _leads_on(before.text, after.text)
        is_likely = not is_closed and _is_caseless(opened[:1])
        evidence = _SURE if is_sure else _LIKELY if is_likely else 0
        room = len(after.text.replace("\t", " ").partition(" ")[0]) + (not parts_word)
        is_first = before is lines[0]
        yield _Break(before, after, room, parts_word, evidence, begins_small, is_first and not evidence)
        may_prove = evidence > 0 or not after.text[0].islower()


def _begins_small(text: str) -> bool:
    return text[:1].islower() and not (_NAME.match(text) or _BYLINE.match(text))


def _parts_word(before: str, after: str) -> bool:
    return PARTED.search(f"{before[-2:]}\n{after[:5]}") is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a full stop or another sign that closes."""
    return line[-_END:].rstrip(CLOSERS).endswith(SENTENCE_ENDS)


def _is_caseless(letter: str) -> bool:
    return letter.isalpha() and not (letter.islower() or letter.isupper())


def _leads_on(line: str, after: str) -> bool:
    """Whether a line ends in *the* or *Mr.*, or inside marks or brackets that the next does not open anew."""
    if ends_sentence(line):
        return _SHORT.search(line[-_END:]) is not None
    is_open = any(line.rfind(opening) > line.rfind(closing) for opening, closing in _PAIRS.items())
    return (is_open and after[0] not in _PAIRS) or line.rsplit(maxsplit=1)[-1].casefold() in INCOMPLETE


def _begins_anew(before: Line, after: Line) -> bool:
    """Whether a line is an item of a list, a turn, a byline, a row, or an indented first line."""
    if _NUMBER.match(after.text):
        return _is_item(before.text) or ends_sentence(before.text)
    if _ITEM.match(after.text):
        return not _DASH.match(after.text) or _is_item(before.text) or ends_sentence(before.text)
    if label := _LABEL.match(after.text):
        return not label["who"] or label["who"].isupper() or ends_sentence(before.text)
    if (after.text[0] == "B" and _BYLINE.match(after.text)) or is_row(before.text) or is_row(after.text):
        return True
    return after.indent > before.indent + 1 and not (after.text[0].islower() or _is_item(before.text))


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text) or _NUMBER.match(text) or _LABEL.match(text))


def is_row(text: str) -> bool:
    """Whether a line is in columns; most have no other blanks than single ones."""
    return ("  " in text or not text.isprintable()) and _ROW.search(text) is not None


def _is_headline(before: Line, after: Line) -> bool:
    """Whether the first line of a text has capitals as headlines may have (*Ferry Burns*), the next not."""
    return before.block == 0 and is_title_case(before.text) and not is_title_case(after.text)


def is_title_case(line: str) -> bool:
    """Whether all long words of a line have capitals, and its last."""
    return all(word[0].isupper() for word in (*_LONG_WORD.findall(line), line.split()[-1]))


def _width(blocks: Sequence[Sequence[_Break]]) -> int | None:
    """The width at which a text was wrapped, if it was."""
    if sum(each.evidence for block in blocks for each in block) < _SURE:
        return None
    breaks = [each for block in blocks for each in block if each.may_join]
    inside = [each for each in breaks if each.evidence and each.before.width >= _NARROWEST]
    if sum(each.evidence for each in inside) < _SURE:
        return None
    width = _most_fitted(breaks)
    fitting = [each for each in breaks if each.fits(width)]
    n_inside = sum(each.evidence > 0 for each in fitting)
    if n_inside < max(_MOST * len(inside), _FEWEST * len(fitting)):
        return None
    lines = [line for block in blocks for line in (block[0].before, *(each.after for each in block))]
    n_long = sum(len(line.text) for line in lines if line.width > width and " " in line.text[:width])
    return width if n_long <= _LONG * sum(len(line.text) for line in lines) else None


def _most_fitted(breaks: Sequence[_Break]) -> int:
    """The width that most line ends fit; those inside sentences count twice."""
    steps = [0] * (_WIDEST + 2)
    for each in breaks:
        first, stop = max(each.before.width, _NARROWEST), min(each.before.width + each.room, _WIDEST + 1)
        if first < stop:
            weight = 1 + (each.evidence > 0)
            steps[first] += weight
            steps[stop] -= weight
    fitted = list(accumulate(steps))
    return max(range(len(fitted)), key=lambda width: (fitted[width], width))


def _joinable(block: Sequence[_Break], width: int | None) -> list[_Break]:
    """The line breaks of a block that are inside a paragraph."""
    is_wide = sum(each.before.width for each in block) >= _NARROWEST * len(block)
    found = [
        each
        for each in block
        if each.parts_word
        or (each.fits(width) and each.may_join)
        or (is_wide and each.begins_small and each.before.width >= _SHORTEST and each.may_join)
    ]
    is_prose = any(each.evidence for each in found) or ends_sentence(block[-1].after.text)
    return found if is_prose or block[0].before.block == 0 else []
