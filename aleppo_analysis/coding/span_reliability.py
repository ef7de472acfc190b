"""Whether people who marked spans in the same texts agree on their places."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
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


class _Coded(NamedTuple):
    """Units with two coders or more, all in numbers; who coded each; what each coder marked, once.

    A lost place is below 0, so that it is like no other.
    """

    units: pd.DataFrame  # unit, doc_id, unit_start, unit_end
    coders: pd.DataFrame  # unit, coder
    spans: pd.DataFrame  # unit, coder, label, start, end


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
    labels = sorted(spans["label"].dropna().unique())
    found = _coded(coded, labels)
    rows = [(_ANY, *_measured(found, labels, seed))]
    for number, label in enumerate(labels):
        of_label = found.spans[found.spans["label"] == number]
        rows.append((label, *_measured(found._replace(spans=of_label), labels, seed)))
    return Table(pd.DataFrame(rows, columns=list(_MEASURES)).astype(_MEASURES))


def _coded(spans: pd.DataFrame, labels: Sequence[str]) -> _Coded:
    told = spans.dropna(subset=_UNIT).reset_index(drop=True)
    lost = pd.Series(-1 - np.arange(len(told)))
    told = told.assign(
        unit=told.groupby(_UNIT).ngroup(),
        coder=told.groupby("coder").ngroup(),
        doc_id=told.groupby("doc_id").ngroup(),
        label=pd.Categorical(told["label"], categories=labels).codes,
        start=told["start"].fillna(lost).astype("int64"),
        end=told["end"].fillna(lost).astype("int64"),
    ).sort_values(["unit", "coder"])
    told = told[told.groupby("unit")["coder"].transform("nunique") > 1]
    marks = told.loc[told["label"] >= 0, ["unit", "coder", "label", "start", "end"]]
    return _Coded(
        told.drop_duplicates("unit")[["unit", *_UNIT]],
        told[["unit", "coder"]].drop_duplicates(),
        marks.drop_duplicates(),
    )


def _measured(coded: _Coded, labels: Sequence[str], seed: int) -> tuple[Any, ...]:
    """The measures of these units."""
    units, coders, spans = coded
    counts = units["doc_id"].nunique(), len(units), coders["coder"].nunique(), len(spans)
    if spans.empty:
        return *counts, None, None, None, None, None
    n_others = int((spans["unit"].map(coders.groupby("unit").size()) - 1).sum())
    f1 = _n_equal(spans) / n_others, _n_met(spans) / n_others
    return *counts, *f1, *_alpha(coded, labels, seed)


def _n_equal(spans: pd.DataFrame) -> int:
    """How many other coders have the same span, all spans together."""
    n = spans.groupby(["unit", "label", "start", "end"]).size()
    return int((n * (n - 1)).sum())


def _n_met(spans: pd.DataFrame) -> int:
    """How many other coders have a span with that label that meets it, all spans together."""
    held, groups = _by_group(spans)
    pairs = held.merge(groups, on=["unit", "label"], suffixes=("", "_of_other"))
    pairs = pairs[pairs["coder"] != pairs["coder_of_other"]]
    return int((_furthest(held, pairs["group_of_other"], pairs["end"]) > pairs["start"]).sum())


def _by_group(spans: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The spans that were found again, by group and start; the groups, by unit, coder and label."""
    key = ["unit", "coder", "label"]
    held = spans[spans["start"] >= 0].sort_values([*key, "start"], ignore_index=True)
    held = held.assign(group=held.groupby(key).ngroup())
    return held, held[[*key, "group"]].drop_duplicates()


def _furthest(held: pd.DataFrame, group: pd.Series, before: pd.Series) -> np.ndarray:
    """How far the spans of each group reach that begin before a place; below 0 where none does."""
    width = int(held["end"].to_numpy().max(initial=0)) + 1
    begins = (held["group"] * width).to_numpy()
    first, reach = begins + held["start"].to_numpy(), begins + held["end"].to_numpy()
    begin = (group * width).to_numpy()
    n = np.searchsorted(first, begin + np.minimum(before.to_numpy(), width - 1))
    return np.append(-1, np.maximum.accumulate(reach))[n] - begin


def _alpha(
    coded: _Coded, labels: Sequence[str], seed: int
) -> tuple[float | None, float | None, float | None]:
    stretches = _stretches(coded)
    codes = stretches.merge(coded.coders, on="unit").sort_values(
        ["unit", "first", "coder"], ignore_index=True
    )
    x, pair = names_at(_labels_at(codes, coded.spans, labels))
    return alpha_of(sums_of(codes["doc_id"], codes["stretch"], x, codes["n"]), pair, seed)


def _stretches(coded: _Coded) -> pd.DataFrame:
    """The units cut wherever a span begins or ends; of each stretch its first character, and how many."""
    parts = [coded.units[["unit", name]].set_axis(["unit", "first"], axis=1) for name in _UNIT[1:]]
    parts += [coded.spans[["unit", name]].set_axis(["unit", "first"], axis=1) for name in ("start", "end")]
    cuts = pd.concat(parts).drop_duplicates().sort_values(["unit", "first"]).merge(coded.units, on="unit")
    cuts = cuts[cuts["first"].between(cuts["unit_start"], cuts["unit_end"])].reset_index(drop=True)
    n = cuts.groupby("unit")["first"].shift(-1) - cuts["first"]
    return cuts.assign(stretch=cuts.index, n=n)[n.notna()]


def _labels_at(codes: pd.DataFrame, spans: pd.DataFrame, labels: Sequence[str]) -> pd.Series:
    """The labels that each coder gave each stretch, none as an empty text."""
    held, groups = _by_group(spans)
    tried = (
        codes[["unit", "coder", "first"]].rename_axis("row").reset_index().merge(groups, on=["unit", "coder"])
    )
    given = tried[_furthest(held, tried["group"], tried["first"] + 1) > tried["first"]]
    given = given.sort_values(["row", "label"])
    names = pd.Series(labels, dtype=object).take(given["label"]).set_axis(given["row"])
    is_several = names.index.duplicated(keep=False)
    several = names[is_several].groupby(level=0).agg(" ".join)
    return pd.concat([names[~is_several], several]).reindex(codes.index, fill_value="")
