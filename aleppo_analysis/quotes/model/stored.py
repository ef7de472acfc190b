"""The learned numbers of the attribution model, read from one checked file."""

import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from .tagger import Field, Lexicon
from .trees import Forest

DIGEST = "1e0a6a097aaeb89d00b4607ef40be8d9ead51843422478950bde405cdbc5c8f3"
FORESTS = ("content_cue", "cue_source", "right")
SCALE = 32  # weights of the tagger are stored as whole numbers of 1/32


class Model(NamedTuple):
    """What was learned: words, the tagger, and the scorers of relations."""

    lexicon: Lexicon
    rates: np.ndarray  # by word number, the columns of describe.RATES
    field: Field
    forests: dict[str, Forest]
    thresholds: np.ndarray  # by kind of piece, the score from which it is kept
    points: np.ndarray  # by table, scores and the share that was right, to read a confidence off

    def calibrate(self, score: np.ndarray, table: np.ndarray) -> float:
        """The confidence in an attribution, from the scores of its pieces and their tables."""
        return float(np.interp(score.mean(), *self.points[table.max()]))


@cache
def load_model() -> Model:
    """The shipped model. Raises ValueError if its file is not the one this version was made with."""
    return read_model((files(__package__) / "quotes.npz").read_bytes(), DIGEST)


def read_model(data: bytes, digest: str) -> Model:
    """A model from the bytes of its file."""
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise ValueError(
            f"attribution model: expected a file with sha256 {digest}, found {found}: "
            "install the package again, or run python -m training.train_quotes, which writes the file and "
            "its digest"
        )
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return unpack(arrays)


def unpack(arrays: dict[str, np.ndarray]) -> Model:
    """A model from the arrays of its file."""
    words, endings, names = (_listed(arrays[name]) for name in ("words", "endings", "templates"))
    unknown = len(arrays["cue_class"]) - len(words)
    classes = (arrays[name].astype(np.int64) for name in ("cue_class", "kind", "coarse"))
    lexicon = Lexicon(
        {w: i + unknown for i, w in enumerate(words)}, {e: i + 1 for i, e in enumerate(endings)}, *classes
    )
    edges = np.cumsum(arrays["counts"])[:-1]
    steps = np.split(arrays["key_steps"].astype(np.int64), edges)
    weights = np.split(arrays["weights"].astype(np.float32) / SCALE, edges)
    field = Field(
        {n: np.cumsum(k) for n, k in zip(names, steps, strict=True)},
        dict(zip(names, weights, strict=True)),
        arrays["moves"],
        arrays["begins"],
    )
    forests = {name: Forest(*(arrays[f"{name}_{part}"] for part in Forest._fields)) for name in FORESTS}
    rates = arrays["rates"].astype(np.float32)
    return Model(lexicon, rates, field, forests, arrays["thresholds"], arrays["points"])


def _listed(packed: np.ndarray) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\t")
