"""Whom a pronoun means: the nearest fitting person, crowd or body spoken of before it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .names import find_runs
from .narration import Narration, Phrase, Spans, last_phrase
from .nouns import is_body_noun, is_crowd, is_one, is_plural, is_proper
from .people import NOBODY, Entity, Person
from .phrases import is_honest

Candidate = tuple[bool, int, Entity | Person]  # whether it is a mere owner, its place, who it is

_ADDRESSED = re.compile(
    r" (?:\w{2,12} )?(?:asked|asks|assured|informed|reminded|tells|thanked|told|urged|warned) (?=[A-Z])"
)
_AGED = re.compile(r", (?:aged )?\d{1,3}\Z")
_APPOSED = re.compile(r", (?:an?|her|his|its|the) [\w’' -]{2,40}\Z")
_BEYOND = 4  # sentences before that of a weak candidate in which a strong one is looked for
_AHEAD = 2  # sentences after a pronoun in which its name is looked for where none stands before it
_LAST, _FAR = 20, 800  # speakers and characters that a description reaches back
_TAIL = 80  # characters before *who* that are looked at


class Asked(NamedTuple):
    """A pronoun (a value of `PRONOUNS`; nothing for any person), its place, and what its speaker says."""

    pronoun: str
    start: int
    end: int
    said: Spans = ()
    is_certain: bool = False  # whether nobody fits who may be no person


class Antecedents:
    """Looks back from the pronouns of one text; `mean` says what a phrase at a place means."""

    def __init__(self, narration: Narration, mean: Callable[[str, int], Entity]) -> None:
        self._text = narration.text
        self._narration = narration
        self._mean = mean
        self._spoken: list[tuple[int, int, Entity]] = []

    def remember(self, start: int, end: int, entity: Entity) -> None:
        """Note whom a mention means (in the order of the text): speakers are likely antecedents."""
        self._spoken.append((start, end, entity))

    def last_called(self, noun: str, start: int) -> Entity | None:
        """The last speaker before a place who was called by this noun (*a justice official*)."""
        for at, end, entity in self._lately(start):
            if noun in self._text[at:end].lower().split():
                return entity
        return None

    def last_named(self, start: int, *, is_person: bool | None = None) -> Entity | None:
        """The last speaker before a place who has a proper name: a person, a body, or either."""
        for _, _, entity in self._lately(start):
            if is_proper(str(entity.name)) and is_person in (None, entity.is_person):
                return entity
        return None

    def _lately(self, start: int) -> Iterator[tuple[int, int, Entity]]:
        """Who spoke shortly before a place, the last first, and where they are mentioned."""
        before = bisect_left(self._spoken, (start,))
        for i in range(before - 1, max(before - _LAST, 0) - 1, -1):
            one = self._spoken[i]
            if one[2].name and start - one[0] <= _FAR:
                yield one

    def find(self, asked: Asked) -> Entity:
        """Whom a pronoun means."""
        if asked.pronoun == "who":
            return self._right_before(asked.start)
        if asked.pronoun == "first":
            return NOBODY
        if asked.pronoun in ("they", "it"):
            looks = {"they": [self._crowds, self._persons], "it": [self._bodies]}[asked.pronoun]
            return next(filter(None, (self._nearest(look, asked) for look in looks)), NOBODY)
        if asked.is_certain:
            return self._nearest(self._persons, asked) or NOBODY
        looks = [self._persons, self._unknowns, self._described]
        found = filter(None, (self._nearest(look, asked) for look in looks))
        return next(found, None) or self._ahead(asked) or NOBODY

    def _nearest(self, look: Callable[[int, int], Iterator[Candidate]], asked: Asked) -> Entity | None:
        """The first fitting candidate of the nearest sentence that has one."""
        weak, beyond = None, 0
        addressed = self._addressed(asked.end)
        for begin, end in self._narration.back(asked.start):
            found = sorted(look(begin, end), key=self._rank)
            for is_weak, at, who in found:
                entity = self._mean(who.name, at + 1) if isinstance(who, Person) else who
                if self._is_possible(entity, at, asked) and entity.name != addressed:
                    if _fits(entity, asked.pronoun, look == self._persons):
                        if not is_weak or look == self._unknowns:
                            return entity
                        weak = weak or entity
            beyond += weak is not None
            if beyond > _BEYOND:
                break
        return weak

    def _rank(self, candidate: Candidate) -> tuple[bool, bool, int]:
        """Whoever is no mere owner first, then whoever is not only in what another says, then by place."""
        is_weak, at, _ = candidate
        return is_weak, self._narration.is_reported(at), at

    def _is_possible(self, entity: Entity, at: int, asked: Asked) -> bool:
        """Whether somebody has a name and is not only spoken of by whoever is asked for.

        That is so inside what is said, and right before the pronoun: *Ann Lee, he said, was late*.
        """
        if entity.name is None or not is_honest(entity.name):
            return False
        is_told = any(start <= at < end for start, end in asked.said)
        before = self._text[at : asked.start]
        is_topic = before.endswith(", ") and len(before.split()) < 4 and self._narration.opens_sentence(at)
        return not (is_told or (is_topic and "," not in before[:-2]))

    def _addressed(self, end: int) -> str | None:
        """Whom the pronoun speaks to (he told *Lee*): somebody else."""
        verb = _ADDRESSED.match(self._text, end)
        run = next(iter(find_runs(self._text[verb.end() : verb.end() + 40])), None) if verb else None
        return self._mean(" ".join(run.words), end).name if run and run.start == 0 else None

    def _persons(self, begin: int, end: int) -> Iterator[Candidate]:
        """People spoken of in a stretch of narration."""
        yield from self._speakers(begin, end)
        for start, person, is_possessive in self._narration.people_in(begin, end):
            if person.is_certain:
                is_weak = is_possessive or not self._narration.is_subject(start)
                yield is_weak, start, person
        for phrase, entity in self._meant(self._narration.phrases_in(is_one, begin, end)):
            if entity.name not in (phrase.words[4:], phrase.words):  # *the mayor*, but who is that?
                yield phrase.is_weak or _is_unnamed(entity), phrase.start, entity

    def _unknowns(self, begin: int, end: int) -> Iterator[Candidate]:
        """Names in a stretch of narration that only look like those of people."""
        for start, person, is_possessive in self._narration.people_in(begin, end):
            if not self._narration.is_placed(start):
                yield is_possessive, start, self._mean(person.name, start + 1)._replace(is_person=True)

    def _described(self, begin: int, end: int) -> Iterator[Candidate]:
        """People in a stretch of narration who are known by their role only."""
        for phrase, entity in self._meant(self._narration.phrases_in(is_one, begin, end)):
            yield phrase.is_weak, phrase.start, entity

    def _crowds(self, begin: int, end: int) -> Iterator[Candidate]:
        yield from self._speakers(begin, end)
        for phrase, entity in self._meant(self._narration.phrases_in(is_crowd, begin, end)):
            yield False, phrase.start, entity

    def _bodies(self, begin: int, end: int) -> Iterator[Candidate]:
        yield from self._speakers(begin, end)
        for phrase, entity in self._meant(self._narration.phrases_in(is_body_noun, begin, end)):
            yield False, phrase.start, entity
        for phrase, entity in self._meant(self._narration.names_in(begin, end)):
            yield phrase.is_weak, phrase.start, entity

    def _meant(self, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, Entity]]:
        for phrase in phrases:
            yield phrase, self._mean(phrase.words, phrase.start)

    def _speakers(self, begin: int, end: int) -> Iterator[Candidate]:
        """Who was resolved as a speaker in a stretch."""
        for i in range(bisect_left(self._spoken, (begin,)), len(self._spoken)):
            if self._spoken[i][0] >= end:
                break
            yield _is_unnamed(self._spoken[i][2]), self._spoken[i][0], self._spoken[i][2]

    def _ahead(self, asked: Asked) -> Entity | None:
        """The first person named soon after a pronoun: *“No,” she said. Ann Lee is ninety.*"""
        if self._narration.is_quoted(asked.start):
            return None
        stretch = self._narration.ahead(asked.start, _AHEAD)
        named = (self._mean(person.name, at + 1) for at, person, _ in self._narration.people_in(*stretch))
        fitting = (entity for entity in named if entity.gender in ("", asked.pronoun) and entity.name)
        return next(fitting, None)

    def _right_before(self, start: int) -> Entity:
        """What stands right before *who* or *which*."""
        begin = max(start - _TAIL, 0)
        tail = self._text[begin:start].rpartition("\n")[2].rstrip(" ,")
        end = len(self._text[begin:start].rstrip(" ,")) + begin
        spoken = next((entity for _, at, entity in self._spoken[:-9:-1] if at == end), None)
        if spoken:
            return spoken
        tail = _AGED.sub("", tail)
        names = _names_at(tail, len(tail))
        apposed = _APPOSED.search(tail)
        if not names and apposed:
            names = _names_at(tail, apposed.start())
        if not names:
            last = (tail.split() or [""])[-1]
            is_last = is_crowd(last) or is_body_noun(last)
            return self._mean(last_phrase(tail), start) if is_last else NOBODY
        entity = self._mean(names[0], start)
        if not entity.is_person:  # Ann Lee from Leeds, Yorkshire, *who*
            stretch = next(self._narration.back(start))
            people = [
                person.name for _, person, _ in self._narration.people_in(*stretch) if person.is_certain
            ]
            return self._mean(people[-1], start) if people else entity
        return entity


def _names_at(text: str, end: int) -> list[str]:
    """The name that ends at a place, if one does."""
    return [" ".join(run.words) for run in find_runs(text) if run.end == end]


def _is_unnamed(entity: Entity) -> bool:
    """Whether somebody is known by a description only (*his doctor*)."""
    return entity.is_person and entity.name is not None and not is_proper(entity.name)


def _fits(entity: Entity, pronoun: str, is_singular: bool) -> bool:
    if pronoun in ("they", "it"):
        return entity.is_person == is_singular and not (pronoun == "it" and is_plural(str(entity.name)))
    return entity.is_person and (not pronoun or entity.gender in ("", pronoun))
