"""Who speaks where the model finds nobody: the clause beside, who is introduced above, the last speaker."""

import re

from .clauses import Bounds, Clause, clause_after, clause_before, first_subject, subject_of, tells_of_speech
from .marks import Attribution, Mark
from .use import AS_CALLED, Context, naming_before

_NAME = r"(?:[\w’'.-]+\s+){0,9}?[\w’'.-]+"
_BY_AFTER = re.compile(
    rf"\A\W{{0,2}}\s*by\s+(?P<author>{_NAME})"
    r"(?=\s*(?:[,.;:!?()“\"\n]|\Z|\s(?:who|which|that|as|in|on|at|to|when|while|after|before|for|because|but)\b))"
)
_BY_BEFORE = re.compile(rf"\bby\s+(?P<author>{_NAME})\s+as\s")
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+(?:\w+ly\s+)?\w*\Z|\bknown\w*\Z", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?P<who>\b(?:I|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Yy]ou"
    r"|(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne) [\w-]+"
    r"|[A-Z][\w’'-]{1,40}(?: [A-Z][\w’'-]+){0,3}))"
    r" (?:\w+ )?(?P<cue>said|says?|told|tells?|asked|wrote|replied|answered|shouted|whispered)"
    r"(?: (?:to )?(?:me|us|him|her|them|you|the \w+|[A-Z]\w+))?[,:]? \Z"
)
# Shares of units of the training articles for which each rule names the right speaker, where a model that did
# not see the article found nobody.
_AUTHOR = 0.4
_CLAUSE_AFTER = 0.8
_CLAUSE_BEFORE = 0.6
_CARRIED = _INTRODUCED = 0.3
_NAMED = 0.2
_WITHIN_SPEECH = 0.9
_DOUBT = 0.5  # confidence below which a speaker is not carried on
_LONG = 5  # words
_FAR = 2000  # characters back to the speaker before
_WITHIN_REACH = 80
_REACH = 2  # line ends back to the speaker before
_BEGINS_AFTER = ".!?…,”\"’'"  # and the empty string
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]{1,40} (?:[a-z]{2,3} )?[A-Z][\w’'-]+")
_LINES = re.compile(r"[\n\r]+")


def beside(context: Context, mark: Mark) -> Attribution | None:
    """The quotation given to the subject of the clause that follows it or leads into it."""
    may_be_name = context.n_words < _LONG and bool(context.before.strip())
    return follows(context, mark, only_saying=may_be_name) or _leads_in(context, mark)


def follows(context: Context, mark: Mark, *, only_saying: bool) -> Attribution | None:
    """The quotation given to the subject of the clause after it."""
    clause = clause_after(context.quoted, context.after, only_saying=only_saying)
    return _given(mark, mark.close_end, clause, "clause after", _CLAUSE_AFTER) if clause else None


def _leads_in(context: Context, mark: Mark) -> Attribution | None:
    clause = clause_before(context.before)
    shift = mark.open_start - len(context.before)
    return _given(mark, shift, clause, "clause before", _CLAUSE_BEFORE) if clause else None


def _given(mark: Mark, shift: int, clause: Clause, rule: str, confidence: float) -> Attribution:
    cue = None if clause.cue is None else (shift + clause.cue[0], shift + clause.cue[1])
    speaker = shift + clause.speaker[0], shift + clause.speaker[1]
    return Attribution(((mark.start, mark.end),), cue, speaker, rule, confidence)


def spoken_above(
    text: str, context: Context, mark: Mark, before: tuple[Mark, Attribution] | None
) -> Attribution | None:
    """A quotation without a clause given to whom the text above introduces, or who was quoted before."""
    if context.quoted.rstrip()[-1:] not in ".!?…" and context.after.lstrip()[:1] not in ".!?…":
        return None
    is_paragraph = not context.before.strip()
    shift, line = _line_above(text, mark.open_start - len(context.before)) if is_paragraph else (0, "")
    subject = first_subject(line)
    if subject and tells_of_speech(line):
        return _given(mark, shift, Clause(None, subject), "introduced above", _INTRODUCED)
    if before and context.before.rstrip()[-1:] in _BEGINS_AFTER and _is_near(text, before[0].close_end, mark):
        return Attribution(((mark.start, mark.end),), None, before[1].speaker, "speaker before", _CARRIED)
    if subject and _FULL_NAME.search(line, *subject):
        return _given(mark, shift, Clause(None, subject), "named above", _NAMED)
    return None


def _is_near(text: str, end: int, mark: Mark) -> bool:
    """Whether a quotation begins at most so many lines after a place."""
    return mark.open_start - end < _FAR and len(_LINES.findall(text, end, mark.open_start)) <= _REACH


def _line_above(text: str, line_start: int) -> tuple[int, str]:
    """The paragraph above a line, and where it begins (at most so far back)."""
    begin = max(0, line_start - _FAR)
    page = text[begin:line_start].rstrip()
    line = _LINES.split(page)[-1]
    return begin + len(page) - len(line), line


def author_of_term(context: Context, mark: Mark) -> Attribution | None:
    """The author of a term: *described as “…” by A*, *hailed by A as “…”*, *“…”, as A put it*."""
    start = mark.open_start - len(context.before)
    if by := _BY_AFTER.match(context.after):
        return _given(mark, mark.close_end, Clause(None, by.span("author")), "author named", _AUTHOR)
    if after := AS_CALLED.match(context.after):
        return _given(
            mark, mark.close_end, Clause(after.span("cue"), after.span("who")), "author named", _AUTHOR
        )
    if not (before := naming_before(context)):
        return None
    by = _BY_BEFORE.search(context.before, before.end("cue"))
    subject = by.span("author") if by else _subject_of_naming(context.before, before.start())
    return (
        _given(mark, start, Clause(before.span("cue"), subject), "author named", _AUTHOR) if subject else None
    )


def _subject_of_naming(text: str, verb: int) -> Bounds | None:
    """Who names; nobody where the verb is passive (*has been called*, *known as*)."""
    return None if _PASSIVE.search(text, 0, verb + 6) else subject_of(text, 0, verb)


def quoted_within(text: str, mark: Mark) -> Attribution | None:
    """The speaker of a quotation inside another (*“The guard said, ‘Go home,’ so I went”*)."""
    shift = max(0, mark.open_start - _WITHIN_REACH)
    found = _WITHIN.search(text[shift : mark.open_start])
    if not found:
        return None
    cue, speaker = ((shift + found.start(name), shift + found.end(name)) for name in ("cue", "who"))
    return Attribution(((mark.start, mark.end),), cue, speaker, "verb before", _WITHIN_SPEECH)
