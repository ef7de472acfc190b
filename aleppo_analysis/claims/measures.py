"""Units after a number: what they are, what they are a rate of, and ages."""

from collections.abc import Sequence

from .numerals import is_hyphen, word_at
from .tokens import SHARE, Token
from .units import CASED, LONGEST, UNITS, Unit, singular_of

# Units of time and measure in the singular: one of them is a quantity in *an hour*, *week-long*.
ONE = set(
    """second minute hour day week month year decade century fortnight mile metre meter kilometre
    kilometer litre liter gallon acre ton tonne pound kilo foot yard inch""".split()
)
_FIRST_WORDS = {spelling.split()[0] for spelling in UNITS}
_RATES = set(
    """second minute hour day night week month year gallon barrel litre liter share ton tonne kilo head
    person piece pound ounce""".split()
)
_FOR_EACH = {"a", "an", "per"}
_BESIDE_TIMES = {"earlier", "ago", "later", "before", "after"}  # *a year earlier* is no rate
_HOW = {"long", "deep", "wide", "high", "tall", "thick"}


def unit_at(tokens: Sequence[Token], place: int) -> tuple[Unit, int] | None:
    """The unit that begins at a place, and where it ends."""
    if place >= len(tokens) or not _may_begin(tokens[place]):
        return None
    words: list[str] = []
    ends: list[int] = []
    at = place
    while at < len(tokens) and len(words) < LONGEST:
        if words and is_hyphen(tokens, at):
            at += 1
            continue
        words.append(tokens[at].word)
        ends.append(at := at + 1)
    is_cased = (
        bool(words) and place > 0 and tokens[place - 1].value is not None and tokens[place].text in CASED
    )
    for length in range(len(words), int(is_cased), -1):
        if unit := UNITS.get(" ".join(words[:length])):
            return unit, ends[length - 1]
    if is_cased:
        return CASED[tokens[place].text], place + 1
    money = UNITS.get(words[1]) if len(words) > 1 and tokens[place].text.istitle() else None
    return (money, ends[1]) if money is not None and money.kind == "money" else None  # *Chinese yuan*


def _may_begin(token: Token) -> bool:
    """Whether a unit may begin with a word; most do not."""
    return token.word in _FIRST_WORDS or token.text in CASED or token.text.istitle()


def is_percent(tokens: Sequence[Token], place: int) -> int:
    """How many words of *per cent* stand there; none before *points*."""
    word, following = word_at(tokens, place), word_at(tokens, place + 1)
    length = 2 if (word, following) == ("per", "cent") else int(word in ("percent", "%", "pct", "pc"))
    return 0 if word_at(tokens, place + length) in ("point", "points") else length


def with_percent(tokens: Sequence[Token], after: int, unit: Unit | None) -> tuple[Unit | None, int]:
    """The unit share, and where *per cent* after a number ends, if it stands there."""
    at = after + is_hyphen(tokens, after)
    length = is_percent(tokens, at) if unit is None else 0
    return (SHARE, at + length) if length else (unit, after)


def rated(tokens: Sequence[Token], place: int, name: str) -> tuple[str, int]:
    """The name of a unit with what it is a rate of (*dollars per barrel*, *a year*), and where that ends."""
    word, of = word_at(tokens, place), word_at(tokens, place + 1)
    if word in ("per", "/") and of.isalpha():
        found = unit_at(tokens, place + 1)
        return (
            (f"{name} per {singular_of(found[0].name)}", found[1])
            if found
            else (f"{name} per {of}", place + 2)
        )
    words = [word_at(tokens, n) for n in range(place, place + 4)]
    if words[0] in _FOR_EACH and words[1] == "-" and words[2] in _RATES:  # *a-year*
        return f"{name} per {words[2]}", place + 3
    if words[0] == "-" and words[1] in _FOR_EACH and words[2] == "-" and words[3] in _RATES:
        return f"{name} per {words[3]}", place + 4
    if word in ("a", "an", "each", "every") and of in _RATES and words[2] not in _BESIDE_TIMES:
        return f"{name} per {of}", place + 2
    return name, place


def end_of_age(tokens: Sequence[Token], place: int) -> int:
    """Where *-old*, *old* or *of age* after years ends, else 0."""
    words = word_at(tokens, place), word_at(tokens, place + 1)
    if words[0] == "-" and words[1] in ("old", "olds") or words == ("of", "age"):
        return place + 2
    return place + 1 if words[0] == "old" else 0


def end_of_how(tokens: Sequence[Token], place: int) -> int:
    """Where *-long*, *-deep* after a unit ends."""
    return place + 2 if is_hyphen(tokens, place) and word_at(tokens, place + 1) in _HOW else place
