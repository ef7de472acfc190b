"""Tag tokens as source, cue and content: a conditional random field, many paragraphs at a time."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

_DENSE = 1 << 18  # templates whose codes stay below this are looked up in a table, the others by bisection


class Field(NamedTuple):
    """A conditional random field: weights of features and of neighbouring labels."""

    keys: dict[str, np.ndarray]  # by template, the codes with weights, sorted
    rows: dict[str, np.ndarray]  # by template, with shape (codes, labels)
    moves: np.ndarray  # weights of label after label
    begins: np.ndarray  # weights of the first label


def tag(
    field: Field, named_codes: Iterable[tuple[str, np.ndarray]], sequences: np.ndarray, n_tokens: int
) -> tuple[np.ndarray, np.ndarray]:
    """(the likeliest labels together, the probability of every label) of every token; 0 outside sequences."""
    emission = _emissions(field, named_codes, n_tokens)
    labels = np.zeros(n_tokens, np.int64)
    marginals = np.zeros((n_tokens, len(field.begins)), np.float32)
    marginals[:, 0] = 1
    order = np.argsort(-sequences[:, 1], kind="stable")
    for batch in _batches(sequences[order]):
        first, length = batch[:, 0], batch[:, 1]
        steps = np.arange(length[0])[:, None]
        place = np.where(steps < length, first + steps, 0)
        scores = emission[place]
        inside = steps < length
        labels[place[inside]] = _best_path(field, scores, length)[inside]
        marginals[place[inside]] = _marginals(field, scores, length)[inside]
    return labels, marginals


def _emissions(field: Field, named_codes: Iterable[tuple[str, np.ndarray]], n_tokens: int) -> np.ndarray:
    """Sum of the weights of each token's features, with shape (tokens, labels)."""
    total = np.zeros((n_tokens, len(field.begins)), np.float32)
    for name, codes in named_codes:
        keys = field.keys.get(name)
        if keys is None or not len(keys):
            continue
        if keys[-1] < _DENSE:
            table = np.full(int(keys[-1]) + 2, len(keys))
            table[keys] = np.arange(len(keys))
            at = table[np.minimum(codes, keys[-1] + 1)]
        else:
            at = np.minimum(np.searchsorted(keys, codes), len(keys) - 1)
            at = np.where(keys[at] == codes, at, len(keys))
        weights = np.concatenate([field.rows[name], np.zeros((1, total.shape[1]), np.float32)])
        total += weights[at]
    return total


def _batches(sequences: np.ndarray) -> Iterable[np.ndarray]:
    """Sequences, falling by length, in batches of alike length and of bounded size."""
    begin = 0
    while begin < len(sequences):
        longest = int(sequences[begin, 1])
        stop = begin + max(1, 60000 // longest)
        alike = int(np.searchsorted(-sequences[:, 1], -longest // 2, side="right"))
        stop = min(stop, max(alike, begin + 1), len(sequences))
        yield sequences[begin:stop]
        begin = stop


def _best_path(field: Field, scores: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Labels with the highest sum of weights (Viterbi), with shape (steps, sequences)."""
    steps, n, n_labels = scores.shape
    came_from = np.zeros((steps, n, n_labels), np.int8)
    best = scores[0] + field.begins
    final = best.copy()
    for t in range(1, steps):
        active = int(np.searchsorted(-length, -t, side="left"))
        options = best[:active, :, None] + field.moves
        came_from[t, :active] = options.argmax(1)
        best = options.max(1) + scores[t, :active]
        final[:active] = best
    labels = np.zeros((steps, n), np.int64)
    label = final.argmax(1)
    for t in range(steps - 1, -1, -1):
        labels[t] = label
        active = int(np.searchsorted(-length, -t, side="left"))
        label[:active] = came_from[t, np.arange(active), label[:active]]
    return labels


def _marginals(field: Field, scores: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Probability of every label given the sequence (forward-backward, both ways in one loop)."""
    steps, n, n_labels = scores.shape
    weight = np.exp(scores - scores.max(2, keepdims=True))
    back = np.maximum(length - 1 - np.arange(steps)[:, None], 0)
    both = np.stack([weight, weight[back, np.arange(n)]], axis=1)
    both[0, 0] *= np.exp(field.begins)
    moves = np.exp(np.stack([field.moves, field.moves.T]))
    both[0] /= both[0].sum(-1, keepdims=True)
    for t in range(1, steps):
        active = int(np.searchsorted(-length, -t, side="left"))
        now = (both[t - 1, :, :active] @ moves) * both[t, :, :active]
        both[t, :, :active] = now / now.sum(-1, keepdims=True)
    backward = both[back, 1, np.arange(n)]
    product = both[:, 0] * backward / np.maximum(weight, 1e-30)
    return product / np.maximum(product.sum(-1, keepdims=True), 1e-30)
