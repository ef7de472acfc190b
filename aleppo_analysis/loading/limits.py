"""How much is read of what others made: nothing of a file may fill the memory, whatever the file says it is.

- A file that is read whole has at most 30 MB: an archive's export in HTML or RTF, and JSON but for the
  arrays in it. Exports in text and DOCX are read in parts, and have at most 200 MB. Tables, arrays in JSON,
  JSON Lines, Parquet, WARC and XML are read piece by piece and have no limit.
- An article has at most 10 MB, whatever it stands in: a file of its own, an export, a line or cell of CSV, a
  row of Parquet, a record of JSON; in XML 20 MB.
- What holds more than 200 times its size, and more than 10 MB, is a bomb: a ``.gz``, a member of a zip, and a
  Parquet file, of which every value counts as what it is written out, and as 8 bytes at least.
- A zip, and a DOCX or XLSX, which are zips inside, has at most 100,000 members and 20 GB unpacked.
- A table has at most 2,000 columns. Of those beside ours the first 300 are kept.
- XML with a document type is refused: no export has one, and its entities can be made to grow without end.
"""

from gzip import BadGzipFile, GzipFile
from os import SEEK_END
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from .documents import BadFile

LARGEST = 30_000_000  # bytes of a file that is read whole
LARGEST_SPLIT = 200_000_000  # bytes of an export that is read in parts
LONGEST = 10_000_000  # characters of an article
TOO_LONG = f"more than {LONGEST // 1_000_000} MB of it would be one article; split it into its articles"
_MOST_MEMBERS = 100_000
_LARGEST_ZIP = 20_000_000_000
_LARGEST_RATIO = 200
_SMALL = 10_000_000
_MOST_COLUMNS = 2_000

DAMAGED = (
    BadZipFile,
    BadGzipFile,
    EOFError,
    ZlibError,
    NotImplementedError,
)  # what zipfile and gzip raise of a broken file


def read_whole(stream: BinaryIO) -> bytes:
    """All bytes of a file, at most `LARGEST`."""
    try:
        raw = stream.read(LARGEST + 1)
    except DAMAGED as error:
        raise BadFile(f"it is damaged ({error}); copy or download it again") from error
    check_size(len(raw), LARGEST)
    return raw


def check_size(n: int, most: int) -> None:
    """`BadFile` where a file has too many bytes."""
    if n > most:
        raise BadFile(
            f"it is larger than {most // 1_000_000} MB; split it, or make it CSV, JSON Lines or Parquet"
        )


def check_length(n: int) -> None:
    """`BadFile` where what should be an article has more characters than any."""
    if n > LONGEST:
        raise BadFile(TOO_LONG)


def open_zip(stream: BinaryIO) -> ZipFile:
    """A zip within the limits; `BadFile` where it is empty, encrypted, damaged, or a bomb."""
    try:
        archive = ZipFile(stream)
    except DAMAGED as error:
        raise BadFile(f"it is cut short or damaged ({error}); copy or download it again") from error
    members = [member for member in archive.infolist() if not member.is_dir()]
    if not members:
        raise BadFile("it is an empty zip archive; put the files into it")
    if any(member.flag_bits & 1 for member in members):
        raise BadFile("it is protected by a password; unpack it and give the folder")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_ZIP:
        raise BadFile(f"it holds more than {_MOST_MEMBERS:,} files or 20 GB; unpack it and give the folder")
    for member in members:
        _check_ratio(member)
    return archive


def _check_ratio(member: ZipInfo) -> None:
    if member.file_size > most_unpacked(member.compress_size):
        raise BadFile(
            f"{member.filename!r} in it would unpack to more than {_LARGEST_RATIO} times its size, as zip "
            "bombs do; if it is meant, unpack it and give the folder"
        )


def most_unpacked(size: int) -> int:
    """How many bytes a file of so many bytes may hold."""
    return max(_SMALL, _LARGEST_RATIO * size)


def check_unpacked(unpacked: int, size: int, instead: str) -> None:
    """`BadFile` where a file of so many bytes holds too much; `instead` says how else to give it."""
    if unpacked > most_unpacked(size):
        raise BadFile(
            f"it holds more than {_LARGEST_RATIO} times its size, as bombs do; if it is meant, {instead}"
        )


class Unzipped(GzipFile):
    """What a gzip file holds, within the limits."""

    def __init__(self, stream: BinaryIO) -> None:
        self._size = stream.seek(0, SEEK_END)
        stream.seek(0)
        super().__init__(fileobj=stream)

    def read(self, size: int | None = -1) -> bytes:
        return self._checked(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._checked(super().read1(size))

    def _checked(self, raw: bytes) -> bytes:
        check_unpacked(self.tell(), self._size, "unpack it")
        return raw


def check_columns_of(n: int) -> None:
    """`BadFile` where a table has so many columns that it is no table of articles."""
    if n > _MOST_COLUMNS:
        raise BadFile(
            f"it has {n:,} columns, and {_MOST_COLUMNS:,} are read at most; leave out what does not describe "
            "articles, such as counts of words"
        )
