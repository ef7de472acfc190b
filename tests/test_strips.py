"""Articles from their first word to their last: what stands where is counted by hand, and text stays text."""

from collections.abc import Iterator

import matplotlib
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402

from aleppo_analysis.view.strip_html import strip_html  # noqa: E402
from aleppo_analysis.view.strips import colors_in, find_strips  # noqa: E402

#       0         1         2         3
#       0123456789012345678901234567890123456789
TEXT = "Links\n\nLee said: “It is a trap.” Hm."
ARTICLES = pd.DataFrame({"doc_id": ["a"], "source": "post", "outlet": "The Post", "text": [TEXT]})
VOICES = pd.DataFrame(
    {
        "doc_id": "a",
        "start": [0, 7, 18, 31],
        "end": [7, 18, 31, 36],
        "voice": ["related", "narrator", "direct", "narrator"],
        "speaker_name": [None, None, "Ann Lee", None],
        "speaker_group": [None, None, "un", None],
    }
)
MATCHES = pd.DataFrame({"doc_id": "a", "start": [0, 26], "end": [5, 30], "frame": ["aid", "deception"]})


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    plt.close("all")


def test_pieces_stand_where_they_do_in_the_text_and_links_take_no_room() -> None:
    [strip] = find_strips(ARTICLES, VOICES, MATCHES)
    assert [(p.voice, p.who, p.speaker, p.words, p.start) for p in strip.pieces] == [
        ("narrator", "", "", "Lee said: “", 7),
        ("direct", "un", "Ann Lee", "It is a trap.", 18),
        ("narrator", "", "", "” Hm.", 31),
    ]
    assert [p.left * 29 for p in strip.pieces] == pytest.approx([0, 11, 24])
    assert [p.width * 29 for p in strip.pieces] == pytest.approx([11, 13, 5])
    assert [(hit.frame, hit.words, hit.left * 29) for hit in strip.hits] == [
        ("deception", "trap", pytest.approx(19))
    ]
    assert (strip.label, strip.told()) == ("The Post", "57% direct, 43% narrator")  # 4 words and 3


def test_what_has_no_word_is_no_piece() -> None:
    voices = VOICES.assign(start=[0, 7, 8, 35], end=[7, 8, 35, 36])
    assert [piece.start for piece in find_strips(ARTICLES, voices)[0].pieces] == [7, 8]


def test_without_groups_those_who_speak_most_have_colours_of_their_own() -> None:
    voices = pd.DataFrame(
        {"doc_id": "a", "start": [7, 11, 16, 26, 30], "end": [11, 16, 26, 30, 36], "voice": "direct",
         "speaker_name": ["Ann", "Bo", "Cy", None, "Ann"]}
    )  # fmt: skip
    [strip] = find_strips(ARTICLES, voices, n_named=2)
    assert [piece.who for piece in strip.pieces] == ["Ann", "named speakers", "Cy", "not known", "Ann"]
    assert [piece.speaker for piece in strip.pieces][3] == "speaker not known"


def test_a_voice_that_is_not_known_is_told() -> None:
    [strip] = find_strips(ARTICLES, VOICES.assign(voice=None))
    assert {(piece.voice, piece.who) for piece in strip.pieces} == {("not known", "")}


# -- as a figure -----------------------------------------------------------------------------------------


class _Found:
    """What stands in for a corpus, so that its tables are known."""

    def tables(self, *names: str) -> dict[str, pd.DataFrame]:
        more = [ARTICLES, ARTICLES.assign(doc_id="b", outlet="Bee")]
        found = {"articles": pd.concat(more, ignore_index=True), "voices": VOICES, "matches": MATCHES}
        return {name: found[name] for name in names}


def test_the_figure_has_a_band_an_article_and_a_row_of_ticks_a_frame() -> None:
    ax = aa.plots.strip(_Found(), title="Lee has the floor", doc_ids=["a"])
    assert ax.get_title(loc="left") == "Lee has the floor"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["The Post"]
    spans = [bar.get_extents() for bar in ax.collections[0].get_paths()]
    assert [round(span.x0 * 29 / 100) for span in spans] == [0, 11, 24]
    assert [round(span.height, 2) for span in spans] == [0.3, 1.0, 0.3]
    told = [text.get_text() for text in ax.get_legend().get_texts()]
    assert told == ["low, grey: its own words", "UN", "row 1: deception"]


def test_many_articles_are_cut_and_that_is_said() -> None:
    ax = aa.plots.strip(_Found(), n=1)
    assert ax.get_xlabel() == "place in the article (%); the first 1 of 2 articles"
    assert len(ax.get_yticks()) == 1


def test_an_article_that_is_not_there_is_refused() -> None:
    with pytest.raises(aa.TableError) as raised:
        aa.plots.strip(_Found(), doc_ids=["c"])
    assert str(raised.value) == "plots.strip: doc_id='c' is not known.\nChoose one of 'a', 'b'."


def test_a_corpus_without_frames_or_articles_has_a_strip() -> None:
    for articles in (ARTICLES, ARTICLES.head(0)):
        ax = aa.plots.strip(aa.Corpus(articles))
        ax.figure.canvas.draw()
        assert len(ax.get_yticks()) == len(articles)


# -- as a page -------------------------------------------------------------------------------------------


def _page(voices: pd.DataFrame = VOICES, matches: pd.DataFrame = MATCHES) -> BeautifulSoup:
    strips = find_strips(ARTICLES, voices, matches)
    html = strip_html(strips[0], "p.html#{}".format, colors_in(strips), ["deception"])
    return BeautifulSoup(html, "html.parser")


def test_every_piece_says_whose_words_it_is_and_leads_to_them() -> None:
    links = _page().select("nav > a")
    assert [(link["href"], link["aria-label"]) for link in links] == [
        ("p.html#7", "the article’s own words: Lee said: “"),
        ("p.html#18", "Ann Lee, in quotation marks: It is a trap."),
        ("p.html#26", "deception: trap"),
        ("p.html#31", "the article’s own words: ” Hm."),
    ]
    assert [link["tabindex"] for link in links] == ["0", "-1", "-1", "-1"]


def test_the_band_has_its_shares_as_text() -> None:
    assert _page().nav["aria-label"] == "The Post, from its first word to its last: 57% direct, 43% narrator"


def test_hostile_names_and_words_stay_text() -> None:
    hostile = "\"><script>alert(1)</script>\u202e&<b onload='x'>"
    voices = VOICES.assign(
        speaker_name=[None, None, hostile, None], speaker_group=[None, None, hostile, None]
    )
    page = _page(voices)
    assert {tag.name for tag in page.find_all(True)} == {"nav", "a"}
    assert page.select("a")[1]["aria-label"].startswith(hostile.replace("\u202e", "U+202E"))


def test_the_reader_leads_from_each_piece_to_a_place_of_the_text() -> None:
    corpus = aa.Corpus()
    for doc_id in corpus.articles["doc_id"]:
        page = BeautifulSoup(corpus.read(doc_id)._repr_html_(), "html.parser")
        ids = {tag["id"] for tag in page.select(".aa-text [id]")}
        addresses = [link["href"].removeprefix("#") for link in page.select("nav a, .aa-skip")]
        assert len(addresses) > 20
        assert set(addresses) <= ids
        assert len(page.select("nav [tabindex='0']")) == 1
        quoted = page.select_one(".aa-q.aa-direct[id]")
        assert quoted["id"] in addresses
