"""Texts and their quotation marks as integer arrays, one entry a token, for the attribution model.

Before a text is cut into tokens, marks of every style become the same two signs, and a quotation of five
words or more becomes one placeholder that says how it ends, how it begins and how long it is. Offsets do not
change.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from ...text.english import AFTER_NAMES, SHORT_MONTHS, STRAIGHT, TITLES
from ..marks import Mark
from .looks import CLOSE, HOLDER, OPEN, SHAPES, Looks
from .vocabulary import Vocabulary

LONG_QUOTE = 5  # words from which a quotation becomes one placeholder
LONGEST_SEQUENCE = 250  # tokens; a longer paragraph is cut, at the end of a sentence where there is one
_PLAIN = STRAIGHT | dict(zip("`´–—“”„«»\xa0\u202f\u2009\x01\x02\x03", '\'\'--"""""      ', strict=True))
_SHORT = "|".join([*TITLES, *AFTER_NAMES, *SHORT_MONTHS, "St", "No", "Inc", "Corp"])
_TOKEN = re.compile(  # with the blanks after it, so that what is found leaves no gap
    r"(?:[a-z]++[^\W\d_]*+(?:-++[^\W_]++)*+|[,\"\x02\x03]"  # most tokens, first: no other begins so
    rf"|(?:[A-Z]\.){{1,9}}(?!\w)|(?:{_SHORT})\.(?=\s)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-+[^\W_]+)*"
    r"|(?<=\w)'[^\W_]+|-+|\.\.+|[\n\r]\s*+|\x01...u?|[^\w\s]|\w+)[^\S\n\r]*+"
)
_WORD = re.compile(r"\w")
_HELD = SHAPES.index("holder")
_BETWEEN = ("",) * 3  # what stands between two articles, so that no window sees both


class Tokens(NamedTuple):
    """The tokens of a batch of articles. All fields but the first two are arrays with one entry a token."""

    types: list[str]  # the distinct tokens, as written, of these articles and perhaps of others
    looks: Looks  # what each of these tells by itself
    type: np.ndarray  # index into `types`
    doc: np.ndarray  # -1 for the breaks between articles
    start: np.ndarray
    end: np.ndarray
    quote: np.ndarray  # index among the outermost quotations of the article; -1 outside
    is_break: np.ndarray  # between paragraphs or articles
    sentence: np.ndarray  # numbered through the batch
    sequence: np.ndarray  # first token of every sequence that is tagged as one, and the number of tokens


def outermost(marks: Sequence[Mark]) -> list[Mark]:
    """The pairs of marks that stand in no other, in order of the text."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if not found or mark.open_start >= found[-1].close_end:
            found.append(mark)
    return found


def tokenize_articles(
    texts: Sequence[str], quotations: Sequence[Sequence[Mark]], vocabulary: Vocabulary | None = None
) -> Tokens:
    """Tokens of the articles, given the outermost quotations of each, and the tokens of those read before."""
    vocabulary = vocabulary or Vocabulary()
    vocabulary.forget_if_many()
    between = vocabulary.numbers(_BETWEEN)
    pieces, long, counts, begins = [between], [], [len(between)], [0]
    for text, spans in zip(texts, quotations, strict=True):
        masked, held = _mask(text, spans)
        found = _TOKEN.findall(masked)
        pieces += [vocabulary.numbers(found), between]
        long += held
        counts += [len(found), len(between)]
        begins += [masked.find(found[0]) if found else 0, 0]
    doc = np.repeat([-1, *(part for i in range(len(texts)) for part in (i, -1))], counts)
    vocabulary.learn()
    types, looks = vocabulary.types, vocabulary.looks
    type_, start, end = _placed(vocabulary, np.concatenate(pieces), counts, begins)
    at = np.flatnonzero((looks.shape == _HELD)[type_])
    start[at], end[at] = [span.start for span in long], [span.end for span in long]
    return _with_sentences(types, looks, type_, doc, start, end, _quote_of(doc, start, quotations))


def _placed(
    vocabulary: Vocabulary, piece: np.ndarray, counts: Sequence[int], begins: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which of the types each token is, from where to where."""
    lengths = vocabulary.length.take(piece)
    start = np.cumsum(lengths) - lengths
    first = np.cumsum(counts) - counts
    start += np.repeat(begins - start[first], counts)
    return vocabulary.type.take(piece), start, start + vocabulary.own_length.take(piece)


