"""How the words beside a quotation are read: cue and subject by word order, the edges of a mention."""

import re
from typing import NamedTuple

from ..text.english import ADVERB, AFTER_NAMES, AUXILIARY, OPENER, PRONOUN, SAYING, SENTENCE_END, STOP, TITLES
from .marks import Attribution

Bounds = tuple[int, int]

_WORD = rf"(?:(?:{'|'.join([*TITLES, *AFTER_NAMES, 'St'])}|[A-Z])\.|[\w’'.-]*\w)"
_APPOSED = r"(?:[^,.;:\n]|[.](?=\w)){2,120}"
_AFTER_VERB = re.compile(  # complained shopkeeper Walid Darwish
    rf"[,:]?\s*(?P<cue>{SAYING}|[a-z]+ed|[a-z]+s(?= [A-Z]))\s+(?!{STOP}\b|{PRONOUN}\s+{SAYING}\b)"
    rf"(?P<who>{PRONOUN}\b|{_WORD}(?:\s+(?!{STOP}\b){_WORD}){{0,7}})"
)
_AFTER_SUBJECT = re.compile(  # an army loudspeaker blared
    rf"[,:]?\s*(?P<who>(?!{STOP}\b|and\b|but\b){_WORD}(?:\s+{_WORD}){{0,9}}?(?:,{_APPOSED},)?)"
    rf"\s+(?:{ADVERB}\s+)?(?P<cue>{SAYING}|(?<!\bthe )(?<!\ba )(?<!\ban )[a-z]+ed)\b"
)
_NEW_SENTENCE = re.compile(rf"\s*{OPENER}\b")
_SAYING = re.compile(SAYING)
_BEFORE = re.compile(  # the charter says: “…” (read from the right end of the sentence)
    rf"(?P<cue>\b(?:{SAYING}|reading))(?:\s+{_WORD}){{0,9}}\s*+(?:[:,]\s*+)?\Z"
)
_SUBJECT = re.compile(
    rf"\s*+(?P<who>{_WORD}(?:\s+(?!{STOP}\b){_WORD}){{0,9}}?(?:,[^,.;:\n]{{2,90}}(?=,))?)"
    rf"(?=\s*,|\s+(?:{STOP}|{ADVERB}|{AUXILIARY}|{SAYING}|[a-z]+ed|[a-z]+s)\b)"
)
_OPENING = re.compile(  # In a post on Monday, …; Asked about the price, …
    r"\s*+(?:[A-Z]\w+(?:ed|ing)|In|On|At|After|Before|For|With|As|When|While|By|Last|Yesterday|Today)\b"
    r"[^,.;\n]{0,80},\s+"
)
_BOUNDARY = re.compile(
    r"[,;:(—–]\s*|\b(?:and|but|while|which|that|as|when|because|what|although|though)\s+|”\s*"
)
_BESIDE_VERB = re.compile(rf"(?:\b(?:{AUXILIARY}|{ADVERB}|not|on \w+day)\s*+){{1,9}}\Z")
_OF_A_THING = re.compile(r"\b(?:that|which)\s+(?:\w+ly\s+)?\Z")  # a comment that described
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+(?:\w+ly\s+)?\Z")
_NO_MENTION = re.compile(  # a clause, half a phrase, a participle
    rf".*\b(?:{AUXILIARY}|{SAYING})\b.*"
    rf"|(?:{STOP}|here|there|\w+ing|\w+ed (?:an?|the|its|his|her|their))\b.*"
    rf"|.*\b(?:and|or|but|the|an?|{STOP})",
    re.DOTALL | re.IGNORECASE,
)

