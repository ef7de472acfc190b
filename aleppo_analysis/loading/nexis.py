"""Exports of LexisNexis, old and new (Nexis Uni, Lexis+): their paragraphs as the articles that they hold.

The old layout counts its articles (*3 of 250 DOCUMENTS*); the new one ends each with *End of Document* and
may have a cover that lists them. One article alone has neither.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from .archive import counted
from .documents import Document, Problem
from .nexis_article import ends_article, is_lined, opens_article, read_article
from .paragraphs import put_down

_COUNT = re.compile(
    r"(?i)(?:focus\s?-\s?)?(?:(\d{1,6})\s(?:of|von|de|van|di)\s(\d{1,6})\s(?:documents?|dokumente?|documenten)"
    r"|do[ck]ument[oe]?\s(\d{1,6})\s(?:of|von|de|van|di)\s(\d{1,6}))"
)
_END = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Einde van (?:het )?document|Fin del documento"
)
_LOADED = re.compile(r"Load-Date:[\s\xa0]")
_NEW = re.compile(r"(?:Section|Rubrik|Rubrique|Length|Länge|Longueur|Byline|Load-Date|Job Number):[\s\xa0]")
_COVER = re.compile(
    r"(?:Download Request|Time Of Request|Printopdracht|Tijdstip printopdracht|Date and Time|User Name"
    r"|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type)(?::|\t)"
    r"|(?:Documents?|Dokumente?) ?\(\d{1,6}\)"
)
_ANNOUNCED = re.compile(r"(?:Documents?|Dokumente?|Documenten) ?\((\d{1,6})\)")
_PAGE = re.compile(
    r"(?i)(?:page|seite|pagina|página) \d{1,6}(?: (?:of|von|de|van|sur) \d{1,6})?"
    r"|\| about lexisnexis \|.{0,300}"
)
_FAILED = "We are sorry but there is an error in this document"
_LONGEST_COUNT = 120  # characters of a line with a count, which stands in the middle of it
_LOOKED_AT = 8  # paragraphs behind a count among which an article opens
_MOST_TOLD = 9  # numbers of articles that are not there
_REST = 15  # words behind the last end of an article that are one more

Range = tuple[int, int]  # the number of an article in its export, and how many the export has


def is_nexis(paragraphs: Sequence[str]) -> bool:
    """Whether a file that begins with these paragraphs is an export of LexisNexis."""
    return bool(_counts(paragraphs)) or _is_new(paragraphs) or is_lined(paragraphs)


def read_nexis(paragraphs: Sequence[str]) -> Iterator[Document | Problem]:
    """The articles of an export, one by one, and whether they are as many as it says."""
    n_failed = sum(text.startswith(_FAILED) for text in _all_apart(paragraphs))
    if n_failed:
        yield Problem("document left out", "the archive says that it cannot show it", n_failed)
    with put_down(text for text in _all_apart(paragraphs) if not text.startswith(_FAILED)) as kept:
        counts = _counts(kept)
        if counts:
            yield from _read_counted(kept, counts)
        elif _is_new(kept):
            yield from _read_ended(kept)
        elif kept:
            yield from read_article(kept[:], "", is_new=False)


def _is_new(paragraphs: Sequence[str]) -> bool:
    ends = any(_END.fullmatch(text) or text == "Body" for text in paragraphs)
    return ends and any(_NEW.match(text) for text in paragraphs)


def _all_apart(paragraphs: Sequence[str]) -> Iterator[str]:
    """The paragraphs without what stands at the foot of a page."""
    return (text for paragraph in paragraphs for text in _apart(paragraph) if not _PAGE.fullmatch(text))


def _apart(paragraph: str) -> list[str]:
    """A paragraph and its last line, if that is where an article ends or the next one opens."""
    text, _, last = paragraph.rpartition("\n")
    is_apart = (
        text
        and len(last) < _LONGEST_COUNT
        and (_END.fullmatch(last.strip()) or _COUNT.fullmatch(last.strip()))
    )
    return [text, last.strip()] if is_apart else [paragraph]


# -- the old layout --------------------------------------------------------------------------------------


def _counts(paragraphs: Sequence[str]) -> list[tuple[int, Range]]:
    """Where an article's count stands, and what it says; not where a text quotes such a line."""
    found = []
    for at, text in enumerate(paragraphs):
        if (
            len(text) < _LONGEST_COUNT
            and (count := _COUNT.fullmatch(text.strip()))
            and _is_between(paragraphs, at)
        ):
            number, of = (int(part) for part in count.groups() if part)
            found.append((at, (number, of)))
    return found


