"""Exports of archives, laid out as the archives lay them out, in words of our own (`exports/README.md`)."""

import re
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from itertools import groupby, islice
from pathlib import Path
from shutil import copy
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis import loading
from aleppo_analysis.loading import exports, factiva_xml, office, paragraphs
from aleppo_analysis.loading.days import find_day
from aleppo_analysis.loading.documents import BadFile, Document, Problem
from aleppo_analysis.loading.language_names import language_code
from aleppo_analysis.loading.nexis import read_nexis

FOLDER = Path(__file__).parent / "exports"
MISSING = "documents announced that are not there"


def read(name: str) -> tuple[list[Document], list[Problem]]:
    """What a file of ours gives."""
    raw = (FOLDER / name).read_bytes()
    if name.endswith(".txt"):
        assert exports.is_export(raw)
        return told(exports.read_text, raw)
    if name.endswith(".html"):
        assert exports.is_export_page(raw)
        return told(exports.read_page, raw)
    assert factiva_xml.is_factiva_xml(raw)
    return told(factiva_xml.read, raw)


def told(
    reader: Callable[..., Iterator[Document | Problem]], raw: bytes
) -> tuple[list[Document], list[Problem]]:
    found = list(reader(BytesIO(raw), "name", None))
    return [one for one in found if isinstance(one, Document)], [
        one for one in found if isinstance(one, Problem)
    ]


def columns(document: Document, *names: str) -> list[str | None]:
    return [document.values.get(name) for name in names]


# -- LexisNexis, the old layout --------------------------------------------------------------------------


def test_old_nexis_text_is_its_articles_with_their_lines_as_columns() -> None:
    (first, second, third), problems = read("nexis_old.txt")
    assert first.values == {
        "title": "Council keeps the ferry",
        "source": "The Pellworth Courier",
        "published": "2020-01-11",
        "author": "Paul Dent",
        "section": "NEWS; Pg. 3",
        "length": "62 words",
        "load_date": "January 11, 2020",
        "language": "en",
        "publication_type": "Newspaper",
        "copyright": "Copyright 2020 Courier Newspapers All Rights Reserved",
    }
    assert second.text == (
        "Ferry saved, for now; A council that could not count its own boats keeps them all the same and asks for "
        "patience\n\nIt took the council four hours to keep what nobody had asked it to give up."
    )
    assert columns(second, "edition", "published", "length", "highlight", "journal_code") == [
        "Edition 1; National Edition",
        "2020-01-12",
        "1,043 words",
        "A town that votes for its boats twice a year may want a calendar.",
        "HPO",
    ]
    assert columns(second, "correction_date", "correction", "graphic") == [
        "January 14, 2020",
        "An earlier version gave the wrong number of boats. There are seven.",
        "The ferry at the pier on Friday, before the vote NORA PELL / HARBOUR OFFICE",
    ]
    assert third.text == "The ferry stood still on Monday: nobody had told the pilot."
    assert third.parts == [(0, len(third.text), "body")]
    assert "title" not in third.values
    assert [document.place for document in (first, second, third)] == [
        "document 1",
        "document 2",
        "document 4",
    ]
    assert problems == [
        Problem(MISSING, "it announces 4 and holds 3, numbers 1 to 4 without 3; load the rest too", 1)
    ]


def test_lines_of_the_body_that_look_like_those_of_the_archive_stay() -> None:
    (first, *_), _ = read("nexis_old.txt")
    assert first.text == (
        "Council keeps the ferry\n\n"
        'The ferry will run all winter, the council decided on Friday night. "We have\n'
        'kept it open for ninety years and nobody will close it while I hold the keys,"\n'
        "said Nora Pell, who runs the harbour office.\n\n"
        "LENGTH: it matters, the shipwright answered, and so does the width.\n\n"
        'A sign at the pier reads "3 of 4 DOCUMENTS" since the flood took the rest of\n'
        "the archive.\n\n"
        "The boats leave at six."
    )


def article(body: str, above: str = "BYLINE: Paul Dent\n\nLENGTH: 9 words", below: str = "") -> str:
    """An export of one article in the old layout."""
    below = (
        below or "LOAD-DATE: January 11, 2020\n\nLANGUAGE: ENGLISH\n\n     Copyright 2020 Courier Newspapers"
    )
    head = "   1 of 1 DOCUMENTS\n\n     The Pellworth Courier\n\n     January 11, 2020 Saturday\n\nCouncil keeps the ferry"
    return f"{head}\n\n{above}\n\n{body}\n\n{below}\n"


def body_of(text: str) -> str:
    (document,), _ = told(exports.read_text, text.encode())
    return document.text.removeprefix("Council keeps the ferry\n\n")


@pytest.mark.parametrize(
    "body",
    [
        "LENGTH: it matters.\n\nIt is the ferry that counts.",
        "It is the ferry that counts.\n\nLENGTH: it matters.",
        "It is the ferry that counts.\n\nLENGTH: 40 metres.",
        "BYLINE: what a byline is, nobody knew.\n\nNobody asked.",
        "Nobody asked.\n\nLANGUAGE: it was strong.",
        "Nobody asked.\n\nLOAD-DATE: never.\n\nNobody knew.",
        "He read it aloud:\n\n2 of 3 DOCUMENTS\n\nNobody knew which.",
        "He read it aloud: 2 of 3 DOCUMENTS\nwere wet.",
        "He read it aloud:\n\n2 of 3 DOCUMENTS\n\nTEXT: nobody knew which.",
        "He read it aloud:\n\nEnd of Document\n\nNobody knew which.",
        "SYRIA: the sign said.\n\nNobody knew why.",
        "Copyright law is a sea of its own.\n\nNobody sails it.",
        "Nobody sails it.\n\n(c) is the third point of the list.",
        "January 6, 2020, was a dark day.\n\nNobody sailed.",
        "January 6, 2020\n\nNobody sailed.",
        "Body\n\nText\n\nGraphic",
        "TITLE: a word for a boat.\n\nNobody minds.",
        "Nobody minds.\n\nNotes: he kept none.",
    ],
)
def test_no_line_of_a_body_breaks_it(body: str) -> None:
    assert body_of(article(body)) == body


