"""Hard-wrapped text is read as the same text unwrapped: the same zones, sentences, quotations, names and voices."""

import json
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

SAME = 0.98  # of the rows, or of the characters
PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "passages.jsonl").read_text("utf-8").splitlines()
]
PAGES = 40  # passages are read in pages of nine or so: a text of one or two lines has no width


def wrapped(text: str, width: int) -> str:
    """The text with line breaks in place of blanks, so that offsets stay; no line is longer if it need not be."""
    signs = list(text)
    for line in re.finditer(r"[^\n]+", text):
        begin, last = line.start(), -1
        for blank in (*(hit.start() for hit in re.finditer(" ", line[0])), len(line[0])):
            place = line.start() + blank
            if place - begin > width and last > begin:
                signs[last], begin = "\n", last + 1
            last = place
    return "".join(signs)


@cache
def pages() -> pd.DataFrame:
    """Passages put together as articles, every tenth such page, and the five articles."""
    texts = [passage["text"] for passage in PASSAGES if passage["style"] != "wrapped"]
    paged = ["\n\n".join(texts[number::PAGES]) for number in range(0, PAGES, 10)]
    made = pd.DataFrame({"doc_id": [f"page {number}" for number in range(len(paged))], "text": paged})
    return pd.concat([made, aa.load_articles()[["doc_id", "text"]]], ignore_index=True)


def characters(spans: pd.DataFrame) -> pd.DataFrame:
    """One row a character."""
    rows = spans.loc[spans.index.repeat(spans["end"] - spans["start"])]
    return rows.assign(place=rows.groupby("doc_id").cumcount())


def tables(articles: pd.DataFrame) -> dict[str, set[tuple[object, ...]]]:
    """What stands where, by table; text as such differs by its line breaks and is left out."""
    zones = aa.text.find_zones(articles)
    quotes = aa.speakers.resolve(aa.quotes.attribute(articles, zones=zones), articles)
    voices = aa.voices.find(quotes, zones)
    quotes = quotes.round({"confidence": 3}).astype({"confidence": "str"})
    span = ["doc_id", "start", "end"]
    shown = {
        "zones": characters(zones)[["doc_id", "place", "zone"]],
        "sentences": aa.text.split_sentences(articles)[span],
        "quotes": quotes[[*span, "kind", "use", "use_rule", "is_closed"]],
        "speakers": quotes[[*span, "speaker_start", "speaker_end", "cue_start", "rule", "confidence"]],
        "names": quotes[[*span, "speaker_name", "speaker_group"]],
        "voices": characters(voices)[["doc_id", "place", "voice"]],
        "words in context": aa.text.keyword_in_context(articles, "said that")[span],
        "tokens": aa.text.tokenize(articles)[span],
    }
    return {
        name: set(table.astype("str").itertuples(index=False, name=None)) for name, table in shown.items()
    }


@cache
def unwrapped_tables() -> dict[str, set[tuple[object, ...]]]:
    return tables(pages())


@given(st.integers(55, 90))
@example(60)
@example(72)
@settings(max_examples=4, deadline=None)
def test_text_wrapped_at_any_width_gives_the_tables_of_the_text_unwrapped(width: int) -> None:
    articles = pages().assign(text=[wrapped(text, width) for text in pages()["text"]])
    assert articles["text"].str.count("\n").sum() > 100 + pages()["text"].str.count("\n").sum()
    for name, found in tables(articles).items():
        expected = unwrapped_tables()[name]
        assert len(found & expected) >= SAME * max(len(found), len(expected)), name


WRAPPED = """\
Council keeps the ferry

The ferry to the islands will run all winter, the council of Northfield
decided on Monday night, as the islanders had asked. “We cannot leave two
hundred people without bread and without a doctor,” said its captain, Nora
Pell. It was a scheme of the county, a spokesman for the islanders told
us, to save the money of its harbour
board.
"""
LINES = WRAPPED.replace("\n", " ").replace("  ", "\n\n")


def one(text: str) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": ["a"], "text": [text]})


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED.replace("\n", "\r\n"), WRAPPED.replace("\n", "\n   ")])
def test_rows_point_into_the_text_as_it_was_given(text: str) -> None:
    articles = one(text)
    quotes = aa.speakers.resolve(aa.quotes.attribute(articles), articles)
    direct = quotes[quotes["kind"] == "direct"].iloc[0]
    assert direct["quote"] == text[direct["start"] : direct["end"]]
    assert " ".join(direct["quote"].split()) == (
        "We cannot leave two hundred people without bread and without a doctor,"
    )
    assert direct["speaker"] == text[direct["speaker_start"] : direct["speaker_end"]]
    assert direct["speaker"].split() == ["its", "captain,", "Nora", "Pell"]
    assert direct["speaker_name"] == "Nora Pell"
    assert text[direct["cue_start"] : direct["cue_end"]] == "said"
    assert quotes["confidence"].tolist() == aa.quotes.attribute(one(LINES))["confidence"].tolist()


def test_phrases_are_found_over_a_line_break() -> None:
    articles = one(WRAPPED)
    terms = pd.DataFrame({"frame": ["money"], "term": ["harbour board"]})
    assert aa.frames.match(articles, terms)["match"].tolist() == ["harbour\nboard"]
    shown = aa.text.keyword_in_context(articles, "harbour board", window=4)
    assert shown[["before", "match", "after"]].to_numpy().tolist() == [
        ["the money of its ", "harbour\nboard", "."]
    ]
    lines = aa.evidence(aa.frames.match(articles, terms), articles)
    assert lines["sentence"].str.split().str.len().tolist() == [22]


def test_the_reader_shows_paragraphs() -> None:
    html = aa.read_article(one(WRAPPED), "a")._repr_html_()
    assert html.count('<p class="aa-body') + html.count('<p class="aa-standfirst') == 1
    assert "Northfield decided on Monday" in html
    assert repr(aa.read_article(one(WRAPPED), "a")).endswith(WRAPPED.strip())


def test_the_texts_of_a_table_stay_as_they_are() -> None:
    articles = one(WRAPPED)
    before = articles.copy()
    tables(articles)
    assert_frame_equal(articles, before)
