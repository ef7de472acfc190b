"""The pages of the report that come from the corpus: the articles to read, the tables to download."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd

from ..view.reader import read_article
from .page import Page
from .span_tables import SpanTables, write_csv

ABOUT = {
    "articles": "One row an article, without its text, which belongs to its publisher.",
    "zones": "One row a zone: title, standfirst, heading, caption, related or body.",
    "quotes": "One row a quotation: its words, verb and speaker, and the rule that found them.",
    "matches": "One row a place with frame wording: frame, term, voice, negated or not.",
    "tokens": "One row a word, with its voice.",
}


def reading_page(spans: SpanTables) -> Page:
    """All articles as printed, with who speaks and which words frame; every span can be linked to."""
    styles, contents, bodies = [], [], []
    found = {"quotes": spans.quotes, "matches": spans.matches, "zones": spans.zones}
    for article in spans.articles.to_dict("records"):
        reader = read_article(spans.articles, article["doc_id"], **found)
        style, _, body = reader._repr_html_().partition("</style>")
        place, outlet, headline = (escape(article[name]) for name in ("doc_id", "outlet", "title"))
        styles.append(style.removeprefix("<style>"))
        contents.append(f'<li><a href="#{place}">{outlet}</a>: {headline}</li>')
        bodies.append(f'<article id="{place}">\n<h2>{outlet}</h2>\n{body}\n</article>')
    title = "The articles, with what was found in them"
    body = "\n".join([f"<h1>{title}</h1>\n<ul>", *contents, "</ul>", *bodies])
    return Page("read.html", "Read", title, body, head=f"\n<style>{''.join(dict.fromkeys(styles))}</style>")


def tables_page(spans: SpanTables, out: Path) -> Page:
    """The span tables as CSV, each with what one row is."""
    items = []
    for name, about in ABOUT.items():
        table: pd.DataFrame = getattr(spans, name).drop(columns="text", errors="ignore")
        write_csv(table, out / "tables" / f"{name}.csv")
        items.append(f'<li><a href="tables/{name}.csv">{name}.csv</a> ({len(table)} rows). {about}</li>')
    title = "The tables behind the report"
    note = "Places are characters of the article, the first one 0, the end not included."
    body = "\n".join([f"<h1>{title}</h1>", f"<p>{note}</p>", "<ul>", *items, "</ul>"])
    return Page("tables.html", "Tables", title, body)
