"""Which cue a piece of content may go with, which source a cue may have, and what is known of each candidate.

One row is one candidate. The candidates of a piece (or cue) stand together, "none" among them; a piece also
has the candidate "the cue of the piece before", which carries a speaker over many paragraphs.
"""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from .candidates import Spans
from .describe import (
    View,
    describe_before,
    describe_cues,
    describe_pair,
    describe_pieces,
    describe_sources,
    piece_before,
)
from .tokens import starts
from .trees import Forest, choice_probabilities, scores

BEFORE, AFTER = 4, 3  # four candidates to either side: 0 is the first that begins at or after the anchor
NONE, SAME = -1, -2  # partners that are no span
_Cues: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
_Sources: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray]


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


class Described(NamedTuple):
    """What is known of the spans of one kind: names, and under each a row of numbers, -9 after the last span.

    So that index -1 is no span. Columns are rows here, each in one piece of memory: the trees ask by column.
    """

    names: list[str]
    columns: np.ndarray


class Known(NamedTuple):
    """What is known of every piece, cue and source, and the piece before each piece."""

    above: np.ndarray
    pieces: Described
    cues: Described
    sources: Described


def describe_spans(v: View, spans: tuple[Spans, Spans, Spans]) -> Known:
    """What is known of the spans by themselves, which is asked once for all scorers."""
    pieces, cues, sources = spans
    above = piece_before(v, pieces)
    of_pieces = describe_pieces(v, pieces)
    of_pieces |= describe_before(v, pieces, above, of_pieces)
    described = (of_pieces, describe_cues(v, cues), describe_sources(v, sources))
    return Known(above, *map(_described, described))


def _described(columns: dict[str, np.ndarray]) -> Described:
    n = len(next(iter(columns.values())))
    table = np.full((len(columns), n + 1), np.float32(-9))
    for row, values in zip(table, columns.values(), strict=True):
        row[:n] = values
    return Described(list(columns), table)


def content_pairs(v: View, spans: tuple[Spans, Spans, Spans], known: Known) -> Pairs:
    """The candidates for the cue of each piece of content."""
    pieces, cues, _ = spans
    i, j = pair_up(v, pieces, cues)
    carried = np.flatnonzero(known.above >= 0)
    order = np.argsort(np.concatenate([i, carried]), kind="stable")
    i, j = np.concatenate([i, carried])[order], np.concatenate([j, np.full(len(carried), SAME)])[order]
    is_same = _described({"is_same": j == SAME})
    of_pieces = [(known.pieces, i), (is_same, np.arange(len(j)))]
    return _pairs(v, (pieces, cues), (i, j), of_pieces, known.cues)


def source_pairs(v: View, spans: tuple[Spans, Spans, Spans], known: Known) -> Pairs:
    """The candidates for the source of each cue."""
    _, cues, sources = spans
    i, j = pair_up(v, cues, sources)
    return _pairs(v, (cues, sources), (i, j), [(known.cues, i)], known.sources)


def judgement_rows(
    v: View, spans: tuple[Spans, Spans, Spans], known: Known, chosen: Chosen
) -> tuple[np.ndarray, list[str]]:
    """What speaks for or against each piece with its cue and source: one row a piece of `chosen`."""
    pieces, cues, sources = spans
    i, j, k = chosen.piece, chosen.cue, chosen.source
    group = np.bincount(j, minlength=len(cues.first))
    choice = {
        "j_p": chosen.p_cue,
        "j_none": chosen.p_none,
        "j_second": chosen.p_second,
        "j_source": chosen.p_source,
        "j_source_second": chosen.p_source_second,
        "j_pieces": group[j],
        "j_above_same": _same_above(known.above, i, j),
        "j_sourced": k >= 0,
    }
    parts = [(_described(choice), np.arange(len(i))), (known.pieces, i), (known.cues, j)]
    parts += [_of_pairs(v, (pieces, cues), i, j)]
    names, features = _beside([*parts, (known.sources, k), _of_pairs(v, (cues, sources), j, k)])
    n_own = sum(len(part.names) for part, _ in parts)
    own = dict.fromkeys(names[:n_own])
    return features, [*own, *("x" + name if name in own else name for name in names[n_own:])]


def _beside(parts: Sequence[tuple[Described, np.ndarray]]) -> tuple[list[str], np.ndarray]:
    """All columns side by side: of each part the spans at an index."""
    names = [name for part, _ in parts for name in part.names]
    table = np.empty((len(names), len(parts[0][1])), np.float32)
    begin = 0
    for part, index in parts:
        stop = begin + len(part.names)
        part.columns.take(index, axis=1, out=table[begin:stop], mode="wrap")
        begin = stop
    return names, table.T


