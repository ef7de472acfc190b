"""Tables: CSV and TSV line by line, XLSX row by row; a row has its columns as values."""

import csv
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from .columns import KNOWN_NAMES, short
from .decoding import lines_of
from .documents import BadFile, Document, Problem, missing
from .limits import DAMAGED, check_columns_of, open_zip

_LONGEST = 10_000_000  # characters of a line or a cell
_MOST_AGAIN = 10  # times what is read of a file, and a little: more is not gone through again
_LITTLE = 50_000_000
_DELIMITERS = ",;\t|"
_LOOKED_AT = 50  # lines in which the first row ends
_LONGEST_CELL = 32_767  # characters that a cell of XLSX holds
_BROKEN = (*DAMAGED, KeyError, ValueError, TypeError, SyntaxError)  # what openpyxl raises of a broken file
_OLE = b"\xd0\xcf\x11\xe0"  # how an .xls begins, and an XLSX with a password


def read_csv(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The rows of a CSV file, whatever parts its columns; a row with wrong quotation marks is left out."""
    with lines_of(stream, encoding) as (file, problems):
        yield from problems
        yield from _rows_of_csv(_Lines(iter(lambda: file.readline(_LONGEST), "")))


def _rows_of_csv(lines: "_Lines") -> Iterator[Document | Problem]:
    header: list[str] = []
    for number, (cells, fault) in enumerate(_rows(lines, _delimiter(lines)), 1):
        if not header and fault:
            raise BadFile(f"its first row, the names of the columns, cannot be read: {fault}")
        if not header and any(cells):
            header, problems = _header(cells)
            yield from problems
        elif fault := fault or _misfit(cells, header):
            yield Problem("row left out", fault, place=f"row {number}")
        elif any(cells):
            yield Document("", dict(zip(header, cells, strict=False)), place=f"row {number}")


def _misfit(cells: Sequence[str], header: Sequence[str]) -> str:
    """What is wrong with a row of too many cells, or of one that is the rest of another row."""
    if not any(cells[len(header) :]) and (len(cells) > 1 or len(header) == 1 or not any(cells)):
        return ""
    return f"it has {len(cells)} cells and the first row {len(header)}; are quotation marks missing?"


def _header(cells: Sequence[Any]) -> tuple[list[str], list[Problem]]:
    """The names in the first row, one that stands there twice with a number."""
    check_columns_of(len(cells))
    names: list[str] = []
    problems = []
    for number, cell in enumerate(cells, 1):
        name = str("" if cell is None else cell).strip().lstrip("\ufeff") or f"column_{number}"
        if name in names:
            problems.append(Problem("column twice", f"the second {name!r} is named '{name}_{number}'"))
            name = f"{name}_{number}"
        names.append(name)
    return names, problems


class _Lines:
    """The lines of a file; those of the row that is being read are kept, so that they can be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.of_row: list[str] = []
        self.n_read = self.n_again = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.n_read += len(line)
        self.of_row.append(line)
        return line

    def again(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.n_again += sum(map(len, lines))
        self.n_read -= sum(map(len, lines))


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """The cells of each row, or what is wrong with it; after a fault it goes on with the line below."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    while lines.n_again <= _MOST_AGAIN * lines.n_read + _LITTLE:
        lines.of_row = []
        try:
            yield _next_row(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            lines.again(lines.of_row[1:])
            yield [], f"a quotation mark in it is not closed, or not doubled ({error})"
    yield [], "its quotation marks and those of all rows below are in disorder"


def _next_row(reader: Iterator[list[str]]) -> list[str]:
    """The next row. The longest cell is one number for all of Python, and lifted for this row alone."""
    before = csv.field_size_limit(_LONGEST)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


def _delimiter(lines: _Lines) -> str:
    """What parts the columns: that by which the first row has most of the names that are known."""
    first = list(islice(lines, _LOOKED_AT))
    while first and (not first[0].strip() or first[0].startswith("sep=")):
        first.pop(0)
    lines.again(first)

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(first, delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(short(cell) in KNOWN_NAMES for cell in cells), len(cells)

    return max(_DELIMITERS, key=fit)


def read_xlsx(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The rows of a workbook's first sheet that has a name that is known in its first row, else any."""
    book = _workbook(stream)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what it says of its size may be a million empty rows
        sheets = [sheet for sheet in book.worksheets if _first_row(sheet)]
        if not sheets:
            raise BadFile("its sheets are empty")
        known = [sheet for sheet in sheets if any(short(c) in KNOWN_NAMES for c in _first_row(sheet))]
        sheet = (known or sheets)[0]
        if len(sheets) > 1:
            others = ", ".join(repr(one.title) for one in sheets if one is not sheet)
            yield Problem("sheets left out", f"read is {sheet.title!r}, not {others}", n=len(sheets) - 1)
        yield from _rows_of_sheet(sheet)
    except _BROKEN as error:
        raise BadFile(f"it is no whole XLSX ({error}); save it again") from error
    finally:
        book.close()


def _workbook(stream: BinaryIO) -> Any:
    if stream.read(4) == _OLE:
        raise BadFile("it is protected by a password, or an old .xls; save it as .xlsx without one")
    open_zip(stream)
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise missing("XLSX", "openpyxl") from error
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and validations, which nobody reads here
            return load_workbook(stream, read_only=True, data_only=True)
    except _BROKEN as error:
        raise BadFile(f"it is no whole XLSX ({error}); save it again") from error


def _first_row(sheet: Any) -> list[Any]:
    return next((list(row) for row in sheet.iter_rows(values_only=True) if any(row)), [])


def _rows_of_sheet(sheet: Any) -> Iterator[Document | Problem]:
    header: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not any(cell is not None for cell in cells):
            continue
        if not header:
            header, problems = _header(cells)
            yield from problems
            continue
        place = f"row {number}"
        if any(isinstance(cell, str) and len(cell) >= _LONGEST_CELL for cell in cells):
            yield Problem("text cut", "left as it is: a cell of XLSX ends at 32,767 characters", place=place)
        yield Document("", dict(zip(header, cells, strict=False)), place=place)
