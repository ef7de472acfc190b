"""Zones: a partition of every text, right by the hand reading, and rules that know news pages in general."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.tables import shipped
from aleppo_analysis.text.page import titles_of
from aleppo_analysis.text.zones import ZONES

NO_CORRECTIONS = pd.DataFrame(columns=["doc_id", "start", "end", "passage", "zone"])


def article(text: str | None, doc_id: str = "a") -> pd.DataFrame:
    return pd.DataFrame({"doc_id": [doc_id], "text": pd.Series([text], dtype="str")})


def zoned(text: str) -> list[tuple[str, str]]:
    """The stretches of a text and their zones, by the rules alone."""
    zones = aa.text.find_zones(article(text), corrections=NO_CORRECTIONS)
    return [(text[row.start : row.end].strip(), row.zone) for row in zones.itertuples()]


def zone_of(text: str, line: str) -> str:
    """The zone of the first character of `line` in `text`."""
    zones = aa.text.find_zones(article(text), corrections=NO_CORRECTIONS)
    place = text.index(line)
    return zones.loc[(zones["start"] <= place) & (place < zones["end"]), "zone"].item()


def by_character(zones: pd.DataFrame) -> pd.DataFrame:
    """One row a character of each article, with its zone."""
    rows = zones.loc[zones.index.repeat(zones["end"] - zones["start"]), ["doc_id", "zone"]]
    return rows.assign(place=rows.groupby("doc_id").cumcount()).reset_index(drop=True)


def share_right(zones: pd.DataFrame) -> pd.Series:
    """Share of the characters of each article that have the zone of the hand reading."""
    gold = by_character(pd.read_csv(shipped("zones_gold.csv")))
    both = gold.merge(by_character(zones), on=["doc_id", "place"], how="outer", suffixes=("", "_found"))
    return (both["zone"] == both["zone_found"]).groupby(both["doc_id"]).mean()


def is_partition(zones: pd.DataFrame, text: str) -> bool:
    starts, ends = zones["start"].tolist(), zones["end"].tolist()
    return [0, *ends] == [*starts, len(text)] and all(
        start < end for start, end in zip(starts, ends, strict=True)
    )


# --- the five articles, against a reading made before the rules


def test_hand_reading_is_a_partition_of_the_five_articles() -> None:
    gold = pd.read_csv(shipped("zones_gold.csv"))
    articles = aa.load_articles()
    assert set(gold["doc_id"]) == set(articles["doc_id"])
    assert set(gold["zone"]) == set(ZONES)
    for row in articles.itertuples():
        assert is_partition(gold[gold["doc_id"] == row.doc_id], row.text)


def test_rules_alone_label_nine_characters_in_ten_as_the_reading_does(five: list[str]) -> None:
    right = share_right(aa.text.find_zones(aa.load_articles(), corrections=NO_CORRECTIONS))
    assert right.min() >= 0.9
    # two link lines amid paragraphs look like cross-heads: 40 + 30 of 4437 characters
    assert right[five].tolist() == pytest.approx([4367 / 4437, 1, 1, 1, 1])


def test_rules_and_exceptions_agree_with_the_reading_in_full() -> None:
    zones = aa.text.find_zones(aa.load_articles(), corrections=aa.text.load_corrections())
    assert share_right(zones).eq(1).all()


def test_every_shipped_exception_has_a_reason_and_changes_something() -> None:
    corrections = aa.text.load_corrections()
    assert corrections["reason"].notna().all()
    aa.check_spans(corrections, aa.load_articles())
    for row in range(len(corrections)):
        others = aa.text.find_zones(aa.load_articles(), corrections=corrections.drop(index=row))
        assert not others.equals(aa.text.find_zones(aa.load_articles(), corrections=corrections))


# --- one page of each kind, invented

PAGE = """\
Aid convoy turns back at the river

By Ann Lee and Omar Haj

12 March 2015, 14:05

Drivers waited two days for a permit

Trucks stand at the bridge on Monday
in heavy rain (Photo: Jo Doe/Post Images)

An aid convoy turned back at the river on Monday after its drivers waited for two days.

Who holds the bridge?

“We were told to wait,” said a driver. He had no water left.

No permit, no bread

The permit had been promised (by both sides) a week ago.

Read more: Ten years of war

Floods close the northern road
Minister resigns over bread prices

The river rose again at night.

The bridge in pictures

