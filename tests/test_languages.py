"""Languages: another language is found in two sentences; what is English, however short, never becomes one."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.text.languages import _is_plainly_english, languages_of

GOLD = Path(__file__).resolve().parent / "gold"
TEXTS = [json.loads(line) for line in (GOLD / "languages.jsonl").read_text("utf-8").splitlines()]
PASSAGES = [json.loads(line) for line in (GOLD / "passages.jsonl").read_text("utf-8").splitlines()]
MOSTLY_FOREIGN = {  # English lines that hold more words of another language than of their own
    "The prix fixe menu at Chez Panisse had coq au vin and crème brûlée.",
    "Chef Massimo Bottura’s tortellini in crema di parmigiano came first.",
    "Schadenfreude, zeitgeist, doppelgänger: words we stole",
    "Menu: risotto ai funghi, tagliatelle al ragù, tiramisù",
}


def articles(*texts: str | None) -> pd.DataFrame:
    names = [f"a-{number}" for number in range(len(texts))]
    return pd.DataFrame({"doc_id": pd.Series(names, dtype="str"), "text": pd.Series(texts, dtype="str")})


# --- short texts, written for this


def test_another_language_is_found_or_left_open_and_never_mistaken() -> None:
    foreign = [text for text in TEXTS if text["language"] != "en"]
    found = languages_of([text["text"] for text in foreign])
    right = [language == text["language"] for text, language in zip(foreign, found, strict=True)]
    assert len({text["language"] for text in foreign}) == 27
    assert all(language is None or ok for language, ok in zip(found, right, strict=True))
    assert sum(right) >= 0.94 * len(right)


def test_a_short_english_text_does_not_become_another_language() -> None:
    english = [text["text"] for text in TEXTS if text["language"] == "en"]
    found = zip(english, languages_of(english), strict=True)
    assert {text for text, language in found if language not in (None, "en")} == MOSTLY_FOREIGN


def test_neither_passages_nor_halves_of_them_become_another_language() -> None:
    whole = [passage["text"] for passage in PASSAGES]
    halves = [half for text in whole for half in (text[: len(text) // 2], text[len(text) // 2 :])]
    assert set(languages_of(whole)) <= {None, "en"}
    assert set(languages_of(halves)) <= {None, "en"}


def test_english_is_told_by_its_small_words_and_other_languages_never_are() -> None:
    texts = [text["text"] * 20 for text in TEXTS]  # so that there are enough
    plain = [_is_plainly_english(text) for text in texts]
    languages = [text["language"] for text in TEXTS]
    assert {language for language, is_plain in zip(languages, plain, strict=True) if is_plain} == {"en"}
    assert all(map(_is_plainly_english, aa.load_articles()["text"]))


# --- what is looked at


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(
            "The clerk shrugged. “Il n’y a plus de place dans la salle,” he said.", "en", id="quoted French"
        ),
        pytest.param(
            "“Il n’y a plus de place dans la salle,” he said.", None, id="French and two English words"
        ),
        pytest.param(
            "« Il n’y a plus de place dans la salle », dit-il.", "fr", id="French and two French words"
        ),
        pytest.param(
            "The hall is full of people. " * 120 + "Es ist kein Platz. " * 400, "en", id="the beginning"
        ),
        pytest.param("<p>La salle est pleine &agrave; craquer, dit la mairie.</p>", "fr", id="markup"),
        pytest.param("https://example.org/la/salle/est/pleine/a/craquer.html", None, id="a link"),
        pytest.param("la.salle@est.pleine.example depuis.hier@dans.la.rue.example", None, id="addresses"),
        pytest.param("Kofi Mensah, Ngozi Okafor, Thandiwe Dlamini, Sipho Ndlovu", None, id="names"),
        pytest.param("LA SALLE EST PLEINE DEPUIS HIER SOIR, DIT LA MAIRIE", "fr", id="capitals"),
        pytest.param("市场今天关闭了。", None, id="seven signs"),
        pytest.param("市场今天关门了吗？", "zh", id="eight signs"),
        pytest.param("12.30 14.50 2016", None, id="figures"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_language_of_a_text(text: str, language: str | None) -> None:
    assert languages_of([text]) == [language]


@given(st.text())
def test_any_text_has_one_of_the_languages_or_none(text: str) -> None:
    table = aa.text.find_languages(articles(text))
    assert table["confidence"].isna().item() or 0 <= table["confidence"].item() <= 1
    assert table["language"].isna().item() or len(table["language"].item()) == 2


# --- the table


def test_one_row_an_article_in_their_order() -> None:
    given = articles("The hall is full of people tonight.", None, "Der Saal ist heute Abend voll von Leuten.")
    table = aa.text.find_languages(given.assign(source="post").iloc[::-1])
    assert list(table) == ["doc_id", "source", "language", "confidence"]
    assert table["doc_id"].tolist() == ["a-2", "a-1", "a-0"]
    assert table["language"].fillna("-").tolist() == ["de", "-", "en"]
    assert table["confidence"].isna().tolist() == [False, True, False]
    assert_frame_equal(given, articles(*given["text"].where(given["text"].notna(), None)))


def test_no_articles_no_rows() -> None:
    table = aa.text.find_languages(articles())
    assert list(table) == ["doc_id", "language", "confidence"]
    assert table.dtypes.astype(str).tolist() == ["str", "str", "float64"]


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(aa.TableError, match="^text.find_languages: the text of article 'a' must be a string"):
        aa.text.find_languages(pd.DataFrame({"doc_id": ["a"], "text": [7]}))


def test_the_model_is_loaded_when_it_is_needed_and_shared_with_nobody() -> None:
    code = (
        "import sys, aleppo_analysis as aa; from aleppo_analysis.text.languages import languages_of;"
        "print('py3langid' in sys.modules, languages_of(['Der Saal ist heute voll von Leuten.']));"
        "from py3langid import langid; print(langid.IDENTIFIER)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["False ['de']", "None"]