@pytest.mark.parametrize(
    ("body", "below"),
    [
        ("Nobody asked.\n\nLOAD-DATE: never.\n\nNobody knew.", "LANGUAGE: ENGLISH"),
        ("Nobody asked.\n\nLANGUAGE: it was strong.\n\nNobody knew.", "LOAD-DATE: January 11, 2020"),
        ("LOAD-DATE: January 11, 2020\n\n" + "\n\n".join(["It stood there again."] * 9), "LANGUAGE: ENGLISH"),
    ],
)
def test_a_line_of_the_body_may_be_the_only_one_of_its_name(body: str, below: str) -> None:
    assert body_of(article(body, below=below)) == body


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40
        ),
        min_size=1,
        max_size=9,
    )
)
def test_nothing_is_lost(words: list[str]) -> None:
    """Whatever stands in a file, its words are in texts, columns or problems."""
    text = "\n\n".join(words)
    found = list(read_nexis(["     1 of 1 DOCUMENTS", *words]))
    kept = " ".join(
        f"{one.text} {' '.join(map(str, one.values.values()))}" if isinstance(one, Document) else one.done
        for one in found
    )
    assert set(re.findall(r"\w{4,}", text.replace("DOCUMENTS", ""))) <= set(re.findall(r"\w{4,}", kept))


def test_old_nexis_html_is_read_by_its_lines() -> None:
    (first, second), problems = read("nexis_old.html")
    assert first.text == (
        "Lighthouse goes dark; Keeper blames a gull\n\n"
        'The lighthouse went dark on Monday, the keeper said. "It was a gull, and it was not my gull."\n\n'
        "He asked for:\n\n• a new lamp,\n\n• and a net."
    )
    assert columns(first, "source", "published", "author", "correction", "graphic", "copyright") == [
        "The Pellworth Courier",
        "1993-01-28",
        "By PAUL DENT",
        "It was a tern.",
        "Table (source: Harbour Office)",
        "Copyright 1993 Courier Newspapers",
    ]
    assert second.text == "Le phare s'éteint\n\nLe phare est resté éteint toute la nuit de lundi."
    assert columns(
        second, "published", "author", "section", "length", "highlight", "language", "subject"
    ) == [
        "1993-08-12",
        "Jeanne Ory",
        "LITTORAL; Pg. 3",
        "9 mots",
        "Une mouette est mise en cause",
        "fr",
        "PHARES (90%); MOUETTES (88%)",
    ]
    assert [problem.what for problem in problems] == ["document left out", MISSING]


def test_lines_may_stand_below_the_body() -> None:
    (first, second), problems = read("nexis_below.txt")
    assert first.text == (
        "LEADALL: Two more boats tied up at the mole as harbour crew walks out after noon\n\n"
        "The crew of the harbour walked out on Sunday while the mayor was at lunch.\n\n"
        '"We were told of it by the cook," said mayor Otto Fenn.'
    )
    assert columns(first, "source", "published", "dateline", "section", "length") == [
        "Küsten-Presse-Agentur",
        "2003-04-20",
        "Pellworth",
        "Politics",
        "23 words",
    ]
    assert (
        second.text == "HAFEN BLEIBT BIS MAI GESPERRT\n\nDer Hafen bleibt gesperrt.\n\nDie Fähre fährt nicht."
    )
    assert columns(second, "published", "language", "highlight", "graphic", "length") == [
        "2003-04-15",
        "de",
        "Wer ans andere Ufer will, muss rudern.",
        "Die gesperrte Mole",
        "8 Woerter",
    ]
    assert not problems


def test_one_article_needs_no_count() -> None:
    (only,), problems = read("nexis_single.txt")
    assert only.text.startswith("Pilot found asleep, ferry found anyway\n\nThe pilot of the ferry slept")
    assert only.text.endswith("that morning with the cook at\nthe wheel.")
    assert columns(only, "source", "published", "author") == ["Harbour Post", "2020-03-03", "Anne Lovell"]
    assert not problems


def test_a_line_of_the_archive_may_go_on_up_to_that_of_the_length() -> None:
    (only,), _ = told(
        exports.read_text,
        article("He slept.", "BYLINE: Paul Dent\n\nOur man at the quay\n\nLENGTH: 9 words").encode(),
    )
    assert only.text == "Council keeps the ferry\n\nHe slept."
    assert only.values["author"] == "Paul Dent\nOur man at the quay"


def test_lines_with_names_may_stand_in_one_paragraph_and_none_of_the_length() -> None:
    for above, length in {
        "BYLINE: Paul Dent\nLENGTH: 9 words": "9 words",
        "BYLINE: Paul Dent\n\nSECTION: News": None,
    }.items():
        (only,), _ = told(exports.read_text, article("He slept.", above).encode())
        assert only.text == "Council keeps the ferry\n\nHe slept."
        assert columns(only, "author", "length") == ["Paul Dent", length]


def test_the_old_layout_without_a_day_has_the_paper_above_the_headline() -> None:
    text = article("He slept.").replace("     January 11, 2020 Saturday\n\n", "")
    (only,), problems = told(exports.read_text, text.encode())
    assert columns(only, "title", "source") == ["Council keeps the ferry", "The Pellworth Courier"]
    assert problems == [Problem("no day in an article's head", "left without a date", place="document 1")]


def test_without_lines_above_the_body_one_paragraph_is_the_headline() -> None:
    head = "   1 of 1 DOCUMENTS\n\n   Harbour Post\n\n   March 3, 2020 Tuesday\n\nPilot found asleep"
    body = "He was found:\n  by the cook\n  in a boat\n\nHe woke."
    (only,), _ = told(exports.read_text, f"{head}\n\n{body}\n\nLOAD-DATE: March 3, 2020\n".encode())
    assert only.text == f"Pilot found asleep\n\n{body}"
    assert columns(only, "title", "source") == ["Pilot found asleep", "Harbour Post"]


def test_what_the_archive_cannot_show_is_told() -> None:
    _, problems = told(
        exports.read_text, article("We are sorry but there is an error in this document.").encode()
    )
    assert problems[0] == Problem("document left out", "the archive says that it cannot show it", 1)


def test_layouts_with_the_headline_among_the_lines() -> None:
    (first, second), problems = read("nexis_1990s.txt")
    assert first.text == (
        "A Pier Is Sold by Night, and Nobody in the Town of Pellworth Can Say to Whom\n\n"
        "The pier of Pellworth was sold on Saturday. The buyer came by night and\nleft by boat.\n\n"
        '"I saw a hat," said the night watchman, "and under the hat I saw no one."'
    )
    assert columns(first, "source", "published", "edition", "author", "dateline", "graphic") == [
        "The Pellworth Herald",
        "1995-12-03",
        "Late Edition - Final",
        "By MAUD CARREL",
        "PELLWORTH, Dec. 2",
        "Photo: The pier, before. (Maud Carrel)",
    ]
    assert (
        second.text
        == "Pier verkocht aan een hoed\n\nPELLWORTH, dinsdag\n\nNiemand weet wie de pier heeft gekocht."
    )
    assert columns(second, "source", "published", "language") == ["De Kustbode", "2002-09-24", "nl"]
    assert not problems


