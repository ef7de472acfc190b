"""What the notebooks, the first page and the README say stands in an output, or is checked or explained one by one.

Each number in prose is looked for in the outputs of its notebook. What cannot be found there, and each word that
claims for all (*all, none, only, never, most*) or for a part (*half, third, twice*), stands in `claims.toml`: the words,
and a `check` that must be true of the tables, or the reason why there is none.
"""

import ast
import json
import re
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa
from aleppo_analysis.report import __main__ as report

TOP = Path(__file__).resolve().parent.parent
NOTEBOOKS = {path.stem: path for path in sorted((TOP / "notebooks").glob("*.ipynb"))}
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))  # by notebook

PAGES = {"README": TOP / "README.md", "accuracy": TOP / "docs" / "accuracy.md"}
ABOUT = ("In five news articles", "In the five articles", "**Frame wording**")  # how their paragraphs begin

SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
WORDS = {word: value for value, word in enumerate(SMALL.split(), start=2)} | {"nineteen": 19, "twenty": 20}
FOR_ALL = re.compile(r"\b(all|none|only|never|most|half|thirds?|quarters?|fifths?|twice)\b", re.IGNORECASE)
NUMBER = re.compile(rf"(?<![\w.])\.?\d(?:[\d,]*\d)?(?:\.\d+)?%?|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
SHOWN = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
NO_PROSE = re.compile(
    r"`[^`]*`|\]\([^)]*\)|\b\d\d_\w+|^    .*$", re.MULTILINE
)  # code, links, names of notebooks


def _prose(path: Path) -> Iterator[str]:
    """The sentences of the prose cells, without code."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for paragraph in NO_PROSE.sub(" ", cell.source).replace("*", "").split("\n"):
                yield from re.split(r"(?<=[.:;?!]) (?=[A-Z“(])", " ".join(paragraph.split()))


def _titles(path: Path) -> Iterator[str]:
    """What a figure's title says besides what it takes from its table."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                is_title = isinstance(node, ast.keyword) and node.arg == "title"
                if is_title or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "title"):
                    parts = node.value.values if isinstance(node.value, ast.JoinedStr) else [node.value]
                    yield " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def _paragraphs(name: str) -> list[str]:
    return [" ".join(text.split()) for text in PAGES[name].read_text("utf-8").split("\n\n")]


@cache
def _shown(path: Path) -> frozenset[float]:
    """The numbers in the outputs of a notebook, and how many rows its tables have; not how rows are counted."""
    found: set[float] = set()
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                found |= _of_table(data["text/html"])
            else:
                found |= _numbers(data.get("text/plain", "") + output.get("text", ""))
    return frozenset(found)


def _of_table(html: str) -> set[float]:
    soup = BeautifulSoup(html, "html.parser")
    rows = soup.select("tbody tr")
    heads = [row.th.get_text() if row.th else "" for row in rows]
    is_counted = heads == [str(number) for number in range(len(rows))]
    cells = soup.select("td, thead th" if is_counted else "td, th")
    return set().union({float(len(rows))}, *(_numbers(cell.get_text()) for cell in cells))


def _numbers(text: str) -> set[float]:
    return {float(number.replace(",", "")) for number in SHOWN.findall(text)}


def _is_shown(number: str, shown: frozenset[float]) -> bool:
    """Whether an output has the number, or one that is rounded to it; a percentage may be a share there."""
    if number.lower() in WORDS:
        return WORDS[number.lower()] in shown
    digits = number.rstrip("%").replace(",", "").rstrip(".")
    decimals = len(digits.partition(".")[2])
    if not decimals and not number.endswith("%"):
        return float(digits) in shown
    scales = (1, 100) if number.endswith("%") else (1,)
    reach = 0.5 * 10**-decimals + 1e-9
    return any(abs(value * scale - float(digits)) <= reach for value in shown for scale in scales)


def _unborne(text: str, where: str, shown: frozenset[float]) -> list[str]:
    """The numbers and claims for all in a sentence that no output bears out and no claim explains."""
    covered = text
    for claim in CLAIMS.get(where, []):
        covered = covered.replace(claim["words"], " ")
    numbers = [number for number in NUMBER.findall(covered) if not _is_shown(number, shown)]
    return [*numbers, *FOR_ALL.findall(covered)]


def _told(found: dict[str, list[str]]) -> str:
    """Which words of which sentences nothing bears out, and what to do."""
    lines = [f"{', '.join(missing)}: {text}" for text, missing in found.items()]
    advice = "Show it in an output of the notebook, mend the sentence, or give a check or a reason in tests/claims.toml."
    return "\n".join([*lines, advice])


# -- the sentences ---------------------------------------------------------------------------------------

notebooks = pytest.mark.parametrize("name", NOTEBOOKS)


@notebooks
def test_numbers_and_claims_of_the_prose_are_borne_out(name: str) -> None:
    path = NOTEBOOKS[name]
    found = {text: missing for text in _prose(path) if (missing := _unborne(text, name, _shown(path)))}
    assert not found, _told(found)


@notebooks
def test_titles_take_their_numbers_from_their_tables(name: str) -> None:
    found = {
        title: missing
        for title in _titles(NOTEBOOKS[name])
        if (missing := _unborne(title, name, frozenset()))
    }
    assert not found, _told(found)


@pytest.mark.parametrize("text", [report.TITLE], ids=["title"])
def test_what_the_first_page_adds_to_the_notebooks_claims_nothing(text: str) -> None:
    assert _unborne(text, "report", frozenset({2016.0})) == []


