"""What the tagger sees of a token: its word, shape and kind, those of its neighbours, where it stands."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from .looks import SHAPES, Looks
from .tokens import Tokens, starts

_DISTANCE = np.array([0, 1, 2, 3, 4, 4, 5, 5, 5, 5] + [6] * 10 + [7])
_REACH = 3  # tokens to either side that a template sees
N_SHAPES, N_DISTANCES, N_KINDS, N_COARSE = len(SHAPES), 9, 128, 32


class Lexicon(NamedTuple):
    """What the model knows of words: numbers, numbers of endings, how often they are cues, their company."""

    words: dict[str, int]
    endings: dict[str, int]
    cue_class: np.ndarray  # by word number; the first entries are the classes of unknown words
    kind: np.ndarray  # by word number, words in like company (0-127)
    coarse: np.ndarray  # the same in fewer classes (0-31)


class Attributes(NamedTuple):
    """Arrays with one entry a token, made from the token alone or from its article."""

    word: np.ndarray
    ending: np.ndarray
    shape: np.ndarray
    cue: np.ndarray
    kind: np.ndarray
    coarse: np.ndarray
    often: np.ndarray  # how often the word, if a name, stands in the article (0-3)


def attributes(tokens: Tokens, lexicon: Lexicon) -> Attributes:
    """Look every distinct token up once, then spread the numbers over the tokens."""
    return spread(tokens, look_up(lexicon, tokens.looks))


def look_up(lexicon: Lexicon, looks: Looks) -> list[np.ndarray]:
    """Of each distinct token: number, ending, class as a cue, kind and coarse kind of the word."""
    n = len(looks.form)
    words = np.fromiter(map(lexicon.words.get, looks.form, looks.unknown.tolist()), np.int64, n)
    last = [form[-3:] for form in looks.form]
    endings = np.fromiter(map(lexicon.endings.get, last, repeat(0)), np.int64, n)
    by_word = (each.take(words) for each in (lexicon.cue_class, lexicon.kind, lexicon.coarse))
    return [words, endings, *by_word]


def spread(tokens: Tokens, known: Sequence[np.ndarray]) -> Attributes:
    """What is known of each token, given what `look_up` finds for each distinct one."""
    by_type = (*known, tokens.looks.shape)
    word, ending, cue, kind, coarse, shape = (each.take(tokens.type) for each in by_type)
    return Attributes(word, ending, shape, cue, kind, coarse, _often(tokens, shape))


def _often(tokens: Tokens, shape: np.ndarray) -> np.ndarray:
    """0 for what is no name, else 1-3 by how often it stands in its article."""
    names = np.flatnonzero((shape >= 1) & (shape <= 4))
    key = tokens.doc[names] * len(tokens.types) + tokens.type[names]
    _, group, count = np.unique(key, return_inverse=True, return_counts=True)
    often = np.zeros(len(shape), np.int64)
    often[names] = np.digitize(count[group], [2, 5]) + 1
    return often


def templates(tokens: Tokens, a: Attributes, size: int) -> Iterator[tuple[str, np.ndarray]]:
    """(name, codes) of every template; `size` is above every word number."""
    w, s, e = map(_around, (a.word, a.shape, a.ending))
    for k in range(-3, 4):
        yield f"word{k:+}", w[k]
    for k in range(-1, 2):
        yield f"ending{k:+}", e[k]
    for k in (-2, -1, 0, 1, 2):
        yield f"shape{k:+}", s[k]
    for i, j in ((-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 1)):
        yield f"words{i:+}{j:+}", w[i] * size + w[j]
    for i, j in ((-2, 0), (-1, 0), (0, 1), (0, 2)):
        yield f"shapes{i:+}{j:+}", (s[i] * N_SHAPES + s[(i + j) // 2]) * N_SHAPES + s[j]
    for i, j in ((0, 1), (0, -1), (-1, 0), (1, 0)):
        yield f"word{i:+}shape{j:+}", w[i] * N_SHAPES + s[j]
    yield from _kind_templates(a, w)
    yield from _cue_templates(tokens, a, size)
    yield from _place_templates(tokens, a, s, w, size)


def _kind_templates(a: Attributes, w: dict[int, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Classes of words that keep like company, which do the work of parts of speech."""
    k, c = _around(a.kind), _around(a.coarse)
    for i in range(-2, 3):
        yield f"kind{i:+}", k[i]
    for i, j in ((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1)):
        yield f"kinds{i:+}{j:+}", k[i] * N_KINDS + k[j]
    for i in (-2, -1, 0):
        yield f"coarse{i:+}", (c[i] * N_COARSE + c[i + 1]) * N_COARSE + c[i + 2]
    yield "coarse four before", ((c[-3] * N_COARSE + c[-2]) * N_COARSE + c[-1]) * N_COARSE + c[0]
    yield "coarse four after", ((c[0] * N_COARSE + c[1]) * N_COARSE + c[2]) * N_COARSE + c[3]
    yield "word+0kind+1", w[0] * N_KINDS + k[1]
    yield "word+0kind-1", w[0] * N_KINDS + k[-1]


