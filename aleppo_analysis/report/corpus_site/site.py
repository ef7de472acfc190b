"""A site that is being written page by page: its navigation, its folder, and how long pages are split."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd

from ...speakers.roles import hidden
from ..page import Frame, Page, write_page
from ..scripts import COPY, FILTER, POLICY, filter_box, script
from .pieces import pager, part_file

START, ARTICLES, SPEAKERS, FRAMES, NUMBERS, SOURCES, TABLES, REPAIRS = NAVIGATION = [
    ("index.html", "Start"),
    ("contents.html", "Articles"),
    ("speakers.html", "Who speaks"),
    ("frames.html", "Frame wording"),
    ("numbers.html", "Numbers"),
    ("sources.html", "Sources compared"),
    ("tables.html", "Tables"),
    ("repairs.html", "Repairs"),
]
_FOOTER = (
    "Written by <code>aleppo-analysis report</code>. Quotations, speakers and voices were found by machine: "
    "read the lines before you quote a number. The articles belong to their publishers."
)
Item = TypeVar("Item")


class Split(NamedTuple):
    """A page that is split where it is long."""

    stem: str  # of its files, such as ``lines/speakers``
    name: str  # the page of the navigation that it belongs to
    title: str
    items: str  # what its items are, in the plural
    size: int  # how many of them stand in a part


class Site:
    """A site of one corpus; every page is written to its folder at once and then forgotten."""

    def __init__(self, folder: Path, title: str, actors: pd.DataFrame | None = None) -> None:
        self.folder, self.title = folder, title
        self._frame = Frame(NAVIGATION, _FOOTER, POLICY, hidden(actors, escape))

    def write(self, file: str, name: str, title: str, body: str, *, head: str = "") -> None:
        """Write one page: its file, the page of the navigation that it belongs to, its title and content."""
        write_page(Page(file, name, f"{title} · {self.title}", body, head), self._frame, self.folder)

    def write_parts(
        self,
        split: Split,
        items: Iterable[Item],
        n: int,
        content: Callable[[int, list[Item]], tuple[str, str]],
    ) -> None:
        """Write `n` items as pages; `content` gives what stands above the items of a part, and the items."""
        n_parts = max(1, -(-n // split.size))
        for number, part in enumerate(in_parts(items, split.size), start=1):
            above, shown = content(number, part)
            top, end = (pager(split.stem, number, n_parts, at=at) for at in ("top", "end"))
            body = [above, top, filter_box(split.items), shown, end, script(FILTER), script(COPY)]
            file = part_file(split.stem, number)
            self.write(file, split.name, split.title, "\n".join(filter(None, body)))


def place_in(split: Split, before: int, place: str) -> str:
    """Where something stands in a split page, if so many items stand before it."""
    return f"{part_file(split.stem, before // split.size + 1)}#{place}"


def in_parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items, so many at a time; one empty part where there are none."""
    iterator = iter(items)
    yield list(islice(iterator, size))
    while part := list(islice(iterator, size)):
        yield part


def day(published: str | None) -> str | None:
    """A day as it is written: *3 Mar 2016*."""
    return f"{date.fromisoformat(published):%d %b %Y}".lstrip("0") if published else None


def days(first: str | None, last: str | None) -> str | None:
    """From the first day to the last."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"