def test_what_the_archive_centres_is_no_headline() -> None:
    text = (
        "                  1 of 1 DOCUMENTS\n\n                  Pellworth Radio\n\n"
        "Written down by the night watchman, who takes no responsibility for what was\n"
        "                            said.\n\n                  August 22, 2008 Friday\n\n"
        "               SHOW: Harbour Hour 6:00 PM\n\nPilot speaks of his sleep\n\nANCHORS: NORA PELL\n\n"
        "LENGTH: 4 words\n\n\nNORA PELL, anchor:\n\nHe slept.\n\nLOAD-DATE: August 24, 2008\n"
    )
    (only,), _ = told(exports.read_text, text.encode())
    assert only.text == "Pilot speaks of his sleep\n\nNORA PELL, anchor:\n\nHe slept."
    assert columns(only, "source", "speakers") == ["Pellworth Radio", "NORA PELL"]


def test_an_article_without_a_known_layout_comes_whole() -> None:
    found = list(read_nexis(["Nothing here is as the archive has it.", "Not even this."]))
    assert found == [
        Problem("layout not known", "kept whole, its headline and lines not told apart"),
        Document("Nothing here is as the archive has it.\n\nNot even this."),
    ]


def test_a_number_without_an_article_is_told() -> None:
    documents, problems = told(
        exports.read_text, ("   1 of 2 DOCUMENTS\n\n" + article("A.").replace("1 of 1", "2 of 2")).encode()
    )
    assert [document.place for document in documents] == ["document 2"]
    assert problems == [
        Problem("document left out", "there is nothing of it but its number", place="document 1")
    ]


def test_of_many_numbers_without_an_article_nine_are_told() -> None:
    numbers = {(1, 11): "2, 3, 4, 5, 6, 7, 8, 9, 10", (1, 12): "2, 3, 4, 5, 6, 7, 8, 9, 10 and more"}
    for (first, last), without in numbers.items():
        text = "".join(article("A.").replace("1 of 1", f"{n} of {last}") for n in (first, last))
        _, problems = told(exports.read_text, text.encode())
        done = f"it announces {last} and holds 2, numbers 1 to {last} without {without}; load the rest too"
        assert problems == [Problem(MISSING, done, last - 2)]


def test_exports_put_together_are_counted_one_by_one() -> None:
    text = (
        article("A.") + article("B.").replace("1 of 1", "1 of 3") + article("C.").replace("1 of 1", "2 of 3")
    )
    documents, problems = told(exports.read_text, text.encode())
    assert len(documents) == 3
    assert problems == [Problem(MISSING, "it announces 3 and holds 2, numbers 1 to 2; load the rest too", 1)]


# -- LexisNexis, the new layout --------------------------------------------------------------------------

COVER = [
    "Date and Time: Friday, 5. July 2019 09:31:00 CEST",
    "Job Number: 00000001",
    "Documents (2)",
    "1. Gull cleared of all charges",
    "Client/Matter: -None-",
    "Search Terms: gull",
    "Search Type: Natural Language ",
    "Narrowed by: ",
    ["Content Type", "Narrowed by", "News", "Sources: The Pellworth Courier; Content Type: News"],
    "2. Keeper resigns",
    "Client/Matter: -None-",
    "Search Terms: gull",
    "Search Type: Natural Language ",
    "Narrowed by: ",
    ["Content Type", "Narrowed by", "News", "Sources: The Pellworth Courier; Content Type: News"],
]
ARTICLES = [
    "Gull cleared of all charges",
    "The Pellworth Courier",
    "July 1, 2019 Monday 9:20 AM GMT",
    "",
    "\nCopyright 2019 Courier Newspapers All Rights Reserved",
    "\n",
    "Section:\u00a0HARBOUR; Version:28",
    "Length:\u00a0355 words",
    "Byline:\u00a0Paul Dent (now), Anne Lovell (earlier)",
    "Highlight:\u00a0It was a tern.",
    "Body",
    "",
    "The gull was cleared on Monday. “I never said it was this gull,” the keeper told the court.",
    "",
    "Section: that is what he called the pier.",
    "\nGraphic",
    " ",
    "A gull, not the one accused.",
    "Classification",
    "",
    "Language:\u00a0ENGLISH\n\n",
    "Publication-Type:\u00a0Newspaper\n\n",
    "Journal Code:\u00a0PEC\n\n",
    "Subject:\u00a0BIRDS (92%); COURTS (90%)\n\n",
    "Load-Date:\u00a0July 2, 2019",
    "",
    "\nEnd of Document",
    "",
    "Keeper resigns",
    "Harbour Post (Pellworth)",
    "3. Juli 2019 Mittwoch, National Edition",
    "",
    "Length:\u00a01.012 Wörter",
    "Body",
    "The keeper resigned. He will keep gulls.",
    "Load-Date:\u00a0July 4, 2019",
    "\nEnd of Document",
]


def as_docx(paragraphs: list[str | list[str]]) -> bytes:
    document, raw = docx.Document(), BytesIO()
    for text in paragraphs:
        if isinstance(text, str):
            document.add_paragraph(text)
        else:
            table = document.add_table(rows=2, cols=2)
            for at, cell in enumerate(text):
                table.cell(at // 2, at % 2).text = cell
    document.save(raw)
    return raw.getvalue()


def as_rtf(paragraphs: list[str | list[str]]) -> bytes:
    """RTF as word processors write it, with a table of fonts, a link and a picture."""
    rows = []
    for text in paragraphs:
        if isinstance(text, str):
            rows.append(f"{{\\pard\\f1\\fs20 {_escaped(text)}\\par}}\n")
        else:
            cells = [f"{_escaped(cell)}\\cell " for cell in text]
            rows += [f"\\trowd\\cellx4000\\cellx8000 {''.join(cells[at : at + 2])}\\row\n" for at in (0, 2)]
    link = '{\\field{\\*\\fldinst{HYPERLINK "https://advance.lexis.example/x" }}{\\fldrslt{Link to PDF}}}'
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\froman\\fcharset0 Times;}}"
        "{\\info{\\title Files}}{\\footer \\pard Page 1 of 9\\par}" + "".join(rows) + f"{link}\\par}}"
    ).encode("ascii")


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\line ")
    return "".join(one if one < "\x80" else f"\\u{ord(one)}?" for one in text)


