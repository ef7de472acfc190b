"""The report of any corpus in a browser, opened from the disk: every page, on a phone, in the dark, by filter."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from aleppo_analysis.loading import LoadingWarning
from aleppo_analysis.report.corpus_site.writing import write_corpus_site
from conftest import NewTab, violations

LINKS = "(tags) => tags.map((tag) => tag.href)"
IDS = "(tags) => tags.map((tag) => tag.id)"
CUT = """() => [...document.querySelectorAll("main :not(thead, thead *)")].filter((tag) => {
  const box = tag.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || tag.scrollWidth > tag.clientWidth + 1
    && getComputedStyle(tag).overflowX === "hidden");
}).map((tag) => tag.outerHTML.slice(0, 80))"""
ANY = (None, "minor", "moderate", "serious", "critical")
HOSTILE = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>\u202e"
TEXTS = [
    "Ferry stays\n\nThe ferry will run all winter. “It is a good boat,” said Nora Pell, who runs it. Aid comes by ferry.",
    "Council votes\n\nThe council voted on Monday. The vote was a trap, councillor Bo Lind said. “Nobody was asked.”",
    "Night of the storm\n\nNo ferry ran. Police said that the harbour was closed. The ‘aid’ never came, Lind told the paper.",
    f"{HOSTILE}\n\n“{HOSTILE} trap,” said Nora Pell. {'Long' * 60}",
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve invented articles of three outlets, some of which try to run or are too wide."""
    outlets = ["The Harbour Herald", "Evening Post", "W" * 90]
    articles = pd.DataFrame(
        {
            "doc_id": [f"{'x' * 60 if n % 4 == 3 else 'a'}-{n}" for n in range(12)],
            "source": [f"s{n % 3}" for n in range(12)],
            "outlet": [outlets[n % 3] for n in range(12)],
            "published": [f"2024-03-{n + 1:02}" if n % 4 else None for n in range(12)],
            "text": [TEXTS[n % 4] for n in range(12)],
        }
    )
    terms = pd.DataFrame({"frame": ["relief", "deception"], "term": ["aid", "trap"]})
    actors = pd.DataFrame(
        {"canonical": ["Nora Pell"], "aliases": None, "group": ["ferry_people"], "pattern": None}
    )
    out = tmp_path_factory.mktemp("corpus") / "report"
    with pytest.warns(LoadingWarning, match="HTML tags"):
        return write_corpus_site(articles, out, frame_terms=terms, actors=actors, title="The ferry").parent


def _pages(report: Path) -> list[str]:
    """One page of every kind."""
    top = sorted(path.name for path in report.glob("*.html"))
    below = [
        path for folder in ("frames", "lines", "articles") for path in sorted((report / folder).iterdir())[:2]
    ]
    wide = [path for path in (report / "articles").iterdir() if path.name.startswith("xxx")][:1]
    return top + [str(path.relative_to(report)) for path in below + wide]


def _open(page: Page, report: Path, name: str) -> Page:
    page.goto((report / name).as_uri())
    return page


def test_every_link_leads_to_its_place_and_nothing_goes_wrong(report: Path, new_tab: NewTab) -> None:
    tab = new_tab()
    waiting, places, wanted = ["index.html"], {}, set()
    while waiting:
        name = waiting.pop()
        page = _open(tab.page, report, name)
        places[name] = set(page.locator("[id]").evaluate_all(IDS))
        for link in map(urlsplit, page.locator("a[href]").evaluate_all(LINKS)):
            assert link.scheme == "file", (name, link)
            file = Path(unquote(link.path)).relative_to(report).as_posix()
            assert (report / file).is_file(), (name, file)
            wanted.add((name, file, unquote(link.fragment)))
            if file.endswith(".html") and file not in places and file not in waiting:
                waiting.append(file)
    assert sorted(places) == sorted(str(path.relative_to(report)) for path in report.rglob("*.html"))
    assert [link for link in wanted if link[2] and link[1] in places and link[2] not in places[link[1]]] == []
    assert tab.page.evaluate("window.ran") is None
    assert (tab.errors, tab.requests) == ([], [])


def test_a_count_leads_to_its_lines_and_a_line_to_the_article(
    report: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    tab = new_tab()
    page = _open(tab.page, report, "frames.html")
    page.get_by_role("link", name="deception").first.click()
    count = page.locator("table a[href*='lines']").first
    n = int(count.inner_text())
    count.click()
    lines = page.locator(":target li")
    expect(lines).to_have_count(n)
    picture(page, "corpus-lines")
    word = lines.first.locator("mark").inner_text()
    lines.first.locator("a").click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text(word)
    picture(page, "corpus-line-in-its-article")
    assert tab.errors == []


def test_a_band_on_the_first_page_tells_its_words_and_leads_into_the_article(
    report: Path, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    tab = new_tab()
    page = _open(tab.page, report, "index.html")
    band = page.locator("nav.aa-strip").first
    quoted = band.locator(".aa-in-direct").first
    quoted.hover()
    told = quoted.evaluate("(tag) => getComputedStyle(tag, '::after').content")
    assert "Nora Pell, in quotation marks: It is a good boat" in told
    picture(page, "corpus-band")
    band.locator("a").first.focus()
    page.keyboard.press("End")
    expect(band.locator("a").last).to_be_focused()
    quoted.click()
    expect(page.locator(":target")).to_have_text("It is a good boat,")
    assert tab.errors == []


def test_a_filter_shows_what_has_the_words(report: Path, new_tab: NewTab) -> None:
    tab = new_tab()
    page = _open(tab.page, report, "contents.html")
    box = page.get_by_role("searchbox", name="Show only articles with")
    box.fill("ferry STAYS")
    expect(page.locator("[data-item]:visible")).to_have_count(3)
    expect(page.locator("output")).to_have_text("3 of 12 shown")
    box.fill("")
    expect(page.locator("[data-item]:visible")).to_have_count(12)
    assert tab.errors == []


def test_without_a_script_there_is_no_box_and_nothing_is_missing(report: Path, new_tab: NewTab) -> None:
    page = _open(new_tab(java_script_enabled=False).page, report, "contents.html")
    expect(page.get_by_role("searchbox")).to_have_count(0)
    expect(page.locator("[data-item]:visible")).to_have_count(12)


@pytest.mark.parametrize(("widths", "scheme"), [((768, 1280), "light"), ((390,), "dark")])
def test_pages_are_accessible_and_nothing_is_cut_off(
    report: Path, new_tab: NewTab, picture: Callable[..., None], widths: tuple[int, ...], scheme: str
) -> None:
    size = {"width": widths[0], "height": 844}
    tab = new_tab(color_scheme=scheme, viewport=size, is_mobile=widths[0] < 500)
    found = []
    for name in _pages(report):
        page = _open(tab.page, report, name)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") == width, (name, width)
            assert page.evaluate(CUT) == [], (name, width)
            picture(page, f"corpus-{name.replace('/', '-').removesuffix('.html')[:40]}-{width}-{scheme}")
        found += [f"{name}: {one}" for one in violations(page, of=ANY)]
    assert found == []


def test_nothing_of_the_style_is_lost_to_the_policy(report: Path, new_tab: NewTab) -> None:
    tab = new_tab()
    page = _open(tab.page, report, _pages(report)[-1])
    assert page.locator("nav ul").first.evaluate("(tag) => getComputedStyle(tag).display") == "flex"
    assert page.locator(".aa-q").first.evaluate("(tag) => getComputedStyle(tag).getPropertyValue('--c')")
    assert tab.errors == []
