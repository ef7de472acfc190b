"""Train sums of symmetric trees: to choose one row of a group (conditional logit), or to say yes or no."""

import numpy as np
from numba import njit

from aleppo_analysis.quotes.model.trees import Forest

TREES, DEPTH, RATE, SHRINKAGE, BINS, ROW_SHARE, COLUMN_SHARE = 150, 5, 0.12, 3.0, 32, 0.5, 0.4


def train_forest(
    rows: np.ndarray, right: np.ndarray, group: np.ndarray | None = None, *, trees: int = TREES, seed: int = 0
) -> Forest:
    """Boosted trees. With a group, several rows of one may be right: their probabilities are added."""
    rng = np.random.default_rng(seed)
    borders = [_borders(column) for column in rows.T]
    bins = np.stack(
        [np.searchsorted(b, c, side="left").astype(np.uint8) for b, c in zip(borders, rows.T, strict=True)]
    )
    edges = (
        np.arange(len(rows) + 1) if group is None else np.flatnonzero(np.diff(group, prepend=-1, append=-1))
    )
    score, gradient, curvature = (np.zeros(len(rows)) for _ in range(3))
    leaf = np.zeros(len(rows), np.uint8)
    n_columns = int(rows.shape[1] * COLUMN_SHARE)
    features, cuts, leaves = [], [], []
    for _ in range(trees):
        (_slope_yes if group is None else _slope_choice)(
            score, right.astype(float), edges, gradient, curvature
        )
        sample = np.flatnonzero(rng.random(len(rows)) < ROW_SHARE)
        columns = rng.choice(rows.shape[1], n_columns, replace=False)
        leaf[:] = 0
        questions = []
        for level in range(DEPTH):
            sums = np.zeros((n_columns, 1 << level, BINS, 2))
            _add_up(bins, columns, sample, leaf, gradient, curvature, sums)
            column, cut = _best_question(sums, SHRINKAGE)
            column = int(columns[column])
            cut = min(cut, len(borders[column]) - 1)
            questions.append((column, borders[column][cut] if cut >= 0 else np.inf))
            leaf |= (bins[column] > max(cut, 0)).astype(np.uint8) << np.uint8(level)
        size = 1 << DEPTH
        value = -np.bincount(leaf, gradient, size) / (np.bincount(leaf, curvature, size) + SHRINKAGE) * RATE
        score += value[leaf]
        features.append([q[0] for q in questions])
        cuts.append([q[1] for q in questions])
        leaves.append(value)
    return Forest(np.array(features, np.int16), np.array(cuts, np.float32), np.array(leaves, np.float32))


def _borders(column: np.ndarray) -> np.ndarray:
    """At most BINS - 1 values between those of the column."""
    values = np.unique(column)
    if len(values) > BINS:
        cut = np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="nearest"))
        at = np.searchsorted(values, cut[cut < values[-1]])
        return (values[at] + values[at + 1]) / 2
    return (values[1:] + values[:-1]) / 2


@njit(cache=True)
def _slope_choice(score, right, edges, gradient, curvature):
    for i in range(len(edges) - 1):
        a, b = edges[i], edges[i + 1]
        weight = np.exp(score[a:b] - score[a:b].max())
        total, good = weight.sum(), (weight * right[a:b]).sum() + 1e-12
        for r in range(a, b):
            p = weight[r - a] / total
            gradient[r] = p - right[r] * weight[r - a] / good
            curvature[r] = max(p * (1 - p), 1e-3)


@njit(cache=True)
def _slope_yes(score, right, edges, gradient, curvature):
    for r in range(len(score)):
        p = 1 / (1 + np.exp(-score[r]))
        gradient[r] = p - right[r]
        curvature[r] = max(p * (1 - p), 1e-3)


@njit(cache=True)
def _add_up(bins, columns, sample, leaf, gradient, curvature, sums):
    for i in range(len(columns)):
        column = bins[columns[i]]
        for r in sample:
            sums[i, leaf[r], column[r], 0] += gradient[r]
            sums[i, leaf[r], column[r], 1] += curvature[r]


@njit(cache=True)
def _best_question(sums, shrinkage):
    best, best_column, best_cut = -1.0, 0, 0
    n_columns, n_leaves, n_bins, _ = sums.shape
    for i in range(n_columns):
        gain = np.zeros(n_bins)
        for k in range(n_leaves):
            all_g, all_h = sums[i, k, :, 0].sum(), sums[i, k, :, 1].sum()
            g = h = 0.0
            for b in range(n_bins - 1):
                g += sums[i, k, b, 0]
                h += sums[i, k, b, 1]
                gain[b] += g * g / (h + shrinkage) + (all_g - g) ** 2 / (all_h - h + shrinkage)
        cut = gain[: n_bins - 1].argmax()
        if gain[cut] > best:
            best, best_column, best_cut = gain[cut], i, cut
    return best_column, best_cut
