"""A page an article: the text as printed, with what was found in it, and the finds as lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from textwrap import shorten
from typing import Any, NamedTuple

import pandas as pd

from ...corpus import Corpus
from ...view.html import place_of, shared_style, switched_off, visible
from ...view.reader import read_articles
from ...view.strip_html import MOVING
from ...view.style import UNKNOWN, words
from ..lines import web_link
from ..page import write_text
from ..scripts import script
from .pieces import counted, link
from .site import ARTICLES, Site, day

_QUOTED = 160  # characters of a quotation that the list shows; the text has it whole

Row = Mapping[str, Any]


class Article(NamedTuple):
    """An article's page before its neighbours are known: file, title, content, and a style of its own."""

    file: str
    title: str
    body: str
    style: str
    address: Callable[[int], str]  # where on the page stands what starts at an offset


def article_pages(
    corpus: Corpus, rows: Mapping[str, pd.DataFrame], groups: Iterable[str], *, has_frames: bool
) -> Iterator[Article]:
    """The pages of a part of a corpus, whose findings are `rows`; `groups` are all groups of speakers."""
    articles = corpus.articles
    readers = read_articles(
        articles[["doc_id", "language", "text"]],  # what else is known stands above the reader
        quotes=_in_groups(corpus.quotes, groups),
        matches=corpus.matches if has_frames else None,
        zones=corpus.zones,
        voices=corpus.voices,
    )
    lines = {name: _by_number(rows[name]) for name in ("quotes", "matches") if name in rows}
    for place, (about, reader) in enumerate(zip(rows["articles"].to_dict("records"), readers, strict=True)):
        known = {name: value for name, value in about.items() if pd.notna(value)}
        title = known.get("title", about["doc_id"])
        body = [
            f"<h1>{visible(title)}</h1>",
            f'<p class="about">{_about(known, articles.iloc[place])}</p>',
            reader.body(),
            *(_list(name, found.get(about["number"]), known) for name, found in lines.items()),
            script(MOVING),
        ]
        yield Article(about["file"], title, "\n".join(body), switched_off(reader.layers()), reader.address)


def write_articles(site: Site, articles: Iterable[Article]) -> None:
    """Write the pages one by one, each with the way to the one before and to the one after it."""
    write_text(site.folder / "reader.css", shared_style())
    before: Article | None = None
    this: Article | None = None
    for after in chain(articles, [None]):
        if this is not None:
            top, end = (_way(before, after, at=at) for at in ("top", "end"))
            head = f'\n<link rel="stylesheet" href="../reader.css">\n<style>\n{this.style}\n</style>'
            site.write(this.file, ARTICLES[1], this.title, f"{top}\n{this.body}\n{end}", head=head)
        before, this = this, after


def _way(before: Article | None, after: Article | None, *, at: str) -> str:
    """To the article before, the contents, the article after."""
    steps = [("Previous", before), ("Next", after)]
    links = {name: link(article.file.partition("/")[2], name) for name, article in steps if article}
    contents = link(f"../{ARTICLES[0]}", "All articles")
    items = "".join(f"<li>{links.get(name, name)}</li>" for name in ("Previous", "Next"))
    label = f"Articles, {at} of the page"
    return f'<nav class="pager" aria-label="{label}"><ul><li>{contents}</li>{items}</ul></nav>'


def _about(known: Row, article: Row) -> str:
    """Where and when it appeared, how long it is, where it can be found."""
    outlet = known.get("outlet", known.get("source", f"source {UNKNOWN}"))
    facts = [
        visible(outlet),
        day(known.get("published")) or f"date {UNKNOWN}",
        counted(known["n_words"], "word"),
        web_link(article.get("url"), "as published"),
    ]
    return " · ".join(fact for fact in facts if fact)


def _list(name: str, found: pd.DataFrame | None, known: Row) -> str:
    """The quotations, or the frame wording, of an article, each leading to its place in the text."""
    title = {"quotes": "Quotations", "matches": "Frame wording"}[name]
    if found is None:
        unread = known["n_unread"] if name == "quotes" else 0
        told = f"{unread:,} in marks, not read, for the article is not in English" if unread else "none found"
        return f"<h2>{title}: {told}</h2>"
    show = {"quotes": _quotation, "matches": _wording}[name]
    items = "\n".join(_item(row, show(row), known["doc_id"]) for row in found.to_dict("records"))
    return f'<h2>{title}: {len(found):,}</h2>\n<ul class="lines">\n{items}\n</ul>'


def _item(row: Row, told: str, doc_id: str) -> str:
    found = shorten(row["match"], _QUOTED, placeholder=" …")
    place = place_of(doc_id, row["start"])
    return f"<li>{link(f'#{place}', found)} <small>{visible(told)}</small></li>"


def _quotation(row: Row) -> str:
    """Who says it, and how sure that is."""
    return _speaker(row) + _doubt(row)


def _wording(row: Row) -> str:
    """Its frame, its voice and its speaker."""
    who = f", {_speaker(row)}" if row["voice"] in ("direct", "reported", "term") else ""
    voice = row["voice"] if pd.notna(row["voice"]) else f"voice {UNKNOWN}"
    return f"{words(row['frame'])} · {voice}{who}" + " · negated" * bool(row["is_negated"]) + _doubt(row)


def _speaker(row: Row) -> str:
    known = [row[name] for name in ("speaker", "mention") if pd.notna(row[name])]
    return known[0] if known else f"speaker {UNKNOWN}"


def _doubt(row: Row) -> str:
    return f" · doubtful, confidence {row['confidence']:.0%}" if row["is_doubtful"] else ""


def _in_groups(quotes: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """The quotations, which tell of all groups, so that each has its colour in every article."""
    return quotes.assign(speaker_group=pd.Categorical(quotes["speaker_group"], categories=list(groups)))


def _by_number(lines: pd.DataFrame) -> dict[int, pd.DataFrame]:
    return dict(list(lines.groupby("number", sort=False)))
