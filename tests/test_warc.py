"""Web archives: which of their records are articles, and what is said of the others."""

import gc
import gzip
import io
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from pages.made import pages
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aleppo_analysis import loading
from aleppo_analysis.loading import warc
from aleppo_analysis.loading.documents import BadFile, Document, Problem

HTML = {
    page.name: page.html
    for page in pages()
    if page.name in ("wordpress_2020-ferry", "medium-water", "ghost-budget")
}
FERRY, WATER, BUDGET = (
    HTML[name].encode() for name in ("wordpress_2020-ferry", "medium-water", "ghost-budget")
)
URL = "https://quay.example/"


def answer(
    writer: WARCWriter,
    payload: bytes,
    *,
    url: str = URL,
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
    more: dict[str, str] | None = None,
) -> None:
    http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
    given = {"WARC-Date": "2024-05-01T10:00:00Z"} | (more or {})
    writer.write_record(
        writer.create_warc_record(
            url, "response", payload=io.BytesIO(payload), http_headers=http, warc_headers_dict=given
        )
    )


def archive(fill: Callable[[WARCWriter], object], *, zipped: bool = False) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # the writer leaves files open
        fill(WARCWriter(stream, gzip=zipped))
        gc.collect()
    return stream.getvalue()


def read(raw: bytes, encoding: str | None = None) -> list[Document | Problem]:
    return list(warc.read(io.BytesIO(raw), "a.warc", encoding))


def documents(raw: bytes) -> list[Document]:
    return [item for item in read(raw) if isinstance(item, Document)]


def problems(raw: bytes) -> list[Problem]:
    return [item for item in read(raw) if isinstance(item, Problem)]


def everything(writer: WARCWriter) -> None:
    """An archive as crawlers leave it: pages among requests, pictures, redirects, revisits and metadata."""
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    writer.write_record(
        writer.create_warc_record(
            URL,
            "request",
            http_headers=StatusAndHeaders("GET / HTTP/1.1", [("Host", "quay.example")], is_http_request=True),
        )
    )
    answer(writer, b"User-agent: *", url=URL + "robots.txt", headers=(("Content-Type", "text/plain"),))
    answer(writer, FERRY, url=URL + "ferry")
    answer(writer, b"\x89PNG", url=URL + "a.png", headers=(("Content-Type", "image/png"),))
    answer(writer, b"<p>Gone</p>", url=URL + "old", status="301 Moved Permanently")
    answer(writer, b"<p>None</p>", url=URL + "none", status="404 Not Found")
    answer(writer, b"?", url=URL + "what", headers=())
    writer.write_record(
        writer.create_revisit_record(URL + "ferry", "sha1:" + "A" * 32, URL + "ferry", "2024-05-01T10:00:00Z")
    )
    answer(writer, b"<html><body><h1>Index</h1><p>Nothing yet.</p></body></html>", url=URL + "index")
    answer(writer, WATER, url=URL + "water")


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gzip"])
def test_pages_of_an_archive_are_articles(zipped: bool) -> None:
    raw = archive(everything, zipped=zipped)
    ferry, water = documents(raw)
    assert ferry.text.startswith("Kelmouth votes to keep its night ferry for another winter\n\n")
    assert (ferry.place, water.place) == ("record 4", "record 11")
    assert ferry.values["url"] == "https://kelmouthcourier.example/wordpress_2020-ferry/"
    assert water.values["url"] == URL + "water"
    assert water.values["captured"] == "2024-05-01T10:00:00Z"
    assert problems(raw) == [
        Problem(
            "document left out",
            "it is a page without an article (0 characters of text); save the article's own page",
            place="record 10",
        ),
        Problem("passed over", "answers with the status 301"),
        Problem("passed over", "answers with the status 404"),
        Problem("passed over", "files of the type image/png"),
        Problem("passed over", "files of the type text/plain"),
        Problem("passed over", "files of the type unknown"),
        Problem("passed over", "records of the kind request"),
        Problem("passed over", "records of the kind revisit"),
        Problem("passed over", "records of the kind warcinfo"),
    ]


def test_one_gzip_over_all_records_is_read_too() -> None:
    assert len(documents(gzip.compress(archive(everything)))) == 2


def test_what_a_server_packed_or_cut_into_chunks_is_put_together() -> None:
    packed = gzip.compress(BUDGET)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    [found] = documents(archive(lambda writer: answer(writer, chunks, headers=headers)))
    assert found.text.startswith("Port Ansel plans to borrow $30 million")


