"""A corpus to a folder of span tables, part by part: the rows of one process, and resumed where it was stopped."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.articles import ArticleWarning
from aleppo_analysis.loading import LoadingWarning, gathering, pieces
from aleppo_analysis.scaling import annotate, annotating, finding, folder, reading
from aleppo_analysis.scaling.spreading import Spread
from aleppo_analysis.tables import TableError

pytest.importorskip("pyarrow")
TERMS = pd.DataFrame({"frame": ["ruse", "aid"], "term": ["trap", "convoy*"]})
ACTORS = pd.DataFrame(
    {"canonical": ["Ann Lee"], "aliases": [None], "group": ["medics"], "pattern": [None]}, dtype="str"
)
TABLES = ["articles", "matches", "numbers", "problems", "quotes", "sentences", "tokens", "voices", "zones"]
quiet = pytest.mark.filterwarnings("ignore::aleppo_analysis.loading.LoadingWarning")


@pytest.fixture
def texts(toy_articles: pd.DataFrame, tmp_path: Path) -> Path:
    """A folder of texts, among them one that is empty and one that is wrapped."""
    for doc_id, source, text in toy_articles.itertuples(index=False):
        folder = tmp_path / "texts" / source
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{doc_id}.txt").write_text(text, "utf-8")
    (tmp_path / "texts" / "post" / "post-3.txt").write_text(" \n", "utf-8")
    return tmp_path / "texts"


def _cut(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let files be read, put down, parted and worked on so many at a time."""
    monkeypatch.setattr(pieces, "_MOST_FILES", size)
    monkeypatch.setattr(reading, "_MOST", size)
    monkeypatch.setattr(annotating, "_MOST", size)
    monkeypatch.setattr(finding, "_MOST", size)


def _assert_same(opened: aa.Corpus, corpus: aa.Corpus) -> None:
    for name in TABLES if "matches" in opened.tables("matches") else set(TABLES) - {"matches"}:
        one, other = getattr(opened, name), getattr(corpus, name)
        if name == "problems":  # in the order of reading
            one = one.sort_values(list(one), ignore_index=True)
            other = other.sort_values(list(other), ignore_index=True)
        assert_frame_equal(one, other)


