"""Exports of Factiva as XML (*PPSResponse*): an element an article."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO
from xml.etree import ElementTree

from .archive import counted, read_parts
from .decoding import lines_of, start_of
from .documents import BadFile, Document, Problem

_COLUMNS = {
    "accessionNo": "doc_id",
    "baseLanguage": "language",
    "byline": "author",
    "columnName": "section",
    "contact": "contact",
    "copyright": "copyright",
    "correction": "correction",
    "credit": "credit",
    "edition": "edition",
    "art": "graphic",
    "notes": "notes",
    "pages": "page",
    "publicationDate": "published",
    "publicationTime": "time",
    "publisherName": "publisher",
    "sectionName": "section",
    "sourceCode": "source_code",
    "sourceName": "source",
    "volume": "volume",
    "wordCount": "length",
    "company": "company",
    "industry": "industry",
    "newsSubject": "subject",
    "region": "geographic",
}
_BODY = ("leadParagraph", "tailParagraphs")
_BLOCK = 1 << 20  # characters
_LONGEST = 20_000_000  # characters up to the end of an article
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_DECLARING = 8  # characters of such a sign that may stand in the block before
_INDENTED = re.compile(r"\n[ \t]{2,99}")
_COLUMNS_APART = re.compile(r"\S[ \t]{3}")  # of a table, which stays as it is


def is_factiva_xml(head: bytes) -> bool:
    """Whether a file that begins so is an export of Factiva."""
    return bool(re.search(r"<(?:\w+:)?(?:PPSResponse|ppsArticleResponse|ppsarticle)\b", start_of(head)))


def read(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The articles of an XML file, one after the other; where it breaks off, those before."""
    n = announced = 0
    with lines_of(stream, encoding) as (text, problems):
        yield from problems
        try:
            for element, is_whole in _elements(text):
                if is_whole and _local(element) == "article":
                    n += 1
                    yield from _read_article(element, f"document {n}")
                    element.clear()
                elif not is_whole and _local(element) == "ppsarticleResultSet":
                    announced += int(re.sub(r"[^0-9]", "", element.get("count", "")) or 0)
        except ElementTree.ParseError as error:
            if not n:
                raise BadFile(f"it is no whole XML ({error}); download it again") from error
            yield Problem("file breaks off", f"read up to there ({error})")
    if not n:
        raise BadFile("it holds no article; export them again, with their full text")
    yield from counted(announced, n)


def _elements(text: TextIO) -> Iterator[tuple[ElementTree.Element, bool]]:
    """The elements as they begin, and when they are whole; of those before, none is held."""
    parser: Any = ElementTree.XMLPullParser(["start", "end"])
    around: list[ElementTree.Element] = []
    n_articles = n_characters = 0  # of the articles that are open, and since the last was whole
    for block in _blocks(text):
        parser.feed(block)
        n_characters += len(block)
        for event, element in parser.read_events():
            is_whole, is_article = event == "end", _local(element) == "article"
            n_articles += is_article * (-1 if is_whole else 1)
            yield element, is_whole
            if not is_whole:
                around.append(element)
                continue
            around.pop()
            if around and not n_articles:
                around[-1].remove(element)
                n_characters *= not is_article
        if n_characters > _LONGEST:
            raise BadFile(f"more than {_LONGEST // 1_000_000} MB of it are no article; export it again")
    parser.close()


def _blocks(text: TextIO) -> Iterator[str]:
    """A text in parts; `BadFile` where it declares what none of an archive does."""
    block, before = text.read(_BLOCK).lstrip(), ""
    while block:
        if _DECLARED.search(before[-_DECLARING:] + block):
            raise BadFile("it has a document type or entities, as no export has, and might grow without end")
        yield block
        block, before = text.read(_BLOCK), block


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _read_article(article: ElementTree.Element, place: str) -> Iterator[Document | Problem]:
    values: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for element in article:
        tag = _local(element)
        if tag in ("headline", *_BODY):
            texts.setdefault(tag, []).extend(_paragraphs(element))
        elif tag in _COLUMNS and (value := _one_line(element)):
            column = _COLUMNS[tag]
            values[column] = f"{values[column]} | {value}" if column in values else value
    body = [text for tag in _BODY for text in texts.get(tag, [])]
    yield from read_parts([" ".join(texts.get("headline", []))], body, values, place)


def _paragraphs(element: ElementTree.Element) -> list[str]:
    """The paragraphs of an element; where it has none inside, an indented line opens one."""
    inner = [one for one in element if _local(one) == "paragraph"]
    if not inner:
        texts = [text.strip() for text in _INDENTED.split("".join(element.itertext()).strip())]
        return [text if _COLUMNS_APART.search(text) else " ".join(text.split()) for text in texts if text]
    kept = (one for one in inner if one.get("display", "Proportional") != "Proportional")
    fixed = {one: "".join(one.itertext()).strip("\n") for one in kept}
    return [text for text in (fixed.get(one) or _one_line(one) for one in inner) if text]


def _one_line(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())
