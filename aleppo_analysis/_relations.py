"""Which cue does a piece of content go with, which source does a cue have: the candidates, and what is known of each.

One row is one candidate. The candidates of a piece (or cue) stand together, the last of them being "none"; a piece
also has the candidate "the cue of the piece before", which carries a speaker over many paragraphs.
"""

from typing import NamedTuple

import numpy as np

from ._candidates import CONTENT, CUE, SOURCE, Spans, Tags
from ._features import Attributes
from ._tokens import Tokens

BEFORE, AFTER = 4, 3  # candidates to either side
NONE, SAME = -1, -2  # partners that are no span
RATES = ("cue", "content_after", "sourceless", "source_after", "source", "content")  # what is known of a word


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


class View:
    """Sums over tokens, so that anything between two places is a difference."""

    def __init__(self, tokens: Tokens, a: Attributes, tags: Tags, rates: np.ndarray) -> None:
        self.tokens, self.a, self.tags, self.rates = tokens, a, tags, rates
        self.marginals = marginals = tags.p
        self.p_source = marginals[:, SOURCE] + marginals[:, SOURCE + 1]
        self.p_cue = marginals[:, CUE] + marginals[:, CUE + 1]
        self.p_content = marginals[:, CONTENT] + marginals[:, CONTENT + 1]
        shape = a.shape
        self.sums = {
            name: np.concatenate([[0.0], np.cumsum(values)])
            for name, values in {
                "breaks": tokens.is_break, "holders": shape == 18, "commas": shape == 7, "stops": (shape == 8) | (shape == 9),
                "colons": shape == 10, "dashes": shape == 11, "marks": (shape >= 16) & (shape <= 17), "titles": (shape > 0) & (shape < 5),
                "source": self.p_source, "cue": self.p_cue, "content": self.p_content, "cues": marginals[:, CUE],
                "sources": marginals[:, SOURCE], "contents": marginals[:, CONTENT], "verbs": a.cue >= 2,
                "content_before_cue": tags.content_before_cue, "source_after_cue": tags.source_after_cue,
            }.items()
        }  # fmt: skip

    def over(self, name: str, first: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Sum over the tokens from `first` to before `stop`; 0 where there are none."""
        total = self.sums[name]
        return total[np.maximum(stop, first)] - total[first]

    def at(self, values: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Value at a place, also beyond the ends."""
        return values[np.clip(place, 0, len(values) - 1)]


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


def content_pairs(v: View, pieces: Spans, cues: Spans) -> Pairs:
    """The candidates for the cue of each piece of content."""
    above = piece_before(v, pieces)
    known = describe_pieces(v, pieces)
    known |= _describe_before(v, pieces, above, known)
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
    v: View, spans: tuple[Spans, Spans, Spans], chosen: "Chosen"
) -> tuple[np.ndarray, list[str]]:
    """What speaks for or against each piece with its cue and source: one row a piece of `chosen`."""
    pieces, cues, sources = spans
    i, j, k = chosen.piece, chosen.cue, chosen.source
    above = piece_before(v, pieces)
    of_piece = describe_pieces(v, pieces)
    of_piece |= _describe_before(v, pieces, above, of_piece)
    sourced = np.flatnonzero(k >= 0)
    of_source = _take(describe_sources(v, sources), k[sourced]) | describe_pair(
        v, cues, sources, j[sourced], k[sourced]
    )
    group = np.bincount(j, minlength=len(cues.first))
    columns = {
        "j_p": chosen.p_cue, "j_none": chosen.p_none, "j_second": chosen.p_second, "j_source": chosen.p_source,
        "j_source_second": chosen.p_source_second, "j_pieces": group[j], "j_above_same": _same_above(above, i, j),
        "j_sourced": k >= 0,
    } | _take(of_piece, i) | _take(describe_cues(v, cues), j) | describe_pair(v, pieces, cues, i, j)  # fmt: skip
    features = np.full((len(i), len(columns) + len(of_source)), np.float32(-9))
    features[:, : len(columns)] = np.stack(list(columns.values()), axis=1)
    features[sourced, len(columns) :] = np.stack(list(of_source.values()), axis=1)
    return features, [*columns, *("x" + name if name in columns else name for name in of_source)]


