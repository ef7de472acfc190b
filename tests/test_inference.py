"""Inference over whole articles: labelings counted by hand, and honest refusals."""

from itertools import permutations
from math import comb, hypot

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.compare import labelings, permuting
from benchmarks import bench_inference

RATE = {"value": "rate", "family": "frame"}


def rates_of(side: list[float], rest: list[float], frame: str = "trap") -> pd.DataFrame:
    """One measure: articles a, b, c ... of the herald and, after them, of the post."""
    values = [*side, *rest]
    names = [chr(ord("a") + i) for i in range(len(values))]
    sources = ["herald"] * len(side) + ["post"] * len(rest)
    table = pd.DataFrame({"doc_id": names, "source": sources, "frame": frame, "rate": values})
    return table.astype({"doc_id": "str", "source": "str", "frame": "str", "rate": float})


def apart(n_side: int, n_rest: int) -> pd.DataFrame:
    """Sides as far apart as can be: every rate of the side above every other one."""
    return rates_of([100.0 + i for i in range(n_side)], [float(i) for i in range(n_rest)])


# -- permutation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_side", "n_rest", "p"),
    [(2, 3, 0.20), (1, 4, 0.40), (3, 3, 0.10), (4, 4, 2 / 70), (1, 1, 1.0), (5, 5, 2 / 252)],
)
def test_the_smallest_p_that_labelings_allow(n_side: int, n_rest: int, p: float) -> None:
    (test,) = aa.compare.permutation_test(apart(n_side, n_rest), **RATE).to_dict("records")
    assert test["p_smallest"] == pytest.approx(p)
    assert test["n_labelings"] == comb(n_side + n_rest, n_side)
    assert test["is_exact"]
    if p > 0.05:
        assert np.isnan(test["p"]) and np.isnan(test["p_family"])
    else:
        assert test["p"] == test["p_family"] == pytest.approx(p)


CONCLUSIONS = {
    (2, 3): "not attainable: with 2 v 3 articles the smallest possible p is .20",
    (1, 4): "not attainable: with 1 v 4 articles the smallest possible p is .40",
    (3, 3): "not attainable: with 3 v 3 articles the smallest possible p is .10",
    (1, 1): "not attainable: with 1 v 1 articles the smallest possible p is 1.00",
    (4, 4): "a difference: p is .029 for the whole family, with 4 v 4 articles",
    (7, 7): "a difference: p is below .001 for the whole family, with 7 v 7 articles",
}


@pytest.mark.parametrize(("sides", "conclusion"), CONCLUSIONS.items())
def test_the_conclusion_in_words(sides: tuple[int, int], conclusion: str) -> None:
    assert aa.compare.permutation_test(apart(*sides), **RATE)["conclusion"].tolist() == [conclusion]


def test_a_probability_at_the_level_is_a_difference() -> None:
    """Of 4 and 5 articles of two events one and two are of the side: 4 times 10 labelings."""
    table = rates_of([99, 90, 80], [1, 2, 3, 4, 5, 6])
    table["event_id"] = ["e", "f", "f", *"eee", *"fff"]
    row = aa.compare.permutation_test(table, **RATE, strata="event_id").iloc[0]
    assert row["n_labelings"] == 40 and row["p_family"] == pytest.approx(0.05)
    assert row["conclusion"] == "a difference: p is .050 for the whole family, with 3 v 6 articles"


def test_no_difference_in_words() -> None:
    test = aa.compare.permutation_test(rates_of([1, 2, 3, 4], [1, 2, 3, 4]), **RATE)
    assert test["p"].tolist() == [1.0]
    (power,) = test["power"]
    shown = f"{power:.3f}".lstrip("0") if power < 0.1 else f"{power:.2f}".lstrip("0")
    assert test["conclusion"][0] == (
        f"no difference shown: p is 1.00 for the whole family, with 4 v 4 articles; power is {shown} for a ratio "
        "of 2"
    )


def test_exact_p_counted_by_hand() -> None:
    # of the 70 sums of four of 1..8, those of 26 are {8,7,6,5}; of 25 {8,7,6,4}; of 24 {8,7,6,3} and {8,7,5,4}
    test = aa.compare.permutation_test(rates_of([8, 7, 5, 4], [6, 3, 2, 1]), **RATE)
    assert test["p"].tolist() == [pytest.approx(2 * 4 / 70)]
    swapped = aa.compare.permutation_test(rates_of([6, 3, 2, 1], [8, 7, 5, 4]), **RATE)
    assert swapped["p"].tolist() == [pytest.approx(2 * 4 / 70)]
    assert swapped["difference"].tolist() == [-3.0]


