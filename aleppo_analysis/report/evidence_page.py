"""The lines behind the counts: a page a frame, one of words, one of quotations, and one to find them all."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from ..view.html import place_of
from ..view.style import UNKNOWN, words
from .counts import Passages
from .lines import Told, line_html
from .page import Page
from .scripts import COPY, FILTER, filter_box, script

FILE, NAME = "evidence.html", "Evidence"


def evidence_pages(
    linked: Mapping[str, Passages], articles: pd.DataFrame, places: Container[str]
) -> list[Page]:
    """What can be found, then the pages with the lines; a line leads to its place in the page to read."""
    about = {row["doc_id"]: row for row in articles.to_dict("records")}
    ordered = sorted(linked.items(), key=lambda one: (one[1].file, one[0]))
    grouped = [(file, list(ones)) for file, ones in groupby(ordered, key=lambda one: one[1].file)]
    return [_contents(grouped, about, places), *(_page(file, ones, about, places) for file, ones in grouped)]


def _contents(
    grouped: Sequence[tuple[str, list[tuple[str, Passages]]]],
    about: Mapping[str, Mapping[str, Any]],
    places: Container[str],
) -> Page:
    """All counts as links to their lines, and a box that finds lines by their words."""
    sections = "\n".join(
        f'<section>\n<h2><a href="{file}">{escape(ones[0][1].about)}</a></h2>\n'
        f'<ul class="columns">{_links(ones, file)}</ul>\n</section>'
        for file, ones in grouped
    )
    title = "The lines behind the counts"
    body = [
        f"<h1>{title}</h1>",
        filter_box("lines"),
        f'<ol class="lines" data-found hidden>{_all_lines(grouped, about, places)}</ol>',
        sections,
        script(FILTER),
        script(COPY),
    ]
    return Page(FILE, NAME, title, "\n".join(body))


def _all_lines(
    grouped: Sequence[tuple[str, list[tuple[str, Passages]]]],
    about: Mapping[str, Mapping[str, Any]],
    places: Container[str],
) -> str:
    """Every line of a frame or a quotation once."""
    lines = {
        (line["doc_id"], line["start"], line["end"], line.get("frame")): _line(line, about, places)
        for file, ones in grouped
        for _, passages in ones
        if file != "evidence-tokens.html"
        for line in passages.lines.to_dict("records")
    }
    return "\n".join(lines.values())


def _page(
    file: str,
    ones: Sequence[tuple[str, Passages]],
    about: Mapping[str, Mapping[str, Any]],
    places: Container[str],
) -> Page:
    """The lines of one frame, of words, or of quotations, count by count."""
    sections = "\n".join(
        f'<section id="{escape(place)}" data-items>\n<h2>{escape(one.title)}: {len(one.lines)}</h2>\n'
        '<ol class="lines">\n'
        + "\n".join(_line(line, about, places) for line in one.lines.to_dict("records"))
        + "\n</ol>\n</section>"
        for place, one in ones
    )
    title = f"The lines: {ones[0][1].about}"
    summary = f"<summary>What stands on this page: {len(ones)} counts</summary>"
    contents = f'<details>{summary}<ul class="columns">{_links(ones, "")}</ul></details>'
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p><a href="{FILE}">All lines</a></p>',
        contents,
        filter_box("lines"),
        sections,
        script(FILTER),
        script(COPY),
    ]
    return Page(file, NAME, title, "\n".join(body))


def _links(ones: Sequence[tuple[str, Passages]], file: str) -> str:
    return "".join(
        f'<li><a href="{file}#{escape(place)}">{escape(one.title)}</a> <small>{len(one.lines)}</small></li>'
        for place, one in ones
    )


def _line(line: dict[str, Any], about: Mapping[str, Mapping[str, Any]], places: Container[str]) -> str:
    """One line, its outlet leading to the span there, or to the paragraph where the span is not marked."""
    candidates = [place_of(line["doc_id"], start) for start in (line["start"], line["paragraph"])]
    place = next((place for place in candidates if place in places), "")
    article = about[line["doc_id"]]
    outlet = article.get("outlet", article.get("source", line["doc_id"]))
    return line_html(f"read.html#{place}", str(outlet), Told.of(line, _facts(line), article))


def _facts(line: Mapping[str, Any]) -> list[str]:
    """Voice, speaker, and how sure it is who speaks."""
    voices = [UNKNOWN if pd.isna(line["voice"]) else str(line["voice"])] if "voice" in line else []
    speakers = [str(line["speaker_name"])] if pd.notna(line.get("speaker_name")) else []
    sure = line.get("confidence")
    known = [f"confidence {sure:.0%}"] if speakers and sure is not None and pd.notna(sure) else []
    frames = [words(line["frame"])] if "frame" in line else []
    return [*frames, *voices, *speakers, *known]
