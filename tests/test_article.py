"""Which blocks of a page are its article, and their zones; blocks are made by hand, and what trafilatura found is told."""

from typing import Any

import pytest

from aleppo_analysis.loading.article import article_of, zones_of_all
from aleppo_analysis.loading.blocks import Block

ONE = "The boat sailed at six and nobody on the quay waved, said Ann Lee."
TWO = "It was the first time in ninety years that no brass band had come to play."
THREE = "A goat that stood in the way was led off by two children with a rope."
FOUR = "The next boat is expected on Thursday, if the sea allows it at all."
IN_TEXT = ("page", "story", "")


def p(text: str, **more: Any) -> Block:
    return Block(text, **({"names": IN_TEXT} | more))


def h(text: str, level: int = 2, **more: Any) -> Block:
    return Block(text, "heading", level, **({"names": ("page", "head", "")} | more))


def zoned(
    blocks: list[Block],
    *,
    lost: tuple[Block, ...] = (),
    titles: tuple[str, ...] = ("Boat sails",),
    description: str = "",
) -> list[tuple[str, str]]:
    """Zones and texts of what is taken for the article; trafilatura is said to have found all but `lost`."""
    found = "\n".join(block.text for block in blocks if block not in lost)
    return [(zone, block.text) for block, zone in article_of(blocks, found, titles, description)]


TITLE = h("Boat sails", 1)


def around(middle: list[Block], lost: tuple[Block, ...] = ()) -> list[tuple[str, str]]:
    """The zones of blocks between two paragraphs of the text."""
    found = zoned([TITLE, p(ONE), p(TWO), *middle, p(THREE), p(FOUR)], lost=lost)
    assert found[:3] == [("title", "Boat sails"), ("body", ONE), ("body", TWO)]
    assert found[-2:] == [("body", THREE), ("body", FOUR)]
    return found[3:-2]


# --- what trafilatura lost


@pytest.mark.parametrize(
    ("lost", "zones"),
    [
        ([h("Why")], ["heading"]),
        ([p("Why nobody waved", bold=1.0)], ["heading"]),
        ([p("Why nobody waved", names=("page", "story", "crosshead"))], ["heading"]),
        ([Block("The boat at six", "caption")], ["caption"]),
        ([p("The boat at six", names=("page", "img", "photo-caption"))], ["caption"]),
        ([h("Why"), Block("The boat at six", "caption")], ["heading", "caption"]),
        ([Block("heat", "item"), Block("light", "item")], ["body", "body"]),
        ([Block("Edda\t1968", "row")], ["body"]),
        ([Block("Nobody told us that the boat would sail so early.", "quote")], ["body"]),
        (
            [p("It rained, and the children went home with their hats wet.")],
            ["body"],
        ),  # called as the text is
    ],
)
def test_what_stands_amid_the_text_belongs_to_it(lost: list[Block], zones: list[str]) -> None:
    assert around(lost, tuple(lost)) == [(zone, block.text) for zone, block in zip(zones, lost, strict=True)]


@pytest.mark.parametrize(
    "lost",
    [
        [h("Goat stops train", linked=1.0)],
        [h("Why", is_apart=True)],
        [Block("A boat", "caption", is_apart=True)],
        [h("More boats"), p("Goat stops train", linked=1.0, names=("page", "more", ""))],
        [Block("Goat stops train", "item", linked=1.0), Block("Choir sings", "item", linked=1.0)],
        [h("Our letter"), p("Every evening at six we send you five stories.", names=("story", "box", ""))],
        [Block("Nobody told us that the boat would sail so early.", "quote", names=("story", "promo", ""))],
        [h("Read more")],
        [p("Nobody told us that the boat would sail so early.", names=("story", "aside", ""))],
        [p("Advertisement", names=("story", "slot", ""))],
    ],
)
def test_what_is_a_link_or_stands_apart_does_not(lost: list[Block]) -> None:
    assert around(lost, tuple(lost)) == []


def test_a_block_is_known_by_most_of_its_words() -> None:
    changed, other = p(ONE.replace("Ann", "Jo")), p(THREE.replace("with a rope", "at six and nobody"))
    blocks = [TITLE, p(ONE, names=("a", "b", "c")), p(TWO), p(FOUR)]
    found = "\n".join(block.text for block in blocks)
    chosen = article_of([*blocks, Block(changed.text), Block(other.text)], found, ["Boat sails"], "")
    assert changed.text in [block.text for block, _ in chosen]
    assert other.text not in [block.text for block, _ in chosen]


