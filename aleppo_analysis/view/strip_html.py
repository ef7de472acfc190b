"""The strip as HTML: a band whose pieces say whose words they are, and lead to them in the text."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from textwrap import shorten

from .html import plain
from .strips import MEANS, Hit, Piece, Strip
from .style import FRAME_COLORS, GROUP_COLORS, UNKNOWN, colors_of, in_order, words

_SAID = 220  # characters of a piece that are shown where the mouse rests
# One stop for the Tab key in each strip and each text; the arrow keys go on from there.
MOVING = """
for (const place of document.querySelectorAll(".aa-strip, .aa-text")) {
  const stops = [...place.querySelectorAll("[tabindex]")];
  stops.forEach((stop, n) => { stop.tabIndex = n ? -1 : 0; });
  place.addEventListener("focusin", (event) => {
    const now = stops.find((stop) => stop.tabIndex === 0);
    if (now && stops.includes(event.target)) { now.tabIndex = -1; event.target.tabIndex = 0; }
  });
  place.addEventListener("keydown", (event) => {
    const at = stops.indexOf(document.activeElement);
    const steps = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1};
    const next = stops[steps[event.key]];
    if (at < 0 || !next || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    next.focus();
  });
}
"""


def strip_html(
    strip: Strip, href: Callable[[int], str], colors: Mapping[str, str], frames: Sequence[str]
) -> str:
    """The band of one article; `href` gives the address of what starts at an offset.

    `colors` has a colour for whoever speaks, `frames` the frames in the order of their rows. Every piece and
    frame word is a link with its speaker and words; the first one can be reached by the Tab key, the others
    by the arrow keys where a script helps.
    """
    ticks = colors_of(frames, FRAME_COLORS)
    both: list[Piece | Hit] = sorted(
        [*strip.pieces, *strip.hits], key=lambda one: (one.start, isinstance(one, Hit))
    )
    links = [
        _hit(one, href, ticks, frames) if isinstance(one, Hit) else _piece(one, href, colors) for one in both
    ]
    stops = "\n".join(
        f'<a tabindex="{0 if place == 0 else -1}" {link}></a>' for place, link in enumerate(links)
    )
    label = escape(plain(f"{strip.label}, from its first word to its last: {strip.told()}"))
    return f'<nav class="aa-strip" style="--lanes: {len(frames)}" aria-label="{label}">\n{stops}\n</nav>'


def _piece(piece: Piece, href: Callable[[int], str], colors: Mapping[str, str]) -> str:
    color = f"; --c: {colors[piece.who]}" if piece.who else ""
    place = f"--x: {100 * piece.left:.3f}; --w: {100 * piece.width:.3f}; --h: {piece.height:.0%}{color}"
    who = f"{piece.speaker}, " if piece.speaker else ""
    said = f"{who}{MEANS.get(piece.voice, piece.voice)}: {_short(piece.words)}"
    unknown = " aa-nobody" if piece.who == UNKNOWN else ""
    look = f"aa-piece{unknown} aa-in-{escape(piece.voice.replace(' ', '-'))}"
    return f'class="{look}" style="{place}" {_linked(href, piece.start, said)}'


def _hit(hit: Hit, href: Callable[[int], str], colors: Mapping[str, str], frames: Sequence[str]) -> str:
    place = f"--x: {100 * hit.left:.3f}; --lane: {frames.index(hit.frame)}; --c: {colors[hit.frame]}"
    said = f"{words(hit.frame)}: {_short(hit.words)}"
    return f'class="aa-hit" style="{place}" {_linked(href, hit.start, said)}'


def _linked(href: Callable[[int], str], start: int, said: str) -> str:
    return f'href="{escape(href(start))}" aria-label="{escape(plain(said))}"'


def _short(text: str) -> str:
    return shorten(text, _SAID, placeholder=" …")


def strip_key(colors: Mapping[str, str], frames: Sequence[str]) -> str:
    """What heights, colours and ticks mean."""
    ticks = colors_of(frames, FRAME_COLORS)
    heights = {"narrator": "its own words", "reported": "reported", "direct": "in quotation marks",
               "scare": "marks that quote nobody"}  # fmt: skip
    items = [f'<li><i class="aa-piece aa-in-{voice}"></i>{told}</li>' for voice, told in heights.items()]
    items += [
        f'<li><i class="aa-who" style="--c: {colors[who]}"></i>{escape(plain(words(who)))}</li>'
        for who in in_order(colors, GROUP_COLORS)
    ]
    items += [
        f'<li><i class="aa-mark" style="--c: {ticks[name]}"></i>row {row}: {escape(plain(words(name)))}</li>'
        for row, name in enumerate(frames, start=1)
    ]
    return f'<ul class="aa-strip-key">{"".join(items)}</ul>'
