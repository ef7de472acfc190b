"""One language of terms: how words are compared, and the careful regex that a term stands for."""

import re
from functools import cache

from ..tables import TableError
from .english import STRAIGHT

CHARACTER = r"[\w\u0300-\u036f]"  # a combining accent belongs to its word
_BLANK = r"[^\S\r\n]"
_ANY_WORD = f"{_BLANK}(?:{_BLANK}*+{CHARACTER}*+)?"  # `*` by itself, after other words; there may be none
_ANY_WORD_FIRST = f"(?:{CHARACTER}++|(?<!(?<!{CHARACTER}){_BLANK}))"  # no word: before a run, not within it
# A hyphen at the end of a line and the line break, within a word (not so in *two-* / *and threefold*).
LINE_END_HYPHEN = rf"[-‐\u00ad]{_BLANK}*+(?:\r\n?|\n){_BLANK}*+(?!(?:and|or|nor|to)\b)"
PARTED = re.compile(rf"(?<={CHARACTER}){LINE_END_HYPHEN}(?=({CHARACTER}))")
_CURLY = str.maketrans(STRAIGHT)
_ALIKE = STRAIGHT | {"ı": "i", "ſ": "s", "ς": "σ"}


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain hyphens: as many characters as before, so offsets stay."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower()  # the one character whose lower case is two
    for character, plain in _ALIKE.items():
        folded = folded.replace(character, plain)
    return folded


def mended(text: str) -> str:
    """The text with a soft hyphen, or before a capital with its own, in each word that a line break parts."""
    return PARTED.sub(lambda part: "\u00ad" if part[1].islower() else "-", text)


def to_term(token: str) -> str:
    """A token as it is counted: lower case, straight apostrophes, no possessive *'s*, no soft hyphen."""
    if token.isascii() and token.isalpha():
        return token.lower()
    if not token.isprintable():
        token = mended(token).replace("\u00ad", "")
    term = token.lower() if token.isascii() else token.lower().translate(_CURLY)
    return term[:-2] if term.endswith("'s") and len(term) > 2 else term


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
