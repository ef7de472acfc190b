"""The clause beside a quotation, read by word order: *“…,” the crowd roared*, *the charter says: “…”*."""

import re
from typing import NamedTuple

Bounds = tuple[int, int]

_SAID = (
    "said says say saying told tells tell telling asked asks ask asking wrote writes writing read reads "
    "added adds adding announced announces answered answers argued argues arguing asserted asserts blared "
    "boasted called claimed claims claiming commented complained complains conceded concluded confirmed "
    "contended continued continues cried cries declared declares declaring demanded demands demanding "
    "denied denies denying explained explains explaining insisted insists insisting joked lamented "
    "maintained mused noted notes noting observed pleaded posted pledged predicted promised promises "
    "promising quipped recalled recalls remarked repeated repeats replied replies reported reports "
    "responded responds retorted roared shouted shouts shouting chanted chanting sighed snapped stated "
    "states stating stressed suggested suggests testified thought thundered tweeted tweets urged urges "
    "urging vowed vows warned warns warning whispered wondered wonders yelled"
)
VERB = rf"(?:{'|'.join(sorted(set(_SAID.split()), reverse=True))})"
_WORD = r"(?:(?:Mrs?|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Prof|St|Jr|[A-Z])\.|[\w’'.-]*\w)"
_STOP = (
    r"(?:in|on|at|to|from|near|after|during|as|who|which|when|while|outside|before|but|by|with|for|that"
    r"|whose|if)"
)
_PRONOUN = r"(?:he|she|they|I|we|it|He|She|They|We|It)"
_AFTER_VERB = re.compile(  # complained shopkeeper Walid Darwish
    rf",?\s*(?P<cue>{VERB}|[a-z]+ed)\s+(?!{_STOP}\b|{_PRONOUN}\s+{VERB}\b)"
    rf"(?P<who>{_PRONOUN}\b|{_WORD}(?:\s+(?!{_STOP}\b){_WORD}){{0,7}})"
)
_AFTER_SUBJECT = re.compile(  # an army loudspeaker blared
    rf",?\s*(?P<who>(?!{_STOP}\b|and\b|but\b){_WORD}(?:,[^,.;:\n]{{2,80}},)?(?:\s+{_WORD}){{0,9}}?)"
    rf"\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?(?P<cue>{VERB}|(?<!\bthe )(?<!\ba )(?<!\ban )[a-z]+ed)\b"
)
_SAYING = re.compile(VERB)
_BEFORE = re.compile(  # the charter says: “…” (read from the right end of the sentence)
    rf"(?P<cue>\b{VERB})(?P<rest>(?:\s+{_WORD}){{0,9}}\s*+(?:[:,]\s*+)?)\Z"
)
_SENTENCE = re.compile(r"[.!?…][”\"’)]*\s+(?=[A-Z“\"‘])|[”\"]\s+(?=[A-Z])")
_LEAD_IN = re.compile(
    r"(?:(?:But|And|So|Yet|Still|However|Meanwhile|Later|Then|Also|Although|Though|While),?\s+)?"
    r"(?:(?:On|In|At|After|Before|During|As|From|For|With|To|Earlier|Last|By)\b[^,;:]{0,80},\s+)?"
)
_SUBJECT = re.compile(
    rf"(?P<who>{_WORD}(?:\s+(?!{_STOP}\b){_WORD}){{0,9}}?(?:,[^,.;:\n]{{2,90}}(?=,))?)"
    rf"(?=\s*,|\s+(?:{_STOP}|also|later|then|\w+ly|has|had|have|was|were|is|are|did|does|{VERB}|[a-z]+ed|[a-z]+s)\b)"
)
_BOUNDARY = re.compile(
    r"[,;:(—–]\s*|\b(?:and|but|while|which|that|as|when|because|what|although|though)\s+|”\s*"
)
_AUXILIARY = re.compile(
    r"(?:\b(?:has|had|have|was|were|is|are|also|later|then|been|earlier|not|\w+ly|on \w+day)\s*+){1,9}\Z"
)
_SPEAKS = re.compile(
    rf"\b(?:{VERB}|statement|spoke|speaks|speaking|speech|interview|comments?|remarks?|discuss\w*|describ\w*|letter"
    r"|messages?|post|reporters|blam\w+|address\w*|issued|released)\b"
)


