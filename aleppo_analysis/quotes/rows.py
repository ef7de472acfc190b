"""From attributions and marks to the rows of one article: direct, mixed and indirect speech, and the rest."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .marks import Attribution, Mark
from .mentions import names_place, tidied
from .nearby import author_of_term, beside, follows, quoted_within, spoken_above
from .reported import with_nested, with_reported
from .transcripts import RULE as TRANSCRIPT
from .transcripts import with_transcripts
from .use import context_of, is_title, use_of_attributed, use_of_unattributed

Bounds = tuple[int, int]
_DOUBT = 0.5  # confidence of the model below which the clause after a quotation is asked
_DOUBT_IN_TITLE = 0.9
_WORD = re.compile(r"\w")
_LINE = re.compile(r"[^\n\r]+")


class QuoteRow(NamedTuple):
    """One stretch of quoted or reported words; rows of one `group` (a number) belong together."""

    start: int
    end: int
    group: int
    kind: str
    use: str
    is_closed: bool
    said: Attribution | None


def article_rows(
    text: str, marks: Sequence[Mark], found: Sequence[Attribution], zoned: Mapping[str, Sequence[Bounds]]
) -> list[QuoteRow]:
    """The rows of one article in order of the text, the outer before the inner.

    `zoned` bounds its links (`related`), in which nobody is quoted, its titles and its headings.
    """
    outer = [mark for mark in marks if mark.depth == 0]
    said = with_transcripts(text, [one for one in (tidied(text, each) for each in found) if one.content])
    said = with_reported(text, said)
    said = with_nested(text, said, [one for one in said if not _touches_marks(outer, one)])
    said = [one for one in said if not is_inside(one.content[0][0], zoned["related"])]
    said = [
        one for one in said if not (is_inside(one.content[0][0], zoned["title"]) and names_place(text, one))
    ]
    owners = _owners(outer, said)
    said = _with_clauses(text, outer, owners, said, zoned["title"])
    rows = [row for group, one in enumerate(said) for row in _reported_rows(text, outer, one, group)]
    rows += _marked_rows(text, marks, dict(zip(outer, owners, strict=True)), said, rows, zoned["heading"])
    return sorted(rows, key=lambda row: (row.start, -row.end, row.group))


def _touches_marks(outer: Sequence[Mark], said: Attribution) -> bool:
    return any(_overlapping(outer, start, end) for start, end in said.content)


def _with_clauses(
    text: str,
    outer: Sequence[Mark],
    owners: Sequence[int | None],
    said: Sequence[Attribution],
    titles: Sequence[Bounds],
) -> list[Attribution]:
    """The attributions; where the model doubts, with the speaker whom the clause after a quotation names."""
    checked = list(said)
    for mark, owner in zip(outer, owners, strict=True):
        if owner is None or "," not in text[mark.end - 1 : mark.close_end + 1]:
            continue
        one = checked[owner]
        if one.confidence < (_DOUBT_IN_TITLE if is_inside(mark.start, titles) else _DOUBT):
            clause = follows(context_of(text, mark), mark, only_saying=True)
            if clause and clause.cue and clause.speaker and not _overlap(one.speaker, clause.speaker):
                checked[owner] = clause._replace(content=one.content)
    return checked


def _reported_rows(text: str, outer: Sequence[Mark], said: Attribution, group: int) -> Iterator[QuoteRow]:
    """A row for each stretch of an attribution with words outside marks, or inside a quotation."""
    kind = "direct" if said.rule == TRANSCRIPT else "indirect"
    for start, end in said.content:
        held = [outer[i] for i in _overlapping(outer, start, end)]
        whole = [mark for mark in held if _holds_half(start, end, mark)]
        start = min([start, *(mark.open_start for mark in whole)])
        end = max([end, *(mark.close_end for mark in whole)])
        for line in _LINE.finditer(text, start, end):
            if _has_words_outside(text, line.start(), line.end(), held) or (held and not whole):
                yield QuoteRow(line.start(), line.end(), group, kind, "speech", True, said)


def _has_words_outside(text: str, start: int, end: int, held: Sequence[Mark]) -> bool:
    """Whether a stretch has words that stand in none of the marks."""
    for mark in held:
        if start < mark.open_start and _WORD.search(text, start, mark.open_start):
            return True
        start = max(start, mark.close_end)
    return bool(_WORD.search(text, start, end))


def _marked_rows(
    text: str,
    marks: Sequence[Mark],
    owners: Mapping[Mark, int | None],
    said: Sequence[Attribution],
    reported: Sequence[QuoteRow],
    headings: Sequence[Bounds],
) -> Iterator[QuoteRow]:
    """A row for each pair of marks, with the attribution that holds it or, failing that, one nearby."""
    stretches = _by_group(reported)
    around: tuple[Mark, QuoteRow] | None = None
    before: tuple[Mark, Attribution] | None = None
    is_heading = False
    for number, mark in enumerate(marks, start=len(said)):
        row = QuoteRow(mark.start, mark.end, number, "direct", "scare", mark.is_closed, None)
        if not mark.depth:  # marks inside those of a heading are the heading's, too
            is_heading = is_inside(mark.start, headings) and context_of(text, mark).is_whole_line
        if is_heading:
            yield row
        elif mark.depth and around:
            yield _nested_row(text, mark, row, around[1])
        else:
            owner = owners[mark]
            if owner is None and around and _goes_on(*around, mark):
                row = row._replace(group=around[1].group, use="speech", said=around[1].said)
            else:
                if owner is not None and is_inside(mark.start, stretches.get(owner, [])):
                    row = row._replace(kind="mixed")
                row = _outer_row(text, mark, row, owner, None if owner is None else said[owner], before)
            around = mark, row
            if row.use == "speech" and row.said and row.said.speaker and row.said.confidence >= _DOUBT:
                before = mark, row.said
            yield row


def _goes_on(above: Mark, row: QuoteRow, mark: Mark) -> bool:
    """Whether marks take up the quotation that the paragraph above left open."""
    return row.use == "speech" and not above.is_closed and mark.paragraph == above.paragraph + 1


def _nested_row(text: str, mark: Mark, row: QuoteRow, around: QuoteRow) -> QuoteRow:
    """The row of marks inside other marks: somebody quoted there, or the speaker's own distance."""
    within = quoted_within(text, mark)
    use = "speech" if within else "title" if is_title(context_of(text, mark)) else "scare"
    return row._replace(use=use, said=within or around.said)


