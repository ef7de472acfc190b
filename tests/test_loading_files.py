"""What files and folders become: tables of any layout, records of the tools, zips; and bad ones, told in a sentence."""

import ast
import gc
import gzip
import json
import os
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis import loading
from aleppo_analysis.loading import columnar, problems
from aleppo_analysis.loading.columns import KNOWN
from aleppo_analysis.loading.documents import Problem
from aleppo_analysis.loading.finding import Found, Ways
from aleppo_analysis.loading.pieces import from_line, pieces_of, stamp_of, to_line
from aleppo_analysis.loading.repair import DONE
from aleppo_analysis.loading.rows import Article, as_text
from aleppo_analysis.loading.sources import Piece

FERRY = "Council keeps the ferry\n\nThe ferry will run all winter, the council decided on Monday night."
MAYOR = "Mayor speaks\n\nThe mayor said that the harbour would be closed for repairs in May."
NOTES = {
    "column taken",
    "doc_id made",
    "source made",
    "front matter",
    "line breaks",
    "passed over",
    "UNIX time",
}


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def rows_of(loaded: loading.Loaded, *columns: str) -> list[list[Any]]:
    """Some columns of the articles; None for missing, days as they are written."""
    table = loaded.articles[list(columns)].copy()
    if "published" in table:
        table["published"] = table["published"].dt.strftime("%Y-%m-%d")
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def told(loaded: loading.Loaded, *, notes: bool = False) -> list[tuple[str, str]]:
    """What the problems are, and what was done; those that are only told, or the others."""
    pairs = zip(loaded.problems["what"], loaded.problems["done"], strict=True)
    return [pair for pair in pairs if (pair[0] in NOTES) == notes]


def refused(source: object, **reading: Any) -> str:
    with pytest.raises(aa.TableError) as raised:
        loading.read(source, **reading)
    return str(raised.value).removeprefix("loading.read: nothing of it can be used:\n- ")


# --- folders, patterns, zips


def test_a_folder_of_texts(tmp_path: Path) -> None:
    folder = written(tmp_path, {"b.txt": MAYOR, "a.txt": FERRY})
    loaded = loading.read(folder)
    assert rows_of(loaded, "doc_id", "source", "published", "file", "title", "language", "text") == [
        ["a", None, None, "a.txt", "Council keeps the ferry", "en", FERRY],
        ["b", None, None, "b.txt", "Mayor speaks", "en", MAYOR],
    ]
    assert list(loaded.articles) == KNOWN
    assert told(loaded) == []
    assert aa.load_articles(str(folder)).equals(loaded.articles)
    assert loading.read(folder / "*.txt").articles.equals(loaded.articles)
    assert rows_of(loading.read(folder / "a.txt"), "doc_id") == [["a"]]


def test_the_topmost_folders_that_differ_are_sources(tmp_path: Path) -> None:
    folder = written(tmp_path, {"all/post/2016/a.txt": FERRY, "all/herald/a.txt": MAYOR})
    loaded = loading.read(folder)
    assert rows_of(loaded, "doc_id", "source") == [["all/herald/a", "herald"], ["all/post/2016/a", "post"]]
    assert told(loaded, notes=True) == [
        ("doc_id made", "from the name of the file, and the number in it"),
        ("source made", "from the folder"),
    ]


def test_hidden_files_and_links_are_passed_over(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in",
        {"a.txt": FERRY, ".b.txt": MAYOR, ".git/c.txt": MAYOR, "~$d.docx": "x", "Thumbs.db": "x"},
    )
    written(tmp_path / "out", {"e.txt": MAYOR})
    (folder / "link.txt").symlink_to(tmp_path / "out" / "e.txt")
    (folder / "folder").symlink_to(tmp_path / "out")
    loaded = loading.read(folder)
    assert rows_of(loaded, "doc_id") == [["a"]]
    assert loaded.problems.set_index("what")["n"].to_dict() == {
        "doc_id made": 1,
        "file left out": 1,
        "passed over": 4,
    }
    assert told(loaded) == [
        ("file left out", "links are not followed ('link.txt'); copy the files themselves")
    ]


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": FERRY})
    for name in ("b\nc.txt", "d.txt"):
        os.mkfifo(tmp_path / name)
    loaded = loading.read(tmp_path)
    assert rows_of(loaded, "doc_id") == [["a"]]
    done = "only ordinary files are read ('b\\nc.txt' is a pipe, 'd.txt' is a pipe)"
    assert told(loaded) == [("file left out", done)]
    assert loaded.problems.set_index("what")["n"].to_dict() == {"doc_id made": 1, "file left out": 2}
    written(tmp_path, {"articles.csv": 'doc_id,file\na,a.txt\nb,"b\nc.txt"\n'})
    loaded = loading.read(tmp_path)
    assert rows_of(loaded, "doc_id") == [["a"]]
    done = "row 3 (doc_id 'b'): file 'b\\nc.txt' is a pipe; only ordinary files are read. Name another"
    assert told(loaded) == [("row left out", done)]


@pytest.mark.parametrize(
    "read",
    [
        loading.read,
        aa.Corpus,
        aa.frames.load_terms,
        aa.speakers.load_actors,
        aa.quotes.load_gold,
        aa.coding.load,
        aa.annotate,
    ],
)
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.symlink_to(os.devnull.replace("null", "zero")), "is a device"),
        (os.mkfifo, "is a pipe"),
        (lambda path: path.symlink_to("gone"), "is a link that leads nowhere"),
        (lambda path: None, "does not exist"),
    ],
)
def test_a_path_that_is_no_file(
    tmp_path: Path, read: Callable[..., object], make: Callable[[Path], object], what: str
) -> None:
    given = {}
    if read is aa.annotate:
        pytest.importorskip("pyarrow")
        given = {"out": tmp_path / "out"}
    make(tmp_path / "a.csv")
    with pytest.raises(aa.TableError, match=f"{re.escape(repr(str(tmp_path / 'a.csv')))} {what}.\n"):
        read(tmp_path / "a.csv", **given)


def test_a_manifest_among_the_files_it_names_is_not_followed(tmp_path: Path) -> None:
    loaded = loading.read(written(tmp_path, {"a.txt": FERRY, "metadata.csv": "file,source\na.txt,post\n"}))
    assert rows_of(loaded, "doc_id", "source") == [["a", None]]
    done = "it has no text, only names of files; give its own path, or name it articles.csv"
    assert told(loaded) == [("file left out", done)]
    assert rows_of(loading.read(tmp_path / "metadata.csv"), "doc_id", "source") == [["metadata", "post"]]


def test_a_zip_is_as_its_folder(tmp_path: Path) -> None:
    files = {"post/a.txt": FERRY, "herald/b.txt": MAYOR, "c.csv": "doc_id,text\nc,Text of the table\n"}
    folder = written(tmp_path / "in", files)
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, "__MACOSX/post/._a.txt": "\0", "post/.DS_Store": "\0"}.items():
            archive.writestr(name, content)
    from_zip, from_folder = loading.read(tmp_path / "in.zip"), loading.read(folder)
    assert_frame_equal(from_zip.articles, from_folder.articles)
    assert told(from_zip) == told(from_folder) == []