def test_equal_sums_count_as_equal_whatever_the_last_bits() -> None:
    # .3 and .1 + .2 differ in their last bits only
    test = aa.compare.permutation_test(
        rates_of([0.3, 0.3, 0.1, 0.2], [0.1 + 0.2, 0.2 + 0.1, 0.3 - 0.2, 0.2]), **RATE
    )
    assert test["p"].tolist() == [1.0]


def test_the_family_is_corrected_by_the_largest_and_the_smallest() -> None:
    # by brute force: the largest and the smallest scaled difference of each labeling
    values = {"x": [9, 8, 7, 3, 6, 2, 1, 0], "y": [5, 1, 4, 2, 8, 3, 7, 6]}
    table = pd.concat([rates_of(row[:4], row[4:], frame) for frame, row in values.items()])
    test = aa.compare.permutation_test(table, **RATE).set_index("frame")

    scaled = {name: np.array(row) / np.std(row) for name, row in values.items()}
    seen = []
    for order in {tuple(sorted(order[:4])) for order in permutations(range(8))}:
        rest = [i for i in range(8) if i not in order]
        seen.append([row[list(order)].mean() - row[rest].mean() for row in scaled.values()])
    largest, smallest = np.max(seen, axis=1), np.min(seen, axis=1)
    for name, row in scaled.items():
        found = row[:4].mean() - row[4:].mean()
        tails = (largest >= found - 1e-9).mean(), (smallest <= found + 1e-9).mean()
        assert test.loc[name, "p_family"] == pytest.approx(min(1, 2 * min(tails)))
    assert (test["p_family"] >= test["p"]).all()


def test_what_cannot_be_found_is_no_part_of_the_family() -> None:
    alone = rates_of([9, 8, 7, 3], [6, 2, 1, 0])
    with_one = pd.concat([alone, rates_of([4, 0, 0, 0], [0] * 4, "once"), rates_of([1] * 4, [1] * 4, "even")])
    test = aa.compare.permutation_test(with_one, **RATE).set_index("frame")
    assert test.loc["trap", "p_family"] == aa.compare.permutation_test(alone, **RATE)["p"][0]
    assert test["p_smallest"].to_dict() == {"even": 1, "once": 1, "trap": pytest.approx(2 / 70)}
    assert test.loc[["once", "even"], ["p", "p_family"]].isna().all(axis=None)
    assert test["power"].tolist()[:2] == [0, 0]
    assert test.loc["once", "conclusion"] == (
        "not attainable: with these values of 4 v 4 articles the smallest possible p is 1.00"
    )


@pytest.mark.parametrize(
    ("n_with", "p"),
    [(1, 1.0), (2, 2 * 56 / 252), (3, 2 * 21 / 252), (4, 2 * 6 / 252), (5, 2 / 252), (8, 2 * 56 / 252)],
)
def test_the_smallest_p_of_a_frame_in_some_of_ten_articles(n_with: int, p: float) -> None:
    # the comb(10 - n, 5 - n) of 252 labelings that put all of them on one side; 8 of 10 are 2 without
    rates = [3.0] * n_with + [0.0] * (10 - n_with)
    test = aa.compare.permutation_test(rates_of(rates[:5], rates[5:]), **RATE)
    assert test["p_smallest"].tolist() == [pytest.approx(p)]


def test_the_scale_of_a_measure_does_not_matter() -> None:
    small, large = (
        rates_of([4, 3, 5, 9], [1, 2, 0, 1], "small"),
        rates_of([400, 300, 500, 900], [100, 200, 0, 100], "large"),
    )
    test = aa.compare.permutation_test(pd.concat([small, large]), **RATE)
    assert test["p_family"].nunique() == 1


def test_beyond_ten_thousand_labelings_are_drawn() -> None:
    assert comb(16, 8) > 10_000 > comb(14, 7)
    test = aa.compare.permutation_test(apart(8, 8), **RATE, n_samples=999)
    assert not test["is_exact"][0]
    assert test["n_labelings"].tolist() == [1000]
    assert test["p_smallest"].tolist() == [2 / 1000]
    assert test["p"].tolist() == test["p_family"].tolist() == [2 / 1000]  # (0 + 1) / (999 + 1), doubled
    assert aa.compare.permutation_test(apart(7, 7), **RATE)["is_exact"][0]


def test_drawn_p_is_near_the_exact_one_and_the_same_again() -> None:
    rng = np.random.default_rng(5)
    table = rates_of(list(rng.normal(0.9, 1, 7)), list(rng.normal(0, 1, 7)))
    exact = aa.compare.permutation_test(table, **RATE)["p"][0]
    more = pd.concat([table, rates_of([0.0], [0.0]).assign(doc_id=["y", "z"])])
    drawn = aa.compare.permutation_test(more, **RATE)
    assert not drawn["is_exact"][0]
    assert drawn["p"][0] == pytest.approx(exact, abs=0.05)
    assert_frame_equal(aa.compare.permutation_test(more, **RATE), drawn)


