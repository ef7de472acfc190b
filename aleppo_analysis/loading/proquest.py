"""Exports of ProQuest as text and HTML: the articles that a line of underscores parts.

An article has its headline, then lines with a name and a value; that of *Full text* is the body, a line a
paragraph, and the lines below it go from *Subject* to *Database*. In some the archive puts a blank inside a
word (*The Spe ctator*, *Ju n 24, 2024*).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .archive import counted, outermost, read_parts, read_unknown
from .blocks import blocks_of
from .documents import Document, Problem

_COLUMNS = {  # column -> what ProQuest calls it, in English and French
    "body": "full text|texte intégral",
    "title": "title|titre",
    "subtitle": "alternate title",
    "author": "author|auteur",
    "source": "publication title|titre de publication|publication",
    "published": "publication date|date de publication",
    "year": "publication year|année de publication",
    "url": "document url|documenturl|url du document",
    "doc_id": "proquest document id",
    "language": "language of publication|language|langue de publication",
    "section": "section",
    "page": "pages|page|first page|première page",
    "abstract": "abstract|résumé",
    "publication_info": "publication info|informations de publication",
    "links": "links|liens",
    "subject": "subject|sujet",
    "terms": "business indexing term",
    "keywords": "identifier / keyword|identifiant / mot-clé",
    "location": "location|lieu",
    "person": "people|personnes",
    "company": "company / organization|société / organisation",
    "dateline": "dateline",
    "credit": "credit|crédit",
    "publisher": "publisher|éditeur",
    "place_of_publication": "place of publication|lieu de publication",
    "country": "country of publication|pays de publication",
    "publication_subject": "publication subject|sujet de publication",
    "volume": "volume",
    "issue": "issue",
    "issn": "issn",
    "type": "source type|type de source",
    "document_type": "document type|type de document",
    "features": "document feature",
    "copyright": "copyright",
    "updated": "last updated|dernière mise à jour",
    "database": "database|base de données",
}
_BY_NAME = {name.replace(" ", ""): column for column, names in _COLUMNS.items() for name in names.split("|")}
_ONE_WORD = ("doc_id", "url", "language")
_DAY = re.compile(r"([^\W\d_]{3,9})\.?(\d{1,2}),(\d{4})")
_RULE = re.compile(r"_{20,}")
_JOINED = "_" * 20  # at the end of what stands below all articles: where another export was put to it
_COUNT = re.compile(r"Document (\d{1,6}) (?:of|de|sur) (\d{1,6})")
_NAME = re.compile(r"([^\W\d_][^\n:]{1,40}):(?:[ \xa0]{1,4}|\n|$)")
_LINK = re.compile(r"https?://\S{1,2000}|ProQuest document link|Enlarge this image\.?")
_FRAME = (
    "Contact us at:",
    "Report Information from ProQuest",
    "Table of contents",
    "Bibliography",
    "Database copyright",
)
_CITED = re.compile(r".{0,400}\[.{1,99}\]\.?\s?\d{1,2} \w{3} \d{4}.{0,40}")
_NONE = {"None available.", "Not available.", "None", "Aucun(e) disponible."}
_TOWN = re.compile(r"\s?[;\[]")  # behind a paper's name
_PICTURE = re.compile(r"(caption|credit|illustration|photo)s?(?::\s{0,9}|$)", re.IGNORECASE)
_LONGEST_VALUE = 300
_STRAY = 3  # lines with other names that may stand among those below the body


def is_proquest(paragraphs: Sequence[str]) -> bool:
    """Whether a file that begins with these paragraphs is an export of ProQuest."""
    columns = {named[0] for named in map(_named, paragraphs) if named}
    return len({"body", "source", "doc_id", "database", "abstract", "links"} & columns) > 2


def read_proquest(paragraphs: Sequence[str]) -> Iterator[Document | Problem]:
    """The articles of an export, one by one, and whether they are as many as it says."""
    n = announced = 0
    papers = _papers(paragraphs)
    for article in _articles(paragraphs):
        count = next((found for text in article[:2] if (found := _COUNT.fullmatch(text))), None)
        if count and (count[1] == "1" or not announced):  # exports put together have several
            announced += int(count[2])
        kept = [text for text in article if text != (count and count[0])]
        if kept and not kept[0].startswith(_FRAME):
            n += 1
            yield from _read_article(kept, f"document {count[1] if count else n}", papers)
    yield from counted(announced, n)


def _articles(paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    for at, text in enumerate(paragraphs):
        if _RULE.fullmatch(text) or (text.startswith(_FRAME) and text.endswith(_JOINED)):
            yield paragraphs[start:at]
            start = at + 1
    yield paragraphs[start:]


def _named(text: str) -> tuple[str, str] | None:
    """Column and value of a paragraph that opens with a name of the archive and a colon."""
    name = _NAME.match(text)
    column = _BY_NAME.get(_letters(name[1]).casefold()) if name else None
    return (column, text[name.end() :].strip()) if name and column else None


def _letters(text: str) -> str:
    return "".join(text.split())


def _papers(paragraphs: Sequence[str]) -> dict[str, str]:
    """The letters of each paper's name -> the name, as most articles have it."""
    named = (one[1] for one in map(_named, paragraphs) if one and one[0] == "source")
    most = Counter(_TOWN.split(name)[0] for name in named).most_common()
    return {_letters(name): name for name, _ in reversed(most)}


