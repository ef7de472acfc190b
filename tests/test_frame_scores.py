"""The lexicon against codes by reading: counts by hand, Wilson's interval by its formula."""

import math
from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa

COLUMNS = ["coder", "doc_id", "sentence_id", "start", "end", "frame", "is_present"]


def codes_of(frame: str = "ruse", **coders: list[bool]) -> pd.DataFrame:
    """Sentences of ten characters each, one code a coder and sentence."""
    rows = [
        (coder, "a", unit, 10 * unit, 10 * unit + 9, frame, present)
        for coder, codes in coders.items()
        for unit, present in enumerate(codes)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).assign(zone="body")


def matches_at(*starts: int, frame: str = "ruse") -> pd.DataFrame:
    table = pd.DataFrame({"start": pd.Series(starts, dtype="int64")})
    return table.assign(doc_id="a", end=table["start"] + 4, frame=frame, zone="body")


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson (1927), for a share of k in n."""
    z = 1.959963984540054
    centre, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return centre - half, centre + half


def test_counts_scores_and_intervals_by_hand():
    # Sentences 0, 1, 2 carry the frame; matches lie in 1 (two of them), 2 and 4: 2 of 3 right, 2 of 3 found.
    codes = codes_of(x=[True, True, True, False, False, False])
    (row,) = aa.frames.score(matches_at(10, 15, 20, 45), codes).to_dict("records")
    assert list(row) == [
        *("frame", "reference", "n_units", "n_gold", "n_predicted", "n_correct"),
        *("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1"),
    ]
    assert (row["n_units"], row["n_gold"], row["n_predicted"], row["n_correct"]) == (6, 3, 3, 2)
    assert row["precision"] == row["recall"] == row["f1"] == pytest.approx(2 / 3)
    assert (row["recall_low"], row["recall_high"]) == pytest.approx(wilson(2, 3))
    assert (row["precision_low"], row["precision_high"]) == pytest.approx(wilson(2, 3))


def test_published_wilson_interval():
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives .2553 to .3662 by the score method.
    codes = codes_of(x=[True] * 263)
    row = aa.frames.score(matches_at(*range(0, 810, 10)), codes).iloc[0]
    assert (round(row["recall_low"], 4), round(row["recall_high"], 4)) == (0.2553, 0.3662)


def test_each_coder_then_all_and_any():
    codes = codes_of(x=[True, True, False], y=[True, False, False])
    scores = aa.frames.score(matches_at(0, 10), codes)
    assert scores[["reference", "n_gold", "n_predicted", "n_correct"]].values.tolist() == [
        ["all", 1, 2, 1],
        ["any", 2, 2, 2],
        ["x", 2, 2, 2],
        ["y", 1, 2, 1],
    ]


def test_a_sentence_one_coder_left_out_counts_for_the_others():
    codes = codes_of(x=[True, True], y=[True])
    scores = aa.frames.score(matches_at(0), codes).set_index("reference")
    assert scores["n_units"].to_dict() == {"all": 2, "any": 2, "x": 2, "y": 1}
    assert scores["n_gold"].to_dict() == {"all": 2, "any": 2, "x": 2, "y": 1}


def test_frames_apart_sorted_and_undefined_where_nothing_is_divided():
    codes = pd.concat([codes_of("siege", x=[False, False]), codes_of("aid", x=[True, False])])
    scores = aa.frames.score(matches_at(0, frame="aid").astype({"frame": "category"}), codes)
    assert scores["frame"].tolist() == ["aid", "siege"]
    assert scores["precision"].tolist() == [1, pd.NA]
    assert scores["recall_low"].isna().tolist() == [False, True]
    assert scores["f1"].tolist() == [1, pd.NA]


def test_a_match_counts_where_its_first_character_stands():
    scores = aa.frames.score(matches_at(7, 19), codes_of(x=[True, False, True]))
    assert scores[["n_predicted", "n_correct"]].values.tolist() == [[1, 1]]  # 19 is between two sentences


def test_related_text_is_left_out_of_both():
    codes = codes_of(x=[True, True]).assign(zone=["body", "related"])
    scores = aa.frames.score(matches_at(0, 10).assign(zone=["body", "related"]), codes)
    assert scores[["n_units", "n_gold", "n_predicted"]].values.tolist() == [[1, 1, 1]]


def test_no_rows_keep_columns_and_dtypes_and_order_does_not_matter():
    codes, matches = codes_of(x=[True, False], y=[True, True]), matches_at(0, 10)
    scores = aa.frames.score(matches, codes)
    shuffled = aa.frames.score(matches.iloc[::-1], codes.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(scores, shuffled)
    empty = aa.frames.score(matches.head(0), codes.head(0))
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, scores.dtypes)
    assert aa.frames.score(matches.head(0), codes)["n_predicted"].tolist() == [0] * 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda codes: codes.drop(columns="sentence_id"),
            "frames.score: `codes` needs column 'sentence_id'; it has 'coder', 'doc_id', 'start', 'end', 'frame', "
            "'is_present', 'zone'.\nMake it with frames.load_codes, or rename: codes.rename(columns={...: 'sentence_id'}).",
        ),
        (
            lambda codes: codes.drop(columns="zone"),
            "frames.score: `codes` needs column 'zone' or 'voice', so that links and credits stay uncounted; it has "
            "'coder', 'doc_id', 'sentence_id', 'start', 'end', 'frame', 'is_present'.\n"
            "Add it: join_spans(codes, text.find_zones(articles), ['zone']) or voices.add(codes, voices).",
        ),
        (
            lambda codes: pd.concat([codes, codes]),
            "frames.score: `codes` has more than one row for the same coder and doc_id and sentence_id and frame: "
            "x / a / 0 / ruse, x / a / 1 / ruse.\nKeep one row each.",
        ),
        (
            lambda codes: codes.astype({"is_present": "str"}),
            "frames.score: `codes` must have True or False in 'is_present'; row 0 has 'True'.\n"
            "Say which values are true: codes.assign(is_present=codes['is_present'].isin([...])).",
        ),
    ],
    ids=["no sentence_id", "no zone", "coded twice", "codes as text"],
)
def test_bad_codes(change, message):
    with pytest.raises(aa.TableError) as error:
        aa.frames.score(matches_at(0), change(codes_of(x=[True, False])))
    assert str(error.value) == message


HEADER = "coder,doc_id,sentence_id,start,end,frame,is_present\n"


def test_codes_are_read(tmp_path: Path):
    file = tmp_path / "codes.csv"
    file.write_text(HEADER + "x,a,0,0,9,ruse,True\nx,a,1,10,19,ruse,False\n", encoding="utf-8")
    expected = codes_of(x=[True, False]).drop(columns="zone")
    pd.testing.assert_frame_equal(aa.frames.load_codes(file), expected, check_dtype=False)
    assert aa.frames.load_codes(file)["is_present"].dtype == bool


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "coder,doc_id\nx,a\n",
            "frames.load_codes: {file!r} needs the columns coder, doc_id, sentence_id, start, end, frame, is_present; "
            "sentence_id and start and end and frame and is_present missing, it has coder, doc_id.\n"
            "Add what is missing, or rename it in the first row.",
        ),
        (
            HEADER + "x,a,0,0,9,ruse,True\nx,a,1,10,19,ruse,yes\n",
            "frames.load_codes: every row needs all of coder, doc_id, sentence_id, start, end, frame, is_present, "
            "whole numbers as sentence_id, start and end, and True or False as is_present; row 2 below the header "
            "has coder='x', doc_id='a', sentence_id='1', start='10', end='19', frame='ruse', is_present='yes'.\n"
            "Repair that row.",
        ),
        (
            HEADER + "x,a,0,0,,ruse,True\n",
            "frames.load_codes: every row needs all of coder, doc_id, sentence_id, start, end, frame, is_present, "
            "whole numbers as sentence_id, start and end, and True or False as is_present; row 1 below the header "
            "has coder='x', doc_id='a', sentence_id='0', start='0', end=nan, frame='ruse', is_present='True'.\n"
            "Repair that row.",
        ),
        (
            HEADER + "x,a,0,0,9,ruse,True\nx,a,0,0,9,ruse,False\n",
            "frames.load_codes: `codes` has more than one row for the same coder and doc_id and sentence_id and "
            "frame: x / a / 0 / ruse.\nKeep one row each.",
        ),
    ],
    ids=["columns", "no code", "no offset", "coded twice"],
)
def test_bad_code_file(tmp_path: Path, content, message):
    file = tmp_path / "codes.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(aa.TableError) as error:
        aa.frames.load_codes(file)
    assert str(error.value) == message.format(file=str(file))


def test_shipped_codes_cover_every_sentence_for_every_frame_and_coder():

    codes = aa.frames.load_codes()
    frames = sorted(aa.frames.load_terms()["frame"].unique())
    sentences = aa.text.split_sentences(aa.load_articles())[["doc_id", "sentence_id", "start", "end"]]
    coders = codes["coder"].unique()
    assert len(coders) >= 2 and sorted(codes["frame"].unique()) == frames
    for _, of_coder in codes.groupby(["coder", "frame"]):
        units = of_coder[["doc_id", "sentence_id", "start", "end"]].sort_values(["doc_id", "sentence_id"])
        expected = sentences.sort_values(["doc_id", "sentence_id"])
        assert units.values.tolist() == expected.values.tolist()


def test_shipped_lexicon_scores_as_the_issue_wants():
    """In-sample: the terms' author had read the articles. F1 above .8 for humanitarian and deception."""

    articles = aa.load_articles()
    zones = aa.text.find_zones(articles)
    matches = aa.join_spans(aa.frames.match(articles, aa.frames.load_terms()), zones, ["zone"])
    scores = aa.frames.score(matches, aa.join_spans(aa.frames.load_codes(), zones, ["zone"]))
    f1 = scores[scores["reference"] == "all"].set_index("frame")["f1"]
    assert f1["humanitarian"] > 0.8 and f1["deception"] > 0.8


