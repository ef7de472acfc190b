"""One object for the way from articles to numbers: what it makes, keeps, gives out and refuses."""

from collections.abc import Callable
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


def test_words_of_articles_are_counted_without_finding_voices_unless_these_are_there(
    corpus: aa.Corpus, toy_articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens, voices = corpus.tokens, corpus.voices.assign(voice="related", zone="related")
    fresh = aa.Corpus(toy_articles)
    monkeypatch.setattr(aa.quotes, "attribute", None)
    for by in ("source", ["source", "doc_id"]):
        assert_frame_equal(fresh.counts(by), aa.compare.count_terms(tokens, by=by))
    assert fresh.with_tables(voices=voices).counts("source").empty
    assert fresh.with_tables(tokens=tokens.head(1)).counts("source")["n"].tolist() == [1]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_given_out_as_copies(corpus: aa.Corpus, name: str) -> None:
    before = getattr(corpus, name).copy()
    mine = getattr(corpus, name)
    mine["mine"] = 1
    mine.loc[:, "doc_id"] = mine["doc_id"].iloc[0]
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
    (tmp_path / "terms.csv").write_text("frame,term\nruse,trap\n", "utf-8")
    (tmp_path / "actors.csv").write_text("canonical,aliases,group,pattern\nMayor,the mayor,city,\n", "utf-8")
    corpus = aa.Corpus(tmp_path, frame_terms=tmp_path / "terms.csv", actors=tmp_path / "actors.csv")
    assert corpus.matches["match"].tolist() == ["trap"]
    assert "city" in corpus.quotes["speaker_group"].tolist()
    assert repr(corpus) == "Corpus of 1 articles"


# --- what it refuses, in one kind of error that says what to do

ACTORS = pd.DataFrame({"canonical": ["Ann Lee"], "aliases": ["Lee"], "group": ["city"], "pattern": [None]})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"doc_id": [1, "b", 2.5, "d"]},
            "Corpus: `articles` must have all text or all numbers in 'doc_id'; row 1 has 'b'.\n"
            "Make it text: articles.assign(doc_id=articles['doc_id'].map(str)).",
        ),
        (
            {"source": [["herald"]] * 4},
            "Corpus: `articles` must have all text, all numbers or all days in 'source'; row 0 has ['herald'].\n"
            "Make it text: articles.assign(source=articles['source'].map(str)).",
        ),
        (
            {"doc_id": ["a", "b", None, "d"]},
            "Corpus: `articles` must have all text or all numbers in 'doc_id'; row 2 has nothing.\n"
            "Fill it in, or drop the row: articles.dropna(subset=['doc_id']).",
        ),
    ],
    ids=["mixed doc_id", "list as source", "no doc_id"],
)
def test_articles_that_cannot_be_told_apart(
    toy_articles: pd.DataFrame, wrong: dict[str, list[object]], message: str
) -> None:
    with pytest.raises(aa.TableError) as raised:
        aa.Corpus(toy_articles.assign(**wrong))
    assert str(raised.value) == message


def test_a_column_that_stands_twice(toy_articles: pd.DataFrame) -> None:
    with pytest.raises(aa.TableError) as raised:
        aa.Corpus(pd.concat([toy_articles, toy_articles[["text"]]], axis=1))
    assert str(raised.value) == (
        "Corpus: `articles` has column 'text' more than once.\n"
        "Keep the first: articles.loc[:, ~articles.columns.duplicated()]."
    )


@pytest.mark.parametrize("name", ["source", "frame_terms", "actors"])
def test_neither_a_path_nor_a_table(toy_articles: pd.DataFrame, name: str) -> None:
    with pytest.raises(aa.TableError) as raised:
        aa.Corpus(**{"source": toy_articles, name: ["It is a trap."]})
    assert str(raised.value) == (
        f"Corpus: `{name}` must be a path or a table (pandas DataFrame); it is list.\n"
        "Name a file or folder, or make a table of it: pd.DataFrame(...)."
    )


def test_a_text_where_a_path_belongs() -> None:
    with pytest.raises(aa.TableError, match="^Corpus: needs a path; 'It is a trap. It is"):
        aa.Corpus("It is a trap. " * 500)


def test_terms_that_are_no_text(toy_articles: pd.DataFrame) -> None:
    corpus = aa.Corpus(toy_articles, frame_terms=TERMS.assign(term=[1, 2, 3]))
    with pytest.raises(aa.TableError) as raised:
        _ = corpus.matches
    assert str(raised.value) == (
        "frames.match: `frame_terms` must have text in 'term'; row 0 has 1.\n"
        "Make it text: frame_terms.astype({'term': 'str'})."
    )


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda corpus: corpus.counts(by="sorce"),
            "Did you mean 'source'? Ask for that, or rename: tokens.rename(columns={'source': 'sorce'}).",
        ),
        (
            lambda corpus: corpus.frame_rates(by=None),
            "frames.rates: `by` must be the name of a column, or a list of names; it is None.\n"
            "Give a column or several: by='source', by=['source', 'voice'].",
        ),
        (
            lambda corpus: corpus.shares(by=["voice", 3]),
            "voices.shares: `by` must be the name of a column, or a list of names; it is ['voice', 3].\n"
            "Give a column or several: by='source', by=['source', 'voice'].",
        ),
        (
            lambda corpus: corpus.find(None),
            "text.keyword_in_context: the pattern must be a string; it is None.\n"
            "Write a word, a phrase, or a beginning such as 'decei*'.",
        ),
        (lambda corpus: corpus.read(pd.NA), "read_article: doc_id=<NA> is not known.\nChoose one of "),
        (
            lambda corpus: corpus.evidence(articles="x"),
            "evidence: `matches` needs column 'articles'; it has ",
        ),
        (
            lambda corpus: corpus.with_tables(quotes="quotes.csv"),
            "Corpus.with_tables: `quotes` must be a table (pandas DataFrame); it is str.",
        ),
        (
            lambda corpus: corpus.save(None),
            "Corpus.save: needs a path; it is NoneType.\nGive the name of a file or folder.",
        ),
    ],
    ids=["typo in by", "no by", "number in by", "find", "read", "evidence", "with_tables", "save"],
)
def test_wrong_questions(corpus: aa.Corpus, ask: Callable[[aa.Corpus], object], message: str) -> None:
    with pytest.raises(aa.TableError) as raised:
        ask(corpus)
    assert message in str(raised.value)


