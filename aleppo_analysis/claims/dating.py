"""Articles to dates and times of day."""

from datetime import date

import pandas as pd

from ..articles import in_each
from ..spans import joined, stack_spans
from ..tables import check_articles, check_columns, dates_of, texts_of
from ..text.zones import find_zones
from .days import Day, days_in
from .pages import page_of


def find_dates(articles: pd.DataFrame, *, zones: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find dates and times of day, and say which days they mean.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`; `published` (a calendar date) resolves what
        depends on it.
    zones : one row a zone, as `text.find_zones` returns; None stands for ``text.find_zones(articles)``.

    Returns
    -------
    One row a date or time, by article (in the order of `articles`) and place: `doc_id`, `source` (where the
    articles have it), `start`, `end`, `date` (as printed), `kind` (day, week, month, year, decade, time),
    `first`, `last` (the days that it means, missing where `published` is needed and is not known), `time`
    (*16:30*, ``<NA>`` for a date), `zone`.

    A day without a year is the one nearest to the publication; a weekday the last one up to it, after *next*,
    *will* or *planned* the first one after it; a month the last one that has begun by then. Figures such as
    03/04/2016 are resolved where only one order is possible.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then has no rows.

    Examples
    --------
    >>> text = "It ended on 19 September, at 4.30 am. On Sunday it began again."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "published": ["2016-10-24"], "text": [text]})
    >>> aa.claims.find_dates(articles)[["date", "kind", "first", "time"]]
               date  kind      first   time
    0  19 September   day 2016-09-19    NaN
    1       4.30 am  time        NaT  04:30
    2        Sunday   day 2016-10-23    NaN
    """
    articles = check_articles("claims.find_dates", articles)
    zones = find_zones(articles) if zones is None else zones
    zones = check_columns("claims.find_dates", "zones", zones, ["doc_id", "start", "end", "zone"])
    texts = texts_of(articles)
    published = [None if pd.isna(day) else day.date() for day in dates_of("claims.find_dates", articles)]
    found = in_each(
        "claims.find_dates",
        articles["doc_id"],
        list(zip(texts, published, strict=True)),
        lambda given: _days(*given),
        instead=lambda _: [],
    )
    days = [day for each in found for day in each]
    table = stack_spans(articles, [[(day.start, day.end) for day in each] for each in found]).assign(
        date=pd.Series(_printed(texts, found), dtype="str"),
        kind=pd.Series([day.kind for day in days], dtype="str"),
        first=pd.Series([day.first for day in days], dtype="datetime64[s]"),
        last=pd.Series([day.last for day in days], dtype="datetime64[s]"),
        time=pd.Series([day.time for day in days], dtype="str"),
    )
    return joined("claims.find_dates", ("articles", "zones"), table, zones, ["zone"])


def _days(text: str, published: date | None) -> list[Day]:
    page = page_of(text)
    found = []
    for day in days_in(page.text, published):
        start, end = page.original(day.start, day.end)
        found.append(day._replace(start=start, end=end))
    return found


def _printed(texts: list[str], found: list[list[Day]]) -> list[str]:
    return [text[day.start : day.end] for text, each in zip(texts, found, strict=True) for day in each]
