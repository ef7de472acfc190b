"""Web archives (WARC): each page in them that was found and is HTML is an article."""

from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from gzip import GzipFile
from io import StringIO
from typing import Any, BinaryIO, cast

from .documents import BadFile, Document, Problem, missing
from .pages import LARGEST, article_in, encoding_named

_GZIP = b"\x1f\x8b"
_PAGES = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The articles of an archive, record by record; records of other kinds are counted."""
    passed_over: Counter[str] = Counter()
    for number, record in enumerate(_records(stream), 1):
        if reason := _why_passed_over(record):
            passed_over[reason] += 1
            continue
        try:
            yield from _article(record, f"record {number}", encoding)
        except BadFile as error:
            yield Problem("document left out", str(error), place=f"record {number}")
    yield from (Problem("passed over", reason, n) for reason, n in sorted(passed_over.items()))


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records one by one. What the library would print, of a record whose length is wrong, is not."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise missing("WARC", "warcio") from error
    is_zipped = stream.read(2) == _GZIP
    stream.seek(0)
    records = ArchiveIterator(cast(BinaryIO, GzipFile(fileobj=stream)) if is_zipped else stream)
    try:
        while True:
            with redirect_stderr(StringIO()):
                record = next(records, None)
            if record is None:
                return
            yield record
    except ArchiveLoadFailed as error:
        raise BadFile(f"it is no whole WARC ({str(error).strip()[:99]}); download it again") from error


def _why_passed_over(record: Any) -> str:
    """Why a record is no page: its kind, its status, or its type; empty if it is one."""
    if record.rec_type not in ("response", "resource"):
        return f"records of the kind {record.rec_type}"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return f"answers with the status {status}"
    kind = _type_of(record).partition(";")[0].strip().lower()
    return "" if kind in _PAGES else f"files of the type {kind or 'unknown'}"


def _type_of(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _article(record: Any, place: str, encoding: str | None) -> Iterator[Document | Problem]:
    headers = record.rec_headers
    if reason := headers.get_header("WARC-Truncated"):
        yield Problem("text cut", f"left as it is: the crawler stopped ({reason})", place=place)
    charset = encoding_named(_type_of(record).lower().partition("charset=")[2].split(";")[0])
    url = headers.get_header("WARC-Target-URI") or ""
    for item in article_in(_payload(record), encoding or charset, url=url, place=place):
        if isinstance(item, Document):
            captured = {"captured": headers.get_header("WARC-Date") or ""}
            item = replace(item, values={**item.values, **captured})
        yield item


def _payload(record: Any) -> bytes:
    """The bytes of a page, unpacked, up to one more than a page may have."""
    stream = record.content_stream()
    chunks = []
    n = 0
    with redirect_stderr(StringIO()):
        while n <= LARGEST and (chunk := stream.read(1 << 16)):
            chunks.append(chunk)
            n += len(chunk)
    return b"".join(chunks)