@pytest.mark.parametrize("size", [1, 3, 100])
@quiet
def test_the_tables_are_those_of_a_corpus(
    size: int, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(monkeypatch, size)
    given = {"frame_terms": TERMS, "actors": ACTORS}
    annotate(texts, tmp_path / "tables", tokens=True, **given)
    opened, corpus = aa.Corpus.open(tmp_path / "tables"), aa.Corpus(texts, **given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables", "texts"]
    _assert_same(opened, corpus)
    assert "medics" in opened.with_tables(zones=opened.zones).quotes["speaker_group"].tolist()
    assert_frame_equal(opened.frame_rates("source"), corpus.frame_rates("source"))


@quiet
def test_words_and_frames_are_written_where_they_are_asked_for(texts: Path, tmp_path: Path) -> None:
    annotate(texts, tmp_path / "tables")
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {*TABLES, "markup", "counts", "manifest.json"} - {"tokens", "matches"}
    assert len(aa.Corpus.open(tmp_path / "tables").tokens) == len(aa.Corpus(texts).tokens)


def test_what_is_wrong_is_said_once_for_all(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(monkeypatch, 1)
    with pytest.warns(LoadingWarning) as warned:
        annotate(texts, tmp_path / "tables")
    assert [str(one.message) for one in warned] == [
        "annotate: 4 articles; left out: empty text (1).\nEach is a row of the table `problems`."
    ]


def test_it_tells_how_far_it_is(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (texts / "post" / "post-3.txt").unlink()
    _cut(monkeypatch, 3)
    told: list[int] = []
    annotate(texts, tmp_path / "tables", progress=told.append)
    assert told == [0, 3, 4]


# Two ask for one id, one asks for what the second of them is called then, texts come twice, and there are more
# columns beside ours than are kept.
RECORDS = [
    {"doc_id": "a", "text": "“It was a trap,” said Ann Lee.", "desk": "war"},
    {
        "doc_id": "b",
        "text": "The convoy of 20 lorries waited. It could wait, Omar Haj said.",
        "byline": "Haj",
    },
    {"doc_id": "a", "text": "“It was a trap,” said Ann Lee.", "page": "1"},
    {"doc_id": "a-2", "text": "Nobody spoke of a ‘truce’.", "desk": "home"},
    {"doc_id": "a", "text": "Ann Leigh, a doctor, said the convoy was late.", "late": "yes"},
    {"doc_id": "c", "text": " "},
    {"doc_id": "d", "text": "“It was a trap,” said Ann Lee.", "byline": "Lee", "page": "2"},
]


def _in_files(folder: Path) -> Path:
    """The records in three files, none of which has all columns."""
    folder.mkdir()
    for number, some in enumerate((RECORDS[:3], RECORDS[3:4], RECORDS[4:])):
        lines = "\n".join(map(json.dumps, some))
        (folder / f"{number}.jsonl").write_text(lines, "utf-8")
    (folder / "e.txt").write_text("A late head\n\nThe convoy turned back, she said.", "utf-8")
    return folder


def _by_article(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    problems = tables["problems"]
    tables["problems"] = problems.sort_values(list(problems), ignore_index=True)
    return {
        name: table if name == "problems" else table.sort_values("doc_id", kind="stable", ignore_index=True)
        for name, table in tables.items()
    }


@settings(max_examples=4)
@given(st.tuples(*[st.integers(1, 5)] * 4), st.randoms())
@quiet
def test_any_parts_in_any_order_give_the_rows_of_one(
    sizes: tuple[int, int, int, int], chance: Random
) -> None:
    @contextmanager
    def disordered(*how: object) -> Iterator[Spread]:
        def run(function: Callable[[Any], Any], given: Iterable[Any]) -> Iterator[Any]:
            return map(function, chance.sample(them := list(given), len(them)))

        yield run

    cut = zip((pieces, reading, annotating, finding), ("_MOST_FILES", *["_MOST"] * 3), sizes, strict=True)
    with TemporaryDirectory() as place, ExitStack() as patched, patch.object(gathering, "_MOST_EXTRA", 2):
        source = _in_files(Path(place) / "texts")
        whole = aa.Corpus(source, frame_terms=TERMS)
        for module, name, size in cut:
            patched.enter_context(patch.object(module, name, size))
        patched.enter_context(patch.object(annotating, "spread", disordered))
        annotate(source, Path(place) / "tables", frame_terms=TERMS, tokens=True)
        opened = aa.Corpus.open(Path(place) / "tables")
        names = [name for name in TABLES if name not in ("articles", "problems")]
        one, other = (
            _by_article(it.tables(*names) | {"articles": it.articles, "problems": it.problems})
            for it in (opened, whole)
        )
        for name in TABLES:
            assert_frame_equal(one[name], other[name])
        assert one["articles"]["doc_id"].tolist() == ["a", "a-2", "a-2-2", "a-3", "b", "d", "e"]
        assert list(one["articles"].columns[-2:]) == ["desk", "byline"]


def test_it_reads_as_it_is_told(tmp_path: Path) -> None:
    lines = ["Body,date", '"It was a trap, she said.",03/04/2016', '"Nobody spoke.",05/04/2016']
    (tmp_path / "export.csv").write_text("\n".join(lines), "utf-8")
    annotate(tmp_path / "export.csv", tmp_path / "tables", columns={"text": "Body"}, day_first=True)
    articles = aa.Corpus.open(tmp_path / "tables").articles
    assert articles["text"].tolist() == ["It was a trap, she said.", "Nobody spoke."]
    assert articles["published"].tolist() == [pd.Timestamp("2016-04-03"), pd.Timestamp("2016-04-05")]


def test_a_table_can_be_annotated(toy_articles: pd.DataFrame, tmp_path: Path) -> None:
    annotate(toy_articles, tmp_path / "tables", frame_terms=TERMS)
    opened, corpus = aa.Corpus.open(tmp_path / "tables"), aa.Corpus(toy_articles, frame_terms=TERMS)
    for name in TABLES:
        assert_frame_equal(getattr(opened, name), getattr(corpus, name))


def test_a_table_without_rows_gives_tables_without_rows(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("doc_id,text\n", "utf-8")
    annotate(tmp_path / "none.csv", tmp_path / "tables", frame_terms=TERMS)
    _assert_same(aa.Corpus.open(tmp_path / "tables"), aa.Corpus(tmp_path / "none.csv", frame_terms=TERMS))


def test_parts_of_articles_whose_ids_are_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One has no words, one has others than the first."""
    monkeypatch.setattr(annotating, "_MOST_OF_TABLE", 1)
    texts = ["It was a trap.", "...", "Nobody waited."]
    articles = pd.DataFrame({"doc_id": [7, 8, 9], "source": [1, 2, 1], "text": texts})
    annotate(articles, tmp_path / "tables", frame_terms=TERMS, tokens=True)
    opened, corpus = aa.Corpus.open(tmp_path / "tables"), aa.Corpus(articles, frame_terms=TERMS)
    _assert_same(opened, corpus)
    assert_frame_equal(opened.counts(["doc_id", "voice"]), corpus.counts(["doc_id", "voice"]))
    assert_frame_equal(opened.only([8]).counts("doc_id"), corpus.only([8]).counts("doc_id"))


def test_of_what_fails_at_once_nothing_stays(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="frame_terms"):
        annotate(texts, tmp_path / "tables", frame_terms=TERMS.rename(columns={"term": "word"}))
    with pytest.raises(TableError, match="empty text"):
        annotate(texts, tmp_path / "tables", strict=True)
    with pytest.raises(TableError, match="^annotate: `workers` must be a whole number"):
        annotate(texts, tmp_path / "tables", workers=0)
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]


def test_of_what_is_stopped_as_it_begins_nothing_stays(
    toy_articles: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the folder is there and says what was asked, but before anything is read."""
    written = folder.write_json

    def stopped_after(file: Path, content: Any) -> None:
        written(file, content)
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "write_json", stopped_after)
    with pytest.raises(KeyboardInterrupt):
        annotate(toy_articles, tmp_path / "tables")
    assert not list(tmp_path.iterdir())


@quiet
def test_what_was_stopped_goes_on_from_what_is_finished(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(monkeypatch, 1)
    begun = tmp_path / "tables.unfinished"

    def interrupt(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        annotate(texts, tmp_path / "tables", progress=interrupt)
    assert str(stopped.value) == f"What is finished stays in '{begun}': the same call goes on from there."
    (begun / "_part-half").mkdir()
    for changed, said in [({"tokens": True}, "other settings"), ({"frame_terms": TERMS}, "other settings")]:
        with pytest.raises(TableError) as raised:
            annotate(texts, tmp_path / "tables", **changed)
        assert str(raised.value) == (
            f"annotate: '{begun}' was begun with {said}.\n"
            "Call it as before to go on from there, or delete that folder to begin anew."
        )
    time = (texts / "post" / "post-1.txt").stat().st_mtime_ns
    os.utime(texts / "post" / "post-1.txt", ns=(time, time + 1))
    with pytest.raises(TableError, match="was begun with another source.\nCall it as before"):
        annotate(texts, tmp_path / "tables")
    os.utime(texts / "post" / "post-1.txt", ns=(time, time))
    told: list[int] = []
    annotate(texts, tmp_path / "tables", progress=told.append)
    assert told == [2, 3, 4]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables", "texts"]
    assert not [path for path in (tmp_path / "tables").iterdir() if path.name.startswith("_")]
    _assert_same(aa.Corpus.open(tmp_path / "tables"), aa.Corpus(texts))


@quiet
def test_a_poisoned_article_is_named_and_left_out(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poisoned(tokens: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
        if (tokens["token"] == "trap").any():
            raise ZeroDivisionError("poison")
        return aa.compare.count_terms(tokens, by=by)

    monkeypatch.setattr(finding, "count_terms", poisoned)
    with pytest.warns(ArticleWarning) as warned:
        annotate(texts, tmp_path / "tables")
    assert [str(one.message) for one in warned if one.category is ArticleWarning] == [
        "annotate: failed in 1 of 4 articles and went on: 'post/post-1'.\n"
        "The first error is ZeroDivisionError: poison. Report it with the text of that article."
    ]
    opened = aa.Corpus.open(tmp_path / "tables")
    assert opened.articles["doc_id"].tolist() == ["herald/herald-1", "herald/herald-2", "post/post-2"]
    [named] = opened.problems.query("what == 'rules failed'").itertuples(index=False)
    assert named == (
        "post/post-1.txt",
        "post/post-1",
        "rules failed",
        1,
        "annotate: ZeroDivisionError: poison",
    )


def test_the_manifest_has_the_digest_of_every_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of parts, too, that get the kind of column that others have."""
    monkeypatch.setattr(annotating, "_MOST_OF_TABLE", 1)
    articles = pd.DataFrame(
        {"doc_id": ["a", "b"], "text": ["No.", "Yes."], "desk": [None, 7]}, dtype="object"
    )
    annotate(articles.astype({"doc_id": "str", "text": "str"}), tmp_path / "tables")
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_text("utf-8"))
    assert manifest["n_articles"] == 2
    for number, part in enumerate(manifest["parts"]):
        for name, told in part["tables"].items():
            file = tmp_path / "tables" / name / f"part-{number:06}.parquet"
            assert told["sha256"] == sha256(file.read_bytes()).hexdigest(), file
            assert told["rows"] == len(pd.read_parquet(file))
    assert aa.Corpus.open(tmp_path / "tables").articles["desk"].tolist()[1] == 7


def test_the_folder_must_not_lie_in_what_is_read(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(TableError) as raised:
        annotate(texts, texts / "post" / "tables")
    assert str(raised.value) == (
        f"annotate: '{texts / 'post' / 'tables'}' lies in '{texts}', and would be read with it the next time.\n"
        "Name a place beside it."
    )
    (tmp_path / "link").symlink_to(texts)
    with pytest.raises(TableError, match="would be read with it"):
        annotate(texts, tmp_path / "link" / "tables")