@pytest.mark.parametrize("cover", [COVER, []], ids=["cover", "no cover"])
@pytest.mark.parametrize(
    ("write", "reader"), [(as_docx, exports.read_docx), (as_rtf, exports.read_rtf)], ids=["docx", "rtf"]
)
def test_new_nexis_is_its_articles_without_the_cover(write: Callable, reader: Callable, cover: list) -> None:
    (first, second), problems = told(reader, write([*cover, *ARTICLES]))
    assert first.text == (
        "Gull cleared of all charges\n\n"
        "The gull was cleared on Monday. “I never said it was this gull,” the keeper told the court.\n\n"
        "Section: that is what he called the pier."
    )
    assert first.values == {
        "title": "Gull cleared of all charges",
        "source": "The Pellworth Courier",
        "published": "2019-07-01",
        "copyright": "Copyright 2019 Courier Newspapers All Rights Reserved",
        "section": "HARBOUR; Version:28",
        "length": "355 words",
        "author": "Paul Dent (now), Anne Lovell (earlier)",
        "highlight": "It was a tern.",
        "graphic": "A gull, not the one accused.",
        "language": "en",
        "publication_type": "Newspaper",
        "journal_code": "PEC",
        "subject": "BIRDS (92%); COURTS (90%)",
        "load_date": "July 2, 2019",
    }
    assert second.text == "Keeper resigns\n\nThe keeper resigned. He will keep gulls."
    assert columns(second, "source", "published", "edition", "length") == [
        "Harbour Post (Pellworth)",
        "2019-07-03",
        "National Edition",
        "1.012 Wörter",
    ]
    assert not problems


def test_a_cover_that_lists_more_is_told() -> None:
    documents, problems = told(
        exports.read_docx, as_docx([*COVER[:2], "Documents (7)", *COVER[3:], *ARTICLES])
    )
    assert len(documents) == 2
    assert problems == [Problem(MISSING, "it announces 7 and holds 2; load the rest too", 5)]


def test_new_nexis_without_ends_is_parted_behind_the_last_line() -> None:
    without = [text for text in ARTICLES if isinstance(text, str) and text.strip() != "End of Document"]
    documents, problems = told(exports.read_docx, as_docx(without))
    assert [document.values["title"] for document in documents] == [
        "Gull cleared of all charges",
        "Keeper resigns",
    ]
    assert not problems


def test_new_nexis_one_article_alone() -> None:
    (only,), problems = told(exports.read_docx, as_docx(["Page 1 of 3", *ARTICLES[28:]]))
    assert columns(only, "title", "source") == ["Keeper resigns", "Harbour Post (Pellworth)"]
    assert not problems


def test_new_nexis_without_a_day_has_the_paper_below_the_headline() -> None:
    above = ["Keeper resigns", "Harbour Post", "He will keep gulls", "Section: news", "Length: 4 words"]
    body = ["Body", "The keeper resigned.", "Load-Date:\u00a0July 4, 2019", "End of Document"]
    (only,), _ = told(exports.read_docx, as_docx([*above, *body]))
    assert columns(only, "title", "source") == ["Keeper resigns", "Harbour Post"]
    assert only.text == "Keeper resigns\n\nHe will keep gulls\n\nThe keeper resigned."


@pytest.mark.parametrize(
    "above", [[], ["https://post.example/gulls"], ["Link to Image"], ["Copyright 2019 Harbour Post"]], ids=str
)
def test_what_may_stand_right_above_the_body(above: list[str]) -> None:
    head = ["Keeper resigns", "Harbour Post (Pellworth)", "3. Juli 2019 Mittwoch", *above]
    body = ["Body", "The keeper resigned.", "Body", "He will keep gulls.", "Load-Date:\u00a0July 4, 2019"]
    (only,), problems = told(exports.read_docx, as_docx([*head, *body, "\nEnd of Document"]))
    assert columns(only, "title", "published") == ["Keeper resigns", "2019-07-03"]
    assert only.text == "Keeper resigns\n\nThe keeper resigned.\n\nBody\n\nHe will keep gulls."
    assert not problems


def test_the_old_layout_in_docx_and_rtf() -> None:
    paragraphs = re.split(r"\n\n+", (FOLDER / "nexis_old.txt").read_text("utf-8-sig").strip())
    whole = [" ".join(text.split()) if "\n" in text else text.strip() for text in paragraphs]
    for write, reader in ((as_docx, exports.read_docx), (as_rtf, exports.read_rtf)):
        documents, problems = told(reader, write(whole))
        assert [columns(one, "title", "source", "published") for one in documents] == [
            ["Council keeps the ferry", "The Pellworth Courier", "2020-01-11"],
            [documents[1].text.partition("\n")[0], "Harbour Post (Pellworth)", "2020-01-12"],
            [None, "Harbour Post", "2020-01-13"],
        ]
        assert [problem.what for problem in problems] == [MISSING]


def test_a_docx_or_rtf_that_is_no_export_is_an_article() -> None:
    for write, reader in ((as_docx, exports.read_docx), (as_rtf, exports.read_rtf)):
        (only,), problems = told(
            reader, write(["Ferry fares to rise", "A penny is a “penny”, the office said."])
        )
        assert only.text.startswith("Ferry fares to rise\n\nA penny is a “penny”, the office said.")
        assert not problems and not only.values


# -- Factiva ---------------------------------------------------------------------------------------------


def test_factiva_with_indexing() -> None:
    (first, second), problems = read("factiva_indexed.html")
    assert first.text == (
        "Pilot found asleep, ferry found anyway\n\n"
        "The pilot of the ferry slept through the morning of 3 March.\n\n"
        '"Nobody missed him, and that is the story," said Nora Pell.\n\n'
        "HD he wrote on his bill, for half day."
    )
    assert first.values == {
        "title": "Pilot found asleep, ferry found anyway",
        "doc_id": "HARPO00020200303eg330001r",
        "source": "Harbour Post",
        "source_code": "HARPO",
        "published": "2020-03-03",
        "time": "15:32",
        "author": "By Anne Lovell",
        "section": "Harbour",
        "length": "1,029 words",
        "page": "26",
        "language": "en",
        "copyright": "(c) 2020 Harbour Post Ltd.",
        "subject": "gcat : Political/General News | gship : Shipping",
        "geographic": "uk : United Kingdom",
        "publisher": "Harbour Post Limited",
    }
    assert columns(second, "published", "language", "source") == ["2020-03-04", "fr", "L'Écho du Quai"]
    assert not problems


def test_factiva_without_indexing() -> None:
    (first, second), problems = read("factiva_plain.html")
    assert first.text == (
        "Die Fähre bleibt, der Lotse geht\n\nDie Fähre fährt auch im Winter, sagte der Bürgermeister.\n\nDer Lotse geht."
    )
    assert columns(
        first, "section", "author", "published", "time", "source", "source_code", "page", "language"
    ) == [
        "Hafen",
        "Von Otto Fenn",
        "2020-06-02",
        "18:05",
        "Küstenblatt",
        "KUBLA",
        "14",
        "de",
    ]
    assert columns(first, "publisher", "doc_id") == ["Küstenblatt Verlag AG", "KUBLA00020200602eg620001v"]
    assert second.text == "Lotse gefunden\n\nEr schlief im Rettungsboot."
    assert not problems