def _is_between(paragraphs: Sequence[str], at: int) -> bool:
    """Whether an article ends before a paragraph, or one opens behind it."""
    ends = at > 0 and ends_article(paragraphs[at - 1])
    return ends or opens_article(paragraphs[at + 1 : at + 1 + _LOOKED_AT])


def _read_counted(
    paragraphs: Sequence[str], counts: Sequence[tuple[int, Range]]
) -> Iterator[Document | Problem]:
    before = paragraphs[: counts[0][0]]
    if opens_article(before[:_LOOKED_AT]) and not any(map(_COVER.match, before)):
        yield from read_article(before, "before the first count", is_new=False)
    ends = [*(at for at, _ in counts[1:]), len(paragraphs)]
    for (at, (number, _)), end in zip(counts, ends, strict=True):
        place = f"document {number}"
        if at + 1 < end:
            yield from read_article(paragraphs[at + 1 : end], place, is_new=False)
        else:
            yield Problem("document left out", "there is nothing of it but its number", place=place)
    for series in _series([count for _, count in counts]):
        yield from _missing(series)


def _series(counts: Sequence[Range]) -> list[list[Range]]:
    """The counts of each export, where a file is several put together."""
    found = [[counts[0]]]
    for count in counts[1:]:
        number, of = found[-1][-1]
        if count[1] == of and count[0] > number:
            found[-1].append(count)
        else:
            found.append([count])
    return found


def _missing(series: Sequence[Range]) -> Iterator[Problem]:
    first, last = series[0][0], series[-1][0]
    told = f", numbers {first} to {last}" if last > first else f", number {first}"
    between = (number for (one, _), (other, _) in pairwise(series) for number in range(one + 1, other))
    if gaps := list(islice(between, _MOST_TOLD + 1)):
        more = " and more" if len(gaps) > _MOST_TOLD else ""
        told += f" without {', '.join(map(str, gaps[:_MOST_TOLD]))}{more}"
    return counted(series[0][1], len(series), told)


# -- the new layout --------------------------------------------------------------------------------------


def _read_ended(paragraphs: Sequence[str]) -> Iterator[Document | Problem]:
    start, announced = _behind_cover(paragraphs)
    ends = [at for at, text in enumerate(paragraphs) if _END.fullmatch(text)]
    if not ends and paragraphs.count("Body") > 1:
        ends = [at for at, text in enumerate(paragraphs) if _LOADED.match(text)]
    n = 0
    for end in [*ends, len(paragraphs)]:
        article = [text for text in paragraphs[start : end + 1] if not _END.fullmatch(text)]
        start = end + 1
        if end == len(paragraphs) and n and len(" ".join(article).split()) < _REST:
            break
        n += 1
        place = f"document {n}"
        if end == len(paragraphs) and ends:
            yield Problem("file breaks off", "its last article is read up to there", place=place)
        yield from read_article(article, place, is_new=True)
    yield from counted(announced, n)


def _behind_cover(paragraphs: Sequence[str]) -> tuple[int, int]:
    """Where the first article opens behind a cover with its list, and how many are announced."""
    body = paragraphs.index("Body") if "Body" in paragraphs else len(paragraphs)
    cover = [at for at, text in enumerate(islice(paragraphs, body)) if _COVER.match(text)]
    if not cover:
        return 0, 0
    counts = (_ANNOUNCED.fullmatch(text) for text in islice(paragraphs, body))
    announced = next((int(count[1]) for count in counts if count), 0)
    first = next((_title(text[2:]) for text in islice(paragraphs, body) if text.startswith("1.")), None)
    behind = range(cover[-1] + 1, body)
    for at in behind:
        if _title(paragraphs[at]) == first:
            return at, announced
    return next((at for at in behind if "\t" not in paragraphs[at]), body), announced


def _title(text: str) -> str:
    return " ".join(text.split()).casefold()
