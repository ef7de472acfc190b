"""The quantities of a sentence: amounts with their unit and what they count."""

from collections.abc import Sequence
from typing import NamedTuple

from .amounts import Amount, amount_at
from .measures import ONE, end_of_age, end_of_how, rated, unit_at
from .nouns import Phrase, ends_phrase, fate_of, is_past, is_plural, means_people, phrase_after, plural_of
from .numerals import BEGINNINGS, is_hyphen, word_at
from .tokens import SHARE, Token
from .units import UNITS, Unit

_FIRST = BEGINNINGS | {"a", "an"}
_CROWDS = {"crowd", "crowds", "population", "turnout", "audience"}  # whose number is one of people
_OLDEST = 115
_NO_NOUN = set(  # what stands after *one* that counts nothing
    """of in on at to from by for with who that which is was has had would will can could may might must
    should and or but day another thing way more point time as if when where whose than because not also
    said says night morning evening afternoon""".split()
)
_BEFORE_PRONOUN = set(
    "on at the this that no any every each another other which some only last first".split()
)


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
    noun: str | None = None  # that a share is of, in the plural


Found = tuple[Quantity, int, int]  # with the tokens from which and before which it stands


def quantities_of(tokens: Sequence[Token], dated: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """The quantities of a sentence in order; `dated` are the stretches that dates and times take."""
    found: list[Found] = []
    place = 0 if any(token.text[0].isalpha() for token in tokens) else len(tokens)  # a page number
    while place < len(tokens):
        token = tokens[place]
        is_number = token.value is not None or token.word in _FIRST
        if not (is_number or token.word in ONE):
            place += 1
        elif any(start <= token.start < end for start, end in dated):
            place += 1
        elif is_number:
            amount, after = amount_at(tokens, place)
            if amount is not None:
                quantity, after = _quantity(tokens, amount)
                found += [] if quantity is None else [(quantity, amount.begin, amount.after)]
            place = after
        elif is_hyphen(tokens, place + 1) and word_at(tokens, place + 2) == "long":
            unit, phrase = UNITS[token.word], phrase_after(tokens, place + 3, is_one=True)
            counted = _span(tokens, phrase)
            one = Quantity(token.start, token.end, 1.0, 1.0, False, unit.name, unit.kind, counted)
            found.append((one, place, place + 1))
            place += 3
        else:
            place += 1
    return found


def _quantity(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity | None, int]:
    """What an amount is a quantity of, if it is one, and where to read on."""
    at = amount.after + is_hyphen(tokens, amount.after)
    if amount.unit is SHARE:
        return _share(tokens, amount)
    if amount.unit is not None:
        name, end = rated(tokens, amount.after, amount.unit.name)
        is_before = at > amount.after
        phrase = phrase_after(tokens, at, is_one=True) if is_before else _of_what(tokens, amount.begin)
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
    if age := _age(tokens, amount):
        return _with_span(tokens, amount, "years", "age", age if age[0] < age[1] else None), amount.after
    return _counted(tokens, amount)


def _share(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity, int]:
    """A share, of what follows after *of*, *half* or a whole number."""
    last = tokens[amount.after - 1]
    has_whole = word_at(tokens, amount.after) == "of" or last.word == "half" or last.unit is None
    is_percent = last.word in ("percent", "cent", "%", "pct", "pc") or last.unit is SHARE
    asked = has_whole and not (is_percent and word_at(tokens, amount.after) != "of")
    phrase = phrase_after(tokens, amount.after) if asked else None
    noun = plural_of(phrase.head) if phrase else None
    return _made(tokens, amount, "share", "share", phrase)._replace(noun=noun), amount.after


def _is_million(tokens: Sequence[Token], place: int) -> bool:
    """Whether *m* after figures is million, not metres: something that is counted follows it."""
    following = word_at(tokens, place + 1)
    if following == "of":
        return word_at(tokens, place + 2) in ("its", "the", "their", "our", "those", "these")
    phrase = phrase_after(tokens, place + 1)
    return unit_at(tokens, place + 1) is not None or (phrase is not None and is_plural(phrase.head))


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
    elif has_of and unit.kind in _MEASURES:
        phrase = phrase_after(tokens, end)
    name, end = rated(tokens, end, unit.name)
    return _made(tokens, amount, name, unit.kind, phrase or _of_what(tokens, amount.begin)), end


def _of_what(tokens: Sequence[Token], begin: int) -> Phrase | None:
    """The noun of which a measure is told: *a pause of three months*."""
    noun = begin - 2
    is_told = noun > 0 and word_at(tokens, begin - 1) == "of" and tokens[noun].text.isalpha()
    if not is_told or ends_phrase(tokens[noun].word) or tokens[noun].word in _SUMS:
        return None
    return Phrase(noun, noun + 1, tokens[noun].word)


def _counts(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether *one* counts the noun that follows, and is no pronoun."""
    following = tokens[amount.after] if amount.after < len(tokens) else None
    if following is None or not (following.text.islower() or is_hyphen(tokens, amount.after)):
        return False
    if following.word in _NO_NOUN or ends_phrase(following.word):
        return False
    return word_at(tokens, amount.first - 1) not in _BEFORE_PRONOUN


def _age(tokens: Sequence[Token], amount: Amount) -> tuple[int, int] | None:
    """Of an age the name before it (*Pellerin, 43,*), or nothing of it (*aged 43*, *who was 10.*)."""
    first, after = amount.first, amount.after
    if not (amount.is_figure and 1 <= amount.value <= _OLDEST) or amount.value % 1:
        return None
    before, is_last = word_at(tokens, amount.begin - 1), word_at(tokens, after) in _ENDS
    if before in ("aged", "age", "ages") or (before == "of" and word_at(tokens, amount.begin - 2) == "age"):
        return 0, 0
    subject = word_at(tokens, amount.begin - 2)
    if is_last and before in ("was", "is", "turned") and subject in ("who", "he", "she"):
        return _name_before(tokens, amount.begin - 3) or (0, 0)
    return _name_before(tokens, first - 1) if is_last and amount.begin == first else None


def _name_before(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """The name before a comma."""
    begin = max(comma, 0)
    while begin and tokens[begin - 1].text[:1].isupper():
        begin -= 1
    is_named = word_at(tokens, comma) == "," and begin < comma
    return (tokens[begin].start, tokens[comma - 1].end) if is_named else None


def _counted(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity | None, int]:
    """An amount of people, or of anything else that has a noun."""
    place = amount.after
    if amount.value < 0 and word_at(tokens, place).isalpha():
        return None, place
    if is_hyphen(tokens, place):
        return _in_compound(tokens, amount)
    phrase = phrase_after(tokens, place, is_one=amount.value == 1)
    if phrase is not None and phrase.after == phrase.first + 1 and phrase.head in _STATES:
        phrase = None
    if phrase is not None and not is_plural(phrase.head) and amount.value != 1:
        phrase = _first_noun(tokens, phrase)
    if word_at(tokens, amount.first) == "one" and (phrase is None or is_past(phrase.head)):
        return None, place  # *one considered*
    if (word_at(tokens, amount.begin - 2), word_at(tokens, amount.begin - 1)) == ("factor", "of"):
        return _made(tokens, amount, "times", "count", None), place
    if phrase is None or means_people(phrase.head):
        fate = fate_of(tokens, phrase, amount.begin, place)
        if phrase is not None or fate:
            return _made(
                tokens, amount, fate or "people", "people", phrase
            ), phrase.after if phrase else place
        before = {token.word for token in tokens[max(0, amount.begin - 5) : amount.begin]}
        is_crowd = (
            amount.is_round or before & _CROWDS
        )  # *dozens were killed*: people, if nothing else is named
        if is_crowd and not _goes_on(tokens, place):
            return _made(tokens, amount, "people", "people", None), place
        return _made(tokens, amount, None, "count", None), place
    name, _ = rated(tokens, phrase.after, plural_of(phrase.head))
    return _made(tokens, amount, name, "count", phrase), place


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number that may have the unit follows: *turnout fell from 61 to 58 per cent*."""
    following = tokens[place + 1].value if place + 1 < len(tokens) else None
    return word_at(tokens, place) in ("to", "or") and following is not None


def _first_noun(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """The first word of a phrase without a plural, which counts as one (*a 12 page report*)."""
    word = word_at(tokens, phrase.first)
    is_noun = word.isalpha() and not (is_past(word) or word.endswith(("ing", "ly")))
    is_noun &= not tokens[phrase.first].text.istitle()
    return Phrase(phrase.first, phrase.first + 1, word) if is_noun else None


def _in_compound(tokens: Sequence[Token], amount: Amount) -> tuple[Quantity | None, int]:
    """An amount of what follows its hyphen: *a four-cylinder engine*."""
    place = amount.after + 1
    word = word_at(tokens, place)
    if place >= len(tokens) or not tokens[place].is_glued:  # *four- and six-cylinder*
        return _made(tokens, amount, None, "count", None), amount.after
    if not word.isalpha() or word in _NO_PARTS or is_past(word) or word.endswith("ing"):
        return None, amount.after
    phrase = Phrase(place, place + 1, word)
    if word == "strong":
        phrase = phrase_after(tokens, place + 1, is_one=True) or phrase
    if means_people(plural_of(word)) or word == "strong":
        return _made(tokens, amount, "people", "people", phrase), place
    return _made(tokens, amount, plural_of(word), "count", phrase), place


_ENDS = {",", ".", ")", ";", "", "and", ":", "—", "?", "!"}
_SUMS = set("total average maximum minimum sum period distance speed rate range radius height".split())
_MEASURES = {"volume", "weight", "area", "distance", "energy", "power"}
_NO_PARTS = set(
    "way time times fold sided dimensional ever off on in by nil all something odd and to or".split()
)
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
