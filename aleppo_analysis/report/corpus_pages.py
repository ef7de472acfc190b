"""The pages of the report that come from the corpus: the articles to read, the tables to download."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pandas as pd

from ..corpus import Corpus
from ..spreadsheets import write_csv
from ..tables import values_of
from ..text.terms import to_term
from ..view.strip_html import MOVING
from .bands import Way, bands_html
from .page import Page
from .scripts import script

ABOUT = {
    "articles": "One row an article, without its text, which belongs to its publisher.",
    "zones": "One row a zone: title, standfirst, heading, caption, related or body.",
    "quotes": "One row a quotation: its words, verb and speaker, and the rule that found them.",
    "matches": "One row a place with frame wording: frame, term, voice, negated or not.",
    "terms": "One row a term in a voice of an outlet: how often it stands there.",
}


def tables_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The tables that the report counts and hands out; words have the form in which they are counted."""
    names = ("articles", "zones", "quotes", "matches", "tokens")
    tables: dict[str, pd.DataFrame] = {name: getattr(corpus, name) for name in names}
    sure = corpus.quotes.set_index("quote_id")["confidence"]
    for name in ("matches", "tokens"):
        tables[name] = tables[name].assign(confidence=values_of(tables[name]["quote_id"]).map(sure))
    tables["tokens"] = tables["tokens"].assign(term=tables["tokens"]["token"].map(to_term).astype("str"))
    return tables


def reading_page(corpus: Corpus) -> tuple[Page, str]:
    """All articles as printed, with what was found in them, and the bands that lead into them."""
    styles, contents, bodies, ways = [], [], [], {}
    for article in corpus.articles.to_dict("records"):
        reader = corpus.read(article["doc_id"])
        style, _, body = reader._repr_html_().partition("</style>")
        ways[article["doc_id"]] = Way("read.html", article["title"], reader.address)
        place, outlet, headline = (escape(article[name]) for name in ("doc_id", "outlet", "title"))
        styles.append(style.removeprefix("<style>"))
        contents.append(f'<li><a href="#{place}">{outlet}</a>: {headline}</li>')
        bodies.append(f'<article id="{place}">\n<h2>{outlet}</h2>\n{body}\n</article>')
    title = "The articles, with what was found in them"
    body = "\n".join([f"<h1>{title}</h1>\n<ul>", *contents, "</ul>", *bodies, script(MOVING)])
    page = Page("read.html", "Read", title, body, head=f"\n<style>{''.join(dict.fromkeys(styles))}</style>")
    tables = corpus.tables("articles", "voices", "matches")
    return page, bands_html(tables["articles"], tables["voices"], tables["matches"], ways)


def places_of(page: Page) -> set[str]:
    """The ids on a page, to which a link may lead."""
    return set(re.findall(r' id="([^"]+)"', page.body))


def tables_page(tables: dict[str, pd.DataFrame], out: Path) -> Page:
    """The tables as CSV, each with what one row is: no article's text, not even word by word."""
    items = []
    by = ["source", "voice", "term"]
    counted = tables["tokens"].groupby(by, dropna=False, observed=True).size().reset_index(name="n")
    tables = tables | {"terms": counted}
    (out / "tables").mkdir(exist_ok=True)
    for name, about in ABOUT.items():
        table = tables[name].drop(columns="text", errors="ignore")
        write_csv([table], out / "tables" / f"{name}.csv")
        items.append(f'<li><a href="tables/{name}.csv">{name}.csv</a> ({len(table)} rows). {about}</li>')
    title = "The tables behind the report"
    note = "Places are characters of the article, the first one 0, the end not included."
    body = "\n".join([f"<h1>{title}</h1>", f"<p>{note}</p>", "<ul>", *items, "</ul>"])
    return Page("tables.html", "Tables", title, body)
