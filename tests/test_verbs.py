"""Reporting verbs: which verb a cue holds, and counts by group."""

from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa

ZONES = pd.DataFrame({"doc_id": "a", "start": [0, 90], "end": [90, 120], "zone": ["body", "related"]})


def quotes_of(*rows: tuple) -> pd.DataFrame:
    columns = ["doc_id", "start", "cue", "cue_start", "cue_end", "speaker_group"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"cue": "str", "cue_start": "Int64", "cue_end": "Int64", "speaker_group": "str"})


QUOTES = quotes_of(
    ("a", 0, "has claimed", 20, 31, "russia"),
    ("a", 12, "has claimed", 20, 31, "russia"),  # the second half of the quotation: the same cue
    ("a", 40, "said", 52, 56, "un"),
    ("a", 60, "According to", 62, 74, None),
    ("a", 75, "grunted", 80, 87, "un"),
    ("a", 88, None, None, None, "un"),
    ("a", 91, "said", 100, 104, "un"),  # in a link
)


@pytest.mark.parametrize(
    ("cue", "verb"),
    [
        ("said", "say"),
        ("had previously hailed", "hail"),
        ("has repeatedly said", "say"),
        ("denied claims", "deny"),
        ("Claims", "claim"),
        ("an army loudspeaker blared", "blare"),
        ("pointed out", "point out"),
        ("made clear", "make clear"),
        ("was rejected by", "reject"),
        ("sayings", None),
        ("chided", "chide"),
    ],
)
def test_the_first_listed_verb_of_a_cue(cue, verb):
    found = aa.voices.find_reporting_verbs(quotes_of(("a", 0, cue, 10, 14, None)), ZONES)["verb"]
    assert found.fillna("none").tolist() == [verb or "none"]


def test_one_row_a_cue():
    found = aa.voices.find_reporting_verbs(QUOTES.sample(frac=1, random_state=1), ZONES)
    assert list(found.columns) == [
        *("doc_id", "start", "end", "cue", "verb", "stance", "speaker_group", "zone")
    ]
    assert found.fillna("-").values.tolist() == [
        ["a", 20, 31, "has claimed", "claim", "loaded", "russia", "body"],
        ["a", 52, 56, "said", "say", "neutral", "un", "body"],
        ["a", 62, 74, "According to", "according to", "neutral", "-", "body"],
        ["a", 80, 87, "grunted", "-", "-", "un", "body"],
        ["a", 100, 104, "said", "say", "neutral", "un", "related"],
    ]


def test_counts_by_group_can_be_looked_up():
    reporting = aa.voices.find_reporting_verbs(QUOTES, ZONES)
    counts = aa.voices.loaded_verbs(reporting, by=["doc_id", "speaker_group"])
    assert counts.fillna("-").values.tolist() == [
        ["a", "russia", 1, 0, 0, 1],
        ["a", "un", 0, 1, 1, 2],
        ["a", "-", 0, 1, 0, 1],
    ]
    assert list(counts.columns[2:]) == ["n_loaded", "n_neutral", "n_unlisted", "n"]
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["x" * 120]})
    for row in counts.itertuples():
        assert len(aa.evidence(reporting, articles, speaker_group=row.speaker_group)) == row.n


def test_no_rows_keep_columns_and_dtypes():
    some, none = (
        aa.voices.find_reporting_verbs(QUOTES, ZONES),
        aa.voices.find_reporting_verbs(QUOTES.head(0), ZONES),
    )
    pd.testing.assert_series_equal(none.dtypes, some.dtypes)
    counts = aa.voices.loaded_verbs(none, by="speaker_group")
    assert len(counts) == 0
    pd.testing.assert_series_equal(counts.dtypes, aa.voices.loaded_verbs(some, by="speaker_group").dtypes)


def test_shipped_verbs():
    stance = aa.voices.load_reporting_verbs().set_index("verb")["stance"]
    assert {stance[verb] for verb in ("say", "tell", "add", "announce", "according to")} == {"neutral"}
    assert {stance[verb] for verb in ("claim", "denounce", "chide", "hail", "blare", "accuse")} == {"loaded"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "verb,stance\nsay,neutral\n",
            "voices.load_reporting_verbs: {file!r} needs the columns verb, forms, stance, note; forms and note missing, "
            "it has verb, stance.\nAdd what is missing, or rename it in the first row.",
        ),
        (
            "verb,forms,stance,note\nsay,,neutral,\n",
            "voices.load_reporting_verbs: every reporting verb needs a verb, its forms and a stance; 'say' lacks one.\n"
            "Fill it in, or delete the row.",
        ),
        (
            "verb,forms,stance,note\nsay,say,good,\n",
            "voices.load_reporting_verbs: stance='good' is not known.\nChoose one of 'loaded', 'neutral'.",
        ),
        (
            "verb,forms,stance,note\nsay,say,neutral,\nsay,said,neutral,\n",
            "voices.load_reporting_verbs: `verbs` has more than one row for the same verb: say.\nKeep one row each.",
        ),
        (
            "verb,forms,stance,note\nsay,say|says,neutral,\nutter,utter|says,loaded,\n",
            "voices.load_reporting_verbs: `forms` has more than one row for the same form: says.\nKeep one row each.",
        ),
    ],
)
def test_bad_verb_file(tmp_path: Path, rows, message):
    file = tmp_path / "verbs.csv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(aa.TableError) as error:
        aa.voices.load_reporting_verbs(file)
    assert str(error.value) == message.format(file=str(file))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: aa.voices.find_reporting_verbs(QUOTES.drop(columns="cue"), ZONES),
            "voices.find_reporting_verbs: `quotes` needs column 'cue'; it has 'doc_id', 'start', 'cue_start', 'cue_end', "
            "'speaker_group'.\nMake it with quotes.attribute, or rename: quotes.rename(columns={...: 'cue'}).",
        ),
        (
            lambda: aa.voices.loaded_verbs(aa.voices.find_reporting_verbs(QUOTES, ZONES), by=[]),
            "voices.loaded_verbs: `by` must name what makes a group; it is [].\nGive by='source'.",
        ),
        (
            lambda: aa.voices.loaded_verbs(aa.voices.find_reporting_verbs(QUOTES, ZONES), by="outlet"),
            "voices.loaded_verbs: `reporting` needs column 'outlet'; it has 'doc_id', 'start', 'end', 'cue', 'verb', "
            "'stance', 'speaker_group', 'zone'.\n"
            "Make it with voices.find_reporting_verbs, or rename: reporting.rename(columns={...: 'outlet'}).",
        ),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message
