"""What was found in all parts of a corpus, in one file on disk, so that memory holds one part at a time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd

from ...loading import KINDS
from ...tables import VOICES
from ...view.style import UNKNOWN

_TABLES = """
CREATE TABLE articles (number INTEGER PRIMARY KEY, doc_id, file, source, outlet, title, url, published,
    language, n_words INTEGER, n_quotes INTEGER, n_matches INTEGER, n_unread INTEGER);
CREATE TABLE quotes (number INTEGER, source, start INTEGER, before, match, after, speaker, speaker_group,
    mention, confidence REAL, is_doubtful INTEGER, kind, use, act);
CREATE TABLE matches (number INTEGER, source, start INTEGER, before, match, after, speaker, speaker_group,
    mention, confidence REAL, is_doubtful INTEGER, frame, term, voice, is_negated INTEGER);
CREATE TABLE said (speaker, speaker_group, n_words INTEGER);
CREATE TABLE voices (source, voice, n INTEGER, n_articles INTEGER);
CREATE TABLE rates (source, voice, frame, n INTEGER, n_articles_with INTEGER);
CREATE TABLE frame_articles (source, frame, n_articles_with INTEGER);
CREATE TABLE problems (kind, file, doc_id, what, n INTEGER, done);
CREATE TABLE texts (event, doc_id, source, published, text);
CREATE TABLE numbers (event, number_id, doc_id, start INTEGER, end INTEGER, number, low REAL, high REAL,
    is_approximate INTEGER, unit, kind, counted, as_of_first, as_of_last, zone, origin);
CREATE TABLE claims (event, fact, rank INTEGER, outcome, why,
    number_id, doc_id, source, published, number, low REAL, high REAL, unit, counted, as_of_first, as_of_last,
    origin, n_articles INTEGER, line,
    number_id_other, doc_id_other, source_other, published_other, number_other, low_other REAL,
    high_other REAL, unit_other, counted_other, as_of_first_other, as_of_last_other, origin_other,
    n_articles_other INTEGER, line_other);
CREATE TABLE words (source, term, n INTEGER, n_articles INTEGER, PRIMARY KEY (source, term)) WITHOUT ROWID;
"""
_ADD_WORD = """
INSERT INTO words VALUES (?, ?, ?, ?) ON CONFLICT (source, term)
DO UPDATE SET n = n + excluded.n, n_articles = n_articles + excluded.n_articles
"""
# The lines of a section stand together, in the order of the sections; so many as `first` come before them.
_SECTIONS = """
CREATE TABLE speakers AS
SELECT speaker, speaker_group, COUNT(*) AS n, COUNT(DISTINCT number) AS n_articles,
    COUNT(DISTINCT source) AS n_sources, SUM(kind = 'indirect') AS n_reported, SUM(is_doubtful) AS n_doubtful,
    ROW_NUMBER() OVER place AS section, SUM(COUNT(*)) OVER place - COUNT(*) AS first
FROM quotes GROUP BY speaker, speaker_group
WINDOW place AS (ORDER BY speaker IS NULL, speaker_group IS NULL, speaker_group, COUNT(*) DESC, speaker
    ROWS UNBOUNDED PRECEDING);
CREATE TABLE sizes AS
SELECT source, voice, SUM(n) AS n_words, SUM(n_articles) AS n_articles FROM voices GROUP BY source, voice;
CREATE TABLE cells AS
SELECT frame, voice, source, SUM(n) AS n, SUM(n_articles_with) AS n_articles_with,
    ROW_NUMBER() OVER place AS section, SUM(SUM(n)) OVER place - SUM(n) AS first
FROM rates GROUP BY frame, voice, source
WINDOW place AS (ORDER BY frame, voice_order(voice), source IS NULL, source ROWS UNBOUNDED PRECEDING);
"""
_PLACES = "CREATE INDEX numbers_of ON numbers (event); CREATE INDEX texts_of ON texts (event);"
_SOURCES = """
SELECT source, COUNT(*) AS n_articles, MIN(published) AS first, MAX(published) AS last,
    SUM(published IS NULL) AS n_undated, SUM(n_words) AS n_words, SUM(n_quotes) AS n_quotes,
    SUM(n_matches) AS n_matches, COUNT(DISTINCT outlet) AS n_outlets, MIN(outlet) AS outlet
FROM articles GROUP BY source ORDER BY source IS NULL, source
"""


class Findings:
    """The tables of counts and lines of a corpus, filled part by part and then asked.

    A missing value is NULL, and every answer comes row by row.
    """

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file)
        self._database.row_factory = sqlite3.Row
        for name, order in {"voice_order": VOICES, "kind_order": KINDS}.items():
            self._database.create_function(name, 1, partial(_place_in, list(order)), deterministic=True)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        self.labels: dict[str | None, str] = {}  # what each source is called

    @classmethod
    @contextmanager
    def at(cls, file: Path) -> Iterator[Findings]:
        """Findings in a file that is gone when the block ends."""
        findings = cls(file)
        try:
            yield findings
        finally:
            findings._database.close()
            file.unlink()

    def add(self, rows: Mapping[str, pd.DataFrame]) -> None:
        """Add the rows of one part."""
        for name, table in rows.items():
            if name == "words":
                known = table.dropna(subset="source")
                self._database.executemany(
                    _ADD_WORD, known.astype("object").itertuples(index=False, name=None)
                )
            else:
                table.to_sql(name, self._database, if_exists="append", index=False)
        self._database.commit()

    def close_up(self) -> None:
        """Once all parts are there: put the lines in sections and name the sources."""
        self._database.executescript(_SECTIONS + _PLACES)
        self.labels = _labels(self.sources())

    def ask(self, query: str, *values: object) -> Iterator[sqlite3.Row]:
        """The rows that a query gives."""
        return iter(self._database.execute(query, values))

    def tables(self, query: str, size: int) -> Iterator[pd.DataFrame]:
        """The same as tables of so many rows."""
        return pd.read_sql_query(query, self._database, chunksize=size)

    def table(self, query: str, *values: object) -> pd.DataFrame:
        """The rows that a query gives, as one table."""
        return pd.read_sql_query(query, self._database, params=list(values))

    def sources(self) -> list[sqlite3.Row]:
        """What each source has, by name; articles whose source is not known stand last."""
        return list(self.ask(_SOURCES))


def _place_in(order: list[str], name: str | None) -> int:
    """The place of a name in an order; what is not in it, or not known, stands last."""
    return order.index(name) if name in order else len(order)


def _labels(sources: Iterable[sqlite3.Row]) -> dict[str | None, str]:
    """Each source by its outlet's name, where it has one; two of the same name are told apart."""
    names = {row["source"]: row["outlet"] if row["n_outlets"] == 1 else row["source"] for row in sources}
    counts = Counter(names.values())
    labels = {source: name if counts[name] == 1 else f"{name} ({source})" for source, name in names.items()}
    return labels | {None: UNKNOWN}
