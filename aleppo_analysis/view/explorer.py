"""A small window on a corpus in JupyterLab: pick a frame, a voice, a speaker, a word; read the sentences."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from ..speakers.roles import hidden, with_roles
from ..spreadsheets import guarded_csv
from ..tables import VOICES, TableError
from .html import place_of, visible
from .reader import read_article
from .searching import ANY, SURE, Choice, Line, Places, hits_of, lines_of, places_of
from .strips import SPOKEN
from .style import FRAME_COLORS, GROUP_COLORS, UNKNOWN, in_order, words

if TYPE_CHECKING:
    from ipywidgets import VBox

_A_PAGE = 20  # sentences
_OUTLETS = 8  # that are named with their number of places
_TOLD = ["outlet", "frame", "voice", "speaker", "group", "act", "confidence"]
_COLUMNS = ["outlet", "voice", "speaker", "frame", "sentence"]
_STYLE = """<style>
.aa-lines { max-height: 26rem; overflow: auto; border-block: 1px solid #8886; }
.aa-lines table { border-collapse: collapse; line-height: 1.45; width: 100%; }
.aa-lines th, .aa-lines td { padding: .2em .8em .2em 0; text-align: left; vertical-align: top; }
.aa-lines td { white-space: normal; }
.aa-lines thead th { position: sticky; top: 0; background: var(--jp-layout-color0, #fff); }
.aa-lines mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; }
.aa-read { max-height: 36rem; overflow: auto; }
</style>"""


def explore(
    articles: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    matches: pd.DataFrame | None = None,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
) -> VBox:
    """Pick a frame, voice, speaker, outlet, group, act or word, and read the sentences, twenty a page.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    quotes : one row a quotation, as `quotes.attribute` or `speakers.resolve` returns them; None shows none.
    matches : one row a match of frame wording, as `frames.match` returns them; None shows none.
    zones : one row a zone; None stands for ``text.find_zones(articles)``.
    sentences : one row a sentence; None stands for ``text.split_sentences(articles)``.
    actors : as `speakers.load_actors` returns it: private people stand with their role.

    Returns
    -------
    A widget (ipywidgets). Without a word it shows frame wording; with one, every place where the word or
    phrase stands (`*` for any letters) or, if a frame is picked too, those inside the frame's wording.
    Lines in `related` text (links, credits) are left out, as in every measure. *Save* gives all that fits,
    not only the page, as a CSV; *Read* shows the article of a line.

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
    places = places_of(articles, quotes, matches, zones, sentences)
    if matches is not None and "term" not in matches.columns:
        matches = matches.assign(term=matches["frame"])  # the reader tells it
    return _Window(places, {"quotes": quotes, "matches": matches, "zones": zones}, actors).box


class _Window:
    """The widgets, and what they show."""

    def __init__(
        self, places: Places, tables: dict[str, pd.DataFrame | None], actors: pd.DataFrame | None
    ) -> None:
        import ipywidgets as widgets

        self._actors, self._hide = actors, hidden(actors, escape) or str
        self._places, self._tables = places, tables
        self._hits, self._page = pd.DataFrame(), 0
        spoken = places.voices[places.voices["voice"].isin(SPOKEN) | places.voices["voice"].isna()]
        unknown = [UNKNOWN] * bool(places.voices["voice"].isna().any())
        choices = {
            "Frame": _options(places.matches["frame"], FRAME_COLORS),
            "Voice": [ANY, *VOICES[:-1], *unknown],  # related is no line
            "Speaker": _options(spoken["speaker_name"], []),
            "Outlet": _options(pd.Series(list(places.outlets.values()), dtype="str"), []),
            "Group": _options(_column(places.quotes, "speaker_group"), GROUP_COLORS),
            "Act": _options(_column(places.quotes, "act"), []),
            "Sure": list(SURE),
        }
        boxes = {name: widgets.Dropdown(description=name, options=these) for name, these in choices.items()}
        word = widgets.Text(description="Word", placeholder="humanitarian pause*", continuous_update=False)
        first = [boxes.pop(name) for name in ("Frame", "Voice", "Speaker")]
        self._boxes = [*first, word, *boxes.values()]
        self._back, self._on = widgets.Button(description="Previous"), widgets.Button(description="Next")
        self._read = widgets.Dropdown(description="Read line", options=[ANY])
        self._save = widgets.Button(description="Save all lines")
        self._shown, self._file, self._article = widgets.HTML(), widgets.HTML(), widgets.HTML()
        for box in self._boxes:
            box.observe(lambda _: self._pick(), names="value")
        self._back.on_click(lambda _: self._turn(-1))
        self._on.on_click(lambda _: self._turn(1))
        self._save.on_click(lambda _: self._export())
        self._read.observe(lambda change: self._show_article(change["new"]), names="value")
        wrap = widgets.Layout(flex_flow="row wrap")
        below = [self._back, self._on, self._read, self._save, self._file]
        rows = [self._boxes[:4], self._boxes[4:], below]
        bars = [widgets.HBox(row, layout=wrap) for row in rows]
        self.box = widgets.VBox([*bars, self._shown, self._article])
        self._pick()

    def _pick(self) -> None:
        """Look for what is picked, and show the first page of it."""
        choice = Choice(*(box.value.strip() for box in self._boxes))
        try:
            self._hits = hits_of(self._places, choice)
        except TableError as error:
            self._shown.value = f'{_STYLE}<p role="alert">{visible(str(error))}</p>'
            return
        self._file.value = ""
        self._turn(-self._page)

    def _turn(self, steps: int) -> None:
        self._page += steps
        first = self._page * _A_PAGE
        lines = lines_of(self._hits, first, first + _A_PAGE)
        n_lines = int(self._hits["sentence"].max()) + 1 if len(self._hits) else 0
        self._back.disabled, self._on.disabled = self._page == 0, first + _A_PAGE >= n_lines
        self._shown.value = self._hide(_page(self._places, self._hits, n_lines, first, lines))
        self._read.options = [(ANY, None), *((str(first + n), line) for n, line in enumerate(lines, start=1))]

    def _show_article(self, line: Line | None) -> None:
        """The article of a line, to be read, with a link to the line."""
        if line is None:
            self._article.value = ""
            return
        articles = self._places.articles[self._places.articles["doc_id"] == line.doc_id]
        own = {
            name: None if table is None else table[table["doc_id"] == line.doc_id]
            for name, table in self._tables.items()
        }
        voices = self._places.voices[self._places.voices["doc_id"] == line.doc_id]
        reader = read_article(articles, line.doc_id, voices=voices, **own)
        link = f'<p><a href="{escape(reader.address(line.hits[0][0]))}">To the line</a></p>'
        self._article.value = self._hide(f'<div class="aa-read">{link}{reader._repr_html_()}</div>')

    def _export(self) -> None:
        """A link to all lines as a CSV, which needs no kernel."""
        texts = dict(zip(self._places.articles["doc_id"], self._places.texts, strict=True))
        spans = self._hits[["doc_id", "start", "end", "first", "last"]].itertuples(index=False, name=None)
        said = [(texts[doc][start:end], texts[doc][first:last]) for doc, start, end, first, last in spans]
        columns = ["doc_id", "start", "end", *_TOLD]
        table = self._hits[columns].assign(match=[one for one, _ in said], sentence=[one for _, one in said])
        content = b64encode(guarded_csv(with_roles(table, self._actors))).decode()
        name = f"{_counted(len(table), 'place')} as lines.csv"
        self._file.value = f'<a download="lines.csv" href="data:text/csv;base64,{content}">{name}</a>'


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name] if name in table.columns else pd.Series(dtype="str")


def _options(values: pd.Series, order: Iterable[str]) -> list[str]:
    """What can be picked: all, each value, and the missing one if there is any."""
    known = in_order(values.dropna(), order)
    return [ANY, *known] + [UNKNOWN] * bool(values.isna().any())


def _page(places: Places, hits: pd.DataFrame, n_lines: int, first: int, lines: list[Line]) -> str:
    """How many places there are where, and the sentences of one page."""
    n_articles = hits["doc_id"].nunique()
    said = (
        f"{_counted(len(hits), 'place')} in {_counted(n_lines, 'sentence')} "
        f"of {n_articles:,} of {_counted(len(places.articles), 'article')}"
    )
    outlets = hits["outlet"].value_counts()
    named = ", ".join(f"{name} {n:,}" for name, n in outlets.head(_OUTLETS).items())
    more = f", {len(outlets) - _OUTLETS:,} more" if len(outlets) > _OUTLETS else ""
    page = f"; shown are sentences {first + 1:,} to {first + len(lines):,}" if lines else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ["", *_COLUMNS])
    texts = dict(zip(places.articles["doc_id"], places.texts, strict=True))
    body = "".join(_row(n, line, texts[line.doc_id]) for n, line in enumerate(lines, start=first + 1))
    return (
        f'{_STYLE}<p role="status"><b>{said}</b>{page}</p>\n<p>{visible(named)}{more}</p>\n'
        f'<div class="aa-lines" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(number: int, line: Line, text: str) -> str:
    """A sentence with its number, what is told of it, and its words escaped."""
    pieces, at = [], line.first
    for start, end in line.hits:
        pieces.append(f"{visible(text[at:start])}<mark>{visible(text[max(start, at) : end])}</mark>")
        at = max(at, end)
    sentence = "".join([*pieces, visible(text[at : line.last])])
    facts = "".join(f"<td>{visible(words(fact))}</td>" for fact in line.facts)
    place = escape(place_of(line.doc_id, line.hits[0][0]))
    return f'<tr data-place="{place}"><th scope="row">{number:,}</th>{facts}<td>{sentence}</td></tr>'


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + "s" * (n != 1)
