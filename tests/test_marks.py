"""Quotation marks of every style, paired by reading the text."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.quotes.marks import find_marks

BENCH = Path(__file__).parents[2] / "shared" / "bench"


def contents(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in find_marks(text)]


STYLES = {
    "curly double": ("“We will stay,” he said.", ["We will stay,"]),
    "straight double": ('He spoke of a "long winter" and "no bread".', ["long winter", "no bread"]),
    "doubled apostrophes": ("''We will stay,'' he said.", ["We will stay,"]),
    "backquotes and apostrophes": ("``We will stay,'' he said.", ["We will stay,"]),
    "doubled curly singles": ("‘‘We will stay,’’ he said.", ["We will stay,"]),
    "British single": ("‘We will stay,’ he said.", ["We will stay,"]),
    "British single straight": ("'We will stay,' he said.", ["We will stay,"]),
    "apostrophes only": (
        "The rebels’ area isn’t O’Brien’s, rock ’n’ roll of the ’90s; 'twas '08 or ‘til.",
        [],
    ),
    "ayn and okina": ("In al-‘Arabi, Ba‘ath and Shi‘ite towns.", []),
    "possessive within single marks": (
        "‘The rebels’ leaders said no,’ she said.",
        ["The rebels’ leaders said no,"],
    ),
    "single marks before a possessive": ("The ‘rebels’ near the fighters’ camp.", ["rebels"]),
    "two scare quotes ending in s": ("These ‘rebels’ and those ‘fighters’ left.", ["rebels", "fighters"]),
    "contraction within single marks": ("‘It isn’t O’Brien’s,’ he said.", ["It isn’t O’Brien’s,"]),
    "headline": ("Minister: truce 'is over'", ["is over"]),
    "guillemets": ("«We will stay», he said.", ["We will stay"]),
    "guillemets with spaces": ("« We will stay », he said.", ["We will stay"]),
    "guillemets with no-break spaces": ("«\u00a0We will stay\u202f», he said.", ["We will stay"]),
    "guillemets turned round": ("»We will stay«, he said.", ["We will stay"]),
    "straight marks with spaces": ('" What is it? " asked Beth. " No. "', ["What is it?", "No."]),
    "a straight mark between blanks, alone": ('He waited " and left.', []),
    "a space before a closing mark": ('"We left. " he said. "We slept."', ["We left.", "We slept."]),
    "angle marks": ("‹No›, he said.", ["No"]),
    "low and high": ("„We will stay“, he said.", ["We will stay"]),
    "angle marks turned round": ("›Nein‹, sagte er.", ["Nein"]),
    "corner marks": ("「港は『今』閉めない」と語った。", ["港は『今』閉めない", "今"]),
    "curly marks without blanks": ("市长说“港口不会关闭”，周一晚上。", ["港口不会关闭"]),
    "low and right": ("„We will stay”, he said.", ["We will stay"]),
    "right marks only": ("”We will stay”, he said.", ["We will stay"]),
    "left mark closes": ("The “truce“ of the “winter” is over.", ["truce", "winter"]),
    "inches and feet": ('The 6\'2" guard raised the 30" pipe.', []),
    "after a dash and in brackets": ("The truce—“a joke” (“a trick”) ended.", ["a joke", "a trick"]),
    "mark written twice": ('"“We will stay,” he said.', ["We will stay,"]),
    "nothing in the marks": ("He said “…” and \"\" and ''.", []),
    "single in double": ("“The ‘moderates’ left,” he said.", ["The ‘moderates’ left,", "moderates"]),
    "single at the edge of double": (
        "“‘Moderates’ is wrong,” he said.",
        ["‘Moderates’ is wrong,", "Moderates"],
    ),
    "double in single": ("‘He said “no” to me,’ she said.", ["He said “no” to me,", "no"]),
    "possessive in double in single": (
        "‘He saw “the rebels’ area” burn,’ she said.",
        ["He saw “the rebels’ area” burn,", "the rebels’ area"],
    ),
    "double in double": ("“He said “no” to me,” she said.", ["He said “no” to me,", "no"]),
    "guillemets in guillemets": ("« Il dit « non » deux fois »", ["Il dit « non » deux fois", "non"]),
}


@pytest.mark.parametrize(("text", "expected"), STYLES.values(), ids=STYLES)
def test_styles(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_a_mark_gives_its_words_and_its_marks() -> None:
    (mark,) = find_marks("Line\n\nHe said: “No.”")
    assert mark == (16, 19, 15, 20, 0, True, 1)


def test_depth_counts_the_marks_around() -> None:
    marks = find_marks("“He said ‘no’ twice” and “no”")
    assert [mark.depth for mark in marks] == [0, 1, 0]


UNCLOSED = {
    "reopened paragraphs": (
        "“We left.\n\n“We walked.\n\n“We slept,” he said.",
        [("We left.", False), ("We walked.", False), ("We slept,", True)],
    ),
    "reopened single": ("‘We left.\n‘We slept,’ he said.", [("We left.", False), ("We slept,", True)]),
    "reopened doubled": ("''We left.\n''We slept,'' he said.", [("We left.", False), ("We slept,", True)]),
    "closed below without reopening": (
        "He said “We left.\nWe slept” again.",
        [("We left.", False), ("We slept", True)],
    ),
    "guillemets, paragraphs led by closing marks": (
        "« We left.\n» We slept », he said.",
        [("We left.", False), ("We slept", True)],
    ),
    "reopened single after a sentence": (
        "'We left,' he said. 'We slept.\n'We woke,' he said.",
        [("We left,", True), ("We slept.", False), ("We woke,", True)],
    ),
    "forgotten to the end": ("He said: “We left.", [("We left.", False)]),
    "forgotten before the next quotation": (
        "“We left, he said. “We slept,” he said.",
        [("We left,", False), ("We slept,", True)],
    ),
    "forgotten before the speaker": ("“We left, Anna Lee told us.", [("We left,", False)]),
    "forgotten before a role and a name": ("“We left, guide Anna Lee said.", [("We left,", False)]),
    "forgotten single": ("‘We left, said Anna.", [("We left,", False)]),
    "not forgotten: the quotation goes on below": (
        "“We left, he said so.\n\n“We slept.”",
        [("We left, he said so.", False), ("We slept.", True)],
    ),
    "closed below behind a single mark that is open": (
        "“It is so.\n\nHe ‘said it” and left’ now.",
        [("It is so.", False), ("He ‘said it", True)],
    ),
    "two apostrophes close behind a blank": ('"We stay, ’’said Lee.', [("We stay,", True)]),
    "spaces and blank lines between": (
        "“We left. \n \n“We slept.”",
        [("We left.", False), ("We slept.", True)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), UNCLOSED.values(), ids=UNCLOSED)
def test_missing_closing_marks(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(text[mark.start : mark.end], mark.is_closed) for mark in find_marks(text)] == expected


@given(st.text(alphabet="ab s.,“”\"'‘’«»‹›「」„`\n\r90", max_size=60))
def test_any_text_gives_nested_spans_inside_one_line(text: str) -> None:
    marks = find_marks(text)
    assert marks == sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for mark in marks:
        assert 0 <= mark.open_start <= mark.start < mark.end <= mark.close_end <= len(text)
        assert text[mark.start : mark.end] == text[mark.start : mark.end].strip()
        assert "\n" not in text[mark.start : mark.end] and "\r" not in text[mark.start : mark.end]
        around = [other for other in marks if other.start < mark.start < other.end]
        assert all(mark.end <= other.end for other in around)


def test_many_marks_and_long_paragraphs() -> None:
    assert len(find_marks("“no” ‘yes’ " * 50_000)) == 100_000
    assert len(find_marks("“" * 100_000 + "word ‘s’ s" * 100_000)) > 0
    assert len(find_marks("« a " * 100_000)) == 100_000


def test_double_marks_follow_the_conventions_of_the_benchmark() -> None:
    """Each unit of the scorer is a stretch of ours, on at least 99.8% of the units of the train articles."""
    texts = sorted((BENCH / "polnear" / "train" / "text").glob("*.txt"))
    if not texts:
        pytest.skip("needs ../shared/bench")
    spec = importlib.util.spec_from_file_location("quotes.score", BENCH / "score_quotes.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    n_units = n_found = 0
    for path in texts:
        text = scorer.read(str(path))
        found = {text[mark.start : mark.end].strip() for mark in find_marks(text)}
        units = [text[start:end].strip() for start, end in scorer.direct_units(text)]
        n_units, n_found = n_units + len(units), n_found + sum(unit in found for unit in units)
    assert n_found / n_units > 0.998
