"""Tables of a folder as files for other programs."""

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path

import pandas as pd

from ..parquet import Stored, check_pyarrow
from ..places import what_is
from ..spreadsheets import Parts, write_csv, write_jsonl, write_xlsx
from ..tables import TableError, as_path, check_choice
from ..writing import whole_file, whole_folder

_WRITERS: dict[str, Callable[[Parts, Path], None]] = {"csv": write_csv, "jsonl": write_jsonl}
FORMATS = [*_WRITERS, "xlsx"]
_MOST_ROWS = 1_048_575  # of a sheet in a workbook, below the names of the columns


def export(
    tables: str | PathLike[str],
    out: str | PathLike[str],
    *,
    form: str,
    progress: Callable[[int], object] = lambda n: None,
) -> None:
    """Write tables as CSV, JSON Lines or a workbook.

    Parameters
    ----------
    tables : a folder that `annotate` or `Corpus.save` wrote, or a single file of it.
    out : what to write: of a folder a folder with a file each, or a workbook with a sheet each; of a file a
        file.
    form : ``"csv"``, marked as UTF-8, in which no text is taken for a formula; ``"jsonl"``, an object a row;
        ``"xlsx"``. The two for spreadsheets have the articles without their `text`, for which a cell is too
        small.
    progress : called with the number of rows written so far.

    Raises
    ------
    TableError : there are no tables, one of them is broken or has more rows than a sheet holds (1,048,575),
        there is something at `out`, or the system refuses to write. Nothing is written then.
    """
    check_choice("export", "form", form, FORMATS)
    check_pyarrow("export")
    source, out = as_path("export", tables), as_path("export", out)
    stored = _stored(source)
    done = 0

    def parts_of(name: str) -> Iterator[pd.DataFrame]:
        nonlocal done
        for part in stored.parts(name):
            yield part if form == "jsonl" else part.drop(columns="text", errors="ignore")
            done += len(part)
            progress(done)

    if form == "xlsx":
        for name in stored.names:
            _check_fits(name, stored.count_rows(name))
        with whole_file("export", out) as new:
            write_xlsx({name: parts_of(name) for name in stored.names}, new)
    elif source.is_file():
        with whole_file("export", out) as new:
            _WRITERS[form](parts_of(source.stem), new)
    else:
        with whole_folder("export", out) as folder:
            for name in stored.names:
                _WRITERS[form](parts_of(name), folder / f"{name}.{form}")


def _stored(source: Path) -> Stored:
    """The tables of a folder, or the one in a file."""
    stored = Stored("export", source)
    if not stored.names:
        came = "holds no tables (*.parquet)" if source.is_dir() else what_is(source)
        raise TableError(
            f"export: {str(source)!r} {came}.\nName a folder that annotate or Corpus.save wrote."
        )
    return stored


def _check_fits(name: str, n_rows: int) -> None:
    if n_rows > _MOST_ROWS:
        raise TableError(
            f"export: {name!r} has {n_rows:,} rows; a sheet of a workbook holds {_MOST_ROWS:,}.\n"
            "Write CSV or JSON Lines instead, or the other tables one by one."
        )
