"""Which part of a page each character belongs to: title, standfirst, heading, caption, related or body."""

from collections.abc import Sequence

import pandas as pd

from ._articles import in_each
from ._data import read_csv, shipped
from ._page import Run, merge, zones_of
from ._tables import TableError, check_articles, check_columns, texts_of
from .spans import check_spans, stack_spans

ZONES = ("title", "standfirst", "heading", "caption", "related", "body")
_CORRECTION = ["doc_id", "start", "end", "passage", "zone"]


def find_zones(articles: pd.DataFrame, *, corrections: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of every character which part of its page it belongs to.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    corrections : exceptions to the rules, a row each: `doc_id`, `start`, `end`, `passage` (the text that
        stands there), `zone`. None takes the shipped ones, which touch only articles that have that passage
        in that place; a table without rows leaves the rules alone. Of two that overlap the later row holds.

    Returns
    -------
    One row a stretch of one zone, as long as can be, by article and place: `doc_id`, `source` (where the
    articles have it), `start`, `end`, `zone`. Together the rows of an article are its text, without gap or
    overlap; line breaks and blank lines belong to the line before them (before the title, to the title). An
    empty or missing text has no row. The zones:

    - `title`: the first line that is not blank.
    - `standfirst`: the line or sentence under the title that adds to it.
    - `heading`: a cross-head between paragraphs.
    - `caption`: a picture's description with its credit.
    - `related`: what is not the article's own text: links, headlines of other stories, share lines, bylines,
      sources, credits that stand alone. It stays in all tables and is left out of every measure.
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
    The rules, the first that fits: a line that opens like a link or byline, or repeats the title, is
    related. A line with an image credit is a caption, with the lines of its block above it; a credit alone
    is related. A line of up to 15 words without closing punctuation is headline-like: two or more in a row
    are links (related), one amid paragraphs is a heading, one before them a standfirst, one after them
    related. A first paragraph of one or two sentences is a standfirst if it adds to the title and the
    paragraph after it restates it: with up to 15 words, if that one shares more than twice as many words
    with the title; with up to 40, if that one has more than half of the title's words and it none. All else
    is body.

    Examples
    --------
    >>> text = "Truce ends\\n\\nThe truce ended.\\n\\nA tank [Jo Doe/AP]\\n\\nNobody spoke.\\n\\nMost Read"
    >>> find_zones(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
      doc_id  start  end     zone
    0      a      0   12    title
    1      a     12   30     body
    2      a     30   50  caption
    3      a     50   65     body
    4      a     65   74  related
    """
    check_articles("find_zones", articles)
    corrected = _corrections_by_article(articles, corrections)
    given = [
        (text, corrected.get(doc_id, []))
        for doc_id, text in zip(articles["doc_id"], texts_of(articles), strict=True)
    ]
    found = in_each("find_zones", articles["doc_id"], given, _runs, instead=_all_body)
    table = stack_spans(articles, [[(start, end) for start, end, _ in runs] for runs in found])
    return table.assign(zone=pd.Series([zone for runs in found for *_, zone in runs], dtype="str"))


def _corrections_by_article(
    articles: pd.DataFrame, corrections: pd.DataFrame | None
) -> dict[object, list[Run]]:
    """The corrections of each article that has some. Those a user gives must fit; the shipped need not."""
    table = _shipped_corrections() if corrections is None else corrections
    check_columns("find_zones", "corrections", table, _CORRECTION)
    unknown = sorted(set(table["zone"].astype(str)) - set(ZONES))
    if unknown:
        raise TableError(
            f"find_zones: `corrections` has the zone {unknown[0]!r}; choose one of {', '.join(ZONES)}."
        )
    known = table[table["doc_id"].isin(articles["doc_id"])]
    concerned = articles[articles["doc_id"].isin(known["doc_id"])]
    if corrections is not None:
        check_spans(known, concerned)
    texts = dict(zip(concerned["doc_id"], texts_of(concerned), strict=True))
    by_article: dict[object, list[Run]] = {}
    for row in known.itertuples():
        text = texts[row.doc_id]
        if text[row.start : row.end] == row.passage:
            by_article.setdefault(row.doc_id, []).append((row.start, _with_blanks(text, row.end), row.zone))
        elif corrections is not None:
            raise TableError(
                f"find_zones: `corrections` must fit the texts; {row.doc_id} {row.start}:{row.end} is "
                f"{text[row.start : row.end]!r}, not {row.passage!r}.\n"
                "Was the text changed? Set the offsets anew."
            )
    return by_article


def _shipped_corrections() -> pd.DataFrame:
    table = read_csv("find_zones", shipped("zones.csv"), _CORRECTION)
    return table.astype({"start": "int64", "end": "int64"})


def _with_blanks(text: str, end: int) -> int:
    """The end of the blanks and line breaks that follow a passage."""
    return len(text) - len(text[end:].lstrip())


def _all_body(given: tuple[str, Sequence[Run]]) -> list[Run]:
    return [(0, len(given[0]), "body")]


def _runs(given: tuple[str, Sequence[Run]]) -> list[Run]:
    """The runs of a text by the rules, with the zone of the last correction that holds a piece."""
    text, corrections = given
    runs = zones_of(text)
    if not corrections:
        return runs
    layers = [*runs, *corrections]
    cuts = sorted({bound for start, end, _ in layers for bound in (start, end)})
    return merge(
        (cut, next_cut, [zone for start, end, zone in layers if start <= cut < end][-1])
        for cut, next_cut in zip(cuts, cuts[1:], strict=False)
    )
