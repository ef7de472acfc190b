"""Files and folders that are there whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from os.path import lexists
from pathlib import Path
from shutil import rmtree

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


def refused(function: str, out: Path, error: OSError) -> TableError:
    """The error for a place at which the system does not write."""
    return TableError(
        f"{function}: {str(out)!r} cannot be written ({error.strerror or error}).\n"
        "Name another place, or make room there."
    )
