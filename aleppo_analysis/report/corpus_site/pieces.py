"""Pieces of HTML that the pages share: tables, links, the way through pages that were split, a filter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from ...view.html import visible
from ...view.style import UNKNOWN

_TAG = re.compile(r"<[^<>]{0,2000}>")
_LONG = 20  # characters of a word that may be broken, so that its table fits on the page
_NEAR = 3  # neighbours of a page that its pager names, beside the first and the last


class Html(str):
    """Text that is escaped already."""


class Head(NamedTuple):
    """The head of a column: its name, what stands below it, and whether it holds numbers."""

    name: str
    note: str = ""
    is_number: bool = True


def table(
    caption: str, heads: Sequence[Head], rows: Iterable[Sequence[object]], *, are_items: bool = False
) -> str:
    """A table whose first cell heads its row; on a narrow screen each row is a paragraph of named cells.

    `are_items` says that its rows are what the page's filter shows or hides.
    """
    named = "".join(map(_head, heads))
    item = " data-item" if are_items else ""
    body = "\n".join(
        f'<tr role="row"{item}>{"".join(map(_cell, heads, row, range(len(heads))))}</tr>' for row in rows
    )
    return (
        f'<table role="table" class="cards"><caption>{visible(caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{named}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}\n</tbody></table>'
    )


def _head(head: Head) -> str:
    look = ' class="number"' if head.is_number else ""
    note = f"<br><small>{visible(head.note)}</small>" if head.note else ""
    return f'<th role="columnheader" scope="col"{look}>{visible(head.name)}{note}</th>'


def _cell(head: Head, value: object, place: int) -> str:
    html = shown(value)
    looks = ["number"] * (head.is_number and place > 0)
    looks += ["long"] * any(len(word) > _LONG for word in _TAG.sub(" ", html).split())
    look = f' class="{" ".join(looks)}"' if looks else ""
    if place == 0:
        return f'<th role="rowheader" scope="row"{look}>{html}</th>'
    name = f"{head.name} ({head.note})" if head.note else head.name
    return f'<td role="cell" data-head="{escape(name)}"{look}>{html}</td>'


def shown(value: object) -> Html:
    """A value as HTML: numbers as they are read, a missing one as *not known*, text escaped."""
    match value:
        case Html():
            return value
        case None:
            return Html(f'<span class="unknown">{UNKNOWN}</span>')
        case int():
            return Html(f"{value:,}")
        case float():
            return Html(f"{value:,.2f}")
        case _:
            return Html(visible(str(value)))


def link(href: str, value: object) -> Html:
    """A link to a place of the site."""
    return Html(f'<a href="{escape(href)}">{shown(value)}</a>')


def counted(n: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{n:,} {noun}" + "s" * (n != 1)


def rate(n: int, n_words: int) -> float | Html:
    """How often in 1,000 words; a dash where there are none."""
    return 1000 * n / n_words if n_words else Html("–")


def share(n: int, whole: int) -> Html:
    """A part of a whole in percent; a dash where there is none."""
    return Html(f"{n / whole:.0%}" if whole else "–")


def of(n: int, whole: int) -> str:
    """So many of so many."""
    return f"{n:,} of {whole:,}"


def part_file(stem: str, number: int) -> str:
    """The file of a page that was split, its first part being number 1."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def pager(stem: str, number: int, n_parts: int, *, at: str) -> str:
    """The way to the other parts of a page that was split, at its top or end; nothing where it is whole."""
    if n_parts == 1:
        return ""
    near = range(number - _NEAR, number + _NEAR + 1)
    named = sorted({1, n_parts, *(part for part in near if 1 <= part <= n_parts)})
    steps = [(number - 1, "Previous"), *((part, str(part)) for part in named), (number + 1, "Next")]
    items = "".join(
        f"<li>{_step(stem, part, name, number)}</li>" for part, name in steps if 1 <= part <= n_parts
    )
    told = f"<p>Part {number} of {n_parts}</p>"
    return f'<nav class="pager" aria-label="Parts, {at} of the page">{told}<ul>{items}</ul></nav>'


def _step(stem: str, part: int, name: str, number: int) -> str:
    here = ' aria-current="page"' if part == number else ""
    return f'<a href="{escape(part_file(stem.rpartition("/")[2], part))}"{here}>{name}</a>'
