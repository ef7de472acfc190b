"""Counts, tf-idf, top terms and similarity, on numbers worked out by hand."""

from itertools import cycle
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hostile.texts import articles
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sklearn.feature_extraction.text import TfidfTransformer

import aleppo_analysis as aa
from aleppo_analysis.text import pieces

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


# -- counting --------------------------------------------------------------------------------------------

TOKENS = pd.DataFrame(
    {
        "doc_id": ["a", "a", "a", "b", "b"],
        "voice": ["narrator", "direct", "related", "narrator", "narrator"],
        "speaker": [None, "Lee", None, None, None],
        "token": ["Aid", "aid", "More", "Syria’s", "syria"],
    }
)


def test_terms_are_counted_in_each_group_and_related_text_is_not() -> None:
    counts = aa.compare.count_terms(TOKENS, by=["doc_id", "speaker"])
    assert counts[["doc_id", "term", "n"]].values.tolist() == [
        ["a", "aid", 1],
        ["a", "aid", 1],
        ["b", "syria", 2],
    ]
    assert counts["speaker"].fillna("-").tolist() == ["Lee", "-", "-"]
    assert aa.compare.count_terms(TOKENS, by=[]).values.tolist() == [["aid", 2], ["syria", 2]]


def test_finer_counts_give_what_tokens_give() -> None:
    fine = aa.compare.count_terms(TOKENS, by=["doc_id", "voice"])
    for by in ("doc_id", ["voice"], []):
        assert_frame_equal(aa.compare.count_terms(fine, by=by), aa.compare.count_terms(TOKENS, by=by))


@pytest.mark.parametrize("kind", ["str", "category"])
def test_a_missing_term_is_refused_and_not_counted_as_another(kind: str) -> None:
    counts = pd.DataFrame(
        {"source": "post", "voice": "direct", "term": ["zeal", None, "aid"], "n": [2, 3, 4]}
    )
    with pytest.raises(aa.TableError, match="text in 'term'; row 1 has nothing"):
        aa.compare.count_terms(counts.astype({"term": kind}), by="source")


def test_counting_categories_gives_what_counting_text_gives() -> None:
    tokens = aa.Corpus().tokens
    plain = tokens.astype(dict.fromkeys(tokens.select_dtypes("category"), "str"))
    by = ["source", "voice", "speaker_group"]
    assert_frame_equal(aa.compare.count_terms(tokens, by=by), aa.compare.count_terms(plain, by=by))


def test_counts_of_zero_are_no_counts() -> None:
    finer = pd.DataFrame(
        {"source": ["post", "post", "herald"], "term": ["aid", "war", "war"], "n": [2, 0, 0]}
    ).assign(zone="body")
    assert aa.compare.count_terms(finer, by="source").values.tolist() == [["post", "aid", 2]]


def test_no_tokens_give_no_counts_of_the_same_types() -> None:
    tokens = aa.Corpus().tokens
    none = aa.compare.count_terms(tokens.head(0), by="source")
    assert none.empty
    assert none.dtypes.equals(aa.compare.count_terms(tokens, by="source").dtypes)