def test_one_side_against_all_the_others() -> None:
    table = apart(4, 4)
    table["source"] = table["source"].where(table["doc_id"] < "g", "wire")
    test = aa.compare.permutation_test(table, **RATE, side="herald")
    assert test[["side", "against", "n_articles", "n_articles_against"]].values.tolist() == [
        ["herald", "rest", 4, 4]
    ]
    assert test["p"].tolist() == [pytest.approx(2 / 70)]


def test_sides_means_and_difference() -> None:
    test = aa.compare.permutation_test(rates_of([5, 1], [1, 2, 0]), **RATE)
    shown = test[
        ["frame", "side", "against", "n_articles", "n_articles_against", "mean", "mean_against", "difference"]
    ]
    assert shown.values.tolist() == [["trap", "herald", "post", 2, 3, 3.0, 1.0, 2.0]]


# -- within strata, and over several groups ----------------------------------------------------------------

EVENTS = pd.DataFrame(
    [
        ("a", "herald", "fire", 9.0),
        ("b", "post", "fire", 1.0),
        ("c", "post", "fire", 2.0),
        ("d", "herald", "storm", 8.0),
        ("e", "herald", "storm", 7.0),
        ("f", "post", "storm", 3.0),
        ("g", "post", "truce", 50.0),
    ],
    columns=["doc_id", "source", "event", "rate"],
).assign(frame="trap")


def test_labels_stay_within_their_stratum() -> None:
    # the fire's one of three times the storm's two of three: nine labelings, and both have the highest values;
    # nobody but the post reports the truce
    (test,) = aa.compare.permutation_test(EVENTS, **RATE, strata="event").to_dict("records")
    assert test["n_labelings"] == 9
    assert test["p_smallest"] == pytest.approx(2 / 9)
    assert (test["n_articles"], test["n_articles_against"], test["n_strata"]) == (3, 3, 2)
    # both strata weigh 2 / 3
    assert test["mean"] == pytest.approx((9 + (8 + 7) / 2) / 2)
    assert test["mean_against"] == pytest.approx(((1 + 2) / 2 + 3) / 2)
    assert test["conclusion"] == "not attainable: with 3 v 3 articles the smallest possible p is .22"


def test_one_stratum_is_none() -> None:
    table = rates_of([8, 7, 5, 4], [6, 3, 2, 1])
    assert_frame_equal(
        aa.compare.permutation_test(table.assign(event="fire"), **RATE, strata="event"),
        aa.compare.permutation_test(table, **RATE),
    )


def test_an_event_that_one_side_prefers_is_no_difference_within_events() -> None:
    # each event has its level, and the sides differ in nothing but how often they report it
    fire, storm = [30.0, 31.0, 32.0, 33.0], [1.0, 2.0, 3.0, 4.0]
    table = rates_of([*fire, *fire, storm[1], storm[2]], [*storm, *storm, fire[1], fire[2]])
    table["event"] = ["fire"] * 8 + ["storm"] * 10 + ["fire"] * 2
    at_large = aa.compare.permutation_test(table, **RATE)
    within = aa.compare.permutation_test(table, **RATE, strata="event")
    assert at_large["p"][0] < 0.05 < 0.9 < within["p"][0]
    assert (at_large["difference"][0], within["difference"][0]) == (
        pytest.approx(25.7 - 8.3),
        pytest.approx(0),
    )


def test_drawn_labels_stay_within_their_stratum(monkeypatch: pytest.MonkeyPatch) -> None:
    # one of the fire's eight articles, whose values lie far apart, and seven of the storm's, which do not: dealt out
    # at large, the side would have four of the fire's on average
    fire, storm = [10.0, 90.0, 30.0, 20.0, 0.0, 60.0, 70.0, 40.0], [1.0, 2.0, 3.0, 5.0, 4.0, 6.0, 8.0]
    table = rates_of([fire[1], *storm], [fire[0], *fire[2:], 7.0])
    table["event"] = ["fire"] + ["storm"] * 7 + ["fire"] * 7 + ["storm"]
    exact = aa.compare.permutation_test(table, **RATE, strata="event")
    monkeypatch.setattr(permuting, "MAX_EXACT", 0)
    monkeypatch.setattr(labelings, "MAX_EXACT", 0)
    drawn = aa.compare.permutation_test(table, **RATE, strata="event")
    assert (exact["n_labelings"][0], drawn["n_labelings"][0]) == (64, 10_000)
    assert drawn["p"][0] == pytest.approx(exact["p"][0], abs=0.02)


