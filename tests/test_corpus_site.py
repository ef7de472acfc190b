"""The report of any corpus: what its pages say, where their links lead, and that no corpus breaks them."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.loading import LoadingWarning
from aleppo_analysis.report.corpus_site import contents_pages, line_pages, source_pages, table_pages, writing
from aleppo_analysis.report.corpus_site.parts import file_of
from aleppo_analysis.report.corpus_site.writing import write_corpus_site
from aleppo_analysis.view.style import words

TERMS = pd.DataFrame(
    {"frame": ["relief", "relief", "ruse", "never_used"], "term": ["aid", "convoy*", "trap", "gas"]}
)
ACTORS = pd.DataFrame(
    {"canonical": ["Ann Lee", "UN"], "aliases": None, "group": ["doctors", "un"], "pattern": None}
)
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> &lt;b&gt; \' " </p></section></style>'
ARTICLES = pd.DataFrame(
    [
        ("herald-1", "herald", "The Herald", "2016-10-18", "Aid waits at the border\n\nThe convoy waited. “We are ready,” said Ann Lee, a doctor."),
        ("herald-2", "herald", "The Herald", None, "Truce ends\n\nThe truce ended on Monday, the UN said."),
        ("post-1", "post", "The Post", "2016-10-20", "A so-called truce\n\nThe ‘truce’ was a trap, rebels’ spokesman Omar Haj said."),
        ("post-2", "post", "The Post", "2016-10-19", "No comment\n\nNobody spoke. The convoy turned back."),
    ],
    columns=["doc_id", "source", "outlet", "published", "text"],
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "report"
    return write_corpus_site(ARTICLES, out, frame_terms=TERMS, actors=ACTORS, title="Two outlets").parent


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in which every name and text tries to run or to break out."""
    ids = [HOSTILE, "index", "INDEX", "../../up", "a/b\\c?x=1#y%00", "x" * 400, "نص", "."]
    said = f"{HOSTILE}\n\n“{HOSTILE} a trap,” said <b>{HOSTILE}</b> Lee. \u202eesrever\u202c"
    articles = pd.DataFrame(
        {"doc_id": ids, "source": HOSTILE, "outlet": [HOSTILE, "b"] * 4, "title": HOSTILE, "text": said}
    )
    articles["url"] = ["javascript:alert(1)", "http://[", "https://x.example/a?b='\"<", None] * 2
    terms = pd.DataFrame({"frame": [HOSTILE], "term": ["trap"]})
    actors = pd.DataFrame({"canonical": ["Lee"], "aliases": HOSTILE, "group": HOSTILE, "pattern": None})
    out = tmp_path_factory.mktemp("hostile") / "report"
    with pytest.warns(LoadingWarning, match="HTML tags"):
        return write_corpus_site(articles, out, frame_terms=terms, actors=actors, title=HOSTILE).parent


def _pages(site: Path) -> dict[str, BeautifulSoup]:
    files = sorted(site.rglob("*.html"))
    return {
        str(file.relative_to(site)): BeautifulSoup(file.read_text("utf-8"), "html.parser") for file in files
    }


def _rows(table: BeautifulSoup) -> list[list[str]]:
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]


# -- what every page keeps to ----------------------------------------------------------------------------


