"""JSON: a list of records, a record, records inside an answer of an API, or a record a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TextIO

from .columns import short
from .decoding import lines_of, start_of, text_of
from .documents import BadFile, Document, Problem

_LONGEST_LINE = 100_000_000  # characters
_DEEPEST = 3  # levels inside an answer at which its records are looked for
_MOST_NESTED = 30  # names in a nested object that are columns; of more, as counts of words, it is one cell
_TEXTS = ("text", "content", "maintext", "body", "plaintext")  # a record has one of them
_BLOCK = 1 << 20  # characters
_OPENED = re.compile(r"\s*+\[\s*+(?=[\"{])")
_AFTER = re.compile(r"\s*+([,\]])\s*+")
_DECODER = json.JSONDecoder()
_NO_JSON = "it is no JSON ({}); a record a line is JSON Lines, .jsonl"
_SEPARATOR = "\n\n"


def is_lines(head: bytes) -> bool:
    """Whether a file has a JSON object in its first line, and more below."""
    first, _, rest = start_of(head).lstrip().partition("\n")
    try:
        return isinstance(json.loads(first), dict) and rest.lstrip().startswith("{")
    except (ValueError, RecursionError):
        return False


def is_array(head: bytes) -> bool:
    """Whether a file begins as a JSON array of records or texts does."""
    return bool(_OPENED.match(start_of(head)))


def read_json_array(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The records of a JSON array, one after the other; what stands behind a fault in it is not read."""
    with lines_of(stream, encoding) as (text, problems):
        yield from problems
        n = 0
        try:
            for element in _elements(text):
                if isinstance(element, dict | str):
                    n += 1
                    yield document_of(element)
        except (ValueError, RecursionError) as error:
            if not n:
                raise BadFile(_NO_JSON.format(error)) from error
            yield Problem("file breaks off", f"read up to there: it is no JSON ({error})")


def _elements(text: TextIO) -> Iterator[Any]:
    """The elements of an array; no more of the text is held than the next of them takes."""
    held = text.read(_BLOCK)
    at = opened.end() if (opened := _OPENED.match(held)) else 0
    while True:
        try:
            element, end = _DECODER.raw_decode(held, at)
            after = _AFTER.match(held, end)
        except ValueError:  # as it is cut off, perhaps
            after = None
        if after and after[1] == "]":
            yield element
            if (held[after.end() :] + text.read(_BLOCK)).strip():
                raise ValueError("something stands behind its end")
            return
        if after and after.end() < len(held):
            yield element
            at = after.end()
            continue
        held, at = held[at:], 0
        more = text.read(max(_BLOCK, len(held)))
        if not more or len(held) > _LONGEST_LINE:
            yield _DECODER.raw_decode(held)[0]
            raise ValueError("it is not closed")
        held += more


def read_json(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The records of a JSON file that is no array of them, which is read whole."""
    text, problems = text_of(stream, encoding)
    yield from problems
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(_NO_JSON.format(error)) from error
    records = _records(data, 0)
    if not records:
        raise BadFile("it holds no records")
    yield from map(document_of, records)


def read_json_lines(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The records of a file with one a line, one after the other."""
    with lines_of(stream, encoding) as (lines, problems):
        yield from problems
        for number, line in enumerate(iter(lambda: lines.readline(_LONGEST_LINE), ""), 1):
            if line.strip():
                yield _of_line(line, f"row {number}")


def _of_line(line: str, place: str) -> Document | Problem:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem("row left out", f"it is no JSON: {error}", place=place)
    if not isinstance(record, dict):
        return Problem("row left out", "it is no record: {...} is needed", place=place)
    return document_of(record, place)


def document_of(record: Mapping[str, Any] | str, place: str = "") -> Document:
    """A record with what is nested in it as columns: `source.name`; of lists of values one text."""
    if isinstance(record, str):
        return Document(record)
    record = record["_source"] if isinstance(record.get("_source"), dict) else record
    values: dict[str, Any] = {}
    for name, value in record.items():
        if _has_sections(value):
            text, parts = _text_of_sections(value)
            rest = {other: record[other] for other in record if other not in (name, "plaintext")}
            return Document(text, document_of(rest).values, parts, place)
        is_few = isinstance(value, dict) and len(value) <= _MOST_NESTED
        for inner, cell in value.items() if is_few else [("", value)]:
            values[f"{name}.{inner}" if inner else str(name)] = cell
    return Document("", values, place=place)


def _records(data: Any, level: int) -> list[Any] | None:
    """The records in what JSON holds; None where there are none at this place."""
    if isinstance(data, list):
        found = [one for one in data if isinstance(one, dict | str)]
        return found if found or not data else None
    if not isinstance(data, dict) or level > _DEEPEST:
        return None
    if any(
        isinstance(value, str) or _has_sections(value)
        for name, value in data.items()
        if short(name) in _TEXTS
    ):
        return [data]
    inner = list(data.values())
    if inner and all(isinstance(one, dict) for one in inner) and (table := _of_table(data)):
        return table
    answers = [records for one in inner if (records := _records(one, level + 1))]
    answers = [records for records in answers if isinstance(records[0], dict)]
    return max(answers, key=len) if answers else ([data] if level == 0 else None)


def _of_table(data: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """The records of a table that pandas wrote by columns, or by rows; none of another thing."""
    if any(short(name) in _TEXTS for name in data):
        rows = dict.fromkeys(key for column in data.values() for key in column)
        return [{name: column.get(row) for name, column in data.items()} for row in rows]
    has_text = all(any(short(name) in _TEXTS for name in row) for row in data.values())
    return list(data.values()) if has_text else []


def _has_sections(value: Any) -> bool:
    return isinstance(value, dict) and {"summary", "sections"} <= value.keys()


def _text_of_sections(body: Mapping[str, Any]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of an article that fundus gives in pieces: a summary, then headlines and paragraphs."""
    pieces = [(piece, "standfirst") for piece in _strings(body["summary"])]
    for section in body["sections"] if isinstance(body["sections"], list) else []:
        if isinstance(section, dict):
            pieces += [(piece, "heading") for piece in _strings(section.get("headline"))]
            pieces += [(piece, "body") for piece in _strings(section.get("paragraphs"))]
    text, parts = "", []
    for piece, zone in pieces:
        text += _SEPARATOR if text else ""
        if zone != "body":
            parts.append((len(text), len(text) + len(piece), zone))
        text += piece
    return text, parts


def _strings(values: Any) -> Iterable[str]:
    values = [values] if isinstance(values, str) else values if isinstance(values, list) else []
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]
