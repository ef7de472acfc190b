"""For which days a text gives a quantity."""

import re
from collections.abc import Sequence
from datetime import date

from ..text.english import SAYING
from .days import Day
from .quantities import Quantity

_SINCE = re.compile(
    r"(?i)\b(?:since|from|starting|beginning)\s(?:on\s)?(?:the\s)?(?:start of\s|early\s|late\s|mid-?\s?)?\Z"
)
_UNTIL = re.compile(r"(?i)\b(?:until|till|up to)\s(?:the\s)?(?:end of\s|early\s|late\s)?\Z")
_BY = re.compile(r"(?i)\b(?:by|as of)\s(?:the\s)?(?:(?P<end>end of\s)|early\s|late\s|noon\s)?\Z")
_SAID = re.compile(rf"\b{SAYING}\s(?:on\s)?\Z")  # the day on which it was said
_SAYS = re.compile(rf"\s?{SAYING}\b")
_PARTED = re.compile(r"[;:—–]|\b(?:which|who|whose|that|after|before|when|because|but|while|if|where)\b")
_BESIDE = re.compile(r"[\s\w’'-]{0,25}?\s(?:on|in|for|of)?\s?")  # between a time and the day that it is of
_NEAR = 40  # characters before a day in which its preposition stands


def period_of(text: str, quantity: Quantity, days: Sequence[Day]) -> tuple[date | None, date | None]:
    """The first and last day for which a quantity is given; nothing where its clause names none.

    The day is the nearest one of the clause, on which nothing is said; of a time only one right behind it.
    *As of* and *by* mean that day.
    """
    if quantity.kind == "age":
        return None, None
    known = [day for day in days if day.first is not None and _is_told(text, quantity, day)]
    if not known:
        return None, None
    day = min(known, key=lambda one: _distance(quantity, one))
    before = text[max(0, day.start - _NEAR) : day.start]
    if _SINCE.search(before):
        return day.first, None
    if _UNTIL.search(before):
        return None, day.last
    if by := _BY.search(before):
        return (day.last, day.last) if by["end"] else (day.first, day.last)
    return day.first, day.last


def _distance(quantity: Quantity, day: Day) -> int:
    return max(day.start - quantity.end, quantity.start - day.end)


def _is_told(text: str, quantity: Quantity, day: Day) -> bool:
    """Whether a day may be that of a quantity: in its clause, and no day on which somebody says so."""
    if _SAID.search(text, max(0, day.start - _NEAR), day.start) or _SAYS.match(text, day.end):
        return False
    between = text[min(quantity.end, day.end) : max(quantity.start, day.start)]
    if quantity.kind == "duration":
        return day.start > quantity.end and _BESIDE.fullmatch(between) is not None
    return not _PARTED.search(between)
