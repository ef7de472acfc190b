"""A table whose rows name files: the articles of these files, with what the table says of each."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from .columns import KNOWN, is_filled
from .documents import BadFile, Document, Problem
from .formats import items_of
from .rows import Item, as_text, with_names
from .sources import Opener

_BLOCK = 1 << 20


def follow(
    row: Document, names: Mapping[str, str], beside: Callable[[str], Opener], encoding: str | None
) -> Iterator[tuple[Item, Mapping[str, str]]]:
    """The documents of the file that a row names; what the row says stands over what the file says.

    `names` are the columns taken of the row. A row whose file cannot be used is one problem.
    """
    said = {ours: row.values.get(name) for ours, name in names.items() if is_filled(row.values.get(name))}
    others = {name: value for name, value in row.values.items() if name not in names.values()}
    doc_id = as_text(said.get("doc_id"))
    place = f"{row.place} (doc_id {doc_id!r})" if doc_id else row.place
    try:
        for item, its_names in _items(
            as_text(said.get("file")), as_text(said.get("sha256")), beside, encoding
        ):
            if isinstance(item, Document):
                yield _with_row(item, its_names, others, said)
            else:
                yield replace(item, place=place), {}
    except BadFile as error:
        yield Problem("row left out", f"{error}", place=place), {}
    except OSError as error:
        yield (
            Problem(
                "row left out", f"file {said.get('file')!r} cannot be read: {error.strerror}", place=place
            ),
            {},
        )


def _items(
    file: str | None, sha256: str | None, beside: Callable[[str], Opener], encoding: str | None
) -> Iterator[tuple[Item, Mapping[str, str]]]:
    if not file:
        raise BadFile("it names no file. Write its path, such as articles/post.txt")
    with beside(file)() as stream:
        if sha256:
            _check_sha256(stream, file, sha256)
        suffix = PurePosixPath(file).suffix or ".txt"
        with closing(items_of(stream, file, suffix, encoding)) as items:
            yield from with_names(items, {})


def _check_sha256(stream: BinaryIO, file: str, sha256: str) -> None:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    stream.seek(0)
    if digest.hexdigest() != sha256.strip().lower():
        raise BadFile(
            f"file {file!r} does not fit its sha256: the manifest has {sha256}, the file {digest.hexdigest()}"
            ". Put the original file back, or write the new sha256 if the change is meant"
        )


def _with_row(
    document: Document, names: Mapping[str, str], others: Mapping[str, Any], said: Mapping[str, Any]
) -> tuple[Document, Mapping[str, str]]:
    own = {ours: document.values.get(name) for ours, name in names.items()}
    rest = {name: value for name, value in document.values.items() if name not in names.values()}
    values = {**rest, **own, **others, **said}
    return replace(document, values=values, place=""), {
        ours: ours for ours in KNOWN if ours in own or ours in said
    }
