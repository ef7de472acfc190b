"""The people of one text: who is named where, in what role, of which gender."""

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from ..text.english import TITLES
from .names import (
    NATION,
    UPPER,
    Run,
    behind_place,
    fold,
    gender_of_name,
    is_first_name,
    is_same_name,
    is_slip,
    sound,
    split_roles,
)
from .titles import gender_of, is_body, is_role

_AFTER = re.compile(r"(?: \([^)\n]{1,40}\))?, (?:who (?:is|was) |formerly |now )?([^,.;:!?“”\"()\n]{3,100})")
_HOME = re.compile(rf" ((?:of|from|at|with) (?:the )?{UPPER}[^,.;:!?“”\"()\n]{{1,40}})")
_CUT_LEFT = re.compile(
    r"(?s)\A.*(?:[\n.,:;“”\"()—–] ?|"
    r"\b(?:the|an?|said|says|told|and|as|by|that|with|to|for|of|in|when|but) )(?=.)"
)
_CUT_RIGHT = re.compile(r" (?:of|for|from|in|at|with|to|on|near|who|that|and)\b.*")
_NOT_APPOSED = set(
    "and or but who whose which while as when where in on at for after before saying he she it they".split()
)
_APPOSES = (", ", " (")  # begins an apposition or an age
_AGE = re.compile(r", (?:aged )?\d{1,3}[,.;]")
_IN = re.compile(r"(?:\b[Ii]n|\b[Ii]nto|side|[Nn]ear|[Aa]cross|out) {1,2}\Z")  # in *Cuba*
_PRONOUN = re.compile(
    r"[HhSs](?<!\w[HhSs])(?:(?<=[Hh])(?i:(e|is|im)|ers?)|(?<=[Ss])(?i:he))\b"
)  # a he, or a she


_LEADS = {"boss", "chief", "head", "leader"}
_LEADING = _LEADS | set(
    """chairperson commissioner director general governor manager mayor minister premier president
    secretary""".split()
)
_MOST = 50  # people of one surname, or in one role, who are thought of
_NEAR = 250  # characters between a name and the pronoun that tells the gender
_LONGEST = 9  # words of a name with its titles
_OFFICES = {short.lower(): office for short, office in TITLES.items() if office}


class Entity(NamedTuple):
    """Somebody or something that speaks: a name, a group, what pronouns fit, in which way it was found."""

    name: str | None
    group: str | None
    is_person: bool = False
    gender: str = ""
    way: str = ""


