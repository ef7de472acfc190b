"""Whatever parts articles are cut into, and in whatever order these come: the very same rows, bit for bit."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

pytestmark = pytest.mark.filterwarnings("ignore::aleppo_analysis.text.languages.LanguageWarning")

# Names that other articles spell out, spell otherwise, or give a group: nothing of it may be borrowed.
TEXTS = {
    "a": "Bashar Tamer, a doctor, left. “We need more beds,” Tamer said. He said the road was shut.",
    "b": "“Nobody slept,” said Bashir Tamer, a spokesman for the army. “It was loud,” Tamer said.",
    "c": "“No,” Tamer said.\n\nThe minister said it would rain. “I saw it,” she said, “and I ran.”",
    "d": "Ann Lee, the minister, waited. The minister said that the ferry “had to run”. “It must,” Lee added.",
    "e": "",
    "f": "According to residents, the bridge was closed. They said: “We walk.”\n\nLEE: Yes.\nTAMER: No.\nLEE: Yes.",
    "g": "Il a dit : « Nous ne partirons pas d’ici avant la fin de la semaine prochaine », selon la mairie.",
}
ARTICLES = pd.DataFrame({"doc_id": list(TEXTS), "text": list(TEXTS.values())})
ACTORS = pd.DataFrame(
    {"canonical": "Ann Lee", "aliases": [None], "group": "state", "pattern": [r"\barmy\b"]}, dtype="str"
)


def found_in(articles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every table that is made article by article, down to whose words they are."""
    zones = aa.text.find_zones(articles)
    quotes = aa.quotes.attribute(articles, zones=zones)
    named = aa.speakers.resolve(quotes, articles, actors=ACTORS)
    sentences = aa.text.split_sentences(articles)
    languages = aa.text.find_languages(articles)
    voices = aa.voices.find(named, zones)
    return {"zones": zones, "quotes": named, "sentences": sentences, "languages": languages, "voices": voices}


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """The rows by article; within one they stay as they came."""
    return table.sort_values("doc_id", kind="stable", ignore_index=True)


@pytest.fixture(scope="module")
def whole() -> dict[str, pd.DataFrame]:
    return found_in(ARTICLES)


@settings(max_examples=15)
@given(order=st.permutations(range(len(ARTICLES))), cuts=st.sets(st.integers(1, len(ARTICLES) - 1)))
def test_any_parts_in_any_order_give_the_same_rows(
    whole: dict[str, pd.DataFrame], order: list[int], cuts: set[int]
) -> None:
    bounds = [0, *sorted(cuts), len(ARTICLES)]
    parts = [
        found_in(ARTICLES.iloc[order[a:b]].reset_index(drop=True))
        for a, b in zip(bounds, bounds[1:], strict=False)
    ]
    for name, table in whole.items():
        again = pd.concat([part[name] for part in parts])
        assert_frame_equal(in_order(again), in_order(table), check_exact=True)


@settings(max_examples=15)
@given(order=st.permutations(range(17)))
def test_what_a_corpus_knows_of_its_speakers_is_the_same_in_any_order(
    whole: dict[str, pd.DataFrame], order: list[int]
) -> None:
    """Rows of all articles make the table of actors, by which each article is then resolved by itself."""
    quotes = whole["quotes"]
    drafted = aa.speakers.draft_actors(quotes)
    assert sorted(order) == list(quotes.index)
    assert_frame_equal(aa.speakers.draft_actors(quotes.iloc[order]), drafted, check_exact=True)
