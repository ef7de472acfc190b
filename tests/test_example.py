"""The example corpus: invented, as raw as exports are, and coded by reading."""

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa

FOLDER = Path(__file__).resolve().parent.parent / "data" / "example"
EXPORTS = FOLDER / "exports"
OUTLETS = ["Breadfruit Times", "Radio Cormorant", "The Ondine Weathercock", "The Tollgate Lantern"]


@pytest.fixture(scope="module")
def corpus() -> aa.Corpus:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        return aa.Corpus(EXPORTS, frame_terms=FOLDER / "frame_terms.csv", actors=FOLDER / "actors.csv")


@pytest.fixture(scope="module")
def texts(corpus: aa.Corpus) -> dict[str, str]:
    return dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(
        FOLDER / name, dtype={"doc_id": "str", "speaker_start": "Int64", "speaker_end": "Int64"}
    )


# -- the files -------------------------------------------------------------------------------------------


def test_every_export_says_that_it_is_invented_and_all_are_small() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 250_000
    silent = {path.name for path in files if b"nvented" not in path.read_bytes()}
    assert silent == {
        *(
            "evening-news.txt",
            "breadfruit_mediacloud.csv",
        ),  # empty; its layout has no room: addresses in .example
        *("CODEBOOK.md", "actors.csv", "events.csv", "frame_terms.csv", "quotes_gold.csv", "zones_gold.csv"),
    }
    addresses = re.findall(
        r"https?://[\w.-]+", "".join(path.read_text("utf-8") for path in EXPORTS.rglob("*.*"))
    )
    assert {address.rpartition(".")[2] for address in addresses} == {"example"}


def test_headers_are_those_of_the_dictionary() -> None:
    sections = re.split(r"^### ", (FOLDER / "README.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    fields = {
        section.split()[0]: re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE) for section in sections
    }
    assert fields == {path.name: list(pd.read_csv(path, nrows=0)) for path in sorted(FOLDER.glob("*.csv"))}


def test_frames_are_defined() -> None:
    defined = re.findall(r"^### (\w+)", (FOLDER / "CODEBOOK.md").read_text("utf-8"), flags=re.MULTILINE)
    assert set(aa.frames.load_terms(FOLDER / "frame_terms.csv")["frame"]) == set(defined)


# -- what is loaded --------------------------------------------------------------------------------------


def test_twenty_articles_of_four_outlets_and_one_of_them_twice(corpus: aa.Corpus) -> None:
    articles = corpus.articles
    once = articles.drop_duplicates("text")
    assert once.groupby("source").size().to_dict() == dict.fromkeys(OUTLETS, 5)
    assert len(articles) == 21
    assert set(articles["language"]) == {"en", "fr"}
    n_words = aa.text.tokenize(once).groupby("doc_id").size()
    assert n_words.between(250, 600).all()
    assert articles["published"].dropna().dt.year.eq(2019).all()
    assert list(articles.loc[articles["published"].isna(), "doc_id"]) == [
        "cormorant/briefing",
        "cormorant/interview",
    ]


def test_what_is_wrong_on_purpose_is_found(corpus: aa.Corpus) -> None:
    found = corpus.problems.groupby("what")["doc_id"].nunique()
    wrong = {
        "mojibake": 1,
        "HTML entities": 1,
        "soft hyphens": 2,
        "hard-wrapped lines": 5,
        "doc_id twice": 1,
        "same text": 1,
        "ambiguous date": 1,
        "not English": 1,
    }
    assert {what: found.get(what) for what in wrong} == wrong
    assert "cormorant/evening-news.txt" in set(corpus.problems.query("what == 'empty text'")["file"])


def test_the_other_date_is_read_once_the_day_is_known_to_come_first() -> None:
    with pytest.warns(aa.LoadingWarning):
        articles = aa.load_articles(EXPORTS, day_first=True).set_index("doc_id")
    assert articles.loc["cormorant/interview", "published"] == pd.Timestamp(2019, 10, 3)


