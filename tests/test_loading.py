"""Loading a corpus: what is kept, what is refused and in which words; describing it."""

import csv
import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.tables import shipped

COLUMNS = (
    "doc_id source outlet published published_basis url event_id event file sha256 note title text".split()
)


def write_corpus(folder: Path, rows: list[dict[str, str]], texts: dict[str, bytes]) -> Path:
    """Write text files and a manifest of `rows` into `folder`; the path of the manifest."""
    for name, raw in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    manifest = folder / "corpus.csv"
    with manifest.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return manifest


def one_article(folder: Path, raw: bytes = b"A title\n\nA body.", **columns: str) -> Path:
    """A corpus of one article, `a.txt` in source `post`, with more columns or other values in its row."""
    row = {"doc_id": "a", "source": "post", "file": "a.txt"} | columns
    return write_corpus(folder, [row], {"a.txt": raw})


def message_of(manifest: Path) -> str:
    with pytest.raises(aa.TableError) as caught:
        aa.load_articles(manifest)
    return str(caught.value)


# --- the shipped five articles


def test_shipped_articles_are_complete_and_sorted() -> None:
    articles = aa.load_articles()
    assert list(articles.columns) == COLUMNS
    assert articles["doc_id"].tolist() == [
        "al-jazeera",
        "inquisitr",
        "middle-east-observer",
        "ofthe-eu",
        "scroll",
    ]
    assert isinstance(articles.index, pd.RangeIndex)
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == [
        *("2016-10-24", "2016-09-15", "2016-10-21", "2016-11-04", "2016-10-18")
    ]
    assert articles["event_id"].value_counts().to_dict() == {
        "2016-10-pause": 3,
        "2016-09-truce": 1,
        "2016-11-pause": 1,
    }
    assert not articles.drop(columns=["text"]).isna().any(axis=None)


def test_shipped_titles_are_those_printed() -> None:
    assert aa.load_articles()["title"].tolist() == [
        "New truce in Syria’s Aleppo ruled out by Russia",
        "Syrian Ceasefire Breaks Down At Aleppo",
        "Aleppo: Rebels refuse Russia’s “humanitarian pause”",
        "Syrian ‘opposition’ rejects Aleppo ceasefire",
        "Syria: Assad government, Russia halt airstrikes on Aleppo ahead of ‘humanitarian pause’ on Thursday",
    ]


def test_shipped_texts_are_the_files_byte_for_byte() -> None:
    for article in aa.load_articles().itertuples():
        raw = (shipped("articles.csv").parent / article.file).read_bytes()
        assert article.text.encode() == raw
        assert article.sha256 == hashlib.sha256(raw).hexdigest()


def test_shipped_texts_are_those_of_the_collection() -> None:
    collection = Path(__file__).parents[2] / "shared" / "corpus"
    if not collection.is_dir():
        pytest.skip("the collection is not beside this checkout")
    for file in sorted(collection.glob("*.txt")):
        assert (shipped("articles") / file.name).read_bytes() == file.read_bytes()


def test_each_load_is_a_table_of_its_own() -> None:
    articles = aa.load_articles()
    articles["text"] = "changed"
    assert aa.load_articles()["text"].str.len().min() > 1000


# --- what is kept


def test_a_manifest_needs_three_columns_only(tmp_path: Path) -> None:
    articles = aa.load_articles(one_article(tmp_path))
    assert list(articles.columns) == COLUMNS
    assert articles.loc[0, ["doc_id", "source", "file", "title", "text"]].tolist() == [
        *("a", "post", "a.txt", "A title", "A title\n\nA body.")
    ]
    optional = COLUMNS[2:8] + COLUMNS[9:11]
    assert articles[optional].isna().all(axis=None)
    assert articles.dtypes.astype("str").to_dict() == dict.fromkeys(COLUMNS, "str") | {
        "published": "datetime64[s]"
    }


def test_unknown_columns_are_kept_as_text_after_the_others(tmp_path: Path) -> None:
    articles = aa.load_articles(one_article(tmp_path, desk="007", byline="", agency="NA"))
    assert list(articles.columns) == [*COLUMNS, "desk", "byline", "agency"]
    assert articles.loc[0, ["desk", "agency"]].tolist() == ["007", "NA"]
    assert pd.isna(articles.loc[0, "byline"])


