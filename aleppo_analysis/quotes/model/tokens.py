"""Texts and their quotation marks as integer arrays, one entry a token, for the attribution model.

Before a text is cut into tokens, marks of every style become the same two signs, and a quotation of five
words or more becomes one placeholder that says how it ends, how it begins and how long it is. Offsets do not
change.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...text.english import AFTER_NAMES, SHORT_MONTHS, STRAIGHT, TITLES
from ..marks import Mark

LONG_QUOTE = 5  # words from which a quotation becomes one placeholder
LONGEST_SEQUENCE = 250  # tokens; a longer paragraph is cut, at the end of a sentence where there is one
HOLDER, OPEN, CLOSE, BREAK = "\x01", "\x02", "\x03", "\n"
_SAME_LENGTH = str.maketrans(
    STRAIGHT | dict(zip("`´–—“”„«»\xa0\u202f\u2009\x01\x02\x03", '\'\'--"""""      ', strict=True))
)
_SHORT = "|".join([*TITLES, *AFTER_NAMES, *SHORT_MONTHS, "St", "No", "Inc", "Corp"])
_TOKEN = re.compile(
    r"[a-z][^\W\d_]*(?:-+[^\W_]+)*"  # most tokens, first: none of the next three begins so
    rf"|(?:[A-Z]\.){{1,9}}(?!\w)|(?:{_SHORT})\.(?=\s)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-+[^\W_]+)*"
    r"|(?<=\w)'[^\W_]+|-+|\.\.+|[\n\r]\s*+|[^\w\s]|\w+|[\x01-\x03]"
)
_WORD = re.compile(r"\w")
_BETWEEN = (BREAK,) * 3  # what stands between two articles, so that no window sees both


class Tokens(NamedTuple):
    """The tokens of a batch of articles. All fields but `types` are arrays with one entry a token."""

    types: list[str]  # the distinct tokens, as written
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
        if mark.end > mark.start and (not found or mark.open_start >= found[-1].close_end):
            found.append(mark)
    return found


def tokenize_articles(texts: Sequence[str], quotations: Sequence[Sequence[Mark]]) -> Tokens:
    """Tokens of the articles, given the outermost quotations of each."""
    number: dict[str, int] = {BREAK: 0}
    gap = np.zeros(len(_BETWEEN), np.int64)
    types, docs, starts, ends, quotes = [gap], [gap - 1], [gap], [gap], [gap - 1]
    for doc, (text, spans) in enumerate(zip(texts, quotations, strict=True)):
        masked, holders = _mask(text, spans)
        found = [m.span() for m in _TOKEN.finditer(masked)]
        bounds = np.array(found, dtype=np.int64).reshape(-1, 2)
        words = [masked[s:e] for s, e in found]
        quote = _quote_of(bounds[:, 0], spans)
        for i in np.flatnonzero([w == HOLDER for w in words]) if holders else ():
            words[i] = holders[quote[i]]
            bounds[i] = spans[quote[i]].start, spans[quote[i]].end
        words = [BREAK if w[0] in "\n\r" else w for w in words]
        types += [np.fromiter((number.setdefault(w, len(number)) for w in words), np.int64, len(words)), gap]
        docs += [np.full(len(words), doc), gap - 1]
        starts += [bounds[:, 0], gap]
        ends += [bounds[:, 1], gap]
        quotes += [quote, gap - 1]
    return _with_sentences(list(number), *map(np.concatenate, (types, docs, starts, ends, quotes)))


def _mask(text: str, quotations: Sequence[Mark]) -> tuple[str, dict[int, str]]:
    """The text with uniform marks and placeholders, length unchanged; and the type of each placeholder."""
    text = text.translate(_SAME_LENGTH)
    pieces, holders, at = [], {}, 0
    for i, q in enumerate(quotations):
        pieces.append(text[at : q.open_start])
        quoted, after = text[q.start : q.end], text[q.close_end : q.close_end + 1]
        moved = after if after and after in ",.?!" and q.close_end > q.end else ""
        at = q.close_end + len(moved)
        if sum(1 for w in quoted.split() if _WORD.search(w)) >= LONG_QUOTE:
            holders[i] = _holder(quoted, moved, q)
            pieces.append(HOLDER.ljust(at - q.open_start))
        else:
            opening = OPEN.ljust(q.start - q.open_start) if q.start > q.open_start else ""
            closing = CLOSE if q.close_end > q.end else ""
            pieces.append(opening + quoted + (moved + closing).ljust(at - q.end))
    return "".join([*pieces, text[at:]]), holders


def _holder(quoted: str, moved: str, q: Mark) -> str:
    """What a placeholder says: last sign, first letter, length, open or closed."""
    bare = quoted.strip()
    last = moved or bare[-1]
    last = last if last in ",.?!" else ":" if last in ":;" else "-" if last == "-" else "a"
    first = "A" if bare[0].isupper() or not bare[0].isalpha() else "a"
    words = len(bare.split())
    length = "1" if words < 10 else "2" if words < 20 else "3" if words < 40 else "4"
    return HOLDER + last + first + length + ("" if q.is_closed else "u")


def _quote_of(starts: np.ndarray, quotations: Sequence[Mark]) -> np.ndarray:
    """Index of the quotation in which (or in whose marks) each token starts; -1 for none."""
    if not quotations:
        return np.full(len(starts), -1)
    at = np.searchsorted(np.array([q.open_start for q in quotations]), starts, side="right") - 1
    closes = np.array([q.close_end for q in quotations])
    return np.where((at >= 0) & (starts < closes[at]), at, -1)


def _with_sentences(
    types: list[str],
    type_: np.ndarray,
    doc: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    quote: np.ndarray,
) -> Tokens:
    """Add the numbers of the sentences and the sequences to tag."""
    stops = np.array([t in {".", "?", "!", "..."} or (t[0] == HOLDER and t[1] in ".?!") for t in types])
    begins = np.array([t[0].isupper() or t[0].isdigit() or t[0] in (HOLDER, OPEN, '"') for t in types])
    closers = np.array([t in {CLOSE, '"', ")"} for t in types])
    n = len(type_)
    is_break = type_ == 0
    after_stop = np.zeros(n, bool)
    if n > 1:
        stop, closer = stops[type_], closers[type_]
        after_stop[1:] = stop[:-1]
        after_stop[2:] |= closer[1:-1] & stop[:-2]
        after_stop &= ~closer
    first = is_break | (after_stop & begins[type_])
    first[1:] |= is_break[:-1]
    sentence = np.cumsum(first)
    return Tokens(types, type_, doc, start, end, quote, is_break, sentence, _sequences(is_break, first))


def _sequences(is_break: np.ndarray, first: np.ndarray) -> np.ndarray:
    """(first token, number of tokens) of each paragraph, the long ones cut."""
    edge = np.flatnonzero(np.diff(np.concatenate([[True], is_break, [True]]).astype(np.int8)))
    out = []
    for begin, stop in edge.reshape(-1, 2).tolist():
        while stop - begin > LONGEST_SEQUENCE:
            cuts = np.flatnonzero(first[begin + 1 : begin + LONGEST_SEQUENCE])
            cut = begin + 1 + int(cuts[-1]) if len(cuts) else begin + LONGEST_SEQUENCE
            out.append((begin, cut - begin))
            begin = cut
        out.append((begin, stop - begin))
    return np.array(out, dtype=np.int64).reshape(-1, 2)
