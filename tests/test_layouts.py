"""What each line of a page is: invented pages in the layouts of news, read line by line.

`gold/layouts.txt` has them: a line that begins with `===` names a page, and after a bar the value of its column
`title`. Each other line begins with the letter of its zone (`LETTERS`), small where no blank line stands before it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

import aleppo_analysis as aa

FOLDER = Path(__file__).resolve().parent / "gold"
LETTERS = {"T": "title", "S": "standfirst", "H": "heading", "C": "caption", "R": "related", "B": "body"}
NOT_RIGHT = {  # pages in which a line is not what it was read to be, and why
    "highlights-above": "a label without a colon and points above the text, no heading and body",
    "column-with-stars": "the author's name above the headline may as well be one",
    "headings-exclaim": "a sentence with a mark of exclamation may as well be body",
    "key-points": "a label with a colon is no heading",
    "letters": "a name with a place in a line of its own may as well be a heading",
    "letters-again": "a name in a line of its own may as well be a heading",
    "list-of-people-after-colon": "a line after items without stops may as well be one of them",
    "one-sentence-paragraphs-short": "a short first paragraph above one that repeats the title",
    "police-log": "a day in a line of its own above an entry is taken for its heading",
}


class Page(NamedTuple):
    """A page: what the column `title` has, the text, and start, end, zone of each line."""

    title: str | None
    text: str
    lines: list[tuple[int, int, str]]


def pages() -> Iterator[tuple[str, Page]]:
    for block in re.split(r"^=== ", (FOLDER / "layouts.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        name, _, title = head.partition(" | ")
        text, placed = "", []
        for line in lines:
            text += "" if not text else "\n" if line[0].islower() else "\n\n"
            placed.append((len(text), len(text) + len(line) - 2, LETTERS[line[0].upper()]))
            text += line[2:]
        yield name, Page(title or None, text, placed)


PAGES = dict(pages())


def zones_by_character(page: Page) -> list[str]:
    articles = pd.DataFrame(
        {"doc_id": ["a"], "text": [page.text], "title": pd.Series([page.title], dtype="str")}
    )
    zones = aa.text.find_zones(articles)
    return [zone for zone, start, end in zip(zones["zone"], zones["start"], zones["end"], strict=True)
            for _ in range(start, end)]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=pytest.mark.xfail(strict=True, reason=NOT_RIGHT[name]) if name in NOT_RIGHT else ()
        )
        for name in PAGES
    ],
)
def test_every_line_is_what_it_was_read_to_be(name: str) -> None:
    found = zones_by_character(PAGES[name])
    lines = [(PAGES[name].text[start:end], zone) for start, end, zone in PAGES[name].lines]
    assert [
        (line, found[start]) for (line, _), (start, *_) in zip(lines, PAGES[name].lines, strict=True)
    ] == lines


def test_all_pages_together() -> None:
    read, right = Counter[str](), Counter[str]()
    for page in PAGES.values():
        found = zones_by_character(page)
        for start, end, zone in page.lines:
            at_all = {"heading": found[start : start + 1]}.get(
                zone, found[start:end]
            )  # headings are counted as lines
            read[zone] += len(at_all)
            right[zone] += at_all.count(zone)
            assert zone != "body" or "related" not in found[start:end], page.text[start:end]
    assert right["heading"] >= 0.9 * read["heading"] > 60
    assert right["body"] >= 0.95 * read["body"] > 20_000


def test_pages_differ() -> None:
    names = re.findall(r"^=== ([^|\n]+)", (FOLDER / "layouts.txt").read_text("utf-8"), flags=re.MULTILINE)
    assert len(set(names)) == len(names) > 120
