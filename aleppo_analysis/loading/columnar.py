"""Parquet, read in pieces; a row has its columns as values.

A value that stands in many rows is stored once, so that a small file may hold what no memory does: text is
left in that form, measured, and written out row by row.
"""

from collections.abc import Iterator
from os import SEEK_END
from typing import TYPE_CHECKING, Any, BinaryIO

from .documents import BadFile, Document, Problem, missing
from .limits import check_columns_of, check_unpacked
from .records import document_of

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch
    from pyarrow.parquet import FileMetaData

_AT_ONCE = 500  # rows
_LONGEST = 10_000_000  # bytes of a row
_INSTEAD = "write it as CSV"


def read_parquet(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The rows of a Parquet file, some hundreds at a time."""
    try:
        from pyarrow import ArrowException
    except ImportError as error:
        raise missing("Parquet", "pyarrow") from error
    number = 0
    try:
        for record in _records(stream):
            number += 1
            if record is None:
                yield Problem(
                    "row left out", f"it has more than {_LONGEST // 1_000_000} MB", place=f"row {number}"
                )
            else:
                yield document_of(record, f"row {number}")
    except (ArrowException, OSError, ValueError) as error:
        raise BadFile(f"it is no whole Parquet file ({error}); write it again") from error


def _records(stream: BinaryIO) -> Iterator[dict[str, Any] | None]:
    """The rows one by one; None in place of one that is too long."""
    from pyarrow.parquet import ParquetFile, read_metadata

    size, unpacked = stream.seek(0, SEEK_END), 0
    said = read_metadata(stream)
    check_columns_of(len(said.schema))
    check_unpacked(_announced(said), size, _INSTEAD)
    columns = [said.schema.column(place) for place in range(len(said.schema))]
    texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
    for rows in ParquetFile(stream, metadata=said, read_dictionary=texts).iter_batches(_AT_ONCE):
        unpacked += _size_of(rows)
        check_unpacked(unpacked, size, _INSTEAD)
        for piece in _pieces(rows):
            if piece is None:
                yield None
                continue
            for record in piece.to_pylist():
                record.pop("__index_level_0__", None)
                yield record


def _announced(said: "FileMetaData") -> int:
    """The bytes that a file says it holds."""
    groups = [said.row_group(place) for place in range(said.num_row_groups)]
    chunks = [group.column(place) for group in groups for place in range(group.num_columns)]
    return sum(max(chunk.total_uncompressed_size, 8 * chunk.num_values) for chunk in chunks)


def _pieces(rows: "RecordBatch") -> "Iterator[RecordBatch | None]":
    """The rows in pieces that are not too long; None for a row that is."""
    if _size_of(rows) <= _LONGEST:
        yield rows
    elif len(rows) == 1:
        yield None
    else:
        half = len(rows) // 2
        yield from _pieces(rows[:half])
        yield from _pieces(rows[half:])


def _size_of(rows: "RecordBatch") -> int:
    return sum(map(_written_out, rows.columns))


def _written_out(column: "Array") -> int:
    """The bytes of a column in which every row has a value of its own."""
    from pyarrow import compute, types

    if types.is_dictionary(column.type) and types.is_string(column.type.value_type):
        lengths = compute.binary_length(column.dictionary)
        return compute.sum(lengths.take(column.indices)).as_py() or 0
    if types.is_map(column.type):
        held = slice(column.offsets[0].as_py(), column.offsets[-1].as_py())
        return _written_out(column.keys[held]) + _written_out(column.items[held])
    if types.is_struct(column.type):
        return sum(map(_written_out, column.flatten()))
    return _written_out(column.flatten()) if types.is_nested(column.type) else column.nbytes
