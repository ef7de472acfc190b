"""From the marks of a tool to rows of the sample: codes of units, or spans in them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from ..articles import warn_outside
from ..tables import Table, TableError
from .anchoring import is_of, place_of
from .keys import Key
from .tasks import NO, NOTHING, YES, CodingWarning, Mark, Task

_MEANT = {
    **dict.fromkeys(["yes", "y", "true", "1", "1.0"], YES),
    **dict.fromkeys(["no", "n", "false", "0", "0.0"], NO),
}
_KINDS = {
    "number": "int64",
    "label": "str",
    "start": "Int64",
    "end": "Int64",
    "found_by": "str",
    "words": "str",
    "coder": "str",
    "is_coded": "bool",
}
_SHOWN = 3  # units that a warning names


def codes_of(marks: Sequence[Mark], key: Key) -> pd.DataFrame:
    """One row a unit and coder, with the code."""
    outcome = key.task.outcome
    others, rows = [], []
    for number, of_coder in _by_unit_and_coder(marks, key):
        text = key.units["text"].iloc[number]
        kept = [mark for mark in of_coder if is_of(mark.text, text)]
        others += [mark.unit for mark in of_coder if not is_of(mark.text, text)]
        codes = {_answer(mark, key.task) for mark in kept} - {None}
        if len(codes) > 1:
            raise TableError(
                f"coding.load: unit {of_coder[0].unit!r} has {len(codes)} codes by the same coder: "
                f"{', '.join(sorted(map(str, codes)))}.\nDecide on one in the tool and export again."
            )
        more = of_coder[0].more if of_coder else {}
        coder = of_coder[0].coder if of_coder else None
        rows.append({"number": number, "coder": coder, outcome: codes.pop() if codes else None, **more})
    _warn(
        others, "have words in the file that are not theirs, and no code now", "Were cells moved or sorted?"
    )
    names = dict.fromkeys(["number", "coder", outcome, *(name for row in rows for name in row)])
    answers = pd.DataFrame(rows, columns=list(names))
    kind = "Float64" if key.task.choices is None else "boolean"
    answers = answers.astype({"number": "int64", "coder": "str", outcome: kind})
    return _joined(key.units.rename(columns={"text": "words"}), answers)


def spans_of(marks: Sequence[Mark], key: Key) -> pd.DataFrame:
    """One row a span; a unit without one has a row that tells whether it was coded."""
    units = key.units
    if "start" in units.columns:
        units = units.rename(columns={"start": "unit_start", "end": "unit_end"})
    else:
        units = units.assign(unit_start=0, unit_end=units["text"].str.len().astype("int64"))
    rows: list[tuple[Any, ...]] = []
    for number, of_coder in _by_unit_and_coder(marks, key):
        text, first = units["text"].iloc[number], int(units["unit_start"].iloc[number])
        coder = of_coder[0].coder if of_coder else None
        found = {_span(mark, text, first) for mark in of_coder if _is_span(mark, key.task)}
        for span in sorted(found, key=_in_order) or [(None, None, None, None, None)]:
            rows.append((number, *span, coder, bool(of_coder)))
    answers = pd.DataFrame(rows, columns=list(_KINDS)).astype(_KINDS)
    lost = answers["label"].notna() & answers["start"].isna()
    _warn(
        units["unit"].iloc[answers.loc[lost, "number"]].tolist(),
        "have marked words that were not found again in one place, and no offsets",
        "Look them up in their articles by `words`.",
    )
    return _joined(units.drop(columns="text"), answers)


def _span(mark: Mark, text: str, first: int) -> tuple[Any, ...]:
    """Label, place in the article, how it was found, and words of a mark; the tool's words if it was not."""
    place = place_of(mark, text)
    if place is None:
        return str(mark.code), None, None, None, _words(mark)
    start, end, found_by = place
    return str(mark.code), first + start, first + end, found_by, text[start:end]


def _by_unit_and_coder(marks: Iterable[Mark], key: Key) -> Iterator[tuple[int, list[Mark]]]:
    """Row number in the key and the marks of a coder; none where nobody coded a unit."""
    of_unit: dict[str, dict[str | None, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        of_unit[mark.unit][mark.coder].append(mark)
    for number, unit in enumerate(key.units["unit"]):
        coders = of_unit.get(unit, {None: []})
        for coder in sorted(coders, key=lambda coder: (coder is None, coder)):
            yield number, coders[coder]


def _answer(mark: Mark, task: Task) -> bool | float | None:
    """The code as a value of the outcome; None where there is none."""
    if mark.code is None:
        return None
    said = str(mark.code).strip().casefold()
    if task.choices is not None and said in _MEANT:
        return _MEANT[said] == YES
    if task.choices is None:
        try:
            number = float(said)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
    raise TableError(
        f"coding.load: {task.outcome!r} of unit {mark.unit!r} is {mark.code!r}.\n"
        + ("Write yes or no." if task.choices else "Write a number, with a point: 0.5.")
    )


def _is_span(mark: Mark, task: Task) -> bool:
    """Whether a mark is a span with a label, and not the word that there is none."""
    if mark.code is None or mark.code == NOTHING:
        return False
    if mark.code not in (task.labels or []):
        raise TableError(
            f"coding.load: unit {mark.unit!r} has a span with label {mark.code!r}.\n"
            f"The sheet asked for one of {', '.join(map(repr, task.choices or []))}: rename it in the tool."
        )
    return True


def _words(mark: Mark) -> str | None:
    """The marked words as the tool has them."""
    if mark.words is None and mark.text is not None and type(mark.start) is type(mark.end) is int:
        return mark.text[mark.start : mark.end]
    return mark.words


def _in_order(span: tuple[Any, ...]) -> tuple[Any, ...]:
    """By place, then label; those without a place last."""
    label, start, end, _, words = span
    return start is None, start or 0, end or 0, label, words or ""


def _joined(units: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The answers with what the key says of their units: place, sample, unit, answer."""
    known = units.iloc[answers["number"]].reset_index(drop=True)
    answers = answers.drop(columns=["number", *(name for name in answers.columns if name in known.columns)])
    table = pd.concat([known, answers], axis=1)
    first = ["doc_id", *(name for name in ("start", "end") if name in table.columns)]
    own = ["unit", "text_sha256", "words", *answers.columns]
    rest = [name for name in table.columns if name not in (*first, *own)]
    last = [name for name in dict.fromkeys(own) if name not in first]
    return Table(table[[*first, *rest, *last]])


def _warn(units: Sequence[str], what: str, advice: str) -> None:
    if units:
        shown = ", ".join(list(dict.fromkeys(units))[:_SHOWN])
        warn_outside(
            CodingWarning(f"coding.load: {len(units)} rows {what}, first of unit {shown}.\n{advice}")
        )
