"""Tables as Parquet files, written and read part by part (needs pyarrow)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .tables import TableError, values_of

if TYPE_CHECKING:
    from pyarrow import Schema, Table
    from pyarrow.compute import Expression
    from pyarrow.dataset import Dataset
    from pyarrow.parquet import ParquetWriter

_CATEGORIES = b"categories"  # among what a file says of itself
_ROWS = 2_000  # of a part that is read
_FOOTERS = "_metadata"  # what Parquet calls the file that says what is in the parts of a table
_MOST_SUMS = 1_000_000  # rows of sums that wait to be added up


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

        categories = _categories(rows)
        part = Table.from_pandas(
            rows.assign(**{name: values_of(rows[name]) for name, kept in categories.items() if kept is None}),
            preserve_index=False,
        )
        if self._writer is None or not self._writer.schema.equals(part.schema):
            self.close()
            schema = part.schema.with_metadata(
                {**part.schema.metadata, _CATEGORIES: json.dumps(categories).encode()}
            )
            self._pieces.append(self._file.with_suffix(f".piece-{len(self._pieces)}"))
            self._writer = ParquetWriter(self._pieces[-1], schema)
        self._writer.write_table(part)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def put_together(self) -> None:
        """Make one file of the pieces, with the columns of all."""
        from pyarrow import Table
        from pyarrow.parquet import ParquetFile, ParquetWriter

        self.close()
        if len(self._pieces) == 1:
            self._pieces[0].rename(self._file)
            return
        schema = _schema_of(self._pieces)
        with ParquetWriter(self._file, schema) as whole:
            for piece in self._pieces:
                with ParquetFile(piece) as stored:
                    for batch in stored.iter_batches(_ROWS):
                        whole.write_table(_widened(Table.from_batches([batch]), schema))
                piece.unlink()


def _schema_of(files: Sequence[Path]) -> Schema:
    """The columns of all files; what a column holds is told by those that have rows."""
    from pyarrow import unify_schemas
    from pyarrow.parquet import read_metadata

    footers = list(map(read_metadata, files))
    schemas = [footer.schema.to_arrow_schema() for footer in footers]
    told = [its for its, footer in zip(schemas, footers, strict=True) if footer.num_rows]
    schema = unify_schemas(told or schemas, promote_options="permissive")
    for field in chain.from_iterable(schemas):
        schema = schema if field.name in schema.names else schema.append(field)
    return schema


def _widened(rows: Table, schema: Schema) -> Table:
    """The rows with all columns of a schema."""
    from pyarrow import concat_tables

    if not len(rows):
        return schema.empty_table()
    return concat_tables([schema.empty_table(), rows], promote_options="permissive")


@contextmanager
def _can_be_held(function: str, name: str) -> Iterator[None]:
    """What Parquet cannot hold is said in a sentence."""
    try:
        yield
    except (TypeError, ValueError, NotImplementedError) as error:  # pyarrow's own are of these kinds
        raise TableError(
            f"{function}: `{name}` has a column that Parquet cannot hold ({error}).\n"
            "Make its values all of one type, or drop it."
        ) from error


def _categories(rows: pd.DataFrame) -> dict[str, list[object] | None]:
    """The categories of each column that has some, which Parquet forgets where there are no rows.

    None in a table of words, whose categories are the values that are there.
    """
    columns = rows.select_dtypes("category")
    are_words = "token" in columns
    return {name: None if are_words else list(column.cat.categories) for name, column in columns.items()}


def add_part(function: str, place: Path, number: int, rows: pd.DataFrame) -> None:
    """Add a part to a table that is a folder of them."""
    place.mkdir(exist_ok=True)
    with growing_tables(function, place) as add:
        add(part_name(number), rows)


def part_name(number: int) -> str:
    """What a part of a table is called, without its ending; the order of the names is that of the parts."""
    return f"part-{number:06}"


def seal(function: str, place: Path) -> list[Path]:
    """Give all parts of a table the columns of all, and put down what is where; the parts that changed."""
    from pyarrow.parquet import ParquetWriter, read_metadata, read_schema, read_table, write_metadata

    parts, changed = sorted(place.glob("part-*.parquet")), []
    with _can_be_held(function, place.name):
        schema = _schema_of(parts)
        for part in parts:
            if not read_schema(part).equals(schema):
                new = part.with_name(f"_{part.name}")
                with ParquetWriter(new, schema) as whole:
                    whole.write_table(_widened(read_table(part), schema))
                new.replace(part)
                changed.append(part)
    footers = []
    for part in parts:
        footers.append(read_metadata(part))
        footers[-1].set_file_path(part.name)
    write_metadata(schema, place / _FOOTERS, metadata_collector=footers)
    return changed


class Stored:
    """The tables in a folder, of which only what is asked for is read.

    A table is a file ``name.parquet`` or a folder ``name`` of parts, which have the same columns. The place
    may also be a single such file.
    """

    def __init__(self, function: str, place: Path) -> None:
        self._function = function
        files = [place] if place.is_file() else place.glob("*.parquet")
        self._places = {file.stem: file for file in files}
        self._places |= {file.parent.name: file for file in place.glob(f"*/{_FOOTERS}")}
        self._opened: dict[str, Dataset] = {}

    @property
    def names(self) -> list[str]:
        """The names of the tables."""
        return sorted(self._places)

    def columns(self, name: str) -> list[str]:
        """The names of the columns of a table."""
        return self._table(name).schema.names

    def count_rows(self, name: str) -> int:
        """How many rows a table has, as its footer says; threads that count wait for ever without memory."""
        from pyarrow.parquet import read_metadata

        with _named(self._function, self._places[name]):
            return int(read_metadata(self._places[name]).num_rows)

    def read(
        self, name: str, columns: Sequence[str] = (), where: Mapping[str, object] | None = None
    ) -> pd.DataFrame:
        """The rows of a table, or these columns of those that have these values, in their order.

        A list of values asks for any of them. A value of another kind than its column is not asked for.
        """
        table = self._table(name)
        with _named(self._function, self._places[name]):
            rows = table.to_table(list(columns) or None, filter=_that(where or {}, table.schema))
            return _as_written(rows)

    def parts(
        self, name: str, columns: Sequence[str] = (), where: Mapping[str, object] | None = None
    ) -> Iterator[pd.DataFrame]:
        """The same, some thousand rows at a time; of a table without rows its columns."""
        from pyarrow import Table

        table = self._table(name)
        with _named(self._function, self._places[name]):
            if not self.count_rows(name):
                yield self.read(name, columns)
            how = {"batch_size": _ROWS, "batch_readahead": 1, "fragment_readahead": 1}
            wanted = _that(where or {}, table.schema)
            for batch in table.to_batches(list(columns) or None, filter=wanted, **how):
                if len(batch):
                    yield _as_written(Table.from_batches([batch]))

    def sums(
        self, name: str, by: Sequence[str], column: str, where: Mapping[str, object] | None = None
    ) -> pd.DataFrame:
        """The sum of a column for each combination of other columns, in no order; part by part.

        What is grouped by is read as numbers of distinct values, which is three times as fast.
        """
        from pyarrow import concat_tables, field, schema

        plain = self._table(name).schema
        table = self._open(name, dictionary_columns=set(by))
        wanted = _that(where or {}, plain)
        kinds = schema([*map(plain.field, by), field(column, "int64")])
        summed = kinds.empty_table()

        def sum_up(rows: Table) -> Table:
            sums = rows.unify_dictionaries().group_by(list(by), use_threads=False)
            return sums.aggregate([(column, "sum")]).rename_columns([*by, column]).cast(kinds)

        with _named(self._function, self._places[name]):
            for fragment in table.get_fragments():
                more = sum_up(fragment.to_table(columns=[*by, column], filter=wanted))
                summed = concat_tables([summed, more])
                if len(summed) > max(_MOST_SUMS, 2 * len(more)):
                    summed = sum_up(summed)
            return _as_written(sum_up(summed))

    def _table(self, name: str) -> Dataset:
        if name not in self._opened:
            self._opened[name] = self._open(name)
        return self._opened[name]

    def _open(self, name: str, **how: object) -> Dataset:
        from pyarrow.dataset import ParquetFileFormat, dataset, parquet_dataset

        place, form = self._places[name], ParquetFileFormat(**how)
        with _named(self._function, place):
            is_parts = place.name == _FOOTERS
            return parquet_dataset(place, format=form) if is_parts else dataset(place, format=form)


def _that(where: Mapping[str, object], schema: Schema) -> Expression | None:
    """The condition that all columns have their values."""
    from functools import reduce

    from pyarrow import ArrowInvalid, ArrowTypeError, array, compute, types

    conditions = []
    for column, value in where.items():
        kind = schema.field(column).type
        kind = kind.value_type if types.is_dictionary(kind) else kind
        field = compute.field(column)
        if isinstance(value, list):
            conditions.append(field.isin(array(value, kind)))
        elif pd.isna(value):
            conditions.append(field.is_null())
        else:
            try:
                conditions.append(field == array([value], kind)[0])
            except (ArrowInvalid, ArrowTypeError):
                continue
    return reduce(lambda one, other: one & other, conditions) if conditions else None


def _as_written(rows: Table) -> pd.DataFrame:
    """The rows as pandas had them: Parquet knows no dates in seconds and gives them in milliseconds."""
    columns = (rows.schema.pandas_metadata or {}).get("columns", [])
    types = {it["name"]: it["numpy_type"] for it in columns if it["pandas_type"] == "datetime"}
    told = {it["name"] for it in columns}  # not of a column that only a part without rows has
    types |= {it.name: "str" for it in rows.schema if it.name not in told and str(it.type) == "large_string"}
    categories = json.loads((rows.schema.metadata or {}).get(_CATEGORIES, b"{}"))
    table = rows.to_pandas()
    categorical = {
        name: pd.CategoricalDtype(kept, table.dtypes[name] == "category" and table[name].cat.ordered)
        for name, kept in categories.items()
    }
    return table.astype(types | categorical)


@contextmanager
def _named(function: str, file: Path) -> Iterator[None]:
    """An error of the file says which it is."""
    try:
        yield
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())
        raise TableError(
            f"{function}: {str(file)!r} cannot be read ({said}).\nMake the tables again."
        ) from error
