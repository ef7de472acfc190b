"""Where sentences end: the decisions of Punkt, with written lists in place of what it learns.

Kiss & Strunk (2006), *Unsupervised Multilingual Sentence Boundary Detection*: a full stop ends a sentence but
for one after an abbreviation, an initial or the number of an item, which what follows decides. What a reading
of many texts would teach are lists here (`english`): abbreviations, and words that open sentences. The signs
that part words are those of NLTK 3.10 with curly marks, so that it gives the same sentences.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .english import ABBREVIATIONS, AFTER_NAMES, OPENERS, SHORT_MONTHS, TITLES

_PARAGRAPH = re.compile(r"(?<![^\r\n])[^\r\n]*\S[^\r\n]*")  # begins a line, so that blanks are read once
_PART = r"[)\";}\]*:@'({\[‘’“”«»?!]"  # signs that are no part of a word
_RUN = r"-{2,}|\.{2,}|(?:\.\s){2,}\."  # dashes, and dots of an ellipsis
_TOKEN = re.compile(
    rf"{_RUN}|[^\s(\"`{{\[:;&#*@)}}\]\-,](?:(?!{_PART}|{_RUN}|,(?:\s|{_PART}|{_RUN}|\Z))\S)*+|\S"
)
_END = re.compile(rf"[.?!](?=({_PART}|\s++\S++))")  # may end a sentence; what follows is seen, too
_CLOSERS = re.compile(r"\s*+([\"'’”»)\]}]++)(?=\s|--|\Z)")
_NEXT = re.compile(r"\s*+(\S)")
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*+")
_SHORT = {word.lower() for word in (*TITLES, *AFTER_NAMES, *SHORT_MONTHS, *ABBREVIATIONS)}
_OPENING = frozenset(OPENERS)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand, in order; none goes beyond its line."""
    text = text.replace("\t", " ").replace("\v", " ").replace("\f", " ")
    for paragraph in _PARAGRAPH.finditer(text):
        begin, stop = paragraph.span()
        for end in (*_ends(text, begin, stop), stop):
            yield _trimmed(text, begin, end)
            begin = end


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Where sentences end inside a paragraph, the marks that close them included."""
    for word, sign in _possible_ends(text, start, stop):
        if _ends_inside(text[word : sign.end(1)]):
            closers = _CLOSERS.match(text, sign.end(), stop)
            end = closers.end() if closers else sign.end()
            following = _NEXT.match(text, end, stop)
            if following and not following[1].islower():  # *“Why?” she asked* goes on
                yield end


def _possible_ends(text: str, start: int, stop: int) -> Iterator[tuple[int, re.Match[str]]]:
    """The last sign of each piece between blanks, and the first where the piece begins with it.

    Each with the place where its piece begins.
    """
    begin, held = start, None
    for sign in _END.finditer(text, start, stop):
        blank = text.rfind(" ", held.start() if held else start, sign.start())
        if held and (blank >= 0 or held.start() == begin):
            yield begin, held
        begin, held = blank + 1 or begin, sign
    if held:
        yield begin, held


def _ends_inside(context: str) -> bool:
    """Whether a sentence ends between the words of a context: a piece with its sign, and what follows it."""
    return any(_closes(*pair) for pair in pairwise(_TOKEN.findall(context)))


def _closes(token: str, following: str) -> bool:
    """Whether a word ends a sentence, by its form and the word that follows (Kiss & Strunk, 4.1 to 4.3)."""
    if token[-1] != ".":
        return token in ("?", "!")
    if len(token) == 1:
        return True
    stem = token[:-1].lower()
    is_initial = len(token) == 2 and token[0].isalpha()
    is_short = stem in _SHORT or stem.rpartition("-")[2] in _SHORT
    if is_short or not token.strip("."):
        return not is_initial and following[0].isupper() and following.lower().removesuffix(".") in _OPENING
    if is_initial and following[0].isupper():
        return False
    may_go_on = is_initial or _NUMBER.fullmatch(stem)
    return not (may_go_on and (following[0].islower() or following in (";", ":", ",", ".", "!", "?")))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
