"""The words by which a text mentions a speaker: what is cut off them, their head, the name they end in."""

import re
from collections.abc import Sequence

from ..text.english import SAYING, WEEKDAYS
from .names import find_runs, is_body, is_role, is_title, split_roles
from .pronouns import is_plural

CUTS = set(
    """about across after against among around as at backed based before behind between by close during
    familiar for from in including inside into loyal near of on opposed outside over said speaking that to
    under which who whom with within""".split()
)
TRAILING = set(
    """again also and but earlier further had has have herself himself is later now once reportedly
    still that then today tomorrow was were which who yesterday""".split()
)
_ADVERBS = (
    "actually additionally afterwards also apparently certainly clearly crucially earlier finally "
    "fortunately importantly instead interestingly last lately later meanwhile moreover nevertheless notably "
    "now obviously recently sadly still surprisingly then today tomorrow ultimately unfortunately yesterday"
).split()
_FINITE = set(
    "is are was were has have had will would does did do can could may might shall must says said".split()
)
_NO_SUBJECT = {"The", "A", "An", "This", "That", "Some", "Many"}
_OPENS = set(
    "although because but citing if that there though when where whether which while who whose whom".split()
)
_LONGEST = 12  # words of a description
_MARKS = re.compile(r"(?<!\s)\s*[(\[][^)\]]*[)\]]?|[“”\"«»„]|(?<!\w)[‘'’]|(?<!s)[’'](?!\w)|[’']$")
_UNOPENED = re.compile(r"^([^(\[]+)[)\]].*")
_PREPOSITION = re.compile(r"(?i:^(?:according to|by|from|per) )")
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]{0,20},? (?:\d{1,2},? )?(?:\([\w ]{2,12}\) )?){1,5}(?:--|—|–) (?=\w)"
)
_CUE_FIRST = re.compile(rf"^(?i:{SAYING}) (?=[A-Z])")
_DAYS = "|".join(WEEKDAYS)
_ADVERBIAL = re.compile(
    rf"^(?:(?i:{'|'.join(_ADVERBS)}|(?:on )?(?:{_DAYS})), |(?i:and|but|now|so|then|yet) ){{1,3}}(?=\w)"
)
_PRONOUN_FIRST = re.compile(r"^([Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I) [a-z]")
DETERMINER = re.compile(r"(?i:^(?:the|an?) )")


def tidy(mention: str) -> str:
    """A mention without brackets, quotation marks, preposition, possessive and punctuation at its ends."""
    plain = _UNOPENED.sub(r"\1", mention) if ")" in mention or "]" in mention else mention
    plain = _DATELINE.sub("", _MARKS.sub("", plain))
    plain = _without_adjective(_CUE_FIRST.sub("", _ADVERBIAL.sub("", plain)))
    if clause := _PRONOUN_FIRST.match(plain):
        return clause[1]
    words = _PREPOSITION.sub("", plain.removesuffix("’s").removesuffix("'s").strip(" ,;:–—-")).split()
    words = words[: next((i for i in range(1, len(words)) if _is_verb(words, i)), None)]
    while len(words) > 1 and words[-1].rstrip(",") in TRAILING:
        words.pop()
    plain = " ".join(words).rstrip(" ,;:–—-")
    return plain if plain[-2:-1].isupper() else plain.rstrip(".")


def _without_adjective(plain: str) -> str:
    """A mention without the first of two adjectives: *the lanky, bespectacled professor*."""
    first, _, rest = plain.partition(", ")
    words, head = first.split(), rest.split(",")[0].split()
    is_pair = len(words) == 2 and DETERMINER.match(first) and not is_role(words[1]) and len(head) > 1
    return f"{words[0]} {rest}" if is_pair and is_role(head[-1]) and rest[0].islower() else plain


def _is_verb(words: Sequence[str], i: int) -> bool:
    """Whether a word is the verb with which a clause goes on behind its subject (*the judge chided*)."""
    word, before = words[i], words[i - 1]
    if word in _FINITE:
        return True
    if not (
        word.endswith("ed") and word.isalpha() and word.islower() and len(word) > 4 and i + 1 < len(words)
    ):
        return False
    if is_plural(before):
        return words[i + 1] not in CUTS  # not: people *arrested in* the north
    return is_role(before) or (before[0].isupper() and before.isalpha() and before not in _NO_SUBJECT)


def is_honest(name: str) -> bool:
    """Whether a name is a noun phrase: no clause, adverb, relative or preposition."""
    words = name.split()
    is_adverb = len(words) == 1 and name.lower() in _ADVERBS
    return (
        len(words) <= _LONGEST and words[0] not in CUTS and words[0].lower() not in _OPENS and not is_adverb
    )


def has_word(phrase: str) -> bool:
    """Whether a phrase has a letter or digit."""
    return any(map(str.isalnum, phrase))


def bare_of(phrase: str) -> str:
    """A phrase without its article."""
    return DETERMINER.sub("", phrase)


def head_of(phrase: str, *, is_title: bool = False) -> str:
    """A phrase up to its first preposition or relative, but for names such as *Ministry of Defence*.

    `is_title` keeps what may be part of a title before a name, too: *Chief of Staff* Ann Lee.
    """
    words = phrase.split()
    for i in range(1, len(words)):
        if words[i] in CUTS and not _is_inside_name(words, i, is_title):
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


def final_name(head: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words before a final name that tell a role, and the name; no name if the phrase ends otherwise."""
    runs = find_runs(head)
    if not runs or runs[-1].end != len(head):
        return (), ()
    before = head[: runs[-1].start].split()
    roles, name = split_roles(runs[-1].words)
    is_told = bool(before) and is_role(before[-1])
    return (*(before if is_told or roles else ()), *roles), name


def whole_name(parts: Sequence[str]) -> Sequence[str]:
    """The part after a comma that is nothing but a full name (*a spokeswoman, Anna White*)."""
    for part in map(head_of, parts):
        roles, name = final_name(part)
        is_whole = len(name) > 1 or any(map(is_title, roles))
        if is_whole and name and not is_body(name) and part.endswith(" ".join([*roles, *name])):
            return name
    return ()


def tells_who(phrase: str) -> bool:
    """Whether a phrase says who the person is who is named next: *one of the skippers*, *Webb’s agent*."""
    is_owned = "’s " in phrase or "'s " in phrase
    return is_owned or bool(DETERMINER.match(phrase)) or phrase.lower().startswith(("one of ", "fellow "))
