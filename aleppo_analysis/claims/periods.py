"""For which days a text gives a quantity."""

import re
from collections.abc import Sequence
from datetime import date

from .days import Day
from .quantities import Quantity

_KINDS = {"people", "count", "share", "money"}
_SINCE = re.compile(
    r"(?i)\b(?:since|from|starting|beginning|after)\s+(?:the\s+)?(?:start of\s+|early\s+|late\s+|mid-?\s?)?\Z"
)
_UNTIL = re.compile(
    r"(?i)\b(?:until|till|up to|by|before|as of|to)\s+(?:the\s+)?(?:end of\s+|early\s+|late\s+)?\Z"
)
_NEAR = 30  # characters before a day in which its preposition stands


def period_of(text: str, quantity: Quantity, days: Sequence[Day]) -> tuple[date | None, date | None]:
    """The first and last day for which a quantity is given; nothing where the sentence names none."""
    known = [day for day in days if day.first is not None]
    if not known or quantity.kind not in _KINDS:
        return None, None
    day = min(known, key=lambda one: max(one.start - quantity.end, quantity.start - one.end))
    before = text[max(0, day.start - _NEAR) : day.start]
    if _SINCE.search(before):
        return day.first, None
    if _UNTIL.search(before):
        return None, day.last
    return day.first, day.last
