"""From bytes to text: UTF-8, else what was given, else what the bytes most likely are, and that is named."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import BinaryIO, TextIO

from .documents import BadFile, Problem
from .limits import DAMAGED, read_whole

_BLOCK = 1 << 18
_MARKS = (  # how a file begins that says what it is; UTF-32 first, whose mark begins as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 200  # bytes at the beginning of UTF-16: every other is zero in most alphabets
_NEAR = 10_000  # bytes around the first that is not UTF-8, from which an encoding is told
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_MOST_CONTROL = 0.01  # of bytes, in what is text
_FEW = 0.04  # of letters that are not ASCII: so few are in English
_WESTERN = {"windows-1252": "cp1252", "mac_roman": "mac_roman", "cp850": "cp850"}  # of Windows, Mac, and DOS
# What rightly decoded text hardly has: capitals with accents after small letters or stops, signs in words.
_UNLIKELY = re.compile(
    r"[a-z.,!?][À-ÖØ-ÞŠŒŽŸ]|[^\W\d_](?:[^\x00-\x7f\w’‘–—…“”\u00a0\u00ad]|[¹²³])[^\W\d_]|\ufffd"
)


def text_of(stream: BinaryIO, encoding: str | None) -> tuple[str, list[Problem]]:
    """The whole text of a file, with a problem where it was not UTF-8; at most `limits.LARGEST`."""
    raw = read_whole(stream)
    name = _said(raw)
    if not name:
        try:
            return raw.decode("utf-8"), []
        except UnicodeDecodeError as error:
            name = encoding or _detected(BytesIO(raw), error.start)
    return raw.decode(name, errors="replace").removeprefix("\ufeff"), _named(name)


@contextmanager
def lines_of(stream: BinaryIO, encoding: str | None) -> Iterator[tuple[TextIO, list[Problem]]]:
    """A file's text to be read line by line, line breaks as they are; it is gone through once before."""
    head = stream.read(_NEAR)
    name = _said(head) or _utf8_or_detected(stream, head, encoding)
    stream.seek(0)
    lines = TextIOWrapper(stream, encoding=name, errors="replace", newline="")
    try:
        if lines.read(1) != "\ufeff":
            lines.seek(0)
        yield lines, _named(name)
    finally:
        lines.detach()  # who opened the file closes it


def start_of(head: bytes) -> str:
    """How a file begins, as far as that can be told of its first bytes: enough to know its layout."""
    return head.decode(_said(head) or "utf-8", errors="replace")


def _said(head: bytes) -> str:
    """The encoding that a file's first bytes say: a byte order mark, or UTF-16 by its zeros."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    head = head[:_LOOKED_AT]
    in_even, in_odd = head[::2].count(0), head[1::2].count(0)
    if max(in_even, in_odd) > len(head) / 4 and not min(in_even, in_odd):
        return "utf-16-le" if in_odd else "utf-16-be"
    return ""


def _utf8_or_detected(stream: BinaryIO, block: bytes, encoding: str | None) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    n_before = 0
    try:
        while block:
            following = stream.read(_BLOCK)
            decoder.decode(block, final=not following)
            n_before += len(block)
            block = following
    except UnicodeDecodeError as error:  # its object begins with what was left of the block before
        return encoding or _detected(stream, n_before + len(block) - len(error.object) + error.start)
    except DAMAGED as error:
        raise BadFile(f"it is damaged ({error}); copy or download it again") from error
    return "utf-8"


def _detected(stream: BinaryIO, at: int) -> str:
    """The likeliest encoding of what is not UTF-8 from a byte on; `BadFile` where it is no text at all."""
    start = stream.seek(max(0, at - _NEAR))
    near = stream.read(at + _NEAR - start)
    n_controls = len(near) - len(near.translate(None, _CONTROL))
    found = _fitting(near) if n_controls <= _MOST_CONTROL * len(near) else []
    if not found:
        raise BadFile(
            f"it is no text: byte {at} is 0x{near[at - start]:02x}, and no encoding fits. "
            "Is it a picture or a PDF? If it is text, say how it is encoded: encoding='windows-1252'"
        )
    return found[0]


def _fitting(raw: bytes) -> list[str]:
    """The encodings that fit, the likeliest first: those of English text, else what its languages tell."""
    from charset_normalizer import from_bytes

    usual = [name for name, of in _WESTERN.items() if _is_english(raw.decode(of, errors="replace"))]
    if usual:
        return usual
    is_unlikely = _UNLIKELY.search(raw.decode("cp1252", errors="replace"))
    found = [match.encoding for match in from_bytes(raw) if match.encoding != "cp1252" or not is_unlikely]
    return [name.replace("cp125", "windows-125") for name in found]


def _is_english(text: str) -> bool:
    """Whether a text looks as English does: few letters that are not ASCII, and these in likely places."""
    n_foreign = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return n_foreign <= max(3, _FEW * len(text)) and not _UNLIKELY.search(text)


def _named(name: str) -> list[Problem]:
    return [] if name in ("utf-8", "utf-8-sig") else [Problem("encoding", f"decoded as {name}")]