_LEADING = re.compile(
    r"(?:[\s,;:—–-]|(?:but|and|although|though|yet|while|however|meanwhile|according to)\b)+", re.IGNORECASE
)
_GAP = r"[\s,;:—–-]"
_LINK = rf"(?:(?<=\s)(?:and|or|but|who|which|{ADVERB}|{AUXILIARY}))?"
_TRAILING = re.compile(rf"{_GAP}(?<!{_GAP}{{2}}){_GAP}*+{_LINK}(?:{_GAP}++{_LINK}){{0,8}}\Z")
_OWN_VERB = re.compile(rf" (?<=\w ){SAYING}(?= (?:in|on|at|to|from|near|that|outside|through|over)\b)")
_RELATIVE = re.compile(r"(?P<who>who|which|whose)\s+\S")
_NAME_IN_CUE = re.compile(r"(?P<name>[A-Z][\w’'-]+)\s+(?=\w)")
_ENDS_IN_TITLE = re.compile(rf"\b(?:{'|'.join(TITLES)})\.?\Z")
_TOLD = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:told|informed|assured)\Z")
_TOLD_REACH = 12  # characters before *told*
_AGENT = re.compile(
    rf"\s+by\s+(?P<who>{_WORD}(?:\s+(?!{STOP}\b){_WORD}){{0,7}}?)(?=\s+(?:that|to|{STOP})\b|[,:.])"
)
_LED = re.compile(r", who,? \Z")  # said Ann Lee, who, along with …
_LED_REACH = 8
_BETWEEN = re.compile(r"\s*+(?P<who>[^\n.;:“”\"]{2,90}?),?\s*+")


_SAID_OF = re.compile(  # is said | to be
    r"(?:is|are|was|were|being|been)\s+(?:\w+ly\s+)?(?:said|reported|rumou?red|alleged|understood|believed|thought)"
)
_TO = re.compile(r"\s+to\b")
_NO_SPEAKER = re.compile(
    r"(?i:(?:past |bitter |long |our |common )?(?:experience|history|time|reality|logic|sense|intuition))"
)


class Clause(NamedTuple):
    """A cue and a speaker, in characters of the string that was read."""

    cue: Bounds | None
    speaker: Bounds

    def moved(self, by: int) -> "Clause":
        """The same in characters of a text in which the string begins at `by`."""
        cue = self.cue and (self.cue[0] + by, self.cue[1] + by)
        return Clause(cue, (self.speaker[0] + by, self.speaker[1] + by))


def clause_after(quoted: str, after: str, *, only_saying: bool) -> Clause | None:
    """The clause after a quotation which asks, exclaims, or ends with a comma or colon inside or outside it.

    With `only_saying` a verb of saying is needed: after few words the comma may part the names of a list.
    """
    end = quoted.rstrip()[-1:]
    if end not in (*",?!—–…",) and after[:1] not in (",", ":"):
        return None
    if end in (*"?!…",) and _NEW_SENTENCE.match(after):
        return None
    found = _AFTER_VERB.match(after) or _AFTER_SUBJECT.match(after)
    if not found or found["cue"].endswith("ing") or (only_saying and not _SAYING.fullmatch(found["cue"])):
        return None
    return Clause(found.span("cue"), found.span("who"))


def clause_before(before: str) -> Clause | None:
    """The clause that leads into a quotation, or the subject of a sentence that ends with a colon."""
    start = last_sentence(before)
    if verb := _BEFORE.search(before, start):
        subject = subject_of(before, start, verb.start("cue"), is_participle=verb["cue"].endswith("ing"))
        return Clause(verb.span("cue"), subject) if subject else None
    if before.rstrip().endswith(":") and (subject := first_subject(before)):
        return Clause(None, subject)
    return None


def subject_of(text: str, start: int, verb: int, *, is_participle: bool = False) -> Bounds | None:
    """Who acts: the words before a verb, or the subject of the sentence; nobody if the verb is passive."""
    if _PASSIVE.search(text, start, verb):
        return None
    end = start + len(_BESIDE_VERB.sub("", text[start:verb]).rstrip())
    begin = max([start, *(edge.end() for edge in _BOUNDARY.finditer(text, start, end))])
    own = text[begin:end].strip()
    if own and not is_participle and own[-1].isalnum() and is_mention(own):
        return end - len(text[begin:end].lstrip()), end
    return None if _OF_A_THING.search(text, start, verb) else first_subject(text[:verb])


