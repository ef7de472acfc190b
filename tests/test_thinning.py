"""Measures at equal length: whole sentences drawn from the longer side."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.compare.thinning import _draws


def _tokens(**texts: list[str]) -> pd.DataFrame:
    rows = [
        (source, source, number, word)
        for source, sentences in texts.items()
        for number, sentence in enumerate(sentences)
        for word in sentence.split()
    ]
    return pd.DataFrame(rows, columns=["doc_id", "source", "sentence_id", "token"]).assign(voice="narrator")


def _words(tokens: pd.DataFrame) -> pd.DataFrame:
    return tokens.groupby("source").size().rename("n").reset_index()


def test_all_groups_have_the_words_of_the_shortest() -> None:
    tokens = _tokens(herald=["a b", "c d", "e f", "g h"], post=["a b", "c d"])
    table = aa.compare.at_equal_length(tokens, _words, value="n", by="source", n_samples=19)
    assert table.to_dict("records") == [
        {"source": "herald", "all_words": 8, "mean": 4.0, "low": 4.0, "high": 4.0, "n_samples": 19},
        {"source": "post", "all_words": 4, "mean": 4.0, "low": 4.0, "high": 4.0, "n_samples": 19},
    ]


def test_words_of_no_group_are_a_group() -> None:
    tokens = _tokens(herald=["a b", "c d", "e f", "g h"], post=["a b", "c d"], times=["a b"])
    tokens["speaker"] = tokens["source"].where(tokens["source"] != "times")
    kept: list[int] = []

    def note(words: pd.DataFrame) -> pd.DataFrame:
        kept.append(len(words))
        return _words(words)

    aa.compare.at_equal_length(tokens, note, value="n", by="source", of="speaker", n_samples=19)
    assert kept == [14, *[6] * 19]


def test_every_sentence_is_as_likely_and_stays_whole() -> None:
    tokens = _tokens(herald=["a b", "c d", "e f", "g h"], post=["x y"])
    seen = []

    def note(words: pd.DataFrame) -> pd.DataFrame:
        seen.append("".join(words.loc[words["source"] == "herald", "token"]))
        return _words(words)

    aa.compare.at_equal_length(tokens, note, value="n", by="source", n_samples=400)
    assert seen[0] == "abcdefgh"
    counts = pd.Series(seen[1:]).value_counts()
    assert sorted(counts.index) == ["ab", "cd", "ef", "gh"]
    assert counts.between(70, 130).all()  # 100 each; 70 is 3.5 standard deviations away


def test_lengths_of_ones_own_and_links_left_out() -> None:
    tokens = _tokens(herald=["a b", "c d", "e f"], post=["a b", "c d"])
    tokens.loc[tokens["token"].isin(["e", "f"]), "voice"] = "related"
    to = pd.DataFrame({"source": ["herald", "post"], "n": [4, 2]})
    table = aa.compare.at_equal_length(tokens, _words, value="n", by="source", to=to, n_samples=19)
    assert table[["all_words", "mean"]].to_numpy().tolist() == [[4, 4], [4, 2]]


def test_the_seed_makes_the_draws_and_the_order_of_rows_does_not() -> None:
    tokens = _tokens(herald=["a a", "b b", "c a", "d a"], post=["a b"])

    def vocabulary(words: pd.DataFrame) -> pd.DataFrame:
        return words.groupby("source")["token"].nunique().rename("n").reset_index()

    ask = {"value": "n", "by": "source", "n_samples": 50}
    one = aa.compare.at_equal_length(tokens, vocabulary, **ask)
    turned = tokens.iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, aa.compare.at_equal_length(turned, vocabulary, **ask))
    other = aa.compare.at_equal_length(tokens, vocabulary, **ask, seed=1)
    assert one["mean"].tolist() != other["mean"].tolist()


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.data())
def test_a_draw_is_within_half_a_sentence_of_its_length(sizes: list[int], data: st.DataObject) -> None:
    length = data.draw(st.integers(0, sum(sizes)))
    table = pd.DataFrame({"group": "a", "n": sizes})
    [kept, other] = _draws(pd.concat([table, table.assign(group="b")]), np.full(2 * len(sizes), length), 2, 0)
    for group in np.split(np.append(kept, other), 4):
        assert abs(table["n"][group].sum() - length) <= max(sizes) / 2


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ({"n_samples": 18}, "n_samples must be 19 or more; it is 18."),
        ({"to": pd.DataFrame({"source": ["herald"], "n": [1]})}, "`to` must have a length for every source"),
        ({"to": pd.DataFrame({"source": ["herald", "post"], "n": [3, 1]})}, "`to` must have a length for every"),
        ({"value": "share"}, "`measure` needs column 'share'"),
    ],
    ids=["draws", "group", "longer", "column"],
)  # fmt: skip
def test_wrong_use_is_told(ask: dict[str, object], said: str) -> None:
    tokens = _tokens(herald=["a b"], post=["c"])
    with pytest.raises(aa.TableError) as error:
        aa.compare.at_equal_length(tokens, _words, **{"value": "n", "by": "source", **ask})
    assert str(error.value).startswith(f"compare.at_equal_length: {said}")


def test_a_voice_is_compared_with_all_words_at_its_length() -> None:
    """Worked out: at two words each, the thinned sides share a sentence in one draw of three or none."""
    tokens = _tokens(
        herald=["aid came", "war goes", "rain falls"], post=["aid came", "snow melts", "sun shines"]
    )
    tokens = tokens.assign(start=range(len(tokens)), end=range(1, len(tokens) + 1))
    tokens.loc[tokens["token"].isin(["rain", "falls", "snow", "melts"]), "voice"] = "direct"
    sentences = tokens.groupby(["doc_id", "sentence_id"]).agg(start=("start", "min"), end=("end", "max"))
    words = tokens.drop(columns="sentence_id")
    table = aa.compare.similarity_of_voice(words, sentences.reset_index(), voice="direct", n_samples=200)
    assert table["words"].tolist() == ["direct", "all", "all, thinned"]
    assert table["similarity"][0] == 0  # rain falls, snow melts
    assert table["similarity"][2] == pytest.approx(1 / 9, abs=0.07)  # both drew *aid came*: 1, else 0
    assert table.loc[2, ["low", "high"]].tolist() == pytest.approx([0, 1])
    assert table.loc[:1, ["low", "high"]].isna().all(axis=None)
    by_article = aa.compare.similarity_of_voice(
        words, sentences.reset_index(), voice="direct", by="doc_id", n_samples=200
    )
    pd.testing.assert_frame_equal(by_article, table)  # an article an outlet


def test_a_document_without_the_voice_is_named() -> None:
    tokens = _tokens(herald=["aid came"], post=["snow melts"]).assign(start=[0, 4, 0, 5], end=[3, 8, 4, 10])
    tokens.loc[tokens["source"] == "post", "voice"] = "direct"
    sentences = pd.DataFrame({"doc_id": tokens["doc_id"].unique(), "sentence_id": 0, "start": 0, "end": 10})
    with pytest.raises(aa.TableError) as caught:
        aa.compare.similarity_of_voice(tokens.drop(columns="sentence_id"), sentences)
    assert str(caught.value) == (
        "compare.similarity_of_voice: every source needs words of voice 'narrator'; 'post' has none.\n"
        "Leave it out, or take another voice."
    )


def test_one_document_and_none_have_no_similarity() -> None:
    tokens = _tokens(herald=["aid came"]).assign(start=[0, 4], end=[3, 8]).drop(columns="sentence_id")
    sentences = pd.DataFrame({"doc_id": tokens["doc_id"].unique(), "sentence_id": 0, "start": 0, "end": 8})
    for some in (tokens, tokens.head(0)):
        table = aa.compare.similarity_of_voice(some, sentences, n_samples=19)
        assert table["words"].tolist() == ["narrator", "all", "all, thinned"]
        assert table[["similarity", "low", "high"]].isna().all(axis=None)


def test_narrators_of_the_five_articles_are_more_alike_than_all_words_of_their_length(
    five: list[str],
) -> None:
    """Recomputed by other code from the same tables: .18 for all words, 5 to 95% .161 to .206; narrators .21."""
    corpus = aa.Corpus().only(five)
    narrators, whole, thinned = aa.compare.similarity_of_voice(corpus.tokens, corpus.sentences, n_samples=60).to_dict("records")  # fmt: skip
    assert 0.14 < thinned["low"] < thinned["similarity"] < thinned["high"] < 0.22
    assert thinned["similarity"] < narrators["similarity"] < whole["similarity"]
