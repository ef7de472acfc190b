"""A tree of HTML as its blocks of text, in the order of the page, each with what markup says of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Part = tuple[int, int, str]  # start, end, zone

_KINDS = {  # tag -> what the text in it is, where nothing nearer says otherwise
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "summary"], "heading"),
    **dict.fromkeys(["li", "dd", "dt"], "item"),
    **dict.fromkeys(["figcaption", "caption"], "caption"),
    "blockquote": "quote",
    **dict.fromkeys(["article", "section"], "paragraph"),  # which may stand in an item of a list
}
_BLOCKS = {
    *_KINDS,
    *"address aside body center details dialog dir div dl fieldset figure footer form header".split(),
    *"hgroup hr html legend main menu nav ol p pre table tbody td tfoot th thead tr ul".split(),
}
_NO_TEXT = {
    *"applet audio button canvas datalist embed head iframe input map math noscript object option".split(),
    *"script select style svg template textarea title video".split(),
}
_APART = {"aside", "dialog", "footer", "menu", "nav"}
_BOLD = {"b", "strong"}
_BOLD_STYLE = re.compile(r"(?i)font-weight:\s?(?:bold|[6-9]00)")
_HIDDEN_STYLE = re.compile(r"(?i)display:\s?none")
_NAMED_BY = ("class", "id", "itemprop", "role")
_CAPTIONED = re.compile(
    r"(?i)(?:^|[\s_-])(?:\w{1,12}-?)?caption(?:[_-]?text)?(?:$|\s)|(?:^|\s)legende?(?:$|\s)"
)
_LONGEST_NAME = 40
_WHOLE = {"article", "body", "html", "main"}
_LOOSE = {"article", "body", "center", "div", "main", "section", "td"}  # lines of theirs are paragraphs
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANKS = re.compile(r"\s+")
_LONGEST_ROW = 400  # characters
_NEAR = 3  # a block's own element and those around it whose names say what it is


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list, a row of a table, ...: text that stands by itself.

    `kind` is paragraph, heading (of a `level`), item, row, quote or caption. `names` are those that the page
    gives (class, id and the like) to the elements right around it, its own last. `linked` and `bold` are
    shares of its letters. `is_apart`: it stands beside the article, in navigation, an aside or a footer, or
    is hidden.
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    names: tuple[str, ...] = ()
    linked: float = 0.0
    bold: float = 0.0
    is_apart: bool = False


@dataclass(frozen=True)
class _Place:
    """What is known of an open element, from itself and from those around it."""

    kind: str = "paragraph"
    level: int = 0
    names: tuple[str, ...] = ()
    is_linked: bool = False
    is_bold: bool = False
    is_apart: bool = False
    is_pre: bool = False
    is_loose: bool = False
    is_border: bool = False


@dataclass
class _Open:
    """The block that is being read."""

    place: _Place = field(default_factory=_Place)
    text: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    bold: int = 0

    def add(self, text: str | None, place: _Place) -> None:
        if text:
            self.text.append(text if place.is_pre else _BLANKS.sub(" ", text))
            n = sum(map(len, text.split()))
            self.letters += n
            self.linked += n * place.is_linked
            self.bold += n * place.is_bold

    def ends_in_break(self) -> bool:
        return next((part == "\n" for part in reversed(self.text) if part != " "), False)


def blocks_of(tree: Any) -> list[Block]:
    """The blocks that hold text of a tree of lxml without comments, however deep its elements are nested."""
    return [block for block in map(_closed, _walk(tree)) if block.text]


def as_text(pieces: Iterable[tuple[Block, str]]) -> tuple[str, list[Part]]:
    """Blocks and their zones as a text and its parts; without a zone a block has no part.

    Blank lines part the blocks, but for the rows of a table, which have a line each.
    """
    texts: list[str] = []
    parts: list[Part] = []
    at, before = 0, ""
    for block, zone in pieces:
        if texts:
            texts.append("\n" if before == block.kind == "row" else "\n\n")
            at += len(texts[-1])
        texts.append(block.text)
        if zone:
            parts.append((at, at + len(block.text), zone))
        at, before = at + len(block.text), block.kind
    return "".join(texts), parts


def _walk(tree: Any) -> Iterator[_Open]:
    from lxml import etree

    places = [_Place()]
    block = _Open()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            places.append(_inside(places[-1], element))
            is_border = places[-1].is_border
            if _has_no_text(element):
                walk.skip_subtree()
        else:
            is_border = places.pop().is_border
            if tag == "br":
                is_border = block.ends_in_break() or block.place.is_loose
        if is_border:
            yield block
            block = _Open(places[-1])
        if event == "start":
            block.add(_text_at_start(element, places[-1]), places[-1])
        else:
            block.text += {"br": "\n", "td": "\t", "th": "\t"}.get(tag, "")
            block.add(element.tail, places[-1])
    yield block


def _inside(outer: _Place, element: Any) -> _Place:
    """What holds of the text in an element."""
    tag, style = element.tag, element.get("style", "")
    is_block = tag in _BLOCKS and not (outer.kind == "row" and tag in ("td", "th"))
    is_caption = (
        not is_block and outer.kind == "paragraph" and bool(_CAPTIONED.search(element.get("class", "")))
    )
    is_hidden = "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(style))
    kind = "caption" if is_caption else _KINDS.get(tag, outer.kind)
    if tag == "tr":
        kind = "row" if _is_row(element) else "paragraph"
    return _Place(
        kind,
        int(tag[1]) if kind == "heading" and tag[1:].isdigit() else outer.level,
        (*outer.names, _names(element))[-_NEAR:] if is_block else outer.names,
        outer.is_linked or (tag == "a" and "href" in element.attrib),
        outer.is_bold or tag in _BOLD or bool(_BOLD_STYLE.search(style)),
        outer.is_apart or tag in _APART or is_hidden,
        outer.is_pre or tag == "pre",
        tag in _LOOSE if is_block else outer.is_loose,
        is_block or is_caption,
    )


def _is_row(row: Any) -> bool:
    """Whether the cells of a row of a table hold short text alone; else they are parts of the page."""
    n = n_cells = 0
    for inner in row.iterdescendants():
        is_cell = inner.tag in ("td", "th")
        n_cells += is_cell
        n += len(inner.text or "") + len(inner.tail or "")
        if n > _LONGEST_ROW or (inner.tag in _BLOCKS and not is_cell):
            return False
    return n_cells > 1


def _names(element: Any) -> str:
    """What the page calls an element; one that holds all of the article is called by what that is about."""
    if element.tag in _WHOLE:
        return element.get("itemprop", "")
    data = (text for name, text in element.items() if name.startswith("data-") and len(text) <= _LONGEST_NAME)
    return " ".join(filter(None, (*map(element.get, _NAMED_BY), *data)))


def _has_no_text(element: Any) -> bool:
    """Whether what stands in an element is no text, or the sign of a link to the place itself."""
    return element.tag in _NO_TEXT or (element.tag == "a" and element.get("aria-hidden") == "true")


def _text_at_start(element: Any, place: _Place) -> str:
    """The text of an element before others in it; in a headline its spans stand apart, as a kicker does."""
    if _has_no_text(element):
        return ""
    before = element.getprevious() if element.tag == "span" and place.kind == "heading" else None
    return (" " if before is not None and before.tag == "span" else "") + (element.text or "")


def _closed(block: _Open) -> Block:
    place = block.place
    lines = [_one_line(line) for line in "".join(block.text).split("\n")]
    text = " ".join(lines) if place.kind == "heading" else _BLANK_LINES.sub("\n\n", "\n".join(lines))
    letters = max(block.letters, 1)
    return Block(
        text.strip(),
        place.kind,
        place.level,
        place.names,
        block.linked / letters,
        block.bold / letters,
        place.is_apart,
    )


def _one_line(line: str) -> str:
    return "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split("\t"))))
