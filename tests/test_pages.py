"""HTML pages: the article among what else stands there, its parts by markup, and what the page says of it.

The pages are our own words in layouts as real sites have them (`pages/made.py`).
"""

import io
import socket
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages.made import Page, pages

import aleppo_analysis as aa
from aleppo_analysis import loading
from aleppo_analysis.loading import pages as reader
from aleppo_analysis.loading.documents import BadFile, Document, Problem

PAGES = list(pages())
BY_NAME = {page.name: page for page in PAGES}
TEXT = [
    "The boat sailed at six and nobody on the quay waved, said Ann Lee of the harbor office.",
    "It was the first time in ninety years that no brass band had come to play for the captain.",
    "A goat that stood in the way was led off by two children, who were given a ticket each.",
    "“We had hats ready for everybody,” said the owner of a shop, “and gloves for those who forgot.”",
    "The next boat is expected on Thursday, if the sea allows it, with the post of three weeks.",
]


def read(page: str | bytes, encoding: str | None = None) -> list[Document | Problem]:
    raw = page.encode() if isinstance(page, str) else page
    return list(reader.read(io.BytesIO(raw), "a.html", encoding))


def document(page: str | bytes) -> Document:
    [found] = [item for item in read(page) if isinstance(item, Document)]
    return found


def parts(found: Document) -> list[tuple[str, str]]:
    return [(zone, found.text[start:end]) for start, end, zone in found.parts]


def a_page(body: str, head: str = "<title>Boat sails</title>") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


def an_article(more: str = "", head: str = "<title>Boat sails</title>") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    return a_page(f"<article><h1>Boat sails</h1>{more}{paragraphs}</article>", head)


# --- the figure


def letters(text: str) -> str:
    return "".join(text.split())


def by_letter(text: str, zones: pd.DataFrame) -> list[str]:
    """The zone of each letter of a text that is no blank."""
    found = [""] * len(text)
    for start, end, zone in zip(zones["start"], zones["end"], zones["zone"], strict=True):
        found[start:end] = [zone] * (end - start)
    return [zone for zone, letter in zip(found, text, strict=True) if not letter.isspace()]


def compared(page: Page, text: str, zones: list[str]) -> Iterator[tuple[str, str]]:
    """The zone that each letter has (none if it is lost), and the one it should have (none if it is no part)."""
    plain = letters(text)
    is_part = [False] * len(plain)
    at = 0
    for right, part in page.parts:
        wanted = letters(part)
        start = plain.find(wanted, at) if wanted in plain[at:] else plain.find(wanted)
        if start < 0:
            yield from [("", right)] * len(wanted)
            continue
        at = at if right == "caption" else start + len(wanted)
        is_part[start : start + len(wanted)] = [True] * len(wanted)
        yield from ((zone, right) for zone in zones[start : start + len(wanted)])
    yield from ((zone, "") for zone, is_it in zip(zones, is_part, strict=True) if not is_it)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> aa.Corpus:
    folder = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        (folder / f"{page.name}.html").write_text(page.html, "utf-8")
    with pytest.warns(loading.LoadingWarning):
        corpus = aa.Corpus(folder)
    assert corpus.articles["doc_id"].tolist() == sorted(BY_NAME)
    return corpus


def counted(articles: pd.DataFrame, zones: pd.DataFrame) -> Counter[tuple[str, str]]:
    """How many letters of all pages have which zone, by the one they should have."""
    of = dict(iter(zones.groupby("doc_id")))
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    return Counter(
        pair
        for name, page in BY_NAME.items()
        for pair in compared(page, texts[name], by_letter(texts[name], of[name]))
    )


@pytest.fixture(scope="module")
def counts(corpus: aa.Corpus) -> Counter[tuple[str, str]]:
    return counted(corpus.articles, corpus.zones)


def test_pages_are_as_many_and_as_different_as_asked() -> None:
    layouts = {page.name.partition("-")[0]: page.html for page in PAGES}
    assert len(layouts) >= 50
    assert len({tuple(part.split(">")[0] for part in html.split("<")) for html in layouts.values()}) == len(
        layouts
    )


@pytest.mark.parametrize("zone", ["title", "standfirst", "heading", "caption", "body"])
def test_parts_of_pages_get_their_zones(counts: Counter[tuple[str, str]], zone: str) -> None:
    """Asked are nine headings in ten and 95 of a hundred letters of the text; these pages are known by heart."""
    of = sum(n for (_, right), n in counts.items() if right == zone)
    assert counts[zone, zone] > 0.99 * of


