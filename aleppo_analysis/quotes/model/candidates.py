"""Candidates for the parts of an attribution: stretches of content, cues and sources, read off the tagger."""

from typing import NamedTuple

import numpy as np

from .tokens import Tokens, starts

# The labels: each part has one for its first token and, after it, one for its next tokens.
OUT, SOURCE, CUE, CONTENT, CONTENT_BEFORE_CUE, SOURCE_AFTER_CUE = 0, 1, 3, 5, 7, 9
N_LABELS = 11
LOW_CUE, LOW_SOURCE, LOW_CONTENT = 0.08, 0.04, 0.3  # marginals from which on a stretch counts


class Spans(NamedTuple):
    """Stretches of tokens, in order of the text: first token, token after the last, and their origin."""

    first: np.ndarray
    stop: np.ndarray
    origin: np.ndarray  # 0 the tagger's choice, 1 above a low threshold, 2 a quotation left out


class Tags(NamedTuple):
    """What the tagger says of each token: labels of both sides put together, and the sides by themselves."""

    label: np.ndarray
    p: np.ndarray  # with shape (tokens, 7)
    content_before_cue: np.ndarray
    source_after_cue: np.ndarray


def join_sides(labels: np.ndarray, marginals: np.ndarray) -> Tags:
    """Content is content, on whichever side of its cue it stands; so with sources."""
    before, after = CONTENT_BEFORE_CUE, SOURCE_AFTER_CUE
    p = marginals[:, :before].copy()
    p[:, CONTENT : CONTENT + 2] += marginals[:, before : before + 2]
    p[:, SOURCE : SOURCE + 2] += marginals[:, after : after + 2]
    joined = np.array([*range(before), CONTENT, CONTENT + 1, SOURCE, SOURCE + 1])
    content_before_cue = marginals[:, before] + marginals[:, before + 1]
    source_after_cue = marginals[:, after] + marginals[:, after + 1]
    return Tags(joined[labels], p, content_before_cue, source_after_cue)


def find_candidates(tokens: Tokens, tags: Tags) -> tuple[Spans, Spans, Spans]:
    """Pieces of content, cues and sources."""
    labels, marginals = tags.label, tags.p
    cues = _with_low(labels, marginals, tokens, CUE, LOW_CUE)
    sources = _with_low(labels, marginals, tokens, SOURCE, LOW_SOURCE)
    return _pieces(tokens, labels, marginals), cues, sources


def _with_low(labels: np.ndarray, marginals: np.ndarray, tokens: Tokens, part: int, low: float) -> Spans:
    """The tagger's stretches of a part, and the stretches it thought of."""
    chosen = (labels == part) | (labels == part + 1)
    likely = (marginals[:, part] + marginals[:, part + 1] > low) & ~chosen & ~tokens.is_break
    nowhere = np.zeros(len(labels), bool)
    return _sorted([(*_runs(chosen, labels == part), 0), (*_runs(likely, nowhere), 1)])


def _pieces(tokens: Tokens, labels: np.ndarray, marginals: np.ndarray) -> Spans:
    """Content: the tagger's, what it thought of, and the quotations of which less than half is in it."""
    chosen = labels >= CONTENT
    quoted = tokens.quote >= 0
    first, stop = _runs(quoted, starts(tokens.quote) | starts(tokens.doc))
    total = np.concatenate([[0], np.cumsum(chosen)])
    missed = 2 * (total[stop] - total[first]) < stop - first
    first, stop = first[missed], stop[missed]
    taken = np.zeros(len(labels) + 1, np.int64)
    np.add.at(taken, first, 1)
    np.add.at(taken, stop, -1)
    likely = (marginals[:, CONTENT] + marginals[:, CONTENT + 1] > LOW_CONTENT) & ~chosen & ~tokens.is_break
    likely &= np.cumsum(taken)[:-1] == 0
    low_first, low_stop = _runs(likely, np.zeros(len(labels), bool))
    long = low_stop - low_first > 2
    return _sorted(
        [(*_runs(chosen, labels == CONTENT), 0), (low_first[long], low_stop[long], 1), (first, stop, 2)]
    )


def _runs(mask: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and stop of the runs of the mask; a run also ends where the next begins."""
    before = np.concatenate([[False], mask[:-1]])
    first = np.flatnonzero(mask & (begins | ~before))
    after = np.concatenate([mask[1:], [False]])
    begins_after = np.concatenate([begins[1:], [True]])
    return first, np.flatnonzero(mask & (begins_after | ~after)) + 1


def _sorted(groups: list[tuple[np.ndarray, np.ndarray, int]]) -> Spans:
    first = np.concatenate([g[0] for g in groups])
    stop = np.concatenate([g[1] for g in groups])
    origin = np.concatenate([np.full(len(g[0]), g[2]) for g in groups])
    order = np.lexsort((stop, first))
    return Spans(first[order], stop[order], origin[order])
