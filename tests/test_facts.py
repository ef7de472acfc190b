"""What a page says of itself."""

from typing import Any

import pytest
from lxml import html

from aleppo_analysis.loading.facts import (
    date_of,
    description_of,
    gives_only_a_part,
    language_of,
    names_in,
    site_of,
    titles_of,
)


def page(head: str, opening: str = "<html>") -> Any:
    return html.document_fromstring(f"{opening}<head>{head}</head><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    ("head", "titles"),
    [
        ("<title>Boat sails | Post</title>", ["Boat sails", "Boat sails"]),
        ("<title>Post :: Boat\n sails</title>", ["Boat sails", "Boat sails"]),
        ("<title>The Post: Nobody waved</title>", ["The Post: Nobody waved", "Nobody waved"]),
        (
            "<meta property=og:title content=Boat><meta name=Twitter:Title content=Sails><title>Post</title>",
            ["Boat", "Sails", "Post", "Post"],
        ),
        ("<meta itemprop=headline content=Boat><title>Post</title>", ["Boat", "Post", "Post"]),
        ("", ["", ""]),
    ],
)
def test_titles(head: str, titles: list[str]) -> None:
    assert titles_of(page(head)) == titles


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Boat sails | The Post", "The Post"),
        ("Boat sails - Ferries - The Post", "The Post"),
        ("The Post » Archive » Boat sails", "The Post"),
        ("Boat sails", ""),
    ],
)
def test_the_site_beside_the_title(title: str, site: str) -> None:
    assert site_of(page(f"<title>{title}</title>"), "Boat sails") == site


def test_the_description_for_others_comes_first() -> None:
    assert description_of(page("<meta name=description content=' Nobody waved. '>")) == "Nobody waved."
    both = "<meta property=og:description content=A><meta name=description content=B>"
    assert (description_of(page(both)), description_of(page(""))) == ("A", "")


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ("Ann Lee", "Ann Lee"),
        (
            "Ann Lee; Jo van der Dent; Zoë O’Hara; Jean-Luc de la Tour",
            "Ann Lee; Jo van der Dent; Zoë O’Hara; Jean-Luc de la Tour",
        ),
        ("The author has written about the coast; Lives", ""),
        ("Harbour; Ann Lee", "Ann Lee"),
        ("", ""),
    ],
)
def test_names_of_authors(names: str, kept: str) -> None:
    assert names_in(names) == kept


@pytest.mark.parametrize(
    ("opening", "head", "language"),
    [
        ("<html lang=de-AT>", "<meta property=og:locale content=en_US>", "de-AT"),
        ("<html>", "<meta property=og:locale content=en_US>", "en_US"),
        ("<html>", "<meta http-equiv=Content-Language content=fr>", "fr"),
        ("<html>", "", ""),
    ],
)
def test_language(opening: str, head: str, language: str) -> None:
    assert language_of(page(head, opening)) == language


def test_of_two_dates_of_a_name_the_first_is_taken() -> None:
    assert date_of(page("<meta name=date content=2021-03-09><meta name=DATE content=1999-01-01>")) == (
        "2021-03-09",
        "meta date",
    )
    assert date_of(page("<meta name=date content=''>")) == ("", "")


@pytest.mark.parametrize(("value", "is_part"), [("false", True), ('"False"', True), ("true", False)])
def test_what_is_not_free(value: str, is_part: bool) -> None:
    data = f'<script type="application/ld+json">{{"isAccessibleForFree" : {value}}}</script>'
    assert gives_only_a_part(page(data)) == is_part
