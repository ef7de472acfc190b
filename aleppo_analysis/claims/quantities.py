"""The quantities of a sentence: amounts with their unit and what they count."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .amounts import Amount, amount_at
from .measures import ONE, end_of_age, end_of_how, rated, unit_at
from .nouns import Phrase, fate_of, is_plural, means_people, phrase_after, plural_of
from .numerals import BEGINNINGS, is_hyphen, word_at
from .tokens import SHARE, Token
from .units import UNITS, Unit

_OLDEST = 115
_NO_NOUN = set(  # what stands after *one* that counts nothing
    """of in on at to from by for with who that which is was has had would will can could may might must
    should and or but day another thing way more side point hand time as if when where whose than
    because not also said says night morning evening afternoon""".split()
)
_BEFORE_PRONOUN = set("the this that no any every each another other which some only last first".split())


class Quantity(NamedTuple):
    """One quantity, in characters of the text."""

    start: int
    end: int
    low: float | None
    high: float | None
    is_approximate: bool
    unit: str | None
    kind: str
    counted: tuple[int, int] | None


def quantities_of(tokens: Sequence[Token], dated: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """The quantities of a sentence in order; `dated` are the stretches that dates and times take."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if any(start <= token.start < end for start, end in dated):
            place += 1
        elif token.value is not None or token.word in BEGINNINGS or token.word in ("a", "an"):
            amount, after = amount_at(tokens, place)
            if amount is not None:
                found, after = _quantity(tokens, amount)
                if found is not None:
                    yield found
            place = after
        elif token.word in ONE and is_hyphen(tokens, place + 1) and word_at(tokens, place + 2) == "long":
            phrase = phrase_after(tokens, place + 3, is_one=True)
            yield Quantity(token.start, token.end, 1.0, 1.0, False, *UNITS[token.word], _span(tokens, phrase))
            place += 3
        else:
            place += 1


def _quantity(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity | None, int]:
    """What an amount is a quantity of, if it is one, and where to read on."""
    at = amount.after + is_hyphen(tokens, amount.after)
    if amount.unit is SHARE:
        return _share(tokens, amount)
    if amount.unit is not None:
        name, end = rated(tokens, amount.after, amount.unit.name)
        phrase = phrase_after(tokens, at, is_one=True) if at > amount.after else None
        return _made(tokens, amount, name, "money", phrase), end
    if word_at(tokens, at) == "m" and tokens[at].is_glued and at == amount.after and _is_million(tokens, at):
        amount = _in_millions(amount)
        at = amount.after
    if found := unit_at(tokens, at):
        return _measured(tokens, amount, *found)
    if word_at(tokens, amount.first) in ("a", "an") and amount.after == amount.first + 1:
        return None, amount.after
    if word_at(tokens, amount.first) == "one" and amount.value == 1 and not _counts(tokens, amount):
        return None, amount.after
    if age := _named_before(tokens, amount):
        return _with_span(tokens, amount, "years", "age", age), amount.after
    return _counted(tokens, amount)


def _share(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity, int]:
    """A share, of what follows after *of*, *half* or a whole number."""
    last = tokens[amount.after - 1]
    has_whole = word_at(tokens, amount.after) == "of" or last.word == "half" or last.unit is None
    is_percent = last.word in ("percent", "cent", "%", "pct", "pc") or last.unit is SHARE
    asked = has_whole and not (is_percent and word_at(tokens, amount.after) != "of")
    phrase = phrase_after(tokens, amount.after) if asked else None
    return _made(tokens, amount, "share", "share", phrase), amount.after


def _is_million(tokens: Sequence[Token], place: int) -> bool:
    """Whether *m* after figures is million, not metres: something that is counted follows it."""
    following = word_at(tokens, place + 1)
    if following == "of":
        return word_at(tokens, place + 2) in ("its", "the", "their", "our", "those", "these")
    return unit_at(tokens, place + 1) is not None or means_people(following) or is_plural(following)


