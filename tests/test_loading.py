"""Loading a corpus: what is kept, what is refused and in which words; describing it."""

import csv
import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis import loading
from aleppo_analysis.tables import shipped

COLUMNS = "doc_id source outlet published published_basis url event_id event file sha256 note title language text".split()


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


def told(loaded: loading.Loaded) -> list[tuple[object, ...]]:
    """The problems as rows, without what is only told; None for missing."""
    rows = loaded.problems.astype(object).where(loaded.problems.notna(), None)
    notes = {"column taken", "doc_id made", "source made", "front matter", "line breaks", "passed over"}
    return [row for row in rows.itertuples(index=False, name=None) if row[2] not in notes]


# --- the shipped five articles


def test_shipped_articles_are_complete_and_sorted() -> None:
    articles = aa.load_articles()
    assert list(articles.columns) == COLUMNS
    listed = pd.read_csv(shipped("articles.csv")).sort_values("doc_id")
    assert articles["doc_id"].tolist() == listed["doc_id"].tolist()
    assert isinstance(articles.index, pd.RangeIndex)
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == listed["published"].tolist()
    assert not articles.drop(columns=["text"]).isna().any(axis=None)


def test_event_labels_leave_out_the_wording_that_is_studied() -> None:
    labels = aa.load_articles()[["doc_id", "event"]].rename(columns={"event": "text"})
    matches = aa.frames.match(labels, aa.frames.load_terms())
    assert matches.loc[matches["frame"].isin(["humanitarian", "deception"]), "match"].tolist() == []


def test_an_inferred_date_names_where_else_it_stands() -> None:
    basis = aa.load_articles()["published_basis"]
    assert basis.str.match(r"stated\b|inferred: .*https://").all()


def test_shipped_titles_are_those_printed(five: list[str]) -> None:
    titles = aa.load_articles().set_index("doc_id")["title"]
    assert titles[five].tolist() == [
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
        pytest.param(b"Title\rA\r", "Title\nA\n", id="a lone CR is a line break"),
    ],
)
def test_text_is_decoded_and_sound_text_stays(tmp_path: Path, raw: bytes, text: str) -> None:
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


def test_what_the_manifest_says_stands_over_what_the_file_says(tmp_path: Path) -> None:
    raw = b"---\ntitle: Its own\nsource: its own\ndesk: city\n---\nA title\n\nA body."
    loaded = loading.read(one_article(tmp_path, raw, title="Given", published="2016-10-18", outlet=""))
    article = loaded.articles.loc[0, ["doc_id", "source", "title", "desk", "file", "text"]].tolist()
    assert article == ["a", "post", "Given", "city", "a.txt", "A title\n\nA body."]
    assert loaded.articles["published"].tolist() == [pd.Timestamp("2016-10-18")]


def test_a_manifest_may_leave_out_ids_and_sources(tmp_path: Path) -> None:
    rows = [{"file": "post/a.txt", "url": ""}, {"file": "b.txt", "url": "https://www.herald.org/b"}]
    loaded = loading.read(write_corpus(tmp_path, rows, {"post/a.txt": b"A", "b.txt": b"B"}))
    assert loaded.articles["doc_id"].tolist() == ["corpus-0001", "corpus-0002"]
    assert loaded.articles["source"].astype(object).where(
        loaded.articles["source"].notna(), None
    ).tolist() == [*(None, "herald.org")]


# --- bad input: each gets one clear sentence, and leaves the rest alone


def test_no_manifest(tmp_path: Path) -> None:
    assert message_of(tmp_path / "none.csv") == (
        f"load_articles: '{tmp_path}/none.csv' does not exist.\n"
        "Give the path of a folder, a zip, a file, or a pattern such as 'texts/*.txt'."
    )
    assert message_of(tmp_path) == (
        f"load_articles: there is no file to read in '{tmp_path}'.\n"
        "Put the texts there, or give the folder that holds them."
    )


def test_a_table_without_text_and_files(tmp_path: Path) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_text("doc_id,source,desk\na,post,x\n")
    assert message_of(manifest) == (
        "load_articles: nothing of it can be used:\n- corpus.csv: no column of it is known as the text; it has "
        "'doc_id', 'source', 'desk'; say which: columns={'text': ...}"
    )