def _same_above(above: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Whether the piece before has the same cue."""
    cue_of = np.full(len(above) + 1, -1)
    cue_of[i] = j
    return cue_of[above[i]] == j


def piece_before(v: View, pieces: Spans) -> np.ndarray:
    """The piece before each in its article, of those that are no mere thought of the tagger; -1 for none."""
    n = len(pieces.first)
    last = np.maximum.accumulate(np.where(pieces.origin != 1, np.arange(n), -1))
    above = np.concatenate([[-1], last[:-1]])[:n]
    doc = v.tokens.doc[pieces.first]
    return np.where((above >= 0) & (doc[above] == doc), above, -1)


def _describe_before(
    v: View, p: Spans, above: np.ndarray, known: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """What is known of the piece before, and of what stands between."""
    low = p.stop[above]
    columns = {
        "q_" + name: v.over(name, low, p.first)
        for name in ("breaks", "stops", "commas", "cue", "source", "cues", "content")
    }
    columns["q_gap"] = p.first - low
    columns["q_open"] = _left_open(v, low - 1)
    for name in ("quoted", "length", "content", "stop_last", "paragraph_end", "paragraph_start", "origin"):
        columns["q_before_" + name] = known["p_" + name][above]
    return {name: np.where(above >= 0, values, -9) for name, values in columns.items()}


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


def describe_pieces(v: View, p: Spans) -> dict[str, np.ndarray]:
    """What is known of each piece of content."""
    a, t = v.a, v.tokens
    last = p.stop - 1
    length = p.stop - p.first
    sign = v.at(a.shape, last)
    follows = v.at(a.shape, p.stop)
    quoted = t.quote >= 0
    sentence_start = (v.at(t.sentence, p.first - 1) != t.sentence[p.first]) | v.at(t.is_break, p.first - 1)
    inside = np.concatenate([[0], np.cumsum(quoted)])
    before_break = p.first - 1 - v.at(t.is_break, p.first - 1)
    return {
        "p_origin": p.origin, "p_length": length, "p_holders": v.over("holders", p.first, p.stop),
        "p_quoted": (inside[p.stop] - inside[p.first]) / length, "p_titles": v.over("titles", p.first, p.stop) / length,
        "p_content": v.over("content", p.first, p.stop) / length, "p_content_min": _least(v.p_content, p),
        "p_starts": v.marginals[p.first, CONTENT], "p_source": v.over("source", p.first, p.stop) / length,
        "p_cue": v.over("cue", p.first, p.stop), "p_shape_first": a.shape[p.first], "p_shape_last": sign, "p_next": follows,
        "p_next_rate": v.at(v.rates[:, 0], p.stop), "p_before_rate": v.at(v.rates[:, 0], p.first - 1),
        "p_before": v.at(a.shape, p.first - 1), "p_before2": v.at(a.shape, p.first - 2), "p_next2": v.at(a.shape, p.stop + 1),
        "p_sentence_start": sentence_start, "p_paragraph_start": v.at(t.is_break, p.first - 1),
        "p_paragraph_end": v.at(t.is_break, p.stop) | (v.at(t.is_break, p.stop + 1) & (follows < 15)),
        "p_stop_last": _stop_sign(v, p.stop), "p_above_holder": v.at(a.shape, before_break) == 18,
        "p_above_open": _left_open(v, before_break), "p_often": a.often[p.first], "p_rate_first": v.rates[p.first, 5],
        "p_upper": _share(a.shape == 2, p), "p_words_rate": v.over("verbs", p.first, p.stop) / length,
        "p_before_cue": v.over("content_before_cue", p.first, p.stop) / length,
    }  # fmt: skip


def describe_cues(v: View, c: Spans) -> dict[str, np.ndarray]:
    """What is known of each cue."""
    a, t = v.a, v.tokens
    head = _head(v.rates[:, 0], c)
    sentence_start = v.at(t.sentence, c.first - 1) != t.sentence[c.first]
    right, left = v.marginals[:, CONTENT], v.p_content
    return {
        "c_origin": c.origin, "c_length": c.stop - c.first, "c_p": v.over("cue", c.first, c.stop) / (c.stop - c.first),
        "c_p_first": v.marginals[c.first, CUE], "c_rate": v.rates[head, 0], "c_after": v.rates[head, 1],
        "c_sourceless": v.rates[head, 2], "c_source_after": v.rates[head, 3], "c_right": v.at(right, c.stop),
        "c_right2": v.at(right, c.stop + 1), "c_left": v.at(left, c.first - 1), "c_left2": v.at(left, c.first - 2),
        "c_left_source": v.at(v.p_source, c.first - 1), "c_right_source": v.at(v.p_source, c.stop),
        "c_shape": a.shape[c.first], "c_last": v.at(a.shape, c.stop - 1), "c_next": v.at(a.shape, c.stop),
        "c_before": v.at(a.shape, c.first - 1), "c_ending": _coarse_ending(v, head), "c_start": sentence_start,
        "c_quoted": t.quote[c.first] >= 0, "c_paragraph_start": v.at(t.is_break, c.first - 1) | v.at(t.is_break, c.first - 2),
        "c_before_cue": v.at(v.tags.content_before_cue, c.first - 1), "c_before_cue2": v.at(v.tags.content_before_cue, c.first - 3),
        "c_source_right": v.at(v.tags.source_after_cue, c.stop), "c_kind": a.coarse[head],
        "c_end": v.at(t.sentence, c.stop + 1) != t.sentence[c.stop - 1],
    }  # fmt: skip


def describe_sources(v: View, s: Spans) -> dict[str, np.ndarray]:
    """What is known of each candidate for a source."""
    a, t = v.a, v.tokens
    head = _head(v.rates[:, 4], s)
    length = s.stop - s.first
    return {
        "s_origin": s.origin, "s_length": length, "s_p": v.over("source", s.first, s.stop) / length,
        "s_p_first": v.marginals[s.first, SOURCE], "s_p_most": _most(v.p_source, s), "s_rate": v.rates[head, 4],
        "s_rate_first": v.rates[s.first, 4], "s_rate_last": v.rates[s.stop - 1, 4], "s_shape": a.shape[s.first],
        "s_shape_last": a.shape[s.stop - 1], "s_titles": v.over("titles", s.first, s.stop) / length,
        "s_commas": v.over("commas", s.first, s.stop), "s_often": a.often[s.first], "s_often_last": a.often[s.stop - 1],
        "s_next": v.at(a.shape, s.stop), "s_before": v.at(a.shape, s.first - 1), "s_quoted": t.quote[s.first] >= 0,
        "s_start": v.at(t.sentence, s.first - 1) != t.sentence[s.first], "s_p_content": v.over("content", s.first, s.stop) / length,
        "s_after_cue": v.over("source_after_cue", s.first, s.stop) / length, "s_kind": a.coarse[s.stop - 1],
        "s_paragraph_start": v.at(t.is_break, s.first - 1),
    }  # fmt: skip


def describe_pair(v: View, x: Spans, y: Spans, i: np.ndarray, j: np.ndarray) -> dict[str, np.ndarray]:
    """How anchor `i` of `x` and partner `j` of `y` stand to each other."""
    t = v.tokens
    before = y.first[j] < x.first[i]
    low, high = np.where(before, y.stop[j], x.stop[i]), np.where(before, x.first[i], y.first[j])
    high = np.maximum(low, high)
    gap = high - low
    rank = np.searchsorted(y.first, x.first[i]) - j
    out = {
        "r_before": before, "r_gap": gap, "r_rank": np.where(before, rank - 1, -rank),
        "r_sentences": np.abs(t.sentence[y.first[j]] - t.sentence[x.first[i]]) - v.over("breaks", low, high),
        "r_own_between": np.abs(np.searchsorted(x.first, y.first[j]) - i - before),
        "r_same_end": t.sentence[y.first[j]] == t.sentence[np.maximum(x.stop[i] - 1, 0)],
        "r_first": v.at(v.rates[:, 0], low) * (gap > 0), "r_shape_first": np.where(gap > 0, v.at(v.a.shape, low), -1),
        "r_shape_last": np.where(gap > 0, v.at(v.a.shape, high - 1), -1), "r_source_share": v.over("source", low, high) / np.maximum(gap, 1),
        "r_content_share": v.over("content", low, high) / np.maximum(gap, 1),
    }  # fmt: skip
    for name in v.sums:
        out["r_" + name] = v.over(name, low, high)
    return out


def _take(part: dict[str, np.ndarray], index: np.ndarray) -> dict[str, np.ndarray]:
    """The rows of a description."""
    return {name: values[index] for name, values in part.items()}


def _head(rate: np.ndarray, spans: Spans) -> np.ndarray:
    """The token of each stretch (of its first six) with the highest rate."""
    grid = np.minimum(spans.first[:, None] + np.arange(6), spans.stop[:, None] - 1)
    return grid[np.arange(len(grid)), np.argmax(rate[grid], axis=1)] if len(grid) else spans.first


def _most(values: np.ndarray, spans: Spans) -> np.ndarray:
    return np.maximum.reduceat(np.append(values, 0), _edges(spans))[::2] if len(spans.first) else np.zeros(0)


def _least(values: np.ndarray, spans: Spans) -> np.ndarray:
    return -_most(-values, spans) if len(spans.first) else np.zeros(0)


def _edges(spans: Spans) -> np.ndarray:
    return np.stack([spans.first, spans.stop], axis=1).ravel()


def _share(mask: np.ndarray, spans: Spans) -> np.ndarray:
    total = np.concatenate([[0], np.cumsum(mask)])
    return (total[spans.stop] - total[spans.first]) / (spans.stop - spans.first)


def _stop_sign(v: View, stop: np.ndarray) -> np.ndarray:
    """The sign a piece ends with: 1 comma, 2 full stop, 3 query, 4 other, 0 none; of a placeholder, its own."""
    kinds = np.array(
        [",.?!:-".find(t[1]) + 1 if t[0] == "\x01" else ",.?!:-".find(t[0]) + 1 for t in v.tokens.types]
    )
    at_last = kinds[v.at(v.tokens.type, stop - 1)]
    return np.where(at_last > 0, at_last, kinds[v.at(v.tokens.type, stop)])


def _left_open(v: View, place: np.ndarray) -> np.ndarray:
    """Whether the token is a placeholder whose closing mark is missing."""
    is_open = np.array([t[0] == "\x01" and t[-1] == "u" for t in v.tokens.types])
    return is_open[v.at(v.tokens.type, place)]


def _coarse_ending(v: View, place: np.ndarray) -> np.ndarray:
    """1 for -ing, 2 for -ed, 3 for -s, 4 for other small words, 0 else."""
    kinds = np.array(
        [
            1 if t.endswith("ing") else 2 if t.endswith("ed") else 3 if t.endswith("s") else 4
            for t in v.tokens.types
        ]
    )
    return kinds[v.tokens.type[place]]