def test_strata_without_both_sides_leave_nothing_to_find() -> None:
    table = EVENTS.assign(event=EVENTS["source"])
    (test,) = aa.compare.permutation_test(table, **RATE, strata="event").to_dict("records")
    assert (test["n_strata"], test["n_articles"], test["p_smallest"], test["power"]) == (0, 0, 1, 0)
    assert np.isnan([test["difference"], test["p"]]).all()
    assert test["conclusion"] == "not attainable: no stratum has articles of both sides"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=18, max_size=18), st.integers(2, 3))
def test_every_labeling_is_seen_as_brute_force_sees_it(values: list[int], n_groups: int) -> None:
    """Two measures of up to three groups in two strata of six and three articles."""
    group = [i % n_groups for i in (0, 0, 1, 1, 2, 2)] + [0, 1, 2 % n_groups]
    stratum = np.array([0] * 6 + [1] * 3)
    matrix = np.array(values, float).reshape(9, 2)
    table = pd.DataFrame(matrix, columns=["x", "y"]).assign(
        source=np.array(list("abc"))[group], event=stratum
    )
    long = (
        table.rename_axis("doc_id")
        .reset_index()
        .melt(["doc_id", "source", "event"], var_name="frame", value_name="rate")
    )
    test = aa.compare.permutation_test(long, **RATE, strata="event", n_samples=99)
    every = {(*first, *second) for first in permutations(group[:6]) for second in permutations(group[6:])}
    tested = [0] if n_groups == 2 else [0, 1, 2]
    above = matrix - np.array([matrix[stratum == h].mean(axis=0) for h in (0, 1)])[stratum]
    sums = np.array([[above[np.array(one) == g].sum(axis=0) for g in tested] for one in sorted(every)])
    found = np.array([above[np.array(group) == g].sum(axis=0) for g in tested])
    assert test["n_labelings"].eq(len(sums)).all() and test["is_exact"].all()
    spread = sums.std(axis=0)
    sums, found = (part / np.where(spread > 1e-9, spread, 1) for part in (sums, found))
    rarest = [
        ((sums <= sums.min(axis=0) + 1e-9).mean(axis=0)),
        ((sums >= sums.max(axis=0) - 1e-9).mean(axis=0)),
    ]
    p_smallest = np.minimum(1, 2 * np.minimum(*rarest))
    assert test["p_smallest"].to_numpy() == pytest.approx(p_smallest.ravel())
    can_be = (p_smallest <= 0.05).ravel()
    tails = (sums >= found - 1e-9).mean(axis=0), (sums <= found + 1e-9).mean(axis=0)
    assert test["p"][can_be].tolist() == pytest.approx(np.minimum(1, 2 * np.minimum(*tails)).ravel()[can_be])
    flat = sums.reshape(len(sums), -1)[:, can_be]
    for p, score in zip(test["p_family"][can_be], found.ravel()[can_be], strict=True):
        ends = (flat.max(axis=1) >= score - 1e-9).mean(), (flat.min(axis=1) <= score + 1e-9).mean()
        assert p == pytest.approx(min(1, 2 * min(ends)))
    assert test["p"][~can_be].isna().all()


def three_groups() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    rates = np.concatenate([rng.normal(8, 1, 6), rng.normal(5, 1, 12)])
    table = rates_of(list(rates), []).assign(source=["herald"] * 6 + ["post"] * 6 + ["wire"] * 6)
    return pd.concat([table, table.assign(frame="aid", rate=rates[::-1])])


def test_each_group_against_the_rest_in_one_call() -> None:
    test = aa.compare.permutation_test(three_groups(), **RATE)
    assert test[["side", "against", "frame"]].values.tolist() == [
        [side, "rest", frame] for side in ("herald", "post", "wire") for frame in ("aid", "trap")
    ]
    one = aa.compare.permutation_test(three_groups(), **RATE, side="post")
    both = test[test["side"] == "post"].reset_index(drop=True)
    assert_frame_equal(
        both[["mean", "mean_against", "difference"]], one[["mean", "mean_against", "difference"]]
    )
    assert both["p"].tolist() == pytest.approx(one["p"].tolist(), abs=0.02)
    assert (test["p_family"] >= test["p"]).all()
    assert (both["p_family"] > one["p_family"]).all()


