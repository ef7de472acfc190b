"""The explorer without a browser: what is picked decides the lines and counts; text stays text."""

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
    boxes = {control.description.lower(): control for control in box.children[0].children}
    for name, value in picked.items():
        boxes[name].value = value
    return BeautifulSoup(box.children[1].value, "html.parser")


def _said(page: BeautifulSoup) -> str:
    return page.select_one("[role=status]").get_text()


def _lines(page: BeautifulSoup) -> list[list[str]]:
    rows = page.select("table")[1].select("tbody tr")
    return [[cell.get_text() for cell in row.select("td")] for row in rows]


def test_at_first_all_frame_wording_is_shown() -> None:
    page = _pick(_explore())
    assert _said(page) == "4 lines in 2 of 2 articles"
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
        ({"frame": "deception"}, "1 line in 1 of 2 articles", ["trap"]),
        ({"voice": "narrator"}, "1 line in 1 of 2 articles", ["aid"]),
        ({"speaker": "not known"}, "1 line in 1 of 2 articles", ["aid"]),
        ({"frame": "humanitarian", "voice": "reported"}, "1 line in 1 of 2 articles", ["aid"]),
        ({"word": "the"}, "2 lines in 2 of 2 articles", ["The", "The"]),
        ({"word": "a*d"}, "3 lines in 2 of 2 articles", ["aid", "Aid", "aid"]),
        ({"word": "aid", "frame": "deception"}, "0 lines in 0 of 2 articles", []),
        ({"word": "aid", "frame": "humanitarian"}, "3 lines in 2 of 2 articles", ["aid", "Aid", "aid"]),
        ({"word": "truce", "voice": "headline"}, "1 line in 1 of 2 articles", ["Truce"]),
    ],
)
def test_what_is_picked_decides_the_lines(picked: dict[str, str], said: str, shown: list[str]) -> None:
    page = _pick(_explore(), **picked)
    assert _said(page) == said
    assert [mark.get_text() for mark in page.select("mark")] == shown


def test_an_article_without_a_line_counts_zero() -> None:
    page = _pick(_explore(), frame="deception")
    counts = [
        [cell.get_text() for cell in row.select("td")] for row in page.select("table")[0].select("tr")[1:]
    ]
    assert counts == [["a", "1"], ["b", "0"]]


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
    assert _said(_pick(_explore(zones=related), frame="humanitarian")) == "2 lines in 2 of 2 articles"


def test_mentions_stand_for_names_that_were_not_resolved() -> None:
    speaker = _explore(quotes=QUOTES.drop(columns="speaker_name")).children[0].children[2]
    assert speaker.options == ("(any)", "Lee", "not known")


def test_many_lines_are_cut_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer, "_MOST", 2)
    page = _pick(_explore())
    assert len(_lines(page)) == 2
    assert _said(page) == "4 lines in 2 of 2 articles"
    assert page.find_all("p")[-1].get_text() == "The first 2 are shown; pick more narrowly to see the others."


def test_text_stays_text() -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> &lt; \u202e"
    articles = pd.DataFrame({"doc_id": [hostile], "text": [hostile]})
    zones = pd.DataFrame({"doc_id": [hostile], "start": 0, "end": len(hostile), "zone": "body"})
    quotes = QUOTES.iloc[:1].assign(doc_id=hostile, start=0, end=30, speaker_name=hostile)
    matches = pd.DataFrame({"doc_id": [hostile], "frame": hostile, "start": 1, "end": 7})
    page = _pick(_explore(articles=articles, zones=zones, quotes=quotes, matches=matches))
    assert {tag.name for tag in page.find_all(True)} == {"style", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "mark", "span"}  # fmt: skip
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
