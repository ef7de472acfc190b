"""What a text looks like to its reader, and the sentences of it that may hold numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..text.english import SENTENCE_END, one_of
from ..text.lines import Joined, joined
from .measures import ONE
from .numerals import BEGINNINGS, POWERS

LONGEST = 1500  # characters of a sentence that are read at once
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")  # soft hyphens and what has no width
_WORDS = sorted(BEGINNINGS - {"scores", "tens"})
_FORMS = " ".join(form for word in _WORDS for form in (word, word.capitalize(), word.upper()))
_ONE_OF = one_of(" ".join([*ONE, *POWERS, "third quarter fifth tenth couple"]))
_ANCHOR = re.compile(
    rf"[0-9½¼¾⅓⅔⅛⅜⅝⅞]|\b(?:{one_of(_FORMS)}|[Ss]cores of|[Tt]ens of|[Aa]n? {_ONE_OF}"
    rf"|{one_of(' '.join(ONE))}-long)\b"
)
_EDGE = re.compile(rf"[\n\r]+|{SENTENCE_END.pattern}")


class Page(NamedTuple):
    """A text without line breaks inside paragraphs and without hidden signs, and the way back to it."""

    text: str
    steps: tuple[Joined, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        for step in self.steps:
            start, end = step.original(start, end)
        return start, end


def page_of(text: str) -> Page:
    """The page of a text."""
    whole = joined(text)
    steps = (whole,) if whole.n_breaks else ()
    if not _HIDDEN.search(whole.text):
        return Page(whole.text, steps)
    kept, starts, at, length = [], [], 0, 0
    for hidden in [*_HIDDEN.finditer(whole.text), None]:
        start, end = hidden.span() if hidden else (len(whole.text), len(whole.text))
        kept.append((at, start))
        starts.append(length)
        length += start - at
        at = end
    shown = "".join(whole.text[start:end] for start, end in kept)
    return Page(shown, (Joined(shown, kept, starts, 0), *steps))


def sentences_with_numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of the sentences in which something may be a number, long ones in pieces."""
    edges: list[int] = []
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        edges = edges or [0, *(edge.end() for edge in _EDGE.finditer(text)), len(text)]
        number = bisect_right(edges, anchor.start())
        start, done = max(edges[number - 1], done), edges[number] if number < len(edges) else len(text)
        while done - start > LONGEST:
            cut = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
            yield number, start, cut
            start = cut
        yield number, start, done