FACTIVA_ROWS = [
    ["HD", "Pilot found asleep, ferry found anyway"],
    ["BY", "By Anne Lovell"],
    ["WC", "1,029 words"],
    ["PD", "3 March 2020"],
    ["SN", "Harbour Post"],
    ["LA", "English"],
    ["LP", "The pilot of the ferry slept.\nNobody missed him."],
    ["TD", "The cook had the wheel."],
    ["AN", "Document HARPO00020200303eg330001r"],
]
FACTIVA_LINES = [
    "Pilot found asleep, ferry found anyway",
    "By Anne Lovell",
    "1,029 words",
    "3 March 2020",
    "Harbour Post",
    "HARPO",
    "English",
    "(c) 2020 Harbour Post Ltd.",
    "The pilot of the ferry slept.",
    "Nobody missed him.",
    "The cook had the wheel.",
    "Harbour Post Limited",
    "Document HARPO00020200303eg330001r",
    "© 2020 Factiva, Inc. All rights reserved.",
    "Search Summary",
    "Text\tpilot and ferry",
    "Source\tHarbour Post or Küstenblatt or L'Écho du Quai or The Pellworth Courier or Harbour Wire or All Sources",
]


@pytest.mark.parametrize("rows", [FACTIVA_ROWS, FACTIVA_LINES], ids=["indexing", "none"])
@pytest.mark.parametrize("kind", ["docx", "rtf", "txt"])
def test_factiva_in_other_files(rows: list, kind: str) -> None:
    if kind == "docx":
        tables = [[*row, "", ""] if isinstance(row, list) else row for row in rows]
        documents, problems = told(exports.read_docx, as_docx(tables))
    elif kind == "rtf":
        tables = [[*row, "", ""] if isinstance(row, list) else row for row in rows]
        documents, problems = told(exports.read_rtf, as_rtf(tables))
    else:
        lines = ["\t".join(row).replace("\n", "\n\n") if isinstance(row, list) else row for row in rows]
        documents, problems = told(exports.read_text, "\n\n".join(lines).encode())
    (only,) = documents
    assert only.text == (
        "Pilot found asleep, ferry found anyway\n\nThe pilot of the ferry slept.\n\nNobody missed him.\n\n"
        "The cook had the wheel."
    )
    assert columns(only, "author", "published", "source", "language", "doc_id") == [
        "By Anne Lovell",
        "2020-03-03",
        "Harbour Post",
        "en",
        "HARPO00020200303eg330001r",
    ]
    assert not problems


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Post", "HARPO", "English", "(c) Post Ltd."], {"source": "Post", "language": "en", "copyright": "(c) Post Ltd."}),
        (["The Post", "of Pellworth", "HARPO", "Late", "14", "English"],
         {"source": "The Post\nof Pellworth", "edition": "Late", "page": "14", "language": "en"}),
        (["Post", "English"], {"source": "Post", "language": "en"}),
        (["Post", "HARPO", "(c) Post Ltd."], {"source": "Post", "copyright": "(c) Post Ltd."}),
    ],
    ids=["all", "more", "no code", "no language"],
)  # fmt: skip
def test_what_stands_under_the_day_of_factiva(below: list[str], expected: dict[str, str]) -> None:
    lines = [*FACTIVA_LINES[:4], *below, FACTIVA_LINES[8], "Harbour Post Limited", FACTIVA_LINES[12]]
    (only,), _ = told(exports.read_text, "\n\n".join(lines).encode())
    told_apart = ("source", "edition", "page", "language", "copyright")
    assert {name: only.values[name] for name in told_apart if name in only.values} == expected
    assert only.text == f"{FACTIVA_LINES[0]}\n\n{FACTIVA_LINES[8]}"
    assert only.values["publisher"] == "Harbour Post Limited"


@pytest.mark.parametrize("code", ["LP", "TD"])
def test_the_body_of_factiva_may_be_one_of_its_two_parts(code: str) -> None:
    rows = ["\t".join(row) for row in FACTIVA_ROWS if row[0] not in {"LP", "TD"} - {code}]
    (only,), _ = told(exports.read_text, "\n\n".join(rows).encode())
    said = {"LP": "The pilot of the ferry slept.\n\nNobody missed him.", "TD": "The cook had the wheel."}
    assert only.text == f"Pilot found asleep, ferry found anyway\n\n{said[code]}"


def test_a_page_may_be_called_as_an_article_of_factiva_is() -> None:
    page = (FOLDER / "factiva_plain.html").read_bytes()
    called = page.replace(b"<body class=''>", b"<body class='article all'>")
    assert told(exports.read_page, called) == told(exports.read_page, page) and called != page


def test_rows_of_a_page_that_are_no_columns_of_factiva_are_passed_over() -> None:
    page = (FOLDER / "factiva_indexed.html").read_text("utf-8")
    more = page.replace("<tr>", "<tr></tr><tr><td>HD</td></tr><tr>")
    assert told(exports.read_page, more.encode()) == told(exports.read_page, page.encode()) and more != page


def test_factiva_without_a_day_says_where() -> None:
    rows = ["\t".join(row) for row in FACTIVA_ROWS if row[0] != "PD"]
    (only,), problems = told(exports.read_text, "\n\n".join(rows).encode())
    assert "published" not in only.values
    assert problems == [Problem("no day in an article's head", "left without a date", place="document 1")]


def test_factiva_that_breaks_off_is_read_up_to_there() -> None:
    text = "\n\n".join(
        [*FACTIVA_LINES[:13], *FACTIVA_LINES[:11], "And the cook, who was asked, said: I do not"]
    )
    (_, last), problems = told(exports.read_text, text.encode())
    assert last.text.endswith("The cook had the wheel.\n\nAnd the cook, who was asked, said: I do not")
    assert problems == [
        Problem("file breaks off", "its last article is read up to there", place="document 2")
    ]


def test_a_code_in_the_body_of_factiva_is_its_text() -> None:
    rows = ["\t".join(row) for row in [*FACTIVA_ROWS[:8], ["HD", "he wrote, for half day."], FACTIVA_ROWS[8]]]
    (only,), _ = told(exports.read_text, "\n\n".join(rows).encode())
    assert only.values["title"] == "Pilot found asleep, ferry found anyway"
    assert only.text.endswith("The cook had the wheel.\n\nHD\n\nhe wrote, for half day.")


@pytest.mark.parametrize(
    ("name", "n"), [("factiva_plain.html", 2), ("nexis_old.html", 2), ("proquest.html", 1)]
)
def test_pages_put_together_are_all_read(name: str, n: int) -> None:
    documents, _ = told(exports.read_page, (FOLDER / name).read_bytes() * 3)
    assert len(documents) == 3 * n
    assert [document.text for document in documents] == [document.text for document in read(name)[0]] * 3


