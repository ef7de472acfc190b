"""What a number is said of: the thing that is counted, what is said of it, and what narrows it.

No parser: the words around a number, up to the next boundary, are told apart by short closed lists.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..tables import read_csv, shipped
from ..text.english import MONTHS, SAYING, SAYING_WORDS, SHORT_MONTHS, WEEKDAYS
from ..text.terms import to_term

_REACH = 240  # characters on each side of a number that are read
_WORD = re.compile(r"\w[\w'’-]*+")
_CLAUSE = re.compile(r"[.;:!?()“”\"—–]|,(?!\d)")
_BREAK = re.compile(r"[.;:!?](?!\d)")
_PREPOSITION = re.compile(r"\s(?:of|in|at|from|on|to|with|by|for|near|across|who|that|which)\s")
_CLOSING = " \t\r\n”\"’')"
_DAYS = frozenset([*MONTHS, *SHORT_MONTHS, *WEEKDAYS])
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million billion lakh crore dozen half quarter third percent cent".split()
)
# Words of amounts, of claims and of being: they say nothing of what is counted.
_EMPTY = SAYING_WORDS | frozenset(
    "accord according figure number total amount estimate count claim put least most than more about around "
    "nearly almost some roughly up down over upwards between only just still yet also today yesterday "
    "tomorrow night morning afternoon evening noon midnight day week month year hour minute late early "
    "people person go get make take give come have do be become keep let use see mr mrs ms dr".split()
)
# Nouns for anybody: two of them may stand for the same people.
_ANYBODY = "civilian civilians inhabitants men people patients persons residents women".split()
_WHOLE = re.compile(
    r"\b(?:of|(?<!in )all|both)\s+(?:(?:the|its|their|his|her|those|these|some|about|all)\s+){0,3}$", re.I
)
_PART = re.compile(
    r"\b(?:another|further|additional|extra|other|remaining|rest|first|last|next|past|previous)\s+$", re.I
)
_PART_AFTER = re.compile(r"\s+(?:more|others?|extra|additional|of (?:them|those|these|whom|which))\b", re.I)
_EACH = re.compile(r"\b(?:each|every|per|apiece|an? (?:day|week|month|year|hour)|daily)\b", re.I)
_NOT = re.compile(r"\b(?:no|not(?! to\b)|never|nothing|nobody|none|without|yet to)\b|n[’']t\b", re.I)
_SUPPOSED = re.compile(r"\b(?:if|would|could|might|may|should|unless|whether)\b", re.I)
_FORMER = re.compile(
    r"\b(?:up|down|raised|cut|revised|rose|fell|grown?|increased|decreased)\b[^.;:]{0,80}\bfrom\s+(?:the\s+)?$",
    re.I,
)
_FIGURE = re.compile(r"\d[\d,.]*+")
_EARLIER = re.compile(
    r"\b(?:last (?:week|month|year)|earlier|previously|initially|originally|at first|"
    r"(?:days|weeks|months|years) (?:ago|before|earlier))\b",
    re.I,
)
_BECAUSE = re.compile(r"\b(?:because|although|though|while|whereas|until|but)\b", re.I)
_TIME = re.compile(r"\b(morning|afternoon|evening|night|noon|midnight|day|week|month|year)\b", re.I)
_PLACE = re.compile(
    r"\b(?:in|at|near|across|around|outside|inside|from|of)\s+(?:the\s+)?((?:[A-Z][\w'’-]*+\s?){1,9})"
)
_DEFINES = re.compile(
    r"\b(?:(?:not )?counting|including|excluding|because|if one counts|if you count)\b", re.I
)
# *puts it at, says ten, was eleven*, or the number alone: it goes on from a number before.
_CLAIMED = re.compile(
    rf"(?:\b(?:{SAYING}|counted|counts|figures?|numbers?|totals?|at|is|was|were|to)"
    r"|^\W{0,9}(?:[A-Z][\w.'’ ]{0,40}:)?)\W{0,9}$"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:!?)”\"’]|(?:on|in|at|by|and|or|over|between|because|after|before|when)\b)"
)


class Context(NamedTuple):
    """What a number is said of; words are stems, as Porter's second stemmer gives them."""

    head: str  # the counted noun; empty where the text names none
    narrower: frozenset[str]  # the other words of the counted phrase
    said: frozenset[str]  # the nearest words in the clause that tell something, mostly verbs
    around: frozenset[str]  # all words of the sentence that tell something
    places: frozenset[str]  # words with a capital after *in, at, near, ...*
    times: frozenset[str]  # *morning, day, ...*: the stretch of time that is meant
    is_whole: bool  # the whole of which another number is a part
    is_part: bool  # on top of another number, before a change, or for each of several
    is_denied: bool
    is_open: bool  # asked or supposed: nobody claims it
    is_former: bool  # *up from 17*: what it was before
    is_earlier: bool  # of another time than its article
    defines: bool  # says how it counts
    goes_on: bool  # names no thing and no unit: it stands for what the number before counts

    @property
    def thing(self) -> str:
        """What is counted: the noun, the same for all nouns for anybody."""
        return "anybody" if self.head in _anybody() else self.head


