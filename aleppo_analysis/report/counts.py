"""Counts in the report's tables become links to the lines they were counted from."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from ..passages import evidence
from ..tables import texts_of
from ..text.lines import unwrapped
from ..view.html import safe
from ..view.strips import outlets_of
from ..view.style import UNKNOWN, words
from .notebook_html import inside

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

COUNTS = {"n", "n_quotes"}  # what counts lines; a table with shares counts words
_CELLS = ["th", "td"]
MISSING = {"", "NaN", "nan", "None", "<NA>"}
# Which span table a row of counts is about, by a column it has, and the columns that may narrow it down.
PLACES = ["source", "doc_id", "voice", "zone"]
SUBJECTS = {
    "frame": ("matches", ["frame", "term", "speaker_name", "speaker_group", "is_negated", *PLACES]),
    "term": ("tokens", ["term", "speaker_name", "speaker_group", *PLACES]),
    "speaker_name": ("quotes", ["speaker_name", "speaker_group", "cue", "kind", "use", *PLACES]),
    "speaker_group": ("quotes", ["speaker_group", "cue", "kind", "use", *PLACES]),
    "cue": ("quotes", ["cue", "kind", "use", *PLACES]),
    "use": ("quotes", ["use", "kind", *PLACES]),
}


Tables: TypeAlias = Mapping[str, pd.DataFrame]
Lines: TypeAlias = tuple[pd.DataFrame, dict[str, np.ndarray]]


class Passages(NamedTuple):
    """What was counted, in words, its lines (as `evidence` gives them), and the page that shows them."""

    title: str
    lines: pd.DataFrame
    file: str
    about: str  # what that page is about


def link_counts(soup: BeautifulSoup, tables: Tables) -> dict[str, Passages]:
    """Link each count of the page's tables to its lines; returns the lines by the place they will have.

    A number is linked only where the lines are exactly as many: other whole numbers count something else.
    """
    linked: dict[str, Passages] = {}
    lines: dict[str, Lines] = {}
    articles = tables["articles"]
    named = "source" in articles.columns
    outlets = dict(zip(articles["source"], outlets_of(articles), strict=True)) if named else {}
    for table in soup.find_all("table"):
        for cell_of, numbers in _rows(table):
            counts = [number.get_text(strip=True) for number in numbers]
            place, passages = _passages(cell_of, counts, tables, lines, outlets)
            for number, count in zip(numbers, counts, strict=True):
                if passages and count == str(len(passages.lines)):
                    linked[place] = passages
                    link = soup.new_tag("a", href=f"{passages.file}#{place}")
                    link.string, number.string = count, ""
                    number.append(link)
    return linked


def _rows(table: Tag) -> Iterator[tuple[dict[str, str], list[Tag]]]:
    """For each row, or each cell of a pivoted table: the values that say what it counts, and its numbers."""
    above = inside(table, "thead", "tr")
    heads = [[cell.get_text(strip=True) for cell in row.find_all(_CELLS)] for row in above]
    for row in inside(table, "tbody", "tr"):
        cells = row.find_all(_CELLS)
        if len(heads) == 1 and len(cells) == len(heads[0]):
            named = dict(zip(heads[0], cells, strict=True))
            numbers = [cell for name, cell in named.items() if name in COUNTS and "share" not in named]
            yield {name: cell.get_text(strip=True) for name, cell in named.items()}, numbers
        elif len(heads) == 2 and len(cells) == len(heads[0]):
            levels = [name for name in heads[1] if name]
            over = heads[0][len(levels) - 1] if levels else ""
            row_of = {name: cell.get_text(strip=True) for name, cell in zip(levels, cells, strict=False)}
            for value, cell in zip(heads[0][len(levels) :], cells[len(levels) :], strict=True):
                yield row_of | {over: value}, [cell] if over else []


def _passages(
    cell_of: dict[str, str],
    counts: Container[str],
    tables: Tables,
    lines: dict[str, Lines],
    outlets: Mapping[str, str],
) -> tuple[str, Passages | None]:
    """The place and lines of what a row counts; nothing where no subject is named or no count is of lines.

    `lines` keeps all lines of a table, and its values in writing, None where one is missing, so that they are
    cut and written once.
    """
    subject = next((name for name in SUBJECTS if name in cell_of), None)
    if subject is None:
        return "", None
    table, columns = SUBJECTS[subject]
    if table not in lines:
        found = evidence(tables[table], tables["articles"])
        told_by = {name for of, names in SUBJECTS.values() if of == table for name in names}
        written = {name: _written(found[name]) for name in found.columns if name in told_by}
        lines[table] = _with_paragraph(found, tables["articles"]), written
    found, written = lines[table]
    wanted = {name: cell_of[name] for name in columns if name in cell_of and name in written}
    asked = {name: None if value in MISSING else value for name, value in wanted.items()}
    is_own = np.ones(len(found), bool)
    for name, value in asked.items():
        is_own &= written[name] == value
    n = int(is_own.sum())
    if not n or str(n) not in counts:
        return "", None
    what = {name: UNKNOWN if value is None else value for name, value in asked.items()}
    named = (f"{name.replace('_', '-')}-{safe(value or '')}" for name, value in asked.items())
    shown = {name: outlets.get(value, value) if name == "source" else value for name, value in what.items()}
    title = ", ".join(f"{words(name)} {words(value)}" for name, value in shown.items())
    return "-".join([table, *named]), Passages(title, found[is_own], *_page(table, what))


def _written(column: pd.Series) -> np.ndarray:
    """The values as a page writes them, None where one is missing."""
    return column.astype("str").astype(object).where(column.notna(), None).to_numpy()


def _with_paragraph(lines: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add where the paragraph of each line begins."""
    texts = dict(zip(articles["doc_id"], map(unwrapped, texts_of(articles)), strict=True))
    begins = [
        texts[doc_id].rfind("\n", 0, start) + 1
        for doc_id, start in zip(lines["doc_id"], lines["start"], strict=True)
    ]
    return lines.assign(paragraph=begins)


def _page(table: str, what: Mapping[str, str]) -> tuple[str, str]:
    """The page that has the lines, one a frame, one of words, one of quotations; and what it is about."""
    if "frame" in what:
        return f"evidence-frame-{safe(what['frame'])}.html", words(what["frame"])
    return f"evidence-{table}.html", {"tokens": "words", "quotes": "quotations"}[table]
