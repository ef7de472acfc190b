"""The edges of reported words: what belongs to them beside what the model took, and what does not.

Beside each rule stand the exact spans that it won and lost in PolNeAR's dev part and in its train part.
"""

import re

from ..text.english import AFTER_STOP, STOP_SIGNS
from .marks import Attribution

Bounds = tuple[int, int]
_WORD = re.compile(r"\w")
_EDGE = re.compile(  # the end of a sentence or line; one set of signs comes first, which is fast
    rf"[{STOP_SIGNS}\n\r](?:(?<=[\n\r])[\n\r]*+|(?<=[{STOP_SIGNS}]){AFTER_STOP})"
)
_MARK = re.compile(r"[“”\"«»]|''")
_CLOSED = re.compile(r"[,.?!…]?(?:[”\"»]|'')")
_GOES_ON = re.compile(r",\s++")
_BETWEEN = re.compile(r"(?:\s|also|often|then|\w+ly)*+")
_REACH = 120  # characters of a sentence before the clause in its middle


def edged(text: str, said: Attribution) -> Attribution:
    """The attribution with the opening of its sentence and without holes and tails."""
    for rule in (_without_tails, _without_holes, _with_opening):
        content = rule(text, said)
        if content != said.content:
            said = said._replace(content=content)
    return said


def _without_tails(text: str, said: Attribution) -> tuple[Bounds, ...]:
    """*“…,” she said | at a meeting*: more of the clause, nothing of what is said (8 to 2, 59 to 17)."""
    kept = [said.content[0]]
    for part in said.content[1:]:
        end, start = kept[-1][1], part[0]
        is_after_clause = _has_clause(said, end, start) and not _EDGE.search(text, end, start + 1)
        has_marks = _MARK.search(text, start - 3, part[1])
        is_tail = _CLOSED.match(text, end) and is_after_clause and not has_marks
        if not is_tail or text.startswith("that ", start):
            kept.append(part)
    return tuple(kept)


def _without_holes(text: str, said: Attribution) -> tuple[Bounds, ...]:
    """Parts of one sentence without the clause between them are one (9 to 0, 65 to 1)."""
    whole = [said.content[0]]
    for part in said.content[1:]:
        end, start = whole[-1][1], part[0]
        if _EDGE.search(text, end, start + 1) or _has_clause(said, end, start):
            whole.append(part)
        else:
            whole[-1] = whole[-1][0], part[1]
    return tuple(whole)


def _with_opening(text: str, said: Attribution) -> tuple[Bounds, ...]:
    """*Perhaps, | the mayor said, it will rain*: what opens the sentence is said, too (6 to 0, 59 to 10)."""
    if len(said.content) > 1 or said.cue is None or said.speaker is None:
        return said.content
    first, last = sorted((said.cue, said.speaker))
    before = text[max(0, first[0] - _REACH) : first[0]]
    if not before.rstrip().endswith(","):
        return said.content
    begin = 0 if first[0] <= _REACH else -1
    for edge in _EDGE.finditer(before):
        begin = edge.end()
    is_opening = begin >= 0 and not _MARK.search(before, begin)
    if not (
        is_opening
        and _WORD.search(before, begin)
        and _BETWEEN.fullmatch(text, first[1], last[0])
        and _GOES_ON.fullmatch(text, last[1], said.content[0][0])
        and text[said.content[0][0]].islower()
    ):
        return said.content
    start = first[0] - len(before) + begin
    return (start, start + len(before[begin:].rstrip(" ,"))), *said.content


def _has_clause(said: Attribution, start: int, end: int) -> bool:
    """Whether the cue or the speaker stands there."""
    return any(part and start <= part[0] and part[1] <= end for part in (said.cue, said.speaker))
