"""How much is read of what others made: nothing of a file may fill the memory, whatever the file says it is.

- A file that is read whole (text, HTML, DOCX, RTF, JSON that is no array) has at most 200 MB, a page of HTML
  10 MB; tables, JSON arrays and Lines, Parquet and WARC are read piece by piece and have no limit.
- A zip, and a DOCX or XLSX, which are zips inside, has at most 100,000 members and 20 GB unpacked; a member
  that is unpacked to more than 200 times its size, and more than 10 MB, is a bomb.
- XML with a document type is refused: no export has one, and its entities can be made to grow without end.
"""

from gzip import BadGzipFile
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from .documents import BadFile

LARGEST = 200_000_000  # bytes of a file that is read whole
_MOST_MEMBERS = 100_000
_LARGEST_ZIP = 20_000_000_000
_LARGEST_RATIO = 200
_SMALL = 10_000_000

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
    if len(raw) > LARGEST:
        raise BadFile(
            f"it is larger than {LARGEST // 1_000_000} MB; split it, or make it CSV, JSON Lines or Parquet"
        )
    return raw


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
    if member.file_size > max(_SMALL, _LARGEST_RATIO * member.compress_size):
        raise BadFile(
            f"{member.filename!r} in it would unpack to more than {_LARGEST_RATIO} times its size, as zip "
            "bombs do; if it is meant, unpack it and give the folder"
        )