def test_pairs_are_tests_of_two_groups_times_their_number() -> None:
    table = three_groups()
    test = aa.compare.permutation_test(table, **RATE, against="pairs", ratio=1.2)
    pairs = [("herald", "post"), ("herald", "wire"), ("post", "wire")]
    assert list(zip(test["side"], test["against"], strict=True)) == [pair for pair in pairs for _ in range(2)]
    two = aa.compare.permutation_test(table[table["source"] != "wire"], **RATE, ratio=1.2)
    both = test.head(2)
    for column in ("mean", "mean_against", "difference", "n_labelings", "p"):
        assert both[column].tolist() == two[column].tolist()
    for column in ("p_smallest", "p_family"):
        assert both[column].tolist() == pytest.approx(np.minimum(1, 3 * two[column]))
    assert (both["power"] < two["power"]).all()
    of_wire = aa.compare.permutation_test(table, **RATE, against="pairs", side="wire")
    assert list(zip(of_wire["side"], of_wire["against"], strict=True))[::2] == [
        ("wire", "herald"),
        ("wire", "post"),
    ]


def test_pairs_that_are_too_many_for_few_articles() -> None:
    # three pairs of 4 v 4: 3 * 2 / 70 is above .05, though 2 / 70 is not
    table = rates_of(list(range(12)), []).assign(source=["herald"] * 4 + ["post"] * 4 + ["wire"] * 4)
    test = aa.compare.permutation_test(table, **RATE, against="pairs")
    assert (
        test["conclusion"].tolist()
        == ["not attainable: with 4 v 4 articles and 3 pairs the smallest possible p is .086"] * 3
    )


def test_a_difference_that_is_planted_whole_has_full_power() -> None:
    # of the others nothing is left, so that every labeling sets the sides apart as far as can be
    table = rates_of(
        [10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7], [9.9, 9.8, 9.7, 9.6, 9.5, 9.4, 9.3, 9.2]
    )
    assert aa.compare.permutation_test(table, **RATE, ratio=1e9)["power"].tolist() == [1]
    assert aa.compare.permutation_test(table, **RATE, ratio=1e-9)["power"].tolist() == [1]
    assert aa.compare.permutation_test(table, **RATE, ratio=1.000001)["power"][0] < 0.08


def test_power_grows_with_the_ratio_and_with_the_articles() -> None:
    def power(n: int, ratio: float) -> float:
        """Of articles with 3 to 8 occurrences; `once`, 1 in each, says what an occurrence is worth."""
        table = rates_of([3.0 + i % 6 for i in range(n)], [8.0 - i % 6 for i in range(n)])
        once = table.assign(frame="once", rate=1.0)
        test = aa.compare.permutation_test(pd.concat([once, table]), **RATE, ratio=ratio, n_samples=999)
        return test["power"][1]

    assert power(6, 1.2) < power(6, 1.6) < power(12, 1.6) < 1
    assert power(12, 1 / 1.6) == pytest.approx(power(12, 1.6), abs=0.05)


def test_a_ratio_below_one_takes_from_the_side() -> None:
    # one article against 40, with values that double every four: without its one occurrence it is lower than any
    # other, but halving the others seldom lifts it above all
    table = rates_of([2**3.0], [2 ** (i / 4) for i in range(40) if i != 12] + [2**10.0])
    powers = [aa.compare.permutation_test(table, **RATE, ratio=ratio)["power"][0] for ratio in (0.5, 2)]
    assert powers[0] > 0.25 > 0.2 > powers[1]


def test_a_small_group_among_many_articles_is_not_attainable_by_its_size() -> None:
    # 90 labelings of 2, 2 and 2 articles, but only 15 ways to choose two of six
    table = rates_of([9, 8, 3, 2, 1, 0], []).assign(source=["herald"] * 2 + ["post"] * 2 + ["wire"] * 2)
    test = aa.compare.permutation_test(table, **RATE)
    assert test["n_labelings"].tolist() == [90] * 3
    assert test["conclusion"].unique().tolist() == [
        "not attainable: with 2 v 4 articles the smallest possible p is .13"
    ]


def test_values_below_zero_have_no_ratio() -> None:
    even = aa.compare.permutation_test(rates_of([1, 2, -3, 4], [1, -2, 3, 4]), **RATE)
    assert even["conclusion"][0].endswith("for the whole family, with 4 v 4 articles")
    test = aa.compare.permutation_test(rates_of([1, 2, 3, 4], [-1, -2, -3, -4]), **RATE)
    assert np.isnan(test["power"][0])
    assert test["p"][0] == pytest.approx(2 / 70)
    two = pd.concat([rates_of([1, 2, 3, 4], [-1, -2, -3, -4]), rates_of([1, 2, 3, 4], [5, 6, 7, 8], "ruse")])
    powers = aa.compare.permutation_test(two, **RATE).groupby("frame")["power"].first()
    assert powers.isna().to_dict() == {"ruse": False, "trap": True}


