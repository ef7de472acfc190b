"""Inference over whole articles: labelings counted by hand, and honest refusals."""

from itertools import permutations
from math import comb

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

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


def test_no_difference_in_words() -> None:
    test = aa.compare.permutation_test(rates_of([1, 2, 3, 4], [1, 2, 3, 4]), **RATE)
    assert test["p"].tolist() == [1.0]
    assert test["conclusion"][0] == "no difference shown: p is 1.00 for the whole family, with 4 v 4 articles"


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
    # by brute force: the largest and the smallest scaled difference of each labeling; z never varies
    values = {"x": [9, 8, 7, 3, 6, 2, 1, 0], "y": [5, 1, 4, 2, 8, 3, 7, 6], "z": [1, 1, 1, 1, 1, 1, 1, 1]}
    table = pd.concat([rates_of(row[:4], row[4:], frame) for frame, row in values.items()])
    test = aa.compare.permutation_test(table, **RATE).set_index("frame")

    scaled = {name: np.array(row) / (np.std(row) or 1) for name, row in values.items()}
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
    assert test.loc["z", "p"] == 1


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
    assert test["p"].tolist() == [2 / 1000]  # (0 + 1) / (999 + 1), doubled
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


def test_the_interval_is_students_for_many_draws_of_even_articles() -> None:
    # two sides of 1..20 and 11..30: means 10 apart, each with variance 35; t(.975, 38) = 2.024
    table = rates_of(list(range(11, 31)), list(range(1, 21)))
    table["doc_id"] = [f"{i:02d}" for i in range(40)]
    (found,) = aa.compare.bootstrap_articles(table, **RATE, n_samples=50_000).to_dict("records")
    half = 2.024 * np.sqrt(35 / 20 + 35 / 20)
    assert found["difference"] == 10
    assert found["difference_low"] == pytest.approx(10 - half, abs=0.07)
    assert found["difference_high"] == pytest.approx(10 + half, abs=0.07)


def test_where_nothing_varies_the_interval_is_a_point() -> None:
    (found,) = aa.compare.bootstrap_articles(rates_of([2] * 4, [1] * 4), **RATE).to_dict("records")
    assert (found["difference_low"], found["difference_high"]) == (1, 1)


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
        "column 'rate' of `table` must hold numbers; it holds str.",
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
    "one group only": (
        TABLE.assign(source="post"),
        "needs two groups of articles; 'source' has only 'post'.\n"
        "Compare by another column, or add what it is to be compared with.",
    ),
    "three groups and no side": (
        TABLE.assign(source=["herald", "herald", "post", "post", "wire"]),
        "'source' has 3 groups.\nSay which is compared with the rest: side= one of 'herald', 'post', 'wire'.",
    ),
}


@EACH
@pytest.mark.parametrize(("table", "message"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_bad_tables(measure: object, table: pd.DataFrame, message: str) -> None:
    assert callable(measure)
    with pytest.raises(aa.TableError) as error:
        measure(table, **RATE)
    assert str(error.value) == f"compare.{measure.__name__}: {message}"


CALLS = {
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
        "Below that an interval misses more often than it says: compare.leave_one_out.",
    ),
    "too few articles on a side": (
        lambda: aa.compare.bootstrap_articles(apart(2, 9), **RATE),
        "compare.bootstrap_articles: needs 8 articles or more, 3 on each side; there are 2 v 9.\n"
        "Below that an interval misses more often than it says: compare.leave_one_out.",
    ),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_use(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message