def test_nothing_of_the_text_becomes_related(counts: Counter[tuple[str, str]]) -> None:
    assert counts["related", "body"] == counts["", "body"] == 0


def test_hardly_anything_else_becomes_text(counts: Counter[tuple[str, str]]) -> None:
    assert counts["body", ""] < 0.01 * counts["body", "body"]


@pytest.mark.parametrize("columns", [["doc_id", "text"], ["doc_id", "text", "title"]])
def test_rules_that_see_no_markup_are_right_nine_times_in_ten(corpus: aa.Corpus, columns: list[str]) -> None:
    """At first sight they were right for 255 of 284 headings and 99.9% of the text."""
    articles = corpus.articles[columns]
    counts = counted(articles, aa.text.find_zones(articles))
    for zone, least in (("heading", 0.9), ("body", 0.95), ("title", 0.95)):
        assert counts[zone, zone] > least * sum(n for (_, right), n in counts.items() if right == zone)
    assert counts["related", "body"] == 0


# --- the parts of one page


def test_a_page_part_by_part() -> None:
    found = document(
        a_page(
            "<nav><a href=/>Home</a></nav><h1 class=logo><a href=/>The Quay Post</a></h1>"
            "<article><p class=kicker>Harbor</p><h1>Boat sails</h1><p class=dek>Nobody waved</p>"
            "<p class=byline>By Jo Dent</p><figure><img><figcaption>The boat. Photo: Jo Dent</figcaption></figure>"
            f"<p>{TEXT[0]}</p><p><b>Read more: <a href=/x>Goat stops the express train in Moss End</a></b></p>"
            f"<p>{TEXT[1]}</p><aside class=pull><p>{TEXT[0]}</p></aside><h2>Why nobody waved</h2><p>{TEXT[2]}</p>"
            "<ul><li>hats</li><li>gloves</li></ul><script>var text = 'no text';</script>"
            f"<blockquote><p>{TEXT[3]}</p></blockquote><p><b>Who will pay?</b></p><p>Nobody, said Ann Lee.</p>"
            "<div class=newsletter><h3>Our letter</h3><p>Every evening at six we send you five stories.</p></div>"
            f"<p>{TEXT[4]}</p></article><footer>All rights reserved</footer>"
        )
    )
    assert parts(found) == [
        ("title", "Boat sails"),
        ("standfirst", "Nobody waved"),
        ("caption", "The boat. Photo: Jo Dent"),
        ("body", TEXT[0]),
        ("body", TEXT[1]),
        ("heading", "Why nobody waved"),
        ("body", TEXT[2]),
        ("body", "hats"),
        ("body", "gloves"),
        ("body", TEXT[3]),
        ("heading", "Who will pay?"),
        ("body", "Nobody, said Ann Lee."),
        ("body", TEXT[4]),
    ]
    texts = [text for _, text in parts(found)]
    left_to_the_rules = "Read more: Goat stops the express train in Moss End"
    assert found.text == "\n\n".join([*texts[:4], left_to_the_rules, *texts[4:]])


# --- what a page says of its article


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (
            '<script type="application/ld+json">{"datePublished" : "2021-03-09T08:00:00-05:00"}</script>'
            '<meta name=date content="1999-01-01">',
            "2021-03-09T08:00:00-05:00",
            "JSON-LD datePublished",
        ),
        (
            '<meta name=date content="1999-01-01"><meta property="Article:published_time" content="2021-03-09">',
            "2021-03-09",
            "meta article:published_time",
        ),
        ('<meta itemprop=datePublished content="9 March 2021">', "9 March 2021", "meta datepublished"),
        (
            '<link rel=canonical href="https://post.example/2021/03/09/boat-sails/">',
            "2021-03-09",
            "inferred: guessed by htmldate from the page",
        ),
        ("", None, None),
    ],
    ids=["linked data before meta", "the surest meta", "microdata", "guessed", "nothing"],
)
def test_when_an_article_was_published(head: str, published: str | None, basis: str | None) -> None:
    values = document(an_article(head=head)).values
    assert (values.get("published"), values.get("published_basis")) == (published, basis)


def test_the_day_stands_in_the_text() -> None:
    more = "<p>By Jo Dent <time datetime=2021-03-09 pubdate>9 March</time></p>"
    values = document(an_article(more)).values
    assert (values["published"], values["published_basis"]) == ("2021-03-09", "time pubdate")