def test_a_zip_with_a_manifest(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("articles.csv", "doc_id,source,file\na,post,t/a.txt\nb,post,../b.txt\n")
        archive.writestr("t/a.txt", FERRY)
        archive.writestr("t/c.txt", MAYOR)
    loaded = loading.read(tmp_path / "in.zip")
    assert rows_of(loaded, "doc_id", "source", "text") == [["a", "post", FERRY]]
    assert [what for what, _ in told(loaded)] == ["row left out"]


def test_members_that_leave_the_folder_are_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in ("../a.txt", "/b.txt", "C:\\c.txt", "d.txt"):
            archive.writestr(name, FERRY)
    loaded = loading.read(tmp_path / "in.zip")
    assert rows_of(loaded, "doc_id") == [["d"]]
    assert told(loaded) == [
        ("file left out", f"{name!r} would lie outside the folder it is unpacked to")
        for name in ("../a.txt", "/b.txt", "C:\\c.txt")
    ]


def test_two_members_of_one_name(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "in.zip", "w") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("a.txt", FERRY)
        archive.writestr("a.txt", MAYOR)
    loaded = loading.read(tmp_path / "in.zip")
    assert rows_of(loaded, "text") == [[MAYOR]]
    assert told(loaded) == [("file left out", "of members that have one name the last is read")]


def zip_of(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_bad_zips(tmp_path: Path) -> None:
    empty = zip_of(tmp_path / "empty.zip", {})
    assert refused(empty) == (
        f"loading.read: '{empty}' cannot be read: it is an empty zip archive; put the files into it."
    )
    bomb = zip_of(tmp_path / "bomb.zip", {"a.txt": "0" * 20_000_000})
    assert refused(bomb) == (
        f"loading.read: '{bomb}' cannot be read: 'a.txt' in it would unpack to more than 200 times its size, as "
        "zip bombs do; if it is meant, unpack it and give the folder."
    )
    locked = zip_of(tmp_path / "locked.zip", {"a.txt": FERRY})
    raw = bytearray(locked.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(header) + flags] |= 1  # as an archive with a password says
    locked.write_bytes(raw)
    assert refused(locked) == (
        f"loading.read: '{locked}' cannot be read: it is protected by a password; unpack it and give the folder."
    )
    broken = written(tmp_path, {"broken.zip": b"PK\x03\x04 and so on"}) / "broken.zip"
    assert "cannot be read: it is cut short or damaged" in refused(broken)


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "in.zip", {"a.txt": FERRY * 50, "b.txt": MAYOR})
    raw = bytearray(path.read_bytes())
    start = raw.index(b"a.txt") + len("a.txt") + 8
    raw[start : start + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(raw)
    loaded = loading.read(path)
    assert rows_of(loaded, "doc_id") == [["b"]]
    [(what, done)] = told(loaded)
    assert what == "file left out"
    assert done.startswith("it is damaged (")
    assert done.endswith("); copy or download it again")


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        (
            "a.pdf",
            b"%PDF-1.7",
            "files that end in '.pdf' are not read; save its text as .txt (pdftotext), or use",
        ),
        ("a.jpg", b"\xff\xd8\xff", "files that end in '.jpg' are not read; known are "),
        ("notes", b"Hello", "files without a suffix are not read; known are "),
        (
            "a.pkl",
            b"\x80",
            "files that end in '.pkl' are not read; a pickle can run code; write it as CSV or Parquet",
        ),
        ("a.zip", b"PK", "files that end in '.zip' are not read; unpack it, or give it by its own path"),
        ("a.txt", b"", "it is empty"),
        ("a.txt", b"\xef\xbb\xbf", "left out: there is nothing to read"),
        ("a.txt", b"---\ntitle: x\n---\n", "left out: there is nothing to read"),
        ("a.txt", b"\x00" * 500, "left out: there is nothing to read"),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
            "it is no text: byte 0 is 0x89, and no encoding fits",
        ),
        (
            "a.csv",
            b"doc_id#text\na#b\n",
            "no column of it is known as the text; it has 'doc_id#text'; are its columns",
        ),
        ("a.json", b'{"text": "x', "it is no JSON (Unterminated string"),
        ("a.json", b"[" * 100_000, "it is no JSON ("),
        ("a.xlsx", b"PK\x03\x04", "it is cut short or damaged ("),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" * 200,
            "it is protected by a password, or an old .xls; save it as .xlsx",
        ),
        ("a.csv.gz", gzip.compress(b"doc_id,text\n" * 500, mtime=0)[:40], "it is damaged ("),
        ("a.csv.gz", b"no gzip", "it is damaged (Not a gzipped file"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_others(
    tmp_path: Path, name: str, raw: bytes, why: str
) -> None:
    loaded = loading.read(written(tmp_path, {name: raw, "z.txt": FERRY}))
    assert rows_of(loaded, "doc_id") == [["z"]]
    [(what, done)] = told(loaded)
    assert what in ("file left out", "empty text")
    assert done.startswith(why)
    if not name.endswith(".zip"):
        assert refused(tmp_path / name).startswith(f"{name}: {why}")
    assert refused(tmp_path, strict=True).startswith(f"loading.read: {name}: {what}: {why}")


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    advice = "Put the texts there, or give the folder that holds them."
    assert refused(tmp_path) == f"loading.read: there is no file to read in '{tmp_path}'.\n{advice}"
    written(tmp_path, {".a.txt": FERRY})
    assert refused(tmp_path) == (
        f"loading.read: there is no file to read in '{tmp_path}' but 1 that are hidden or links.\n{advice}"
    )


def test_a_pattern_that_nothing_fits(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": FERRY})
    assert refused(tmp_path / "*.docx") == (
        f"loading.read: no file fits '{tmp_path}/*.docx'.\n"
        "Mend the pattern, or give the folder that holds the texts."
    )


def test_what_is_no_source(tmp_path: Path) -> None:
    assert refused("https://post.org/a.html") == (
        "loading.read: nothing is downloaded; 'https://post.org/a.html' is an address.\nSave it as a file."
    )
    assert refused(["a.txt", "b.txt"]) == (
        "loading.read: `source` must be a path or a table (pandas DataFrame); it is list.\n"
        "Name a file or folder, or make a table of it: pd.DataFrame(...)."
    )
    written(tmp_path, dict.fromkeys(["articles.parquet", "problems.parquet", "markup.parquet"], "PAR1"))
    assert refused(tmp_path) == (
        f"loading.read: '{tmp_path}' is a corpus that Corpus.save or annotate wrote.\nOpen it: Corpus.open(folder)."
    )


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        (
            {"columns": {"txt": "Body"}},
            "loading.read: name in `columns`='txt' is not known.\nDid you mean 'text'?",
        ),
        (
            {"columns": ["Body"]},
            "loading.read: `columns` must say which column is which; it is list.\nWrite the",
        ),
        (
            {"day_first": "yes"},
            "loading.read: day_first='yes' is not known.\nChoose one of None, True, False.",
        ),
        (
            {"encoding": "klingon"},
            "loading.read: encoding='klingon' is not known.\nGive a name that Python knows",
        ),
    ],
)
def test_ways_of_reading_that_are_none(tmp_path: Path, reading: dict[str, Any], message: str) -> None:
    assert refused(written(tmp_path, {"a.txt": FERRY}), **reading).startswith(message)


