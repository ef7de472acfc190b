"""How the time of what reads texts grows with one long text of each hostile kind.

    python benchmarks/bench_hostile.py [KIND]

Each kind is one piece repeated, in one article of 40,000, 80,000 and 160,000 characters: one paragraph
without end, nothing but marks, marks never closed, names, titles, dots, brackets, lines of a menu. Patterns
alone are tried by tests/test_growth.py; here the public functions are, each with the tables that those
before it made. The sizes are gone through in turn, and the exponent is the median of the rounds': a machine
that is slow for some seconds is so for a round. Python's collector, which begins to run in the longer texts,
does not. What is steeper than 1.1 is asked again on texts four times as long, and that counts: there a cost
that grows faster than the text outweighs all others, and what a machine does at one size weighs less. Of each
kind the two steepest functions are told. What takes over eight seconds is not tried on a longer text.
"""

import gc
import statistics
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from types import SimpleNamespace

import pandas as pd
from timing import in_rounds, keep, one_thread, power_of, seconds, seconds_alone

import aleppo_analysis as aa

SIZES = (40_000, 80_000, 160_000)
LONGER = tuple(4 * size for size in SIZES)
STEEP = 1.1
LEAST, MOST = 0.02, 8.0  # seconds below which nothing can be told; above which no longer text is tried
KINDS = {
    "one paragraph": "“We will go home as soon as we can,” Rana Aziz said, and she laughed at that. ",
    "retold speech": "Rana Aziz said that the mayor denied what Sami Haddad had told her about it. ",
    "nothing but marks": "“a” and “b” ",
    "marks never closed": "“It is a trap, she said, ",
    "marks in marks": "“He said ‘no’ and “yes” to ’em,” ",
    "straight marks": "\"a\" 'b' n't ",
    "names": "Ann Lee, ",
    "names of all kinds": "Mr. Abdul al-Rahman O’Neil-Smith of the United Nations met Ann Lee and Lee. ",
    "ever new names": "",
    "titles": "President Prime Minister Dr. Prof. Gen. ",
    "pronouns": "She said he told her that they gave him his. ",
    "capitals": "THE OLD FERRY RUNS AND THE MAYOR ",
    "one word": "a",
    "dots": "a. ",
    "dots and capitals": "A.B. ",
    "numbers": "1,000.5 of 30% on 3/4/2016 ",
    "hyphens": "a-b--c—",
    "apostrophes": "a’s b's ’90s ",
    "brackets": "(a [b] ",
    "blanks": "a   \t ",
    "empty lines": "\n \n",
    "short lines": "World\n",
    "short paragraphs": "World\n\n",
    "links": "Read more: A\n",
    "items": "- a\n",
    "bylines": "By Ann Lee\n",
    "colons": "ANN LEE: a\n",
    "wrapped lines": "The old ferry runs and the\nmayor\n",
    "cross-heads": "A b\n\nThe mayor said “a b” to her.\n\n",
}
Tables = SimpleNamespace
Step = Callable[[Tables], object]
STEPS: dict[str, Step] = {
    "load_articles": lambda t: aa.load_articles(t.given),
    "text.find_languages": lambda t: aa.text.find_languages(t.articles),
    "text.find_zones": lambda t: aa.text.find_zones(t.articles),
    "text.split_sentences": lambda t: aa.text.split_sentences(t.articles),
    "text.tokenize": lambda t: aa.text.tokenize(t.articles),
    "text.keyword_in_context": lambda t: aa.text.keyword_in_context(t.articles, "a"),
    "quotes.attribute": lambda t: aa.quotes.attribute(t.articles, zones=t.zones),
    "speakers.resolve": lambda t: aa.speakers.resolve(t.found, t.articles),
    "voices.find": lambda t: aa.voices.find(t.quotes, t.zones),
    "voices.add": lambda t: aa.voices.add(t.tokens, t.voices),
    "voices.find_wordings": lambda t: aa.voices.find_wordings(t.quotes, t.articles, t.voices),
    "voices.find_reporting_verbs": lambda t: aa.voices.find_reporting_verbs(t.quotes, t.zones),
    "frames.match": lambda t: aa.frames.match(t.articles, t.terms),
    "compare.count_articles": lambda t: aa.compare.count_articles(t.articles, t.zones),
    "compare.count_terms": lambda t: aa.compare.count_terms(t.words, by="doc_id"),
    "claims.find": lambda t: aa.claims.find(t.articles, zones=t.zones, quotes=t.quotes, voices=t.voices),
    "claims.find_dates": lambda t: aa.claims.find_dates(t.articles, zones=t.zones),
    "compare.shared_passages": lambda t: aa.compare.shared_passages(t.articles),
    "compare.align_quotes": lambda t: aa.compare.align_quotes(t.quotes),
    "read_article": lambda t: aa.read_article(t.articles, "a", quotes=t.quotes, zones=t.zones)._repr_html_(),
}