def test_a_page_is_read_as_it_says_it_is_encoded() -> None:
    page = (FOLDER / "factiva_plain.html").read_text("utf-8").replace("charset=UTF-8", "charset=iso-8859-15")
    (first, _), problems = told(
        exports.read_page, page.replace("Der Lotse", "Der € Lotse").encode("iso-8859-15")
    )
    assert first.text.endswith(
        "Die Fähre fährt auch im Winter, sagte der Bürgermeister.\n\nDer € Lotse geht."
    )
    assert problems == [Problem("encoding", "decoded as iso8859-15")]


def test_an_article_inside_another_is_part_of_it() -> None:
    page = (FOLDER / "factiva_plain.html").read_text("utf-8")
    start = page.index('<div class="article')
    end = page.index("</div>", start) + len("</div>")
    nested = page[:start] + '<div class="article deArticle">' + page[start:end] + "</div>" + page[end:]
    documents, _ = told(exports.read_page, nested.encode())
    assert [one.values["doc_id"] for one in documents] == [
        "KUBLA00020200602eg620001v",
        "KUBLA00020200603eg630002w",
    ]


def test_factiva_xml() -> None:
    (first, second), problems = read("factiva.xml")
    assert first.text == (
        "Pilot found asleep, ferry found anyway\n\n"
        "The pilot of the ferry slept through the morning & the noon.\n\n"
        '"Nobody missed him, and that is the story," said Nora Pell.\n\n'
        "Boats   Pilots\n7            1"
    )
    assert columns(first, "doc_id", "source", "published", "author", "subject", "notes", "language") == [
        "HARPO00020200303eg330001r",
        "Harbour Post",
        "2020-03-03T01:35:58Z",
        "By Anne Lovell",
        "Shipping | Political/General News",
        "A second pilot was asleep too.",
        "en",
    ]
    assert second.text == (
        "FERRY FARES TO RISE\n\nThe harbour office said on Thursday that the fares of the ferry will rise by a penny.\n\n"
        '"A penny is a penny," said the office, which did not want to say more.\n\n'
        "Fares    1986    1987\n\nup       3       4"
    )
    assert not problems


def test_factiva_xml_that_breaks_off_gives_what_was_whole() -> None:
    raw = (FOLDER / "factiva.xml").read_bytes()
    documents, problems = told(factiva_xml.read, raw[: raw.index(b"<headline>", 2000)])
    assert [document.values["doc_id"] for document in documents] == ["HARPO00020200303eg330001r"]
    assert [problem.what for problem in problems] == ["file breaks off", MISSING]


def test_factiva_xml_is_the_same_however_little_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read("factiva.xml")
    monkeypatch.setattr(factiva_xml, "_BLOCK", 7)
    assert read("factiva.xml") == whole
    with pytest.raises(BadFile, match="^it has a document type or entities"):
        told(factiva_xml.read, OUTSIDE.encode())


def test_of_factiva_xml_one_article_is_held_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (FOLDER / "factiva.xml").read_bytes()
    begin, end = raw.index(b"<ppsarticle>"), raw.rindex(b"</ppsarticle>") + len(b"</ppsarticle>")
    times = 1 + 4_000_000 // len(raw)
    many = raw[:begin] + times * raw[begin:end] + raw[end:]
    monkeypatch.setattr(factiva_xml, "_BLOCK", 50_000)
    monkeypatch.setattr(factiva_xml, "_LONGEST", 1_000_000)  # of what is no whole article
    tracemalloc.start()
    n = sum(isinstance(one, Document) for one in factiva_xml.read(BytesIO(many), "name", None))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n == 2 * times
    assert most < 3_000_000 < len(many)


def test_factiva_xml_without_an_end_of_its_articles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factiva_xml, "_BLOCK", 1000)
    monkeypatch.setattr(factiva_xml, "_LONGEST", 3_000_000)
    with pytest.raises(BadFile, match="^more than 3 MB of it are no article; export it again$"):
        told(factiva_xml.read, b"<PPSResponse>" + b"<article><paragraph>" * 200_000)


# -- ProQuest --------------------------------------------------------------------------------------------


def test_proquest_text() -> None:
    (first, second), problems = read("proquest.txt")
    assert first.text == (
        "Pilot found asleep, ferry found anyway\n\n"
        "The pilot of the ferry slept through the morning of 3 March, the harbour office said, and it added that he "
        "had done so before.\n\n"
        '"Nobody missed him, and that is the story," said Nora Pell. The ferry crossed eleven times that morning '
        "with the cook at the wheel.\n\n"
        "Title: that is what he asked to be called by, the cook said.\n\n"
        "Location: unknown, he said, is where the pilot is now."
    )
    assert columns(
        first, "doc_id", "source", "published", "author", "section", "page", "language", "subject"
    ) == [
        "3107396628",
        "Harbour Post",
        "2020-03-03",
        "Lovell, Anne",
        "News",
        "A.2",
        "en",
        "Ferries; Pilots; Sleep",
    ]
    assert columns(first, "graphic", "credit", "other", "links", "abstract") == [
        "The cook of the ferry, who declined to be named, on Tuesday.",
        "Harbour Post",
        "Number of references: 0",
        None,
        None,
    ]
    assert (second.text, second.values["abstract"]) == ("Ferry fares to rise", "Fares will rise by a penny.")
    assert problems == [
        Problem("article without a body", "kept with what there is", place="document 2"),
        Problem(MISSING, "it announces 3 and holds 2; load the rest too", 1),
    ]


@pytest.mark.parametrize("name", ["Publication date", "Subject"])
def test_proquest_without_a_day_or_a_subject_is_read(name: str) -> None:
    raw = re.sub(rb"\n%s:[^\n]*\n" % name.encode(), b"\n", (FOLDER / "proquest.txt").read_bytes())
    documents, _ = told(exports.read_text, raw)
    assert [document.text for document in documents] == [one.text for one in read("proquest.txt")[0]]


def test_proquest_exports_put_together_are_all_read() -> None:
    text = (FOLDER / "proquest.txt").read_text("utf-8").rstrip("\n")
    documents, problems = told(exports.read_text, (text + text).encode())
    assert [document.place for document in documents] == ["document 1", "document 2"] * 2
    assert problems[-1] == Problem(MISSING, "it announces 6 and holds 4; load the rest too", 2)


