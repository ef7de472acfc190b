"""Files and folders that are there whole or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from os.path import lexists
from pathlib import Path
from shutil import rmtree
from typing import IO

from .tables import TableError


def check_beside(function: str, out: Path, source: object) -> None:
    """Raise if `out` would lie in the folder that is read, and so be read with it the next time."""
    if isinstance(source, str | PathLike) and Path(source).resolve() in out.resolve().parents:
        raise TableError(
            f"{function}: {str(out)!r} lies in {str(source)!r}, and would be read with it the next time.\n"
            "Name a place beside it."
        )


@contextmanager
def whole_folder(function: str, out: Path) -> Iterator[Path]:
    """A new folder to write to, which becomes `out` once everything is in it.

    However the writing ends before that, nothing stays. Only a process that is killed outright leaves its
    folder behind, and that is called `out` with *.unfinished* added, so that nobody takes it for the result.

    Raises `TableError`, in the name of `function`, if there is something at `out`, another run writes there
    or was killed, or the system refuses to write.
    """
    with _whole(function, out, Path.mkdir, rmtree) as folder:
        yield folder


@contextmanager
def whole_file(function: str, out: Path) -> Iterator[Path]:
    """The same for a single file, which is empty at first."""
    with _whole(function, out, lambda file: file.touch(exist_ok=False), Path.unlink) as file:
        yield file


@contextmanager
def _whole(
    function: str, out: Path, make: Callable[[Path], None], remove: Callable[[Path], None]
) -> Iterator[Path]:
    if lexists(out):
        raise TableError(f"{function}: {str(out)!r} is there already.\nName something new, or delete it.")
    part = out.with_name(f"{out.name}.unfinished")
    if lexists(part):
        raise TableError(
            f"{function}: {str(part)!r} is there: another run is writing it, or was killed.\n"
            "If none is running, delete it and try again."
        )
    try:
        if not out.parent.exists():
            out.parent.mkdir(parents=True, exist_ok=True)
        make(part)
    except OSError as error:
        raise refused(function, out, error) from error
    try:
        yield part
        part.rename(out)
    except OSError as error:
        raise refused(function, out, error) from error
    finally:
        if part.exists():
            remove(part)


@contextmanager
def alone(function: str, lock: Path) -> Iterator[None]:
    """Hold the file `lock`, so that no other run writes in its folder; however we end, it is free then.

    Raises `TableError`, in the name of `function`, while another process holds it (not on Windows).
    """
    with lock.open("w") as file:
        _take(function, lock.parent, file)
        yield


def _take(function: str, folder: Path, lock: IO[str]) -> None:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        return
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError as error:
        raise TableError(
            f"{function}: another run is writing {str(folder)!r}.\nWait for it, or name another place."
        ) from error


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A file to write to, which takes the place of `file` once it is whole; until then that stays."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def refused(function: str, out: Path, error: OSError) -> TableError:
    """The error for a place at which the system does not write."""
    return TableError(
        f"{function}: {str(out)!r} cannot be written ({error.strerror or error}).\n"
        "Name another place, or make room there."
    )
