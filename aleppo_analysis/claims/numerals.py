"""Numerals in figures and words: what they are worth, and where they end.

All functions take the tokens of a sentence and a place among them. Libraries were tried on 25 numbers in
words (*three and a half*, *a quarter of a million*, *two dozen*, *twelve lakh*, *one-third*, ...): text2num
reads 11 of them, word2number 12 (*half a million* as a million), number-parser 13, at 1,600 words a second;
none keeps the place of what it reads with its bounds. All 25 are read here.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from .tokens import SHARE, Token
from .units import MULTIPLIERS, UNITS, Unit

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: float(n) for n, word in enumerate(_ONES, start=1)}
SMALL |= {word: float(n) for n, word in enumerate(_TENS, start=2) for n in (10 * n,)}
_GROUPS = {"dozen": 12.0, "hundred": 100.0}
_LARGE = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "lac": 1e5, "crore": 1e7,
}  # fmt: skip
POWERS = _GROUPS | _LARGE
_AFTER_FIGURES = {
    **POWERS,
    "lakhs": 1e5,
    "crores": 1e7,
    **{word: MULTIPLIERS[word] for word in ("mn", "mln", "bn", "tn")},
}
ROUND = {  # words of no exact number, and the least that they mean
    "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
    "trillions": 2e12, "lakhs": 2e5, "crores": 2e7, "tens": 20.0,
}  # fmt: skip
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_PARTS_PLURAL = {"halves": 2, **{f"{part}s": n for part, n in _PARTS.items() if part != "half"}}
_ADDED = ("half", "quarter", "quarters", "third", "thirds")  # what stands after *three and a*
_AFTER_SCORES = {"of", "more", "were", "have", "are"}  # scores that are many, not results
_HALF_TIMES = {"time", "back", "brother", "sister", "term", "finals"}
BEGINNINGS = SMALL.keys() | ROUND.keys() | {"half", "zero"}


class Numeral(NamedTuple):
    """A number from the token `first` to the one before `after`; not a number for a year in words."""

    first: int
    after: int
    value: float
    unit: Unit | None = None  # money or share that it is written with
    is_round: bool = False  # dozens, hundreds: the least that they mean
    is_open: bool = False  # 200+
    is_figure: bool = False
    power: float = 1.0  # the last power in it, which may stand for two numbers: 2 to 3 million


def word_at(tokens: Sequence[Token], place: int) -> str:
    """The word of a token in small letters; nothing beside the sentence."""
    return tokens[place].word if 0 <= place < len(tokens) else ""


def is_hyphen(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen stands there that touches the word before it."""
    return word_at(tokens, place) == "-" and tokens[place].is_glued


def numeral_at(tokens: Sequence[Token], place: int) -> Numeral | None:
    """The numeral that begins at a place."""
    if place >= len(tokens):
        return None
    word = tokens[place].word
    if tokens[place].value is not None:
        return _signed(tokens, _figures(tokens, place))
    if word in SMALL:
        return _words(tokens, place)
    if word in ("a", "an"):
        return _with_article(tokens, place)
    if word == "half":
        return _half(tokens, place)
    if word in ROUND:
        return _round(tokens, place)
    return Numeral(place, place + 1, 0.0) if word == "zero" else None


