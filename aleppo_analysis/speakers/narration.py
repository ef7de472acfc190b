"""What a text speaks of outside its quotation marks: people, crowds, bodies, and where sentences begin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ..spans import merged
from ..text.english import SAYING, TITLES
from .names import NATION, Run
from .nouns import is_body_noun, is_crowd, is_one, is_pronoun, may_hold_one
from .people import People, Person
from .titles import is_body, is_role

Spans = Sequence[tuple[int, int]]

_FUNCTION_WORDS = set(
    """a about after also although an and are as at be because been before being but by for from had has have
    he if in into is it its just made makes meanwhile most not of on only or out over said saw say says seeing
    she so some than that the their these they this those to told was were what when where whether which
    while who will with would yesterday monday tuesday wednesday thursday friday saturday sunday""".split()
)
_PLACING = set(
    """about across against around at by for from in including inside like near of on to toward under unlike
    via with""".split()
)
_CLAUSE = set(
    """after although and as because before but if or said says since so than that the though until when
    where which while who""".split()
)
_INVERTED = set(  # after which a subject may stand, and no object
    """added adds argued argues continued continues explained explains insisted insists joked noted notes
    recalled recalls remarked replied replies said says writes wrote""".split()
)
_BEFORE_SUBJECT = _CLAUSE | _INVERTED
_NO_TITLE = ("ed", "ing", "s", "by", "for", "from", "in", "of", "on", "to", "with", *".,:;”)")
_NEEDS: dict[Callable[[str], bool], set[str]] = {
    is_crowd: set(),
    is_body_noun: {"the", "its", "their"},
    is_one: {"a", "an", "the", "one"},
}
_STOP = re.compile(  # begins with a sign, so that it is looked for there alone
    r"[\n.!?…,](?:(?<=\n)\n*|(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|(?<=,)[”\"]\s+(?=[A-Z]))"
)
_SHORT = re.compile(rf"(?:\b[A-Z]|\b(?:{'|'.join(TITLES)}|St))$")
_FIRST = re.compile(
    r"(?:\A|[.!?…:\n][\"'”’)]{0,2}\s{0,3})[“‘\"']?(?:(?:And|But|For|Later|Meanwhile|Now|So|Then|Yet),? )?\Z"
)
_IN = re.compile(r"(?:\b[Ii]n|\b[Ii]nside|\b[Nn]ear|\b[Oo]utside) {1,2}\Z")
_DATELINE = re.compile(  # LONDON - The; LIMA, Peru, May 2 (AP) -- The; Lima (AP) – The; (Lima) – The
    r"^(?:[A-Z][A-Z.’' -]{2,40}(?:, [\w .]{2,30}){0,2}(?: \([\w /]{2,30}\))?"
    r"|[A-Z][\w.,’' -]{2,60} \([A-Z][\w /]{1,30}\)|\([A-Z][\w.,’' -]{2,60}\))"
    r" ?(?:--|—|–|(?<= )-)\s{1,3}[“\"‘']?(?=[A-Z\d])",
    re.MULTILINE,
)
_REST = re.compile(r" (?:for|of) (?:the )?[A-Z]\w{1,20}(?: [A-Z]\w{1,20}){0,3}")
_WORD = re.compile(r"\w[\w-]*+")
_MARK = re.compile(r"[,.;:!?“”\"()\n]")
_OWNED = re.compile(r"[’']s? ")
_ACTS = re.compile(rf" (?:{SAYING}|had|has|is|was|will|would|\w{{2,15}}ed)\b")
_NEAR = 12  # sentences that a pronoun reaches back
_LONG = 1000  # characters of a sentence that are looked at


class Phrase(NamedTuple):
    """Words that somebody is spoken of by, and whether they may only belong to another word there."""

    words: str
    start: int
    is_weak: bool


class Narration:
    """One text, looked at outside its quotations; `reported` are the spans of what is said without marks."""

    def __init__(
        self, text: str, runs: list[Run], people: People, quoted: Spans, reported: Spans = ()
    ) -> None:
        self.text = text
        self.people = people
        self._runs = runs
        self._quoted = merged(quoted)
        self._reported = merged(reported)
        self._datelines = [match.span() for match in _DATELINE.finditer(text)]
        self._phrases: dict[tuple[Callable[[str], bool], int, int], list[Phrase]] = {}
        people.guess_genders(self.is_quoted, self.opens_sentence)

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences begin."""
        stops = _STOP.finditer(self.text)
        return [0, *[stop.end() for stop in stops if stop[0][0] != "." or not _is_short(self.text, stop)]]

    def begins_sentence(self, start: int) -> bool:
        """Whether a sentence, or what follows a colon, begins at a place."""
        before = self.text[max(start - 6, 0) : start].rstrip(" “‘\"'")
        return not before or before[-1] in ".!?…:\n"

    def opens_sentence(self, start: int) -> bool:
        """The same, or after a word such as *But* or *For*."""
        return bool(_FIRST.search(self.text[max(start - 16, 0) : start]))

    @cached_property
    def _known(self) -> set[str]:
        """The words that have a capital inside a sentence."""
        return {word for run in self._runs if not self.begins_sentence(run.start) for word in run.words}

    def has_capital(self, word: str) -> bool:
        """Whether a word has a capital inside a sentence."""
        return word in self._known

    def is_name(self, word: str, start: int) -> bool:
        """Whether a capital is more than that of a sentence: the word has it elsewhere, or a verb follows."""
        if not self.begins_sentence(start) or word in self._known or not word[1:].islower():
            return True
        is_word = word.lower() in self.people.lower_words
        return not is_word and bool(_ACTS.match(self.text, start + len(word)))

    def is_beside(self, name: str, start: int) -> bool:
        """Whether the last word of a name stands before a place in its paragraph."""
        begin = self.text.rfind("\n", max(start - _LONG, 0), start) + 1
        return name.split()[-1] in self.text[max(begin, start - _LONG) : start]

    def back(self, start: int) -> Iterator[tuple[int, int]]:
        """The sentences before a place, the nearest first: the part of its own that stands before it."""
        end = start
        here = bisect_right(self._sentences, start) - 1
        for begin in self._sentences[here : max(here - _NEAR, 0) : -1] + self._sentences[:1] * (here < _NEAR):
            yield max(begin, end - _LONG), end
            end = begin

    def ahead(self, start: int, n: int) -> tuple[int, int]:
        """The stretch from a place to the end of the `n`-th sentence after its own."""
        here = bisect_right(self._sentences, start)
        ends = [*self._sentences[here : here + n + 1], len(self.text)]
        return start, min(ends[: n + 1][-1], start + _LONG)

    def people_in(self, begin: int, end: int) -> Iterator[tuple[int, Person, bool]]:
        """The mentions of people by name in a stretch: place, person, whether it is a mere owner."""
        sightings = self.people.sightings
        for i in range(bisect_left(sightings, (begin,)), len(sightings)):
            start = sightings[i][0]
            if start >= end:
                break
            is_picture = self.text[start - 1 : start] == "("  # of somebody
            if not (self.is_quoted(start) or is_picture or self.is_in_dateline(start)):
                yield sightings[i]

    def names_in(self, begin: int, end: int) -> Iterator[Phrase]:
        """The names in a stretch that may be those of bodies: no places, owners or adjectives."""
        for run in self._runs[bisect_left(self._runs, (begin,)) : bisect_left(self._runs, (end,))]:
            words = run.words
            is_word = len(words) == 1 and (
                words[0].endswith(NATION) or is_pronoun(words[0]) or not self.is_name(words[0], run.start)
            )
            is_word |= self.text[run.end : run.end + 1] == ":" or self.is_in_dateline(run.start)  # a label
            if not (run.is_possessive or is_word or self.is_placed(run.start) or self.is_quoted(run.start)):
                rest = _REST.match(self.text, run.end) if is_body(words[-1:]) else None
                name = " ".join(words) + (rest[0] if rest else "")
                yield Phrase(name, run.start, not self.is_subject(run.start))

    def runs_before(self, start: int, n: int) -> list[Run]:
        """The last `n` runs of capitalised words before a place, the last first."""
        before = bisect_left(self._runs, (start,))
        return self._runs[max(before - n, 0) : before][::-1]

    def is_place(self, name: str) -> bool:
        """Whether a name stands after *in* or *near* anywhere."""
        return name in self._places

    @cached_property
    def _places(self) -> set[str]:
        runs = (run for run in self._runs if _IN.search(self.text, max(run.start - 10, 0), run.start))
        return {" ".join(run.words) for run in runs}

    def phrases_in(self, is_noun: Callable[[str], bool], begin: int, end: int) -> list[Phrase]:
        """What crowds, bodies or people in a role are spoken of in a stretch."""
        key = is_noun, begin, end
        if key not in self._phrases:  # every pronoun of a paragraph looks back over the same sentences
            self._phrases[key] = list(self._phrases_of(*key))
        return self._phrases[key]

    def _phrases_of(self, is_noun: Callable[[str], bool], begin: int, end: int) -> Iterator[Phrase]:
        if is_noun is is_one and not may_hold_one(self.text[begin:end]):  # seldom is there one
            return
        for match in _WORD.finditer(self.text, begin, end):
            if not is_noun(match[0]):
                continue
            words = _phrase(self.text[max(begin, match.start() - 50) : match.end()], _NEEDS[is_noun])
            is_part = is_noun is is_body_noun and match[0][0].isupper()  # of a name
            if words and not is_part and not self.is_quoted(match.start()):
                is_owner = bool(_OWNED.match(self.text, match.end()))
                yield Phrase(words, match.end() - len(words), is_owner)

    def is_subject(self, start: int) -> bool:
        """Whether a name, with the title before it, stands where a clause begins."""
        line = self.text[max(start - 60, 0) : start].rpartition("\n")[2]
        words = line.replace("“", ". ").replace('"', ". ").split()
        has_title = bool(words) and is_role(words[-1].strip(","))
        while words and (
            is_role(words[-1]) or words[-1][0].isupper() or (has_title and not words[-1].endswith(_NO_TITLE))
        ):
            if words[-1].lower() in _CLAUSE or words[-1].lower() in _PLACING:
                return words[-1].lower() in _CLAUSE or self.opens_sentence(start)
            words.pop()
        is_first = not words or not words[-1][-1].isalpha() or words[-1].lower() in _BEFORE_SUBJECT
        return is_first or self.opens_sentence(start)

    def is_placed(self, start: int) -> bool:
        """Whether a name stands after a preposition (*in Bergen*)."""
        before = self.text[max(start - 16, 0) : start].lower().removesuffix("the ").split()
        return bool(before) and before[-1] in _PLACING

    def is_quoted(self, at: int) -> bool:
        """Whether a place is inside quotation marks."""
        return self._is_inside(self._quoted, at)

    def is_in_dateline(self, at: int) -> bool:
        """Whether a place is in what an agency begins with: *LONDON (AP) — The bridge ...*."""
        return self._is_inside(self._datelines, at)

    def is_reported(self, at: int) -> bool:
        """Whether a place is in what somebody is said to have said."""
        return self._is_inside(self._reported, at)

    def _is_inside(self, spans: Spans, at: int) -> bool:
        i = bisect_right(spans, (at, len(self.text))) - 1
        return i >= 0 and spans[i][0] <= at < spans[i][1]


def last_phrase(text: str) -> str:
    """The noun that a text ends in, with up to three words before it."""
    return _phrase(text, set())


def _is_short(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to a title or an initial."""
    before = text[max(stop.start() - 5, 0) : stop.start()]
    return not before.islower() and bool(_SHORT.search(before))


def _phrase(text: str, determiners: set[str]) -> str:
    """The noun that `text` ends in with up to three words before it, from its determiner if it needs one."""
    words = _MARK.split(text)[-1].split()[-4:]
    if determiners:
        first = max((i for i, word in enumerate(words) if word.lower() in determiners), default=None)
        return "" if first is None else " ".join(words[first:])
    last = max((i for i, word in enumerate(words[:-1]) if word.lower() in _FUNCTION_WORDS), default=-1)
    return " ".join(words[last + 1 :])
