"""The ledger of numbers: what several say of one thing, where they differ, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

import pandas as pd

from ... import claims
from ...speakers.roles import with_roles
from ...view.html import visible
from .findings import Findings
from .pieces import Head, Html, counted, link, table
from .site import NUMBERS, Site, Split, day

_SPLIT = Split("numbers", NUMBERS[1], "Numbers", "facts", 25)
_OUTCOMES = {
    "contradictory": "the same thing at the same time, and no number fits both",
    "revised": "the text says that it changed, or the same origin says so later",
    "other date": "of other days, or printed on other days",
    "other scope": "counted or narrowed differently",
    "compatible": "other words, but a number fits both",
    "agree": "the same number by different origins",
}
_ABOUT = """<p>Every quantity in the articles is looked for. Shown are those of which {compared} says
something, too: the same thing, plainly. <em>Contradictory</em> is said only where nothing else explains the
difference; much that differs in fact is not found.</p>"""
_COLUMNS = (
    "number_id doc_id source published number low high unit counted as_of_first as_of_last origin n_articles "
    "line"
).split()
FACTS = """
SELECT event, fact, MIN(rank) AS rank, COUNT(*) AS n FROM claims WHERE number_id_other IS NOT NULL
GROUP BY event, fact ORDER BY MIN(rank), COUNT(*) DESC, event, fact
"""
_PAIRS = "SELECT * FROM claims WHERE event IS ? AND fact = ? AND number_id_other IS NOT NULL ORDER BY rowid"
_HEADS = [
    Head("Number", is_number=False),
    Head("Who says so", is_number=False),
    Head("As of", "in brackets: printed", is_number=False),
    Head("Where", is_number=False),
    Head("How it stands", is_number=False),
]
_DAYS = ("as_of_first", "as_of_last")
_AT_ONCE = 200  # articles in memory
_MOST = 4  # other claims that a row names


def compare_numbers(findings: Findings, actors: pd.DataFrame | None) -> None:
    """Compare the numbers of each event, some events at a time, and note down the pairs."""
    for first, last in _events(findings):
        articles = findings.table("SELECT * FROM texts WHERE event BETWEEN ? AND ?", first, last)
        numbers = findings.table("SELECT * FROM numbers WHERE event BETWEEN ? AND ?", first, last)
        days = {name: pd.to_datetime(numbers[name]) for name in _DAYS}
        numbers = numbers.assign(**days).astype(
            {"low": "Float64", "high": "Float64", "is_approximate": "bool"}
        )
        pairs = with_roles(claims.compare(numbers, articles, by="event"), actors)
        kept = pairs[["event", "fact", "outcome", "why", *_COLUMNS, *(f"{name}_other" for name in _COLUMNS)]]
        days = {
            f"{name}{side}": _written(kept[f"{name}{side}"])
            for name in [*_DAYS, "published"]
            for side in ("", "_other")
        }
        findings.add(
            {"claims": kept.assign(rank=pairs["outcome"].cat.codes, **days).astype({"outcome": "str"})}
        )


def _written(days: pd.Series) -> pd.Series:
    """Days as text that sorts; missing where they are not known."""
    return days.dt.strftime("%Y-%m-%d")


def _events(findings: Findings) -> Iterator[tuple[str, str]]:
    """The first and the last of some events in order of name, with so many articles together."""
    events, n = [], 0
    for row in list(findings.ask("SELECT event, COUNT(*) AS n FROM texts GROUP BY event ORDER BY event")):
        events.append(row["event"])
        n += row["n"]
        if n >= _AT_ONCE:
            yield events[0], events[-1]
            events, n = [], 0
    if events:
        yield events[0], events[-1]


def write_claims(site: Site, findings: Findings) -> None:
    """Write the facts of which there are several claims, the contradictory first."""
    [[n_numbers]] = map(tuple, findings.ask("SELECT COUNT(*) FROM numbers"))
    [[n_facts]] = map(tuple, findings.ask(f"SELECT COUNT(*) FROM ({FACTS})"))
    [[has_events]] = map(tuple, findings.ask("SELECT EXISTS (SELECT * FROM texts WHERE event != doc_id)"))
    files = {row["doc_id"]: row["file"] for row in findings.ask("SELECT doc_id, file FROM articles")}

    def content(number: int, facts: list[sqlite3.Row]) -> tuple[str, str]:
        heading = f"<h1>Numbers: {counted(n_facts, 'fact')} of which several say something</h1>"
        above = [heading, _about(n_numbers, has_events)] if number == 1 else [heading]
        return "\n".join(above), "\n".join(_section(fact, findings, files) for fact in facts)

    site.write_parts(_SPLIT, findings.ask(FACTS), n_facts, content)


def _about(n_numbers: int, has_events: bool) -> str:
    compared = (
        "another claim in articles about the same event"
        if has_events
        else "another claim in the same article (no column <code>event_id</code> says which articles are "
        "about the same event)"
    )
    items = "".join(f"<dt>{name}</dt><dd>{means}</dd>" for name, means in _OUTCOMES.items())
    told = f"<details><summary>What each word means</summary><dl>{items}</dl></details>"
    return f"<p>{counted(n_numbers, 'number')} found.</p>\n{_ABOUT.format(compared=compared)}\n{told}"


def _section(fact: sqlite3.Row, findings: Findings, files: dict[str, str]) -> str:
    """One fact: every claim of it, and how it stands to the others."""
    pairs = list(findings.ask(_PAIRS, fact["event"], fact["fact"]))
    claimed: dict[str, tuple[sqlite3.Row, str]] = {}
    stands: dict[str, list[str]] = {}
    for pair in pairs:
        for side, other in (("", "_other"), ("_other", "")):
            claimed.setdefault(pair[f"number_id{side}"], (pair, side))
            why = "" if pair["outcome"] == "agree" else f" ({pair['why']})"
            told = f"{pair['outcome']}: {pair[f'number{other}']} by {pair[f'origin{other}']}{why}"
            stands.setdefault(pair[f"number_id{side}"], []).append(told)
    in_order = sorted(claimed, key=lambda name: _order(*claimed[name]))
    rows = [_row(*claimed[name], stands[name], findings, files) for name in in_order]
    event = f" <small>{visible(fact['event'])}</small>" if fact["event"] not in files else ""
    outcome = list(_OUTCOMES)[fact["rank"]]
    heading = f"<h2>{outcome}: {visible(fact['fact'])}{event}</h2>"
    return f"<section data-item>\n{heading}\n{table('Claims, by day of print', _HEADS, rows)}\n</section>"


def _order(pair: sqlite3.Row, side: str) -> tuple[object, ...]:
    return pair[f"published{side}"] or "", pair[f"doc_id{side}"], pair[f"number_id{side}"]


def _row(
    pair: sqlite3.Row, side: str, stands: list[str], findings: Findings, files: dict[str, str]
) -> list[object]:
    """One claim: the number, who says it, of which day, where, and how it stands to the others."""
    first, last, printed = (pair[f"{name}{side}"] for name in ("as_of_first", "as_of_last", "published"))
    when = day(first or last) or (f"({day(printed)})" if printed else None)
    source, doc_id = pair[f"source{side}"], pair[f"doc_id{side}"]
    place = f"{files[doc_id]}#:~:text={quote(pair[f'number{side}'], safe='')}"
    n_more = (pair[f"n_articles{side}"] or 1) - 1
    more = f" and {n_more:,} more" if n_more else ""
    where = f"{link(place, findings.labels[source] if source else doc_id)}{more}"
    told = visible(
        "; ".join([*stands[:_MOST], *([f"{len(stands) - _MOST:,} more"] if len(stands) > _MOST else [])])
    )
    line = f"<br><small>{visible(pair[f'line{side}'])}</small>"
    number = f"{visible(pair[f'number{side}'])} {visible(pair[f'unit{side}'] or '')}"
    return [Html(number), pair[f"origin{side}"], when, Html(where + line), Html(told)]
