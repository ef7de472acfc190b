"""Which candidates are right by the gold relations: what the scorers of relations learn from."""

import numpy as np

from aleppo_analysis.quotes.model.candidates import Spans
from aleppo_analysis.quotes.model.linker import NONE, SAME, Chosen, Pairs

from .gold_tokens import CONTENT, CUE, SOURCE, Gold, relations_in


class Aims:
    """The gold relation of each piece and cue (-1 for none), and the relations of each candidate."""

    def __init__(self, spans: tuple[Spans, Spans, Spans], gold: Gold) -> None:
        pieces, cues, sources = spans
        self.gold = gold
        self.length = [s.stop - s.first for s in spans]
        content = relations_in(pieces, gold, CONTENT)
        self.cue_holds, self.source_holds = relations_in(cues, gold, CUE), relations_in(sources, gold, SOURCE)
        half = (self.length[0] / 2).tolist()
        self.piece = [_most(held, least) for held, least in zip(content, half, strict=True)]
        self.cue = [_most(held, 0) for held in self.cue_holds]
        self.sourced = {r for i, shared in gold.sharers.items() if gold.role[i] == SOURCE for r in shared}
        self.piece_of = np.array(self.piece)

    def of_content(self, pairs: Pairs, above: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(rows that are right, rows of pieces that have a right row)."""
        right, asked = np.zeros(len(pairs.anchor)), np.zeros(len(pairs.anchor), bool)
        for i, first, stop in _groups(pairs.anchor):
            aim = self.piece[i]
            rows = range(first, stop)
            if aim < 0:
                good = [r for r in rows if pairs.partner[r] == NONE]
            else:
                good = self._best(rows, pairs.partner, self.cue_holds, self.length[1], aim)
                good += [r for r in rows if pairs.partner[r] == SAME and self.piece[above[i]] == aim]
            right[good] = 1
            asked[first:stop] = bool(good)
        return right, asked

    def of_source(self, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
        """The same for the sources of the cues that are cues in gold."""
        right, asked = np.zeros(len(pairs.anchor)), np.zeros(len(pairs.anchor), bool)
        for j, first, stop in _groups(pairs.anchor):
            aim = self.cue[j]
            rows = range(first, stop)
            if aim in self.sourced:
                good = self._best(rows, pairs.partner, self.source_holds, self.length[2], aim)
            else:
                good = [r for r in rows if pairs.partner[r] == NONE and aim >= 0]
            right[good] = 1
            asked[first:stop] = bool(good)
        return right, asked

    def of_choice(self, chosen: Chosen) -> np.ndarray:
        """Whether each piece is attributed in gold, to the source that was chosen."""
        right = np.zeros(len(chosen.piece))
        for row, (i, k) in enumerate(zip(chosen.piece.tolist(), chosen.source.tolist(), strict=True)):
            aim = self.piece[i]
            right[row] = aim >= 0 and (aim not in self.sourced or (k >= 0 and aim in self.source_holds[k]))
        return right

    def of_quotations(
        self, chosen: Chosen, pieces: Spans, quote: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """(row of `chosen`, whether its source is the gold one) of the quotations in the pieces.

        A quotation belongs to the relation that holds half of its tokens; one that belongs to none is wrong,
        one without a gold source is left out.
        """
        rows, right = [], []
        for row, (i, k) in enumerate(zip(chosen.piece.tolist(), chosen.source.tolist(), strict=True)):
            here = slice(int(pieces.first[i]), int(pieces.stop[i]))
            for number in np.unique(quote[here][quote[here] >= 0]):
                aim = self._relation_of(self.gold.stretch[here][quote[here] == number])
                if aim < 0 or aim in self.sourced:
                    rows.append(row)
                    right.append(aim >= 0 and k >= 0 and aim in self.source_holds[k])
        return np.array(rows, np.int64), np.array(right, float)

    def _relation_of(self, stretch: np.ndarray) -> int:
        """The relation whose content holds half of the tokens, else -1."""
        counts: dict[int, int] = {}
        for owner in stretch[stretch >= 0].tolist():
            if self.gold.role[owner] == CONTENT:
                counts[int(self.gold.relation[owner])] = counts.get(int(self.gold.relation[owner]), 0) + 1
        return _most(counts, len(stretch) / 2)

    @staticmethod
    def _best(
        rows: range, partner: np.ndarray, holds: list[dict[int, int]], length: np.ndarray, aim: int
    ) -> list[int]:
        """The row whose span holds most of the aim and least else."""
        found = [(holds[j].get(aim, 0), int(length[j]), r) for r in rows if (j := int(partner[r])) >= 0]
        fits = [(n / size + 0.1 * n, -r) for n, size, r in found if n]
        return [-max(fits)[1]] if fits else []


def _most(held: dict[int, int], least: float) -> int:
    """The relation with most tokens, if these are at least so many."""
    best = max(held, key=lambda r: (held[r], -r), default=-1)
    return best if best >= 0 and held[best] >= least else -1


def _groups(anchor: np.ndarray) -> list[tuple[int, int, int]]:
    """(anchor, first row, row after the last)."""
    edges = np.flatnonzero(np.diff(anchor, prepend=-1, append=-1)).tolist()
    return [(int(anchor[a]), a, b) for a, b in zip(edges[:-1], edges[1:], strict=True)]