def _in_millions(amount: Amount) -> Amount:
    low, high = (None if side is None else 1e6 * side for side in (amount.low, amount.high))
    return amount._replace(after=amount.after + 1, low=low, high=high, value=1e6 * amount.value)


def _measured(tokens: Sequence[Token], amount: Amount, unit: Unit, end: int) -> tuple[Quantity, int]:
    """An amount of a unit, and what is measured, where a noun follows a hyphen or *of*."""
    with_hyphen = is_hyphen(tokens, amount.after)
    if unit.name == "years" and (age := end_of_age(tokens, end)):
        phrase = phrase_after(tokens, age, is_one=True) if word_at(tokens, end) == "-" else None
        return _made(tokens, amount, unit.name, "age", phrase), age
    has_of = word_at(tokens, end) == "of"
    if unit.name == "pounds" and (has_of or (with_hyphen and word_at(tokens, end - 1) == "pound")):
        unit = Unit("pounds", "weight")
    phrase = None
    if with_hyphen:
        end = end_of_how(tokens, end)
        phrase = phrase_after(tokens, end, is_one=True)
    elif has_of and unit.kind in ("volume", "weight", "area", "distance", "energy", "power"):
        phrase = phrase_after(tokens, end, is_one=True)
    name, end = rated(tokens, end, unit.name)
    return _made(tokens, amount, name, unit.kind, phrase), end


def _counts(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether *one* counts the noun that follows, and is no pronoun."""
    following = tokens[amount.after] if amount.after < len(tokens) else None
    if following is None or not following.text.islower() or following.word in _NO_NOUN:
        return False
    return word_at(tokens, amount.first - 1) not in _BEFORE_PRONOUN


def _named_before(tokens: Sequence[Token], amount: Amount) -> tuple[int, int] | None:
    """The name before an age: *Pellerin, 43,*."""
    first, after = amount.first, amount.after
    is_age = amount.is_figure and amount.begin == first and 1 <= amount.value <= _OLDEST
    if not is_age or amount.value % 1 or word_at(tokens, first - 1) != ",":
        return None
    if word_at(tokens, after) not in (",", ".", ")", ";", "", "and", ":", "—"):
        return None
    begin = first - 1
    while begin and tokens[begin - 1].text[:1].isupper():
        begin -= 1
    return (tokens[begin].start, tokens[first - 2].end) if begin < first - 1 else None


def _counted(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity | None, int]:
    """An amount of people or of anything else that has a noun."""
    with_hyphen = is_hyphen(tokens, amount.after)
    place = amount.after + with_hyphen
    phrase = phrase_after(tokens, place, is_one=amount.value == 1 or with_hyphen)
    if phrase is not None and phrase.after == phrase.first + 1 and phrase.head in _STATES:
        phrase, has_noun = None, False
    else:
        has_noun = phrase is not None
    if not has_noun or (phrase is not None and means_people(phrase.head)):
        fate = fate_of(tokens, phrase, amount.begin, place)
        if phrase is not None or fate:
            after = phrase.after if phrase else amount.after
            return _made(tokens, amount, fate or "people", "people", phrase), after
        return _made(tokens, amount, None, "count", None), amount.after
    assert phrase is not None
    return _made(tokens, amount, plural_of(phrase.head), "count", phrase), amount.after


_STATES = {"killed", "dead", "injured", "wounded", "hurt", "displaced", "missing", "evacuated", "evicted"}


def _made(
    tokens: Sequence[Token], amount: Amount, unit: str | None, kind: str, phrase: Phrase | None
) -> Quantity:
    return _with_span(tokens, amount, unit, kind, _span(tokens, phrase))


def _with_span(
    tokens: Sequence[Token], amount: Amount, unit: str | None, kind: str, counted: tuple[int, int] | None
) -> Quantity:
    start, end = tokens[amount.begin].start, tokens[amount.after - 1].end
    return Quantity(start, end, amount.low, amount.high, amount.is_approximate, unit, kind, counted)


def _span(tokens: Sequence[Token], phrase: Phrase | None) -> tuple[int, int] | None:
    return (tokens[phrase.first].start, tokens[phrase.after - 1].end) if phrase else None