_NO_SUBJECT = re.compile(
    r"(?:and|but|so|who|which|that|as|then|to)?\s*(?:later|also|then|to)?|(?i:.*\b(?:when|if|how|why)\b.*|.*(?:[“”\"]|'').*)",
    re.DOTALL,
)


_NEW_SENTENCE = re.compile(r"\s*(?:He|She|They|It|We|I|The|A|An|In|On|At|But|And)\b")
_LABEL = re.compile(r"\s*(?P<who>[A-Z][\w’'.-]*(?: [\w’'.-]+){0,4}):\s")
_COLON = re.compile(r"\s*:\s+(?=\w)")


class Clause(NamedTuple):
    """A cue and a speaker, in characters of the string that was read."""

    cue: Bounds | None
    speaker: Bounds


def clause_after(quoted: str, after: str, *, only_saying: bool) -> Clause | None:
    """The clause after a quotation which ends with a comma, asks or exclaims, or stands before a colon.

    With `only_saying` a verb of saying is needed: after few words the comma may part the names of a list.
    """
    if colon := _COLON.match(after):
        subject = _SUBJECT.match(after, colon.end())
        return Clause(None, subject.span("who")) if subject else None
    if not (quoted.rstrip()[-1:] in ",?!—–…" or after[:1] == ","):
        return None
    if quoted.rstrip()[-1:] in "?!…" and _NEW_SENTENCE.match(after):
        return None
    found = _AFTER_VERB.match(after) or _AFTER_SUBJECT.match(after)
    if not found or found["cue"].endswith("ing") or (only_saying and not _SAYING.fullmatch(found["cue"])):
        return None
    return Clause(found.span("cue"), found.span("who"))


def clause_before(before: str) -> Clause | None:
    """The clause that leads into a quotation, or the name before a colon at the beginning of the line."""
    start = _last_sentence(before)
    verb = _BEFORE.search(before, start)
    if verb:
        subject = subject_of(before, start, verb.start("cue"), is_participle=verb["cue"].endswith("ing"))
        return Clause(verb.span("cue"), subject) if subject else None
    if before.rstrip().endswith(":") and (subject := first_subject(before)):
        return Clause(None, subject)
    name = _LABEL.match(before)
    return Clause(None, name.span("who")) if name else None


def subject_of(text: str, start: int, verb: int, *, is_participle: bool = False) -> Bounds | None:
    """The subject of a verb: the words before it, or the subject of the sentence that begins at `start`."""
    end = start + len(_AUXILIARY.sub("", text[start:verb]).rstrip())
    begin = max([start, *(edge.end() for edge in _BOUNDARY.finditer(text, start, end))])
    own = text[begin:end].strip()
    if own and not is_participle and own[-1].isalnum() and not _NO_SUBJECT.fullmatch(own):
        return end - len(text[begin:end].lstrip()), end
    return first_subject(text[:verb])


def first_subject(text: str) -> Bounds | None:
    """The subject of the last sentence of a text: what stands before its first verb."""
    lead_in = _LEAD_IN.match(text, _last_sentence(text))
    found = _SUBJECT.match(text, lead_in.end() if lead_in else 0)
    return found.span("who") if found else None


def tells_of_speech(text: str) -> bool:
    """Whether the last sentence says that somebody spoke or wrote."""
    return bool(_SPEAKS.search(text, _last_sentence(text)))


def _last_sentence(text: str) -> int:
    """Where the last sentence begins."""
    return max((edge.end() for edge in _SENTENCE.finditer(text.rstrip())), default=0)