@pytest.mark.parametrize("name", PAGES)
def test_what_other_pages_say_of_the_five_articles_is_borne_out(name: str) -> None:
    """Their other figures are measured on corpora that do not ship."""
    shown = frozenset().union(*map(_shown, NOTEBOOKS.values()))
    about = [text for text in _paragraphs(name) if text.startswith(ABOUT)]
    assert about
    found = {text: missing for text in about if (missing := _unborne(text, name, shown))}
    assert not found, _told(found)


# -- the claims ------------------------------------------------------------------------------------------


@cache
def _names() -> dict[str, object]:
    """What a check may speak of."""
    gold = aa.quotes.load_gold()
    is_arguable = gold["kind"].eq("indirect") & gold["note"].str.contains("arguable", na=False)
    corpus = aa.Corpus()
    under = corpus.under_codings({"model": corpus.quotes, "reading": gold, "sure": gold[~is_arguable]})
    all_three = list(under.values())
    rates = {name: one.frame_rates("voice") for name, one in under.items()}
    frames = aa.compare.side_by_side(rates, value="n", by=["frame", "voice"], within="frame")
    ranked = pd.concat([one.stress() for one in all_three]).query("outcome != 'too few hits'")
    alike = [aa.compare.similarity_of_voice(one.tokens, one.sentences, n_samples=39) for one in all_three]
    return {
        "aa": aa,
        **dict(zip(["corpus", "read", "sure"], all_three, strict=True)),
        "all_three": all_three,
        "gold": gold,
        "codes": aa.join_spans(aa.frames.load_codes(), corpus.zones, ["zone"]),
        "alike": alike,
        "example": _example(),
        "leading": sorted(frames.query("n_first == 3")["frame"]),
        "steady": [
            frame
            for frame, rows in ranked.groupby("frame")
            if rows["first"].nunique() == 1 and not rows["outcome"].eq("flips").any()
        ],
        "in_definitions": _share_in_definitions(corpus),
        "simulated": pd.read_csv(TOP / "data" / "simulated" / "units.csv"),
        "elsewhere": pd.read_csv(TOP / "data" / "elsewhere" / "articles.csv"),
    }


def _example() -> dict[str, object]:
    """The invented corpus as notebook 06 makes it, its quoted words by outlet and group, and wording in marks."""
    folder = TOP / "data" / "example"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        loaded = aa.load_articles(folder / "exports", day_first=True)
    articles = loaded.drop_duplicates("text").query("language == 'en'")
    corpus = aa.Corpus(articles, frame_terms=folder / "frame_terms.csv", actors=folder / "actors.csv")
    words = corpus.shares(["source", "speaker_group"]).set_index(["source", "speaker_group"])["n"]
    bare = aa.voices.contrast_wordings(aa.voices.find_wordings(corpus.quotes, corpus.articles, corpus.voices))
    return {"loaded": loaded, "corpus": corpus, "quoted": words, "bare": bare}


def _share_in_definitions(corpus: aa.Corpus) -> float:
    """Which share of the frame wording stands word for word in the codebook's page on its frame."""
    book = (
        (TOP / "data" / "CODEBOOK.md").read_text("utf-8").partition("\n## Frames\n")[2].partition("\n## ")[0]
    )
    pages = {page.split()[0]: " ".join(page.lower().split()) for page in book.split("### ")[1:]}
    hits = corpus.matches.query("voice != 'related'")
    return float(
        np.mean(
            [match.lower() in pages[frame] for match, frame in zip(hits["match"], hits["frame"], strict=True)]
        )
    )


@pytest.mark.parametrize(
    ("where", "claim"), [(where, claim) for where in CLAIMS for claim in CLAIMS[where]], ids=str
)
def test_claims_still_stand_and_their_checks_are_true(where: str, claim: dict[str, str]) -> None:
    if where in NOTEBOOKS:
        said = [*_prose(NOTEBOOKS[where]), *_titles(NOTEBOOKS[where])]
    else:
        said = _paragraphs(where)
    assert any(claim["words"] in text for text in said), (
        "no sentence has these words any more: drop the claim"
    )
    assert claim.keys() in ({"words", "check"}, {"words", "reason"})
    is_true = eval(claim.get("check", "True"), dict(_names()))
    assert is_true, f"the tables no longer say {claim['words']!r}: mend the sentence and its check"


# -- that the test can fail ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Fifteen hits, 46 words, .21 and 27%.", []),
        ("Sixteen hits, 47 words, .22 and 28%.", ["Sixteen", "47", ".22", "28%"]),
        ("It never says so, and most do not.", ["never", "most"]),
        ("Nearly half of 1,248 words in v0.1.", ["half"]),
        ("", []),
    ],
    ids=["shown", "not shown", "for all", "part", "empty"],
)
def test_what_no_output_has_is_found(text: str, missing: list[str]) -> None:
    assert _unborne(text, "nowhere", frozenset({15.0, 46.0, 0.2145, 0.268, 1248.0})) == missing


def test_rows_are_counted_and_their_numbers_are_not() -> None:
    rows = "".join(f"<tr><th>{number}</th><td>{7 + number}</td></tr>" for number in range(3))
    assert _of_table(f"<table><thead><tr><th></th><th>n</th></tr></thead><tbody>{rows}</tbody></table>") == {
        3,
        7,
        8,
        9,
    }
    assert json.dumps(sorted(_numbers("2016-09-15, 1,248 of .5"))) == "[5.0, 9.0, 15.0, 1248.0, 2016.0]"
