"""Plain text: a file is an article. What stands between two lines of three hyphens at its top tells of it."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .decoding import text_of
from .documents import Document, Problem
from .limits import check_length

_FRONT_MATTER = re.compile(r"\s{0,99}---[ \t]*+\r?\n((?:(?!---)[^\r\n]*+\r?\n){1,200})---[ \t]*+(?:\r?\n|$)")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,60}):[ \t]*+(.*)")
_ITEM = re.compile(r"\s{0,20}-[ \t]++(.*)")


def read(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The one article of a text file."""
    values, text, problems = values_and_text(stream, encoding)
    yield from problems
    yield Document(text, values if text.strip() else {})


def values_and_text(stream: BinaryIO, encoding: str | None) -> tuple[dict[str, str], str, list[Problem]]:
    """What the lines at the top of a text file say, the text without them, and what was doubtful."""
    text, problems = text_of(stream, encoding)
    check_length(len(text))
    values, text = without_front_matter(text)
    told = [Problem("front matter", "read as columns")] if values else []
    return values, text, [*told, *problems]


def without_front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the lines at the top say (YAML, flat: names, values, lists), and the text without them."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    values: dict[str, str] = {}
    last = ""
    for line in found[1].splitlines():
        if field := _FIELD.match(line):
            last = field[1].strip()
            values[last] = _unquoted(field[2])
        elif last and (item := _ITEM.match(line)):
            values[last] = "; ".join(filter(None, [values[last], _unquoted(item[1])]))
    return values, text[found.end() :].lstrip("\r\n") if values else text


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return "; ".join(_unquoted(item) for item in value[1:-1].split(","))
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
