"""All terms of a frame table in one pass over a text.

Aho-Corasick finds the longest literal piece of every term at once; what stands before and after the piece is
then checked by two small regular expressions, so that the hits are those of one careful regex a term.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from ..tables import TableError
from .english import STRAIGHT

CHARACTER = r"[\w\u0300-\u036f]"  # a combining accent belongs to its word
_BOUNDARY = f"(?!{CHARACTER})"
_BLANK = r"[^\S\r\n]"
_ANY_WORD = f"{_BLANK}(?:{_BLANK}*+{CHARACTER}*+)?"  # `*` by itself, after other words; there may be none
_ANY_WORD_FIRST = f"(?:{CHARACTER}++|(?<!(?<!{CHARACTER}){_BLANK}))"  # no word: before a run, not within it
# A hyphen at the end of a line and the line break, within a word (not so in *two-* / *and threefold*).
LINE_END_HYPHEN = rf"[-‐\u00ad]{_BLANK}*+(?:\r\n?|\n){_BLANK}*+(?!(?:and|or|nor|to)\b)"
PARTED = re.compile(rf"(?<={CHARACTER}){LINE_END_HYPHEN}(?=({CHARACTER}))")
_POSSESSIVE = re.compile(r"(?<=.)'s$")
_CURLY = str.maketrans(STRAIGHT)
_ALIKE = STRAIGHT | {"ı": "i", "ſ": "s", "ς": "σ"}

_NEGATORS = frozenset("no not never neither nor none without cannot".split())
_AFFIRMING = frozenset("only just merely simply doubt".split())  # not only, no doubt
_STOP = re.compile(r"[^\w\s'\"“”«(\[-]|[\r\n]")
_WORD = re.compile(r"[\w'-]+")
_REACH = 80  # characters; three words are seldom half as long


class Hit(NamedTuple):
    start: int
    end: int
    frame: int
    term: int


class _Pattern(NamedTuple):
    term: int
    is_except: bool
    head: re.Pattern[str] | None  # what stands before the piece, to be read backwards
    tail: re.Pattern[str]  # the piece and what follows it


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain hyphens: as many characters as before, so offsets stay."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower()  # the one character whose lower case is two
    for character, plain in _ALIKE.items():
        folded = folded.replace(character, plain)
    return folded


def is_negated(folded: str, start: int) -> bool:
    """Whether one of the three words before `start` negates it, or the prefix *non-*.

    The words are those of the same line back to the last mark other than quotation marks, opening brackets
    and hyphens.
    """
    before = _STOP.split(folded[max(0, start - _REACH) : start])[-1]
    words = _WORD.findall(before)[-3:]
    negators = (at for at, word in enumerate(words) if word in _NEGATORS or word.endswith("n't"))
    return before.endswith("non-") or any(_AFFIRMING.isdisjoint(words[at + 1 : at + 2]) for at in negators)


class Lexicon:
    """The terms of a frame table, made ready for searching.

    Parameters
    ----------
    terms : for each term the number of its frame, the term, and the phrases within which it does not count.
    """

    def __init__(self, terms: Iterable[tuple[int, str, list[str]]]) -> None:
        self._frames: list[int] = []
        by_piece: defaultdict[str, list[_Pattern]] = defaultdict(list)
        for number, (frame, term, exceptions) in enumerate(terms):
            self._frames.append(frame)
            for place, phrase in enumerate((term, *exceptions)):
                piece, head, tail = _compile(" ".join(fold(phrase).split()))
                by_piece[piece].append(_Pattern(number, place > 0, head, tail))
        self._patterns = list(by_piece.values())
        self._automaton = AhoCorasick(list(by_piece))

    def hits(self, folded: str) -> list[Hit]:
        """Leftmost-longest hits in a folded text, each frame by itself, by place."""
        found: set[Hit] = set()
        excepted: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for pattern, start, end in self._candidates(folded):
            if pattern.is_except:
                excepted[pattern.term].append((start, end))
            else:
                found.add(Hit(start, end, self._frames[pattern.term], pattern.term))
        counted = (hit for hit in found if not _is_within(hit, excepted.get(hit.term, ())))
        return _leftmost_longest(counted)

    def _candidates(self, folded: str) -> Iterator[tuple[_Pattern, int, int]]:
        """Every place where a term or an exception stands, boundaries checked."""
        backwards = ""
        for piece, at, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for pattern in self._patterns[piece]:
                tail = pattern.tail.match(folded, at)
                if tail is None:
                    continue
                start = at
                if pattern.head is not None:
                    backwards = backwards or folded[::-1]
                    head = pattern.head.match(backwards, len(folded) - at)
                    if head is None:
                        continue
                    start = len(folded) - head.end()
                yield pattern, start, tail.end()


@lru_cache(maxsize=4096)  # the same terms are made ready again and again when one is left out
def _compile(term: str) -> tuple[str, re.Pattern[str] | None, re.Pattern[str]]:
    """The longest literal piece of a term, the regex before it (reversed) and from it on."""
    piece = max(re.finditer(r"[^* ]+", term), key=lambda piece: len(piece[0]))
    before, tail = term[: piece.start()], term_regex(term[piece.start() :]) + _BOUNDARY
    if not before:
        return piece[0], None, re.compile(f"(?<!{CHARACTER}){tail}")
    return piece[0], re.compile(term_regex(before[::-1]) + _BOUNDARY), re.compile(tail)


def _is_within(hit: Hit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in spans)


def _leftmost_longest(hits: Iterable[Hit]) -> list[Hit]:
    """The leftmost hit, the longest of those, then on from its end; each frame by itself."""
    kept = []
    reached: dict[int, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.frame, hit.term)):
        if hit.start >= reached.get(hit.frame, 0):
            kept.append(hit)
            reached[hit.frame] = hit.end
    return kept


def mended(text: str) -> str:
    """The text with a soft hyphen, or before a capital with its own, in each word that a line break parts."""
    return PARTED.sub(lambda part: "\u00ad" if part[1].islower() else "-", text)


def to_term(token: str) -> str:
    """A token as it is counted: lower case, straight apostrophes, no possessive *'s*, no soft hyphen."""
    if not token.isprintable():
        token = mended(token).replace("\u00ad", "")
    return _POSSESSIVE.sub("", token.lower().translate(_CURLY))


