"""What was repaired, left out or not read on the way from the files to the counts."""

from __future__ import annotations

import sqlite3
from textwrap import shorten

from .findings import Findings
from .pieces import Head, table
from .site import REPAIRS, Site, Split

_SPLIT = Split("repairs", REPAIRS[1], "Repairs", "repairs", 200)
_KINDS = """
SELECT kind, what, COUNT(DISTINCT IFNULL(doc_id, file)) AS n_places, SUM(n) AS n, MIN(done) AS done
FROM problems WHERE kind IS NOT 'told' GROUP BY kind, what ORDER BY kind_order(kind), COUNT(*) DESC, what
"""
_WHAT = Head("What", is_number=False)
_DONE = 100  # characters
_TOLD = "<p>What was doubtful, repaired or left out on the way from the files to the counts.</p>"
_NONE = "<p>Nothing was doubtful, repaired or left out.</p>"


def write_repairs(site: Site, findings: Findings) -> None:
    """Write the kinds of repairs, and every single one."""
    [[n]] = map(tuple, findings.ask("SELECT COUNT(*) FROM problems"))
    heads = [Head(name, is_number=False) for name in ("What", "Kind", "Article", "File", "What was done")]

    def content(number: int, rows: list[sqlite3.Row]) -> tuple[str, str]:
        first = f"{_TOLD if n else _NONE}\n{repairs_in_short(findings)}" if number == 1 else ""
        cells = (
            [_often(row), row["kind"], row["doc_id"] or "", row["file"] or "", row["done"]] for row in rows
        )
        shown = table("One by one", [*heads], cells, are_items=True) if rows else ""
        return f"<h1>Repairs</h1>\n{first}", shown

    query = "SELECT * FROM problems ORDER BY kind_order(kind), rowid"
    site.write_parts(_SPLIT, findings.ask(query), n, content)


def repairs_in_short(findings: Findings) -> str:
    """A row a kind of repair; nothing where there was none."""
    rows = [
        [
            row["what"],
            row["kind"],
            row["n"],
            row["n_places"],
            shorten(row["done"], _DONE, placeholder=" …"),
        ]
        for row in findings.ask(_KINDS)
    ]
    done = Head("What was done", "for example", is_number=False)
    heads = [_WHAT, Head("Kind", is_number=False), Head("times"), Head("Articles", "or files"), done]
    return table("What was doubtful, repaired or left out", heads, rows) if rows else ""


def _often(row: sqlite3.Row) -> str:
    return f"{row['what']} ({row['n']:,} times)" if row["n"] != 1 else row["what"]
