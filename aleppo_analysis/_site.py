"""The look of the report: the page around everything, and executed notebooks as HTML that stays offline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ._notebook_html import notebook_html

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbformat import NotebookNode

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
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


def write_site(pages: Sequence[Page], out: Path) -> None:
    """Write the pages, each with the navigation to all of them, and the style they share."""
    for page in pages:
        links = "\n".join(_nav_item(other, is_here=other is page) for other in pages)
        html = FRAME.format(title=escape(page.title), links=links, body=page.body)
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
    own = Path(__file__).with_name("_site.css").read_text(encoding="utf-8")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"


class NotebookPage(NamedTuple):
    """A notebook as a page, with the parts that other pages show of it."""

    page: Page
    answer: str  # what the first cell says after its question
    findings: str  # the pictures of the cells tagged `finding`, each linked to its evidence
    method: str  # the cells tagged `method`


def notebook_page(notebook: NotebookNode, source: Path, out: Path) -> NotebookPage:
    """The page of an executed notebook; pictures and linked files are written under `out`."""
    soup = notebook_html(notebook, source, out)
    file, heading = f"{source.stem}.html", soup.find("h1")
    name = re.sub(r"^\d+_", "", source.stem).replace("_", " ").capitalize()
    title = heading.get_text(" ", strip=True) if heading else name
    return NotebookPage(
        page=Page(file, name, title, str(soup)),
        answer=_html(heading.find_next_siblings()) if heading else "",
        findings="\n".join(_finding(cell, file) for cell in soup.select(".celltag_finding")),
        method=_html(soup.select(".celltag_method")),
    )


def _finding(cell: Tag, file: str) -> str:
    """The picture of a cell as a link to the section where its table and its lines stand."""
    image, heading = cell.find("img"), cell.find_previous(["h1", "h2", "h3"])
    section = heading.find_parent(id=True) if heading else cell
    if image is None or section is None:
        return ""
    place = escape(f"{file}#{section['id']}")
    return (
        f'<figure><a href="{place}">{image}</a></figure>\n'
        f'<p class="more"><a href="{place}">The numbers behind this picture</a></p>'
    )


def index_page(notebooks: Iterable[NotebookPage], title: str, intro: str) -> Page:
    """The first page: every notebook's question, answer and picture, in the notebooks' own words."""
    articles = "\n".join(
        f'<article>\n<h2><a href="{escape(page.file)}">{escape(page.title)}</a></h2>\n'
        f"{answer}\n{findings}\n</article>"
        for page, answer, findings, _ in notebooks
    )
    body = f"<h1>{escape(title)}</h1>\n<p>{escape(intro)}</p>\n{articles}"
    return Page("index.html", "Findings", title, body)


def methods_page(notebooks: Iterable[NotebookPage]) -> Page | None:
    """What was done, how well it works and what it cannot show; None where no cell is tagged `method`."""
    sections = [
        f'<section>\n<h2><a href="{escape(page.file)}">{escape(page.title)}</a></h2>\n{method}\n</section>'
        for page, _, _, method in notebooks
        if method
    ]
    if not sections:
        return None
    title = "How it was done, how well it works, what it cannot show"
    return Page("methods.html", "Methods", title, f"<h1>{title}</h1>\n" + _unique_places("\n".join(sections)))


def _unique_places(html: str) -> str:
    """A copy of parts of other pages: their ids would stand twice in one page, so they go."""
    from bs4 import BeautifulSoup

    soup: BeautifulSoup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(id=True):
        del tag["id"]
    return str(soup)


def _html(tags: Iterable[object]) -> str:
    return "\n".join(str(tag) for tag in tags)
