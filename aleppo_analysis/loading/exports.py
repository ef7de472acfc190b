"""Exports of LexisNexis, Factiva and ProQuest, in whatever kind of file: text, HTML, DOCX or RTF.

A file is turned into its paragraphs, which say what archive it is of. A DOCX or RTF of none is an article.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO, StringIO
from itertools import chain, islice, pairwise
from typing import Any, BinaryIO, TextIO, TypeAlias

from .archive import read_unknown
from .blocks import blocks_of
from .decoding import lines_of, start_of, text_of
from .documents import BadFile, Document, Problem, missing
from .factiva import is_factiva, read_factiva, read_factiva_html
from .limits import LONGEST, check_length, read_whole
from .nexis import is_nexis, read_nexis
from .office import docx_paragraphs, rtf_paragraphs
from .pages import article_in, declared_encoding
from .paragraphs import put_down
from .proquest import is_proquest, read_proquest, read_proquest_html

_Found: TypeAlias = Iterator[Document | Problem]
_ARCHIVES: list[tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str]], _Found]]] = [
    (is_proquest, read_proquest),
    (is_factiva, read_factiva),
    (is_nexis, read_nexis),
]
_LOOKED_AT = 500  # paragraphs by which an archive is known
_NEXIS = re.compile(
    r"<!-- LXNComment|<DOCFULL>|<a name=\"?DOC_ID_|\bof \d{1,6} DOCUMENTS?\s{0,9}<", re.IGNORECASE
)
_FACTIVA = re.compile(r"<title>\s{0,9}Factiva\b|<div class=[\"']article [a-z]{2}Article[\"']")
_END_OF_PAGE = re.compile(r"(?i)</(?:html|body)>")  # behind which may stand another, put to it
_PROQUEST = re.compile(r"<a name=[\"']?DocID_")


def is_export(head: bytes) -> bool:
    """Whether a text file that begins so is an export of an archive."""
    return _reader_of(_paragraphs(StringIO(start_of(head), newline=""))) is not None


def read_text(stream: BinaryIO, name: str, encoding: str | None) -> _Found:
    """The articles of an export that is text."""
    with lines_of(stream, encoding) as (text, problems):
        yield from problems
        with put_down(_paragraphs(text)) as paragraphs:
            yield from _read(paragraphs)


def is_export_page(head: bytes) -> bool:
    """Whether an HTML file that begins so is an export of an archive."""
    start = start_of(head)
    return bool(_NEXIS.search(start) or _FACTIVA.search(start) or _PROQUEST.search(start))


def read_page(stream: BinaryIO, name: str, encoding: str | None) -> _Found:
    """The articles of an archive's page; where none of them is in it, the one that it is."""
    raw = read_whole(stream)
    text, problems = text_of(BytesIO(raw), encoding or declared_encoding(raw))
    found = _of_page(_tree(text), text)
    first = next(found, None)
    if first is None:
        yield from article_in(raw, encoding)
        return
    yield from [*problems, first]
    yield from found
    if "</html>" not in text[-9999:].lower() and "<html" in text[:9999].lower():
        yield Problem("file breaks off", "read up to there")


def _tree(text: str) -> Any:
    try:
        from lxml.etree import ParserError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise missing("HTML", "trafilatura") from error  # which brings lxml
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(_END_OF_PAGE.sub("", text).encode(), parser=parser)
    except ParserError as error:
        raise BadFile(f"it is no whole HTML ({error}); download it again") from error


def _of_page(tree: Any, text: str) -> _Found:
    if _PROQUEST.search(text):
        return read_proquest_html(tree)
    if _FACTIVA.search(text):
        return read_factiva_html(tree)
    paragraphs = _with_bullets([block.text for block in blocks_of(tree)])
    read = _reader_of(paragraphs)
    return read(paragraphs) if read else iter(())


def _with_bullets(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs; the bullet of an item, which stands apart, before its text."""
    pairs = pairwise(["", *paragraphs])
    return [f"• {text}" if before == "•" else text for before, text in pairs if text != "•"]


def read_docx(stream: BinaryIO, name: str, encoding: str | None) -> _Found:
    """The articles of an export in Word."""
    with put_down(docx_paragraphs(stream)) as paragraphs:
        yield from _read(paragraphs)


def is_rtf(head: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return head.startswith(b"{\\rtf")


def read_rtf(stream: BinaryIO, name: str, encoding: str | None) -> _Found:
    """The articles of an export in RTF."""
    paragraphs, problems = rtf_paragraphs(stream)
    yield from problems
    yield from _read(paragraphs)


def _read(paragraphs: Sequence[str]) -> _Found:
    """The articles of an archive, or the one that the paragraphs are."""
    if not paragraphs:
        raise BadFile("it holds no text; put some into it, or take it away")
    read = _reader_of(paragraphs)
    if read is None:
        check_length(sum(map(len, paragraphs)))
        yield Document("\n\n".join(paragraphs))
    else:
        found = read(paragraphs)
        yield from chain([first], found) if (first := next(found, None)) else read_unknown(paragraphs[:], "")


def _reader_of(paragraphs: Iterable[str]) -> Callable[[Sequence[str]], _Found] | None:
    """The reader of the archive that these paragraphs come from."""
    first = list(islice(paragraphs, _LOOKED_AT))
    return next((read for is_of, read in _ARCHIVES if is_of(first)), None)


def _paragraphs(text: TextIO) -> Iterator[str]:
    """The paragraphs of a text: lines between blank lines or page breaks, indented as they are."""
    paragraph: list[str] = []
    n_characters = 0
    for line in _lines(text):
        if line:
            paragraph.append(line)
            n_characters += len(line)
            check_length(n_characters)
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph, n_characters = [], 0
    if paragraph:
        yield "\n".join(paragraph)


def _lines(text: TextIO) -> Iterator[str]:
    for line in iter(partial(text.readline, LONGEST + 1), ""):
        check_length(len(line))
        yield from map(str.rstrip, line.split("\f"))
