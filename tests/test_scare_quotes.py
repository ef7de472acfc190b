"""Wording in marks and bare: invented articles, and the case the project began with."""

import pandas as pd
import pytest

import aleppo_analysis as aa

TEXTS = {
    "a": "A ‘safe zone’\nThe so-called ‘Safe  Zone’ was empty.\nMore: safe zone",
    "b": "The safe zone is empty. “Our safe zone,” Lee said. Unsafe zone.",
    "c": "“The safe zone stands,” Lee said. They call it “home”.",
    "d": "Nothing here. ‘Home’?",
}
QUOTES = [
    ("a", 3, 12, "direct", "scare", None),
    ("a", 29, 39, "direct", "scare", None),
    ("b", 25, 39, "direct", "speech", "Lee"),
    ("c", 1, 22, "direct", "speech", "Lee"),
    ("c", 48, 52, "mixed", "term", "They"),
    ("d", 15, 19, "direct", "scare", None),
]
ZONES = [
    ("a", 0, 14, "title"),
    ("a", 14, 52, "body"),
    ("a", 52, 67, "related"),
    *((doc_id, 0, len(TEXTS[doc_id]), "body") for doc_id in "bcd"),
]


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame({"doc_id": list(TEXTS), "source": ["x", "y", "y", "z"], "text": list(TEXTS.values())})


@pytest.fixture
def quotes() -> pd.DataFrame:
    table = pd.DataFrame(QUOTES, columns=["doc_id", "start", "end", "kind", "use", "speaker"])
    words = [TEXTS[row.doc_id][row.start : row.end] for row in table.itertuples()]
    return table.assign(quote=words, quote_id=[f"q{n}" for n in range(len(table))])


@pytest.fixture
def voices(quotes) -> pd.DataFrame:
    return aa.voices.find(quotes, pd.DataFrame(ZONES, columns=["doc_id", "start", "end", "zone"]))


def test_scare_quotes_and_terms_with_their_wording(quotes):
    shown = aa.voices.scare_quotes(quotes.sample(frac=1, random_state=1))
    assert shown[["doc_id", "use", "quote", "wording"]].values.tolist() == [
        ["a", "scare", "safe zone", "safe zone"],
        ["a", "scare", "Safe  Zone", "safe zone"],
        ["c", "term", "home", "home"],
        ["d", "scare", "Home", "home"],
    ]
    assert list(shown.columns) == [*quotes.columns, "wording"]
    pd.testing.assert_series_equal(aa.voices.scare_quotes(quotes.head(0)).dtypes, shown.dtypes)


@pytest.mark.parametrize(
    ("quote", "wording"),
    [("no man’s land,", "no man's land"), ("… peace …", "peace"), ("U.S.", "u.s"), ("‘x’\ny", "x' y")],
)
def test_wording(quotes, quote, wording):
    changed = quotes.head(1).assign(quote=quote)
    assert aa.voices.scare_quotes(changed)["wording"].tolist() == [wording]


def test_marks_around_nothing_are_left_out(quotes):
    assert len(aa.voices.scare_quotes(quotes.head(1).assign(quote="?!"))) == 0


def test_every_place_of_a_wording(articles, quotes, voices):
    places = aa.voices.find_wordings(quotes, articles, voices)
    assert list(places.columns) == [
        *("wording", "doc_id", "source", "start", "end", "match", "marking", "voice", "zone")
    ]
    assert places[["wording", "doc_id", "match", "marking", "voice"]].values.tolist() == [
        ["home", "c", "home", "marked", "term"],
        ["home", "d", "Home", "marked", "scare"],
        ["safe zone", "a", "safe zone", "marked", "scare"],
        ["safe zone", "a", "Safe  Zone", "marked", "scare"],
        ["safe zone", "a", "safe zone", "bare", "related"],
        ["safe zone", "b", "safe zone", "bare", "narrator"],
        ["safe zone", "b", "safe zone", "speech", "direct"],
        ["safe zone", "c", "safe zone", "speech", "direct"],
    ]
    empty = aa.voices.find_wordings(quotes.head(0), articles, voices)
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, places.dtypes)


def test_contrast_counts_what_can_be_looked_up(articles, quotes, voices):
    places = aa.voices.find_wordings(quotes, articles, voices)
    contrast = aa.voices.contrast_wordings(places)
    assert contrast.values.tolist() == [  # home is marked twice, never bare; the link in a is not counted
        ["safe zone", "a", "x", 2, 0, 0],
        ["safe zone", "b", "y", 0, 1, 1],
        ["safe zone", "c", "y", 0, 1, 0],
    ]
    for row in contrast.itertuples():
        n = len(aa.evidence(places, articles, wording=row.wording, doc_id=row.doc_id))
        assert n == row.n_marked + row.n_speech + row.n_bare


