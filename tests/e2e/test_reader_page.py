"""The reader in a browser: switches, notes, themes, paper, phone, and text that tries to run."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import aleppo_analysis as aa
from conftest import NewTab, Tab, violations

HOSTILE = (
    "<script>window.ran = 1</script> and <img src=x onerror='window.ran = 2'>\n\n"
    '“<b onmouseover="window.ran = 3">No</b> humanitarian pause,” said </span></p></section><script>alert(4)</script>'
    " &lt;b&gt; &amp;amp; \u202eesrever\u202c مرحبا </style><svg onload=alert(5)> javascript:alert(6)"
)
FRAME = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Read</title>\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page an article, with the quotations found by reading it, and one of an article that tries to run."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = pd.DataFrame({"doc_id": ["hostile"], "outlet": HOSTILE, "text": HOSTILE})
    spoken = {"kind": "direct", "use": "speech", "cue": "said", "speaker": HOSTILE, "speaker_group": HOSTILE}
    said = pd.DataFrame({"doc_id": ["hostile"], "start": 75, "end": 130, "confidence": 0.9} | spoken)
    for corpus, quotes in (
        (aa.load_articles(), aa.quotes.load_gold().assign(confidence=0.9)),
        (hostile, said),
    ):
        matches = aa.frames.match(corpus, aa.frames.load_terms())
        for doc_id in corpus["doc_id"]:
            html = aa.read_article(corpus, doc_id, quotes=quotes, matches=matches)._repr_html_()
            page = f"{FRAME}<meta name='viewport' content='width=device-width'></head><body><main><h1>Read</h1>{html}"
            (folder / f"{doc_id}.html").write_text(page + "</main></body></html>", "utf-8")
    return folder


@pytest.fixture
def reading(pages: Path, new_tab: NewTab) -> Tab:
    """A tab that reads an article in which Russia and the United Nations speak."""
    return _opened(new_tab(), pages, "ofthe-eu")


def _opened(tab: Tab, pages: Path, name: str) -> Tab:
    tab.page.goto((pages / f"{name}.html").as_uri())
    return tab


def _first(page: Page, layer: str) -> Locator:
    """The first words of a layer, by its switch's name."""
    key = page.get_by_role("checkbox", name=layer).get_attribute("data-see")
    return page.locator(f'.aa-text [data-layer="{key}"]').first


def _style(words: Locator, name: str, pseudo: str = "") -> str:
    return words.evaluate(f"(tag) => getComputedStyle(tag, '{pseudo}')['{name}']")


# -- switches --------------------------------------------------------------------------------------------


def test_a_switch_turns_a_speaker_group_off_and_on(reading: Tab) -> None:
    page = reading.page
    box, words = page.get_by_role("checkbox", name="russia"), _first(page, "russia")
    shaded = _style(words, "backgroundImage") + _style(words, "backgroundColor")
    assert _style(words, "content", "::before") == '"Russia" / ""'
    box.click()
    assert _style(words, "backgroundImage") + _style(words, "backgroundColor") == "nonergba(0, 0, 0, 0)"
    assert _style(words, "display", "::before") == "none"
    box.click()
    assert _style(words, "backgroundImage") + _style(words, "backgroundColor") == shaded


def test_a_switch_leaves_the_other_layers_alone(reading: Tab) -> None:
    page = reading.page
    un, frame = _first(page, "un "), _first(page, "humanitarian")
    before = [_style(un, "background"), _style(frame, "textDecorationStyle")]
    page.get_by_role("checkbox", name="russia").click()
    assert [_style(un, "background"), _style(frame, "textDecorationStyle")] == before


