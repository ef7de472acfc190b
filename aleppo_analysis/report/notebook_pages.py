"""The pages of the report that come from the notebooks: one a notebook, the findings, the methods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .evidence_page import Passages, Tables, link_counts
from .notebook_html import notebook_html
from .page import Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbformat import NotebookNode


METHOD = ".celltag_method, .celltag_method *"


class NotebookPage(NamedTuple):
    """A notebook as a page, with the parts that other pages show of it."""

    page: Page
    linked: dict[str, Passages]  # the counts of its tables that lead to lines, and those lines
    answer: str  # the first paragraph after the question
    findings: str  # the pictures of the cells tagged `finding`, each linked to its evidence
    method: str  # the sections with a cell tagged `method`, and the last one, what cannot be shown


def notebook_page(notebook: NotebookNode, source: Path, tables: Tables, out: Path) -> NotebookPage:
    """The page of an executed notebook; pictures and linked files are written under `out`."""
    soup = notebook_html(notebook, source, out)
    linked = link_counts(soup, tables)
    styles = dict.fromkeys(str(style.extract()) for style in soup.select("style"))  # valid only in the head
    file, heading = f"{source.stem}.html", soup.find("h1")
    name = re.sub(r"^\d+_", "", source.stem).replace("_", " ").capitalize()
    title = " ".join(heading.get_text().split()) if heading else name
    return NotebookPage(
        page=Page(file, name, title, str(soup), head="\n" + "\n".join(styles)),
        linked=linked,
        answer=str((heading and heading.find_next_sibling("p")) or ""),
        findings="\n".join(_finding(cell, file) for cell in soup.select(".celltag_finding")),
        method=_method(soup),
    )


def _finding(cell: Tag, file: str) -> str:
    """The picture of a cell as a link to the section where its table and its lines stand."""
    image, heading = cell.find("img"), cell.find_previous(["h1", "h2", "h3"])
    section = (heading if heading.has_attr("id") else heading.find_parent(id=True)) if heading else cell
    if image is None or section is None:
        return ""
    place = escape(f"{file}#{section['id']}")
    return (
        f'<figure><a href="{place}">{image}</a></figure>\n'
        f'<p class="more"><a href="{place}">The numbers behind this picture</a></p>'
    )


def _method(soup: BeautifulSoup) -> str:
    """The sections with a cell tagged `method`, and the last section, one level of headings down."""
    sections = _sections(soup)
    chosen = [part for part in sections if part is sections[-1] or any(tag.css.match(METHOD) for tag in part)]
    copies = [copy(tag) for part in chosen for tag in part]
    for tag in copies:
        for named in [tag, *tag.find_all(True)]:
            named.attrs.pop("id", None)  # the same id may come from several notebooks
        tag.name = "h3" if tag.name == "h2" else tag.name
    return "\n".join(str(tag) for tag in copies)


def _sections(soup: BeautifulSoup) -> list[list[Tag]]:
    """What stands under each heading of the second level, with it: paragraphs and whole code cells."""
    sections: list[list[Tag]] = []
    for tag in soup.select(".text_cell_render > *, .code_cell"):
        if tag.name == "h2":
            sections.append([])
        if sections:
            sections[-1].append(tag)
    return sections


def index_page(notebooks: Sequence[NotebookPage], title: str, intro: str) -> Page:
    """The first page: question, answer and picture of each notebook with a finding; the others' titles."""
    articles = "\n".join(
        f"<article>\n<h2>{_titled(page)}</h2>\n{answer}\n{findings}\n</article>"
        for page, _, answer, findings, _ in notebooks
        if findings
    )
    others = "".join(f"<li>{_titled(one.page)}</li>\n" for one in notebooks if not one.findings)
    more = f"<article>\n<h2>Also</h2>\n<ul>\n{others}</ul>\n</article>" if others else ""
    body = f"<h1>{escape(title)}</h1>\n<p>{escape(intro)}</p>\n{articles}\n{more}"
    return Page("index.html", "Findings", title, body)


def _titled(page: Page) -> str:
    return f'<a href="{escape(page.file)}">{escape(page.title)}</a>'


def methods_page(notebooks: Sequence[NotebookPage]) -> Page:
    """What was done, how well it works and what it cannot show, in the notebooks' own words."""
    sections = [
        f"<section>\n<h2>{_titled(one.page)}</h2>\n{one.method}\n</section>"
        for one in notebooks
        if one.method
    ]
    title = "How it was done, how well it works, what it cannot show"
    return Page("methods.html", "Methods", title, "\n".join([f"<h1>{title}</h1>", *sections]))
