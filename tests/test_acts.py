"""The act that a cue names, by the codebook in `quotes/acts.py`."""

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.quotes.acts import ACTS, act_of
from aleppo_analysis.tables import VALUES


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "said"),
        ("has repeatedly denied", "said"),
        ("According to", "said"),
        ("was told", "said"),
        ("tweeted", "said"),
        ("had previously hailed", "said"),
        ("has made it clear", "said"),
        (":", "said"),
        ("", "said"),
        ("believes", "thought"),
        ("feared", "thought"),
        ("knew", "thought"),
        ("worried", "thought"),
        ("hoped", "thought"),
        ("intends", "planned"),
        ("promised", "planned"),
        ("planned", "planned"),
        ("refused", "planned"),
        ("found", "shown"),
        ("showed", "shown"),
        ("said it believed", "said"),
        ("thanked", None),
        ("has backed", None),
        ("mounting criticism over", None),
        ("spoke about", None),
        ("said of", None),
    ],
)
def test_act_of_a_cue(cue: str, act: str | None) -> None:
    assert act_of(cue) == act


def test_the_acts_are_those_that_tables_know() -> None:
    assert list(ACTS) == VALUES["act"]


def test_each_row_of_speech_has_its_act() -> None:

    text = (
        "The dam\n\n“We are ready,” Nora Webb said. Otto Lang believes that the dam will hold. "
        "Critics fear that it will not. A study found that the wall is thin. The so-called “experts” left."
    )
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    acts = dict(
        zip(quotes["quote"], quotes["act"].astype(object).where(quotes["act"].notna(), None), strict=True)
    )
    assert acts == {
        "We are ready,": "said",
        "that the dam will hold": "thought",
        "that it will not": "thought",
        "that the wall is thin": "shown",
        "experts": None,
    }
