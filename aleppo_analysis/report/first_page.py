"""The first page: the findings, each a sentence and its picture, and the ways to everything else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from .lines import link_html
from .page import Page


class Finding(NamedTuple):
    """A sentence that a notebook finds, its picture, and where its lines stand."""

    sentence: str
    picture: str
    place: str
    is_strip: bool  # whether the picture is the strip of the corpus, which a page shows to be moved through


def first_page(
    title: str, findings: Sequence[Finding], strip: str, ways: Sequence[tuple[str, str, str]]
) -> Page:
    """The page `index.html`: the first finding is its heading; `ways` are file, name and what is there."""
    shown = "\n".join(_finding(one, strip, is_first=place == 0) for place, one in enumerate(findings))
    links = "".join(f"<li>{link_html(file, name)}<br>{escape(about)}</li>\n" for file, name, about in ways)
    kicker = f'<p class="about">{escape(title)}</p>' if findings else f"<h1>{escape(title)}</h1>"
    body = f'{kicker}\n{shown}\n<h2>Where to go on</h2>\n<ul class="ways">\n{links}</ul>'
    return Page("index.html", "Findings", title, body)


def _finding(finding: Finding, strip: str, *, is_first: bool) -> str:
    """The first finding heads the page, the others stand below it."""
    level = "h1" if is_first else "h2"
    lines = link_html(finding.place, "Read the lines, and how they were counted")
    return (
        f"<article>\n<{level}>{escape(finding.sentence)}</{level}>\n"
        f"{strip if finding.is_strip else finding.picture}\n"
        f'<p class="more">{lines}</p>\n</article>'
    )
