"""DOCX and RTF as their paragraphs: one string each, the cells of a row of a table parted by tabs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZipFile

from .documents import BadFile, Problem, missing
from .limits import DAMAGED, LARGEST_SPLIT, check_size, open_zip, read_whole

if TYPE_CHECKING:
    from docx.table import Table

_OLE = b"\xd0\xcf\x11\xe0"  # how a .doc begins, and a DOCX with a password
_ALONE: Any = None  # in place of the document that has a paragraph, which only its styles would ask for
_IN_BODY = 2  # elements around what stands in the body
_LINE = "\x0b"  # a line break inside a paragraph
# What striprtf is given otherwise: where it would look for the target of a link to the end of the line, that
# ends; a break of a line or a cell is not that of a paragraph.
_CONTROL = re.compile(r"\\\\|\\fldinst\{|\\(?:line|cell|nestcell)(?![a-z])")
_INSTEAD = {
    "\\fldinst{": "\\fldinst{\n",
    "\\line": "\\'0b",
    "\\cell": "\\tab",
    "\\nestcell": "\\tab",
}
_FONTS = "\\fonttbl"
_FONT = re.compile(r"\\f(?=\d)")
_BRACE = re.compile(r"[{}]")


def docx_paragraphs(stream: BinaryIO) -> Iterator[str]:
    """The paragraphs of a Word document, and the rows of its tables, that hold text, in their order."""
    try:
        from docx import table
        from docx.text.paragraph import Paragraph
        from lxml.etree import XMLSyntaxError
    except ImportError as error:
        raise missing("DOCX", "python-docx") from error
    if stream.read(4) == _OLE:
        raise BadFile("it is protected by a password, or an old .doc; save it as .docx without one")
    try:
        for element in _in_body(stream):
            is_table = element.tag.endswith("}tbl")
            texts = _rows(table.Table(element, _ALONE)) if is_table else [Paragraph(element, _ALONE).text]
            yield from filter(None, map(_tidy, texts))
    except (XMLSyntaxError, KeyError, ValueError, *DAMAGED) as error:
        raise BadFile(f"it is no whole DOCX ({error}); download it again") from error


def _in_body(stream: BinaryIO) -> Iterator[Any]:
    """The paragraphs and tables right in the body of a DOCX, a zip of XML; of those before none is held."""
    from docx.oxml.parser import element_class_lookup
    from lxml.etree import iterparse

    archive = open_zip(stream)
    _check_entities(archive)
    check_size(archive.getinfo("word/document.xml").file_size, LARGEST_SPLIT)
    with archive.open("word/document.xml") as text:
        parts = iterparse(text, ("start", "end"), remove_blank_text=True, resolve_entities=False)
        parts.set_element_class_lookup(element_class_lookup)
        depth = 0
        for event, element in parts:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == _IN_BODY:
                if element.tag.endswith(("}p", "}tbl")):
                    yield element
                while element.getprevious() is not None:
                    del element.getparent()[0]


def rtf_paragraphs(stream: BinaryIO) -> tuple[list[str], list[Problem]]:
    """The paragraphs of an RTF file that hold text, with a problem where the file breaks off."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise missing("RTF", "striprtf") from error
    raw = read_whole(stream).decode("cp1252", "replace")
    if not raw.startswith("{\\rtf"):
        raise BadFile("it is no RTF; give it the suffix of what it is")
    is_whole = raw.rstrip("\0\r\n\t ").endswith("}")
    try:
        text = rtf_to_text(_quick(raw), errors="replace")
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise BadFile(f"it is no whole RTF ({error}); download it again") from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    paragraphs = [paragraph for paragraph in map(_tidy, text.split("\n")) if paragraph]
    return paragraphs, [] if is_whole else [Problem("file breaks off", "read up to there")]


def _quick(raw: str) -> str:
    """RTF that says the same, and is read in time that grows no faster than it: each of its fonts ends."""
    start, end = raw.find(_FONTS), len(raw)
    if start < 0:
        return _without_breaks(raw)
    depth = 1
    for brace in _BRACE.finditer(raw, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            end = brace.start()
            break
    fonts = _FONT.sub(r";\n\\f", raw[start:end])
    return f"{_without_breaks(raw[:start])}{fonts};{_without_breaks(raw[end:])}"


def _without_breaks(raw: str) -> str:
    return _CONTROL.sub(lambda found: _INSTEAD.get(found[0], found[0]), raw)


def _check_entities(archive: ZipFile) -> None:
    """Refuse a DOCX whose text has a document type, which is where entities are declared."""
    with archive.open("word/document.xml") as text:
        if b"<!DOCTYPE" in text.read(4096):
            raise BadFile("its XML has a document type, as no DOCX does, and might grow without end")


def _rows(table: "Table") -> list[str]:
    return ["\t".join(cell.text.strip() for cell in row.cells) for row in table.rows]


def _tidy(paragraph: str) -> str:
    """A paragraph without blanks around it and around its lines."""
    lines = (line.strip(" \t\xa0\r") for line in paragraph.replace(_LINE, "\n").split("\n"))
    return "\n".join(filter(None, lines))
