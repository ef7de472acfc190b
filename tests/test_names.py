"""First names: the table is as the look-up needs it, and tells what a reader of many languages knows."""

import pandas as pd
import pytest

from aleppo_analysis.speakers.names import (
    find_runs,
    fold,
    gender_of_name,
    is_alike,
    is_first_name,
    is_same_name,
    is_slip,
    sound,
    split_roles,
)
from aleppo_analysis.speakers.people import People
from aleppo_analysis.tables import shipped


def test_names_stand_once_and_as_the_look_up_folds_them():
    table = pd.read_csv(shipped("names.csv"), dtype="str", keep_default_na=False)
    assert table["name"].is_unique and table["name"].is_monotonic_increasing
    assert list(table["name"]) == list(map(fold, table["name"]))
    assert set(table["gender"]) == {"m", "f", ""}
    assert set(table["source"]) == {"census", "faker", "own", "wikidata"}


@pytest.mark.parametrize(
    ("gender", "words"),
    [
        ("m", "James Ahmad Khaled Mustafa Reza Recep Sergey Andriy François Jürgen Giovanni Carlos Rajesh"),
        ("f", "Mary Fatima Zainab Emine Svetlana Olena Françoise Zoë Giulia María Priya"),
        ("", "Jamie Leslie Dominique Kim Jo"),
    ],
)
def test_gender_of_a_first_name(gender, words):
    assert [word for word in words.split() if gender_of_name([word, "Lee"]) != gender] == []
    assert all(map(is_first_name, words.split()))


@pytest.mark.parametrize("word", "Will May Rich General King Paris America Jordan Muslim Al Jan".split())
def test_what_is_mostly_something_else_is_no_first_name(word):
    assert not is_first_name(word) and gender_of_name([word, "Lee"]) == ""


def test_the_same_consonants_alone_do_not_make_one_name():
    assert is_alike("Haddad", "Hadad")
    assert not is_alike("Haddad", "Hed")


def test_how_many_letters_spellings_of_a_name_share():
    """Of 20 letters 14 are shared by the first pair, 12 by the second; of 15 letters 12 and 10 by those with a slip."""
    assert is_alike("Balabanako", "Belebenako")
    assert not is_alike("Balabanako", "Belebeneko")
    assert is_slip("Balaban", "Belabans")
    assert not is_slip("Balaban", "Belebans")


def test_runs_of_capitals():
    def found(text):
        return [(" ".join(run.words), run.is_possessive) for run in find_runs(text)]

    assert found("From al-Bab and d’Estaing to As-Safira.") == [
        ("al-Bab", False), ("d’Estaing", False), ("As-Safira", False)
    ]  # fmt: skip
    assert found("by Waters’ boat, Lee’s boat, Waters") == [
        ("Waters", True),
        ("Lee", True),
        ("Waters", False),
    ]
    assert found("The port. A boat, and IT") == [("IT", False)]
    text = "by Ann  Lee’s  Bo Aho"
    assert [text[run.start : run.end] for run in find_runs(text)] == ["Ann  Lee", "Bo Aho"]
    assert found("Theresa May and May Day on Monday May 3") == [("Theresa May", False), ("Day", False)]


@pytest.mark.parametrize("month", ["April", "August", "June", "March", "May"])
def test_a_month_may_be_a_surname(month):
    assert [run.words for run in find_runs(f"in {month} Theresa {month} left")] == [("Theresa", month)]


def test_a_full_name_is_found_in_another_spelling():
    text = "Ann Maria Mohamed came, and Karl Aho."
    people = People(text, find_runs(text))
    for spelling in ("Ann Maria Mohammad", "Karl Ahoo"):
        found = people.find(spelling.split(), len(text))
        assert found is not None and sound(found.words[-1]) == sound(spelling.split()[-1])
    assert people.find(["Ann", "Maria", "Mahler"], len(text)) is None


def test_a_longer_name_is_another():
    assert is_same_name(["Karl", "Aho"], ["Karl", "Aho"])
    assert not is_same_name(["Karl", "Aho"], ["Karl", "Aho", "Lind"])


def test_a_first_name_ends_the_roles_before_it():
    assert split_roles(("Democrat", "Zeynep", "Arslan")) == (("Democrat",), ("Zeynep", "Arslan"))
    assert split_roles(("Oksana", "King")) == ((), ("Oksana", "King"))
