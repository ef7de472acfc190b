"""The explorer without a browser: what is picked decides the lines and counts; text stays text."""

from base64 import b64decode
from io import BytesIO

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from ipywidgets import VBox

import aleppo_analysis as aa
from aleppo_analysis.view import explorer

#          0         1         2         3         4         5         6
#          0123456789012345678901234567890123456789012345678901234567890
TEXT_A = "Truce ends\n\nIt was a trap, Lee said. The army called it aid."
TEXT_B = "Aid waits\n\nThe aid waited. Nobody spoke."
ARTICLES = pd.DataFrame({"doc_id": ["a", "b"], "text": [TEXT_A, TEXT_B]})
ZONES = pd.DataFrame(
    {
        "doc_id": ["a", "a", "b", "b"],
        "start": [0, 12, 0, 11],
        "end": [12, 60, 11, 40],
        "zone": ["title", "body"] * 2,
    }
)
QUOTES = pd.DataFrame(
    {
        "quote_id": ["a:1", "a:2"],
        "doc_id": "a",
        "start": [12, 53],
        "end": [25, 59],
        "kind": "indirect",
        "use": "speech",
        "speaker": ["Lee", None],
        "speaker_name": ["Ann Lee", None],
    }
)
MATCHES = pd.DataFrame(
    {"doc_id": ["a", "a", "b", "b"], "frame": ["deception", "humanitarian", "humanitarian", "humanitarian"],
     "start": [21, 56, 0, 15], "end": [25, 59, 3, 18]}
)  # fmt: skip


def _explore(**change: pd.DataFrame) -> VBox:
    return aa.explore(
        **({"articles": ARTICLES, "quotes": QUOTES, "matches": MATCHES, "zones": ZONES} | change)
    )


def _pick(box: VBox, **picked: str) -> BeautifulSoup:
    """What is shown after picking, by the names of the boxes."""
    boxes = {control.description.lower(): control for row in box.children[:2] for control in row.children}
    for name, value in picked.items():
        boxes[name].value = value
    return BeautifulSoup(box.children[3].value, "html.parser")


def _said(page: BeautifulSoup) -> str:
    return page.select_one("[role=status]").get_text()


def _lines(page: BeautifulSoup) -> list[list[str]]:
    return [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]


def test_at_first_all_frame_wording_is_shown() -> None:
    page = _pick(_explore())
    assert _said(page) == "4 places in 4 sentences of 2 of 2 articles; shown are sentences 1 to 4"
    assert _lines(page) == [
        ["a", "reported", "Ann Lee", "deception", "It was a trap, Lee said."],
        ["a", "reported", "not known", "humanitarian", "The army called it aid."],
        ["b", "headline", "", "humanitarian", "Aid waits"],
        ["b", "narrator", "", "humanitarian", "The aid waited."],
    ]


def test_every_box_can_be_picked_from() -> None:
    frame, voice, speaker, word = _explore().children[0].children
    assert frame.options == ("(any)", "humanitarian", "deception")
    assert voice.options == (
        "(any)",
        "headline",
        "narrator",
        "caption",
        "reported",
        "direct",
        "term",
        "scare",
    )
    assert speaker.options == ("(any)", "Ann Lee", "not known")
    assert word.value == ""


@pytest.mark.parametrize(
    ("picked", "said", "shown"),
    [
        ({"frame": "deception"}, "1 place in 1 sentence of 1 of 2 articles", ["trap"]),
        ({"voice": "narrator"}, "1 place in 1 sentence of 1 of 2 articles", ["aid"]),
        ({"speaker": "not known"}, "1 place in 1 sentence of 1 of 2 articles", ["aid"]),
        ({"frame": "humanitarian", "voice": "reported"}, "1 place in 1 sentence of 1 of 2 articles", ["aid"]),
        ({"word": "the"}, "2 places in 2 sentences of 2 of 2 articles", ["The", "The"]),
        ({"word": "a*d"}, "3 places in 3 sentences of 2 of 2 articles", ["aid", "Aid", "aid"]),
        ({"word": "aid", "frame": "deception"}, "0 places in 0 sentences of 0 of 2 articles", []),
        (
            {"word": "aid", "frame": "humanitarian"},
            "3 places in 3 sentences of 2 of 2 articles",
            ["aid", "Aid", "aid"],
        ),
        ({"word": "truce", "voice": "headline"}, "1 place in 1 sentence of 1 of 2 articles", ["Truce"]),
    ],
)
def test_what_is_picked_decides_the_lines(picked: dict[str, str], said: str, shown: list[str]) -> None:
    page = _pick(_explore(), **picked)
    assert _said(page).partition(";")[0] == said
    assert [mark.get_text() for mark in page.select("mark")] == shown


def test_outlets_are_told_with_their_number_of_places() -> None:
    assert _pick(_explore()).find_all("p")[1].get_text() == "a 2, b 2"


def test_picking_back_shows_the_same_again() -> None:
    box = _explore()
    before = str(_pick(box))
    _pick(box, frame="deception", word="trap")
    assert str(_pick(box, frame="(any)", word="")) == before


def test_a_word_that_cannot_be_looked_for_says_so() -> None:
    alert = _pick(_explore(), word="*").select_one("[role=alert]")
    assert alert.get_text().startswith(
        "term_pattern: a term needs at least one letter or digit; '*' has none."
    )