@cache
def term_pattern(term: str) -> re.Pattern[str]:
    """One careful regex for a term: whole words, any case, `*` for letters within a word.

    The words of a phrase may be parted by any blanks of one paragraph, and apostrophes may be straight
    or curly.
    """
    words = term.split()
    if not words or not any(character.isalnum() for character in term):
        raise TableError(
            f"term_pattern: a term needs at least one letter or digit; {term!r} has none.\n"
            "Write a word, a phrase, or a beginning such as 'decei*'."
        )
    return re.compile(rf"(?<!{CHARACTER}){term_regex(' '.join(words))}(?!{CHARACTER})", re.IGNORECASE)


def term_regex(term: str) -> str:
    """A term, its words parted by single blanks, as a regex without bounds.

    Its time is linear in the text, however many stars it has: runs of blanks are read once, and a piece
    between two stars is taken where it stands first, since what may follow a later place may follow that one.
    """
    first, *others = re.sub(r"\*+", "*", term).split(" ")
    begin = _ANY_WORD_FIRST if first == "*" else _word_regex(first)
    return begin + "".join(_ANY_WORD if word == "*" else f"{_BLANK}++{_word_regex(word)}" for word in others)


def _word_regex(word: str) -> str:
    first, *pieces = (re.sub("['’]", "['’]", re.escape(piece)) for piece in word.split("*"))
    middle = "".join(f"(?>{CHARACTER}*?{piece})" for piece in pieces[:-1])
    return first + middle + "".join(f"{CHARACTER}*{piece}" for piece in pieces[-1:])
