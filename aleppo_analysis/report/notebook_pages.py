"""The pages of the report that come from the notebooks: one a notebook, and the methods."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import copy
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .counts import Passages, Tables, link_counts
from .first_page import Finding
from .notebook_html import notebook_html, with_drawings
from .page import Page, file_of
from .running import ReportError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbformat import NotebookNode


READ = "read.html"  # the page that has the articles
METHOD = ".celltag_method, .celltag_method *"
OWN = ["index.html", READ, "evidence.html", "methods.html", "tables.html"]  # and evidence-*.html


class NotebookPage(NamedTuple):
    """A notebook as a page, with the parts that other pages show of it."""

    page: Page
    linked: dict[str, Passages]  # the counts of its tables that lead to lines, and those lines
    findings: list[Finding]  # the pictures of the cells tagged `finding`, each with its sentence
    method: str  # the sections with a cell tagged `method`, and the last one, what cannot be shown


def check_names(notebooks: Iterable[Path]) -> None:
    """Raise ReportError for a notebook whose page would take the place of another page of the report."""
    taken = dict.fromkeys(OWN, "one of the report's own")
    for path in notebooks:
        file = file_of(path).lower()  # some systems take the one for the other
        if file in taken or file.startswith("evidence-"):
            raise ReportError(
                f"The page of {path.name} would be called as {taken.get(file, taken[READ])}: {file}.\n"
                "Give the notebook another name."
            )
        taken[file] = f"that of {path.name}"


def notebook_page(
    notebook: NotebookNode, source: Path, tables: Tables, places: Container[str], out: Path
) -> NotebookPage:
    """The page of an executed notebook; linked files are written under `out`, `places` can be read."""
    soup, drawings = notebook_html(notebook, source, out)
    linked = link_counts(soup, tables)
    _link_cards(soup, places)
    styles = dict.fromkeys(str(style.extract()) for style in soup.find_all("style"))  # valid only in the head
    file, heading = file_of(source), soup.find("h1")
    name = re.sub(r"^\d+_", "", source.stem).replace("_", " ").capitalize()
    title = " ".join(heading.get_text().split()) if heading else name
    page = Page(file, name, title, with_drawings(str(soup), drawings), head="\n" + "\n".join(styles))
    findings = [
        found._replace(picture=with_drawings(found.picture, drawings)) for found in _findings(soup, page)
    ]
    return NotebookPage(page, linked, findings, with_drawings(_method(soup), drawings, ids=False))


def _findings(soup: BeautifulSoup, page: Page) -> Iterator[Finding]:
    """The pictures of the cells tagged `finding`, each with its title and the section where it stands."""
    for cell in soup.find_all(class_="celltag_finding"):
        picture, heading = cell.select_one("figure, img, svg"), cell.find_previous(["h1", "h2", "h3"])
        section = (heading if heading.has_attr("id") else heading.find_parent(id=True)) if heading else cell
        if picture is not None and section is not None:
            is_strip = "celltag_strip" in str(cell.get("class", ""))
            yield Finding(*_titled_picture(picture, page), f"{page.file}#{section['id']}", is_strip)


def _titled_picture(picture: Tag, page: Page) -> tuple[str, str]:
    """What a picture finds, and the picture without that title; the page's title where it has none."""
    shown = copy(picture)
    caption = shown.find("figcaption")
    named = shown if shown.name != "figure" else shown.find("svg") or shown
    title = caption.get_text() if caption else str(named.get("alt") or named.get("aria-label") or page.title)
    if caption:
        caption.decompose()
    return title, str(shown if shown.name == "figure" else f"<figure>{shown}</figure>")


def _link_cards(soup: BeautifulSoup, places: Container[str]) -> None:
    """Each card leads to its place in the page to read."""
    for card in soup.find_all(True, attrs={"data-place": True}):
        place, outlet = str(card.attrs.pop("data-place")), card.find("b")
        if place in places and outlet:
            outlet.wrap(soup.new_tag("a", href=f"{READ}#{place}"))


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
    cells = soup.find_all(class_=["text_cell_render", "code_cell"])
    for tag in (tag for cell in cells for tag in _parts(cell)):
        if tag.name == "h2":
            sections.append([])
        if sections:
            sections[-1].append(tag)
    return sections


def _parts(cell: Tag) -> list[Tag]:
    """What a cell adds to a section: its paragraphs, or itself, if it is one of code."""
    is_code = "code_cell" in str(cell.get("class", ""))
    return [cell] if is_code else cell.find_all(True, recursive=False)


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
