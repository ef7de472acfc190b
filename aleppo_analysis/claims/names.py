"""Figures that are no quantity: they name something, or are a year or a time of day."""

from collections.abc import Sequence

from .bounds import bound_before
from .measures import is_percent, unit_at
from .nouns import FATES, ends_phrase, is_filler, is_plural, means_people, phrase_after
from .numerals import BEGINNINGS, Numeral, is_hyphen, word_at
from .tokens import Token
from .units import CURRENCIES

# Nouns in the singular after which a figure says which one it is.
_NUMBERED = set(
    """no number article chapter section page row room flight tank pier platform gate route highway road
    interstate channel figure table grade class volume vol rule item clause paragraph phase stage game
    season episode part version model ward zone district track exit door flat apartment suite box lot
    case group seed level day week act psalm verse resolution protocol amendment title proposition
    question lane bus line tram train unit building block camp area sector plot post hall studio type
    category round set lap heat leg""".split()
)
CLOCK = {"am", "pm", "o'clock", "o’clock", "gmt", "est", "edt", "bst", "hrs"}
_BEFORE_HOURS = {"by", "until", "till", "since"}
_AFTER_HOURS = {"in", "on", "at", "and", "yesterday", "today", "tomorrow", "sharp", "or"}
_CHANGES = set(
    "rose fell up down increased decreased grew won lost beat reduced cut raised dropped factor".split()
)
_BEFORE_YEARS = set(
    """in since until till during the early late mid january february march april may june july august
    september october november december spring summer autumn fall winter circa jan feb mar apr jun jul
    aug sept sep oct nov dec""".split()
)
_OFTEN_BEFORE_YEARS = set("of by from between and to after before through around".split())
_KEY = 10  # figures without a sign between: so many are a key
_FROM_TO = range(1600, 2200)  # years after words that stand before other numbers, too
_SUMS = {"average", "total", "sum", "maximum", "minimum", "rate", "out"}  # before *of* and no year


def is_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a numeral only names something, or is a year or a time of day."""
    first, after = numeral.first, numeral.after
    if word_at(tokens, after) in CLOCK or _is_written_clock(tokens, after):
        return True
    if first > 1 and is_hyphen(tokens, first - 1) and tokens[first].is_glued:
        return True  # *the top-ten*; the second of two in a range has been read with the first
    if not numeral.is_figure:
        return _is_proper(tokens, first)
    if tokens[first].unit is not None:
        return False
    if _is_score(tokens, after, numeral.value):
        return True
    is_bare = tokens[first].text.isdigit() and after == first + 1
    if unit_at(tokens, after + is_hyphen(tokens, after)) or is_percent(tokens, after):
        return is_bare and tokens[after].text.istitle() and _is_year(tokens, first, after)
    if is_bare and _is_in_a_row(tokens, first, after):
        return True
    is_alone = word_at(tokens, first - 1) in ("(", "[") and word_at(tokens, after) in (")", "]")
    return is_bare and (
        is_alone
        or _is_address(tokens, first, after)
        or _is_numbered(tokens, first, after)
        or _is_year(tokens, first, after)
    )


def is_hour(tokens: Sequence[Token], begin: int, after: int, value: float) -> bool:
    """Whether a number without a noun is a time of day: *at seven*, *until 3.*, *ten past four*, *between two
    and four*.
    """
    before, following = word_at(tokens, begin - 1), word_at(tokens, after)
    is_past = before == "past" and word_at(tokens, begin - 2) in BEGINNINGS | {"quarter"}
    if is_past or (following == "past" and value < 60 and word_at(tokens, after + 1) in BEGINNINGS):
        return True
    if value % 1 or not 1 <= value <= 24 or tokens[after - 1].unit or unit_at(tokens, after):
        return False
    is_last = not following[:1].isalpha() or following in _AFTER_HOURS
    if before == "at" or tokens[begin].word == "between":
        return is_last and not is_hyphen(tokens, after)
    is_change = before == "by" and word_at(tokens, begin - 2) in _CHANGES
    return before in _BEFORE_HOURS and is_last and not is_change and value <= 12


def _is_written_clock(tokens: Sequence[Token], after: int) -> bool:
    """Whether *a.m.* follows."""
    return (
        word_at(tokens, after) in ("a", "p")
        and word_at(tokens, after + 1) == "."
        and word_at(tokens, after + 2) == "m"
    )


def _is_in_a_row(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether figures are part of a telephone number, a key, begin with zero, or number an item of a list."""
    text = tokens[first].text
    if after < len(tokens) and tokens[after].text.isdigit() and not tokens[after].is_glued:
        return True
    if first and tokens[first - 1].text.isdigit() and not _is_year(tokens, first - 1, first):
        return True
    following = word_at(tokens, after)
    is_item = following == ")" and all(token.word != "(" for token in tokens[:first])
    is_item |= first == 0 and following in (".", ")") and after + 1 < len(tokens)
    return is_item or (text.startswith("0") and len(text) > 1) or len(text) >= _KEY


