"""Articles that are not in English: marks have their place, nobody knows whose words stand in them, and no table lies."""

from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa
from aleppo_analysis.scaling import annotating

ENGLISH = "Town buys the cable car\n\nThe price is high. “We need it,” said Iris Vale, a vet, on Monday."
FRENCH = (
    "La piscine reste ouverte\n\n« Nous garderons la piscine ouverte cet été », a promis l’adjointe, Mara Quint, jeudi.\n\n"
    "Les “travaux” commencent en automne."
)
GERMAN = "Gemeinde kauft die Seilbahn\n\n„Wir brauchen die ‚alte‘ Seilbahn“, sagt die Wirtin."
ARTICLES = pd.DataFrame(
    {"doc_id": ["d", "e", "f"], "source": ["bote", "post", "journal"], "text": [GERMAN, ENGLISH, FRENCH]}
)
TERMS = pd.DataFrame({"frame": ["pool", "car"], "term": ["piscine", "car"]})
UNKNOWN = ["act", "kind", "use", "use_rule", "cue", "cue_start", "cue_end", "speaker", "speaker_start", "speaker_end", "rule", "confidence"]  # fmt: skip

pytestmark = [
    pytest.mark.filterwarnings("ignore::aleppo_analysis.LanguageWarning"),
    pytest.mark.filterwarnings("ignore::aleppo_analysis.LoadingWarning"),
]


@pytest.fixture(scope="module")
def corpus() -> aa.Corpus:
    with pytest.warns(aa.LoadingWarning, match="not English"):
        corpus = aa.Corpus(ARTICLES, frame_terms=TERMS, actors=aa.speakers.load_actors())
    with pytest.warns(aa.LanguageWarning):
        corpus.matches  # noqa: B018
    return corpus


# --- quotes.attribute


def test_only_the_marks_have_rows_and_nothing_is_said_of_them(corpus: aa.Corpus) -> None:
    quotes = aa.quotes.attribute(ARTICLES)
    unread = quotes[quotes["doc_id"] != "e"]
    assert unread["quote"].tolist() == [
        "Wir brauchen die ‚alte‘ Seilbahn",
        "alte",
        "Nous garderons la piscine ouverte cet été",
        "travaux",
    ]
    assert unread["quote_id"].tolist() == ["d:1", "d:2", "f:1", "f:2"]
    assert unread["quote_group"].tolist() == ["d:g1", "d:g2", "f:g1", "f:g2"]
    assert unread["is_closed"].all() and unread[UNKNOWN].isna().all(axis=None)
    [read] = quotes[quotes["doc_id"] == "e"].itertuples()
    assert (read.quote, read.use, read.speaker) == ("We need it,", "speech", "Iris Vale, a vet")
    assert quotes.dtypes.to_dict() == aa.quotes.attribute(ARTICLES[1:2]).dtypes.to_dict()


def test_the_warning_counts_them_at_the_line_that_called() -> None:
    with pytest.warns(aa.LanguageWarning) as caught:
        aa.quotes.attribute(ARTICLES)
    [warning] = caught
    assert warning.filename == __file__
    assert str(warning.message) == (
        "quotes.attribute: 2 of 3 articles are not in English (de 1, fr 1): of their quotations only the marks are "
        "found, and speaker, use and voice are missing.\n"
        "Where that is wrong, say so in a column `language` of the articles: 'en'."
    )


@pytest.mark.parametrize(
    "language", ["en", "EN", "en-GB", "en_us", "eng", "English", " english (UK) ", "", "und", None]
)
def test_what_the_column_calls_english_is_read(language: str | None) -> None:
    quotes = aa.quotes.attribute(ARTICLES.assign(language=pd.Series([language] * 3, dtype="str")))
    assert quotes["use"].notna().all()


@pytest.mark.parametrize("dtype", [float, object, "category", "string"])
def test_a_column_that_says_nothing_is_english(dtype: str | type) -> None:
    missing = pd.Series([None] * 3, dtype=dtype)
    assert aa.quotes.attribute(ARTICLES.assign(language=missing))["use"].notna().all()


@pytest.mark.parametrize("language", ["fr", "French", "enm", "Englisch", "xx"])
def test_any_other_word_is_another_language(language: str) -> None:
    with pytest.warns(aa.LanguageWarning, match=rf"3 of 3 articles are not in English \({language} 3\)"):
        assert aa.quotes.attribute(ARTICLES.assign(language=language))["use"].isna().all()


