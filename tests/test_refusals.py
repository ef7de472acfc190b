"""Each public function names itself, and the table, in the error about a table or file that it cannot use."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hostile.calls import OF_ALL, OF_EACH, Found

import aleppo_analysis as aa
from aleppo_analysis.tables import shipped

TEXTS = {  # of two outlets
    "herald": "Aid waits\n\nThe convoy of 20 trucks waited. “We are ready,” said Ann Lee, a doctor.",
    "post": "A so-called truce\n\nThe ‘truce’ was a trap, Omar Haj said. Some 30 trucks waited.",
}
ARTICLES = pd.DataFrame(
    [
        {"doc_id": f"{source}-{n}", "source": source, "event_id": "march", "text": text}
        for source, text in TEXTS.items()
        for n in range(4)
    ]
)
CALLS = {name: call for name, call in {**OF_EACH, **OF_ALL}.items() if not name.startswith("loading.")}
WITHOUT_COLUMNS = [("speakers.with_roles", "table")]  # which needs none
ONE_ROW_EACH = {  # tables besides articles in which no row may stand twice, or overlap another
    ("claims.compare", "numbers"),
    ("claims.find", "zones"),
    ("claims.find", "voices"),
    ("claims.find_dates", "zones"),
    ("coding.agreement", "coded"),
    ("coding.draw", "units"),
    ("coding.estimate_mean", "coded"),
    ("coding.estimate_mean", "units"),
    ("coding.estimate_share", "coded"),
    ("coding.estimate_share", "units"),
    ("coding.units", "sentences"),
    ("compare.align_quotes", "quotes"),
    ("compare.bootstrap_articles", "table"),
    ("compare.count_articles", "zones"),
    ("compare.leave_one_out", "table"),
    ("compare.log_odds", "counts"),
    ("compare.permutation_test", "table"),
    ("compare.similarity", "counts"),
    ("compare.similarity_of_voice", "sentences"),
    ("compare.tf_idf", "counts"),
    ("frames.agreement", "codes"),
    ("frames.match", "frame_terms"),
    ("frames.score", "codes"),
    ("frames.stress", "frame_terms"),
    ("frames.stress", "voices"),
    ("join_spans", "outer"),
    ("voices.add", "voices"),
    ("voices.count_words", "voices"),
    ("voices.find", "zones"),
    ("voices.find_reporting_verbs", "zones"),
    ("voices.find_wordings", "voices"),
}
del CALLS["load_articles"]  # of a table of any columns, see test_loading.py


@pytest.fixture(scope="module")
def given() -> dict[str, inspect.BoundArguments]:
    """What each public function is given when all are called on these articles, whatever they make of it."""
    taken: dict[str, inspect.BoundArguments] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(f"aleppo_analysis.{name}", spied(name, taken))
        found = Found(ARTICLES)
        for call in CALLS.values():
            with suppress(aa.TableError):
                call(found)
    return taken


def spied(name: str, taken: dict[str, inspect.BoundArguments]) -> Callable[..., Any]:
    function = attrgetter(name)(aa)

    def spy(*args: Any, **kwargs: Any) -> Any:
        taken[name] = inspect.signature(function).bind(*args, **kwargs)
        return function(*args, **kwargs)

    return spy


@pytest.mark.parametrize("name", CALLS)
def test_an_error_names_the_function_and_its_table(
    name: str, given: dict[str, inspect.BoundArguments]
) -> None:
    function, taken = attrgetter(name)(aa), given[name]
    for parameter, whole in taken.arguments.items():
        if not isinstance(whole, pd.DataFrame):
            continue
        odd = [whole.to_dict("list"), whole.iloc[:, :0]]
        if parameter == "articles" or (name, parameter) in ONE_ROW_EACH:
            odd.append(pd.concat([whole, whole], ignore_index=True))
        for table in odd[:1] if (name, parameter) in WITHOUT_COLUMNS else odd:
            taken.arguments[parameter] = table
            with pytest.raises(aa.TableError) as error:
                function(*taken.args, **taken.kwargs)
            assert str(error.value).startswith(f"{name}: `{parameter}` ")
        taken.arguments[parameter] = whole


LOADERS = {  # a shipped table, what is planted in which of its columns, and what is said of it
    "claims.load_gold": ("claims_gold.csv", "x", "start end low high", "`gold` must have "),
    "frames.load_codes": (
        "frame_codes.csv", "", "coder doc_id sentence_id start end frame is_present", "every row needs all of "
    ),
    "frames.load_terms": ("frame_terms.csv", "", "frame term", "`table.csv` must have a "),
    "quotes.load_gold": ("quotes_gold.csv", "x", "start end speaker_start speaker_end", "`gold` must have "),
    "speakers.load_actors": ("actors.csv", "", "canonical", "row 0 of `actors` needs "),
    "text.load_corrections": ("zones.csv", "x", "start end", "`corrections` must have "),
    "voices.load_reporting_verbs": (
        "reporting_verbs.csv", "", "verb forms stance", "every reporting verb needs "
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOADERS)
def test_a_loader_names_itself_and_its_table(name: str, tmp_path: Path) -> None:
    file, planted, columns, said = LOADERS[name]
    load, whole = (
        attrgetter(name)(aa),
        pd.read_csv(shipped(file), dtype="str", keep_default_na=False).head(20),
    )
    for column in columns.split():
        whole.assign(**{column: [planted, *whole[column][1:]]}).to_csv(tmp_path / "table.csv", index=False)
        with pytest.raises(aa.TableError) as error:
            load(tmp_path / "table.csv")
        assert str(error.value).startswith(f"{name}: {said}")
        whole.drop(columns=column).to_csv(tmp_path / "table.csv", index=False)
        with pytest.raises(aa.TableError) as error:
            load(tmp_path / "table.csv")
        assert str(error.value).startswith(f"{name}: '{tmp_path / 'table.csv'}' needs the columns ")