def test_who_made_an_article_and_where() -> None:
    head = (
        "<title>Boat sails | Ferries | The Quay Post</title><meta name=author content='Jo Dent'>"
        "<link rel=canonical href='https://quay.example/boat'><meta name=description content='Nobody waved.'>"
    )
    assert document(an_article(head=head)).values == {
        "title": "Boat sails",
        "source": "The Quay Post",
        "url": "https://quay.example/boat",
        "author": "Jo Dent",
        "language": "en",
        "description": "Nobody waved.",
    }
    assert document(an_article()).values == {"title": "Boat sails", "language": "en"}


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("<meta property=og:site_name content='Quay Post'><title>Boat sails - Other</title>", "Quay Post"),
        ("<title>Quay Post :: Boat sails at six in the morning</title>", "Quay Post"),
        (
            "<title>Boat sails</title><link rel=canonical href='https://www.quay.example/boat'>",
            "quay.example",
        ),
        ("<title>Boat sails</title>", None),
    ],
)
def test_where_an_article_stands(head: str, source: str | None) -> None:
    assert document(an_article(head=head)).values.get("source") == source


def test_a_page_that_is_not_free_says_so() -> None:
    found = read(BY_NAME["paywall-bridge"].html)
    assert [item for item in found if isinstance(item, Problem)] == [
        Problem("paywall", "left as it is: the page says that not all of it is free; this may be a part")
    ]


def test_a_headline_that_is_not_printed_is_that_of_the_page() -> None:
    page = a_page("".join(f"<p>{text}</p>" for text in TEXT), "<meta property=og:title content='Boat sails'>")
    found = document(page)
    assert (parts(found)[0], found.values["title"]) == (("title", "Boat sails"), "Boat sails")


def test_an_article_that_only_the_data_of_a_page_holds_is_read() -> None:
    data = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "articleBody": "' + " ".join(
        TEXT[:3]
    )
    found = document(
        a_page("<h1>Boat sails</h1><div id=app></div>", data + '"}</script><title>Boat sails</title>')
    )
    assert parts(found) == [("title", "Boat sails"), ("body", " ".join(TEXT[:3]))]


# --- pages without an article


