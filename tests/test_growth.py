"""No pattern takes time that grows faster than the text, whatever the text: one article never stops a corpus.

Every compiled pattern of the package is tried, in the way in which the package calls it, on pieces repeated more
and more often, with an ending that lets the match fail. Only the growth of CPU time counts.
"""

import ast
import importlib
import math
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import pytest

import aleppo_analysis as aa
from aleppo_analysis.claims import finding
from aleppo_analysis.text.lexicon import Lexicon, _key_regex, _pattern_of, _rest_regex
from aleppo_analysis.text.lines import joined, unwrapped
from aleppo_analysis.text.negation import is_negated
from aleppo_analysis.text.page import titles_of, zones_of
from aleppo_analysis.text.terms import term_pattern
from aleppo_analysis.view.html import Layer, Span, blocks_of, text_html

MOST = 1.2  # time may grow with this power of the length
ROUNDS = (
    (1_500, 1),
    (1_500, 3),
    (12_000, 3),
    (60_000, 3),
    (60_000, 5),
    (60_000, 9),
    (60_000, 15),
    (60_000, 25),
)  # length and runs; on if in doubt, as a busy machine leaves it
FAST, SLOW = 0.0001, 0.1  # seconds too short to be measured; seconds too long to be waited for
STEEP = 4  # times as slow for half as much text again: enough seen

SIGNS = "ésAÉ1_.,;:!?…-–—'’“”\"«‹`([{/@#$<\u0301"
PIECES = (
    " |\t|\u00a0|\n| \n|a|ab|ed|ly|ers|''|--|...|a |a  |A |Aa |A.|A. |a.|a-|-A|a’|A’|s' |a,|a, |a/|1.|1/1/|2016 "
    "|Ann Lee, |Mr. |al-|A-a |’s |n't |said | said|, said |said that |and | and|the |by |as |of |who |wasly "
    "|(a|(a)| (| [|(AP |“a” |a”, |. |.” |! |.\n|: |a: b |— |\n- A|@a |### |<Axes: |<Axes: title={"
).split("|") + list(SIGNS)
TERMS = ("*a*", "a*a*a*b", "x*a*a*a*b", "a****b", "*said*said*d", "*a a*b *c", "a*-*b*'s")
WITH_ANY_WORD = ("a * b", "* a", "a * * *")  # a word that is but a star; a frame has no such term
CALLED_BY_ANOTHER_NAME = {
    "dates._WRITTEN": "finditer",
    "repair._ESCAPE": "subn",
    "repair._ESCAPED_CHARACTER": "subn",
    "layouts._FORMS": "match",
    "naming._CALLED": "search",
    "naming._DESCRIBED": "search",
    "terminal._AS_OPTIONS": "sub",
    "repair._BREAK_SIGN": "search",
    "spreadsheets.FORMULA": "sub",
}

Call = tuple[str, re.Pattern[str], str]  # where, what, and the method, if known
Kind = tuple[str, str, str]  # of text: how it begins, what is repeated, how it ends