def test_switches_are_reached_and_turned_by_keyboard(reading: Tab) -> None:
    page = reading.page
    frame = _first(page, "deception")
    assert _style(frame, "textDecorationLine") == "underline"
    box = page.get_by_role("checkbox", name="deception")
    boxes = page.get_by_role("checkbox").count()
    for _ in range(boxes):
        page.keyboard.press("Tab")
        if box.evaluate("(tag) => tag === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    assert _style(frame, "textDecorationLine") == "none"


def test_every_layer_has_a_switch_that_works(reading: Tab) -> None:
    page = reading.page
    for box in page.get_by_role("checkbox").all():
        box.click()
    shown = page.locator(".aa-text [data-layer]").evaluate_all(
        "(tags) => tags.filter((tag) => { const s = getComputedStyle(tag); return s.backgroundImage !== 'none'"
        " || s.textDecorationLine !== 'none' || s.outlineStyle !== 'none' || s.boxShadow !== 'none' })"
        ".map((tag) => tag.outerHTML)"
    )
    assert shown == []


def test_captions_and_links_are_grey_until_switched_off(pages: Path, new_tab: NewTab) -> None:
    page = _opened(new_tab(), pages, "al-jazeera").page
    caption, body = page.locator(".aa-caption").first, page.locator(".aa-body").first
    assert _style(caption, "color") != _style(body, "color")
    page.get_by_role("checkbox", name="grey captions and links").click()
    assert _style(caption, "color") == _style(body, "color")


# -- notes -----------------------------------------------------------------------------------------------


def test_who_speaks_shows_on_hover_and_on_focus(reading: Tab, picture: Callable[..., None]) -> None:
    page = reading.page
    said = page.locator(".aa-q.aa-direct[data-tag=UN]").first
    note = said.get_attribute("data-note")
    assert "in quotation marks · by “" in note
    assert _style(said, "content", "::after") == "none"
    said.hover(position={"x": 6, "y": 8})
    assert note in _style(said, "content", "::after")
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    said.focus()
    assert note in _style(said, "content", "::after")
    picture(page, "reader", full_page=True)


def test_only_the_innermost_note_shows(reading: Tab) -> None:
    page = reading.page
    frame = page.locator(".aa-q .aa-f").first
    frame.hover()
    assert frame.get_attribute("data-note") in _style(frame, "content", "::after")
    assert _style(frame.locator("xpath=.."), "content", "::after") == "none"


def test_a_link_to_a_place_shows_it(reading: Tab) -> None:
    page = reading.page
    place = page.locator(".aa-f[id]").last.get_attribute("id")
    page.goto(f"{page.url}#{place}")
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    assert _style(target, "outlineStyle") == "solid"


# -- themes, paper, phone --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_in_both_themes(
    pages: Path, new_tab: NewTab, picture: Callable[..., None], scheme: str
) -> None:
    page = _opened(new_tab(color_scheme=scheme), pages, "al-jazeera").page
    assert violations(page) == []
    picture(page, f"reader-{scheme}")


def test_jupyterlab_theme_counts_more_than_that_of_the_system(pages: Path, new_tab: NewTab) -> None:
    page = _opened(new_tab(color_scheme="light"), pages, "scroll").page
    reader = page.locator(".aa-reader")
    light = _style(reader, "backgroundColor")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert _style(reader, "backgroundColor") != light
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert _style(reader, "backgroundColor") == light


def test_a_phone_needs_no_scrolling_sideways(
    pages: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    page = _opened(new_tab(viewport={"width": 360, "height": 740}, is_mobile=True), pages, "inquisitr").page
    for note in page.locator(".aa-text [tabindex]").all()[:5]:
        note.focus()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "reader-phone")


def test_paper_has_the_key_but_no_boxes(reading: Tab, picture: Callable[..., None]) -> None:
    page = reading.page
    page.get_by_role("checkbox", name="russia").click()
    page.emulate_media(media="print")
    expect(page.locator("input").first).to_be_hidden()
    expect(page.locator("label", has_text="opposition")).to_be_visible()
    expect(page.locator("label", has_text="russia")).to_be_hidden()
    page.add_style_tag(content="html { filter: grayscale(1); }")
    picture(page, "reader-print-grey", full_page=True)


# -- hostile text ----------------------------------------------------------------------------------------


def test_hostile_text_is_shown_and_does_not_run(
    pages: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    tab = _opened(new_tab(), pages, "hostile")
    for tag in tab.page.locator(".aa-text [data-note]").all():
        tag.hover(force=True)
    assert tab.page.evaluate("window.ran") is None
    assert (tab.errors, tab.requests) == ([], [])
    lines = [line for line in HOSTILE.split("\n") if line]
    named = [line.replace("\u202e", "U+202E").replace("\u202c", "U+202C") for line in lines]
    assert tab.page.locator(".aa-text p").all_text_contents() == named
    picture(tab.page, "reader-hostile")


def test_reading_asks_nothing_of_the_network(reading: Tab) -> None:
    assert (reading.errors, reading.requests) == ([], [])
