"""Whom a mention of a speaker means, by what its own text says: names, roles, pronouns, crowds."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .actors import Actors
from .names import CALENDAR, find_runs, gender_of, is_body, is_role, split_roles, title_case_lines
from .people import NOBODY, Entity, People, Person
from .pronouns import COMMON_NOUN, PRONOUNS, Antecedents, is_pronoun

_NOBODY = {"no one"} | set(
    """a all another answer any anybody anyone anything both each either everybody everyone few many more
    most neither nobody none nothing one other others q question several some somebody someone
    something such the them there these this those what you your""".split()
)
_CUTS = set(
    """about across after against among around as at backed based before behind between by close during
    familiar for from in including inside into loyal near of on opposed outside over said speaking that to
    under which who whom with within""".split()
)
_WHICH = {"from", "in", "inside", "loyal", "near", "of", "opposed"}
_NOT_WHICH = CALENDAR | {"recent", "statement", "interview", "week", "month", "year", "days", "addition"}
_BETWEEN = 60  # characters between a crowd and its verb
_VAGUE = set(
    "a all an and any both for from in many most of other several some that the their these those to".split()
)
_TRAILING = set(
    """again also and but earlier further had has have herself himself is later now once reportedly
    still that then today tomorrow was were which who yesterday""".split()
)
_DOCUMENTS = {
    "announcement": "announc",
    "declaration": "declar",
    "letter": "letter|wrote",
    "speech": "speech|said|told",
    "statement": "statement|said",
    "tweet": "tweet",
}
_LAST = 50  # speakers that a document reaches back
_FAR = 5000  # characters that a short mention reaches back
_ACRONYM = re.compile(r" \(([A-Z]{2,8})\)")
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_PARTS = re.compile(r", | [–—-] ")
_MARKS = re.compile(r"(?<!\s)\s*[(\[][^)\]]*[)\]]?|[“”\"«»„]|(?<!\w)[‘'’]|(?<!s)[’'](?!\w)|[’']$")
_UNOPENED = re.compile(r"^([^(\[]+)[)\]].*")
_PREPOSITION = re.compile(r"(?i:^(?:according to|by|from|per) )")
_AND = re.compile(r",? and ")
_DETERMINER = re.compile(r"(?i:^(?:the|an?) )")


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
        self._before = Antecedents(text, runs, self._people, quoted, self._mean)
        self._long = dict(_acronyms(text))
        self._cues: list[tuple[str, Entity]] = []

    def resolve(self, mention: str, start: int, cue: str = "", cue_start: int | None = None) -> Entity:
        """Whom the mention at `start` means; remembered, with the cue it goes with, for later mentions."""
        plain = _tidy(mention)
        pronoun = PRONOUNS[plain.lower()] if is_pronoun(plain) else None
        entity = self._before.find(pronoun, start) if pronoun else self._mean(plain, start)
        if entity.name and entity.name[0].islower() and plain.lower().endswith(entity.name.lower()):
            entity = entity._replace(name=entity.name + self._which(start + len(mention), cue_start))
        self._before.remember(start, start + len(mention), entity)
        self._cues.append((cue.lower(), entity))
        return entity

    def _which(self, end: int, cue_start: int | None) -> str:
        """What stands between a crowd and its verb and tells which crowd: *opposed to the regime*."""
        rest = self._text[end : cue_start or 0][:_BETWEEN].rstrip()
        words = rest.split()
        tells = words and words[0] in _WHICH and words[-1] not in _TRAILING and rest.isprintable()
        return rest if tells and len(rest) < _BETWEEN and _NOT_WHICH.isdisjoint(map(str.lower, words)) else ""

    def _mean(self, plain: str, start: int) -> Entity:
        """What words mean that are no pronoun: a name such as *Ms. Her* must not look back for itself."""
        if plain.lower() in _NOBODY or not _has_word(plain):
            return NOBODY
        return self._joint(plain, start) or self._named(plain, start)

    def _joint(self, plain: str, start: int) -> Entity | None:
        """Two speakers in one mention (*Russia and the Syrian regime*): both names, the group they share."""
        parts = _AND.split(plain)
        if len(parts) != 2 or self._actors.find(_bare(plain)):
            return None
        both = [self._known(part, start) for part in parts]
        if both[0] is None or both[1] is None:
            return None
        names, groups = f"{both[0].name} and {both[1].name}", {both[0].group, both[1].group}
        return Entity(names, groups.pop() if len(groups) == 1 else None)

    def _known(self, part: str, start: int) -> Entity | None:
        """What half of a joint mention means, if it is a known actor or a person of the text."""
        head = _head(part)
        actor = self._actors.find(_bare(head))
        if actor:
            return Entity(*actor)
        name = _final_name(head)[1]
        person = self._people.find(name, start) if name else None
        return self._person(person, part) if person and len(person.words) > 1 else None

    def _named(self, plain: str, start: int) -> Entity:
        parts = [part for part in _PARTS.split(plain) if _has_word(_bare(part))]
        if not parts:
            return NOBODY
        first, *rest = parts
        head = _head(first)
        title = _head(first, is_title=True)
        roles, name = _final_name(title)
        if title != head and len(name) < 2:
            roles, name = _final_name(head)
        if len(head.split()) == 1:
            name = self._one_word(head, name, start)
        if not name and rest and (is_role(head.split()[-1]) or _DETERMINER.match(head)):
            roles, name = (head,), _whole_name(rest)
        if name:
            return self._by_name(_bare(head), roles, name, plain, start)
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
        is_alone = (roles and not is_body(name)) or bare.removesuffix(full).endswith(("’s ", "'s "))
        own = long or next(known, full if is_alone else bare)
        return self._entity(own, plain, is_person=bool(roles) and not is_body(name), gender=gender_of(roles))

    def _by_noun(self, head: str, first: str, plain: str, start: int) -> Entity:
        """A mention without a final name: an actor, somebody in a role, a document, a crowd, or itself."""
        bare = _bare(head)
        actor = self._actors.find(bare) or self._actors.find_ending(bare) or self._actors.find_alike(bare)
        if actor:
            return Entity(*actor)
        words = bare.split()
        is_definite = head.lower().startswith(("the ", "his ", "her ", "their ", "its ")) or "’s " in head
        if is_role(words[-1]):
            person = (
                self._people.in_role(words, start) if is_definite else self._people.in_just_this_role(words)
            )
            if person:
                return self._person(person, plain)
        earlier = self._fuller(bare, plain, start) if is_definite and len(words) == 1 else None
        gender = gender_of(words)
        return earlier or self._entity(
            self._lowered(_bare(first), start), plain, is_person=is_role(words[-1]), gender=gender
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
        if not first[0].isupper() or not first[1:].islower() or not self._before.begins_sentence(start):
            return False
        low = first.lower()
        return bool(COMMON_NOUN.fullmatch(first)) or low in _VAGUE or low in self._lower_words


def is_first_person(mention: str) -> bool:
    """Whether a mention is *I* or *we*: whoever is quoted around it."""
    return is_pronoun(mention) and PRONOUNS[mention.lower()] == "first"


def _tidy(mention: str) -> str:
    """A mention without brackets, quotation marks, preposition, possessive and punctuation at its ends."""
    plain = _UNOPENED.sub(r"\1", mention) if ")" in mention or "]" in mention else mention
    plain = _MARKS.sub("", plain)
    words = _PREPOSITION.sub("", plain.removesuffix("’s").removesuffix("'s").strip(" ,;:–—-")).split()
    while len(words) > 1 and words[-1].rstrip(",") in _TRAILING:
        words.pop()
    plain = " ".join(words).rstrip(" ,;:–—-")
    return plain if plain[-2:-1].isupper() else plain.rstrip(".")


def _has_word(phrase: str) -> bool:
    return any(map(str.isalnum, phrase))


def _bare(phrase: str) -> str:
    """A phrase without its article."""
    return _DETERMINER.sub("", phrase)


def _head(phrase: str, *, is_title: bool = False) -> str:
    """A phrase up to its first preposition or relative, but for names such as *Ministry of Defence*.

    `is_title` keeps what may be part of a title before a name, too: *Chief of Staff* Ann Lee.
    """
    words = phrase.split()
    for i in range(1, len(words)):
        if words[i] in _CUTS and not _is_inside_name(words, i, is_title):
            words = words[:i]
            break
    return " ".join(words)


def _is_inside_name(words: Sequence[str], i: int, is_title: bool) -> bool:
    """Whether a preposition is part of a name, as in *Ministry of Defence*, or of a title."""
    if (
        words[i] != "of"
        or i + 1 == len(words)
        or not (words[i - 1][0].isupper() and words[i + 1][0].isupper())
    ):
        return False
    return is_body(words[i - 1 : i]) or (is_title and is_role(words[i - 1]))


def _final_name(head: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words before a final name that tell a role, and the name; no name if the phrase ends otherwise."""
    runs = find_runs(head)
    if not runs or runs[-1].end != len(head):
        return (), ()
    before = head[: runs[-1].start].split()
    roles, name = split_roles(runs[-1].words)
    is_told = bool(before) and is_role(before[-1])
    return (*(before if is_told or roles else ()), *roles), name


def _whole_name(parts: Sequence[str]) -> Sequence[str]:
    """The part after a comma that is nothing but a full name (*a spokeswoman, Anna White*)."""
    for part in map(_head, parts):
        roles, name = _final_name(part)
        if len(name) > 1 and not is_body(name) and " ".join([*roles, *name]) == part:
            return name
    return ()


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Short and long form wherever a text gives both: *High Negotiations Committee (HNC)*."""
    for match in _ACRONYM.finditer(text):
        words = text[max(match.start() - 90, 0) : match.start()].split()
        for i in range(len(words) - 1, -1, -1):
            initials = [part[0] for word in words[i:] for part in word.split("-") if part[:1].isupper()]
            if words[i][0].isupper() and "".join(initials) == match[1]:
                yield match[1], " ".join(words[i:])
                break