def _signed(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """A numeral below zero after the word *minus*."""
    first = numeral.first - 1 - is_hyphen(tokens, numeral.first - 1)
    is_below = word_at(tokens, first) == "minus"
    return numeral._replace(first=first, value=-numeral.value) if is_below else numeral


def _figures(tokens: Sequence[Token], place: int) -> Numeral:
    """Figures, with groups apart (*300 000*), fractions (*1 1/2*) and powers (*3.2 million*) after them."""
    token = tokens[place]
    value, after = token.value or 0.0, place + 1
    while _is_group(tokens, after):
        value, after = 1000 * value + (tokens[after].value or 0.0), after + 1
    following = tokens[after] if after < len(tokens) else None
    if following and following.value and following.value < 1 and following.text[-2:-1] in ("", "/"):
        value, after = value + following.value, after + 1
    if "/" in token.text and token.unit is None and word_at(tokens, after) == "of":
        return _fraction(tokens, place, after, value)._replace(is_figure=True)
    value, after = _with_part(tokens, after, value)
    power = MULTIPLIERS.get(token.text.lstrip("0123456789.,$€£¥₹"), 1.0)
    raised, after = _raised(tokens, after, value)
    power = raised / value if raised != value else power
    return Numeral(place, after, raised, token.unit, is_open=token.is_open, is_figure=True, power=power)


def _is_group(tokens: Sequence[Token], place: int) -> bool:
    """Whether three figures go on with those before one blank (*300 000*)."""
    if place >= len(tokens):
        return False
    before, token = tokens[place - 1], tokens[place]
    return (
        token.text.isdigit()
        and before.text.isdigit()
        and len(token.text) == 3 >= len(before.text)
        and token.start == before.end + 1
        and (place + 1 == len(tokens) or len(tokens[place + 1].text) == 3 or tokens[place + 1].value is None)
    )


def _raised(tokens: Sequence[Token], after: int, value: float) -> tuple[float, int]:
    """A value times the powers that follow (*4 hundred million*), and where these end."""
    while power := _AFTER_FIGURES.get(word_at(tokens, step := after + is_hyphen(tokens, after))):
        value, after = value * power, step + 1
    return value, after


def _with_part(tokens: Sequence[Token], after: int, value: float) -> tuple[float, int]:
    """A value with *and a half* or *and three quarters* after it, also with hyphens."""
    if word_at(tokens, after + is_hyphen(tokens, after)) != "and":
        return value, after
    places = [i for i in range(after, min(after + 6, len(tokens))) if tokens[i].word != "-"][:3]
    words = [tokens[i].word for i in places]
    if len(words) == 3 and words[0] == "and" and words[2] in _ADDED:
        count = 1.0 if words[1] == "a" else SMALL.get(words[1], 0.0)
        part = (_PARTS | _PARTS_PLURAL)[words[2]]
        if 0 < count < part:
            return value + count / part, places[2] + 1
    return value, after


def _words(tokens: Sequence[Token], place: int) -> Numeral:
    """A number in words, a fraction (*two thirds*), or not a number (*nineteen eighty-four*)."""
    total = current = 0.0
    last = 0.0  # of the word before
    at = place
    while True:
        here = _next_word(tokens, at, last)
        word = word_at(tokens, here)
        part = SMALL.get(word) or POWERS.get(word)
        if part is None or not _may_follow(part, last):
            break
        if word in SMALL:
            current, last = current + part, part
        elif word in _GROUPS:
            current, last = current * part, 100.0
        else:
            total = (total + current) * part if part > total > 0 else total + current * part
            current, last = 0.0, part
        at = here + 1
    if part is not None and here == at:
        return Numeral(place, here + 1, math.nan)
    return _completed(tokens, place, at, total + current, last)


def _next_word(tokens: Sequence[Token], at: int, last: float) -> int:
    """Where the next word of a number may stand: after a hyphen, or *and* after hundreds."""
    if is_hyphen(tokens, at) and last:
        return at + 1
    return at + (word_at(tokens, at) == "and" and last >= 100)


def _may_follow(part: float, last: float) -> bool:
    """Whether a word of this value may follow one of that value in a number; the first follows 0."""
    if part >= 1000:
        return last > 0
    if part == 100:
        return 0 < last < 100
    return not last or last >= 100 or (last >= 20 and part < 10) or (part == 12 and last < 12)


def _completed(tokens: Sequence[Token], place: int, after: int, value: float, last: float) -> Numeral:
    """A number in words with the fraction that it counts, or that is added to it."""
    part_at = after + is_hyphen(tokens, after)
    part = (_PARTS_PLURAL if value != 1 else _PARTS).get(word_at(tokens, part_at))
    if part and value < part and word_at(tokens, part_at) != "half":
        return _fraction(tokens, place, part_at + 1, value / part)
    value, after = _with_part(tokens, after, value)
    raised, after = _raised(tokens, after, value)
    power = raised / value if raised != value else last if last >= 100 else 1.0
    return Numeral(place, after, raised, power=power)


def _fraction(tokens: Sequence[Token], place: int, after: int, value: float) -> Numeral:
    """A share (*two thirds*), or that part of a million."""
    at = after + (word_at(tokens, after) == "of")
    if word_at(tokens, at) in ("a", "an") and word_at(tokens, at + 1) in POWERS:
        value, after = _raised(tokens, at + 1, value)
        return Numeral(place, after, value)
    if at > after and word_at(tokens, at) in ("a", "an") and word_at(tokens, at + 1) in UNITS:
        return Numeral(place, at + 1, value)  # *a quarter of an hour*
    return Numeral(place, after, value, SHARE)


def _half(tokens: Sequence[Token], place: int) -> Numeral | None:
    """*half the town*, *half of them*, *half a million*, *half-hour*; not *the first half*."""
    following = word_at(tokens, place + 1)
    if following in ("a", "an"):
        value, after = _raised(tokens, place + 2, 0.5)
        return Numeral(place, after, value)
    if is_hyphen(tokens, place + 1):
        value, after = _raised(tokens, place + 1, 0.5)
        return None if word_at(tokens, place + 2) in _HALF_TIMES else Numeral(place, after, value)
    before = word_at(tokens, place - 1)
    if before in (
        "first",
        "second",
        "other",
        "better",
        "latter",
        "in",
        "this",
        "that",
        "by",
        "opening",
        "final",
    ):
        return None
    return Numeral(place, place + 1, 0.5, SHARE)


def _round(tokens: Sequence[Token], place: int) -> Numeral | None:
    """*dozens*, *hundreds of thousands*, *tens of millions*."""
    word, after = tokens[place].word, place + 1
    if word == "scores" and word_at(tokens, after) not in _AFTER_SCORES:
        return None
    value = ROUND[word]
    while word_at(tokens, after) == "of" and (power := ROUND.get(word_at(tokens, after + 1), 0.0)) >= 2e3:
        value, after = value * power / 2, after + 2
    if word == "tens" and after == place + 1:
        return None
    return Numeral(place, after, value, is_round=True)


def _with_article(tokens: Sequence[Token], place: int) -> Numeral | None:
    """*a hundred*, *a dozen*, *a third of*, *a quarter of a million*, *a couple of hundred*."""
    word, following = word_at(tokens, place + 1), word_at(tokens, place + 2)
    if power := POWERS.get(word):
        value, after = _with_part(tokens, place + 2, 1.0)
        value, after = value * power, after
        if word == "hundred" and following == "and" and (rest := SMALL.get(word_at(tokens, place + 3))):
            value, after = value + rest, place + 4
        value, after = _raised(tokens, after, value)
        return Numeral(place, after, value, power=power)
    is_bounded = word_at(tokens, place - 1) in (
        "than",
        "about",
        "nearly",
        "almost",
        "over",
        "around",
        "roughly",
    )
    if word in _PARTS and word != "half" and (following == "of" or is_bounded):
        return _fraction(tokens, place, place + 2, 1 / _PARTS[word])
    if word == "half" and following in POWERS:
        value, after = _raised(tokens, place + 2, 0.5)
        return Numeral(place, after, value)
    if word == "couple" and word_at(tokens, after := place + 2 + (following == "of")) in POWERS:
        value, after = _raised(tokens, after, 2.0)
        return Numeral(place, after, value)
    return None
