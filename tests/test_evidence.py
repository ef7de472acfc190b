"""Evidence: every number turned back into its passages."""

import pandas as pd
import pytest

import aleppo_analysis as aa

TEXTS = {
    "a": "A trap\nThe truce is a trap, “a trap,” Lee said. No trap here.\nMore: trap",
    "b": "“Trap,” he said. It is no ruse.",
    "c": "Nothing of the kind.",
}
TERMS = pd.DataFrame({"frame": ["deception", "deception", "truce"], "term": ["trap", "ruse", "truce"]})
ZONES = pd.DataFrame(
    [
        ("a", 0, 7, "title"),
        ("a", 7, 62, "body"),
        ("a", 62, 72, "related"),
        ("b", 0, 31, "body"),
        ("c", 0, 20, "body"),
    ],
    columns=["doc_id", "start", "end", "zone"],
)
QUOTES = pd.DataFrame(
    [("a-0", "a", 29, 36, "direct", "speech", "Lee"), ("b-0", "b", 1, 6, "direct", "speech", None)],
    columns=["quote_id", "doc_id", "start", "end", "kind", "use", "speaker"],
)


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame(
        {"doc_id": list(TEXTS), "source": ["post", "herald", "herald"], "text": list(TEXTS.values())}
    )


@pytest.fixture
def matches(articles: pd.DataFrame) -> pd.DataFrame:
    return aa.voices.add(aa.frames.match(articles, TERMS), aa.voices.find(QUOTES, ZONES))


@pytest.mark.parametrize(
    "by", [["source"], ["voice"], ["zone"], ["speaker"], ["source", "voice"], ["doc_id", "zone", "speaker"]]
)
def test_row_count_is_the_number_reported(articles, matches, by):
    tokens = aa.voices.add(aa.text.tokenize(articles), aa.voices.find(QUOTES, ZONES))
    rates = aa.frames.rates(matches, tokens, by=by)
    assert rates["n"].sum() == 7  # trap 4 and 1, ruse 1, truce 1; the trap in related text is not counted
    for row in rates.to_dict("records"):
        cell = {column: row[column] for column in [*by, "frame"]}
        assert len(aa.evidence(matches, articles, **cell)) == row["n"]


def test_columns_and_context(articles, matches):
    shown = aa.evidence(matches, articles, source="post", frame="deception", voice="direct")
    assert list(shown.columns) == [*matches.columns.drop("match"), "before", "match", "after", "sentence"]
    row = shown.iloc[0]
    assert (row["before"], row["match"], row["after"]) == ("The truce is a trap, “a ", "trap", ",” Lee said.")
    assert row["sentence"] == "The truce is a trap, “a trap,” Lee said."


def test_sorted_by_place_and_cut_within_the_sentence(articles, matches):
    shown = aa.evidence(matches.sample(frac=1, random_state=3), articles, frame="deception")
    assert list(zip(shown["doc_id"], shown["start"], shown["after"], strict=True)) == [
        ("a", 2, ""),
        ("a", 22, ", “a trap,” Lee said."),
        ("a", 31, ",” Lee said."),
        ("a", 51, " here."),
        ("b", 1, ",” he said."),
        ("b", 26, "."),
    ]
    assert isinstance(shown.index, pd.RangeIndex)


def test_none_selects_missing_values(articles, matches):
    assert aa.evidence(matches, articles, voice="direct", speaker=None)["doc_id"].tolist() == ["b"]
    pd.testing.assert_frame_equal(
        aa.evidence(matches, articles, speaker=pd.NA), aa.evidence(matches, articles, speaker=None)
    )


def test_related_text_only_when_asked_for(articles, matches):
    assert len(aa.evidence(matches, articles, doc_id="a", frame="deception")) == 4
    assert aa.evidence(matches, articles, voice="related")["start"].tolist() == [68]
    assert aa.evidence(matches, articles, zone="related")["start"].tolist() == [68]


def test_no_rows_keep_columns_and_dtypes(articles, matches):
    none, some = aa.evidence(matches, articles, frame=None), aa.evidence(matches, articles)
    assert len(none) == 0
    pd.testing.assert_series_equal(none.dtypes, some.dtypes)


def test_a_span_that_begins_between_sentences_is_its_own_passage(articles):
    blank = pd.DataFrame({"doc_id": ["a"], "start": [6], "end": [10]})
    assert aa.evidence(blank, articles)[["before", "match", "after", "sentence"]].values.tolist() == [
        ["", "\nThe", "", "\nThe"]
    ]


