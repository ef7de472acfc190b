"""Span tables: rows that say where in a text something stands, and how two of them are put together.

A span table has `doc_id`, `start`, `end` (0-based, half-open, in characters of the article's `text`) and
whatever was found there. `text[start:end]` is the span.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from .columns import categorical_at, each_text, parts_of
from .tables import Table, TableError, check_articles, check_columns, id_columns

_SPAN = ["doc_id", "start", "end"]


def join_spans(inner: pd.DataFrame, outer: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give each inner span the columns of the outer span that holds it.

    The holder is the outer span that contains the inner span's first character.

    Parameters
    ----------
    inner : span table (`doc_id`, `start`, `end`), in any order.
    outer : span table whose spans do not overlap within a document, in any order.
    columns : columns of `outer` to bring over; `inner` must not have them yet.

    Returns
    -------
    The rows of `inner`, their order and index, with `columns` added. A span without a holder gets
    ``<NA>``; so that this is the same whether or not it happens, integers come over as `Int64` and
    booleans as `boolean`. Where `doc_id` of `inner` is categorical, as in a table of words, text comes over
    as categorical.

    Raises
    ------
    TableError : a column is missing or would be overwritten, a span is not a pair of whole numbers with
        0 <= start <= end, or outer spans overlap.

    Notes
    -----
    One sort and one binary search over all documents together: O(n log n).

    Examples
    --------
    >>> words = pd.DataFrame({"doc_id": "a", "start": [0, 4, 9], "end": [3, 8, 12]})
    >>> zones = pd.DataFrame({"doc_id": "a", "start": [0, 4], "end": [4, 9], "zone": ["title", "body"]})
    >>> aa.join_spans(words, zones, ["zone"])
      doc_id  start  end   zone
    0      a      0    3  title
    1      a      4    8   body
    2      a      9   12    NaN
    """
    return joined("join_spans", ("inner", "outer"), inner, outer, columns)


def joined(
    function: str, names: tuple[str, str], inner: pd.DataFrame, outer: pd.DataFrame, columns: Sequence[str]
) -> pd.DataFrame:
    """`join_spans` inside another function, by whose name and tables an error is told."""
    columns = list(columns)
    plain = check_columns(function, names[0], inner, _SPAN, words=True)
    outer = check_columns(function, names[1], outer, [*_SPAN, *columns])
    _check_bounds(function, names[0], plain)
    _check_bounds(function, names[1], outer)
    clash = [column for column in columns if column in inner.columns]
    if clash:
        raise TableError(
            f"{function}: `{names[0]}` already has {', '.join(map(repr, clash))}.\n"
            f"Drop it first: {names[0]}.drop(columns={clash!r})."
        )
    holder = holders(function, names[1], plain, outer)
    in_few_bytes = isinstance(plain["doc_id"].dtype, pd.CategoricalDtype)
    table = plain.copy(deep=False)
    for column in columns:
        values = _take(outer[column], holder, in_few_bytes)
        table[column] = pd.Series(values, copy=False)  # as an array pandas would copy them
    return table.set_axis(inner.index, axis=0)