@pytest.mark.parametrize(
    ("page", "why"),
    [
        pytest.param("", "it is no HTML page; if it is plain text, end its name in .txt", id="empty"),
        pytest.param(" \n", "it is no HTML page; if it is plain text, end its name in .txt", id="blank"),
        pytest.param(
            "Boat sails. Nobody waved.",
            "it is no HTML page; if it is plain text, end its name in .txt",
            id="plain text",
        ),
        pytest.param(
            a_page("<h1>Boat sails</h1>"),
            "it is a page without an article (0 characters of text); save the article's own page",
            id="a headline alone",
        ),
        pytest.param(
            a_page("<div>" * 2000 + "".join(f"<p>{text}</p>" for text in TEXT)),
            "it is a page without an article (0 characters of text); save the article's own page",
            id="nested without end",
        ),
        pytest.param(
            a_page(
                "<h1>Before you go on</h1><p>We and our partners use cookies to store information on your device and "
                "to show what you like.</p><p>You can accept all cookies, or change your privacy choices later.</p>"
            ),
            "it is a page that asks for consent or tells of an error; save the article's own page",
            id="consent",
        ),
        pytest.param(
            a_page(
                "<h1>Access denied</h1><p>Please enable JavaScript and cookies to go on. We have to be sure that you "
                "are human, and that takes a few seconds, before we can show you the page you asked for.</p>"
            ),
            "it is a page that asks for consent or tells of an error; save the article's own page",
            id="a robot is turned away",
        ),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_told_in_a_sentence(page: str, why: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(page)
    assert str(caught.value) == why


def test_an_article_about_consent_is_an_article() -> None:
    about = "<p>The council uses cookies that it should not use, a court said, and your consent was never asked.</p>"
    head = '<title>Court</title><meta property="article:published_time" content="2021-03-09">'
    found = document(
        a_page(f"<article><h1>Court stops council</h1>{about * 1}<p>{TEXT[0]}</p></article>", head)
    )
    assert "your consent" in found.text


def test_without_the_library_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(BadFile) as caught:
        read(an_article())
    needed = "HTML needs trafilatura, which is missing; install it: pip install 'aleppo-analysis[loading]'"
    assert str(caught.value) == needed


def test_where_reading_fails_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise AttributeError("no such part")

    monkeypatch.setattr(reader, "article_of", fail)
    with pytest.raises(BadFile) as caught:
        read(an_article())
    assert str(caught.value) == "its HTML cannot be read (AttributeError: no such part); save its text"


def test_a_page_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST", 1000)
    with pytest.raises(BadFile, match="it is a page of more than 0 MB; no article needs so much"):
        read(an_article("<p>x</p>" * 200))


def test_one_bad_page_leaves_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(an_article(), "utf-8")
    (tmp_path / "b.html").write_text(a_page("<h1>Nothing</h1>"), "utf-8")
    (tmp_path / "c.htm").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    loaded = loading.read(tmp_path)
    assert loaded.articles["doc_id"].tolist() == ["a"]
    lost = loaded.problems[loaded.problems["what"] == "file left out"]
    assert lost["file"].tolist() == ["b.html", "c.htm"]


# --- encodings


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", "<meta charset=iso-8859-1>"),
        ("utf-8", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("cp1252", "<meta charset=utf-8>"),
        ("koi8-r", "<meta charset='koi8-r'>"),
        ("utf-16", ""),
    ],
)
def test_a_page_is_read_as_it_says_unless_it_is_utf_8(charset: str, said: str) -> None:
    name = "Анна Ли" if charset == "koi8-r" else "“Zoë” Håkan"
    page = an_article(f"<p>{name} sailed with them to the other side of the bay, and came back.</p>", said)
    raw = page.encode(charset, "xmlcharrefreplace")
    found = read(raw)
    assert name in next(item.text for item in found if isinstance(item, Document))
    told = [item.what for item in found if isinstance(item, Problem)]
    assert told == ([] if charset == "utf-8" else ["encoding"])


def test_an_encoding_that_does_not_exist_is_passed_over() -> None:
    raw = an_article(
        "<p>Zoë Ålund sailed with them to the other side of the bay.</p>", "<meta charset=x-klingon>"
    )
    assert "Zoë Ålund" in document(raw.encode("cp1252")).text


# --- hostile pages, and manners


def test_no_script_and_no_style_is_text() -> None:
    hidden = (
        "<script>let a = '<p>Buy.</p>';</script><style>p {color: red}</style><template><p>Buy.</p></template>"
    )
    text = document(an_article(hidden + "<noscript><p>Buy.</p></noscript><textarea>Buy.</textarea>")).text
    assert "Buy" not in text and "color" not in text


def test_entities_that_a_page_declares_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    page = f'<!DOCTYPE html [<!ENTITY a0 "boom">{entities}]>' + an_article("<p>&a9;</p>").removeprefix(
        "<!DOCTYPE html>"
    )
    text = document(page).text
    assert "boom" not in text and len(text) < 1000


def test_reading_makes_no_noise_and_no_connection(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("no connection is made")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with warnings.catch_warnings(action="error"):
        for page in PAGES[:20]:
            read(page.html)
        with pytest.raises(BadFile):
            read("<html><body><p>&#0;\x00<b")
    assert capfd.readouterr() == ("", "")


def test_a_page_is_read_alike_whatever_was_read_before() -> None:
    first = read(PAGES[0].html)
    for page in PAGES[1:10]:
        read(page.html)
    assert read(PAGES[0].html) == first


SOUP = st.lists(
    st.sampled_from(
        "<p>|</p>|<h1>|</h1>|<h2>|</h2>|<ul>|<li>|</ul>|<br>|<div class=caption>|</div>|<a href=x>|</a>|<b>|</b>|<td>"
        "|<table><tr>|</table>|<figure><figcaption>|</figure>|<blockquote>|</blockquote>|<article>|</article>|<aside>"
        "|</aside>|<pre>|</pre>|&nbsp;|&#x200b;|\u2028|\x00|<!--|-->|<script>|</script>".split("|")
        + TEXT
        + ["Boat", "é"]
    ),
    max_size=60,
)


@given(SOUP)
def test_any_page_gives_a_text_with_its_parts_or_a_sentence(pieces: list[str]) -> None:
    try:
        found = document("<html><body>" + "".join(pieces) + "</body></html>")
    except BadFile as error:
        assert "\n" not in str(error)
        return
    bounds = [bound for start, end, _ in found.parts for bound in (start, end)]
    assert bounds == sorted(bounds) and all(text.strip() == text != "" for _, text in parts(found))
    assert sum(zone == "title" for zone, _ in parts(found)) <= 1