def test_each_article_is_about_one_event_and_is_described(corpus: aa.Corpus) -> None:
    events = _table("events.csv")
    assert list(events["doc_id"]) == list(corpus.articles["doc_id"])
    row = r"^\| `([^`]+)` \| [A-Z]\w+ \| [^|]+ \| (\d+) \|"
    listed = re.findall(row, (FOLDER / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    words = aa.text.tokenize(corpus.articles).groupby("doc_id").size()
    assert {doc_id: int(n) for doc_id, n in listed} == words.to_dict()


# -- what the tables of the package are to show --------------------------------------------------------------


def test_agency_copy_is_shared_by_two_outlets(corpus: aa.Corpus) -> None:
    shared = aa.compare.shared_passages(corpus.articles, min_words=30)
    copy = shared[shared["source"] != shared["other_source"]]
    assert set(copy["doc_id"]) == {"1274400311"}
    assert set(copy["other_doc_id"]) == {"lantern_nexis-0001"}
    assert copy["n_words"].sum() == 44 + 84 + 54 + 59 + 42  # counted on paper between what was changed


def test_one_utterance_stands_whole_cut_and_changed(corpus: aa.Corpus) -> None:
    english = corpus.articles[corpus.articles["language"] == "en"]
    pairs = aa.compare.align_quotes(aa.quotes.attribute(english))
    test = pairs[pairs["quote"].str.startswith("A move is voluntary")]
    changes = {(row.doc_id, row.other_doc_id): row.change for row in test.itertuples()}
    assert changes == {
        ("1394771826", "lantern_nexis-0005"): "changed",
        ("1394771826", "weathercock/ombudswoman"): "changed",
        ("lantern_nexis-0005", "weathercock/ombudswoman"): "cut",
    }


# -- what was coded by reading ------------------------------------------------------------------------------


def test_spans_of_the_gold_are_their_words(texts: dict[str, str]) -> None:
    gold = _table("quotes_gold.csv")
    assert gold["doc_id"].nunique() == 11
    for row in gold.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.quote
        if pd.notna(row.speaker):
            assert texts[row.doc_id][row.speaker_start : row.speaker_end] == row.speaker


def test_no_pair_of_marks_was_passed_over(texts: dict[str, str]) -> None:
    gold = _table("quotes_gold.csv")
    spans = set(gold[["doc_id", "start", "end"]].itertuples(index=False, name=None))
    pairs = re.compile(
        r"“([^”]*)”|\"([^\"]*)\"|(?<!\w)‘((?:[^’]|’(?=\w))*)’|(?<!\w)'((?:[^']|'(?=\w))*)'(?!\w)"
    )
    for doc_id in gold["doc_id"].unique():
        found = [match.span(match.lastindex) for match in pairs.finditer(texts[doc_id])]
        assert [span for span in found if (doc_id, *span) not in spans] == []


def test_zones_of_the_gold_have_no_gap(texts: dict[str, str]) -> None:
    for doc_id, rows in _table("zones_gold.csv").groupby("doc_id"):
        assert list(rows["start"]) == [0, *rows["end"].iloc[:-1]]
        assert rows["end"].iloc[-1] == len(texts[doc_id])


def test_names_and_groups_are_those_of_the_actors() -> None:
    actors = aa.speakers.load_actors(FOLDER / "actors.csv").dropna(subset="canonical")
    groups = dict(zip(actors["canonical"], actors["group"], strict=True))
    gold = _table("quotes_gold.csv")
    known = gold[gold["speaker_name"].isin(groups)]
    assert (known["speaker_name"].map(groups) == known["speaker_group"]).all()
    assert set(gold["speaker_group"].dropna()) <= set(actors["group"])


def test_shares_of_voices_under_both_codings(corpus: aa.Corpus) -> None:
    gold = aa.quotes.load_gold(FOLDER / "quotes_gold.csv")
    coded = corpus.only(gold["doc_id"])
    by = ["source", "voice"]
    under = coded.under_codings({"model": coded.quotes, "reading": gold})
    shares = {name: one.shares(by) for name, one in under.items()}
    table = aa.compare.side_by_side(shares, value="share", by=by, within="source")
    assert table.groupby("source")[["model", "reading"]].sum().astype("float64").round(9).eq(1).all(axis=None)
    told = table.query("voice == 'reported'")
    assert (told["reading"] > 0).all()
