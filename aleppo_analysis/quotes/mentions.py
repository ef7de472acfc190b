"""Mentions of speakers trimmed to what a person would mark."""

import re

from .clauses import VERB
from .marks import Attribution

_LEADING = re.compile(
    r"(?:[\s,;:—–-]|(?:but|and|although|though|yet|while|however|meanwhile|according to)\b)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?<![\s,;:—–-])(?:[\s,;:—–-]++"
    r"(?:(?<=\s)(?:and|or|but|who|which|also|later|then|earlier|previously|has|had|have|was|is))?){1,9}\Z"
)
_OWN_VERB = re.compile(rf"(?<=\w) {VERB}(?= (?:in|on|at|to|from|near|that|outside|through|over)\b)")
_SENTENCE_END = re.compile(r"(?<=[a-z)][a-z)][a-z)])[.!?](?=\s+[A-Z])|[\n\r]")
_NO_MENTION = re.compile(
    r"(?:whose\b.*|if|when|where|there|still|also|as|in|on|at|for|to)",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = re.compile(r"(?P<who>who|which|whose)\s+\S")
_BETWEEN = re.compile(r"\s*+(?P<who>[^\n.;:“”\"]{2,90}?),?\s*+")
_FRAGMENT = re.compile(r"\W*+(?:and |but )?\w*+\W*+")


def tidied(text: str, said: Attribution) -> Attribution:
    """The attribution with its speaker trimmed, and without content that is but the speaker or the cue."""
    speaker, cue = said.speaker and _trimmed(text, *said.speaker), said.cue
    if said.speaker and (verb := _OWN_VERB.search(text, *said.speaker)):
        cue = verb.start() + 1, verb.end()
    if speaker and (clause := _RELATIVE.match(text, *speaker)):
        speaker = _antecedent(text, cue, clause.start()) or clause.span("who")
    edges = [stretch for stretch in (speaker, cue) if stretch]
    content = [c for c in said.content if not any(a <= c[0] and c[1] <= b for a, b in edges)]
    if len(content) > 1:
        content = [c for c in content if not _FRAGMENT.fullmatch(text, *c)]
    return said._replace(speaker=speaker, cue=cue, content=tuple(content))


def _antecedent(text: str, cue: tuple[int, int] | None, clause: int) -> tuple[int, int] | None:
    """Whom a relative clause after the verb is about (*said Ann Lee, 43, who …*)."""
    between = _BETWEEN.fullmatch(text, cue[1], clause) if cue and cue[1] < clause else None
    return between.span("who") if between else None


def names_place(text: str, said: Attribution) -> bool:
    """Whether a headline only names a place before its colon (*Aleppo: rebels refuse …*)."""
    if said.cue is None or said.speaker is None or text[slice(*said.cue)].strip() != ":":
        return False
    name = re.escape(text[slice(*said.speaker)])
    place = re.search(rf"\b(?:in|into|near|from|across|outside|around|on) (?:the )?{name}\b", text)
    speaks = re.search(
        rf"\b{name} (?:has |had |have |also ){{0,3}}(?:said|says|announced|claimed|claims|declared)\b", text
    )
    return bool(place) and not speaks


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The mention without conjunctions and punctuation at its edges; None if nothing is left."""
    sentence = _SENTENCE_END.search(text, start, end)
    end = sentence.start() if sentence else end
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if trailing := _TRAILING.search(text, start, end):
        end = trailing.start()
    if verb := _OWN_VERB.search(text, start, end):
        end = verb.start()
    if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return None if start >= end or _NO_MENTION.fullmatch(text, start, end) else (start, end)
