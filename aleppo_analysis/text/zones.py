"""Which part of a page each character belongs to: title, standfirst, heading, caption, related or body."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from os import PathLike
from types import MappingProxyType

import pandas as pd

from ..articles import in_batches
from ..columns import each_text
from ..kinds import WRITTEN_PLACES
from ..spans import check_partition, check_spans, stack_spans
from ..tables import (
    ZONES,
    TableError,
    check_articles,
    check_choice,
    check_columns,
    read_csv,
    shipped,
    texts_of,
)
from .page import Run, merge, zones_of
from .pieces import batches

_CORRECTION = ["doc_id", "start", "end", "passage", "zone"]


def find_zones(articles: pd.DataFrame, *, corrections: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of every character which part of its page it belongs to.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`; `title`, the headline, helps where it is there.
    corrections : exceptions to the rules, a row each: `doc_id`, `start`, `end`, `passage` (the text that
        stands there), `zone`. Of two that overlap the later row holds. `text.load_corrections` has those of
        the shipped articles.

    Returns
    -------
    One row a stretch of one zone, as long as can be, by article and place: `doc_id`, `source` (where the
    articles have it), `start`, `end`, `zone`. Together the rows of an article are its text, without gap or
    overlap; line breaks and blank lines belong to the line before them (before the title, to the title). An
    empty or missing text has no row. The zones:

    - `title`: the headline, where the text has it.
    - `standfirst`: the line or sentence under the title that adds to it.
    - `heading`: a cross-head between paragraphs.
    - `caption`: a picture's description with its credit.
    - `related`: what is not the article's own text: links, headlines of other stories, share lines, dates,
      bylines, sources, credits that stand alone. It stays in all tables and is left out of every measure.
    - `body`: the rest.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, or a correction has an
        unknown zone or does not fit the text of its article.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then is all body.

    Notes
    -----
    The rules, the first that fits. Lines of a hard-wrapped paragraph are one line.

    1. A line known by its words to be no text of the article is related: dates, clock times, bylines, fields
       of an export, links, requests, share buttons, sign-offs, where else it appeared. A line with an image
       credit is a caption, with the lines of its block above it; a credit alone is related.
    2. Where the column `title` has a value, the title is the first line that repeats it (case, signs and
       blanks apart) with no text above it; without one there is none. Else it is the first line that is not
       related, nor the name of a section or paper above a headline, nor a paragraph (over 30 words, over 12
       in two sentences, or with a dateline); a text of one line has none. What stands above the title or
       repeats it is related.
    3. The items of a list are body: after a colon, with bullets or numbers, ending in a comma or semicolon.
    4. A line of up to 15 words without closing punctuation is headline-like. Above the text such lines are
       standfirsts, below it related. Amid the text one by itself is a heading, several without blank lines
       between are a list, those under a label such as *Most read* links.
    5. A short question by itself is a heading, but not where questions ask *you*, as in an interview.
    6. A first paragraph of one or two sentences is a standfirst above a byline, or if it adds to the title
       and the paragraph after it restates it: with up to 15 words, if that one shares more than twice as many
       words with the title; with up to 40, if that one has more than half of the title's words and it none.

    All else is body.

    Examples
    --------
    >>> text = "Truce ends\\n\\nThe truce ended.\\n\\nA tank [Jo Doe/AP]\\n\\nNobody spoke.\\n\\nMost Read"
    >>> aa.text.find_zones(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
      doc_id  start  end     zone
    0      a      0   12    title
    1      a     12   30     body
    2      a     30   50  caption
    3      a     50   65     body
    4      a     65   74  related
    """
    articles = check_articles("text.find_zones", articles)
    found = runs_of(articles, _corrections_by_article(articles, corrections))
    table = stack_spans(articles, [[(start, end) for start, end, _ in runs] for runs in found])
    table["zone"] = pd.array([zone for runs in found for *_, zone in runs], dtype="str")
    return table


def runs_of(
    articles: pd.DataFrame,
    corrected: Mapping[object, Sequence[Run]] = MappingProxyType({}),
    *,
    headings: bool = True,
) -> list[list[Run]]:
    """The zones of each article, in row order: (start, end, zone), in order of the text.

    Without `headings` some of them, and standfirsts, are left body.
    """
    doc_ids = articles["doc_id"].tolist()
    corrections = [corrected.get(doc_id, ()) for doc_id in doc_ids]
    given = zip(each_text(articles["text"]), _titles(articles), corrections, strict=True)
    parts = batches(given, itemgetter(0))
    rule = partial(_runs, headings=headings)
    return in_batches("text.find_zones", doc_ids, parts, rule, instead=_all_body)


