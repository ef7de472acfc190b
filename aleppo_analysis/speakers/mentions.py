"""Whom a mention of a speaker means, by what its own text says: names, roles, pronouns, crowds."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from weakref import proxy

from .actors import Actors
from .descriptions import Descriptions, as_entity
from .names import CALENDAR, Run, find_runs, is_first_name, split_roles, title_case_lines
from .narration import Narration, Spans
from .nouns import BODY_NOUNS, COMMON_NOUN, PRONOUNS, VAGUE, is_pronoun
from .people import NOBODY, Entity, People
from .phrases import (
    DETERMINER,
    PARTS,
    TRAILING,
    bare_of,
    ends_in_complement,
    final_name,
    has_word,
    head_of,
    is_honest,
    name_in,
    parts_of,
    tells_who,
    tidy,
    whole_name,
)
from .pronouns import Antecedents, Asked
from .titles import gender_of, is_body, is_role, is_title
from .ways import way_of

_NOBODY = {"no one"} | set(
    """a all another answer any anybody anyone anything both each either everybody everyone few many more
    most neither nobody none nothing one other others q question several some somebody someone
    something such the them there these this those what you your""".split()
)
_WHICH = {"from", "in", "inside", "loyal", "near", "of", "opposed"}
_NOT_WHICH = CALENDAR | {"recent", "statement", "interview", "week", "month", "year", "days", "addition"}
_BETWEEN = 60  # characters between a crowd and its verb
_FAR = 5000  # characters that an acronym reaches back
_ACRONYM = re.compile(r" \(([A-Z]{2,8})\)")
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_AND = re.compile(r",? and ")


class Resolver:
    """Resolves the mentions of one text; asked in the order of the text, for pronouns look back."""

    def __init__(self, text: str, quoted: Spans, actors: Actors, reported: Spans = ()) -> None:
        self._text = text
        self._actors = actors
        runs = _outside(title_case_lines(text), find_runs(text))
        self._lower_words = set(_LOWER_WORD.findall(text))
        self._people = People(text, runs, self._lower_words)
        self._narration = Narration(text, runs, self._people, quoted, reported)
        mean = partial(Resolver._mean, proxy(self))  # no cycle: what a text needs is freed with its resolver
        self._before = Antecedents(self._narration, mean)
        self._descriptions = Descriptions(self._narration, self._before, actors, mean)
        self._long = dict(_acronyms(text))

    def resolve(
        self,
        mention: str,
        start: int,
        cue: str = "",
        cue_start: int | None = None,
        said: Spans = (),
    ) -> Entity:
        """Whom the mention at `start` means, who says the spans `said`, and how sure that is.

        It is remembered for later mentions, so that they are asked for in the order of the text.
        """
        plain = tidy(mention)
        entity, found_by = self._look(plain, start, said)
        if found_by == "description":
            entity = self._chosen(entity, start)
        if entity.name and not is_honest(entity.name) and not self._actors.find(entity.name):
            entity = NOBODY
        name, group, is_person, gender, _ = entity
        last = None if found_by == "own words" else self._before.last_named(start)
        way = way_of(found_by, entity, last)
        if name and name[0].islower() and plain.lower().endswith(name.lower()):
            name += self._which(start + len(mention), cue_start)
        entity = Entity(name, group, is_person, gender, way)
        self._before.remember(start, start + len(mention), entity)
        self._descriptions.note(cue, entity)
        return entity

    def _look(self, plain: str, start: int, said: Spans) -> tuple[Entity, str]:
        """Whom words mean, and what told it: a pronoun, a name, a description, or nothing but themselves."""
        if is_pronoun(plain):
            pronoun = PRONOUNS[plain.lower()]
            asked = Asked(pronoun, start, start + len(plain), said)
            return self._before.find(asked), "he or she" if pronoun in ("m", "f") else "it or they"
        if not has_word(bare_of(plain)) or self._is_adverb(plain, start):
            return NOBODY, "own words"
        entity = self._apposed(plain, start) or self._mean(plain, start)
        bare = bare_of(plain)
        noun = head_of(bare).split()[-1]
        is_noun = noun.islower() or is_role(noun)
        if not is_noun or entity.name not in (plain, bare, self._lowered(bare, start), PARTS.split(bare)[0]):
            is_called = not set(str(entity.name).split()).isdisjoint(plain.replace(",", " ").split())
            return entity, "name" if is_called else "description"
        described = self._descriptions.find(PARTS.split(plain)[0], start)
        return (described, "description") if described else (entity, "own words")

    def _is_adverb(self, plain: str, start: int) -> bool:
        """Whether a mention is one word that only begins a sentence and is no noun: *Newly*, *Listening*."""
        if not (plain.isalpha() and plain.endswith(("ing", "ly"))) or is_first_name(plain):
            return False
        is_capital = self._narration.has_capital(plain) or not self._narration.begins_sentence(start)
        return not is_capital and not self._people.find([plain], start)

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

    def _chosen(self, entity: Entity, start: int) -> Entity:
        """Whom a description means, or who spoke last, where only that person is named in its paragraph."""
        last = self._before.last_named(start, is_person=True)
        if not (last and last.name and entity.is_person and entity.name):
            return entity
        is_beside = self._narration.is_beside
        return last if is_beside(last.name, start) and not is_beside(entity.name, start) else entity

    def _apposed(self, plain: str, start: int) -> Entity | None:
        """The person before a mention that is but an apposition: Ann Lee, *a doctor of Leeds*, said."""
        is_told = self._text[max(start - 2, 0) : start] == ", " and DETERMINER.match(plain)
        if not is_told or not (is_role(head_of(plain).split()[-1]) or plain.startswith(("a ", "an "))):
            return None
        run = next(iter(self._narration.runs_before(start, 1)), None)
        if run is None or run.end != start - 2 or not self._narration.opens_sentence(run.start):
            return None
        person = self._people.find(split_roles(run.words)[1] or run.words, start)
        return as_entity(person, plain, self._actors) if person and person.is_certain else None

    def _joint(self, plain: str, start: int) -> Entity | None:
        """Two speakers in one mention (*Russia and the Syrian regime*): both names, the group they share."""
        if " and " not in plain:
            return None
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
            return as_entity(person, part, self._actors)
        actor = self._actors.find(bare_of(head))
        return Entity(*actor) if actor else None

    def _named(self, plain: str, start: int) -> Entity:
        parts = parts_of(plain)
        if not parts:
            return NOBODY
        first, *rest = parts
        head = head_of(first)
        roles, name = name_in(first)
        if len(head.split()) == 1:
            name = self._one_word(head, name, start)
        if not name and rest and (is_role(head.split()[-1]) or tells_who(first)):
            roles, name = (head,), whole_name(rest)
        if not name and not is_role(first.split()[-1]):
            found, full = ((), ()) if ends_in_complement(first) else final_name(first)
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
        long = self._long.get(full) or _spelt_out(full, self._text, start)
        person = None if long or is_body(name) else self._people.find(name, start, gender=gender_of(roles))
        if person and person.is_certain and len(person.words) > 1:
            return as_entity(person, plain, self._actors)
        find = self._actors
        actor = find.find(bare) or find.find(long or full) or find.find_ending(bare) or find.find_alike(full)
        if actor:
            return Entity(*actor, is_person=bool(roles), gender=gender_of(roles))
        if person and (roles or bare == full):
            return as_entity(person, plain, self._actors)
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
                return as_entity(person, plain, self._actors)
        earlier = self._descriptions.fuller(bare, plain, start) if is_definite and len(words) == 1 else None
        gender = gender_of(words)
        return earlier or self._entity(
            self._lowered(bare_of(first), start), plain, is_person=is_role(words[-1]), gender=gender
        )

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
        return low in self._lower_words or low in VAGUE or is_crowd or bool(COMMON_NOUN.fullmatch(first))


def _outside(lines: Spans, runs: list[Run]) -> list[Run]:
    """The runs that do not begin in these lines, both in the order of the text."""
    kept: list[Run] = []
    at = 0
    for start, end in lines:
        kept += runs[at : bisect_left(runs, (start,), at)]
        at = bisect_left(runs, (end,), at)
    return kept + runs[at:]


def _is_told(before: str, name: Sequence[str]) -> bool:
    """Whether words before a name only say who that is: *the team’s* Ann Lee, *auctioneer* Ann Lee."""
    words = before.split()
    is_trade = bool(words) and all(map(str.islower, words)) and words[-1] not in BODY_NOUNS
    return before.endswith(("’s ", "'s ")) or (is_trade and len(name) > 1 and not is_body(name))


def is_first_person(mention: str) -> bool:
    """Whether a mention is *I* or *we*: whoever is quoted around it."""
    return is_pronoun(mention) and PRONOUNS[mention.lower()] == "first"


def _spelt_out(short: str, text: str, start: int) -> str | None:
    """The last words before a place whose initials an acronym is: *Wool and Dairy Board* for WDB."""
    if not (short.isupper() and short.isalpha() and 3 <= len(short) <= 6):
        return None
    words = r"[\w-]{2,20},?(?: (?:and|for|in|of|on|the)){0,2} ".join(short)
    found = re.findall(rf"(?<![\w-]){words}\w{{2,20}}", text[max(start - _FAR, 0) : start])
    return found[-1] if found else None


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Short and long form wherever a text gives both: *High Negotiations Committee (HNC)*."""
    for match in _ACRONYM.finditer(text):
        words = text[max(match.start() - 90, 0) : match.start()].split()
        for i in range(len(words) - 1, -1, -1):
            initials = [part[0] for word in words[i:] for part in word.split("-") if part[:1].isupper()]
            if words[i][0].isupper() and "".join(initials) == match[1]:
                yield match[1], " ".join(words[i:])
                break