def test_what_is_called_as_the_text_is_and_is_a_link_or_apart_is_none() -> None:
    lost = (p(THREE, linked=1.0), p(FOUR, is_apart=True))
    assert [text for _, text in zoned([TITLE, p(ONE), p(TWO), *lost], lost=lost)] == ["Boat sails", ONE, TWO]


def test_a_heading_right_over_the_text_stands_where_the_text_does() -> None:
    there, elsewhere = h("Why", names=("page", "story", "x")), h("Our clips", names=("page", "clips", ""))
    assert zoned([TITLE, there, p(ONE), p(TWO)], lost=(there,))[1] == ("heading", "Why")
    assert zoned([TITLE, elsewhere, p(ONE), p(TWO)], lost=(elsewhere,))[1] == ("body", ONE)


def test_what_stands_under_the_text_does_not() -> None:
    below = (h("Comments"), Block("heat", "item"), Block("A boat", "caption"), Block(THREE, "quote"))
    assert zoned([TITLE, p(ONE), p(TWO), *below], lost=below)[-1] == ("body", TWO)


def test_the_body_that_a_page_names_is_known() -> None:
    lost = tuple(Block(text, names=("page", "articleBody", str(n))) for n, text in enumerate((TWO, THREE)))
    assert zoned([TITLE, p(ONE), *lost], lost=lost)[-2:] == [("body", TWO), ("body", THREE)]


# --- what trafilatura found, and is no text


def test_what_a_page_calls_something_else_is_left_out() -> None:
    boxes = [
        h("Our letter", names=("story", "newsletter-box", "")),
        p("Every evening at six we send you the five stories.", names=("story", "newsletter-box", "")),
        p("Ann Lee writes about boats and lives in Moss End.", names=("story", "authorBio", "")),
    ]
    assert around(boxes) == []


def test_a_page_of_that_name_is_read_all_the_same() -> None:
    there = ("page", "newsletter-post", "")
    found = zoned([TITLE, *(Block(text, names=there) for text in (ONE, TWO, THREE))])
    assert [zone for zone, _ in found] == ["title", "body", "body", "body"]


def test_links_lead_away_and_lines_that_say_so_are_left_to_the_rules() -> None:
    links = [
        p("Goat stops the train", linked=1.0),
        Block("Sea: Choir sings", "item", linked=0.7, bold=0.3),
        Block("Land: Bakery wins", "item", linked=0.6, bold=0.4),
    ]
    assert around(links) == [("related", link.text) for link in links]
    assert around([p("Read more: Goat stops the train", bold=1.0)]) == [
        ("", "Read more: Goat stops the train")
    ]


def test_a_list_of_the_text_may_hold_links() -> None:
    items = [
        Block("the report on heat", "item", linked=0.7),
        Block("Light.", "item", linked=1.0),
        Block("oil", "item"),
    ]
    assert [zone for zone, _ in around(items)] == ["body", "body", "body"]
    items = [Block("Goat stops train", "item", linked=1.0)] * 2 + [Block("Heat.", "item", linked=1.0)]
    assert [zone for zone, _ in around(items)] == ["related", "related", "body"]
    half = [Block("Goat stops train", "item", linked=1.0), Block("oil", "item")]
    assert [zone for zone, _ in around(half)] == ["body", "body"]


def test_a_linked_heading_over_text_is_a_heading() -> None:
    assert around([h("The Edda", linked=1.0)]) == [("heading", "The Edda")]


@pytest.mark.parametrize(
    ("again", "zones"),
    [
        ([Block(ONE, "quote")], []),
        ([p("nobody on the quay waved, said", is_apart=True)], []),
        ([Block(TWO + " " + ONE, names=("page", "print", ""))], []),
        ([p(ONE)], []),
        ([Block("The boat", "caption"), Block("The boat", "caption")], ["caption", "caption"]),
        ([Block("The boat at six o'clock", "caption")] * 2, ["caption"]),
        ([Block("nobody on the quay", "quote")], ["body"]),  # too short to tell
        ([Block("nobody on the quay waved, and we said nothing to that", "quote")], ["body"]),
        ([Block("A goat that stood in the way was led off", "quote")], []),  # before it is said
        ([p(ONE.replace("six", "seven")), p(TWO + " Nor had anybody.")], ["body", "body"]),
    ],
)
def test_what_is_said_again_is_kept_once(again: list[Block], zones: list[str]) -> None:
    assert [zone for zone, _ in around(again)] == zones


