"""From a document to a row of articles: names, date, text and source put right, what was doubtful said."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from .columns import KNOWN, is_filled, taken
from .dates import read_date
from .documents import Document, Problem
from .repair import repaired, repaired_line, without_halves

Item: TypeAlias = Document | Problem
Row: TypeAlias = dict[str, Any]
_LOOKED_AT = 200  # rows of a table from which its columns are told
_SEPARATOR = "\n\n"


@dataclass(frozen=True)
class Article:
    """A row of articles, what markup tells of its text (start, end, zone), and what was doubtful."""

    row: Row
    zones: list[tuple[int, int, str]]
    problems: list[Problem]


def with_names(items: Iterable[Item], given: Mapping[str, str]) -> Iterator[tuple[Item, Mapping[str, str]]]:
    """Each document with the columns that are taken of it: ours -> the file's.

    The columns of a table are told from its first rows; a document that has its text is looked at alone.
    """
    items = iter(items)
    waiting: list[Item] = []
    for item in items:
        waiting.append(item)
        if len(waiting) == _LOOKED_AT or _is_whole(item):
            break
    rows = [item.values for item in waiting if isinstance(item, Document) and not _is_whole(item)]
    columns = dict.fromkeys(str(name) for row in rows for name in row)
    names = taken(columns, rows, given, has_text=False) if rows else {}
    for item in chain(waiting, items):
        if isinstance(item, Document) and _is_whole(item):
            yield item, taken(item.values, [item.values], given, has_text=True)
        else:
            yield item, names


def _is_whole(item: Item) -> bool:
    """Whether this is a document with its text, not a row of which some column is the text."""
    return isinstance(item, Document) and bool(item.text or not item.values)


def article_of(document: Document, names: Mapping[str, str], day_first: bool | None) -> Article:
    """A document as a row, its text put right; `doc_id`, `source` and `title` may still be missing."""
    values = {ours: document.values.get(name) for ours, name in names.items()}
    text = document.text or _text_in(values.get("text"))
    found = repaired(text, document.parts)
    day, problem = read_date(values.get("published"), day_first)
    row: Row = {name: as_text(values.get(name)) for name in KNOWN if name in values}
    row |= {"text": found.text, "published": day, **_source_and_url(row, document.values)}
    row["title"] = repaired_line(row["title"]) if row.get("title") else None
    row |= _extra(document.values, set(names.values()))
    return Article(row, found.parts, [*found.problems, *([problem] if problem else [])])


def _text_in(cell: Any) -> str:
    """The text in a cell; of several a paragraph each."""
    return (
        _SEPARATOR.join(filter(None, map(as_text, cell))) if isinstance(cell, list) else as_text(cell) or ""
    )


def _source_and_url(row: Row, values: Mapping[str, Any]) -> Row:
    """The outlet, and the address; where the outlet is given as an address, its host."""
    url, source = row.get("url"), row.get("source")
    if source and "://" in source:
        url, source = url or source, _site_name(values) or host_of(source)
    return {"url": url, "source": source and source.removeprefix("www.")}


def _site_name(values: Mapping[str, Any]) -> str | None:
    """The outlet in a table of trafilatura, whose column `source` is the page's address."""
    return next((as_text(values[name]) for name in ("source-hostname", "sitename") if values.get(name)), None)


def host_of(url: str) -> str | None:
    """The host of an address, without www."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _extra(values: Mapping[str, Any], used: set[str]) -> Row:
    """The other columns as text; one that is named as ours is, but not taken for it, is *given*."""
    extra: Row = {}
    for name, value in values.items():
        if name not in used and (name not in KNOWN or is_filled(value)):
            extra[f"{name}_given" if name in KNOWN else without_halves(str(name))] = as_text(value)
    return extra


def as_text(value: Any) -> str | None:
    """A cell as text: lists in one line, dates as ISO, whole numbers without point; None if it is empty."""
    if not is_filled(value):
        return None
    if isinstance(value, str):
        return without_halves(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return without_halves("; ".join(value))
    if isinstance(value, list | tuple | dict):
        return without_halves(json.dumps(value, ensure_ascii=False, default=str))
    return without_halves(str(value))
