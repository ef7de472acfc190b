"""Web Annotations (W3C 2017): JSON-LD, with a position and a quote for every place.

Positions count code points (Web Annotation Data Model, 4.2.4 and 4.2.5), in some tools UTF-16 units; the
quote tells. A target's source is the unit, whose words stand in the annotation that the sheet has for it.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .tasks import Mark, Task, Unit

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SOURCE = "urn:unit:"
_NO_CODES = ("commenting", "describing", "replying", "linking", "questioning")  # purposes of a body


def write_web_annotations(units: Sequence[Unit], task: Task, file: Path) -> None:
    """Write an annotation a unit, with its words as quote and no body yet."""
    items = [
        {
            "id": f"{_SOURCE}{unit.unit}#unit",
            "type": "Annotation",
            "body": [],
            "target": {
                "source": f"{_SOURCE}{unit.unit}",
                "selector": [
                    {"type": "TextPositionSelector", "start": 0, "end": len(unit.text)},
                    {"type": "TextQuoteSelector", "exact": unit.text, "prefix": "", "suffix": ""},
                ],
            },
        }
        for unit in units
    ]
    page = {"@context": _CONTEXT, "type": "AnnotationPage", "items": items}
    file.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")


def read_web_annotations(file: Path) -> Iterator[Mark]:
    """The bodies of each annotation, in a page, a collection with one page, or a list."""
    found = json.loads(file.read_text("utf-8-sig"))
    if isinstance(found, dict):
        found = (found["first"] if "first" in found else found)["items"]
    for annotation in found:
        coder = _name(annotation.get("creator"))
        for target in _listed(annotation["target"]):
            place = _place(target)
            for body in _listed(annotation.get("body")):
                code = _code(body)
                if code not in (None, ""):
                    yield Mark(_unit(target), code, coder, **place)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(creator: object) -> str | None:
    if isinstance(creator, dict):
        creator = creator.get("name") or creator.get("nickname") or creator.get("id")
    return None if creator is None else str(creator)


def _unit(target: Any) -> str:
    source = target["source"] if isinstance(target, dict) else target
    source = source["id"] if isinstance(source, dict) else source
    return source.removeprefix(_SOURCE).partition("#")[0]


def _code(body: object) -> object:
    if not isinstance(body, dict):
        return body
    return None if body.get("purpose") in _NO_CODES else body.get("value")


def _place(target: object) -> dict[str, Any]:
    """What the selectors of a target say."""
    told: dict[str, Any] = {}
    for selector in _listed(target.get("selector")) if isinstance(target, dict) else []:
        if selector["type"] == "TextPositionSelector":
            told |= {"start": selector["start"], "end": selector["end"]}
        if selector["type"] == "TextQuoteSelector":
            told |= {"words": selector["exact"]}
            told |= {"before": selector.get("prefix") or "", "after": selector.get("suffix") or ""}
    return told