def test_marked_and_bare_in_one_article_only_is_no_contrast():
    places = pd.DataFrame(
        {
            "wording": "zone",
            "doc_id": ["a", "a", "b"],
            "marking": ["marked", "bare", "speech"],
            "zone": "body",
        }
    )
    assert len(aa.voices.contrast_wordings(places)) == 0
    both = aa.voices.contrast_wordings(places.assign(marking=["marked", "bare", "marked"]))
    assert both.values.tolist() == [["zone", "a", 1, 0, 1], ["zone", "b", 1, 0, 0]]
    pd.testing.assert_series_equal(aa.voices.contrast_wordings(places.head(0)).dtypes, both.dtypes)


@pytest.mark.parametrize("by_reading", [True, False], ids=["quotes by reading", "quotes by quotes.attribute"])
def test_humanitarian_pause_in_the_five_articles(by_reading, five):
    """Marked by two outlets; bare in Al Jazeera's standfirst, and twice in Ryabkov's mouth."""

    articles = aa.load_articles().query("doc_id in @five")
    zones = aa.text.find_zones(articles)
    gold = aa.quotes.load_gold().query("doc_id in @five")
    quotes = gold.assign(quote_id=gold.index) if by_reading else aa.quotes.attribute(articles, zones=zones)
    contrast = aa.voices.contrast_wordings(
        aa.voices.find_wordings(quotes, articles, aa.voices.find(quotes, zones))
    )
    pause = contrast[contrast["wording"] == "humanitarian pause"]
    assert pause.drop(columns=["wording", "source"]).values.tolist() == [
        ["al-jazeera", 0, 2, 1],
        ["middle-east-observer", 1, 0, 0],
        ["scroll", 2, 0, 0],
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda a, q, v: aa.voices.scare_quotes(q.drop(columns="use")),
            "voices.scare_quotes: `quotes` needs column 'use'; it has 'doc_id', 'start', 'end', 'kind', 'speaker', "
            "'quote', 'quote_id'.\nMake it with quotes.attribute, or rename: quotes.rename(columns={...: 'use'}).",
        ),
        (
            lambda a, q, v: aa.voices.find_wordings(q, a, v.drop(columns="voice")),
            "voices.find_wordings: `voices` needs column 'voice'; it has 'doc_id', 'start', 'end', 'zone', 'kind', 'use', "
            "'quote_id', 'speaker'.\nMake it with voices.find, or rename: voices.rename(columns={...: 'voice'}).",
        ),
        (
            lambda a, q, v: aa.voices.contrast_wordings(
                aa.voices.find_wordings(q, a, v).drop(columns=["zone", "voice"])
            ),
            "voices.contrast_wordings: `wordings` needs column 'zone' or 'voice', so that links and credits stay "
            "uncounted; it has 'wording', 'doc_id', 'source', 'start', 'end', 'match', 'marking'.\n"
            "Add it: join_spans(wordings, text.find_zones(articles), ['zone']) or voices.add(wordings, voices).",
        ),
    ],
)
def test_bad_input(articles, quotes, voices, call, message):
    with pytest.raises(aa.TableError) as error:
        call(articles, quotes, voices)
    assert str(error.value) == message


@pytest.mark.parametrize("wording", ["İstanbul", "_safe_", "the rebels’ cease‑fire"])
def test_a_wording_is_found_in_its_own_article(wording: str) -> None:
    text = f"It was an “{wording}” plan."
    start, end = text.index(wording), text.index(wording) + len(wording)
    quotes = pd.DataFrame(
        {"doc_id": ["a"], "start": start, "end": end, "quote": wording, "kind": "direct", "use": "scare"}
    )
    voices = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": len(text), "voice": "scare", "zone": "body"})
    articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    places = aa.voices.find_wordings(quotes, articles, voices)
    assert places[["start", "end"]].to_numpy().tolist() == [[start, end]]


def test_a_star_in_marks_is_a_star():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["A ‘sh*t’ fest. No sh*t. The gate is shut"]})
    quotes = pd.DataFrame(
        {"doc_id": ["a"], "start": [3], "end": [7], "quote": ["sh*t"], "kind": "direct", "use": "scare"}
    )
    voices = pd.DataFrame(
        {
            "doc_id": "a",
            "start": [0, 3, 7],
            "end": [3, 7, 40],
            "voice": ["narrator", "scare", "narrator"],
            "zone": "body",
        }
    )
    found = aa.voices.find_wordings(quotes, articles, voices)
    assert found[["wording", "start", "marking"]].to_numpy().tolist() == [
        ["sh*t", 3, "marked"],
        ["sh*t", 18, "bare"],
    ]
