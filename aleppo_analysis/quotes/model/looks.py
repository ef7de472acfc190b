"""What a token tells by itself, whatever stands around it: shape, ending, whether it ends a sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

HOLDER, OPEN, CLOSE, BREAK = "\x01", "\x02", "\x03", "\n"
SHAPES = (
    "lower Title UPPER Single Mixed number numeric-word comma stop query colon dash straight bracket other "
    "clitic open close holder break"
).split()
_SIGNS = {",": 7, ".": 8, "?": 9, "!": 9, ":": 10, ";": 10, "-": 11, '"': 12, "'": 12}
_SIGNS |= {OPEN: 16, CLOSE: 17, BREAK: 19}
_SIGNS |= dict.fromkeys("()[]{}", 13)
_ENDINGS = "ed ing ly ion ist ian ers er or es s n't".split()
_DIGIT = re.compile(r"\d")
N_UNKNOWN = len(_ENDINGS) * 2 + 2 + 16


class Looks(NamedTuple):
    """What tokens tell. All fields but `form` are arrays with one entry a token."""

    form: Sequence[str]  # under which each is looked up
    shape: np.ndarray  # index into SHAPES
    unknown: np.ndarray  # its class if the lexicon lacks it
    sign: np.ndarray  # the sign that it is, or that a placeholder ends with: 1 comma, 2 full stop ... 6 dash
    suffix: np.ndarray  # 1 for -ing, 2 for -ed, 3 for -s, 4 for others
    is_open: np.ndarray  # whether it is a placeholder whose closing mark is missing
    ends: np.ndarray  # whether it ends a sentence
    begins: np.ndarray  # whether it may begin one
    closes: np.ndarray  # whether it closes what was opened in one


def looks_of(tokens: Sequence[str]) -> Looks:
    """What each token tells."""
    looked = [*map(_look, tokens)]
    forms = [form for form, _ in looked]
    table = np.frombuffer(b"".join([told for _, told in looked]), np.uint8).reshape(len(forms), -1).T
    return Looks(forms, *table[:4].astype(np.int64), *table[4:].astype(bool))


@lru_cache(maxsize=20_000)
def _look(token: str) -> tuple[str, bytes]:
    """The form of a token, and the other fields of `Looks`, a byte each."""
    shape = shape_of(token)
    unknown, suffix = unknown_class(token, shape), _suffix(token[-3:])
    if shape <= 4:  # a word
        return normal(token), bytes((shape, unknown, 0, suffix, False, False, token[0].isupper(), False))
    is_holder = token[0] == HOLDER
    sign = ",.?!:-".find(token[is_holder]) + 1
    is_open = is_holder and token[-1] == "u"
    ends = token in {".", "?", "!", "..."} or (is_holder and token[1] in ".?!")
    begins = token[0].isdigit() or token[0] in (HOLDER, OPEN, '"')
    closes = token in {CLOSE, '"', ")"}
    return normal(token), bytes((shape, unknown, sign, suffix, is_open, ends, begins, closes))


@lru_cache(maxsize=5_000)
def _suffix(letters: str) -> int:
    """`Looks.suffix` of a token that ends with these three letters."""
    return next((i for i, each in enumerate(("ing", "ed", "s"), start=1) if letters.endswith(each)), 4)


def normal(token: str) -> str:
    """The form under which a token is looked up."""
    low = token.lower()[:20]
    return low if low.isalpha() else _DIGIT.sub("0", low)


def shape_of(token: str) -> int:
    """Index into SHAPES."""
    c = token[0]
    if c == HOLDER:
        return 18
    if c.isalpha():
        if token.islower():
            return 0
        if len(token.rstrip(".")) == 1:
            return 3
        return 2 if token.isupper() else 1 if token[1:].islower() or "-" in token else 4
    if c.isdigit():
        return 5 if not any(x.isalpha() for x in token) else 6
    if c == "'" and len(token) > 1:
        return 15
    return _SIGNS.get(c, 14)


def unknown_class(token: str, shape: int) -> int:
    """Number of the class of a word the lexicon lacks: by case and ending. Numbers are below N_UNKNOWN."""
    if shape > 4:
        return len(_ENDINGS) * 2 + 2 + min(shape - 5, 15)
    return _ending(token[-3:].lower()) + (len(_ENDINGS) + 1) * (shape > 0)


@lru_cache(maxsize=5_000)
def _ending(letters: str) -> int:
    """Index into _ENDINGS of the first with which a word ends that ends with these three letters."""
    return next((i for i, each in enumerate(_ENDINGS) if letters.endswith(each)), len(_ENDINGS))
