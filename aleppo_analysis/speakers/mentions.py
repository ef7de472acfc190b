"""Whom a mention of a speaker means, by what its own text says: names, roles, pronouns, crowds."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .actors import Actors
from .names import CALENDAR, find_runs, is_first_name, title_case_lines
from .narration import Narration
from .nouns import BODY_NOUNS, COMMON_NOUN, PRONOUNS, is_plural, is_pronoun
from .people import NOBODY, Entity, People, Person
from .phrases import (
    TRAILING,
    bare_of,
    final_name,
    has_word,
    head_of,
    is_honest,
    tells_who,
    tidy,
    whole_name,
)
from .pronouns import Antecedents, Asked
from .titles import gender_of, is_body, is_role, is_title

_NOBODY = {"no one"} | set(
    """a all another answer any anybody anyone anything both each either everybody everyone few many more
    most neither nobody none nothing one other others q question several some somebody someone
    something such the them there these this those what you your""".split()
)
_WHICH = {"from", "in", "inside", "loyal", "near", "of", "opposed"}
_NOT_WHICH = CALENDAR | {"recent", "statement", "interview", "week", "month", "year", "days", "addition"}
_BETWEEN = 60  # characters between a crowd and its verb
_VAGUE = set(
    "a all an and any both for from in many most of other several some that the their these those to".split()
)
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
_LAST = 50  # speakers that a document reaches back
_FAR = 5000  # characters that a short mention reaches back
_ACRONYM = re.compile(r" \(([A-Z]{2,8})\)")
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_PARTS = re.compile(r", | [–—―-] ")
_AND = re.compile(r",? and ")


# Of the names found so, the share that is right: where somebody else was the last speaker named before, and
# where it is that speaker. Measured on 722 quotations of four sets of human gold (the model card says which).
SHARES = {
    "name": (0.92, 0.99),
    "person": (0.80, 0.97),
    "description": (0.65, 0.85),
    "pronoun": (0.45, 0.45),
    "itself": (0.45, 0.45),
}


class Resolver:
    """Resolves the mentions of one text; asked in the order of the text, for pronouns look back."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]], actors: Actors) -> None:
        self._text = text
        self._actors = actors
        lines = title_case_lines(text)
        self._runs = runs = [
            run for run in find_runs(text) if not any(start <= run.start < end for start, end in lines)
        ]
        self._lower_words = set(_LOWER_WORD.findall(text))
        self._people = People(text, runs, self._lower_words)
        self._narration = Narration(text, runs, self._people, quoted)
        self._before = Antecedents(self._narration, self._mean)
        self._long = dict(_acronyms(text))
        self._cues: list[tuple[str, Entity]] = []

    def resolve(
        self,
        mention: str,
        start: int,
        cue: str = "",
        cue_start: int | None = None,
        said: Sequence[tuple[int, int]] = (),
    ) -> Entity:
        """Whom the mention at `start` means, who says the spans `said`, and how sure that is.

        It is remembered for later mentions, so that they are asked for in the order of the text.
        """
        plain = tidy(mention)
        entity, how = self._look(plain, start, said)
        if entity.name and not is_honest(entity.name) and not self._actors.find(entity.name):
            entity = NOBODY
        last = self._before.last_named(start)
        entity = entity._replace(confidence=SHARES[how][last is not None and entity.name == last.name])
        if entity.name and entity.name[0].islower() and plain.lower().endswith(entity.name.lower()):
            entity = entity._replace(name=entity.name + self._which(start + len(mention), cue_start))
        self._before.remember(start, start + len(mention), entity)
        self._cues.append((cue.lower(), entity))
        return entity

    def _look(self, plain: str, start: int, said: Sequence[tuple[int, int]]) -> tuple[Entity, str]:
        """Whom words mean, and what told it: a pronoun, a name, a description, or nothing but themselves."""
        if is_pronoun(plain):
            pronoun = PRONOUNS[plain.lower()]
            asked = Asked(pronoun, start, start + len(plain), said)
            return self._before.find(asked), "person" if pronoun in ("m", "f") else "pronoun"
        entity = self._mean(plain, start)
        last = str(entity.name).split()[-1]
        if not last.islower() or entity.name not in (
            plain,
            bare_of(plain),
            self._lowered(bare_of(plain), start),
        ):
            return entity, "name" if last in re.split(r"[ ,]", plain) else "description"
        described = self._described(plain, start)
        return (described, "description") if described else (entity, "itself")

    def _described(self, plain: str, start: int) -> Entity | None:
        """Whom a description means that names nobody: *her statement*, *the minister*, *the company*."""
        first, *words = head_of(plain).split()
        noun = words[-1] if words else ""
        if not noun.islower() or is_plural(noun) or any(word.endswith(("’s", "'s")) for word in words):
            return None
        if first.lower() in PRONOUNS and noun in _WORKS:
            return self._before.find(Asked(PRONOUNS[first.lower()], start, start + len(first)))
        if first.lower() != "the":
            return None
        if is_role(noun):
            called = self._before.last_called(noun, start) or self._before.last_named(start, is_person=True)
            person = self._people.in_role([noun], start) if called is None else None
            return self._person(person, plain) if person else called
        if noun in BODY_NOUNS and all(map(str.islower, words)):
            return self._before.last_called(noun, start) or self._before.last_named(start, is_person=False)
        return self._before.last_called(noun, start)

    def _which(self, end: int, cue_start: int | None) -> str:
        """What stands between a crowd and its verb and tells which crowd: *opposed to the regime*."""
        rest = self._text[end : cue_start or 0][:_BETWEEN].rstrip()
        words = rest.split()
        tells = words and words[0] in _WHICH and words[-1] not in TRAILING and rest.isprintable()
        return rest if tells and len(rest) < _BETWEEN and _NOT_WHICH.isdisjoint(map(str.lower, words)) else ""

    def _mean(self, plain: str, start: int) -> Entity:
        """What words mean that are no pronoun: a name such as *Ms. Her* must not look back for itself."""
        if plain.lower() in _NOBODY or not has_word(plain):
            return NOBODY
        return self._joint(plain, start) or self._named(plain, start)

    def _joint(self, plain: str, start: int) -> Entity | None:
        """Two speakers in one mention (*Russia and the Syrian regime*): both names, the group they share."""
        parts = _AND.split(plain)
        if len(parts) != 2 or self._actors.find(bare_of(plain)):
            return None
        both = [self._known(part, start) for part in parts]
        if both[0] is None or both[1] is None:
            return None
        names, groups = f"{both[0].name} and {both[1].name}", {both[0].group, both[1].group}
        return Entity(names, groups.pop() if len(groups) == 1 else None)

    def _known(self, part: str, start: int) -> Entity | None:
        """What half of a joint mention means, if it is a person of the text or a known actor."""
        head = head_of(part)
        name = final_name(head)[1]
        person = self._people.find(name, start) if name else None
        if person and len(person.words) > 1:
            return self._person(person, part)
        actor = self._actors.find(bare_of(head))
        return Entity(*actor) if actor else None

    def _named(self, plain: str, start: int) -> Entity:
        parts = [part for part in _PARTS.split(plain) if has_word(bare_of(part))]
        if not parts:
            return NOBODY
        first, *rest = parts
        head = head_of(first)
        title = head_of(first, is_title=True)
        roles, name = final_name(title)
        if title != head and len(name) < 2:
            roles, name = final_name(head)
        if len(head.split()) == 1:
            name = self._one_word(head, name, start)
        if not name and rest and (is_role(head.split()[-1]) or tells_who(first)):
            roles, name = (head,), whole_name(rest)
        if not name and not is_role(first.split()[-1]):
            found, full = final_name(first)
            is_told = found or is_first_name(full[0]) if len(full) > 1 else any(map(is_title, found[-1:]))
            if is_told and full and not is_body(full):
                head, roles, name = first, found, full
        if name:
            return self._by_name(bare_of(head), roles, name, plain, start)
        return self._by_noun(head, first, plain, start)

    def _one_word(self, word: str, name: Sequence[str], start: int) -> Sequence[str]:
        """The name that one word is: none if it only begins a sentence; *King* may be a surname, too."""
        if name and self._is_common(word, start):
            return ()
        is_surname = not name and word[0].isupper() and self._people.find([word], start)
        return [word] if is_surname else name

    def _by_name(
        self, bare: str, roles: Sequence[str], name: Sequence[str], plain: str, start: int
    ) -> Entity:
        """A mention that ends in a name: a person of the text, an actor, or the name itself."""
        full = " ".join(name)
        long = self._long.get(full)
        person = None if long or is_body(name) else self._people.find(name, start, gender=gender_of(roles))
        if person and person.is_certain and len(person.words) > 1:
            return self._person(person, plain)
        find = self._actors
        actor = find.find(bare) or find.find(long or full) or find.find_ending(bare) or find.find_alike(full)
        if actor:
            return Entity(*actor, is_person=bool(roles), gender=gender_of(roles))
        if person and (roles or bare == full):
            return self._person(person, plain)
        known = (form for form in self._long.values() if bare.endswith(" " + form))
        is_alone = (roles and not is_body(name)) or _is_told(bare.removesuffix(full), name)
        own = long or next(known, full if is_alone else bare)
        return self._entity(own, plain, is_person=bool(roles) and not is_body(name), gender=gender_of(roles))

    def _by_noun(self, head: str, first: str, plain: str, start: int) -> Entity:
        """A mention without a final name: an actor, somebody in a role, a document, a crowd, or itself."""
        bare = bare_of(head)
        actor = self._actors.find(bare) or self._actors.find_ending(bare) or self._actors.find_alike(bare)
        if actor:
            return Entity(*actor)
        words = bare.split()
        is_definite = head.lower().startswith(("the ", "his ", "her ", "their ", "its ")) or "’s " in head
        if is_role(words[-1]):
            person = (
                self._people.in_role(words, start)
                if is_definite
                else self._people.in_just_this_role(words, start)
            )
            if person:
                return self._person(person, plain)
        earlier = self._fuller(bare, plain, start) if is_definite and len(words) == 1 else None
        gender = gender_of(words)
        return earlier or self._entity(
            self._lowered(bare_of(first), start), plain, is_person=is_role(words[-1]), gender=gender
        )

    def _fuller(self, noun: str, plain: str, start: int) -> Entity | None:
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
        before = bisect_left(self._runs, (start,))
        for run in self._runs[max(before - _LAST, 0) : before][::-1]:
            if len(run.words) > 1 and run.words[-1].lower() == noun.lower() and is_body([noun]):
                return self._mean(" ".join(run.words), run.start)
        return None

    def _earlier(self, noun: str, plain: str, start: int) -> Entity | None:
        """The fuller words of a short mention (*the groups*: some rebel groups), if they tell its group."""
        if not self._actors.has_groups or self._actors.group_of(plain):
            return None
        pattern = re.compile(rf"\b(?:[\w’'-]{{1,30}} ){{1,2}}{re.escape(noun)}\b")
        for match in reversed(list(pattern.finditer(self._text, max(start - _FAR, 0), start))):
            words = [word for word in match[0].split() if word.lower() not in _VAGUE]
            group = self._actors.group_of(" ".join(words))
            if group:
                return Entity(" ".join(words), group)
        return None

    def _person(self, person: Person, plain: str) -> Entity:
        actor = self._actors.find(person.name) or self._actors.find_alike(person.name)
        if actor:
            return Entity(*actor, is_person=person.is_certain, gender=person.gender)
        groups = map(self._actors.group_of, [*person.roles, *([plain] if " " in plain else [])])
        return Entity(person.name, next(filter(None, groups), "other"), person.is_certain, person.gender)

    def _entity(self, name: str, plain: str, *, is_person: bool, gender: str) -> Entity:
        return Entity(name, self._actors.group_of(plain) or "other", is_person, gender)

    def _lowered(self, name: str, start: int) -> str:
        """A local mention as a name: a common noun that only begins a sentence loses its capital."""
        return name[0].lower() + name[1:] if self._is_common(name, start) else name

    def _is_common(self, phrase: str, start: int) -> bool:
        """Whether a capital is only that of a sentence."""
        first = phrase.split()[0]
        if not first[0].isupper() or not first[1:].islower() or not self._narration.begins_sentence(start):
            return False
        low = first.lower()
        is_crowd = low.endswith("s") and is_role(low[:-1]) and not is_title(low)  # skippers, not Mrs
        return bool(COMMON_NOUN.fullmatch(first)) or is_crowd or low in _VAGUE or low in self._lower_words


def _is_told(before: str, name: Sequence[str]) -> bool:
    """Whether words before a name only say who that is: *the team’s* Ann Lee, *auctioneer* Ann Lee."""
    words = before.split()
    is_trade = bool(words) and all(map(str.islower, words)) and words[-1] not in BODY_NOUNS
    return before.endswith(("’s ", "'s ")) or (is_trade and len(name) > 1 and not is_body(name))


def is_first_person(mention: str) -> bool:
    """Whether a mention is *I* or *we*: whoever is quoted around it."""
    return is_pronoun(mention) and PRONOUNS[mention.lower()] == "first"


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Short and long form wherever a text gives both: *High Negotiations Committee (HNC)*."""
    for match in _ACRONYM.finditer(text):
        words = text[max(match.start() - 90, 0) : match.start()].split()
        for i in range(len(words) - 1, -1, -1):
            initials = [part[0] for word in words[i:] for part in word.split("-") if part[:1].isupper()]
            if words[i][0].isupper() and "".join(initials) == match[1]:
                yield match[1], " ".join(words[i:])
                break
