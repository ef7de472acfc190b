"""One object for the way from articles to numbers: what it makes, keeps, gives out and refuses."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

TERMS = pd.DataFrame({"frame": ["ruse", "ruse", "aid"], "term": ["trap", "stunt", "convoy"]})
TABLES = ["articles", "zones", "sentences", "quotes", "voices", "tokens", "matches"]


@pytest.fixture
def corpus(toy_articles: pd.DataFrame) -> aa.Corpus:
    return aa.Corpus(toy_articles, frame_terms=TERMS)


# --- what it makes and keeps


def test_the_tables_are_those_of_the_functions(corpus: aa.Corpus, toy_articles: pd.DataFrame) -> None:
    zones = aa.text.find_zones(toy_articles)
    quotes = aa.speakers.resolve(aa.quotes.attribute(toy_articles, zones=zones), toy_articles)
    voices = aa.voices.find(quotes, zones)
    tokens = aa.voices.add(aa.text.tokenize(toy_articles), voices)
    matches = aa.voices.add(aa.frames.match(toy_articles, TERMS), voices)
    expected = {"zones": zones, "quotes": quotes, "voices": voices, "tokens": tokens, "matches": matches}
    for name, table in expected.items():
        assert_frame_equal(getattr(corpus, name), table)
    assert_frame_equal(corpus.describe(), aa.describe_corpus(toy_articles))
    assert_frame_equal(corpus.frame_rates(by="voice"), aa.frames.rates(matches, tokens, by="voice"))
    assert_frame_equal(corpus.shares(by="voice"), aa.voices.shares(tokens, by="voice"))
    assert_frame_equal(corpus.counts(by="source"), aa.compare.count_terms(tokens, by="source"))
    found = aa.voices.add(aa.text.keyword_in_context(toy_articles, "convoy"), voices)
    assert_frame_equal(corpus.find("convoy"), found)
    assert set(corpus.sentences["zone"]) == {"title", "body"}


def test_a_table_is_made_once_and_only_when_asked_for(
    toy_articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    attribute = aa.quotes.attribute
    monkeypatch.setattr(aa.quotes, "attribute", lambda *a, **k: asked.append(1) or attribute(*a, **k))
    corpus = aa.Corpus(toy_articles, frame_terms=TERMS)
    assert not corpus.zones.empty
    assert asked == []
    assert len(corpus.matches) == len(corpus.matches) == 3
    assert not corpus.quotes.empty
    assert asked == [1]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_given_out_as_copies(corpus: aa.Corpus, name: str) -> None:
    before = getattr(corpus, name).copy()
    mine = getattr(corpus, name)
    mine["mine"] = 1
    mine.loc[:, "doc_id"] = "changed"
    assert_frame_equal(getattr(corpus, name), before)


def test_what_was_given_is_not_changed_and_changes_nothing_later(toy_articles: pd.DataFrame) -> None:
    terms, articles = TERMS.copy(), toy_articles.set_axis([3, 1, 4, 2])
    before = articles.copy()
    corpus = aa.Corpus(articles, frame_terms=terms)
    assert len(corpus.quotes)
    assert_frame_equal(articles, before)
    terms["term"], articles["text"] = "nothing", "Nothing."
    assert len(corpus.matches) == 3


def test_a_folder_and_files_of_terms_and_actors(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A title\n\nIt is a trap, Lee said. “No,” the mayor said.", "utf-8")
    (tmp_path / "articles.csv").write_text("doc_id,source,file\na,post,one.txt\n", "utf-8")
    (tmp_path / "terms.csv").write_text("frame,term,except\nruse,trap,\n", "utf-8")
    (tmp_path / "actors.csv").write_text("canonical,aliases,group,pattern\nMayor,the mayor,city,\n", "utf-8")
    corpus = aa.Corpus(tmp_path, frame_terms=tmp_path / "terms.csv", actors=tmp_path / "actors.csv")
    assert corpus.matches["match"].tolist() == ["trap"]
    assert "city" in corpus.quotes["speaker_group"].tolist()
    assert repr(corpus) == "Corpus of 1 articles"


# --- what ships with the project serves the shipped articles only


def test_another_corpus_has_no_shipped_groups_terms_or_corrections() -> None:
    shipped = aa.Corpus()
    other = aa.Corpus(aa.load_articles())
    assert shipped.quotes["speaker_group"].notna().any()
    assert other.quotes["speaker_group"].isna().all()
    assert not shipped.zones.equals(other.zones)
    assert_frame_equal(other.zones, aa.text.find_zones(aa.load_articles()))
    with pytest.raises(aa.TableError) as raised:
        _ = other.matches
    assert str(raised.value) == (
        "Corpus.matches: this corpus has no frame terms, so no frame wording can be found.\n"
        "Give them, a CSV or table with the columns frame and term: "
        "Corpus(articles, frame_terms='my_terms.csv')."
    )


def test_without_frame_terms_the_rest_works(toy_articles: pd.DataFrame) -> None:
    corpus = aa.Corpus(toy_articles)
    assert len(corpus.read("herald-1").spans) == 1
    assert corpus.explore().children[0].children[0].options == ("(any)",)
    assert corpus.shares(by=["source", "voice"])["n"].sum() == len(corpus.tokens)


# --- tables of one's own


def test_a_table_of_ones_own_and_what_hangs_on_it(corpus: aa.Corpus) -> None:
    assert {"direct", "reported"} < set(corpus.shares(by="voice")["voice"])
    nobody = corpus.with_tables(quotes=corpus.quotes.head(0))
    assert nobody.shares(by="voice")["voice"].tolist() == ["headline", "narrator"]
    assert set(nobody.matches["voice"]) == {"narrator"}
    assert_frame_equal(nobody.zones, corpus.zones)
    assert "direct" in corpus.tokens["voice"].tolist()


def test_a_table_of_ones_own_lies_over_the_next(corpus: aa.Corpus) -> None:
    body = corpus.zones.assign(zone="body")
    without_titles = corpus.with_tables(zones=body)
    assert "headline" not in without_titles.shares(by="voice")["voice"].tolist()
    again = without_titles.with_tables(quotes=corpus.quotes)
    assert_frame_equal(again.zones, body)


def test_an_unknown_table_is_refused(corpus: aa.Corpus) -> None:
    with pytest.raises(aa.TableError) as raised:
        corpus.with_tables(quote=corpus.quotes)
    assert str(raised.value) == (
        "Corpus.with_tables: table='quote' is not known.\n"
        "Did you mean 'quotes'? Choose one of 'zones', 'sentences', 'quotes', 'voices', 'tokens', 'matches'."
    )


# --- a typo is no finding


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            {"frame": "rus"},
            "evidence: frame='rus' is not known.\nDid you mean 'ruse'? Choose one of 'aid', 'ruse'.",
        ),
        (
            {"source": "harald"},
            "evidence: source='harald' is not known.\nDid you mean 'herald'? Choose one of 'herald', 'post'.",
        ),
        (
            {"frame": "aid", "voice": "direkt"},
            "evidence: voice='direkt' is not known.\nDid you mean 'direct'? Choose one of 'caption', 'direct', "
            "'headline', 'narrator', 'related', 'reported', 'scare', 'term'.",
        ),
        (
            {"speaker_name": "Anne Lee"},
            "evidence: speaker_name='Anne Lee' is not known.\n"
            "Did you mean 'Ann Lee'? Choose one of 'Ann Lee', 'Omar Haj', 'UN'.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_a_value_that_nothing_has_is_refused(corpus: aa.Corpus, cell: dict[str, str], message: str) -> None:
    with pytest.raises(aa.TableError) as raised:
        corpus.evidence(**cell)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "cell",
    [
        {"term": "stunt"},
        {"source": "post", "frame": "ruse", "voice": "direct"},
        {"speaker_name": "Ann Lee"},
        {"zone": "caption"},
        {"is_negated": True},
        {"speaker_group": None, "frame": "ruse", "voice": "scare"},
    ],
    ids=lambda cell: next(iter(cell)),
)
def test_what_the_corpus_has_without_a_match_is_an_honest_empty_table(
    corpus: aa.Corpus, cell: dict[str, object]
) -> None:
    none = corpus.evidence(**cell)
    assert len(none) == 0
    assert list(none) == list(corpus.evidence())


def test_an_article_that_is_not_there(corpus: aa.Corpus) -> None:
    with pytest.raises(aa.TableError) as raised:
        corpus.read("herold-1")
    assert str(raised.value) == (
        "read_article: doc_id='herold-1' is not known.\n"
        "Did you mean 'herald-1'? Choose one of 'herald-1', 'herald-2', 'post-1', 'post-2'."
    )


# --- kept in a folder


def test_a_saved_corpus_is_the_same_when_opened(corpus: aa.Corpus, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    changed = corpus.with_tables(quotes=corpus.quotes.head(1))
    changed.save(tmp_path / "saved")
    opened = aa.Corpus.open(tmp_path / "saved")
    for name in TABLES:
        assert_frame_equal(getattr(opened, name), getattr(changed, name))
    assert len(opened.with_tables(quotes=corpus.quotes.head(0)).matches) == 3


def test_saving_over_something_and_opening_nothing_are_refused(corpus: aa.Corpus, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(aa.TableError) as raised:
        corpus.save(tmp_path)
    assert str(raised.value) == f"Corpus.save: '{tmp_path}' is there already.\nName a new folder."
    with pytest.raises(aa.TableError) as raised:
        aa.Corpus.open(tmp_path)
    assert str(raised.value) == (
        f"Corpus.open: '{tmp_path}' holds no saved corpus (articles.parquet).\n"
        "Name a folder that Corpus.save wrote; other corpora are read by Corpus(folder)."
    )


def test_without_pyarrow_it_says_what_to_install(
    corpus: aa.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aleppo_analysis.corpus.find_spec", lambda name: None)
    with pytest.raises(aa.TableError) as raised:
        corpus.save(tmp_path / "saved")
    assert str(raised.value) == (
        "Corpus.save: Parquet files need pyarrow, which is not installed.\n"
        "Install it: pip install 'aleppo-analysis[loading]'."
    )
    assert not (tmp_path / "saved").exists()


# --- how its tables are shown


def test_a_notebook_shows_sentences_whole_and_leaves_other_tables_alone(corpus: aa.Corpus) -> None:
    sentence = "It was a trap, " + "and so it went on " * 10 + "to the end."
    long = aa.Corpus(pd.DataFrame({"doc_id": ["a"], "text": ["Title\n\n" + sentence]}), frame_terms=TERMS)
    lines = long.evidence(frame="ruse")[["term", "sentence"]].sort_values("term")
    assert sentence in lines._repr_html_()
    assert sentence in long.sentences.groupby("zone").last()._repr_html_()
    assert sentence not in pd.DataFrame({"mine": [sentence]})._repr_html_()
    assert pd.get_option("display.max_colwidth") == 50


def test_an_article_is_not_shown_whole(toy_articles: pd.DataFrame) -> None:
    shown = aa.Corpus(toy_articles.assign(text="word " * 5000)).articles._repr_html_()
    assert len(shown) < 10_000
