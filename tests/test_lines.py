"""Wrapped lines: joined where a paragraph goes on, and nowhere else. All texts are invented."""

import re
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.text.lines import joined, lines_of, unwrapped

FERRY = """\
The ferry to the islands will run all winter, the council of Northfield decided on Monday night after a
debate that went on for six hours.

“We cannot leave two hundred people without bread and a doctor,” said Nora Pell, who has steered the boat for
twenty years. “The islanders pay their taxes like everybody else.”

The county had wanted to stop the boats in November. Its own report said that each crossing costs more than
the fares bring in, and that the pier at Boat Street would not last another storm.

Nobody on the council voted against the plan. The first boat leaves on Friday at six in the morning."""
PARAGRAPHS = [" ".join(paragraph.split("\n")) for paragraph in FERRY.split("\n\n")]


def wrapped(paragraphs: list[str], width: int, between: str = "\n\n", **how: str) -> str:
    return between.join(fill(each, width, break_on_hyphens=False, **how) for each in paragraphs)


def paragraphs_of(text: str) -> list[str]:
    return [line.strip() for line in joined(text).text.splitlines() if line.strip()]


# --- what is joined


@pytest.mark.parametrize("width", range(50, 101))
def test_text_wrapped_at_any_width_has_its_paragraphs_back(width: int) -> None:
    text = wrapped(PARAGRAPHS, width)
    assert paragraphs_of(text) == PARAGRAPHS
    assert unwrapped(text) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(lambda text: text, id="as wrapped"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: text.replace("\n", "  \n"), id="blanks at line ends"),
        pytest.param(lambda text: re.sub("(?m)^", "   ", text), id="indented"),
        pytest.param(lambda text: text.replace("\n\n", "\n \n\n"), id="blank lines that are not empty"),
        pytest.param(lambda text: "Title here\n\n" + text, id="under a title"),
        pytest.param(lambda text: text + "\n\nhttps://example.org/" + 20 * "ferry-", id="before a long link"),
        pytest.param(lambda text: text + "\n\n" + 3 * PARAGRAPHS[0], id="before a line nobody wrapped"),
        pytest.param(lambda text: text + "\n\nFare\t1.20\nBread\t0.80\nTea\t0.40", id="before a table"),
    ],
)
def test_layouts_of_wrapped_text(layout) -> None:
    text = layout(wrapped(PARAGRAPHS, 68))
    assert [each for each in paragraphs_of(text) if each in PARAGRAPHS] == PARAGRAPHS


def test_indented_first_lines_part_paragraphs() -> None:
    text = wrapped(PARAGRAPHS, 60, "\n", initial_indent="    ")
    assert paragraphs_of(text) == PARAGRAPHS


def test_short_last_lines_part_paragraphs() -> None:
    text = wrapped(PARAGRAPHS, 80, "\n")
    assert max(len(each.splitlines()[-1]) for each in wrapped(PARAGRAPHS, 80).split("\n\n")) < 60
    assert paragraphs_of(text) == PARAGRAPHS


def test_lines_of_differing_lengths_go_on_with_a_small_letter() -> None:
    text = "The boat was late again on Monday,\nbecause the captain had waited for the doctor,\nwho came on foot."
    assert paragraphs_of(text) == [text.replace("\n", " ")]


def test_two_lines_that_end_in_an_article_tell_the_width() -> None:
    text = (
        "Council keeps the ferry\n\nTwo men were held after the fire in the old market hall on Monday, the\n"
        "Prefecture said.\n\nA girl was taken to hospital in Northfield after falling from the wall of a\n"
        "Boat Street yard.\n\nNobody else was hurt. The fire is out, and the hall opens again in May."
    )
    assert [len(each.split()) for each in paragraphs_of(text)] == [4, 17, 18, 15]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The pay-\nment came late.", "The payment came late.", id="small letter"),
        pytest.param("The govern-\r\n  ment fell.", "The government fell.", id="CRLF and indented"),
        pytest.param("They met Mr al-\nAssad there.", "They met Mr al-Assad there.", id="capital"),
        pytest.param(
            "Cease-fire? A cease-\nfire held.", "Cease-fire? A cease-fire held.", id="stands elsewhere"
        ),
        pytest.param(
            "They asked for two-\nand threefold pay.",
            "They asked for two-\nand threefold pay.",
            id="suspended",
        ),
        pytest.param("They said so -\nand left.", "They said so -\nand left.", id="dash"),
    ],
)
def test_words_broken_at_a_line_end(text: str, expected: str) -> None:
    assert joined(text).text == expected


def test_what_was_done_is_counted() -> None:
    found = joined(wrapped(PARAGRAPHS, 60) + "\n\nThe new govern-\nment paid.")
    assert found.n_breaks == len(wrapped(PARAGRAPHS, 60).splitlines()) - 7 + 1
    assert found.n_hyphens == 1


