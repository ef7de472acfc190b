"""The frame around every page of a site, and the style that its pages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..speakers.roles import hidden
from ..view.html import style_of
from .scripts import POLICY

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">{policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}style.css">{head}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><nav aria-label="Pages"><ul>
{links}
</ul></nav></header>
<main id="content">
{body}
</main>
<footer><p>{footer}</p></footer>
</body>
</html>
"""
NOTEBOOKS = (
    "Written by <code>make report</code> from the notebooks of aleppo_analysis. The articles belong to\n"
    "their publishers; passages are quoted as evidence."
)


class Page(NamedTuple):
    """One page of a site: its file, its name in the navigation, its title and what stands in it."""

    file: str  # from the folder of the site, such as ``articles/post-1.html``
    name: str
    title: str
    body: str
    head: str = ""  # more for the head of the page, such as a style of its own


class Frame(NamedTuple):
    """What stands around all pages of a site."""

    links: Sequence[tuple[str, str]]  # file and name of each page in the navigation
    footer: str
    policy: str  # what the pages may load and run
    hide: Callable[[str], str] | None = None  # puts roles in place of the names of private people


def file_of(notebook: Path) -> str:
    """The file of a notebook's page: the notebook's name, without what an address reads otherwise."""
    return re.sub(r"[^\w.-]+", "-", notebook.stem) + ".html"


def write_site(
    pages: Sequence[Page], parts: Sequence[Page], out: Path, actors: pd.DataFrame | None = None
) -> None:
    """Write the pages and their parts, each with the navigation to all pages, and the style they share.

    Private people among the `actors` stand on the pages with their role.
    """
    frame = Frame([(page.file, page.name) for page in pages], NOTEBOOKS, POLICY, hidden(actors, escape))
    for page in [*pages, *parts]:
        write_page(page, frame, out)
    write_style(out, of_code=True)


def write_page(page: Page, frame: Frame, out: Path) -> None:
    """Write one page of a site to its file below `out`."""
    root = "../" * page.file.count("/")
    html = FRAME.format(
        policy=frame.policy,
        title=escape(page.title),
        root=root,
        head=page.head,
        links="\n".join(_nav_item(root, file, name, page) for file, name in frame.links),
        body=page.body,
        footer=frame.footer,
    )
    write_text(out / page.file, frame.hide(html) if frame.hide else html)


def write_style(out: Path, *, of_code: bool) -> None:
    """Write the style sheet of a site; `of_code` adds the colours of program code in light and dark."""
    own = (
        Path(__file__).with_name("site.css").read_text(encoding="utf-8")
        + style_of("strip")
        + style_of("cards")
    )
    write_text(out / "style.css", _style_of_code() + own if of_code else own)


def _style_of_code() -> str:
    from pygments.formatters import HtmlFormatter

    light, dark = (
        HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("friendly", "github-dark")
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def write_text(file: Path, text: str) -> None:
    """Write a text alike on every system; its folder is made where it is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _nav_item(root: str, file: str, name: str, page: Page) -> str:
    """A link of the navigation; the one to the page itself, or to the page it is a part of, says so."""
    here = (
        ' aria-current="page"' if file == page.file else ' aria-current="true"' if name == page.name else ""
    )
    return f'<li><a href="{root}{escape(file)}"{here}>{escape(name)}</a></li>'
