"""Counts, tf-idf, top terms and similarity, on numbers worked out by hand."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sklearn.feature_extraction.text import TfidfTransformer

from aleppo_analysis import TableError, count_terms, join_spans, tokenize
from aleppo_analysis.corpus import load_articles
from aleppo_analysis.counting import count_articles, count_texts
from aleppo_analysis.sources import load_stop_words, similarity, tf_idf, top_terms
from aleppo_analysis.zones import find_zones

COUNTS = pd.DataFrame(
    {
        "source": ["herald", "herald", "post", "post"],
        "term": ["siege", "convoy", "siege", "barrel"],
        "n": [3, 1, 2, 2],
    }
).astype({"source": "str", "term": "str"})

BY_VOICE = pd.DataFrame(
    {
        "source": ["herald", "herald", "herald", "post", "post"],
        "voice": ["narrator", "direct", "direct", "narrator", "narrator"],
        "term": ["siege", "siege", "trap", "siege", "barrel"],
        "n": [1, 2, 4, 1, 1],
    }
).astype({"source": "str", "voice": "str", "term": "str"})


# -- counting without a table of tokens ------------------------------------------------------------------


def through_tokens(articles: pd.DataFrame, zones: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return count_terms(join_spans(tokenize(articles), zones, ["zone"]), by=by)


def test_articles_are_counted_as_tokens_are() -> None:
    articles = load_articles()
    zones = find_zones(articles)
    by = ["doc_id", "source"]
    assert_frame_equal(count_articles(articles, zones, by=by), through_tokens(articles, zones, by))


ODD = "aZ9é½İßﬁ'’‘\"“”.,;-‐–—_()[]…/@#&\u0301 \t\n\x85\xa0\u2009"


@given(st.lists(st.text(st.sampled_from(ODD), max_size=40), min_size=1, max_size=4))
def test_whatever_the_text_articles_are_counted_as_tokens_are(texts: list[str]) -> None:
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": texts})
    zones = pd.DataFrame({"doc_id": articles["doc_id"], "start": 0, "end": 50, "zone": "body"})
    assert_frame_equal(count_articles(articles, zones), through_tokens(articles, zones, ["doc_id"]))


def test_related_text_is_not_counted_in_articles() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["More News\nThe truce\nMost Read"]})
    zones = pd.DataFrame(
        {"doc_id": "a", "start": [0, 10, 20], "end": [10, 20, 29], "zone": ["related", "body", "related"]}
    )
    assert count_articles(articles, zones)["term"].tolist() == ["the", "truce"]


def test_no_articles_give_no_counts_of_the_same_types() -> None:
    articles = load_articles()
    zones = find_zones(articles)
    some, none = count_articles(articles, zones), count_articles(articles.head(0), zones.head(0))
    assert none.empty
    assert none.dtypes.equals(some.dtypes)


def test_texts_are_a_matrix_of_sorted_terms() -> None:
    terms, counts = count_texts(["b a b", "", "c a"])
    assert terms.tolist() == ["a", "b", "c"]
    assert counts.toarray().tolist() == [[1, 2, 0], [0, 0, 0], [1, 0, 1]]


# -- tf-idf ----------------------------------------------------------------------------------------------


def test_textbook_tf_idf() -> None:
    expected = COUNTS.assign(
        tf=[3 / 4, 1 / 4, 1 / 2, 1 / 2],
        idf=[0.0, log(2), 0.0, log(2)],
        tf_idf=[0.0, log(2) / 4, 0.0, log(2) / 2],
        idf_kind=pd.Series(["textbook"] * 4, dtype="str"),
    )
    assert_frame_equal(tf_idf(COUNTS), expected)


def test_smoothed_tf_idf_worked_out() -> None:
    rare = log(3 / 2) + 1  # ln((1 + 2) / (1 + 1)) + 1; siege: ln(3 / 3) + 1 = 1
    herald, post = sqrt(3**2 + rare**2), sqrt(2**2 + (2 * rare) ** 2)
    scores = tf_idf(COUNTS, idf="smoothed")
    assert np.allclose(scores["idf"], [1, rare, 1, rare])
    assert np.allclose(scores["tf_idf"], [3 / herald, rare / herald, 2 / post, 2 * rare / post])
    assert scores["idf_kind"].unique().tolist() == ["smoothed"]


def test_smoothed_tf_idf_is_scikit_learns_on_the_five_articles() -> None:
    articles = load_articles()
    counts = count_articles(articles, find_zones(articles), by="source")
    table = counts.pivot(index="source", columns="term", values="n").fillna(0)
    theirs = pd.DataFrame(TfidfTransformer().fit_transform(table).toarray(), table.index, table.columns)
    ours = tf_idf(counts, idf="smoothed").set_index(["source", "term"])["tf_idf"]
    assert np.allclose(ours, theirs.stack().loc[ours.index], atol=1e-12)


def test_finer_counts_are_added_up() -> None:
    scores = tf_idf(BY_VOICE)
    assert scores[["source", "term", "n"]].values.tolist() == [
        ["herald", "siege", 3],
        ["herald", "trap", 4],
        ["post", "barrel", 1],
        ["post", "siege", 1],
    ]
    assert np.allclose(scores["tf_idf"], [0, 4 / 7 * log(2), log(2) / 2, 0])


def test_voices_choose_what_counts() -> None:
    scores = tf_idf(BY_VOICE, voices="narrator")
    assert scores["term"].tolist() == ["siege", "siege", "barrel"]
    assert np.allclose(scores["tf_idf"], [0, 0, log(2) / 2])


def test_rows_of_zero_do_not_count_as_a_document_with_the_term() -> None:
    row = {"source": "herald", "term": "barrel", "n": 0}
    padded = pd.concat([COUNTS, pd.DataFrame([row]).astype({"source": "str", "term": "str"})])
    assert_frame_equal(tf_idf(padded), tf_idf(COUNTS))


@pytest.mark.parametrize("idf", ["textbook", "smoothed"])
def test_tf_idf_of_no_rows_keeps_columns_and_types(idf: str) -> None:
    empty = tf_idf(COUNTS.head(0), idf=idf)
    assert empty.empty
    assert empty.dtypes.equals(tf_idf(COUNTS, idf=idf).dtypes)


def test_the_counts_are_left_as_they_were() -> None:
    before = COUNTS.copy(deep=True)
    top_terms(tf_idf(COUNTS, idf="smoothed"))
    similarity(COUNTS, voices=None)
    assert_frame_equal(COUNTS, before)


# -- top terms -------------------------------------------------------------------------------------------


def test_ties_stand_by_name_however_the_rows_come_in() -> None:
    scores = pd.DataFrame(
        {"source": "post", "term": ["siege", "aid", "bus"], "tf_idf": [0.1 + 0.2, 0.3, 0.4]}
    )
    top = top_terms(scores, n=3)
    assert top["term"].tolist() == ["bus", "aid", "siege"]
    assert top["rank"].tolist() == [1, 2, 3]
    assert_frame_equal(top_terms(scores[::-1], n=3), top)


def test_top_terms_of_each_pair_of_groups() -> None:
    scores = pd.DataFrame(
        {
            "source": ["a", "a", "a", "b"],
            "against": ["b", "b", "c", "c"],
            "term": ["x", "y", "x", "y"],
            "z": [1.0, 2.0, 3.0, -1.0],
        }
    )
    top = top_terms(scores, document=["source", "against"], measure="z", n=1)
    assert top["term"].tolist() == ["y", "x", "y"]


# -- similarity ------------------------------------------------------------------------------------------


def test_similarity_worked_out() -> None:
    rare = log(3 / 2) + 1
    lengths = sqrt(3**2 + rare**2) * sqrt(2**2 + (2 * rare) ** 2)
    pair = similarity(COUNTS, voices=None)
    expected = pd.DataFrame(
        {
            "source": ["herald"],
            "other_source": ["post"],
            "similarity": [3 * 2 / lengths],
            "n_shared": [1],
            "terms": ["siege"],
        }
    ).astype({"source": "str", "other_source": "str", "terms": "str"})
    assert_frame_equal(pair, expected)


def test_similarity_compares_the_narrators_by_default() -> None:
    narrators = BY_VOICE[BY_VOICE["voice"] == "narrator"].drop(columns="voice")
    assert_frame_equal(similarity(BY_VOICE), similarity(narrators, voices=None))
    assert similarity(BY_VOICE, voices=None)["similarity"][0] < similarity(BY_VOICE)["similarity"][0]


def test_pairs_come_by_name_and_what_they_share_by_weight() -> None:
    counts = pd.DataFrame(
        [
            ("c", "bomb", 1),
            ("b", "aid", 2),
            ("b", "bus", 1),
            ("a", "aid", 1),
            ("a", "bus", 1),
            ("a", "cat", 1),
        ],
        columns=["source", "term", "n"],
    )
    pairs = similarity(counts, voices=None, n=1)
    assert pairs[["source", "other_source"]].values.tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert pairs["n_shared"].tolist() == [2, 0, 0]
    assert pairs["terms"].tolist() == ["aid", "", ""]
    assert pairs["similarity"].tolist()[1:] == [0, 0]


def test_a_shorter_stop_list_can_be_passed() -> None:
    counts = pd.DataFrame({"source": ["a", "b"], "term": ["the", "the"], "n": [1, 1]})
    nothing = pd.DataFrame({"term": pd.Series([], dtype="str")})
    assert similarity(counts, voices=None, stop_words=nothing)["similarity"].tolist() == [pytest.approx(1)]


def test_similarity_of_no_rows_keeps_columns_and_types() -> None:
    empty = similarity(COUNTS.head(0), voices=None)
    assert empty.empty
    assert empty.dtypes.equals(similarity(COUNTS, voices=None).dtypes)


def test_stop_words_are_written_as_terms_are_counted() -> None:
    words = load_stop_words()
    articles = pd.DataFrame({"doc_id": ["a"], "text": [" ".join(words["term"])]})
    zones = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [9999], "zone": ["body"]})
    assert count_articles(articles, zones)["term"].tolist() == sorted(words["term"])
    assert words["term"].is_unique


# -- bad input -------------------------------------------------------------------------------------------


def changed(**columns: object) -> pd.DataFrame:
    return COUNTS.assign(**columns)


BAD_COUNTS = {
    "a column is missing": (
        COUNTS.drop(columns="n"),
        "tf_idf: `counts` needs column 'n'; it has 'source', 'term'.\n"
        "Add what is missing, or rename: counts.rename(columns={...: 'n'}).",
    ),
    "rows are doubled": (
        pd.concat([COUNTS, COUNTS.head(1)]),
        "tf_idf: `counts` has more than one row for the same source and term: herald / siege.\nKeep one row each.",
    ),
    "n is missing": (
        changed(n=[3, None, 2, 2]),
        "tf_idf: `n` in `counts` must be a whole number, 0 or more; row 1 ('convoy') has nan.\n"
        "Count with count_terms.",
    ),
    "n is negative": (
        changed(n=[3, 1, -2, 2]),
        "tf_idf: `n` in `counts` must be a whole number, 0 or more; row 2 ('siege') has -2.\n"
        "Count with count_terms.",
    ),
    "n is a share": (
        changed(n=[3, 1, 2, 0.5]),
        "tf_idf: `n` in `counts` must be a whole number, 0 or more; row 3 ('barrel') has 0.5.\n"
        "Count with count_terms.",
    ),
    "n is a word": (
        changed(n=["3", "1", "2", "two"]),
        "tf_idf: `n` in `counts` must be a whole number, 0 or more; row 3 ('barrel') has two.\n"
        "Count with count_terms.",
    ),
    "a document has no tokens": (
        changed(n=[3, 1, 0, 0], term=["siege", "barrel", "siege", "barrel"]),
        "tf_idf: no token is counted for source 'post'.\n"
        "Leave out what cannot be compared: counts[~counts['source'].isin([...])].",
    ),
    "a term is in no document": (
        changed(n=[3, 0, 2, 2]),
        "tf_idf: n is 0 in every row for term 'convoy'.\n"
        "Leave out what cannot be compared: counts[~counts['term'].isin([...])].",
    ),
    "a document is missing": (
        changed(source=["herald", "herald", None, "post"]),
        "tf_idf: `counts` has rows without 'source'.\n"
        "Name them, or leave them out: counts.dropna(subset=['source']).",
    ),
}


@pytest.mark.parametrize(("counts", "message"), BAD_COUNTS.values(), ids=BAD_COUNTS)
def test_bad_counts(counts: pd.DataFrame, message: str) -> None:
    with pytest.raises(TableError) as error:
        tf_idf(counts)
    assert str(error.value) == message


CALLS = {
    "an unknown idf": (
        lambda: tf_idf(COUNTS, idf="sklearn"),
        "tf_idf: idf='sklearn' is not known; choose one of 'textbook', 'smoothed'.",
    ),
    "no voice is told": (
        lambda: similarity(COUNTS),
        "similarity: `counts` needs column 'voice'; it has 'source', 'term', 'n'.\n"
        "Add what is missing, or rename: counts.rename(columns={...: 'voice'}).",
    ),
    "a voice that nobody has": (
        lambda: tf_idf(BY_VOICE, voices="narator"),
        "tf_idf: voices='narator' is not known; choose one of 'direct', 'narrator'.",
    ),
    "a document without the voice": (
        lambda: tf_idf(BY_VOICE, voices=["direct"]),
        "tf_idf: no token is counted for source 'post'.\n"
        "Leave out what cannot be compared: counts[~counts['source'].isin([...])].",
    ),
    "nothing but stop words": (
        lambda: similarity(changed(term=["the", "of", "siege", "barrel"]), voices=None),
        "similarity: source 'herald' has no term but stop words.\n"
        "Leave it out, or pass a shorter list as stop_words.",
    ),
    "a score is missing": (
        lambda: top_terms(changed(tf_idf=[0.1, None, 0.2, 0.3])),
        "top_terms: `scores` has rows without 'tf_idf', which cannot be ranked.\n"
        "Leave them out: scores.dropna(subset=['tf_idf']).",
    ),
    "no terms are asked for": (
        lambda: top_terms(changed(tf_idf=0.1), n=0),
        "top_terms: n must be 1 or more; it is 0.",
    ),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_use(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(TableError) as error:
        call()
    assert str(error.value) == message
