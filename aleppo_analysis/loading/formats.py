"""Which reader a file gets: by the end of its name, and where several share that, by how the file begins.

A reader is a function ``read(stream, name, encoding)`` of one file that gives its documents and problems one
by one, and raises `BadFile` where there is nothing to give. `stream` is binary, seekable, and a file of a
folder, a member of a zip or what a ``.gz`` holds; `name` is the file's path below what was loaded; `encoding`
is what the user says of files that are not UTF-8 (`decoding.text_of` and `decoding.lines_of` take it). A
reader says what the file says: names of columns (`columns`), dates (`dates`) and what is broken in the text
(`repair`) are put right afterwards, alike for all. The text of a document is what is to be read, the headline
first where the file has one; a row of a table has no text yet, and all its columns in `values`.

A new format is a line in `READERS`: its suffix, what its first bytes must look like (None: anything), and its
reader. Of those with one suffix the first that fits is taken.
"""

from collections.abc import Callable, Generator, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, TypeAlias, cast

from . import columnar, exports, factiva_xml, markdown, pages, plain, records, tabular, warc
from .documents import BadFile, Document, Problem
from .limits import DAMAGED, Unzipped

Reader: TypeAlias = Callable[[BinaryIO, str, str | None], Iterator[Document | Problem]]
Looks: TypeAlias = Callable[[bytes], bool]

HEAD = 65_536  # bytes of a file that are looked at
READERS: dict[str, list[tuple[Looks | None, Reader]]] = {
    ".txt": [(exports.is_export, exports.read_text), (None, plain.read)],
    ".text": [(exports.is_export, exports.read_text), (None, plain.read)],
    ".md": [(None, markdown.read)],
    ".markdown": [(None, markdown.read)],
    ".html": [(exports.is_export_page, exports.read_page), (None, pages.read)],
    ".htm": [(exports.is_export_page, exports.read_page), (None, pages.read)],
    ".xhtml": [(None, pages.read)],
    ".warc": [(None, warc.read)],
    ".xml": [(factiva_xml.is_factiva_xml, factiva_xml.read)],
    ".docx": [(None, exports.read_docx)],
    ".rtf": [(None, exports.read_rtf)],
    ".doc": [(exports.is_rtf, exports.read_rtf)],
    ".csv": [(None, tabular.read_csv)],
    ".tsv": [(None, tabular.read_csv)],
    ".tab": [(None, tabular.read_csv)],
    ".xlsx": [(None, tabular.read_xlsx)],
    ".parquet": [(None, columnar.read_parquet)],
    ".json": [
        (records.is_lines, records.read_json_lines),
        (records.is_array, records.read_json_array),
        (None, records.read_json),
    ],
    ".jsonl": [(None, records.read_json_lines)],
    ".ndjson": [(None, records.read_json_lines)],
}
_INSTEAD = {  # what is not read, and what to do
    ".pdf": "save its text as .txt (pdftotext), or use the export of the archive it comes from",
    ".doc": "save it as .docx or .txt",
    ".odt": "save it as .docx or .txt",
    ".xls": "save it as .xlsx or CSV",
    ".ods": "save it as .xlsx or CSV",
    ".xml": "of XML only Factiva's is; take an export as HTML, text or CSV",
    ".rds": "write it as CSV or Parquet",
    ".rdata": "write it as CSV or Parquet",
    ".pkl": "a pickle can run code; write it as CSV or Parquet",
    ".pickle": "a pickle can run code; write it as CSV or Parquet",
    ".zip": "unpack it, or give it by its own path",
    ".7z": "unpack it and give the folder",
    ".rar": "unpack it and give the folder",
    ".tar": "unpack it and give the folder",
}


def items_of(
    stream: BinaryIO, name: str, suffix: str, encoding: str | None
) -> Generator[Document | Problem, None, None]:
    """What the reader of a file gives; `BadFile` where there is none, or the file is damaged."""
    suffix = suffix.lower()
    try:
        if suffix == ".gz":
            inner = PurePosixPath(PurePosixPath(name).stem)
            suffix = inner.suffix.lower()
            stream = stream if suffix == ".warc" else cast(BinaryIO, Unzipped(stream))
        head = stream.read(HEAD)
        stream.seek(0)
        if not head:
            raise BadFile("it is empty")
        yield from reader_of(suffix, head)(stream, name, encoding)
    except DAMAGED as error:
        raise BadFile(f"it is damaged ({error}); copy or download it again") from error


def reader_of(suffix: str, head: bytes) -> Reader:
    """The reader of a file with this suffix that begins so; `BadFile` where there is none."""
    for looks, read in READERS.get(suffix, []):
        if looks is None or looks(head):
            return read
    known = f"known are {', '.join(sorted(READERS))}"
    ending = f"that end in {suffix!r}" if suffix else "without a suffix"
    raise BadFile(f"files {ending} are not read; {_INSTEAD.get(suffix, known)}")
