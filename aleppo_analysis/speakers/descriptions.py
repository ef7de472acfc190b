"""Whom a description means that names nobody: *the minister*, *the company*, *her statement*, *the city*."""

import re
from collections.abc import Callable

from .actors import Actors
from .narration import Narration
from .nouns import BODY_NOUNS, PRONOUNS, VAGUE, is_plural, is_proper
from .people import Entity, Person
from .phrases import head_of
from .pronouns import Antecedents, Asked
from .titles import gender_of, is_body, is_role

_DOCUMENTS = {
    "announcement": "announc",
    "declaration": "declar",
    "letter": "letter|wrote",
    "speech": "speech|said|told",
    "statement": "statement|said",
    "tweet": "tweet",
}
_WORKS = set(
    "article blog book column email essay letter memoir message post report speech statement tweet".split()
)
_BECOMES = ("as ", "became ", "become ", "is ", "was ", ", ")
_OWNING = ("’s", "'s", "s’", "s'")
_GENERAL = {"agency", "association", "authority", "group", "institute", "organisation", "organization"}
_LAST = 50  # speakers that a document reaches back
_FAR = 5000  # characters that a short mention reaches back
_NEAR = 800  # characters that a person or a place reaches who is only described


class Descriptions:
    """Looks back from the descriptions of one text, asked in its order; `mean` says what a phrase means."""

    def __init__(
        self,
        narration: Narration,
        before: Antecedents,
        actors: Actors,
        mean: Callable[[str, int], Entity],
    ) -> None:
        self._text = narration.text
        self._narration = narration
        self._before = before
        self._actors = actors
        self._mean = mean
        self._cues: list[tuple[str, Entity]] = []

    def note(self, cue: str, entity: Entity) -> None:
        """Remember who spoke with which cue."""
        self._cues.append((cue.lower(), entity))

    def find(self, plain: str, start: int) -> Entity | None:
        """Whom a definite description means that its own words do not tell."""
        first, *words = head_of(plain).split()
        noun = words[-1] if words else ""
        low = noun.lower()
        if not noun or is_plural(noun) or any(word.endswith(_OWNING) for word in words):
            return None
        if first.lower() in PRONOUNS and noun in _WORKS:
            return self._before.find(Asked(PRONOUNS[first.lower()], start, start + len(first)))
        if first.lower() != "the":
            return None
        called = self._before.last_called(low, start)
        if head_of(plain) != plain:  # *the group of rebels*, *the head of the board*: that says who it is
            return self._beside(low, start) if is_role(noun) else called
        if is_role(noun):
            return called or self._in_role(low, start)
        if not all(map(str.islower, words)):
            return None
        return called or self._body(noun, start)

    def _beside(self, noun: str, start: int) -> Entity | None:
        """The last person named, if in the paragraph of a description."""
        named = self._before.last_named(start, is_person=True)
        is_near = named is not None and self._narration.is_beside(str(named.name), start)
        return named if is_near and not self._is_introduced(noun, start) else None

    def _in_role(self, noun: str, start: int) -> Entity | None:
        """Whom a role means that the text gives nobody: the last person named, if there is no *a witness*."""
        if self._is_introduced(noun, start):
            return None
        named = self._before.last_named(start, is_person=True)
        return named or _proper(self._before.find(Asked(gender_of([noun]), start, start, is_certain=True)))

    def _is_introduced(self, noun: str, start: int) -> bool:
        """Whether somebody without a name was spoken of by a noun shortly before (*a witness*)."""
        begin = max(start - _NEAR, 0)
        pattern = rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[\w’'-]{{1,20}} ){{0,3}}{re.escape(noun)}\b"
        found = re.finditer(pattern, self._text[begin:start])
        return any(not self._text[begin : begin + match.start()].endswith(_BECOMES) for match in found)

    def _body(self, noun: str, start: int) -> Entity | None:
        """The body that a noun may stand for: the last one spoken of."""
        if noun not in BODY_NOUNS:
            return None
        body = _proper(self._before.find(Asked("it", start, start))) or self._before.last_named(
            start, is_person=False
        )
        return body if body and self._is_called(str(body.name), noun) else None

    def _is_called(self, name: str, noun: str) -> bool:
        """Whether a name may be that of what a noun says: no Water *Board* is a *company*, and no town."""
        kinds = [word.lower() for word in name.split() if is_body([word])]
        is_kind = not kinds or noun in kinds or noun in _GENERAL
        return is_kind and not self._narration.is_place(name)

    def fuller(self, noun: str, plain: str, start: int) -> Entity | None:
        """What a definite noun stands for: a document for its author, *the committee* for its name."""
        return self._author(noun) or self._full_name(noun, start) or self._earlier(noun, plain, start)

    def _author(self, noun: str) -> Entity | None:
        """Who made the announcement, statement or letter that speaks: the last speaker with such a cue."""
        stems = _DOCUMENTS.get(noun.lower())
        if stems is None:
            return None
        said = (entity for cue, entity in self._cues[:-_LAST:-1] if re.search(stems, cue))
        return next((entity for entity in said if entity.name), None)

    def _full_name(self, noun: str, start: int) -> Entity | None:
        """The last name before that ends in the noun (*the commission*: European Commission)."""
        if not is_body([noun]):
            return None
        ending = (
            run
            for run in self._narration.runs_before(start, _LAST)
            if len(run.words) > 1 and run.words[-1].lower() == noun.lower()
        )
        return next((self._mean(" ".join(run.words), run.start) for run in ending), None)

    def _earlier(self, noun: str, plain: str, start: int) -> Entity | None:
        """The fuller words of a short mention (*the groups*: some rebel groups), if they tell its group."""
        if not self._actors.has_groups or self._actors.group_of(plain):
            return None
        pattern = re.compile(rf"\b(?:[\w’'-]{{1,30}} ){{1,2}}{re.escape(noun)}\b")
        for match in reversed(list(pattern.finditer(self._text, max(start - _FAR, 0), start))):
            words = [word for word in match[0].split() if word.lower() not in VAGUE]
            group = self._actors.group_of(" ".join(words))
            if group:
                return Entity(" ".join(words), group)
        return None


def as_entity(person: Person, plain: str, actors: Actors) -> Entity:
    """A person of the text as a speaker: the actor of that name, else with the group that a role tells."""
    actor = actors.find(person.name) or actors.find_alike(person.name)
    if actor:
        return Entity(*actor, is_person=person.is_certain, gender=person.gender)
    groups = map(actors.group_of, [*person.roles, *([plain] if " " in plain else [])])
    return Entity(person.name, next(filter(None, groups), "other"), person.is_certain, person.gender)


def _proper(entity: Entity) -> Entity | None:
    return entity if entity.name and is_proper(entity.name) else None
