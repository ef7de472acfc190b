"""Rules for the zones of one page of text: what English news looks like when it is pasted from the web.

A page is read line by line, in time linear in its length. `find_zones` says what the zones are.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

Run = tuple[int, int, str]  # start, end, zone

_LONGEST_HEADLINE = 15  # words
_LONGEST_STANDFIRST = 40
_LONGEST_CAPTION = 40

_LINE = re.compile(r"[^\r\n]+")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_CLOSERS = "\"'’”»›)]} \t\u00a0"
_SENTENCE_END = tuple(".!?…:;,。！？؟۔।")
_NEW_SENTENCE = re.compile(r"[.!?…][\"'’”)\]]*\s+[\"'‘“(\[]*[A-Z]")
_BULLETS = tuple("-–—•*·▪►>~#")
_WORD = re.compile(r"[^\W\d_]{4,}")

_AGENCY = r"AFP|AP|EPA|Reuters|Getty|Anadolu|Shutterstock|Corbis|Flickr|Wikimedia"
_CREDIT_AT_END = re.compile(  # [Khalil Ashawi/Reuters], (Photo: Jo Doe), (Reuters)
    rf"[\[(](?:(?>[^\[\]()]*?\b(?:{_AGENCY}|(?i:image|photo|photograph|picture|courtesy|credit)s?)\b)[^\[\]()]*"
    r"|[A-Z][^\[\]()/]*/\s*[A-Z][^\[\]()]*)[\])]\.?$"
)
_CREDIT_AT_START = re.compile(
    r"(?i:(?:(?:file|featured|cover|main)\s+)?(?:photo(?:graph)?|image|picture)s?"
    r"(?:\s*:|\s+(?:credit|copyright|caption|courtesy|source|by)\b)|credit\s*:|©)"
)
_CREDIT_LENGTH = 200  # characters at the end of a line in which its credit is looked for
_BARE_CREDIT = 6  # words up to which a line that begins as a credit is nothing else

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
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


class _Line(NamedTuple):
    """A line that is not blank, and the number of its block (blank lines part the blocks)."""

    start: int
    text: str
    block: int
    n_words: int


def zones_of(text: str) -> list[Run]:
    """The runs of one text by the rules alone."""
    lines = _lines(text)
    if not lines:
        return [(0, len(text), "body")] if text else []
    starts = [0, *(line.start for line in lines[1:]), len(text)]
    return merge(zip(starts, starts[1:], _zones_of_lines(lines), strict=False))


def _lines(text: str) -> list[_Line]:
    lines = []
    block, before = 0, 0
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        block += len(_LINE_BREAK.findall(text, before, match.start())) > 1
        before = match.end()
        lines.append(_Line(match.start(), match[0].strip(), block, len(match[0].split())))
    return lines


def _zones_of_lines(lines: Sequence[_Line]) -> list[str]:
    zones = [""] * len(lines)
    zones[0] = "title"
    _mark_related(lines, zones)
    _mark_captions(lines, zones)
    _mark_headline_like(lines, zones)
    _mark_standfirst(lines, zones)
    return [zone or "body" for zone in zones]


def _mark_related(lines: Sequence[_Line], zones: list[str]) -> None:
    title = lines[0].text.casefold()
    for i, line in enumerate(lines[1:], 1):
        opens = _RELATED_START.match(line.text) and line.n_words <= 2 * _LONGEST_HEADLINE
        if opens or line.text.casefold() == title:
            zones[i] = "related"


def _mark_captions(lines: Sequence[_Line], zones: list[str]) -> None:
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


def _credit(line: _Line) -> str:
    """Whether a line gives an image credit: `bare` (nothing else), `some`, or not at all."""
    at_end = _CREDIT_AT_END.search(line.text[-_CREDIT_LENGTH:])
    if at_end:
        return "bare" if at_end[0] == line.text else "some"
    if _CREDIT_AT_START.match(line.text):
        return "bare" if line.n_words <= _BARE_CREDIT else "some"
    return ""


def _mark_headline_like(lines: Sequence[_Line], zones: list[str]) -> None:
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


def _is_headline_like(line: _Line) -> bool:
    closed = line.text.rstrip(_CLOSERS).endswith(_SENTENCE_END)
    return line.n_words <= _LONGEST_HEADLINE and not closed and not line.text.startswith(_BULLETS)


def _wrapped_blocks(lines: Sequence[_Line]) -> set[int]:
    """Blocks in which a line goes on with a small letter: paragraphs broken at the edge of a page."""
    return {
        line.block
        for line, before in zip(lines[1:], lines, strict=False)
        if line.block == before.block and line.text[0].islower()
    }


def _mark_standfirst(lines: Sequence[_Line], zones: list[str]) -> None:
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
