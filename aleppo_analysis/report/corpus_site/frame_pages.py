"""Frame wording by voice: how often each source uses it, in whose words, and the lines."""

from __future__ import annotations

import sqlite3
from itertools import groupby

import pandas as pd

from ...view.html import visible
from ...view.style import UNKNOWN, words
from .findings import Findings
from .line_pages import MATCHES, linked_lines, write_lines
from .parts import file_of
from .pieces import Head, Html, counted, link, of, rate, shown, table
from .site import FRAMES, Site, Split, place_in

_VOICES = {
    "headline": "title, standfirst and cross-heads",
    "narrator": "the outlet’s own words",
    "caption": "captions of pictures",
    "reported": "what somebody said, retold without quotation marks",
    "direct": "in quotation marks, and somebody is quoted saying it",
    "term": "in quotation marks, and named as somebody’s wording",
    "scare": "in quotation marks, and nobody is quoted saying it",
}
_NO_TERMS = """<p>No frame terms were given, so no frame wording was looked for. A frame is a way of telling
an event, found by words that you choose. Write them into a CSV file, a term a row, and give it to the
report:</p>
<pre>frame,term
deception,trap
deception,so-called truce
relief,aid convoy*</pre>
<pre>aleppo-analysis report IN --frames my_terms.csv --out DIR</pre>
<p>A term is a word or a phrase; <code>*</code> stands for any letters within a word.</p>"""
_COUNTED = """<p>Counted are the places where a term of a frame stands. The voice says whose words they are;
rates are per 1,000 words of the same voice. Negated wording counts, and its lines say so. Links and credits
around an article are left out.</p>"""
_FRAMES = """
SELECT frame, SUM(n) AS n, MIN(CASE WHEN n > 0 THEN section END) AS section,
    MIN(CASE WHEN n > 0 THEN first END) AS first,
    (SELECT SUM(n_articles_with) FROM frame_articles AS all_voices
     WHERE all_voices.frame = cells.frame) AS n_articles_with
FROM cells GROUP BY frame ORDER BY frame
"""
_BY_VOICE = """
SELECT frame, voice, SUM(n) AS n, MIN(CASE WHEN n > 0 THEN section END) AS section,
    MIN(CASE WHEN n > 0 THEN first END) AS first
FROM cells GROUP BY frame, voice
"""
_SIZES = "SELECT voice, SUM(n_words) AS n_words FROM sizes GROUP BY voice ORDER BY voice_order(voice)"
_BY_SOURCE = """
SELECT source, SUM(n_articles_with) AS n_articles_with,
    (SELECT SUM(n) FROM cells
     WHERE cells.frame = frame_articles.frame AND cells.source IS frame_articles.source) AS n
FROM frame_articles WHERE frame = ? GROUP BY source
"""
_CELLS = """
SELECT cells.*, sizes.n_words, sizes.n_articles FROM cells
JOIN sizes ON sizes.source IS cells.source AND sizes.voice IS cells.voice
WHERE cells.frame = ? ORDER BY cells.source IS NULL, cells.source, voice_order(cells.voice)
"""
_SOURCE, _VOICE, _FRAME = (Head(name, is_number=False) for name in ("Source", "Voice", "Frame"))
_COUNTS = [Head("Places"), Head("Words"), Head("per 1,000 words"), Head("Articles", "with it")]


def write_frames(site: Site, findings: Findings, terms: pd.DataFrame | None) -> None:
    """Write the frames side by side, a page a frame, and the lines that they lead to."""
    if terms is None:
        site.write(*FRAMES, FRAMES[1], f"<h1>Frame wording by voice</h1>\n{_NO_TERMS}")
        return
    body = [
        "<h1>Frame wording by voice</h1>",
        _COUNTED,
        voices_told(),
        _all_voices(findings),
        _by_voice(findings),
    ]
    site.write(*FRAMES, FRAMES[1], "\n".join(body))
    for frame, own in terms.groupby("frame", sort=True):
        _write_frame(site, findings, str(frame), own["term"].tolist())
    write_lines(site, findings, MATCHES)


def voices_told() -> str:
    """Each voice in one line."""
    items = "".join(f"<dt>{voice}</dt><dd>{means}</dd>" for voice, means in _VOICES.items())
    return f"<details><summary>What each voice is</summary><dl>{items}</dl></details>"