def starts(values: np.ndarray) -> np.ndarray:
    """Whether each value differs from the one before it, as the first does."""
    differs = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def _mask(text: str, quotations: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """The text with uniform marks and placeholders, length unchanged; and the quotations that these hold."""
    for sign, plain in _PLAIN.items():
        text = text.replace(sign, plain)
    pieces, held, at = [], [], 0
    for q in quotations:
        pieces.append(text[at : q.open_start])
        quoted, after = text[q.start : q.end], text[q.close_end : q.close_end + 1]
        moved = after if after and after in ",.?!" and q.close_end > q.end else ""
        at = q.close_end + len(moved)
        if len(list(islice(filter(_WORD.search, quoted.split()), LONG_QUOTE))) == LONG_QUOTE:
            held.append(q)
            pieces.append(_holder(quoted, moved, q).ljust(at - q.open_start))
        else:
            opening = OPEN.ljust(q.start - q.open_start) if q.start > q.open_start else ""
            closing = CLOSE if q.close_end > q.end else ""
            pieces.append(opening + quoted + (moved + closing).ljust(at - q.end))
    return "".join([*pieces, text[at:]]), held


def _holder(quoted: str, moved: str, q: Mark) -> str:
    """What a placeholder says: last sign, first letter, length, open or closed."""
    bare = quoted.strip()
    last = moved or bare[-1]
    last = last if last in ",.?!" else ":" if last in ":;" else "-" if last == "-" else "a"
    first = "A" if bare[0].isupper() or not bare[0].isalpha() else "a"
    words = len(bare.split())
    length = "1" if words < 10 else "2" if words < 20 else "3" if words < 40 else "4"
    return HOLDER + last + first + length + ("" if q.is_closed else "u")


def _quote_of(doc: np.ndarray, start: np.ndarray, quotations: Sequence[Sequence[Mark]]) -> np.ndarray:
    """Index of the quotation of its article in which (or in whose marks) each token starts; -1 for none."""
    spans = [(i, q.open_start, q.close_end) for i, each in enumerate(quotations) for q in each]
    if not spans:
        return np.full(len(doc), -1)
    of, opens, closes = np.array(spans).T
    width = int(max(closes.max(), start.max())) + 1
    at = np.searchsorted(of * width + opens, doc * width + start, side="right") - 1
    first = np.searchsorted(of, np.arange(len(quotations)))
    return np.where((at >= 0) & (of[at] == doc) & (start < closes[at]), at - first[doc], -1)


def _with_sentences(
    types: list[str],
    looks: Looks,
    type_: np.ndarray,
    doc: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    quote: np.ndarray,
) -> Tokens:
    """Add the numbers of the sentences and the sequences to tag."""
    n = len(type_)
    is_break = type_ == 0
    after_stop = np.zeros(n, bool)
    if n > 1:
        stop, closer = looks.ends[type_], looks.closes[type_]
        after_stop[1:] = stop[:-1]
        after_stop[2:] |= closer[1:-1] & stop[:-2]
        after_stop &= ~closer
    first = is_break | (after_stop & looks.begins[type_])
    first[1:] |= is_break[:-1]
    sentence = np.cumsum(first)
    return Tokens(
        types, looks, type_, doc, start, end, quote, is_break, sentence, _sequences(is_break, first)
    )


def _sequences(is_break: np.ndarray, first: np.ndarray) -> np.ndarray:
    """(first token, number of tokens) of each paragraph, the long ones cut."""
    edge = np.flatnonzero(np.diff(np.concatenate([[True], is_break, [True]]).astype(np.int8)))
    bounds = edge.reshape(-1, 2)
    is_long = bounds[:, 1] - bounds[:, 0] > LONGEST_SEQUENCE
    parts = [part for begin, stop in bounds[is_long].tolist() for part in _cut(begin, stop, first)]
    cut = np.concatenate([bounds[~is_long], np.array(parts, dtype=np.int64).reshape(-1, 2)])
    return np.stack([cut[:, 0], cut[:, 1] - cut[:, 0]], axis=1)


def _cut(begin: int, stop: int, first: np.ndarray) -> Iterator[tuple[int, int]]:
    """The parts of a long paragraph, which end where a sentence does if one ends in time."""
    while stop - begin > LONGEST_SEQUENCE:
        cuts = np.flatnonzero(first[begin + 1 : begin + LONGEST_SEQUENCE])
        cut = begin + 1 + int(cuts[-1]) if len(cuts) else begin + LONGEST_SEQUENCE
        yield begin, cut
        begin = cut
    yield begin, stop
