"""Tables of a folder as files for other programs."""

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path

import pandas as pd

from ..parquet import check_pyarrow, count_rows, read_parts
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
    files = {file.stem: file for file in _files(source)}
    done = 0

    def parts_of(file: Path) -> Iterator[pd.DataFrame]:
        nonlocal done
        for part in read_parts("export", file):
            yield part if form == "jsonl" else part.drop(columns="text", errors="ignore")
            done += len(part)
            progress(done)

    if form == "xlsx":
        for name, file in files.items():
            _check_fits(name, count_rows("export", file))
        with whole_file("export", out) as new:
            write_xlsx({name: parts_of(file) for name, file in files.items()}, new)
    elif source.is_file():
        with whole_file("export", out) as new:
            _WRITERS[form](parts_of(source), new)
    else:
        with whole_folder("export", out) as folder:
            for name, file in files.items():
                _WRITERS[form](parts_of(file), folder / f"{name}.{form}")


def _files(source: Path) -> list[Path]:
    """The Parquet files that were named, by a folder or one by itself."""
    files = [source] if source.is_file() else sorted(source.glob("*.parquet"))
    if not files:
        came = "holds no tables (*.parquet)" if source.is_dir() else "does not exist"
        raise TableError(
            f"export: {str(source)!r} {came}.\nName a folder that annotate or Corpus.save wrote."
        )
    return files


def _check_fits(name: str, n_rows: int) -> None:
    if n_rows > _MOST_ROWS:
        raise TableError(
            f"export: {name!r} has {n_rows:,} rows; a sheet of a workbook holds {_MOST_ROWS:,}.\n"
            "Write CSV or JSON Lines instead, or the other tables one by one."
        )
