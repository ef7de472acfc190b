"""Which part of a page each character belongs to: title, standfirst, heading, caption, related or body."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from os import PathLike

import pandas as pd

from ..articles import in_each
from ..spans import check_spans, stack_spans
from ..tables import (
    ZONES,
    TableError,
    check_articles,
    check_choice,
    check_columns,
    read_csv,
    shipped,
    texts_of,
)
from .english import MONTHS, SHORT_MONTHS, WEEKDAYS
from .lines import Line, lines_of, unwrapped

Run = tuple[int, int, str]  # start, end, zone

_CORRECTION = ["doc_id", "start", "end", "passage", "zone"]


def find_zones(articles: pd.DataFrame, *, corrections: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of every character which part of its page it belongs to.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    corrections : exceptions to the rules, a row each: `doc_id`, `start`, `end`, `passage` (the text that
        stands there), `zone`. Of two that overlap the later row holds. `text.load_corrections` has those of
        the shipped articles.

    Returns
    -------
    One row a stretch of one zone, as long as can be, by article and place: `doc_id`, `source` (where the
    articles have it), `start`, `end`, `zone`. Together the rows of an article are its text, without gap or
    overlap; line breaks and blank lines belong to the line before them (before the title, to the title). An
    empty or missing text has no row. The zones:

    - `title`: the first line that is not blank.
    - `standfirst`: the line or sentence under the title that adds to it.
    - `heading`: a cross-head between paragraphs.
    - `caption`: a picture's description with its credit.
    - `related`: what is not the article's own text: links, headlines of other stories, share lines, bylines,
      sources, credits that stand alone. It stays in all tables and is left out of every measure.
    - `body`: the rest.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, or a correction has an
        unknown zone or does not fit the text of its article.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then is all body.

    Notes
    -----
    The rules, the first that fits: a line that opens like a link or byline, or repeats the title, is
    related. A line with an image credit is a caption, with the lines of its block above it; a credit alone
    is related. A line of up to 15 words without closing punctuation is headline-like: two or more in a row
    are links (related), one amid paragraphs is a heading, one before them a standfirst, one after them
    related. A first paragraph of one or two sentences is a standfirst if it adds to the title and the
    paragraph after it restates it: with up to 15 words, if that one shares more than twice as many words
    with the title; with up to 40, if that one has more than half of the title's words and it none. All else
    is body.

    Examples
    --------
    >>> text = "Truce ends\\n\\nThe truce ended.\\n\\nA tank [Jo Doe/AP]\\n\\nNobody spoke.\\n\\nMost Read"
    >>> aa.text.find_zones(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
      doc_id  start  end     zone
    0      a      0   12    title
    1      a     12   30     body
    2      a     30   50  caption
    3      a     50   65     body
    4      a     65   74  related
    """
    check_articles("text.find_zones", articles)
    corrected = _corrections_by_article(articles, corrections)
    given = [
        (text, corrected.get(doc_id, []))
        for doc_id, text in zip(articles["doc_id"], texts_of(articles), strict=True)
    ]
    found = in_each("text.find_zones", articles["doc_id"], given, _runs, instead=_all_body)
    table = stack_spans(articles, [[(start, end) for start, end, _ in runs] for runs in found])
    return table.assign(zone=pd.Series([zone for runs in found for *_, zone in runs], dtype="str"))