def test_a_language_that_is_no_word_is_refused() -> None:
    with pytest.raises(
        aa.TableError, match="^quotes.attribute: `articles` must have text in 'language'; row 0 has 7"
    ):
        aa.quotes.attribute(ARTICLES.assign(language=7))


def test_an_article_has_the_same_rows_whatever_it_is_read_with() -> None:
    together = aa.quotes.attribute(ARTICLES)
    alone = pd.concat([aa.quotes.attribute(ARTICLES[i : i + 1]) for i in range(3)], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone, check_exact=True)


# --- voices


def test_the_voice_inside_such_marks_is_not_known(corpus: aa.Corpus) -> None:
    voices = corpus.voices
    unknown = voices[voices["voice"].isna()]
    texts = ARTICLES.set_index("doc_id")["text"]
    assert [texts[row.doc_id][row.start : row.end] for row in unknown.itertuples()] == [
        "Wir brauchen die ‚alte‘ Seilbahn",
        "Nous garderons la piscine ouverte cet été",
        "travaux",
    ]
    assert unknown["quote_id"].tolist() == ["d:1", "f:1", "f:2"]
    assert unknown[["kind", "use", "speaker", "speaker_name", "speaker_group"]].isna().all(axis=None)
    assert set(voices["voice"].dropna()) == {"headline", "narrator", "direct"}
    lengths = (voices["end"] - voices["start"]).groupby(voices["doc_id"]).sum()
    assert lengths.to_dict() == {row.doc_id: len(row.text) for row in ARTICLES.itertuples()}


# words in the three titles: 4, 5, 4; in marks 5 (German), 3 (English), 8 (French: 7 and 1)
def test_words_of_no_known_voice_are_counted(corpus: aa.Corpus) -> None:
    shares = corpus.shares(by="voice")
    assert shares["n"].sum() == len(corpus.tokens)
    assert shares.loc[shares["voice"].isna(), "n"].item() == 5 + 8
    assert shares.loc[shares["voice"] == "direct", "n"].item() == 3


def test_words_in_such_marks_have_speakers_that_are_not_known(corpus: aa.Corpus) -> None:
    by_speaker = corpus.shares(by=["source", "speaker_name"]).fillna("-")
    assert by_speaker[["source", "speaker_name", "n"]].values.tolist() == [
        ["bote", "-", 5],
        ["journal", "-", 8],
        ["post", "Iris Vale", 3],
    ]


# the missing voice as pandas writes it without and with pyarrow, in tables of one's own
TEXTS = {"object": object, "nullable": "string", "text": "str"}


@pytest.mark.parametrize("dtype", TEXTS.values(), ids=TEXTS)
def test_every_table_that_voices_go_into_counts_them(corpus: aa.Corpus, dtype: str | type) -> None:
    tables = {
        "quotes": corpus.quotes,
        "matches": corpus.matches,
        "tokens": corpus.tokens,
        "voices": corpus.voices,
    }
    named = ["kind", "use", "voice", "speaker", "speaker_name", "speaker_group", "zone"]
    as_typed = {
        name: table.astype({column: dtype for column in named if column in table.columns})
        for name, table in tables.items()
    }
    quotes, matches, tokens, voices = as_typed.values()

    rates = aa.frames.rates(matches, tokens, by="voice")
    unknown = rates[rates["voice"].isna() & (rates["frame"] == "pool")]
    assert unknown[["n", "n_tokens", "n_articles_with", "n_articles"]].values.tolist() == [[1, 13, 1, 2]]
    assert rates.loc[rates["frame"] == "pool", "n"].sum() == 2

    counts = aa.compare.count_terms(tokens, by=["doc_id", "voice"])
    assert counts["n"].sum() == len(tokens)
    assert len(aa.compare.tf_idf(counts, by="doc_id")) > 0
    with pytest.raises(aa.TableError, match="rows without 'voice'"):
        aa.compare.log_odds(counts, by="voice")

    found = aa.voices.find(quotes, corpus.zones)
    assert found["voice"].isna().sum() == 3
    assert len(aa.voices.add(matches[["doc_id", "start", "end"]], voices)) == len(matches)
    assert aa.voices.find_reporting_verbs(quotes, corpus.zones)["cue"].tolist() == ["said"]
    assert aa.voices.scare_quotes(quotes).empty
    assert aa.compare.align_quotes(quotes).empty
    assert len(aa.compare.phrases(tokens)) > 0
    named = ["speaker_name", "speaker_group", "name_confidence"]
    resolved = aa.speakers.resolve(quotes.drop(columns=named), ARTICLES)
    assert resolved["speaker_name"].isna().sum() == 4
    assert len(aa.evidence(matches, ARTICLES, frame="pool", voice=None)) == 1
    assert aa.frames.stress(ARTICLES, TERMS, voices)["outcome"].eq("too few hits").all()
    levels = aa.quotes.score(quotes, quotes).set_index("level")
    assert levels.loc[["quotation", "speech"], "n_predicted"].tolist() == [5, 1]


