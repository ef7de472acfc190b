"""doccano: JSON Lines for projects of sequence labeling (spans) or text classification (codes).

Its places count code points. A project that several work on by themselves is exported as a zip with a file a
coder, in which also stand units that this coder has not looked at: no label says nothing.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from .tasks import Mark, Task, Unit

_HOLD_LABELS = ("label", "labels", "entities", "cats")
_OF_ALL = ("all", "unknown")  # what a file is called that is no coder's own


def write_doccano(units: Sequence[Unit], task: Task, file: Path) -> None:
    """Write a line a unit."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for unit in units:
            text = unit.text.replace("\r\n", "\n").replace("\r", "\n")  # its editor counts lines its own way
            row = {"text": text, "unit": unit.unit, "label": []}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_doccano(file: Path) -> Iterator[Mark]:
    """The labels of each line."""
    with file.open("rb") as stream:
        yield from _lines(stream, None)


def read_doccano_zip(archive: ZipFile) -> Iterator[Mark]:
    """The labels of each coder's file."""
    for name in sorted(archive.namelist()):
        if name.endswith(".jsonl"):
            coder = Path(name).stem
            with archive.open(name) as stream:
                yield from _lines(stream, None if coder in _OF_ALL else coder)


def _lines(stream: IO[bytes], coder: str | None) -> Iterator[Mark]:
    for line in stream:
        if line.strip():
            row = json.loads(line.decode("utf-8-sig"))
            unit = row["unit"] if "unit" in row else row["meta"]["unit"]
            text = row.get("text", row.get("data"))
            for column in _HOLD_LABELS:
                for label in row.get(column) or []:
                    yield Mark(unit, *_of(label, coder, text))


def _of(label: object, coder: str | None, text: str | None) -> tuple[Any, ...]:
    """Code, coder, text and place of a label, which is a name, a triple or a record."""
    if isinstance(label, dict):
        return label["label"], coder, text, label["start_offset"], label["end_offset"]
    if isinstance(label, list):
        start, end, code = label
        return code, coder, text, start, end
    return label, coder, text