def test_lines_beside_the_text() -> None:
    found = zoned(
        [TITLE, p("By Ann Lee"), p("9 March"), p(ONE), p(TWO), p("Reuters"), Block("oil", "item"), p("Ends.")]
    )
    assert found == [
        ("title", "Boat sails"),
        ("", "By Ann Lee"),
        ("related", "9 March"),
        ("body", ONE),
        ("body", TWO),
        ("related", "Reuters"),
        ("body", "oil"),
        ("body", "Ends."),
    ]


def test_a_bold_line_is_a_heading_only_over_text() -> None:
    assert around([p("Nobody waved", bold=1.0)]) == [("heading", "Nobody waved")]
    assert around([p("Nobody waved:", bold=1.0)]) == [("body", "Nobody waved:")]
    assert around([Block("Nobody waved", "item", bold=1.0)]) == [("body", "Nobody waved")]
    assert zoned([TITLE, p(ONE), p(TWO), p("Be there or be square!", bold=1.0)])[-1] == (
        "body",
        "Be there or be square!",
    )


def test_a_bold_line_over_what_is_left_out_leads_on_to_the_text_below_it() -> None:
    left_out = p("Advertisement", names=("story", "slot", ""))
    assert around([p("Nobody waved", bold=1.0), left_out], (left_out,)) == [("heading", "Nobody waved")]


# --- the title


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        pytest.param(
            [h("The Post", 1, linked=1.0), h("Boat sails", 2)],
            "Boat sails",
            id="the site in the first heading",
        ),
        pytest.param(
            [h("Boat sails at six", 1), h("Goat stops train", 2)], "Boat sails at six", id="in other words"
        ),
        pytest.param(
            [h("The Post", 1), h("Boat sails at six", 1, linked=1.0)],
            "Boat sails at six",
            id="in other words, linked to itself",
        ),
        pytest.param(
            [h("At last the boat sails", 2)], "At last the boat sails", id="in nearly the same words"
        ),
        pytest.param([p("Boat sails", names=("a", "b", "c"))], "Boat sails", id="no heading"),
        pytest.param([h("Something else", 1)], "Something else", id="nothing like it, but the first heading"),
        pytest.param(
            [h("Boat sails", 1, is_apart=True), h("Boat sails", 2)], "Boat sails", id="once in navigation"
        ),
        pytest.param([h("Goat stops train", 2)], "", id="another heading"),
        pytest.param([h("Boat sails", 3, linked=1.0)], "Boat sails", id="linked to itself"),
        pytest.param([p("Boat sails", linked=1.0)], "", id="a link to it"),
        pytest.param([h("* * *", 1)], "", id="signs without a word"),
    ],
)
def test_the_headline_as_printed(blocks: list[Block], title: str) -> None:
    found = zoned([*blocks, p(ONE), p(TWO), p(THREE)], titles=("Boat sails", "At last boat sails"))
    assert next((text for zone, text in found if zone == "title"), "") == title
    assert [text for _, text in found].count("Boat sails") <= 1


@pytest.mark.parametrize("headline", [h("Boat sails", 2), h("Something else", 1)])
def test_a_headline_stands_over_the_text(headline: Block) -> None:
    found = zoned([p(ONE), headline, p(TWO), p(THREE), p(FOUR)])
    assert [zone for zone, _ in found] == ["body", "heading", "body", "body", "body"]


def test_the_headline_in_the_text_is_taken_before_that_in_navigation() -> None:
    there = h("Boat sails again", 2, names=("page", "head", "main"))
    found = article_of(
        [h("Boat sails", 1, is_apart=True), there, p(ONE), p(TWO)], f"{ONE} {TWO}", ["Boat sails again"], ""
    )
    assert found[0] == (there, "title")


def test_the_headline_again_is_left_out() -> None:
    assert [zone for zone, _ in zoned([TITLE, p(ONE), h("Boat sails!"), p(TWO), p(THREE)])] == [
        "title",
        *["body"] * 3,
    ]


def test_a_headline_of_one_word_again_is_left_out() -> None:
    blocks = [h("Boats", 1), p(ONE), h("Boats"), p(TWO), p(THREE)]
    assert [zone for zone, _ in zoned(blocks, titles=("Boats",))] == ["title", *["body"] * 3]


def test_text_above_the_headline_is_kept_below_it() -> None:
    above = p(ONE)
    elsewhere = Block(FOUR, names=("top", "bar", ""))
    found = zoned([elsewhere, above, h("Boat sails", 1), p(TWO), p(THREE)])
    assert found == [("title", "Boat sails"), ("body", ONE), ("body", TWO), ("body", THREE)]