def _same_above(above: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Whether the piece before has the same cue."""
    cue_of = np.full(len(above) + 1, -1)
    cue_of[i] = j
    return cue_of[above[i]] == j


def _pairs(
    v: View,
    spans: tuple[Spans, Spans],
    pairs: tuple[np.ndarray, np.ndarray],
    of_x: Sequence[tuple[Described, np.ndarray]],
    of_y: Described,
) -> Pairs:
    """The features of all pairs; those of a partner that is no span are -9."""
    i, j = pairs
    index = np.maximum(j, NONE)
    names, features = _beside([*of_x, (of_y, index), _of_pairs(v, spans, i, index)])
    return Pairs(i, j, features, names)


def _of_pairs(
    v: View, spans: tuple[Spans, Spans], i: np.ndarray, j: np.ndarray
) -> tuple[Described, np.ndarray]:
    """How the pairs stand to each other, and which of these each is; -1 without a partner."""
    known = j >= 0
    of_known = _described(describe_pair(v, *spans, i[known], j[known]))
    return of_known, np.where(known, np.cumsum(known) - 1, -1)


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


SOURCELESS = 0.7  # probability of having no source from which a cue is left without one
_FORGET = 0.003  # a carried cue less likely than this is dropped
# Kinds of pieces: no word in marks; only words in marks, with a long quotation or without; words in and out.
Kind = IntEnum("Kind", "REPORTED LONG SHORT MIXED", start=0)
Table = IntEnum("Table", "REPORTED MIXED DIRECT", start=0)  # of confidences; of several, the highest is asked
TABLE_OF_KIND = np.array([Table.REPORTED, Table.DIRECT, Table.DIRECT, Table.MIXED])


def choose_partners(
    view: View, spans: tuple[Spans, Spans, Spans], known: Known, forests: dict[str, Forest]
) -> Chosen:
    """The pieces that have a candidate for a cue, with the best cue and its best source."""
    cues = _cues(view, spans, known, forests["content_cue"])
    return _together(cues, _sources(view, spans, known, forests["cue_source"]))


def choose(
    content: Pairs, p_content: np.ndarray, source: Pairs, p_source: np.ndarray, above: np.ndarray
) -> Chosen:
    """The same from the probabilities of the candidates; `above` is the piece before each piece."""
    return _together(_choose_cues(content, p_content, above), _choose_sources(source, p_source))


def _cues(view: View, spans: tuple[Spans, Spans, Spans], known: Known, forest: Forest) -> _Cues:
    pairs = content_pairs(view, spans, known)
    p = choice_probabilities(scores(forest, pairs.features), pairs.anchor, len(spans[0].first))
    return _choose_cues(pairs, p, known.above)


def _sources(view: View, spans: tuple[Spans, Spans, Spans], known: Known, forest: Forest) -> _Sources:
    pairs = source_pairs(view, spans, known)
    p = choice_probabilities(scores(forest, pairs.features), pairs.anchor, len(spans[1].first))
    return _choose_sources(pairs, p)


def _together(cues: _Cues, sources: _Sources) -> Chosen:
    (cue, p_cue, p_second, p_none), (best, p_best, p_next) = cues, sources
    i = np.flatnonzero(cue >= 0)
    j = cue[i]
    return Chosen(i, j, best[j], p_cue[i], p_none[i], p_second[i], p_best[j], p_next[j])


def _choose_cues(pairs: Pairs, p: np.ndarray, above: np.ndarray) -> _Cues:
    """(best cue, its probability, that of the second, that of none) of each piece.

    The probability of "the same cue as the piece before" goes to the cues of that piece.
    """
    edges = [*np.flatnonzero(starts(pairs.anchor)).tolist(), len(pairs.anchor)]
    partner, probability, before = pairs.partner.tolist(), p.tolist(), above.tolist()
    chances: list[dict[int, float]] = []
    for i, (first, stop) in enumerate(pairwise(edges)):
        mine = dict(zip(partner[first:stop], probability[first:stop], strict=True))
        carried = mine.pop(SAME, 0.0)
        if carried > _FORGET:
            for cue, share in chances[before[i]].items():
                if share * carried > _FORGET:
                    mine[cue] = mine.get(cue, 0.0) + share * carried
        chances.append(mine)
    cues, most, second, p_none = np.array([_best_cue(mine) for mine in chances]).reshape(-1, 4).T
    return cues.astype(np.int64), most, second, p_none


def _best_cue(chances: dict[int, float]) -> tuple[int, float, float, float]:
    """The same of one piece; NONE is taken out of its chances."""
    p_none = chances.pop(NONE, 0.0)
    if not chances:
        return NONE, 0.0, 0.0, p_none
    second, most = sorted([0.0, *chances.values()])[-2:]
    return min([cue for cue, share in chances.items() if share == most]), most, second, p_none


def _choose_sources(pairs: Pairs, p: np.ndarray) -> _Sources:
    """(best source or -1, its probability, that of the second) of each cue."""
    is_none = pairs.partner < 0
    p_none = p[is_none]
    edges = np.flatnonzero(starts(pairs.anchor))
    rest = np.where(is_none, -1.0, p)  # below that of any source, so that one is first where there is one
    at = np.flatnonzero(rest == np.maximum.reduceat(rest, edges)[pairs.anchor])
    first = at[starts(pairs.anchor[at])]
    rest[first] = 0.0
    p_second = np.maximum(np.maximum.reduceat(rest, edges), 0.0)
    best = np.where(p_none > SOURCELESS, NONE, pairs.partner[first])
    return best, np.where(best >= 0, p[first], p_none), p_second


def kinds_of(view: View, pieces: Spans) -> np.ndarray:
    """The kind of each piece."""
    quoted = np.concatenate([[0], np.cumsum(view.tokens.quote >= 0)])
    n = quoted[pieces.stop] - quoted[pieces.first]
    only = np.where(view.over("holders", pieces.first, pieces.stop) > 0, Kind.LONG, Kind.SHORT)
    return np.where(n == pieces.stop - pieces.first, only, np.where(n > 0, Kind.MIXED, Kind.REPORTED))
