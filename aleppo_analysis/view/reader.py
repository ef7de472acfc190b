"""An article to read, with what was found in it: who speaks, in which frames, in whose distance."""

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from ..kinds import WORDS
from ..quotes.use import USES
from ..spans import check_partition, check_spans
from ..tables import check_articles, check_choice, check_columns, dates_of, texts_of
from ..text.languages import known_languages
from ..text.lines import unwrapped
from .html import (
    ZONES,
    Block,
    Layer,
    Span,
    blocks_of,
    place_of,
    places_in,
    plain,
    style_sheet,
    text_html,
    visible,
)
from .strip_html import strip_html
from .strips import Strip, find_strips
from .style import FRAME_COLORS, GROUP_COLORS, NAMED, UNKNOWN, colors_of, in_order, words

_SPAN = ["doc_id", "start", "end"]
_LINES = ["solid", "double", "dotted", "dashed", "wavy"]  # so that frames differ without colour
KINDS = {
    "direct": "in quotation marks",
    "mixed": "in quotation marks within reported words",
    "indirect": "reported without quotation marks",
}
_GROUPS, _FRAMES, _ALSO = _ROWS = ["Who speaks", "Frame words", ZONES.kind]
_SCARE = Layer(_ALSO, "scare quotes", "")
_UNREAD = Layer(_ALSO, "quotation marks", "")  # in an article that is not in English
_LOOKS = {_GROUPS: "aa-q", _FRAMES: "aa-f", _SCARE: "aa-scare", _UNREAD: "aa-unread"}
_KEY = (
    '<p class="aa-about">Shaded: in quotation marks; half shaded: reported without. Speaker, verb and '
    "confidence show where the mouse rests or the Tab key stops.</p>"
)

_BAND_KEY = (
    '<p class="aa-about">From the first word to the last: high where somebody is quoted, half '
    "where reported, low where the article speaks itself; below a row of ticks a frame. All lead there.</p>"
)


def read_article(
    articles: pd.DataFrame,
    doc_id: str,
    *,
    quotes: pd.DataFrame | None = None,
    matches: pd.DataFrame | None = None,
    zones: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
) -> "Reader":
    """Show an article as printed, with what was found in it.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`; `outlet`, `published` and a `language` other
        than English are shown if there.
    doc_id : the article to read.
    quotes : one row a quotation, as `quotes.attribute` or `speakers.resolve` returns them; None shows none.
    matches : one row a match of frame wording, as `frames.match` returns them; None shows none.
    zones : one row a zone; None stands for ``text.find_zones(articles)``.
    voices : one row a stretch of one voice, as `voices.find` returns them; with them a band above the text
        shows in whose words the article is told from its first word to its last, and leads there.

    Returns
    -------
    A reader, which JupyterLab shows as HTML. Quotations are shaded by speaker group (striped if reported
    without marks), frame wording is underlined by frame, scare quotes are boxed, captions and links are
    grey, as is the line under words in marks of which the use is not known. Speaker, verb and confidence
    show on hover and keyboard focus; boxes switch each layer on and off. No script and no network are
    needed. `excerpt(start, end)` keeps the paragraphs that these offsets touch.

    Raises
    ------
    TableError : a column is missing, no article has this `doc_id`, its `published` is no date, or a span
        lies outside its text.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Truce ends\\n\\nIt was a trap, Lee said."]})
    >>> aa.read_article(articles, "a")
    a: 0 quotations, 0 frame words
    <BLANKLINE>
    Truce ends
    <BLANKLINE>
    It was a trap, Lee said.
    """
    articles = check_articles("read_article", articles)
    check_choice("read_article", "doc_id", doc_id, articles["doc_id"])
    [reader] = read_articles(
        articles[articles["doc_id"] == doc_id], quotes=quotes, matches=matches, zones=zones, voices=voices
    )
    return reader