def calls_in(module: ModuleType) -> Iterator[Call]:
    """The patterns of a module with the methods it calls, those in its tables, and those it writes into a call."""
    place = module.__name__.rpartition(".")[2]
    for name, value in vars(module).items():
        for pattern in patterns_in(value):
            yield f"{place}.{name}", pattern, CALLED_BY_ANOTHER_NAME.get(f"{place}.{name}", "")
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(str(regex)), *_]):
                if method in dir(re.Pattern):
                    yield f"{place}.{regex}", re.compile(regex), method
            case ast.Call(ast.Attribute(ast.Name(name), method)):
                if isinstance(pattern := vars(module).get(name), re.Pattern):
                    yield f"{place}.{name}", pattern, method


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in([*value, *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from patterns_in(each)


def calls_elsewhere() -> Iterator[Call]:
    """What is compiled for a term."""
    for term in (*TERMS, *WITH_ANY_WORD):
        yield f"term_pattern {term}", term_pattern(term), "finditer"
    for term in TERMS:
        pattern = _pattern_of(term)
        rests = filter(None, (pattern.head, pattern.tail))
        yield from ((f"lexicon {term}", _rest_regex(rest), "match") for rest in rests)
        if "*" in pattern.key:
            yield f"lexicon {term}", _key_regex(pattern.key), "fullmatch"


MODULES = [importlib.import_module(name) for _, name, _ in walk_packages(aa.__path__, "aleppo_analysis.")]
NAMES: dict[re.Pattern[str], str] = {}
METHODS: defaultdict[re.Pattern[str], set[str]] = defaultdict(set)
for where, what, method in (*(call for module in MODULES for call in calls_in(module)), *calls_elsewhere()):
    NAMES.setdefault(what, where)
    METHODS[what] |= {method} - {""}


def kinds_of_text(pattern: re.Pattern[str]) -> Iterator[Kind]:
    """Pieces of any news, and the words that the pattern knows (of very many some)."""
    known = sorted(set(re.findall(r"[A-Za-z]+", re.sub(r"\\.|\?P<\w+>|\[[^]]*\]", " ", pattern.pattern))))
    for piece in PIECES:
        yield from [("", piece, "x.x\n$"), ("x ", piece, "x")]
    for word in known[:: len(known) // 99 + 1]:
        yield from [("", word + " ", "x.x"), (word, " ", "$"), (word, "a", ".")]
    yield from [("", sign, " $") for sign in SIGNS] + [("(", "AP ", "x")]


def growth(call: Callable[[str], object], kind: Kind) -> float:
    """The power of its length that the time for a text grows with, by the first round that clears it."""
    for longest, runs in ROUNDS:
        power = growth_up_to(longest, runs, call, kind)
        if power < MOST:
            break
    return power


def growth_up_to(longest: int, runs: int, call: Callable[[str], object], kind: Kind) -> float:
    """The same up to a length, in steps so small that even time that doubles with each letter is noticed soon."""
    begin, piece, end = kind
    points: list[tuple[int, float]] = []
    repeats, is_steep = 4, False
    while len(points) < 2 or (points[-1][0] < longest and points[-1][1] < SLOW and not is_steep):
        tried = begin + piece * repeats + end
        points.append((len(tried), min(seconds(call, tried) for _ in range(runs))))
        is_steep = points[-1][1] > max(FAST, STEEP * points[-2:][0][1])
        repeats += repeats // (1 if points[-1][1] < FAST / 5 else 2)
    (short, little), (long, much) = points[-6:][0], points[-1]
    return 1.0 if much < FAST else math.log(much / little) / math.log(long / short)


def seconds(call: Callable[[str], object], tried: str) -> float:
    begun = time.process_time()
    call(tried)
    return max(time.process_time() - begun, 1e-7)


def as_called(pattern: re.Pattern[str], method: str) -> Callable[[str], object]:
    call = getattr(pattern, method)
    if method == "finditer":
        return lambda tried: deque(call(tried), maxlen=0)
    return (lambda tried: call("", tried)) if method in ("sub", "subn") else call


@pytest.mark.parametrize("pattern", NAMES, ids=NAMES.values())
def test_time_grows_no_faster_than_the_text(pattern: re.Pattern[str]) -> None:
    assert METHODS[pattern], "say how it is called, in CALLED_BY_ANOTHER_NAME"
    for method, kind in product(sorted(METHODS[pattern]), kinds_of_text(pattern)):
        power = growth(as_called(pattern, method), kind)
        assert power < MOST, f"{method}: time grows with the power {power:.1f} of the length of {kind}"


LEXICON = Lexicon((0, term, ["a*b", "no a"] * (term == "*a*")) for term in (*TERMS, "a", "no", "a b"))


def matched(text: str) -> object:
    """All hits of some terms, and which are negated."""
    places = LEXICON.places([text])
    return LEXICON.hits(places), is_negated(text, places[:, 1])


LINES = (  # what pages may repeat without end
    "a\n|A\n|A\n\n|a-\n|a-\nB\n|World\n|World\n\n|Most read\n|Read more: A\n|a:\n|a:\n\n|- a\n|1. a\n|a;\n|a\tb\n|\n \n"
    "|By Ann Lee\n|Ann Lee\n|6:31pm\n|Who pays?\n\n|Who pays?\n|[A/AP]\n|[A/AP]\n\n|A b.\n|A b\n  c\n|***\n|The old ferry runs\n"
    "|The old ferry runs and the\nmayor\n|A b c d e\nWorld\n\n"
).split("|")


NUMBERS = (  # what may be repeated around numbers
    "5 |five |half of |a |an hour |more than |3-|1,000|1 000 |million |and |or |, |five and |between 2 |(5 |5) |boats |$|"
    "May |on Sunday |in 2016 |4.30 am |of the 40 |5-hour |who is 5, |A, 5, |\u00ad5|\u200b"
).split("|")


def test_the_time_of_rules_about_numbers_grows_no_faster_than_the_text() -> None:
    def rule(text: str) -> object:
        return list(finding._rows(finding._Given(text, date(2016, 10, 24), True)))

    for kind in [("", piece, "") for piece in NUMBERS] + [("5 ", piece, " boats.") for piece in NUMBERS]:
        assert (power := growth(rule, kind)) < MOST, f"the power {power:.1f} of the length of {kind}"


def zones(text: str) -> object:
    return zones_of([text], [None])


def title(text: str) -> object:
    return titles_of([text])


@pytest.mark.parametrize("rule", [unwrapped, joined, zones, title], ids=lambda rule: rule.__name__)
def test_the_time_of_rules_about_lines_grows_no_faster_than_the_text(rule: Callable[[str], object]) -> None:
    for kind in [("", line, "") for line in LINES] + [("A\n", line, "x.\n") for line in LINES]:
        assert (power := growth(rule, kind)) < MOST, f"the power {power:.1f} of the length of {kind}"


@pytest.mark.parametrize(
    "piece", ["a", "ab", "a ", "no ", "no a ", "a-", "x", "isn't ", "aaab ", "said", "a b ", "'", "non-"]
)
def test_the_time_of_a_lexicon_grows_no_faster_than_the_text(piece: str) -> None:
    for kind in [("", piece, ""), ("x ", piece, "x"), ("a", piece, " b")]:
        assert (power := growth(matched, kind)) < MOST, f"the power {power:.1f} of the length of {kind}"


def shown(text: str) -> str:
    """The text to read, with each word marked."""
    blocks = blocks_of(text, [(0, len(text), "body")])
    layer = Layer("Words", "all", "")
    marked = [Span(*word.span(), layer, "aa-f", "", "a word") for word in re.finditer(r"\S+", text)]
    return text_html(text, blocks, marked, anchor="a")


@pytest.mark.parametrize("piece", ["a b\n", "a b "], ids=["paragraphs", "one paragraph"])
def test_the_time_to_show_a_text_grows_no_faster_than_it(piece: str) -> None:
    assert (power := growth(shown, ("", piece, ""))) < MOST, f"the power {power:.1f} of the length"
