"""Transcripts: lines that begin with the name of who speaks (*HADDAD: ...*, *Q: ...*)."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from .marks import Attribution

RULE = "transcript"
_LINE = re.compile(
    r"^[ \t]*(?P<who>[A-Z][A-Z .'’-]{0,40}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
    r"(?:(?: ?\([^)\n]{1,60}\)| ?\[[^\]\n]{1,60}\])?:|(?<=^[QA])\.)[ \t]+"
    r"(?P<said>[“\"‘'«\[(…]*[^\W\d_a-z][^\n\r]*)",
    re.MULTILINE,
)
_FIELDS = frozenset(
    "Name Age City Job Pay Date Time Place Photo Photos Source Update Note Read Related Video".split()
)
_FEWEST = 3  # lines of a transcript, one of the speakers twice among them
_CONFIDENCE = 0.6  # PolNeAR leaves many transcripts unmarked, so more cannot be shown


def with_transcripts(text: str, said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with one for each line of a transcript in place of what covered most of it."""
    lines = [line for line in _LINE.finditer(text) if line["who"] not in _FIELDS and " " in line["said"]]
    turns = Counter(line["who"] for line in lines)
    if len(lines) < _FEWEST or len(turns) < 2 or max(turns.values()) < 2:
        return list(said)
    spoken = [(start, start + len(line["said"].rstrip())) for line in lines for start in [line.start("said")]]
    kept = [one for one in said if not any(_is_most_of_a_line(*part, spoken) for part in one.content)]
    for line, stretch in zip(lines, spoken, strict=True):
        kept.append(Attribution((stretch,), None, line.span("who"), RULE, _CONFIDENCE))
    return sorted(kept, key=lambda one: one.content)


def _is_most_of_a_line(start: int, end: int, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch covers half of the line that it begins in or that begins in it."""
    first = max(0, bisect_right(lines, (start, start)) - 1)
    covered = [(min(end, stop) - max(start, begin), stop - begin) for begin, stop in lines[first : first + 2]]
    return any(2 * shared >= length for shared, length in covered)
