"""A first answer to who speaks, by the nearest verb of saying; the learned model takes its place."""

import re
from collections.abc import Sequence

from .marks import Attribution, Mark

_SAID = r"(?:said|says|told|added|adding|asked|wrote|stated|claimed|insisted|warned|replied|saying)"
_WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he\s+)?(?:[A-Z][\w’'.-]*\s?){1,5}|[Tt]he\s+\w+)"
_AFTER = re.compile(
    rf"\A[^“”\"\n]{{0,3}}(?:(?P<cue>{_SAID})\s+(?P<who>{_WHO})|(?P<who2>{_WHO})\s*(?P<cue2>{_SAID}))"
)
_BEFORE = re.compile(rf"(?P<who>{_WHO})\s*(?P<cue>{_SAID})\b[^.“”\"\n]{{0,60}}\Z")


def find_all_attributions(texts: Sequence[str], marks: Sequence[Sequence[Mark]]) -> list[list[Attribution]]:
    """The attributions of each text."""
    return [find_attributions(*each) for each in zip(texts, marks, strict=True)]


def find_attributions(text: str, marks: Sequence[Mark]) -> list[Attribution]:
    """One attribution for each quotation that a verb of saying stands beside."""
    found = []
    for mark in marks:
        after = _AFTER.match(text[mark.close_end : mark.close_end + 120])
        before = _BEFORE.search(text[max(0, mark.open_start - 120) : mark.open_start])
        hit, shift = (after, mark.close_end) if after else (before, max(0, mark.open_start - 120))
        if mark.depth or not hit:
            continue
        second = "2" if "who2" in hit.groupdict() and hit.group("who2") else ""
        cue, who = hit.span("cue" + second), hit.span("who" + second)
        shifted = [(shift + start, shift + end) for start, end in (cue, who)]
        found.append(Attribution(((mark.start, mark.end),), shifted[0], shifted[1], "nearest verb", 0.5))
    return found
