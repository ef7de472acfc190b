"""An executed notebook as a piece of HTML for the report: valid, without scripts, offline."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Sequence
from copy import copy, deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ..view.drawing import NARROW, SVG
from .page import file_of
from .running import WIDGET, ReportError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

NUMBER = re.compile(r"[-+−]?[\d.,]+ ?%?|NaN|<NA>|nan")
_CELLS = ["th", "td"]
_OWN_DRAWING = re.compile(r'<svg role="img" (aria-label="[^"]{0,999}")')
_PLACE = re.compile(r'<svg [^>]{0,999}data-drawing="(\d+)"[^>]*+></svg>')
_ID = re.compile(r' id="([^"]*+)"')
QUOTED = r"""(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""  # a text as Python shows it
PLOT = re.compile(rf"<Axes: (?:label={QUOTED}, )?title=(\{{(?:{QUOTED}: {QUOTED}(?:, )?)++\}})[,>]")


def notebook_html(notebook: NotebookNode, source: Path, out: Path) -> tuple[BeautifulSoup, list[str]]:
    """The notebook's cells as HTML. Its pictures and the files it links to are written under `out`.

    The drawings, which are most of a page, stand beside it: `with_drawings` puts them in.
    """
    from bs4 import BeautifulSoup

    described, drawings = _describe(notebook)
    soup = BeautifulSoup(_export(described, Path(file_of(source)).stem, out), "html.parser")
    for table in soup.find_all("table", class_="dataframe"):
        _tidy_table(table, soup)
    for cell in soup.find_all(class_="code_cell"):
        for code in cell.find_all(class_="input", recursive=False):
            _fold(code, soup)
    for output in soup.find_all("pre"):
        output["tabindex"] = "0"  # what is wider than the page can be moved by keys
    for picture in soup.find_all("img", alt=False):
        picture["alt"] = "A picture that its notebook does not describe"
    for mark in soup.find_all("a", class_="anchor-link"):
        mark.decompose()
    _drop_second_ids(soup)
    for link in soup.find_all("a", href=True):
        _mend_link(link, source, out)
    return soup, drawings


def with_drawings(html: str, drawings: Sequence[str], *, ids: bool = True) -> str:
    """The HTML with its drawings in their places; an id stands on a page once, or without `ids` never."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        is_first = ids and found[1] not in seen
        seen.add(found[1])
        return found[0] if is_first else ""

    return _PLACE.sub(lambda place: _ID.sub(once, drawings[int(place[1])]), html)


def _describe(notebook: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """A copy in which every picture has its title as words, and nothing needs a running kernel.

    And our own drawings, which stand in the copy as empty elements.
    """
    described, drawings = deepcopy(notebook), list[str]()
    for cell in (cell for cell in described.cells if cell.cell_type == "code"):
        titles = [title for output in cell.outputs for title in _plot_titles(output)]
        cell.outputs = [output for output in cell.outputs if not _plot_titles(output)]
        for output in cell.outputs:
            data = output.get("data", {})
            data.pop("application/javascript", None)
            if data.pop(WIDGET, None):
                data["text/plain"] = "To be used, not read: open this notebook with `make lab`."
            if wide := data.pop(SVG, None):  # stands in the page, so that its text can be read and copied
                data["text/html"] = _figure(wide, data.pop(NARROW, ""), drawings)
            for kind in (kind for kind in data if kind.startswith("image/")):
                output.metadata[kind] = {"alt": " ".join(titles) or "Figure; its numbers are in the table"}
    return described, drawings


def _figure(wide: str, narrow: str, drawings: list[str]) -> str:
    """A figure in one layout, or in one for wide and one for narrow screens."""
    look = ' class="wide"' if narrow else ""
    slim = f'<div class="narrow">{_placed(narrow, drawings)}</div>' if narrow else ""
    return f"<figure><div{look}>{_placed(wide, drawings)}</div>{slim}</figure>"


def _placed(drawing: str, drawings: list[str]) -> str:
    """An empty element in place of a drawing of ours; what others drew is read and mended with the page."""
    own = _OWN_DRAWING.match(drawing)
    if not own:
        return drawing
    drawings.append(drawing)
    return f'<svg {own[1]} data-drawing="{len(drawings) - 1}"></svg>'


def _plot_titles(output: NotebookNode) -> list[str]:
    """The titles in the `<Axes: title=...>` that a bare plot call leaves beside its picture."""
    text = output.get("data", {}).get("text/plain", "")
    try:
        titles = [ast.literal_eval(found).values() for found in PLOT.findall(text)]
    except (SyntaxError, ValueError):  # a text that only looks like a plot
        return []
    return [" ".join(title.split()) for several in titles for title in several]


def _export(notebook: NotebookNode, stem: str, out: Path) -> str:
    """nbconvert's bare body; the pictures go to files under `out`/figures."""
    names = {"unique_key": stem, "output_files_dir": "figures"}
    body, resources = _exporter().from_notebook_node(notebook, resources=names)
    for name, content in resources["outputs"].items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    return body


@cache
def _exporter() -> HTMLExporter:
    """Made once: its templates are compiled."""
    from nbconvert import HTMLExporter, TemplateExporter
    from nbconvert.filters import Highlight2HTML

    class Bare(HTMLExporter):
        """Gives what the templates give; nbconvert would read it all to mend it, as `notebook_html` does."""

        def from_notebook_node(self, *given: Any, **options: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, *given, **options)

    exporter = Bare(
        template_name="basic",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python"))
    exporter.register_preprocessor("nbconvert.preprocessors.ExtractOutputPreprocessor", enabled=True)
    return exporter


def _tidy_table(table: Tag, soup: BeautifulSoup) -> None:
    """Drop pandas' styles and a row count that says nothing, align numbers right, let wide tables scroll."""
    for style in table.find_previous_siblings("style"):
        style.decompose()
    for tag in [table, *table.find_all(True)]:
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in ("colspan", "rowspan")}
    heads = [head for row in table.find_all("tr") for head in row.find_all(_CELLS, limit=1)]
    beside = inside(table, "tbody", "th")
    corners = (row.find(True) for row in inside(table, "thead", "tr"))
    is_named = any(corner.get_text(strip=True) for corner in corners if corner and corner.name == "th")
    if beside and not is_named and all(head.get_text().isdecimal() for head in beside):
        for head in heads:
            head.decompose()
    _repeat_spanned(table)
    for head in table.find_all("th"):
        head.name = "th" if head.get_text(strip=True) else "td"  # an empty cell heads nothing
    for cell in [*table.find_all("td"), *inside(table, "tbody", "th")]:
        if len(cell.get_text()) <= 24:
            cell["class"] = "short"
    heads = [head for row in inside(table, "thead", "tr")[:1] for head in row.find_all(_CELLS)]
    rows = [row.find_all(_CELLS) for row in inside(table, "tbody", "tr")]
    for head, *column in zip(heads, *rows, strict=False):
        if all(NUMBER.fullmatch(cell.get_text(strip=True)) for cell in column):
            for cell in (head, *column):
                cell["class"] = "number short"
    _as_cards(table, soup)
    table.wrap(soup.new_tag("div", attrs={"class": "scroll", "tabindex": "0"}))


def inside(table: Tag, part: str, names: str | list[str]) -> list[Tag]:
    """The rows or cells in a part of a table; CSS would take ten times as long."""
    return [tag for one in table.find_all(part) for tag in one.find_all(names)]


def _as_cards(table: Tag, soup: BeautifulSoup) -> None:
    """Each cell says what it is, so that a row can be a card where the table does not fit."""
    above = inside(table, "thead", "tr")
    heads = [row.find_all(_CELLS) for row in above]
    if (
        not heads
        or len({len(row) for row in heads}) > 1
        or any(cell.has_attr("colspan") for cell in inside(table, "thead", _CELLS))
    ):
        return
    names = [[cell.get_text(strip=True) for cell in column] for column in zip(*heads, strict=True)]
    table["class"], table["role"] = f"cards {'many' if len(names) > 7 else 'few'}", "table"
    for row in inside(table, "tbody", "tr"):
        row["role"] = "row"
        for cell, name in zip(row.find_all(_CELLS), names, strict=False):
            cell["data-head"] = next((part for part in reversed(name) if part), "")
            cell["role"] = "rowheader" if cell.name == "th" else "cell"
    for part in table.find_all(["thead", "tbody"]):
        part["role"] = "rowgroup"
    for row in above:
        row["role"] = "row"
    for head in inside(table, "thead", "th"):
        head["role"] = "columnheader"
        _break_at_underscores(head, soup)


def _break_at_underscores(head: Tag, soup: BeautifulSoup) -> None:
    """A long name of a column may go on in a second line."""
    first, *others = head.get_text(strip=True).split("_")
    head.string = first + "_" * bool(others)
    for place, part in enumerate(others, start=1):
        head.append(soup.new_tag("wbr"))
        head.append(part + "_" * (place < len(others)))


def _repeat_spanned(table: Tag) -> None:
    """A row head that spans several rows stands in each of them, so that every row reads by itself."""
    for row in inside(table, "tbody", "tr"):
        for head in row.find_all("th", rowspan=True):
            place, n_more = row.index(head), int(str(head.attrs.pop("rowspan"))) - 1
            for other in row.find_next_siblings("tr")[:n_more]:
                other.insert(place, copy(head))


def _fold(code: Tag, soup: BeautifulSoup) -> None:
    """Code stays one click away: readers come for what it shows."""
    summary = soup.new_tag("summary")
    summary.string = "Code"
    code.wrap(soup.new_tag("details")).insert(0, summary)


def _drop_second_ids(soup: BeautifulSoup) -> None:
    """Two headings with the same words get the same id; only the first keeps it."""
    seen: set[str] = set()
    for tag in soup.find_all(id=True):
        place = str(tag["id"])
        if place in seen:
            del tag["id"]
        seen.add(place)


def _mend_link(link: Tag, source: Path, out: Path) -> None:
    """A link to a notebook leads to its page, one to a file of the project to a copy in the report."""
    target = urlsplit(str(link["href"]))
    if target.scheme or target.netloc:
        return
    anchor = f"#{target.fragment}" if target.fragment else ""
    file = (source.parent / unquote(target.path or source.name)).resolve()
    project = source.parent.resolve().parent
    if not file.is_file() or not file.is_relative_to(project):
        raise ReportError(
            f"{source.name} links to {link['href']!r}, which is no file of the project.\n"
            "Mend the link: paths start at the notebook's own folder."
        )
    if file.suffix == ".ipynb":
        link["href"] = f"{file_of(file)}{anchor}"
        return
    copy = Path("files") / file.relative_to(project)
    (out / copy).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, out / copy)
    link["href"] = copy.as_posix() + anchor
