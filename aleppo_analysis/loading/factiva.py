"""Exports of Factiva as paragraphs (RTF, DOCX, text) and as HTML: the articles that they hold.

With *indexing*, an article is a table of codes and values (*HD*, *BY*, *WC*, *PD*, *SN*, *LP*, *TD* to *AN*).
Without it the same values stand one below the other, without their codes, and their order says what they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from .archive import outermost, read_parts, read_unknown
from .blocks import blocks_of
from .days import find_day
from .documents import Document, Problem
from .language_names import language_code
from .limits import check_length

COLUMNS = {
    "SE": "section",
    "CLM": "section",
    "HD": "title",
    "BY": "author",
    "CR": "credit",
    "WC": "length",
    "PD": "published",
    "ET": "time",
    "SN": "source",
    "SC": "source_code",
    "NGC": "group",
    "GC": "group_code",
    "ED": "edition",
    "PG": "page",
    "VOL": "volume",
    "LA": "language",
    "CY": "copyright",
    "LP": "body",
    "TD": "body",
    "ART": "graphic",
    "CT": "contact",
    "CX": "correction",
    "RF": "reference",
    "DLN": "dateline",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "geographic",
    "IPC": "publisher_codes",
    "IPD": "publisher_terms",
    "PUB": "publisher",
    "RST": "restriction",
    "LOGO": "logo",
    "AN": "doc_id",
}
_ROW = re.compile(r"([A-Z]{2,4})[ \xa0]{0,3}(?:[\t\n]\s{0,9}|$)")
_END = re.compile(r"Do[ck]umento?\s+([A-Za-z0-9]{15,40})")
_WORDS = re.compile(r"(?i)\d[\d.,]{0,9}\s(?:words?|mots?|wörter|palabras|parole|palavras|woorden|ord)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_RIGHTS = re.compile(r"(?i)\s{0,9}(?:©|\(c\)|copyright\b)")
_BY = re.compile(r"(?i)(?:by|von|par|por|di|door|av|af)\s.{1,200}")
_FRAME = re.compile(
    r"(?i)(?:page \d{1,6} of \d{1,6}\b.{0,99}|.{0,20}© ?\d{4} factiva, inc\..{0,99}"
    r"|factiva \w{2,4} display format|dow jones(?: factiva| & company)?|factiva)"
)
_SUMMARY = ("Search Summary", "Suchzusammenfassung", "Résumé de la recherche", "Resumen de la búsqueda")
_REST = 15  # words behind the last end of an article that are one more
_LONGEST_NAME = 8  # words of a publisher


def is_factiva(paragraphs: Sequence[str]) -> bool:
    """Whether a file that begins with these paragraphs is an export of Factiva."""
    codes = {row[1] for text in paragraphs if (row := _ROW.match(text))}
    if {"HD", "WC"} <= codes:
        return True
    return any(map(_WORDS.fullmatch, paragraphs)) and any(map(_END.search, paragraphs))


def read_factiva(paragraphs: Sequence[str]) -> Iterator[Document | Problem]:
    """The articles of an export, one by one."""
    article: list[str] = []
    n = n_characters = 0
    for text in paragraphs:
        if text.startswith(_SUMMARY) and (n or not article):
            break
        if not _FRAME.fullmatch(text):
            article.append(text)
            n_characters += len(text)
            check_length(n_characters)
        if _END.fullmatch(text.removeprefix("AN").strip()):
            n += 1
            yield from _read_article(article, f"document {n}")
            article, n_characters = [], 0
    if article and (not n or len(" ".join(article).split()) > _REST):
        place = f"document {n + 1}"
        yield Problem("file breaks off", "its last article is read up to there", place=place)
        yield from _read_article(article, place)


def read_factiva_html(tree: Any) -> Iterator[Document | Problem]:
    """The articles of a page, one by one."""
    articles = outermost(tree, "div", lambda one: one.get("class", "").startswith("article "))
    for n, article in enumerate(articles, start=1):
        place = f"document {n}"
        rows = _rows_of_table(article)
        if rows:
            yield from _read_rows(rows, place)
        else:
            title = " ".join(str(article.xpath("string(.//*[@id='hd'])")).split())
            yield from _read_article([block.text for block in blocks_of(article)], place, title)


def _rows_of_table(article: Any) -> dict[str, list[str]]:
    """Code -> paragraphs, of an article with indexing."""
    rows: dict[str, list[str]] = {}
    for row in outermost(article, "tr", lambda row: _code_of(row) in COLUMNS):
        rows.setdefault(_code_of(row), []).extend(block.text for block in blocks_of(row.findall("td")[1]))
    return rows


def _code_of(row: Any) -> str:
    cells = row.findall("td")
    return "".join(islice(cells[0].itertext(), 9)).strip() if len(cells) > 1 else ""


def _read_article(paragraphs: Sequence[str], place: str, title: str = "") -> Iterator[Document | Problem]:
    rows = _rows_of_codes(paragraphs) or _rows_in_order(paragraphs, title)
    if rows:
        yield from _read_rows(rows, place)
    else:
        yield from read_unknown(paragraphs, place)


def _rows_of_codes(paragraphs: Sequence[str]) -> dict[str, list[str]]:
    """Code -> paragraphs, of an article with indexing: a row opens with its code, and each is there once."""
    rows: dict[str, list[str]] = {}
    code = ""
    for text in paragraphs:
        found = _ROW.match(text)
        if found and found[1] in COLUMNS and found[1] not in rows:
            code, text = found[1], text[found.end() :]
            rows[code] = []
        if code:
            rows[code] += [line.strip() for line in re.split(r"[\n\t]+", text) if line.strip()]
    return rows if {"HD", "WC"} & rows.keys() else {}


def _rows_in_order(paragraphs: Sequence[str], title: str) -> dict[str, list[str]]:
    """Code -> paragraphs, of an article without indexing: the count of words and the day show its head."""
    words = next(
        (
            at
            for at, text in enumerate(paragraphs[1:-1], 1)
            if _WORDS.fullmatch(text) and find_day(paragraphs[at + 1])
        ),
        None,
    )
    if words is None:
        return {}
    above, below = list(paragraphs[:words]), list(paragraphs[words + 2 :])
    at = above.index(title) if title in above else _title_among(above)
    rows = {"SE": above[:at], "HD": [above[at]], "BY": above[at + 1 :]}
    rows |= {"WC": [paragraphs[words]], "PD": [paragraphs[words + 1]]}
    if below and _CLOCK.fullmatch(below[0]):
        rows["ET"] = [below.pop(0)]
    if below and _END.fullmatch(below[-1]):
        rows["AN"] = [below.pop()]
    return rows | _source_and_body(below)


def _title_among(above: Sequence[str]) -> int:
    """Which line above the count of words is the headline: that before the author, or the longest."""
    if len(above) > 1 and _BY.fullmatch(above[-1]):
        return len(above) - 2
    return max(range(max(0, len(above) - 2), len(above)), key=lambda at: len(above[at]))


def _source_and_body(below: Sequence[str]) -> dict[str, list[str]]:
    """What stands under the day: the paper and its code, page or edition, language, rights, then the text."""
    code = next((at for at, text in enumerate(below[1:4], 1) if _CODE.fullmatch(text)), 0)
    rows = {"SN": list(below[:code] or below[:1]), "SC": list(below[code : code + 1]) if code else []}
    start = code + 1
    for at, text in enumerate(below[start : start + 6], start):
        if _RIGHTS.match(text):
            rows["CY"], start = [text], at + 1
            break
        if len(text) < 30 and language_code(text) and "LA" not in rows:
            rows["LA"], start = [text], at + 1
    for text in below[code + 1 : start]:
        if text not in (*rows.get("LA", []), *rows.get("CY", [])):
            rows.setdefault("PG" if text[:1].isdigit() else "ED", []).append(text)
    body = list(below[start:])
    if len(body) > 1 and len(body[-1].split()) <= _LONGEST_NAME and body[-1][-1] not in ".!?…\"”'’":
        rows["PUB"] = [body.pop()]
    return {**rows, "TD": body}


def _read_rows(rows: Mapping[str, list[str]], place: str) -> Iterator[Document | Problem]:
    """The article of which these are the rows."""
    values: dict[str, str] = {}
    for code, texts in rows.items():
        column = COLUMNS[code]
        if column not in ("body", "title"):
            values[column] = "\n".join(filter(None, [values.get(column), *texts]))
    if values.get("doc_id"):
        values["doc_id"] = values["doc_id"].split()[-1]
    title = " ".join(" ".join(rows.get("HD", [])).split())
    yield from read_parts([title], [*rows.get("LP", []), *rows.get("TD", [])], values, place)