def _all_voices(findings: Findings) -> str:
    sources = findings.sources()
    n_words, n_articles = (sum(row[name] for row in sources) for name in ("n_words", "n_articles"))
    heads = [_FRAME, Head("Places"), Head("per 1,000 words", f"of {n_words:,}"), Head("Articles", "with it")]
    rows = (
        [
            link(_page(row["frame"]), words(row["frame"])),
            linked_lines(MATCHES, row),
            rate(row["n"], n_words),
            of(row["n_articles_with"], n_articles),
        ]
        for row in findings.ask(_FRAMES)
    )
    return table(
        "All voices together. A frame leads to its sources, a number of places to its lines", heads, rows
    )


def _by_voice(findings: Findings) -> str:
    """A row a frame, a column a voice: the rate, and the number of places, which leads to their lines."""
    sizes = {row["voice"]: row["n_words"] for row in findings.ask(_SIZES)}
    cells = {(row["frame"], row["voice"]): row for row in findings.ask(_BY_VOICE)}
    frames = dict.fromkeys(frame for frame, _ in cells)
    heads = [_FRAME, *(Head(voice or UNKNOWN, counted(n, "word")) for voice, n in sizes.items())]
    rows = (
        [
            link(_page(frame), words(frame)),
            *(_rate_and_count(cells.get((frame, voice)), n) for voice, n in sizes.items()),
        ]
        for frame in frames
    )
    caption = (
        "By voice: places per 1,000 words of that voice, and how many they are, which leads to their lines"
    )
    return table(caption, heads, rows)


def _rate_and_count(cell: sqlite3.Row | None, n_words: int) -> Html:
    if cell is None or not cell["n"]:
        return Html("0")
    return Html(f"{shown(rate(cell['n'], n_words))} <small>({linked_lines(MATCHES, cell)})</small>")


def _page(frame: str) -> str:
    return f"frames/{file_of(frame)}"


def _write_frame(site: Site, findings: Findings, frame: str, terms: list[str]) -> None:
    """Write the page of one frame: its terms, the sources side by side, and each source by voice."""
    split = Split(_page(frame).removesuffix(".html"), FRAMES[1], words(frame), "sources", 20)
    sources = findings.sources()
    places = {row["source"]: place_in(split, n, f"source-{n}") for n, row in enumerate(sources)}

    def content(number: int, parts: list[list[sqlite3.Row]]) -> tuple[str, str]:
        heading = f"<h1>Frame wording: {visible(words(frame))}</h1>"
        above = [heading, _terms(terms), _sources(findings, frame, places)] if number == 1 else [heading]
        sections = (_section(places[rows[0]["source"]], rows, findings) for rows in parts)
        return "\n".join(above), f'<div class="beside">\n{"".join(sections)}</div>'

    rows = groupby(findings.ask(_CELLS, frame), key=lambda row: row["source"])
    site.write_parts(split, (list(own) for _, own in rows), len(sources), content)


def _terms(terms: list[str]) -> str:
    shown = f"<p>{', '.join(f'<q>{visible(term)}</q>' for term in terms)}</p>"
    return (
        f"<details><summary>{counted(len(terms), 'term')} looked for</summary>{shown}</details>\n{_COUNTED}"
    )


def _sources(findings: Findings, frame: str, places: dict[str | None, str]) -> str:
    """All sources side by side, each leading to its voices."""
    found = {row["source"]: row for row in findings.ask(_BY_SOURCE, frame)}
    rows = (
        [
            link(places[row["source"]].rpartition("/")[2], findings.labels[row["source"]]),
            found[row["source"]]["n"],
            row["n_words"],
            rate(found[row["source"]]["n"], row["n_words"]),
            of(found[row["source"]]["n_articles_with"], row["n_articles"]),
        ]
        for row in findings.sources()
    )
    return table("All voices together, source by source", [_SOURCE, *_COUNTS], rows)


def _section(place: str, rows: list[sqlite3.Row], findings: Findings) -> str:
    """One source by voice."""
    label = findings.labels[rows[0]["source"]]
    cells = (
        [
            row["voice"],
            linked_lines(MATCHES, row, root="../"),
            row["n_words"],
            rate(row["n"], row["n_words"]),
            of(row["n_articles_with"], row["n_articles"]),
        ]
        for row in rows
    )
    shown = table("Of articles with words in the voice", [_VOICE, *_COUNTS], cells)
    return (
        f'<section id="{place.partition("#")[2]}" data-item>\n<h2>{visible(label)}</h2>\n{shown}\n</section>'
    )
