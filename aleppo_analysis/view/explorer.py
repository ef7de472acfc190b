"""A small window on a corpus in JupyterLab: pick a frame, a voice, a speaker, a word; read the lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..passages import evidence
from ..spans import join_spans
from ..tables import VOICES, TableError, check_articles, check_columns
from ..text.words import keyword_in_context
from ..text.zones import find_zones
from ..voices.partition import add, find
from .html import visible
from .style import FRAME_COLORS, UNKNOWN, in_order, named

if TYPE_CHECKING:
    from ipywidgets import VBox

_ANY = "(any)"
_COLUMNS = ["doc_id", "voice", "speaker", "frame", "line"]
_QUOTE = ["quote_id", "doc_id", "start", "end", "kind", "use", "speaker"]
_MATCH = ["doc_id", "start", "end", "frame"]
_SPOKEN = ["direct", "reported", "term"]
_MOST = 300  # lines shown at once; a browser grows slow with more
_STYLE = """<style>
.aa-lines { border-collapse: collapse; line-height: 1.5; margin: .5em 0; }
.aa-lines th, .aa-lines td { padding: .15em .8em .15em 0; text-align: left; vertical-align: top; }
.aa-lines td:first-child { white-space: nowrap; }
.aa-lines mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; }
</style>"""


class _Found(NamedTuple):
    """The articles and what was found in them; every match has its voice and speaker."""

    articles: pd.DataFrame
    matches: pd.DataFrame
    voices: pd.DataFrame


class _Choice(NamedTuple):
    """What to show."""

    frame: str
    voice: str
    speaker: str
    word: str


def explore(
    articles: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    matches: pd.DataFrame | None = None,
    zones: pd.DataFrame | None = None,
) -> VBox:
    """Pick a frame, a voice, a speaker or a word, and see the lines and how many an article has.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    quotes : one row a quotation, as `quotes.attribute` or `speakers.resolve` returns them; None shows none.
    matches : one row a match of frame wording, as `frames.match` returns them; None shows none.
    zones : one row a zone; None stands for ``text.find_zones(articles)``.

    Returns
    -------
    A widget (ipywidgets). Without a word it shows frame wording; with one, every place where the word or
    phrase stands (`*` for any letters) or, if a frame is picked too, those inside the frame's wording.
    Lines in `related` text (links, credits) are left out, as in every measure.

    Raises
    ------
    TableError : a column is missing, or a span lies outside its article.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Truce ends\\n\\nIt was a trap, Lee said."]})
    >>> terms = pd.DataFrame({"frame": ["ruse"], "term": ["trap"]})
    >>> frame, voice, speaker, word = aa.Corpus(articles, frame_terms=terms).explore().children[0].children
    >>> frame.options
    ('(any)', 'ruse')
    """
    import ipywidgets as widgets

    found = _found(articles, quotes, matches, zones)
    frame = widgets.Dropdown(description="Frame", options=_options(found.matches["frame"], FRAME_COLORS))
    voices = found.voices["voice"]
    unknown = [UNKNOWN] * bool(voices.isna().any())
    voice = widgets.Dropdown(
        description="Voice", options=[_ANY, *VOICES[:-1], *unknown]
    )  # related is no line
    spoken = found.voices[voices.isin(_SPOKEN) | voices.isna()]
    speaker = widgets.Dropdown(description="Speaker", options=_options(spoken["speaker_name"], []))
    word = widgets.Text(description="Word", placeholder="humanitarian pause*", continuous_update=False)
    boxes = [frame, voice, speaker, word]
    shown = widgets.HTML()

    def show(_: object = None) -> None:
        shown.value = _page(found, _Choice(*(box.value.strip() for box in boxes)))

    for box in boxes:
        box.observe(show, names="value")
    show()
    row = widgets.Layout(flex_flow="row wrap")
    return widgets.VBox([widgets.HBox(boxes, layout=row), shown])


def _found(
    articles: pd.DataFrame,
    quotes: pd.DataFrame | None,
    matches: pd.DataFrame | None,
    zones: pd.DataFrame | None,
) -> _Found:
    """The checked tables; quotations without resolved speakers are named by the mention."""
    check_articles("explore", articles)
    quotes = pd.DataFrame(columns=_QUOTE) if quotes is None else quotes
    check_columns("explore", "quotes", quotes, _QUOTE)
    if "speaker_name" not in quotes.columns:
        quotes = quotes.assign(speaker_name=quotes["speaker"])
    matches = pd.DataFrame(columns=_MATCH) if matches is None else matches
    check_columns("explore", "matches", matches, _MATCH)
    voices = find(quotes, find_zones(articles) if zones is None else zones)
    return _Found(articles, add(matches[_MATCH].astype({"frame": "str"}), voices), voices)


def _options(values: pd.Series, order: Iterable[str]) -> list[str]:
    """What can be picked: all, each value, and the missing one if there is any."""
    known = in_order(values.dropna(), order)
    return [_ANY, *known] + [UNKNOWN] * bool(values.isna().any())


def _page(found: _Found, choice: _Choice) -> str:
    """How many lines each article has, and the lines."""
    try:
        spans = _spans(found, choice)
    except TableError as error:
        return f'{_STYLE}<p role="alert">{visible(str(error))}</p>'
    lines = evidence(spans, found.articles)
    counts = lines["doc_id"].value_counts().reindex(found.articles["doc_id"], fill_value=0)
    said = f"{_counted(len(lines), 'line')} in {(counts > 0).sum()} of {_counted(len(counts), 'article')}"
    return (
        f'{_STYLE}<p role="status"><b>{said}</b></p>\n'
        + _table(["article", "lines"], ([doc_id, n] for doc_id, n in counts.items()))
        + _table(["article", *_COLUMNS[1:]], map(_line, lines.head(_MOST).to_dict("records")))
        + (
            f"<p>The first {_MOST} are shown; pick more narrowly to see the others.</p>"
            * (len(lines) > _MOST)
        )
    )


def _spans(found: _Found, choice: _Choice) -> pd.DataFrame:
    """The places to show, with voice and speaker: those that fit all that is picked."""
    spans = found.matches
    if choice.frame != _ANY:
        spans = spans[spans["frame"] == choice.frame]
    if choice.word:
        hits = keyword_in_context(found.articles, choice.word)[["doc_id", "start", "end"]]
        if choice.frame != _ANY:
            hits = join_spans(hits, spans, ["frame"]).dropna(subset="frame")
        spans = add(hits, found.voices)
    if choice.voice != _ANY:
        spans = spans[named(spans["voice"]) == choice.voice]
    if choice.speaker != _ANY:
        spans = spans[_speaker(spans) == choice.speaker]
    frame = spans["frame"] if "frame" in spans.columns else ""
    return spans.assign(frame=frame, speaker=_speaker(spans), voice=named(spans["voice"]))


def _speaker(spans: pd.DataFrame) -> pd.Series:
    """Who speaks; *not known* where somebody does, empty where the article speaks itself."""
    own = ~(spans["voice"].isin(_SPOKEN) | spans["voice"].isna())
    return named(spans["speaker_name"]).mask(own, "")


def _line(line: dict[str, str]) -> list[object]:
    """The cells of one line, its words escaped."""
    text = f"{visible(line['before'])}<mark>{visible(line['match'])}</mark>{visible(line['after'])}"
    return [*(line[name] for name in _COLUMNS[:-1]), _Html(text)]


class _Html(str):
    """Text that is escaped already."""


def _table(heads: list[str], rows: Iterable[list[object]]) -> str:
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f'<table class="aa-lines"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n'


def _cell(value: object) -> str:
    if isinstance(value, _Html):
        return f"<td>{value}</td>"
    return f"<td>{visible(str(value))}</td>"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + "s" * (n != 1)
