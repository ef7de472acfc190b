"""Finding marked words again in the text they were marked in.

Tools count in their own ways (code points, UTF-16 units), wrap lines, change marks and accents. A place
holds only if the words that should stand there do; else the words are looked for, with what stands around
them; what is not found in one place only has no place.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from .tasks import Mark

_AROUND = 32  # characters before and after that tell one place from another
_ENOUGH = 12  # of them, with which changed words are found between their neighbours
_MANY = 30  # characters that hardly stand twice by chance
_ALIKE = 80  # similarity that changed words must keep, in per cent
_SAME_UNIT = 90  # similarity of a unit's words, in per cent, below which they are others
_STRAIGHT = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—", '\'\'\'\'""""""-----')


class Place(NamedTuple):
    """From where to where, and how it was found: by position, words or context."""

    start: int
    end: int
    found_by: str


def place_of(mark: Mark, text: str) -> Place | None:
    """Where in `text` the marked words stand, if they are found in one place."""
    theirs = text if mark.text is None else mark.text
    before, words, after = mark.before, mark.words, mark.after
    for start, end in _bounds(mark, theirs):
        if words is None or _same(theirs[start:end], words):
            if place := _counted(theirs, start, end, text):
                return place
            words = theirs[start:end]
            before = before or theirs[max(0, start - _AROUND) : start]
            after = after or theirs[end : end + _AROUND]
            break
    return _found(words, before, after, text) if words and words.strip() else None


def is_of(theirs: str | None, text: str) -> bool:
    """Whether the words that a tool has for a unit are those of the unit, up to small changes."""
    if theirs is None or theirs == text:
        return True
    return ratio(_normal_of(theirs).text.strip(), _normal_of(text).text.strip()) >= _SAME_UNIT


def _bounds(mark: Mark, theirs: str) -> Iterator[tuple[int, int]]:
    """Where it may be in their text: in code points, and in UTF-16 units if there are words to tell."""
    start, end = mark.start, mark.end
    if not (type(start) is int and type(end) is int and 0 <= start < end):
        return
    if end <= len(theirs):
        yield start, end
    if mark.words is not None and not theirs.isascii():
        units = list(accumulate((1 + (character > "\uffff") for character in theirs), initial=0))
        if end <= units[-1]:
            yield bisect_right(units, start) - 1, bisect_right(units, end) - 1


def _counted(theirs: str, start: int, end: int, text: str) -> Place | None:
    """The place as counted in their text, if that differs from `text` by nothing but what tools change."""
    if theirs == text:
        return Place(start, end, "position")
    one, other = _normal_of(theirs), _normal_of(text)
    if one.text.strip() != other.text.strip():
        return None
    shift = other.text.startswith(" ") - one.text.startswith(" ")
    counted = [bisect_left(one.places, place) + shift for place in (start, end)]
    first, last = (min(max(0, place), len(other.text)) for place in counted)
    while first < last and other.text[last - 1] == " ":
        last -= 1
    while first < last and other.text[first] == " ":
        first += 1
    if first >= last or not (other.parts(first) and other.parts(last)):
        return None
    return Place(*other.between(first, last), "position")


def _same(one: str, other: str) -> bool:
    return one == other or _normal_of(one).text.strip() == _normal_of(other).text.strip()


class _Normal:
    """A text without what tools change: blanks as one, accents apart, straight marks, nothing invisible."""

    def __init__(self, text: str) -> None:
        characters: list[str] = []
        self.places: list[int] = []  # of each character in the text it was made from
        for place, character in enumerate(text):
            for each in _normal(character):
                if not (each == " " and characters[-1:] == [" "]):
                    characters.append(each)
                    self.places.append(place)
        self.text = "".join(characters)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The places in the text it was made from."""
        return self.places[start], self.places[end - 1] + 1

    def parts(self, position: int) -> bool:
        """Whether a character begins here, so that none is cut."""
        if not 0 < position < len(self.text):
            return True
        whole = self.places[position] != self.places[position - 1]
        return whole and not unicodedata.category(self.text[position]).startswith("M")

    def places_of(self, words: str) -> Iterator[tuple[int, int]]:
        start = self.text.find(words)
        while start >= 0:
            if self.parts(start) and self.parts(start + len(words)):
                yield start, start + len(words)
            start = self.text.find(words, start + 1)


@lru_cache(maxsize=8)  # the marks of a unit come one after the other
def _normal_of(text: str) -> _Normal:
    return _Normal(text)


def _normal(character: str) -> str:
    if character.isspace():
        return " "
    if character.isascii():
        return character if character >= " " else "\ufffd"
    if unicodedata.category(character) == "Cf":
        return ""
    if character in "\ufffe\uffff":
        return "\ufffd"
    return unicodedata.normalize("NFD", character.translate(_STRAIGHT))


def _found(words: str, before: str, after: str, text: str) -> Place | None:
    """The one place of the words, or of changed words between unchanged neighbours."""
    before += words[: len(words) - len(words.lstrip())]  # blanks at the edges of words are around them
    after = words[len(words.rstrip()) :] + after
    ours, sought = _normal_of(text), _normal_of(words).text.strip()
    around = _normal_of(before[-_AROUND:]).text, _normal_of(after[:_AROUND]).text
    places = list(ours.places_of(sought)) if sought else []
    if places:
        found, by = _clear(ours.text, places, *around), "words"
    else:
        found, by = _between(ours, sought, *around), "context"
    return Place(*ours.between(*found), by) if found else None


def _clear(text: str, places: list[tuple[int, int]], before: str, after: str) -> tuple[int, int] | None:
    """The place whose neighbours are most like those that the words had, if it is beyond doubt.

    Of several places, one must have half of the neighbours and more than any other; of one, a quarter of
    them, unless the words are many: the same short words may stand by chance where nothing was marked.
    """
    known, marked = len(before) + len(after), places[0][1] - places[0][0]
    scores = [
        _alike(text[max(0, start - len(before)) : start][::-1], before[::-1])
        + _alike(text[end : end + len(after)], after)
        for start, end in places
    ]
    most = max(scores)
    if len(places) == 1:
        is_clear = 4 * most >= known or marked >= _MANY
    else:
        is_clear = scores.count(most) == 1 and 2 * most >= known
    return places[scores.index(most)] if is_clear else None


def _alike(one: str, other: str) -> int:
    """How many characters they have in common from their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _between(ours: _Normal, sought: str, before: str, after: str) -> tuple[int, int] | None:
    """Where both neighbours stand once, with words between them that are much like those sought."""
    if min(len(before.strip()), len(after.strip())) < _ENOUGH:
        return None
    left, right = list(ours.places_of(before)), list(ours.places_of(after))
    if not (len(left) == len(right) == 1):
        return None
    start, end = left[0][1], right[0][0]
    words = ours.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start >= end or ratio(words.strip(), sought) < _ALIKE:
        return None
    return start, end
