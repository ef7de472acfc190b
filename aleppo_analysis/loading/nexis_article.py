"""One article as LexisNexis prints it: its paragraphs told apart into columns, headline and body.

The old layout has the paper, the day and the headline, then lines such as *BYLINE:*, *SECTION:*, *LENGTH:*,
the body, then *LOAD-DATE:*, *LANGUAGE:* and others, and the copyright. The new one (Nexis Uni, Lexis+) has
first the headline, then the paper and the day, the copyright and the lines, a line *Body*, the body, and
*Graphic* or *Classification* with lines below. The lines are columns, never text. So are what a picture
shows, corrections and notes: the archive sets them apart from the article.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .archive import read_parts, read_unknown
from .days import find_day
from .documents import Document, Problem
from .nexis_lines import PARTS, SEVERAL, Line, lines_of, may_be_named, one_line

_BODY = {"Body", "Text", "Textkörper", "Corps", "Texte", "Tekst"}
_RESERVED = re.compile(r"(?i)reserved|vorbehalten|réservés|\b(?:inc|ltd|llc|gmbh|kg)\b")
_LINK = re.compile(r"https?://\S{1,500}$|(?i:link (?:to|zum|zur|vers)\b.{1,60})$")
_EDITION = re.compile(
    r"(?i)(?:.{0,40}\b(?:edition|ausgabe|édition|editie|edición)\b.{0,40}|correction appended)$"
)
_MOST_ABOVE = 25  # paragraphs among which those above the body end
_MOST_HEAD = 8  # paragraphs among which the first line with a name stands
_MOST_STRAY = 6  # paragraphs without a name that may stand among the lines below the body
_LONGEST_PART = 12  # paragraphs of what a picture shows, a correction, notes
_LONGEST_HEADLINE = 300  # characters
_NOTHING = Line("", False, False, None, None, False)


def is_lined(paragraphs: Sequence[str]) -> bool:
    """Whether among the first paragraphs of a file stand lines as only this archive has them."""
    named = lines_of([text for text in paragraphs if may_be_named(text)], is_new=False)
    columns = {column for line in named for column, _ in filter(None, [line.above, line.below])}
    return "length" in columns and len(columns) > 1


def opens_article(paragraphs: Sequence[str]) -> bool:
    """Whether these paragraphs are the first of an article: a day, or a line that stands above a body."""
    lines = lines_of(paragraphs, is_new=False)
    return any((line.above and line.above[0] != "body") or _day(line.text) for line in lines)


def ends_article(paragraph: str) -> bool:
    """Whether a paragraph ends with a line that stands below an article."""
    return lines_of([paragraph], is_new=False)[-1].is_below


def read_article(paragraphs: Sequence[str], place: str, *, is_new: bool) -> Iterator[Document | Problem]:
    """The article that these paragraphs are, with what was doubtful in it."""
    lines = lines_of(paragraphs, is_new=is_new)
    end, start = _end_of_above(lines, is_new=is_new)
    below = _start_of_below(lines, start, {line.above[0] for line in lines[:end] if line.above})
    if not end and below == len(lines):
        yield from read_unknown(paragraphs, place)
        return
    head, values = _read_above(lines[:end], is_new=is_new)
    body = [values.pop("body", ""), *(line.text for line in lines[start:below])]
    for column, text in _read_below(lines[below:]).items():
        _add(values, column, text)
    yield from read_parts(head, body, values, place)


# -- which paragraph is what -----------------------------------------------------------------------------


def _end_of_above(lines: Sequence[Line], *, is_new: bool) -> tuple[int, int]:
    """Where what stands above the body ends, and where the body starts."""
    for at, (before, line) in enumerate(pairwise(lines[:_MOST_ABOVE] if is_new else []), start=1):
        if line.text in _BODY and (
            before.above or before.is_rights or _LINK.match(before.text) or _day(before.text)
        ):
            return at, at + 1
    first = next((at for at, line in enumerate(lines[:_MOST_HEAD]) if line.above), None)
    end = 0 if first is None else _end_of_names(lines, first)
    if not _has_text(lines[end:]) or not end:  # the names stand below the body
        end = min(_end_without_names(lines, is_new), len(lines) if first is None else first)
    return end, end


def _has_text(lines: Sequence[Line]) -> bool:
    """Whether not all of these may stand below a body."""
    return any(not (line.is_below or before.opens_part) for before, line in pairwise([_NOTHING, *lines]))


def _end_without_names(lines: Sequence[Line], is_new: bool) -> int:
    """The end of paper, day and headline; of the headline alone where only lines below say what it is."""
    day = next((at for at, line in enumerate(lines[:_MOST_HEAD]) if _day(line.text)), None)
    if day is None:
        return 1 if any(line.is_end for line in lines[1:]) else 0
    end = day + 1
    while end < len(lines) and (lines[end].is_rights or lines[end].is_centred or _day(lines[end].text)):
        end += 1
    has_headline = is_new or any(not (line.is_rights or line.is_centred) for line in lines[1:day])
    return end if has_headline or end == len(lines) or len(lines[end].text) > _LONGEST_HEADLINE else end + 1


def _end_of_names(lines: Sequence[Line], first: int) -> int:
    """The end of the lines with names: each stands there once; a text goes on up to that of the length."""
    length = next((at for at, line in enumerate(lines) if line.above and line.above[0] == "length"), -1)
    if not _has_text(lines[length + 1 :]):
        length = -1
    seen = {"title"} if _has_headline(lines[:first]) else set()
    for at in range(first, len(lines)):
        column = (lines[at].above or ("",))[0]
        if column == "body":
            return at + 1
        goes_on = at < length <= at + 3 and len(lines[at].text) < _LONGEST_HEADLINE
        hangs = at > first and (lines[at - 1].above or ("", "-"))[1] == ""
        if not (goes_on or hangs or lines[at].is_rights) and (not column or column in seen):
            return at
        seen.add(column)
    return len(lines)


def _has_headline(lines: Sequence[Line]) -> bool:
    """Whether the headline is among these: besides the paper, which is centred where any is."""
    plain = [line for line in lines if not (line.is_rights or _day(line.text))]
    return len(plain) > 1 and not all(line.is_centred for line in plain)


def _start_of_below(lines: Sequence[Line], body: int, taken: set[str]) -> int:
    """Where the lines below the body start: before the first from which on hardly anything else follows."""
    is_below = _once(lines, body, taken)
    strays = 0
    start = len(lines)
    for at in range(len(lines) - 1, body - 1, -1):
        strays += not is_below[at]
        if strays > _MOST_STRAY:
            break
        if is_below[at] and lines[at].is_end:
            start = at
    while start > body:
        if is_below[start - 1]:
            start -= 1
            continue
        reach = range(start - 2, max(body, start - _LONGEST_PART) - 1, -1)
        part = next((at for at in reach if is_below[at] and lines[at].opens_part), None)
        if part is None:
            break
        start = part
    return start


def _once(lines: Sequence[Line], body: int, taken: set[str]) -> list[bool]:
    """Which lines may stand below the body: of those with one name the last, if it did not stand above."""
    seen = set(taken)
    found = [False] * len(lines)
    for at in range(len(lines) - 1, body - 1, -1):
        column = (lines[at].below or ("",))[0]
        found[at] = lines[at].is_below and column not in seen
        seen |= {column} - SEVERAL - {""}
    return found


# -- columns ---------------------------------------------------------------------------------------------


def _read_above(lines: Sequence[Line], *, is_new: bool) -> tuple[list[str], dict[str, str]]:
    """What of the lines above the body is text, the headline first, and the columns."""
    values: dict[str, str] = {}
    rights: list[str] = []
    plain: list[Line] = []
    column = ""
    for line in lines:
        column = line.above[0] if line.above else column
        if line.is_rights and not line.above:
            rights.append(line.text)
        elif column:
            _add(values, column, line.above[1] if line.above else line.text)
        else:
            plain.append(line)
    title = values.pop("title", "")
    texts, head = _read_head(plain, "\n".join(rights), is_new=is_new, has_title=bool(title))
    texts = [text for text in [title, *texts] if text and text != "No Headline In Original"]
    return [one_line(text) for text in texts], {**head, **values}


def _read_head(
    plain: list[Line], rights: str, *, is_new: bool, has_title: bool
) -> tuple[list[str], dict[str, str]]:
    """The headline and what adds to it, and the columns, from the paragraphs without a name.

    The old layout has the paper first, then the day; the new one the headline, the paper and the day.
    """
    days = [at for at, line in enumerate(plain) if _day(line.text)]
    if days:
        at = days[-1] if is_new else days[0]
    else:
        at = min(len(plain), 2) if is_new else int(len(plain) > 1 or has_title)
    before = plain[:at]
    values = {"copyright": one_line(rights)}
    if len(before) > is_new:
        values["source"], _, edition = before.pop(-1 if is_new else 0).text.partition("\n")
        _add(values, "edition", edition)
    elif "\n" in rights and not _RESERVED.search(last := rights.rpartition("\n")[2]):
        values["source"] = last.strip()
    if days:
        values["published"], edition = _day(plain[at].text) or ("", "")
        _add(values, "edition", edition)
    return _texts_of_head([*before, *(line for line in plain[at:] if not _day(line.text))], values), values


def _texts_of_head(lines: Sequence[Line], values: dict[str, str]) -> list[str]:
    """The paragraphs that are text; links, editions and notes of the archive become columns."""
    is_indented = any(line.is_centred for line in lines) and not all(line.is_centred for line in lines)
    texts = []
    for line in lines:
        if _LINK.match("".join(line.text.split()) if line.text.startswith("http") else line.text):
            _add(values, "url", line.text)
        elif _EDITION.match(line.text):
            _add(values, "edition", line.text)
        elif is_indented and line.is_centred:
            _add(values, "other", line.text)
        else:
            texts.append(line.text)
    return texts


def _read_below(lines: Sequence[Line]) -> dict[str, str]:
    """The columns below the body; *other* is what stands there without a name."""
    values: dict[str, str] = {}
    column = ""
    for line in lines:
        if line.is_part:
            column = PARTS[line.text]
        elif line.below:
            column, value = line.below
            _add(values, column, value)
        elif line.is_rights:
            _add(values, "copyright", one_line(line.text))
        else:
            _add(values, column if column in SEVERAL or not values.get(column) else "other", line.text)
    return values


def _add(values: dict[str, str], column: str, text: str) -> None:
    before = values.get(column)
    text = text if column == "body" else one_line(text)
    values[column or "other"] = "\n".join(filter(None, [before, text]))


def _day(text: str) -> tuple[str, str] | None:
    """Day and edition of a paragraph that is a line of a date."""
    found = find_day(text.replace("\n", ", "))
    return (found[0].isoformat(), re.sub(r"\s{0,9}[;,]{2,9}\s{0,9}", "; ", found[1])) if found else None
