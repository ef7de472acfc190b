"""Words that bound a number or say that it is not exact."""

from collections.abc import Sequence

from .numerals import word_at
from .tokens import Token

_LEAST = (
    "more than;over;at least;upwards of;upward of;in excess of;no fewer than;not fewer than;no less than;"
    "not less than;greater than;above;a minimum of;exceeding;well over;just over;better than;>;≥;north of;"
    "a good deal more than;a lot more than;slightly more than;little more than;far more than;much more than;"
    "many more than;slightly over;well above"
)
_MOST = (
    "less than;fewer than;under;up to;at most;no more than;not more than;below;as many as;as much as;"
    "as high as;a maximum of;just under;well under;<;≤;short of;just below;just short of;slightly less than;"
    "slightly under;within"
)
_ABOUT = (
    "about;some;around;roughly;approximately;nearly;almost;an estimated;close to;circa;~;≈;just about;"
    "in the region of;something like;virtually;approaching;somewhere around;close on;closer to"
)
_SENSES = {
    tuple(words.split()): sense
    for sense, group in (("least", _LEAST), ("most", _MOST), ("about", _ABOUT))
    for words in group.split(";")
}
_LAST = {words[-1] for words in _SENSES}
_LONGEST = max(map(len, _SENSES))
_AFTER = {"more": "least", "so": "about", "less": "most", "fewer": "most"}  # or more


def bound_before(tokens: Sequence[Token], first: int) -> tuple[int, str]:
    """Where the words that bound a number begin, and their sense: *least, most, about* or none."""
    begin, sense = first, ""
    while begin and tokens[begin - 1].word in _LAST:
        for length in range(min(_LONGEST, begin), 0, -1):
            words = tuple(token.word for token in tokens[begin - length : begin])
            if words in _SENSES:
                begin, sense = begin - length, sense or _SENSES[words]
                break
        else:
            break
    return begin, sense


def bound_after(tokens: Sequence[Token], after: int) -> tuple[int, str]:
    """The same of *or more*, *or so*, *-plus* after a number."""
    if (word_at(tokens, after), word_at(tokens, after + 1)) == ("-", "plus"):
        return after + 2, "least"
    sense = _AFTER.get(word_at(tokens, after + 1), "") if word_at(tokens, after) == "or" else ""
    return (after + 2, sense) if sense else (after, "")
