"""The key of a sheet: which unit is which, kept from the people who code."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..articles import attempt
from ..spans import check_spans
from ..tables import Table, TableError, check_articles, check_columns, check_unique, texts_of
from .designs import keys_of
from .tasks import Task, Unit

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_ADDED = "unit text text_sha256 words coder label found_by is_coded unit_start unit_end".split()


class Key(NamedTuple):
    """What was asked, and one row a unit: `unit`, `text`, `text_sha256`, and all columns of the sample."""

    task: Task
    units: pd.DataFrame

    @property
    def for_coders(self) -> list[Unit]:
        return list(map(Unit, self.units["unit"], self.units["text"]))


def key_of(sample: pd.DataFrame, articles: pd.DataFrame, task: Task) -> Key:
    """The key to a sample: articles in an order made of their names, units as they stand there."""
    articles = check_articles("coding.sheet", articles)
    sample = _checked(sample, articles, task)
    texts = dict(zip(articles["doc_id"], texts_of(articles), strict=True))
    units = Table(sample.reset_index(drop=True))
    whole = [texts[doc_id] for doc_id in units["doc_id"]]
    starts = units["start"].tolist() if "start" in units.columns else [0] * len(units)
    ends = units["end"].tolist() if "end" in units.columns else list(map(len, whole))
    names = list(map(str, units["doc_id"]))
    units = units.assign(
        unit=[_name(place) for place in zip(names, starts, ends, strict=True)],
        text=[text[start:end] for text, start, end in zip(whole, starts, ends, strict=True)],
        text_sha256=[sha256(text) for text in whole],
    ).astype(dict.fromkeys(["unit", "text", "text_sha256"], "str"))
    order = sorted(range(len(units)), key=lambda row: (_digest(names[row]), starts[row]))
    return Key(task, units.iloc[order].reset_index(drop=True))


def _checked(sample: pd.DataFrame, articles: pd.DataFrame, task: Task) -> pd.DataFrame:
    sample = check_columns("coding.sheet", "sample", sample, ["doc_id"], known=["start", "end"])
    if task.outcome in (*_ADDED, "doc_id", "start", "end"):
        raise TableError(
            f"coding.sheet: outcome={task.outcome!r} is the name of another column.\n"
            "Name what is coded: outcome='is_present'."
        )
    strange = [name for name in sample.columns if not isinstance(name, str)]
    if strange:
        raise TableError(
            f"coding.sheet: `sample` must have text as names of its columns; one is {strange[0]!r}.\n"
            f"Rename it: sample.rename(columns={{{strange[0]!r}: ...}})."
        )
    clash = [name for name in (*_ADDED, task.outcome) if name in sample.columns]
    if clash:
        raise TableError(
            f"coding.sheet: `sample` already has {clash[0]!r}, which coding adds.\n"
            f"Drop it first: sample.drop(columns={clash[0]!r})."
        )
    check_unique("coding.sheet", "sample", sample, keys_of(sample))
    lost = sample.loc[~sample["doc_id"].isin(articles["doc_id"]), "doc_id"]
    if len(lost):
        raise TableError(
            f"coding.sheet: {len(lost)} rows of `sample` are of no article, the first of {lost.iloc[0]!r}.\n"
            "Give the articles that the units were made from."
        )
    if "start" in sample.columns:
        check_spans(sample, articles)
    return sample


def write_key(key: Key, file: Path) -> None:
    """Write it as JSON, with the kind of each column."""
    plain = {name: str(column.dtype) for name, column in key.units.items()}
    columns = {
        name: column.astype("object").where(column.notna(), None).tolist()
        for name, column in key.units.items()
    }
    told = {"outcome": key.task.outcome, "labels": key.task.labels, "kinds": plain, "units": columns}
    file.write_text(json.dumps(told, default=str), "utf-8")


def read_key(file: Path) -> Key:
    """Read what `write_key` wrote.

    Raises `TableError` if it is not there, or something else is.
    """
    found = attempt(_read, file) if file.is_file() else FileNotFoundError()
    if isinstance(found, Exception):
        raise TableError(
            f"coding.load: needs the key of the sheet; {str(file)!r} is none ({type(found).__name__}).\n"
            "coding.sheet wrote it beside the sheet; name it: key='...key.json'."
        ) from found
    return found


def _read(file: Path) -> Key:
    told = json.loads(file.read_text("utf-8"))
    kinds = {name: "object" if kind == "category" else kind for name, kind in told["kinds"].items()}
    units = pd.DataFrame({name: pd.Series(told["units"][name], dtype=kind) for name, kind in kinds.items()})
    check_unique("coding.load", "key", units, ["unit"])
    return Key(Task(told["outcome"], told["labels"]), units)


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _name(place: object) -> str:
    """A unit's name, made of its place so that the order of the sample does not matter."""
    return _digest(place)[:12].translate(_LETTERS)


def _digest(value: object) -> str:
    return sha256(json.dumps(value))
