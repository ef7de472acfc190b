"""The lines in which LexisNexis says what it knows of an article: their names, and which column each is.

The names are those of the archive's own pages, in several languages. In the old layout they are in capitals.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .days import find_day
from .language_names import language_code

_ABOVE = {  # column -> what the archive calls it above the body, in the languages of its pages
    "title": "headline title titel titre kop titolo titular überschrift",
    "author": "byline autor auteur autore author signature",
    "section": "section rubrik rubrique rubriek sección sezione",
    "length": "length länge longueur lengte longitud lunghezza extensión",
    "dateline": "dateline ortszeile",
    "highlight": "highlight chapeau encart insert teaser",
    "speakers": "anchor anchors guest guests host hosts reporter reporters",
    "series": "series",
    "type": "type",
    "document_type": "document-type",
    "credit": "source",
    "body": "body text tekst texte corps texto testo",
}
_BELOW = {  # and below it; where there are no lines above, some of those stand here
    "author": "byline autor auteur autore author signature",
    "section": "section rubrik rubrique rubriek sección sezione",
    "length": "length länge longueur lengte longitud lunghezza extensión",
    "highlight": "highlight chapeau encart insert teaser",
    "load_date": "load-date update date-chargement upload laaddatum",
    "language": "language sprache langue taal idioma lingua",
    "publication_type": "publication-type pub-type type-publication publikationstyp",
    "graphic": "graphic grafik photo photos chart cutline graphique",
    "notes": "notes note",
    "correction": "correction",
    "correction_date": "correction-date",
    "journal_code": "journal-code code-revue",
    "subject": "subject sujet pub-subject",
    "company": "company societe société",
    "organization": "organization organisation",
    "person": "person personne name",
    "geographic": "geographic geo-localization localisation-geo",
    "city": "city",
    "state": "state",
    "country": "country publication-source-country",
    "ticker": "ticker stock-symbol symbole-boursier",
    "industry": "industry activity-sector secteur-activite",
    "distribution": "distribution",
    "enhancement": "enhancement",
    "category": "category",
    "accession": "acc-no",
    "url": "url",
    "series": "series",
    "type": "type",
    "document_type": "document-type",
}
PARTS = {"Graphic": "graphic", "Notes": "notes", "Correction": "correction", "Classification": ""}
SEVERAL = {"graphic", "notes", "correction", "highlight"}  # columns that may go on over paragraphs

_LABEL = re.compile(r"([^\W\d_][\w /-]{1,28}):(?:[\s\xa0]+|$)")
_RIGHTS = re.compile(
    r"(?i)\s{0,99}(?:copyright\b.{0,30}?|©.{0,9}?|\(c\)\s{0,3})\b[12]\d{3}\b"
    r"|.{0,200}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\W{0,3}$"
)
_WORDS = re.compile(
    r"(?i)\d[\d.,]{0,9}\s{1,4}(?:words?|w(?:ö|oe)rter|mots?|woorden|palabras|parole|palavras|ord)\b"
)
_INDENT = "    "  # of a line that is centred
_LONGEST_RIGHTS = 500  # characters


class Line(NamedTuple):
    """A paragraph, and which column with which value it may be, above the body or below it.

    Plain text has its lines indented as they were: what stands above the headline is centred.
    """

    text: str
    is_centred: bool
    is_part: bool
    above: tuple[str, str] | None
    below: tuple[str, str] | None
    is_rights: bool

    @property
    def opens_part(self) -> bool:
        """Whether the paragraphs under it belong to it: *Graphic*, or *CORRECTION:* alone."""
        return self.is_part or bool(self.below and not self.below[1])

    @property
    def is_below(self) -> bool:
        return self.is_part or self.is_rights or bool(self.below)

    @property
    def is_end(self) -> bool:
        """Whether it can only stand below the body."""
        column, value = self.below or ("", "")
        return (
            self.is_rights
            or (self.is_part and self.text == "Classification")
            or (column == "load_date" and bool(find_day(value)))
            or (column == "language" and bool(language_code(value)))
        )


def lines_of(paragraphs: Sequence[str], *, is_new: bool) -> list[Line]:
    """The paragraphs as lines; one that holds several lines with names is several."""
    apart = [text for paragraph in paragraphs for text in _lines_apart(paragraph, is_new)]
    return [
        Line(
            text.strip(),
            text.rpartition("\n")[2].startswith(_INDENT),
            is_new and text in PARTS,
            _named(text.strip(), _COLUMNS_ABOVE, is_new),
            _named(text.strip(), _COLUMNS_BELOW, is_new),
            len(text) < _LONGEST_RIGHTS and bool(_RIGHTS.match(text)),
        )
        for text in apart
        if text.strip()
    ]


def may_be_named(paragraph: str) -> bool:
    """Whether a paragraph may hold a line with a name; most of other files do not."""
    return ":" in paragraph or _WORDS.fullmatch(paragraph.strip()) is not None


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    return {name: column for column, words in names.items() for name in words.split()}


_COLUMNS_ABOVE = _by_name(_ABOVE)
_COLUMNS_BELOW = {**_by_name(_BELOW), "journal code": "journal_code"}
_COLUMNS = {**_COLUMNS_ABOVE, **_COLUMNS_BELOW}


def _lines_apart(paragraph: str, is_new: bool) -> Iterator[str]:
    """A paragraph; where it is several lines with names, each with what stands under it."""
    lines = paragraph.split("\n")
    if not _named(lines[0], _COLUMNS, is_new):
        yield paragraph
        return
    start = 0
    for at in range(1, len(lines)):
        if _named(lines[at], _COLUMNS, is_new):
            yield "\n".join(lines[start:at])
            start = at
    yield "\n".join(lines[start:])


def _named(text: str, columns: Mapping[str, str], is_new: bool) -> tuple[str, str] | None:
    """Column and value of a paragraph that opens with a name of the archive and a colon."""
    if columns is _COLUMNS_ABOVE and _WORDS.fullmatch(text):
        return "length", one_line(text)
    label = _LABEL.match(text)
    if not label or not (is_new or label[1].isupper()):
        return None
    column, value = columns.get(label[1].casefold(), ""), text[label.end() :].strip()
    if not column or (column == "length" and not _WORDS.match(value)):
        return None
    return column, value if column == "body" else one_line(value)


def one_line(text: str) -> str:
    """A text without line breaks and doubled blanks."""
    return " ".join(text.split())
