"""From the probabilities of candidates to one cue and one source for each piece of content."""

import numpy as np

from ._candidates import Spans
from ._descriptions import View, piece_before
from ._relations import NONE, SAME, Chosen, Pairs, content_pairs, source_pairs
from ._trees import Forest, choice_probabilities, scores

SOURCELESS = 0.7  # probability of having no source from which a cue is left without one
_FORGET = 0.003  # a carried cue less likely than this is dropped
# Kinds of pieces: no word in marks; only words in marks, with a long quotation or without; words in and out.
REPORTED, LONG, SHORT, MIXED = range(4)
TABLE_OF_KIND = np.array([0, 2, 2, 1])  # which table of confidences is asked; of several kinds, the highest


def choose_partners(view: View, spans: tuple[Spans, Spans, Spans], forests: dict[str, Forest]) -> Chosen:
    """The pieces that have a candidate for a cue, with the best cue and its best source."""
    pieces, cues, sources = spans
    content, source = content_pairs(view, pieces, cues), source_pairs(view, cues, sources)
    p_content = choice_probabilities(
        scores(forests["content_cue"], content.features), content.anchor, len(pieces.first)
    )
    p_source = choice_probabilities(
        scores(forests["cue_source"], source.features), source.anchor, len(cues.first)
    )
    return choose(content, p_content, source, p_source, piece_before(view, pieces))


def choose(
    content: Pairs, p_content: np.ndarray, source: Pairs, p_source: np.ndarray, above: np.ndarray
) -> Chosen:
    """The same from the probabilities of the candidates; `above` is the piece before each piece."""
    cue, p_cue, p_second, p_none = _choose_cues(content, p_content, above)
    best, p_best, p_next = _choose_sources(source, p_source)
    i = np.flatnonzero(cue >= 0)
    j = cue[i]
    return Chosen(i, j, best[j], p_cue[i], p_none[i], p_second[i], p_best[j], p_next[j])


def _choose_cues(
    pairs: Pairs, p: np.ndarray, above: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(best cue, its probability, that of the second, that of none) of each piece.

    The probability of "the same cue as the piece before" goes to the cues of that piece.
    """
    n = len(above)
    edges = np.flatnonzero(np.diff(pairs.anchor, prepend=-1, append=n)).tolist()
    partner, probability, before = pairs.partner.tolist(), p.tolist(), above.tolist()
    chances: list[dict[int, float]] = []
    best, out = np.full(n, -1), np.zeros((3, n))
    for i, (first, stop) in enumerate(zip(edges[:-1], edges[1:], strict=True)):
        mine: dict[int, float] = {}
        for j, chance in zip(partner[first:stop], probability[first:stop], strict=True):
            carried = chances[before[i]].items() if j == SAME else ((j, 1.0),)
            for cue, share in carried:
                if j != SAME or share * chance > _FORGET:
                    mine[cue] = mine.get(cue, 0.0) + share * chance
        chances.append(mine)
        ranked = sorted(((-share, cue) for cue, share in mine.items() if cue >= 0))[:2]
        if ranked:
            best[i] = ranked[0][1]
            out[: len(ranked), i] = [-share for share, _ in ranked]
        out[2, i] = mine.get(NONE, 0.0)
    return best, *out


def _choose_sources(pairs: Pairs, p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(best source or -1, its probability, that of the second) of each cue."""
    is_none = pairs.partner < 0
    p_none = p[is_none]
    n = len(p_none)
    order = np.lexsort((np.where(is_none, 1, -p), pairs.anchor))
    first = np.flatnonzero(np.diff(pairs.anchor[order], prepend=-1))
    best = pairs.partner[order[first]]
    second = np.minimum(first + 1, len(order) - 1)
    has_second = (second > first) & (pairs.anchor[order[second]] == np.arange(n)) & ~is_none[order[second]]
    p_second = np.where(has_second, p[order[second]], 0.0)
    best = np.where(p_none > SOURCELESS, NONE, best)
    return best, np.where(best >= 0, p[order[first]], p_none), p_second


def kinds_of(view: View, pieces: Spans) -> np.ndarray:
    """REPORTED, LONG, SHORT or MIXED for each piece."""
    quoted = np.concatenate([[0], np.cumsum(view.tokens.quote >= 0)])
    n = quoted[pieces.stop] - quoted[pieces.first]
    only = np.where(view.over("holders", pieces.first, pieces.stop) > 0, LONG, SHORT)
    return np.where(n == pieces.stop - pieces.first, only, np.where(n > 0, MIXED, REPORTED))