def test_input_is_left_alone(articles, matches):
    before = matches.copy()
    aa.evidence(matches, articles, frame="deception")
    pd.testing.assert_frame_equal(matches, before)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            {"speaker_group": None},
            "evidence: `matches` needs column 'speaker_group'; it has 'doc_id', 'source', 'frame', 'term', "
            "'start', 'end', 'match', 'is_negated', 'voice', 'zone', 'kind', 'use', 'quote_id', 'speaker'.\n"
            "Make it with speakers.resolve, or rename: matches.rename(columns={...: 'speaker_group'}).",
        ),
        (
            {"voice": ["direct", "narrator"]},
            "evidence: voice must be one value, or None for a missing one; it is ['direct', 'narrator'].\n"
            "Ask for one cell at a time.",
        ),
    ],
    ids=["unknown column", "two values"],
)
def test_bad_cell(articles, matches, cell, message):
    with pytest.raises(aa.TableError) as error:
        aa.evidence(matches, articles, **cell)
    assert str(error.value) == message


def test_a_match_outside_its_text(articles, matches):
    with pytest.raises(aa.TableError) as error:
        aa.evidence(matches.assign(end=matches["end"] + 30), articles, frame="truce")
    assert str(error.value) == (
        "check_spans: `spans` must lie inside their texts; not so: a 51:85 (the text has 72), "
        "a 68:102 (the text has 72), b 1:35 (the text has 31), ....\n"
        "Were they made from other or changed texts? Make them again from these articles."
    )


@pytest.fixture(scope="module")
def five() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The five articles, their matches and their tokens, with voices and speakers."""
    articles = aa.load_articles()
    zones = aa.text.find_zones(articles)
    quotes = aa.speakers.resolve(aa.quotes.attribute(articles, zones=zones), articles)
    matches = aa.voices.add(aa.frames.match(articles, aa.frames.load_terms()), aa.voices.find(quotes, zones))
    return articles, matches, aa.voices.add(aa.text.tokenize(articles), aa.voices.find(quotes, zones))


@pytest.mark.parametrize(
    "by",
    [["source"], ["zone"], ["speaker_group"], ["source", "voice", "speaker_group"]],
    ids="-".join,
)
def test_every_number_of_the_five_articles_can_be_looked_up(five, by):
    articles, matches, tokens = five
    rates = aa.frames.rates(matches, tokens, by=by)
    counted = matches[matches["zone"] != "related"]
    assert rates["n"].sum() == len(counted) > 0
    assert rates.drop_duplicates(by)["n_tokens"].sum() == (tokens["zone"] != "related").sum()
    cells = rates if len(by) == 1 else rates[rates["n"] > 0]  # of three columns most cells are empty
    for row in cells.to_dict("records"):
        shown = aa.evidence(matches, articles, **{column: row[column] for column in [*by, "frame"]})
        assert len(shown) == row["n"]
        assert shown["doc_id"].nunique() == row["n_articles_with"]


def test_a_category_without_a_match_is_no_typo():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["It is a trap."]})
    matches = pd.DataFrame({"doc_id": ["a"], "start": [8], "end": [12]})
    matches["frame"] = pd.Categorical(["ruse"], categories=["ruse", "aid"])
    assert len(aa.evidence(matches, articles, frame="aid")) == 0
    with pytest.raises(aa.TableError, match="frame='aide' is not known"):
        aa.evidence(matches, articles, frame="aide")


def test_an_outlet_is_refused_where_no_article_has_one():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["It is a trap."], "source": [None]})
    matches = pd.DataFrame({"doc_id": ["a"], "start": [8], "end": [12], "source": [None]})
    with pytest.raises(aa.TableError) as raised:
        aa.evidence(matches, articles, source="post")
    assert str(raised.value) == "evidence: source='post' is not known.\nThere is nothing to choose from."
    assert len(aa.evidence(matches, articles, source=None)) == 1


def test_a_row_without_the_value_is_not_in_the_cell():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["It is a trap."]})
    matches = pd.DataFrame({"doc_id": "a", "start": [0, 8], "end": [2, 12]})
    matches["page"] = pd.array([None, 3], dtype="Int64")
    assert aa.evidence(matches, articles, page=3)["match"].tolist() == ["trap"]
