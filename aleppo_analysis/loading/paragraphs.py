"""The paragraphs of a file that may be long: put down in a file without a name, and read when asked for."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast, overload

from .limits import LARGEST_SPLIT, check_length, check_size

_IN_MEMORY = 1_000_000  # bytes; what is more stands on disk
_AT_ONCE = 50  # paragraphs
_ENCODING = ("utf-8", "surrogatepass")


@contextmanager
def put_down(texts: Iterable[str]) -> Iterator[Sequence[str]]:
    """These paragraphs as a sequence, which holds of each no more than where it ends.

    As many as are asked for at once are an article at most; all together are as long as a file may be.
    """
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        ends = array("Q", [0])
        for text in texts:
            ends.append(ends[-1] + file.write(text.encode(*_ENCODING)))
            check_size(ends[-1], LARGEST_SPLIT)
        yield _Paragraphs(cast(BinaryIO, file), ends)


class _Paragraphs(Sequence[str]):
    def __init__(self, file: BinaryIO, ends: "array[int]") -> None:
        self._file, self._ends = file, ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._read(start, min(start + _AT_ONCE, len(self)))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, int):
            at = range(len(self))[place]
            return self._read(at, at + 1)[0]
        start, stop, _ = place.indices(len(self))
        stop = max(start, stop)
        check_length(self._ends[stop] - self._ends[start])
        return self._read(start, stop)

    def _read(self, start: int, stop: int) -> list[str]:
        ends = self._ends[start : stop + 1]
        self._file.seek(ends[0])
        raw = self._file.read(ends[-1] - ends[0])
        return [raw[one - ends[0] : other - ends[0]].decode(*_ENCODING) for one, other in pairwise(ends)]