@pytest.mark.parametrize("outlets", [3, 5])
def test_outlets_that_are_alike_are_called_so_within_events(outlets: int) -> None:
    """The benchmark in short: thirty corpora whose outlets report events unlike often."""
    at_large, within = (
        bench_inference.false_in_events(outlets, 30, way) for way in ("at large", "within events")
    )
    assert within <= bench_inference.limit_of(30) < at_large


# -- leave-one-out ---------------------------------------------------------------------------------------


def test_leaving_each_article_out() -> None:
    # without a: 1 - 1; without b: 5 - 1; without c, d, e: 3 - (2 + 0) / 2, 3 - (1 + 0) / 2, 3 - (1 + 2) / 2
    (found,) = aa.compare.leave_one_out(rates_of([5, 1], [1, 2, 0]), **RATE).to_dict("records")
    assert (found["difference"], found["low"], found["high"]) == (2.0, 0.0, 4.0)
    assert (found["without_low"], found["without_high"]) == ("a", "b")


def test_the_only_article_of_a_side_stays() -> None:
    (found,) = aa.compare.leave_one_out(rates_of([5], [1, 2, 0]), **RATE).to_dict("records")
    assert (found["low"], found["high"]) == (5 - 1.5, 5 - 0.5)
    assert (found["without_low"], found["without_high"]) == ("d", "c")


# -- bootstrap -------------------------------------------------------------------------------------------


def test_the_interval_puts_together_the_limits_of_both_sides() -> None:
    # 11..30 and 1..20: means 20.5 and 10.5, standard error 5.916 / sqrt(20) each, t(.975, 19) = 2.093;
    # the limits of a side are its mean times and by exp(2.093 * 1.323 / mean)
    table = rates_of(list(range(11, 31)), list(range(1, 21)))
    table["doc_id"] = [f"{i:02d}" for i in range(40)]
    (found,) = aa.compare.bootstrap_articles(table, **RATE, n_samples=50_000).to_dict("records")
    low, high = 20.5 / 1.1446, 20.5 * 1.1446
    low_against, high_against = 10.5 / 1.3017, 10.5 * 1.3017
    assert found["difference"] == 10
    assert found["difference_low"] == pytest.approx(10 - hypot(20.5 - low, high_against - 10.5), abs=0.05)
    assert found["difference_high"] == pytest.approx(10 + hypot(high - 20.5, 10.5 - low_against), abs=0.05)


def test_what_is_never_found_has_an_upper_bound() -> None:
    # .025^(-1/4) - 1 = 1.515 occurrences, each worth 2: the smallest value above 0 of the articles that have one
    table = pd.concat([rates_of([0] * 4, [0] * 4), rates_of([2, 4, 0, 1], [1, 2, 0, 0], "aid")])
    found = aa.compare.bootstrap_articles(table, **RATE).set_index("frame").loc["trap"]
    assert found["difference"] == 0
    assert (found["difference_low"], found["difference_high"]) == pytest.approx(
        (-1.515 * 2, 1.515 * 2), abs=1e-3
    )


def test_where_nothing_is_known_an_occurrence_counts_as_one() -> None:
    (found,) = aa.compare.bootstrap_articles(rates_of([0] * 4, [0] * 5), **RATE).to_dict("records")
    assert found["difference_high"] == pytest.approx(0.025 ** (-1 / 4) - 1)
    assert found["difference_low"] == pytest.approx(1 - 0.025 ** (-1 / 5))


def test_articles_that_are_all_alike_do_not_make_a_point() -> None:
    # as few as .025^(1/4) = .398 of all articles may be like these
    (found,) = aa.compare.bootstrap_articles(rates_of([1] * 4, [0] * 4), **RATE).to_dict("records")
    assert found["difference_low"] == pytest.approx(1 - hypot(1 - 0.3976, 1.515), abs=1e-3)
    assert found["difference_high"] == pytest.approx(1 + 1.515, abs=1e-3)


def test_values_below_zero_have_students_limits() -> None:
    # both sides have variance 20 / 3, so that t(.975, 3) = 3.182 times sqrt(5 / 3) reaches to each side
    table = rates_of([-3.0, -1.0, 1.0, 3.0], [-13.0, -11.0, -9.0, -7.0])
    (found,) = aa.compare.bootstrap_articles(table, **RATE, n_samples=50_000).to_dict("records")
    reach = hypot(3.182 * (5 / 3) ** 0.5, 3.182 * (5 / 3) ** 0.5)
    assert (found["difference_low"], found["difference_high"]) == pytest.approx(
        (10 - reach, 10 + reach), abs=0.1
    )


