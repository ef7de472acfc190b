"""A line of evidence: where it stands, what is told of it, the sentence with what was found marked in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pandas as pd

from ..view.html import plain, visible

_WORDS = 8  # of a line that an address of the web holds


def link_html(href: str, text: str) -> str:
    """A link to a place of the site, or of the web."""
    return f'<a href="{escape(href)}">{visible(text)}</a>'


def web_link(url: object, text: str) -> str:
    """A link to a page of the web, which is not told whence; nothing where there is no such address."""
    address = str(url).strip()
    try:
        is_web = urlsplit(address).scheme in ("http", "https")
    except ValueError:  # no address at all, such as http://[
        is_web = False
    return link_html(address, text).replace("<a ", '<a rel="noreferrer" ', 1) if is_web else ""


class Told(NamedTuple):
    """What is told of a line: facts, words before, what was found, words after; its citation and origin."""

    facts: str
    before: str
    match: str
    after: str
    citation: str = ""
    original: str = ""  # a link to the words on the page where they were published

    @classmethod
    def of(cls, line: Mapping[str, Any], facts: Sequence[str], article: Mapping[str, Any]) -> Told:
        """What is told of a line of an article with, where known, `outlet`, `title`, `published`, `url`."""
        known = {name: value for name, value in article.items() if not _is_missing(value)}
        before, match, after = (str(line[name]) for name in ("before", "match", "after"))
        title = f"“{known['title']}”" if "title" in known else ""
        cited = [known.get("outlet", known.get("source")), title, _day(known.get("published"))]
        return cls(
            " · ".join(filter(None, facts)),
            before,
            match,
            after,
            ", ".join(str(fact) for fact in cited if fact),
            web_link(_at_words(str(known.get("url", "")), before + match + after), "original"),
        )


def line_html(href: str, place: str, told: Told) -> str:
    """One line, its place leading to the article, as an item of a list that can be searched and cited."""
    facts = f" <small>{visible(told.facts)}</small>" if told.facts else ""
    cited = f' data-cite="{escape(plain(told.citation))}"' if told.citation else ""
    return (
        f"<li data-item{cited}>{link_html(href, place)}{facts}: <span>{visible(told.before)}"
        f"<mark>{visible(told.match)}</mark>{visible(told.after)}</span>"
        f"{f' <small>{told.original}</small>' if told.original else ''}</li>"
    )


def _at_words(url: str, line: str) -> str:
    """The address of a page and of the first words of a line on it, for browsers that can find them."""
    first = " ".join(line.split()[:_WORDS]).strip("“”‘’\"'…")
    return f"{url}{'' if '#' in url else '#'}:~:text={quote(first, safe='').replace('-', '%2D')}"


def _day(published: object) -> str:
    """A day as it is cited: *3 Mar 2016*."""
    if isinstance(published, pd.Timestamp):
        return f"{published:%d %b %Y}".lstrip("0")
    return str(published) if published else ""


def _is_missing(value: object) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))
