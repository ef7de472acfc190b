"""Train the tagger: a linear-chain conditional random field by FTRL-Proximal, which keeps few weights.

H. B. McMahan and others, "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm 1, in several
passes.
"""

import numpy as np
from numba import njit

PASSES, RATE, SPARSITY, OFFSET = 8, 0.01, 10.0, 0.3


def train_field(
    features: np.ndarray,
    labels: np.ndarray,
    sequences: np.ndarray,
    n_features: int,
    n_labels: int,
    *,
    seed: int = 0,
):
    """(weights of features, of moves between labels, of first labels); a missing feature is -1."""
    weights, sums, squares = (np.zeros((n_features, n_labels), np.float32) for _ in range(3))
    moves, begins = np.zeros((n_labels, n_labels)), np.zeros(n_labels)
    move_squares, begin_squares = np.ones_like(moves), np.ones_like(begins)
    rng = np.random.default_rng(seed)
    for _ in range(PASSES):
        order = rng.permutation(len(sequences))
        _one_pass(
            features,
            labels,
            sequences[order],
            weights,
            sums,
            squares,
            moves,
            move_squares,
            begins,
            begin_squares,
        )
    return weights, moves, begins


@njit(cache=True, fastmath=True)
def _one_pass(
    features, labels, sequences, weights, sums, squares, moves, move_squares, begins, begin_squares
):
    n_labels = len(begins)
    longest = sequences[:, 1].max()
    score, forward, backward, p = np.zeros((4, longest, n_labels))
    pairs = np.zeros((n_labels, n_labels))
    for first, length in sequences:
        for t in range(length):
            score[t] = 0
            for f in features[first + t]:
                if f >= 0:
                    for k in range(n_labels):
                        score[t, k] += weights[f, k]
        _expectations(score, np.exp(moves), np.exp(begins), length, forward, backward, p, pairs)
        for t in range(length):
            _update(features[first + t], labels[first + t], p[t], weights, sums, squares)
        for t in range(1, length):
            pairs[labels[first + t - 1], labels[first + t]] -= 1
        p[0, labels[first]] -= 1
        for k in range(n_labels):
            for m in range(n_labels):
                move_squares[k, m] += pairs[k, m] ** 2
                moves[k, m] -= 0.1 * pairs[k, m] / np.sqrt(move_squares[k, m])
            begin_squares[k] += p[0, k] ** 2
            begins[k] -= 0.1 * p[0, k] / np.sqrt(begin_squares[k])


@njit(cache=True, fastmath=True)
def _update(features, label, p, weights, sums, squares):
    for k in range(len(p)):
        gradient = p[k] - (1.0 if k == label else 0.0)
        if abs(gradient) < 2e-4:
            continue
        for f in features:
            if f >= 0:
                before = np.sqrt(squares[f, k])
                squares[f, k] += gradient * gradient
                after = np.sqrt(squares[f, k])
                sums[f, k] += gradient - (after - before) / RATE * weights[f, k]
                total = sums[f, k]
                if abs(total) <= SPARSITY:
                    weights[f, k] = 0
                else:
                    weights[f, k] = (np.sign(total) * SPARSITY - total) / ((OFFSET + after) / RATE)


@njit(cache=True, fastmath=True)
def _expectations(score, moves, begins, length, forward, backward, p, pairs):
    """Probabilities of labels (into `p`) and of moves, summed (into `pairs`); `score` becomes weights."""
    n = len(begins)
    for t in range(length):
        score[t] = np.exp(score[t] - score[t].max())
        for k in range(n):
            total = begins[k] if t == 0 else 0.0
            if t:
                for m in range(n):
                    total += forward[t - 1, m] * moves[m, k]
            forward[t, k] = total * score[t, k]
        forward[t] /= forward[t].sum()
    backward[length - 1] = 1
    pairs[:] = 0
    for t in range(length - 1, -1, -1):
        p[t] = forward[t] * backward[t]
        p[t] /= p[t].sum()
        if t:
            total = 0.0
            for m in range(n):
                backward[t - 1, m] = 0
                for k in range(n):
                    step = moves[m, k] * score[t, k] * backward[t, k]
                    backward[t - 1, m] += step
                    total += forward[t - 1, m] * step
            for m in range(n):
                for k in range(n):
                    pairs[m, k] += forward[t - 1, m] * moves[m, k] * score[t, k] * backward[t, k] / total
            backward[t - 1] /= backward[t - 1].sum()
