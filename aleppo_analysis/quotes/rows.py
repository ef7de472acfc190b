"""From attributions and marks to the rows of one article: direct, mixed and indirect speech, and the rest."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ..text.english import PRONOUN
from .clauses import is_hearsay, names_place, tidied
from .edges import edged
from .marks import Attribution, Mark
from .naming import context_of
from .rules import WITHOUT_MARKS, Place, ask, with_rules
from .use import NOBODYS, USES, why_attributed, why_unattributed, why_within

Bounds = tuple[int, int]
Edges = tuple[list[int], list[int]]
_DOUBT = 0.5  # confidence below which nobody is taken to speak on in the next marks
_NEAR = 3000  # characters below and above marks in which their words are looked for
_ECHOES = (
    "heading in marks",
    "nobody says it",
)  # what marks are taken for until their words are found elsewhere
_LISTED = re.compile(r",? (?:(?:and|or) )?")
_INDENT = 20  # blanks before marks that begin their line
_ENDED = re.compile(r"[.!?…][”\"’')]*\s")  # a sentence
_WORD = re.compile(r"\w")
_PRONOUN = re.compile(PRONOUN)
_LINE_END = re.compile(r"[\n\r]")
_LINE = re.compile(r"[^\n\r]+")


class QuoteRow(NamedTuple):
    """One stretch of quoted or reported words; rows of one `group` (a number) belong together."""

    start: int
    end: int
    group: int
    kind: str | None  # None in an article that is not in English, as is its use
    why: str | None  # it is speech, a term, a title or scare; None for reported words
    is_closed: bool
    said: Attribution | None

    @property
    def use(self) -> str | None:
        if self.kind is None:
            return None
        return USES[self.why][0] if self.why else "speech"

    def placed(self, bounds_of: Callable[[int, int], Bounds]) -> "QuoteRow":
        """The same in another text, in which `bounds_of` says where a stretch is."""
        start, end = bounds_of(self.start, self.end)
        return self._replace(start=start, end=end, said=self.said and self.said.placed(bounds_of))


def article_rows(
    text: str, marks: Sequence[Mark], found: Sequence[Attribution], zoned: Mapping[str, Sequence[Bounds]]
) -> list[QuoteRow]:
    """The rows of one article in order of the text, the outer before the inner.

    `zoned` bounds its links (`related`), in which nobody is quoted, its titles and its headings.
    """
    outer = [mark for mark in marks if mark.depth == 0]
    tidy = (tidied(text, each) for each in found)
    said = with_rules(text, outer, [edged(text, one) for one in tidy if one.content])
    said = [one for one in said if not is_inside(one.content[0][0], zoned["related"])]
    said = [
        one for one in said if not (is_inside(one.content[0][0], zoned["title"]) and names_place(text, one))
    ]
    said = [one for one in said if not is_hearsay(text, one)]
    edges = [mark.start for mark in outer], [mark.end for mark in outer]
    owners = _owners(outer, edges, said)
    rows = [row for group, one in enumerate(said) for row in _reported_rows(text, outer, edges, one, group)]
    marked = list(
        _marked_rows(text, marks, dict(zip(outer, owners, strict=True)), said, rows, zoned["heading"])
    )
    rows += _with_speakers_below(text, marks, marked)
    rows.sort(key=lambda row: (row.start, -row.end, row.group))
    return _with_echoes(text, rows)


def _with_echoes(text: str, rows: list[QuoteRow]) -> list[QuoteRow]:
    """The rows, of which those that nobody says have the use of the same words elsewhere in the article."""
    known: dict[str, QuoteRow] = {}
    for row in rows:
        if row.kind in ("direct", "mixed") and row.use != "scare":
            known.setdefault(_folded(text, row), row)
    return [_echo(text, row, rows, known) if row.why in _ECHOES else row for row in rows]


def _echo(text: str, row: QuoteRow, rows: Sequence[QuoteRow], known: Mapping[str, QuoteRow]) -> QuoteRow:
    if row.why == "heading in marks":
        said = _said_near(text, row, rows, row.end)
        return row._replace(why="cross-head said below", said=said) if said else row
    other = known.get(_folded(text, row))
    if other and (other.use == "title" or other.why in NOBODYS):
        return row._replace(why=other.why)
    is_said = other and _is_said(other) or _is_phrase_said(text, row, rows)
    return row._replace(why="said nearby") if is_said else row


def _folded(text: str, row: QuoteRow) -> str:
    return text[row.start : row.end].casefold().strip(" ,.;:!?…")


def _is_phrase_said(text: str, row: QuoteRow, rows: Sequence[QuoteRow]) -> bool:
    """Whether a speaker says the words, two and more, below or above."""
    places = (row.end, max(0, row.start - _NEAR))
    return " " in _folded(text, row) and any(_said_near(text, row, rows, place) for place in places)


def _said_near(text: str, row: QuoteRow, rows: Sequence[QuoteRow], begin: int) -> Attribution | None:
    """Who says the words of a row where they are found first from a place on."""
    page = text[begin : begin + _NEAR]
    at = begin + page.casefold().find(_folded(text, row))
    if at < begin or len(page.casefold()) != len(page):
        return None
    first, last = (bisect_right(rows, place, key=lambda each: each.start) for place in (begin - _NEAR, at))
    is_heading = row.why == "heading in marks"  # else reported words may be the outlet's
    held = [
        each.said
        for each in rows[first:last]
        if at < each.end and _is_said(each) and (is_heading or each.kind != "indirect")
    ]
    return held[-1] if held else None


def _is_said(row: QuoteRow) -> bool:
    """Whether a speaker says the words of a row."""
    return bool(row.use == "speech" and row.said and row.said.speaker)


def unread_rows(marks: Sequence[Mark]) -> list[QuoteRow]:
    """The rows of an article that is not in English: where marks stand, and nothing about them."""
    return [
        QuoteRow(mark.start, mark.end, group, None, None, mark.is_closed, None)
        for group, mark in enumerate(marks)
    ]


def _reported_rows(
    text: str, outer: Sequence[Mark], edges: Edges, said: Attribution, group: int
) -> Iterator[QuoteRow]:
    """A row for each stretch of an attribution with words outside marks, or inside a quotation."""
    why = WITHOUT_MARKS.get(said.rule)
    kind = "direct" if why else "indirect"
    for start, end in said.content:
        held = [outer[i] for i in _overlapping(edges, start, end)]
        whole = [mark for mark in held if _holds_half(start, end, mark)]
        for mark in whole:
            start, end = min(start, mark.open_start), max(end, mark.close_end)
        for line in _LINE.finditer(text, start, end):
            if _has_words_outside(text, line.start(), line.end(), held) or (held and not whole):
                yield QuoteRow(line.start(), line.end(), group, kind, why, True, said)


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
    last: tuple[int, Bounds] | None = None
    is_heading = False
    for number, mark in enumerate(marks, start=len(said)):
        row = QuoteRow(mark.start, mark.end, number, "direct", "heading in marks", mark.is_closed, None)
        context = context_of(text, mark)
        place = Place(text, mark, context, last)
        if not mark.depth:  # marks inside those of a heading are the heading's, too
            is_heading = is_inside(mark.start, headings) and context.is_whole_line
        if is_heading:
            yield row
        elif mark.depth and around:
            within = ask("marks in marks", place)
            why = "quoted inside a quotation" if within else why_within(context)
            said_by = None if why in NOBODYS or why == "quoted inside a quotation" else around[1].said
            yield row._replace(why=why, said=within or said_by)
        else:
            owner = owners[mark]
            if owner is None and around and _goes_on(*around, mark):
                row = row._replace(group=around[1].group, why="goes on from above", said=around[1].said)
            else:
                if owner is not None and is_inside(mark.start, stretches.get(owner, [])):
                    row = row._replace(kind="mixed")
                row = _outer_row(place, row, owner, None if owner is None else said[owner])
                if row.why == "nobody says it" and around and _is_listed(text, *around, mark):
                    row = row._replace(why=around[1].why)
            around = mark, row
            if row.use == "speech" and row.said and row.said.speaker and _tells(row.said):
                last = mark.close_end, row.said.speaker
            yield row


def _with_speakers_below(text: str, marks: Sequence[Mark], rows: Sequence[QuoteRow]) -> list[QuoteRow]:
    """The rows, of which an open paragraph of a quotation has the speaker told of in its next paragraph.

    So it is where nobody is found for it, or somebody less sure whom another sentence names.
    """
    out = list(rows)
    below: int | None = None
    for i in reversed([i for i, mark in enumerate(marks) if not mark.depth]):
        if below is not None and _goes_on(marks[i], out[i], marks[below]):
            one, other = out[i].said, out[below].said
            if (
                other
                and other.speaker
                and _begins_line(text, marks[below])
                and _is_weaker(text, marks[i], one, other)
            ):
                out[i] = out[i]._replace(said=other, group=out[below].group)
        below = i
    return out


def _begins_line(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.open_start - _INDENT) : mark.open_start]
    return not _LINE_END.split(before)[-1].strip()


def _is_weaker(text: str, mark: Mark, one: Attribution | None, other: Attribution) -> bool:
    """Whether an attribution of marks gives way to that of the paragraph below."""
    if one is None or one.speaker is None:
        return True
    is_apart = one.cue and _ENDED.search(text, one.cue[1], mark.open_start)
    is_named = not _PRONOUN.fullmatch(_words(text, other.speaker))
    return one.confidence < other.confidence and is_named and bool(is_apart)


def _is_listed(text: str, before: Mark, row: QuoteRow, mark: Mark) -> bool:
    """Whether only *and* or a comma parts marks from speech that stands before them."""
    return row.use == "speech" and bool(_LISTED.fullmatch(text, before.close_end, mark.open_start))


def _goes_on(above: Mark, row: QuoteRow, mark: Mark) -> bool:
    """Whether marks take up the quotation that the paragraph above left open."""
    return row.use == "speech" and not above.is_closed and mark.paragraph == above.paragraph + 1


def _tells(said: Attribution) -> bool:
    """Whether the speaker is told of, and surely enough, so that the next marks may go on with him."""
    return said.rule != "signature" and said.confidence >= _DOUBT


def _outer_row(place: Place, row: QuoteRow, owner: int | None, found: Attribution | None) -> QuoteRow:
    """The row of marks that stand in no other: what is `found` of them, or what the rules say."""
    model = found if found and found.speaker else None
    one = ask("marks", place, model) or model
    if one is None and found is None:
        why = why_unattributed(place.context)
    else:
        said = one or found
        cue, speaker = (_words(place.text, said.cue), _words(place.text, said.speaker)) if said else ("", "")
        is_mixed = row.kind == "mixed" or found is None
        why = why_attributed(place.context, cue, speaker, is_mixed=is_mixed)
    row = row._replace(why=why)
    if row.use in ("scare", "title") or why in NOBODYS:
        return row
    if row.use == "term":
        one = ask("terms", place, model) or one
    elif one is None:
        one = ask("sentences", place)
    is_anothers = one and model and one.speaker != model.speaker  # than of the words around, or beside
    return row._replace(said=one or found, group=row.group if owner is None or is_anothers else owner)


def _owners(outer: Sequence[Mark], edges: Edges, said: Sequence[Attribution]) -> list[int | None]:
    """For each pair of marks the attribution with the least content among those that hold half of it."""
    best: list[tuple[int, int] | None] = [None] * len(outer)
    for number, one in enumerate(said):
        size = sum(end - start for start, end in one.content)
        for start, end in one.content:
            for i in _overlapping(edges, start, end):
                rival = best[i]
                is_inner = (
                    outer[i].is_closed
                    and one.cue
                    and outer[i].start <= one.cue[0]
                    and one.cue[1] <= outer[i].end
                )
                is_better = not is_inner and (rival is None or (size, number) < rival)
                if is_better and _holds_half(start, end, outer[i]):
                    best[i] = size, number
    return [None if key is None else key[1] for key in best]


def _overlapping(edges: Edges, start: int, end: int) -> range:
    """Which of the disjoint marks a stretch touches, given where all of them begin and end."""
    starts, ends = edges
    return range(bisect_right(ends, start), bisect_right(starts, end - 1))


def _holds_half(start: int, end: int, mark: Mark) -> bool:
    return 2 * (min(end, mark.end) - max(start, mark.start)) >= mark.end - mark.start


def _words(text: str, bounds: Bounds | None) -> str:
    return "" if bounds is None else text[slice(*bounds)]


def _by_group(rows: Sequence[QuoteRow]) -> dict[int, list[Bounds]]:
    stretches: dict[int, list[Bounds]] = {}
    for row in rows:
        stretches.setdefault(row.group, []).append((row.start, row.end))
    return stretches


def is_inside(position: int, spans: Sequence[Bounds]) -> bool:
    """Whether a place in the text is in one of the spans, which stand in order, none in another."""
    before = bisect_right(spans, position, key=itemgetter(0))
    return before > 0 and position < spans[before - 1][1]
