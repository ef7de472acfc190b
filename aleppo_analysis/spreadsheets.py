"""Tables as files that other programs read: CSV, JSON Lines, workbooks.

A table comes in parts, of which one at a time is in memory; a table at hand is one part, `[table]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from .tables import TableError

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Parts: TypeAlias = Iterable[pd.DataFrame]
FORMULA = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])")  # a spreadsheet would run a text that starts so
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")  # of sheets
_TAKEN_FOR_MORE = ("=", "#")  # a text that starts so would be written as a formula or an error
_FIRST_YEAR = 1900
_LONGEST = 32_767  # characters of a cell in a workbook


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    return FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """The text without that apostrophe."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def write_csv(parts: Parts, file: Path) -> None:
    """Write a CSV that spreadsheets read rightly: marked as UTF-8, no text taken for a formula."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        for number, part in enumerate(parts):
            _guarded(part).to_csv(stream, index=False, header=number == 0, lineterminator="\r\n")


def guarded_csv(table: pd.DataFrame) -> bytes:
    """A table at hand as the bytes of such a CSV."""
    return _guarded(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _guarded(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run."""
    texts = table.select_dtypes(["str", "object", "category"]).columns
    safe = {name: table[name].astype("str").str.replace(FORMULA, "'", regex=True) for name in texts}
    return table.assign(**safe).rename(columns=lambda name: guarded(str(name)))


def write_jsonl(parts: Parts, file: Path) -> None:
    """Write a JSON object a row; what is missing is null, a date is text as in a CSV."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for part in parts:
            dates = part.select_dtypes(["datetime", "datetimetz"])
            for row in _rows(part.assign(**dates.astype("str"))):
                stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def write_xlsx(sheets: Mapping[str, Parts], file: Path) -> None:
    """Write a workbook, a sheet a table; every text stays a text, also one that looks like a formula.

    Raises `TableError` if a text is longer than a cell can hold.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    try:
        for name, parts in sheets.items():
            with closing(book.create_sheet(_NOT_IN_NAMES.sub("_", name)[:31])) as sheet:
                _fill(sheet, parts)
    except SerialisationError as error:  # where the disk is full
        raise OSError(f"nor temporary files: {error}") from error
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:  # book.save leaves its own open there
        ExcelWriter(book, archive).save()


def _fill(sheet: WriteOnlyWorksheet, parts: Parts) -> None:
    for number, part in enumerate(parts):
        if number == 0:
            sheet.append([_cell(sheet, column) for column in part.columns])
        for row in _rows(part):
            sheet.append([_cell(sheet, value) for value in row.values()])


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """What a workbook takes for the value and shows as it is."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or _is_in_workbooks(value):
        return value
    value = str(value)
    if len(value) > _LONGEST:
        raise TableError(
            f"export: {sheet.title!r} has a text of {len(value):,} characters; a cell holds {_LONGEST:,}.\n"
            "Write CSV or JSON Lines instead."
        )
    text = _NOT_IN_XML.sub("\ufffd", value)
    if not text.startswith(_TAKEN_FOR_MORE):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _is_in_workbooks(value: Any) -> bool:
    """Whether workbooks have such a value: a number with an end, a time without zone, no day before 1900."""
    if isinstance(value, date):
        return value.year >= _FIRST_YEAR and getattr(value, "tzinfo", None) is None
    return isinstance(value, int) or (isinstance(value, float) and isfinite(value))


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows with values of Python's own types, None for what is missing."""
    whole = table.astype("object")
    yield from whole.where(whole.notna(), None).to_dict("records")
