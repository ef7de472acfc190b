from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa

TEXT = "“We wait,” Ann Lee said. She said ‘aid’ was near. Bo Dee denied that “no truck” came."


def quotes(*rows: tuple) -> pd.DataFrame:
    """Rows of (quote, kind, use, group, speaker or None, name, group), placed in TEXT."""
    table = []
    for quote, kind, use, quote_group, speaker, name, group in rows:
        start = TEXT.index(quote)
        at = None if speaker is None else TEXT.index(speaker)
        table.append(
            {
                **{
                    "doc_id": "a",
                    "start": start,
                    "end": start + len(quote),
                    "quote": quote,
                    "kind": kind,
                    "use": use,
                },
                **{"quote_group": quote_group, "speaker_start": at},
                "speaker_end": None if at is None else at + len(speaker),
                **{"speaker_name": name, "speaker_group": group},
            }
        )
    columns = ["doc_id", "start", "end", "quote", "kind", "use", "quote_group"]
    columns += ["speaker_start", "speaker_end", "speaker_name", "speaker_group"]
    return pd.DataFrame(table, columns=columns).astype(
        {
            "speaker_start": "Int64",
            "speaker_end": "Int64",
            "speaker_name": "str",
            "speaker_group": "str",
            "quote": "str",
        }
    )


ANN = ("Ann Lee", "Ann Lee", "civilian")
BO = ("Bo Dee", "Bo Dee", "other")
GOLD = quotes(
    ("We wait,", "direct", "speech", "1", *ANN),
    ("‘aid’ was near", "indirect", "speech", "2", "She", "Ann Lee", "civilian"),
    ("aid", "mixed", "scare", "2", None, None, None),
    ("that “no truck” came", "indirect", "speech", "3", *BO),
    ("no truck", "mixed", "speech", "3", *BO),
)


def counts(predicted: pd.DataFrame, gold: pd.DataFrame = GOLD) -> dict:
    table = aa.quotes.score(predicted, gold)
    return {row.level: (row.n_gold, row.n_predicted, row.n_correct) for row in table.itertuples()}


# ------------------------------------------------------------ gold


def test_gold_codes_44_pairs_of_marks_with_the_uses_of_the_reading(five):
    pairs = aa.quotes.load_gold().query("kind != 'indirect' and doc_id in @five")
    assert len(pairs) == 44
    assert dict(pairs["use"].value_counts()) == {"speech": 30, "scare": 6, "term": 8}


def test_gold_slices_back_to_the_texts():
    text = aa.load_articles().set_index("doc_id")["text"]
    gold = aa.quotes.load_gold()
    for row in gold.itertuples():
        assert text[row.doc_id][row.start : row.end] == row.quote
        if not pd.isna(row.speaker):
            assert text[row.doc_id][row.speaker_start : row.speaker_end] == row.speaker


def test_gold_pairs_stand_inside_marks_and_no_curly_pair_is_left_out():
    text = aa.load_articles().set_index("doc_id")["text"]
    gold = aa.quotes.load_gold()
    pairs = gold[gold["kind"] != "indirect"]
    around = [text[row.doc_id][row.start - 1] + text[row.doc_id][row.end] for row in pairs.itertuples()]
    assert set(around) == {"“”", "‘’", '""'}
    coded = set(zip(pairs["doc_id"], pairs["start"], strict=True))
    opening = {(doc, i + 1) for doc, body in text.items() for i, mark in enumerate(body) if mark in "“‘"}
    assert opening <= coded


def test_gold_names_the_speaker_of_all_speech_and_of_the_terms_with_a_group(five):
    pairs = aa.quotes.load_gold().query("kind != 'indirect'")
    assert pairs.query("use == 'speech'")[["speaker", "speaker_name", "speaker_group"]].notna().all(axis=None)
    terms = pairs.query("use == 'term' and speaker_group.notna() and doc_id in @five")
    assert list(terms["speaker_name"]) == [
        *("Kremlin", "Kremlin", "activists in Syria", "Russia", "army loudspeaker"),
        *("Russian Ministry of Defence", "High Negotiations Committee"),
    ]


def test_rows_of_one_group_have_one_speaker_and_groups_are_never_shared_between_articles():
    gold = aa.quotes.load_gold().query("use == 'speech'")
    groups = gold.groupby("quote_group")
    assert (groups["doc_id"].nunique() == 1).all()
    assert (groups["speaker_name"].nunique(dropna=False) == 1).all()


def test_a_gold_file_of_ones_own(tmp_path):
    path = tmp_path / "gold.csv"
    GOLD.assign(speaker=None, cue=None, note=None).to_csv(path, index=False)
    assert list(aa.quotes.load_gold(path)["quote"]) == list(GOLD["quote"])


