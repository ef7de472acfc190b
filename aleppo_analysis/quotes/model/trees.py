"""Sums of small symmetric decision trees: every level of a tree asks one question of all rows."""

from typing import NamedTuple

import numpy as np

_ROWS = 8192  # rows at a time, so that they stay in the cache


class Forest(NamedTuple):
    """Trees of one depth; row t of the first two arrays holds the questions `feature > border` of tree t."""

    feature: np.ndarray  # with shape (trees, depth)
    border: np.ndarray  # with shape (trees, depth)
    leaf: np.ndarray  # with shape (trees, 2 ** depth); the answer to question i is bit i of the leaf's number


def scores(forest: Forest, rows: np.ndarray) -> np.ndarray:
    """The sum of the trees' leaves for every row of features."""
    out = np.zeros(len(rows), np.float32)
    for begin in range(0, len(rows), _ROWS):
        columns = np.ascontiguousarray(rows[begin : begin + _ROWS].T)
        total = np.zeros(columns.shape[1], np.float32)
        for features, borders, leaves in zip(forest.feature, forest.border, forest.leaf, strict=True):
            number = np.zeros(columns.shape[1], np.uint8)
            for bit, (feature, border) in enumerate(zip(features.tolist(), borders, strict=True)):
                number |= (columns[feature] > border).view(np.uint8) << np.uint8(bit)
            total += leaves[number]
        out[begin : begin + _ROWS] = total
    return out


def choice_probabilities(score: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    """Probability of each row among the rows of its group (a conditional logit)."""
    most = np.full(n_groups, -np.inf)
    np.maximum.at(most, group, score)
    weight = np.exp(score - most[group])
    return weight / np.bincount(group, weight, minlength=n_groups)[group]


def sigmoid(score: np.ndarray) -> np.ndarray:
    """Probability of a yes."""
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))