def related_in(
    function: str, articles: pd.DataFrame, zones: pd.DataFrame | None
) -> list[list[tuple[int, int]]]:
    """Where each article, in row order, is no text of its own, in order of the text."""
    if zones is None:
        found = runs_of(articles, headings=False)
        return [[(start, end) for start, end, zone in runs if zone == "related"] for runs in found]
    zones = check_columns(function, "zones", zones, ["doc_id", "start", "end", "zone"])
    zones = zones.sort_values(["doc_id", "start", "end"], ignore_index=True)
    check_partition(function, "zones", zones)
    spans: dict[object, list[tuple[int, int]]] = {doc_id: [] for doc_id in articles["doc_id"].tolist()}
    related = zones[(zones["zone"] == "related") & zones["doc_id"].isin(articles["doc_id"])]
    check_spans(related, articles)
    for row in related.itertuples():
        spans[row.doc_id].append((row.start, row.end))
    return list(spans.values())


def load_corrections(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load exceptions to the rules of `text.find_zones`; without a path, those of the five articles.

    Returns
    -------
    One row an exception, in the order of the file: `doc_id`, `start`, `end`, `passage`, `zone`, and the
    file's other columns (`reason`).

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, a column is missing, or an offset is no whole number.

    Examples
    --------
    >>> aa.text.load_corrections()[["doc_id", "start", "end", "passage", "zone"]].head(1)
           doc_id  start   end                                 passage     zone
    0  al-jazeera    998  1036  Fighting intensifies in Syria’s Aleppo  related
    """
    table = read_csv("text.load_corrections", path or shipped("zones.csv"), _CORRECTION)
    places = dict.fromkeys(["start", "end"], WRITTEN_PLACES)
    return check_columns("text.load_corrections", "corrections", table, places, holds=places, known=[])


def _corrections_by_article(
    articles: pd.DataFrame, corrections: pd.DataFrame | None
) -> dict[object, list[Run]]:
    """The corrections of each article that has some."""
    if corrections is None:
        return {}
    corrections = check_columns("text.find_zones", "corrections", corrections, _CORRECTION, known=[])
    for zone in corrections["zone"]:
        check_choice("text.find_zones", "zone of `corrections`", zone, ZONES)
    known = corrections[corrections["doc_id"].isin(articles["doc_id"])]
    concerned = articles[articles["doc_id"].isin(known["doc_id"])]
    check_spans(known, concerned)
    texts = dict(zip(concerned["doc_id"], texts_of(concerned), strict=True))
    by_article: dict[object, list[Run]] = {}
    for row in known.itertuples():
        text = texts[row.doc_id]
        if text[row.start : row.end] != row.passage:
            raise TableError(
                f"text.find_zones: `corrections` must fit the texts; {row.doc_id} {row.start}:{row.end} is "
                f"{text[row.start : row.end]!r}, not {row.passage!r}.\n"
                "Was the text changed? Set the offsets anew."
            )
        by_article.setdefault(row.doc_id, []).append((row.start, _with_blanks(text, row.end), row.zone))
    return by_article


def _with_blanks(text: str, end: int) -> int:
    """The end of the blanks and line breaks that follow a passage."""
    return len(text) - len(text[end:].lstrip())


def _titles(articles: pd.DataFrame) -> list[str | None]:
    """The headline of each article where the column `title` has it."""
    titles = articles["title"] if "title" in articles.columns else [None] * len(articles)
    return [title if isinstance(title, str) else None for title in titles]


def _all_body(given: tuple[str, str | None, Sequence[Run]]) -> list[Run]:
    return [(0, len(given[0]), "body")]


def _runs(given: Sequence[tuple[str, str | None, Sequence[Run]]], *, headings: bool) -> list[list[Run]]:
    """The runs of texts by the rules, with the zone of the last correction that holds a piece."""
    texts, titles, corrections = zip(*given, strict=True)
    return list(map(_corrected, zones_of(texts, titles, headings), corrections))


def _corrected(runs: list[Run], corrections: Sequence[Run]) -> list[Run]:
    if not corrections:
        return runs
    layers = [*runs, *corrections]
    cuts = sorted({bound for start, end, _ in layers for bound in (start, end)})
    places = {cut: place for place, cut in enumerate(cuts)}
    zones = [""] * (len(cuts) - 1)
    for start, end, zone in layers:
        zones[places[start] : places[end]] = [zone] * (places[end] - places[start])
    return merge(zip(cuts, cuts[1:], zones, strict=False))
