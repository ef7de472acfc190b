"""Where sentences end: what NLTK's Punkt, which is written to the same rules, says of the same paragraphs."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

import aleppo_analysis as aa
from aleppo_analysis.text import sentences as ours
from aleppo_analysis.text.english import ABBREVIATIONS, AFTER_NAMES, OPENERS, SHORT_MONTHS, TITLES
from aleppo_analysis.text.sentences import sentence_spans

BENCH = Path(__file__).parents[2] / "shared" / "bench"


class LanguageVars(PunktLanguageVars):
    """Curly marks close sentences; the same in every version of NLTK that the project allows."""

    _re_non_word_chars = r"(?:[)\";}\]\*:@\'\({\[\u2018\u2019\u201c\u201d\xab\xbb?!])"
    re_boundary_realignment = re.compile(r"[\"'’”»)\]}]+?(?:\s+|(?=--)|$)", re.MULTILINE)

    def period_context_re(self) -> re.Pattern[str]:
        return re.compile(super().period_context_re().pattern, re.VERBOSE)


@pytest.fixture(scope="module")
def punkt() -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    short = [*TITLES, *AFTER_NAMES, *SHORT_MONTHS, *ABBREVIATIONS]
    parameters.abbrev_types = {word.lower() for word in short}
    parameters.sent_starters = set(OPENERS)
    return PunktSentenceTokenizer(parameters, lang_vars=LanguageVars())


def by_nltk(punkt: PunktSentenceTokenizer, text: str) -> list[tuple[int, int]]:
    """Its sentences, a sentence made one with the next where that begins with a small letter."""
    found = []
    for line in re.finditer(r"[^\r\n]+", text):
        first = None
        for start, end in punkt.span_tokenize(line[0]):
            first = start if first is None else first
            if not line[0][end:].lstrip()[:1].islower():
                found.append((line.start() + first, line.start() + end))
                first = None
    return found


PIECES = [
    *"aAéÉ9@,;:.?!—-‘’“”'\"()[]{}«»*#&`/\t\v\f\x85\u00a0\n\r",
    "--",
    "...",
    ". . .",
    "?!",
    "Mr.",
    "U.S.",
    "e.g.",
]
PIECES += [
    "p.",
    "The",
    "the",
    "the.",
    "A.",
    "12.",
    "3,000.",
    "-4.",
    "no.",
    "so-co.",
    " At ",
    "\u0660.",
    " ",
    "  ",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_invented_text_is_cut_where_nltk_cuts_it(punkt, text):
    text = re.sub(
        r"(?m)^[^\S\r\n]+|(?<=\r)[^\S\r\n]+", "", text
    )  # NLTK is at odds with itself on a line's first blank
    assert list(sentence_spans(text)) == by_nltk(punkt, text)


@pytest.mark.parametrize("name", ["articles", "dev", "train"])
def test_articles_are_cut_where_nltk_cuts_them(punkt, name):
    texts = list(aa.load_articles()["text"])
    if name != "articles":
        paths = sorted((BENCH / "polnear" / name / "text").glob("*.txt"))
        texts = [path.read_text("utf-8") for path in paths[:60]]
        if not texts:
            pytest.skip("PolNeAR is not at hand")
    assert sum(map(len, texts)) > 10_000
    assert [list(sentence_spans(text)) for text in texts] == [by_nltk(punkt, text) for text in texts]


@pytest.mark.parametrize(
    ("token", "following", "closes"),
    [
        pytest.param("truce", "The", False, id="a word"),
        pytest.param("truce.", "aleppo", True, id="a full stop"),
        pytest.param("?", "he", True, id="a question"),
        pytest.param("co.", "Amin", False, id="an abbreviation"),
        pytest.param("co.", "The", True, id="an abbreviation, then a word that opens sentences"),
        pytest.param("co.", "the", False, id="the same word in small letters"),
        pytest.param("so-co.", "Amin", False, id="an abbreviation behind a hyphen"),
        pytest.param("...", "Amin", False, id="dots"),
        pytest.param("J.", "Amin", False, id="an initial"),
        pytest.param("J.", "The", False, id="an initial stays one"),
        pytest.param("J.", "7", True, id="a letter that no name follows"),
        pytest.param("12.", "Oct", True, id="a number"),
        pytest.param("12.", "oct", False, id="a number, then a small letter"),
        pytest.param("12.", ",", False, id="a number, then a comma"),
    ],
)
def test_what_ends_a_sentence(token, following, closes):
    """Kiss & Strunk (2006), sections 4.1 to 4.3, by hand."""
    assert ours._closes(token, following) is closes