def test_a_manifest_without_rows_gives_the_same_columns(tmp_path: Path) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_text("doc_id,source,file\n")
    articles = aa.load_articles(manifest)
    assert len(articles) == 0
    assert_frame_equal(articles, aa.load_articles().iloc[:0])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"Title\r\nA\r\n\r\nB\n", "Title\nA\n\nB\n", id="CRLF becomes LF"),
        pytest.param(b"\xef\xbb\xbfTitle\nA", "Title\nA", id="byte order mark is encoding"),
        pytest.param("Ti\u0301tle\nA\xa0b\u200f".encode(), "Ti\u0301tle\nA\xa0b\u200f", id="no normalising"),
        pytest.param(b"\n \nTitle \nA  \n\n", "\n \nTitle \nA  \n\n", id="blanks stay"),
        pytest.param(b"Title\rA\r", "Title\rA\r", id="a lone CR stays"),
        pytest.param(b"Title\n<script>\x00&amp;", "Title\n<script>\x00&amp;", id="markup and NUL stay"),
    ],
)
def test_text_is_decoded_and_nothing_else(tmp_path: Path, raw: bytes, text: str) -> None:
    articles = aa.load_articles(one_article(tmp_path, raw))
    assert articles.loc[0, "text"] == text
    assert articles.loc[0, "title"] in {"Title", "Ti\u0301tle"}


def test_rows_come_sorted_by_doc_id_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("X")
    (tmp_path / "y.txt").write_text("Y")
    manifest = tmp_path / "corpus.csv"
    manifest.write_bytes("\ufeffdoc_id,source,file\r\nb,s,x.txt\r\n\r\n,,\r\na,s,y.txt\r\n\r\n".encode())
    assert aa.load_articles(manifest)[["doc_id", "text"]].to_numpy().tolist() == [["a", "Y"], ["b", "X"]]


def test_a_corpus_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    manifest = one_article(real)
    (tmp_path / "link").symlink_to(real)
    assert_frame_equal(aa.load_articles(tmp_path / "link" / manifest.name), aa.load_articles(str(manifest)))


# --- bad input: each gets one clear error


def test_no_manifest(tmp_path: Path) -> None:
    advice = "Give the path of a CSV with the columns doc_id, source, file."
    assert message_of(tmp_path / "none.csv") == (
        f"load_articles: needs a CSV file; '{tmp_path}/none.csv' does not exist.\n{advice}"
    )
    assert message_of(tmp_path) == (
        f"load_articles: the folder '{tmp_path}' has no manifest articles.csv.\n"
        "Write one, a row an article, with the columns doc_id, source, file; or give Corpus a table with "
        "doc_id and text."
    )


def test_a_column_missing(tmp_path: Path) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_text("doc_id,file,desk\na,a.txt,x\n")
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' needs the columns doc_id, source, file; source missing, it has doc_id, "
        "file, desk.\nAdd what is missing, or rename it in the first row."
    )


def test_a_title_in_the_manifest(tmp_path: Path) -> None:
    manifest = one_article(tmp_path, title="T")
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has a column 'title', which is read from the text files.\n"
        "Rename or drop that column."
    )


@pytest.mark.parametrize(
    ("raw", "came"),
    [
        pytest.param(b"", "No columns to parse from file", id="empty"),
        pytest.param(
            "doc_id,source,file,note\na,s,a.txt,café\n".encode("latin-1"),
            "'utf-8' codec can't decode byte 0xe9 in position 37: invalid continuation byte",
            id="not UTF-8",
        ),
        pytest.param(
            b"doc_id,source,file,note\na,s,a.txt,x\nb,s,b.txt,one, two\n",
            "Error tokenizing data. C error: Expected 4 fields in line 3, saw 5",
            id="a comma too many",
        ),
        pytest.param(
            b"doc_id,source,file,note\na,s,a.txt,one, two\n",
            "rows have more fields than the first row has names",
            id="a comma too many in every row",
        ),
    ],
)
def test_a_manifest_that_is_no_csv(tmp_path: Path, raw: bytes, came: str) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_bytes(raw)
    assert message_of(manifest) == (
        f"load_articles: needs CSV in UTF-8; '{manifest}' is not ({came}).\n"
        "Save it again as 'CSV UTF-8', with quotation marks around a value that holds a comma."
    )


def test_duplicate_doc_id(tmp_path: Path) -> None:
    rows = [{"doc_id": name, "source": "s", "file": "a.txt"} for name in "abcba"]
    assert message_of(write_corpus(tmp_path, rows, {"a.txt": b"A"})) == (
        "load_articles: `corpus.csv` has more than one row for the same doc_id: b, a.\nKeep one row each."
    )


