"""Which cue a piece of content may go with, which source a cue may have, and what is known of each candidate.

One row is one candidate. The candidates of a piece (or cue) stand together, "none" among them; a piece also
has the candidate "the cue of the piece before", which carries a speaker over many paragraphs.
"""

from typing import NamedTuple

import numpy as np

from ._candidates import Spans
from ._descriptions import (
    View,
    describe_before,
    describe_cues,
    describe_pair,
    describe_pieces,
    describe_sources,
    piece_before,
)

BEFORE, AFTER = 4, 3  # candidates to either side
NONE, SAME = -1, -2  # partners that are no span


class Pairs(NamedTuple):
    """Candidates: `anchor` is the piece or cue that looks for a partner; a partner may be NONE or SAME."""

    anchor: np.ndarray
    partner: np.ndarray
    features: np.ndarray
    names: list[str]


class Chosen(NamedTuple):
    """Pieces with the cue and source chosen for each (-1 for no source), and how likely these were."""

    piece: np.ndarray
    cue: np.ndarray
    source: np.ndarray
    p_cue: np.ndarray
    p_none: np.ndarray
    p_second: np.ndarray  # of the next best cue
    p_source: np.ndarray
    p_source_second: np.ndarray


def content_pairs(v: View, pieces: Spans, cues: Spans) -> Pairs:
    """The candidates for the cue of each piece of content."""
    above = piece_before(v, pieces)
    known = describe_pieces(v, pieces)
    known |= describe_before(v, pieces, above, known)
    i, j = pair_up(v, pieces, cues)
    carried = np.flatnonzero(above >= 0)
    order = np.argsort(np.concatenate([i, carried]), kind="stable")
    i, j = np.concatenate([i, carried])[order], np.concatenate([j, np.full(len(carried), SAME)])[order]
    return _pairs(
        v, (pieces, cues), (i, j), known | {"is_same": np.zeros(len(above))}, describe_cues(v, cues)
    )


def source_pairs(v: View, cues: Spans, sources: Spans) -> Pairs:
    """The candidates for the source of each cue."""
    return _pairs(
        v, (cues, sources), pair_up(v, cues, sources), describe_cues(v, cues), describe_sources(v, sources)
    )


def judgement_rows(
    v: View, spans: tuple[Spans, Spans, Spans], chosen: Chosen
) -> tuple[np.ndarray, list[str]]:
    """What speaks for or against each piece with its cue and source: one row a piece of `chosen`."""
    pieces, cues, sources = spans
    i, j, k = chosen.piece, chosen.cue, chosen.source
    above = piece_before(v, pieces)
    of_piece = describe_pieces(v, pieces)
    of_piece |= describe_before(v, pieces, above, of_piece)
    sourced = np.flatnonzero(k >= 0)
    of_source = _take(describe_sources(v, sources), k[sourced]) | describe_pair(
        v, cues, sources, j[sourced], k[sourced]
    )
    group = np.bincount(j, minlength=len(cues.first))
    columns = (
        {
            "j_p": chosen.p_cue,
            "j_none": chosen.p_none,
            "j_second": chosen.p_second,
            "j_source": chosen.p_source,
            "j_source_second": chosen.p_source_second,
            "j_pieces": group[j],
            "j_above_same": _same_above(above, i, j),
            "j_sourced": k >= 0,
        }
        | _take(of_piece, i)
        | _take(describe_cues(v, cues), j)
        | describe_pair(v, pieces, cues, i, j)
    )
    features = np.full((len(i), len(columns) + len(of_source)), np.float32(-9))
    features[:, : len(columns)] = np.stack(list(columns.values()), axis=1)
    features[sourced, len(columns) :] = np.stack(list(of_source.values()), axis=1)
    return features, [*columns, *("x" + name if name in columns else name for name in of_source)]


def _same_above(above: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Whether the piece before has the same cue."""
    cue_of = np.full(len(above) + 1, -1)
    cue_of[i] = j
    return cue_of[above[i]] == j


def _pairs(
    v: View,
    spans: tuple[Spans, Spans],
    rows: tuple[np.ndarray, np.ndarray],
    of_x: dict[str, np.ndarray],
    of_y: dict[str, np.ndarray],
) -> Pairs:
    """The features of all rows; those of a partner that is no span are -9."""
    i, j = rows
    known = np.flatnonzero(j >= 0)
    parts = [_take(of_x, i), _take(of_y, j[known]), describe_pair(v, *spans, i[known], j[known])]
    if "is_same" in of_x:
        parts[0]["is_same"] = j == SAME
    names = [name for part in parts for name in part]
    features = np.full((len(i), len(names)), np.float32(-9))
    features[:, : len(parts[0])] = np.stack(list(parts[0].values()), axis=1)
    features[known, len(parts[0]) :] = np.stack([c for part in parts[1:] for c in part.values()], axis=1)
    return Pairs(i, j, features, names)


def pair_up(view: View, anchors: Spans, partners: Spans) -> tuple[np.ndarray, np.ndarray]:
    """(anchor, partner) rows: the nearest partners to either side in the article, then -1."""
    n = len(anchors.first)
    at = np.searchsorted(partners.first, anchors.first)
    grid = at[:, None] + np.arange(-BEFORE, AFTER + 1)
    inside = (grid >= 0) & (grid < len(partners.first))
    grid = np.where(inside, grid, 0)
    if len(partners.first):
        doc = view.tokens.doc
        inside &= doc[partners.first[grid]] == doc[anchors.first][:, None]
        inside &= (partners.stop[grid] <= anchors.first[:, None]) | (
            partners.first[grid] >= anchors.stop[:, None]
        )
    grid = np.where(inside, grid, -1)
    grid = np.concatenate([grid, np.full((n, 1), -1)], axis=1)
    keep = np.concatenate([inside, np.ones((n, 1), bool)], axis=1)
    return np.repeat(np.arange(n), keep.sum(1)), grid[keep]


def _take(part: dict[str, np.ndarray], index: np.ndarray) -> dict[str, np.ndarray]:
    """The rows of a description."""
    return {name: values[index] for name, values in part.items()}