@pytest.mark.parametrize("name", ["load_articles", "loading.read", "loading.batches"])
@pytest.mark.parametrize(
    "given", [["a.txt"], pd.DataFrame({"n": [1]})], ids=["a list", "a table without text"]
)
def test_every_door_names_itself(name: str, given: object) -> None:
    door: Any = aa.load_articles if name == "load_articles" else getattr(loading, name.partition(".")[2])
    with pytest.raises(aa.TableError, match=f"^{name}: `(source|articles)` "):
        list(door(given))


FORMATS = {
    "a.txt": "{}",
    "a.md": "{}",
    "a.csv": 'text\n"{}"\n',
    "a.jsonl": '{{"text": "{}"}}\n',
    "a.html": "<html><body><article><h1>On tea</h1><p>{}</p></article></body></html>",
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_encoding_that_is_given_is_that_of_every_format(tmp_path: Path, name: str) -> None:
    text = "The word čaj means tea, as the mayor of the town said on Monday. " * 9
    written(tmp_path, {name: FORMATS[name].format(text.strip()).encode("cp1250")})
    [[found]] = rows_of(loading.read(tmp_path, encoding="cp1250"), "text")
    assert found is not None and found.count("The word čaj means tea") == 9


def test_the_encoding_that_is_given_is_that_of_the_files_of_a_manifest(tmp_path: Path) -> None:
    written(tmp_path, {"articles.csv": "doc_id,file\na,a.txt\n", "a.txt": "Čaj means tea.".encode("cp1250")})
    assert rows_of(loading.read(tmp_path, encoding="cp1250"), "text") == [["Čaj means tea."]]


def test_front_matter_is_read_as_columns(tmp_path: Path) -> None:
    head = "---\ntitle: \"Ferry: it stays\"\ndate: 2016-10-18\nsource: Post\ntags: [quay, 'boats']\nby:\n  - Ann\n  - Bo\n---\n"
    loaded = loading.read(written(tmp_path, {"a.txt": head + "\n" + FERRY}))
    assert rows_of(loaded, "title", "published", "source", "tags", "by", "text") == [
        ["Ferry: it stays", "2016-10-18", "Post", "quay; boats", "Ann; Bo", FERRY]
    ]
    assert ("front matter", "read as columns") in told(loaded, notes=True)


def test_an_item_before_all_names_of_front_matter_says_nothing(tmp_path: Path) -> None:
    loaded = loading.read(written(tmp_path, {"a.txt": f"---\n- Ann\ntitle: Ferry\n---\n{FERRY}"}))
    assert rows_of(loaded, "title", "text") == [["Ferry", FERRY]]


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nA verse\nand another\n---\n\nSome text."
    assert rows_of(loading.read(written(tmp_path, {"a.txt": text})), "text") == [[text]]


# --- tables


def csv_of(folder: Path, content: str | bytes, name: str = "t.csv") -> Path:
    return written(folder, {name: content}) / name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", "doc_id,source,text\na,post,\"One, two\nthree\"\nb,,Four\n"),
        ("t.csv", "doc_id;source;text\r\na;post;\"One, two\r\nthree\"\r\nb;;Four\r\n"),
        ("t.csv", "\ufeff\"doc_id\"|\"source\"|\"text\"\n\na|post|\"One, two\nthree\"\n||\nb||Four"),
        ("t.csv", "sep=;\ndoc_id;source;text\na;post;\"One, two\nthree\"\nb;;Four\n"),
        ("t.csv", "doc_id, source, text\na, post, \"One, two\nthree\"\nb, , Four\n"),
        ("t.tsv", "doc_id\tsource\ttext\na\tpost\t\"One, two\nthree\"\nb\t\tFour\n"),
        ("t.csv", "doc_id\tsource\ttext\na\tpost\t\"One, two\nthree\"\nb\t\tFour\n".encode("utf-16")),
        ("t.csv.gz", gzip.compress(b"doc_id,source,text\na,post,\"One, two\nthree\"\nb,,Four\n", mtime=0)),
        ("t.jsonl", '{"doc_id": "a", "source": "post", "text": "One, two\\nthree"}\n\n{"doc_id": "b", "text": "Four"}'),
        ("t.json", '[{"doc_id": "a", "source": "post", "text": "One, two\\nthree"}, {"doc_id": "b", "text": "Four"}]'),
        ("t.json", '{"doc_id": "a", "source": "post", "text": "One, two\\nthree"}\n{"doc_id": "b", "text": "Four"}\n'),
        ("t.json", '{"data": {"articles": [{"doc_id": "a", "source": "post", "text": "One, two\\nthree"}, '
                   '{"doc_id": "b", "text": "Four"}]}, "n": 2}'),
        ("t.json", '{"doc_id": {"0": "a", "1": "b"}, "source": {"0": "post", "1": null}, '
                   '"text": {"0": "One, two\\nthree", "1": "Four"}}'),
        ("t.json", '{"x": {"doc_id": "a", "source": "post", "text": "One, two\\nthree"}, "y": {"doc_id": "b", "text": "Four"}}'),
    ],
)  # fmt: skip
def test_tables_of_any_layout(tmp_path: Path, name: str, content: str | bytes) -> None:
    loaded = loading.read(csv_of(tmp_path, content, name))
    assert rows_of(loaded, "doc_id", "source", "text") == [
        ["a", "post", "One, two\nthree"],
        ["b", None, "Four"],
    ]
    assert [pair for pair in told(loaded) if pair[0] != "encoding"] == []


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "notes"
    book.active.append(["hello"])
    sheet = book.create_sheet("articles")
    for row in (
        ["Headline", "Publication Date", "Full text", "Pages"],
        ["Ferry", datetime(2016, 10, 18, 9), "The council decided.", 3],
        [None] * 4,
        ["Quay", None, "x" * 32_767, 2.5],
    ):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    loaded = loading.read(tmp_path / "t.xlsx")
    assert rows_of(loaded, "doc_id", "title", "published", "Pages") == [
        ["t-0001", "Ferry", "2016-10-18", "3"],
        ["t-0002", "Quay", None, "2.5"],
    ]
    assert told(loaded) == [
        ("sheets left out", "read is 'articles', not 'notes'"),
        ("text cut", "row 4: left as it is: a cell of XLSX ends at 32,767 characters"),
    ]
    (tmp_path / "u.xlsx").write_bytes((tmp_path / "t.xlsx").read_bytes()[:3000])
    assert refused(tmp_path / "u.xlsx").startswith("u.xlsx: it is cut short or damaged")


