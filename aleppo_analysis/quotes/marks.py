"""Where quotation marks open and close, in every style that news is written in.

One pass over the text, one compiled pattern. Double marks (curly, straight, doubled apostrophes,
low-high) and guillemets say by their form or their neighbours whether they open; single marks also
serve as apostrophes, so a single mark after a final *s* closes only when no surer mark follows.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..text.english import SAID

MARK = re.compile(r"""([\n\r"'‘’‚“”„‟`«»‹›「」『』])((?<=[\n\r])\s*|(?<=['‘’`])\1)?""")
FAMILIES = {
    sign: family
    for family, signs in {
        "double": '“”„‟"',
        "guillemet": "«»",
        "angle": "‹›",
        "corner": "「」",
        "white corner": "『』",
    }.items()
    for sign in signs
}
ELIDED = re.compile(
    r"\d0s\b|\d\d\b|(?:[Tt]il|[Tt]is|[Tt]was|[Ee]m|[Cc]ause|[Bb]out|[Rr]ound|[Cc]os|[Nn]uff)\b"
)
ELIDED_N = {mark + n for mark in "'‘’" for n in "nN"}  # rock ’n’ roll
WORD = re.compile(r"\w")
GOES_TO_MARK = re.compile(r'[^\S\n\r][^"\n\r]*+"')
TOLD = re.compile(  # “We left, said Anna. “We left, Anna Lee told us.
    r"(?<=[,.!?…])\s+(?:(?:he|she|they|the \w+|(?:[a-z-]{2,20} ){0,2}[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}) )?"
    rf"{SAID}\b"
)
BEFORE_OPENING = "([{—–-/‘'"
BEFORE_SINGLE = "([{—–/“”\"„«‹'`"
PAIRED = "«»‹›「」『』"  # one of them opens, the other closes


class Mark(NamedTuple):
    """A stretch of text between quotation marks, inside one paragraph (line).

    `start` and `end` bound the words, `open_start` and `close_end` take in the marks and blanks inside
    them; `depth` is 0 for what stands in no other marks; `is_closed` is False where the closing mark is
    missing (the quotation goes on in the next paragraph, or the mark was forgotten); `paragraph` counts
    the lines that hold text.
    """

    start: int
    end: int
    open_start: int
    close_end: int
    depth: int
    is_closed: bool
    paragraph: int


class Attribution(NamedTuple):
    """Who says what: the stretches said, the words that tell of the saying, the mention of the speaker.

    All are (start, end) in characters; `rule` says what found it, `confidence` how likely content and
    speaker are right.
    """

    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    rule: str
    confidence: float

    def placed(self, bounds_of: Callable[[int, int], tuple[int, int]]) -> "Attribution":
        """The same in another text, in which `bounds_of` says where a stretch is."""
        content = tuple(bounds_of(*part) for part in self.content)
        cue, speaker = self.cue and bounds_of(*self.cue), self.speaker and bounds_of(*self.speaker)
        return self._replace(content=content, cue=cue, speaker=speaker)


def find_marks(text: str) -> list[Mark]:
    """List the stretches between quotation marks, sorted by start, the outer before the inner.

    On double marks the conventions are those of attribution research: a unit never leaves its paragraph,
    and every paragraph of a long quotation is a unit of its own.
    """
    scanner = _Scanner(text)
    for match in MARK.finditer(text):
        sign = match[0]
        if sign[0] in "\n\r":
            scanner.end_paragraph(match.start(), match.end())
        elif sign in FAMILIES:
            scanner.paired_mark(match, FAMILIES[sign])
        elif len(sign) == 2:
            scanner.paired_mark(match, "double")
        elif sign != "`":
            scanner.single_mark(match)
    scanner.end_paragraph(len(text), len(text))
    return with_depth(scanner.found)


@dataclass(slots=True)
class _Open:
    """A mark that waits for its closing one."""

    family: str
    sign: str
    open_start: int
    start: int
    weak_close: tuple[int, int] | None = None


class _Scanner:
    """The marks open at this point of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Mark] = []
        self.stack: list[_Open] = []
        self.lost: dict[str, list[tuple[_Open, int]]] = {}
        self.left_open: dict[str, _Open | None] = {}
        self.paragraph, self.paragraph_start = 0, 0

    def paired_mark(self, match: re.Match[str], family: str) -> None:
        """A double mark or guillemet: at most one of each family is open at a time."""
        sign, opening = match[0], self._opens(match)
        waiting = next((mark for mark in self.stack if mark.family == family), None)
        above = self.left_open.pop(family, None)
        if above and not opening and match.start() == self.paragraph_start:
            self.stack.append(_Open(family, above.sign, match.start(), match.end()))
            return None
        if above and not opening:
            waiting = _Open(family, above.sign, self.paragraph_start, self.paragraph_start)
            self.stack.insert(0, waiting)
        if sign in ("''", "’’") and waiting is None and not opening:
            return self._close_single(match)
        if self._starts_anew(match, opening, waiting):
            if waiting:
                self._pop_to(waiting)
            if waiting and waiting.start != match.start():
                self.lost.setdefault(family, []).append((waiting, match.start()))
            self.stack.append(_Open(family, sign, match.start(), match.end()))
        elif waiting:
            self._pop_to(waiting)
            self._add(waiting, match.start(), match.end())
        elif self.lost.get(family):
            outer, _ = self.lost[family].pop()
            self._add(outer, match.start(), match.end())
        return None

    def single_mark(self, match: re.Match[str]) -> None:
        """A single mark: an opening one, a closing one, or an apostrophe."""
        sign, after = match[0], self.text[match.end() : match.end() + 1]
        before = self.text[match.start() - 1] if match.start() else "\n"
        if sign != "’" and (before.isspace() or before in BEFORE_SINGLE) and after.strip():
            if ELIDED.match(self.text, match.end()):
                return
            if self.stack and self.stack[-1].family == "single":
                self._drop_single(self.stack.pop())
            self.stack.append(_Open("single", sign, match.start(), match.end()))
        elif sign != "‚" and not (before.isspace() or WORD.match(after)):
            self._close_single(match)

    def end_paragraph(self, end: int, next_start: int) -> None:
        """Give up what is still open: it goes on below, or its closing mark was forgotten."""
        if not self.text[self.paragraph_start : end].strip():
            self.paragraph_start = next_start
            return
        self.left_open = {}
        for mark in self.stack:
            is_reopened = self.text.startswith(mark.sign, next_start)
            if mark.family != "single":
                self.left_open[mark.family] = mark
            elif mark.weak_close or not self._is_quotation(mark, is_reopened):
                self._drop_single(mark)
                continue
            self._add_open(mark, end if is_reopened else self._forgotten(mark, end))
        for mark, lost_end in (lost for family in self.lost.values() for lost in family):
            self._add_open(mark, self._forgotten(mark, lost_end))
        self.stack, self.lost = [], {}
        self.paragraph, self.paragraph_start = self.paragraph + 1, next_start

    def _opens(self, match: re.Match[str]) -> bool:
        """Whether the neighbours of a mark look as if it opened a quotation."""
        before = self.text[match.start() - 1] if match.start() else "\n"
        after = self.text[match.end()] if match.end() < len(self.text) else "\n"
        return (before.isspace() or before in BEFORE_OPENING) and not after.isspace() and after not in ",;:)]"

    def _opens_with_blank(self, match: re.Match[str]) -> bool:
        """Whether a straight mark between blanks opens (" No, " he said): one more follows in its line."""
        before = self.text[match.start() - 1] if match.start() else "\n"
        return match[0] == '"' and before.isspace() and bool(GOES_TO_MARK.match(self.text, match.end()))

    def _starts_anew(self, match: re.Match[str], opening: bool, waiting: _Open | None) -> bool:
        """Whether a double mark or guillemet opens a quotation here."""
        sign = match[0]
        if waiting is None:
            return opening or sign in "“„‟«‹「『``‘‘" or self._opens_with_blank(match)
        if waiting.sign in PAIRED:
            return sign == waiting.sign
        is_doubled = waiting.start == match.start() and sign in "“„‟``‘‘"
        return is_doubled or (sign not in ("”", "’’") and opening)

    def _close_single(self, match: re.Match[str]) -> None:
        """Close the innermost single quotation, unless the mark may be an apostrophe."""
        if not self.stack or self.stack[-1].family != "single":
            return
        before = self.text[max(match.start() - 2, 0) : match.start()]
        if before in ELIDED_N:
            return
        after = self.text[match.end() : match.end() + 2]
        if before[-1:] in "sSxz0123456789" or before == "in":
            if after[:1] == " " and after[1:].isalnum():
                self.stack[-1].weak_close = self.stack[-1].weak_close or (match.start(), match.end())
                return
        self._add(self.stack.pop(), match.start(), match.end())

    def _drop_single(self, mark: _Open) -> None:
        """End a single quotation at the first mark that might close it; without one it was an apostrophe."""
        if mark.weak_close:
            self._add(mark, *mark.weak_close)

    def _is_quotation(self, mark: _Open, is_reopened: bool) -> bool:
        """Whether an open single mark is no apostrophe: after a sentence, comma or colon, or before all."""
        before = self.text[self.paragraph_start : mark.open_start].rstrip()[-1:]
        return before in ",:.!?…" and (mark.sign == "‘" or is_reopened)

    def _forgotten(self, mark: _Open, end: int) -> int:
        """Where a quotation without closing mark ends: before the words that tell of its speaker."""
        said = TOLD.search(self.text, mark.start, end)
        return said.start() if said else end

    def _pop_to(self, waiting: _Open) -> None:
        """Take a mark off the stack; what was opened inside it ends with it."""
        while (mark := self.stack.pop()) is not waiting:
            if mark.family == "single":
                self._drop_single(mark)

    def _add(self, mark: _Open, end: int, close_end: int, *, is_closed: bool = True) -> None:
        """Note a stretch that holds a word; blanks inside its marks (« Non ») are no part of it."""
        if WORD.search(self.text, mark.start, end):
            words = self.text[mark.start : end]
            start, end = end - len(words.lstrip()), mark.start + len(words.rstrip())
            close_end = close_end if is_closed else end
            self.found.append(Mark(start, end, mark.open_start, close_end, 0, is_closed, self.paragraph))

    def _add_open(self, mark: _Open, end: int) -> None:
        self._add(mark, end, end, is_closed=False)


def with_depth(found: Iterable[Mark]) -> list[Mark]:
    """The marks in reading order, each with the number of marks around it."""
    marks: list[Mark] = []
    ends: list[int] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        while ends and ends[-1] <= mark.start:
            ends.pop()
        marks.append(mark if mark.depth == len(ends) else mark._replace(depth=len(ends)))
        ends.append(mark.end)
    return marks
