"""First names: the table is as the look-up needs it, and tells what a reader of many languages knows."""

import pandas as pd
import pytest

from aleppo_analysis.speakers.names import (
    fold,
    gender_of_name,
    is_alike,
    is_first_name,
    is_same_name,
    split_roles,
)
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


def test_a_longer_name_is_another():
    assert is_same_name(["Karl", "Aho"], ["Karl", "Aho"])
    assert not is_same_name(["Karl", "Aho"], ["Karl", "Aho", "Lind"])


def test_a_first_name_ends_the_roles_before_it():
    assert split_roles(("Democrat", "Zeynep", "Arslan")) == (("Democrat",), ("Zeynep", "Arslan"))
    assert split_roles(("Oksana", "King")) == ((), ("Oksana", "King"))
