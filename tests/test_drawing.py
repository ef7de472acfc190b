"""What people are to code is drawn by chance, with known probabilities, and without the machine's label."""

from math import comb
from typing import Any

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis import TableError

UNITS = pd.DataFrame(
    {
        "doc_id": [f"a{n:02}" for n in range(40)],
        "source": ["herald"] * 20 + ["post"] * 20,
        "predicted": ([1] * 4 + [0] * 16) * 2,
        "confidence": 0.5,
    }
)


def _labels(sample: pd.DataFrame) -> pd.Series:
    return sample.merge(UNITS, on="doc_id").groupby(["source_x", "predicted"]).size()


def test_half_of_each_group_are_hits_and_nothing_of_the_machine_is_handed_on() -> None:
    sample = aa.coding.draw(UNITS, n=8, by="source", seed=3)
    assert list(sample.columns) == ["doc_id", "source", "stratum", "pi"]
    assert _labels(sample).tolist() == [2, 2, 2, 2]
    hits = sample["doc_id"].isin(UNITS.loc[UNITS["predicted"] == 1, "doc_id"])
    assert set(sample.loc[hits, "pi"]) == {2 / 4}
    assert set(sample.loc[~hits, "pi"]) == {2 / 16}


def test_of_few_hits_half_are_left_until_half_of_all_are_drawn() -> None:
    """Misses and hits of each of two outlets, 16 and 4 of them."""
    counts = {n: _labels(aa.coding.draw(UNITS, n=n, by="source", seed=3)).tolist() for n in (12, 20, 30, 40)}
    assert counts == {12: [4, 2, 4, 2], 20: [8, 2, 8, 2], 30: [12, 3, 12, 3], 40: [16, 4, 16, 4]}


def test_what_a_small_group_cannot_give_is_drawn_from_the_others() -> None:
    units = UNITS[(UNITS["source"] == "post") | (UNITS["doc_id"] < "a04")]
    sample = aa.coding.draw(units, n=12, by="source", seed=3)
    assert sample["source"].value_counts().to_dict() == {"post": 8, "herald": 4}


def test_a_larger_draw_of_the_same_seed_holds_the_smaller_one() -> None:
    draws = [set(aa.coding.draw(UNITS, n=n, by="source", seed=9)["doc_id"]) for n in range(1, 41)]
    assert all(small < large for small, large in zip(draws, draws[1:], strict=False))


def test_the_draw_does_not_depend_on_the_order_of_the_units() -> None:
    mixed = UNITS.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(aa.coding.draw(UNITS, n=9, seed=4), aa.coding.draw(mixed, n=9, seed=4))


def test_every_pair_of_a_stratum_is_drawn_equally_often() -> None:
    """What makes it a simple random sample; 2 of 4 hits in 300 draws, 4 standard errors."""
    few = UNITS.head(8)
    counts: dict[tuple[str, ...], int] = {}
    for seed in range(300):
        pair = tuple(sorted(aa.coding.draw(few, n=4, seed=seed)["doc_id"].loc[lambda ids: ids < "a04"]))
        counts[pair] = counts.get(pair, 0) + 1
    assert len(counts) == comb(4, 2)
    assert all(abs(n - 50) < 4 * (300 * 1 / 6 * 5 / 6) ** 0.5 for n in counts.values())


def test_the_order_and_the_number_of_a_stratum_tell_nothing() -> None:
    """Over many seeds a hit stands in the first half as often as not, and has either number as often."""
    hits = set(UNITS.loc[UNITS["predicted"] == 1, "doc_id"])
    samples = [aa.coding.draw(UNITS, n=8, seed=seed) for seed in range(200)]
    first = sum(sample["doc_id"].head(4).isin(hits).sum() for sample in samples)
    numbers = sum(int(sample.loc[sample["doc_id"].isin(hits), "stratum"].iloc[0]) for sample in samples)
    assert abs(first - 400) < 70
    assert abs(numbers - 100) < 35


def test_whole_articles_come_with_all_their_sentences_in_order() -> None:
    sentences = pd.DataFrame(
        {
            "doc_id": [f"a{n // 3}" for n in range(30)],
            "start": [0, 10, 20] * 10,
            "end": [9, 19, 29] * 10,
            "predicted": [0, 1, 0] * 4 + [0] * 18,
        }
    )
    sample = aa.coding.draw(sentences, n=4, seed=2, whole_articles=True)
    assert sample["start"].tolist() == [0, 10, 20] * 4
    assert list(sample.columns) == ["doc_id", "start", "end", "stratum", "pi"]
    assert sorted(sample["pi"].unique()) == [2 / 6, 2 / 4]


MATCHES = pd.DataFrame(
    {
        "doc_id": ["a", "a", "a", "b", "b"],
        "start": [12, 16, 30, 0, 12],
        "end": [15, 20, 35, 4, 15],
        "frame": ["ruse", "ruse", "ruse", "ruse", "aid"],
        "voice": ["narrator", "narrator", "direct", "related", "narrator"],
    }
)
ARTICLES = pd.DataFrame({"doc_id": ["b", "a", "c"], "source": ["post", "herald", "post"], "text": "x" * 40})
SENTENCES = pd.DataFrame(
    {"doc_id": ["a", "a", "b", "b", "c"], "start": [10, 21, 0, 10, 0], "end": [20, 40, 9, 40, 40]}
).assign(zone=["body", "body", "related", "body", "body"])


