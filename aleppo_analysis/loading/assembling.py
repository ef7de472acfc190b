"""Articles and what was noted about them as tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ..articles import in_batches
from ..tables import Table, texts_of
from ..text.languages import languages_of
from ..text.page import titles_of
from ..text.pieces import batches
from .columns import KNOWN
from .dates import as_days
from .language_names import language_code
from .problems import Noted, table_of
from .rows import Article, Row

_ZONES = {"doc_id": "str", "start": "int64", "end": "int64", "passage": "str", "zone": "str"}
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,8})?")


class Loaded(NamedTuple):
    """What was loaded: articles, problems, and the zones that markup tells of.

    `articles` is as `load_articles` gives them. `problems` has one row a kind in a file or article: `file`,
    `doc_id`, `what`, `n` (how often) and `done` (what was done about it). `zones` is made to be given to
    `text.find_zones` as `corrections`: `doc_id`, `start`, `end`, `passage`, `zone`.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame
    zones: pd.DataFrame


def tables_of(articles: Sequence[Article], noted: Iterable[Noted], columns: Iterable[str] = ()) -> Loaded:
    """The tables of these articles, in their order; `columns` are there even if none of them has one."""
    table = _table(_titled([article.row for article in articles]), columns)
    return Loaded(table, table_of([*noted, *not_english(table)]), zones_of(articles))


def _titled(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, each that has no title with the headline that its text begins with."""
    lacking = [row for row in rows if row.get("title") is None]
    parts = batches([row["text"] for row in lacking])
    doc_ids = [row["doc_id"] for row in lacking]
    titles = in_batches("load_articles", doc_ids, parts, titles_of, instead=lambda _: None)
    for row, title in zip(lacking, titles, strict=True):
        row["title"] = title
    return rows


def _table(rows: Sequence[Row], more: Iterable[str]) -> pd.DataFrame:
    """Rows as the table of articles: all that is ours, then the other columns; all is text but the dates."""
    columns = dict.fromkeys([*KNOWN, *more, *(name for row in rows for name in row)])
    table = pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype="str")
            for name in columns
            if name != "published"
        }
    )
    table.insert(KNOWN.index("published"), "published", as_days([row.get("published") for row in rows]))
    return Table(with_languages(table))


def with_languages(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with a `language`, as a code of ISO 639-1: what is given, else what the text is in."""
    texts = texts_of(articles)
    given = (
        articles["language"] if "language" in articles else pd.Series(None, index=articles.index, dtype="str")
    )
    codes = [_language_code(value) for value in given]
    unknown = [place for place, code in enumerate(codes) if code is None]
    for place, code in zip(unknown, languages_of([texts[place] for place in unknown]), strict=True):
        codes[place] = code
    return articles.assign(language=pd.Series(codes, index=articles.index, dtype="str"))


def _language_code(value: object) -> str | None:
    """The code that a value is or names, *en* of *en-GB* and of *English*; nothing where it names none."""
    if not isinstance(value, str):
        return None
    found = _CODE.fullmatch(value.strip())
    return found[1].lower() if found else language_code(value)


def not_english(table: pd.DataFrame) -> Iterator[Noted]:
    """Which articles are in another language, so that nobody is heard to speak in them."""
    for file, doc_id, language in zip(table["file"], table["doc_id"], table["language"], strict=True):
        if isinstance(language, str) and language != "en":
            yield Noted(file, str(doc_id), "not English", 1, f"{language}: words and zones only")


def zones_of(articles: Sequence[Article]) -> pd.DataFrame:
    """What markup tells of the texts, as `text.find_zones` takes corrections."""
    zones = [
        (article.row["doc_id"], start, end, article.row["text"][start:end], zone)
        for article in articles
        for start, end, zone in article.zones
    ]
    return pd.DataFrame(zones, columns=list(_ZONES)).astype(_ZONES)
