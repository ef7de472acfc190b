"""Reported speech by plain grammar, in sentences where the model finds nothing.

*The gates were opened, the agency reported.* *According to monitors, it failed.* *The letter warns that …*
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ._clauses import subject_of
from .marks import Attribution

RULE = "grammar"
_VERB = (
    r"(?:said|says|say|told|reported|reports|announced|announces|warned|warns|claimed|claims|insisted|insists|stated"
    r"|states|argued|argues|confirmed|confirms|added|adds|denied|denies|promised|promises|explained|explains)"
)
_ANCHOR = re.compile(rf"\b[Aa]ccording to\b|\b{_VERB}(?=\.(?:\s|$)|(?: [\w’'-]+){{0,3}}? that\b)")
_WORDS = r"[\w’'.-]+(?: [\w’'.-]+){0,6}"
_FORMS = (
    re.compile(rf"(?P<content>.{{20,}}),\s(?P<who>(?!and |but |which |who |as ){_WORDS}) (?P<cue>{_VERB})\Z"),
    re.compile(r"(?P<cue>According to) (?P<who>[^,]{2,60}), (?P<content>.{10,})\Z"),
    re.compile(r"(?P<content>.{10,}?),? (?P<cue>according to) (?P<who>[^,]{2,80})\Z"),
    re.compile(rf".*?\b(?P<cue>{_VERB})(?: [\w’'-]+){{0,3}}? that (?P<content>.{{10,}})\Z"),
)
_EDGE = re.compile(r"[.!?…]\s+(?=[A-Z“\"‘])|[\n\r]+|[“”\"«»„]|''")
_NESTED = re.compile(  # the pilot told investigators that the radio had failed
    r"(?:that )?(?P<who>(?:[Tt]he|an?|his|her|their|its|[A-Z][\w’'.-]*|he|she|they|it)(?: [\w’'.-]+){0,5}?)"
    rf" (?:(?:had|has|have|also) )*(?P<cue>{_VERB}|vowed|pledged|agreed|ordered|threatened|asked|admitted)"
    r"(?: (?:him|her|them|us|me|[a-z]+ors|[a-z]+ers|[A-Z]\w+))? (?P<content>(?:that|to) .{5,})",
    re.DOTALL,
)
_REACH = 300  # characters of a sentence on each side of its verb
_DOUBT = 0.5  # confidence of the model below which a plain form is read instead
_CONFIDENCE = 0.7


def with_reported(text: str, said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with one more for each sentence of reported speech that has none but doubtful ones."""
    sure = [one for one in said if one.confidence >= _DOUBT]
    taken = sorted(stretch for one in sure for stretch in (*one.content, one.cue, one.speaker) if stretch)
    found: list[Attribution] = []
    end = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() >= end:
            start, end = _sentence_around(text, anchor.start())
            if not _touches(taken, start, end) and (one := _read(text, start, end)):
                found.append(one)
    read = sorted(one.content[0] for one in found)
    kept = [one for one in said if one.confidence >= _DOUBT or not _touches(read, *one.content[0])]
    return sorted([*kept, *found], key=lambda one: one.content)


def with_nested(text: str, said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with one more for each reported speech that itself reports speech."""
    found = [one for outer in said for one in _nested_in(text, outer)]
    return sorted([*said, *found], key=lambda one: one.content)


def _nested_in(text: str, outer: Attribution) -> Iterator[Attribution]:
    for start, end in outer.content:
        hit = _NESTED.match(text, start, end)
        if hit and not _EDGE.search(text, start, end):
            yield Attribution((hit.span("content"),), hit.span("cue"), hit.span("who"), RULE, _CONFIDENCE)


def _read(text: str, start: int, end: int) -> Attribution | None:
    """The attribution that a sentence is, by the first form that fits it."""
    sentence = text[start:end]
    for form in _FORMS:
        if not (hit := form.match(sentence)):
            continue
        who = hit.span("who") if "who" in form.groupindex else subject_of(sentence, 0, hit.start("cue"))
        if who:
            content, cue, speaker = (
                (start + a, start + b) for a, b in (hit.span("content"), hit.span("cue"), who)
            )
            return Attribution((content,), cue, speaker, RULE, _CONFIDENCE)
    return None


def _sentence_around(text: str, place: int) -> tuple[int, int]:
    """Bounds of the sentence, without its full stop; marks bound it too."""
    low, high = max(0, place - _REACH), min(len(text), place + _REACH)
    edges = list(_EDGE.finditer(text, low, high))
    start = max((edge.end() for edge in edges if edge.end() <= place), default=low)
    end = min((edge.start() for edge in edges if edge.start() >= place), default=high)
    return start, end - (text[end - 1 : end] in (".", "!", "?"))


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, start))
    near = taken[max(0, at - 3) : at + 1]
    return any(a < end and start < b for a, b in near)
