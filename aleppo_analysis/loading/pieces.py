"""A source cut into pieces that are read apart from each other, and articles on their way between the two."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from os import PathLike

import pandas as pd

from .documents import Problem
from .finding import Found, Ways, find_articles, noted
from .problems import Noted
from .rows import Article
from .sources import Files, Piece, files_of, stamps_of

_MOST_FILES = 500
_MOST_BYTES = 8_000_000


def pieces_of(ways: Ways, source: str | PathLike[str]) -> tuple[list[Piece], list[Noted]]:
    """The pieces of a source in their order, and what is doubtful about its files; none is opened."""
    with files_of(ways.function, source) as files:
        return list(_pieces(files)), [noted(ways, None, None, problem) for problem in files.problems]


def _pieces(files: Files) -> Iterator[Piece]:
    names: list[str] = []
    n_bytes = 0
    for name in files.openers:
        size = files.sizes(name)
        if names and (len(names) == _MOST_FILES or n_bytes + size > _MOST_BYTES):
            yield Piece(tuple(names), files.common)
            names, n_bytes = [], 0
        names.append(name)
        n_bytes += size
    if names:
        yield Piece(tuple(names), files.common)


def stamp_of(function: str, source: str | PathLike[str] | pd.DataFrame) -> str:
    """What changes when a source does: of files their names, sizes and times, of a table its values."""
    digest = sha256()
    if isinstance(source, pd.DataFrame):
        digest.update(repr(list(source.columns)).encode())
        digest.update(source.to_csv().encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
    for stamp in stamps_of(function, source):
        digest.update(repr(stamp).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def read_piece(ways: Ways, source: str | PathLike[str], piece: Piece) -> Iterator[Found | Noted]:
    """The articles of a piece, one by one, and between them what is doubtful but in no article."""
    with files_of(ways.function, source, piece) as files:
        yield from find_articles(ways, files)


def to_line(found: Found) -> str:
    """An article as a line of text."""
    row = {name: _written(value) for name, value in found.article.row.items()}
    problems = [(one.what, one.done, one.n) for one in found.article.problems]
    return json.dumps([found.file, row, found.article.zones, problems], ensure_ascii=False)


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def from_line(line: str) -> Found:
    """The article that a line holds."""
    file, row, zones, problems = json.loads(line)
    if row["published"]:
        row["published"] = date.fromisoformat(row["published"])
    parts = [(start, end, zone) for start, end, zone in zones]
    return Found(file, Article(row, parts, [Problem(*one) for one in problems]))