def test_a_manifest_in_another_encoding(tmp_path: Path) -> None:
    manifest = one_article(tmp_path)
    manifest.write_bytes("doc_id,source,file,note\na,s,a.txt,café\n".encode("latin-1"))
    loaded = loading.read(manifest)
    assert loaded.articles["note"].tolist() == ["café"]
    assert told(loaded) == [("corpus.csv", None, "encoding", 1, "decoded as windows-1252")]


def test_an_empty_manifest(tmp_path: Path) -> None:
    manifest = tmp_path / "corpus.csv"
    manifest.write_bytes(b"")
    assert message_of(manifest) == "load_articles: nothing of it can be used:\n- corpus.csv: it is empty"


def test_a_doubled_doc_id_gets_a_number_and_is_told(tmp_path: Path) -> None:
    rows = [
        {"doc_id": name, "source": "s", "file": f"{n}.txt"} for n, name in enumerate(["b", "a", "b", "b-2"])
    ]
    loaded = loading.read(write_corpus(tmp_path, rows, {f"{n}.txt": b"Text %d" % n for n in range(4)}))
    assert loaded.articles[["doc_id", "text"]].to_numpy().tolist() == [
        *(["a", "Text 1"], ["b", "Text 0"], ["b-2", "Text 2"], ["b-2-2", "Text 3"])
    ]
    assert told(loaded) == [
        ("corpus.csv", "b-2", "doc_id twice", 1, "'b' is named 'b-2'"),
        ("corpus.csv", "b-2-2", "doc_id twice", 1, "'b-2' is named 'b-2-2'"),
    ]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        pytest.param("", "it names no file. Write its path, such as articles/post.txt", id="no file"),
        pytest.param(
            "none.txt", "file 'none.txt' is missing from '{}'. Put it there or correct its path", id="missing"
        ),
        pytest.param(
            "folder", "file 'folder' is a folder; only ordinary files are read. Name another", id="a folder"
        ),
        pytest.param(
            "link.txt",
            "file 'link.txt' is a link or lies behind one; links are refused. Copy the file itself",
            id="a link",
        ),
        pytest.param(
            "linked/b.txt",
            "file 'linked/b.txt' is a link or lies behind one; links are refused. Copy the file itself",
            id="behind a link",
        ),
        pytest.param(
            "dead.txt",
            "file 'dead.txt' is a link or lies behind one; links are refused. Copy the file itself",
            id="a link to nothing",
        ),
        pytest.param("zero.txt", "it is empty", id="no bytes"),
        *(
            pytest.param(
                file,
                f"file {file!r} must lie in the corpus folder; absolute paths and '..' are refused. Copy it "
                "there and write its path from there, such as articles/post.txt",
                id=file,
            )
            for file in (
                *("../a.txt", "x/../a.txt", "/a.txt", "C:\\a.txt", "C:a.txt", "\\a.txt", "x\\..\\a.txt"),
                "\\\\host\\share\\a.txt",
            )
        ),
    ],
)
def test_a_row_that_cannot_be_used_leaves_the_rest_alone(tmp_path: Path, file: str, problem: str) -> None:
    rows = [
        {"doc_id": name, "source": "s", "file": path} for name, path in [("a", file), ("b", "folder/b.txt")]
    ]
    manifest = write_corpus(tmp_path, rows, {"folder/b.txt": b"B", "zero.txt": b"", "x/c.txt": b"C"})
    (tmp_path / "link.txt").symlink_to(tmp_path / "folder" / "b.txt")
    (tmp_path / "linked").symlink_to(tmp_path / "folder")
    (tmp_path / "dead.txt").symlink_to("nowhere")
    loaded = loading.read(manifest)
    assert loaded.articles["doc_id"].tolist() == ["b"]
    done = f"row 2 (doc_id 'a'): {problem.format(tmp_path)}"
    assert told(loaded) == [("corpus.csv", None, "row left out", 1, done)]
    with pytest.raises(aa.TableError) as raised:
        loading.read(manifest, strict=True)
    assert str(raised.value) == f"loading.read: corpus.csv: row left out: {done}."


