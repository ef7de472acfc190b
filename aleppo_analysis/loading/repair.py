"""What is broken in a text on its way through files, put right and counted; a sound text stays as it is.

Nothing is made prettier: quotation marks, ligatures, no-break spaces and accents stay what they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from html.entities import html5
from itertools import pairwise
from typing import NamedTuple

from ..text.lines import joined
from .documents import Problem
from .markup import without_tags

Part = tuple[int, int, str]  # start, end, zone
Counts = dict[str, int]

AS_IT_IS = "left as it is"
DONE = {  # what may be found in a text -> what is done about it, in the order in which it is done
    "backslash escapes": "read as the characters they stand for",
    "half characters": "joined, or replaced by �",
    "HTML tags": "taken out, paragraphs kept",
    "HTML entities": "read as the characters they stand for",
    "mojibake": "decoded again",
    "line breaks": "made LF",
    "control characters": "taken out",
    "soft hyphens": "taken out",
    "hard-wrapped lines": "joined",
    "hyphens at line ends": "taken out",
    "lost characters": f"{AS_IT_IS}: � stands for what was lost before",
}


class Repaired(NamedTuple):
    """A text put right, with its parts where they now stand, and what was found in it."""

    text: str
    parts: list[Part]
    problems: list[Problem]


def repaired(text: str, parts: Sequence[Part] = ()) -> Repaired:
    """A text with all that is broken put right.

    Where parts are given, each piece between their borders is put right by itself, so that they keep their
    words; the lines are joined last, over all of it.
    """
    counts: Counts = {}
    cuts = sorted({0, len(text), *(bound for start, end, _ in parts for bound in (start, end))})
    pieces = [_characters_put_right(text[start:end], counts) for start, end in pairwise(cuts)]
    places = dict(zip(cuts, _places(pieces), strict=False))
    whole = joined("".join(pieces))
    _count(counts, "hard-wrapped lines", whole.n_breaks)
    _count(counts, "hyphens at line ends", whole.n_hyphens)
    _count(counts, "lost characters", whole.text.count("\ufffd"))
    moved = [(whole.place_of(places[start]), whole.place_of(places[end]), zone) for start, end, zone in parts]
    problems = [Problem(what, done, counts[what]) for what, done in DONE.items() if what in counts]
    return Repaired(whole.text, moved, problems)


def repaired_line(line: str) -> str:
    """A headline put right, on one line; nothing is counted, since its text shows the same."""
    return " ".join(filter(None, map(str.strip, _characters_put_right(line, {}).split("\n"))))


def _places(pieces: Sequence[str]) -> Iterator[int]:
    place = 0
    yield place
    for piece in pieces:
        place += len(piece)
        yield place


def _count(counts: Counts, what: str, n: int) -> None:
    if n:
        counts[what] = counts.get(what, 0) + n


def _characters_put_right(text: str, counts: Counts) -> str:
    """A text after all steps that look at characters, each behind a test that is cheap on sound text."""
    for what, is_suspect, step in _STEPS:
        if is_suspect(text):
            text, n = step(text)
            _count(counts, what, n)
    return text


_ESCAPED_CHARACTER = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt\"'/]))")
_ESCAPED_BREAK = re.compile(r"(?:\w\w|[.,;!?)\"'”’-]):?\\(?:r\\)?n")
_DRIVE = re.compile(r"\b[A-Za-z]:\\")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def _without_escapes(text: str) -> tuple[str, int]:
    """Characters written as in code, by their number; where all line breaks are, those and marks too."""
    is_code = "\n" not in text and _ESCAPED_BREAK.search(text) and not _DRIVE.search(text)
    return (_ESCAPE if is_code else _ESCAPED_CHARACTER).subn(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2])


_HALF = re.compile("[\ud800-\udfff]")


def without_halves(text: str) -> str:
    """Halves of pairs joined; one that is alone is lost."""
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_halves(text: str) -> tuple[str, int]:
    return without_halves(text), len(_HALF.findall(text))


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _without_entities(text: str) -> tuple[str, int]:
    """The characters that entities stand for; `&amp;ldquo;` is an entity of an entity."""
    n = 0
    for _ in range(3):
        known = [one for one in _ENTITY.findall(text) if one[1] == "#" or one[1:] in html5]
        if not known:
            break
        n += len(known)
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return text, n


# UTF-8 read as if each byte were a character: what its first byte turns into, then what its others do; and
# characters of Windows-1252 read as control characters.
_STRAY, _FIRST = "\x80-\x84\x86-\x9f", "ÂÃÎÏÐÑØÙÅÄËâãäåæçèéïð"
_MOJIBAKE = re.compile(f"[{_STRAY}]|[{_FIRST}][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]++|â€|вЂ|‚Ä|√")
_SIGN_OF_MOJIBAKE = re.compile(f"[{_STRAY}{_FIRST}в‚√]")  # with which it begins; found faster
_LOST_HYPHEN = re.compile(r"(?<=[^\W\d_])â€(?=[^\W\d_])")
_LOST_MARK = re.compile(r"â€(?=[ \n.,;:!?)\]]|$)")


def _has_mojibake(text: str) -> bool:
    is_likely = not text.isascii() and _SIGN_OF_MOJIBAKE.search(text)
    return bool(is_likely and _MOJIBAKE.search(text))


def _decoded_again(text: str) -> tuple[str, int]:
    """Line by line, so that sound lines stay; of two signs (” and ‐) one byte of three is lost on the way."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    n = 0
    lines = text.split("\n")
    for place, line in enumerate(lines):
        found = len(_MOJIBAKE.findall(line))
        if found and is_bad(line):
            put_right = fix_encoding(_LOST_MARK.sub("”", _LOST_HYPHEN.sub("‐", line)))
            n += found if put_right != line else 0
            lines[place] = put_right
    return "\n".join(lines), n


_BREAK_SIGN = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")  # looked for first: it is four times as fast
_OTHER_BREAK = re.compile("\r\n?|\n\x0c|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
_SOFT_HYPHEN = re.compile("\u00ad[ \t]*+\n?")


def _with_plain_breaks(text: str) -> tuple[str, int]:
    """LF for all of them; but U+0085 beside LF is the ellipsis of Windows-1252."""
    return _OTHER_BREAK.subn("\n", text.replace("\x85", "…") if "\n" in text else text)


def _without_controls(text: str) -> tuple[str, int]:
    return _CONTROL.subn("", text)


def _without_soft_hyphens(text: str) -> tuple[str, int]:
    return _SOFT_HYPHEN.subn("", text)


_STEPS: list[tuple[str, Callable[[str], object], Callable[[str], tuple[str, int]]]] = [
    ("backslash escapes", lambda text: "\\" in text, _without_escapes),
    ("half characters", lambda text: not text.isascii(), _without_halves),
    ("HTML tags", lambda text: "<" in text, without_tags),
    ("HTML entities", lambda text: "&" in text, _without_entities),
    ("HTML tags", lambda text: "<" in text, without_tags),
    ("mojibake", _has_mojibake, _decoded_again),
    ("line breaks", _BREAK_SIGN.search, _with_plain_breaks),
    ("control characters", _CONTROL.search, _without_controls),
    ("soft hyphens", lambda text: "\u00ad" in text, _without_soft_hyphens),
]
