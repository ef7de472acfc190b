"""The tagger against trying every way to label a few short sequences."""

from itertools import product

import numpy as np
import pytest

from aleppo_analysis.quotes.model import field
from aleppo_analysis.quotes.model.field import SCALE, make_field, tag
from aleppo_analysis.quotes.model.looks import N_UNKNOWN, SHAPES, shape_of, unknown_class

N_LABELS = 3


@pytest.mark.parametrize("least", [0, field._DENSE], ids=["looked up in one table", "in two levels"])
def test_labels_and_probabilities_are_those_of_all_paths(least: int) -> None:
    """Sequences of four tokens, one and two; the sixth token is in none, the seventh has a feature without weight."""
    rng = np.random.default_rng(0)
    codes = np.arange(9) * 300 + least
    keys = np.delete(codes, 6)
    weights = rng.integers(-2 * SCALE, 2 * SCALE, (8, N_LABELS))
    learned = make_field({"word": keys}, {"word": weights}, rng.normal(size=(3, 3)), rng.normal(size=3))
    sequences = np.array([[0, 4], [4, 1], [6, 3]])
    labels, p = tag(learned, [("word", codes)], sequences, 9)

    emission = np.insert(weights / SCALE, 6, 0, axis=0)
    for first, length in sequences.tolist():
        paths = list(product(range(N_LABELS), repeat=length))
        scores = [
            learned.begins[path[0]]
            + sum(emission[first + t, label] for t, label in enumerate(path))
            + sum(learned.moves[pair] for pair in zip(path, path[1:], strict=False))
            for path in paths
        ]
        weight = np.exp(scores) / np.exp(scores).sum()
        assert labels[first : first + length].tolist() == list(paths[int(np.argmax(scores))])
        for t in range(length):
            share = [sum(w for w, path in zip(weight, paths, strict=True) if path[t] == k) for k in range(3)]
            assert p[first + t] == pytest.approx(share, abs=1e-6)
    assert (labels[5], p[5].tolist()) == (0, [1, 0, 0])


def test_shapes() -> None:
    """One token for each shape, in the order of SHAPES."""
    tokens = "hall Hall HALL M. McCall 12 12th , . ? : - \" ( % 's \x02 \x03 \x01,A1".split(" ")
    found = [SHAPES[shape_of(token)] for token in tokens]
    assert found == [shape for shape in SHAPES if shape != "break"]
    assert SHAPES[shape_of("\n")] == "break"


def test_classes_of_unknown_tokens() -> None:
    """Words by ending, in small letters and with a capital; then shapes: each has a number of its own."""
    endings = "ed ing ly ion ist ian ers er or es s n't".split()
    words = [f"{begin}{ending}" for begin in ("Xuq", "xuq") for ending in [*endings, ""]]
    words += "12 12th , . ? : - ( % 's \x02 \x03 \x01,A1 \n".split(" ")
    found = [unknown_class(word, shape_of(word)) for word in words]
    assert len(set(found)) == len(words) and 0 <= min(found) and max(found) < N_UNKNOWN
