"""A sentence as tokens: words, signs, figures with their value, and figures that are no number."""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from .units import CASED, CURRENCIES, MULTIPLIERS, UNITS, Unit

SHARE = Unit("share", "share")
LONGEST = 40  # characters of figures: what is longer names something
# A word by itself, a sign, or whatever else stands between blanks.
_CHUNK = re.compile(
    r"([^\W\d_½¼¾⅓⅔⅛⅜⅝⅞]++(?![^\s.,;:!?…()\[\]{}“”\"«»—])|[—…()\[\]{}“”\"«»;]|[.,:!?](?=\s|\Z))|[^\s—…()\[\]{}“”\"«»;]++"
)
_HAS_FIGURE = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]")
_PLAIN = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?+|[^\w\s]|_|\d")
_LEADING, _TRAILING = "'‘’*", ".,:!?'’*"
_JOINT = re.compile(r"(?:to|or|and)(?=-)")  # 0-to-60
_SIGNS = "~≈<>≤≥±+"  # that may stand before figures
_MINUS = "minus-"
_DASHES = "-–‑‐"
_FRACTIONS = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True) if " " not in sign)
_FIGURE = re.compile(
    rf"(?P<money>{_CURRENCY})?+(?P<minus>[-−])?+(?P<inner>{_CURRENCY})?+(?P<digits>"
    r"[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?+"  # 300,000
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9])(?:\.[0-9]++)?+"  # 3,00,000
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,9}+(?:,[0-9]++)?+"  # 1.234.567
    r"|[0-9]{1,3}(?:['’][0-9]{3})++"  # 300'000
    r"|[123]/(?:2|3|4|5|8|10|16)(?![0-9/])"
    r"|[0-9]*+(?:\.[0-9]++)?+)(?P<fraction>[½¼¾⅓⅔⅛⅜⅝⅞])?+"
    r"(?P<power>[×x*]10\^?[-−+]?[0-9]{1,3}|(?:[×x*]10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|[eE][-+]?[0-9]{1,4}(?![0-9A-Za-z]))?+"
    rf"(?P<rest>[^{_DASHES}]*+)"
)  # fmt: skip