# ------------------------------------------------------------ scores


def test_gold_against_itself():
    table = aa.quotes.score(GOLD, GOLD)
    assert list(table.columns) == ["level", "n_gold", "n_predicted", "n_correct", "precision", "recall", "f1"]
    assert counts(GOLD) == {
        **{"quotation": (3, 3, 3), "speech": (2, 2, 2), "use": (3, 3, 3)},
        **dict.fromkeys(["speaker", "speaker_name", "speaker_group"], (2, 2, 2)),
        **dict.fromkeys(["indirect", "indirect_speaker"], (2, 2, 2)),
        **dict.fromkeys(["indirect_speaker_name", "indirect_speaker_group"], (2, 2, 2)),
    }
    assert (table["f1"] == 1).all()


def test_nothing_predicted():
    table = aa.quotes.score(GOLD.head(0), GOLD)
    assert (table["n_predicted"] == 0).all() and (table["n_correct"] == 0).all()
    assert table["precision"].isna().all() and (table["recall"] == 0).all() and (table["f1"] == 0).all()


def test_no_gold_and_nothing_predicted_is_undefined():
    table = aa.quotes.score(GOLD.head(0), GOLD.head(0))
    assert table[["precision", "recall", "f1"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"use": "scare"}, {"speech": (2, 1, 1), "use": (3, 3, 2), "speaker": (2, 1, 1)}),
        (
            {"speaker_name": "Bo Dee"},
            {"speaker": (2, 2, 2), "speaker_name": (2, 2, 1), "speaker_group": (2, 2, 2)},
        ),
        ({"speaker_group": "un"}, {"speaker_name": (2, 2, 2), "speaker_group": (2, 2, 1)}),
        ({"speaker_start": pd.NA, "speaker_end": pd.NA}, {"speaker": (2, 1, 1), "speaker_name": (2, 2, 2)}),
        ({"speaker_start": 26, "speaker_end": 29}, {"speaker": (2, 2, 1)}),
        ({"speaker_start": 15, "speaker_end": 18}, {"speaker": (2, 2, 2)}),
        ({"start": 3, "quote": " wait,"}, {"quotation": (3, 3, 3)}),
        ({"start": 7, "quote": "t,"}, {"quotation": (3, 3, 2), "speech": (2, 2, 1)}),
    ],
    ids=[
        "use",
        "name",
        "group",
        "no mention",
        "wrong mention",
        "part of mention",
        "most of it",
        "a corner of it",
    ],
)
def test_one_thing_wrong(change, expected):
    predicted = GOLD.copy()
    for column, value in change.items():
        predicted.loc[0, column] = value
    result = counts(predicted)
    assert {level: result[level] for level in expected} == expected


def test_only_letters_and_digits_count():
    gold = quotes(("We wait,", "direct", "speech", "1", *ANN)).assign(quote="Go", end=3)
    predicted = gold.assign(quote="Go!!!!", end=7)
    assert counts(predicted, gold)["speech"] == (1, 1, 1)


def test_one_prediction_meets_one_gold_unit():
    twice = pd.concat([GOLD.head(1), GOLD.head(1).assign(quote_group="9", use="scare")], ignore_index=True)
    assert counts(GOLD.head(1), twice)["quotation"] == (2, 1, 1)


def test_a_scare_quote_called_speech_costs_precision_of_speech():
    predicted = GOLD.copy()
    predicted.loc[2, ["use", "speaker_name", "speaker_group"]] = ["speech", "Ann Lee", "civilian"]
    result = counts(predicted)
    assert result["speech"] == (2, 3, 2)
    assert result["use"] == (3, 3, 2)
    assert result["speaker_name"] == (2, 3, 2)


def test_an_attribution_is_all_rows_of_its_group():
    parts = quotes(
        ("that “no", "indirect", "speech", "9", *BO),
        ("truck” came", "indirect", "speech", "9", *BO),
    )
    assert counts(parts)["indirect"] == (2, 1, 1)
    assert counts(parts.assign(quote_group=["8", "9"]))["indirect"] == (2, 2, 1)


def test_a_pair_nested_in_speech_is_asked_for_only_as_a_quotation():
    nested = quotes(
        ("that “no truck” came", "direct", "speech", "1", *BO),
        ("no truck", "direct", "scare", "2", None, None, None),
    )
    called_speech = nested.assign(use="speech", speaker_name="Bo Dee", speaker_group="other")
    result = counts(called_speech, nested)
    assert result["quotation"] == (2, 2, 2)
    assert [result[level] for level in ("speech", "use", "speaker_name")] == [(1, 1, 1)] * 3