def main(only: str = "") -> None:
    warnings.simplefilter("ignore")
    print(f"{'kind':22}{'steepest function':30}{'exponent':>9}{'seconds':>9}  {'next'}")
    powers: dict[tuple[str, str], float] = {}
    for kind in KINDS:
        if only in kind:
            found = steepness(kind)
            (first, power), (second, next_power) = sorted(found.items(), key=lambda item: -item[1][0])[:2]
            print(
                f"{kind:22}{first:30}{power[0]:9.2f}{power[1]:9.2f}  {second} {next_power[0]:.2f}", flush=True
            )
            powers |= {(kind, name): power for name, (power, _) in found.items() if power}
    steep = sorted(((power, *place) for place, power in powers.items() if power > STEEP), reverse=True)
    median = statistics.median(powers.values())
    print(f"\nsteepest {max(powers.values()):.2f}, median of what can be told {median:.2f}")
    for power, kind, name in steep:
        print(f"  above {STEEP}: {name} on {kind}, {power:.2f}")
    if not only:
        keep({"hostile, steepest exponent": [max(powers.values())], "hostile, pairs above 1.1": [len(steep)]})


def steepness(kind: str) -> dict[str, tuple[float, float]]:
    """By function the exponent on one kind, 0 where it is too fast to tell, and the seconds of the longest
    text."""
    found = steepness_at(SIZES, kind, STEPS)
    steep = {name: STEPS[name] for name, (power, _) in found.items() if power > STEEP}
    again = steepness_at(LONGER, kind, steep) if steep else {}
    for name, (power, _) in again.items():
        print(f"  {found[name][0]:.2f} at first, {power:.2f} on longer texts: {name} on {kind}", flush=True)
    return found | again


def steepness_at(
    sizes: Sequence[int], kind: str, steps: Mapping[str, Step]
) -> dict[str, tuple[float, float]]:
    made: dict[int, Tables] = {}
    for size in sizes:
        if seconds(lambda size=size: made.update({size: tables(text_of(kind, size))})) > 2 * MOST:
            break
    gc.freeze()  # so that the tables are not looked through again before each call
    found = {name: steepness_of(step, made) for name, step in steps.items()}
    gc.unfreeze()
    return found


def steepness_of(step: Step, made: Mapping[int, Tables]) -> tuple[float, float]:
    first: list[float] = []  # not counted: what is made once, such as patterns, is made in it
    for t in made.values():
        first.append(seconds_alone(lambda t=t: step(t)))
        if first[-1] > MOST:
            break
    if first[-1] < LEAST or len(first) < 2:
        return 0.0, first[-1]
    sizes = list(made)[: len(first)]
    ways = [lambda t=made[size]: seconds_alone(lambda: step(t)) for size in sizes]
    rounds = in_rounds(ways, 3 if sum(first) > 1 else 5)
    return power_of(sizes, rounds), statistics.median(spent[-1] for spent in rounds)


def text_of(kind: str, size: int) -> str:
    if kind == "ever new names":
        new = map("".join, product("BDFGKLMNPRST", "aeio", "bdfgklmnprst", "aeio", "nrst"))
        return "".join(f"Ann {name} met Sami {next(new)}. " for name in islice(new, size // 22))
    return "The old ferry\n\nIt runs.\n\n" + KINDS[kind] * (size // len(KINDS[kind])) + "x.\n"


def tables(text: str) -> Tables:
    t = SimpleNamespace(given=pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": [text]}))
    t.terms = aa.frames.load_terms()
    t.articles = aa.load_articles(t.given)
    t.zones = aa.text.find_zones(t.articles)
    t.tokens = aa.text.tokenize(t.articles)
    t.words = aa.join_spans(t.tokens, t.zones, ["zone"])
    t.found = aa.quotes.attribute(t.articles, zones=t.zones)
    t.quotes = aa.speakers.resolve(t.found, t.articles)
    t.voices = aa.voices.find(t.quotes, t.zones)
    return t


if __name__ == "__main__":
    one_thread()
    main(*sys.argv[1:])
