"""Codings without texts, and the texts put back to them."""

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.coding.keys import sha256

TEXT = "The convoy waited at the border.\r\nIt was a trap, “he” said."


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame({"doc_id": ["a", "b"], "text": [TEXT, "Nobody spoke."]})


@pytest.fixture
def coded(articles, tmp_path) -> pd.DataFrame:
    sample = pd.DataFrame({"doc_id": ["a", "b"], "start": [34, 0], "end": [len(TEXT), 13], "pi": [0.5, 0.25]})
    aa.coding.sheet(sample, articles, tmp_path / "sheet.csv")
    return aa.coding.load(tmp_path / "sheet.csv")


def test_nothing_of_a_text_is_published(coded) -> None:
    notes = coded.assign(
        note=["see: It was a trap he said", "none"],
        is_sure=True,
        source="The New York Times",
        quote="trap",
    )
    published = aa.coding.without_texts(notes)
    gone = {"words", "note", "quote"}
    assert published.columns.tolist() == [name for name in notes.columns if name not in gone]
    assert "trap" not in published.to_csv() and "Nobody" not in published.to_csv()
    assert "words" in notes.columns


def test_the_words_come_back_to_the_letter(coded, articles) -> None:
    back = aa.coding.with_texts(aa.coding.without_texts(coded), articles)
    pd.testing.assert_frame_equal(back[coded.columns], coded)


def test_spans_come_back_and_what_has_no_place_stays_without(articles) -> None:
    published = pd.DataFrame(
        {"doc_id": "a", "start": [4, None], "end": [10, None], "text_sha256": sha256(TEXT)}
    )
    published = published.astype({"start": "Int64", "end": "Int64"})
    assert aa.coding.with_texts(published, articles)["words"].fillna("-").tolist() == ["convoy", "-"]


def test_changed_and_missing_articles_are_reported(coded, articles) -> None:
    published = aa.coding.without_texts(coded)
    changed = articles.assign(text=[TEXT.replace("\r\n", "\n"), "Nobody spoke."])
    with pytest.warns(aa.coding.CodingWarning) as told:
        back = aa.coding.with_texts(published, changed)
    assert str(told[0].message) == (
        "coding.with_texts: 1 articles are missing or were changed after the coding, first 'a'.\n"
        "Their rows have no words."
    )
    assert back.set_index("doc_id")["words"].fillna("-").to_dict() == {"a": "-", "b": "Nobody spoke."}
    with pytest.warns(aa.coding.CodingWarning, match="1 articles are missing"):
        assert aa.coding.with_texts(published, articles.tail(1))["words"].notna().sum() == 1


def test_the_first_three_articles_that_were_changed_are_named() -> None:
    published = pd.DataFrame({"doc_id": list("abcda"), "text_sha256": "0"})
    articles = pd.DataFrame({"doc_id": list("dcba"), "text": "A truce."})
    with pytest.warns(aa.coding.CodingWarning) as told:
        aa.coding.with_texts(published, articles)
    assert str(told[0].message) == (
        "coding.with_texts: 4 articles are missing or were changed after the coding, first 'a', 'b', 'c'.\n"
        "Their rows have no words."
    )


def test_what_is_needed() -> None:
    with pytest.raises(aa.TableError) as error:
        aa.coding.without_texts(pd.DataFrame({"doc_id": ["a"], "words": ["x"]}))
    assert str(error.value).startswith(
        "coding.without_texts: `coded` needs column 'text_sha256'; it has 'doc_id'"
    )
