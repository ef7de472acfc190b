"""A tree of HTML as blocks of text, and blocks as a text with its parts."""

from typing import Any

import pytest
from lxml import html

from aleppo_analysis.loading.blocks import Block, as_text, blocks_of


def tree(markup: str) -> Any:
    return html.document_fromstring(markup, parser=html.HTMLParser(remove_comments=True))


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(tree(markup))]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<h1>The boat</h1><p>It <b>sails</b>\n at  six.</p>",
            [("heading", "The boat"), ("paragraph", "It sails at six.")],
            id="blanks and inline elements",
        ),
        pytest.param(
            "<ul><li>heat<li><p>light</p></ul>after",
            [("item", "heat"), ("item", "light"), ("paragraph", "after")],
            id="items, and the text after a list",
        ),
        pytest.param(
            "<blockquote><p>No.</p><h2>Why</h2></blockquote><figure><img><figcaption>A boat</figcaption></figure>",
            [("quote", "No."), ("heading", "Why"), ("caption", "A boat")],
            id="the nearest element says what it is",
        ),
        pytest.param(
            "<p>one<br>two<br><br>three<br/> <br/>four</p>",
            [("paragraph", "one\ntwo"), ("paragraph", "three"), ("paragraph", "four")],
            id="two breaks part paragraphs, one does not",
        ),
        pytest.param(
            "<div>Boat sinks<br>By Ann Lee<br>It sank.</div>",
            [("paragraph", "Boat sinks"), ("paragraph", "By Ann Lee"), ("paragraph", "It sank.")],
            id="lines of what is no paragraph",
        ),
        pytest.param(
            "<h2>Boat<br>sinks</h2><h1><span>Sea</span><span>Boat sinks</span></h1>",
            [("heading", "Boat sinks"), ("heading", "Sea Boat sinks")],
            id="a heading is one line",
        ),
        pytest.param(
            "<table><tr><th>Boat</th><th>Year</th></tr><tr><td>Edda</td><td><i>1968</i></td></tr></table>",
            [("row", "Boat\tYear"), ("row", "Edda\t1968")],
            id="rows of a table",
        ),
        pytest.param(
            "<table><tr><td>Menu</td><td><p>One.</p><ul><li>two</li></ul></td></tr></table>",
            [("paragraph", "Menu"), ("paragraph", "One."), ("item", "two")],
            id="a table that gives the page its columns",
        ),
        pytest.param(
            "<pre>wrapped\ntext\n\n\n\nmore</pre>",
            [("paragraph", "wrapped\ntext\n\nmore")],
            id="preformatted",
        ),
        pytest.param(
            "<p>a<script>b</script>c<style>d</style><!-- e --><textarea>f</textarea><noscript>g</noscript>h</p>"
            "<h2>Light <a aria-hidden=true href=#x>#</a></h2>",
            [("paragraph", "ach"), ("heading", "Light")],
            id="what is no text",
        ),
        pytest.param(
            "<div><img><span class='photo-caption'>A boat.</span> Then</div><td class=x>",
            [("caption", "A boat."), ("paragraph", "Then")],
            id="a caption by its name alone",
        ),
        pytest.param(
            "<div class='has-caption'><p>Text.</p></div>",
            [("paragraph", "Text.")],
            id="around it is a caption",
        ),
        pytest.param(
            "<table><tr><td><img></td></tr><tr><td class=tr-caption>A boat.</td></tr></table>",
            [("paragraph", "A boat.")],
            id="one cell is no row",
        ),
        pytest.param(
            "<ol><li><article><h3>Six</h3><p>It sailed.</p></article></li></ol>",
            [("heading", "Six"), ("paragraph", "It sailed.")],
            id="an article in an item",
        ),
        pytest.param(
            f"<table><tr><td>{'word ' * 90}</td><td>b</td></tr></table>",
            [("paragraph", ("word " * 90).strip()), ("paragraph", "b")],
            id="a row with a long text is none",
        ),
        pytest.param(
            "<figcaption><span class=caption>A boat.</span> <span>AP</span></figcaption>",
            [("caption", "A boat. AP")],
            id="a caption in a caption",
        ),
        pytest.param(
            "<div><b>Six.<br>It <i>sailed</i>.<br>Ends.</b></div>",
            [("paragraph", "Six."), ("paragraph", "It sailed."), ("paragraph", "Ends.")],
            id="lines of bold text",
        ),
        pytest.param("<p> \n</p><div><br></div>", [], id="nothing"),
    ],
)
def test_blocks_are_what_their_markup_says(markup: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(markup) == expected


def test_of_a_block_it_is_known_how_much_is_linked_and_bold() -> None:
    [block] = blocks_of(tree("<p>ab <a href='/x'>cd <b>e</b></a><a name=x>f</a></p>"))
    assert (block.linked, block.bold) == (3 / 6, 1 / 6)
    [styled] = blocks_of(tree("<p><span style='font-weight: 700'>ab</span></p>"))
    assert styled.bold == 1


def test_of_a_block_it_is_known_what_is_around_it() -> None:
    markup = (
        "<main id=m><div class=a><p itemprop=b data-area=c data-long='"
        + "x" * 50
        + "'><i class=d>t</i></p></div></main>"
    )
    [block] = blocks_of(tree(markup))
    assert block.names == ("", "a", "b c")  # the whole is called by what it is about
    [block] = blocks_of(tree("<article class='tag-related' itemprop=articleBody><p>t</p></article>"))
    assert block.names == ("", "articleBody", "")


@pytest.mark.parametrize(
    "apart",
    ["<aside>{}</aside>", "<nav><p>{}</p></nav>", "<p hidden>{}</p>", "<p style='display: none'>{}</p>"],
)
def test_what_stands_beside_the_text_is_apart(apart: str) -> None:
    assert [block.is_apart for block in blocks_of(tree(apart.format("x") + "<p>y</p>"))] == [True, False]


def test_only_headings_have_a_level() -> None:
    found = blocks_of(tree("<h3>a</h3><p>b</p><details><summary>c</summary>d</details>"))
    assert [(block.kind, block.level) for block in found] == [
        ("heading", 3), ("paragraph", 0), ("heading", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_elements_may_be_nested_without_end() -> None:
    deep = tree("<p>x</p>")
    inner = deep.find("body")
    for _ in range(5_000):
        inner = html.etree.SubElement(inner, "div")
    inner.text = "deep"
    assert [block.text for block in blocks_of(deep)] == ["x", "deep"]


def test_blocks_as_a_text() -> None:
    pieces = [
        (Block("Boat sinks", "heading"), "title"),
        (Block("By Ann Lee"), ""),
        (Block("heat", "item"), "body"),
        (Block("light", "item"), "body"),
        (Block("a\tb", "row"), "body"),
        (Block("c\td", "row"), "body"),
        (Block("It sank."), "body"),
    ]
    text, parts = as_text(pieces)
    assert text == "Boat sinks\n\nBy Ann Lee\n\nheat\n\nlight\n\na\tb\nc\td\n\nIt sank."
    assert [(text[start:end], zone) for start, end, zone in parts] == [
        (block.text, zone) for block, zone in pieces if zone
    ]
    assert as_text([]) == ("", [])


def test_a_block_has_the_names_of_the_elements_that_part_the_page() -> None:
    markup = "<div class=story>Nobody <b class=more>waved.<br><br>It rained.</b></div>"
    assert [block.names[-1] for block in blocks_of(tree(markup))] == ["story", "story"]
