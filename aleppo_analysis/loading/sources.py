"""What a path stands for: the files of a folder, a pattern or a zip, or one file, each opened by its name.

Nothing outside is reached: hidden files and links are passed over, a manifest names no file by an absolute
path, by ``..`` or behind a link, and members of a zip that would do so are left out.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from glob import glob, has_magic
from os.path import commonpath
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, NamedTuple, TypeAlias
from zipfile import ZipFile

from ..places import what_is
from ..tables import TableError, as_path
from .documents import BadFile, Problem
from .limits import open_zip

Opener: TypeAlias = Callable[[], BinaryIO]

MANIFEST = "articles.csv"
_SAVED = ("articles.parquet", "problems.parquet", "markup.parquet")
_ANNOTATED = "articles/_metadata"
_NO_FILES = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Files:
    """The files of a source by their names below it, and what was passed over or left out.

    `beside` opens a file that a manifest names, and raises `BadFile` where it may not be opened; None where a
    manifest would be one file among those that it names. `sizes` are in bytes, as far as known. `common` is
    the folder that all files of the source are in, these being some of them.
    """

    openers: dict[str, Opener]
    problems: Sequence[Problem]
    beside: Callable[[str], Opener] | None
    sizes: Callable[[str], int]
    common: str = ""


class Piece(NamedTuple):
    """Some files of a source, by their names, and the folder that all of its files are in."""

    names: tuple[str, ...]
    common: str


@contextmanager
def files_of(function: str, source: str | os.PathLike[str], piece: Piece | None = None) -> Iterator[Files]:
    """The files that a path stands for, or a piece of them; `TableError` where it stands for none.

    For a piece the folders are not gone through again.
    """
    if isinstance(source, str) and "://" in source:
        raise TableError(f"{function}: nothing is downloaded; {source!r} is an address.\nSave it as a file.")
    path = as_path(function, source)
    if path.is_dir():
        yield _of_folder(function, path, piece)
    elif path.is_file() and path.suffix.lower() == ".zip":
        with path.open("rb") as stream:
            yield _of_zip(_zip(function, path, stream), piece)
    elif path.is_file():
        yield _one_file(path.parent, path.name)
    elif has_magic(str(path)):
        yield _of_pattern(function, str(path), piece)
    else:
        raise TableError(
            f"{function}: {str(path)!r} {what_is(path)}.\nGive the path of a folder, a zip, a file, or a "
            "pattern such as 'texts/*.txt'."
        )


def stamps_of(function: str, source: str | os.PathLike[str]) -> Iterator[tuple[str, int, int]]:
    """What tells that files of a source have changed: the name of each, its size and its time."""
    path = as_path(function, source)
    if path.is_dir():
        paths = sorted(Path(where) / name for where, _, names in os.walk(path) for name in names)
    else:
        paths = [path] if path.is_file() else sorted(map(Path, glob(str(path), recursive=True)))
    for one in paths:
        stat = one.lstat()
        yield one.name if one == path else str(one), stat.st_size, stat.st_mtime_ns


def _opener(path: Path) -> Opener:
    return lambda: path.open("rb")


def _one_file(folder: Path, name: str) -> Files:
    """A file that may be a manifest, whose rows name files beside it."""
    return Files({name: _opener(folder / name)}, [], partial(_beside, folder), partial(_size, folder))


def _size(folder: Path, name: str) -> int:
    return (folder / name).stat().st_size


def _of_folder(function: str, folder: Path, piece: Piece | None) -> Files:
    if all((folder / name).exists() for name in _SAVED) or (folder / _ANNOTATED).is_file():
        raise TableError(
            f"{function}: {str(folder)!r} is a corpus that Corpus.save or annotate wrote.\n"
            "Open it: Corpus.open(folder)."
        )
    if (folder / MANIFEST).is_file():
        return _one_file(folder, MANIFEST)
    if piece:
        return _of_piece(folder, piece)
    paths = [Path(where) / name for where, _, names in os.walk(folder) for name in names]
    return _visible(function, folder, paths)


def _of_piece(folder: Path, piece: Piece) -> Files:
    openers = {name: _opener(folder / name) for name in piece.names}
    return Files(openers, [], None, partial(_size, folder), piece.common)


def _of_pattern(function: str, pattern: str, piece: Piece | None) -> Files:
    steps = Path(pattern).parts
    fixed = steps[: next(place for place, step in enumerate(steps) if has_magic(step))]
    if piece:
        return _of_piece(Path(*fixed), piece)
    paths = [path for path in map(Path, glob(pattern, recursive=True)) if not path.is_dir()]
    if not paths:
        raise TableError(
            f"{function}: no file fits {pattern!r}.\n"
            "Mend the pattern, or give the folder that holds the texts."
        )
    return _visible(function, Path(*fixed), paths)


def _visible(function: str, folder: Path, paths: Sequence[Path]) -> Files:
    """The ordinary files that are not hidden, by their names below the folder."""
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    hidden = {name for name in names if _is_hidden(name)}
    links = {name for name in names if name not in hidden and names[name].is_symlink()}
    others = {name for name in names.keys() - hidden - links if not names[name].is_file()}
    kept = sorted(names.keys() - hidden - links - others)
    if not kept:
        n_others = f" but {len(names)} that are hidden or links" if names else ""
        raise TableError(
            f"{function}: there is no file to read in {str(folder)!r}{n_others}.\n"
            "Put the texts there, or give the folder that holds them."
        )
    problems = _passed_over(len(hidden))
    if others:
        shown = ", ".join(f"{name!r} {what_is(names[name])}" for name in sorted(others)[:3])
        done = f"only ordinary files are read ({shown})"
        problems.append(Problem("file left out", done, n=len(others)))
    if links:
        shown = ", ".join(map(repr, sorted(links)[:3]))
        done = f"links are not followed ({shown}); copy the files themselves"
        problems.append(Problem("file left out", done, n=len(links)))
    openers = {name: _opener(names[name]) for name in kept}
    return Files(openers, problems, None, partial(_size, folder), _common_folder(kept))


def _common_folder(names: Sequence[str]) -> str:
    """The folder that all files are in."""
    folders = {str(PurePosixPath(name).parent) for name in names}
    return commonpath(folders) if folders else ""


def _passed_over(n_hidden: int) -> list[Problem]:
    return [Problem("passed over", "hidden files are not read", n=n_hidden)] if n_hidden else []


def _is_hidden(name: str) -> bool:
    """Whether a file is one that systems and offices leave beside others."""
    steps = PurePosixPath(name).parts
    return any(step.startswith((".", "~$")) or step in _NO_FILES for step in steps)


def _zip(function: str, path: Path, stream: BinaryIO) -> ZipFile:
    try:
        return open_zip(stream)
    except BadFile as error:
        raise TableError(f"{function}: {str(path)!r} cannot be read: {error}.") from error


def _of_zip(archive: ZipFile, piece: Piece | None) -> Files:
    files = [one for one in archive.infolist() if not one.is_dir()]
    members = {one.filename: one for one in files}
    outside = sorted(name for name in members if is_outside(name))
    hidden = {name for name in members if _is_hidden(name) and name not in outside}
    problems = _passed_over(len(hidden)) + [
        Problem("file left out", f"{name!r} would lie outside the folder it is unpacked to")
        for name in outside
    ]
    if len(members) < len(files):
        done = "of members that have one name the last is read"
        problems.append(Problem("file left out", done, n=len(files) - len(members)))
    openers: dict[str, Opener] = {
        name: (lambda member=members[name]: archive.open(member))  # type: ignore[misc]
        for name in sorted(members.keys() - hidden - set(outside))
    }

    def beside(name: str) -> Opener:
        if name not in openers:
            raise BadFile(f"file {name!r} is missing from the zip. Put it there or correct its path")
        return openers[name]

    def size(name: str) -> int:
        return members[name].file_size

    if MANIFEST in openers:
        return Files({MANIFEST: openers[MANIFEST]}, problems, beside, size)
    if piece:
        return Files({name: openers[name] for name in piece.names}, [], None, size, piece.common)
    return Files(openers, problems, None, size, _common_folder(list(openers)))


def is_outside(name: str) -> bool:
    """Whether a path leads out of its folder: an absolute one, or one with ``..``, of any system."""
    return any(
        flavour.anchor or ".." in flavour.parts for flavour in (PurePosixPath(name), PureWindowsPath(name))
    )


def _beside(folder: Path, name: str) -> Opener:
    """A file that a manifest in this folder names."""
    if is_outside(name):
        raise BadFile(
            f"file {name!r} must lie in the corpus folder; absolute paths and '..' are refused. Copy it "
            "there and write its path from there, such as articles/post.txt"
        )
    path = folder / name
    steps = [path, *path.parents][: len(PurePosixPath(name).parts)]
    if any(step.is_symlink() for step in steps):
        raise BadFile(f"file {name!r} is a link or lies behind one; links are refused. Copy the file itself")
    if path.exists() and not path.is_file():
        raise BadFile(f"file {name!r} {what_is(path)}; only ordinary files are read. Name another")
    if not path.is_file():
        raise BadFile(f"file {name!r} is missing from {str(folder)!r}. Put it there or correct its path")
    return _opener(path)