def test_an_unnamed_gold_speaker_is_neither_required_nor_punished():
    gold = quotes(("We wait,", "direct", "speech", "1", None, None, None))
    predicted = quotes(("We wait,", "direct", "speech", "1", *ANN))
    result = counts(predicted, gold)
    assert result["speech"] == (1, 1, 1)
    assert result["speaker_name"] == (0, 0, 0)


def test_rows_may_come_in_any_order_and_stay_unchanged():
    shuffled = GOLD.sample(frac=1, random_state=1)
    before = shuffled.copy()
    pd.testing.assert_frame_equal(aa.quotes.score(shuffled, GOLD), aa.quotes.score(GOLD, GOLD))
    pd.testing.assert_frame_equal(shuffled, before)


# ------------------------------------------------------------ errors


def test_missing_speakers_are_named():
    with pytest.raises(aa.TableError) as error:
        aa.quotes.score(GOLD.drop(columns=["speaker_name", "speaker_group"]), GOLD)
    assert str(error.value) == (
        "quotes.score: `predicted` needs columns 'speaker_name', 'speaker_group'; it has 'doc_id', 'start', 'end', 'quote', "
        "'kind', 'use', 'quote_group', 'speaker_start', 'speaker_end'.\n"
        "Make it with speakers.resolve, or rename: predicted.rename(columns={...: 'speaker_name'})."
    )


@pytest.mark.parametrize("side", ["speaker_start", "speaker_end"])
def test_a_speaker_without_one_of_its_bounds_is_none(side):
    scores = aa.quotes.score(GOLD.assign(**{side: pd.NA}), GOLD).set_index("level")
    assert scores.loc["speaker", "n_predicted"] == 0 < scores.loc["speaker", "n_gold"]


def test_articles_without_gold_are_refused():
    with pytest.raises(aa.TableError) as error:
        aa.quotes.score(GOLD.assign(doc_id="b"), GOLD)
    assert str(error.value) == (
        "quotes.score: `predicted` has articles that `gold` lacks: b.\n"
        "Score coded articles only: predicted[predicted['doc_id'].isin(gold['doc_id'])]."
    )


def test_a_span_that_is_not_as_long_as_its_quote_is_refused():
    with pytest.raises(aa.TableError) as error:
        aa.quotes.score(GOLD.assign(end=GOLD["end"] + 1), GOLD)
    assert str(error.value) == (
        "quotes.score: `predicted` has a quote that is not as long as its span: a 1-10, 'We wait,'.\n"
        "Cut it from the text: text[start:end]."
    )


def test_a_gold_file_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text(
        "doc_id,start,end,quote,kind,use,quote_group,speaker,speaker_start,speaker_end,cue,note\n"
    )
    with pytest.raises(aa.TableError) as error:
        aa.quotes.load_gold(path)
    assert str(error.value) == (
        f"quotes.load_gold: {str(path)!r} needs the columns doc_id, start, end, quote, kind, use, quote_group, speaker_start, "
        "speaker_end, speaker_name, speaker_group, speaker, cue, note; speaker_name and speaker_group missing, it has doc_id, "
        "start, end, quote, kind, use, quote_group, speaker, speaker_start, speaker_end, cue, note.\n"
        "Add what is missing, or rename it in the first row."
    )


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("start", "4.5", "whole numbers below 2**31 in 'start'; row 1 has '4.5'"),
        ("end", str(2**63), f"whole numbers below 2**31 in 'end'; row 1 has '{2**63}'"),
        (
            "speaker_start",
            "here",
            "whole numbers from 0 to 2**31, or nothing in 'speaker_start'; row 1 has 'here'",
        ),
    ],
)
def test_gold_with_another_offset_is_refused(column: str, value: str, wanted: str, tmp_path: Path) -> None:
    table = aa.quotes.load_gold().head(2).astype("object")
    table.loc[1, column] = value
    table.to_csv(tmp_path / "gold.csv", index=False)
    with pytest.raises(aa.TableError) as caught:
        aa.quotes.load_gold(tmp_path / "gold.csv")
    assert str(caught.value) == f"quotes.load_gold: `gold` must have {wanted}.\nMend that row of the file."


def test_quotations_that_were_saved_are_read_again(tmp_path: Path) -> None:
    """With the names that their rows had."""
    aa.quotes.load_gold().to_csv(tmp_path / "gold.csv", index=False)
    pd.testing.assert_frame_equal(aa.quotes.load_gold(tmp_path / "gold.csv"), aa.quotes.load_gold())
