"""A small window on a corpus in JupyterLab: pick a frame, a voice, a speaker, a word; read the lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..frames.matching import load_terms, match
from ..passages import evidence
from ..quotes.attributing import attribute
from ..spans import join_spans
from ..speakers.resolving import resolve
from ..tables import TableError, check_articles, check_columns
from ..text.words import keyword_in_context
from ..text.zones import find_zones
from ..voices.partition import add, find
from .html import visible
from .style import FRAME_COLORS, UNKNOWN, VOICES, in_order, named

if TYPE_CHECKING:
    from ipywidgets import VBox

_ANY = "(any)"
_COLUMNS = ["doc_id", "voice", "speaker", "frame", "line"]
_MOST = 300  # lines shown at once; a browser grows slow with more
_STYLE = """<style>
.aa-lines { border-collapse: collapse; line-height: 1.5; margin: .5em 0; }
.aa-lines th, .aa-lines td { padding: .15em .8em .15em 0; text-align: left; vertical-align: top; }
.aa-lines td:first-child { white-space: nowrap; }
.aa-lines mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; }
</style>"""


class _Corpus(NamedTuple):
    """The articles and what was found in them; every match has its voice and speaker."""

    articles: pd.DataFrame
    quotes: pd.DataFrame
    matches: pd.DataFrame
    zones: pd.DataFrame


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
    quotes : one row a quotation; None stands for ``speakers.resolve(quotes.attribute(articles), articles)``.
    matches : one row a match of frame wording; None stands for
        ``frames.match(articles, frames.load_terms())``.
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
    >>> frame, voice, speaker, word = aa.explore(articles).children[0].children
    >>> frame.options
    ('(any)', 'deception')
    """
    import ipywidgets as widgets

    corpus = _corpus(articles, quotes, matches, zones)
    frame = widgets.Dropdown(description="Frame", options=_options(corpus.matches["frame"], FRAME_COLORS))
    voice = widgets.Dropdown(description="Voice", options=[_ANY, *VOICES])
    speaker = widgets.Dropdown(description="Speaker", options=_options(corpus.quotes["speaker_name"], []))
    word = widgets.Text(description="Word", placeholder="humanitarian pause*", continuous_update=False)
    boxes = [frame, voice, speaker, word]
    shown = widgets.HTML()

    def show(_: object = None) -> None:
        shown.value = _page(corpus, _Choice(*(box.value.strip() for box in boxes)))

    for box in boxes:
        box.observe(show, names="value")
    show()
    row = widgets.Layout(flex_flow="row wrap")
    return widgets.VBox([widgets.HBox(boxes, layout=row), shown])


def _corpus(
    articles: pd.DataFrame,
    quotes: pd.DataFrame | None,
    matches: pd.DataFrame | None,
    zones: pd.DataFrame | None,
) -> _Corpus:
    """The tables, made from the articles where they are not given; quotations have names of speakers."""
    check_articles("explore", articles)
    zones = find_zones(articles) if zones is None else zones
    if quotes is None:
        quotes = resolve(attribute(articles, zones=zones), articles)
    check_columns("explore", "quotes", quotes, ["speaker"])
    if "speaker_name" not in quotes.columns:
        quotes = quotes.assign(speaker_name=quotes["speaker"])
    matches = match(articles, load_terms()) if matches is None else matches
    check_columns("explore", "matches", matches, ["doc_id", "start", "end", "frame"])
    found = matches[["doc_id", "start", "end", "frame"]].astype({"frame": "str"})
    return _Corpus(articles, quotes, add(found, find(quotes, zones)), zones)


def _options(values: pd.Series, order: Iterable[str]) -> list[str]:
    """What can be picked: all, each value, and the missing one if there is any."""
    known = in_order(values.dropna(), order)
    return [_ANY, *known] + [UNKNOWN] * bool(values.isna().any())


def _page(corpus: _Corpus, choice: _Choice) -> str:
    """How many lines each article has, and the lines."""
    try:
        spans = _spans(corpus, choice)
    except TableError as error:
        return f'{_STYLE}<p role="alert">{visible(str(error))}</p>'
    lines = evidence(spans, corpus.articles)
    counts = lines["doc_id"].value_counts().reindex(corpus.articles["doc_id"], fill_value=0)
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


def _spans(corpus: _Corpus, choice: _Choice) -> pd.DataFrame:
    """The places to show, with voice and speaker: those that fit all that is picked."""
    spans = corpus.matches
    if choice.frame != _ANY:
        spans = spans[spans["frame"] == choice.frame]
    if choice.word:
        hits = keyword_in_context(corpus.articles, choice.word)[["doc_id", "start", "end"]]
        if choice.frame != _ANY:
            hits = join_spans(hits, spans, ["frame"]).dropna(subset="frame")
        spans = add(hits, find(corpus.quotes, corpus.zones))
    if choice.voice != _ANY:
        spans = spans[spans["voice"] == choice.voice]
    if choice.speaker != _ANY:
        spans = spans[_speaker(spans) == choice.speaker]
    frame = spans["frame"] if "frame" in spans.columns else ""
    return spans.assign(frame=frame, speaker=_speaker(spans))


def _speaker(spans: pd.DataFrame) -> pd.Series:
    """Who speaks; *not known* where somebody does, empty where the article speaks itself."""
    own = ~spans["voice"].isin(["direct", "reported", "term"])
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