# -- sentences from elsewhere ----------------------------------------------------------------------------

ELSEWHERE = Path(__file__).parent.parent / "data" / "elsewhere"


def test_lexicon_elsewhere_is_as_good_as_its_table_says():
    articles = pd.read_csv(ELSEWHERE / "articles.csv")
    codes = aa.frames.load_codes(ELSEWHERE / "frame_codes.csv").assign(zone="body")
    matches = aa.frames.match(articles, aa.frames.load_terms()).assign(zone="body")
    scores = aa.frames.score(matches, codes).query("reference == 'a'").round(2)
    table = (ELSEWHERE / "README.md").read_text("utf-8")
    for row in scores.itertuples():
        counts = f"| {row.frame} | {row.n_gold} | {row.n_predicted} | {row.n_correct} |"
        shares = f" {row.precision:.2f} | {row.recall:.2f} |".replace("0.", ".")
        assert counts + shares in table


def test_sentences_from_elsewhere_are_coded_by_both_for_both_frames():
    articles = pd.read_csv(ELSEWHERE / "articles.csv")
    codes = aa.frames.load_codes(ELSEWHERE / "frame_codes.csv")
    assert len(articles) >= 120 and articles["text"].is_unique
    assert (codes["end"] == codes["doc_id"].map(articles.set_index("doc_id")["text"].str.len())).all()
    assert codes.groupby(["coder", "frame"])["doc_id"].nunique().eq(len(articles)).all()
    assert len(codes) == 2 * 2 * len(articles)
    agreed = codes.pivot(index=["doc_id", "frame"], columns="coder", values="is_present").nunique(axis=1)
    assert agreed[agreed > 1].index.tolist() == [("s083", "humanitarian")]
