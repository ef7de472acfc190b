"""Tables as Parquet files, written and read part by part (needs pyarrow)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .tables import TableError

if TYPE_CHECKING:
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

_CATEGORIES = b"categories"  # among what a file says of itself
_ROWS = 2_000  # of a part that is read


def check_pyarrow(function: str) -> None:
    """Raise, in the name of `function`, if pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise TableError(
            f"{function}: Parquet files need pyarrow, which is not installed.\n"
            "Install it: pip install 'aleppo-analysis[loading]'."
        )


@contextmanager
def growing_tables(function: str, folder: Path) -> Iterator[Callable[[str, pd.DataFrame], None]]:
    """``add(name, rows)`` for tables that grow part by part, each to the file ``name.parquet`` of a folder.

    Of a table only the part that is added is in memory. A column that not all parts have is missing in the
    rows of the others. Raises `TableError` if Parquet cannot hold a value.
    """
    tables: dict[str, _Growing] = {}

    def add(name: str, rows: pd.DataFrame) -> None:
        with _can_be_held(function, name):
            tables.setdefault(name, _Growing(folder / f"{name}.parquet")).add(rows)

    try:
        yield add
        for name, table in tables.items():
            with _can_be_held(function, name):
                table.put_together()
    finally:
        for table in tables.values():
            table.close()


class _Growing:
    """A table on its way to a file: a piece on the disk for each run of parts that have the same columns."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._pieces: list[Path] = []
        self._writer: ParquetWriter | None = None

    def add(self, rows: pd.DataFrame) -> None:
        from pyarrow import Table
        from pyarrow.parquet import ParquetWriter

        part = Table.from_pandas(rows, preserve_index=False)
        if self._writer is None or not self._writer.schema.equals(part.schema):
            self.close()
            schema = part.schema.with_metadata({**part.schema.metadata, _CATEGORIES: _categories(rows)})
            self._pieces.append(self._file.with_suffix(f".piece-{len(self._pieces)}"))
            self._writer = ParquetWriter(self._pieces[-1], schema)
        self._writer.write_table(part)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def put_together(self) -> None:
        """Make one file of the pieces, with the columns of all."""
        from pyarrow import Table, concat_tables, unify_schemas
        from pyarrow.parquet import ParquetFile, ParquetWriter, read_schema

        self.close()
        if len(self._pieces) == 1:
            self._pieces[0].rename(self._file)
            return
        schema = unify_schemas([read_schema(piece) for piece in self._pieces], promote_options="permissive")
        with ParquetWriter(self._file, schema) as whole:
            for piece in self._pieces:
                with ParquetFile(piece) as stored:
                    for batch in stored.iter_batches(_ROWS):
                        wide = [schema.empty_table(), Table.from_batches([batch])]
                        whole.write_table(concat_tables(wide, promote_options="permissive"))
                piece.unlink()


@contextmanager
def _can_be_held(function: str, name: str) -> Iterator[None]:
    """What Parquet cannot hold is said in a sentence."""
    try:
        yield
    except (TypeError, ValueError) as error:  # pyarrow's own errors are of these kinds
        raise TableError(
            f"{function}: `{name}` has a column that Parquet cannot hold ({error}).\n"
            "Make its values all of one type, or drop it."
        ) from error


def _categories(rows: pd.DataFrame) -> bytes:
    """The categories of each column that has some, which Parquet forgets where there are no rows."""
    columns = rows.select_dtypes("category")
    return json.dumps({name: list(column.cat.categories) for name, column in columns.items()}).encode()


def read_parts(function: str, file: Path) -> Iterator[pd.DataFrame]:
    """The rows of a file, some thousand at a time; of a file without rows its columns."""
    from pyarrow import Table
    from pyarrow.parquet import ParquetFile

    with _named(function, file), ParquetFile(file) as stored:
        if not stored.metadata.num_rows:
            yield _as_written(stored.schema_arrow.empty_table())
        for batch in stored.iter_batches(_ROWS):
            yield _as_written(Table.from_batches([batch]))


def read_whole(function: str, file: Path) -> pd.DataFrame:
    """All rows of a file."""
    from pyarrow.parquet import read_table

    with _named(function, file):
        return _as_written(read_table(file))


def count_rows(function: str, file: Path) -> int:
    """How many rows a file has; none of them is read."""
    from pyarrow.parquet import read_metadata

    with _named(function, file):
        return read_metadata(file).num_rows


def _as_written(rows: Table) -> pd.DataFrame:
    """The rows as pandas had them: Parquet knows no dates in seconds and gives them in milliseconds."""
    columns = (rows.schema.pandas_metadata or {}).get("columns", [])
    types = {it["name"]: it["numpy_type"] for it in columns if it["numpy_type"].startswith("datetime64[")}
    categories = json.loads((rows.schema.metadata or {}).get(_CATEGORIES, b"{}"))
    return rows.to_pandas().astype(types | {it: pd.CategoricalDtype(categories[it]) for it in categories})


@contextmanager
def _named(function: str, file: Path) -> Iterator[None]:
    """An error of the file says which it is."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise TableError(
            f"{function}: {str(file)!r} cannot be read ({error}).\nMake the tables again."
        ) from error