# --- what stays

LINK = "Storm closes the northern road and all schools of the county until"  # 66 characters
STAYS = {
    "one line a paragraph": "\n".join(PARAGRAPHS),
    "one line a paragraph, blank lines": "\n\n".join(PARAGRAPHS),
    "short paragraphs": "Nobody slept in the town.\nThe river rose again at noon.\nAt six it had reached the bridge.",
    "a headline above its text": "Council keeps the ferry\nThe ferry will run all winter, the council decided.",
    "headlines": f"{LINK}\nMinister resigns over bread prices and the cost of the new harbour\nFerry saved",
    "headlines in capitals": "News\n\nStorm Closes Northern Road And All Schools Until\nMinister Resigns Over Bread",
    "bullets": "- bread, water, and a permit for the whole convoy of the\n- boats and fuel\n- tea",
    "numbers": "1. Bread, water, and a permit for the whole convoy\n2. boats and fuel\n3. tea",
    "letters": "(a) bread, water, and a permit for the whole convoy\n(b) boats and fuel\n(c) tea",
    "items without signs": "She brought:\nthe letters of her mother and of her aunt\nthe deed of the boat\nthe keys",
    "semicolons": "They ask for:\nlife jackets that fit the children on board;\nrafts; and\npumps.",
    "labels": "HADDAD: We left the town on Monday with the children and the\nQ: Who came with you?\nHADDAD: My aunt.",
    "labels with roles": "PELL (captain): We wait for the doctor and for the bread and the\nDENT (mayor): Good.",
    "byline": "The ferry will run all winter, the council of the county says\nBy Ann Lee and Omar Haj",
    "fields": "BYLINE: PAUL DENT\nSECTION: News; Pg. 12\nLENGTH: 402 words\nLoad-Date: Monday",
    "signature": "Yours,\nNora Pell\nBoat Street 4\nNorthfield",
    "verse": (
        "The ferry comes at evening with the rain upon its deck,\nAnd nobody is waiting where the lamps burn low;\n"
        "A dog, a boy, a woman with a scarf about her neck,\nAre all that see the captain come and see him go."
    ),
    "verse in small letters": "the ferry comes at evening with the rain\nand nobody is waiting at the pier\nto see it go",
    "rows": "Boats      12    14\nFares    1.20  1.40\nPeople    200   210",
}  # fmt: skip


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS.keys())
def test_stays_as_it_is(text: str) -> None:
    assert joined(text).text == text
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    "kind",
    ["bullets", "numbers", "letters", "items without signs", "labels", "byline", "fields", "verse", "rows"],
)
@pytest.mark.parametrize("width", [60, 72, 80])
def test_stays_as_it_is_amid_wrapped_text(kind: str, width: int) -> None:
    text = wrapped(PARAGRAPHS[:2], width) + f"\n\n{STAYS[kind]}\n\n" + wrapped(PARAGRAPHS[2:], width)
    assert f"\n\n{STAYS[kind]}\n\n" in joined(text).text


def test_a_turn_of_a_transcript_is_joined_but_not_with_the_next() -> None:
    turns = [
        "HADDAD: " + PARAGRAPHS[0],
        "Q: Who came with you, and why so late in the year?",
        "HADDAD: " + PARAGRAPHS[2],
    ]
    assert paragraphs_of(wrapped(turns, 64, "\n")) == turns


# --- offsets

_LINES = st.lists(
    st.one_of(
        st.sampled_from([*PARAGRAPHS, *STAYS.values(), "", " ", "pay-", "ment", "\t", "\u00ad"]),
        st.text(max_size=50),
    ),
    max_size=8,
)


@given(_LINES, st.integers(30, 120), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n   "]))
def test_offsets_hold_in_any_text(lines: list[str], width: int, between: str) -> None:
    text = between.join(fill(line, width) for line in lines)
    same = unwrapped(text)
    assert len(same) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, same, strict=True))
    found = joined(text)
    assert "".join(found.text.split()) == "".join("".join(text[a:b] for a, b in found.kept).split())
    for place, sign in enumerate(found.text):
        start, end = found.original(place, place + 1)
        assert 0 <= start < end <= len(text)
        if not sign.isspace():
            assert text[start:end] == sign
            assert found.place_of(start) == place


def test_lines_know_their_place_and_block() -> None:
    text = "\n  One \r\n\r\n\tTwo\nThree"
    [lines] = lines_of([text])
    assert [(line.text, line.indent, line.block) for line in lines] == [
        ("One", 2, 0),
        ("Two", 1, 1),
        ("Three", 0, 1),
    ]
    assert [text[line.begin : line.end] for line in lines] == ["One", "Two", "Three"]