def test_units_are_articles_with_what_the_machine_says_of_them() -> None:
    table = aa.coding.units(MATCHES, ARTICLES, frame="ruse", by="source", written_on=["c"])
    expected = pd.DataFrame(
        {
            "doc_id": ["a", "b", "c"],
            "source": ["herald", "post", "post"],
            "n": [2, 0, 0],
            "predicted": [1, 0, 0],
            "is_written_on": [False, False, True],
        }
    )
    pd.testing.assert_frame_equal(pd.DataFrame(table), expected)


def test_units_may_be_sentences_in_any_voice_without_links_and_credits() -> None:
    table = aa.coding.units(MATCHES, ARTICLES, frame="ruse", voice=None, sentences=SENTENCES)
    rows = table[["doc_id", "start", "n"]].itertuples(index=False, name=None)
    assert list(rows) == [("a", 10, 2), ("a", 21, 1), ("b", 10, 0), ("c", 0, 0)]


def test_a_corpus_makes_its_units() -> None:
    articles = pd.DataFrame(
        {"doc_id": ["a", "b"], "source": "post", "text": ["It was a trap. So it was.", "No."]}
    )
    corpus = aa.Corpus(articles, frame_terms=pd.DataFrame({"frame": ["ruse"], "term": ["trap"]}))
    assert corpus.units(frame="ruse", by="source")["predicted"].tolist() == [1, 0]
    assert corpus.units(frame="ruse", by_sentence=True)["predicted"].tolist() == [1, 0, 0]


def test_articles_that_the_list_was_written_on_are_never_drawn() -> None:
    units = UNITS.assign(is_written_on=UNITS.index < 10)
    assert set(aa.coding.draw(units, n=30, seed=1)["doc_id"]) == set(UNITS["doc_id"][10:])


REFUSED = {
    "too many": (
        {"n": 41},
        "n must be 1 or more and at most the number of units, 40; it is 41.\n"
        "Units with a true `is_written_on` cannot be drawn.",
    ),
    "hits only": (
        {"n": 4, "hits_share": 1},
        "hits_share must lie between 0 and 1; it is 1.\n"
        "Both hits and misses tell something; hits_share=None draws without regard to them.",
    ),
    "a whole article in two groups": (
        {"n": 4, "by": "predicted", "whole_articles": True},
        "whole articles are drawn, so an article can be in one group only; 'a00' has units in several.\n"
        "Group by a column of the articles, such as by='source'.",
    ),
}


@pytest.mark.parametrize(("how", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_drawn_is_refused(how: dict[str, Any], message: str) -> None:
    parts = UNITS.assign(start=0, end=4)
    parts = pd.concat([parts, parts.head(1).assign(start=4, end=9, predicted=0)])
    units = parts if "by" in how else UNITS
    with pytest.raises(TableError) as error:
        aa.coding.draw(units, seed=1, **how)
    assert str(error.value) == f"coding.draw: {message}"


@pytest.mark.parametrize("n_hits", [1, 2, 3, 5])
@pytest.mark.parametrize("hits_share", [0.05, 0.5, 0.99])
def test_two_of_each_stratum_are_drawn_where_there_are_two(n_hits: int, hits_share: float) -> None:
    """Of one alone nothing can be told, so that the estimate would refuse the draw."""
    units = pd.DataFrame({"doc_id": range(60), "predicted": [1] * n_hits + [0] * (60 - n_hits)})
    sample = aa.coding.draw(units, n=10, hits_share=hits_share, seed=1)
    n = sample.merge(units, on="doc_id")["predicted"].value_counts()
    assert n[1] >= min(n_hits, 2)
    assert n[0] >= 2
    assert len(aa.coding.estimate_share(units, sample.assign(is_present=[0, 1] * 5)))


@pytest.mark.parametrize(
    ("changes", "arguments", "message"),
    [
        ({}, {"n": 10.0}, "n must be a whole number; it is 10.0.\nGive one: n=100."),
        ({}, {"n": True}, "n must be a whole number; it is True.\nGive one: n=100."),
        ({}, {"seed": None}, "seed must be a whole number; it is None.\nGive one: seed=100."),
        (
            {},
            {"hits_share": "half"},
            "hits_share must lie between 0 and 1; it is 'half'.\n"
            "Both hits and misses tell something; hits_share=None draws without regard to them.",
        ),
        (
            {"stratum": "x"},
            {"by": "stratum"},
            "`by` cannot be 'stratum', which the sample has for itself.\n"
            "Rename the column: units.rename(columns={'stratum': ...}).",
        ),
        (
            {"is_written_on": None},
            {},
            "column 'is_written_on' of `units` must be True or False, none missing; it is object.\n"
            "Fill it, or drop it where nobody read any of these articles.",
        ),
    ],
)
def test_odd_arguments_are_refused(changes: Any, arguments: Any, message: str) -> None:
    with pytest.raises(TableError) as error:
        aa.coding.draw(UNITS.assign(**changes), **{"n": 10, "seed": 1} | arguments)
    assert str(error.value) == f"coding.draw: {message}"
