"""The reader: the text as printed, what is said of it, and that no text can do anything but be read."""

import html5lib
import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

import aleppo_analysis as aa

#        0         1         2         3         4         5         6         7
#        0123456789012345678901234567890123456789012345678901234567890123456789012345
TEXT = "Truce “holds”\n\nRussia said the “humanitarian pause” was no trap.\n\nShare this"
ARTICLES = pd.DataFrame({"doc_id": ["a"], "outlet": ["The Post"], "text": [TEXT]})
ZONES = pd.DataFrame({"doc_id": "a", "start": [0, 15, 66], "end": [15, 66, 76], "zone": ["title", "body", "related"]})  # fmt: skip
QUOTES = pd.DataFrame(
    {
        "quote_id": ["a:1", "a:2", "a:3"],
        "doc_id": "a",
        "start": [7, 27, 32],
        "end": [12, 63, 50],
        "kind": ["direct", "indirect", "mixed"],
        "use": ["scare", "speech", "speech"],
        "is_closed": True,
        "cue": [None, "said", "said"],
        "speaker": [None, "Russia", "Russia"],
        "confidence": [None, 0.9, 0.75],
        "speaker_name": [None, "Russia", "Russia"],
        "speaker_group": [None, "russia", "russia"],
    }
)
MATCHES = pd.DataFrame(
    {
        "doc_id": "a",
        "frame": ["humanitarian", "deception"],
        "term": ["humanitarian*", "trap*"],
        "start": [32, 59],
        "end": [44, 63],
        "is_negated": [False, True],
    }
)


def _read(**tables: pd.DataFrame) -> BeautifulSoup:
    given = {"quotes": QUOTES, "matches": MATCHES, "zones": ZONES} | tables
    return BeautifulSoup(aa.read_article(ARTICLES, "a", **given)._repr_html_(), "html.parser")


def _span(page: BeautifulSoup, words: str) -> Tag:
    [found] = [tag for tag in page.select(".aa-text [data-note]") if tag.get_text() == words]
    return found


