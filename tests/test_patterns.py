"""Patterns that users give: what may be tried in ever so many ways is refused, the rest is quick on any text."""

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.speakers.actors import Actors, load_actors

SLOW = [
    *(
        "(a+)+$",
        "(a|aa)+$",
        "(a*)*b",
        "(?:a+ )+b",
        "a*a*a*b",
        "(?:a?){30}b",
        "a?" * 20 + "b",
        r"(a+)\1$",
        "(.*)(.*)(.*)x",
    ),
    *(
        "(?=(a+)+b)a",
        "(?i:(a+)+)$",
        "(?:(?:a|b)c|d)*$",
        "(?:ab|cd)+$",
        "(?>(a+)+)b",
        "(a+){2,}b",
        "(?P<x>a+?)*?b",
    ),
]
QUICK = [
    *(
        "a+b",
        ".*a.*b",
        "(?:ab|cd)++$",
        "(?:a++ )*b",
        "(?:a|b)+$",
        r"\bU\.N\.|\bOCHA\b",
        "(?:the )?(?:old|new) (?:men|women)$",
    ),
    *("(?i:^(?:the )?fighters$)", "a{1,150}a{1,150}b", "a?" * 15 + "b", "(?<!a)b+"),
]


def table(pattern: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"canonical": [None], "aliases": [None], "group": ["x"], "pattern": [pattern]}, dtype="str"
    )


@pytest.mark.parametrize("pattern", SLOW)
def test_what_may_be_tried_in_many_ways_is_refused(pattern: str) -> None:
    with pytest.raises(aa.TableError) as caught:
        load_actors(table(pattern))
    assert str(caught.value) == (
        f"speakers.load_actors: the pattern in row 0 of `actors` may be tried in more than 50,000 ways: {pattern!r}.\n"
        "Repeat without an end at most twice and never within a repeat; "
        "`a++` (possessive) gives nothing back and counts once."
    )


@pytest.mark.parametrize("pattern", QUICK)
def test_what_is_taken_is_quick_on_any_mention(pattern: str) -> None:
    actors = Actors(load_actors(table(pattern)))
    for piece in ("a", "a ", "ab", "abcd", "the ", "x"):
        actors.group_of(piece * 100_000)  # of those that are refused some would not come back


def test_the_shipped_patterns_are_taken() -> None:
    assert load_actors()["pattern"].notna().sum() == 11


@pytest.mark.parametrize("pattern", ["[[a]", "(" * 3000, "a{99999999999}", "(?<=a+)b", "["])
def test_what_is_no_expression_is_refused(pattern: str) -> None:
    with pytest.raises(aa.TableError, match="is no regular expression"):
        load_actors(table(pattern))
