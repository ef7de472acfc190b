"""JSON: a list of records, a record, records inside an answer of an API, or a record a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from .columns import short
from .decoding import lines_of, start_of
from .documents import BadFile, Document, Problem
from .limits import LONGEST, TOO_LONG
from .values import DEEPEST, Long, Values, elements_at, holds_long, outline_of

_MOST_NESTED = 30  # names in a nested object that are columns; of more, as counts of words, it is one cell
_TEXTS = ("text", "content", "maintext", "body", "plaintext")  # a record has one of them
_OPENED = re.compile(r"\s*+\[\s*+(?=[\"{])")
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
        values = Values(text)
        try:
            for element in values.elements():
                if isinstance(element, dict | str):
                    n += 1
                    yield document_of(element)
            values.end()
        except (ValueError, RecursionError) as error:
            if not n:
                raise BadFile(_NO_JSON.format(error)) from error
            yield Problem("file breaks off", f"read up to there: it is no JSON ({error})")


def read_json(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The records of a JSON file that is no array of them; where an array in it has them, one by one."""
    with lines_of(stream, encoding) as (text, problems):
        yield from problems
        try:
            records = _records(outline_of(text), 0)
        except (ValueError, RecursionError) as error:
            raise BadFile(_NO_JSON.format(error)) from error
    if not records:
        raise BadFile("it holds no records")
    if not isinstance(records, Long):
        if any(map(holds_long, records)):
            raise BadFile(TOO_LONG)
        yield from map(document_of, records)
        return
    stream.seek(0)
    with lines_of(stream, encoding) as (text, _):
        elements = elements_at(records.start, text)
        yield from (document_of(one) for one in elements if isinstance(one, dict | str))


def read_json_lines(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The records of a file with one a line, one after the other."""
    with lines_of(stream, encoding) as (lines, problems):
        yield from problems
        for number, line in enumerate(iter(lambda: lines.readline(LONGEST), ""), 1):
            if line.strip():
                yield _of_line(line, f"row {number}")


def _of_line(line: str, place: str) -> Document | Problem:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        done = TOO_LONG if len(line) == LONGEST else f"it is no JSON: {error}"
        return Problem("row left out", done, place=place)
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


def _records(data: Any, level: int) -> list[Any] | Long | None:
    """The records in what JSON holds; None where there are none at this place."""
    if isinstance(data, Long):
        return data if data.n else None
    if isinstance(data, list):
        found = [one for one in data if isinstance(one, dict | str)]
        return found if found or not data else None
    if not isinstance(data, dict) or level > DEEPEST:
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
    answers = [records for records in answers if isinstance(_first(records), dict)]
    return max(answers, key=_n_of) if answers else ([data] if level == 0 else None)


def _first(records: list[Any] | Long) -> Any:
    return records.first if isinstance(records, Long) else records[0]


def _n_of(records: list[Any] | Long) -> int:
    return records.n if isinstance(records, Long) else len(records)


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
