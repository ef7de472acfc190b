"""Marked words are found again in the text they were marked in, or not at all; never beside it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.coding.anchoring import is_of, place_of
from aleppo_analysis.coding.tasks import Mark

OURS = "The convoy waited.\r\nIt was a trap,\nhe said; the other trap was “near the café”."


def place(ours: str, start: int, end: int, **told) -> tuple | None:
    return place_of(Mark("u", "x", start=start, end=end, **told), ours)


@pytest.mark.parametrize(
    ("theirs", "marked", "nth", "ours", "words", "found_by"),
    [
        (OURS, "trap", 1, OURS, "trap", "position"),
        (OURS.replace("\r\n", "\n"), "It was a trap", 0, OURS, "It was a trap", "position"),
        (OURS.replace("\r\n", " ").replace("\n", "\n\n"), "trap,\n\nhe", 0, OURS, "trap,\nhe", "position"),
        (OURS.replace("“", '"').replace("”", '"'), '"near', 0, OURS, "“near", "position"),
        (OURS.replace("é", "e\u0301"), "cafe\u0301", 0, OURS, "café", "position"),
        (OURS.replace("é", "e\u0301") + "!", "the cafe\u0301", 0, OURS, "the café", "words"),
        ("Update: " + OURS, "trap", 0, OURS, "trap", "words"),
        ("Update: " + OURS, "trap", 1, OURS, "trap", "words"),
        ("Update: " + OURS, " trap ", 0, OURS, "trap", "words"),
        (OURS.replace("was a trap", "was the trap"), "was the trap", 0, OURS, "was a trap", "context"),
        ("\n " + OURS, "\n The", 0, OURS, "The", "position"),
        (OURS, "The", 0, " " + OURS, "The", "position"),
        ("\ufeff" + OURS, "convoy", 0, OURS, "convoy", "position"),
        (OURS.replace("waited", "wai\u00adted"), "wai\u00adted", 0, OURS, "waited", "position"),
        ("a\x00b trap", "b", 0, "a\ufffdb trap", "b", "position"),
    ],
    ids="same,CRLF,wrapped,marks,accents,accents moved,line above,second of two,blanks around,changed words,blanks before,blank before ours,BOM,soft hyphen,NUL".split(
        ","
    ),
)
def test_found_again(theirs, marked, nth, ours, words, found_by) -> None:
    start = theirs.index(marked) if nth == 0 else theirs.rindex(marked)
    for told in ({}, {"words": marked}):
        found = place(ours, start, start + len(marked), text=theirs, **told)
        assert found is not None and (ours[found.start : found.end], found.found_by) == (words, found_by)
        if nth == 1:
            assert found.start == ours.rindex(words)


@pytest.mark.parametrize(
    ("theirs", "marked", "ours"),
    [
        ("Nobody spoke of it.", "spoke of", "It was a trap."),
        ("It was a trap.", "trap", "No, trap. Or trap?"),
        ("The cafe was near.", "cafe", "The cafe\u0301 was near."),
        (
            "The convoy waited, and so did they.",
            "waited, and",
            "The convoy turned back, so that all was well.",
        ),
        ("A ruse there, a trap here.", "trap", "Each trap there, a snare here."),
        ("one  two", "  ", "one two."),
        (OURS.replace("a trap", "no ambush whatever"), "no ambush whatever", OURS),
    ],
    ids="gone,twice,half a letter,other words,elsewhere,blanks,much changed".split(","),
)
def test_not_found_rather_than_guessed(theirs, marked, ours) -> None:
    start = theirs.index(marked)
    assert place(ours, start, start + len(marked), text=theirs) is None


def test_utf16_units_are_noticed_by_the_words() -> None:
    text = "🚚🚚 a trap, a trap."
    start = len(text[: text.index("trap")].encode("utf-16-le")) // 2
    assert start == 7  # code points: 5
    assert place(text, start, start + 4, words="trap")[:2] == (5, 9)
    assert place(text, 5, 9, words="trap")[:2] == (5, 9)


def test_repeated_words_keep_their_place_when_lines_are_wrapped() -> None:
    ours, theirs = "no no no\r\nno\r\nno no", "no no no\nno\nno no"
    for n in range(6):
        found = place(ours, 3 * n, 3 * n + 2, text=theirs)
        assert ours[: found.start].count("no") == n and ours[found.start : found.end] == "no"


def test_places_that_are_none() -> None:
    for start, end in [
        (3, 3),
        (5, 2),
        (-2, 4),
        (0, 99),
        ("/p[1]", "/p[2]"),
        (None, None),
        (True, 2),
        (1.0, 2.0),
    ]:
        assert place("It was a trap.", start, end) is None
        assert place("It was a trap.", start, end, words="trap")[:2] == (9, 13)


def test_a_quote_alone_is_found_with_its_neighbours() -> None:
    text = "a trap here, a trap there"
    assert place(text, None, None, words="trap", before="a ", after=" there")[:2] == (15, 19)
    assert place(text, None, None, words="trap") is None


def test_the_words_of_a_unit_may_change_a_little() -> None:
    assert is_of(None, OURS) and is_of(OURS.replace("\r\n", " ").replace("“", '"'), OURS)
    assert is_of(OURS.replace("waited", "waits"), OURS)
    assert not is_of("Nobody spoke.", OURS)


CHANGES = [
    str,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: " ".join(text.split()),
    lambda text: "x " + text,
    lambda text: " " + text,
    lambda text: text + "\n",
    lambda text: text.replace("“", '"'),
    lambda text: text.replace("\u200d", ""),
    lambda text: unicodedata.normalize("NFC", text),
]
ODD = st.text(st.sampled_from("ab \n“é\u0301🚚\u200d"), max_size=20)


@given(ODD, ODD, ODD, st.sampled_from(CHANGES), st.booleans())
def test_whatever_the_tool_does_the_words_are_those_that_were_marked(
    before, marked, after, change, has_words
):
    """Found or not, the place holds what was marked; what tools change does not count."""
    ours, theirs = before + marked + after, change(before + marked + after)
    start = min(len(change(before)), len(theirs))
    end = min(start + len(marked), len(theirs))
    words = {"words": theirs[start:end]} if has_words else {}
    found = place(ours, start, end, text=theirs, **words)
    if found:
        assert 0 <= found.start < found.end <= len(ours)
        assert plain(ours[found.start : found.end]) == plain(theirs[start:end])


def plain(text: str) -> str:
    kept = "".join(text.split()).replace("\u200d", "").replace("“", '"')
    return unicodedata.normalize("NFD", kept)