def context_of(sentence: str, start: int, end: int, counted: str) -> Context:
    """The context of the number at `start:end` of a sentence; `counted` is the phrase that it counts."""
    before, after = sentence[max(start - _REACH, 0) : start], sentence[end : end + _REACH]
    near_before, near_after = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    clause = _BREAK.split(before)[-1] + " " + _BECAUSE.split(_BREAK.split(after)[0])[0]
    head = _head(counted)
    phrase = {stem(word) for word in _words(counted)} | {head}
    said = _telling(near_before)[-1:] + [word for word in _telling(near_after) if word not in phrase][:1]
    return Context(
        head=head,
        narrower=frozenset(phrase - {head, ""}),
        said=frozenset(said) - phrase,
        around=frozenset(_telling(f"{before} {after}")) - phrase,
        places=_places(clause),
        times=frozenset(map(str.lower, _TIME.findall(near_after))),
        is_whole=bool(_WHOLE.search(before)),
        is_part=bool(_PART.search(before) or _PART_AFTER.match(after) or _EACH.search(near_after)),
        is_denied=bool(_NOT.search(clause)),
        is_open=sentence.rstrip(_CLOSING).endswith("?") or bool(_SUPPOSED.search(near_before)),
        is_former=bool(_FORMER.search(before)),
        is_earlier=bool(_EARLIER.search(_FIGURE.split(_BREAK.split(before)[-1])[-1])),
        defines=bool(_DEFINES.search(_BREAK.split(after)[0])),
        goes_on=bool(_CLAIMED.search(near_before) and _GOES_ON.match(after)),
    )


def _head(phrase: str) -> str:
    """The noun of a phrase: its last word before a preposition."""
    words = _words(_PREPOSITION.split(phrase, maxsplit=1)[0])
    return stem(words[-1]) if words else ""


def _words(text: str) -> list[str]:
    return [to_term(hit[0]) for hit in _WORD.finditer(text)]


def _telling(text: str) -> list[str]:
    """The words that tell something, in order: no function words, no numbers, no days."""
    words = (stem(word) for word in _words(text) if word.isalpha() and word not in _function_words())
    return [word for word in words if word not in _empty()]


def _places(text: str) -> frozenset[str]:
    found = (word for hit in _PLACE.finditer(text) for word in hit[1].split())
    return frozenset(to_term(word) for word in found if word not in _DAYS)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its endings."""
    return str(_stemmer().stem(to_term(word)))


@cache
def _stemmer() -> Any:
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


@cache
def _function_words() -> frozenset[str]:
    listed = read_csv("claims.compare", shipped("stop_words.csv"), ["term"])["term"]
    return frozenset(listed) | _NUMBER_WORDS | {day.lower() for day in _DAYS}


@cache
def _empty() -> frozenset[str]:
    return frozenset(map(stem, _EMPTY))


@cache
def _anybody() -> frozenset[str]:
    return frozenset(map(stem, _ANYBODY))
