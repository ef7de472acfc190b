"""Pronouns, and the nouns that they may stand for: crowds, bodies, people in a role."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .titles import ROLES, is_role

PRONOUNS = {
    **dict.fromkeys("he his him himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("they their theirs them themselves".split(), "they"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), "first"),
    **dict.fromkeys("who whom whose which that".split(), "who"),
}
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
VAGUE = set(
    "a all an and any both for from in many most of other several some that the their these those to".split()
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
_NO_CROWD = set(
    """colors colours doors errors factors floors letters matters numbers offers orders others papers powers
    sectors""".split()
)


def _forms(words: list[str]) -> Iterator[str]:
    """Every form of words that are written with *?* and *[sz]*."""
    for word in words:
        for one in (word.replace("[sz]", "s"), word.replace("[sz]", "z")):
            yield one.replace("?", "")
            yield re.sub(r".\?", "", one)


_CROWDS = set(_forms(_CROWD_WORDS))
_BODIES = set(_forms(_BODY_WORDS))
_ONES = ROLES - _ADJECTIVES
_ONE_ENDS = {one.rpartition("-")[2] for one in _ONES}
_PART = re.compile(r"\w+")


@lru_cache(maxsize=5_000)
def is_crowd(word: str) -> bool:
    """Whether a word is a noun for several people (*residents*)."""
    low = word.lower()
    is_several = low.endswith(("ers", "ors", "ists", "ians")) and len(low) > 5
    return low in _CROWDS or (is_several and low not in _NO_CROWD)


def is_body_noun(word: str) -> bool:
    """Whether a word is a noun for a body (*council*)."""
    return word.lower() in _BODIES


@lru_cache(maxsize=5_000)
def is_one(word: str) -> bool:
    """Whether a word says what somebody is (*mayor*, *ex-mayor*)."""
    low = word.lower()
    return low in _ONES or low.rpartition("-")[2] in _ONES


def may_hold_one(text: str) -> bool:
    """Whether a text may have such a word: not where it has no word that one ends in."""
    return not _ONE_ENDS.isdisjoint(_PART.findall(text.lower()))


def is_plural(phrase: str) -> bool:
    """Whether a phrase names several: its last word is the plural of a role or a word for a crowd."""
    last = phrase.split()[-1]
    return last.endswith("s") and (is_role(last[:-1]) or is_crowd(last))


def is_proper(name: str) -> bool:
    """Whether a name is a proper one, not a description such as *one of the locals*."""
    return name[:1].isupper()


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun; set in capitals they are none (*US*, *IT*)."""
    return words.lower() in PRONOUNS and not (len(words) > 1 and words.isupper())
