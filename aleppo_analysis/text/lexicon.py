"""All terms of a frame table in one pass over a text.

Every term has a key, the one of its words that is looked for, and each distinct word of the texts is looked
up once: whose key is it? A term of one word is found by that; what stands before and after the keys of the
others is checked by two small regular expressions, so that the hits are those of one careful regex a term.
Where keys are few, Aho-Corasick tells which words are worth a look. Where they are many, every word is, and
what a piece of text between two blanks holds is kept, so that long lists cost what short ones do.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from .terms import CHARACTER, fold, term_regex

_WORD = re.compile(f"{CHARACTER}++")
_FIRST_OF_WORD = re.compile(f"(?<!{CHARACTER}){CHARACTER}++")
_KEY = re.compile(r"[\w\u0300-\u036f*]++")
_BOUNDARY = f"(?!{CHARACTER})"
_SAMPLE, _FEW = 500, 25  # so many characters tell whether there is more than one key in so many

_Place = tuple[int, int, int]  # start, end and number of the pattern


class _Pattern(NamedTuple):
    """A term made ready: its key, and what stands before it (to be read backwards) and after it."""

    key: str
    piece: str  # the longest part of the key without a star
    fits: re.Pattern[str] | None  # the words that are its key, where it has a star
    head: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    has_blank: bool


class _Memo(dict[str, tuple[int, ...]]):
    """What a rule gives for a text, found once."""

    def __init__(self, rule: Callable[[str], Iterable[int]]) -> None:
        self._rule = rule

    def __missing__(self, text: str) -> tuple[int, ...]:
        self[text] = tuple(self._rule(text))
        return self[text]


class Lexicon:
    """The terms of a frame table, made ready for searching.

    Parameters
    ----------
    terms : for each term the number of its frame, the term, and the phrases within which it does not count.
    """

    def __init__(self, terms: Iterable[tuple[int, str, list[str]]]) -> None:
        owners: list[tuple[int, int, bool]] = []  # of each pattern: frame, term, whether it is an exception
        self._patterns: list[_Pattern] = []
        self._plain: defaultdict[str, list[int]] = defaultdict(list)
        starred: defaultdict[str, list[int]] = defaultdict(list)
        for term, (frame, word, exceptions) in enumerate(terms):
            for place, phrase in enumerate((word, *exceptions)):
                pattern = _compile(" ".join(fold(phrase).split()))
                keys = self._plain[pattern.key] if pattern.fits is None else starred[pattern.piece]
                keys.append(len(owners))
                self._patterns.append(pattern)
                owners.append((frame, term, place > 0))
        self.owners = np.array(owners, dtype=np.int64).reshape(-1, 3)
        self._has_blank = np.array([p.has_blank for p in self._patterns], dtype=bool)
        self._is_joined = [not p.has_blank and (p.head or p.tail) is not None for p in self._patterns]
        self._starred = list(starred.values())
        self._parts_of_keys = AhoCorasick(list(starred))
        inside = {p.piece for p in self._patterns if not p.key.startswith(p.piece)}
        pieces = list({p.piece: None for p in self._patterns})
        self._pieces, self._may_stand_inside = AhoCorasick(pieces), [piece in inside for piece in pieces]
        self._patterns_of = _Memo(self._with_key)
        self._found_in = _Memo(lambda piece: chain.from_iterable(self._found(piece, _WORD.finditer(piece))))

    def places(self, folded: str) -> np.ndarray:
        """Start, end and pattern of every place in a folded text where a term or an exception stands."""
        found = self._keys(folded)
        is_open = self._has_blank[found[:, 2]]
        if not is_open.any():
            return found
        return np.concatenate([found[~is_open], _array(self._around(folded, found[is_open].tolist()))])

    def hits(self, places: np.ndarray) -> np.ndarray:
        """Which places are the leftmost-longest hits, each frame by itself, by place.

        `places` are those of several texts: number of the text, start, end and pattern, and further columns.
        """
        text, start, end, pattern = places[:, :4].T
        frame, term, is_except = self.owners[pattern].T
        begins = text * (end.max(initial=0) + 1)  # the texts one behind the other
        spans = np.column_stack([begins + start, begins + end, frame, term])
        is_hit = is_except == 0
        if not is_hit.all():
            is_hit[is_hit] = ~_are_within(spans[is_hit], spans[~is_hit])
        rows = np.flatnonzero(is_hit)
        return rows[_leftmost_longest(spans[rows])]

    def _keys(self, folded: str) -> np.ndarray:
        """Start, end and pattern of every term without a blank, and of the key of every other."""
        sample = folded[:_SAMPLE]
        if len(self._pieces.find_matches_as_indexes(sample, overlapping=True)) * _FEW < len(sample):
            return _array(self._found(folded, self._worth_a_look(folded)))
        pieces = folded.split(" ")
        found = [self._found_in[piece] for piece in pieces]
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        places = np.fromiter(chain.from_iterable(found), np.int64, sizes.sum()).reshape(-1, 3)
        places[:, :2] += np.repeat(np.cumsum(lengths + 1) - lengths - 1, sizes // 3)[:, np.newaxis]
        return places

    def _worth_a_look(self, folded: str) -> Iterator[re.Match[str]]:
        """The words that have a piece of a key where the key has it."""
        backwards, end = "", 0
        for piece, at, _ in self._pieces.find_matches_as_indexes(folded, overlapping=True):
            if at < end:
                continue
            word = _FIRST_OF_WORD.match(folded, at)
            if word is None and self._may_stand_inside[piece]:
                backwards = backwards or folded[::-1]
                before = _WORD.match(backwards, len(folded) - at)
                word = before and _WORD.match(folded, len(folded) - before.end())
            if word is not None:
                end = word.end()
                yield word

    def _found(self, text: str, words: Iterable[re.Match[str]]) -> list[_Place]:
        """Start, end and pattern where these words are keys; terms without a blank are wholly checked."""
        found: list[_Place] = []
        for word in words:
            for number in self._patterns_of[word[0]]:
                place = (*word.span(), number)
                found += self._around(text, [place]) if self._is_joined[number] else [place]
        return found

    def _with_key(self, word: str) -> set[int]:
        """The patterns whose key is a word."""
        pieces = {piece for piece, *_ in self._parts_of_keys.find_matches_as_indexes(word, overlapping=True)}
        starred = (
            (number, self._patterns[number].fits) for piece in pieces for number in self._starred[piece]
        )
        return {number for number, fits in starred if fits and fits.fullmatch(word)}.union(
            self._plain.get(word, ())
        )

    def _around(self, text: str, places: Iterable[_Place]) -> Iterator[_Place]:
        """The places of keys around which the rest of the term stands, grown to the whole term."""
        backwards = ""
        for start, end, number in places:
            head, tail = self._patterns[number].head, self._patterns[number].tail
            if tail is not None:
                after = tail.match(text, end)
                if after is None:
                    continue
                end = after.end()
            if head is not None:
                backwards = backwards or text[::-1]
                before = head.match(backwards, len(text) - start)
                if before is None:
                    continue
                start = len(text) - before.end()
            yield start, end, number


@lru_cache(maxsize=4096)  # the same terms are made ready again and again when one is left out
def _compile(term: str) -> _Pattern:
    """The key of a term, the word with the longest piece, and what stands before and after it."""
    key = max(_KEY.finditer(term), key=lambda word: len(_longest_piece(word[0])))
    before, after = term[: key.start()], term[key.end() :]
    return _Pattern(
        key[0],
        _longest_piece(key[0]),
        re.compile(term_regex(key[0])) if "*" in key[0] else None,
        re.compile(term_regex(before[::-1]) + _BOUNDARY) if before else None,
        re.compile(term_regex(after) + _BOUNDARY) if after else None,
        " " in term,
    )


def _longest_piece(key: str) -> str:
    return max(key.split("*"), key=len)


def _array(places: Iterable[_Place]) -> np.ndarray:
    return np.fromiter(chain.from_iterable(places), np.int64).reshape(-1, 3)


def _are_within(hits: np.ndarray, exceptions: np.ndarray) -> np.ndarray:
    """Whether each hit lies within an exception of its term."""
    exceptions = exceptions[np.lexsort((exceptions[:, 0], exceptions[:, 3]))]
    width = max(hits[:, 1].max(initial=0), exceptions[:, 1].max()) + 1
    first, last = exceptions[:, :2].T + exceptions[:, 3] * width
    start, end = hits[:, :2].T + hits[:, 3] * width
    furthest = np.concatenate([[-1], np.maximum.accumulate(last)])
    return end <= furthest[np.searchsorted(first, start, side="right")]


def _leftmost_longest(hits: np.ndarray) -> np.ndarray:
    """Which are the leftmost hits, the longest of those, and so on from their ends; each frame by itself."""
    start, end, frame, term = hits.T
    width, n_terms, n_frames = end.max(initial=0) + 1, term.max(initial=0) + 1, frame.max(initial=0) + 1
    order = np.lexsort((term - end * n_terms, frame * width + start))
    first, last = (frame * width + start)[order], (frame * width + end)[order]
    is_kept = first >= np.concatenate([[0], np.maximum.accumulate(last)])[: len(hits)]  # clear of all before
    reached = 0
    for place in np.flatnonzero(~is_kept).tolist():
        reached = max(reached, last[place - 1]) if is_kept[place - 1] else reached
        if first[place] >= reached:
            is_kept[place], reached = True, last[place]
    kept = order[is_kept]
    return kept[np.lexsort((frame[kept] - end[kept] * n_frames, start[kept]))]


def stacked(found: Sequence[np.ndarray], n_columns: int) -> np.ndarray:
    """What was found in each text in one array, the number of its text before it."""
    rows = np.concatenate([np.zeros((0, n_columns), dtype=np.int64), *found])
    return np.column_stack([np.repeat(np.arange(len(found)), list(map(len, found))), rows])
