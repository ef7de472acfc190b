"""Sums of small symmetric decision trees: every level of a tree asks one question of all rows."""

from typing import NamedTuple

import numpy as np

_ROWS = 1024  # rows at a time, so that what is made of them stays in the cache


class Forest(NamedTuple):
    """Trees of one depth; row t of the first two arrays holds the questions `feature > border` of tree t."""

    feature: np.ndarray  # with shape (trees, depth)
    border: np.ndarray  # with shape (trees, depth)
    leaf: np.ndarray  # with shape (trees, 2 ** depth); the answer to question i is bit i of the leaf's number


def scores(forest: Forest, rows: np.ndarray) -> np.ndarray:
    """The sum of the trees' leaves, first tree first, for every row of features."""
    out = np.zeros(len(rows), np.float32)
    n_trees, size = forest.leaf.shape
    first_leaf = np.arange(n_trees)[:, None] * size
    for begin in range(0, len(rows), _ROWS):
        columns = np.ascontiguousarray(rows[begin : begin + _ROWS].T)
        number = np.zeros((n_trees, columns.shape[1]), np.uint8)
        for bit, (feature, border) in enumerate(zip(forest.feature.T, forest.border.T, strict=True)):
            number |= (columns[feature] > border[:, None]).view(np.uint8) << np.uint8(bit)
        leaves = forest.leaf.ravel().take(first_leaf + number)
        # a single column would be added up in pairs, which rounds otherwise
        out[begin : begin + _ROWS] = leaves.sum(0) if leaves.shape[1] > 1 else leaves.cumsum(0)[-1]
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