@pytest.mark.parametrize("column", ["doc_id", "source", "file"])
def test_a_needed_value_is_missing(tmp_path: Path, column: str) -> None:
    manifest = one_article(tmp_path, **{column: ""})
    name = "no doc_id" if column == "doc_id" else "doc_id 'a'"
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 1 row that cannot be used:\n"
        f"- row 2 ({name}): `{column}` is empty. Every article needs doc_id, source and file."
    )


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        pytest.param(
            "none.txt",
            "file 'none.txt' is missing from '{}'. Put it there or correct its path.",
            id="missing",
        ),
        pytest.param(
            "folder", "file 'folder' is missing from '{}'. Put it there or correct its path.", id="a folder"
        ),
        pytest.param(
            "blank.txt",
            "file 'blank.txt' is empty. Put the article's text into it, or drop the row.",
            id="empty",
        ),
        pytest.param(
            "latin.txt",
            "file 'latin.txt' must be UTF-8; byte 3 is 0xe9. Save it again as UTF-8.",
            id="not UTF-8",
        ),
        pytest.param(
            "marked.txt",
            "file 'marked.txt' must be UTF-8; byte 4 is 0xff. Save it again as UTF-8.",
            id="not UTF-8 after a byte order mark",
        ),
        pytest.param(
            "link.txt",
            "file 'link.txt' is a link or lies behind one; links are refused. Copy the file itself.",
            id="a link",
        ),
        pytest.param(
            "linked/b.txt",
            "file 'linked/b.txt' is a link or lies behind one; links are refused. Copy the file itself.",
            id="behind a link",
        ),
        pytest.param(
            "dead.txt",
            "file 'dead.txt' is a link or lies behind one; links are refused. Copy the file itself.",
            id="a link to nothing",
        ),
    ],
)
def test_bad_file(tmp_path: Path, file: str, problem: str) -> None:
    texts = {"folder/b.txt": b"B", "blank.txt": b"\n \r\n", "latin.txt": "café".encode("latin-1")}
    texts["marked.txt"] = b"\xef\xbb\xbfa\xff"
    manifest = write_corpus(tmp_path, [{"doc_id": "a", "source": "s", "file": file}], texts)
    (tmp_path / "link.txt").symlink_to(tmp_path / "folder" / "b.txt")
    (tmp_path / "linked").symlink_to(tmp_path / "folder")
    (tmp_path / "dead.txt").symlink_to("nowhere")
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 1 row that cannot be used:\n"
        f"- row 2 (doc_id 'a'): {problem.format(tmp_path)}"
    )


@pytest.mark.parametrize(
    "file",
    [
        "../a.txt",
        "x/../a.txt",
        "/a.txt",
        "C:\\a.txt",
        "C:a.txt",
        "\\a.txt",
        "x\\..\\a.txt",
        "\\\\host\\share\\a.txt",
    ],
)
def test_file_outside_the_corpus_folder(tmp_path: Path, file: str) -> None:
    manifest = one_article(tmp_path, file=file)
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 1 row that cannot be used:\n"
        f"- row 2 (doc_id 'a'): file {file!r} must lie in the corpus folder; absolute paths and '..' are "
        "refused. Copy it there and write its path from there, such as articles/post.txt."
    )


@pytest.mark.parametrize(
    ("published", "came"),
    [
        ("03/04/2016", "is ambiguous, day first or month first"),
        ("3.4.16", "is ambiguous, day first or month first"),
        ("18/10/2016", "is not"),
        ("18 October 2016", "is not"),
        ("soon", "is not"),
        ("2016", "is not"),
        ("20161018", "is not"),
        ("٢٠١٦-١٠-١٨", "is not"),
        ("2016-10-18T09:00", "has more than the day (no time, no zone)"),
        ("2016-10-18 00:00:00", "has more than the day (no time, no zone)"),
        ("2016-10-18Z", "has more than the day (no time, no zone)"),
        ("2016-02-30", "is not in the calendar"),
        ("2016-13-01", "is not in the calendar"),
    ],
)
def test_bad_date(tmp_path: Path, published: str, came: str) -> None:
    manifest = one_article(tmp_path, published=published)
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 1 row that cannot be used:\n"
        f"- row 2 (doc_id 'a'): `published` must be a calendar date YYYY-MM-DD; {published!r} {came}. "
        "Write it as 2016-10-18, or leave it empty."
    )


def test_sha256_that_does_not_fit(tmp_path: Path) -> None:
    raw = b"Title\r\nBody"
    right, wrong = hashlib.sha256(raw).hexdigest(), "0" * 64
    assert aa.load_articles(one_article(tmp_path, raw, sha256=right.upper())).loc[0, "text"] == "Title\nBody"
    manifest = one_article(tmp_path, raw, sha256=wrong)
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 1 row that cannot be used:\n"
        f"- row 2 (doc_id 'a'): file 'a.txt' does not fit its sha256: the manifest has {wrong}, the file "
        f"{right}. Put the original file back, or write the new sha256 if the change is meant."
    )


