"""Agreement: the published example, and tables small enough to work out by hand."""

import pandas as pd
import pytest

import aleppo_analysis as aa

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section E: four observers, twelve units, with
# missing data; nominal alpha .743.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def codes_of(by_coder: dict[str, list], frame: str = "ruse") -> pd.DataFrame:
    rows = [
        (coder, "a", unit, frame, value)
        for coder, values in by_coder.items()
        for unit, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["coder", "doc_id", "sentence_id", "frame", "is_present"])


def test_published_example():
    row = aa.frames.agreement(codes_of(PUBLISHED)).iloc[0]
    assert (row["n_units"], row["n_coders"]) == (11, 4)  # unit 12 was coded once
    assert round(row["alpha"], 3) == 0.743
    # 40 codes have a partner. Three 2s and a 3 (unit 2) lose 3 * 1/3 + 1 = 2 of 4; four different codes
    # (unit 6) lose 4; three 1s and a 2 (unit 8) lose 2; all other units agree.
    assert row["agreement"] == pytest.approx((40 - 2 - 4 - 2) / 40)


def test_worked_by_hand():
    # Eight codes, 3 yes and 5 no; one of four units disagrees. D_o = 2/8, D_e = 2*3*5 / (8*7).
    codes = codes_of({"x": [True, False, False, False], "y": [True, True, False, False]})
    row = aa.frames.agreement(codes).iloc[0]
    assert row["agreement"] == pytest.approx(3 / 4)
    assert row["alpha"] == pytest.approx(1 - (2 / 8) / (30 / 56))


def test_undefined_where_nothing_varies():
    codes = codes_of({"x": [False] * 5, "y": [False] * 5})
    row = aa.frames.agreement(codes).iloc[0]
    assert row["agreement"] == 1
    assert row["alpha"] is pd.NA


def test_one_coder_has_nobody_to_agree_with():
    row = aa.frames.agreement(codes_of({"x": [True, False]})).iloc[0]
    assert (row["n_units"], row["n_coders"]) == (0, 0)
    assert row["agreement"] is pd.NA and row["alpha"] is pd.NA


def test_frames_apart_sorted_and_units_of_different_articles_apart():
    codes = pd.concat(
        [
            codes_of({"x": [True, False], "y": [True, False]}, frame="siege"),
            codes_of({"x": [True, False], "y": [False, True]}, frame="aid").assign(doc_id="b"),
            codes_of({"x": [True, False], "y": [True, False]}, frame="aid"),
        ]
    )
    table = aa.frames.agreement(codes.sample(frac=1, random_state=1))
    assert table["frame"].tolist() == ["aid", "siege"]
    assert table["n_units"].tolist() == [4, 2]
    assert table["agreement"].tolist() == [0.5, 1]
    assert table["alpha"].tolist() == [pytest.approx(1 - (4 / 8) / (32 / 56)), 1]


def test_no_rows_keep_columns_and_dtypes():
    codes = codes_of({"x": [True], "y": [True]})
    empty = aa.frames.agreement(codes.head(0))
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, aa.frames.agreement(codes).dtypes)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda codes: codes.drop(columns="coder"),
            "frames.agreement: `codes` needs column 'coder'; it has 'doc_id', 'sentence_id', 'frame', "
            "'is_present'.\nMake it with frames.load_codes, or rename: codes.rename(columns={...: 'coder'}).",
        ),
        (
            lambda codes: codes.assign(coder="x"),
            "frames.agreement: `codes` has more than one row for the same coder and doc_id and sentence_id and "
            "frame: x / a / 0 / ruse.\nKeep one row each.",
        ),
    ],
    ids=["no coder", "coded twice"],
)
def test_bad_input(change, message):
    with pytest.raises(aa.TableError) as error:
        aa.frames.agreement(change(codes_of({"x": [True], "y": [True]})))
    assert str(error.value) == message
