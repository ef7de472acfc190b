"""A conditional random field: the likeliest labels of tokens and the probability of each.

Sequences are laid out step by step, the longest first: the first tokens of all, then the second tokens of all
that have one, and so on. A step is done for all sequences that reach it at once, and nothing is padded.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

SCALE = 32  # weights of features are whole numbers of 1/32, so that their sum is exact in any order
_DENSE = 1 << 18  # templates whose codes stay below this are looked up in one table, the others in two levels
_BITS = 8  # of a code that are looked up on the second level
_SLOTS = 16  # labels at most: numbers of two bytes that are copied as one


class Places(NamedTuple):
    """The codes of a template: a table says which row of weights each has; the last row is nothing."""

    blocks: np.ndarray  # by the upper bits of a code, where its part of the table begins; empty: all is one
    table: np.ndarray
    rows: np.ndarray  # with shape (codes + 1, _SLOTS)


class Field(NamedTuple):
    """A conditional random field: weights of features and of neighbouring labels."""

    keys: dict[str, np.ndarray]  # by template, the codes with weights, sorted
    rows: dict[str, np.ndarray]  # by template, with shape (codes, labels), in whole numbers of 1/SCALE
    moves: np.ndarray  # weights of label after label
    begins: np.ndarray  # weights of the first label
    places: dict[str, Places]


def make_field(
    keys: dict[str, np.ndarray], rows: dict[str, np.ndarray], moves: np.ndarray, begins: np.ndarray
) -> Field:
    """The field with its codes made ready for look-ups."""
    places = {name: _places(keys[name], rows[name]) for name in keys if len(keys[name])}
    return Field(keys, rows, moves, begins, places)


def _places(keys: np.ndarray, weights: np.ndarray) -> Places:
    n, n_labels = weights.shape
    rows = np.zeros((n + 1, _SLOTS), np.int16)
    rows[:n, :n_labels] = weights
    if keys[-1] < _DENSE:
        table = np.full(int(keys[-1]) + 2, n, np.min_scalar_type(n))
        table[keys] = np.arange(n)
        return Places(np.zeros(0, np.int64), table, rows)
    upper, number = np.unique(keys >> _BITS, return_inverse=True)
    blocks = np.zeros(int(upper[-1]) + 2, np.int64)
    blocks[upper] = np.arange(1, len(upper) + 1) << _BITS
    table = np.full((len(upper) + 1) << _BITS, n, np.min_scalar_type(n))
    table[((number + 1) << _BITS) + (keys & ((1 << _BITS) - 1))] = np.arange(n)
    return Places(blocks, table, rows)


def tag(
    field: Field, named_codes: Iterable[tuple[str, np.ndarray]], sequences: np.ndarray, n_tokens: int
) -> tuple[np.ndarray, np.ndarray]:
    """(the likeliest labels together, the probability of every label) of every token; 0 outside sequences."""
    labels = np.zeros(n_tokens, np.int64)
    marginals = np.zeros((n_tokens, len(field.begins)), np.float32)
    marginals[:, 0] = 1
    if len(sequences):
        steps = _steps(sequences)
        scores = _emissions(field, named_codes, n_tokens).take(steps.token, axis=0)
        labels[steps.token] = _best_path(field, scores, steps)
        marginals[steps.token] = _marginals(field, scores, steps)
    return labels, marginals


class Steps(NamedTuple):
    """The tokens of all sequences, step by step."""

    token: np.ndarray
    from_end: np.ndarray  # which entry is as far from the end of its sequence as this one from the beginning
    first: slice  # the entries of the first tokens
    pairs: list[tuple[slice, slice]]  # those of the tokens before each further step, and of the step


def _steps(sequences: np.ndarray) -> Steps:
    order = np.argsort(-sequences[:, 1], kind="stable")
    first, length = sequences[order].T
    n_longer = np.searchsorted(-length, -np.arange(length[0]), side="left")  # sequences that reach each step
    begin = np.concatenate([[0], np.cumsum(n_longer)])
    step = np.repeat(np.arange(length[0]), n_longer)
    sequence = np.arange(begin[-1]) - begin[step]
    from_end = begin[length[sequence] - 1 - step] + sequence
    bounds = begin.tolist()
    pairs = [
        (slice(before, before + stop - after), slice(after, stop))
        for before, after, stop in zip(bounds, bounds[1:], bounds[2:], strict=False)
    ]
    return Steps(first[sequence] + step, from_end, slice(bounds[1]), pairs)


def _emissions(field: Field, named_codes: Iterable[tuple[str, np.ndarray]], n_tokens: int) -> np.ndarray:
    """Sum of the weights of each token's features, with shape (tokens, labels)."""
    total = np.zeros((n_tokens, _SLOTS), np.int16)
    part = np.empty_like(total)
    for name, codes in named_codes:
        if places := field.places.get(name):
            if len(places.blocks):
                block = places.blocks.take(codes >> _BITS, mode="clip")
                at = places.table.take(block + (codes & ((1 << _BITS) - 1)))
            else:
                at = places.table.take(codes, mode="clip")
            total += places.rows.take(at, axis=0, out=part, mode="clip")
    return total[:, : len(field.begins)] / np.float32(SCALE)


def _best_path(field: Field, scores: np.ndarray, steps: Steps) -> np.ndarray:
    """Labels with the highest sum of weights (Viterbi)."""
    best = _by_label(scores)  # the sums up to each entry
    moves = field.moves[:, :, None]
    best[:, steps.first] += field.begins[:, None]
    for before, here in steps.pairs:
        best[:, here] += np.maximum.reduce(best[:, None, before] + moves)
    best = np.ascontiguousarray(best.T)
    after = np.ascontiguousarray(field.moves.T)
    labels = np.empty(len(scores), np.int64)
    last = steps.from_end[steps.first]
    labels[last] = best[last].argmax(1)
    for before, here in reversed(steps.pairs):
        labels[before] = (best[before] + after.take(labels[here], axis=0)).argmax(1)
    return labels


def _marginals(field: Field, scores: np.ndarray, steps: Steps) -> np.ndarray:
    """Probability of every label given the sequence (forward-backward, both ways in one loop)."""
    weight = np.exp(scores - _by_label(scores).max(0)[:, None])
    both = np.stack([weight, weight.take(steps.from_end, axis=0)])
    moves = np.exp(np.stack([field.moves, field.moves.T]))
    both[0, steps.first] *= np.exp(field.begins)
    both[:, steps.first] /= both[:, steps.first].sum(-1, keepdims=True)
    for before, here in steps.pairs:
        now = both[:, here]
        now *= both[:, before] @ moves
        now /= np.add.reduce(now, -1, keepdims=True)
    product = both[0] * both[1].take(steps.from_end, axis=0)
    product /= np.maximum(weight, 1e-30)
    product /= np.maximum(product.sum(-1, keepdims=True), 1e-30)
    return product


def _by_label(scores: np.ndarray) -> np.ndarray:
    """The scores with shape (labels, entries), where it is faster to find the highest of an entry."""
    return np.ascontiguousarray(scores.T)
