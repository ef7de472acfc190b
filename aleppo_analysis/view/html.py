"""A text and the spans found in it as HTML: escaped, nested, and legible without a script."""

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")
_ODD = re.compile(r"[^\t\n\x20-\x7e]")
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9-]")
_INVISIBLE = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Zl",
    "Zp",
)  # Unicode categories; among them what turns text around
_KEPT = "\u00ad\u200c\u200d"  # harmless: soft hyphen, joiners
_OFF = "background: none; outline: none; box-shadow: none; text-decoration: none; --show: none;"
_PLAIN = "color: inherit; border-color: transparent; --show: none;"


class Block(NamedTuple):
    """A line of the text and its zone."""

    start: int
    end: int
    zone: str

    @property
    def is_greyed(self) -> bool:
        """Whether it stands beside the story: a caption, links and credits."""
        return self.zone in ("caption", "related")


class Layer(NamedTuple):
    """What can be switched on and off together, such as the words of one speaker group."""

    kind: str  # the row of switches it stands in
    name: str
    style: str  # CSS properties that its spans share
    is_stop: bool = True  # whether the Tab key stops at its spans

    @property
    def key(self) -> str:
        """Its name in HTML: letters, digits, hyphens and underscores."""
        return safe(f"{self.kind} {self.name}")


class Span(NamedTuple):
    """What to show from `start` to `end`; of spans with the same bounds, the first one is outside."""

    start: int
    end: int
    layer: Layer
    look: str  # CSS classes
    tag: str  # the words that stand before it, if any
    note: str  # what is said of it on hover and focus


ZONES = Layer("Also", "grey captions and links", "")


def blocks_of(text: str, zones: Iterable[tuple[int, int, str]]) -> list[Block]:
    """The lines of a text that are not empty, cut where a zone ends."""
    return [
        Block(start + line.start(), start + line.end(), zone)
        for start, end, zone in zones
        for line in _LINE.finditer(text[start:end])
    ]


def text_html(text: str, blocks: Sequence[Block], spans: Sequence[Span], *, anchor: str | None) -> str:
    """The blocks as paragraphs. Every paragraph and span has the id `anchor`-start, if an anchor is given."""
    spans = _begun(text, spans)
    taken: set[int] = set()
    pieces, at = [], blocks[0].start if blocks else 0
    for block, inside in zip(blocks, _inside(blocks, spans), strict=True):
        greyed = f' data-layer="{ZONES.key}"' if block.is_greyed else ""
        place = _place(anchor, block.start, taken)
        pieces += [
            visible(text[at : block.start]),
            f'<p class="aa-{escape(block.zone)}" data-zone="{escape(block.zone)}"{greyed}{place} dir="auto">',
            *_nested(text, block, inside, anchor, taken),
            "</p>",
        ]
        at = block.end
    return "".join(pieces)


def _inside(blocks: Sequence[Block], spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans that touch each block; both are in the order of the text."""
    coming = deque(spans)
    here: list[Span] = []
    for block in blocks:
        while coming and coming[0].start < block.end:
            here.append(coming.popleft())
        here = [span for span in here if span.end > block.start]
        yield here


def _begun(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in their order, each beginning where its first line does."""
    lines = ((span, _LINE.search(text, span.start, span.end)) for span in spans)
    begun = [span._replace(start=line.start()) for span, line in lines if line]
    return sorted(begun, key=lambda span: (span.start, -span.end))


def places_in(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> list[int]:
    """The offsets that have an id in `text_html`: where paragraphs and spans begin."""
    return sorted({block.start for block in blocks} | {span.start for span in _begun(text, spans)})


def _nested(
    text: str, block: Block, spans: Sequence[Span], anchor: str | None, taken: set[int]
) -> Iterable[str]:
    """The text of a block with its spans as elements; one that would cross another is cut and goes on."""
    begins: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        begins[max(span.start, block.start)].append(span)
    cuts = sorted({*begins, *(min(span.end, block.end) for span in spans)})
    around: list[Span] = []
    at = block.start
    for cut in cuts:
        yield visible(text[at:cut])
        at = cut
        first = next((depth for depth, span in enumerate(around) if span.end <= cut), len(around))
        yield "</span>" * (len(around) - first)
        goes_on = [span for span in around[first:] if span.end > cut]
        del around[first:]
        for span in goes_on + begins[cut]:
            yield _opened(span, around, _place(anchor, cut, taken) if span.start == cut else None)
            around.append(span)
    yield "</span>" * len(around)
    yield visible(text[at : block.end])


def _opened(span: Span, around: Sequence[Span], place: str | None) -> str:
    """The start tag of a span; only its first piece can be reached by link and keyboard and has its tag."""
    outer = next((other for other in reversed(around) if other.tag), None)
    within = f" — within: {outer.note}" if outer and not span.tag else ""
    note = escape(plain(span.note + within))
    layer = f'data-layer="{span.layer.key}" style="{span.layer.style}"'
    tag = f'<span class="{escape(span.look)}" {layer} data-note="{note}"'
    if place is None:
        return tag + ">"
    is_told = not span.tag or (outer is not None and outer.tag == span.tag)
    told = "" if is_told else f' data-tag="{escape(plain(shorten(span.tag, 24, placeholder="…")))}"'
    stop = 0 if span.layer.is_stop else -1
    return f'{tag}{told}{place} tabindex="{stop}" role="group" aria-label="{note}">'


def _place(anchor: str | None, start: int, taken: set[int]) -> str:
    """The id of what starts here, unless something around it has it."""
    if anchor is None or start in taken:
        return ""
    taken.add(start)
    return f' id="{place_of(anchor, start)}"'


def place_of(doc_id: str, start: int) -> str:
    """The id, unique to the article, of what starts at an offset."""
    return f"at-{safe(str(doc_id))}-{start}"


def safe(name: str) -> str:
    """A name as letters, digits, hyphens and underscores; different names stay different."""
    return _UNSAFE_IN_ID.sub(lambda match: f"_{ord(match[0]):x}_", name)


def visible(text: str) -> str:
    """Escaped text in which characters that cannot be seen, or turn text around, are named."""
    return _ODD.sub(lambda match: _named(match[0], '<span class="aa-code">{}</span>'), escape(text))


def plain(text: str) -> str:
    """Text for an attribute: the same, not yet escaped."""
    return _ODD.sub(lambda match: _named(match[0], "{}"), text)


@cache
def _named(char: str, form: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in _INVISIBLE:
        return char
    return form.format(f"U+{ord(char):04X}")


def style_sheet(layers: Iterable[Layer]) -> str:
    """The style of all readers, and what these layers add to it."""
    return shared_style() + switched_off(layers)


def shared_style() -> str:
    """The style that is the same for every article."""
    return "".join(map(style_of, ("strip", "reader")))


def style_of(name: str) -> str:
    """A style sheet of this folder."""
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def switched_off(layers: Iterable[Layer]) -> str:
    """One rule a layer: how it looks when its box switches it off."""
    return "\n".join(
        f'.aa-reader:has([data-see="{layer.key}"]:not(:checked)) .aa-text [data-layer="{layer.key}"] '
        f"{{ {_PLAIN if layer == ZONES else _OFF} }}"
        for layer in layers
    )
