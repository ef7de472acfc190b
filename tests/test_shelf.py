"""An opened corpus gives what the corpus in memory gives, and reads no more of its folder than that takes."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis import parquet
from aleppo_analysis.parquet import Stored
from aleppo_analysis.tables import TableError

pytest.importorskip("pyarrow")
TERMS = pd.DataFrame({"frame": ["ruse", "aid", "never"], "term": ["trap", "convoy*", "parley"]})
ACTORS = pd.DataFrame(
    {
        "canonical": ["Ann Lee", "Omar Haj"],
        "aliases": [None, "Haj"],
        "group": ["medics", "rebels"],
        "pattern": [None, None],
        "role": ["nurse", None],
    },
    dtype="str",
)


@pytest.fixture
def corpora(
    toy_articles: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[aa.Corpus, aa.Corpus]:
    """The articles, some without an outlet, in memory and opened, to be read in parts of three rows."""
    monkeypatch.setattr(parquet, "_ROWS", 3)
    articles = toy_articles.assign(source=toy_articles["source"].where(toy_articles["doc_id"] != "post-2"))
    aa.annotate(articles, tmp_path / "tables", frame_terms=TERMS, actors=ACTORS)
    corpus = aa.Corpus(articles, frame_terms=TERMS, actors=ACTORS)
    return corpus, aa.Corpus.open(tmp_path / "tables")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which tables are read by their rows, and how many."""
    seen: list[tuple[str, int]] = []

    def watched(stored: Stored, name: str, *how: object, **more: object) -> pd.DataFrame:
        rows = READ(stored, name, *how, **more)
        seen.append((name, len(rows)))
        return rows

    monkeypatch.setattr(Stored, "read", watched)
    return seen


READ = Stored.read
ASKED: list[tuple[Callable[[aa.Corpus], pd.DataFrame], dict[str, int]]] = [
    (lambda corpus: corpus.describe(), {}),
    (lambda corpus: corpus.frame_rates("source"), {"matches": 3}),
    (lambda corpus: corpus.frame_rates(["source", "voice"]), {"matches": 3}),
    (lambda corpus: corpus.shares("voice"), {}),
    (lambda corpus: corpus.shares(["source", "speaker_group"]), {}),
    (lambda corpus: corpus.counts("doc_id"), {}),
    (lambda corpus: corpus.counts(["voice", "speaker_name"]), {}),
    (lambda corpus: aa.compare.tf_idf(corpus.counts("doc_id"), by="doc_id"), {}),
    (lambda corpus: corpus.evidence(frame="ruse"), {"matches": 1, "articles": 1}),
    (lambda corpus: corpus.evidence(frame="aid", voice="narrator"), {"matches": 2, "articles": 2}),
    (lambda corpus: corpus.evidence(source=None), {"matches": 1, "articles": 1}),
    (lambda corpus: corpus.find("convoy"), {"voices": 6}),
]


@pytest.mark.parametrize(("ask", "needed"), ASKED)
def test_it_answers_as_the_corpus_does(
    ask: Callable[[aa.Corpus], pd.DataFrame],
    needed: dict[str, int],
    corpora: tuple[aa.Corpus, aa.Corpus],
    read: list[tuple[str, int]],
) -> None:
    corpus, opened = corpora
    asked = ask(corpus)
    read.clear()
    assert_frame_equal(ask(opened), asked)
    assert dict(read) == needed


def test_an_article_is_read_alone(corpora: tuple[aa.Corpus, aa.Corpus], read: list[tuple[str, int]]) -> None:
    corpus, opened = corpora
    assert opened.read("herald-1")._repr_html_() == corpus.read("herald-1")._repr_html_()
    assert [n for name, n in read if name == "articles"] == [1, 1]
    only = opened.only(["herald-1", "post-1"])
    assert only.articles["doc_id"].tolist() == ["herald-1", "post-1"]
    assert_frame_equal(only.shares("voice"), corpus.only(["herald-1", "post-1"]).shares("voice"))


def test_what_the_corpus_has_not_is_refused_and_what_has_no_match_is_empty(
    corpora: tuple[aa.Corpus, aa.Corpus],
) -> None:
    for cell in ({"frame": "ruze"}, {"source": "pots"}, {"colour": "red"}, {"start": "first"}):
        messages = []
        for corpus in corpora:
            with pytest.raises(TableError) as raised:
                corpus.evidence(**cell)
            messages.append(str(raised.value))
        assert messages[0] == messages[1]
    for cell in ({"frame": "never"}, {"frame": "ruse", "voice": "direct"}):
        assert_frame_equal(*(corpus.evidence(**cell) for corpus in corpora))
    for corpus in corpora:
        with pytest.raises(TableError, match="post-1"):
            corpus.read("post-11")


def test_tables_of_ones_own_take_the_place_of_what_is_stored(corpora: tuple[aa.Corpus, aa.Corpus]) -> None:
    mine = corpora[0].quotes.head(0)
    one, other = (corpus.with_tables(quotes=mine) for corpus in corpora)
    assert set(one.shares("voice")["voice"]) == {"headline", "narrator"}
    assert_frame_equal(other.shares("voice"), one.shares("voice"))
    assert_frame_equal(other.frame_rates("voice"), one.frame_rates("voice"))
