"""A sheet for Excel and its like: a row a unit, with an empty cell for its code."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from ..spreadsheets import unguarded, write_csv
from ..tables import TableError, read_csv
from .tasks import Mark, Task, Unit

_CELL = 32_767  # characters that a cell of a workbook holds; Excel cuts what is longer


def write_spreadsheet(units: Sequence[Unit], task: Task, file: Path) -> None:
    """Write `unit`, `text`, and empty cells for the coder and the code."""
    if task.labels is not None:
        raise TableError(
            "coding.sheet: a spreadsheet holds one code a unit, no labels of spans.\n"
            "Name a file for a tool that marks spans: .json, .jsonl, .jsonld or .zip."
        )
    longest = max((len(unit.text) for unit in units), default=0)
    if longest >= _CELL:
        raise TableError(
            f"coding.sheet: a text has {longest:,} characters; a cell holds {_CELL:,}, and the rest would be "
            "lost.\nDraw sentences, or name a file for another tool: .json, .jsonl, .jsonld or .zip."
        )
    table = pd.DataFrame(units, columns=["unit", "text"], dtype="str")
    write_csv([table.assign(**{task.outcome: "", "coder": ""})], file)


def read_spreadsheet(file: Path, task: Task) -> Iterator[Mark]:
    """The code of each row that has one; columns that were added come along."""
    table = read_csv("coding.load", file, ["unit", "text", task.outcome]).astype("object")
    added = [name for name in table.columns if name not in ("unit", "text", "coder", task.outcome)]
    for row in table.where(table.notna(), None).to_dict("records"):
        if row[task.outcome] is not None or any(row[name] is not None for name in added):
            text = unguarded(row["text"] or "")
            more = {name: row[name] for name in added}
            yield Mark(row["unit"], row[task.outcome], row.get("coder"), text, more=more)
