"""The learned numbers of the attribution model, read from one checked file."""

import hashlib
import io
from functools import cache, partial
from importlib.resources import files
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from .candidates import N_LABELS, find_candidates, join_sides
from .describe import RATES, View
from .field import Field, make_field
from .linker import Chosen, Kind, Table, content_pairs, describe_spans, judgement_rows, source_pairs
from .tagger import Attributes, Lexicon, look_up, templates
from .tokens import tokenize_articles
from .trees import PARTS, Forest
from .vocabulary import Vocabulary

DIGEST = "450eb14ade170181041da79fcfca478d387a407d929c21b3b78b9a2b49bcd0c0"
FORESTS = ("content_cue", "cue_source", "right")


class Model(NamedTuple):
    """What was learned: words, the tagger, and the scorers of relations."""

    lexicon: Lexicon
    rates: np.ndarray  # by word number, the columns of describe.RATES
    field: Field
    forests: dict[str, Forest]
    thresholds: np.ndarray  # by kind of piece, the score from which it is kept
    points: np.ndarray  # by table, scores and the share that was right, to read a confidence off

    def new_vocabulary(self) -> Vocabulary:
        """A vocabulary of tokens that are looked up in the lexicon."""
        return Vocabulary(partial(look_up, self.lexicon))

    def calibrate(self, score: np.ndarray, table: np.ndarray) -> np.ndarray:
        """The confidence in each attribution, from the mean score of its pieces and their highest table."""
        by_table = np.stack([np.interp(score, *points) for points in self.points])
        return by_table[table, np.arange(len(score))]


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
    """A model from the arrays of its file. Raises ValueError if names there differ from those of the code."""
    for array, own in own_names().items():
        for i, (there, here) in enumerate(zip_longest(_listed(arrays[array]), own, fillvalue="nothing")):
            if there != here:
                raise ValueError(
                    f"attribution model: {array}[{i}] is {there} in quotes.npz and {here} in the code, but "
                    "weights are found by place: put the code back in that order, or run python -m "
                    "training.train_quotes, which writes a file in the code's order"
                )
    words, endings, names = (_listed(arrays[name]) for name in ("words", "endings", "templates"))
    unknown = len(arrays["cue_class"]) - len(words)
    classes = (arrays[name].astype(np.int64) for name in ("cue_class", "kind", "coarse"))
    lexicon = Lexicon(
        {w: i + unknown for i, w in enumerate(words)}, {e: i + 1 for i, e in enumerate(endings)}, *classes
    )
    edges = np.cumsum(arrays["counts"])[:-1]
    steps = np.split(arrays["key_steps"].astype(np.int64), edges)
    weights = np.split(arrays["weights"], edges)
    field = make_field(
        {n: np.cumsum(k) for n, k in zip(names, steps, strict=True)},
        dict(zip(names, weights, strict=True)),
        arrays["moves"],
        arrays["begins"],
    )
    forests = {name: Forest(*(arrays[f"{name}_{part}"] for part in PARTS)) for name in FORESTS}
    rates = arrays["rates"].astype(np.float32)
    return Model(lexicon, rates, field, forests, arrays["thresholds"], arrays["points"])


def own_names() -> dict[str, list[str]]:
    """What the code calls rows and columns of the file's arrays, in order, seen on a text without words."""
    tokens = tokenize_articles([], [])
    n = len(tokens.type)
    known = Attributes(*np.zeros((len(Attributes._fields), n), np.int64))
    tags = join_sides(np.zeros(n, np.int64), np.zeros((n, N_LABELS)))
    view = View(tokens, known, tags, np.zeros((n, len(RATES))))
    spans = find_candidates(tokens, tags)
    described = describe_spans(view, spans)
    nothing = Chosen(*np.zeros((len(Chosen._fields), 0), np.int64))
    return {
        "templates": [name for name, _ in templates(tokens, known, 1)],
        "rates_names": list(RATES),
        "thresholds_names": list(Kind.__members__),
        "points_names": list(Table.__members__),
        "content_cue_names": content_pairs(view, spans, described).names,
        "cue_source_names": source_pairs(view, spans, described).names,
        "right_names": judgement_rows(view, spans, described, nothing)[1],
    }


def _listed(packed: np.ndarray) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\t")
