"""The lines behind the counts: pages of sentences, each leading to its place in the article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from ...view.html import place_of, visible
from ...view.reader import KINDS
from ...view.style import UNKNOWN, words
from ..lines import Told, line_html
from .findings import Findings
from .pieces import Html, counted, link
from .site import FRAMES, SPEAKERS, Site, Split, day, place_in

_LINES_A_PAGE = 50
_LONGEST = 700  # characters of a quotation that a line shows; the article has it whole
_SPOKEN = ["direct", "reported", "term"]  # the voices of somebody else
_QUOTES = """
SELECT quotes.*, speakers.section, speakers.n, articles.doc_id, articles.file, articles.published,
    articles.title, articles.url
FROM quotes
JOIN speakers ON speakers.speaker IS quotes.speaker AND speakers.speaker_group IS quotes.speaker_group
JOIN articles USING (number) ORDER BY section, number, start
"""
_MATCHES = """
SELECT matches.*, cells.section, cells.n, articles.doc_id, articles.file, articles.published,
    articles.title, articles.url
FROM matches
JOIN cells ON cells.frame IS matches.frame AND cells.voice IS matches.voice AND cells.source IS matches.source
JOIN articles USING (number) ORDER BY section, number, start
"""


class Lines(NamedTuple):
    """A kind of lines: its pages, its table and query, how a section is headed and a line told."""

    split: Split
    table: str
    query: str
    heading: Callable[[sqlite3.Row, dict[str | None, str]], str]
    told: Callable[[sqlite3.Row], list[str]]


def write_lines(site: Site, findings: Findings, kind: Lines) -> None:
    """Write all lines of a kind, in the sections that the counts lead to."""
    [[n_lines]] = map(tuple, findings.ask(f"SELECT COUNT(*) FROM {kind.table}"))

    def content(_: int, lines: list[sqlite3.Row]) -> tuple[str, str]:
        sections = {key: list(rows) for key, rows in groupby(lines, key=lambda row: row["section"])}
        shown = (_section(key, rows, kind, findings) for key, rows in sections.items())
        return f"<h1>{kind.split.title}</h1>\n{_contents(sections, kind, findings)}", "\n".join(shown)

    site.write_parts(kind.split, findings.ask(kind.query), n_lines, content)


def linked_lines(kind: Lines, row: sqlite3.Row, *, root: str = "") -> Html | int:
    """A count that leads to its lines, `root` being the way to the folder of the site; 0 leads nowhere."""
    place = place_in(kind.split, row["first"] or 0, f"s{row['section']}")
    return link(f"{root}{place}", row["n"]) if row["n"] else 0


def _contents(sections: dict[int, list[sqlite3.Row]], kind: Lines, findings: Findings) -> str:
    """What stands on the page, where that is more than one section."""
    if len(sections) < 2:
        return ""
    items = "".join(
        f"<li>{link(f'#s{key}', kind.heading(rows[0], findings.labels))} <small>{rows[0]['n']:,}</small></li>"
        for key, rows in sections.items()
    )
    summary = f"<summary>What stands on this page: {len(sections)} groups of lines</summary>"
    return (
        f'<details>{summary}<nav aria-label="On this page"><ul class="columns">{items}</ul></nav></details>'
    )


def _section(key: int, rows: Sequence[sqlite3.Row], kind: Lines, findings: Findings) -> str:
    """The lines of one section that stand on a page."""
    n = rows[0]["n"]
    here = f" <small>({len(rows):,} of them in this part)</small>" if len(rows) < n else ""
    heading = f"{visible(kind.heading(rows[0], findings.labels))}: {counted(n, 'line')}{here}"
    items = "\n".join(_line(row, kind, findings.labels) for row in rows)
    return f'<section id="s{key}">\n<h2>{heading}</h2>\n<ul class="lines">\n{items}\n</ul>\n</section>'


def _line(row: sqlite3.Row, kind: Lines, labels: dict[str | None, str]) -> str:
    """One line, with its outlet, its day and what else is told; a doubtful one is marked."""
    outlet = labels[row["source"]] if row["source"] else row["doc_id"]
    place = f"../{row['file']}#{place_of(row['doc_id'], row['start'])}"
    stands = ", ".join(filter(None, [outlet, day(row["published"])]))
    match = f"{row['match'][:_LONGEST]}…" if len(row["match"]) > _LONGEST else row["match"]
    line = {"before": row["before"], "match": match, "after": row["after"]}
    article = {name: row[name] for name in ("title", "url")}
    about = article | {"outlet": outlet, "published": day(row["published"])}
    html = line_html(place, stands, Told.of(line, kind.told(row), about))
    return html.replace("<li ", '<li class="doubtful" ', 1) if row["is_doubtful"] else html


def _speaker(row: sqlite3.Row, _: dict[str | None, str]) -> str:
    group = f", {words(row['speaker_group'])}" if row["speaker_group"] else ""
    return f"{row['speaker'] or f'speaker {UNKNOWN}'}{group}"


def _cell(row: sqlite3.Row, labels: dict[str | None, str]) -> str:
    return f"{words(row['frame'])}, {row['voice'] or f'voice {UNKNOWN}'}, {labels[row['source']]}"


def _told_of_quote(row: sqlite3.Row) -> list[str]:
    how = "named as somebody’s wording" if row["use"] == "term" else KINDS[row["kind"]]
    act = row["act"] if row["act"] not in (None, "said") else ""
    return [_mention(row), act, how, _sure(row)]


def _told_of_match(row: sqlite3.Row) -> list[str]:
    who = row["speaker"] or _mention(row) or (f"speaker {UNKNOWN}" if row["voice"] in _SPOKEN else "")
    return [row["voice"] or f"voice {UNKNOWN}", who, _sure(row), "negated" if row["is_negated"] else ""]


def _mention(row: sqlite3.Row) -> str:
    """The words that the text has for the speaker, where they are not the name."""
    return f"“{row['mention']}”" if row["mention"] and row["mention"] != row["speaker"] else ""


def _sure(row: sqlite3.Row) -> str:
    """How sure it is who speaks."""
    if row["confidence"] is None:
        return ""
    return f"{'doubtful, ' if row['is_doubtful'] else ''}confidence {row['confidence']:.0%}"


QUOTES = Lines(
    Split("lines/speakers", SPEAKERS[1], "Quotations, speaker by speaker", "lines", _LINES_A_PAGE),
    "quotes",
    _QUOTES,
    _speaker,
    _told_of_quote,
)
MATCHES = Lines(
    Split("lines/frames", FRAMES[1], "Frame wording, line by line", "lines", _LINES_A_PAGE),
    "matches",
    _MATCHES,
    _cell,
    _told_of_match,
)
