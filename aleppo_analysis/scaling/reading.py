"""The first of two steps: a piece of a source is read, and its articles are put down line by line.

What the corpus as a whole knows, such as whether an id is taken, is settled between the steps from lists:
each article's wish for an id, a digest of its text, and where its line ends.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..loading.finding import Found, Ways
from ..loading.gathering import digest_of, extra_of
from ..loading.pieces import read_piece, to_line
from ..loading.problems import LOST, Noted, table_of
from ..loading.sources import Piece
from ..writing import replaced

_MOST = 5_000  # articles of a file of lines


class Reading(NamedTuple):
    """What is to be read, and the place for it: files that begin with this name."""

    ways: Ways
    source: str
    piece: Piece
    place: Path


class Lines(NamedTuple):
    """A file of lines, and of each article the id it asks for, its text's digest and length, its end."""

    file: Path
    articles: list[tuple[str, str, int, int]]
    columns: list[str]
    noted: list[Noted]


def read(reading: Reading) -> None:
    """Put down the articles of a piece; whatever is there under its name was begun and is written anew."""
    found = read_piece(reading.ways, reading.source, reading.piece)
    lists: list[Path] = []
    while (lines := _put_down(found, Path(f"{reading.place}-{len(lists):04}.jsonl"))) is not None:
        lists.append(lines)
    write_json(Path(f"{reading.place}.json"), [str(it.name) for it in lists])


def is_read(reading: Reading) -> bool:
    """Whether all of a piece is put down."""
    return Path(f"{reading.place}.json").is_file()


def lines_of(reading: Reading) -> Iterator[Lines]:
    """What was put down of a piece, in its order."""
    for name in read_json(Path(f"{reading.place}.json")):
        articles, columns, noted = read_json(reading.place.with_name(name))
        file = reading.place.with_name(name).with_suffix(".jsonl")
        yield Lines(file, articles, columns, [Noted(*one) for one in noted])


def _put_down(found: Iterator[Found | Noted], file: Path) -> Path | None:
    """Write the next articles, and the list of them, whose place it gives; None where there are no more."""
    articles: list[tuple[str, str, int, int]] = []
    columns: dict[str, None] = {}
    noted: list[Noted] = []
    end = 0
    with file.open("wb") as stream:
        for one in found:
            if isinstance(one, Noted):
                noted.append(one)
            else:
                row = one.article.row
                end += stream.write(to_line(one).encode() + b"\n")
                articles.append((row["doc_id"], digest_of(row["text"]), len(row["text"]), end))
                columns.update(dict.fromkeys(extra_of(one)))
            if len(articles) + len(noted) / 100 > _MOST:
                break
    if not articles and not noted:
        file.unlink()
        return None
    write_json(file.with_suffix(".json"), [articles, list(columns), _summed(noted)])
    return file.with_suffix(".json")


def _summed(noted: list[Noted]) -> list[list[object]]:
    """What is lost, in its order, and of the rest what is the same added up."""
    lost = [list(one) for one in noted if one.what in LOST]
    rest = table_of(one for one in noted if one.what not in LOST).astype("object")
    return lost + rest.where(rest.notna(), None).values.tolist()


def write_json(file: Path, content: Any) -> None:
    """Write a file that is there whole or not at all."""
    with replaced(file) as part:
        part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def read_json(file: Path) -> Any:
    """What `write_json` wrote."""
    return json.loads(file.read_text("utf-8"))