def test_the_picture_above_the_headline_has_its_caption() -> None:
    far = [Block("Menu", names=("top", "bar", "")) for _ in range(5)]
    picture = Block("The boat at six", "caption")
    assert zoned([Block("An old boat", "caption"), *far, picture, TITLE, p(ONE), p(TWO)])[:2] == [
        ("title", "Boat sails"),
        ("caption", "The boat at six"),
    ]


# --- the standfirst

DEK = "Nobody waved, and the band did not come to the quay."


@pytest.mark.parametrize(
    ("block", "is_lost"),
    [
        pytest.param(p("Nobody waved", names=("page", "head", "article-dek")), False, id="called so"),
        pytest.param(p(DEK, names=("newsletter", "head", "subTitle")), True, id="called so in two words"),
        pytest.param(h("Nobody waved and no band came"), True, id="a heading"),
        pytest.param(p(DEK, bold=1.0), False, id="bold"),
        pytest.param(p(DEK, names=("page", "head", "")), False, id="stands elsewhere"),
        pytest.param(p(DEK, names=("a", "b", "c")), True, id="reads so, and is not in the text"),
        pytest.param(p(DEK.rstrip("."), names=("a", "b", "c")), True, id="is what the page says of it"),
        pytest.param(Block(DEK.rstrip("."), "item", bold=1.0), False, id="a bold item"),
    ],
)
def test_a_standfirst(block: Block, is_lost: bool) -> None:
    between = [p("By Ann Lee", names=("page", "byline", "")), block]
    found = zoned([TITLE, *between, p(ONE), p(TWO), p(THREE)], lost=(block,) * is_lost, description=DEK)
    assert ("standfirst", block.text) in found
    assert [zone for zone, _ in found] == ["title", "standfirst", "body", "body", "body"]


def test_of_two_the_one_that_is_called_so_is_the_standfirst() -> None:
    called = p(DEK, names=("page", "head", "dek"))
    found = zoned([TITLE, h("The news of the day and of the sea"), called, p(ONE), p(TWO), p(THREE)])
    assert ("standfirst", DEK) in found


def test_a_lost_sentence_is_a_standfirst_where_paragraphs_stand_each_by_itself() -> None:
    blocks = [p(text, names=("page", f"box-{n}", f"x{n}")) for n, text in enumerate((DEK, ONE, TWO, THREE))]
    assert ("standfirst", DEK) in zoned([TITLE, *blocks], lost=(blocks[0],))


@pytest.mark.parametrize(
    "block",
    [
        p("Share it", names=("page", "summary", "")),
        p("Nobody waved", bold=1.0),
        h("Nobody waved at six", 2),
        p(DEK, names=("page", "head", "photo caption")),
        p(DEK, names=("page", "newsletter", "")),
        p("Fergus Dale and Jo Dent, for this paper", names=("page", "head", "byline")),
        Block("Nobody waved, and the band did not come.", "caption"),
        h("Boat sails at six, nobody waved"),
        p(DEK, linked=1.0),
        p(DEK, is_apart=True),
        p(" ".join([DEK] * 8), bold=1.0),
    ],
    ids=[
        *("short", "a bold label", "a label", "called a caption", "a letter", "byline", "caption"),
        *("the title again", "a link", "apart", "long"),
    ],
)
def test_what_is_no_standfirst(block: Block) -> None:
    title = h("Boat sails at six and nobody waved", 1)
    found = zoned([title, block, p(ONE), p(TWO), p(THREE)], lost=(block,), titles=(title.text,))
    assert "standfirst" not in [zone for zone, _ in found]


def test_the_first_of_the_text_is_no_standfirst() -> None:
    assert [zone for zone, _ in zoned([TITLE, p(ONE), p(TWO), p(THREE)])] == ["title", "body", "body", "body"]


# --- without and with words


def test_no_prose_is_no_article() -> None:
    assert zoned([TITLE, p("Home"), p("News")]) == []
    assert zoned([]) == []


def test_chinese_signs_are_words() -> None:
    text = "今天早上六点船起航了，码头上没有人挥手，港务局的李安说。"
    assert zoned([h("船起航", 1), p(text)], titles=("船起航",)) == [("title", "船起航"), ("body", text)]


def test_of_a_text_that_is_all_an_article_nothing_is_lost() -> None:
    blocks = [
        p("By Ann Lee"),
        h("Why"),
        p(ONE),
        Block(ONE, "quote"),
        p("Why not", bold=1.0),
        p("Goat", linked=1.0),
    ]
    assert zones_of_all(blocks) == ["", "heading", "body", "body", "heading", "related"]
    assert zones_of_all([p("oil"), p("Read more: goat")]) == ["body", ""]
    assert zones_of_all([]) == []