def first_subject(text: str) -> Bounds | None:
    """The subject of the last sentence of a text: what stands before its first verb."""
    start = last_sentence(text)
    opening = _OPENING.match(text, start)
    found = _SUBJECT.match(text, opening.end() if opening else start)
    return found.span("who") if found else None


def is_mention(words: str) -> bool:
    """Whether words can name a speaker: a noun phrase without a verb."""
    return _NO_MENTION.fullmatch(words) is None


def last_sentence(text: str) -> int:
    """Where the last sentence begins."""
    return max((edge.end() for edge in SENTENCE_END.finditer(text.rstrip())), default=0)


def tidied(text: str, said: Attribution) -> Attribution:
    """The attribution with its speaker trimmed, and without content that is but the speaker or the cue."""
    speaker, cue = said.speaker and _trimmed(text, *said.speaker), said.cue
    if said.speaker and (verb := _OWN_VERB.search(text, *said.speaker)):
        cue = verb.start() + 1, verb.end()
    if speaker and (clause := _RELATIVE.match(text, *speaker)):
        speaker = _antecedent(text, cue, clause.start()) or clause.span("who")
    elif speaker and (led := _LED.search(text, max(0, speaker[0] - _LED_REACH), speaker[0])):
        speaker = _antecedent(text, cue, led.start()) or speaker
    if speaker and cue and (name := _NAME_IN_CUE.match(text, *cue)) and _ENDS_IN_TITLE.search(text, *speaker):
        speaker, cue = (speaker[0], name.end("name")), (name.end(), cue[1])  # Ms. | May acknowledged
    if speaker and cue and _TOLD.search(text, max(0, cue[0] - _TOLD_REACH), cue[1]):
        by = _AGENT.match(text, cue[1])
        speaker = by.span("who") if by else None
    content = said.content
    for edge in (speaker, cue):
        if edge:
            content = tuple([part for part in content if part[0] < edge[0] or edge[1] < part[1]])
    return Attribution(content, cue, speaker, said.rule, said.confidence)


def _antecedent(text: str, cue: Bounds | None, clause: int) -> Bounds | None:
    """Whom a relative clause after the verb is about (*said Ann Lee, 43, who …*)."""
    between = _BETWEEN.fullmatch(text, cue[1], clause) if cue and cue[1] < clause else None
    return between.span("who") if between else None


def _trimmed(text: str, start: int, end: int) -> Bounds | None:
    """The mention without conjunctions and punctuation at its edges; None if nothing is left."""
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if trailing := _TRAILING.search(text, start, end):
        end = trailing.start()
    if verb := _OWN_VERB.search(text, start, end):
        end = verb.start()
    if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return (start, end) if start < end else None


def is_hearsay(text: str, said: Attribution) -> bool:
    """Whether nobody speaks: *she is said to be …*, *experience shows that …*."""
    if said.cue is None or said.speaker is None:
        return False
    start, end = said.cue
    is_told = _TO.match(text, end) and (
        _PASSIVE.search(text, max(start - 20, 0), start) or _SAID_OF.fullmatch(text, start, end)
    )
    return bool(is_told or _NO_SPEAKER.fullmatch(text[slice(*said.speaker)].strip()))


def names_place(text: str, said: Attribution) -> bool:
    """Whether a headline only names a place before its colon (*Aleppo: rebels refuse …*)."""
    if said.cue is None or said.speaker is None or text[slice(*said.cue)].strip() != ":":
        return False
    name = re.escape(text[slice(*said.speaker)])
    return bool(re.search(rf"\b(?:in|into|near|from|across|outside|around|on) (?:the )?{name}\b", text))
