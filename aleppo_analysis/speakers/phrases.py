"""The words by which a text mentions a speaker: what is cut off them, their head, the name they end in."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..text.english import ABBREVIATIONS, SAYING, SHORT_MONTHS, WEEKDAYS
from .names import CALENDAR, behind_place, find_runs, is_first_name, split_roles
from .nouns import BODY_NOUNS, is_crowd, is_plural
from .titles import is_body, is_role, is_title

CUTS = set(
    """about across after against among around as at backed based before behind between by close during
    familiar for from in including inside into loyal near of on opposed outside over said speaking that to
    under which who whom with within""".split()
)
TRAILING = set(
    """a again also an and at but by earlier for from further had has have her herself himself his in is its
    last later now of on or once reportedly still that the their then to today tomorrow was were which who
    with yesterday""".split()
)
_ADVERBS = (
    "actually additionally afterwards also apparently certainly clearly crucially earlier finally "
    "fortunately importantly instead interestingly last lately later likewise meanwhile moreover "
    "nevertheless notably now obviously please recently sadly still surprisingly then therefore thus today "
    "tomorrow ultimately unfortunately yesterday"
).split()
_FINITE = set(
    """are became becomes began begins came can chose comes could did does drew drove fell flew gave gets goes
    grew had has have is knew makes may might must ran rang rose said sang says seems shall should shook spoke
    swung takes threw took underwent was went were will woke wore would wrote""".split()
)
_PAST = set(  # which may be participles, too: a group *led by*
    "brought built found heard held kept led lost made met paid sent shot sold taught told won".split()
)
_NO_SUBJECT = {"The", "A", "An", "This", "That", "Some", "Many"}
_OPENS = set(
    """along although amid and because beneath beyond but citing despite especially following how if neither
    no nobody none nor not or particularly per regarding since so than that there though throughout together
    too towards unless unlike until upon very via what whatever when whenever where wherever whether which
    while who whoever whom whose why without yet""".split()
)
_NUMBERS = set("two three four five six seven eight nine ten dozens hundreds thousands".split())
_OBJECTS = set("a an the his her him its it their them this that these those us".split())
_BEFORE_OBJECTS = set(  # words that a noun phrase may follow
    "all and as both but either even half just like many of only or plus quite rather such than".split()
)
_RELATIVES = {"who", "whom", "whose", "which", "that"}
_DETERMINED = _OBJECTS | set("all any each every many more most my no other our so some such your".split())
_LINKS = [["about"], ["against"], ["by"], ["for"], ["from"], ["to"], ["with"]]  # to a complement
_LONGEST = 12  # words of a description
_MARKS = re.compile(r"(?<!\s)\s*[(\[][^)\]]*[)\]]?|[“”\"«»„]|(?<!\w)[‘'’]|(?<!s)[’'](?!\w)|[’']$")
_SIGN = re.compile("[([“”\"«»„‘’']")  # is in all that `_MARKS` finds
_UNOPENED = re.compile(r"^([^(\[]+)[)\]].*")
_PREPOSITION = re.compile(r"(?i:^(?:according to|by|from|per) )")
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]{0,20},? (?:\d{1,2},? )?(?:\([\w ]{2,12}\) )?){1,5}(?:--|—|–) (?=\w)"
)
_CUE_FIRST = re.compile(rf"^(?i:{SAYING}) (?=[A-Z])")
_DAYS = "|".join(WEEKDAYS)
_LABEL = re.compile(r"^(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|Q[.:]?|[Pp]lus) (?=[“\"]?[A-Z])")
_SENTENCE = re.compile(r"[.!?…](?<=[a-z]{2}.) (?=[A-Z])")
_TIMES = "week|month|year|morning|afternoon|evening|night|weekend|spring|summer|autumn|fall|winter"
_WHEN = re.compile(
    rf" (?<!ed )(?:(?:on|late|early|earlier|later) ){{0,2}}(?:(?:this|last|next) (?:{_TIMES})|"
    rf"(?:(?<=[a-z] )|(?<=[a-z] on ))(?:{_DAYS}|yesterday|today|tonight))$"
)
_ADVERBIAL = re.compile(
    rf"^(?:(?i:{'|'.join(_ADVERBS)}|(?:on )?(?:{_DAYS})), |(?i:and|but|now|so|then|yet) ){{1,3}}(?=\w)"
)
_PRONOUN_FIRST = re.compile(r"^([Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)(?:[’'](?:d|ll|m|re|s|ve))?(?: [a-z]|$)")
_TELLS = re.compile(r"(?i:(?:the|an?|his|her|its|their|my|our|one of|fellow) )")
DETERMINER = re.compile(r"(?i:^(?:the|an?) )")
PARTS = re.compile(r", | [–—―-] ")


@lru_cache(maxsize=5_000)
def tidy(mention: str) -> str:
    """A mention without brackets, quotation marks, preposition, possessive and punctuation at its ends."""
    if mention.isalpha():
        return mention
    plain = _UNOPENED.sub(r"\1", mention) if ")" in mention or "]" in mention else mention
    plain = _MARKS.sub("", plain) if _SIGN.search(plain) else plain
    plain = _behind(_DATELINE.match(plain), plain)
    plain = _behind(_LABEL.match(plain), plain)
    plain = _behind(_ADVERBIAL.match(plain), plain)
    plain = _behind(_CUE_FIRST.match(plain), plain)
    plain = _first_sentence(_without_adjective(plain))
    if clause := _PRONOUN_FIRST.match(plain):
        return clause[1]
    plain = _WHEN.sub("", plain.removesuffix("’s").removesuffix("'s").strip(" ,;:–—―-"))
    words = _behind(_PREPOSITION.match(plain), plain).split()
    words = words[: next((i for i in range(1, len(words)) if _is_verb(words, i)), None)]
    while len(words) > 1 and words[-1].rstrip(",") in TRAILING:
        words.pop()
    plain = " ".join(words).rstrip(" ,;:–—―-")
    return plain if plain[-2:-1].isupper() else plain.rstrip(".")


def _behind(opening: re.Match[str] | None, plain: str) -> str:
    """A mention without what was found at its beginning."""
    return plain[opening.end() :] if opening else plain


def _first_sentence(plain: str) -> str:
    """A mention up to the end of a sentence that it runs over."""
    for stop in _SENTENCE.finditer(plain):
        word = plain[: stop.start()].split()[-1]
        if not is_title(word) and word.lower() not in ABBREVIATIONS:
            return plain[: stop.start()]
    return plain


def _without_adjective(plain: str) -> str:
    """A mention without the first of two adjectives: *the lanky, bespectacled professor*."""
    first, comma, rest = plain.partition(", ")
    if not comma:
        return plain
    words, head = first.split(), rest.split(",")[0].split()
    is_pair = len(words) == 2 and DETERMINER.match(first) and not is_role(words[1]) and len(head) > 1
    return f"{words[0]} {rest}" if is_pair and is_role(head[-1]) and rest[0].islower() else plain


def _is_verb(words: Sequence[str], i: int) -> bool:
    """Whether a word is the verb with which a clause goes on behind its subject (*the judge chided*)."""
    word, before, after = words[i], words[i - 1], words[i + 1] if i + 1 < len(words) else ""
    if word in _FINITE:
        return True
    is_past = word.endswith("ed") and len(word) > 4
    if not (is_past or after in _OBJECTS or word in _PAST) or not (word.isalpha() and word.islower()):
        return False
    if not _RELATIVES.isdisjoint(words[:i]):
        return False
    if word in _PAST:
        return after not in CUTS
    if after in _OBJECTS and before.lower() not in _OBJECTS and not _may_precede(word):
        return True
    if not is_past:
        return False
    if is_plural(before) or is_crowd(before):
        return bool(after) and after not in CUTS  # not: people *arrested in* the north
    return is_role(before) or (before[0].isupper() and before.isalpha() and before not in _NO_SUBJECT)


def _may_precede(word: str) -> bool:
    """Whether a noun phrase may follow a word that is no verb: *of the*, *the poet the*, *naming the*."""
    is_noun = is_role(word) or word in BODY_NOUNS or word.endswith("ing")
    return is_noun or word in CUTS or word in _BEFORE_OBJECTS or word in _OPENS


@lru_cache(maxsize=5_000)
def is_honest(name: str) -> bool:
    """Whether a name is a noun phrase: no clause, adverb, relative, preposition, verb, number or date."""
    words = name.split()
    first, second = words[0], words[1] if len(words) > 1 else ""
    if len(words) > _LONGEST or first in CUTS or first in _FINITE or first.lower() in _OPENS:
        return False
    if not second:
        low = name.lower()
        is_month = name in SHORT_MONTHS and not is_first_name(name)
        return low not in _ADVERBS and low not in _NUMBERS and low not in CALENDAR and not is_month
    if first.islower() and second in _OBJECTS:
        return first in _BEFORE_OBJECTS
    is_gerund = first.endswith("ing") and len(first) > 5
    return not is_gerund or not (second in _DETERMINED or (first.islower() and second[0].isupper()))


def has_word(phrase: str) -> bool:
    """Whether a phrase has a letter or digit."""
    return any(map(str.isalnum, phrase))


@lru_cache(maxsize=5_000)
def bare_of(phrase: str) -> str:
    """A phrase without its article."""
    return _behind(DETERMINER.match(phrase), phrase)


@lru_cache(maxsize=5_000)
def parts_of(mention: str) -> tuple[str, ...]:
    """What stands between the commas and dashes of a mention, where that has words."""
    return tuple([part for part in PARTS.split(mention) if has_word(bare_of(part))])


@lru_cache(maxsize=5_000)
def head_of(phrase: str, *, is_title: bool = False) -> str:
    """A phrase up to its first preposition or relative, but for names such as *Ministry of Defence*.

    `is_title` keeps what may be part of a title before a name, too: *Chief of Staff* Ann Lee.
    """
    words = phrase.split()
    if CUTS.isdisjoint(words[1:]):
        return " ".join(words)
    cuts = (i for i in range(1, len(words)) if words[i] in CUTS and not _is_inside_name(words, i, is_title))
    return " ".join(words[: next(cuts, None)])


def _is_inside_name(words: Sequence[str], i: int, is_title: bool) -> bool:
    """Whether a preposition is part of a name, as in *Ministry of Defence*, or of a title."""
    after = words[i + 1 :]
    if words[i] not in ("for", "of") or not words[i - 1][0].isupper():
        return False
    if is_body(words[i - 1 : i]):
        after = after[1:] if after[:1] == ["the"] else after
        return bool(after) and after[0][0].isupper()
    return words[i] == "of" and is_title and is_role(words[i - 1]) and bool(after) and after[0][0].isupper()


@lru_cache(maxsize=5_000)
def ends_in_complement(phrase: str) -> bool:
    """Whether the last name of a phrase only belongs to it: *an aide to President Ann Lee*."""
    runs = find_runs(phrase)
    if not runs:
        return False
    roles = split_roles(runs[-1].words)[0]
    return phrase[: runs[-1].start].split()[-1:] in _LINKS and all(map(is_role, roles))


@lru_cache(maxsize=5_000)
def final_name(head: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words before a final name that tell a role, and the name; no name if the phrase ends otherwise."""
    runs = find_runs(head)
    if not runs or runs[-1].end != len(head):
        return (), ()
    before = head[: runs[-1].start].split()
    roles, name = split_roles(runs[-1].words)
    name = tuple(behind_place(head[: runs[-1].start], name))
    is_told = bool(before) and is_role(before[-1])
    return (*(before if is_told or roles else ()), *roles), name


@lru_cache(maxsize=5_000)
def name_in(part: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words that tell a role, and the final name, of a part up to its first preposition.

    One that belongs to a title stands before a full name only: *Chief of Staff* Ann Lee.
    """
    head = head_of(part)
    title = head_of(part, is_title=True) if "of" in part else head
    roles, name = final_name(title)
    return final_name(head) if title != head and len(name) < 2 else (roles, name)


def whole_name(parts: Sequence[str]) -> Sequence[str]:
    """The part after a comma that is nothing but a full name (*a spokeswoman, Anna White*)."""
    for part in map(head_of, parts):
        roles, name = final_name(part)
        is_whole = len(name) > 1 or any(map(is_title, roles)) or is_first_name(part)
        if is_whole and name and not is_body(name) and part.endswith(" ".join([*roles, *name])):
            return name
    return ()


def tells_who(phrase: str) -> bool:
    """Whether a phrase says who the person is who is named next: *one of the skippers*, *Webb’s agent*."""
    is_owned = "’s " in phrase or "'s " in phrase
    return is_owned or bool(_TELLS.match(phrase))