def test_blank_texts_are_left_out(tmp_path: Path) -> None:
    rows = [{"doc_id": name, "source": "s", "file": f"{name}.txt"} for name in "ab"]
    loaded = loading.read(write_corpus(tmp_path, rows, {"a.txt": b"\n \r\n", "b.txt": b"B"}))
    assert told(loaded) == [("corpus.csv", "a", "empty text", 1, "left out: there is nothing to read")]


def test_sha256_that_does_not_fit(tmp_path: Path) -> None:
    raw = b"Title\r\nBody"
    right, wrong = hashlib.sha256(raw).hexdigest(), "0" * 64
    assert aa.load_articles(one_article(tmp_path, raw, sha256=right.upper())).loc[0, "text"] == "Title\nBody"
    assert message_of(one_article(tmp_path, raw, sha256=wrong)) == (
        "load_articles: nothing of it can be used:\n"
        f"- corpus.csv: row 2 (doc_id 'a'): file 'a.txt' does not fit its sha256: the manifest has {wrong}, the "
        f"file {right}. Put the original file back, or write the new sha256 if the change is meant"
    )


def test_up_to_three_rows_are_shown_where_nothing_is_left(tmp_path: Path) -> None:
    rows = [{"doc_id": f"d{n}", "source": "s", "file": f"{n}.txt"} for n in range(5)]
    missing = f"is missing from '{tmp_path}'. Put it there or correct its path"
    assert message_of(write_corpus(tmp_path, rows, {})) == (
        "load_articles: nothing of it can be used:\n"
        f"- corpus.csv: row 2 (doc_id 'd0'): file '0.txt' {missing}\n"
        f"- corpus.csv: row 3 (doc_id 'd1'): file '1.txt' {missing}\n"
        f"- corpus.csv: row 4 (doc_id 'd2'): file '2.txt' {missing}\n"
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


def test_shipped_inferred_dates_are_shown_as_such(five: list[str]) -> None:
    described = aa.describe_corpus(aa.load_articles()).set_index("source")
    assert described.loc[five, "n_inferred_dates"].tolist() == [0, 1, 0, 1, 1]


@pytest.mark.parametrize("column", ["source", "n_articles", "n_words", "first_published"])
def test_parts_that_lack_a_column_are_not_added_up(toy_articles: pd.DataFrame, column: str) -> None:
    described = aa.describe_corpus(toy_articles)
    with pytest.raises(aa.TableError, match=f"^loading.add_up: `described` needs column '{column}'; it has "):
        loading.add_up([described, described.drop(columns=column)])


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
    rows = re.findall(r"^\| ([\w-]+) \| ([\d-]+) \| (.+?) \| .+? \| (\d+) \| (\d+) \|$", sheet, re.MULTILINE)
    corpus = aa.Corpus()
    articles, tokens = corpus.articles, corpus.tokens
    words = tokens.groupby("doc_id")["zone"].agg(["size", lambda zone: (zone == "related").sum()])
    rows = sorted(rows)
    assert [row[0] for row in rows] == articles["doc_id"].tolist()
    assert [row[1] for row in rows] == articles["published"].dt.strftime("%Y-%m-%d").tolist()
    assert ["inferred" in row[2] for row in rows] == articles["published_basis"].str.match(
        "inferred"
    ).tolist()
    assert [[int(row[3]), int(row[4])] for row in rows] == words.to_numpy().tolist()
    assert f"{articles['text'].str.len().sum():,} characters and {len(tokens):,} words" in sheet


def test_a_table_without_outlets_has_the_hosts_of_its_urls() -> None:
    urls = ["https://www.post.example/1", "http://Herald.example:80/a?b", "none", "http://[x/"]
    given = pd.DataFrame({"doc_id": list("abcd"), "text": "The convoy waits.", "url": urls})
    loaded = loading.read(given)
    hosts = loaded.articles["source"].astype("object")
    assert hosts.where(hosts.notna(), None).tolist() == ["post.example", "herald.example", None, None]
    said = loaded.problems[loaded.problems["what"] == "source made"]
    assert said[["n", "done"]].values.tolist() == [[4, "from the host of the url"]]
    named = loading.read(given.assign(source="The Post"))
    assert named.articles["source"].tolist() == ["The Post"] * 4
