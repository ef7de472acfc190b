"""What gold relations make of each token: the stretch it lies in, and the label the tagger is to give it."""

from typing import NamedTuple

import numpy as np

from aleppo_analysis.quotes.model.candidates import CONTENT_BEFORE_CUE, SOURCE_AFTER_CUE, Spans
from aleppo_analysis.quotes.model.looks import SHAPES
from aleppo_analysis.quotes.model.tokens import Tokens
from benchmarks.polnear_data import ROLES, Bounds, Relation

SOURCE, CUE, CONTENT = range(3)


class Gold(NamedTuple):
    """Stretches of gold text, numbered through the batch, and the tokens in them."""

    stretch: np.ndarray  # of each token, -1 for none
    role: np.ndarray  # of each stretch
    relation: np.ndarray  # of each stretch, numbered through the batch
    sharers: dict[int, list[int]]  # the relations of a stretch that several share (sources)


def align(tokens: Tokens, texts: list[str], relations: list[list[Relation]]) -> Gold:
    """Which stretch of gold text each token lies in, by its first character or its letters (placeholders)."""
    role: list[int] = []
    number: list[int] = []
    sharers: dict[int, list[int]] = {}
    stretch = np.full(len(tokens.type), -1)
    is_holder = tokens.looks.shape[tokens.type] == SHAPES.index("holder")
    count = 0
    for doc, (text, found) in enumerate(zip(texts, relations, strict=True)):
        owner = np.full(len(text) + 1, -1)
        shared: dict[tuple[int, Bounds], list[int]] = {}
        for k, relation in enumerate(found):
            for r, name in enumerate(ROLES):
                for bounds in sorted(relation[name]):
                    owner[slice(*bounds)] = len(role)
                    shared.setdefault((r, bounds), []).append(len(role))
                    role.append(r)
                    number.append(count + k)
        for same in shared.values():
            sharers |= dict.fromkeys(same, [number[i] for i in same])
        count += len(found)
        here = np.flatnonzero(tokens.doc == doc)
        stretch[here] = owner[tokens.start[here]]
        for i in here[is_holder[here]]:
            stretch[i] = _most(owner, text, int(tokens.start[i]), int(tokens.end[i]))
    return Gold(stretch, np.array(role), np.array(number), sharers)


def _most(owner: np.ndarray, text: str, start: int, end: int) -> int:
    """The stretch that holds at least half of the letters, else -1."""
    letters = owner[start:end][[c.isalnum() for c in text[start:end]]]
    if not len(letters):
        return -1
    values, counts = np.unique(letters, return_counts=True)
    return int(values[counts.argmax()]) if 2 * counts.max() >= len(letters) else -1


def label_tokens(tokens: Tokens, gold: Gold) -> tuple[np.ndarray, Gold]:
    """The tagger's labels, and the gold stretches without the signs at their edges."""
    shape = tokens.looks.shape[tokens.type]
    sign = ((shape >= 7) & (shape <= 14)) | (shape == 16) | (shape == 17)
    stretch, label = gold.stretch.copy(), np.zeros(len(shape), np.int8)
    for first, length in tokens.sequence.tolist():
        edges = np.flatnonzero(np.diff(gold.stretch[first : first + length], prepend=-9, append=-9)) + first
        for begin, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            owner = int(gold.stretch[begin])
            if owner < 0:
                continue
            words = np.flatnonzero(~sign[begin:stop])
            a, b = (begin + int(words[0]), begin + int(words[-1]) + 1) if len(words) else (begin, stop)
            if not len(words) and gold.role[owner] != CUE:
                a, b = begin, begin
            stretch[begin:a] = stretch[b:stop] = -1
            if b > a:
                label[a] = 1 + 2 * gold.role[owner]
                label[a + 1 : b] = 2 + 2 * gold.role[owner]
    gold = gold._replace(stretch=stretch)
    return _with_sides(label, gold), gold


def _with_sides(label: np.ndarray, gold: Gold) -> np.ndarray:
    """Labels of their own for content before its cue and for a source after it."""
    place = np.arange(len(label))
    inside = gold.stretch >= 0
    role = np.where(inside, gold.role[gold.stretch], -1)
    relation = np.where(inside, gold.relation[gold.stretch], -1)
    cue = np.full(len(gold.relation) + 1, -1)
    is_cue = np.flatnonzero(role == CUE)[::-1]
    cue[relation[is_cue]] = is_cue
    has_cue = inside & (cue[relation] >= 0)
    side = label.copy()
    side[has_cue & (role == CONTENT) & (place < cue[relation]) & (label > 0)] += (
        CONTENT_BEFORE_CUE - 1 - 2 * CONTENT
    )
    side[has_cue & (role == SOURCE) & (place > cue[relation]) & (label > 0)] += (
        SOURCE_AFTER_CUE - 1 - 2 * SOURCE
    )
    return side


def relations_in(spans: Spans, gold: Gold, role: int) -> list[dict[int, int]]:
    """The relations whose part of that role each stretch of tokens holds, with the number of tokens."""
    found: list[dict[int, int]] = []
    for first, stop in zip(spans.first.tolist(), spans.stop.tolist(), strict=True):
        counts: dict[int, int] = {}
        for owner in gold.stretch[first:stop].tolist():
            if owner >= 0 and gold.role[owner] == role:
                for relation in gold.sharers[owner]:
                    counts[relation] = counts.get(relation, 0) + 1
        found.append(counts)
    return found
