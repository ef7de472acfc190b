"""Leaving out each term and article: rankings small enough to see."""

import pandas as pd
import pytest

import aleppo_analysis as aa

COLUMNS = ["frame", "dropped", "name", "n", "first", "first_after", "outcome"]


def corpus(*rows: tuple[str, str, str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of one voice each: doc_id, source, voice, text."""
    articles = pd.DataFrame(rows, columns=["doc_id", "source", "voice", "text"])
    voices = articles.assign(start=0, end=articles["text"].str.len())
    return articles.drop(columns="voice"), voices.drop(columns="text")


def terms_of(frame: str, *terms: str) -> pd.DataFrame:
    return pd.DataFrame({"frame": frame, "term": list(terms)})


ARTICLES, VOICES = corpus(
    ("a", "post", "narrator", "trap trap ruse"),
    ("b", "herald", "direct", "trap ruse ruse ruse"),
    ("c", "herald", "related", "ruse ruse ruse ruse"),
)


def test_what_flips_what_holds_and_what_is_too_little():
    # All: narrator 3, direct 4. Without a: 4 hits. Without b: 3. Without ruse: trap 2 and 1. Without trap: 1 and 3.
    stress = aa.frames.stress(ARTICLES, terms_of("deception", "trap", "ruse", "hoax"), VOICES)
    assert list(stress.columns) == COLUMNS
    assert stress.drop(columns="first_after").values.tolist() == [
        ["deception", "article", "a", 4, "direct", "too few hits"],
        ["deception", "article", "b", 3, "direct", "too few hits"],
        ["deception", "term", "ruse", 3, "direct", "too few hits"],
        ["deception", "term", "trap", 4, "direct", "too few hits"],
    ]
    assert stress["first_after"].isna().all()


def test_flips_and_holds():
    articles, voices = corpus(("a", "s", "narrator", "trap " * 6), ("b", "t", "direct", "ruse " * 7))
    stress = aa.frames.stress(articles, terms_of("deception", "trap", "ruse"), voices)
    assert stress.drop(columns="frame").values.tolist() == [
        ["article", "a", 7, "direct", "direct", "holds"],
        ["article", "b", 6, "direct", "narrator", "flips"],
        ["term", "ruse", 6, "direct", "narrator", "flips"],
        ["term", "trap", 7, "direct", "direct", "holds"],
    ]


def test_a_tie_names_all_and_breaking_it_is_a_flip():
    articles, voices = corpus(
        ("a", "s", "narrator", "trap " * 5), ("b", "t", "direct", "trap trap trap trap ruse")
    )
    stress = aa.frames.stress(articles, terms_of("deception", "trap", "ruse"), voices)
    without_ruse = stress[stress["name"] == "ruse"].iloc[0]
    assert without_ruse[["n", "first", "first_after", "outcome"]].tolist() == [
        9,
        "direct = narrator",
        "narrator",
        "flips",
    ]


def test_a_shorter_term_takes_the_place_of_the_one_dropped():
    articles, voices = corpus(("a", "s", "narrator", "safe passage, " * 6))
    stress = aa.frames.stress(articles, terms_of("aid", "safe passage", "passage"), voices)
    assert stress[["dropped", "name", "n", "outcome"]].values.tolist() == [
        ["article", "a", 0, "too few hits"],
        ["term", "safe passage", 6, "holds"],
    ]


def test_a_frame_with_one_term_and_a_frame_without_a_hit():
    articles, voices = corpus(("a", "s", "narrator", "trap " * 6))
    terms = pd.concat([terms_of("deception", "trap"), terms_of("siege", "encircl*")])
    stress = aa.frames.stress(articles, terms, voices)
    assert stress[["frame", "dropped", "n"]].values.tolist() == [
        ["deception", "article", 0],
        ["deception", "term", 0],
    ]


def test_a_missing_group_has_a_name_of_its_own():
    articles, voices = corpus(("a", "s", "direct", "trap " * 6), ("b", "t", "direct", "trap " * 7))
    voices = voices.assign(speaker_group=pd.Series(["russia", None], dtype="str"))
    stress = aa.frames.stress(articles, terms_of("deception", "trap"), voices, by="speaker_group")
    assert stress["first"].tolist() == ["<NA>"] * 3
    assert stress["outcome"].tolist() == ["holds", "flips", "too few hits"]


def test_by_source_no_article_that_is_all_its_source_has():
    rows = [("a", "post", "narrator"), ("b", "post", "narrator"), ("c", "herald", "narrator")]
    articles, voices = corpus(*[(*row, "trap " * n) for row, n in zip(rows, (3, 4, 6), strict=True)])
    stress = aa.frames.stress(articles, terms_of("deception", "trap"), voices, by="source")
    assert stress.drop(columns="frame").values[:2].tolist() == [
        ["article", "a", 10, "post", "herald", "flips"],
        ["article", "b", 9, "post", "herald", "flips"],
    ]
    assert stress["dropped"].tolist() == ["article", "article", "term"]
    assert set(aa.frames.stress(articles, terms_of("f", "trap"), voices, by="doc_id")["dropped"]) == {"term"}


def test_no_rows_keep_columns_and_dtypes():
    terms = terms_of("deception", "trap")
    some = aa.frames.stress(ARTICLES, terms, VOICES)
    empty = aa.frames.stress(ARTICLES.head(0), terms, VOICES.head(0))
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, some.dtypes)


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (
            "speaker",
            "frames.stress: `voices` needs column 'speaker'; it has 'doc_id', 'source', 'voice', 'start', 'end'.\n"
            "Make it with voices.find, or rename: voices.rename(columns={...: 'speaker'}).",
        ),
        (
            "source",
            "frames.stress: `articles` needs column 'source'; it has 'doc_id', 'text'.\n"
            "Add what is missing, or rename: articles.rename(columns={...: 'source'}).",
        ),
    ],
)
def test_bad_by(by, message):
    with pytest.raises(aa.TableError) as error:
        aa.frames.stress(ARTICLES.drop(columns="source"), terms_of("f", "trap"), VOICES, by=by)
    assert str(error.value) == message