def test_the_same_seed_gives_the_same_interval() -> None:
    table = apart(4, 4)
    assert_frame_equal(
        aa.compare.bootstrap_articles(table, **RATE), aa.compare.bootstrap_articles(table[::-1], **RATE)
    )


# -- all of them -----------------------------------------------------------------------------------------

EACH = pytest.mark.parametrize(
    "measure", [aa.compare.permutation_test, aa.compare.leave_one_out, aa.compare.bootstrap_articles]
)


@EACH
def test_no_rows_keep_columns_and_types(measure: object) -> None:
    assert callable(measure)
    empty = measure(apart(4, 4).head(0), **RATE)
    assert empty.empty
    assert empty.dtypes.equals(measure(apart(4, 4), **RATE).dtypes)


@EACH
def test_shuffled_rows_give_the_same_and_are_left_as_they_were(measure: object) -> None:
    assert callable(measure)
    table = pd.concat([apart(4, 4), apart(4, 4).assign(frame="aid", rate=range(8))])
    shuffled = table.sample(frac=1, random_state=2)
    before = shuffled.copy(deep=True)
    assert_frame_equal(measure(shuffled, **RATE), measure(table, **RATE))

    assert_frame_equal(shuffled, before)
    assert measure(table, **RATE)["frame"].tolist() == ["aid", "trap"]


NUMBERS = st.sampled_from([0.0, 1.0, 1.0, 2.5, 0.1 + 0.2, -3.0, 1e-300, 1e150, np.nan, np.inf])


@st.composite
def odd_tables(draw: st.DrawFn) -> pd.DataFrame:
    """Few articles and measures, with ids, groups and events of any kind, in any order."""
    n, measures = draw(st.integers(0, 12)), draw(st.integers(1, 2))
    values = draw(st.lists(NUMBERS, min_size=n * measures, max_size=n * measures))
    if draw(st.booleans()):
        values = [abs(value) % 7 if np.isfinite(value) else 0 for value in values]
    kinds = [draw(st.sampled_from(["str", "int64", "category", "object"])) for _ in range(4)]
    digits = [draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)) for _ in range(2)]
    ids = [list(range(n)), *digits]
    table = pd.DataFrame(
        {
            column: np.repeat(one, measures)
            for column, one in zip(["doc_id", "source", "event"], ids, strict=True)
        }
    )
    table = table.assign(frame=np.tile(np.arange(measures), n), rate=np.array(values, float))
    for column, kind in zip(table.columns[:4], kinds, strict=True):
        table[column] = table[column].astype("int64" if kind == "int64" else "str").astype(kind)
    return table.sample(frac=1, random_state=1)


@settings(max_examples=60, deadline=None)
@given(odd_tables(), st.sampled_from(["rest", "pairs"]), st.sampled_from([None, "event"]))
def test_any_table_is_refused_or_answered(table: pd.DataFrame, against: str, strata: str | None) -> None:
    options = {"against": against, "strata": strata, "n_samples": 99}
    try:
        test = aa.compare.permutation_test(table, **RATE, **options)
    except aa.TableError:
        return
    for column in ("p_smallest", "p", "p_family", "power"):
        assert test[column].dropna().between(0, 1).all()
    assert (test["p_family"].dropna() >= test["p"].dropna()).all()
    assert test["p"].isna().equals(test["p_smallest"] > 0.05)
    assert test["difference"].isna().equals(test["n_strata"] == 0)
    for measure in (aa.compare.leave_one_out, aa.compare.bootstrap_articles):
        try:
            found = measure(table, **RATE)
        except aa.TableError:
            continue
        low, high = ("low", "high") if "low" in found else ("difference_low", "difference_high")
        assert (found[low] <= found[high]).all()


TABLE = apart(2, 3)

