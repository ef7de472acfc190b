"""Whether people who marked spans in the same texts agree on their places."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from ..alpha import alpha_of, names_at, sums_of
from ..kinds import PLACES_OR_NONE
from ..spans import check_places
from ..tables import Table, check_columns
from .reliability import check_coders

_UNIT = ["doc_id", "unit_start", "unit_end"]
_MEASURES = {
    "label": "str",
    "n_articles": "int64",
    "n_units": "int64",
    "n_coders": "int64",
    "n_spans": "int64",
    "exact": "Float64",
    "overlap": "Float64",
    "alpha": "Float64",
    "alpha_low": "Float64",
    "alpha_high": "Float64",
}
_ANY = "any"
_Where = tuple[str, int, int]  # doc_id, start, end of a unit
_Coders = dict[str, set[tuple[str, int, int]]]  # coder -> label, start, end of the spans in one unit


def span_agreement(spans: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Measure agreement between coders on spans: exact places, overlap, and alpha of characters.

    Parameters
    ----------
    spans : one row a span, as `coding.load` returns: `doc_id`, `unit_start`, `unit_end`, `start`, `end`,
        `label`, `coder`, `is_coded`. A unit in which a coder found nothing has a row that says so; units that
        only one coder coded do not count. A span that was not found again in its article equals none.
    seed : of the bootstrap.

    Returns
    -------
    One row a label, sorted, and one of all labels, ``"any"``, in which spans with different labels differ:
    `label`; `n_articles`, `n_units`, `n_coders`, `n_spans` (int), of the units with two coders or more;
    `exact` (Float64, 0 to 1), F1 of one coder's spans against another's, where equal spans have the same
    start and end; `overlap`, F1 where they share a character; `alpha` (1 or less), Krippendorff's alpha of
    the label of every character, and its 95% interval over articles `alpha_low`, `alpha_high`, which is
    ``<NA>`` where that of `coding.agreement` is. A measure is ``<NA>`` where there is no span.

    Raises
    ------
    TableError : a column is missing, or a coded row has no coder.

    Notes
    -----
    F1 of two coders is the same whoever is the reference, and needs no count of what neither marked
    (Hripcsak & Rothschild 2005, JAMIA 12); with more coders it is that of all pairs together. Alpha of
    characters counts a character once for each unit; overlapping spans of several labels are a label of their
    own. It is stricter with long spans than with short ones; read it beside `overlap`.

    Examples
    --------
    >>> spans = pd.DataFrame({
    ...     "doc_id": "a", "unit_start": 0, "unit_end": 20, "start": [0, 12, 0, 14], "end": [4, 18, 4, 18],
    ...     "label": "speech", "coder": ["x", "x", "y", "y"], "is_coded": True,
    ... })
    >>> aa.coding.span_agreement(spans)[["label", "n_spans", "exact", "overlap", "alpha"]].round(3)
        label  n_spans  exact  overlap  alpha
    0     any        4    0.5      1.0  0.803
    1  speech        4    0.5      1.0  0.803
    """
    names = [*_UNIT, "start", "end", "label", "coder", "is_coded"]
    spans = check_columns(
        "coding.span_agreement",
        "spans",
        spans,
        names,
        holds=dict.fromkeys(["start", "end"], PLACES_OR_NONE),
        known=[],
    )
    check_places("coding.span_agreement", "spans", spans, "")
    coded = spans[spans["is_coded"].to_numpy(bool)]
    check_coders("coding.span_agreement", "spans", coded)
    units = dict(_units(coded))
    labels = sorted(spans["label"].dropna().unique())
    rows = [(_ANY, *_measured(units, seed))]
    for label in labels:
        of_label = {
            unit: {coder: {span for span in found if span[0] == label} for coder, found in coders.items()}
            for unit, coders in units.items()
        }
        rows.append((label, *_measured(of_label, seed)))
    return Table(pd.DataFrame(rows, columns=list(_MEASURES)).astype(_MEASURES))


def _units(spans: pd.DataFrame) -> Iterator[tuple[_Where, _Coders]]:
    """Each unit with two coders or more, and what each marked; a lost place is empty, and like no other."""
    units: dict[_Where, _Coders] = {}
    told = spans[[*_UNIT, "coder", "label", "start", "end"]].dropna(subset=_UNIT)
    told = told.sort_values([*_UNIT, "coder"])
    for number, (*unit, coder, label, start, end) in enumerate(told.itertuples(index=False, name=None), 1):
        found = units.setdefault(tuple(unit), {}).setdefault(coder, set())
        if not pd.isna(label):
            found.add((label, -number, -number) if pd.isna(start) else (label, start, end))
    yield from ((unit, coders) for unit, coders in units.items() if len(coders) > 1)


def _measured(units: dict[_Where, _Coders], seed: int) -> tuple[Any, ...]:
    """The measures of these units."""
    n_spans = sum(len(found) for coders in units.values() for found in coders.values())
    n_coders = len({coder for coders in units.values() for coder in coders})
    counts = len({unit[0] for unit in units}), len(units), n_coders, n_spans
    if not n_spans:
        return *counts, None, None, None, None, None
    return *counts, _f1(units, exact=True), _f1(units, exact=False), *_alpha(units, seed)


def _f1(units: dict[_Where, _Coders], *, exact: bool) -> float:
    """Share of the spans of each coder that each other coder of the unit has, too."""
    n, n_alike = 0, 0
    for coders in units.values():
        for coder, found in coders.items():
            for others in (spans for other, spans in coders.items() if other != coder):
                n += len(found)
                n_alike += sum(span in others if exact else _meets(span, others) for span in found)
    return n_alike / n


def _meets(span: tuple[str, int, int], others: set[tuple[str, int, int]]) -> bool:
    label, start, end = span
    return any(label == name and start < last and first < end for name, first, last in others)


def _alpha(units: dict[_Where, _Coders], seed: int) -> tuple[float | None, float | None, float | None]:
    rows = [
        (doc_id, number, first, coder, _labels_at(first, found), last - first)
        for number, ((doc_id, start, end), coders) in enumerate(units.items())
        for first, last in _stretches(start, end, coders)
        for coder, found in coders.items()
    ]
    codes = pd.DataFrame(rows, columns=["doc_id", "unit", "first", "coder", "labels", "n"])
    x, pair = names_at(codes["labels"])
    stretches = codes.groupby(["unit", "first"]).ngroup()
    return alpha_of(sums_of(codes["doc_id"], stretches, x, codes["n"]), pair, seed)


def _stretches(start: int, end: int, coders: _Coders) -> Iterator[tuple[int, int]]:
    """The unit cut wherever a span begins or ends."""
    cuts = {start, end, *(cut for found in coders.values() for _, *span in found for cut in span)}
    return pairwise(sorted(cut for cut in cuts if start <= cut <= end))


def _labels_at(place: int, found: set[tuple[str, int, int]]) -> str:
    """The labels of a character, none as an empty text."""
    return " ".join(sorted({label for label, start, end in found if start <= place < end}))
