"""The report in a browser, opened from the disk: every link, every page, on a phone and by keyboard."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from conftest import TOP, NewTab

pytestmark = pytest.mark.skipif(not list((TOP / "notebooks").glob("*.ipynb")), reason="no notebooks yet")
LINKS = "(tags) => tags.map((tag) => tag.href)"
IDS = "(tags) => tags.map((tag) => tag.id)"


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
    count = page.locator("table a[href^='evidence.html']").first
    assert page.locator("table a").count(), "No table is stored in 02_framing: run make notebooks."
    n = int(count.inner_text())
    count.click()
    lines = page.locator(":target li")
    expect(lines).to_have_count(n)
    picture(page, "site-evidence-of-a-count")
    word = lines.first.locator("mark").inner_text()
    lines.first.locator("a").click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text(word)
    picture(page, "site-line-in-its-article")


def test_pages_are_accessible(site: Path, new_tab: NewTab, picture: Callable[..., None]) -> None:
    tab = new_tab()
    found = []
    for name in _pages(site):
        page = _open(tab.page, site, name)
        picture(page, f"site-{Path(name).stem}", full_page=name == "index.html")
        violations = [
            one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
        ]
        found += [f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]
    assert found == []


def test_dark_pages_are_accessible(site: Path, new_tab: NewTab, picture: Callable[..., None]) -> None:
    page = _open(new_tab(color_scheme="dark").page, site, "index.html")
    picture(page, "site-index-dark")
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


def test_a_phone_needs_no_scrolling_sideways(
    site: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    tab = new_tab(viewport={"width": 360, "height": 740}, is_mobile=True)
    widths = {
        name: _open(tab.page, site, name).evaluate("document.documentElement.scrollWidth")
        for name in _pages(site)
    }
    assert widths == dict.fromkeys(widths, 360)
    picture(_open(tab.page, site, "index.html"), "site-index-phone")


def test_the_first_tab_skips_to_the_content(site: Path, new_tab: NewTab) -> None:
    page = _open(new_tab().page, site, "index.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_id("content")
