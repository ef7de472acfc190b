"""What readers of exports share: an article from its headline, body and columns, and what is doubtful."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .days import find_day
from .documents import Document, Problem
from .language_names import language_code

# What may stand for the text of an article that has neither headline nor body, the first that is there.
_INSTEAD = ("highlight", "graphic", "abstract", "other")


def read_parts(
    head: Sequence[str], body: Sequence[str], columns: Mapping[str, str], place: str
) -> Iterator[Document | Problem]:
    """The article of a headline (and what stands under it), the paragraphs of a body, and columns."""
    values = {column: value for column, value in columns.items() if value}
    head, body = [text for text in head if text], [text for text in body if text]
    text = "\n\n".join([*head, *body]) or next((values[name] for name in _INSTEAD if name in values), "")
    if not text:
        yield Problem("document left out", f"it has no text: {' '.join(values.values())[:99]!r}", place=place)
        return
    if not body:
        yield Problem("article without a body", "kept with what there is", place=place)
    if found := find_day(values.get("published", "")):
        values["published"] = found[0].isoformat()
    if "published" not in values:
        yield Problem("no day in an article's head", "left without a date", place=place)
    if "language" in values:
        values["language"] = language_code(values["language"]) or values["language"]
    if head:
        values = {"title": head[0], **values}
    parts = [] if head or not body else [(0, len(body[0]), "body")]
    yield Document(text, values, parts, place)


def read_unknown(paragraphs: Sequence[str], place: str) -> Iterator[Document | Problem]:
    """An article whose parts could not be told apart, whole."""
    text = "\n\n".join(paragraphs).strip()
    if not text:
        yield Problem("document left out", "it has no text", place=place)
        return
    yield Problem("layout not known", "kept whole, its headline and lines not told apart", place=place)
    yield Document(text, place=place)


def counted(announced: int, n: int, told: str = "") -> Iterator[Problem]:
    """The problem that a file holds fewer articles than it says, or more; `told` says which."""
    if announced and announced != n:
        advice = "; load the rest too" if n < announced else ""
        done = f"it announces {announced} and holds {n}{told}{advice}"
        yield Problem("documents announced that are not there", done, abs(announced - n))


def outermost(tree: Any, tag: str, is_one: Callable[[Any], bool]) -> Iterator[Any]:
    """The elements of a tree of lxml that have this tag and are such, but for those inside another."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start",), tag=tag)
    for _, element in walk:
        if is_one(element):
            yield element
            walk.skip_subtree()
