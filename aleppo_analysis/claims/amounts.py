"""Tokens to amounts: a number or a range with its bounds, money or share."""

from collections.abc import Sequence
from typing import NamedTuple

from .bounds import bound_after, bound_before
from .measures import ONE, unit_at, with_percent
from .names import CLOCK, is_hour, is_name
from .nouns import ends_phrase, is_past, phrase_after
from .numerals import Numeral, is_hyphen, numeral_at, word_at
from .tokens import SHARE, Token
from .units import CURRENCIES, Unit

_LARGEST = 1e300
_RANGING = {"ranging", "ranges", "range", "ranged", "anywhere", "somewhere"}
_CHANGES = set("by rose rises fell falls up down gained lost climbed dropped jumped slipped added".split())
_DETERMINERS = {"the", "its", "their", "his", "her", "our", "all", "every", "those", "these"}
_BEFORE_ONE = set(  # what stands before *a week* that is a quantity, and after it
    """for in within after over under lasted lasts last took take takes taken than about nearly almost
    around roughly before just barely only spent spend another until least to""".split()
)
_AFTER_ONE = set("ago after before later earlier long from old away apart early late".split())
_OVER_TIME = set("for lasted last lasts took of after in just well already with is was been".split())


class Amount(NamedTuple):
    """A number, with its bounds, from the token `begin` to the one before `after`; it begins at `first`."""

    begin: int
    first: int
    after: int
    low: float | None
    high: float | None
    is_approximate: bool
    unit: Unit | None  # money or share
    value: float
    is_figure: bool = True
    is_round: bool = False  # dozens, hundreds


def amount_at(tokens: Sequence[Token], place: int) -> tuple[Amount | None, int]:
    """The amount that begins at a place, if one does, and where to read on."""
    numeral = numeral_at(tokens, place)
    if numeral is None:
        return _one(tokens, place), place + 1
    if not _is_held(numeral) or is_name(tokens, numeral):
        return None, max(numeral.after, place + 1)
    numeral = _with_currency(tokens, numeral)
    amount = _range(tokens, numeral) or _share(tokens, numeral) or _single(tokens, numeral)
    if word_at(tokens, amount.after) in CLOCK or is_hour(tokens, amount.begin, amount.after, amount.value):
        return None, amount.after
    return amount, amount.after


def _is_held(numeral: Numeral) -> bool:
    """Whether a numeral is a number, and none too large to be held."""
    return abs(numeral.value) < _LARGEST


def _single(tokens: Sequence[Token], numeral: Numeral) -> Amount:
    """One number with what bounds it."""
    begin, sense = bound_before(tokens, numeral.first)
    if word_at(tokens, begin) in ("over", "within") and _is_during(tokens, begin, numeral.after):
        begin, sense = numeral.first, ""
    unit, after = with_percent(tokens, numeral.after, numeral.unit)
    after, also = bound_after(tokens, after)
    is_open = "least" in (sense, also) or numeral.is_open or numeral.is_round
    is_about = "about" in (sense, also) or numeral.is_round
    value = numeral.value if unit is numeral.unit else round(numeral.value / 100, 12)
    return Amount(
        begin,
        numeral.first,
        after,
        None if "most" in (sense, also) else value,
        None if is_open else value,
        is_about or word_at(tokens, numeral.first + 1) == "couple",
        unit,
        value,
        numeral.is_figure,
        numeral.is_round,
    )


def _is_during(tokens: Sequence[Token], over: int, after: int) -> bool:
    """Whether *over* before a time means during (*a pause over three days*), or *within* is no bound."""
    found = unit_at(tokens, after)
    kind = found[0].kind if found else None
    if tokens[over].word == "within":
        return kind not in ("duration", "distance")
    return kind == "duration" and word_at(tokens, over - 1) not in _OVER_TIME


def _one(tokens: Sequence[Token], place: int) -> Amount | None:
    """*a week ago*, *less than an hour*: one of a unit that is a quantity there."""
    if word_at(tokens, place) not in ("a", "an") or word_at(tokens, place + 1) not in ONE:
        return None
    if _is_ordinal(tokens, place + 1):
        return None
    begin, sense = bound_before(tokens, place)
    before, after = word_at(tokens, place - 1), word_at(tokens, place + 2)
    unit = unit_at(tokens, place + 1)
    is_measure = after == "of" and unit is not None and unit[0].kind not in ("duration", "money")
    is_counted = sense or is_measure or after in _AFTER_ONE or before in _BEFORE_ONE
    if not is_counted or after in ("when", "that", "in") and not sense or is_hyphen(tokens, place + 2):
        return None
    low, high = (None if sense == "most" else 1.0), (None if sense == "least" else 1.0)
    return Amount(begin, place, place + 1, low, high, sense == "about", None, 1.0, False)


def _is_ordinal(tokens: Sequence[Token], place: int) -> bool:
    """Whether *second* says which one of what follows: *a second day*, *a second five-year term*."""
    following = word_at(tokens, place + 1)
    if word_at(tokens, place) != "second" or following in _AFTER_ONE:
        return False
    if (numeral := numeral_at(tokens, place + 1)) or following == "home":  # elsewhere most often where to
        return numeral is None or is_hyphen(tokens, numeral.after)
    phrase = None if ends_phrase(following) else phrase_after(tokens, place + 1, is_one=True)
    return phrase is not None and tokens[phrase.first].text.islower() and not is_past(phrase.head)


