"""Files to one checked table of articles, and a description of it. The only module that reads a corpus."""

import hashlib
import re
from datetime import date
from os import PathLike
from pathlib import Path, PurePosixPath, PureWindowsPath

import pandas as pd

from ..tables import Table, TableError, as_path, check_articles, check_unique, read_csv, shipped
from ..text.words import tokenize

_NEEDED = ["doc_id", "source", "file"]
_KNOWN = [
    *("doc_id", "source", "outlet", "published", "published_basis", "url"),
    *("event_id", "event", "file", "sha256", "note"),
]
_INFERRED = r"(?i)\s*inferred"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHORT_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](?:[0-9]{2}|[0-9]{4})")


def load_articles(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load a corpus: a manifest (CSV, UTF-8) and the text files it names.

    Parameters
    ----------
    path : the manifest, or a folder with a manifest ``articles.csv``; None for the five articles that come
        with the package. It needs the columns
        `doc_id` (unique), `source` and `file` (below the manifest's own folder, such as
        ``articles/post.txt``). `published` is a calendar date, YYYY-MM-DD. Where `sha256` is given, the
        file's bytes must fit it.

    Returns
    -------
    One row an article, sorted by `doc_id`: `doc_id`, `source`, `outlet`, `published` (datetime64[s], a
    calendar date without zone), `published_basis` (how the date is known; begins with *inferred* where it
    is not stated), `url`, `event_id`, `event`, `file`, `sha256`, `note`, `title` (first line of the text
    that is not blank), `text`, then the manifest's other columns as text. What the manifest does not give
    is ``<NA>``.

    Raises
    ------
    TableError : the manifest is missing, is no CSV, lacks a column or has a `doc_id` twice; or rows cannot
        be used: a needed value is missing; a file is missing, empty, not UTF-8, reached by `..`, an
        absolute path or a link, or does not fit its sha256; or `published` is no calendar date. Up to
        three such rows are shown; the header is row 1, blank lines are not counted.

    Notes
    -----
    The text is the file decoded as UTF-8 (a byte order mark is part of the encoding and goes), with CRLF
    turned into LF. Nothing else is changed, then or later.

    Examples
    --------
    >>> aa.load_articles()[["doc_id", "published", "title"]].iloc[3:]
         doc_id  published                                              title
    3  ofthe-eu 2016-11-04       Syrian ‘opposition’ rejects Aleppo ceasefire
    4    scroll 2016-10-18  Syria: Assad government, Russia halt airstrike...
    """
    manifest = as_path("load_articles", path) if path is not None else shipped("articles.csv")
    manifest = manifest / "articles.csv" if manifest.is_dir() else manifest
    table = _read_manifest(manifest)
    text = pd.Series(_read_texts(manifest, table), index=table.index, dtype="str")
    extra = [column for column in table.columns if column not in _KNOWN]
    table = table.assign(
        published=pd.to_datetime(table["published"], format="%Y-%m-%d").astype("datetime64[s]"),
        title=text.str.extract(r"\s*([^\r\n]*)", expand=False).str.rstrip(),
        text=text,
    )
    return Table(table[[*_KNOWN, "title", "text", *extra]].sort_values("doc_id", ignore_index=True))


def describe_corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Describe what a corpus holds, source by source.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`, and where known `source`, `published` and
        `published_basis`, as `load_articles` returns them.

    Returns
    -------
    One row a source, sorted by `source`: `n_articles`; `n_words` (tokens as `text.tokenize` finds them in the
    whole text, captions and link lines included); `first_published`, `last_published`; `n_inferred_dates`
    (articles whose `published_basis` begins with *inferred*) and `n_undated` (articles without a date).

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Examples
    --------
    >>> described = aa.describe_corpus(aa.load_articles())
    >>> described[["source", "n_articles", "first_published", "n_inferred_dates"]]
                     source  n_articles first_published  n_inferred_dates
    0            al-jazeera           1      2016-10-24                 0
    1             inquisitr           1      2016-09-15                 1
    2  middle-east-observer           1      2016-10-21                 0
    3              ofthe-eu           1      2016-11-04                 1
    4                scroll           1      2016-10-18                 1
    """
    check_articles("describe_corpus", articles)
    counts = tokenize(articles).groupby("doc_id").size()
    described = pd.DataFrame(
        {
            "source": _column(articles, "source"),
            "n_words": counts.reindex(articles["doc_id"], fill_value=0).to_numpy(),
            "published": pd.to_datetime(_column(articles, "published")).astype("datetime64[s]"),
            "is_inferred": _column(articles, "published_basis").astype("str").str.match(_INFERRED, na=False),
        }
    )
    return (
        described.assign(is_undated=described["published"].isna())
        .groupby("source", dropna=False)
        .agg(
            n_articles=("n_words", "size"),
            n_words=("n_words", "sum"),
            first_published=("published", "min"),
            last_published=("published", "max"),
            n_inferred_dates=("is_inferred", "sum"),
            n_undated=("is_undated", "sum"),
        )
        .reset_index()
    )


class _BadRow(Exception):
    """What is wrong with one row of the manifest, and what to do."""


def _read_manifest(manifest: Path) -> pd.DataFrame:
    """The manifest as text, its columns and keys checked, optional columns added as missing."""
    table = read_csv("load_articles", manifest, _NEEDED).dropna(how="all")
    made = [column for column in ("title", "text") if column in table.columns]
    if made:
        raise TableError(
            f"load_articles: {str(manifest)!r} has a column {made[0]!r}, which is read from the text files.\n"
            "Rename or drop that column."
        )
    check_unique("load_articles", manifest.name, table.dropna(subset="doc_id"), ["doc_id"])
    return table.assign(**{name: _column(table, name).astype("str") for name in _KNOWN})


def _read_texts(manifest: Path, table: pd.DataFrame) -> list[str]:
    """The texts in row order; what is wrong with the rows is said for up to three of them at once."""
    texts: list[str] = []
    problems: list[str] = []
    for number, row in zip(table.index + 2, table.to_dict("records"), strict=True):
        try:
            _check_values(row)
            texts.append(_read_text(manifest.parent, row["file"], row["sha256"]))
        except _BadRow as problem:
            name = "no doc_id" if pd.isna(row["doc_id"]) else f"doc_id {row['doc_id']!r}"
            problems.append(f"- row {number} ({name}): {problem}")
    if problems:
        count = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
        shown = "\n".join(problems[:3]) + (f"\n- and {len(problems) - 3} more" if len(problems) > 3 else "")
        raise TableError(f"load_articles: {str(manifest)!r} has {count} that cannot be used:\n{shown}")
    return texts


def _check_values(row: dict[str, str]) -> None:
    for column in _NEEDED:
        if pd.isna(row[column]):
            raise _BadRow(f"`{column}` is empty. Every article needs doc_id, source and file.")
    published = row["published"]
    if pd.isna(published):
        return
    came = _date_problem(published)
    if came:
        raise _BadRow(
            f"`published` must be a calendar date YYYY-MM-DD; {published!r} {came}. "
            "Write it as 2016-10-18, or leave it empty."
        )


def _date_problem(value: str) -> str:
    """What is wrong with a date; nothing if it is a day written YYYY-MM-DD."""
    short = _SHORT_DATE.fullmatch(value)
    if short and max(int(short[1]), int(short[2])) <= 12:
        return "is ambiguous, day first or month first"
    if not _ISO_DATE.match(value):
        return "is not"
    if not _ISO_DATE.fullmatch(value):
        return "has more than the day (no time, no zone)"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "is not in the calendar"
    return ""


def _read_text(folder: Path, file: str, sha256: str) -> str:
    path = _inside(folder, file)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _BadRow(f"file {file!r} cannot be read: {error.strerror}. Repair that.") from error
    found = hashlib.sha256(raw).hexdigest()
    if not pd.isna(sha256) and found != sha256.strip().lower():
        raise _BadRow(
            f"file {file!r} does not fit its sha256: the manifest has {sha256}, the file {found}. "
            "Put the original file back, or write the new sha256 if the change is meant."
        )
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _BadRow(
            f"file {file!r} must be UTF-8; byte {error.start} is 0x{raw[error.start]:02x}. "
            "Save it again as UTF-8."
        ) from error
    if not text.strip():
        raise _BadRow(f"file {file!r} is empty. Put the article's text into it, or drop the row.")
    return text


def _inside(folder: Path, file: str) -> Path:
    """The path of a file below `folder`, reached neither by an absolute path, nor by `..`, nor by a link."""
    for flavour in (PurePosixPath(file), PureWindowsPath(file)):
        if flavour.anchor or ".." in flavour.parts:
            raise _BadRow(
                f"file {file!r} must lie in the corpus folder; absolute paths and '..' are refused. "
                "Copy it there and write its path from there, such as articles/post.txt."
            )
    path = folder / file
    steps = [path, *path.parents][: len(PurePosixPath(file).parts)]
    if any(step.is_symlink() for step in steps):
        raise _BadRow(f"file {file!r} is a link or lies behind one; links are refused. Copy the file itself.")
    if not path.is_file():
        raise _BadRow(f"file {file!r} is missing from {str(folder)!r}. Put it there or correct its path.")
    return path


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column, or missing values where the table has none of that name."""
    return table[name] if name in table.columns else pd.Series(pd.NA, index=table.index, dtype="str")