def test_related_text_is_left_out() -> None:
    related = ZONES.assign(zone=["title", "body", "related", "body"])
    said = _said(_pick(_explore(zones=related), frame="humanitarian"))
    assert said.startswith("2 places in 2 sentences of 2 of 2 articles")


def test_mentions_stand_for_names_that_were_not_resolved() -> None:
    speaker = _explore(quotes=QUOTES.drop(columns="speaker_name")).children[0].children[2]
    assert speaker.options == ("(any)", "Lee", "not known")


def test_sentences_are_turned_over_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer, "_A_PAGE", 3)
    box = _explore()
    back, on = box.children[2].children[:2]
    assert (len(_lines(_pick(box))), back.disabled, on.disabled) == (3, True, False)
    on.click()
    assert _said(_pick(box)).endswith("; shown are sentences 4 to 4")
    assert (len(_lines(_pick(box))), back.disabled, on.disabled) == (1, False, True)
    assert _said(_pick(box, frame="humanitarian")).endswith("shown are sentences 1 to 3")


def test_two_places_in_a_sentence_are_one_line() -> None:
    twice = pd.concat([MATCHES, MATCHES.iloc[:1].assign(start=12, end=14, frame="humanitarian")])
    page = _pick(_explore(matches=twice), voice="reported")
    assert _said(page).startswith("3 places in 2 sentences of 1 of 2 articles")
    assert _lines(page)[0][1:4] == ["reported", "Ann Lee", "humanitarian, deception"]
    assert [mark.get_text() for mark in page.select("mark")] == ["It", "trap", "aid"]


def test_a_group_an_act_and_a_confidence_can_be_picked() -> None:
    sure = QUOTES.assign(speaker_group=["un", None], act=["said", "thought"], confidence=[0.95, 0.6])
    voices = aa.voices.find(sure, ZONES, acts=["said", "thought"])
    assert len(voices.query("voice == 'reported'")) == 2
    for picked in ({"group": "un"}, {"act": "said"}, {"sure": "90% or more"}, {"outlet": "a", "group": "un"}):
        page = _pick(_explore(quotes=sure), **picked)
        assert [mark.get_text() for mark in page.select("mark")] == ["trap"], picked


def test_all_lines_are_saved_with_no_formula_in_them() -> None:
    box = _explore(articles=ARTICLES.assign(source=["=1+1", "b"]))
    *_, save, file = box.children[2].children
    save.click()
    link = BeautifulSoup(file.value, "html.parser").a
    assert (link["download"], link.get_text()) == ("lines.csv", "4 places as lines.csv")
    saved = pd.read_csv(BytesIO(b64decode(link["href"].partition(",")[2])), encoding="utf-8-sig")
    assert saved[["outlet", "match"]].values.tolist() == [["'=1+1", "trap"], ["'=1+1", "aid"], ["b", "Aid"], ["b", "aid"]]  # fmt: skip
    assert saved["sentence"][0] == "It was a trap, Lee said."


def test_the_article_of_a_line_is_read_and_the_line_is_linked() -> None:
    box = _explore()
    read = box.children[2].children[2]
    read.value = dict(read.options)["2"]
    page = BeautifulSoup(box.children[4].value, "html.parser")
    assert page.select_one(".aa-text").get_text().startswith("Truce ends")
    assert page.find(id=page.a["href"].removeprefix("#")).get_text() == "aid"


def test_text_stays_text() -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> &lt; \u202e"
    articles = pd.DataFrame({"doc_id": [hostile], "text": [hostile]})
    zones = pd.DataFrame({"doc_id": [hostile], "start": 0, "end": len(hostile), "zone": "body"})
    quotes = QUOTES.iloc[:1].assign(doc_id=hostile, start=0, end=30, speaker_name=hostile)
    matches = pd.DataFrame({"doc_id": [hostile], "frame": hostile, "start": 1, "end": 7})
    page = _pick(_explore(articles=articles, zones=zones, quotes=quotes, matches=matches))
    assert {tag.name for tag in page.find_all(True)} == {"style", "p", "b", "div", "table", "thead", "tbody", "tr", "th", "td", "mark", "span"}  # fmt: skip
    as_named = hostile.replace("\u202e", "U+202E")
    assert _lines(page)[0] == [as_named, "reported", as_named, as_named, as_named]


def test_without_tables_words_can_be_looked_for() -> None:
    page = _pick(aa.explore(ARTICLES), word="trap")
    assert [mark.get_text() for mark in page.select("mark")] == ["trap"]


def test_a_corpus_shows_what_it_found() -> None:
    terms = pd.DataFrame({"frame": ["deception"], "term": ["trap"]})
    page = _pick(aa.Corpus(ARTICLES, frame_terms=terms).explore(), frame="deception")
    assert [mark.get_text() for mark in page.select("mark")] == ["trap"]


def test_missing_column() -> None:
    with pytest.raises(aa.TableError) as raised:
        _explore(matches=MATCHES.drop(columns="frame"))
    assert str(raised.value) == (
        "explore: `matches` needs column 'frame'; it has 'doc_id', 'start', 'end'.\n"
        "Make it with frames.match, or rename: matches.rename(columns={...: 'frame'})."
    )
