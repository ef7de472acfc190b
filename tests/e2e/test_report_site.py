"""The report in a browser, opened from the disk: every link, every page, on a phone and by keyboard."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from conftest import TOP, NewTab, violations

pytestmark = pytest.mark.skipif(not list((TOP / "notebooks").glob("*.ipynb")), reason="no notebooks yet")
LINKS = "(tags) => tags.map((tag) => tag.href)"
IDS = "(tags) => tags.map((tag) => tag.id)"


CUT = """() => [...document.querySelectorAll("main table, main figure, main svg, main .scroll, main p, main li")]
  .filter((tag) => {
    const box = tag.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1
      || tag.matches(".scroll") && tag.scrollWidth > tag.clientWidth + 1);
  }).map((tag) => tag.outerHTML.slice(0, 80))"""


def _pages(site: Path) -> list[str]:
    return sorted(path.name for path in site.glob("*.html"))


def _open(page: Page, site: Path, name: str) -> Page:
    page.goto((site / name).as_uri())
    return page


def test_every_link_leads_to_its_place_and_nothing_goes_wrong(site: Path, new_tab: NewTab) -> None:
    tab = new_tab()
    waiting, places, wanted = ["index.html"], {}, set()
    while waiting:
        name = waiting.pop()
        page = _open(tab.page, site, name)
        places[name] = set(page.locator("[id]").evaluate_all(IDS))
        for link in map(urlsplit, page.locator("a[href]").evaluate_all(LINKS)):
            if link.scheme in ("http", "https"):  # where an article was published
                continue
            assert link.scheme == "file", (name, link)
            file = Path(unquote(link.path)).relative_to(site).as_posix()
            assert (site / file).is_file(), (name, file)
            wanted.add((name, file, unquote(link.fragment)))
            if file.endswith(".html") and file not in places and file not in waiting:
                waiting.append(file)
    assert sorted(places) == _pages(site)
    lost = [link for link in wanted if link[2] and link[1] in places and link[2] not in places[link[1]]]
    assert lost == []
    assert (tab.errors, tab.requests) == ([], [])


def test_a_count_leads_to_its_lines_and_a_line_to_the_article(
    site: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    page = _open(new_tab().page, site, "02_framing.html")
    count = page.locator("table a[href^='evidence-']").first
    assert page.locator("table a").count(), "No table is stored in 02_framing: run make notebooks."
    n = int(count.inner_text())
    count.click()
    lines = page.locator(":target li")
    expect(lines).to_have_count(n)
    picture(page, "site-evidence-of-a-count")
    word = lines.first.locator("mark").inner_text()
    lines.first.locator("a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text(word)
    picture(page, "site-line-in-its-article")


def test_pages_are_accessible(site: Path, new_tab: NewTab, picture: Callable[..., None]) -> None:
    tab = new_tab()
    found = []
    for name in _pages(site):
        page = _open(tab.page, site, name)
        picture(page, f"site-{Path(name).stem}", full_page=name == "index.html")
        found += [f"{name}: {one}" for one in violations(page)]
    assert found == []


def test_dark_pages_are_accessible(site: Path, new_tab: NewTab, picture: Callable[..., None]) -> None:
    page = _open(new_tab(color_scheme="dark").page, site, "index.html")
    picture(page, "site-index-dark")
    assert violations(page) == []


@pytest.mark.parametrize("widths", [(1280, 768), (390,)], ids=["screens", "phone"])
def test_nothing_is_cut_off_at_three_widths(
    site: Path, new_tab: NewTab, picture: Callable[..., None], widths: tuple[int, ...]
) -> None:
    tab = new_tab(viewport={"width": widths[0], "height": 900}, is_mobile=widths[0] < 500)
    for name in _pages(site):
        page = _open(tab.page, site, name)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width, (name, width)
            assert page.evaluate(CUT) == [], (name, width)
            if name == "index.html":
                picture(page, f"site-index-{width}")


@pytest.mark.parametrize(
    ("width", "seen"), [(1280, ["h1", ".aa-panel >> nth=1"]), (390, ["h1", ".aa-card >> nth=0"])]
)
def test_the_finding_and_its_lines_stand_at_the_top(
    site: Path, new_tab: NewTab, width: int, seen: list[str]
) -> None:
    page = _open(new_tab(viewport={"width": width, "height": 900}).page, site, "index.html")
    for part in seen:
        box = page.locator(part).first.bounding_box()
        assert box["y"] + min(box["height"], 200) <= 900, part
    assert "of 15 places" in page.locator("h1").inner_text()
    page.locator(".aa-card a").first.click()
    expect(page.locator(":target")).to_contain_text("humanitarian")


def test_the_strip_tells_its_words_and_leads_to_them(
    site: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    tab = new_tab()
    page = _open(tab.page, site, "index.html")
    strip = page.locator("nav.aa-strip").first
    quoted = strip.locator(".aa-in-direct").first
    told = quoted.get_attribute("aria-label")
    shown = "(tag) => getComputedStyle(tag, '::after').content"
    assert quoted.evaluate(shown) == "none"
    quoted.hover()
    assert told in quoted.evaluate(shown)
    picture(page, "site-strip")
    page.mouse.move(0, 0)

    assert strip.locator("[tabindex='0']").count() == 1
    strip.locator("a").first.focus()
    page.keyboard.press("ArrowRight")
    second = strip.locator("a").nth(1)
    expect(second).to_be_focused()
    assert second.get_attribute("aria-label") in second.evaluate(shown)
    page.keyboard.press("End")
    expect(strip.locator("a").last).to_be_focused()
    page.keyboard.press("Tab")
    assert not strip.evaluate("(tag) => tag.contains(document.activeElement)")

    quoted.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.locator(":target").inner_text().strip()[:12] in told
    assert (tab.errors, tab.requests) == ([], [])


def test_a_text_has_one_stop_a_way_past_its_switches_and_a_band_that_leads_into_it(
    site: Path, new_tab: NewTab
) -> None:
    page = _open(new_tab().page, site, "read.html")
    article = page.locator("#al-jazeera")
    assert article.locator(".aa-text [tabindex='0']").count() == 1
    article.get_by_role("link", name="Skip to the text").focus()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_class("aa-title")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    note = page.evaluate("document.activeElement.dataset.note")
    assert note == article.locator(".aa-text [tabindex]").nth(1).get_attribute("data-note")
    article.locator("nav .aa-in-reported").last.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_lines_are_found_by_their_words_and_copied_as_a_citation(site: Path, new_tab: NewTab) -> None:
    tab = new_tab(permissions=["clipboard-read", "clipboard-write"])
    page = _open(tab.page, site, "evidence.html")
    lines = page.locator("[data-found] li:visible")
    expect(lines).to_have_count(0)
    page.get_by_role("searchbox", name="Show only lines with").fill("deception RUSE")
    expect(lines.first).to_contain_text("confidence")
    assert {"ruse" in text.lower() for text in lines.all_inner_texts()} == {True}
    lines.first.get_by_role("button", name="Copy").click()
    expect(lines.first.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("4 Nov 2016)")
    assert tab.errors == []


def test_print_gives_whole_pages(site: Path, new_tab: NewTab) -> None:
    page = _open(new_tab().page, site, "index.html")
    page.emulate_media(media="print")
    expect(page.locator("header")).to_be_hidden()
    assert page.locator(".aa-card").count() >= 20
    assert all(box["width"] > 0 for box in (card.bounding_box() for card in page.locator(".aa-card").all()))
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_the_first_tab_skips_to_the_content(site: Path, new_tab: NewTab) -> None:
    page = _open(new_tab().page, site, "index.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_id("content")