def _outer_row(
    text: str,
    mark: Mark,
    row: QuoteRow,
    owner: int | None,
    found: Attribution | None,
    before: tuple[Mark, Attribution] | None,
) -> QuoteRow:
    """The row of marks that stand in no other: what is `found` of them, or what stands nearby."""
    context = context_of(text, mark)
    one = found if found and found.speaker else beside(context, mark)
    if one is None and found is None:
        use = use_of_unattributed(context)
    else:
        cue, speaker = (_words(text, one.cue), _words(text, one.speaker)) if one else ("", "")
        use = use_of_attributed(context, cue, speaker, is_mixed=row.kind == "mixed" or found is None)
    if use in ("scare", "title"):
        return row._replace(use=use)
    if use == "term" and (one is None or found is None):
        one = author_of_term(context, mark) or one
    elif one is None:
        one = spoken_above(text, context, mark, before)
    return row._replace(use=use, said=one or found, group=row.group if owner is None else owner)


def _owners(outer: Sequence[Mark], said: Sequence[Attribution]) -> list[int | None]:
    """For each pair of marks the attribution with the least content among those that hold half of it."""
    best: list[tuple[int, int] | None] = [None] * len(outer)
    for number, one in enumerate(said):
        size = sum(end - start for start, end in one.content)
        for start, end in one.content:
            for i in _overlapping(outer, start, end):
                rival = best[i]
                if _holds_half(start, end, outer[i]) and (rival is None or (size, number) < rival):
                    best[i] = size, number
    return [None if key is None else key[1] for key in best]


def _overlapping(outer: Sequence[Mark], start: int, end: int) -> range:
    """Which of the disjoint marks a stretch touches."""
    first = bisect_right(outer, start, key=lambda mark: mark.end)
    last = bisect_right(outer, end - 1, key=lambda mark: mark.start)
    return range(first, last)


def _holds_half(start: int, end: int, mark: Mark) -> bool:
    return 2 * (min(end, mark.end) - max(start, mark.start)) >= mark.end - mark.start


def _words(text: str, bounds: Bounds | None) -> str:
    return "" if bounds is None else text[slice(*bounds)]


def _by_group(rows: Sequence[QuoteRow]) -> dict[int, list[Bounds]]:
    stretches: dict[int, list[Bounds]] = {}
    for row in rows:
        stretches.setdefault(row.group, []).append((row.start, row.end))
    return stretches


def _overlap(one: Bounds | None, other: Bounds) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def is_inside(position: int, spans: Sequence[Bounds]) -> bool:
    """Whether a place in the text is in one of the spans."""
    return any(start <= position < end for start, end in spans)