def _read_article(
    paragraphs: Sequence[str], place: str, papers: Mapping[str, str]
) -> Iterator[Document | Problem]:
    named = [_named(text) for text in paragraphs]
    body = next((at for at, one in enumerate(named) if one and one[0] == "body"), None)
    if not any(named):
        yield from read_unknown(paragraphs, place)
        return
    end = len(paragraphs) if body is None else _start_of_below(paragraphs, body + 1)
    values, head = _read_lines(paragraphs[: end if body is None else body])
    values |= _read_lines(paragraphs[end:])[0]
    texts = [] if body is None else [(named[body] or ("", ""))[1], *paragraphs[body + 1 : end]]
    lines = [line.strip() for text in texts if text not in _NONE for line in text.split("\n")]
    lines = [line for line in lines if line and not _LINK.fullmatch(line)]
    while lines and (picture := _PICTURE.match(lines[-1])):
        _add(
            values, "credit" if picture[1].casefold() == "credit" else "graphic", lines.pop()[picture.end() :]
        )
    title = values.pop("title", "")
    values["source"] = _TOWN.split(values.get("source") or values.get("publication_info", ""))[0]
    values.pop("links", "")  # of the library, not of the article
    whole = _without_blanks(values, papers)
    if n := sum(values[column] != value for column, value in whole.items()):
        yield Problem("blanks inside words", "taken out", n, place)
    head = [title or "".join(head[:1]), *(text for text in head[1:] if not _CITED.fullmatch(text))]
    yield from read_parts(head, lines, values | whole, place)


def _without_blanks(values: Mapping[str, str], papers: Mapping[str, str]) -> dict[str, str]:
    """The columns in which a blank inside a word can be told, without it."""
    whole = {name: _letters(values[name].rpartition("\n")[2]) for name in _ONE_WORD if name in values}
    whole["source"] = papers.get(_letters(values["source"]), values["source"])
    if day := _DAY.fullmatch(_letters(values.get("published", ""))):
        whole["published"] = f"{day[1]} {day[2]}, {day[3]}"
    return whole


def _start_of_below(paragraphs: Sequence[str], body: int) -> int:
    """Where the lines below the body start: all that follow have names; *Subject* comes first."""
    start = at = len(paragraphs)
    while at > body and start - at < _STRAY:
        at -= 1
        column = (_named(paragraphs[at]) or ("",))[0]
        is_line = _NAME.match(paragraphs[at]) and len(paragraphs[at]) < _LONGEST_VALUE
        if not (is_line or column) or "\n" in paragraphs[at]:
            break
        if column:
            start = at
        if column == "subject":
            return start - bool(at > body and (_named(paragraphs[at - 1]) or ("",))[0] == "credit")
    return start


def _read_lines(paragraphs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The columns, and what stands before the first of them: the headline, and what adds to it."""
    values: dict[str, str] = {}
    head: list[str] = []
    column = ""
    for text in paragraphs:
        if named := _named(text):
            column, text = named
            if text not in _NONE:
                _add(values, column, text)
        elif _LINK.fullmatch(text):
            _add(values, "url" if text.startswith("http") else "links", text)
        elif _NAME.match(text) and column:
            _add(values, "other", text)
        elif column:
            _add(values, column, text)
        else:
            head.append(" ".join(text.split()))
    return values, head


def _add(values: dict[str, str], column: str, text: str) -> None:
    values[column] = "\n".join(filter(None, [values.get(column), text.strip()]))


def read_proquest_html(tree: Any) -> Iterator[Document | Problem]:
    """The articles of a page, one by one."""
    found = outermost(
        tree, "div", lambda one: any(child.get("name", "").startswith("DocID_") for child in one)
    )
    articles = [[block.text for block in blocks_of(one)] for one in found]
    papers = _papers([text for article in articles for text in article])
    for n, article in enumerate(articles, start=1):
        yield from _read_article(article, f"document {n}", papers)
