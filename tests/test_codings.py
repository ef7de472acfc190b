"""One measure under several codings: what changes, and what holds in all."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa

ADDED = ["low", "high", "same_sign", "same_rank", "n_first"]


def _tables(**values: list[float]) -> dict[str, pd.DataFrame]:
    names = ["herald", "post", "times"]
    return {name: pd.DataFrame({"source": names, "n": column}) for name, column in values.items()}


def _rows(table: pd.DataFrame) -> list[list[object]]:
    return table.astype("object").where(table.notna(), None).to_numpy().tolist()


def test_range_sign_rank_and_first() -> None:
    tables = _tables(model=[5, 2, 0], reading=[4, 4, -1], sure=[3, 1, 0])
    table = aa.compare.side_by_side(tables, value="n", by="source")
    assert list(table) == ["source", "model", "reading", "sure", *ADDED]
    assert set(table.dtypes[["model", "low", "high"]]) == {pd.Int64Dtype()}
    shares = aa.compare.side_by_side(tables | _tables(sure=[0.5, 1, 0]), value="n", by="source")
    assert set(shares.dtypes[["model", "low", "high"]]) == {pd.Float64Dtype()}
    assert _rows(table) == [
        ["herald", 5, 4, 3, 3, 5, True, True, 2],  # shares the first place once: a tie has no first
        ["post", 2, 4, 1, 1, 4, True, False, 0],
        ["times", 0, -1, 0, -1, 0, False, True, 0],
    ]


def test_ranks_are_given_within_groups_and_a_missing_row_has_none() -> None:
    model = pd.DataFrame({"source": ["a", "a", "b"], "voice": ["x", "y", "x"], "share": [0.6, 0.4, 1.0]})
    table = aa.compare.side_by_side(
        {"model": model, "reading": model.drop(index=1)},
        value="share",
        by=["source", "voice"],
        within="source",
    )
    assert _rows(table) == [
        ["a", "x", 0.6, 0.6, 0.6, 0.6, True, True, 2],
        ["a", "y", 0.4, None, 0.4, 0.4, False, False, 0],
        ["b", "x", 1.0, 1.0, 1.0, 1.0, True, True, 2],
    ]


def test_last_bits_and_missing_keys_change_nothing() -> None:
    table = pd.DataFrame({"group": ["un", None], "share": [0.1 + 0.2, 0.3]})
    both = aa.compare.side_by_side({"a": table, "b": table.assign(share=0.3)}, value="share", by="group")
    assert both["group"].isna().tolist() == [False, True]
    assert both["same_rank"].tolist() == [True, True]
    assert both["n_first"].tolist() == [0, 0]


@given(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_order_of_codings_and_rows_does_not_matter(values: list[list[int]]) -> None:
    tables = _tables(**{f"coding {place}": column for place, column in enumerate(values)})
    table = aa.compare.side_by_side(tables, value="n", by="source")
    turned = {name: tables[name].iloc[::-1] for name in reversed(tables)}
    again = aa.compare.side_by_side(turned, value="n", by="source")
    pd.testing.assert_frame_equal(table[ADDED], again[ADDED])
    assert (table["low"].tolist(), table["high"].tolist()) == ([min(v) for v in zip(*values, strict=True)], [max(v) for v in zip(*values, strict=True)])  # fmt: skip


def test_no_rows() -> None:
    tables = {name: table.iloc[:0] for name, table in _tables(a=[1, 2, 3], b=[1, 2, 3]).items()}
    table = aa.compare.side_by_side(tables, value="n", by="source")
    assert table.empty
    assert list(table) == ["source", "a", "b", *ADDED]


@pytest.mark.parametrize(
    ("tables", "how", "said"),
    [
        (_tables(model=[1, 2, 3]), {}, "needs two codings or more; there are 1"),
        (_tables(model=[1, 2, 3], low=[1, 2, 3]), {}, "'low' is a column"),
        (_tables(a=[1, 2, 3], b=[1, 2, 3]), {"within": "voice"}, "`within` names 'voice', which is not in `by`"),
        (_tables(a=["1", "2", "3"], b=[1, 2, 3]), {}, "`a` must have numbers in 'n'; row 0 has '1'"),
    ],
    ids=["one", "name", "within", "text"],
)  # fmt: skip
def test_wrong_use_is_told(tables: dict[str, pd.DataFrame], how: dict[str, str], said: str) -> None:
    with pytest.raises(aa.TableError) as error:
        aa.compare.side_by_side(tables, value="n", by="source", **how)
    assert str(error.value).startswith(f"compare.side_by_side: {said}")


# -- a corpus under codings --------------------------------------------------------------------------------

ARTICLES = pd.DataFrame(
    {
        "doc_id": ["a", "b"],
        "source": ["herald", "post"],
        "text": [
            "Talks\n\nLee said it is a trap. Rain fell.",
            "Rain\n\n“It is a trap,” said Lee. All left now.",
        ],
    }
)
TERMS = pd.DataFrame({"frame": ["ruse"], "term": ["trap"]})


def _words_of_others(corpus: aa.Corpus) -> pd.DataFrame:
    counted = corpus.tokens["voice"].isin(["direct", "reported"]).groupby(corpus.tokens["source"]).sum()
    return counted.rename("n").reset_index()


def test_a_measure_is_made_anew_under_each_coding() -> None:
    corpus = aa.Corpus(ARTICLES, frame_terms=TERMS)
    quotes = corpus.quotes
    codings = {"model": quotes, "marks": quotes[(quotes["kind"] != "indirect") | (quotes["doc_id"] != "a")]}
    codings["marks"] = pd.concat([codings["marks"], quotes.head(1).assign(end=quotes["start"].iloc[0] + 2)])
    words = {name: _words_of_others(one) for name, one in corpus.under_codings(codings).items()}
    table = aa.compare.side_by_side(words, value="n", by="source")
    assert _rows(table[["source", "model", "marks"]]) == [["herald", 4, 1], ["post", 4, 4]]
    assert table["same_rank"].tolist() == [False, True]  # a shared first place, then the first


def test_an_article_that_nobody_coded_is_not_taken_for_one_without_quotations() -> None:
    corpus = aa.Corpus(ARTICLES, frame_terms=TERMS)
    coded = corpus.quotes.query("doc_id == 'b'")
    with pytest.raises(aa.TableError, match="'reading' has no row for 1 of 2 articles .* such as 'a'"):
        corpus.under_codings({"model": corpus.quotes, "reading": coded})
    some = corpus.only(["b"])
    under = some.under_codings({"model": some.quotes, "reading": coded})
    words = {name: _words_of_others(one) for name, one in under.items()}
    table = aa.compare.side_by_side(words, value="n", by="source")
    assert _rows(table[["source", "model", "reading"]]) == [["post", 4, 4]]


def test_only_keeps_what_was_made_and_makes_the_rest_of_its_articles() -> None:
    corpus = aa.Corpus(ARTICLES, frame_terms=TERMS)
    before = corpus.matches
    some = corpus.only(["b"])
    assert some.articles["doc_id"].tolist() == some.matches["doc_id"].tolist() == ["b"]
    assert some.sentences["doc_id"].unique().tolist() == ["b"]
    pd.testing.assert_frame_equal(corpus.matches, before)
    with pytest.raises(aa.TableError, match="doc_id='c' is not known"):
        corpus.only(["c"])


def test_stress_of_a_corpus_is_that_of_its_tables() -> None:
    corpus = aa.Corpus(ARTICLES, frame_terms=TERMS)
    expected = aa.frames.stress(corpus.articles, TERMS, corpus.voices)
    pd.testing.assert_frame_equal(corpus.stress(), expected)
    with pytest.raises(aa.TableError, match=r"^Corpus\.stress: this corpus has no frame terms"):
        aa.Corpus(ARTICLES).stress()