def _text(html: str) -> str:
    """All text of the article, blanks included, as a browser reads it."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return "".join(page.find(".//div[@class='aa-text']").itertext())


# -- what is shown ---------------------------------------------------------------------------------------


def test_the_text_stands_as_printed() -> None:
    read = aa.read_article(ARTICLES, "a", quotes=QUOTES, matches=MATCHES, zones=ZONES)
    assert _text(read._repr_html_()) == TEXT


def test_paragraphs_have_their_zones_and_links_are_greyed() -> None:
    paragraphs = _read().select(".aa-text p")
    assert [(p["data-zone"], p.get("data-layer")) for p in paragraphs] == [
        ("title", None),
        ("body", None),
        ("related", "Also_20_grey_20_captions_20_and_20_links"),
    ]


def test_a_quotation_says_who_how_by_which_verb_and_how_sure() -> None:
    said = _span(_read(), "the “humanitarian pause” was no trap")
    assert said["data-note"] == said["aria-label"]
    assert said["data-note"] == "Russia · reported without quotation marks · by “said” · confidence 90%"
    assert (said["data-tag"], said["tabindex"], said["class"]) == ("Russia", "0", ["aa-q", "aa-indirect"])
    assert said["style"] == "--c: #0072b2"


def test_a_quotation_inside_one_of_the_same_group_is_not_named_again() -> None:
    inside = _span(_read(), "humanitarian pause")
    assert inside.parent is _span(inside.find_parent("section"), "the “humanitarian pause” was no trap")
    assert "data-tag" not in inside.attrs
    assert inside["data-note"].endswith("reported words · by “said” · confidence 75%")


def test_scare_quotes_are_boxed_and_nobody_speaks() -> None:
    scare = _span(_read(), "holds")
    assert (scare["class"], scare["data-tag"]) == (["aa-scare"], "scare")
    assert scare["data-note"] == "scare quotes: nobody is quoted saying it"
    told = _read(quotes=QUOTES.assign(use_rule="so-called"))
    assert _span(told, "holds")["data-note"].startswith("scare quotes: the words before them keep a distance")


def test_frame_wording_says_its_frame_and_in_whose_words() -> None:
    page = _read()
    assert _span(page, "trap")["data-note"] == (
        "frame deception · term trap* · negated — within: "
        "Russia · reported without quotation marks · by “said” · confidence 90%"
    )
    assert _span(page, "humanitarian")["style"] == "--c: #117733; --s: solid; --w: 0.10em"


def test_unknown_speakers_are_said_to_be_unknown() -> None:
    unknown = QUOTES.drop(columns=["speaker_name", "speaker_group"]).assign(speaker=None, cue=None, confidence=None)  # fmt: skip
    said = _span(_read(quotes=unknown), "the “humanitarian pause” was no trap")
    assert (said["data-tag"], said["data-note"]) == ("not known", "speaker not known · reported without quotation marks")  # fmt: skip


def test_without_groups_speakers_are_tagged_by_name() -> None:
    page = _read(quotes=QUOTES.assign(speaker_group=None))
    said = _span(page, "the “humanitarian pause” was no trap")
    assert (said["data-tag"], said["data-note"]) == ("Russia", "Russia · reported without quotation marks · by “said” · confidence 90%")  # fmt: skip
    assert [label.get_text(" ", strip=True) for label in page.select("label")][0] == "named speakers 2"


def test_a_kind_that_is_not_known_is_said_to_be_unknown() -> None:
    said = _span(_read(quotes=QUOTES.assign(kind=None, use="speech")), "holds")
    assert (said["class"], said["data-note"]) == (["aa-q", "aa-direct", "aa-unknown"], "speaker not known · kind not known")  # fmt: skip


def test_a_frame_has_its_colour_in_every_article() -> None:
    frames = ["aid", "harbour", "night"]
    one, all_three = (
        MATCHES.assign(frame=pd.Categorical(["night", "night"], known)) for known in (["night"], frames)
    )
    styles = [_span(_read(matches=matches), "trap")["style"] for matches in (one, all_three)]
    assert styles == ["--c: #88ccee; --s: dotted; --w: 0.18em", "--c: #661100; --s: wavy; --w: 0.18em"]


def test_a_mention_stands_beside_the_name_it_was_resolved_to() -> None:
    pronoun = QUOTES.assign(speaker="it", use="term", is_closed=False)
    note = _span(_read(quotes=pronoun), "holds")["data-note"]
    assert note == "it · in quotation marks · wording named as somebody’s · closing mark missing"
    note = _span(_read(quotes=pronoun), "humanitarian pause")["data-note"]
    assert note.startswith("Russia (“it”) · ")


def test_names_of_works_are_not_marked() -> None:
    assert not _read(quotes=QUOTES.assign(use="title")).select(".aa-q, .aa-scare")


def test_every_layer_has_its_switch() -> None:
    page = _read()
    boxes = {label.get_text(" ", strip=True): label.input["data-see"] for label in page.select("label")}
    assert list(boxes) == [
        "Russia 2",
        "humanitarian 1",
        "deception 1",
        "scare quotes 1",
        "grey captions and links",
    ]
    assert {tag["data-layer"] for tag in page.select("[data-layer]")} == set(boxes.values())
    style = page.style.get_text()
    assert all(f'[data-see="{key}"]:not(:checked)' in style for key in boxes.values())


def test_without_tables_only_the_text_is_shown() -> None:
    html = aa.read_article(ARTICLES, "a", zones=ZONES)._repr_html_()
    assert _text(html) == TEXT
    assert "data-note=" not in html


def test_in_a_terminal_it_is_plain_text() -> None:
    read = aa.read_article(ARTICLES, "a", quotes=QUOTES, matches=MATCHES, zones=ZONES)
    assert repr(read) == f"a: 3 quotations, 2 frame words\n\n{TEXT}"


def test_an_excerpt_keeps_whole_paragraphs_and_needs_no_ids() -> None:
    read = aa.read_article(ARTICLES, "a", quotes=QUOTES, matches=MATCHES, zones=ZONES).excerpt(8, 9)
    page = BeautifulSoup(read._repr_html_(), "html.parser")
    assert page.select_one(".aa-text").get_text() == "Truce “holds”"
    assert [label.get_text(" ", strip=True) for label in page.select("label")] == ["scare quotes 1"]
    assert not page.find_all(id=True)
    assert repr(read) == "a: 1 quotations, 0 frame words\n\nTruce “holds”"


# -- overlapping spans -----------------------------------------------------------------------------------


def _quotes(*bounds: tuple[int, int]) -> pd.DataFrame:
    start, end = zip(*bounds, strict=True)
    return pd.DataFrame({"doc_id": "a", "start": start, "end": end, "kind": "direct", "use": "speech"})


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        ([(0, 3), (3, 6)], "[abc][def]ghi"),
        ([(0, 6), (2, 4)], "[ab[cd]ef]ghi"),
        ([(0, 4), (2, 6)], "[ab[cd]][ef]ghi"),
        ([(0, 4), (2, 6), (3, 9)], "[ab[c[d]]][[ef]][ghi]"),
        ([(0, 4), (0, 4)], "[[abcd]]efghi"),
    ],
    ids=["side by side", "nested", "crossing", "three crossing", "the same"],
)  # fmt: skip
def test_spans_nest(bounds: list[tuple[int, int]], shown: str) -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["abcdefghi"]})
    page = BeautifulSoup(aa.read_article(articles, "a", quotes=_quotes(*bounds))._repr_html_(), "html.parser")
    for tag in page.select(".aa-text span"):
        tag.insert(0, "[")
        tag.append("]")
    assert page.select_one(".aa-text").get_text() == shown
    assert len(page.select(".aa-text [tabindex]")) == len(bounds)


def test_a_quotation_over_two_paragraphs_goes_on_in_the_second() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["One two.\n\nThree."]})
    page = BeautifulSoup(aa.read_article(articles, "a", quotes=_quotes((4, 15)))._repr_html_(), "html.parser")
    assert [tag.get_text() for tag in page.select(".aa-q:not(.aa-sample)")] == ["two.", "Three"]
    assert [tag.get("tabindex") for tag in page.select(".aa-q:not(.aa-sample)")] == ["0", None]


@given(
    text=st.text("ab \n", min_size=1, max_size=30).filter(str.strip),
    bounds=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8),
)
@settings(max_examples=60)
def test_any_spans_keep_the_text_and_are_reached_once(text: str, bounds: list[tuple[int, int]]) -> None:
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in bounds]
    shown = [(start, end) for start, end in inside if text[start:end].strip("\n")]
    quotes = _quotes(*inside) if inside else None
    zones = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": len(text), "zone": "body"})
    articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    html = aa.read_article(articles, "a", quotes=quotes, zones=zones)._repr_html_()
    page = BeautifulSoup(html, "html.parser")
    assert _text(html) == text.strip("\n")
    assert len(page.select(".aa-text [tabindex]")) == len(shown)
    html5lib.HTMLParser(strict=True).parseFragment(html)


# -- places to link to -----------------------------------------------------------------------------------


def test_paragraphs_and_spans_can_be_linked_to() -> None:
    page = _read()
    assert [tag["id"] for tag in page.find_all(id=True)] == ["at-a-0", "at-a-7", "at-a-15", "at-a-27", "at-a-32", "at-a-59", "at-a-66"]  # fmt: skip
    assert page.find(id="at-a-32").get_text() == "humanitarian pause"


def test_articles_on_one_page_share_no_id() -> None:
    articles = pd.DataFrame({"doc_id": ["a b", "a-b", "a_b"], "text": "One."})
    pages = [BeautifulSoup(aa.read_article(articles, name)._repr_html_(), "html.parser") for name in articles["doc_id"]]  # fmt: skip
    assert [page.select_one(".aa-text p")["id"] for page in pages] == ["at-a_20_b-0", "at-a-b-0", "at-a_5f_b-0"]  # fmt: skip


# -- the five articles -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def five() -> list[str]:
    articles = aa.load_articles()
    quotes, matches = aa.quotes.attribute(articles), aa.frames.match(articles, aa.frames.load_terms())
    return [
        aa.read_article(articles, doc_id, quotes=quotes, matches=matches)._repr_html_()
        for doc_id in articles["doc_id"]
    ]


def test_five_articles_on_one_page_are_small_and_valid(five: list[str]) -> None:
    page = "<!DOCTYPE html><html lang='en'><head><title>Five</title></head><body>" + "\n".join(five)
    assert len(page.encode()) < 500_000
    html5lib.HTMLParser(strict=True).parse(page + "</body></html>")
    ids = [tag["id"] for tag in BeautifulSoup(page, "html.parser").find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_five_articles_read_as_printed(five: list[str]) -> None:
    assert [_text(html) for html in five] == [text.strip("\n") for text in aa.load_articles()["text"]]


def test_nothing_is_asked_of_the_network_and_nothing_runs(five: list[str]) -> None:
    for html in five:
        page = BeautifulSoup(html, "html.parser")
        assert not page.select("script, iframe, link, img, [src], [href]")
        assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert "url(" not in html and "@import" not in html


# -- hostile text ----------------------------------------------------------------------------------------

HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(2)"> &lt;b&gt; \' " </p></section></style>'


def test_hostile_text_is_shown_as_text_everywhere() -> None:
    articles = pd.DataFrame({"doc_id": [HOSTILE], "outlet": HOSTILE, "text": [HOSTILE]})
    words = dict.fromkeys(["cue", "speaker", "speaker_name", "speaker_group", "kind"], HOSTILE)
    quotes = pd.DataFrame({"doc_id": [HOSTILE], "start": 0, "end": 9, "use": "speech"} | words)
    matches = pd.DataFrame({"doc_id": [HOSTILE], "frame": HOSTILE, "term": HOSTILE, "start": 2, "end": 40})
    page = BeautifulSoup(
        aa.read_article(articles, HOSTILE, quotes=quotes, matches=matches)._repr_html_(), "html.parser"
    )
    assert page.select_one(".aa-text").get_text() == HOSTILE
    assert {tag.name for tag in page.find_all(True)} == {"section", "style", "fieldset", "legend", "div", "label", "input", "small", "span", "p"}  # fmt: skip
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert HOSTILE not in page.style.get_text()
    assert [label.get_text(" ", strip=True) for label in page.select("label")] == [f"{HOSTILE} 1"] * 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202egro", "aU+202Egro"),
        ("a\u2066b\u2069", "aU+2066bU+2069"),
        ("a\x00b\rc\x85", "aU+0000bU+000DcU+0085"),
        ("naïve – “é”\u00a0حلب", "naïve – “é”\u00a0حلب"),
    ],
    ids=["right-to-left override", "isolates", "control", "kept"],
)  # fmt: skip
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": pd.Series([text], dtype=object)})
    zones = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": len(text), "zone": "body"})
    html = aa.read_article(articles, "a", zones=zones)._repr_html_()
    assert _text(html) == shown
    html.encode()


def test_an_empty_or_missing_text_is_an_empty_page() -> None:
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["", None]})
    for doc_id in ("a", "b"):
        assert '<div class="aa-text"></div>' in aa.read_article(articles, doc_id)._repr_html_()


# -- wrong use -------------------------------------------------------------------------------------------


def _error(**change: object) -> str:
    given = {"articles": ARTICLES, "doc_id": "a", "quotes": QUOTES, "matches": MATCHES, "zones": ZONES}
    given |= change
    with pytest.raises(aa.TableError) as raised:
        aa.read_article(given.pop("articles"), given.pop("doc_id"), **given)
    return str(raised.value)


def test_unknown_article() -> None:
    assert _error(doc_id="b") == "read_article: doc_id='b' is not known.\nChoose one of 'a'."


def test_missing_column() -> None:
    assert _error(quotes=QUOTES.drop(columns="kind")) == (
        "read_article: `quotes` needs column 'kind'; it has 'quote_id', 'doc_id', 'start', 'end', 'use', "
        "'is_closed', 'cue', 'speaker', 'confidence', 'speaker_name', 'speaker_group'.\n"
        "Make it with quotes.attribute, or rename: quotes.rename(columns={...: 'kind'})."
    )


def test_zones_with_a_gap() -> None:
    assert _error(zones=ZONES.drop(1)) == (
        "read_article: `zones` must divide every article without gap or overlap; a has 66:76 where one should start "
        "at 15.\n"
        "Use the whole table that text.find_zones returns."
    )


def test_span_outside_the_text() -> None:
    assert _error(matches=MATCHES.assign(end=999)) == (
        "check_spans: `spans` must lie inside their texts; not so: a 32:999 (the text has 76), "
        "a 59:999 (the text has 76).\n"
        "Were they made from other or changed texts? Make them again from these articles."
    )
