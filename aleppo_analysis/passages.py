"""The passages behind a number."""

from collections.abc import Iterable, Sequence

import numpy as np
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
_FURTHEST = 2000  # characters of a sentence before a match, and after it


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
    the text from `start` to `end`), and `sentence`: of one that goes on for thousands of characters, what
    stands within 2,000 of the match.

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
    matches = check_columns("evidence", "matches", matches, [*_SPAN, *cell])
    articles = check_articles("evidence", articles)
    check_spans(matches, articles)
    others = tuple(one if one is None else check_columns("evidence", "others", one, []) for one in others)
    chosen = _of_cell(matches, cell, [articles, *others]).sort_values(_SPAN, ignore_index=True)
    articles = articles[articles["doc_id"].isin(chosen["doc_id"])]
    texts = dict(zip(articles["doc_id"], texts_of(articles), strict=True))
    first, last = _bounds(chosen, articles)
    of = [texts[doc_id] for doc_id in chosen["doc_id"]]  # a column would hold the whole text in each row
    columns = {
        "before": (first, chosen["start"]),
        "match": (chosen["start"], chosen["end"]),
        "after": (chosen["end"], last),
        "sentence": (first, last),
    }
    shown = {
        name: [text[begin:end] for text, begin, end in zip(of, *bounds, strict=True)]
        for name, bounds in columns.items()
    }
    table = chosen.drop(columns=list(shown), errors="ignore")
    return Table(table.assign(**{name: pd.Series(cut, dtype="str") for name, cut in shown.items()}))


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
            known = _known(column, [matches, *others])
            is_of_articles = others[0] is not None and len(others[0]) and column in others[0].columns
            if known or is_of_articles:  # else nothing tells a typo from what is not there
                check_choice("evidence", column, value, known)
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


def _bounds(spans: pd.DataFrame, articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """For every span where its sentence begins and ends; of a very long one what is near the span."""
    sentences = split_sentences(articles)
    bounds = sentences.assign(first=sentences["start"], last=sentences["end"])
    held = join_spans(spans[_SPAN], bounds, ["first", "last"])
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    first = held["first"].fillna(spans["start"]).to_numpy(np.int64)
    last = held["last"].fillna(spans["end"]).to_numpy(np.int64)
    return np.maximum(first, start - _FURTHEST), np.minimum(np.maximum(last, end), end + _FURTHEST)
