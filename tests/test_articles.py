"""One article in which a rule fails: the others have their rows, and a warning names it."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.articles import ArticleWarning, in_batches, in_each
from aleppo_analysis.frames import matching
from aleppo_analysis.quotes import attributing
from aleppo_analysis.speakers import resolving
from aleppo_analysis.text import pieces, words, zones
from aleppo_analysis.voices import partition

BAD = "Truce ends\n\nThe truce, a trap for BREAK, ended. “We left the town,” said Ann Lee."
GOOD = [
    "Aid waits\n\nThe convoy waited. “We are ready,” said Nora Webb, a doctor. “Not yet,” she said.",
    "No truce\n\nThe ‘truce’ was a trap, spokesman Omar Haj said on Monday.\n\nMost Read",
]
ARTICLES = pd.DataFrame({"doc_id": ["a", "b", "c"], "source": "s", "text": [GOOD[0], BAD, GOOD[1]]})
FINE = ARTICLES[ARTICLES["doc_id"] != "b"]
TERMS = pd.DataFrame({"frame": ["ruse", "aid"], "term": ["trap", "convoy"]})


def names(articles: pd.DataFrame) -> pd.DataFrame:
    return aa.speakers.resolve(aa.quotes.attribute(articles), articles)


def breaking(rule: Callable[..., Any]) -> Callable[..., Any]:
    """The rule, made to fail where it reads the bad text."""

    def fails(*given: Any) -> Any:
        if "BREAK" in str(given).upper():
            raise LookupError("no such rule")
        return rule(*given)

    return fails


# function, what it calls, where the rule stands that is made to fail
CASES = {
    "text.find_zones": (aa.text.find_zones, zones, "zones_of"),
    "text.split_sentences": (aa.text.split_sentences, words, "sentence_spans"),
    "frames.match": (lambda articles: aa.frames.match(articles, TERMS), matching.Lexicon, "places"),
    "quotes.attribute": (aa.quotes.attribute, attributing, "article_rows"),
    "quotes.attribute, the model": (aa.quotes.attribute, attributing, "find_all_attributions"),
    "speakers.resolve": (names, resolving, "_resolve_article"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_article_never_stops_the_others(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    function, place, rule = CASES[case]
    expected = function(FINE)
    monkeypatch.setattr(place, rule, breaking(getattr(place, rule)))
    with pytest.warns(ArticleWarning) as caught:
        found = function(ARTICLES)
    of_others = found[found["doc_id"] != "b"].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_others, expected, check_exact=True)
    [warning] = caught
    assert str(warning.message) == (
        f"{case.split(',')[0]}: failed in 1 of 3 articles and went on: 'b'.\n"
        "The first error is LookupError: no such rule. Report it with the text of that article."
    )
    assert warning.filename == __file__
    assert type(warning.message.__cause__) is LookupError


def test_what_an_article_gets_in_which_a_rule_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rows; but a body, so that the zones stay a partition, and quotations without names."""
    for _, place, rule in CASES.values():
        if rule != "find_all_attributions":
            monkeypatch.setattr(place, rule, breaking(getattr(place, rule)))
    bad = ARTICLES.iloc[[1]]
    with pytest.warns(ArticleWarning):
        assert aa.text.find_zones(bad).to_numpy().tolist() == [["b", "s", 0, len(BAD), "body"]]
    for case in ("text.split_sentences", "frames.match", "quotes.attribute"):
        with pytest.warns(ArticleWarning):
            assert CASES[case][0](bad).empty
    monkeypatch.undo()
    said = aa.quotes.attribute(bad)
    monkeypatch.setattr(resolving, "_resolve_article", breaking(resolving._resolve_article))
    with pytest.warns(ArticleWarning):
        named = aa.speakers.resolve(said, bad)
    assert len(named) == len(said) > 0
    assert named[["speaker_name", "speaker_group"]].isna().all(axis=None)
    assert (named[["speaker_name", "speaker_group"]].dtypes == "str").all()
    pd.testing.assert_frame_equal(named[said.columns], said)


def test_quotations_do_not_depend_on_the_articles_they_are_read_with(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = aa.load_articles()
    together = aa.quotes.attribute(articles)
    monkeypatch.setattr(attributing, "_AT_ONCE", 1)
    pd.testing.assert_frame_equal(aa.quotes.attribute(articles), together, check_exact=True)


def test_names_voices_and_matches_do_not_depend_on_what_is_handled_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found() -> list[pd.DataFrame]:
        named = aa.speakers.resolve(mixed, articles)
        return [
            named,
            aa.voices.find(named, parts),
            aa.frames.match(articles.iloc[::-1], terms),
        ]

    articles, terms = aa.load_articles(), aa.frames.load_terms()
    quotes, parts = aa.quotes.attribute(articles), aa.text.find_zones(articles)
    mixed = quotes.iloc[::-1].sort_values("start", kind="stable")  # articles in turn
    together = found()
    monkeypatch.setattr(pieces, "_AT_ONCE", 1)
    monkeypatch.setattr(partition, "_AT_ONCE", 2)
    for table, whole in zip(found(), together, strict=True):
        pd.testing.assert_frame_equal(table, whole, check_exact=True)
    alone = aa.speakers.resolve(quotes, articles).loc[mixed.index]
    pd.testing.assert_frame_equal(together[0], alone, check_exact=True)
    pd.testing.assert_frame_equal(together[2], aa.frames.match(articles, terms), check_exact=True)


def test_a_batch_that_fails_is_tried_one_by_one() -> None:
    asked = []

    def rule(batch: list[str]) -> list[str]:
        asked.append(batch)
        if "x" in batch:
            raise KeyError("x")
        return [one.upper() for one in batch]

    with pytest.warns(ArticleWarning):
        found = in_batches("f", "1234", [["a", "x"], ["b", "c"]], rule, instead=lambda one: f"no {one}")
    assert found == ["A", "no x", "B", "C"]
    assert asked == [["a", "x"], ["a"], ["x"], ["b", "c"]]


def test_the_warning_shows_three_articles_and_the_first_error() -> None:
    message = (
        "f: failed in 4 of 4 articles and went on: 1, 2, 3, ....\n"
        "The first error is ZeroDivisionError: division by zero."
    )
    with pytest.warns(ArticleWarning, match=re.escape(message)):
        assert in_each("f", [1, 2, 3, 4], [0, 0, 0, 0], lambda n: [1 / n], instead=lambda _: []) == [[]] * 4


@pytest.mark.parametrize("error", [aa.TableError("f: wrong use"), MemoryError(), KeyboardInterrupt()])
def test_wrong_use_and_a_machine_at_its_end_stop_at_once(error: BaseException) -> None:
    def rule(_: str) -> None:
        raise error

    with pytest.raises(type(error)):
        in_each("f", ["1", "2"], ["a", "b"], rule, instead=lambda _: None)


def test_a_model_that_cannot_be_read_is_no_fault_of_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise ValueError("attribution model: damaged")

    monkeypatch.setattr(attributing, "load_model", damaged)
    with pytest.raises(ValueError, match="damaged"):
        aa.quotes.attribute(FINE)
