"""Private people stand under their role: in tables, in figures, on pages, in the notebooks and the README."""

from base64 import b64decode
from html import escape
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.report.corpus_site.writing import write_corpus_site
from aleppo_analysis.speakers.roles import hidden

TOP = Path(__file__).resolve().parent.parent
ACTORS = pd.DataFrame(
    [
        ("Ann Lee", "Lee", "residents", "baker <of> the old town"),
        ("Omar al Haj", "Abu-Omar O’Neil", "residents", "teacher"),
        ("Tom Roe", None, "council", None),
    ],
    columns=["canonical", "aliases", "group", "role"],
).assign(pattern=None)
BAKER = "baker <of> the old town"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Lee", BAKER),
        ("“It is a trap,” said Ann Lee.", f"“It is a trap,” said [{BAKER}]."),
        ("Lee’s oven, LEE, lee and Leeds", f"[{BAKER}]’s oven, [{BAKER}], lee and Leeds"),
        ("ANN\n LEE and Omar al-Haj", f"[{BAKER}] and [teacher]"),
        ("Abu Omar O'Neil left with Tom Roe.", "[teacher] left with Tom Roe."),
        ("page?text=Omar%20al%20Haj,", "page?text=[teacher],"),
        ("Annabel Lees, Omar", "Annabel Lees, Omar"),
        ("", ""),
    ],
    ids=["cell", "sentence", "alias", "spelling", "office", "address", "others", "empty"],
)
def test_names_become_roles(text: str, shown: str) -> None:
    table = pd.DataFrame({"doc_id": ["a"], "sentence": [text], "text": [text], "n": [1]})
    assert aa.speakers.with_roles(table, ACTORS).to_dict("records") == [
        {"doc_id": "a", "sentence": shown, "text": text, "n": 1}
    ]


def test_on_a_page_a_role_is_escaped_and_so_is_a_name() -> None:
    hide = hidden(ACTORS, escape)
    assert hide is not None
    assert hide("<p>Lee, O&#x27;Neil</p>") == "<p>[baker &lt;of&gt; the old town], O&#x27;Neil</p>"
    assert hide("<p>Abu-Omar O&#x27;Neil</p>") == "<p>[teacher]</p>"


@pytest.mark.parametrize("text", ["’Adel Işık", "'ADEL IŞIK", "&#x27;adel işık", "%27Adel  İŞIK"])
def test_a_name_may_begin_with_a_sign_and_have_letters_with_two_cases(text: str) -> None:
    actors = pd.DataFrame({"canonical": ["'Adel Işık"], "aliases": None, "role": "guard"}, dtype="str")
    assert aa.speakers.with_roles(pd.DataFrame({"said": [text]}), actors)["said"][0] == "guard"


@pytest.mark.parametrize("actors", [None, ACTORS.drop(columns="role"), ACTORS.assign(role=None)])
def test_without_roles_nobody_is_private(actors: pd.DataFrame | None) -> None:
    table = pd.DataFrame({"name": ["Ann Lee"]})
    assert aa.speakers.with_roles(table, actors) is table


@given(st.text(alphabet="AnLe -’<.", max_size=30))
def test_no_full_name_is_left_and_nothing_without_one_changes(text: str) -> None:
    shown = aa.speakers.with_roles(pd.DataFrame({"said": [text]}), ACTORS)["said"][0]
    assert "Ann Lee" not in shown
    assert shown == text or "Lee" in text


def test_a_column_of_categories_or_mixed_values_keeps_its_other_values() -> None:
    table = pd.DataFrame({"who": pd.Categorical(["Lee", None, "Tom Roe"]), "any": [1, "Ann Lee", None]})
    shown = aa.speakers.with_roles(table, ACTORS)
    assert shown["who"].astype("object").tolist()[::2] == [BAKER, "Tom Roe"]
    assert isinstance(shown["who"].dtype, pd.CategoricalDtype)
    assert shown["any"].tolist() == [1, BAKER, None]
    assert table["any"].tolist() == [1, "Ann Lee", None]


ARTICLE = pd.DataFrame(
    {
        "doc_id": ["a"],
        "source": "post",
        "text": "Bread\n\nAnn Lee, who bakes, waited. “It is a trap,” she said. “A trap,” said Tom Roe, a clerk.",
    }
)
TERMS = pd.DataFrame({"frame": ["ruse"], "term": ["trap"]})


def test_a_corpus_gives_roles_in_every_table_that_a_figure_is_drawn_from() -> None:
    corpus = aa.Corpus(ARTICLE, actors=ACTORS, frame_terms=TERMS)
    assert corpus.quotes["speaker_name"].tolist() == [BAKER, "Tom Roe"]
    assert corpus.evidence(frame="ruse")["speaker_name"].tolist() == [BAKER, "Tom Roe"]
    assert corpus.find("waited")["before"].tolist() == [f"[{BAKER}], who bakes, "]
    names = {text.get_text() for text in aa.plots.speakers(corpus.shares(by=["speaker_name", "speaker_group"]), title="Two").get_yticklabels()}  # fmt: skip
    assert names == {BAKER, "Tom Roe"}


def test_a_corpus_is_read_with_roles() -> None:
    shown = aa.Corpus(ARTICLE, actors=ACTORS, frame_terms=TERMS).read("a")
    for text in (repr(shown), shown.body(), shown.excerpt(0, 40).body()):
        assert "Lee" not in text
    assert "[baker &lt;of&gt; the old town]" in shown.body()
    assert "Ann Lee" in repr(aa.read_article(ARTICLE, "a"))


def test_the_window_on_a_corpus_shows_roles_in_lines_article_and_download() -> None:
    box = aa.Corpus(ARTICLE, actors=ACTORS, frame_terms=TERMS).explore()
    bars, shown, article = box.children[:-2], *box.children[-2:]
    bars[0].children[3].value = "bakes"
    read, save, file = bars[2].children[2:]
    read.value = read.options[1][1]
    save.click()
    table = b64decode(file.value.partition("base64,")[2].partition('"')[0]).decode("utf-8-sig")
    for text in (shown.value, article.value, table):
        assert " the old town]" in text
        assert "Ann Lee" not in text


def test_no_page_and_no_table_of_a_report_names_a_private_person(tmp_path: Path) -> None:
    index = write_corpus_site(ARTICLE, tmp_path / "report", actors=ACTORS, frame_terms=TERMS, title="Bread")
    files = [file for file in index.parent.rglob("*") if file.suffix in (".html", ".csv", ".svg", ".js")]
    texts = [file.read_text("utf-8") for file in files]
    assert sum("Tom Roe" in text for text in texts) > 3
    assert [str(file) for file, text in zip(files, texts, strict=True) if "Lee" in text] == []


def test_readme_notebooks_and_pictures_name_no_private_person() -> None:
    private = aa.speakers.load_actors().dropna(subset="role")
    assert len(private)
    hide = hidden(private)
    assert hide is not None
    shown = [TOP / "README.md", *(TOP / "notebooks").glob("*.ipynb"), *(TOP / "docs").glob("*.svg")]
    assert [file.name for file in shown if hide(text := file.read_text("utf-8")) != text] == []