@pytest.mark.parametrize("corpus", ["site", "hostile"])
def test_pages_are_valid_and_no_id_stands_twice(corpus: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(corpus)
    for file in site.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(file.read_text("utf-8"))
    for name, page in _pages(site).items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("corpus", ["site", "hostile"])
def test_every_link_leads_somewhere(corpus: str, request: pytest.FixtureRequest) -> None:
    _check_links(request.getfixturevalue(corpus))


def _check_links(site: Path) -> None:
    pages = _pages(site)
    for name, page in pages.items():
        for tag in page.select("a[href], link[href]:not([rel=icon])"):
            target = urlsplit(tag["href"])
            if target.scheme:
                assert target.scheme == "https" and tag["rel"] == ["noreferrer"]
                continue
            file = (site / name).parent / unquote(target.path) if target.path else site / name
            assert file.resolve().is_file(), (name, tag["href"])
            if target.fragment:
                where = str(file.resolve().relative_to(site.resolve()))
                assert pages[where].find(id=target.fragment), (name, tag["href"])


@pytest.mark.parametrize("corpus", ["site", "hostile"])
def test_pages_run_our_scripts_only_and_load_nothing_from_elsewhere(
    corpus: str, request: pytest.FixtureRequest
) -> None:
    for name, page in _pages(request.getfixturevalue(corpus)).items():
        policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        allowed = re.findall(r"'sha256-([^']+)'", policy)
        assert len(allowed) == 3
        for script in page.find_all("script"):
            assert b64encode(sha256(script.get_text().encode()).digest()).decode() in allowed, name
        assert not page.select("iframe, object, embed, img, form, [src]")
        assert not [key for tag in page.find_all(True) for key in tag.attrs if key.startswith("on")], name
        assert "default-src 'none'" in policy


def test_hostile_words_are_shown_as_they_are(hostile: Path) -> None:
    pages = _pages(hostile)
    article = pages[f"articles/{file_of(HOSTILE)}"]
    shown = HOSTILE.replace("'", "'")
    assert article.h1.get_text() == shown
    assert article.select_one(".aa-title").get_text() == shown
    assert pages["index.html"].h1.get_text() == shown
    assert not [tag for page in pages.values() for tag in page.select("b, svg")]


def test_no_name_of_an_article_replaces_a_page(hostile: Path) -> None:
    assert "Frame wording" in (hostile / "index.html").read_text("utf-8")
    files = [file.name for file in (hostile / "articles").iterdir()]
    assert len(files) == 8 == len({name.lower() for name in files})
    assert all(len(name.encode()) < 255 and re.fullmatch(r"[a-z0-9][a-z0-9-]*\.html", name) for name in files)


@given(one=st.text(max_size=300), other=st.text(max_size=300))
def test_file_names_are_safe_and_differ_where_names_do(one: str, other: str) -> None:
    one, other = (name.encode(errors="replace").decode() for name in (one, other))
    assert re.fullmatch(r"(?:[a-z0-9]+-)*[0-9a-f]{16}\.html", file_of(one))
    assert (file_of(one) == file_of(other)) == (one == other)


def test_only_addresses_of_the_web_are_linked(hostile: Path) -> None:
    links = [tag["href"] for page in _pages(hostile).values() for tag in page.select("a[rel=noreferrer]")]
    assert {link.partition("#:~:text=")[0] for link in links} == {"https://x.example/a?b='\"<"}
    assert len(links) > 2  # the article’s own, and one a line


# -- what the pages say ----------------------------------------------------------------------------------


def test_first_page_says_what_the_corpus_is(site: Path) -> None:
    index = _pages(site)["index.html"]
    assert index.h1.get_text() == "Two outlets"
    n_words = 5 + 11 + 2 + 8 + 3 + 10 + 2 + 6
    assert (
        index.select_one(".lead").get_text()
        == f"4 articles of 2 sources, {n_words} words, 18 Oct 2016 to 20 Oct 2016."
    )
    herald, post = _rows(index.table)
    assert herald[:4] == ["The Herald", "2", "18 Oct 2016, 1 undated", "26"]
    assert post[:4] == ["The Post", "2", "19 Oct 2016 to 20 Oct 2016", "21"]
    assert "1 article without a date" in index.get_text()


def test_contents_list_articles_by_source_and_day(site: Path) -> None:
    contents = _pages(site)["contents.html"]
    sections = {
        part.h2.get_text(): [a.get_text() for a in part.select("li a")] for part in contents.select("section")
    }
    assert sections == {
        "The Herald": ["Aid waits at the border", "Truce ends"],
        "The Post": ["No comment", "A so-called truce"],
    }


def test_an_article_has_its_text_its_finds_and_its_neighbours(site: Path) -> None:
    page = _pages(site)[f"articles/{file_of('post-1')}"]
    assert page.h1.get_text() == "A so-called truce"
    assert page.select_one(".about").get_text() == "The Post · 20 Oct 2016 · 13 words"
    steps = {link.get_text(): link["href"] for link in page.select(".pager")[0].select("a")}
    assert steps == {
        "All articles": "../contents.html",
        "Previous": file_of("herald-2"),
        "Next": file_of("post-2"),
    }
    assert page.select("h2")[-1].get_text() == "Frame wording: 1"
    [place] = [a["href"] for a in page.select("ul.lines a") if a.get_text() == "trap"]
    assert page.find(id=place[1:]).get_text() == "trap"


def test_rates_stand_beside_what_they_are_counted_from(site: Path) -> None:
    """relief: Aid (headline) and convoy (narrator) in herald-1, convoy (narrator) in post-2."""
    everywhere, by_voice = _pages(site)["frames.html"].select("table")
    assert _rows(everywhere) == [
        ["never used", "0", "0.00", "0 of 4"],
        ["relief", "3", f"{1000 * 3 / 47:.2f}", "2 of 4"],
        ["ruse", "1", f"{1000 * 1 / 47:.2f}", "1 of 4"],
    ]
    heads = [head.get_text(" ") for head in by_voice.select("thead th")]
    n_narrator = int(re.search(r"narrator (\d+) words", " ".join(heads))[1])
    assert heads[:2] == ["Frame", "headline 12 words"]
    assert _rows(by_voice)[1][1:3] == [f"{1000 * 1 / 12:.2f}(1)", f"{1000 * 2 / n_narrator:.2f}(2)"]


def test_a_frame_has_every_source_and_voice_with_words_zeros_too(site: Path) -> None:
    page = _pages(site)[f"frames/{file_of('relief')}"]
    side_by_side, herald, _ = page.select("table")
    assert _rows(side_by_side) == [
        ["The Herald", "2", "26", f"{1000 * 2 / 26:.2f}", "1 of 2"],
        ["The Post", "1", "21", f"{1000 * 1 / 21:.2f}", "1 of 2"],
    ]
    cells = {row[0]: row for row in _rows(herald)}
    assert cells["headline"] == ["headline", "1", "7", f"{1000 * 1 / 7:.2f}", "1 of 2"]
    assert cells["direct"] == ["direct", "0", "3", "0.00", "0 of 1"]
    assert page.details.get_text() == "2 terms looked foraid, convoy*"


def _lines_of(site: Path, name: str, link: BeautifulSoup) -> int:
    """How many lines stand where a count leads to, on that page and on those that go on with it."""
    file, _, place = link["href"].partition("#")
    stem = (site / name).parent / file
    n, number = 0, None
    while stem.is_file():
        section = BeautifulSoup(stem.read_text("utf-8"), "html.parser").find(id=place)
        if section is None:
            return n
        n += len(section.select("li"))
        number = int(number or re.sub(r"\D", "", stem.stem) or 1) + 1
        stem = stem.with_name(f"{re.sub(r'-[0-9]+$', '', stem.stem)}-{number}.html")
    return n


def _check_counts(site: Path, name: str, table: int) -> int:
    links = _pages(site)[name].select("table")[table].select("td a[href*=lines]")
    for link in links:
        assert _lines_of(site, name, link) == int(link.get_text()), link
    return len(links)


def test_a_count_leads_to_exactly_its_lines(site: Path) -> None:
    assert _check_counts(site, "speakers.html", 0) == _check_counts(site, "speakers.html", 1) == 3
    assert _check_counts(site, f"frames/{file_of('relief')}", 1) == 2
    assert _check_counts(site, f"frames/{file_of('ruse')}", 2) == 1


def test_speakers_are_counted_as_the_corpus_has_them(site: Path) -> None:
    corpus = aa.Corpus(ARTICLES, frame_terms=TERMS, actors=ACTORS)
    quotes = corpus.quotes[corpus.quotes["use"].isin(["speech", "term"])]
    counts = quotes.groupby(["speaker_name", "speaker_group"]).size()
    groups, speakers = _pages(site)["speakers.html"].select("table")
    shown = [row[:3] for row in _rows(speakers)]
    assert sorted(shown) == [[name, words(group), str(n)] for (name, group), n in counts.items()]
    assert [int(row[2]) for row in shown] == sorted(counts, reverse=True)
    assert ["Ann Lee", "doctors", "1"] in shown
    assert {row[0]: row[5] for row in _rows(speakers)}["Ann Lee"] == "3"
    assert {row[0] for row in _rows(groups)} == {"doctors", "other", "UN"}


def test_a_line_says_who_speaks_in_which_voice(site: Path) -> None:
    pages = _pages(site)
    [trap] = [
        li for li in pages["lines/frames.html"].select("li") if li.mark and li.mark.get_text() == "trap"
    ]
    assert trap.a.get_text() == "The Post, 20 Oct 2016"
    assert re.match(r"reported · Omar Haj · (doubtful, )?confidence \d+%", trap.small.get_text())
    assert trap.get_text().endswith(": The ‘truce’ was a trap, rebels’ spokesman Omar Haj said.")


# -- what sets sources apart -----------------------------------------------------------------------------


def test_words_have_the_scores_of_log_odds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where few words are kept: the others still count in sizes and prior."""
    texts = ["Aid came. The aid left.", "Aid is late.", "A trap, no aid.", "The trap was a trap."]
    articles = pd.DataFrame({"doc_id": list("abcd"), "source": ["herald"] * 2 + ["post"] * 2, "text": texts})
    counts = aa.Corpus(articles).counts(by=["doc_id", "source"])
    scores = aa.compare.log_odds(counts, by="source").set_index(["source", "term"])
    for most in (2, 1000):  # aid and trap are the most frequent, then a
        monkeypatch.setattr(source_pages, "_MOST_TERMS", most)
        page = _pages(write_corpus_site(articles, tmp_path / str(most)).parent)["sources.html"]
        aid, trap = (_rows(table)[0] for table in page.select("table"))
        z = scores.loc[[("herald", "aid"), ("post", "trap")], "z"]
        assert aid == [
            "aid",
            "3",
            f"{3000 / 8:.2f}",
            "1",
            f"{1000 / 9:.2f}",
            "2 of 2",
            "1 of 2",
            f"{z.iloc[0]:.2f}",
        ]
        assert trap == ["trap", "3", f"{3000 / 9:.2f}", "0", "0.00", "2 of 2", "0 of 2", f"{z.iloc[1]:.2f}"]


def test_shared_passages_lead_to_their_places(tmp_path: Path) -> None:
    copy = "The convoy of nine lorries waited at the closed border for the whole of Monday."
    texts = [f"One\n\n{copy}", f"Two\n\nBefore. {copy}", f"Three\n\n{copy}"]
    articles = pd.DataFrame({"doc_id": ["a", "b", "c"], "source": ["one", "two", "one"], "text": texts})
    page = _pages(write_corpus_site(articles, tmp_path / "report").parent)["sources.html"]
    [item] = page.select("ul.lines li")
    assert [a.get_text() for a in item.select("a")] == ["one", "two", "one"]
    assert item.small.get_text() == "15 words"


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    for name, change in {"one": {"source": "herald"}, "none": {"source": None, "published": None}}.items():
        pages = _pages(
            write_corpus_site(ARTICLES.drop(columns="outlet").assign(**change), tmp_path / name).parent
        )
        assert "so there is nothing to compare" in " ".join(pages["sources.html"].get_text().split())
        assert "No frame terms were given" in pages["frames.html"].get_text()
        assert not pages["sources.html"].select("table")
    assert (
        pages["index.html"].select_one(".lead").get_text() == "4 articles of 0 sources, 47 words, no dates."
    )
    assert "4 articles without a source. 4 articles without a date." in pages["index.html"].get_text()


# -- many articles ---------------------------------------------------------------------------------------


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_pages_whether_read_at_once_or_part_by_part(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_AT_ONCE", 1)
    done: list[int] = []
    given = {"frame_terms": TERMS, "actors": ACTORS, "title": "Two outlets"}
    again = write_corpus_site(ARTICLES, tmp_path / "again", **given, progress=done.append).parent
    assert done == [1, 2, 3, 4]
    assert _files(again) == _files(site)


def test_long_pages_are_split_and_counts_still_lead_to_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents_pages, "_SPLIT", contents_pages._SPLIT._replace(size=3))
    for kind in ("QUOTES", "MATCHES"):
        lines = getattr(line_pages, kind)
        small = lines._replace(split=lines.split._replace(size=2))
        for module in ("speaker_pages", "frame_pages"):
            monkeypatch.setattr(f"aleppo_analysis.report.corpus_site.{module}.{kind}", small, raising=False)
    many = pd.concat([ARTICLES.assign(doc_id=ARTICLES["doc_id"] + f"-{n}") for n in range(3)])
    with pytest.warns(LoadingWarning, match="same text"):
        site = write_corpus_site(many, tmp_path / "report", frame_terms=TERMS).parent
    pages = _pages(site)
    parts = [name for name in pages if name.startswith("contents")]
    assert sum(len(pages[name].select("section li")) for name in parts) == 12 and len(parts) == 4
    assert (
        pages["contents-2.html"]
        .select_one(".pager")
        .get_text(" ", strip=True)
        .startswith("Part 2 of 4 Previous 1 2")
    )
    assert _check_counts(site, "speakers.html", 0) == 3
    assert _check_counts(site, f"frames/{file_of('relief')}", 1) == 2
    _check_links(site)


def test_speakers_not_known_are_counted_and_stand_last(tmp_path: Path) -> None:
    text = "Talks end\n\nTalks ended.\n\n“Nobody will ever name who says this out loud.”"
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": [text, ARTICLES["text"][0]]})
    site = write_corpus_site(articles, tmp_path / "report").parent
    page = _pages(site)["speakers.html"]
    quotes = aa.Corpus(articles).quotes.query("use in ['speech', 'term']")
    n_unknown = int(quotes["speaker_name"].isna().sum())
    assert n_unknown > 0, "the sentence must not be attributed, or the test says nothing"
    assert _rows(page.table)[-1][:2] == ["not known", str(n_unknown)]
    assert f"{n_unknown} by speakers not known" in page.get_text()
    _check_counts(site, "speakers.html", 0)


def test_tables_have_the_rows_of_the_findings_and_are_split(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = pd.read_csv(site / "tables" / "frame_rates.csv")
    expected = aa.Corpus(ARTICLES, frame_terms=TERMS).frame_rates(by=["source", "voice"])
    both = rates.merge(expected, on=["source", "voice", "frame"], suffixes=("", "_expected"))
    assert len(both) == len(rates) == len(expected)
    for name in ("n", "n_articles_with", "n_articles"):
        assert (both[name] == both[f"{name}_expected"]).all()
    assert both["per_1000_words"].to_numpy() == pytest.approx(both["per_1000_tokens"].to_numpy(float))
    monkeypatch.setattr(table_pages, "_ROWS_A_FILE", 3)
    monkeypatch.setattr(table_pages, "_ROWS_AT_ONCE", 3)
    split = write_corpus_site(ARTICLES, tmp_path / "split").parent
    parts = [pd.read_csv(split / "tables" / f"articles-{number}.csv") for number in (1, 2)]
    assert [len(part) for part in parts] == [3, 1]
    assert pd.concat(parts)["doc_id"].tolist() == ARTICLES["doc_id"].tolist()
    assert not (split / "tables" / "articles.csv").exists()


def test_tables_run_no_formula(tmp_path: Path) -> None:
    articles = pd.DataFrame(
        {"doc_id": ["=1+1"], "source": ["@x"], "title": ["-2"], "text": ["Aid. “=1+1,” said Ann Lee."]}
    )
    site = write_corpus_site(articles, tmp_path / "report").parent
    shown = (site / "tables" / "articles.csv").read_text("utf-8-sig").splitlines()[1]
    assert shown.startswith("'=1+1,'@x,,'-2,")


# -- what was put right ----------------------------------------------------------------------------------


def test_problems_of_files_are_told_by_kind_and_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("Ferry stays\n\nThe coun\u00adcil said “yes.”", "utf-8")
    (folder / "two.txt").write_text("   ", "utf-8")
    with pytest.warns(LoadingWarning) as warned:
        site = write_corpus_site(folder, tmp_path / "report").parent
    assert str(warned[0].message).startswith("write_corpus_site: 1 articles; left out: empty text (1); ")
    pages = _pages(site)
    assert pages["index.html"].h1.get_text() == "texts"
    assert "1 left out" in pages["index.html"].select_one(".ways").get_text()
    kinds, single = pages["repairs.html"].select("table")
    assert [row[:2] for row in _rows(kinds)][0] == ["empty text", "left out"]
    assert ["soft hyphens", "repaired", "1", "1"] in [row[:4] for row in _rows(kinds)]
    table = pd.read_csv(site / "tables" / "problems.csv")
    assert len(table) == len(_rows(single))
    assert "council" in pages[f"articles/{file_of('one')}"].get_text()


@pytest.mark.parametrize(("source", "title"), [("my texts", "my texts"), ("my texts/one.txt", "one"), ("my texts/*.txt", "my texts")])  # fmt: skip
def test_a_report_is_called_as_what_it_is_of(tmp_path: Path, source: str, title: str) -> None:
    (tmp_path / "my texts").mkdir()
    (tmp_path / "my texts" / "one.txt").write_text("Ferry stays\n\nThe ferry will run all winter.", "utf-8")
    site = write_corpus_site(str(tmp_path / source), tmp_path / "report").parent
    assert _pages(site)["index.html"].h1.get_text() == title


def test_articles_in_which_rules_fail_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("aleppo_analysis.frames.matching.Search._places", fails)
    with pytest.warns(aa.ArticleWarning, match="no such luck"):
        site = write_corpus_site(ARTICLES.head(1), tmp_path / "report", frame_terms=TERMS).parent
    assert "failed in 1 of 1 articles and went on: 'herald-1'" in _pages(site)["repairs.html"].get_text()


# -- what is not English, or not known -------------------------------------------------------------------


FRENCH = (
    "Le bac reste ouvert\n\nLe conseil de la ville a voté lundi soir pour garder le bac tout l’hiver. « C’est un bon "
    "bateau et nous en avons besoin », a dit Nora Pell, qui dirige le port depuis dix ans avec son frère."
)


def test_what_is_not_english_is_shown_as_not_known_and_in_no_count(tmp_path: Path) -> None:
    articles = pd.DataFrame(
        {"doc_id": ["fr", "en"], "source": "herald", "text": [FRENCH, ARTICLES["text"][0]]}
    )
    terms = pd.DataFrame({"frame": ["relief", "boat"], "term": ["aid", "bateau"]})
    with pytest.warns(LoadingWarning, match="not English"):
        site = write_corpus_site(articles, tmp_path / "report", frame_terms=terms).parent
    pages = _pages(site)
    assert (
        "In 1 article not in English 1 passage in quotation marks were not read"
        in pages["speakers.html"].get_text()
    )
    assert [row[0] for row in _rows(pages["speakers.html"].table)] == ["Ann Lee"]
    by_voice = pages["frames.html"].select("table")[1]
    assert by_voice.select("thead th")[-1].get_text(" ").startswith("not known ")
    assert _rows(by_voice)[0][-1].endswith("(1)")
    assert _check_counts(site, f"frames/{file_of('boat')}", 1) == 1
    assert "language fr" in pages["contents.html"].get_text()
    french = pages[f"articles/{file_of('fr')}"]
    assert french.h2.get_text() == "Quotations: 1 in marks, not read, for the article is not in English"
    assert (
        french.select_one(".aa-reader .aa-about").get_text()
        == "fr · not in English (fr): who speaks is not known"
    )
    assert "Languages: en 1, fr 1." in pages["index.html"].get_text()
    _check_links(site)


# -- the folder ------------------------------------------------------------------------------------------


def _stopped(n_done: int) -> None:
    raise KeyboardInterrupt


def test_what_was_there_stays_when_the_writing_is_stopped(tmp_path: Path) -> None:
    out = tmp_path / "report"
    with pytest.raises(KeyboardInterrupt):
        write_corpus_site(ARTICLES, out, progress=_stopped)
    assert list(tmp_path.iterdir()) == []
    before = _files(write_corpus_site(ARTICLES, out).parent)
    with pytest.raises(KeyboardInterrupt):
        write_corpus_site(ARTICLES.head(1), out, progress=_stopped)
    assert _files(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_report_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "report"
    write_corpus_site(ARTICLES, out)
    assert write_corpus_site(ARTICLES.head(1), out) == out / "index.html"
    assert len(list((out / "articles").iterdir())) == 1
    assert list(tmp_path.iterdir()) == [out]


def _error(source: object, out: Path, **given: object) -> str:
    with pytest.raises(aa.TableError) as error:
        write_corpus_site(source, out, **given)
    return str(error.value)


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert _error(ARTICLES, tmp_path) == (
        f"write_corpus_site: {str(tmp_path)!r} holds files that are not a report of ours, so it is not overwritten.\n"
        "Name an empty folder, or one that is not there yet."
    )
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_report_does_not_lie_among_the_articles(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.")
    assert _error(str(tmp_path), tmp_path / "report") == (
        f"write_corpus_site: {str(tmp_path / 'report')!r} lies in {str(tmp_path)!r}, and would be read with it the next "
        "time.\nName a place beside it."
    )


def test_terms_that_are_refused_leave_nothing(tmp_path: Path) -> None:
    assert "every word of a term needs a letter or digit" in _error(
        ARTICLES, tmp_path / "report", frame_terms=TERMS.assign(term="*")
    )
    assert list(tmp_path.iterdir()) == []