def test_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    days = pd.to_datetime(["2016-10-18 23:00", None]).tz_localize("UTC")
    table = pd.DataFrame({"id": [1, 2], "content": ["One", "Two"], "date": days, "tags": [["a", "b"], []]})
    table.to_parquet(tmp_path / "t.parquet")
    assert rows_of(loading.read(tmp_path / "t.parquet"), "doc_id", "published", "tags", "text") == [
        ["1", "2016-10-18", "a; b", "One"],
        ["2", None, None, "Two"],
    ]
    table = pd.DataFrame({"text": ["One", "x" * 10_000_001, "Two", "y" * 9_000_000, "Three"]})
    table.assign(told=[{"by": ("Ann",)}] * 5).to_parquet(tmp_path / "t.parquet", compression=None)
    loaded = loading.read(tmp_path / "t.parquet")
    assert [(text[:5], by) for text, by in rows_of(loaded, "text", "told.by")] == [
        (text, "Ann") for text in ("One", "Two", "yyyyy", "Three")
    ]
    assert told(loaded) == [("row left out", "row 2: it has more than 10 MB")]
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and so on")
    assert refused(tmp_path / "t.parquet").startswith("t.parquet: it is no whole Parquet file (")


def test_a_workbook_is_as_large_as_what_it_holds(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for place, value in {"A1": "doc_id", "B1": "text", "A2": "a", "B2": "Text", "XFD1000": None}.items():
        book.active[place] = value
    book.save(tmp_path / "t.xlsx")
    assert rows_of(loading.read(tmp_path / "t.xlsx"), "doc_id", "text") == [["a", "Text"]]


def test_files_that_are_read_whole_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aleppo_analysis.loading.limits.LARGEST", 1_000_000)
    folder = written(
        tmp_path, {"a.txt": "a" * 1_000_001, "b.rtf": "{\\rtf" * 200_001, "c.txt": "a " * 500_000}
    )
    loaded = loading.read(folder)
    assert rows_of(loaded, "doc_id") == [["c"]]
    done = "it is larger than 1 MB; split it, or make it CSV, JSON Lines or Parquet"
    assert told(loaded) == [("file left out", done)] * 2


def test_an_article_has_a_limit_whatever_it_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("limits", "values", "records", "exports"):
        monkeypatch.setattr(f"aleppo_analysis.loading.{module}.LONGEST", 10_000)
    first = f"1 of 2 DOCUMENTS\n\nThe Post\n\nMay 1, 2020\n\nFerry\n\nLENGTH: 3 words\n\n{FERRY}"
    second = "2 of 2 DOCUMENTS\n\nThe Post\n\nMay 1, 2020\n\nBoat\n\nLENGTH: 3 words\n\n"
    files = {
        "a.txt": "Aid waits. " * 2_000,
        "b.md": "Aid waits. " * 2_000,
        "c.json": json.dumps({"text": ["Aid waits."] * 2_000}),
        "c.jsonl": json.dumps({"text": "Aid waits. " * 950}) + '\n{"text": "Two"}',
        "d.txt": f"{first}\n\n{'Aid waits. ' * 2_000}",
        "e.txt": f"{first}\n\n{second}" + "Aid waits.\n\n" * 2_000,
        "f.rtf": "{\\rtf1 " + "Aid waits.\\par " * 2_000 + "}",
    }
    loaded = loading.read(written(tmp_path, files))
    assert rows_of(loaded, "doc_id") == [["c"], ["e"]]
    done = "more than 10 MB of it would be one article; split it into its articles"
    assert told(loaded) == [
        *[("file left out", done)] * 3,
        ("row left out", f"row 1: {done}"),
        ("row left out", "row 2: it is no JSON: Expecting value: line 1 column 1 (char 0)"),
        ("file left out", done),
        ("rest left out", done),
        ("file left out", done),
    ]


@pytest.mark.parametrize(
    ("name", "module", "library"),
    [
        ("t.xlsx", "openpyxl", "openpyxl"),
        ("t.parquet", "pyarrow", "pyarrow"),
        ("t.docx", "docx", "python-docx"),
        ("t.rtf", "striprtf.striprtf", "striprtf"),
    ],
)
def test_without_a_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, library: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    zip_of(tmp_path / name, {"a": "b"})
    assert refused(tmp_path / name).endswith(
        f"needs {library}, which is missing; install it: pip install 'aleppo-analysis[loading]'"
    )


@pytest.mark.parametrize(
    ("rows", "left", "why"),
    [
        pytest.param(
            '1,"Never closed,post\n2,"Second one",post\n3,Third,post\n',
            [["2", "Second one"], ["3", "Third"]],
            ["row 2: a quotation mark in it is not closed, or not doubled (',' expected after '\"')"],
            id="a mark that is not closed",
        ),
        pytest.param(
            '1,First,post\n2,"Never closed,post\n3,Third,post\n',
            [["1", "First"], ["3", "Third"]],
            ["row 3: a quotation mark in it is not closed, or not doubled (unexpected end of data)"],
            id="nor later",
        ),
        pytest.param(
            '1,"He said "no" to it",post\n2,Second,post\n',
            [["2", "Second"]],
            ["row 2: a quotation mark in it is not closed, or not doubled (',' expected after '\"')"],
            id="marks that are not doubled",
        ),
        pytest.param(
            "1,One, two,post\n2,Second,post\n",
            [["2", "Second"]],
            ["row 2: it has 4 cells and the first row 3; are quotation marks missing?"],
            id="a comma too many",
        ),
        pytest.param(
            "1,First\n2,Second,post,,\n", [["1", "First"], ["2", "Second"]], [], id="short and padded rows"
        ),
        pytest.param(
            "1,First,post\nof another row\n",
            [["1", "First"]],
            ["row 3: it has 1 cells and the first row 3; are quotation marks missing?"],
            id="the rest of another row",
        ),
    ],
)
def test_a_row_in_disorder_leaves_the_others(
    tmp_path: Path, rows: str, left: list[list[str]], why: list[str]
) -> None:
    loaded = loading.read(csv_of(tmp_path, "doc_id,text,source\n" + rows))
    assert rows_of(loaded, "doc_id", "text") == left
    assert told(loaded) == [("row left out", one) for one in why]


def test_a_first_row_in_disorder(tmp_path: Path) -> None:
    assert refused(csv_of(tmp_path, 'doc_id,"text\na,b\n')) == (
        "t.csv: its first row, the names of the columns, cannot be read: a quotation mark in it is not closed, or "
        "not doubled (unexpected end of data)"
    )


def test_cells_may_be_longer_than_python_reads_otherwise(tmp_path: Path) -> None:
    text = "word " * 100_000
    before = __import__("csv").field_size_limit()
    assert rows_of(loading.read(csv_of(tmp_path, f'doc_id,text\na,"{text}"\n')), "text") == [[text]]
    assert __import__("csv").field_size_limit() == before


@given(st.text(alphabet='a",\n;é ', max_size=40))
def test_any_csv_gives_a_table_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, rows: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("doc_id,text\n" + rows, "utf-8")
    try:
        loaded = loading.read(path)
    except aa.TableError as error:
        assert "any.csv: row " in str(error) or "left out" in str(error)
    else:
        assert loaded.articles["text"].str.strip().ne("").all()


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    loaded = loading.read(csv_of(tmp_path, "doc_id,text,text,\na,One,Two,Three\n"))
    assert rows_of(loaded, "text", "text_3", "column_4") == [["One", "Two", "Three"]]
    assert told(loaded) == [("column twice", "the second 'text' is named 'text_3'")]


# --- columns


def test_columns_are_known_by_any_case_and_signs(tmp_path: Path) -> None:
    content = "Article ID,NEWSPAPER,Pub. Date,Head-Line,FullText,URL,desk\n7,Post,2016-10-18,Ferry,One,https://x.org,city\n"
    loaded = loading.read(csv_of(tmp_path, content))
    assert rows_of(loaded, "doc_id", "source", "published", "title", "text", "url", "desk") == [
        ["7", "Post", "2016-10-18", "Ferry", "One", "https://x.org", "city"]
    ]
    assert told(loaded, notes=True) == [
        ("column taken", "'Article ID' as doc_id"),
        ("column taken", "'FullText' as text"),
        ("column taken", "'Head-Line' as title"),
        ("column taken", "'NEWSPAPER' as source"),
        ("column taken", "'Pub. Date' as published"),
        ("column taken", "'URL' as url"),
    ]


def test_two_columns_that_could_be_the_text(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,content,body\n1,One,Two\n")
    assert refused(path) == (
        "t.csv: 'content' and 'body' could each be the text; say which: columns={'text': 'content'}"
    )
    loaded = loading.read(path, columns={"text": "Body"})
    assert rows_of(loaded, "text", "content") == [["Two", "One"]]
    assert refused(csv_of(tmp_path, "id,TEXT,Text\n1,One,Two\n", "cases.csv")).startswith(
        "cases.csv: 'TEXT' and"
    )
    same = loading.read(csv_of(tmp_path, "id,content,body\n1,One,One\n2,Two,Two\n", "same.csv"))
    assert rows_of(same, "text", "body") == [["One", "One"], ["Two", "Two"]]
    ours = loading.read(csv_of(tmp_path, "id,body,text\n1,One,Two\n", "ours.csv"))
    assert rows_of(ours, "text", "body") == [["Two", "One"]]
    empty = loading.read(csv_of(tmp_path, "id,text,body\n1,,One\n2,,Two\n", "empty.csv"))
    assert rows_of(empty, "text") == [["One"], ["Two"]]


def test_a_column_that_is_named_and_not_there(tmp_path: Path) -> None:
    assert refused(csv_of(tmp_path, "id,content\n1,One\n"), columns={"text": "Body"}) == (
        "t.csv: it has no column 'Body', which columns= names as text; it has 'id', 'content'"
    )


def test_an_address_as_source_is_a_url(tmp_path: Path) -> None:
    record = {
        "source": "https://www.post.org/1",
        "hostname": "post.org",
        "sitename": "The Post",
        "text": "One",
    }
    loaded = loading.read(csv_of(tmp_path, json.dumps(record), "n.json"))
    assert rows_of(loaded, "source", "url") == [["The Post", "https://www.post.org/1"]]


def test_a_text_that_is_only_a_missing_value(tmp_path: Path) -> None:
    loaded = loading.read(csv_of(tmp_path, "doc_id,text\na,nan\nb,None\nc,\nd,  \ne,Text\n"))
    assert rows_of(loaded, "doc_id") == [["e"]]
    assert loaded.problems[["doc_id", "what", "done"]].to_numpy().tolist() == [
        [doc_id, "empty text", "left out: there is nothing to read"] for doc_id in "abcd"
    ]


def test_doubled_ids_and_texts(tmp_path: Path) -> None:
    loaded = loading.read(csv_of(tmp_path, "doc_id,text\na,One\na,Two\nb,One\n,Three\n"))
    assert rows_of(loaded, "doc_id", "text") == [
        ["a", "One"],
        ["a-2", "Two"],
        ["b", "One"],
        ["t-0004", "Three"],
    ]
    assert told(loaded) == [
        ("doc_id twice", "'a' is named 'a-2'"),
        ("same text", "kept: it is also that of 'a'"),
    ]
    with pytest.raises(aa.TableError, match=r"^loading.read: t.csv, a-2: doc_id twice: 'a' is named 'a-2'.$"):
        loading.read(tmp_path / "t.csv", strict=True)


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("fr", "fr"),
        ("English", "en"),
        ("", "en"),
        ("unknown", "en"),
    ],
)
def test_languages_are_codes(tmp_path: Path, given: str, language: str) -> None:
    text = "The council decided on Monday night that the ferry will run."
    loaded = loading.read(csv_of(tmp_path, f"doc_id,language,text\na,{given},{text}\n"))
    assert rows_of(loaded, "language") == [[language]]
    assert told(loaded) == ([] if language == "en" else [("not English", "fr: words and zones only")])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": ["One.", "", "Two."], "tags": ["a", "b"]}', [["One.\n\nTwo.", "a; b"]]),
        ('{"text": "A \\ud83d", "title": "\\ud83d\\ude00", "t\\ud83d": "\\ud83d"}', [["A \ufffd", None]]),
        ('{"text": 5, "tags": {"a": {"b": [1]}}}', [["5", None]]),
        ('{"text": "A", "tags": [["é"]]}', [["A", '[["é"]]']]),
        ('["One.", "Two."]', [["One.", None], ["Two.", None]]),
    ],
)
def test_values_of_json_of_any_kind(tmp_path: Path, content: str, expected: list[list[str | None]]) -> None:
    loaded = loading.read(csv_of(tmp_path, content, "n.json"))
    tags = loaded.articles.get("tags", pd.Series([None] * len(expected)))
    assert list(map(list, zip(loaded.articles["text"], tags, strict=True))) == expected