def test_wording_in_such_marks_is_neither_marked_nor_bare(corpus: aa.Corpus) -> None:
    scare = pd.DataFrame(
        {"doc_id": ["x"], "start": [0], "end": [7], "quote": ["piscine"], "kind": "direct", "use": "scare"}
    )
    wordings = aa.voices.find_wordings(scare, ARTICLES, corpus.voices)
    assert wordings["marking"].fillna("-").tolist() == ["bare", "-"]  # the title, the marks


def test_many_batches_are_one_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(annotating, "_MOST", 1)
    with pytest.warns() as caught:
        aa.annotate(ARTICLES, tmp_path / "out", frame_terms=TERMS)
    [warning] = caught
    assert "not English (2)" in str(warning.message)
    found = aa.Corpus.open(tmp_path / "out")
    assert found.quotes["use"].isna().sum() == 4
    assert found.voices["voice"].isna().sum() == 3
    assert found.quotes.equals(aa.Corpus(ARTICLES).quotes)


# --- what is shown


def test_figures_name_what_is_not_known(corpus: aa.Corpus) -> None:
    axes = aa.plots.shares(corpus.shares(by=["source", "voice"]), title="Voices")
    assert "not known" in [text.get_text() for text in axes.get_legend().get_texts()]
    assert sum(bar.get_width() for bar in axes.patches) == pytest.approx(300)
    colors = {bar.get_facecolor() for bar in axes.patches}
    assert len(colors) == 4  # headline, narrator, direct, not known
    axes = aa.plots.shares(corpus.shares(by=["voice", "zone"]), title="Zones")
    assert "not known" in [label.get_text() for label in axes.get_yticklabels()]
    axes = aa.plots.frame_rates(corpus.frame_rates(by=["source", "voice"]), title="Frames")
    assert "not known" in [label.get_text() for label in axes.get_yticklabels()]


def test_the_reader_says_so_and_shows_the_marks_without_a_voice(corpus: aa.Corpus) -> None:
    page = BeautifulSoup(corpus.read("f")._repr_html_(), "html.parser")
    assert page.select_one(".aa-about").get_text() == "journal · not in English (fr): who speaks is not known"
    [speech, word] = page.select(".aa-text .aa-unread")
    assert (speech.get_text(), word.get_text()) == ("Nous garderons la piscine ouverte cet été", "travaux")
    assert speech["data-note"] == "in quotation marks · what they are for, and who speaks, is not known"
    assert not page.select(".aa-scare, .aa-q")
    assert [label.get_text(" ", strip=True) for label in page.select("fieldset label")] == [
        "pool 2",
        "quotation marks 2",
    ]
    assert "not in English" not in corpus.read("e")._repr_html_()


def test_the_reader_believes_the_column(corpus: aa.Corpus) -> None:
    articles = ARTICLES.assign(language=["German", "en", "fr"])
    assert "not in English (German)" in aa.read_article(articles, "d")._repr_html_()
    assert "not in English" not in aa.read_article(articles, "e")._repr_html_()


def test_the_explorer_lets_the_unknown_voice_be_picked(corpus: aa.Corpus) -> None:
    window = corpus.explore()
    frame, voice, speaker, _ = window.children[0].children
    assert voice.options[-1] == "not known" == speaker.options[-1]
    frame.value, voice.value = "pool", "not known"
    lines = BeautifulSoup(window.children[3].value, "html.parser").select("tr")
    assert [cell.get_text() for cell in lines[1].select("td")][:4] == [
        "journal",
        "not known",
        "not known",
        "pool",
    ]
    assert len(lines) == 2
    voice.value, speaker.value = "(any)", "not known"
    assert window.children[3].value.count("<mark>") == 1
