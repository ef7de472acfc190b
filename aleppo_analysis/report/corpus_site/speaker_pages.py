"""Who speaks: every speaker with the number of quotations, and the lines of each."""

from __future__ import annotations

import sqlite3

from ...view.style import words
from .findings import Findings
from .line_pages import QUOTES, linked_lines, write_lines
from .parts import DOUBTFUL
from .pieces import Head, counted, share, table
from .site import SPEAKERS, Site, Split

_SPLIT = Split("speakers", SPEAKERS[1], "Who speaks", "speakers", 100)
_QUERY = """
SELECT speakers.*, IFNULL(words.n_words, 0) AS n_words FROM speakers
LEFT JOIN (
    SELECT speaker, speaker_group, SUM(n_words) AS n_words FROM said GROUP BY speaker, speaker_group
) AS words ON words.speaker IS speakers.speaker AND words.speaker_group IS speakers.speaker_group
ORDER BY speakers.speaker IS NULL, speakers.n DESC, speakers.speaker, section
"""
_GROUPS = """
SELECT speaker_group, COUNT(*) AS n_speakers, SUM(n) AS n, MIN(section) AS section, MIN(first) AS first
FROM speakers WHERE speaker IS NOT NULL GROUP BY speaker_group
ORDER BY speaker_group IS NULL, SUM(n) DESC, speaker_group
"""
_TOTALS = """
SELECT COUNT(*) AS n_rows, IFNULL(SUM(speaker IS NOT NULL), 0) AS n_speakers, IFNULL(SUM(n), 0) AS n,
    IFNULL(SUM(n * (speaker IS NULL)), 0) AS n_unknown, IFNULL(SUM(n_doubtful), 0) AS n_doubtful
FROM speakers
"""
_UNREAD = "SELECT SUM(n_unread), COUNT(*) FROM articles WHERE n_unread > 0"
_COUNTED = """<p>A quotation is what an article has somebody say, think, plan or show, in quotation marks or
retold without them, or wording that is named as somebody’s. Names are those that the articles give, so that
two spellings of a name in two articles may stand here as two speakers. Links and credits around an article
are not counted.</p>"""
_SPEAKER, _GROUP = Head("Speaker", is_number=False), Head("Group", is_number=False)
_COUNTS = [
    Head("Quotations"),
    Head("of these reported", "without marks"),
    Head("doubtful"),
    Head("Words", "in marks"),
    Head("Articles"),
    Head("Sources"),
]


def write_speakers(site: Site, findings: Findings, *, has_actors: bool) -> None:
    """Write the list of all speakers, and the lines that it leads to."""
    [totals] = findings.ask(_TOTALS)
    n_sources = sum(row["source"] is not None for row in findings.sources())
    heads = [_SPEAKER, *[_GROUP] * has_actors, *_COUNTS]

    def content(number: int, rows: list[sqlite3.Row]) -> tuple[str, str]:
        first = (
            [_summary(totals), _unread(findings), _groups(findings, totals) if has_actors else ""]
            if number == 1
            else []
        )
        cells = (_cells(row, n_sources, has_actors=has_actors) for row in rows)
        shown = table(
            "Speakers by number of quotations, which lead to their lines", heads, cells, are_items=True
        )
        return "\n".join(["<h1>Who speaks</h1>", *filter(None, first)]), shown if rows else ""

    site.write_parts(_SPLIT, findings.ask(_QUERY), totals["n_rows"], content)
    write_lines(site, findings, QUOTES)


def _summary(totals: sqlite3.Row) -> str:
    """How many quotations have a speaker, and how sure that is."""
    n_named = totals["n"] - totals["n_unknown"]
    return (
        f"<p>{counted(totals['n'], 'quotation')}; {n_named:,} of them ({share(n_named, totals['n'])}) by "
        f"{counted(totals['n_speakers'], 'named speaker')}, {totals['n_unknown']:,} by speakers not known. "
        f"Speakers were found by machine: {totals['n_doubtful']:,} of the {n_named:,} are doubtful "
        f"(confidence under {DOUBTFUL:.0%}) and marked so in their lines.</p>\n{_COUNTED}"
    )


def _unread(findings: Findings) -> str:
    """What stands in marks in articles that are not in English, where nobody knows who speaks."""
    [[n, n_articles]] = map(tuple, findings.ask(_UNREAD))
    if not n_articles:
        return ""
    return (
        f"<p>In {counted(n_articles, 'article')} not in English {counted(n, 'passage')} in quotation marks "
        "were not read: what they are for, and who speaks there, is not known. They are in no count.</p>"
    )


def _groups(findings: Findings, totals: sqlite3.Row) -> str:
    """The groups that the given actors make."""
    rows = (
        [
            words(row["speaker_group"]) if row["speaker_group"] else None,
            linked_lines(QUOTES, row),
            share(row["n"], totals["n"]),
            row["n_speakers"],
        ]
        for row in findings.ask(_GROUPS)
    )
    heads = [_GROUP, Head("Quotations"), Head("of all", counted(totals["n"], "quotation")), Head("Speakers")]
    return table("Quotations by group of the speaker", heads, rows)


def _cells(row: sqlite3.Row, n_sources: int, *, has_actors: bool) -> list[object]:
    group = words(row["speaker_group"]) if row["speaker_group"] else None
    return [
        row["speaker"],
        *[group] * has_actors,
        linked_lines(QUOTES, row),
        row["n_reported"],
        row["n_doubtful"],
        row["n_words"],
        row["n_articles"],
        f"{row['n_sources']} of {n_sources}",
    ]
