"""The span tables behind the report, and how a table becomes a file for a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..frames.matching import load_terms, match
from ..loading.manifest import load_articles
from ..quotes.attributing import attribute
from ..speakers.resolving import resolve
from ..text.terms import to_term
from ..text.words import tokenize
from ..text.zones import find_zones
from ..voices.partition import add, find

FORMULA = re.compile(r"^(?=[=+\-@\t\r])")  # a spreadsheet would run a text that starts so


class SpanTables(NamedTuple):
    """The shipped articles and what the notebooks find in them."""

    articles: pd.DataFrame
    zones: pd.DataFrame
    quotes: pd.DataFrame
    matches: pd.DataFrame
    tokens: pd.DataFrame


def find_spans() -> SpanTables:
    """Read the shipped articles; find zones, quotations, frame wording and words in them."""
    articles = load_articles()
    zones = find_zones(articles)
    quotes = resolve(attribute(articles, zones=zones), articles)
    matches = add(match(articles, load_terms()), find(quotes, zones))
    tokens = add(tokenize(articles), find(quotes, zones))
    return SpanTables(articles, zones, quotes, matches, tokens.assign(term=tokens["token"].map(to_term)))


def write_csv(table: pd.DataFrame, file: Path) -> None:
    """Write a CSV that spreadsheets read rightly: marked as UTF-8, no text taken for a formula."""
    texts = table.select_dtypes(["str", "object"]).columns
    safe = table.assign(**{name: table[name].str.replace(FORMULA, "'", regex=True) for name in texts})
    file.parent.mkdir(parents=True, exist_ok=True)
    safe.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\r\n")
