"""The folder of a site: it takes its place when it is whole, and that of an older site of ours only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from shutil import rmtree

from ..tables import TableError, as_path
from ..writing import alone, refused, whole_folder

MARK = ".aleppo-report"  # only a folder that holds this file is ever replaced


@contextmanager
def site_folder(function: str, out: str | PathLike[str]) -> Iterator[Path]:
    """A folder to write a site to, which becomes `out` once everything is in it.

    However the writing ends before that, what was at `out` stays as it was. What a run left behind that was
    killed is put in order first: its half is deleted, and a site that was whole comes to its place.

    Raises `TableError`, in the name of `function`, as `check_out` and `whole_folder` do, and while another
    run writes there.
    """
    place = check_out(function, out)
    fresh = _beside(place, "new")
    _put_in_order(function, place)
    with whole_folder(function, fresh) as folder:
        (folder / MARK).touch()
        with alone(function, folder / MARK):
            yield folder
    _replace(function, place, fresh)


def check_out(function: str, out: str | PathLike[str]) -> Path:
    """The whole path of `out`; raises unless nothing is there, or an empty folder, or a site of ours."""
    place = as_path(function, out).resolve()
    if place.exists() and not _is_ours(place) and (not place.is_dir() or any(place.iterdir())):
        raise TableError(
            f"{function}: {str(out)!r} holds files that are not a report of ours, so it is not overwritten.\n"
            "Name an empty folder, or one that is not there yet."
        )
    return place


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f"{place.name}.{what}")


def _is_ours(folder: Path) -> bool:
    return (folder / MARK).is_file()


def _put_in_order(function: str, place: Path) -> None:
    """End what a killed run began: the site that it finished, or else the older one, comes to `place`."""
    half, fresh, older = (_beside(place, what) for what in ("new.unfinished", "new", "old"))
    try:
        if _is_ours(half):
            with alone(function, half / MARK):
                rmtree(half)
        for whole in (fresh, older):
            if _is_ours(whole) and not place.exists():
                whole.rename(place)
            elif _is_ours(whole):
                rmtree(whole)
    except OSError as error:
        raise refused(function, place, error) from error


def _replace(function: str, place: Path, fresh: Path) -> None:
    """Put the new folder in the place of the older one, if there is one."""
    older = _beside(place, "old")
    try:
        if place.exists():
            place.rename(older)
        fresh.rename(place)
    except OSError as error:
        raise TableError(
            f"{function}: {str(place)!r} cannot be replaced ({error.strerror}).\n"
            f"The new report is whole in {str(fresh)!r}: move it, or name another folder."
        ) from error
    if older.exists():
        rmtree(older)
