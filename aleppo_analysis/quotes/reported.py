"""Reported speech by plain grammar, in sentences where the model finds nothing.

*The gates were opened, the agency reported.* *According to monitors, it failed.* *The letter warns that …*
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .clauses import subject_of
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
    re.compile(rf".*?\b(?P<cue>{_VERB})(?: [\w’'-]+){{0,3}}? that (?P<content>.{{10,}})\Z", re.DOTALL),
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
_FRAGMENT = 0.6  # of the reported words
_CONFIDENCE = 0.7


def with_reported(text: str, said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with the plain form of each sentence that has none but doubtful or broken ones."""
    taken = sorted(
        (*stretch, number)
        for number, one in enumerate(said)
        for stretch in (*one.content, one.cue, one.speaker)
        if stretch
    )
    found: list[Attribution] = []
    replaced: set[int] = set()
    end = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() >= end:
            start, end = _sentence_around(text, anchor.start())
            held = _touching(taken, start, end)
            if (one := _read(text, start, end)) and all(_yields(said[i], one) for i in held):
                found.append(one)
                replaced |= held
    kept = [one for number, one in enumerate(said) if number not in replaced]
    return sorted([*kept, *found], key=lambda one: one.content)


def _yields(model: Attribution, read: Attribution) -> bool:
    """Whether what the model finds is doubtful, or a fragment of what stands before *, the agency said*."""
    if model.confidence < _DOUBT:
        return True
    length = sum(end - start for start, end in model.content)
    start, end = read.content[0]
    is_last = read.cue is not None and read.cue[0] >= end
    return is_last and model.cue is not None and model.cue[0] >= end and length < _FRAGMENT * (end - start)


def with_nested(text: str, said: Sequence[Attribution], outer: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with one more for each of the outer ones that itself reports speech."""
    found = [one for each in outer for one in _nested_in(text, each)]
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


def _touching(taken: Sequence[tuple[int, int, int]], start: int, end: int) -> set[int]:
    """The numbers of the attributions that have a stretch between two places."""
    first = max(0, bisect_left(taken, (start, start, 0)) - 3)
    last = bisect_left(taken, (end, end, 0))
    return {number for a, b, number in taken[first:last] if a < end and start < b}
