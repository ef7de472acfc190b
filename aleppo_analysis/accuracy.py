"""How well rows were found, against rows coded by reading: which belong together, and what that comes to."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

import pandas as pd


def records(table: pd.DataFrame, columns: list[str]) -> list[dict[str, Any]]:
    """The rows as dicts of these columns, missing values as None."""
    rows = table[columns].astype(object)
    return rows.where(rows.notna(), None).to_dict("records")


class Places:
    """Spans by article and place, so that those around a place are found without looking at all of them.

    Given are the article, first and last place (which does not belong to it) of each.
    """

    def __init__(self, spans: Iterable[tuple[object, int, int]]) -> None:
        held: dict[object, list[tuple[int, int, int]]] = defaultdict(list)
        for number, (doc_id, start, end) in enumerate(spans):
            held[doc_id].append((start, end, number))
        self._held = {doc_id: sorted(spans) for doc_id, spans in held.items()}
        self._reach = {
            doc_id: list(accumulate((end for _, end, _ in spans), max))
            for doc_id, spans in self._held.items()
        }

    def around(self, doc_id: object, start: int, end: int) -> list[int]:
        """The numbers of the spans that share a place with this one, in the order of their places."""
        held = self._held.get(doc_id, [])
        found: list[int] = []
        for at in range(bisect_left(held, (end,)) - 1, -1, -1):
            if self._reach[doc_id][at] <= start:
                break
            if held[at][1] > start:
                found.append(held[at][2])
        return found[::-1]


def pair_up(overlaps: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """One other for each, by falling overlap: given are the overlap of two and their numbers."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted((-overlap, one, other) for overlap, one, other in overlaps):
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    return partner


def level(name: str, n_gold: int, n_predicted: int, n_correct: int) -> dict[str, Any]:
    """A row of a score: precision, recall and f1, NaN where there is nothing to divide by."""
    nothing = float("nan")
    return {
        "level": name,
        "n_gold": n_gold,
        "n_predicted": n_predicted,
        "n_correct": n_correct,
        "precision": n_correct / n_predicted if n_predicted else nothing,
        "recall": n_correct / n_gold if n_gold else nothing,
        "f1": 2 * n_correct / (n_gold + n_predicted) if n_gold + n_predicted else nothing,
    }