def check_spans(spans: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Raise unless every span lies inside the text of its article.

    Parameters
    ----------
    spans : span table (`doc_id`, `start`, `end`).
    articles : one row an article, with `doc_id` and `text`.

    Raises
    ------
    TableError : a column is missing, a `doc_id` is not among the articles, or a span is not a pair of
        whole numbers with 0 <= start <= end <= length of the text. Up to three rows are shown.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["A truce."]})
    >>> aa.check_spans(pd.DataFrame({"doc_id": ["a"], "start": [2], "end": [7]}), articles)
    >>> outside = pd.DataFrame({"doc_id": ["a"], "start": [2], "end": [9]})
    >>> aa.check_spans(outside, articles)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    aleppo_analysis.tables.TableError: check_spans: `spans` must lie inside ... a 2:9 (the text has 8).
    Were they made from other or changed texts? Make them again from these articles.
    """
    spans = check_columns("check_spans", "spans", spans, _SPAN, words=True)
    articles = check_articles("check_spans", articles)
    _check_bounds("check_spans", "spans", spans)
    lengths = pd.Series(map(len, each_text(articles["text"])), index=articles["doc_id"], dtype="int64")
    outside = spans[~(spans["end"].to_numpy() <= lengths.reindex(spans["doc_id"]).to_numpy())]
    if len(outside):
        shown = ", ".join(
            f"{row.doc_id} {row.start}:{row.end} "
            + (f"(the text has {lengths[row.doc_id]})" if row.doc_id in lengths else "(no such article)")
            for row in outside.head(3).itertuples()
        )
        raise TableError(
            f"check_spans: `spans` must lie inside their texts; not so: {shown}"
            f"{', ...' if len(outside) > 3 else ''}.\n"
            "Were they made from other or changed texts? Make them again from these articles."
        )


def check_places(function: str, name: str, table: pd.DataFrame, what: str) -> None:
    """Raise if a place that may be missing (`what` with ``start`` and ``end``) lacks only one of its ends."""
    start, end = f"{what}start", f"{what}end"
    halves = np.flatnonzero(table[start].isna() != table[end].isna())
    if len(halves):
        raise TableError(
            f"{function}: `{name}` needs both {start!r} and {end!r}, or neither; row {halves[0]} has one.\n"
            f"Fill in the other, or drop the row: {name}.drop({name}.index[{halves[0]}])."
        )


def stack_spans(articles: pd.DataFrame, found: Sequence[Sequence[tuple[int, int]]]) -> pd.DataFrame:
    """One row a span (`doc_id`, `source` where known, `start`, `end`) from one list of spans an article."""
    counts = [len(spans) for spans in found]
    rows = np.repeat(np.arange(len(articles)), counts)
    bounds = np.array([span for spans in found for span in spans], dtype=np.int64).reshape(-1, 2)
    ids = {name: articles[name].array.take(rows) for name in id_columns(articles)}
    return Table({**ids, "start": bounds[:, 0], "end": bounds[:, 1]})


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of one text in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def check_partition(function: str, name: str, spans: pd.DataFrame) -> None:
    """Raise unless the spans of every document, sorted, begin at 0 and touch."""
    _check_bounds(function, name, spans)
    before = spans.groupby("doc_id")["end"].shift(fill_value=0)
    apart = spans[spans["start"] != before]
    if len(apart):
        row = apart.iloc[0]
        raise TableError(
            f"{function}: `{name}` must divide every article without gap or overlap; {row['doc_id']} has "
            f"{row['start']}:{row['end']} where one should start at {before[apart.index[0]]}.\n"
            "Use the whole table that text.find_zones returns."
        )


def check_inside(function: str, name: str, spans: pd.DataFrame, partition: pd.DataFrame) -> None:
    """Raise unless every span lies inside its document, which ends where its partition does."""
    _check_bounds(function, name, spans)
    length = partition.groupby("doc_id")["end"].max()
    longest = np.append(length.to_numpy(), -1)
    is_outside = np.zeros(len(spans), bool)
    for some in parts_of(len(spans)):
        allowed = longest[numbers_of(spans["doc_id"].iloc[some], length.index)]
        is_outside[some] = spans["end"].iloc[some].to_numpy() > allowed
    if is_outside.any():
        outside = spans[is_outside]
        raise TableError(
            f"{function}: `{name}` must lie inside the articles; not so: {_shown(outside)}.\n"
            "Make all tables from the same articles."
        )


def holders(function: str, name: str, inner: pd.DataFrame, outer: pd.DataFrame) -> np.ndarray:
    """Row number in `outer` (in errors `name`) of what holds each inner span's first character, else -1."""
    if not len(outer):
        return np.full(len(inner), -1)
    documents = pd.Index(outer["doc_id"].unique())
    outer_doc = numbers_of(outer["doc_id"], documents)
    width = int(max(inner["start"].max() if len(inner) else 0, outer["end"].max())) + 1
    start = outer_doc * width + outer["start"].to_numpy(np.int64)
    end = outer_doc * width + outer["end"].to_numpy(np.int64)
    order = np.argsort(start, kind="stable")
    order = order[end[order] > start[order]]  # an empty span holds nothing
    if not len(order):
        return np.full(len(inner), -1)
    start, end = start[order], end[order]
    overlapping = np.flatnonzero(start[1:] < end[:-1])
    if len(overlapping):
        one, other = outer.iloc[order[overlapping[0] : overlapping[0] + 2]].itertuples()
        raise TableError(
            f"{function}: `{name}` must not overlap within a document; {one.doc_id} has "
            f"{one.start}:{one.end} and {other.start}:{other.end}.\n"
            "Give a partition: text.find_zones, voices.find or text.split_sentences."
        )
    found = np.empty(len(inner), np.int32)
    for some in parts_of(len(inner)):
        inner_doc = numbers_of(inner["doc_id"].iloc[some], documents)
        first = inner_doc * width + inner["start"].iloc[some].to_numpy()
        position = np.searchsorted(start, first, side="right") - 1
        held = (position >= 0) & (first < end[position])
        found[some] = np.where(held, order[position], -1)
    return found


def numbers_of(column: pd.Series, known: pd.Index) -> np.ndarray:
    """The place of each value among those known, else -1; of a categorical column each value once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.append(known.get_indexer(column.cat.categories), -1)[column.cat.codes]
    return known.get_indexer(pd.Index(column))


def _take(column: pd.Series, rows: np.ndarray, in_few_bytes: bool) -> pd.api.extensions.ExtensionArray:
    """The values at `rows`, missing where the row is -1."""
    if pd.api.types.is_bool_dtype(column.dtype):
        column = column.astype("boolean")
    elif pd.api.types.is_integer_dtype(column.dtype):
        column = column.astype("Int64")
    elif in_few_bytes and isinstance(column.dtype, pd.StringDtype):
        return categorical_at(column, rows)
    return column.reset_index(drop=True).reindex(rows).array


def _check_bounds(function: str, name: str, spans: pd.DataFrame) -> None:
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    is_wrong = (start < 0) | (end < start)
    if is_wrong.any():
        wrong = spans[is_wrong]
        raise TableError(
            f"{function}: `{name}` must have 0 <= start <= end; not so: {_shown(wrong)}.\n"
            "Offsets count characters from 0, the end is not included."
        )


def _shown(spans: pd.DataFrame) -> str:
    """The first three spans, as an error names them."""
    shown = ", ".join(f"{row.doc_id} {row.start}:{row.end}" for row in spans.head(3).itertuples())
    return shown + (", ..." if len(spans) > 3 else "")
