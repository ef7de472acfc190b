"""HTML pages: a page is an article, and its markup says what is headline, heading, caption and text."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from .article import article_of
from .blocks import Block, as_text, blocks_of
from .decoding import text_of
from .documents import BadFile, Document, Problem, missing
from .facts import date_of, description_of, gives_only_a_part, language_of, names_in, site_of, titles_of
from .limits import read_whole
from .repair import AS_IT_IS

LARGEST = 10_000_000  # bytes of a page
_FEWEST = 100  # characters of an article
_SHORT = 2000  # characters; what stands before an article is no longer
_HEAD = 4096  # bytes in which a page says how it is encoded
_CHARSET = re.compile(
    r"(?i)<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})"
)
_AS_BROWSERS_READ = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_BEFORE_AN_ARTICLE = re.compile(
    r"(?i)\b(?:use|uses|accept|verwenden|verwendet|utilisons|utilise|usamos)\s(?:\w+\s){0,3}cookies"
    r"|\bcookies?\s(?:policy|settings|preferences)|\byour\s(?:\w+\s)?(?:consent|browser|privacy)"
    r"|\benable\s(?:javascript|cookies)|\bnot a robot|\bare human|\baccess denied|\bnot (?:be )?found\b"
)
_FAILS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def read(stream: BinaryIO, name: str, encoding: str | None) -> Iterator[Document | Problem]:
    """The one article of a page."""
    yield from article_in(read_whole(stream), encoding)


def article_in(
    raw: bytes, encoding: str | None, *, url: str = "", place: str = ""
) -> Iterator[Document | Problem]:
    """The article of a page, and what is doubtful about it; `BadFile` if there is none.

    `url` is where the page was found, should it not say so itself.
    """
    if len(raw) > LARGEST:
        raise BadFile(f"it is a page of more than {LARGEST // 1_000_000} MB; no article needs so much")
    html, problems = text_of(BytesIO(raw), encoding or declared_encoding(raw))
    yield from (replace(problem, place=place) for problem in problems)
    try:
        tree = _tree(html)
        document = replace(_document(tree, url), place=place)
    except _FAILS as error:
        raise BadFile(f"its HTML cannot be read ({type(error).__name__}: {error}); save its text") from error
    if gives_only_a_part(tree):
        yield Problem(
            "paywall",
            f"{AS_IT_IS}: the page says that not all of it is free; this may be a part",
            place=place,
        )
    yield document


def encoding_named(name: str) -> str | None:
    """The encoding that a page or its server names, as browsers understand it; None if unknown, or UTF-8.

    What is valid UTF-8 is read as that, whatever is named; and where it is named and is not, nobody knows.
    """
    named = name.strip(" \"'").lower()
    try:
        found = codecs.lookup(_AS_BROWSERS_READ.get(named, named)).name
    except LookupError:
        return None
    return None if found == "utf-8" else found


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page says it has."""
    found = _CHARSET.search(raw[:_HEAD].decode("latin-1"))
    return encoding_named(found[1]) if found else None


def _tree(html: str) -> Any:
    try:
        from trafilatura import load_html
    except ImportError as error:
        raise missing("HTML", "trafilatura") from error
    tree = load_html(html)
    if tree is None:
        raise BadFile("it is no HTML page; if it is plain text, end its name in .txt")
    return tree


def _document(tree: Any, url: str) -> Document:
    date, basis = date_of(tree)
    found = _found(tree, url, has_date=bool(date))
    pieces = article_of(blocks_of(tree), found.text or "", titles_of(tree), description_of(tree))
    if not pieces:  # what is not printed, but stands in the data of the page
        lines = (found.text or "").split("\n")
        pieces = [(Block(line), "body") for line in lines if len(line) >= _FEWEST]
    _check_is_article([block for block, zone in pieces if zone == "body"], has_date=bool(date))
    title = next((block.text for block, zone in pieces if zone == "title"), "")
    if not title and found.title:
        title = found.title
        pieces = [(Block(title), "title"), *pieces]
    text, parts = as_text(pieces)
    values = {
        "title": title,
        "source": _source(tree, found, title),
        "published": date or found.date,
        "published_basis": basis or (found.date and "inferred: guessed by htmldate from the page"),
        "url": found.url,
        "author": names_in(found.author or ""),
        "language": language_of(tree),
        "description": found.description,
    }
    return Document(text, {name: value for name, value in values.items() if value}, parts)


def _found(tree: Any, url: str, *, has_date: bool) -> Any:
    """What trafilatura finds of the article, without comments and without the network."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Nothing

    dates = {"original_date": True, "extensive_search": not has_date, "max_date": "2999-12-31"}
    found = bare_extraction(
        tree, url=url or None, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    return found or Nothing()


def _source(tree: Any, found: Any, title: str) -> str:
    """The outlet: as the page names it, else as the title that browsers show does, else its host."""
    named = found.sitename or ""
    is_host = "." in named and " " not in named
    names = [site_of(tree, title), named] if is_host else [named, site_of(tree, title)]
    return next(filter(None, [*names, found.hostname]), "")


def _check_is_article(blocks: Sequence[Block], *, has_date: bool) -> None:
    """`BadFile` where a page has hardly a text, or one that stands before an article: a consent, an error."""
    n = sum(len(block.text) for block in blocks)
    if n < _FEWEST:
        raise BadFile(
            f"it is a page without an article ({n} characters of text); save the article's own page"
        )
    n_before = sum(len(block.text) for block in blocks if _BEFORE_AN_ARTICLE.search(block.text))
    if n < _SHORT and 2 * n_before > n and not has_date:
        raise BadFile("it is a page that asks for consent or tells of an error; save the article's own page")