NOBODY = Entity(None, None)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the text names; certain if more than capital letters says that this is a person."""

    words: tuple[str, ...]
    roles: list[str] = field(default_factory=list)
    gender: str = ""
    is_certain: bool = False
    seen: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(self.words)


class People:
    """Everybody whom a text names.

    `sightings` holds (start, person, is_possessive) of every mention by name, in the order of the text;
    `lower_words` are words that the text has in lower case.
    """

    def __init__(self, text: str, runs: Iterable[Run], lower_words: Container[str] = ()) -> None:
        self._text = text
        self.lower_words = lower_words
        self._full: dict[tuple[str, str], Person] = {}
        self._part: dict[str, list[Person]] = defaultdict(list)
        self.sightings: list[tuple[int, Person, bool]] = []
        single = []
        for run in runs:
            roles, name = split_roles(run.words[-_LONGEST:])
            if len(name) > 1:
                if not roles and name[0].lower() in lower_words and not gender_of_name(name):
                    name = name[1:]
                if len(name) > 2:
                    name = tuple(behind_place(text[max(run.start - 12, 0) : run.start], name))
            looks = _looks(name)
            may_be_thing = len(run.words) == len(name) and not looks.has_gender
            if looks.is_no_name or (may_be_thing and (looks.is_adjective or self._has_article(run.start))):
                continue  # *Ohio Democratic*, *the Sarn Shoal*
            if len(name) == 1:
                single.append((run, roles, name))
            elif looks.is_set_alike:
                self._see(run, roles, self._introduce(name))
        for run, roles, name in single:
            person = self._called(name[0], run.start, gender_of(roles))
            if not person and (roles or self._is_told(run, name[0])):
                person = self._introduce(name)
            elif (
                person
                and len(person.words) > 1
                and not person.words[0].endswith(NATION)
                and not (person.words[-1].endswith(NATION) and not gender_of_name(person.words))
            ):
                person.is_certain = True  # a surname that stands alone
            if person:
                self._see(run, roles, person)
        self.sightings.sort(key=itemgetter(0))

    def _has_article(self, start: int) -> bool:
        return self._text[max(start - 4, 0) : start].lower() == "the "

    def _is_told(self, run: Run, word: str) -> bool:
        """Whether a word by itself is a person's name: a first name, or told of, and not after *in*."""
        is_person = is_first_name(word) or self._after(run.end)
        return bool(is_person) and not _IN.search(self._text, max(run.start - 10, 0), run.start)

    def find(self, words: Sequence[str], at: int, *, gender: str = "") -> Person | None:
        """Whom a full name, surname or first name means at a place of the text.

        Of several people of one surname: somebody named before, and of these whoever is named in full most.
        """
        if len(words) > 1:
            exact = self._full.get((fold(words[0]), fold(words[-1]))) or self._of_long_surname(words)
            if exact:
                return exact
            alike = (person for person in self._sounding(words[-1]) if is_same_name(person.words, words))
            return next(alike, None)
        exactly = self._called(words[0], at, gender)
        if exactly:
            return exactly
        alike = (person for person in self._sounding(words[0]) if is_slip(person.words[-1], words[0]))
        return next((person for person in alike if _is_gender(person, gender)), None)

    def _of_long_surname(self, words: Sequence[str]) -> Person | None:
        """The person whose name ends in these words (*Van der Berg*)."""
        called = self._part.get(fold(words[-1]))
        if not called:
            return None
        ending = list(map(fold, words))
        fitting = (
            person for person in called[:_MOST] if list(map(fold, person.words[-len(words) :])) == ending
        )
        return next(fitting, None)

    def _called(self, word: str, at: int, gender: str) -> Person | None:
        """The person of this surname or first name."""
        key = fold(word)
        called = self._part.get(key)
        if not called:
            return None
        fitting = [
            person
            for person in called[:_MOST]
            if (person.is_certain or fold(person.words[-1]) == key) and _is_gender(person, gender)
        ]
        if len(fitting) > 1:
            return min(fitting, key=lambda person: _rank(person, at))
        return fitting[0] if fitting else None

    def _sounding(self, word: str) -> list[Person]:
        """Some people whose surname has the same consonants."""
        return self._sound.get(sound(word).removesuffix("s"), [])[:_MOST]

    def in_role(self, words: Sequence[str], at: int) -> Person | None:
        """Who was introduced last before `at` in a role (*the minister*); after it, if it is only one.

        A *NATO chief* or *union leader* is whoever has another leading role that speaks of NATO or the union.
        """
        fitting = self._fitting(words, at, lambda asked, role: asked <= role)
        if not fitting and len(words) > 1 and words[-1].lower() in _LEADS:
            fitting = self._fitting(words[:-1], at, lambda asked, role: asked <= role and _leads(role))
        before = [person for person in fitting if person.seen[0] < at]
        if before:
            return max(before, key=lambda person: person.seen[bisect_left(person.seen, at) - 1])
        return fitting[0] if len(fitting) == 1 and len(words) > 1 else None

    def in_just_this_role(self, words: Sequence[str], at: int) -> Person | None:
        """The one person introduced in these very words (*a UN spokesman*, and nobody else is called so)."""
        fitting = self._fitting(words, at, lambda asked, role: asked == role) if len(words) > 1 else []
        return fitting[0] if len(fitting) == 1 else None

    def guess_genders(self, is_quoted: Callable[[int], bool], begins_sentence: Callable[[int], bool]) -> None:
        """Let pronouns decide for people of unknown gender, where nobody else is named shortly before."""
        votes: dict[Person, Counter[str]] = defaultdict(Counter)
        for match in _PRONOUN.finditer(self._text):
            start = match.start()
            here = bisect_left(self.sightings, (start,))
            before = self.sightings[max(here - 4, 0) : here]
            at, person, _ = before[-1] if before else (start, None, False)
            if person is None or person.gender or start - at >= _NEAR or is_quoted(start):
                continue
            if self._is_alone(before, start) and (person.is_certain or begins_sentence(at)):
                votes[person]["m" if match[1] else "f"] += 1
        for person, vote in votes.items():
            person.gender, person.is_certain = vote.most_common(1)[0][0], True

    def _is_alone(self, before: Sequence[tuple[int, Person, bool]], start: int) -> bool:
        """Whether the last of some sightings is that of the one person who is named shortly before a place.

        Nobody counts who is named in another paragraph, if anybody is in that of the place.
        """
        at, person, _ = before[-1]
        since = start - _NEAR
        paragraph = self._text.rfind("\n", max(since, 0), start)
        if paragraph < at:
            since = max(since, paragraph)
        return all(other is person for at, other, _ in before if at > since)

    def _introduce(self, name: tuple[str, ...]) -> Person:
        key = (fold(name[0]), fold(name[-1]))
        known = self._full.get(key) or (self._of_long_surname(name) if len(name) > 1 else None)
        if known:
            return known
        gender = gender_of_name(name)
        person = self._full[key] = Person(name, gender=gender, is_certain=bool(gender))
        for part in set(key):
            self._part[part].append(person)
        return person

    def _see(self, run: Run, roles: tuple[str, ...], person: Person) -> None:
        """Note a mention, and what stands around it: a role before, an apposition or a home after."""
        self.sightings.append((run.start, person, run.is_possessive))
        insort(person.seen, run.start)
        said = [" ".join(roles)] if roles else self._before(run.start)
        if self._text.startswith(_APPOSES, run.end):
            said += self._after(run.end)
            person.is_certain = person.is_certain or bool(_AGE.match(self._text, run.end))
        if said:
            person.is_certain = True
            person.roles += [role for role in said if role not in person.roles]
            if not person.gender:
                person.gender = next(filter(None, (gender_of(reversed(_head(role))) for role in said)), "")
        if home := _HOME.match(self._text, run.end):
            person.roles.append(home[1])

    def _before(self, start: int) -> list[str]:
        """The role that ends right before a name (*UN humanitarian adviser* Ann Lee)."""
        before = self._text[max(start - 90, 0) : start]
        last = before[:-1].removesuffix(" ").rpartition(" ")[2]
        if not before.endswith(" ") or not is_role(last.rstrip(",")):
            return []
        words = before.replace("  ", " ").split(" ")[-7:-1]
        return [_CUT_LEFT.sub("", " ".join(words)).rstrip(",")]

    def _after(self, end: int) -> list[str]:
        """The apposition that follows a name (Ann Lee, *a doctor from Leeds*)."""
        match = _AFTER.match(self._text, end)
        if not match:
            return []
        told = match[1]
        words, head = told.split(), _head(told)
        if not words or words[0].lower() in _NOT_APPOSED:
            return []
        is_told = is_role(head[-1]) or (words[0] in ("a", "an") and not is_body(head)) if head else False
        return [told] if is_told else []

    def _fitting(
        self, words: Sequence[str], at: int, fits: Callable[[set[str], set[str]], bool]
    ) -> list[Person]:
        """People whose role has the asked words: those named before a place, the last ones, and the next."""
        held = self._roles.get(_role_key(words[-1]))
        if not held:
            return []
        asked, gender = set(map(_role_key, words)), gender_of(words[-1:])
        here = bisect_left(held, at, key=lambda one: one[1].seen[0])
        near = held[max(here - _MOST, 0) : here + 2]
        fitting = (person for keys, person in near if fits(asked, keys) and _is_gender(person, gender))
        return list({id(person): person for person in fitting}.values())

    @cached_property
    def _roles(self) -> dict[str, list[tuple[set[str], Person]]]:
        """The people of each word of a role, with all words of it, by where they are named first."""
        roles: dict[str, list[tuple[set[str], Person]]] = defaultdict(list)
        in_roles = (person for person in self._full.values() if person.roles)
        for person in sorted(in_roles, key=lambda person: person.seen[:1]):
            for keys in ({*map(_role_key, _head(role))} for role in person.roles):
                for key in keys:
                    roles[key].append((keys, person))
        return roles

    @cached_property
    def _sound(self) -> dict[str, list[Person]]:
        """The people whose surname has the same consonants."""
        sounds: dict[str, list[Person]] = defaultdict(list)
        for person in self._full.values():
            sounds[sound(person.words[-1]).removesuffix("s")].append(person)
        return sounds


