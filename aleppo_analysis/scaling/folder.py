"""The folder that grows while a corpus is annotated, and from which the work goes on after a stop."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os.path import lexists
from pathlib import Path
from shutil import rmtree

from ..tables import TableError
from ..writing import alone, refused
from .reading import read_json, write_json

MANIFEST = "manifest.json"
READ, DONE = "_read", "_done"  # what is finished of the two steps
_LOCK = "_lock"
_SAID = {
    "version": "another version of the package",
    "settings": "other settings",
    "source": "another source",
}


@contextmanager
def unfinished(function: str, out: Path, asked: Mapping[str, object]) -> Iterator[Path]:
    """The folder ``out.unfinished``, new or as it was left, that becomes `out` once everything is in it.

    `asked` is what must be the same for the work to go on: a value for each key of the manifest. However the
    work ends before that, what is finished stays, and the error says so; where nothing is, nothing does.

    Raises `TableError`, in the name of `function`, if there is something at `out`, another run is writing
    there, what was begun there is something else, the system refuses to write, or the memory is too small.
    """
    if lexists(out):
        raise TableError(f"{function}: {str(out)!r} is there already.\nName something new, or delete it.")
    folder = out.with_name(f"{out.name}.unfinished")
    with _in_sentences(function, out):
        folder.mkdir(parents=True, exist_ok=True)
        with alone(function, folder / _LOCK):
            is_begun = _is_begun(function, folder, asked)
            with _kept(folder), _in_sentences(function, out):
                if not is_begun:
                    write_json(folder / MANIFEST, dict(asked))
                for name in (READ, DONE):
                    (folder / name).mkdir(exist_ok=True)
                yield folder
                folder.rename(out)
        for place in [*out.glob("_part-*"), out / READ, out / DONE]:
            rmtree(place)
        (out / _LOCK).unlink()


@contextmanager
def _in_sentences(function: str, out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refused(function, out, error) from error
    except (MemoryError, ImportError) as error:  # a library that does not fit into the memory
        said = f" ({error})" if str(error) else ""
        raise TableError(
            f"{function}: the memory is too small for what is found in a part of the articles{said}.\n"
            "Use fewer workers, or a machine with more."
        ) from error


@contextmanager
def _kept(folder: Path) -> Iterator[None]:
    """If the work stops in the block, what is finished stays, and that is said."""
    is_whole = False
    try:
        yield
        is_whole = True
    except (TableError, KeyboardInterrupt) as error:
        if _has_finished(folder):
            told = f"What is finished stays in {str(folder)!r}: the same call goes on from there."
            raise type(error)(f"{error}\n{told}".strip()) from error
        raise
    finally:
        if not is_whole and folder.exists() and not _has_finished(folder):
            rmtree(folder)


def _has_finished(folder: Path) -> bool:
    return any(any((folder / name).glob("??????.json")) for name in (READ, DONE))


def _is_begun(function: str, folder: Path, asked: Mapping[str, object]) -> bool:
    """Whether the folder is there with what is asked noted; raise if it is something else."""
    manifest = folder / MANIFEST
    if manifest.is_file():
        before = read_json(manifest)
        changed = [said for key, said in _SAID.items() if before.get(key) != asked[key]]
        if changed:
            raise TableError(
                f"{function}: {str(folder)!r} was begun with {' and '.join(changed)}.\n"
                "Call it as before to go on from there, or delete that folder to begin anew."
            )
        return True
    if folder.is_symlink() or {path.name for path in folder.iterdir()} > {_LOCK}:
        raise TableError(
            f"{function}: {str(folder)!r} is there, and was not begun by {function}.\n"
            "Name another place, or delete it."
        )
    return False
