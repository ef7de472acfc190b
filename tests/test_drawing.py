"""What people are to code is drawn by chance, with known probabilities, and without the machine's label."""

from math import comb

import pandas as pd

import aleppo_analysis as aa

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
    sample = aa.coding.draw(UNITS, n=12, by="source", seed=3)
    assert list(sample.columns) == ["doc_id", "source", "stratum", "pi"]
    assert _labels(sample).tolist() == [3, 3, 3, 3]
    hits = sample["doc_id"].isin(UNITS.loc[UNITS["predicted"] == 1, "doc_id"])
    assert set(sample.loc[hits, "pi"]) == {3 / 4}
    assert set(sample.loc[~hits, "pi"]) == {3 / 16}


def test_what_a_small_stratum_cannot_give_is_drawn_from_the_others() -> None:
    sample = aa.coding.draw(UNITS, n=20, by="source", seed=3)
    assert _labels(sample).tolist() == [6, 4, 6, 4]
    assert len(aa.coding.draw(UNITS, n=40, by="source", seed=3)) == 40


def test_a_larger_draw_of_the_same_seed_holds_the_smaller_one() -> None:
    draws = [set(aa.coding.draw(UNITS, n=n, by="source", seed=9)["doc_id"]) for n in range(1, 41)]
    assert all(small < large for small, large in zip(draws, draws[1:], strict=False))


def test_the_draw_does_not_depend_on_the_order_of_the_units() -> None:
    mixed = UNITS.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(aa.coding.draw(UNITS, n=9, seed=4), aa.coding.draw(mixed, n=9, seed=4))


def test_every_pair_of_a_stratum_is_drawn_equally_often() -> None:
    """What makes it a simple random sample; 2 of 4 hits in 600 draws, 4 standard errors."""
    few = UNITS.head(8)
    counts: dict[tuple[str, ...], int] = {}
    for seed in range(600):
        pair = tuple(sorted(aa.coding.draw(few, n=4, seed=seed)["doc_id"].loc[lambda ids: ids < "a04"]))
        counts[pair] = counts.get(pair, 0) + 1
    assert len(counts) == comb(4, 2)
    assert all(abs(n - 100) < 4 * (600 * 1 / 6 * 5 / 6) ** 0.5 for n in counts.values())


def test_the_order_and_the_number_of_a_stratum_tell_nothing() -> None:
    """Over many seeds a hit stands in the first half as often as not, and has either number as often."""
    hits = set(UNITS.loc[UNITS["predicted"] == 1, "doc_id"])
    samples = [aa.coding.draw(UNITS, n=8, seed=seed) for seed in range(400)]
    first = sum(sample["doc_id"].head(4).isin(hits).sum() for sample in samples)
    numbers = sum(int(sample.loc[sample["doc_id"].isin(hits), "stratum"].iloc[0]) for sample in samples)
    assert abs(first - 800) < 100
    assert abs(numbers - 200) < 50


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