class _Looks(NamedTuple):
    """What the words of a name tell by themselves."""

    is_no_name: bool
    has_gender: bool
    is_adjective: bool  # in its last word
    is_set_alike: bool  # all words in capitals, or none


@lru_cache(maxsize=5_000)
def _looks(name: tuple[str, ...]) -> _Looks:
    """The same for a name, asked of every run of a corpus."""
    return _Looks(
        is_no_name=not name or is_body(name),
        has_gender=bool(name and gender_of_name(name)),
        is_adjective=len(name) > 1 and name[-1].endswith(("ic", "ese", "ish")),
        is_set_alike=len(name) == 1 or len({word.isupper() for word in name if "." not in word}) == 1,
    )


@lru_cache(maxsize=5_000)
def _head(role: str) -> tuple[str, ...]:
    """The words of a role up to its first preposition, without article."""
    words = tuple(_CUT_RIGHT.sub("", role).split())
    return (
        words[1:] if words and words[0].lower() in ("a", "an", "the", "its", "his", "her", "their") else words
    )


@lru_cache(maxsize=5_000)
def _role_key(word: str) -> str:
    """A role word without gender and possessive: *spokesman*, *spokeswoman* and *spokesperson* are one."""
    low = word.lower().removesuffix("’s").removesuffix("'s").rstrip(".’'")
    low = _OFFICES.get(low, low)
    return re.sub(r"(?<=..)(?:wo)?man$|person$", "person", low)


def _leads(role: set[str]) -> bool:
    """Whether a role is at the top: *secretary-general*, *party leader*; not *party member*."""
    return not _LEADING.isdisjoint(part for word in role for part in word.split("-"))


def _is_gender(person: Person, gender: str) -> bool:
    return not gender or person.gender in ("", gender)


def _rank(person: Person, at: int) -> tuple[bool, int, int]:
    """Somebody certain first, then whoever is named most before `at`, then the nearest."""
    before = bisect_left(person.seen, at)
    nearest = -person.seen[before - 1] if before else person.seen[0]
    return not person.is_certain, -before, nearest
