"""All findings as files for a spreadsheet, in parts where they are long."""

from __future__ import annotations

from itertools import islice

from ...spreadsheets import write_csv
from .findings import Findings
from .pieces import counted, link
from .site import TABLES, Site

_ROWS_A_FILE, _ROWS_AT_ONCE = (
    200_000,
    5_000,
)  # a spreadsheet holds about a million, and opens less more quickly
_WHERE = "articles.doc_id, articles.source, articles.outlet, articles.published"
_TABLES = {
    "articles": (
        "One row an article, without its text, which belongs to its publisher.",
        "SELECT doc_id, source, outlet, title, published, language, n_words, n_quotes, n_matches, "
        "file AS page FROM articles ORDER BY number",
    ),
    "quotations": (
        "One row a quotation: who says it, how it stands there, how sure that is.",
        f"SELECT {_WHERE}, start, speaker, speaker_group, mention, kind, use, act, confidence, "
        "match AS quotation FROM quotes JOIN articles USING (number) ORDER BY number, start",
    ),
    "speakers": (
        "One row a speaker.",
        "SELECT speaker, speaker_group, n, n_reported, n_doubtful, n_articles, n_sources FROM speakers "
        "ORDER BY speaker IS NULL, n DESC, speaker",
    ),
    "frame_wording": (
        "One row a place where a term of a frame stands.",
        f"SELECT {_WHERE}, start, frame, term, voice, speaker, speaker_group, is_negated, confidence, "
        "before, match, after FROM matches JOIN articles USING (number) ORDER BY number, start",
    ),
    "frame_rates": (
        "One row a source, voice and frame.",
        "SELECT cells.source, cells.voice, frame, cells.n, n_words, 1000.0 * n / n_words AS per_1000_words, "
        "n_articles_with, n_articles FROM cells JOIN sizes ON sizes.source IS cells.source "
        "AND sizes.voice IS cells.voice "
        "ORDER BY cells.source IS NULL, cells.source, voice_order(cells.voice), frame",
    ),
    "numbers": (
        "One row a pair of claims about one thing, and one row a number that is compared with none.",
        "SELECT event, fact, outcome, why, doc_id, source, published, number, low, high, unit, counted, "
        "as_of_first, as_of_last, origin, n_articles, line, doc_id_other, source_other, published_other, "
        "number_other, low_other, high_other, unit_other, counted_other, as_of_first_other, "
        "as_of_last_other, origin_other, n_articles_other, line_other FROM claims ORDER BY rowid",
    ),
    "voices": (
        "One row a source and voice: words, and articles that have some.",
        "SELECT source, voice, n_words, n_articles FROM sizes "
        "ORDER BY source IS NULL, source, voice_order(voice)",
    ),
    "words": (
        "One row a source and word: how often it stands there, in how many articles.",
        "SELECT source, term, n, n_articles FROM words ORDER BY source, n DESC, term",
    ),
    "problems": (
        "One row a kind of problem in a file or article: left out, doubtful, repaired, or only told.",
        "SELECT kind, file, doc_id, what, n, done FROM problems ORDER BY kind_order(kind), rowid",
    ),
}


def write_tables(site: Site, findings: Findings) -> None:
    """Write every table to its files, and the page that leads to them."""
    (site.folder / "tables").mkdir()
    items = "\n".join(_written(site, findings, name, *of_table) for name, of_table in _TABLES.items())
    body = (
        "<h1>Tables</h1>\n<p>CSV in UTF-8, as spreadsheets read it; before a text that a spreadsheet "
        "would run as a formula stands an apostrophe. An empty cell is what is not known. "
        "<code>start</code> counts characters of the article from 0.</p>"
        f"\n<ul>\n{items}\n</ul>"
    )
    site.write(*TABLES, TABLES[1], body)


def _written(site: Site, findings: Findings, name: str, about: str, query: str) -> str:
    """The item of a table that was written: its files, its rows, what one row is."""
    [[n_rows]] = map(tuple, findings.ask(f"SELECT COUNT(*) FROM ({query})"))
    n_files = max(1, -(-n_rows // _ROWS_A_FILE))
    parts = findings.tables(query, _ROWS_AT_ONCE)
    links = []
    for number in range(1, n_files + 1):
        file = f"tables/{name}.csv" if n_files == 1 else f"tables/{name}-{number}.csv"
        write_csv(islice(parts, _ROWS_A_FILE // _ROWS_AT_ONCE), site.folder / file)
        links.append(link(file, file.partition("/")[2]))
    return f"<li>{', '.join(links)} ({counted(n_rows, 'row')}). {about}</li>"
