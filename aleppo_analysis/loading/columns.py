"""Which column of a file is which of ours, by the names that the tools use; never by guessing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from .documents import BadFile

KNOWN = [  # what an article has, in the order of the table
    *("doc_id", "source", "outlet", "published", "published_basis", "url"),
    *("event_id", "event", "file", "sha256", "note", "title", "language", "text"),
]
# Whose names these are: readtext and ATAP (doc_id, text_name), news-please (maintext, date_publish,
# source_domain), trafilatura (sitename, source-hostname), newspaper (publish_date, canonical_link), fundus
# (publishing_date, plaintext), Media Cloud (media_name, stories_id), ProQuest (pubtitle, FullText),
# LexisNexisTools (Newspaper, Headline, Article), NewsAPI (publishedAt, source.name), the Guardian (webTitle,
# fields.bodyText), the New York Times (pub_date, web_url), Event Registry (dateTime, source.title).
# Of several the first that is filled is taken.
_NAMES = {
    "text": "text content maintext body full_text article_text article_body plaintext body_text "
    "fields.bodyText article_content main_text story_text article",
    "file": "file filename file_name path filepath file_path",
    "doc_id": "doc_id id article_id stories_id story_id document_id store_id uuid guid text_id text_name "
    "filename",
    "title": "title headline web_title headline.main article_title",
    "source": "source media_name outlet sitename source-hostname meta_site_name source.name source.title "
    "publication newspaper publisher source_domain domain hostname pubtitle publication_title "
    "publication_name site medium",
    "published": "published date publish_date date_publish published_at publishing_date date_published "
    "pub_date published_date publication_date web_publication_date datetime date_of_publication issue_date",
    "url": "url link canonical_link canonical_url web_url document_url article_url permalink",
    "language": "language lang meta_lang",
}


class NoText(BadFile):
    """A table without a column that could be the text."""


_LEFT_AWAY = re.compile(r"[\W_]")
_NOTHING = {"", "nan", "none", "null", "nat"}  # what a missing value turns into on its way through files
_SHOWN = 40  # characters of a name


def short(name: object) -> str:
    """A name without case, blanks and signs, as names are compared."""
    return _LEFT_AWAY.sub("", str(name)).casefold()


_ALIASES = {ours: [short(name) for name in _NAMES.get(ours, ours).split()] for ours in [*_NAMES, *KNOWN]}
KNOWN_NAMES = frozenset(alias for aliases in _ALIASES.values() for alias in aliases)


def is_filled(value: Any) -> bool:
    """Whether a cell holds anything."""
    if isinstance(value, str):
        bare = value.strip()
        return len(bare) > 4 or bare.casefold() not in _NOTHING
    if isinstance(value, list | dict):
        return bool(value)
    return value is not None and value is not pd.NA and bool(value == value)


def taken(
    columns: Iterable[str], records: Sequence[Mapping[str, Any]], given: Mapping[str, str], *, has_text: bool
) -> dict[str, str]:
    """Which of the file's columns are taken: ours -> the file's.

    `records` are the first of the file: what is empty in all of them is not taken. `given` is what the user
    says. Where the reader gives no text itself (`has_text`), it is a column: the one that is named as ours
    is, or the only one that could be it; without one, the file must name files. Raises `BadFile` where
    several columns could be the text, or none is.
    """
    columns = list(columns)
    by_name: dict[str, list[str]] = {}
    for column in columns:
        by_name.setdefault(short(column), []).append(column)
    filled = {column for column in columns if any(is_filled(record.get(column)) for record in records)}
    found = {} if has_text else {ours: _given(ours, name, columns) for ours, name in given.items()}
    for ours, aliases in _ALIASES.items():
        fitting = [column for alias in aliases for column in by_name.get(alias, [])]
        fitting = [column for column in fitting if column in filled and column not in found.values()]
        if ours in found or not fitting or (ours == "text" and has_text):
            continue
        if ours == "file" and (has_text or "text" in found) and fitting[0] != ours:
            continue  # a table says where its rows come from; only a manifest names files to be read
        found[ours] = (_one_text(fitting, records) if ours == "text" else fitting)[0]
    if not has_text and not found.keys() & {"text", "file"}:
        found["text"] = _unfilled_text(columns)
    return found


def _given(ours: str, name: str, columns: Sequence[str]) -> str:
    fitting = [column for column in columns if column == name or short(column) == short(name)]
    if not fitting:
        raise BadFile(f"it has no column {name!r}, which columns= names as {ours}; it has {listed(columns)}")
    return name if name in fitting else fitting[0]


def _one_text(fitting: list[str], records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The column of the text: `text` itself, or the only one with a text of its own."""
    if "text" in fitting:
        return ["text"]
    different = {repr([record.get(column) for record in records]) for column in fitting}
    if len(different) > 1:
        raise BadFile(
            f"{' and '.join(map(repr, fitting))} could each be the text; say which: "
            f"columns={{'text': {fitting[0]!r}}}"
        )
    return fitting


def _unfilled_text(columns: Sequence[str]) -> str:
    empty = [column for column in columns if short(column) in _ALIASES["text"]]
    if empty:
        return empty[0]
    advice = "say which: columns={'text': ...}"
    if len(columns) == 1:
        advice = f"are its columns parted by comma, semicolon, tab or |? Else {advice}"
    raise NoText(f"no column of it is known as the text; it has {listed(columns)}; {advice}")


def listed(columns: Iterable[object], most: int = 20) -> str:
    """Names of columns for an error; of very many the first."""
    names = [repr(str(column)[:_SHOWN]) for column in columns]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