BAD_TABLES = {
    "a column is missing": (
        TABLE.drop(columns="rate"),
        "`table` needs column 'rate'; it has 'doc_id', 'source', 'frame'.\n"
        "Add what is missing, or rename: table.rename(columns={...: 'rate'}).",
    ),
    "a number is missing": (
        TABLE.assign(rate=[1, 2, None, 4, 5]),
        "`table` has 1 rows without 'rate', the first for article 'c'.\n"
        "Give every row one, or leave the measure out for all articles.",
    ),
    "a group is missing": (
        TABLE.assign(source=["herald", None, "post", "post", None]),
        "`table` has 2 rows without 'source', the first for article 'b'.\n"
        "Give every row one, or leave the measure out for all articles.",
    ),
    "values are words": (
        TABLE.assign(rate="high"),
        "`table` must have numbers in 'rate'; row 0 has 'high'.\n"
        "Make them numbers: table.astype({'rate': 'float64'}).",
    ),
    "an article has a measure twice": (
        pd.concat([TABLE, TABLE.head(1)]),
        "`table` has more than one row for the same doc_id and frame: a / trap.\nKeep one row each.",
    ),
    "an article has two groups": (
        pd.concat([TABLE, TABLE.head(1).assign(source="post", frame="aid")]),
        "`table` has more than one row for the same doc_id: a.\nKeep one row each.",
    ),
    "an article lacks a measure": (
        pd.concat([TABLE, TABLE.head(3).assign(frame="aid")]),
        "`table` needs every measure for every article; 2 are missing, such as 'aid' for 'd'.\n"
        "Zero is a value: add them with 0 where nothing was found.",
    ),
    "a number is infinite": (
        TABLE.assign(rate=[1, 2, float("inf"), 4, 5]),
        "`table` has 1 rows with an infinite 'rate', the first for article 'c'.\n"
        "A rate of no words is none: leave such articles out.",
    ),
    "one group only": (
        TABLE.assign(source="post"),
        "needs two groups of articles; 'source' has only 'post'.\n"
        "Compare by another column, or add what it is to be compared with.",
    ),
}


@EACH
@pytest.mark.parametrize(("table", "message"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_bad_tables(measure: object, table: pd.DataFrame, message: str) -> None:
    assert callable(measure)
    with pytest.raises(aa.TableError) as error:
        measure(table, **RATE)
    assert str(error.value) == f"compare.{measure.__name__}: {message}"


THREE = TABLE.assign(source=["herald", "herald", "post", "post", "wire"])

CALLS = {
    "three groups and no side": (
        lambda: aa.compare.leave_one_out(THREE, **RATE),
        "compare.leave_one_out: 'source' has 3 groups.\n"
        "Say which is compared with the rest: side= one of 'herald', 'post', 'wire'.",
    ),
    "an unknown side of several": (
        lambda: aa.compare.permutation_test(THREE, **RATE, side="wirr"),
        "compare.permutation_test: side='wirr' is not known.\n"
        "Did you mean 'wire'? Choose one of 'herald', 'post', 'wire'.",
    ),
    "an unknown comparison": (
        lambda: aa.compare.permutation_test(TABLE, **RATE, against="all"),
        "compare.permutation_test: against='all' is not known.\nChoose one of 'rest', 'pairs'.",
    ),
    "no ratio": (
        lambda: aa.compare.permutation_test(TABLE, **RATE, ratio=1),
        "compare.permutation_test: ratio must be above 0 and not 1; it is 1.",
    ),
    "an article of two events": (
        lambda: aa.compare.permutation_test(
            pd.concat([TABLE, TABLE.assign(frame="aid", event="storm")]).fillna({"event": "fire"}),
            **RATE,
            strata="event",
        ),
        "compare.permutation_test: `table` has more than one row for the same doc_id: a, b, c, ....\n"
        "Keep one row each.",
    ),
    "an article without an event": (
        lambda: aa.compare.permutation_test(
            TABLE.assign(event=["fire", "fire", None, "fire", "fire"]), **RATE, strata="event"
        ),
        "compare.permutation_test: `table` has 1 rows without 'event', the first for article 'c'.\n"
        "Give every row one, or leave the measure out for all articles.",
    ),
    "too few draws of articles": (
        lambda: aa.compare.bootstrap_articles(apart(4, 4), **RATE, n_samples=20),
        "compare.bootstrap_articles: n_samples must be 99 or more; it is 20.",
    ),
    "an unknown side": (
        lambda: aa.compare.leave_one_out(TABLE, **RATE, side="wire"),
        "compare.leave_one_out: side='wire' is not known.\nChoose one of 'herald', 'post'.",
    ),
    "too few draws": (
        lambda: aa.compare.permutation_test(TABLE, **RATE, n_samples=20),
        "compare.permutation_test: n_samples must be 99 or more; it is 20.",
    ),
    "nothing to leave out": (
        lambda: aa.compare.leave_one_out(apart(1, 1), **RATE),
        "compare.leave_one_out: both sides have one article only, so none can be left out.\nAdd articles.",
    ),
    "too few articles for an interval": (
        lambda: aa.compare.bootstrap_articles(TABLE, **RATE),
        "compare.bootstrap_articles: needs 8 articles or more, 3 on each side; there are 2 v 3.\n"
        "With fewer an interval is too wide to say anything: compare.leave_one_out.",
    ),
    "too few articles on a side": (
        lambda: aa.compare.bootstrap_articles(apart(2, 9), **RATE),
        "compare.bootstrap_articles: needs 8 articles or more, 3 on each side; there are 2 v 9.\n"
        "With fewer an interval is too wide to say anything: compare.leave_one_out.",
    ),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_use(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message