def _cue_templates(tokens: Tokens, a: Attributes, size: int) -> Iterator[tuple[str, np.ndarray]]:
    """The nearest words to either side that are often cues, within the sentence."""
    is_cue = a.cue >= 2
    far = len(_DISTANCE) - 1
    for side, name in ((-1, "before"), (1, "after")):
        place = nearest(is_cue, tokens.sentence, side)
        gap = np.abs(np.arange(len(place)) - place)
        distance = np.where(place >= 0, _DISTANCE[np.minimum(gap, far)], 8)
        word = np.where(place >= 0, a.word[place], 0)
        commas = _between(a.shape == 7, place)
        yield f"cue {name}", word
        yield f"cue {name}, distance", word * N_DISTANCES + distance
        yield f"cue {name}, distance, shape", distance * N_SHAPES + a.shape
        yield f"cue {name}, word", word * size + a.word
        yield f"cue {name}, distance, kind", distance * N_KINDS + a.kind
        yield f"cue {name}, commas, shape", (np.minimum(commas, 3) * N_SHAPES + a.shape) * 4 + a.cue
    cue = _around(a.cue)
    yield "cue classes", (cue[-1] * 4 + a.cue) * 4 + cue[1]


def _place_templates(
    tokens: Tokens, a: Attributes, s: dict[int, np.ndarray], w: dict[int, np.ndarray], size: int
) -> Iterator[tuple[str, np.ndarray]]:
    """Where the token stands: in its sentence, beside signs, placeholders and marks, in its article."""
    n, far = len(a.shape), len(_DISTANCE) - 1
    here = np.arange(n)
    is_first = starts(tokens.sentence)
    first = nearest(is_first, tokens.sentence, -1)
    last = nearest(np.append(is_first[1:], True), tokens.sentence, 1)
    begin, rest = (_DISTANCE[np.minimum(np.abs(here - x), far)] for x in (first, last))
    yield "place", begin * N_SHAPES + a.shape
    yield "rest", rest * N_SHAPES + a.shape
    yield "first word of the sentence", a.word[first]
    yield "first word, shape", (a.word[first] * N_SHAPES + a.shape) * 4 + a.cue
    yield "last sign", (a.shape[last] * N_SHAPES + a.shape) * N_SHAPES + s[-1]
    sign = (a.shape >= 7) & (a.shape <= 14)
    holder = a.shape == 18
    for mask, name in ((sign, "sign"), (holder, "holder")):
        near = []
        for side in (-1, 1):
            place = nearest(mask, tokens.sentence, side)
            distance = np.where(place >= 0, _DISTANCE[np.minimum(np.abs(here - place), far)], 8)
            near.append(np.where(place >= 0, a.word[place], 0) * N_DISTANCES + distance)
        yield f"{name} before", near[0]
        yield f"{name} after", near[1]
        yield f"{name} before, shape", near[0] * N_SHAPES + a.shape
        yield f"{name} after, shape", near[1] * N_SHAPES + a.shape
        yield f"{name} before, kind", near[0] * N_KINDS + a.kind
        yield f"{name} after, kind", near[1] * N_KINDS + a.kind
        yield f"{name} before, cue", near[0] * 4 + a.cue
        yield f"{name} after, cue", near[1] * 4 + a.cue
    quoted = _around((tokens.quote >= 0).astype(np.int64))
    yield "quoted", ((quoted[-1] * 2 + quoted[0]) * 2 + quoted[1]) * N_SHAPES + a.shape
    yield "often", (a.often * 4 + _around(a.often)[1]) * N_SHAPES + s[-1]
    paragraph_start = nearest(tokens.is_break, np.zeros(n, np.int64), -1)
    before = np.maximum(paragraph_start - 1, 0)
    fresh = tokens.sentence == tokens.sentence[np.minimum(paragraph_start + 1, n - 1)]
    yield "paragraph before", (a.word[before] * 2 + fresh) * N_SHAPES + a.shape
    yield "bias", np.zeros(n, np.int64)


def nearest(mask: np.ndarray, group: np.ndarray, side: int) -> np.ndarray:
    """Index of the nearest token of the mask in the same group, at or before (side -1) or at or after (1).

    It is -1 where there is none.
    """
    n = len(mask)
    if side < 0:
        place = np.maximum.accumulate(np.where(mask, np.arange(n), -1))
    else:
        place = np.minimum.accumulate(np.where(mask, np.arange(n), n)[::-1])[::-1]
        place = np.where(place == n, -1, place)
    return np.where((place >= 0) & (group[place] == group), place, -1)


def _between(mask: np.ndarray, place: np.ndarray) -> np.ndarray:
    """How many tokens of the mask stand between each token and the token at `place` (0 where that is -1)."""
    total = np.cumsum(mask)
    return np.where(place >= 0, np.abs(total - total[place]), 0)


def _around(values: np.ndarray) -> dict[int, np.ndarray]:
    """By how many places to the right, up to three: the value of the token there; 0 beyond the ends."""
    padded = np.zeros(len(values) + 2 * _REACH, values.dtype)
    padded[_REACH:-_REACH] = values
    return {by: padded[_REACH + by :][: len(values)] for by in range(-_REACH, _REACH + 1)}
