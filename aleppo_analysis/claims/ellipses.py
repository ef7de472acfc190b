"""Units that a number shares with another: *60, 85 or 100 boats*; *They counted 40 boats. Now it is 60.*"""

from collections.abc import Sequence
from typing import NamedTuple

from .nouns import means_people
from .numerals import word_at
from .quantities import Found, Quantity
from .tokens import Token

_JOINTS = {",", "or", "and", "to", "-", "between"}
_PART_OF = [["of"], ["of", "the"], ["of", "its"], ["of", "their"]]  # a sum of money
_FROM_TO = {"to", "from", "with", "against", "than"}
_SELDOM_SHARED = {"age", "share"}
_FARTHEST = 3  # sentences


class Known(NamedTuple):
    """A quantity with a unit, and the number of its sentence."""

    quantity: Quantity
    sentence: int


def with_shared_units(
    tokens: Sequence[Token], found: Sequence[Found], known: list[Known], sentence: int
) -> list[Quantity]:
    """The quantities of a sentence, those without a unit with that which they share.

    It is that of the number after them, where only *or, and, to* or a comma stand between; else, with what
    is counted, that of the nearest one before them, at most three sentences up, that is no age and no share;
    a sum of money only after *to, from, with, against, than*. `known` are those of the sentences above, to
    which these are added.
    """
    filled = [quantity for quantity, _, _ in found]
    for n in reversed(range(len(filled) - 1)):
        between = [token.word for token in tokens[found[n][2] : found[n + 1][1]]]
        joints = _JOINTS - {","} if filled[n + 1].kind == "share" else _JOINTS
        is_list = bool(between) and set(between) <= joints
        if _lacks(filled[n]) and (is_list or (between in _PART_OF and filled[n + 1].kind == "money")):
            filled[n] = _like(filled[n], filled[n + 1])
    for n, (_, begin, _) in enumerate(found):
        if _lacks(filled[n]) and word_at(tokens, begin - 1) != "all":
            is_change = word_at(tokens, begin - 1) in _FROM_TO
            above = _above(known, sentence, is_change)
            filled[n] = _like(filled[n], above)._replace(counted=above.counted) if above else filled[n]
        if filled[n].unit is not None:
            known.append(Known(filled[n], sentence))
    return filled


def _lacks(quantity: Quantity) -> bool:
    return quantity.unit is None and quantity.counted is None


def _above(known: Sequence[Known], sentence: int, is_change: bool) -> Quantity | None:
    """The quantity above that a number goes on from."""
    for quantity, place in reversed(known[-8:]):
        if sentence - place > _FARTHEST:
            return None
        if quantity.kind == "share" and quantity.noun is not None:
            is_people = means_people(quantity.noun)
            unit, kind = ("people", "people") if is_people else (quantity.noun, "count")
            return quantity._replace(unit=unit, kind=kind)
        if quantity.kind not in _SELDOM_SHARED and (is_change or quantity.kind != "money"):
            return quantity
    return None


def _like(quantity: Quantity, other: Quantity) -> Quantity:
    """A quantity with the unit of another; of per cent, a share."""
    low, high = quantity.low, quantity.high
    if other.kind == "share":
        low, high = (None if side is None else round(side / 100, 12) for side in (low, high))
    return quantity._replace(low=low, high=high, unit=other.unit, kind=other.kind)
