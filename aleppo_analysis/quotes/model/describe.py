"""What the scorers of relations know of a piece of content, a cue, a source, and of how two of them stand.

The first letter of a column's name says of what it speaks: p a piece, q the piece before it, c a cue,
s a source, r how two stand to each other.
"""

import numpy as np

from .candidates import CONTENT, CUE, SOURCE, Spans, Tags
from .tagger import Attributes
from .tokens import Tokens

RATES = ("cue", "content_after", "sourceless", "source_after", "source", "content")  # what is known of a word
_STEPS = 2.0**24  # of a probability: whole steps add up exactly, whatever article stands before in the batch


class View:
    """Sums over tokens, so that anything between two places is a difference."""

    def __init__(self, tokens: Tokens, a: Attributes, tags: Tags, rates: np.ndarray) -> None:
        self.tokens, self.a, self.tags = tokens, a, tags
        self.rate = dict(zip(RATES, rates.T, strict=True))
        self.marginals = marginals = tags.p
        self.p_source = marginals[:, SOURCE] + marginals[:, SOURCE + 1]
        self.p_cue = marginals[:, CUE] + marginals[:, CUE + 1]
        self.p_content = marginals[:, CONTENT] + marginals[:, CONTENT + 1]
        shape = a.shape
        counted = {
            "breaks": tokens.is_break,
            "holders": shape == 18,
            "commas": shape == 7,
            "stops": (shape == 8) | (shape == 9),
            "colons": shape == 10,
            "dashes": shape == 11,
            "marks": (shape >= 16) & (shape <= 17),
            "titles": (shape > 0) & (shape < 5),
            "source": self.p_source,
            "cue": self.p_cue,
            "content": self.p_content,
            "cues": marginals[:, CUE],
            "sources": marginals[:, SOURCE],
            "contents": marginals[:, CONTENT],
            "verbs": a.cue >= 2,
            "content_before_cue": tags.content_before_cue,
            "source_after_cue": tags.source_after_cue,
        }
        self.column = {name: column for column, name in enumerate(counted)}
        self.totals = np.empty((len(shape) + 1, len(counted)))  # before each token, a column a name
        self.totals[0] = 0
        for column, values in enumerate(counted.values()):
            steps = np.rint(values * np.float32(_STEPS)) / np.float32(_STEPS)
            self.totals[1:, column] = steps.cumsum(dtype=np.float64)

    def over(self, name: str, first: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Sum over the tokens from `first` to before `stop`; 0 where there are none."""
        total = self.totals[:, self.column[name]]
        return total[np.maximum(stop, first)] - total[first]

    def all_over(self, first: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """All sums over stretches that do not end before they begin: a row a stretch, a column a name."""
        return self.totals.take(stop, axis=0) - self.totals.take(first, axis=0)

    def at(self, values: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Value at a place, also beyond the ends."""
        return values.take(place, mode="clip")


def describe_pieces(v: View, p: Spans) -> dict[str, np.ndarray]:
    """What is known of each piece of content."""
    a, t = v.a, v.tokens
    last = p.stop - 1
    length = p.stop - p.first
    sign = v.at(a.shape, last)
    follows = v.at(a.shape, p.stop)
    sentence_start = (v.at(t.sentence, p.first - 1) != t.sentence[p.first]) | v.at(t.is_break, p.first - 1)
    run_before, run_after = _runs(v, p)
    before_break = p.first - 1 - v.at(t.is_break, p.first - 1)
    return {
        "p_origin": p.origin,
        "p_length": length,
        "p_holders": v.over("holders", p.first, p.stop),
        "p_quoted": _share(t.quote >= 0, p),
        "p_titles": v.over("titles", p.first, p.stop) / length,
        "p_content": v.over("content", p.first, p.stop) / length,
        "p_content_min": _least(v.p_content, p),
        "p_starts": v.marginals[p.first, CONTENT],
        "p_source": v.over("source", p.first, p.stop) / length,
        "p_cue": v.over("cue", p.first, p.stop),
        "p_shape_first": a.shape[p.first],
        "p_shape_last": sign,
        "p_next": follows,
        "p_next_rate": v.at(v.rate["cue"], p.stop),
        "p_before_rate": v.at(v.rate["cue"], p.first - 1),
        "p_before": v.at(a.shape, p.first - 1),
        "p_before2": v.at(a.shape, p.first - 2),
        "p_next2": v.at(a.shape, p.stop + 1),
        "p_sentence_start": sentence_start,
        "p_paragraph_start": v.at(t.is_break, p.first - 1),
        "p_paragraph_end": v.at(t.is_break, p.stop) | (v.at(t.is_break, p.stop + 1) & (follows < 15)),
        "p_stop_last": _stop_sign(v, p.stop),
        "p_above_holder": v.at(a.shape, before_break) == 18,
        "p_above_open": _left_open(v, before_break),
        "p_often": a.often[p.first],
        "p_rate_first": v.rate["content"][p.first],
        "p_upper": _share(a.shape == 2, p),
        "p_words_rate": v.over("verbs", p.first, p.stop) / length,
        "p_open": _left_open(v, last),
        "p_run_before": run_before,
        "p_run_after": run_after,
        "p_before_cue": v.over("content_before_cue", p.first, p.stop) / length,
    }


def describe_cues(v: View, c: Spans) -> dict[str, np.ndarray]:
    """What is known of each cue."""
    a, t = v.a, v.tokens
    head = _head(v.rate["cue"], c)
    sentence_start = v.at(t.sentence, c.first - 1) != t.sentence[c.first]
    right, left = v.marginals[:, CONTENT], v.p_content
    return {
        "c_origin": c.origin,
        "c_length": c.stop - c.first,
        "c_p": v.over("cue", c.first, c.stop) / (c.stop - c.first),
        "c_p_first": v.marginals[c.first, CUE],
        "c_rate": v.rate["cue"][head],
        "c_after": v.rate["content_after"][head],
        "c_sourceless": v.rate["sourceless"][head],
        "c_source_after": v.rate["source_after"][head],
        "c_right": v.at(right, c.stop),
        "c_right2": v.at(right, c.stop + 1),
        "c_left": v.at(left, c.first - 1),
        "c_left2": v.at(left, c.first - 2),
        "c_left_source": v.at(v.p_source, c.first - 1),
        "c_right_source": v.at(v.p_source, c.stop),
        "c_shape": a.shape[c.first],
        "c_last": v.at(a.shape, c.stop - 1),
        "c_next": v.at(a.shape, c.stop),
        "c_before": v.at(a.shape, c.first - 1),
        "c_ending": t.looks.suffix[t.type[head]],
        "c_start": sentence_start,
        "c_quoted": t.quote[c.first] >= 0,
        "c_paragraph_start": v.at(t.is_break, c.first - 1) | v.at(t.is_break, c.first - 2),
        "c_before_cue": v.at(v.tags.content_before_cue, c.first - 1),
        "c_before_cue2": v.at(v.tags.content_before_cue, c.first - 3),
        "c_source_right": v.at(v.tags.source_after_cue, c.stop),
        "c_kind": a.coarse[head],
        "c_end": v.at(t.sentence, c.stop + 1) != t.sentence[c.stop - 1],
    }


def describe_sources(v: View, s: Spans) -> dict[str, np.ndarray]:
    """What is known of each candidate for a source."""
    a, t = v.a, v.tokens
    head = _head(v.rate["source"], s)
    length = s.stop - s.first
    return {
        "s_origin": s.origin,
        "s_length": length,
        "s_p": v.over("source", s.first, s.stop) / length,
        "s_p_first": v.marginals[s.first, SOURCE],
        "s_p_most": _most(v.p_source, s),
        "s_rate": v.rate["source"][head],
        "s_rate_first": v.rate["source"][s.first],
        "s_rate_last": v.rate["source"][s.stop - 1],
        "s_shape": a.shape[s.first],
        "s_shape_last": a.shape[s.stop - 1],
        "s_titles": v.over("titles", s.first, s.stop) / length,
        "s_commas": v.over("commas", s.first, s.stop),
        "s_often": a.often[s.first],
        "s_often_last": a.often[s.stop - 1],
        "s_next": v.at(a.shape, s.stop),
        "s_before": v.at(a.shape, s.first - 1),
        "s_quoted": t.quote[s.first] >= 0,
        "s_start": v.at(t.sentence, s.first - 1) != t.sentence[s.first],
        "s_p_content": v.over("content", s.first, s.stop) / length,
        "s_after_cue": v.over("source_after_cue", s.first, s.stop) / length,
        "s_kind": a.coarse[s.stop - 1],
        "s_paragraph_start": v.at(t.is_break, s.first - 1),
    }


def describe_before(
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


def describe_pair(v: View, x: Spans, y: Spans, i: np.ndarray, j: np.ndarray) -> dict[str, np.ndarray]:
    """How anchor `i` of `x` and partner `j` of `y` stand to each other."""
    sentence = v.tokens.sentence
    first, stop, other = x.first[i], x.stop[i], y.first[j]
    before = other < first
    low, high = np.where(before, y.stop[j], stop), np.where(before, first, other)
    high = np.maximum(low, high)
    gap = high - low
    is_apart = gap > 0
    between = dict(zip(v.column, v.all_over(low, high).T, strict=True))
    rank = np.searchsorted(y.first, first) - j
    return {
        "r_before": before,
        "r_gap": gap,
        "r_rank": np.where(before, rank - 1, -rank),
        "r_sentences": np.abs(sentence[other] - sentence[first]) - between["breaks"],
        "r_own_between": np.abs(np.searchsorted(x.first, other) - i - before),
        "r_same_end": sentence[other] == sentence[np.maximum(stop - 1, 0)],
        "r_first": v.at(v.rate["cue"], low) * is_apart,
        "r_shape_first": np.where(is_apart, v.at(v.a.shape, low), -1),
        "r_shape_last": np.where(is_apart, v.at(v.a.shape, high - 1), -1),
        "r_source_share": between["source"] / np.maximum(gap, 1),
        "r_content_share": between["content"] / np.maximum(gap, 1),
        **{f"r_{name}": values for name, values in between.items()},
    }


def piece_before(v: View, pieces: Spans) -> np.ndarray:
    """The piece before each in its article, of those that are no mere thought of the tagger; -1 for none."""
    n = len(pieces.first)
    last = np.maximum.accumulate(np.where(pieces.origin != 1, np.arange(n), -1))
    above = np.concatenate([[-1], last[:-1]])[:n]
    doc = v.tokens.doc[pieces.first]
    return np.where((above >= 0) & (doc[above] == doc), above, -1)


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
    """The sign a piece ends with: 1 comma, 2 full stop, 3 query, more for others, 0 none."""
    type_, sign = v.tokens.type, v.tokens.looks.sign
    at_last = sign[v.at(type_, stop - 1)]
    return np.where(at_last > 0, at_last, sign[v.at(type_, stop)])


def _runs(v: View, p: Spans) -> tuple[np.ndarray, np.ndarray]:
    """How many paragraphs of the same quotation (its mark left open at their ends) stand before and after."""
    n = len(p.first)
    goes_on = np.zeros(n + 1, bool)
    between = v.over("breaks", p.stop[:-1], p.first[1:])
    goes_on[1:n] = _left_open(v, p.stop[:-1] - 1) & (between > 0) & (p.first[1:] - p.stop[:-1] == between)
    start = np.maximum.accumulate(np.where(goes_on[:n], 0, np.arange(n))) if n else np.zeros(0, np.int64)
    ends = np.where(goes_on[1:], n, np.arange(n))
    stop = np.minimum.accumulate(ends[::-1])[::-1] if n else start
    return np.arange(n) - start, stop - np.arange(n)


def _left_open(v: View, place: np.ndarray) -> np.ndarray:
    """Whether the token is a placeholder whose closing mark is missing."""
    return v.tokens.looks.is_open[v.at(v.tokens.type, place)]
