"""The passages behind a number."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from .spans import check_spans, join_spans
from .tables import (
    VALUES,
    Table,
    TableError,
    check_articles,
    check_choice,
    check_columns,
    drop_related,
    texts_of,
)
from .text.words import split_sentences

_SPAN = ["doc_id", "start", "end"]


def evidence(
    matches: pd.DataFrame, articles: pd.DataFrame, /, *others: pd.DataFrame | None, **cell: object
) -> pd.DataFrame:
    """Show the passages from which a number was counted.

    Parameters
    ----------
    matches : one row a match, with `doc_id`, `start`, `end` and whatever columns the cell names.
    articles : the articles they were found in.
    others : further tables whose values a cell may name although no match has them, such as the frame terms.
    cell : column and value, such as ``source="post", frame="deception"``; None selects missing values.
        Rows in `related` text are left out as in every measure, unless the cell asks for
        ``voice="related"`` or ``zone="related"``.

    Returns
    -------
    One row a match of the cell, by `doc_id` and place, so that the number of rows is the `n` reported for
    it: the columns of `matches`, and `before`, `match`, `after`, the sentence cut at the match (`match` is
    the text from `start` to `end`), and `sentence`.

    Raises
    ------
    TableError : a column is missing or no column of `matches`; a value is no single value, or one that none
        of the tables has, for a typo is no finding (a frame of the terms or an outlet of the articles without
        a match is one: it gives no rows); or a match lies outside its text.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["All waited. It is a trap, Lee said."]})
    >>> matches = pd.DataFrame({"doc_id": ["a"], "start": [20], "end": [24], "frame": "deception"})
    >>> aa.evidence(matches, articles, frame="deception")[["before", "match", "after"]]
        before match       after
    0  It is a   trap  , Lee said.
    """
    check_columns("evidence", "matches", matches, [*_SPAN, *cell])
    check_articles("evidence", articles)
    check_spans(matches, articles)
    chosen = _of_cell(matches, cell, [articles, *others]).sort_values(_SPAN, kind="stable", ignore_index=True)
    texts = dict(zip(articles["doc_id"], texts_of(articles), strict=True))
    context = [
        (text[first:start], text[start:end], text[end:last], text[first:last])
        for text, first, start, end, last in _passages(chosen, articles, texts)
    ]
    names = ["before", "match", "after", "sentence"]
    shown = pd.DataFrame(context, columns=names, dtype="str")
    return Table(pd.concat([chosen.drop(columns=names, errors="ignore"), shown], axis=1))


def _of_cell(
    matches: pd.DataFrame, cell: dict[str, object], others: Sequence[pd.DataFrame | None]
) -> pd.DataFrame:
    """The rows that have the values of the cell; those in related text only if it asks for them."""
    chosen = matches
    asks_for_related = any(isinstance(value, str) and value == "related" for value in cell.values())
    if not asks_for_related and {"zone", "voice"} & set(matches.columns):
        chosen = drop_related("evidence", "matches", matches)
    for column, value in cell.items():
        if not pd.api.types.is_scalar(value):
            raise TableError(
                f"evidence: {column} must be one value, or None for a missing one; it is {value!r}.\n"
                "Ask for one cell at a time."
            )
        found = chosen[column].isna() if pd.isna(value) else chosen[column] == value
        chosen = chosen[found.fillna(False).to_numpy(bool)]
        if chosen.empty and not pd.isna(value):
            check_choice("evidence", column, value, _known(column, [matches, *others]))
    return chosen


def _known(column: str, tables: Iterable[pd.DataFrame | None]) -> list[object]:
    """The values that a column has in some table, or may have, by name."""
    known: set[object] = set(VALUES.get(column, []))
    for table in tables:
        if table is not None and column in table.columns:
            values = table[column]
            is_choice = isinstance(values.dtype, pd.CategoricalDtype)
            known |= set(values.cat.categories if is_choice else values.dropna().unique().tolist())
            known |= {True, False} if pd.api.types.is_bool_dtype(values.dtype) else set()
    return sorted(known, key=str)


def _passages(
    spans: pd.DataFrame, articles: pd.DataFrame, texts: dict[str, str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """For every span its text and where its sentence begins, it begins, it ends, its sentence ends."""
    sentences = split_sentences(articles[articles["doc_id"].isin(spans["doc_id"])])
    bounds = sentences.assign(first=sentences["start"], last=sentences["end"])
    held = join_spans(spans[_SPAN], bounds, ["first", "last"])
    first = held["first"].fillna(held["start"])
    last = held["last"].fillna(held["end"]).combine(held["end"], max)
    for doc_id, *places in zip(held["doc_id"], first, held["start"], held["end"], last, strict=True):
        yield texts[doc_id], *places