def test_blanks_that_proquest_puts_inside_words_are_taken_out() -> None:
    text = (FOLDER / "proquest.txt").read_text("utf-8")
    broken = text
    for whole, apart in [
        ("Publication title: Harbour Post", "Publication title: Harbo ur Post"),
        ("Publication date: Mar 3, 2020", "Publication da te: Ma r 3, 20 20"),
        ("ID: 3107396628", "ID: 31073 96628"),
        ("publication: English\n\nDocument", "publication: Engl ish\n\nDocument"),
        ("se-2\n\nCopyright", "s e-2\n\nCopyright"),
    ]:
        assert whole in broken
        broken = broken.replace(whole, apart)
    documents, problems = told(exports.read_text, (text + text + broken).encode())
    assert documents[4].values == documents[0].values
    assert [problem for problem in problems if problem.what == "blanks inside words"] == [
        Problem("blanks inside words", "taken out", 5, "document 1")
    ]


def test_the_lines_of_proquest_begin_with_the_subject() -> None:
    text = (FOLDER / "proquest.txt").read_text("utf-8")
    for line in ("Location: the mole.", "People: seven, and the cook."):
        changed = text.replace("CAPTION: The cook of the ferry, who declined to be named, on Tuesday.\n", "")
        changed = changed.replace("CREDIT: Harbour Post\n", f"Enlarge this image.\n\n{line}\n")
        (first, _), _ = told(exports.read_text, changed.encode())
        assert first.text.endswith(f"where the pilot is now.\n\n{line}")


def test_proquest_html() -> None:
    (only,), problems = read("proquest.html")
    assert only.text == (
        "Bank on the pier closes; The till was empty.\n\nThe bank on the pier closed on Friday.\n\n"
        '"There was a till," said the night watchman, "and in the till there was a hat."'
    )
    assert columns(only, "doc_id", "source", "published", "abstract", "url") == [
        "251439970",
        "The Pellworth Herald",
        "2010-05-08",
        "The bank on the pier has closed.",
        "https://search.proquest.com/docview/251439970?accountid=00000",
    ]
    assert not problems


# -- as a corpus -----------------------------------------------------------------------------------------


def test_exports_are_known_in_a_folder_and_their_wrapped_lines_joined(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.*"):
        if path.suffix != ".md":
            copy(path, tmp_path)
    (tmp_path / "nexis_new.docx").write_bytes(as_docx([*COVER, *ARTICLES]))
    (tmp_path / "nexis_new.rtf").write_bytes(as_rtf([*COVER, *ARTICLES]))
    (tmp_path / "plain.txt").write_text("Ferry fares to rise\n\nA penny is a penny.", encoding="utf-8")
    loaded = loading.read(tmp_path)
    assert loaded.articles["file"].value_counts().to_dict() == {
        **dict.fromkeys(["factiva.xml", "factiva_indexed.html", "factiva_plain.html"], 2),
        **dict.fromkeys(["nexis_1990s.txt", "nexis_below.txt", "nexis_old.html", "proquest.txt"], 2),
        **dict.fromkeys(["nexis_single.txt", "proquest.html", "plain.txt"], 1),
        **dict.fromkeys(["nexis_new.docx", "nexis_new.rtf"], 2),
        "nexis_old.txt": 3,
    }
    wrapped = loaded.articles.query("file.str.startswith('nexis') and file.str.endswith('.txt')")
    assert not wrapped["text"].str.contains(r"[^\n]\n[^\n]").any()
    assert loaded.articles["published"].isna().sum() == 1  # of the plain text


# -- what is no export, or broken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Council keeps the ferry\n\nThe ferry will run all winter.",
        "Of 250 DOCUMENTS\n\nThe list was long: 3 of 250 DOCUMENTS were wet.",
        "LENGTH: it matters\n\nSECTION: it does not.",
        "End of Document\n\nThat was the title of his book.",
        "3 of 4 DOCUMENTS\n\nThat was the title of his book.",
        "3 of 4 DOCUMENTS\n\n" + "That was the title of his book.\n\n" * 9 + "LOAD-DATE: March 4, 2020",
    ],
)
def test_plain_text_is_no_export(text: str) -> None:
    assert not exports.is_export(text.encode())


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><PPSResponse>&b;</PPSResponse>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><PPSResponse/>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_declared_entities_are_refused(text: str) -> None:
    with pytest.raises(
        BadFile, match="^it has a document type or entities, as no export has, and might grow without"
    ):
        told(factiva_xml.read, text.encode())


def test_declared_entities_are_refused_in_docx() -> None:
    raw, found = BytesIO(as_docx(["Ferry"])), BytesIO()
    with ZipFile(raw) as old, ZipFile(found, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "aaaa">]>', 1)
            new.writestr(name, content)
    with pytest.raises(BadFile, match="^its XML has a document type, as no DOCX does"):
        told(exports.read_docx, found.getvalue())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (as_docx(["Ferry"])[:-900], "it is cut short or damaged"),
        (
            b"\xd0\xcf\x11\xe0 and more",
            "it is protected by a password, or an old .doc; save it as .docx without one",
        ),
        (b"no zip", "it is cut short or damaged"),
        (as_docx([]), "it holds no text; put some into it, or take it away"),
    ],
    ids=["truncated", "password", "no zip", "no text"],
)
def test_broken_docx(raw: bytes, message: str) -> None:
    with pytest.raises(BadFile, match=f"^{re.escape(message)}"):
        told(exports.read_docx, raw)


def test_a_backslash_of_rtf_is_text() -> None:
    (only,), _ = told(exports.read_rtf, as_rtf(["Ferry fares to rise", "It is kept in C:\\harbour."]))
    assert only.text.split("\n\n")[1] == "It is kept in C:\\harbour."


def test_rtf_that_breaks_off_is_read_up_to_there() -> None:
    raw = as_rtf(["Ferry fares to rise", "A penny is a penny."])
    (only,), problems = told(exports.read_rtf, raw[: raw.index(b" is a penny")])
    assert only.text == "Ferry fares to rise\n\nA penny"
    assert problems == [Problem("file breaks off", "read up to there")]


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1 \\u9999999999? }", b"{\\rtf1 {\\pict\\bin x} }", b"{\\rtf1 \\uc }"]
)
def test_broken_rtf(raw: bytes) -> None:
    with pytest.raises(BadFile, match="^it is no whole RTF"):
        told(exports.read_rtf, raw)


def test_a_page_of_an_archive_may_be_none_of_its_exports() -> None:
    first = "The pilot of the ferry slept through the morning of 3 March, the harbour office said on Monday."
    second = (
        "Nobody missed him, said Nora Pell, who runs the office; the cook had the wheel, and crossed twice."
    )
    page = (
        f"<html><title>Factiva</title><body><h1>Pilot found asleep</h1><p>{first}</p><p>{second}</p></body>"
    )
    assert exports.is_export_page(page.encode())
    (only,), _ = told(exports.read_page, page.encode())
    assert only.text == f"Pilot found asleep\n\n{first}\n\n{second}"


