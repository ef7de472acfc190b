"""A line of evidence: where it stands, what is told of it, the sentence with what was found marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ..view.html import visible


def link_html(href: str, text: str) -> str:
    """A link to a place of the site, or of the web."""
    return f'<a href="{escape(href)}">{visible(text)}</a>'


def line_html(href: str, place: str, told: str, line: Mapping[str, str]) -> str:
    """One line, its place leading to the article; of `line` the columns `before`, `match` and `after`."""
    about = f" <small>{visible(told)}</small>" if told else ""
    return (
        f"{link_html(href, place)}{about}: "
        f"{visible(line['before'])}<mark>{visible(line['match'])}</mark>{visible(line['after'])}"
    )