@pytest.mark.parametrize(
    ("header", "encoding", "is_right"),
    [
        ("koi8-r", None, True),
        ("utf-8", "koi8-r", True),
        ("KOI8-R; q=1", None, True),
        ("koi8-r; charset=latin-1", None, True),
        ("nonsense", None, False),
    ],
)
def test_the_server_says_how_a_page_is_encoded(header: str, encoding: str | None, is_right: bool) -> None:
    page = FERRY.decode().replace("Harriet Oswin", "Анна Освина").replace("—", "-")
    raw = page.encode("koi8-r", "xmlcharrefreplace")
    headers = (("Content-Type", f"text/html; charset={header}"),)
    items = read(
        archive(lambda writer: answer(writer, raw.replace(b"UTF-8", b"x"), headers=headers)), encoding
    )
    [found] = [item for item in items if isinstance(item, Document)]
    assert ("Анна Освина" in found.text) == is_right


def test_a_page_that_the_crawler_cut_says_so() -> None:
    cut = archive(
        lambda writer: answer(writer, FERRY[: len(FERRY) // 2 + 2000], more={"WARC-Truncated": "length"})
    )
    assert Problem("text cut", "left as it is: the crawler stopped (length)", place="record 1") in problems(
        cut
    )


def test_a_file_in_an_archive_that_no_server_gave_is_a_page() -> None:
    def fill(writer: WARCWriter) -> None:
        kind = {"WARC-Date": "2024-05-01T10:00:00Z"}
        record = writer.create_warc_record(
            "file:///a.html",
            "resource",
            io.BytesIO(FERRY),
            warc_content_type="text/html",
            warc_headers_dict=kind,
        )
        writer.write_record(record)

    assert len(documents(archive(fill))) == 1


def test_a_page_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST", 5_000)
    monkeypatch.setattr(loading.formats.pages, "LARGEST", 5_000)
    bomb = gzip.compress(b"<p>" * 10_000_000)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    raw = archive(lambda writer: (answer(writer, bomb, headers=headers), answer(writer, WATER[:4_000])))
    assert problems(raw)[0] == Problem(
        "document left out", "it is a page of more than 0 MB; no article needs so much", place="record 1"
    )


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gzip"])
def test_an_archive_that_breaks_off_gives_what_it_has(
    zipped: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fill(writer: WARCWriter) -> None:
        everything(writer)
        for number in range(10):
            answer(writer, BUDGET, url=f"{URL}{number}")

    raw = archive(fill, zipped=zipped)
    name = "a.warc.gz" if zipped else "a.warc"
    (tmp_path / name).write_bytes(raw[: len(raw) - len(raw) // 50])
    loaded = loading.read(tmp_path)
    titles = loaded.articles["title"].tolist()
    assert titles[0] == "Kelmouth votes to keep its night ferry for another winter" and len(titles) >= 8
    assert capfd.readouterr() == ("", "")


def test_a_record_whose_length_is_wrong_makes_no_noise(capfd: pytest.CaptureFixture[str]) -> None:
    raw = archive(lambda writer: (answer(writer, FERRY), answer(writer, WATER)))
    stated = re.search(rb"Content-Length: (\d+)", raw)
    assert stated
    short = raw.replace(stated[1], str(int(stated[1]) - 9).encode(), 1)
    assert len(documents(short)) == 2
    assert capfd.readouterr() == ("", "")


def test_no_more_is_read_of_a_page_than_is_needed_to_refuse_it() -> None:
    class Endless:
        def content_stream(self) -> "Endless":
            return self

        def read(self, n: int) -> bytes:
            return b"x" * n

    assert warc.LARGEST < len(warc._payload(Endless())) <= warc.LARGEST + (1 << 16)


@pytest.mark.parametrize("raw", [b"no archive at all\r\n\r\n", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_archive_is_told_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(BadFile, match=r"\Ait is no whole WARC \(.{1,99}\); download it again\Z"):
        read(raw)


def test_pages_are_read_one_by_one() -> None:
    """The next record is not touched before the page of the last is taken."""
    raw = archive(lambda writer: (answer(writer, FERRY), answer(writer, WATER)))
    items = warc.read(io.BytesIO(raw[: len(FERRY) + 2_000]), "a.warc", None)
    assert isinstance(next(items), Document)


def test_without_the_library_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(BadFile, match=r"\AWARC needs warcio, which is missing; install it: pip install"):
        read(b"")


def test_the_same_page_twice_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive(lambda writer: (answer(writer, FERRY), answer(writer, FERRY))))
    loaded = loading.read(tmp_path)
    assert loaded.articles["doc_id"].tolist() == ["a-0001", "a-0002"]
    assert "same text" in loaded.problems["what"].tolist()
