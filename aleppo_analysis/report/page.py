"""The frame around every page of the report, and the style that the pages share."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">{head}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><nav aria-label="Pages"><ul>
{links}
</ul></nav></header>
<main id="content">
{body}
</main>
<footer><p>Written by <code>make report</code> from the notebooks of aleppo_analysis. The articles belong to
their publishers; passages are quoted as evidence.</p></footer>
</body>
</html>
"""


class Page(NamedTuple):
    """One page of the site: its file, its name in the navigation, its title and what stands in it."""

    file: str
    name: str
    title: str
    body: str
    head: str = ""  # more for the head of the page, such as a style of its own


def write_site(pages: Sequence[Page], out: Path) -> None:
    """Write the pages, each with the navigation to all of them, and the style they share."""
    for page in pages:
        links = "\n".join(_nav_item(other, is_here=other is page) for other in pages)
        html = FRAME.format(title=escape(page.title), links=links, body=page.body, head=page.head)
        (out / page.file).write_text(html, encoding="utf-8", newline="\n")
    (out / "style.css").write_text(_style(), encoding="utf-8", newline="\n")


def _nav_item(page: Page, *, is_here: bool) -> str:
    current = ' aria-current="page"' if is_here else ""
    return f'<li><a href="{escape(page.file)}"{current}>{escape(page.name)}</a></li>'


def _style() -> str:
    """The colours of code in light and dark, then our own style sheet."""
    from pygments.formatters import HtmlFormatter

    light, dark = (
        HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("friendly", "github-dark")
    )
    own = Path(__file__).with_name("site.css").read_text(encoding="utf-8")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"