def test_up_to_three_bad_rows_are_shown_at_once(tmp_path: Path) -> None:
    rows = [{"doc_id": f"d{n}", "source": "s", "file": f"{n}.txt"} for n in range(6)]
    manifest = write_corpus(tmp_path, rows, {"1.txt": b"One"})
    missing = f"is missing from '{tmp_path}'. Put it there or correct its path."
    assert message_of(manifest) == (
        f"load_articles: '{manifest}' has 5 rows that cannot be used:\n"
        f"- row 2 (doc_id 'd0'): file '0.txt' {missing}\n"
        f"- row 4 (doc_id 'd2'): file '2.txt' {missing}\n"
        f"- row 5 (doc_id 'd3'): file '3.txt' {missing}\n"
        "- and 2 more"
    )


# --- describe_corpus


def test_describe_corpus_counts_by_source() -> None:
    articles = pd.DataFrame(
        {
            "doc_id": ["c", "a", "b", "d"],
            "source": ["post", "herald", "post", "post"],
            "published": pd.to_datetime(["2016-10-20", "2016-09-15", "2016-10-18", None]),
            "published_basis": ["stated on the page", "Inferred: from the text", "inferred", None],
            "text": ["One two.", "Three", "four-five six", None],
        }
    )
    before = articles.copy()
    expected = pd.DataFrame(
        {
            "source": ["herald", "post"],
            "n_articles": [1, 3],
            "n_words": [1, 4],
            "first_published": pd.to_datetime(["2016-09-15", "2016-10-18"]).astype("datetime64[s]"),
            "last_published": pd.to_datetime(["2016-09-15", "2016-10-20"]).astype("datetime64[s]"),
            "n_inferred_dates": [1, 1],
            "n_undated": [0, 1],
        }
    )
    assert_frame_equal(aa.describe_corpus(articles), expected)
    assert_frame_equal(aa.describe_corpus(articles.iloc[::-1]), expected)
    assert_frame_equal(articles, before)
    empty = aa.describe_corpus(articles.iloc[:0])
    assert_frame_equal(empty, expected.iloc[:0])


def test_describe_corpus_without_dates(toy_articles: pd.DataFrame) -> None:
    described = aa.describe_corpus(toy_articles)
    assert described["n_undated"].tolist() == [2, 2]
    assert described["first_published"].isna().all()


def test_describe_corpus_counts_articles_without_a_source(toy_articles: pd.DataFrame) -> None:
    some = toy_articles.assign(source=["herald", None, "post", "post"])
    described = aa.describe_corpus(some)
    assert described["n_articles"].tolist() == [1, 2, 1]
    assert described["source"].isna().tolist() == [False, False, True]


def test_shipped_inferred_dates_are_shown_as_such() -> None:
    described = aa.describe_corpus(aa.load_articles()).set_index("source")
    assert described["n_inferred_dates"].to_dict() == {
        "al-jazeera": 0,
        "inquisitr": 1,
        "middle-east-observer": 0,
        "ofthe-eu": 1,
        "scroll": 1,
    }


def test_articles_without_a_source_are_described_together() -> None:
    described = aa.describe_corpus(pd.DataFrame({"doc_id": ["a", "b"], "text": ["One two.", "Three."]}))
    assert described["source"].isna().tolist() == [True]
    assert described[["n_articles", "n_words", "n_undated"]].to_numpy().tolist() == [[2, 3, 2]]


def test_a_folder_stands_for_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A title\n\nA text.", "utf-8")
    (tmp_path / "articles.csv").write_text("doc_id,source,file\na,post,one.txt\n", "utf-8")
    assert aa.load_articles(tmp_path).equals(aa.load_articles(tmp_path / "articles.csv"))


# --- the datasheet


def test_figures_of_the_datasheet_are_those_of_the_articles() -> None:
    sheet = shipped("DATASHEET.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| ([\d-]+) \| (.+?) \| .+? \| (\d+) \| (\d+) \|$", sheet, re.MULTILINE)
    corpus = aa.Corpus()
    articles, tokens = corpus.articles, corpus.tokens
    words = tokens.groupby("doc_id")["zone"].agg(["size", lambda zone: (zone == "related").sum()])
    assert [row[0] for row in rows] == articles["doc_id"].tolist()
    assert [row[1] for row in rows] == articles["published"].dt.strftime("%Y-%m-%d").tolist()
    assert ["inferred" in row[2] for row in rows] == articles["published_basis"].str.match(
        "inferred"
    ).tolist()
    assert [[int(row[3]), int(row[4])] for row in rows] == words.to_numpy().tolist()
    assert f"{articles['text'].str.len().sum():,} characters and {len(tokens):,} words" in sheet
