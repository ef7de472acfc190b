"""All terms of a frame table in one pass over a text.

Every term has a key, the one of its words that is looked for, and each distinct word of the text is looked
up once: whose key is it? Where parts of keys are rare, only the words that hold one are looked up. A term of
one word is found by that; what stands before and after the keys of the others is checked by two small regular
expressions, so that the hits are those of one careful regex a term. Each is made when it is first needed: of
a long list most keys stand in no text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from .pieces import OF_LETTERS, Cutter, batches, one_page, signs_of
from .terms import CHARACTER, fold, term_regex

_WORD = re.compile(f"{CHARACTER}++")
_KEY = re.compile(r"[\w\u0300-\u036f*]++")
_BOUNDARY = f"(?!{CHARACTER})"
_BESIDE = re.compile(rf"[^\w\u0300-\u036f*]++({CHARACTER}++)(?!\*)")
_APART = "\n"  # between words that are looked up together
_TRIED, _STRETCHES = 1_000, 10  # characters of a stretch; stretches that tell how often parts of keys stand
_RARE = 1 / 100  # of the characters

_ANY, _ABSENT, _NONE = -1, -2, -3  # in place of the number of a word
_Place = tuple[int, int, int]  # start, end and number of the pattern


class _Pattern(NamedTuple):
    """A term made ready: its key, and what stands before it (to be read backwards) and after it."""

    key: str
    piece: str  # the longest part of the key without a star
    head: str
    tail: str
    before: str  # the words next to the key, where they have no star
    after: str


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
                pattern = _pattern_of(" ".join(fold(phrase).split()))
                keys = starred[pattern.piece] if "*" in pattern.key else self._plain[pattern.key]
                keys.append(len(owners))
                self._patterns.append(pattern)
                owners.append((frame, term, place > 0))
        self.owners = np.array(owners, dtype=np.int64).reshape(-1, 3)
        self._is_longer = np.array([bool(p.head or p.tail) for p in self._patterns], dtype=bool)
        self._starred, self._parts_of_keys = list(starred.values()), AhoCorasick(list(starred))
        self._any_part = AhoCorasick(
            [*dict.fromkeys([*self._plain, *starred])], matchkind=MatchKind.LeftmostFirst
        )

    def places(self, folded: Iterable[str]) -> np.ndarray:
        """Every place in folded texts where a term or an exception stands, by place.

        One row a place: number of the text, start, end and pattern.
        """
        parts, before = [np.zeros((0, 4), np.int64)], 0
        for batch in batches(folded):
            page, at = one_page(batch)
            start, end, pattern = self._places(page).T
            text = np.searchsorted(at, start, side="right") - 1
            parts.append(np.column_stack([before + text, start - at[text], end - at[text], pattern]))
            before += len(batch)
        return np.concatenate(parts)

    def _places(self, page: str) -> np.ndarray:
        """Start, end and pattern of every place on a page."""
        cutter = Cutter(_words_in)
        start, end, word, are_all = self._words(page, cutter)
        key, pattern = self._keys(cutter.words).T
        first = np.searchsorted(key, np.arange(len(cutter.words) + 1))  # of each word in `pattern`
        is_key = np.flatnonzero(np.diff(first)[word])
        first, n = first[word[is_key]], np.diff(first)[word[is_key]]
        at = np.repeat(is_key, n)
        found = pattern[np.repeat(first - np.cumsum(n) + n, n) + np.arange(n.sum())]
        is_longer = self._is_longer[found]
        if not is_longer.any():
            return np.column_stack([start[at], end[at], found])
        if are_all:
            may_be = ~is_longer
            may_be[is_longer] = self._may_be_longer(found[is_longer], at[is_longer], word, cutter.words)
            at, found, is_longer = at[may_be], found[may_be], is_longer[may_be]
        places = np.column_stack([start[at], end[at], found])
        longer = _array(self._around(page, places[is_longer].tolist()))
        places = np.concatenate([places[~is_longer], longer])
        return places[np.argsort(places[:, 0], kind="stable")]

    def _may_be_longer(
        self, pattern: np.ndarray, at: np.ndarray, word: np.ndarray, numbers: Mapping[str, int]
    ) -> np.ndarray:
        """Whether the words of the page next to a key are those of the term, as far as these have no star."""
        may_be, word = np.ones(len(at), bool), np.append(word, _NONE)
        for wanted, beside in (
            ([one.before for one in self._patterns], at - 1),
            ([one.after for one in self._patterns], at + 1),
        ):
            number = np.array([numbers.get(one, _ABSENT) if one else _ANY for one in wanted])[pattern]
            may_be &= (number == _ANY) | (number == word[beside])
        return may_be

    def _words(self, page: str, cutter: Cutter) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
        """Start, end and number of words, and whether these are all.

        Where few hold a part of a key, they are these.
        """
        tried = _from_all_over(page)
        if len(self._any_part.find_matches_as_indexes(tried)) > _RARE * len(tried):
            signs = signs_of(page)
            start, end, word = cutter.words_of(page, signs, OF_LETTERS.take(signs, mode="clip"))
            return start, end, word, True
        start, end = np.array([*self._that_may_be_keys(page)], np.int64).reshape(-1, 2).T
        return start, end, cutter.numbers_at(page, start, end), False

    def _that_may_be_keys(self, page: str) -> Iterator[tuple[int, int]]:
        """Where the words stand that hold a part of a key."""
        backwards, end = page[::-1], 0
        for _, at, _ in self._any_part.find_matches_as_indexes(page):
            if at >= end:
                end = at + _n_letters(page, at)
                yield at - _n_letters(backwards, len(page) - at), end

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
        are_apart = (spans[rows[1:], 0] >= spans[rows[:-1], 1]).all()
        return rows if are_apart else rows[_leftmost_longest(spans[rows])]

    def _keys(self, words: Mapping[str, int]) -> np.ndarray:
        """Number of the word and of the pattern, sorted, for every pattern whose key is one of the words.

        The words are numbered from 0, in their order.
        """
        plain = [
            (words[word], pattern)
            for word in self._plain.keys() & words.keys()
            for pattern in self._plain[word]
        ]
        distinct = list(words)
        ends = np.cumsum(np.fromiter(map(len, distinct), np.int64, len(distinct)) + len(_APART))
        held = self._parts_of_keys.find_matches_as_indexes(_APART.join(distinct), overlapping=True)
        numbers = np.searchsorted(ends, [start for _, start, _ in held], side="right")
        may_fit = {(number, piece) for number, (piece, *_) in zip(numbers.tolist(), held, strict=True)}
        starred = [
            (number, pattern)
            for number, piece in may_fit
            for pattern in self._starred[piece]
            if _key_regex(self._patterns[pattern].key).fullmatch(distinct[number])
        ]
        return np.array(sorted(plain + starred), dtype=np.int64).reshape(-1, 2)

    def _around(self, text: str, places: Iterable[_Place]) -> Iterator[_Place]:
        """The places of keys around which the rest of the term stands, grown to the whole term."""
        backwards = ""
        for start, end, number in places:
            head, tail = self._patterns[number].head, self._patterns[number].tail
            if tail:
                after = _rest_regex(tail).match(text, end)
                if after is None:
                    continue
                end = after.end()
            if head:
                backwards = backwards or text[::-1]
                before = _rest_regex(head).match(backwards, len(text) - start)
                if before is None:
                    continue
                start = len(text) - before.end()
            yield start, end, number


@lru_cache(maxsize=4096)  # the same terms are made ready again and again when one is left out
def _pattern_of(term: str) -> _Pattern:
    """The key of a term, the word with the longest piece, and what stands before and after it."""
    key = max(_KEY.finditer(term), key=lambda word: len(_longest_piece(word[0])))
    head, tail = term[: key.start()][::-1], term[key.end() :]
    return _Pattern(key[0], _longest_piece(key[0]), head, tail, _beside(head)[::-1], _beside(tail))


@lru_cache(maxsize=4096)
def _key_regex(key: str) -> re.Pattern[str]:
    """The words that are a key with a star."""
    return re.compile(term_regex(key))


@lru_cache(maxsize=4096)
def _rest_regex(rest: str) -> re.Pattern[str]:
    """What stands before a key, backwards, or after it, up to the end of its last word."""
    return re.compile(term_regex(rest) + _BOUNDARY)


def _beside(rest: str) -> str:
    """The word that a key is parted from by what is no word; none where it has a star."""
    word = _BESIDE.match(rest)
    return word[1] if word else ""


def _longest_piece(key: str) -> str:
    return max(key.split("*"), key=len)


def _from_all_over(page: str) -> str:
    """Stretches of a page."""
    apart = max(len(page) // _STRETCHES, _TRIED)
    return _APART.join(page[at : at + _TRIED] for at in range(0, len(page), apart))


def _n_letters(text: str, at: int) -> int:
    """How long the word is that stands at a place."""
    word = _WORD.match(text, at)
    return len(word[0]) if word else 0


def _words_in(text: str) -> Iterator[tuple[int, int]]:
    return (word.span() for word in _WORD.finditer(text))


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
