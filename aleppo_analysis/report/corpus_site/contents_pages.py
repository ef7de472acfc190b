"""The contents: every article by source and date, in parts where there are many."""

from __future__ import annotations

import sqlite3
from itertools import accumulate, groupby

from ...view.html import visible
from .findings import Findings
from .pieces import counted, link
from .site import ARTICLES, Site, Split, day, days, place_in

_SPLIT = Split("contents", ARTICLES[1], "Articles", "articles", 200)
_QUERY = "SELECT * FROM articles ORDER BY source IS NULL, source, published IS NULL, published, number"


def write_contents(site: Site, findings: Findings) -> None:
    """Write the list of all articles; its first part leads to where each source begins."""
    places = places_of_sources(findings)
    n_articles = sum(row["n_articles"] for row in findings.sources())

    def content(number: int, rows: list[sqlite3.Row]) -> tuple[str, str]:
        begins = _begins(findings, places) if number == 1 else ""
        sections = (
            _section(places[source], findings.labels[source], list(own))
            for source, own in groupby(rows, lambda row: row["source"])
        )
        return f"<h1>{counted(n_articles, 'article')}</h1>\n{begins}", "\n".join(sections)

    site.write_parts(_SPLIT, findings.ask(_QUERY), n_articles, content)


def places_of_sources(findings: Findings) -> dict[str | None, str]:
    """Where in the contents the articles of each source begin."""
    sources = findings.sources()
    before = accumulate((row["n_articles"] for row in sources), initial=0)
    return {
        row["source"]: place_in(_SPLIT, n, f"source-{number}")
        for number, (row, n) in enumerate(zip(sources, before, strict=False))
    }


def _begins(findings: Findings, places: dict[str | None, str]) -> str:
    """Each source, how many articles it has, and from when they are."""
    items = "".join(
        f"<li>{link(places[row['source']], findings.labels[row['source']])} <small>{_size(row)}</small></li>"
        for row in findings.sources()
    )
    return f'<nav aria-label="Sources"><ul class="columns">{items}</ul></nav>' if items else ""


def _size(row: sqlite3.Row) -> str:
    when = f", {days(row['first'], row['last'])}" if row["first"] else ""
    return f"{row['n_articles']:,}{when}"


def _section(place: str, label: str, rows: list[sqlite3.Row]) -> str:
    """The articles of a source that stand on a page."""
    items = "\n".join(map(_item, rows))
    return (
        f'<section id="{place.partition("#")[2]}">\n<h2>{visible(label)}</h2>\n'
        f'<ul class="lines">\n{items}\n</ul>\n</section>'
    )


def _item(row: sqlite3.Row) -> str:
    """An article: its title, its day, its length, what was found in it."""
    facts = [
        day(row["published"]),
        counted(row["n_words"], "word"),
        counted(row["n_quotes"], "quotation") if row["n_quotes"] else None,
        f"frame wording {row['n_matches']:,}" if row["n_matches"] else None,
        f"language {row['language']}" if row["language"] not in (None, "en") else None,
    ]
    told = visible(" · ".join(fact for fact in facts if fact))
    return f"<li data-item>{link(row['file'], row['title'] or row['doc_id'])} <small>{told}</small></li>"
