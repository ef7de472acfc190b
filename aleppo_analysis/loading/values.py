"""JSON of any size: its values one by one, of which no more is held than the next of them takes."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

from .limits import LARGEST, LONGEST, check_size

_BLOCK = 1 << 20  # characters
DEEPEST = 3  # levels of objects inside the first that are gone into
_BLANKS = re.compile(r"\s*+")
_BEHIND = re.compile(r"\s*+[:,\]}]")  # a value that is whole
_DECODER = json.JSONDecoder()


class Values:
    """A text of JSON that is gone through once; `ValueError` where it is none."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held, self._at, self._n_before = "", 0, 0

    @property
    def n(self) -> int:
        """How many characters were gone through."""
        return self._n_before + self._at

    def sign(self) -> str:
        """The next character that is no blank, where it goes on; empty at the end."""
        while True:
            if blanks := _BLANKS.match(self._held, self._at):
                self._at = blanks.end()
            if self._at < len(self._held) or not self._reads_on():
                return self._held[self._at : self._at + 1]

    def take(self) -> Any:
        """The next value, whole."""
        self.sign()
        while True:
            value, end, fault = self._decoded()
            if not fault and (_BEHIND.match(self._held, end) or not self._reads_on()):
                self._at = end
                return value
            if fault and not self._reads_on():  # it was not cut off
                raise self._too_long(fault) if len(self._held) - self._at > LONGEST else fault

    def elements(self) -> Iterator[Any]:
        """Those of an array, whole."""
        for _ in self._parts("]"):
            yield self.take()

    def names(self) -> Iterator[str]:
        """Those of an object, whose value is to be taken before the next."""
        for _ in self._parts("}"):
            if self.sign() != '"':
                raise self._fault("a name in quotation marks is missing")
            name = self.take()
            if self.sign() != ":":
                raise self._fault("a colon is missing")
            self._at += 1
            yield name

    def end(self) -> None:
        """Nothing may follow."""
        if self.sign():
            raise self._fault("something stands behind its end")

    def _parts(self, closing: str) -> Iterator[None]:
        """Once before each part of what opens here, up to the sign that closes it."""
        self.sign()
        self._at += 1
        if self.sign() == closing:
            self._at += 1
            return
        while True:
            yield
            sign = self.sign()
            if sign not in (",", closing):
                raise self._fault("it is not closed")
            self._at += 1
            if sign == closing:
                return

    def _decoded(self) -> tuple[Any, int, ValueError | None]:
        try:
            return *_DECODER.raw_decode(self._held, self._at), None
        except ValueError as fault:
            return None, 0, fault

    def _fault(self, what: str) -> ValueError:
        return ValueError(f"{what}: char {self.n}")

    def _too_long(self, fault: ValueError) -> ValueError:
        return self._fault(f"what begins here does not end within {LONGEST // 1_000_000} MB ({fault})")

    def _reads_on(self) -> bool:
        if len(self._held) - self._at > LONGEST:
            return False
        more = self._text.read(max(_BLOCK, len(self._held) - self._at))
        if more:
            self._n_before += self._at
            self._held, self._at = self._held[self._at :] + more, 0
        return bool(more)


class Long(NamedTuple):
    """An array that is not held: where it stands, and of its objects and strings how many and the first."""

    start: int
    n: int
    first: Any


def outline_of(text: TextIO) -> Any:
    """What a text of JSON holds, with a `Long` for each array that is longer than an article may be."""
    return _Outline(Values(text)).whole()


def holds_long(outline: Any, level: int = 0) -> bool:
    """Whether an outline, or what is held of it, is not all that stands there."""
    inner = outline.values() if isinstance(outline, dict) and level <= DEEPEST else ()
    return isinstance(outline, Long) or any(holds_long(one, level + 1) for one in inner)


def elements_at(start: int, text: TextIO) -> Iterator[Any]:
    """The elements of the array that begins behind so many characters."""
    while start and (read := text.read(min(start, _BLOCK))):
        start -= len(read)
    return Values(text).elements()


class _Outline:
    def __init__(self, values: Values) -> None:
        self._values = values
        self._n_long = 0  # characters of arrays that are not held

    def whole(self) -> Any:
        outline = self._next(0)
        self._values.end()
        return outline

    def _next(self, level: int) -> Any:
        sign = self._values.sign()
        if sign == "[":
            return self._array()
        if sign != "{" or level > DEEPEST:
            return self._values.take()
        held = {}
        for name in self._values.names():
            held[name] = self._next(level + 1)
            check_size(self._values.n - self._n_long, LARGEST)
        return held

    def _array(self) -> Any:
        start, held, n, first = self._values.n, [], 0, None
        for element in self._values.elements():
            if isinstance(element, dict | str):
                n, first = n + 1, element if n == 0 else first
            if self._values.n - start <= LONGEST:
                held.append(element)
        length = self._values.n - start
        if length <= LONGEST:
            return held
        self._n_long += length
        return Long(start, n, first)
