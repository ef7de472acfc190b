"""Units that a number shares with another of its sentence: *60, 85 or 100 boats*, *up 4 points to 90*."""

from collections.abc import Sequence

from .numerals import word_at
from .quantities import Found, Quantity
from .tokens import Token

_JOINTS = {",", "or", "and", "to", "-", "between"}
_PART_OF = [["of"], ["of", "the"], ["of", "its"], ["of", "their"]]  # a sum of money
_BEFORE = {"to", "from", "with", "at", "against", "than"}
_NOT_SHARED = {"duration", "age", "share"}


def with_shared_units(tokens: Sequence[Token], found: Sequence[Found]) -> list[Quantity]:
    """The quantities of a sentence, those without a unit with that which they share.

    It is that of the number after them, where only *or, and, to* or a comma stand between; else, after *to,
    from, with, at, against, than*, that of the nearest one before them which is no time and no share.
    """
    filled: list[Quantity] = [quantity for quantity, _, _ in found]
    for n in reversed(range(len(filled) - 1)):
        between = [token.word for token in tokens[found[n][2] : found[n + 1][1]]]
        is_list = bool(between) and set(between) <= _JOINTS - (
            {","} if filled[n + 1].kind == "share" else set()
        )
        if _lacks(filled[n]) and (is_list or (between in _PART_OF and filled[n + 1].kind == "money")):
            filled[n] = _like(filled[n], filled[n + 1])
    for n, (_, begin, _) in enumerate(found):
        if _lacks(filled[n]) and word_at(tokens, begin - 1) in _BEFORE:
            known = [one for one in filled[:n] if one.unit is not None and one.kind not in _NOT_SHARED]
            filled[n] = _like(filled[n], known[-1]) if known else filled[n]
    return filled


def _lacks(quantity: Quantity) -> bool:
    return quantity.unit is None and quantity.counted is None


def _like(quantity: Quantity, other: Quantity) -> Quantity:
    """A quantity with the unit of another; of per cent, a share."""
    low, high = quantity.low, quantity.high
    if other.kind == "share":
        low, high = (None if side is None else round(side / 100, 12) for side in (low, high))
    return quantity._replace(low=low, high=high, unit=other.unit, kind=other.kind)