def test_numbers_as_doc_id_are_shown_as_they_are_asked_for(toy_articles: pd.DataFrame) -> None:
    corpus = aa.Corpus(toy_articles.assign(doc_id=[1, 2, 3, 4]))
    assert corpus.read(2).text.startswith("Truce ends")
    assert "Truce ends" in corpus.read(2)._repr_html_()
    with pytest.raises(aa.TableError, match="Did you mean 2. Choose one of 1, 2, 3, 4."):
        corpus.read("2")


def test_a_column_named_twice_in_by_counts_once(corpus: aa.Corpus) -> None:
    assert_frame_equal(corpus.shares(by=["voice", "voice"]), corpus.shares(by="voice"))


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


def test_matches_of_ones_own_need_no_terms(corpus: aa.Corpus, toy_articles: pd.DataFrame) -> None:
    given = aa.Corpus(toy_articles).with_tables(matches=corpus.matches)
    assert given.explore().children[0].children[0].options == ("(any)", "aid", "ruse")


def test_evidence_knows_the_zones_of_ones_own(corpus: aa.Corpus) -> None:
    banners = corpus.zones.assign(zone=corpus.zones["zone"].replace("title", "banner"))
    assert len(corpus.with_tables(zones=banners).evidence(zone="banner")) == 0


def test_an_unknown_table_is_refused(corpus: aa.Corpus) -> None:
    with pytest.raises(aa.TableError) as raised:
        corpus.with_tables(quote=corpus.quotes)
    assert str(raised.value) == (
        "Corpus.with_tables: table='quote' is not known.\n"
        "Did you mean 'quotes'? Choose one of 'zones', 'sentences', 'quotes', 'voices', 'tokens', 'matches', 'numbers'."
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


def test_a_saved_corpus_knows_its_actors(toy_articles: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    aa.Corpus(toy_articles, actors=ACTORS).save(tmp_path / "saved")
    opened = aa.Corpus.open(tmp_path / "saved")
    made_anew = opened.with_tables(zones=opened.zones).quotes
    assert "city" in made_anew["speaker_group"].tolist()


def test_a_saved_corpus_keeps_the_frames_and_dates_of_which_it_has_none(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["Nobody spoke."]})
    corpus = aa.Corpus(articles.assign(published=pd.Timestamp("2016-10-18").as_unit("s")), frame_terms=TERMS)
    corpus.save(tmp_path / "saved")
    opened = aa.Corpus.open(tmp_path / "saved")
    assert_frame_equal(opened.articles, corpus.articles)
    assert_frame_equal(opened.frame_rates("source"), corpus.frame_rates("source"))
    assert opened.frame_rates("source")["n"].tolist() == [0] * TERMS["frame"].nunique()


def test_what_parquet_cannot_hold_leaves_no_folder(toy_articles: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(aa.TableError, match="^Corpus.save: `articles` has a column that Parquet cannot hold"):
        aa.Corpus(toy_articles.assign(notes=[1, "b", [2], None])).save(tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_a_broken_file_is_named(corpus: aa.Corpus, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    corpus.save(tmp_path / "saved")
    (tmp_path / "saved" / "quotes.parquet").write_bytes(b"PAR1")
    with pytest.raises(
        aa.TableError, match="(?s)^Corpus.open: .*quotes.parquet' cannot be read .*Make the tables again.$"
    ):
        len(aa.Corpus.open(tmp_path / "saved").quotes)


def test_of_an_interrupted_save_nothing_stays(
    corpus: aa.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write, left = parquet.ParquetWriter.write_table, 6  # of seven tables and the frame terms

    def interrupted(*given: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write(*given)

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", interrupted)
    with pytest.raises(KeyboardInterrupt):
        corpus.save(tmp_path / "saved")
    assert list(tmp_path.iterdir()) == []


def test_saving_over_something_and_opening_nothing_are_refused(corpus: aa.Corpus, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(aa.TableError) as raised:
        corpus.save(tmp_path)
    assert str(raised.value) == (
        f"Corpus.save: '{tmp_path}' is there already.\nName something new, or delete it."
    )
    with pytest.raises(aa.TableError) as raised:
        aa.Corpus.open(tmp_path)
    assert str(raised.value) == (
        f"Corpus.open: '{tmp_path}' holds no saved corpus (articles.parquet).\n"
        "Name a folder that Corpus.save or annotate wrote; other corpora are read by Corpus(folder)."
    )


def test_without_pyarrow_it_says_what_to_install(
    corpus: aa.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aleppo_analysis.parquet.find_spec", lambda name: None)
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
    shown = aa.Corpus(
        toy_articles.assign(text=[f"{n} " + "word " * 5000 for n in range(4)])
    ).articles._repr_html_()
    assert len(shown) < 10_000
