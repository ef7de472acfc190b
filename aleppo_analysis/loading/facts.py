"""What a page says of itself: what it calls its article, who made it and when, and in which language."""

import re
from collections.abc import Iterator
from typing import Any

_BESIDE_SITE = re.compile(r"\s(?:[|–—·•»:-]|::|//)\s")  # Headline | Site
_BELOW_SITE = re.compile(r":\s")  # Site: Headline
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]{0,40}|\w{1,3}|\w’\w{1,40})(?: (?:[^\W\d_a-z][\w.’'-]{0,40}|\w{1,3})){1,5}"
)
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_DATE_NAMES = (  # of meta elements, the surest first
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "dc.date.issued", "dcterms.issued"),
    *("dc.date", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date"),
    *("published_time", "article.published", "date"),
)
_ONLY_A_PART = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?[Ff]alse')


def titles_of(tree: Any) -> list[str]:
    """What the page calls its article: for others, and for the browser, there without its site."""
    given = [text for name, text in _meta(tree) if name in ("og:title", "twitter:title", "title", "headline")]
    beside = max(_parts_of_title(tree), key=len)
    return [*given, beside, max(_BELOW_SITE.split(beside), key=len)]


def site_of(tree: Any, title: str) -> str:
    """The name of the site that stands beside the title where browsers show it; empty if none does."""
    words = set(title.casefold().split())
    parts = _parts_of_title(tree)
    headline = max(parts, key=lambda part: len(words & set(part.casefold().split())))
    return "" if len(parts) == 1 else parts[0] if headline == parts[-1] else parts[-1]


def _parts_of_title(tree: Any) -> list[str]:
    titles = ("".join(title.itertext()) for title in tree.iterfind(".//head/title"))
    return _BESIDE_SITE.split(" ".join(" ".join(titles).split()))


def description_of(tree: Any) -> str:
    """The sentence or two that the page gives to others; empty if it gives none."""
    return next((text for name, text in _meta(tree) if name in ("og:description", "description")), "")


def names_in(author: str) -> str:
    """Those names of authors, parted by semicolons, that read like names; pages have other things there."""
    names = [name.strip() for name in author.split(";")]
    return "; ".join(name for name in names if _NAME.fullmatch(name))


def language_of(tree: Any) -> str:
    """The language that the page states; empty if it states none."""
    stated = [tree.get("lang"), tree.get("xml:lang"), *(tree.xpath("./body/@lang"))]
    locales = [text for name, text in _meta(tree) if name in ("og:locale", "content-language", "dc.language")]
    return next(filter(None, [*stated, *locales]), "")


def date_of(tree: Any) -> tuple[str, str]:
    """When the article was published, as the page states it, and where it does; both empty if it does not."""
    for script in _linked_data(tree):
        if found := _JSON_DATE.search(script):
            return found[1], "JSON-LD datePublished"
    stated = dict(reversed(list(_meta(tree))))
    if name := next((name for name in _DATE_NAMES if stated.get(name)), ""):
        return stated[name], f"meta {name}"
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        if date := element.get("datetime") or element.get("content"):
            return date, "datePublished" if element.get("itemprop") else "time pubdate"
    return "", ""


def gives_only_a_part(tree: Any) -> bool:
    """Whether the page says that not all of its article is free to read."""
    return any(_ONLY_A_PART.search(script) for script in _linked_data(tree))


def _linked_data(tree: Any) -> Iterator[str]:
    return (script.text or "" for script in tree.iterfind('.//script[@type="application/ld+json"]'))


def _meta(tree: Any) -> Iterator[tuple[str, str]]:
    """Names, in small letters, and contents of the meta elements, in their order."""
    for element in tree.iterfind(".//meta[@content]"):
        name = next(filter(None, map(element.get, ("property", "name", "itemprop", "http-equiv"))), "")
        yield name.strip().casefold(), element.get("content").strip()
