"""Corrected shares and means: by hand, against a peer's numbers, and what is refused."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom, hypergeom

import aleppo_analysis as aa
from aleppo_analysis import TableError
from aleppo_analysis.coding.means import Stratum, _estimated, tuned
from aleppo_analysis.coding.shares import _label, share_of

# Ten articles, four hits. Coded are two hits, of which one has it, and three misses, of which none has.
UNITS = pd.DataFrame({"doc_id": list("abcdefghij"), "predicted": [1] * 4 + [0] * 6})
CODED = pd.DataFrame(
    {
        "doc_id": list("acefj"),
        "stratum": [1, 1, 0, 0, 0],
        "pi": [0.5] * 5,
        "is_present": [True, False, False, False, False],
    }
)


def _drawn(units: pd.DataFrame, truth: pd.Series, **how: Any) -> pd.DataFrame:
    sample = aa.coding.draw(units, **how)
    return sample.assign(is_present=truth.to_numpy()[sample["doc_id"].to_numpy()])


def test_a_share_by_hand() -> None:
    """4/10 * 1/2. Uncoded hits are 0, 1, 2 with 5/16, 6/16, 5/16; misses at most 0 to 3 with .5, .3, .15, .05."""
    row = aa.coding.estimate_share(UNITS, CODED).iloc[0]
    assert row["predicted"] == 0.4
    assert row["estimate"] == row["coded_only"] == pytest.approx(0.2)
    assert (row["recall"], row["precision"]) == (1, 0.5)
    assert row["low"] == pytest.approx((1 + 0) / 10)  # P(0) = .3125
    assert row["high"] == pytest.approx((1 + 4) / 10)  # P(up to 3) = .919, P(up to 4) = .984
    assert (row["n_articles"], row["n_units"], row["n_coded"]) == (10, 10, 5)
    assert (row["group"], row["method"]) == ("all", "two-phase, Jeffreys")


def test_what_is_coded_whole_is_not_estimated() -> None:
    coded = UNITS[["doc_id"]].assign(stratum=UNITS["predicted"], pi=1.0, is_present=[1, 0, 1] + [0] * 7)
    row = aa.coding.estimate_share(UNITS, coded).iloc[0]
    assert row[["low", "estimate", "high"]].tolist() == [0.2, 0.2, 0.2]
    assert (row["recall"], row["precision"], row["method"]) == (1, 0.5, "all coded")
    assert pd.isna(row["n_to_halve"])


def test_the_interval_of_a_difference_is_that_of_all_pairs_of_counts() -> None:
    units = pd.DataFrame({"doc_id": range(31), "source": ["a"] * 12 + ["b"] * 19})
    units["predicted"] = ([1] * 5 + [0] * 7) + ([1] * 7 + [0] * 12)
    truth = pd.Series(([1] * 3 + [0] * 2 + [1] * 2 + [0] * 5) + ([1] * 4 + [0] * 3 + [1] * 3 + [0] * 9))
    coded = _drawn(units, truth, n=20, by="source", seed=5)
    table = aa.coding.estimate_share(units, coded, by="source").set_index(["group", "against"])
    labels = coded.merge(units, on=["doc_id", "source"]).groupby(["source", "predicted"])["is_present"]
    counts = {key: (int(n), int(y)) for key, n, y in labels.agg(["size", "sum"]).itertuples()}
    assert all(0 < y < n for n, y in counts.values())
    sizes = units.groupby(["source", "predicted"]).size().to_dict()
    values: dict[float, float] = {}
    ranges = [range(sizes[key] - n + 1) for key, (n, _) in counts.items()]
    for uncoded in product(*ranges):
        found = {key: k + y for (key, (_, y)), k in zip(counts.items(), uncoded, strict=True)}
        difference = (found["a", 0] + found["a", 1]) / 12 - (found["b", 0] + found["b", 1]) / 19
        chance = np.prod(
            [
                betabinom.pmf(k, sizes[key] - n, y + 0.5, n - y + 0.5)
                for (key, (n, y)), k in zip(counts.items(), uncoded, strict=True)
            ]
        )
        values[round(difference, 12)] = values.get(round(difference, 12), 0) + float(chance)
    steps = sorted(values)
    below = np.cumsum([values[step] for step in steps])
    low, high = (steps[np.searchsorted(below, level)] for level in (0.025, 0.975))
    row = table.loc[("a", "b")]
    assert (row["low"], row["high"]) == (pytest.approx(low), pytest.approx(high))
    assert row["estimate"] == pytest.approx(table["estimate"].iloc[0] - table["estimate"].iloc[1])
    assert pd.isna(row["recall"])


F = np.array([((7 * i) % 30 + 1) / 31 for i in range(60)]) * (np.arange(60) % 4 + 2) / 5
FROM_ARTICLES = pd.DataFrame({"doc_id": range(60), "predicted": F.round(3)})
FIRST = FROM_ARTICLES[["doc_id"]].head(24).assign(stratum=0, pi=24 / 60)
FIRST["share"] = [
    round(f * 0.8 + 0.1 + ((5 * i) % 11 - 5) / 50, 3)
    for i, f in enumerate(FROM_ARTICLES["predicted"].head(24))
]


def test_a_mean_is_that_of_ppi_python() -> None:
    """`ppi_mean_pointestimate(share, predicted[:24], predicted[24:])` of ppi-python 0.2.3."""
    row = aa.coding.estimate_mean(FROM_ARTICLES, FIRST, outcome="share").iloc[0]
    assert row["estimate"] == pytest.approx(0.3726851344874206, abs=1e-9)
    assert row["coded_only"] == pytest.approx(FIRST["share"].mean())
    assert row["predicted"] == pytest.approx(FROM_ARTICLES["predicted"].mean())


def test_a_rate_of_whole_counts_is_the_ratio_of_the_sums() -> None:
    """lambda 0 where the machine says nothing: 3 of 4 in each coded article, over known sizes."""
    units = pd.DataFrame({"doc_id": range(80), "predicted": 0, "n_sentences": [4, 8] * 40})
    coded = units[["doc_id"]].head(50).assign(stratum=0, pi=50 / 80)
    coded["n_found"] = [3, 6] * 25
    row = aa.coding.estimate_mean(units, coded, outcome="n_found", per="n_sentences").iloc[0]
    assert (row["estimate"], row["method"]) == (pytest.approx(0.75), "difference, lambda 0.00")
    assert (row["low"], row["high"]) == (pytest.approx(0.75), pytest.approx(0.75))


def test_sentences_of_whole_articles_count_by_article() -> None:
    """Every coded article is all or nothing, so that 10 sentences tell what one does."""
    units = pd.DataFrame({"doc_id": np.repeat(range(100), 10), "start": [*range(10)] * 100})
    units = units.assign(end=units["start"] + 1, predicted=(units["doc_id"] % 4 == 0).astype(int))
    coded = aa.coding.draw(units, n=48, seed=8, whole_articles=True)
    coded["is_present"] = coded["doc_id"] % 2 == 0
    row = aa.coding.estimate_share(units, coded).iloc[0]
    assert row["n_coded"] == 480
    assert row["low"] < 0.5 < row["high"]
    assert (row["recall"], row["precision"]) == (pytest.approx(0.5, abs=0.2), 1)
    alone = units.assign(doc_id=units["doc_id"].astype(str) + "-" + units["start"].astype(str))
    alone = alone[["doc_id", "predicted"]]
    keys = coded["doc_id"].astype(str) + "-" + coded["start"].astype(str)
    singly = coded.assign(doc_id=keys)[["doc_id", "stratum", "pi", "is_present"]]
    narrow = aa.coding.estimate_share(alone, singly).iloc[0]
    assert row["high"] - row["low"] > 2 * (narrow["high"] - narrow["low"])


SURE = pd.DataFrame({"doc_id": [f"a{n:03}" for n in range(200)], "source": ["herald", "post"] * 100})
SURE["predicted"] = [1] * 80 + [0] * 120
SURE["confidence"] = [n * 37 % 200 / 200 for n in range(200)]
SAMPLE = aa.coding.draw(SURE, n=60, by="source", seed=2).assign(is_present=[1, 0, 0] * 20)
FIRST_HITS = SAMPLE.loc[
    SAMPLE["stratum"] == SAMPLE.sort_values("doc_id")["stratum"].iloc[0], "doc_id"
].sort_values()
BY_CONFIDENCE = SURE.loc[SURE["confidence"] >= 0.8, ["doc_id"]].assign(stratum=0, pi=40 / 200, is_present=1)
REFUSED = {
    "no pi": (
        SURE,
        SAMPLE.drop(columns="pi"),
        "60 of 60 rows of `coded` have no 'pi', so it is not known with which chance they were drawn.\n"
        "Code a chance sample: coding.draw gives each row its stratum and pi; keep both.",
    ),
    "a missing code": (
        SURE,
        SAMPLE.assign(is_present=[pd.NA, *[1] * 59]),
        "every row of `coded` needs its code in 'is_present'; 1 of 60 have none.\n"
        "Code them, too: what coders leave out is not left out by chance.",
    ),
    "a drawn row that is not there": (
        SURE,
        SAMPLE.sort_values("doc_id").tail(59),
        "14 rows of `coded` have a pi that is not the share of their stratum that is coded, the first "
        f"{FIRST_HITS.iloc[1]!r}: 14 of 40 units are coded, pi is 0.375.\n"
        "Give all rows that coding.draw drew, coded, and no others, and the units as they were then.",
    ),
    "coded twice": (
        SURE,
        pd.concat([SAMPLE, SAMPLE[SAMPLE["doc_id"] == SAMPLE["doc_id"].min()]]),
        "`coded` has more than one row for the same doc_id: "
        + SAMPLE["doc_id"].min()
        + ".\nKeep one row each.",
    ),
    "no unit": (
        SURE[SURE["doc_id"] != SAMPLE["doc_id"].min()],
        SAMPLE,
        f"1 rows of `coded` are not among the units, the first {SAMPLE['doc_id'].min()!r}.\n"
        "Give the units that the sample was drawn from, unchanged.",
    ),
    "the list was written on it": (
        SURE.assign(is_written_on=SURE["doc_id"] == SAMPLE["doc_id"].min()),
        SAMPLE,
        "1 coded articles are among those that the list was written on, the first "
        f"{SAMPLE['doc_id'].min()!r}: there it errs less than elsewhere.\n"
        "Draw from the others: coding.draw leaves out rows with a true is_written_on.",
    ),
    "chosen by confidence": (
        SURE,
        BY_CONFIDENCE,
        "the coded rows are no chance sample of the units: in one stratum 40 of 40 coded have a 'confidence' above "
        "its mean, where 20.0 would be expected.\n"
        "Rows chosen because they are sure, doubtful or interesting tell nothing of the others: draw them with "
        "coding.draw.",
    ),
}


@pytest.mark.parametrize(("units", "coded", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_chance_sample_is_refused(units: pd.DataFrame, coded: pd.DataFrame, message: str) -> None:
    with pytest.raises(TableError) as error:
        aa.coding.estimate_share(units, coded)
    assert str(error.value) == f"coding.estimate_share: {message}"


def test_too_few_in_a_stratum_are_refused() -> None:
    coded = CODED.drop(index=0).assign(pi=[1 / 4, *[0.5] * 3])
    _refused(
        lambda: aa.coding.estimate_share(UNITS, coded),
        "coding.estimate_share: needs two coded units or more of every stratum; of the 4 hits of 'all' in one "
        "stratum 1 is coded.\nDraw more: coding.draw with a larger n and the same seed holds what is coded already. "
        "Or compare fewer groups.",
    )


def test_strata_that_the_prediction_does_not_make_are_refused_or_named() -> None:
    """Drawn by another prediction: its column must tell the strata."""
    units = SURE.assign(other=SURE["predicted"].to_numpy()[::-1])
    coded = aa.coding.draw(units, n=60, seed=2, predicted="other").assign(is_present=[1, 0, 0] * 20)
    _refused(
        lambda: aa.coding.estimate_share(units, coded),
        "coding.estimate_share: cannot tell to which stratum the uncoded units belong: several strata of `coded` "
        "differ neither in hits and misses of the prediction nor in a column that `units` has.\n"
        "Keep the columns that coding.draw gave. If the sample was drawn by another prediction, add that column "
        "of `units` to `coded`.",
    )
    named = coded.merge(units[["doc_id", "other"]])
    share = aa.coding.estimate_share(units, named)["estimate"].iloc[0]
    cells = named.merge(units).groupby(["predicted", "other"])["is_present"].mean()
    assert share == pytest.approx((cells * units.groupby(["predicted", "other"]).size()).sum() / 200)


def test_a_kind_of_which_nothing_is_coded_is_refused() -> None:
    coded = SAMPLE[SAMPLE["source"] == "herald"]
    _refused(
        lambda: aa.coding.estimate_share(SURE, coded),
        "coding.estimate_share: of 100 units of one kind none is coded, the first 'a001' (source post, is_hit "
        "True).\nDraw from all units (coding.draw with a larger n), or leave these out of `units`.",
    )


def test_strata_of_one_label_count_as_one_sample() -> None:
    """Of 12 and 18 units 2 and 8 are coded: weights 1/2, shares 1/2 and 1, drawn to 8/11: 19/33 and 32/33."""
    label = _label(np.array([12, 18]), np.array([2, 8]), np.array([1, 8]))
    assert label[:4] == (30, 10, 20, 3 / 4)
    variance = (19 * 14 / 2 + 32 * 1 / 8) / 33**2 / 4
    assert label.n_effective == pytest.approx(17 / 22 * 5 / 22 / variance)  # 5.6; by Kish 6.4


def test_what_is_no_label_is_refused() -> None:
    _refused(
        lambda: aa.coding.estimate_share(SURE, SAMPLE.assign(is_present=[2, *[0] * 59])),
        "coding.estimate_share: column 'is_present' of `coded` must hold 0 or 1; it has 2.\n"
        "Numbers are for coding.estimate_mean; make a label of them otherwise: table[column] > 0.",
    )
    _refused(
        lambda: aa.coding.estimate_share(SURE.assign(predicted="yes"), SAMPLE),
        f"coding.estimate_share: column 'predicted' of `units` must hold finite numbers, or True and False; it "
        f"holds {SURE['doc_id'].dtype}.\nMake it 0 and 1, or a count: units.astype({{'predicted': 'int64'}}).",
    )


def test_gaps_are_refused() -> None:
    """A unit without a prediction, a sample without rows, a number that is none."""
    _refused(
        lambda: aa.coding.estimate_share(SURE.assign(predicted=[np.nan, *[0] * 199]), SAMPLE),
        "coding.estimate_share: `units` has 1 rows without 'predicted', the first for article 'a000'.\n"
        "Give every row one; 0 where the machine found nothing.",
    )
    _refused(
        lambda: aa.coding.draw(SURE.assign(source=None), n=9, by="source", seed=1),
        "coding.draw: `units` has 200 rows without 'source', the first for article 'a000'.\n"
        "Give every row one: units.fillna({'source': 'not known'}).",
    )
    _refused(
        lambda: aa.coding.estimate_share(SURE, SAMPLE.head(0)),
        "coding.estimate_share: `coded` has no rows.\nCode the rows that coding.draw gives.",
    )
    _refused(
        lambda: aa.coding.estimate_mean(SURE, SAMPLE.assign(rate=[np.inf, *[0] * 59]), outcome="rate"),
        "coding.estimate_mean: column 'rate' of `coded` must hold finite numbers, or True and False; it holds "
        "infinite ones.\nMake it 0 and 1, or a count: coded.astype({'rate': 'int64'}).",
    )


def test_no_table_is_changed() -> None:
    before = SURE.copy(deep=True), SAMPLE.copy(deep=True)
    aa.coding.estimate_share(SURE, SAMPLE, by="source")
    pd.testing.assert_frame_equal(SURE, before[0])
    pd.testing.assert_frame_equal(SAMPLE, before[1])


def test_means_of_rare_events_are_refused() -> None:
    """A normal interval of a few positives covers far less than it says."""
    units = SURE.assign(predicted=0)
    coded = aa.coding.draw(units, n=60, seed=2).assign(n_found=[1] * 9 + [0] * 51)
    _refused(
        lambda: aa.coding.estimate_mean(units, coded, outcome="n_found"),
        "coding.estimate_mean: too few coded units of 'all' say anything: 51 have the same value, 0, and 9 "
        "another one; 10 are needed.\n"
        "Code more, or ask in which share of the units it occurs at all: coding.estimate_share.",
    )


def test_few_whole_articles_are_refused() -> None:
    units = pd.DataFrame({"doc_id": np.repeat(range(100), 2), "start": [0, 5] * 100, "end": [5, 9] * 100})
    units["predicted"] = 0
    coded = aa.coding.draw(units, n=19, seed=1, whole_articles=True).assign(is_present=[0, 1] * 19)
    _refused(
        lambda: aa.coding.estimate_share(units, coded),
        "coding.estimate_share: needs 20 coded articles or more where whole articles were drawn, as the parts of "
        "an article are alike; 'all' has 19.\n"
        "Code more articles, or draw sentences from all of them: coding.draw without whole_articles.",
    )


def test_groups_may_be_others_than_those_drawn() -> None:
    """Drawn by outlet and estimated in all, or drawn from all and estimated by outlet."""
    means = SAMPLE.merge(SURE).groupby(["source", "predicted"])["is_present"].mean()
    whole = aa.coding.estimate_share(SURE, SAMPLE).iloc[0]
    assert whole["estimate"] == pytest.approx((means * [60, 40, 60, 40]).sum() / 200)
    coded = aa.coding.draw(SURE, n=60, seed=2).assign(is_present=[1, 0, 0] * 20).merge(SURE)
    means = coded.groupby(["source", "predicted"])["is_present"].mean()
    parts = aa.coding.estimate_share(SURE, coded.drop(columns=["predicted", "source"]), by="source")
    expected = [(means["herald"] @ [0.6, 0.4]), (means["post"] @ [0.6, 0.4])]
    assert parts["estimate"].head(2).tolist() == pytest.approx(expected)


def test_rows_in_another_order_give_the_same() -> None:
    table = aa.coding.estimate_share(SURE, SAMPLE, by="source")
    mixed = aa.coding.estimate_share(SURE.sample(frac=1, random_state=1), SAMPLE[::-1], by="source")
    pd.testing.assert_frame_equal(table, mixed)


def test_half_the_width_is_what_so_many_codes_give() -> None:
    """Drawn again with `n_to_halve`, where codes are as before, the interval is about half as wide."""
    units = pd.DataFrame({"doc_id": range(3000), "predicted": [1] * 600 + [0] * 2400})
    truth = pd.Series([1, 0] * 300 + [0, 0, 0, 0, 1] * 480)
    first = aa.coding.estimate_share(units, _drawn(units, truth, n=200, seed=3)).iloc[0]
    again = aa.coding.estimate_share(units, _drawn(units, truth, n=first["n_to_halve"], seed=3)).iloc[0]
    assert (again["high"] - again["low"]) / (first["high"] - first["low"]) == pytest.approx(0.5, abs=0.06)


def _refused(call: Any, message: str) -> None:
    with pytest.raises(TableError) as error:
        call()
    assert str(error.value) == message


def test_a_sample_without_regard_to_hits_may_hold_no_hit() -> None:
    units = pd.DataFrame({"doc_id": range(400), "predicted": [1, *[0] * 399], "n_found": range(400)})
    coded = aa.coding.draw(units, n=40, seed=1, hits_share=None).merge(units[["doc_id", "n_found"]])
    assert 0 not in set(coded["doc_id"])
    row = aa.coding.estimate_mean(units.drop(columns="n_found"), coded, outcome="n_found").iloc[0]
    assert row["low"] < 199.5 < row["high"]


# -- coverage; the long form is benchmarks/bench_valid.py --------------------------------------------------


@pytest.mark.parametrize(
    ("n_units", "n_positive", "right", "n_hits", "coded"),
    [(500, 10, 6, 10, (25, 75)), (200, 24, 14, 24, (12, 38)), (1000, 58, 35, 58, (29, 71))],
    ids=["2 in 100", "12 in 100", "6 in 100"],
)
def test_intervals_of_rare_shares_hold_the_truth(
    n_units: int, n_positive: int, right: int, n_hits: int, coded: tuple[int, int]
) -> None:
    """Summed over all samples of hits and misses by their probability."""
    hits, misses = min(coded[0], n_hits // 2), sum(coded) - min(coded[0], n_hits // 2)
    held = 0.0
    for n_found, n_missed in product(range(hits + 1), range(misses + 1)):
        chance = hypergeom.pmf(n_found, n_hits, right, hits)
        chance *= hypergeom.pmf(n_missed, n_units - n_hits, n_positive - right, misses)
        if chance > 1e-5:
            cells = pd.DataFrame({"is_hit": [True, False], "n_units": [n_hits, n_units - n_hits]})
            cells = cells.assign(n_coded=[hits, misses], n_found=[n_found, n_missed])
            low, high = share_of(cells, n_units).spread.limits(None)
            held += chance * (low <= n_positive / n_units <= high)
    assert held >= 0.93


def test_intervals_of_means_hold_the_truth_though_the_machine_fails_on_a_few() -> None:
    """In 3 of 130 articles it misses .4 of the words; 30 are coded. With the plain variance .91."""
    rng = np.random.default_rng(2)
    predicted = rng.beta(4, 8, 130)
    truth = predicted + rng.normal(0, 0.08, 130)
    truth[:3] = predicted[:3] + 0.4
    held = 0
    for _ in range(500):
        drawn = rng.permutation(130)[:30]
        ones = np.ones(130)
        stratum = Stratum(1.0, 130, truth[drawn], predicted[drawn], ones[drawn], predicted, ones)
        low, high = tuned([stratum])[1].limits(None)
        held += low <= truth.mean() <= high
    assert held / 500 >= 0.93


# -- found by attack -------------------------------------------------------------------------------------


def test_groups_that_would_have_one_name_are_refused() -> None:
    units = pd.DataFrame(
        {"doc_id": range(40), "predicted": [0, 1] * 20, "a": ["x / y", "x"] * 20, "b": ["z", "y / z"] * 20}
    )
    coded = aa.coding.draw(units, n=20, seed=1, by=["a", "b"]).assign(is_present=0)
    _refused(
        lambda: aa.coding.estimate_share(units, coded, by=["a", "b"]),
        "coding.estimate_share: two groups of 'a', 'b' would both be called 'x / y / z'.\n"
        "Rename the values of one.",
    )


def test_numbers_of_articles_that_became_text_are_refused() -> None:
    units = pd.DataFrame({"doc_id": range(40), "predicted": [0, 1] * 20})
    coded = aa.coding.draw(units, n=20, seed=1).assign(is_present=0)
    as_text = coded.astype({"doc_id": "str"})
    _refused(
        lambda: aa.coding.estimate_share(units, as_text),
        f"coding.estimate_share: 'doc_id' is int64 in `units` and {as_text['doc_id'].dtype} in `coded`.\n"
        "Make them alike: coded.astype({'doc_id': units['doc_id'].dtype}).",
    )


@pytest.mark.parametrize("chosen", ["doubtful", "sure", "first"])
def test_samples_chosen_by_a_number_or_a_day_are_refused(chosen: str) -> None:
    score = pd.Series([(n * 37 % 600) / 600 for n in range(600)])
    units = pd.DataFrame(
        {
            "doc_id": range(600),
            "predicted": (score > 0.5).astype(int),
            "score": score,
            "published": pd.date_range("2016-01-01", periods=600),
        }
    )
    order = {"doubtful": (score - 0.5).abs(), "sure": -(score - 0.5).abs(), "first": units["doc_id"]}[chosen]
    coded = units.loc[order.nsmallest(60).index, ["doc_id"]].assign(stratum=0, pi=0.1, is_present=[0, 1] * 30)
    with pytest.raises(TableError, match="no chance sample of the units"):
        aa.coding.estimate_share(units, coded)


def test_sentences_drawn_from_articles_of_one_sentence_are_no_whole_articles() -> None:
    """Ten of 390 articles have two sentences; in some draws none of these ten is there."""
    units = pd.DataFrame({"doc_id": [f"d{n}" for n in range(380)] + [f"e{n // 2}" for n in range(20)]})
    units = units.assign(start=[0] * 380 + [0, 10] * 10, predicted=[0, 1] * 200).assign(
        end=lambda t: t["start"] + 9
    )
    for seed in range(20):
        sample = aa.coding.draw(units, n=40, seed=seed, hits_share=None)
        found = aa.coding.estimate_share(units, sample.assign(is_present=[0, 1] * 20))
        assert found["n_units"].tolist() == [400]
        assert found["method"].str.startswith("two-phase").all()


def test_some_units_may_hold_nothing_that_is_counted_over() -> None:
    units = pd.DataFrame({"doc_id": range(80), "predicted": 0, "n_words": [0, 8] * 40})
    coded = units[["doc_id"]].head(50).assign(stratum=0, pi=50 / 80, n_found=[0, 6] * 25)
    assert aa.coding.estimate_mean(units, coded, outcome="n_found", per="n_words")["estimate"][0] == 0.75


def test_degrees_of_freedom_by_hand() -> None:
    """Satterthwaite's: of a stratum with 2 codes one, of one with 12 eleven.

    Deviations of 1 and -1: variances with two more of them are 4 / 1 and 14 / 11, each times a quarter of
    1 / n - 1 / N.
    """
    strata = [
        Stratum(0.5, 100, np.array([0, 2] * (n // 2)), np.zeros(n), np.ones(n), np.zeros(100), np.ones(100))
        for n in (2, 12)
    ]
    few, many = 4 / 4 * (1 / 2 - 1 / 100), 14 / 11 / 4 * (1 / 12 - 1 / 100)
    found = _estimated(strata, 0.0)
    assert (found.value, found.variance) == (1, pytest.approx(few + many))
    assert found.freedom == pytest.approx((few + many) ** 2 / (few**2 / 1 + many**2 / 11))


@pytest.mark.parametrize("per", [0, -1])
def test_a_rate_needs_something_that_it_counts_over(per: int) -> None:
    units = SURE.assign(n_words=per)
    _refused(
        lambda: aa.coding.estimate_mean(units, SAMPLE.assign(n=1.0), outcome="n", per="n_words"),
        "coding.estimate_mean: `per` must be 0 or more in every unit and not 0 in all; 'n_words' is not.\n"
        "Give what is counted over, such as a number of sentences or words.",
    )


def test_a_machine_that_seems_right_nearly_everywhere_is_not_relied_on() -> None:
    units = pd.DataFrame({"doc_id": range(400), "predicted": [n % 7 for n in range(400)]})
    coded = aa.coding.draw(units, n=60, seed=1, hits_share=None)
    coded["n_found"] = coded["doc_id"] % 7
    row = aa.coding.estimate_mean(units, coded, outcome="n_found").iloc[0]
    assert row["method"] == "difference, lambda 0.00"
    assert (row["low"], row["high"]) == (row["coded_low"], row["coded_high"])
