"""The folder of a site: it takes its place when it is whole, and that of an older site of ours only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from shutil import rmtree

from ..tables import TableError, as_path
from ..writing import whole_folder

MARK = ".aleppo-report"  # only a folder that holds this file is ever replaced


@contextmanager
def site_folder(function: str, out: str | PathLike[str]) -> Iterator[Path]:
    """A folder to write a site to, which becomes `out` once everything is in it.

    However the writing ends before that, what was at `out` stays as it was. Raises `TableError`, in the name
    of `function`, as `check_out` and `whole_folder` do.
    """
    place = check_out(function, out)
    fresh = place.with_name(f"{place.name}.new") if place.exists() else place
    with whole_folder(function, fresh) as folder:
        (folder / MARK).touch()
        yield folder
    if fresh != place:
        _replace(function, place, fresh)


def check_out(function: str, out: str | PathLike[str]) -> Path:
    """The whole path of `out`; raises unless nothing is there, or an empty folder, or a site of ours."""
    place = as_path(function, out).resolve()
    if place.exists() and not (place / MARK).exists() and (not place.is_dir() or any(place.iterdir())):
        raise TableError(
            f"{function}: {str(out)!r} holds files that are not a report of ours, so it is not overwritten.\n"
            "Name an empty folder, or one that is not there yet."
        )
    return place


def _replace(function: str, place: Path, fresh: Path) -> None:
    """Put the new folder in the place of the older one."""
    try:
        older = place.rename(place.with_name(f"{place.name}.old"))
        fresh.rename(place)
    except OSError as error:
        raise TableError(
            f"{function}: {str(place)!r} cannot be replaced ({error.strerror}).\n"
            f"The new report is whole in {str(fresh)!r}: move it, or name another folder."
        ) from error
    rmtree(older)