def test_the_summary_of_a_search_alone_comes_whole() -> None:
    documents, problems = told(exports.read_text, b"Search Summary\n\nHD\tPilot\n\nWC\t3 words")
    assert [document.text for document in documents] == ["Search Summary\n\nHD\tPilot\n\nWC\t3 words"]
    assert [problem.what for problem in problems] == ["layout not known"]


def test_xml_without_an_article() -> None:
    with pytest.raises(BadFile, match="^it holds no article; export them again, with their full text"):
        told(factiva_xml.read, b"<PPSResponse></PPSResponse>")


@pytest.mark.parametrize("page", [b"<!-- LXNComment -->", b"<!-- LXNComment --><p></p>"])
def test_a_page_of_nothing(page: bytes) -> None:
    with pytest.raises(BadFile, match=r"^it is no (?:whole HTML \(|HTML page)"):
        told(exports.read_page, page)


def test_an_article_of_nothing_is_told() -> None:
    page = (FOLDER / "factiva_plain.html").read_text("utf-8")
    empty = page.replace("</body>", '<div class="article enArticle"><p> </p></div></body>')
    documents, problems = told(exports.read_page, empty.encode())
    assert len(documents) == 2
    assert problems == [Problem("document left out", "it has no text", place="document 3")]


def test_pages_that_break_off_give_what_is_there() -> None:
    raw = (FOLDER / "factiva_plain.html").read_bytes()
    (first, second), problems = told(exports.read_page, raw[: raw.index(b"Er schlief im") + 10])
    assert first.values["title"] == "Die Fähre bleibt, der Lotse geht"
    assert second.text == "Lotse gefunden\n\nEr schlief"
    assert problems == [Problem("file breaks off", "read up to there")]


# -- days and languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "day", "edition"),
    [
        ("January 11, 2010 Monday", "2010-01-11", ""),
        ("January 11, 2010, Monday, Late Edition - Final", "2010-01-11", "Late Edition - Final"),
        ("December 30, 2008 Tuesday 6:10 PM  EST", "2008-12-30", ""),
        ("August 5, 2022 6:43 PM GMT", "2022-08-05", ""),
        ("April 20, 2003, Sunday, 23:22 Central European Time", "2003-04-20", ""),
        ("July 26, 2008 Saturday   1ST Edition", "2008-07-26", "1ST Edition"),
        ("December 10, 2019 Tuesday, Lucknow Edition", "2019-12-10", "Lucknow Edition"),
        ("Sep 20, 2024", "2024-09-20", ""),
        ("2 June 2006", "2006-06-02", ""),
        ("12 April 2013 Tuesday", "2013-04-12", ""),
        ("Mittwoch 31. August 2011", "2011-08-31", ""),
        ("Dienstag 10.Dezember 2019", "2019-12-10", ""),
        ("24. September 2002", "2002-09-24", ""),
        ("30 août 2002", "2002-08-30", ""),
        ("décembre 10 2019", "2019-12-10", ""),
        ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10", ""),
        ("4 oktober 2017 woensdag", "2017-10-04", ""),
        ("3 de marzo de 2015", "2015-03-03", ""),
        ("March 18, 2008 Tuesday PRIMERA Edición", "2008-03-18", "PRIMERA Edición"),
        ("20 сентября 2016", "2016-09-20", ""),
    ],
)
def test_days_as_papers_print_them(line: str, day: str, edition: str) -> None:
    found = find_day(line)
    assert found and (found[0].isoformat(), found[1]) == (day, edition)


@pytest.mark.parametrize(
    "line",
    [
        "January 6, 2021, was a dark day",
        "January 6, 2021: the day the boats came",
        "February 30, 2010",
        "The May 5, 2010",
        "May 2010",
        "03/04/2016",
        "klettern in 2000 um 4",
        "12 trucks 2016",
        "",
    ],
)
def test_no_days(line: str) -> None:
    assert find_day(line) is None


def test_languages_by_name() -> None:
    assert [
        language_code(name) for name in ("ENGLISH", "GERMAN; DEUTSCH", "Français", "Dutch / Nederlands", "EN")
    ] == [*("en", "de", "fr", "nl", "en")]
    assert language_code("it matters") is None


# -- long files ------------------------------------------------------------------------------------------

ONE = ["The Pellworth Courier", "January 11, 2020 Saturday", "Council keeps the ferry", "LENGTH: 9 words"]


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.txt")))
def test_an_export_is_the_same_however_little_of_it_is_held(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(name)
    monkeypatch.setattr(paragraphs, "_IN_MEMORY", 1)
    monkeypatch.setattr(paragraphs, "_AT_ONCE", 1)
    assert read(name) == whole


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_of_an_export_one_article_is_held_at_a_time(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "_IN_MEMORY", 1)
    texts = [
        text
        for n in range(200)
        for text in [f"{n + 1} of 200 DOCUMENTS", *ONE, *[f"Aid waits. {n}" * 99] * 9]
    ]
    raw = as_docx(texts) if kind == "docx" else "\n\n".join(texts).encode()
    reader = exports.read_docx if kind == "docx" else exports.read_text
    stream = BytesIO(raw)
    list(islice(reader(stream, f"e.{kind}", None), 1))  # what is imported, and stays
    stream.seek(0)
    tracemalloc.start()
    n = sum(isinstance(item, Document) for item in reader(stream, f"e.{kind}", None))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n == 200
    assert peak < 1_000_000 < sum(map(len, texts))


def test_of_the_tree_of_a_docx_nothing_is_held_before_what_is_read() -> None:
    elements = office._in_body(BytesIO(as_docx(["Aid waits."] * 20)))
    assert [element.getparent().index(element) for element in elements] == [0, *[1] * 19]


@given(st.lists(st.text(max_size=5), max_size=9), st.slices(9))
def test_paragraphs_that_are_put_down_are_a_sequence(texts: list[str], place: slice) -> None:
    place = slice(place.start, place.stop)
    with paragraphs.put_down(texts) as found:
        assert list(found) == texts and len(found) == len(texts)
        assert found[place] == texts[place]
        assert [found[-at] for at in range(1, len(texts) + 1)] == texts[::-1]
        with pytest.raises(IndexError):
            found[len(texts)]


@given(st.text("a \t\r\n\f\x0b\x85", max_size=30))
def test_paragraphs_are_lines_between_blank_lines(text: str) -> None:
    lines = [line.rstrip() for line in re.sub(r"\r\n?|\f", "\n", text).split("\n")]
    assert list(exports._paragraphs(StringIO(text, newline=""))) == [
        "\n".join(group) for has_text, group in groupby(lines, key=bool) if has_text
    ]
