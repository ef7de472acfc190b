"""Agreement of codes and of spans: published examples, tables worked out by hand, and what is not told."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aleppo_analysis as aa

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section E: four observers, twelve units, with
# missing data; nominal alpha .743, interval alpha .849.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}
# The same, section A: two observers, ten units, two values; alpha .095.
BINARY = {"Jon": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "Han": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]}
# The same, section B: two observers, twelve units, five names; alpha .692.
NAMES = {"Ben": list("aabbdcccedda"), "Gerry": list("babbbccceddd")}


def coded(by_coder: dict[str, list]) -> pd.DataFrame:
    rows = [(coder, f"a{n}", code) for coder, codes in by_coder.items() for n, code in enumerate(codes)]
    return pd.DataFrame(rows, columns=["coder", "doc_id", "is_present"])


def test_published_examples() -> None:
    assert aa.coding.agreement(coded(PUBLISHED))["alpha"].round(3).tolist() == [0.743]
    assert aa.coding.agreement(coded(PUBLISHED), level="interval")["alpha"].round(3).tolist() == [0.849]
    assert aa.coding.agreement(coded(BINARY))["alpha"].round(3).tolist() == [0.095]
    assert aa.coding.agreement(coded(NAMES))["alpha"].round(3).tolist() == [0.692]


def test_by_hand() -> None:
    """Codes 1 1 | 1 2 | 4 5, interval: D_o = (0 + 1 + 1) / 3; D_e over all 15 pairs of 1 1 1 2 4 5.

    Squared distances: 1-1 thrice 0; 1-2 thrice 1; 1-4 thrice 9; 1-5 thrice 16; 2-4 4; 2-5 9; 4-5 1: 92 / 15.
    """
    table = coded({"x": [1, 1, 4], "y": [1, 2, 5]})
    [row] = aa.coding.agreement(table, level="interval").to_dict("records")
    assert row["alpha"] == pytest.approx(1 - (2 / 3) / (92 / 15))
    assert row["agreement"] == pytest.approx(1 / 3)
    # Nominal: 2 of 3 units differ; of 15 pairs of all codes 3 are equal (1-1).
    assert aa.coding.agreement(table)["alpha"][0] == pytest.approx(1 - (2 / 3) / (12 / 15))


def test_it_is_the_alpha_of_frames() -> None:
    codes = aa.frames.load_codes()
    mine = aa.coding.agreement(codes, by="frame")
    columns = ["frame", "n_units", "n_coders", "agreement", "alpha"]
    pd.testing.assert_frame_equal(pd.DataFrame(mine[columns]), aa.frames.agreement(codes))
    assert mine["n_articles"].tolist() == [codes["doc_id"].nunique()] * len(mine)


def test_undefined_where_nothing_varies_and_no_interval_for_few() -> None:
    same = aa.coding.agreement(coded({"x": [False] * 30, "y": [False] * 30})).loc[0]
    assert same["agreement"] == 1 and same[["alpha", "alpha_low", "alpha_high"]].isna().all()
    for n_articles, n_yes, is_told in [(19, 9, False), (20, 9, True), (20, 4, False), (20, 5, True)]:
        codes = [True] * n_yes + [False] * (n_articles - n_yes)
        row = aa.coding.agreement(coded({"x": codes, "y": codes})).loc[0]
        assert row["alpha"] == 1
        assert row[["alpha_low", "alpha_high"]].notna().tolist() == [is_told, is_told]


def test_coders_who_never_differed_may_differ() -> None:
    """In 100 articles the interval ends nearer to 1 than in 20."""
    lows = []
    for n in (20, 100):
        codes = [True, False] * (n // 2)
        row = aa.coding.agreement(coded({"x": codes, "y": codes})).loc[0]
        lows.append(row["alpha_low"])
        assert row["alpha_high"] == row["alpha"] == 1
    assert 0.6 < lows[0] < 0.9 < lows[1] < 1


def test_the_interval_takes_articles_whole() -> None:
    """Ten sentences an article, all alike: as wide as with one, and wider than with as many articles."""
    rng = np.random.default_rng(1)
    x, y = rng.random(40) < 0.5, rng.random(40) < 0.5
    y = np.where(rng.random(40) < 0.7, x, y)
    one = coded({"x": x.tolist(), "y": y.tolist()})
    ten = pd.concat([one.assign(start=10 * n, end=10 * n + 9) for n in range(10)])
    apart = pd.concat([one.assign(doc_id=one["doc_id"] + f"-{n}") for n in range(10)])
    widths = []
    for table in (one, ten, apart):
        row = aa.coding.agreement(table).loc[0]
        assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
        widths.append(row["alpha_high"] - row["alpha_low"])
    assert widths[1] == pytest.approx(widths[0], rel=0.1)
    assert widths[2] < widths[0] / 2


def test_it_is_the_same_each_time_and_in_any_order() -> None:
    table = coded({"x": [True, False] * 15, "y": [True, True, False] * 10})
    first = aa.coding.agreement(table)
    again = aa.coding.agreement(table.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(first, again)
    assert aa.coding.agreement(table, seed=1)["alpha_low"][0] != first["alpha_low"][0]


def test_the_columns_without_rows() -> None:
    empty = aa.coding.agreement(coded(BINARY).head(0), by="coder")
    assert empty.columns.tolist()[:4] == ["coder", "n_articles", "n_units", "n_coders"] and len(empty) == 0


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (
            lambda table: table.assign(coder=table["coder"].where(table["coder"] == "Jon")),
            {},
            "coding.agreement: 10 of 20 coded rows of `coded` do not say by whom.\n"
            "Not every tool tells: coding.load(path).assign(coder='Ann'), before tables are put together.",
        ),
        (
            lambda table: table.assign(coder="x"),
            {},
            "coding.agreement: `coded` has more than one row for the same coder and doc_id: x / a0, x / a1, x / a2, "
            "....\nKeep one row each.",
        ),
        (
            lambda table: table.assign(is_present="b"),
            {"level": "interval"},
            "coding.agreement: level='interval' needs finite numbers in 'is_present'; it holds str.\n"
            "Use level='nominal' for names.",
        ),
        (
            lambda table: table,
            {"level": "ordinal"},
            "coding.agreement: level='ordinal' is not known.\nDid you mean 'nominal'? Choose one of 'nominal', "
            "'interval'.",
        ),
    ],
    ids=["nobody", "twice", "names", "level"],
)
def test_bad_input(change, options, message) -> None:
    with pytest.raises(aa.TableError) as error:
        aa.coding.agreement(change(coded(BINARY)), **options)
    assert str(error.value) == message


# -- spans -------------------------------------------------------------------------------------------------


def marked(*rows: tuple) -> pd.DataFrame:
    """Spans in one unit of 20 characters an article: article, coder, start, end, label."""
    table = pd.DataFrame(rows, columns=["doc_id", "coder", "start", "end", "label"])
    table = table.astype({"start": "Int64", "end": "Int64", "label": "str"})
    return table.assign(unit_start=0, unit_end=20, is_coded=True)


def test_spans_by_hand() -> None:
    spans = marked(
        ("a", "x", 0, 5, "speech"),
        ("a", "y", 0, 5, "speech"),  # the same
        ("a", "x", 10, 15, "speech"),
        ("a", "y", 14, 18, "speech"),  # one character in common
        ("a", "y", 18, 20, "title"),
        ("b", "x", None, None, None),  # both read it, and one found something
        ("b", "y", 3, 6, "title"),
        ("c", "x", 3, 6, "title"),  # only one read it
    )
    table = aa.coding.span_agreement(spans).set_index("label")
    assert table.loc["any", ["n_articles", "n_units", "n_coders", "n_spans"]].tolist() == [2, 2, 2, 6]
    assert table.loc[["any", "speech", "title"], "exact"].tolist() == [2 / 6, 2 / 4, 0]
    assert table.loc[["any", "speech", "title"], "overlap"].tolist() == [4 / 6, 1, 0]
    # speech: of 40 characters x marks 10, y 9, differing in 4 + 3 = 7: D_o = 7/40; 19 of 80 codes are speech.
    assert table.loc["speech", "alpha"] == pytest.approx(1 - (7 / 40) / (2 * 19 * 61 / (80 * 79)))
    # title: y alone marks 5 characters: D_o = 5/40, 5 of 80 codes.
    assert table.loc["title", "alpha"] == pytest.approx(1 - (5 / 40) / (2 * 5 * 75 / (80 * 79)))
    # any: 7 + 5 = 12 differ; 19 speech, 5 title, 56 none.
    expected = (80 * 80 - 19 * 19 - 5 * 5 - 56 * 56) / (80 * 79)
    assert table.loc["any", "alpha"] == pytest.approx(1 - (12 / 40) / expected)


def test_three_coders_are_all_their_pairs() -> None:
    spans = marked(("a", "x", 0, 5, "s"), ("a", "y", 0, 5, "s"), ("a", "z", 4, 9, "s"))
    row = aa.coding.span_agreement(spans).loc[0]
    assert (row["exact"], row["overlap"]) == (2 / 6, 1)


def test_spans_that_touch_do_not_overlap() -> None:
    row = aa.coding.span_agreement(marked(("a", "x", 0, 5, "s"), ("a", "y", 5, 9, "s"))).loc[0]
    assert row["overlap"] == 0


def test_a_lost_place_equals_none() -> None:
    lost = marked(("a", "x", None, None, "s"), ("a", "y", None, None, "s"), ("a", "y", 0, 4, "s"))
    row = aa.coding.span_agreement(lost).loc[0]
    assert (row["n_spans"], row["exact"], row["overlap"]) == (3, 0, 0)


def test_no_spans_no_measures() -> None:
    nothing = marked(("a", "x", None, None, None), ("a", "y", None, None, None))
    row = aa.coding.span_agreement(nothing).loc[0]
    assert row["n_units"] == 1 and row[["exact", "overlap", "alpha"]].isna().all()
    assert aa.coding.span_agreement(nothing.head(0))["n_units"].tolist() == [0]


def test_the_interval_of_spans() -> None:
    rows = [(f"d{n}", coder, 0, 5 + (n % 4) * (coder == "x"), "s") for n in range(30) for coder in "xy"]
    row = aa.coding.span_agreement(marked(*rows)).loc[0]
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    pd.testing.assert_frame_equal(
        aa.coding.span_agreement(marked(*rows)), aa.coding.span_agreement(marked(*rows[::-1]))
    )
    assert aa.coding.span_agreement(marked(*rows), seed=1)["alpha_low"][0] != row["alpha_low"]


places = st.none() | st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)
some_spans = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), places, st.sampled_from(["p", "q", None])),
    min_size=4,
    max_size=14,
)


def measured(rows: list[tuple]) -> tuple:
    """Number of spans, F1 of equal spans and of those that meet, and alpha, one pair or character after another."""
    units: dict[str, dict[str, set]] = {}
    for number, (doc_id, coder, place, label) in enumerate(rows, 1):
        found = units.setdefault(doc_id, {}).setdefault(coder, set())
        found |= {(label, *(place or [-number, -number]))} if label else set()
    units = {doc_id: coders for doc_id, coders in units.items() if len(coders) > 1}
    pairs = [
        (span, coders[other])
        for coders in units.values()
        for coder, other in permutations(coders, 2)
        for span in coders[coder]
    ]
    n_equal = sum(span in others for span, others in pairs)
    n_met = sum(
        any(span[0] == one[0] and span[1] < one[2] and one[1] < span[2] for one in others)
        for span, others in pairs
    )
    characters = [
        (
            doc_id,
            coder,
            place,
            " ".join(sorted({label for label, start, end in found if start <= place < end})),
        )
        for doc_id, coders in units.items()
        for coder, found in coders.items()
        for place in range(20)
    ]
    codes = pd.DataFrame(characters, columns=["doc_id", "coder", "start", "labels"])
    alpha = aa.coding.agreement(codes.assign(end=codes["start"] + 1), outcome="labels")["alpha"][0]
    n_spans = sum(len(found) for coders in units.values() for found in coders.values())
    return n_spans, n_equal / max(len(pairs), 1), n_met / max(len(pairs), 1), alpha


@settings(max_examples=20)  # a table of characters each
@given(some_spans)
def test_spans_are_compared_pair_by_pair_and_character_by_character(rows: list[tuple]) -> None:
    table = marked(
        *((doc_id, coder, *(place or [None, None]), label) for doc_id, coder, place, label in rows)
    )
    table.loc[table["label"].isna(), ["start", "end"]] = None
    row = aa.coding.span_agreement(table).set_index("label").loc["any"]
    expected = measured(rows)
    assert row["n_spans"] == expected[0]
    if expected[0]:
        assert row[["exact", "overlap", "alpha"]].fillna(-9).tolist() == pytest.approx(
            [-9 if pd.isna(value) else value for value in expected[1:]]
        )
