"""Whom a pronoun means: the nearest fitting person, crowd or body spoken of before it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from ..text.english import TITLES
from .names import ROLES, Run, find_runs, is_role
from .people import NOBODY, Entity, People, Person

Candidate = tuple[bool, int, Entity]  # sorted: who is no mere owner first, then by place

PRONOUNS = {
    **dict.fromkeys("he his him himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("they their theirs them themselves".split(), "they"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), "first"),
    **dict.fromkeys("who whom whose which that".split(), "who"),
}
_FUNCTION_WORDS = set(
    """a about after also although an and as at because before but by for from had has have he in it its
    meanwhile of on or said says she some that the their they to told was were when where which while who
    with yesterday monday tuesday wednesday thursday friday saturday sunday""".split()
)
_PLACING = set(
    "about across against around at by for from in inside like near of on to toward under unlike with".split()
)
_CROWD_WORDS = """activists? aides? allies analysts? authorities campaigners? children civilians? companies
    critics crowds? demonstrators?
    diplomats? doctors? employees experts? factions? families farmers? fighters? friends
    forces groups insurgents? investigators? journalists lawmakers lawyers? leaders? locals? medics militants?
    militias? ministers neighbou?rs nurses officers officials? opponents organi[sz]ers parents parties people
    police politicians protesters? rebels? refugees reporters researchers residents? scientists senators
    soldiers sources? students supporters survivors teachers troops unions victims villagers volunteers voters
    witnesses women workers youths?""".split()
_BODY_WORDS = """administration agency army bank board campaign charity coalition commission committee company
    congress council court department firm foundation government group hospital institute military ministry
    network newspaper opposition organi[sz]ation paper parliament party police regime school senate station
    statement team union university""".split()
_CLAUSE = set(
    """after although and as because before but for if or said says since so than that the though until when
    where which while who""".split()
)
_NO_TITLE = (
    "ed",
    "ing",
    "s",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "to",
    "with",
    ".",
    ",",
    ":",
    ";",
    "”",
    ")",
)
BODY_NOUNS = set(
    """agency airline association authority band bank broadcaster brand campaign carmaker channel charity club
    commission committee company corporation council department developer federation firm foundation group
    insurer institute lender magazine manufacturer ministry network newspaper operator organisation
    organization outlet paper party publisher railway regulator retailer studio team union university utility
    watchdog website""".split()
)
_ADJECTIVES = set("chief deputy executive expert general head major mr mrs ms representative".split())
COMMON_NOUN = re.compile(rf"(?i:{'|'.join(_CROWD_WORDS + _BODY_WORDS)}|one|state|civil)")
_NO_CROWD = "|".join(
    """colors colours doors errors factors floors letters matters numbers offers orders others papers powers
    sectors""".split()
)
_CROWD = re.compile(rf"(?i:\b(?:{'|'.join(_CROWD_WORDS)}|(?!{_NO_CROWD})\w{{3,}}(?:ers|ors|ists|ians))\b)")
_BODY = re.compile(rf"(?i:\b(?:{'|'.join(_BODY_WORDS)})\b)")
_ONE = re.compile(rf"(?i:\b(?:{'|'.join(sorted(ROLES - _ADJECTIVES))})\b)")
_NEEDS = {_CROWD: "", _BODY: "the its their", _ONE: "a an the one"}
_STOP = re.compile(r"\n+|[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|,[”\"]\s+(?=[A-Z])")
_SHORT = re.compile(rf"(?:\b[A-Z]|\b(?:{'|'.join(TITLES)}|St))$")
_NEAR = 12  # sentences that a pronoun reaches back
_BEYOND = 4  # sentences before that of a weak candidate in which a strong one is looked for
_LAST, _FAR = 20, 800  # speakers and characters that a description reaches back
_LONG = 1000  # characters of a sentence that are looked at


class Antecedents:
    """Looks back from the pronouns of one text; `mean` says what a phrase at a place means."""

    def __init__(
        self,
        text: str,
        runs: Sequence[Run],
        people: People,
        quoted: Sequence[tuple[int, int]],
        mean: Callable[[str, int], Entity],
    ) -> None:
        self._text = text
        self._runs = runs
        self._people = people
        self._mean = mean
        self._quoted = _merged(quoted)
        self._sentences = [0, *(stop.end() for stop in _STOP.finditer(text) if not _is_short(text, stop))]
        self._spoken: list[tuple[int, int, Entity]] = []
        self._said: Sequence[tuple[int, int]] = ()
        people.guess_genders(self._is_quoted, self.begins_sentence)

    def remember(self, start: int, end: int, entity: Entity) -> None:
        """Note whom a mention means (in the order of the text): speakers are likely antecedents."""
        self._spoken.append((start, end, entity))

    def last_called(self, noun: str, start: int) -> Entity | None:
        """The last speaker before a place who was called by this noun (*a justice official*)."""
        called = (entity for words, entity in self._lately(start) if noun in words.lower().split())
        return next(called, None)

    def last_named(self, start: int, *, is_person: bool | None = None) -> Entity | None:
        """The last speaker before a place who has a proper name: a person, a body, or either."""
        named = (entity for _, entity in self._lately(start) if is_proper(str(entity.name)))
        return next((entity for entity in named if is_person in (None, entity.is_person)), None)

    def _lately(self, start: int) -> Iterator[tuple[str, Entity]]:
        """Who spoke shortly before a place, the last first, and by which words they are mentioned."""
        before = bisect_left(self._spoken, (start,))
        for at, end, entity in reversed(self._spoken[max(before - _LAST, 0) : before]):
            if entity.name and start - at <= _FAR:
                yield self._text[at:end], entity

    def begins_sentence(self, start: int) -> bool:
        """Whether a sentence, or what follows a colon, begins at a place."""
        before = self._text[max(start - 6, 0) : start].rstrip(" “‘\"'")
        return not before or before[-1] in ".!?…:\n"

    def find(self, pronoun: str, start: int, said: Sequence[tuple[int, int]] = ()) -> Entity:
        """Whom a pronoun at `start` means, who says the spans `said`; `pronoun` is a value of `PRONOUNS`."""
        self._said = said
        if pronoun == "who":
            return self._right_before(start)
        if pronoun == "first":
            return NOBODY
        candidates = {
            "they": [self._crowds, self._persons],
            "it": [self._bodies],
        }.get(pronoun, [self._persons, self._unknowns])
        found = (self._nearest(look, pronoun, start) for look in candidates)
        return next(filter(None, found), NOBODY)

    def _nearest(
        self, look: Callable[[int, int, int], Iterator[Candidate]], pronoun: str, start: int
    ) -> Entity | None:
        """The first fitting candidate of the nearest sentence that has one."""
        weak, beyond = None, 0
        for begin, end in self._back(start):
            for is_weak, _, entity in sorted(look(begin, end, start), key=lambda candidate: candidate[:2]):
                if entity.name is not None and _fits(entity, pronoun, look == self._persons):
                    if not is_weak or look == self._unknowns:
                        return entity
                    weak = weak or entity
            beyond += weak is not None
            if beyond > _BEYOND:
                break
        return weak

    def _back(self, start: int) -> Iterator[tuple[int, int]]:
        """The sentences before a pronoun, the nearest first: the part of its own that stands before it."""
        end = start
        here = bisect_right(self._sentences, start) - 1
        for begin in self._sentences[here : max(here - _NEAR, 0) : -1] + self._sentences[:1] * (here < _NEAR):
            yield max(begin, end - _LONG), end
            end = begin

    def _persons(self, begin: int, end: int, at: int) -> Iterator[Candidate]:
        """People spoken of in a stretch of narration."""
        yield from self._speakers(begin, end)
        for start, person, is_possessive in self._sightings(begin, end):
            if person.is_certain:
                yield is_possessive or not self._is_subject(start), start, self._mean(person.name, start + 1)
        yield from self._phrases(_ONE, begin, end, at)

    def _unknowns(self, begin: int, end: int, at: int) -> Iterator[Candidate]:
        """Names in a stretch of narration that only look like those of people."""
        for start, person, is_possessive in self._sightings(begin, end):
            if not self._is_placed(start):
                yield is_possessive, start, self._mean(person.name, start + 1)._replace(is_person=True)

    def _sightings(self, begin: int, end: int) -> Iterator[tuple[int, Person, bool]]:
        sightings = self._people.sightings
        for i in range(bisect_left(sightings, begin, key=lambda sighting: sighting[0]), len(sightings)):
            if sightings[i][0] >= end:
                break
            if not self._is_quoted(sightings[i][0]):
                yield sightings[i]

    def _crowds(self, begin: int, end: int, at: int) -> Iterator[Candidate]:
        yield from self._speakers(begin, end)
        yield from self._phrases(_CROWD, begin, end, at)

    def _bodies(self, begin: int, end: int, at: int) -> Iterator[Candidate]:
        yield from self._speakers(begin, end)
        yield from self._phrases(_BODY, begin, end, at)
        for run in self._runs[bisect_left(self._runs, (begin,)) : bisect_left(self._runs, (end,))]:
            name = " ".join(run.words)
            is_other = run.is_possessive or is_pronoun(name)  # an owner, *Itself*
            if not (is_other or self._is_placed(run.start) or self._is_quoted(run.start)):
                yield not self._is_subject(run.start), run.start, self._mean(name, at)

    def _speakers(self, begin: int, end: int) -> Iterator[Candidate]:
        """Who was resolved as a speaker in a stretch."""
        for i in range(bisect_left(self._spoken, (begin,)), len(self._spoken)):
            if self._spoken[i][0] >= end:
                break
            yield _is_unnamed(self._spoken[i][2]), self._spoken[i][0], self._spoken[i][2]

    def _phrases(self, noun: re.Pattern[str], begin: int, end: int, at: int) -> Iterator[Candidate]:
        """What crowds, bodies or people in a role are spoken of in a stretch of narration."""
        for match in noun.finditer(self._text, begin, end):
            words = _phrase(self._text[max(begin, match.start() - 50) : match.end()], _NEEDS[noun])
            if words and not self._is_quoted(match.start()):
                entity = self._mean(words, at)
                if noun is not _ONE or entity.name not in (words[4:], words):  # *the mayor*, but who is that?
                    yield noun is _ONE and _is_unnamed(entity), match.end() - len(words), entity

    def _right_before(self, start: int) -> Entity:
        """What stands right before *who* or *which*."""
        before = self._text[:start].rstrip(" ,")
        spoken = next((entity for _, end, entity in self._spoken[:-9:-1] if end == len(before)), None)
        if spoken:
            return spoken
        tail = before[max(before.rfind("\n") + 1, len(before) - 60) :]
        names = [" ".join(run.words) for run in find_runs(tail) if run.end == len(tail)]
        entity = self._mean(names[0], start) if names else NOBODY
        if names and not entity.is_person:  # Ann Lee from Leeds, Yorkshire, *who*
            begin = self._sentences[bisect_right(self._sentences, start) - 1]
            people = [person.name for _, person, _ in self._sightings(begin, start) if person.is_certain]
            return self._mean(people[-1], start) if people else entity
        nouns = [match for noun in (_CROWD, _BODY) for match in noun.finditer(tail)]
        phrases = [_phrase(tail, "") for match in nouns if match.end() == len(tail)]
        return entity if names else next((self._mean(phrase, start) for phrase in phrases), NOBODY)

    def _is_subject(self, start: int) -> bool:
        """Whether a name, with the title before it, stands where a clause begins."""
        line = self._text[max(start - 60, 0) : start].rpartition("\n")[2]
        words = line.replace("“", ". ").replace('"', ". ").split()
        has_title = bool(words) and is_role(words[-1].strip(","))
        while words and (
            is_role(words[-1]) or words[-1][0].isupper() or (has_title and not words[-1].endswith(_NO_TITLE))
        ):
            if words[-1].lower() in _CLAUSE or words[-1].lower() in _PLACING:
                return words[-1].lower() in _CLAUSE
            words.pop()
        return not words or not words[-1][-1].isalpha() or words[-1].lower() in _CLAUSE

    def _is_placed(self, start: int) -> bool:
        """Whether a name stands after a preposition (*in Bergen*)."""
        before = self._text[max(start - 12, 0) : start].lower().split()
        return bool(before) and before[-1] in _PLACING

    def _is_quoted(self, at: int) -> bool:
        if any(start <= at < end for start, end in self._said):
            return True
        i = bisect_right(self._quoted, (at, len(self._text))) - 1
        return i >= 0 and self._quoted[i][0] <= at < self._quoted[i][1]


def is_plural(phrase: str) -> bool:
    """Whether a phrase names several: its last word is the plural of a role or a word for a crowd."""
    last = phrase.split()[-1]
    return last.endswith("s") and (is_role(last[:-1]) or bool(_CROWD.fullmatch(last)))


def is_proper(name: str) -> bool:
    """Whether a name is a proper one, not a description such as *one of the locals*."""
    return name[:1].isupper()


def _is_unnamed(entity: Entity) -> bool:
    """Whether somebody is known by a description only (*his doctor*)."""
    return entity.is_person and entity.name is not None and not is_proper(entity.name)


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun; set in capitals they are none (*US*, *IT*)."""
    return words.lower() in PRONOUNS and not (len(words) > 1 and words.isupper())


def _is_short(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to a title or an initial."""
    return stop[0][0] == "." and bool(_SHORT.search(text[max(stop.start() - 5, 0) : stop.start()]))


def _fits(entity: Entity, pronoun: str, is_singular: bool) -> bool:
    if pronoun in ("they", "it"):
        return entity.is_person == is_singular and not (pronoun == "it" and is_plural(str(entity.name)))
    return entity.is_person and entity.gender in ("", pronoun)


def _phrase(text: str, determiners: str) -> str:
    """The noun that `text` ends in with up to three words before it, from its determiner if it needs one."""
    words = re.split(r"[,.;:!?“”\"()\n]", text)[-1].split()[-4:]
    if determiners:
        first = max((i for i, word in enumerate(words) if word.lower() in determiners.split()), default=None)
        return "" if first is None else " ".join(words[first:])
    last = max((i for i, word in enumerate(words[:-1]) if word.lower() in _FUNCTION_WORDS), default=-1)
    return " ".join(words[last + 1 :])


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