class Token(NamedTuple):
    """A word in small letters, a sign, a figure (with a value), or figures that are no number (opaque)."""

    start: int
    end: int
    word: str  # of a figure `#`
    text: str  # as printed
    is_glued: bool = False  # no blank before
    value: float | None = None
    unit: Unit | None = None  # money or share that the figure is written with
    is_opaque: bool = False
    is_open: bool = False  # 200+


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text."""
    found: list[Token] = []
    reached = -1
    for match in _CHUNK.finditer(text, start, end):
        chunk, at = match[0], match.start()
        is_glued = at == reached
        reached = match.end()
        if match.lastindex:
            found.append(Token(at, reached, chunk.lower(), chunk, is_glued))
        elif _HAS_FIGURE.search(chunk):
            found += _numeric(chunk, at, is_glued)
        else:
            found += _words(chunk, at, is_glued)
    return found


def _words(chunk: str, at: int, is_glued: bool) -> Iterator[Token]:
    for part in _PLAIN.finditer(chunk.replace("*", " ")):
        word = "-" if part[0] in _DASHES else part[0].lower()
        yield Token(at + part.start(), at + part.end(), word, part[0], is_glued or part.start() > 0)


def _numeric(chunk: str, at: int, is_glued: bool) -> Iterator[Token]:
    """The tokens of a chunk with figures: the signs around them, and what stands between."""
    begin = len(chunk) - len(chunk.lstrip(_LEADING))
    begin += chunk[begin : begin + 1] in _SIGNS
    begin += len(_MINUS) * chunk[begin:].lower().startswith(_MINUS)
    yield from _words(chunk[:begin], at, is_glued)
    bare = chunk[begin:].rstrip(_TRAILING)
    is_glued |= begin > 0
    if bare.lower() in UNITS:  # m2, km2
        yield Token(at + begin, at + begin + len(bare), bare.lower(), bare, is_glued)
        yield from _words(chunk[begin + len(bare) :], at + begin + len(bare), True)
        return
    opaque = Token(at + begin, at + begin + len(bare), "", bare, is_glued, is_opaque=True)
    yield from (_figures(bare, at + begin, is_glued) if len(bare) <= LONGEST else None) or [opaque]
    yield from _words(chunk[begin + len(bare) :], at + begin + len(bare), True)


def _figures(bare: str, at: int, is_glued: bool) -> list[Token] | None:
    """One figure or two with a dash between, their units, and words after a hyphen; nothing of all else."""
    found: list[Token] = []
    place = n_figures = 0
    while place < len(bare):
        if found and bare[place] in _DASHES:
            found.append(Token(at + place, at + place + 1, "-", bare[place], True))
            place += 1
        elif figure := _figure(bare, place, at, is_glued or place > 0):
            found += figure
            place = figure[-1].end - at
            n_figures += 1
        elif found and found[-1].word == "-" and (joint := _JOINT.match(bare, place)):
            found.append(Token(at + place, at + joint.end(), joint[0], joint[0], True))
            place = joint.end()
        elif n_figures and found[-1].word == "-" and not any(map(str.isdecimal, bare[place:])):
            return [*found, *_words(bare[place:], at + place, True)]
        else:
            return None
    return found if n_figures < 3 else None


def _figure(bare: str, place: int, at: int, is_glued: bool) -> list[Token] | None:
    """A figure, and its unit where one is written behind it (*9mm*); nothing where it is no number."""
    part = _FIGURE.match(bare, place)
    if part is None or not (part["digits"] or part["fraction"]) or (part["money"] and part["inner"]):
        return None
    money, rest, end = part["money"] or part["inner"], part["rest"], at + part.start("rest")
    unit = Unit(CURRENCIES[money], "money") if money else None
    value = _value(part)
    suffix: list[Token] = []
    if rest in ("%", "pc"):
        value, unit, end = round(value / 100, 12), SHARE, end + len(rest)
    elif rest in MULTIPLIERS and (money or rest not in CASED):
        value, end = value * MULTIPLIERS[rest], end + len(rest)
    elif rest == "+":
        end += 1
    elif rest in CURRENCIES and not money:
        unit, end = Unit(CURRENCIES[rest], "money"), end + len(rest)
    elif rest and not money and (rest in CASED or rest.lower() in UNITS):
        suffix = [Token(end, end + len(rest), rest.lower(), rest, True)]
    elif rest:
        return None
    if not math.isfinite(value):
        return None
    printed = bare[place : end - at]
    return [Token(at + place, end, "#", printed, is_glued, value, unit, is_open=rest == "+"), *suffix]


def _value(part: re.Match[str]) -> float:
    """What figures mean; infinite where they are too large to be held."""
    digits = part["digits"]
    if "/" in digits:
        above, below = digits.split("/")
        value = int(above) / int(below)
    else:
        plain = digits.replace("'", "").replace("’", "")
        plain = plain.replace(".", "").replace(",", ".") if plain.count(".") > 1 else plain.replace(",", "")
        value = float(plain or 0)
    value += _FRACTIONS.get(part["fraction"] or "", 0.0)
    if power := part["power"]:
        value = _raised(value, power.translate(_RAISED).lower())
    return -value if part["minus"] else value


def _raised(value: float, power: str) -> float:
    """A value times a power of ten (*×10-8*, *e6*), or ten raised (*10⁶*)."""
    if power[0] in "×x*" or power[0] == "e":
        exponent = int(power.lstrip("×x*e").removeprefix("10").lstrip("^") if power[0] != "e" else power[1:])
        return value * 10.0**exponent if abs(exponent) < 300 else math.inf
    return value ** int(power) if value == 10 and abs(int(power)) < 300 else math.inf