def _with_currency(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """A numeral with the sign or code of a currency that stands apart before it: *US $5*, *Rs. 500*."""
    first = numeral.first
    if not first or not numeral.is_figure:
        return numeral
    before, sign = tokens[first - 1].text, tokens[first].text[0]
    if numeral.unit is not None:
        name = CURRENCIES.get(f"{before} {sign}")
        return numeral if name is None else numeral._replace(first=first - 1, unit=Unit(name, "money"))
    if before == "." and first > 1 and (name := CURRENCIES.get(f"{tokens[first - 2].text}.")):
        return numeral._replace(first=first - 2, unit=Unit(name, "money"))
    if name := CURRENCIES.get(before):
        return numeral._replace(first=first - 1, unit=Unit(name, "money"))
    return numeral


def _range(tokens: Sequence[Token], numeral: Numeral) -> Amount | None:
    """Two numbers that bound one: *between 5 and 10*, *250,000 to 300,000*, *5-10%*, *eight or nine*."""
    unit, at = with_percent(tokens, numeral.after, numeral.unit)
    other = _second(tokens, numeral, at)
    if other is None:
        return None
    other_unit, after = with_percent(tokens, other.after, other.unit)
    if unit is not None and other_unit is None and unit_at(tokens, after):
        return None
    low, high = numeral.value, other.value
    if numeral.power == 1 < other.power and low < high / other.power:
        low *= other.power
    if other_unit is SHARE:
        low, high = (low if numeral.unit else low / 100), (high if other.unit else high / 100)
    if low >= high or (unit or other_unit) is not (other_unit or unit) and unit != other_unit:
        return None
    begin, sense = bound_before(tokens, numeral.first)
    begin = numeral.first - 1 if word_at(tokens, numeral.first - 1) == "between" else begin
    begin = min(begin, bound_before(tokens, begin)[0])
    about = sense == "about" or bound_before(tokens, begin)[1] == "about"
    low, high = round(low, 12), round(high, 12)
    return Amount(begin, numeral.first, after, low, high, about, unit or other_unit, high, numeral.is_figure)


def _second(tokens: Sequence[Token], numeral: Numeral, at: int) -> Numeral | None:
    """The upper number of a range, after *to, or, and* or a dash."""
    before = word_at(tokens, numeral.first - 1)
    if is_hyphen(tokens, at) and word_at(tokens, at + 1) in ("to", "or"):
        at += 1
        at += is_hyphen(tokens, at + 1)
    joint = word_at(tokens, at)
    if joint not in ("to", "or", "-", "and") or (joint == "and") != (before == "between"):
        return None
    if joint == "to" and before in _CHANGES:
        return None
    if joint == "to" and before == "from" and word_at(tokens, numeral.first - 2) not in _RANGING:
        return None
    if joint == "or" and before == "," and numeral.first > 1 and tokens[numeral.first - 2].value is not None:
        return None  # *60, 85 or 100*
    other = numeral_at(tokens, at + 1)
    if other is None or not _is_held(other) or other.is_figure != numeral.is_figure:
        return None
    other = _with_currency(tokens, other)
    is_wide = joint == "or" and other.value > 3 * numeral.value * other.power
    return None if is_wide else other


def _share(tokens: Sequence[Token], numeral: Numeral) -> Amount | None:
    """A part of a whole number: *36 of 40*, *two of the three*, *one in ten*, *all but four of 40*."""
    joint, at = word_at(tokens, numeral.after), numeral.after + 1
    if (joint, word_at(tokens, at)) == ("out", "of"):
        joint, at = "of", at + 1
    if joint not in ("of", "in") or numeral.unit is not None or numeral.is_round:
        return None
    if word_at(tokens, numeral.first) == "one" and word_at(tokens, numeral.after) == "of":
        return None
    at += word_at(tokens, at) in (_DETERMINERS if joint == "of" else {"every"})
    at += joint == "of" and word_at(tokens, at).endswith(("'s", "’s"))
    whole = numeral_at(tokens, at)
    if whole is None or not _is_held(whole) or whole.unit is not None or whole.is_round:
        return None
    is_odds = numeral.value == 1 or not (numeral.is_figure or whole.is_figure)
    if joint == "in" and not (is_odds and whole.value <= 100):
        return None
    if not 0 < numeral.value < whole.value or unit_at(tokens, whole.after) or is_name(tokens, whole):
        return None
    begin, sense = bound_before(tokens, numeral.first)
    part = numeral.value
    if (word_at(tokens, begin - 2), word_at(tokens, begin - 1)) == ("all", "but"):
        begin, part = begin - 2, whole.value - part
    value = round(part / whole.value, 12)
    low, high = (None if sense == "most" else value), (None if sense == "least" else value)
    return Amount(
        begin, numeral.first, whole.after, low, high, sense == "about", SHARE, value, whole.is_figure
    )
