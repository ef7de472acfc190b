"""Sums of small symmetric decision trees: every level of a tree asks one question of all rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .tokens import starts

PARTS = ("feature", "border", "leaf")  # of a forest, as they are stored
_ROWS = 384  # rows at a time, so that what is made of them stays in the cache


class Questions(NamedTuple):
    """The distinct questions of a forest: trees ask few, and most of them often."""

    feature: np.ndarray
    border: np.ndarray  # with shape (questions, 1)
    of_trees: np.ndarray  # which one each tree asks, with shape (depth, trees)


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees of one depth; row t of the first two arrays holds the questions `feature > border` of tree t."""

    feature: np.ndarray  # with shape (trees, depth)
    border: np.ndarray  # with shape (trees, depth)
    leaf: np.ndarray  # with shape (trees, 2 ** depth); the answer to question i is bit i of the leaf's number

    @cached_property
    def questions(self) -> Questions:
        asked = np.stack([self.feature.ravel(), self.border.ravel()])
        (feature, border), which = np.unique(asked, axis=1, return_inverse=True)
        of_trees = which.reshape(self.feature.shape).T
        return Questions(feature.astype(np.intp), border[:, None].astype(np.float32), of_trees)


def scores(forest: Forest, rows: np.ndarray) -> np.ndarray:
    """The sum of the trees' leaves, first tree first, for every row of features."""
    feature, border, of_trees = forest.questions
    out = np.zeros(len(rows), np.float32)
    n_trees, size = forest.leaf.shape
    first_leaf = (np.arange(n_trees)[:, None] * size).astype(np.min_scalar_type(forest.leaf.size))
    for begin in range(0, len(rows), _ROWS):
        columns = np.ascontiguousarray(rows[begin : begin + _ROWS].T)
        answers = (columns.take(feature, axis=0, mode="clip") > border).view(np.uint8)
        number = np.zeros((n_trees, columns.shape[1]), np.uint8)
        for asked in of_trees[::-1]:
            number += number
            number += answers.take(asked, axis=0, mode="clip")
        leaves = forest.leaf.ravel().take(first_leaf + number, mode="clip")
        # a single column would be added up in pairs, which rounds otherwise
        out[begin : begin + _ROWS] = leaves.sum(0) if leaves.shape[1] > 1 else leaves.cumsum(0)[-1]
    return out


def choice_probabilities(score: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    """Probability of each row among the rows of its group, which stand together (a conditional logit)."""
    first = np.flatnonzero(starts(group))
    most = np.maximum.reduceat(score, first).astype(np.float64)
    weight = np.exp(score - np.repeat(most, np.diff(first, append=len(group))))
    return weight / np.bincount(group, weight, minlength=n_groups)[group]


def sigmoid(score: np.ndarray) -> np.ndarray:
    """Probability of a yes."""
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))
