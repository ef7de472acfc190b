"""Markdown: a file is an article; its marks say what is headline, heading, caption and text, and go."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from .article import zones_of_all
from .blocks import Block, as_text, blocks_of
from .documents import BadFile, Document, Problem, missing
from .plain import values_and_text


def read(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The one article of a Markdown file; its headline is the heading it opens with, or a field before it."""
    values, text, problems = values_and_text(stream, encoding)
    yield from problems
    blocks = blocks_of(_tree(text))
    title = values.get("title", "")
    if blocks and (blocks[0].kind == "heading" or blocks[0].text == title):
        title, blocks = blocks[0].text, blocks[1:]
    headline = [(Block(title, "heading"), "title")] if title else []
    if not blocks and not title:
        raise BadFile("it holds no text; put the article's text into it, or drop the file")
    plain, parts = as_text([*headline, *zip(blocks, zones_of_all(blocks), strict=True)])
    yield Document(plain, values, parts)


def _tree(text: str) -> Any:
    """The HTML that Markdown stands for; of a picture alone in its paragraph its description is a caption."""
    from lxml.html import HTMLParser, document_fromstring

    try:
        from mistune import create_markdown
    except ImportError as error:
        raise missing("Markdown", "mistune") from error
    html = create_markdown(escape=False, plugins=["strikethrough", "table"])(text)
    parser = HTMLParser(remove_comments=True, remove_pis=True)
    tree = document_fromstring(f"<html><body>{html}</body></html>", parser=parser)
    for paragraph in list(tree.iter("p")):
        pictures = [image.get("alt", "") for image in paragraph.iter("img")]
        if pictures and not "".join(paragraph.itertext()).strip():
            paragraph.tag, paragraph.text = "figcaption", " ".join(pictures)
    return tree
