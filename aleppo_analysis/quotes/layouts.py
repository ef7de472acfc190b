"""Who speaks by the layout of an article, or by plain sentences: signatures, transcripts, reported words.

Each rule takes the text, its outermost marks and the attributions found so far; it gives those that are left
and what it read itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from ..text.english import (
    AFTER_STOP,
    AUXILIARY,
    DASH,
    OPENER,
    SAYING,
    SAYING_WORDS,
    SENTENCE_END,
    STOP_SIGNS,
)
from .clauses import Bounds, Clause, clause_before, first_subject, is_mention, subject_of
from .marks import Attribution, Mark

Reading = tuple[Bounds, Clause]  # what is said, by whom
Answer = tuple[list[Attribution], list[Reading]]  # what is left of the attributions, and what is found
LINES = re.compile(r"[\n\r]+")
NEAR = 200  # characters read on each side of marks
_FEWEST = 3  # names on lines of their own, lines of a transcript

# -- signature: a dash and a name after marks that begin a paragraph, or a name on a line of its own

_NAME = r"(?:[\w.'’-]*\w)?(?:\.(?= [A-Z]))?"  # what follows its first letter, a last full stop left out
_SIGNER = (
    rf"(?P<who>@\w+|(?!{OPENER}\b)[A-Z]{_NAME}"
    rf"(?: (?:(?:de|del|van|von|al|bin|of|the) )?[A-Z@]{_NAME}){{0,4}})"
)
_SIGNED = re.compile(rf"\s*(?P<cue>--|[{DASH}])[^\S\n\r]?{_SIGNER}[^\n\r]{{0,80}}(?=[\n\r]|\Z)")
_NAMED_AFTER = re.compile(rf"[^\S\n\r]++{_SIGNER}(?:, |(?= \())(?P<told>[^\n\r]{{3,90}}?)\.?\s*(?=[\n\r]|\Z)")
_VERB = re.compile(rf"\b(?:{AUXILIARY}|{SAYING})\b")
_ALONE = re.compile(rf"{_SIGNER}(?:(?:,| \(| [{DASH}] )[^\n\r]{{0,60}})?")


def signatures(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> Answer:
    """Names on lines of their own count if they stand all above or all below their quotations."""
    signed: list[Reading] = []
    above: list[Reading] = []
    below: list[Reading] = []
    for mark in marks:
        content = mark.start, mark.end
        page = text[max(0, mark.open_start - NEAR) : mark.open_start]
        rest = text[mark.close_end : mark.close_end + NEAR]
        if page.rstrip(" \t\u00a0•*·>-–—")[-1:] not in "\n\r":
            continue
        named = _NAMED_AFTER.match(rest) if text[mark.start : mark.end].rstrip()[-1:] in ".!?…" else None
        if named and not _VERB.search(named["told"]):
            signed.append((content, Clause(None, named.span("who")).moved(mark.close_end)))
        elif hit := _SIGNED.match(rest):
            signed.append((content, Clause(hit.span("cue"), hit.span("who")).moved(mark.close_end)))
        elif not LINES.split(rest, 1)[0].strip():
            upper, lower = LINES.split(page.rstrip())[-1], LINES.split(rest.strip(), 1)[0]
            begin = mark.open_start - len(page) + len(page.rstrip()) - len(upper)
            for names, line, at in ((above, upper, begin), (below, lower, mark.close_end + rest.find(lower))):
                if name := _ALONE.fullmatch(line):
                    names.append((content, Clause(None, name.span("who")).moved(at)))
    alone = max(above, below, key=len)
    signed += alone if len(alone) >= _FEWEST else []
    if not signed:
        return list(said), []
    taken = {start for (start, _), _ in signed}
    return [one for one in (_without(taken, one) for one in said) if one.content], signed


def _without(taken: Set[int], said: Attribution) -> Attribution:
    """The attribution without the parts that begin where others are found."""
    content = tuple(part for part in said.content if part[0] not in taken)
    return said if content == said.content else said._replace(content=content)


# -- transcript: turns that begin with the name of who speaks (HADDAD: …, KATE LEE, ANALYST: …, Q: …, Q   …)

_CAPITALS = r"[A-Z][A-Z0-9 .'’-]{0,40}"
_ROLE = r"(?:, [A-Z][A-Z0-9 ,.'’&/-]{1,60})?"
_TURN = re.compile(
    rf"^[ \t]*\[?(?P<who>{_CAPITALS}(?={_ROLE}[]:(\[ .])"
    r"|[A-Z][\w.'’-]*(?: (?:(?:for|of) (?:the )?)?[A-Z][\w.'’-]*){0,4})"
    rf"(?:{_ROLE}(?: ?\([^)\n]{{1,60}}\)| ?\[[^\]\n]{{1,60}}\]){{0,2}}:[ \t]+|\]:?[ \t]+"
    r"|(?<=^[QA])\.[ \t]+|(?<=^[QA])(?:\t| {2,9})[ \t]*|(?<=^Q) (?=[A-Z]))"
    r"(?P<said>[“\"‘'«\[(…-]*(?:[^\W\d_a-z]|\d)[^\n\r]*)",
    re.MULTILINE,
)
_FIELDS = frozenset(
    (
        "Name Age City Job Pay Date Time Place Photo Photos Source Update Note Read Related Video Transcript "
        "Interview Briefing Podcast"
    ).split()
)


def transcript(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> Answer:
    """Turns of a talk, in which one speaks after another and again, each up to the next.

    What covers half of a turn gives way. The last turn is its first paragraph where less than half of the
    text stands in turns: what follows may be the article again.
    """
    turns = _turns(text)
    pairs = zip(turns, turns[1:], strict=False)
    is_talk = any(a["who"] != b["who"] and not text[a.end() : b.start()].strip() for a, b in pairs)
    n_speakers = len({turn["who"].split()[-1] for turn in turns})  # KATE ALL, ANALYST: is ALL: below
    if len(turns) < _FEWEST or not is_talk or n_speakers == len(turns):
        return list(said), []
    begins = [turn.start("said") for turn in turns]
    is_all = 2 * (turns[-1].end() - turns[0].start()) > len(text)
    ends = [*(turn.start() for turn in turns[1:]), len(text) if is_all else turns[-1].end()]
    lines = [(begin, begin + len(text[begin:end].rstrip())) for begin, end in zip(begins, ends, strict=True)]
    kept = [one for one in said if not any(_covers_half(part, lines) for part in one.content)]
    kept = [one._replace(speaker=_without_label(one.speaker, lines)) for one in kept]
    return kept, [(line, Clause(None, turn.span("who"))) for line, turn in zip(lines, turns, strict=True)]


def _turns(text: str) -> list[re.Match[str]]:
    """The lines that begin with a name; *Summit: what they said* above names in capitals is a headline."""
    found = (_TURN.match(text, begin) for begin in _begins_of_turns(text))
    turns = [turn for turn in found if turn and turn["who"] not in _FIELDS and turn["said"].strip()]
    if len(turns) > 1 and not text[: turns[0].start()].strip():
        name, *others = (turn["who"] for turn in turns)
        if name not in others and name.isupper() != others[0].isupper():
            return turns[1:]
    return turns


def _begins_of_turns(text: str) -> Iterator[int]:
    """Where the lines begin that have what no turn lacks: a colon or bracket, or Q or A at their head."""
    begin = 0
    for line in text.split("\n"):
        if ":" in line or "]" in line or line.startswith(("Q", "A")):
            yield begin
        begin += len(line) + 1


def _without_label(speaker: Bounds | None, lines: Sequence[Bounds]) -> Bounds | None:
    """Who is named in a turn (*Q  The council says …*), without the label that the turn begins with."""
    if speaker is None:
        return None
    begin = lines[max(0, bisect_left(lines, (speaker[1],)) - 1)][0]
    return (begin, speaker[1]) if speaker[0] < begin < speaker[1] else speaker


def _covers_half(part: Bounds, lines: Sequence[Bounds]) -> bool:
    """Whether words cover half of the line that they begin in or that begins in them."""
    first = max(0, bisect_left(lines, (part[0] + 1,)) - 1)
    return any(2 * (min(part[1], b) - max(part[0], a)) >= b - a for a, b in lines[first : first + 2])


# -- block: a paragraph without marks below a line that ends in a clause of saying and a colon

_LEADS_ON = re.compile(r":[^\S\n\r]*+[\n\r]")
_PARAGRAPH = re.compile(r"[^\n\r]+")
_ANY_MARK = re.compile(r"\s*[“”\"'‘’«„•*(\[\d–—-]")  # it is quoted in marks, or an item of a list
_QUOTING = re.compile(r"\s*>\s?")  # as mail and Markdown set quoted lines
_SHORTEST = 4  # words of a block


def block(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> Answer:
    """The paragraph below a line such as *In a post she wrote:*, or all that are set with ``>``."""
    if not _LEADS_ON.search(text):
        return list(said), []
    lines = [line for line in _PARAGRAPH.finditer(text) if line[0].strip()]
    found: list[Reading] = []
    for number, line in enumerate(lines[:-1]):
        if not line[0].rstrip().endswith(":"):
            continue
        clause = clause_before(f"{line[0].rstrip()} ")
        if not (clause and clause.cue and is_mention(line[0][slice(*clause.speaker)])):
            continue
        below = lines[number + 1]
        is_text = len(below[0].split()) >= _SHORTEST and below[0].rstrip()[-1] in ".!?…)"
        if is_text and not _ANY_MARK.match(below[0]):
            start = below.start() + (quoting.end() if (quoting := _QUOTING.match(below[0])) else 0)
            end = below.start() + len(below[0].rstrip())
            found.append(((start, end), clause.moved(line.start())))
    spans = [content for content, _ in found]
    return [one for one in said if not any(_covers_half(part, spans) for part in one.content)], found


# -- interview: questions on lines of their own, and answers in marks

_QUESTION = re.compile(r"[^“”\"\n\r]{3,300}\?\s*")
_SENTENCE = re.compile(rf"(?:(?!{SENTENCE_END.pattern}).){{1,400}}")
_LEAD = 3000  # characters above the first question
_PAIRS = 2  # questions with an answer, at least
_FULL_NAME = re.compile(r"(?:^|, )[A-Z][\w’'-]{1,40} (?:[a-z]{2,3} )?[A-Z][\w-]{1,40}(?![\w’'])")


def interview(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> Answer:
    """Answers of whom the nearest sentence above the first question is about, by full name."""
    answers: list[Mark] = []
    first = None
    for mark in marks:
        page = text[max(0, mark.open_start - NEAR) : mark.open_start]
        if page.rstrip(" \t")[-1:] not in ("\n", "\r"):
            continue
        if LINES.split(text[mark.close_end : mark.close_end + NEAR], 1)[0].strip():
            continue
        above = LINES.split(page.rstrip())[-1]
        if _QUESTION.fullmatch(above):
            answers.append(mark)
            first = mark.open_start - len(page) + len(page.rstrip()) - len(above) if first is None else first
    who = _introduced_above(text, first) if first is not None and len(answers) >= _PAIRS else None
    if who is None:
        return list(said), []
    taken = {mark.start for mark in answers}
    kept = [one for one in said if not any(part[0] in taken for part in one.content)]
    return kept, [((mark.start, mark.end), Clause(None, who)) for mark in answers]


def _introduced_above(text: str, place: int) -> Bounds | None:
    """The subject, with a full name, of the nearest paragraph above."""
    begin = max(0, place - _LEAD)
    for line in reversed(list(re.finditer(r"[^\n\r]+", text[begin:place]))):
        for sentence in _SENTENCE.finditer(line[0]):
            who = first_subject(sentence[0])
            if who and _FULL_NAME.search(sentence[0][slice(*who)]) and is_mention(sentence[0][slice(*who)]):
                at = begin + line.start() + sentence.start()
                return at + who[0], at + who[1]
    return None


# -- grammar: reported words by the plain form of a sentence

_ACCORDING = re.compile(r"ccording to\b(?<=\b[Aa]ccording to)")
_THAT = re.compile(r" that\b")
_FAR = 3  # words between the verb and *that*
_LEADS_TO_THAT = re.compile(rf"\b{SAYING}(?=(?: [\w’'-]+){{0,{_FAR}}}? that\b)")
_OF_A_LENGTH = ("|".join(words) for _, words in groupby(sorted(SAYING_WORDS, key=len), key=len))
_AFTER_VERB = "|".join(rf"(?<=\b({words})\.)" for words in _OF_A_LENGTH)
_ENDS_IN_VERB = re.compile(rf"\.(?=\s|\Z)(?:{_AFTER_VERB})")
_NAMED = r"(?!and |but |which |who |as )[\w’'.-]+(?: [\w’'.-]+){0,6}"
_FORMS = (
    re.compile(rf"(?P<content>.{{20,}}),\s(?P<who>{_NAMED}) (?P<cue>{SAYING})\Z"),
    re.compile(r"(?P<cue>According to) (?P<who>[^,]{2,60}), (?P<content>.{10,})\Z"),
    re.compile(r"(?P<content>.{10,}?),? (?P<cue>according to) (?P<who>[^,]{2,80})\Z"),
    re.compile(rf".*?\b(?P<cue>{SAYING})(?: [\w’'-]+){{0,3}}? that (?P<content>.{{10,}})\Z", re.DOTALL),
)
_EDGE = re.compile(  # the end of a sentence or line, or a mark; one set of signs comes first, which is fast
    rf"[{STOP_SIGNS}\n\r“”\"«»„'](?:(?<=[\n\r])[\n\r]*+|(?<=[“”\"«»„])|(?<=')'|(?<=[{STOP_SIGNS}]){AFTER_STOP})"
)
_REACH = 300  # characters of a sentence on each side of its verb
_PART = 0.6  # of the reported words: less is a fragment


def grammar(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> Answer:
    """Sentences of which the model finds nothing, or a fragment of what stands before *, the agency said*."""
    parts = [(*one.content, one.cue, one.speaker) for one in said]
    stretches = sorted((*part, number) for number, each in enumerate(parts) for part in each if part)
    found: list[Reading] = []
    replaced: set[int] = set()
    end = 0
    for anchor in _anchors(text):
        if anchor >= end:
            start, end = _sentence_around(text, anchor)
            first, last = (bisect_left(stretches, (place,)) for place in (start, end))
            held = {number for _, stop, number in stretches[max(0, first - 3) : last] if start < stop}
            if (one := _read(text, start, end)) and all(_is_fragment(said[i], *one) for i in held):
                found.append(one)
                replaced |= held
    return [one for number, one in enumerate(said) if number not in replaced], found


def _anchors(text: str) -> list[int]:
    """Where *according to* stands, or a verb of saying that ends a sentence or leads to *that*.

    Rare words are looked for, from which the verb is not far: that is faster than to ask every word.
    """
    found = {hit.start() - 1 for hit in _ACCORDING.finditer(text)}
    found |= {hit.start(hit.lastindex or 0) for hit in _ENDS_IN_VERB.finditer(text)}
    for that in _THAT.finditer(text):
        begin = that.start()
        for _ in range(_FAR + 1):
            begin = text.rfind(" ", 0, max(begin, 0))
        found |= {hit.start() for hit in _LEADS_TO_THAT.finditer(text, begin + 1, that.end())}
    return sorted(found)


def _sentence_around(text: str, place: int) -> Bounds:
    """Bounds of the sentence, without its full stop; marks bound it too."""
    low, high = max(0, place - _REACH), min(len(text), place + _REACH)
    start = low
    for edge in _EDGE.finditer(text, low, place + 1):
        start = edge.end() if edge.end() <= place else start
    below = _EDGE.search(text, place, high)
    end = below.start() if below else high
    return start, end - (text[end - 1 : end] in (".", "!", "?"))


def _read(text: str, start: int, end: int) -> Reading | None:
    """The attribution that a sentence is, by the first form that fits it."""
    sentence = text[start:end]
    for form in _FORMS:
        if hit := form.match(sentence):
            who = hit.span("who") if "who" in form.groupindex else subject_of(sentence, 0, hit.start("cue"))
            if who:
                content = start + hit.start("content"), start + hit.end("content")
                return content, Clause(hit.span("cue"), who).moved(start)
    return None


def _is_fragment(model: Attribution, content: Bounds, clause: Clause) -> bool:
    start, end = content
    is_before = clause.cue and model.cue and min(clause.cue[0], model.cue[0]) >= end
    return bool(is_before) and sum(b - a for a, b in model.content) < _PART * (end - start)
