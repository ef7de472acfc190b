"""Label Studio: tasks in JSON, and what the tool exports as JSON.

Its places count code points of the text (older versions UTF-16 units), CR and LF as two.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from .tasks import Mark, Task, Unit

_KINDS = ("labels", "choices", "number", "text", "rating")  # what a value may hold a code in


def write_label_studio(units: Sequence[Unit], task: Task, file: Path) -> None:
    """Write a task a unit."""
    tasks = [{"data": {"unit": unit.unit, "text": unit.text}} for unit in units]
    file.write_text(json.dumps(tasks, ensure_ascii=False, indent=1), "utf-8")


def config_of(task: Task) -> str:
    """The labeling interface, to be pasted into the settings of the project."""
    if task.labels is not None:
        inner = "".join(f"<Label value={quoteattr(label)}/>" for label in task.choices or [])
        control = f'<Labels name="label" toName="text">{inner}</Labels>'
    elif task.choices:
        inner = "".join(f'<Choice value="{choice}"/>' for choice in task.choices)
        control = f'<Choices name={quoteattr(task.outcome)} toName="text" choice="single">{inner}</Choices>'
    else:
        control = f'<Number name={quoteattr(task.outcome)} toName="text"/>'
    style = "<Style>.htx-text { white-space: pre-wrap; }</Style>"
    return f'<View>{style}{control}<Text name="text" value="$text" valueType="text"/></View>\n'


def read_label_studio(file: Path) -> Iterator[Mark]:
    """The answers of each annotation that was handed in; an empty one says that nothing was found."""
    for task in json.loads(file.read_text("utf-8-sig")):
        unit, text = task["data"]["unit"], task["data"].get("text")
        for annotation in task.get("annotations") or []:
            if annotation.get("was_cancelled"):
                continue
            coder = _coder(annotation.get("completed_by"))
            found = list(_codes(annotation["result"]))
            if not found:
                yield Mark(unit, None, coder, text)
            for code, value in found:
                words = _words(value.get("text"), text or "")
                yield Mark(unit, code, coder, text, value.get("start"), value.get("end"), words)


def _codes(result: list[dict[str, Any]]) -> Iterator[tuple[object, dict[str, Any]]]:
    """Each label or code, with the value it stands in; relations and the like have none."""
    for region in result:
        value = region.get("value") or {}
        kind = region.get("type")
        if kind in _KINDS or kind == "textarea":
            codes = value["text" if kind == "textarea" else kind]
            for code in codes if isinstance(codes, list) else [codes]:
                yield code, value


def _words(told: object, text: str) -> str | None:
    """The marked words; the tool writes a line break in them as a backslash and an n."""
    if not isinstance(told, str):
        return None
    return told if told in text else told.replace("\\n", "\n")


def _coder(who: object) -> str | None:
    """A coder is a number, or a record of one."""
    if isinstance(who, dict):
        who = who.get("email") or who.get("username") or who.get("id")
    return None if who is None else str(who)
