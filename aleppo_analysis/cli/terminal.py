"""What the command line shows: tables in aligned columns, a count while it works, warnings as lines."""

import re
import shutil
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from numbers import Integral
from textwrap import wrap

import click
import pandas as pd

from ..loading import LoadingWarning

_GAP = "  "
_INDENT = " "  # of a text that goes on in the next line
_NARROWEST = 12  # a column of text is not squeezed below this
_FUNCTION = re.compile(r"^[\w.]{1,60}: ")
_AS_OPTIONS = [
    (re.compile(r"columns=\{'(\w{1,40})': '?([^'}\n]{1,200})'?\}"), r'--column \1="\2"'),
    (re.compile(r"\bcolumns="), "--column"),
    (re.compile(r"day_first=True or False"), "--day-first or --month-first"),
    (re.compile(r"encoding='([\w-]{1,40})'"), r"--encoding \1"),
]
_CLEAR = "\r\x1b[K"  # back to the beginning of the line, which is emptied


def show_table(rows: pd.DataFrame) -> None:
    """Print a table: texts to the left, numbers to the right; on a terminal no wider than that."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo("\n".join(table_lines(rows, width)))


def table_lines(rows: pd.DataFrame, width: int | None) -> list[str]:
    """The lines of a table; where they would be wider than `width`, long texts go on in further lines."""
    columns = [[plain(name), *map(_cell, values)] for name, values in rows.items()]
    is_number = [pd.api.types.is_numeric_dtype(rows[name]) for name in rows]
    widths = [max(map(_width, column)) for column in columns]
    if width is not None:
        _squeeze(widths, is_number, width)
    lines = []
    for row in zip(*columns, strict=True):
        pairs = zip(row, widths, strict=True)
        wrapped = [wrap(cell, width, subsequent_indent=_INDENT) or [""] for cell, width in pairs]
        for number in range(max(map(len, wrapped))):
            cells = [cell[number] if number < len(cell) else "" for cell in wrapped]
            padded = map(_pad, cells, widths, is_number)
            lines.append(_GAP.join(padded).rstrip())
    return lines


def _squeeze(widths: list[int], is_number: list[bool], most: int) -> None:
    """Take from the widest texts until all fits, or nothing is left to take."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > most:
        taken = max(range(len(widths)), key=lambda it: 0 if is_number[it] else widths[it])
        if is_number[taken] or widths[taken] <= _NARROWEST:
            return
        widths[taken] -= 1


def _cell(value: object) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, Integral):
        return f"{value:,}"
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else plain(value)


def plain(value: object) -> str:
    """A text on one line, without signs that steer a terminal."""
    signs = " ".join(str(value).split())
    seen = (it for it in signs if unicodedata.category(it) != "Cf")
    return "".join(it if it.isprintable() else "\ufffd" for it in seen)


def without_function(message: Warning | Exception) -> str:
    """What an error or warning of the library says, without the function that says it."""
    return _FUNCTION.sub("", str(message), count=1)


def advice(text: object) -> str:
    """What the library says, on one line, with the options of the command line for those of Python."""
    line = plain(text)
    for pattern, option in _AS_OPTIONS:
        line = pattern.sub(option, line)
    return line


def _pad(cell: str, width: int, is_number: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if is_number else cell + blanks


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    wide = sum(unicodedata.east_asian_width(it) in "WF" for it in text)
    return len(text) + wide - sum(unicodedata.category(it) in ("Mn", "Me") for it in text)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A function to call with how much is done; on a terminal the number is seen, in a pipe nothing is."""

    def show(n: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"{_CLEAR}{n:,} {what} ...", err=True, nl=False)

    show(0)
    try:
        yield show
    finally:
        if sys.stderr.isatty():
            click.echo(_CLEAR, err=True, nl=False)


@contextmanager
def warnings_as_lines() -> Iterator[list[Warning]]:
    """Each warning becomes a line on stderr, the same one once; gives the warnings that came."""
    came: list[Warning] = []
    lines = set()

    def show(message: Warning, *where: object, **more: object) -> None:
        came.append(message)
        text = without_function(message) if isinstance(message, LoadingWarning) else str(message)
        line = f"Warning: {advice(text)}"
        if line not in lines:
            lines.add(line)
            click.echo(f"{_CLEAR if sys.stderr.isatty() else ''}{line}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show  # type: ignore[assignment]
        yield came
