"""Where a wording is negated: the stretches behind *no*, *never* and the like."""

import re

import numpy as np
from ahocorasick_rs import AhoCorasick

from ..spans import merged

_NEGATORS = ["cannot", "neither", "never", "no", "none", "nor", "not", "without"]
_AFFIRMING = "doubt|just|merely|only|simply"  # no doubt, not only
_REACH = 80  # characters; three words are seldom half as long
_LONGEST = max(map(len, _NEGATORS))

_LETTER = r"[\w'-]"
_GAP = r"(?:[^\S\r\n]|[\"“”«(\[])"  # what parts words but not a sentence
_ANY = AhoCorasick([*_NEGATORS, "n't", "non-"])
_NEGATOR = re.compile(rf"(?:n't|(?<!{_LETTER})(?:{'|'.join(_NEGATORS)}))(?!{_LETTER})|non-")
_TWO_WORDS = re.compile(
    rf"{_GAP}*+(?:(?!(?:{_AFFIRMING})(?!{_LETTER})){_LETTER}++{_GAP}*+(?:{_LETTER}++{_GAP}*+)?)?"
)


def is_negated(folded: str, starts: np.ndarray) -> np.ndarray:
    """Whether one of the three words before each place, in order, negates it, or the prefix *non-*.

    The words are those of the same line back to the last mark other than quotation marks, opening brackets
    and hyphens.
    """
    parts = [(0, len(folded))]
    if len(starts) * _REACH < len(folded):  # only what may reach a place is read
        parts = merged((max(start - _REACH, 0), start + _LONGEST) for start in starts.tolist())
    found = [
        (begin, _ANY.find_matches_as_indexes(folded[begin:end], overlapping=True)) for begin, end in parts
    ]
    at = np.array([begin + at for begin, some in found for _, at, _ in some], dtype=np.int64)
    following = np.append(starts, at.max(initial=0) + 2 * _REACH)[np.searchsorted(starts, at)]
    stretches = [_stretch(folded, place) for place in at[following - at <= _REACH].tolist()]
    first, last = np.array(sorted(filter(None, stretches)), dtype=np.int64).reshape(-1, 2).T
    furthest = np.concatenate([[-1], np.maximum.accumulate(last)])
    return starts <= furthest[np.searchsorted(first, starts, side="right")]


def _stretch(folded: str, at: int) -> tuple[int, int] | None:
    """From where to where a wording has to begin for the word at a place to negate it."""
    negator = _NEGATOR.match(folded, at)
    if negator is None:
        return None
    end = negator.end()
    words = None if negator[0] == "non-" else _TWO_WORDS.match(folded, end, at + _REACH)
    return end, words.end() if words else end
