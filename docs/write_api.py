"""Pages about every public function, from its docstring: `make docs`, or python docs/write_api.py FOLDER.

pdoc writes them. It reads NumPy's sections, where a type stands after the name and what it means below; our
docstrings say at once what one row is, so the type is taken from the signature and put in its place.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pdoc

import aleppo_analysis as aa

ROOMS = [aa, *(getattr(aa, name) for name in aa.__all__ if inspect.ismodule(getattr(aa, name)))]
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", flags=re.MULTILINE)
ENTRY = re.compile(r"^(\*{0,2}\w[\w, *]*) : ", flags=re.MULTILINE)


def public(room: ModuleType) -> Iterator[Any]:
    """The functions and classes of a room, and the methods of its classes."""
    for name in room.__all__:
        one = getattr(room, name)
        if inspect.isclass(one) and not issubclass(one, BaseException):
            yield from (
                value for key, value in vars(one).items() if inspect.isfunction(value) and key[0] != "_"
            )
            yield one
        elif inspect.isfunction(one):
            yield one


def with_types(one: Any) -> str:
    """The docstring of a function or class as pdoc reads it."""
    head, *parts = SECTION.split(inspect.getdoc(one) or "")
    signature = inspect.signature(one)
    types = {name: _type(parameter.annotation) for name, parameter in signature.parameters.items()}
    sections = [head]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        if title in ("Parameters", "Raises", "Warns"):
            text = ENTRY.sub(lambda found: _entry(found[1], types), text)
        elif title in ("Returns", "Yields"):
            text = f"{_type(signature.return_annotation)}\n{_indented(text)}"
        sections.append(f"{title}\n{'-' * len(title)}\n{text}")
    return "\n".join(sections)


def _entry(name: str, types: dict[str, str]) -> str:
    kind = types.get(name.split(",")[0].lstrip("*"), "")
    return f"{name} : {kind}\n    " if kind else f"{name}\n    "


def _type(annotation: Any) -> str:
    """A type without the modules in which it stands."""
    if annotation is inspect.Parameter.empty:
        return ""
    return re.sub(r"\b(?:\w+\.)+", "", inspect.formatannotation(annotation).strip("'"))


def _indented(text: str) -> str:
    return re.sub(r"^(?=.)", "    ", text, flags=re.MULTILINE)


def main(folder: Path) -> None:
    """Write the pages of all rooms to a folder."""
    documented = {id(one): one for room in ROOMS for one in public(room)}
    for one in documented.values():
        one.__doc__ = with_types(one)
    pdoc.render.configure(docformat="numpy", show_source=False)
    pdoc.pdoc(aa.__name__, aa.plots.__name__, output_directory=folder)  # the one has the other rooms in it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