def read_articles(
    articles: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    matches: pd.DataFrame | None = None,
    zones: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
) -> Iterator["Reader"]:
    """What `read_article` gives, for each of the articles in their order; the tables are checked once."""
    if zones is None:
        from ..text.zones import find_zones

        zones = find_zones(articles)
    given = {"quotes": quotes, "matches": matches, "zones": zones}
    tables = {name: _of(articles, name, table) for name, table in given.items()}
    _check_zones(tables["zones"], articles)
    is_asked = "language" in articles.columns or tables["quotes"]["use"].isna().any()
    languages = known_languages("read_article", articles) if is_asked else ["en"] * len(articles)
    days = dates_of("read_article", articles)
    found = {name: dict(list(table.groupby("doc_id", sort=False))) for name, table in tables.items()}
    bands = [None] * len(articles) if voices is None else _bands(articles, voices, tables)
    for place, text in enumerate(texts_of(articles)):
        article = articles.iloc[place]
        own = {name: rows.get(article["doc_id"], tables[name].iloc[:0]) for name, rows in found.items()}
        yield Reader(
            str(article["doc_id"]),
            _about(article, days.iloc[place], languages[place]),
            text,
            tuple(blocks_of(unwrapped(text), _in_order(own["zones"]))),
            (*_quote_spans(own["quotes"]), *_match_spans(own["matches"])),
            bands[place],
        )


@dataclass(frozen=True)
class Reader:
    """An article to read: JupyterLab shows it as HTML, a terminal as plain text."""

    doc_id: str
    about: str
    text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]
    band: "Band | None" = None
    is_whole: bool = True
    hide: Callable[[str], str] = str  # puts roles in place of the names of private people

    def excerpt(self, start: int, end: int) -> "Reader":
        """The paragraphs that hold the characters from `start` to `end`, and what was found there."""
        blocks = tuple(block for block in self.blocks if block.start < end and block.end > start)
        starts, ends = [block.start for block in blocks], [block.end for block in blocks]
        spans = tuple(span for span in self.spans if bisect(ends, span.start) < bisect_left(starts, span.end))
        return replace(self, blocks=blocks, spans=spans, is_whole=False)

    def __repr__(self) -> str:
        n_frames = sum(span.layer.kind == _FRAMES for span in self.spans)
        first, last = (self.blocks[0].start, self.blocks[-1].end) if self.blocks else (0, 0)
        counted = f"{len(self.spans) - n_frames} quotations, {n_frames} frame words"
        return f"{self.doc_id}: {counted}\n\n{self.hide(self.text[first:last])}"

    def _repr_html_(self) -> str:
        return f"<style>\n{style_sheet(self.layers())}\n</style>\n{self.body()}"

    def layers(self) -> list[Layer]:
        """What can be switched on and off: speaker groups, frames, scare quotes, grey zones."""
        found = {span.layer for span in self.spans}
        if any(block.is_greyed for block in self.blocks):
            found.add(ZONES)
        known = [*map(words, [*GROUP_COLORS, *FRAME_COLORS]), _SCARE.name, _UNREAD.name, ZONES.name]
        order = in_order((layer.name for layer in found), known)
        return sorted(found, key=lambda layer: (_ROWS.index(layer.kind), order.index(layer.name)))

    def body(self) -> str:
        """The reader without its style sheet."""
        anchor = self.doc_id if self.is_whole else None
        text = text_html(unwrapped(self.text), self.blocks, self.spans, anchor=anchor)
        is_led = self.is_whole and self.band is not None and bool(self.blocks)
        skip = f'<a class="aa-skip" href="{self.address(0)}">Skip to the text</a>\n' if is_led else ""
        return self.hide(
            f'<section class="aa-reader" aria-label="{escape(plain(self.doc_id))}">\n{skip}'
            f'<p class="aa-about">{visible(self.about)}</p>\n{_switches(self)}\n'
            f"{_KEY if any(span.layer.kind == _GROUPS for span in self.spans) else ''}\n"
            f"{_band_html(self) if is_led else ''}"
            f'<div class="aa-text">{text}</div>\n</section>'
        )

    def address(self, start: int) -> str:
        """The link to what begins at an offset, or else to the paragraph that holds it."""
        places = self._places
        at = places[max(bisect(places, start) - 1, 0)] if places else 0
        if at != start and (n_before := bisect(self._starts, start)):
            at = self._starts[n_before - 1]
        return f"#{place_of(self.doc_id, at)}"

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _places(self) -> list[int]:
        return places_in(unwrapped(self.text), self.blocks, self.spans)


