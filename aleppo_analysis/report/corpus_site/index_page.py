"""The first page: what the corpus is, where to go, and what its numbers are worth."""

from __future__ import annotations

import sqlite3

from ...view.html import visible
from ...view.style import UNKNOWN
from .claim_pages import FACTS
from .contents_pages import places_of_sources
from .findings import Findings
from .first_bands import FirstBands
from .frame_pages import voices_told
from .pieces import Head, Html, counted, link, of, share, table
from .repair_pages import repairs_in_short
from .site import ARTICLES, FRAMES, NUMBERS, REPAIRS, SOURCES, SPEAKERS, START, TABLES, Site, days

_MOST = 60  # sources in the table; the contents have all
_SUMMARY = """
SELECT COUNT(*) AS n_articles, COUNT(DISTINCT source) AS n_sources,
    IFNULL(SUM(source IS NULL), 0) AS n_unsourced, IFNULL(SUM(published IS NULL), 0) AS n_undated,
    MIN(published) AS first, MAX(published) AS last,
    IFNULL(SUM(n_words), 0) AS n_words, IFNULL(SUM(n_quotes), 0) AS n_quotes,
    IFNULL(SUM(n_matches), 0) AS n_matches, IFNULL(SUM(n_matches > 0), 0) AS n_articles_with
FROM articles
"""
_LANGUAGES = "SELECT language, COUNT(*) AS n FROM articles GROUP BY language ORDER BY COUNT(*) DESC, language"
_PROBLEMS = """
SELECT kind, COUNT(*) AS n FROM problems WHERE kind IS NOT 'told' GROUP BY kind ORDER BY kind_order(kind)
"""
_VOICES = """
SELECT source, SUM(n_words) AS n_words, SUM(n_words * (voice = 'narrator')) AS own,
    SUM(n_words * (voice IN ('direct', 'term'))) AS marked, SUM(n_words * (voice = 'reported')) AS reported
FROM sizes GROUP BY source
"""
_WORTH = """<h2>What the numbers are worth</h2>
<ul>
<li>Quotations, speakers and voices were found by machine, by rules and a model for English news. An
attribution has a confidence, and a doubtful one is marked where it is shown. Numbers of quotations and of
places with frame wording lead to their lines: read them.</li>
<li>What is not English is not read for quotations; its voices and speakers are not known, and counted
so.</li>
<li>Terms find wording, not meaning: a term may stand for something else, and what a frame is about may be
told in other words.</li>
<li>Links, credits and share lines around an article are left out of every count.</li>
</ul>"""


def write_index(site: Site, findings: Findings, bands: FirstBands, *, has_frames: bool) -> None:
    """Write the first page."""
    [summary] = findings.ask(_SUMMARY)
    body = [
        f"<h1>{visible(site.title)}</h1>",
        f'<p class="lead">{_size(summary)}</p>',
        _ways(findings, summary, has_frames=has_frames),
        bands.html(summary["n_articles"]),
        _sources(findings),
        voices_told(),
        _doubts(findings, summary),
        _WORTH,
    ]
    site.write(*START, START[1], "\n".join(body))


def _size(summary: sqlite3.Row) -> str:
    """How much there is, of which days."""
    facts = [
        f"{counted(summary['n_articles'], 'article')} of {counted(summary['n_sources'], 'source')}",
        f"{counted(summary['n_words'], 'word')}",
        days(summary["first"], summary["last"]) if summary["first"] else "no dates",
    ]
    return ", ".join(filter(None, facts)) + "."


def _ways(findings: Findings, summary: sqlite3.Row, *, has_frames: bool) -> str:
    """The pages, each with what is found there."""
    [[n_speakers]] = map(tuple, findings.ask("SELECT COUNT(*) FROM speakers WHERE speaker IS NOT NULL"))
    problems = [f"{row['n']:,} {row['kind']}" for row in findings.ask(_PROBLEMS)]
    wording = (
        f"{counted(summary['n_matches'], 'place')}, by frame, voice and source; in "
        f"{of(summary['n_articles_with'], summary['n_articles'])} articles"
        if has_frames
        else "no frame terms were given: how to give them"
    )
    told = {
        ARTICLES: "every article to read, with what was found in it",
        SPEAKERS: f"{counted(summary['n_quotes'], 'quotation')}, {counted(n_speakers, 'named speaker')}",
        FRAMES: wording,
        NUMBERS: _numbers(findings),
        SOURCES: "the words that set each source apart, and passages that sources share",
        TABLES: "all findings as files for a spreadsheet",
        REPAIRS: ", ".join(problems) or "nothing was doubtful, repaired or left out",
    }
    items = "".join(f"<li>{link(file, name)}<br>{visible(told[file, name])}</li>" for file, name in told)
    return f'<ul class="ways">{items}</ul>'


def _numbers(findings: Findings) -> str:
    """How many numbers there are, and of how many facts several say something."""
    [[n_numbers]] = map(tuple, findings.ask("SELECT COUNT(*) FROM numbers"))
    [[n_facts]] = map(tuple, findings.ask(f"SELECT COUNT(*) FROM ({FACTS})"))
    return f"{counted(n_numbers, 'number')}, and {counted(n_facts, 'fact')} of which several say something"


def _sources(findings: Findings) -> str:
    """The sources side by side: how much of each is there, and in whose words."""
    places = places_of_sources(findings)
    voices = {row["source"]: row for row in findings.ask(_VOICES)}
    sources = findings.sources()
    most = sorted(sources, key=lambda row: -row["n_articles"])[:_MOST]
    rows = (
        [link(places[row["source"]], findings.labels[row["source"]]), *_cells(row, voices)] for row in most
    )
    heads = [
        Head("Source", is_number=False),
        Head("Articles"),
        Head("Published", is_number=False),
        Head("Words"),
        Head("own words", "narrator"),
        Head("quoted", "in marks"),
        Head("reported"),
        Head("Quotations"),
    ]
    rest = f"; the {_MOST} with the most articles of {len(sources):,}" if len(sources) > _MOST else ""
    caption = (
        "Sources, and in whose words they write: percent of their words; the rest is headlines, captions, "
        f"scare quotes and what is not known{rest}"
    )
    return table(caption, heads, rows)


def _cells(row: sqlite3.Row, voices: dict[str | None, sqlite3.Row]) -> list[object]:
    when = days(row["first"], row["last"]) if row["first"] else None
    undated = f", {row['n_undated']:,} undated" if row["first"] and row["n_undated"] else ""
    own = voices.get(row["source"])
    shares = (
        [share(own[name] or 0, own["n_words"]) for name in ("own", "marked", "reported")]
        if own
        else [Html("–")] * 3
    )
    return [row["n_articles"], f"{when}{undated}" if when else None, row["n_words"], *shares, row["n_quotes"]]


def _doubts(findings: Findings, summary: sqlite3.Row) -> str:
    """What is not known of the articles, their languages, and what was put right."""
    lacking = [
        (summary["n_unsourced"], "without a source"),
        (summary["n_undated"], "without a date"),
    ]
    facts = [f"{counted(n, 'article')} {what}." for n, what in lacking if n]
    languages = [f"{row['language'] or UNKNOWN} {row['n']:,}" for row in findings.ask(_LANGUAGES)]
    if languages:
        facts.append(f"Languages: {', '.join(languages)}.")
    told = f"<p>{visible(' '.join(facts))}</p>" if facts else ""
    repairs = repairs_in_short(findings)
    return f"<h2>What is not known, and what was repaired</h2>\n{told}\n{repairs}" if told or repairs else ""