def test_bytes_in_a_cell_are_text() -> None:
    assert as_text("café \u2014".encode() + b"\xe9") == "café \u2014\ufffd"


@pytest.mark.parametrize("content", ["[]", "3", "null", "{}", "[1, 2]", '{"articles": []}'])
def test_json_without_records(tmp_path: Path, content: str) -> None:
    assert refused(csv_of(tmp_path, content, "n.json")).startswith("n.json: ")


def test_columns_have_a_limit(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps({"text": f"Text {n}", f"k{n}": n, "counts": dict.fromkeys(map(str, range(31)), 1)})
        for n in range(400)
    )
    loaded = loading.read(csv_of(tmp_path, lines, "n.jsonl"))
    assert list(loaded.articles)[len(KNOWN) :] == ["k0", "counts", *(f"k{n}" for n in range(1, 299))]
    assert loaded.problems.set_index("what").loc["columns left out", ["n", "done"]].tolist() == [
        *(101, "there are more than 300 beside ours")
    ]


# --- the records of the tools, each as it writes them

PARAGRAPHS = "The council decided on Monday night.\n\nThe ferry will run."


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {"authors": ["A B"], "date_download": "2016-10-19 01:00:00", "date_modify": "None",
             "date_publish": "2016-10-18 09:00:00", "description": "d", "filename": "post.org%2F1.json",
             "image_url": None, "language": "en", "localpath": None, "maintext": PARAGRAPHS, "source_domain": "post.org",
             "text": None, "title": "Ferry", "title_page": None, "title_rss": None, "url": "https://post.org/1"},
            ["post.org%2F1.json", "post.org", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="news-please",
        ),
        pytest.param(
            {"title": "Ferry", "author": "A B", "hostname": "post.org", "date": "2016-10-18", "fingerprint": "f",
             "id": None, "license": None, "comments": "", "raw_text": "Ferry The council", "text": PARAGRAPHS,
             "language": None, "image": "i", "pagetype": "article", "filedate": "2016-10-20",
             "source": "https://post.org/1", "source-hostname": "The Post", "excerpt": "e", "categories": "", "tags": ""},
            ["n", "The Post", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="trafilatura",
        ),
        pytest.param(
            {"url": "https://post.org/1", "read_more_link": "", "language": "en", "title": "Ferry", "top_image": "",
             "meta_lang": "en", "authors": [], "publish_date": "2016-10-18T09:00:00", "summary": "", "tags": [],
             "meta_site_name": "The Post", "canonical_link": "https://post.org/1", "text": PARAGRAPHS},
            ["n", "The Post", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="newspaper",
        ),
        pytest.param(
            {"title": "Ferry", "plaintext": PARAGRAPHS, "authors": ["A"], "free_access": True, "topics": [],
             "publishing_date": "2016-10-18 09:00:00+02:00"},
            ["n", None, "2016-10-18", "Ferry", None, PARAGRAPHS],
            id="fundus, plain text",
        ),
        pytest.param(
            {"stories_id": 17, "publish_date": "2016-10-18 09:00:00", "title": "Ferry", "url": "https://post.org/1",
             "language": "en", "media_id": 3, "media_name": "Post", "media_url": "https://post.org", "text": PARAGRAPHS},
            ["17", "Post", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="Media Cloud",
        ),
        pytest.param(
            {"text_name": "ferry", "text": PARAGRAPHS, "text_id": "0f", "source": "Post"},
            ["0f", "Post", None, "The council decided on Monday night.", None, PARAGRAPHS],
            id="ATAP",
        ),
        pytest.param(
            {"doc_id": "ferry.txt", "text": PARAGRAPHS, "docvar1": "Post", "docvar2": 2016},
            ["ferry.txt", None, None, "The council decided on Monday night.", None, PARAGRAPHS],
            id="readtext",
        ),
        pytest.param(
            {"status": "ok", "totalResults": 1, "articles": [
                {"source": {"id": None, "name": "Post"}, "author": None, "title": "Ferry", "description": "d",
                 "url": "https://post.org/1", "publishedAt": "2016-10-18T09:00:00Z", "content": PARAGRAPHS}]},
            ["n", "Post", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="NewsAPI",
        ),
        pytest.param(
            {"response": {"status": "ok", "total": 1, "results": [
                {"id": "town/1", "webPublicationDate": "2016-10-18T09:00:00Z", "webTitle": "Ferry",
                 "webUrl": "https://post.org/1", "fields": {"bodyText": PARAGRAPHS, "wordcount": "9"}}]}},
            ["town/1", "post.org", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="the Guardian",
        ),
        pytest.param(
            {"articles": {"page": 1, "results": [
                {"uri": "81", "lang": "eng", "date": "2016-10-18", "time": "09:00:00", "dateTime": "2016-10-18T09:00:00Z",
                 "url": "https://post.org/1", "title": "Ferry", "body": PARAGRAPHS,
                 "source": {"uri": "post.org", "dataType": "news", "title": "Post"}}]}},
            ["n", "Post", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="Event Registry",
        ),
        pytest.param(
            {"took": 1, "hits": {"total": 1, "hits": [{"_id": "x", "_score": 1.0, "_source": {
                "title": "Ferry", "text": PARAGRAPHS, "url": "https://post.org/1", "published": "2016-10-18"}}]}},
            ["n", "post.org", "2016-10-18", "Ferry", "https://post.org/1", PARAGRAPHS],
            id="Elasticsearch",
        ),
    ],
)  # fmt: skip
def test_records_as_the_tools_write_them(tmp_path: Path, record: dict[str, Any], expected: list[Any]) -> None:
    loaded = loading.read(csv_of(tmp_path, json.dumps(record), "n.json"))
    assert rows_of(loaded, "doc_id", "source", "published", "title", "url", "text") == [expected]
    assert rows_of(loaded, "language") == [["en"]]
    assert told(loaded) == []


def test_the_pieces_of_an_article_of_fundus(tmp_path: Path) -> None:
    body = {
        "summary": ["It runs &amp; runs."],
        "sections": [
            {"headline": [], "paragraphs": ["The council decided.", "The ferry will run."]},
            {"headline": ["Costs"], "paragraphs": ["All pay."]},
        ],
    }
    record = {
        "title": "Ferry",
        "body": body,
        "publishing_date": "2016-10-18 09:00:00+02:00",
        "topics": ["quay"],
    }
    loaded = loading.read(csv_of(tmp_path, json.dumps(record) + "\n" + json.dumps(record), "n.jsonl"))
    text = "It runs & runs.\n\nThe council decided.\n\nThe ferry will run.\n\nCosts\n\nAll pay."
    assert (
        rows_of(loaded, "title", "published", "topics", "text") == [["Ferry", "2016-10-18", "quay", text]] * 2
    )
    zones = loaded.zones[loaded.zones["doc_id"] == "n-0001"]
    assert zones[["passage", "zone"]].to_numpy().tolist() == [
        ["It runs & runs.", "standfirst"],
        ["Costs", "heading"],
    ]
    assert [text[start:end] for start, end in zip(zones["start"], zones["end"], strict=True)] == [
        *("It runs & runs.", "Costs")
    ]


def test_a_line_that_is_no_record_leaves_the_others(tmp_path: Path) -> None:
    loaded = loading.read(csv_of(tmp_path, '{"text": "One"}\n{broken\n[1]\n{"text": "Two"}\n', "n.jsonl"))
    assert rows_of(loaded, "doc_id", "text") == [["n-0001", "One"], ["n-0002", "Two"]]
    assert [done.partition(":")[0] for _, done in told(loaded)] == ["row 2", "row 3"]
    assert told(loaded)[0][1].startswith("row 2: it is no JSON: Expecting property name")


# --- batches


def corpus_of_many(folder: Path) -> Path:
    rows = "".join(f"{n % 7},{'same' if n % 5 == 0 else n} text of the row,post\n" for n in range(23))
    written(
        folder,
        {"a.txt": FERRY, "t.csv": "doc_id,text,source\n" + rows, "z.jsonl": '{"text": "Last", "extra": 1}'},
    )
    return folder


@pytest.mark.parametrize("size", [1, 4, 100])
def test_batches_are_the_whole_in_parts(tmp_path: Path, size: int) -> None:
    folder = corpus_of_many(tmp_path)
    parts = list(loading.batches(folder, size=size))
    assert [len(part.articles) for part in parts[:-1]] == [size] * (
        25 // size if 25 % size else 25 // size - 1
    )
    whole = loading.read(folder)
    together = pd.concat([part.articles for part in parts]).sort_values("doc_id", ignore_index=True)
    assert_frame_equal(together, whole.articles)
    assert whole.articles["doc_id"].is_unique
    counted = pd.concat([part.problems for part in parts]).groupby("what")["n"].sum()
    assert counted.to_dict() == whole.problems.groupby("what")["n"].sum().to_dict()
    again = list(loading.batches(folder, size=size))
    for part, other in zip(parts, again, strict=True):
        for table, same in zip(part, other, strict=True):
            assert_frame_equal(table, same)


def test_batches_of_a_table(toy_articles: pd.DataFrame) -> None:
    dated = toy_articles.assign(published=["soon", "2016-10-18", None, "later"])
    parts = list(loading.batches(dated, size=3))
    assert [part.articles["doc_id"].tolist() for part in parts] == [
        ["herald-1", "herald-2", "post-1"],
        ["post-2"],
    ]
    assert [part.problems["doc_id"].tolist() for part in parts] == [["herald-1"], ["post-2"]]


def test_nothing_at_all_is_said_at_the_end_of_the_batches(tmp_path: Path) -> None:
    with pytest.raises(aa.TableError, match="nothing of it can be used"):
        list(loading.batches(written(tmp_path, {"a.txt": b"", "b.pdf": b"x"})))


# --- what is said


def test_every_problem_stands_in_the_list_of_its_kind() -> None:
    folder = Path(problems.__file__).parent
    calls = [node for file in folder.glob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    said = {
        call.args[0] for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == "Problem"
    }
    named = (
        {argument.value for argument in said if isinstance(argument, ast.Constant)}
        | set(DONE)
        | {"not English"}
    )
    listed: dict[str, str] = {}
    for kind, text in re.findall(
        r"- ([\w ]+?)(?:, since[^:]+)?: (.*?)(?=\n- |\Z)", problems.__doc__, re.DOTALL
    ):
        listed |= dict.fromkeys((" ".join(what.split()) for what in re.findall(r"\*([^*]+)\*", text)), kind)
    assert set(listed) == named | {"rest left out", "rules failed"}
    assert {what: problems.kind_of(what, "") for what in listed} == listed | {"lost characters": "repaired"}
    assert problems.kind_of("lost characters", DONE["lost characters"]) == listed["lost characters"]


def test_what_is_only_told_names_its_file_where_it_is_one() -> None:
    notes = [
        ("a.csv", None, "column taken", 1, "'Body' as text"),
        ("b.csv", None, "column taken", 1, "'Body' as text"),
        ("a.csv", None, "column taken", 1, "'Head' as title"),
        ("a.csv", "7", "date not read", 1, "left empty"),
        ("a.csv", "8", "date not read", 1, "left empty"),
    ]
    table = problems.table_of(problems.Noted(*note) for note in notes).astype(object)
    assert table.where(table.notna(), None).values.tolist() == [
        ["a.csv", "7", "date not read", 1, "left empty"],
        ["a.csv", "8", "date not read", 1, "left empty"],
        ["a.csv", None, "column taken", 1, "'Head' as title"],
        [None, None, "column taken", 2, "'Body' as text"],
    ]


def test_one_warning_in_one_sentence(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        {
            "a.txt": "The mayor said: &ldquo;We will not pay for it.&rdquo;",
            "b.pdf": "x",
            "t.csv": "doc_id,date,text\n1,03/04/2016,One\n2,05/06/2016,Two\n",
        },
    )
    expected = (
        "3 articles; left out: file left out (1); doubtful: ambiguous date (2); repaired: HTML entities (1).\n"
        "Each is a row of `Corpus(...).problems`, or of `loading.read(...).problems`."
    )
    with pytest.warns(aa.LoadingWarning) as warned:
        aa.load_articles(folder)
    assert [str(one.message) for one in warned] == [f"load_articles: {expected}"]
    assert warned[0].filename == __file__
    with pytest.warns(aa.LoadingWarning) as warned:
        corpus = aa.Corpus(folder)
    assert [str(one.message) for one in warned] == [f"Corpus: {expected}"]
    assert repr(corpus) == (
        "Corpus of 3 articles (left out: file left out (1); doubtful: ambiguous date (2); repaired: HTML entities (1))"
    )
    assert set(corpus.problems["what"]) >= {
        "file left out",
        "ambiguous date",
        "HTML entities",
        "column taken",
    }
    assert aa.Corpus(folder / "t.csv", day_first=True).articles["published"].dt.month.tolist() == [4, 6]


def test_a_sound_corpus_says_nothing(tmp_path: Path) -> None:
    corpus = aa.Corpus(written(tmp_path, {"a.txt": FERRY, "b.txt": MAYOR.replace("\n", "\r\n")}))
    assert repr(corpus) == "Corpus of 2 articles"
    assert list(corpus.problems) == ["file", "doc_id", "what", "n", "done"]
    assert set(corpus.problems["what"]) == {"doc_id made", "line breaks"}
    assert aa.Corpus().problems.empty


def test_what_markup_tells_is_in_the_zones(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    body = {"summary": [], "sections": [{"headline": ["A long head that ends in a stop, as few do."],
                                         "paragraphs": ["The council decided on it.", "The ferry will run."]}]}  # fmt: skip
    corpus = aa.Corpus(csv_of(tmp_path, json.dumps({"title": "Ferry", "body": body}), "n.json"))
    assert corpus.zones["zone"].tolist()[0] == "heading"
    corpus.save(tmp_path / "saved")
    opened = aa.Corpus.open(tmp_path / "saved")
    assert_frame_equal(opened.problems, corpus.problems)
    assert_frame_equal(opened.with_tables(quotes=opened.quotes).zones, corpus.zones)
    assert opened._tables["markup"]["passage"].tolist() == ["A long head that ends in a stop, as few do."]


# --- tables that are given


def test_a_given_table_keeps_what_it_is(toy_articles: pd.DataFrame) -> None:
    given = toy_articles.assign(n=[1, 2, 3, 4]).iloc[::-1]
    before = given.copy()
    loaded = loading.read(given)
    assert_frame_equal(given, before)
    kept = loaded.articles.drop(columns="language")
    assert_frame_equal(pd.DataFrame(kept), given.reset_index(drop=True))
    assert loaded.problems.empty
    assert loaded.zones.empty


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("He said: &ldquo;No.&rdquo;", "HTML entities"),
        ("He said: â€œNo.â€\x9d", "mojibake"),
        ("Gov\u00adernment", "soft hyphens"),
        ("One\r\ntwo", "line breaks"),
        ("N\x00o", "control characters"),
        (None, "empty text"),
    ],
)
def test_texts_of_a_given_table_are_left_as_they_are(text: str | None, what: str) -> None:
    given = pd.DataFrame({"doc_id": [7, 8], "text": [text, FERRY]})
    loaded = loading.read(given)
    assert loaded.articles["text"].tolist()[1] == FERRY
    assert loaded.articles["text"].iloc[0] == text or text is None
    rows = loaded.problems.query("doc_id == '7'")[["what", "done"]].to_numpy().tolist()
    notes = loaded.problems[["what", "done"]].to_numpy().tolist()
    assert [what, "left as it is"] in (notes if what == "line breaks" else rows)


def test_what_a_given_table_lacks_is_added(toy_articles: pd.DataFrame) -> None:
    given = toy_articles.rename(columns={"doc_id": "stories_id", "source": "media_name", "text": "content"})
    loaded = loading.read(given)
    assert list(loaded.articles)[:3] == ["stories_id", "media_name", "content"]
    assert rows_of(loaded, "doc_id", "source", "text") == toy_articles.to_numpy().tolist()
    assert told(loaded) == []
    assert told(loaded, notes=True) == [
        ("column taken", f"{column!r} as {ours}")
        for ours, column in (("text", "content"), ("source", "media_name"), ("doc_id", "stories_id"))
    ]
    for name in ("doc_id", None):
        by_index = loading.read(toy_articles.set_index("doc_id").rename_axis(name))
        assert rows_of(by_index, "doc_id", "source", "text") == toy_articles.to_numpy().tolist()
    numbered = loading.read(toy_articles[["text"]])
    assert rows_of(numbered, "doc_id") == [["row-1"], ["row-2"], ["row-3"], ["row-4"]]


def test_days_of_a_given_table(toy_articles: pd.DataFrame) -> None:
    days = ["2016-10-18", "June 17, 1995, CITY EDITION", "2016-10-18T10:00:00Z", "soon"]
    loaded = loading.read(toy_articles.assign(published=days))
    assert [row[0] for row in rows_of(loaded, "published")] == [
        "2016-10-18",
        "1995-06-17",
        "2016-10-18",
        None,
    ]
    assert told(loaded) == [("date not read", "left empty: 'soon'; write it as 2016-10-18")]
    zoned = pd.to_datetime(["2016-10-18 23:00"] * 4).tz_localize("America/New_York")
    assert rows_of(loading.read(toy_articles.assign(published=zoned)), "published") == [["2016-10-18"]] * 4
    with pytest.raises(
        aa.TableError, match="^loading.read: article 'post-2': date not read: left empty: 'soon'"
    ):
        loading.read(toy_articles.assign(published=days), strict=True)


def test_given_tables_that_are_refused(toy_articles: pd.DataFrame) -> None:
    assert refused(toy_articles.drop(columns="text")).startswith(
        "loading.read: `articles` needs column 'text'; it has"
    )
    both = toy_articles.rename(columns={"text": "content"}).assign(body="x")
    assert refused(both) == (
        "loading.read: `articles` cannot be read: 'content' and 'body' could each be the text; say which: "
        "columns={'text': 'content'}."
    )
    assert rows_of(loading.read(both, columns={"text": "body"}), "text") == [["x"]] * 4


# --- pieces


def test_an_article_as_a_line_comes_back_whole() -> None:
    row = {"doc_id": "a", "published": date(2016, 10, 18), "text": "Ferry\n\nIt runs…"}
    found = Found("a.txt", Article(row, [(0, 5, "title")], [Problem("lost characters", "kept", 2)]))
    undated = found._replace(article=Article({**row, "published": None}, [], []))
    assert [from_line(to_line(one)) for one in (found, undated)] == [found, undated]


def test_a_file_a_small_folder_and_a_small_zip_are_one_piece(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": FERRY, "b.txt": MAYOR})
    assert pieces_of(Ways("load_articles"), tmp_path / "a.txt") == ([Piece(("a.txt",), "")], [])
    pieces = [Piece(("a.txt", "b.txt"), "")], []
    assert pieces_of(Ways("load_articles"), tmp_path) == pieces
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.write(tmp_path / name, name)
    assert pieces_of(Ways("load_articles"), tmp_path / "all.zip") == pieces


def test_a_source_has_another_stamp_when_it_changes(tmp_path: Path, toy_articles: pd.DataFrame) -> None:
    folder = written(tmp_path, {"a.txt": FERRY})
    half = toy_articles.astype(object).assign(text=pd.Series(["\ud83d"] * 4, dtype=object))
    sources: list[Any] = [folder, toy_articles, toy_articles.iloc[1:], half, toy_articles.add_suffix("s")]
    before = [stamp_of("f", source) for source in sources]
    assert len(set(before)) == 5 and before == [stamp_of("f", source) for source in sources]
    assert stamp_of("f", written(folder, {"a.txt": FERRY + " Ends."})) not in before


def test_a_part_of_nested_rows_is_as_large_as_what_it_holds() -> None:
    pa = pytest.importorskip("pyarrow")
    texts = ["word " * 20] * 8
    columns = {
        "text": texts,
        "few": pa.array(texts).dictionary_encode(),
        "list": [[text] for text in texts],
        "struct": [{"a": text} for text in texts],
        "map": pa.array([[("a", text)] for text in texts], pa.map_(pa.string(), pa.string())),
    }
    for column in pa.record_batch(columns).columns:
        sizes = [columnar._written_out(column[part]) for part in (slice(0, 2), slice(2, 4), slice(6, 8))]
        assert all(200 <= size <= 300 for size in sizes)


def test_a_file_that_is_left_is_closed_before_the_next(tmp_path: Path) -> None:
    """A reader that stands in the middle of its file would complain when it is cleared away."""
    terms = "frame,term\n" + "ruse,trap\n" * 5_000
    folder = written(tmp_path, {"terms.csv": terms, "a.txt": FERRY})
    loaded = loading.read(folder)
    gc.collect()
    assert list(loaded.articles["doc_id"]) == ["a"]
    assert "file left out" in set(loaded.problems["what"])