def load_corrections(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load exceptions to the rules of `text.find_zones`; without a path, those of the five articles.

    Returns
    -------
    One row an exception, in the order of the file: `doc_id`, `start`, `end`, `passage`, `zone`, and the
    file's other columns (`reason`).

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, or a column is missing.

    Examples
    --------
    >>> aa.text.load_corrections()[["doc_id", "start", "end", "passage", "zone"]].head(1)
           doc_id  start   end                                 passage     zone
    0  al-jazeera    998  1036  Fighting intensifies in Syria’s Aleppo  related
    """
    table = read_csv("text.load_corrections", path or shipped("zones.csv"), _CORRECTION)
    return table.astype({"start": "int64", "end": "int64"})


def _corrections_by_article(
    articles: pd.DataFrame, corrections: pd.DataFrame | None
) -> dict[object, list[Run]]:
    """The corrections of each article that has some."""
    if corrections is None:
        return {}
    check_columns("text.find_zones", "corrections", corrections, _CORRECTION)
    for zone in corrections["zone"]:
        check_choice("text.find_zones", "zone of `corrections`", zone, ZONES)
    known = corrections[corrections["doc_id"].isin(articles["doc_id"])]
    concerned = articles[articles["doc_id"].isin(known["doc_id"])]
    check_spans(known, concerned)
    texts = dict(zip(concerned["doc_id"], texts_of(concerned), strict=True))
    by_article: dict[object, list[Run]] = {}
    for row in known.itertuples():
        text = texts[row.doc_id]
        if text[row.start : row.end] != row.passage:
            raise TableError(
                f"text.find_zones: `corrections` must fit the texts; {row.doc_id} {row.start}:{row.end} is "
                f"{text[row.start : row.end]!r}, not {row.passage!r}.\n"
                "Was the text changed? Set the offsets anew."
            )
        by_article.setdefault(row.doc_id, []).append((row.start, _with_blanks(text, row.end), row.zone))
    return by_article


def _with_blanks(text: str, end: int) -> int:
    """The end of the blanks and line breaks that follow a passage."""
    return len(text) - len(text[end:].lstrip())


def _all_body(given: tuple[str, Sequence[Run]]) -> list[Run]:
    return [(0, len(given[0]), "body")]


def _runs(given: tuple[str, Sequence[Run]]) -> list[Run]:
    """The runs of a text by the rules, with the zone of the last correction that holds a piece."""
    text, corrections = given
    runs = zones_of(text)
    if not corrections:
        return runs
    layers = [*runs, *corrections]
    cuts = sorted({bound for start, end, _ in layers for bound in (start, end)})
    places = {cut: place for place, cut in enumerate(cuts)}
    zones = [""] * (len(cuts) - 1)
    for start, end, zone in layers:
        zones[places[start] : places[end]] = [zone] * (places[end] - places[start])
    return merge(zip(cuts, cuts[1:], zones, strict=False))


_LONGEST_HEADLINE = 15  # words
_LONGEST_STANDFIRST = 40
_LONGEST_CAPTION = 40

_CLOSERS = "\"'’”»›)]} \t\u00a0"
_SENTENCE_END = tuple(".!?…:;,。！？؟۔।")
_NEW_SENTENCE = re.compile(r"[.!?…][\"'’”)\]]*\s+[\"'‘“(\[]*[A-Z]")
_BULLETS = tuple("-–—•*·▪►>~#")
_WORD = re.compile(r"[^\W\d_]{4,}")

_AGENCY = r"AFP|AP|EPA|Reuters|Getty|Anadolu|Shutterstock|Corbis|Flickr|Wikimedia"
_CREDIT_AT_END = re.compile(  # [Ann Lee/Reuters], (Photo: Jo Doe), (Reuters)
    rf"[\[(](?:(?>[^\[\]()]*?\b(?:{_AGENCY}|(?i:image|photo|photograph|picture|courtesy|credit)s?)\b)[^\[\]()]*"
    r"|[A-Z][^\[\]()/]*/\s*[A-Z][^\[\]()]*)[\])]\.?$"
)
_CREDIT_AT_START = re.compile(
    r"(?i:(?:(?:file|featured|cover|main)\s+)?(?:photo(?:graph)?|image|picture)s?"
    r"(?:\s*:|\s+(?:credit|copyright|caption|courtesy|source|by)\b)|credit\s*:|©)"
)
_CREDIT_LENGTH = 200  # characters at the end of a line in which its credit is looked for
_BARE_CREDIT = 6  # words up to which a line that begins as a credit is nothing else

_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?:{'|'.join(MONTHS + SHORT_MONTHS)})\.?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_TIME = r"(?:[\s\d,:.|+-]|\b(?:at|[ap]m|utc|gmt|bst|cet|ist|[ecmp][ds]t)\b)*"
_RELATED_START = re.compile(
    r"(?i)\(?(?:"
    r"more (?:from|on|about|stories|news)\b|most (?:read|viewed|popular|shared|commented)\b"
    r"|(?:read|see|find out|learn) more\b|(?:read|see) also\b|also (?:read|see)\b|(?:read|see|watch|listen):"
    r"|related(?:\s*:|\s*$|\s+(?:stories|articles|news|links?|content|topics|coverage|posts)\b)"
    r"|(?:share|tweet|print|e-?mail|save)(?:\s*$|\s+(?:this|on|via|article|story)\b)|follow (?:us\b|@)"
    r"|sign up\b|subscribe\b|click here\b|advertisement\s*$|trending(?:\s*$|\s+now\b)"
    r"|recommended(?:\s*$|\s+(?:for you|stories)\b)|you (?:may|might) also (?:like|enjoy|be)\b"
    r"|(?:sources?|tags?|topics|filed under)\s*:|comments?(?:\s*\(\d+\))?\s*$"
    r"|copyright\s*(?:©|\(c\)|\d)|all rights reserved|(?:additional )?reporting by\b|\d+ min(?:ute)?s? read\b"
    r"|(?:published|updated|posted|last (?:updated|modified))"
    rf"(?:\s*:|\s+(?:(?:on|at)\s+)?(?:{_WEEKDAY}|{_MONTH}\s+\d|\d))"
    r"|(?-i:(?:By|BY)(?:\s+(?:and|AND|[A-Z][\w.'’-]*),?){1,6}$)"
    rf"|{_DATE}{_TIME}$)"
)


def zones_of(text: str) -> list[Run]:
    """The runs of one text by the rules alone."""
    lines = lines_of(unwrapped(text))
    if not lines:
        return [(0, len(text), "body")] if text else []
    starts = [0, *(line.start for line in lines[1:]), len(text)]
    return merge(zip(starts, starts[1:], _zones_of_lines(lines), strict=False))


def _zones_of_lines(lines: Sequence[Line]) -> list[str]:
    zones = [""] * len(lines)
    zones[0] = "title"
    _mark_related(lines, zones)
    _mark_captions(lines, zones)
    _mark_headline_like(lines, zones)
    _mark_standfirst(lines, zones)
    return [zone or "body" for zone in zones]


def _mark_related(lines: Sequence[Line], zones: list[str]) -> None:
    title = lines[0].text.casefold()
    for i, line in enumerate(lines[1:], 1):
        if leads_away(line.text) or line.text.casefold() == title:
            zones[i] = "related"


def leads_away(line: str) -> bool:
    """Whether a line opens like a link to other stories, a byline, a date or the like."""
    return bool(_RELATED_START.match(line)) and len(line.split()) <= 2 * _LONGEST_HEADLINE


def _mark_captions(lines: Sequence[Line], zones: list[str]) -> None:
    """A credit makes its line a caption, with the lines above it in its block; alone it is related."""
    for i, line in enumerate(lines):
        if zones[i] or line.n_words > _LONGEST_CAPTION:
            continue
        credit = _credit(line)
        if not credit:
            continue
        above = i
        while above and not zones[above - 1] and lines[above - 1].block == line.block != lines[0].block:
            above -= 1
        zone = "related" if credit == "bare" and above == i else "caption"
        zones[above : i + 1] = [zone] * (i + 1 - above)


def _credit(line: Line) -> str:
    """Whether a line gives an image credit: `bare` (nothing else), `some`, or not at all."""
    at_end = _CREDIT_AT_END.search(line.text[-_CREDIT_LENGTH:])
    if at_end:
        return "bare" if at_end[0] == line.text else "some"
    if _CREDIT_AT_START.match(line.text):
        return "bare" if line.n_words <= _BARE_CREDIT else "some"
    return ""


def _mark_headline_like(lines: Sequence[Line], zones: list[str]) -> None:
    is_wrapped = _wrapped_blocks(lines)
    is_like = [
        not zone and line.block not in is_wrapped and _is_headline_like(line)
        for line, zone in zip(lines, zones, strict=True)
    ]
    prose = [i for i, zone in enumerate(zones) if not zone and not is_like[i]]
    if not prose:
        return
    for like, group in groupby(range(len(lines)), key=is_like.__getitem__):
        run = list(group)
        if like:
            zone = _headline_zone(run, first=prose[0], last=prose[-1])
            zones[run[0] : run[-1] + 1] = [zone] * len(run)


def _headline_zone(run: Sequence[int], *, first: int, last: int) -> str:
    if len(run) > 1 or run[0] > last:
        return "related"
    return "standfirst" if run[0] < first else "heading"


def _is_headline_like(line: Line) -> bool:
    closed = line.text.rstrip(_CLOSERS).endswith(_SENTENCE_END)
    return line.n_words <= _LONGEST_HEADLINE and not closed and not line.text.startswith(_BULLETS)


def _wrapped_blocks(lines: Sequence[Line]) -> set[int]:
    """Blocks in which a line goes on with a small letter: paragraphs broken at the edge of a page."""
    return {
        line.block
        for line, before in zip(lines[1:], lines, strict=False)
        if line.block == before.block and line.text[0].islower()
    }


def _mark_standfirst(lines: Sequence[Line], zones: list[str]) -> None:
    """A short first paragraph that adds to the title, where the paragraph after it restates it."""
    body = [line for line, zone in zip(lines, zones, strict=True) if not zone][:2]
    if len(body) < 2 or "standfirst" in zones or body[0].n_words > _LONGEST_STANDFIRST:
        return
    title, first, second = (_words(line.text) for line in (lines[0], *body))
    n_first, n_second = len(title & first), len(title & second)
    if body[0].n_words <= _LONGEST_HEADLINE:
        adds = n_second > 2 * n_first
    else:
        adds = not n_first and 2 * n_second > len(title)
    if adds and len(_NEW_SENTENCE.findall(body[0].text)) < 2:
        zones[zones.index("")] = "standfirst"


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def merge(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one zone become one run."""
    merged = []
    for zone, group in groupby(runs, key=lambda run: run[2]):
        pieces = list(group)
        merged.append((pieces[0][0], pieces[-1][1], zone))
    return merged