def _is_address(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a name without a plural follows figures without a bound: *49 Ranch Road*, *737 Max*."""
    if after >= len(tokens) or not tokens[after].text.istitle() or bound_before(tokens, first)[1]:
        return False
    phrase = phrase_after(tokens, after)
    return phrase is not None and not is_plural(phrase.head) and not means_people(phrase.head)


def _is_proper(tokens: Sequence[Token], first: int) -> bool:
    """Whether a number in words is part of a name: *the Kick Six*."""
    before = tokens[first - 1] if first > 1 and not bound_before(tokens, first)[1] else None
    return tokens[first].text.istitle() and before is not None and before.text.istitle()


def _is_score(tokens: Sequence[Token], after: int, value: float) -> bool:
    """Whether another figure follows after a hyphen that ends no range: *3-2*."""
    if not is_hyphen(tokens, after) or after + 1 >= len(tokens) or not tokens[after + 1].is_glued:
        return False
    other = tokens[after + 1]
    is_range = other.value is not None and (other.value > value or other.unit is not None)
    return other.value is not None and not is_range and unit_at(tokens, after + 2) is None


def _is_numbered(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a name or a noun before the figures says that they name it: *Tank 7*, *No. 5*, *Windows 10*."""
    if not first:
        return False
    before, following = tokens[first - 1], tokens[after] if after < len(tokens) else None
    counts = following is not None and is_plural(following.word) and following.text[:1].islower()
    if before.word == ".":
        return word_at(tokens, first - 2) in ("no", "nos", "vol", "p", "pp", "d")
    if before.word in _NUMBERED:
        return not counts
    is_proper = not before.text.islower() and before.text[0].isalpha() and before.text not in CURRENCIES
    if first == 1:
        is_proper &= not (ends_phrase(before.word) or before.word.endswith("ly") or is_filler(before.word))
        is_proper &= following is None or following.word not in FATES
    return is_proper and not counts and before.word not in BEGINNINGS | _BEFORE_YEARS | _OFTEN_BEFORE_YEARS


def _is_year(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether four figures are a year: after *in*, *since* or a month, or where nothing is counted."""
    value = tokens[first].value or 0.0
    if not 1000 <= value < 2200 or len(tokens[first].text) != 4:
        return False
    before, following = word_at(tokens, first - 1), word_at(tokens, after)
    if means_people(following) or following in FATES:
        return False
    if before in _BEFORE_YEARS:
        return True
    if is_plural(following) and tokens[after].text.islower() or word_at(tokens, first - 2) in _SUMS:
        return False
    if before in _OFTEN_BEFORE_YEARS:
        return int(value) in _FROM_TO
    return 1900 <= value <= 2030 and before not in ("than", "about", "some", "over", "nearly")