@st.composite
def divided(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and zones that end wherever they may, also within a word."""
    table = draw(articles(most=4))
    rows = []
    for doc_id, text in zip(table["doc_id"], table["text"], strict=True):
        cuts = sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=4)), len(text)})
        zones = cycle(draw(st.permutations(["body", "related"])))
        rows += [(doc_id, *span, zone) for *span, zone in zip(cuts, cuts[1:], zones, strict=False)]
    return table, pd.DataFrame(rows, columns=["doc_id", "start", "end", "zone"])


@settings(max_examples=20)  # with words and zones, both ways
@given(
    divided(),
    st.sampled_from([1, 60, 10**6]),
    st.sampled_from(["doc_id", "source", ["source", "doc_id"], []]),
)
def test_articles_are_counted_as_their_words_are(
    both: tuple[pd.DataFrame, pd.DataFrame], at_once: int, by: str | list[str]
) -> None:
    table, own = both
    if at_once == 60:
        table = table.assign(source=table["source"].where(table.index > 0))
    words = aa.text.tokenize(table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_AT_ONCE", at_once)
        found = [aa.compare.count_articles(table, zones, by=by) for zones in (None, own.iloc[::-1])]
    for counts, zones in zip(found, (aa.text.find_zones(table), own), strict=True):
        expected = aa.compare.count_terms(aa.join_spans(words, zones, ["zone"]), by=by)
        assert_frame_equal(counts, expected)


def test_articles_are_counted_by_what_they_have() -> None:
    table = pd.DataFrame(
        {
            "doc_id": ["b", "a", "c"],
            "source": ["post", None, "post"],
            "text": ["Aid waits.\nRead more: aid", "U.S. govern-\nment’s", None],
        }
    )
    by_article = [["a", "government", 1], ["a", "u.s.", 1], ["b", "aid", 1], ["b", "waits", 1]]
    assert aa.compare.count_articles(table).values.tolist() == by_article
    by_source = aa.compare.count_articles(table, by="source")
    assert by_source.fillna("-").values.tolist() == [
        ["post", "aid", 1],
        ["post", "waits", 1],
        ["-", "government", 1],
        ["-", "u.s.", 1],
    ]


def test_zones_that_do_not_divide_the_articles_are_refused() -> None:
    table = pd.DataFrame({"doc_id": ["a"], "text": ["Aid waits."]})
    zones = pd.DataFrame({"doc_id": "a", "start": [0, 5], "end": [4, 10], "zone": ["related", "body"]})
    with pytest.raises(aa.TableError, match="compare.count_articles: `zones` must divide every article"):
        aa.compare.count_articles(table, zones)
    with pytest.raises(aa.TableError, match="not so: a 0:40 "):
        aa.compare.count_articles(table, zones.head(1).assign(end=40))


# -- tf-idf ----------------------------------------------------------------------------------------------


def test_textbook_tf_idf() -> None:
    expected = COUNTS.assign(
        tf=[3 / 4, 1 / 4, 1 / 2, 1 / 2],
        idf=[0.0, log(2), 0.0, log(2)],
        tf_idf=[0.0, log(2) / 4, 0.0, log(2) / 2],
        idf_kind=pd.Series(["textbook"] * 4, dtype="str"),
    )
    assert_frame_equal(aa.compare.tf_idf(COUNTS), expected)


def test_smoothed_tf_idf_worked_out() -> None:
    rare = log(3 / 2) + 1  # ln((1 + 2) / (1 + 1)) + 1; siege: ln(3 / 3) + 1 = 1
    herald, post = sqrt(3**2 + rare**2), sqrt(2**2 + (2 * rare) ** 2)
    scores = aa.compare.tf_idf(COUNTS, idf="smoothed")
    assert np.allclose(scores["idf"], [1, rare, 1, rare])
    assert np.allclose(scores["tf_idf"], [3 / herald, rare / herald, 2 / post, 2 * rare / post])
    assert scores["idf_kind"].unique().tolist() == ["smoothed"]


def test_smoothed_tf_idf_is_scikit_learns_on_the_five_articles() -> None:
    counts = aa.Corpus().counts("source")
    table = counts.pivot(index="source", columns="term", values="n").fillna(0)
    theirs = pd.DataFrame(TfidfTransformer().fit_transform(table).toarray(), table.index, table.columns)
    ours = aa.compare.tf_idf(counts, idf="smoothed").set_index(["source", "term"])["tf_idf"]
    assert np.allclose(ours, theirs.stack().loc[ours.index], atol=1e-12)


def test_finer_counts_are_added_up() -> None:
    scores = aa.compare.tf_idf(BY_VOICE)
    assert scores[["source", "term", "n"]].values.tolist() == [
        ["herald", "siege", 3],
        ["herald", "trap", 4],
        ["post", "barrel", 1],
        ["post", "siege", 1],
    ]
    assert np.allclose(scores["tf_idf"], [0, 4 / 7 * log(2), log(2) / 2, 0])


def test_rows_of_a_voice_are_scored_by_themselves() -> None:
    scores = aa.compare.tf_idf(BY_VOICE[BY_VOICE["voice"] == "narrator"])
    assert scores["term"].tolist() == ["siege", "siege", "barrel"]
    assert np.allclose(scores["tf_idf"], [0, 0, log(2) / 2])


def test_rows_of_zero_do_not_count_as_a_document_with_the_term() -> None:
    row = {"source": "herald", "term": "barrel", "n": 0}
    padded = pd.concat([COUNTS, pd.DataFrame([row]).astype({"source": "str", "term": "str"})])
    assert_frame_equal(aa.compare.tf_idf(padded), aa.compare.tf_idf(COUNTS))


@pytest.mark.parametrize("idf", ["textbook", "smoothed"])
def test_tf_idf_of_no_rows_keeps_columns_and_types(idf: str) -> None:
    empty = aa.compare.tf_idf(COUNTS.head(0), idf=idf)
    assert empty.empty
    assert empty.dtypes.equals(aa.compare.tf_idf(COUNTS, idf=idf).dtypes)


def test_the_counts_are_left_as_they_were() -> None:
    before = COUNTS.copy(deep=True)
    aa.compare.top_terms(aa.compare.tf_idf(COUNTS, idf="smoothed"))
    aa.compare.similarity(COUNTS)
    assert_frame_equal(COUNTS, before)


# -- top terms -------------------------------------------------------------------------------------------


def test_ties_stand_by_name_however_the_rows_come_in() -> None:
    scores = pd.DataFrame(
        {"source": "post", "term": ["siege", "aid", "bus"], "tf_idf": [0.1 + 0.2, 0.3, 0.4]}
    )
    top = aa.compare.top_terms(scores, n=3)
    assert top["term"].tolist() == ["bus", "aid", "siege"]
    assert top["rank"].tolist() == [1, 2, 3]
    assert_frame_equal(aa.compare.top_terms(scores[::-1], n=3), top)


def test_top_terms_of_a_group_without_a_name() -> None:
    voices = pd.Series(["direct", None, None], dtype="str")
    scores = pd.DataFrame({"voice": voices, "term": list("abc"), "tf_idf": [0.1, 0.2, 0.3]})
    top = aa.compare.top_terms(scores, by="voice", n=1)
    assert top.fillna("-").values.tolist() == [["direct", "a", 0.1, 1], ["-", "c", 0.3, 1]]


def test_top_terms_of_each_pair_of_groups() -> None:
    scores = pd.DataFrame(
        {
            "source": ["a", "a", "a", "b"],
            "against": ["b", "b", "c", "c"],
            "term": ["x", "y", "x", "y"],
            "z": [1.0, 2.0, 3.0, -1.0],
        }
    )
    top = aa.compare.top_terms(scores, by=["source", "against"], measure="z", n=1)
    assert top["term"].tolist() == ["y", "x", "y"]


# -- similarity ------------------------------------------------------------------------------------------


def test_similarity_worked_out() -> None:
    rare = log(3 / 2) + 1
    lengths = sqrt(3**2 + rare**2) * sqrt(2**2 + (2 * rare) ** 2)
    pair = aa.compare.similarity(COUNTS)
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


def test_narrators_are_compared_by_their_rows() -> None:
    narrators = BY_VOICE[BY_VOICE["voice"] == "narrator"]
    assert (
        aa.compare.similarity(BY_VOICE)["similarity"][0] < aa.compare.similarity(narrators)["similarity"][0]
    )


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
    pairs = aa.compare.similarity(counts, n=1)
    assert pairs[["source", "other_source"]].values.tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert pairs["n_shared"].tolist() == [2, 0, 0]
    assert pairs["terms"].tolist() == ["aid", "", ""]
    assert pairs["similarity"].tolist()[1:] == [0, 0]


def test_only_the_most_alike_are_paired_where_documents_are_many() -> None:
    counts = pd.DataFrame(
        {
            "source": [*"aabbccdd"],
            "term": ["aid", "bus", "aid", "bus", "war", "bus", "war", "aid"],
            "n": [5, 1, 5, 2, 5, 1, 5, 1],
        }
    )
    pairs = aa.compare.similarity(counts, nearest=1)
    assert pairs[["source", "other_source"]].values.tolist() == [["a", "b"], ["c", "d"]]
    every = aa.compare.similarity(counts, nearest=3)
    assert len(every) == 6
    assert_frame_equal(pairs, every.iloc[[0, 5]].reset_index(drop=True))


def test_a_shorter_stop_list_can_be_passed() -> None:
    counts = pd.DataFrame({"source": ["a", "b"], "term": ["the", "the"], "n": [1, 1]})
    nothing = pd.DataFrame({"term": pd.Series([], dtype="str")})
    assert aa.compare.similarity(counts, stop_words=nothing)["similarity"].tolist() == [pytest.approx(1)]


def test_similarity_of_no_rows_keeps_columns_and_types() -> None:
    empty = aa.compare.similarity(COUNTS.head(0))
    assert empty.empty
    assert empty.dtypes.equals(aa.compare.similarity(COUNTS).dtypes)


def test_stop_words_are_written_as_terms_are_counted() -> None:
    words = aa.compare.load_stop_words()
    articles = pd.DataFrame({"doc_id": ["a"], "text": [" ".join(words["term"])]})
    tokens = aa.text.tokenize(articles).assign(zone="body")
    assert aa.compare.count_terms(tokens, by="doc_id")["term"].tolist() == sorted(words["term"])
    assert words["term"].is_unique


# -- bad input -------------------------------------------------------------------------------------------


def changed(**columns: object) -> pd.DataFrame:
    return COUNTS.assign(**columns)


BAD_COUNTS = {
    "a column is missing": (
        COUNTS.drop(columns="n"),
        "compare.tf_idf: `counts` needs column 'n'; it has 'source', 'term'.\n"
        "Make it with compare.count_terms, or rename: counts.rename(columns={...: 'n'}).",
    ),
    "rows are doubled": (
        pd.concat([COUNTS, COUNTS.head(1)]),
        "compare.tf_idf: `counts` has more than one row for the same source and term: herald / siege.\nKeep one row each.",
    ),
    "n is missing": (
        changed(n=[3, None, 2, 2]),
        "compare.tf_idf: `counts` must have finite numbers in 'n'; row 1 has nothing.\n"
        "Fill it in, or drop the row: counts.dropna(subset=['n']).",
    ),
    "n is negative": (
        changed(n=[3, 1, -2, 2]),
        "compare.tf_idf: `n` in `counts` must be a whole number, 0 or more; row 2 ('siege') has -2.\n"
        "Count with compare.count_terms.",
    ),
    "n is a share": (
        changed(n=[3, 1, 2, 0.5]),
        "compare.tf_idf: `n` in `counts` must be a whole number, 0 or more; row 3 ('barrel') has 0.5.\n"
        "Count with compare.count_terms.",
    ),
    "n is a word": (
        changed(n=["3", "1", "2", "two"]),
        "compare.tf_idf: `counts` must have finite numbers in 'n'; row 0 has '3'.\n"
        "Make them numbers, and drop what is infinite: counts.astype({'n': 'float64'}).",
    ),
    "a document has no tokens": (
        changed(n=[3, 1, 0, 0], term=["siege", "barrel", "siege", "barrel"]),
        "compare.tf_idf: no token is counted for source 'post'.\n"
        "Leave out what cannot be compared: counts[~counts['source'].isin([...])].",
    ),
    "a term is in no document": (
        changed(n=[3, 0, 2, 2]),
        "compare.tf_idf: n is 0 in every row for term 'convoy'.\n"
        "Leave out what cannot be compared: counts[~counts['term'].isin([...])].",
    ),
    "a document is missing": (
        changed(source=["herald", "herald", None, "post"]),
        "compare.tf_idf: `counts` has rows without 'source'.\n"
        "Name them, or leave them out: counts.dropna(subset=['source']).",
    ),
}


@pytest.mark.parametrize(("counts", "message"), BAD_COUNTS.values(), ids=BAD_COUNTS)
def test_bad_counts(counts: pd.DataFrame, message: str) -> None:
    with pytest.raises(aa.TableError) as error:
        aa.compare.tf_idf(counts)
    assert str(error.value) == message


CALLS = {
    "an unknown idf": (
        lambda: aa.compare.tf_idf(COUNTS, idf="sklearn"),
        "compare.tf_idf: idf='sklearn' is not known.\nChoose one of 'textbook', 'smoothed'.",
    ),
    "a document without a token": (
        lambda: aa.compare.tf_idf(changed(n=[3, 1, 0, 0], term=["siege", "trap", "siege", "trap"])),
        "compare.tf_idf: no token is counted for source 'post'.\n"
        "Leave out what cannot be compared: counts[~counts['source'].isin([...])].",
    ),
    "no others": (
        lambda: aa.compare.similarity(COUNTS, nearest=0),
        "compare.similarity: nearest must be 1 or more; it is 0.",
    ),
    "nothing but stop words": (
        lambda: aa.compare.similarity(changed(term=["the", "of", "siege", "barrel"])),
        "compare.similarity: source 'herald' has no term but stop words.\n"
        "Leave it out, or pass a shorter list as stop_words.",
    ),
    "a score is missing": (
        lambda: aa.compare.top_terms(changed(tf_idf=[0.1, None, 0.2, 0.3])),
        "compare.top_terms: `scores` has rows without 'tf_idf', which cannot be ranked.\n"
        "Leave them out: scores.dropna(subset=['tf_idf']).",
    ),
    "no terms are asked for": (
        lambda: aa.compare.top_terms(changed(tf_idf=0.1), n=0),
        "compare.top_terms: n must be 1 or more; it is 0.",
    ),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_use(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message