Share this article
Most Read"""


def test_a_page_with_everything_on_it() -> None:
    assert zoned(PAGE) == [
        ("Aid convoy turns back at the river", "title"),
        ("By Ann Lee and Omar Haj\n\n12 March 2015, 14:05", "related"),
        ("Drivers waited two days for a permit", "standfirst"),
        (
            "Trucks stand at the bridge on Monday\nin heavy rain (Photo: Jo Doe/Post Images)",
            "caption",
        ),
        ("An aid convoy turned back at the river on Monday after its drivers waited for two days.", "body"),
        ("Who holds the bridge?", "heading"),
        ("“We were told to wait,” said a driver. He had no water left.", "body"),
        ("No permit, no bread", "heading"),
        ("The permit had been promised (by both sides) a week ago.", "body"),
        (
            "Read more: Ten years of war\n\nFloods close the northern road\nMinister resigns over bread prices",
            "related",
        ),
        ("The river rose again at night.", "body"),
        ("The bridge in pictures\n\nShare this article\nMost Read", "related"),
    ]


BODY = "The convoy waited at the river all day, said a driver. Nobody came to open the bridge for it."


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Trapped at the bridge [Jo Doe/Agency]", "caption", id="credit with a slash"),
        pytest.param("Trapped at the bridge [Image by Jo Doe]", "caption", id="credit with a word"),
        pytest.param("Men wait at the bridge, 3 May 2015. (Reuters)", "caption", id="credit of an agency"),
        pytest.param("Photo: men wait at the bridge in the morning", "caption", id="credit first"),
        pytest.param("[Featured Image by Jo Doe/AP Images]", "related", id="credit alone"),
        pytest.param("Image copyright Getty Images", "related", id="label and agency alone"),
        pytest.param("Share this article: Bridge closed", "related", id="share line"),
        pytest.param("More from News", "related", id="more from"),
        pytest.param("Source: Post, News Agencies", "related", id="source line"),
        pytest.param("BRIDGE CLOSED", "related", id="title repeated in capitals"),
        pytest.param("(Reporting by Jo Doe; Editing by Ann Lee.)", "related", id="agency sign-off"),
        pytest.param("Published: 12 March 2015", "related", id="date line"),
        pytest.param("6:31pm", "related", id="clock time"),
        pytest.param("14.05 GMT", "related", id="clock time with its zone"),
        pytest.param("Load-Date: December 6, 2004", "related", id="field of an export"),
        pytest.param(
            "SUBJECT: BRIDGES (90%); RIVERS (75%); CONVOYS (60%)", "related", id="field in capitals"
        ),
        pytest.param("End of Document", "related", id="end of an export"),
        pytest.param("Copyright 2015 River Post", "related", id="copyright"),
        pytest.param("This article was originally published in the River Post.", "related", id="syndication"),
        pytest.param("Distributed by Island News Service", "related", id="distribution"),
        pytest.param("READ NEXT: Storm closes road", "related", id="read next"),
        pytest.param("MORE: The bridge in pictures", "related", id="more"),
        pytest.param("Follow Ann Lee on Twitter @annlee.", "related", id="follow"),
        pytest.param("Ann Lee in Riverton contributed to this report.", "related", id="contributed"),
        pytest.param("Story continues below", "related", id="story continues"),
        pytest.param("Friday, December 4, 2015.", "related", id="date alone"),
        pytest.param("2015-03-12 at 2:05 pm GMT", "related", id="date and time alone"),
        pytest.param("Last updated at 14:05", "related", id="time line"),
        pytest.param("“safe exit”", "heading", id="cross-head in marks"),
        pytest.param("Nobody can cross", "heading", id="cross-head"),
    ],
)
def test_line_amid_paragraphs(line: str, zone: str) -> None:
    assert zone_of(f"Bridge closed\n\n{BODY}\n\n{line}\n\n{BODY}", line) == zone


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("More than 200 people waited at the bridge.", id="more than"),
        pytest.param("Share prices fell on Monday.", id="share prices"),
        pytest.param("Published reports say that nobody came.", id="published reports"),
        pytest.param("By Monday the bridge was open again.", id="by Monday"),
        pytest.param("Source of the fire was a pump.", id="source of"),
        pytest.param("Related fighting broke out in the hills.", id="related fighting"),
        pytest.param("12 people died at the river in 2016.", id="a number and a year"),
        pytest.param("Save the Children sent a team.", id="save the"),
        pytest.param("“We reject this [ceasefire] completely,” he said.", id="bracket inside"),
        pytest.param(
            "They withdraw 500 metres, east and west (of the Castello road).", id="bracket at the end"
        ),
        pytest.param("“We will never leave.”", id="a quotation of one line"),
        pytest.param("He said:", id="announces"),
        pytest.param("Most read the sky before they go out.", id="most read"),
        pytest.param("Subject: that is what she asks first.", id="subject"),
        pytest.param("Section 8 of the law says that halls must have two doors.", id="section"),
        pytest.param("Sign language helps where the wind is loud.", id="sign"),
        pytest.param("Copyright was not the question before the court.", id="copyright was"),
        pytest.param("Reporting by hand is slow, she says.", id="reporting by hand"),
        pytest.param(
            "First published in 1901, the tide table was the only book on board.", id="first published"
        ),
        pytest.param("Follow the gulls and you find the boats.", id="follow the"),
        pytest.param("More than once she was asked to leave, and said so.", id="more than once"),
        pytest.param("- bread, water, and a permit", id="bullet"),
        pytest.param("The below video shows the calm that fell over the town.", id="video in prose"),
    ],
)
def test_short_prose_is_body(line: str) -> None:
    assert zone_of(f"Bridge closed\n\n{BODY}\n\n{line}\n\n{BODY}", line) == "body"


def test_a_first_paragraph_that_restates_the_title_is_body() -> None:
    text = f"Bridge closed over the river\n\nThe bridge over the river was closed on Monday.\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body"]


@pytest.mark.parametrize(
    ("first", "zone"),
    [
        pytest.param("Nobody knows why.", "standfirst", id="one sentence"),
        pytest.param("Nobody knows why. Rain fell.", "standfirst", id="two sentences"),
        pytest.param("Nobody knows why. Rain fell. It was cold.", "body", id="three sentences"),
        pytest.param("The convoy had come from the coast.", "body", id="shares half as many words"),
    ],
)
def test_a_short_first_paragraph(first: str, zone: str) -> None:
    # the paragraph after it shares two words with the title: convoy, river
    assert zone_of(f"Convoy stopped at the river\n{first}\n{BODY}\n{BODY}", first) == zone


def test_a_long_first_sentence_needs_a_second_that_has_most_of_the_title() -> None:
    first = "Moscow said the move was to allow fighters and families to leave town, which has been bombed since May."
    restates = "Troops halted airstrikes on the city ahead of the planned pause."
    differs = "Troops went home to the city, where the markets had opened again."
    assert zone_of(f"Troops halt airstrikes ahead of pause\n{first}\n{restates}", first) == "standfirst"
    assert zone_of(f"Troops halt airstrikes ahead of pause\n{first}\n{differs}", first) == "body"


def test_a_caption_takes_no_paragraph_along_where_blank_lines_are_missing() -> None:
    text = f"Bridge closed\n{BODY}\nTrapped at the bridge [Jo Doe/AP]\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body", "caption", "body"]


def test_paragraphs_broken_at_the_edge_of_a_page_are_body() -> None:
    text = (
        "Bridge closed\n\nThe convoy waited at the river\nall day, said a driver who\nhad come from the coast.\n\n"
        + BODY
    )
    assert [zone for _, zone in zoned(text)] == ["title", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n", [(0, 3, "body")], id="blank"),
        pytest.param("Title", [(0, 5, "body")], id="one line"),
        pytest.param("\n\nTitle\n", [(0, 8, "body")], id="blank lines around one line"),
        pytest.param("\n\nTitle\n\nC d.\n", [(0, 9, "title"), (9, 14, "body")], id="blank lines around two"),
        pytest.param("12 March 2015", [(0, 13, "related")], id="nothing but a date"),
        pytest.param("A b\r\n\r\nC d.\r\n", [(0, 7, "title"), (7, 13, "body")], id="CRLF"),
        pytest.param("A b\rC d.", [(0, 4, "title"), (4, 8, "body")], id="lone CR"),
        pytest.param("One\n\nTwo\n\nThree", [(0, 5, "title"), (5, 15, "body")], id="no prose at all"),
    ],
)
def test_edges(text: str, expected: list[tuple[int, int, str]]) -> None:
    zones = aa.text.find_zones(article(text))
    assert list(zones[["start", "end", "zone"]].itertuples(index=False, name=None)) == expected


# --- title


def titled(text: str, title: str | None) -> list[tuple[str, str]]:
    """The stretches of a text of which the headline is known, and their zones."""
    articles = article(text).assign(title=pd.Series([title], dtype="str"))
    zones = aa.text.find_zones(articles)
    return [(text[row.start : row.end].strip(), row.zone) for row in zones.itertuples()]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param("Bridge closed", "Bridge closed", id="the same"),
        pytest.param("BRIDGE CLOSED", "Bridge closed.", id="case and signs"),
        pytest.param("Bridge: ‘closed’", "Bridge: 'closed'", id="marks"),
        pytest.param("Bridge  closed", "Bridge\u00a0closed", id="blanks"),
        pytest.param("Bridge closed", "Bridge closed | River Post", id="site after the title"),
        pytest.param("Bridge closed - River Post", "Bridge closed", id="site after the line"),
    ],
)
def test_a_first_line_that_repeats_a_known_title_is_the_title(line: str, title: str) -> None:
    assert titled(f"{line}\n\n{BODY}\n\n{BODY}", title)[0] == (line, "title")


@pytest.mark.parametrize("title", ["River rises again", "Bridge", "…"])
def test_a_first_line_that_is_not_the_known_title_is_not_the_title(title: str) -> None:
    text = f"The bridge over the river was closed on Monday, and nobody knew why.\n\n{BODY}\n\n{BODY}"
    zones = [zone for _, zone in titled(text, title)]
    assert "title" not in zones if title != "…" else zones[0] == "title"


def test_a_missing_title_is_looked_for_in_the_text() -> None:
    assert titled(f"Bridge closed\n\n{BODY}", None) == [("Bridge closed", "title"), (BODY, "body")]


def test_a_known_title_repeated_below_the_text_is_related() -> None:
    assert titled(f"{BODY}\n\n{BODY}\n\nBridge Closed", "Bridge closed")[-1] == ("Bridge Closed", "related")


@pytest.mark.parametrize(
    "above",
    [
        *(
            "12 March 2015",
            "OPINION",
            "World news",
            "By ANN LEE",
            "River Post",
            "Home > News > World",
            "BYLINE: ANN LEE",
        ),
        *(
            "RIVERTON, March 12 (AP)",
            "Updated 6:30 pm",
            "Late Edition - Final",
            "News\n\n12.3.2015\n\nBy Ann Lee",
        ),
    ],
)
def test_what_stands_above_a_headline_is_related(above: str) -> None:
    text = f"{above}\n\nBridge over the river closed\n\n{BODY}\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["related", "title", "body"]
    assert titles_of([text]) == ["Bridge over the river closed"]


def test_a_question_below_the_name_of_a_section_is_the_title() -> None:
    assert zone_of(f"LETTERS\n\nWhy close the bridge?\n\n{BODY}\n\n{BODY}", "Why close") == "title"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(
            "The bridge was closed on Monday. Nobody knew why, said the man who keeps it.", id="two sentences"
        ),
        pytest.param(
            "The bridge over the river " + "and the road beside it " * 6 + "were closed.", id="long"
        ),
        pytest.param(
            "RIVERTON (AP) -- The bridge over the river was closed on Monday, and nobody knew why.",
            id="dateline",
        ),
    ],
)
def test_a_paragraph_is_no_title(first: str) -> None:
    text = f"{first}\n\n{BODY}\n\n{BODY}"
    assert zoned(text) == [(text, "body")]
    assert titles_of([text]) == [None]


def test_the_title_goes_on_with_a_small_letter() -> None:
    text = f"Bridge over the river\nclosed again\n\n{BODY}\n\n{BODY}"
    assert zoned(text)[0] == ("Bridge over the river\nclosed again", "title")
    assert titles_of([text]) == ["Bridge over the river closed again"]


@pytest.mark.parametrize("text", ["", "\n", "Bridge closed", "12 March 2015\n\n13 March 2015"])
def test_some_texts_have_no_title(text: str) -> None:
    assert titles_of([text]) == [None]


# --- lists and questions


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("life jackets that fit;\n\nrafts; and\n\npumps.", id="semicolons"),
        pytest.param("Life jackets\nRafts\nPumps", id="without stops, one under the other"),
        pytest.param("Life jackets\n\nRafts\n\nPumps", id="without stops, blank lines between"),
        pytest.param("• Life jackets\n• Rafts\n• Pumps", id="bullets"),
        pytest.param("1. Life jackets\n2. Rafts\n3. Pumps", id="numbers"),
        pytest.param("a) Life jackets\nb) Rafts\nc) Pumps", id="letters"),
        pytest.param("Jackets\t20\nRafts\t4\nPumps\t2", id="rows"),
    ],
)
def test_a_list_after_a_colon_is_body(items: str) -> None:
    text = f"Ferry unsafe\n\n{BODY}\n\nThe report says that these are missing:\n\n{items}\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body"]


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("life jackets for all children\n\nrafts\n\npumps that work", id="small letters"),
        pytest.param("Life jackets for all children\nRafts\nPumps that work", id="one under the other"),
        pytest.param("Life jackets for all the children\n\nRafts for the other passengers", id="longer"),
    ],
)
@pytest.mark.parametrize("above", ["These are missing:", "What is missing"])
def test_a_heading_below_a_list(items: str, above: str) -> None:
    text = f"Ferry unsafe\n\n{BODY}\n\n{above}\n\n{items}\n\nNo money\n\n{BODY}"
    assert ("No money", "heading") in zoned(text)


def test_a_list_below_a_heading_is_body() -> None:
    text = f"Ferry unsafe\n\n{BODY}\n\nWhat is missing\n\nLife jackets\nRafts\nPumps\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body", "heading", "body"]


def test_headlines_below_a_label_are_links() -> None:
    text = f"Ferry unsafe\n\n{BODY}\n\nMost read\nFerry saved\nBridge closed again\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body", "related", "body"]


def test_two_headings_in_a_row() -> None:
    text = f"Ferry unsafe\n\n{BODY}\n\nThe boats\n\nOld and slow\n\n{BODY}"
    assert [zone for _, zone in zoned(text)] == ["title", "body", "heading", "body"]


@pytest.mark.parametrize(
    ("question", "zone"),
    [
        pytest.param("Who pays for it?", "heading", id="cross-head"),
        pytest.param("Qui paie ?", "heading", id="French"),
        pytest.param("من يدفع؟", "heading", id="Arabic"),
        pytest.param("But who will pay?", "body", id="goes on from the paragraph above"),
        pytest.param("Had they closed the bridge?", "body", id="told of the past"),
        pytest.param("“Who pays?” asked the driver?", "body", id="somebody asks"),
        pytest.param("Were you ever afraid on the bridge?", "body", id="of an interview"),
        pytest.param("Who pays for the boats that the county bought when it was rich?", "body", id="long"),
    ],
)
def test_a_question_by_itself(question: str, zone: str) -> None:
    assert zone_of(f"Bridge closed\n\n{BODY}\n\n{question}\n\n{BODY}\n\n{BODY}", question) == zone


def test_a_question_beside_headings_may_tell_of_the_past() -> None:
    text = f"Bridge closed\n\n{BODY}\n\nNo permit\n\n{BODY}\n\nDid anybody know?\n\n{BODY}\n\n{BODY}"
    assert ("Did anybody know?", "heading") in zoned(text)


# --- the table


def test_columns_order_and_input(toy_articles: pd.DataFrame) -> None:
    before = toy_articles.copy()
    zones = aa.text.find_zones(toy_articles)
    assert list(zones.columns) == ["doc_id", "source", "start", "end", "zone"]
    assert isinstance(zones.index, pd.RangeIndex)
    assert zones["zone"].tolist() == ["title", "body"] * 4
    assert zones["start"].tolist() == [0, 25, 0, 12, 0, 19, 0, 12]
    assert_frame_equal(toy_articles, before)
    shuffled = aa.text.find_zones(toy_articles.iloc[[2, 0, 3, 1]]).sort_values(
        ["doc_id", "start"], ignore_index=True
    )
    assert_frame_equal(shuffled, zones)


def test_no_rows_and_missing_text_give_no_rows_of_the_same_kind(toy_articles: pd.DataFrame) -> None:
    empty = aa.text.find_zones(toy_articles).iloc[:0]
    assert_frame_equal(aa.text.find_zones(toy_articles.iloc[:0]), empty)
    assert_frame_equal(aa.text.find_zones(article(None)), empty.drop(columns="source"))


# --- corrections


def correction(start: int, end: int, passage: str, zone: str, doc_id: str = "a") -> pd.DataFrame:
    return pd.DataFrame(
        {"doc_id": [doc_id], "start": [start], "end": [end], "passage": [passage], "zone": [zone]}
    )


TEXT = "Title\n\nFirst one.\n\nLast one."


def test_a_correction_takes_the_blanks_after_it_along() -> None:
    zones = aa.text.find_zones(article(TEXT), corrections=correction(7, 17, "First one.", "standfirst"))
    assert list(zones[["start", "end", "zone"]].itertuples(index=False, name=None)) == [
        *((0, 7, "title"), (7, 19, "standfirst"), (19, 28, "body"))
    ]


def test_the_later_of_two_corrections_holds() -> None:
    both = pd.concat([correction(7, 28, TEXT[7:], "caption"), correction(19, 28, "Last one.", "related")])
    zones = aa.text.find_zones(article(TEXT), corrections=both)
    assert zones["zone"].tolist() == ["title", "caption", "related"]


def test_shipped_exceptions_leave_other_corpora_alone() -> None:
    exception = pd.read_csv(shipped("zones.csv")).iloc[0]
    own = article("x" * 2 * exception["end"], doc_id=exception["doc_id"])
    assert aa.text.find_zones(own)["zone"].tolist() == ["body"]


def test_corrections_for_articles_that_are_not_there_are_no_error() -> None:
    found = aa.text.find_zones(article(TEXT), corrections=correction(0, 3, "abc", "body", doc_id="b"))
    assert found["zone"].tolist() == ["title", "body"]


def test_corrections_that_do_not_fit_are_refused() -> None:
    with pytest.raises(aa.TableError) as caught:
        aa.text.find_zones(article(TEXT), corrections=correction(7, 12, "Fifth", "heading"))
    assert str(caught.value) == (
        "text.find_zones: `corrections` must fit the texts; a 7:12 is 'First', not 'Fifth'.\n"
        "Was the text changed? Set the offsets anew."
    )
    with pytest.raises(aa.TableError) as caught:
        aa.text.find_zones(article(TEXT), corrections=correction(7, 12, "First", "kicker"))
    assert str(caught.value) == (
        "text.find_zones: zone of `corrections`='kicker' is not known.\n"
        "Choose one of 'title', 'standfirst', 'heading', 'caption', 'body', 'related'."
    )
    with pytest.raises(aa.TableError) as caught:
        aa.text.find_zones(article(TEXT), corrections=correction(7, 99, "First", "heading"))
    assert str(caught.value).startswith("check_spans: `spans` must lie inside their texts; not so: a 7:99")
    with pytest.raises(aa.TableError) as caught:
        aa.text.find_zones(
            article(TEXT), corrections=correction(7, 12, "First", "heading").drop(columns="passage")
        )
    assert str(caught.value) == (
        "text.find_zones: `corrections` needs column 'passage'; it has 'doc_id', 'start', 'end', 'zone'.\n"
        "Add what is missing, or rename: corrections.rename(columns={...: 'passage'})."
    )


# --- any text at all

_SNIPPETS = [
    *("\n", "\n\n", "\r\n", "\r", " ", "\t", "\xa0", "\u2028", "\x00", "\ufeff", "\u200f", "."),
    *("Title", "Most Read", "By Jo Doe", "[Jo Doe/AP]", "[", "(", "/", "Photo:", "©", "“safe exit”", "?"),
    *("The bridge was closed.", "a truce", "Truce ends", "12 March 2015", "<b>", "e\u0301", "😀", "İ"),
]
_PAGES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_SNIPPETS), max_size=30).map("".join))


@given(st.lists(_PAGES, max_size=3))
def test_zones_are_a_partition_of_any_text(texts: list[str]) -> None:
    articles = pd.DataFrame(
        {"doc_id": [str(n) for n in range(len(texts))], "text": pd.Series(texts, dtype="str")}
    )
    zones = aa.text.find_zones(articles)
    assert set(zones["zone"]) <= set(ZONES)
    for doc_id, text in zip(articles["doc_id"], texts, strict=True):
        of_article = zones[zones["doc_id"] == doc_id]
        assert is_partition(of_article, text)
        neighbours = of_article["zone"].tolist()
        assert all(zone != following for zone, following in zip(neighbours, neighbours[1:], strict=False))
