"""Who speaks where the model finds nobody: the speaker before, and the author that a phrase names."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from .marks import Attribution, Mark

_NAMING_END = r"(?:call|describ|dub|label|brand|term|hail|denounc|characteri|portray|refer)\w*"
_NAME = r"(?:[\w’'.-]+\s+){0,9}?[\w’'.-]+"
_BY_AFTER = re.compile(
    rf"\A\W{{0,2}}\s*by\s+(?P<author>{_NAME})"
    r"(?=\s*(?:[,.;:!?()“\"\n]|\Z|\s(?:who|which|that|as|in|on|at|to|when|while|after|before|for|because|but)\b))"
)
_CARRIED = 0.6  # share of carried speakers that are right, on the training articles
_AUTHOR = 0.9
_REACH = 2  # line ends back to the speaker before
_TRIED = 3  # attributions tried
_LINES = re.compile(r"[\n\r]+")


def carried(text: str, mark: Mark, said: Sequence[Attribution]) -> Attribution | None:
    """The quotation given to the speaker of what was said before, if that is not far."""
    last = bisect_left(said, mark.open_start, key=lambda one: one.content[0][0])
    for one in reversed(said[max(0, last - _TRIED) : last]):
        if one.speaker and len(_LINES.findall(text, one.content[-1][1], mark.open_start)) <= _REACH:
            return Attribution(((mark.start, mark.end),), None, one.speaker, "speaker before", _CARRIED)
    return None


def author_beside(text: str, mark: Mark) -> Attribution | None:
    """The author of a term, named after it (*described as “…” by somebody*)."""
    found = _BY_AFTER.match(text[mark.close_end : mark.close_end + 160])
    if not found:
        return None
    shift = mark.close_end
    speaker = (shift + found.start("author"), shift + found.end("author"))
    return Attribution(((mark.start, mark.end),), None, speaker, "author beside", _AUTHOR)