class Band(NamedTuple):
    """What the band above a text shows, in which colours, with which frames."""

    strip: Strip
    colors: dict[str, str]
    frames: list[str]


def _bands(articles: pd.DataFrame, voices: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> list[Band]:
    """The band of each article, its speakers in the colours that they have in the text."""
    strips = find_strips(articles, voices, tables["matches"], n_named=0)
    shown = (piece.who for strip in strips for piece in strip.pieces if piece.who)
    colors = colors_of([*_colors(tables["quotes"]), *shown], GROUP_COLORS)
    frames = in_order(_values(tables["matches"], "frame"), FRAME_COLORS)
    return [Band(strip, colors, frames) for strip in strips]


def _band_html(reader: Reader) -> str:
    assert reader.band is not None
    strip, colors, frames = reader.band
    return f"{_BAND_KEY}\n{strip_html(strip, reader.address, colors, frames)}\n"


def _colors(quotes: pd.DataFrame) -> dict[str, str]:
    """A colour for each group of speakers."""
    return colors_of([*GROUP_COLORS, *_values(quotes, "speaker_group")], GROUP_COLORS)


def _about(article: pd.Series, day: pd.Timestamp, language: str) -> str:
    """Where and when the article appeared, as far as that is known; and its language if it is not English."""
    outlet = article.get("outlet", article.get("source"))
    known = [
        None if pd.isna(outlet) else str(outlet),
        None if pd.isna(day) else f"{day:%d %b %Y}".lstrip("0"),
    ]
    about = " · ".join(fact for fact in known if fact) or str(article["doc_id"])
    unread = f" · not in English ({language}): who speaks is not known"
    return about + unread * (language != "en")


def _of(articles: pd.DataFrame, name: str, spans: pd.DataFrame | None) -> pd.DataFrame:
    """The spans of these articles, checked; none where there is no table."""
    needed = {"quotes": ["kind", "use"], "matches": ["frame", "term"], "zones": ["zone"]}[name]
    if spans is None:
        return pd.DataFrame(columns=[*_SPAN, *needed])
    named = dict.fromkeys(["frame", "term", "zone"], WORDS)
    spans = check_columns("read_article", name, spans, [*_SPAN, *needed], holds=named)
    own = spans[spans["doc_id"].isin(articles["doc_id"])]
    check_spans(own, articles)
    return own


def _check_zones(zones: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Raise unless the zones leave no gap, so that every word is shown once."""
    ends = [len(text) for text in texts_of(articles)]
    ends_of_texts = pd.DataFrame({"doc_id": articles["doc_id"].array, "start": ends, "end": ends})
    both = pd.concat([zones[_SPAN], ends_of_texts], ignore_index=True)
    check_partition("read_article", "zones", both.sort_values(_SPAN, ignore_index=True))


def _in_order(zones: pd.DataFrame) -> list[tuple[int, int, str]]:
    ordered = zones.sort_values(["start", "end"])
    return list(ordered[["start", "end", "zone"]].itertuples(index=False, name=None))


def _quote_spans(quotes: pd.DataFrame) -> Iterator[Span]:
    """Quotations in the look of their speaker group; names of works are nobody's words."""
    colors = _colors(quotes)
    for row in quotes.to_dict("records"):
        name = _text(row.get("speaker_name"))
        group = _text(row.get("speaker_group")) or (NAMED if name else UNKNOWN)
        bounds = int(row["start"]), int(row["end"])
        if _text(row["use"]) is None:
            note = "in quotation marks · what they are for, and who speaks, is not known"
            yield Span(*bounds, _UNREAD, "aa-unread", "", note)
        elif row["use"] == "scare":
            _, why = USES.get(_text(row.get("use_rule")) or "", USES["nobody says it"])
            yield Span(*bounds, _SCARE, "aa-scare", "scare", f"scare quotes: {why}")
        elif row["use"] != "title":
            layer = Layer(_GROUPS, words(group), f"--c: {colors[group]}")
            looks = ["aa-q", f"aa-{_text(row['kind']) or 'direct'}"] + ["aa-term"] * (row["use"] == "term")
            looks += ["aa-unknown"] * (group == UNKNOWN)
            tag = name if name and group == NAMED else words(group)
            yield Span(*bounds, layer, " ".join(looks), tag, _said(row, group))


def _said(quote: dict[str, Any], group: str) -> str:
    """Who says it, in which form, by which verb, and how sure that is."""
    mention, name = _text(quote.get("speaker")), _text(quote.get("speaker_name"))
    who = name or mention or "speaker not known"
    if name and mention and mention != name:
        who += f" (“{mention}”)"
    cue, confidence = _text(quote.get("cue")), quote.get("confidence")
    facts = [
        who if group in (NAMED, UNKNOWN) or words(group) == name else f"{who}, {words(group)}",
        KINDS.get(quote["kind"], _text(quote["kind"]) or f"kind {UNKNOWN}"),
        "wording named as somebody’s" if quote["use"] == "term" else "",
        f"by “{cue}”" if cue else "",
        f"confidence {confidence:.0%}" if confidence is not None and pd.notna(confidence) else "",
        "closing mark missing" if quote.get("is_closed", True) is False else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _match_spans(matches: pd.DataFrame) -> Iterator[Span]:
    """Frame wording, underlined in the colour and line of its frame."""
    frames = _values(matches, "frame")
    colors = colors_of(frames, FRAME_COLORS)
    order = in_order([*FRAME_COLORS, *frames], FRAME_COLORS)
    for row in matches.to_dict("records"):
        frame = row["frame"]
        width, line = divmod(order.index(frame), len(_LINES))
        style = (
            f"--c: {colors[frame]}; --s: {_LINES[line % len(_LINES)]}; --w: {0.1 + 0.08 * (width % 2):.2f}em"
        )
        note = f"frame {words(frame)} · term {row['term']}" + " · negated" * bool(
            row.get("is_negated", False)
        )
        layer = Layer(_FRAMES, words(frame), style, is_stop=False)
        yield Span(int(row["start"]), int(row["end"]), layer, "aa-f", "", note)


def _values(table: pd.DataFrame, name: str) -> list[str]:
    """What a column holds, by name; of a categorical one all that it may hold, in whichever article."""
    values = table[name] if name in table.columns else pd.Series(dtype="str")
    return sorted(values.astype("category").cat.categories)


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)


def _switches(reader: Reader) -> str:
    """A box a layer, in rows; its sample looks as the layer does in the text."""
    counts = Counter(span.layer for span in reader.spans)
    rows: dict[str, list[str]] = {}
    for layer in reader.layers():
        n = f" <small>{counts[layer]}</small>" if layer != ZONES else ""
        look = _LOOKS.get(layer, _LOOKS.get(layer.kind, ""))
        rows.setdefault(layer.kind, []).append(
            f'<label><input type="checkbox" data-see="{layer.key}" checked>'
            f'<span class="aa-sample {look}" style="{layer.style}">{visible(layer.name)}</span>{n}</label>'
        )
    return "\n".join(
        f"<fieldset><legend>{kind}</legend><div>{' '.join(boxes)}</div></fieldset>"
        for kind, boxes in rows.items()
    )
