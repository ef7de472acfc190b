"""How well `claims.find` reads quantities of news, beside quantulum3; its speed, and how its time grows.

    python benchmarks/bench_claims.py BENCH [PYTHON]

BENCH is a folder with external/newsquant.json, half of NewsQuant (Almasian et al. 2023, EMNLP: sentences of
news with value, unit and normalised unit of each quantity), and polnear/train/text. PYTHON is an interpreter
of an environment of its own, with benchmarks/requirements.txt installed; without it only ours is measured.

A quantity is right by its value if the number is the same, that of a range if both ends are; by value and
unit if the normalised unit is the same, too. Where that is a noun (*first-team player*), its last word must
be that of ours. Units are written in one way first: currencies and spellings by `SAME`, in the singular, per
cent as a share. For quantulum3 the names of its units are used.

The second lines of each tool leave out what is a difference of definition, not of reading:
1. *one of the best speakers* is 1 speaker in NewsQuant and no quantity here;
2. *a century* is none in NewsQuant and 1 century here; so are round words (*dozens*, *hundreds*);
3. a change (*from 13.5 to 14 mm*) is one range in NewsQuant and two quantities here; *eight or nine* is two
   quantities there and one range here.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import log
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pandas as pd
from polnear_data import needed

import aleppo_analysis as aa

PEER = """
import json, sys, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
for line in sys.stdin:
    print(json.dumps([[one.value, one.unit.name, one.surface] for one in parser.parse(json.loads(line))]))
"""
SAME = {  # how a unit is called by NewsQuant or quantulum3 -> how it is called here
    "percentage": "share", "percent": "share", "per cent": "share", "dimensionless": "", "-": "", "count": "",
    "year of age": "year", "age": "year", "pound-mass": "pound", "lb": "pound", "metric ton": "tonne",
    "pound sterling": "pound", "japanese yen": "yen", "chinese yuan": "yuan", "renminbi": "yuan",
    "united states dollar": "dollar", "us dollar": "dollar", "singaporean dollar": "singapore dollar",
    "danish krone": "crown", "malaysian ringgit": "ringgit", "indian rupee": "rupee",
    "south african rand": "rand", "brake horsepower": "horsepower", "celsius": "degree celsius",
    "fahrenheit": "degree fahrenheit", "parts-per-billion": "part per billion", "pound-foot": "pound-foot",
    "parts-per-million": "part per million", "foot pound-force": "pound-foot", "pound-feet": "pound-foot",
    "revolutions": "revolution", "mega british thermal unit": "million british thermal unit",
    "degree angle": "degree",
}  # fmt: skip
ODD = {"feet": "foot", "inches": "inch", "children": "child", "pound-feet": "pound-foot"}
VALUE = re.compile(r"(-?[\d.]+(?:e-?\d+)?)(?:-(\d[\d.]*))?")


class Read(NamedTuple):
    """A quantity: its number, or both ends of its range; its unit, and the words that it stands in."""

    values: tuple[float, ...]
    unit: str
    words: str
    other: str = ""  # another name of its unit


def main(bench: str, python: str | None = None) -> None:
    sentences = json.loads(needed(Path(bench) / "external" / "newsquant.json").read_text("utf-8"))
    texts = [each["text"] for each in sentences]
    gold = [list(map(coded, each["quantities"])) for each in sentences]
    print(f"{len(texts)} sentences, {sum(map(len, gold))} quantities")
    tools = {"claims.find": ours_in(texts)} | ({"quantulum3": peers_in(texts, python)} if python else {})
    for name, found in tools.items():
        report(name, gold, found)
        report("  definitions apart", *zip(*map(apart, texts, gold, found), strict=True))
    speed(Path(bench) / "polnear" / "train" / "text")


def coded(row: dict[str, str]) -> Read:
    """A quantity as NewsQuant has it; a share of something (*% voters*) is a share."""
    read = VALUE.fullmatch(row["value"].lower().replace(" ", ""))
    assert read, row
    unit = row["normalized_unit"].lower()
    scale = 100 if unit == "percentage" else 1
    values = tuple(float(part) / scale for part in read.groups() if part)
    name = "share" if unit.startswith(("percentage", "%")) else named(unit)
    return Read(values, name, row["unit"], named(row["unit"]))


def ours_in(texts: Sequence[str]) -> list[list[Read]]:
    """What `claims.find` reads in each sentence; of a bound the number that is printed."""
    names = [str(n) for n in range(len(texts))]
    articles = pd.DataFrame({"doc_id": names, "text": texts, "language": "en"})
    zones = articles[["doc_id"]].assign(start=0, end=articles["text"].str.len(), zone="body")
    found: list[list[Read]] = [[] for _ in texts]
    for row in aa.claims.find(articles, zones=zones).itertuples():
        ends = sorted({float(value) for value in (row.low, row.high) if not pd.isna(value)})
        unit = row.counted if row.kind in ("people", "count") and not pd.isna(row.counted) else row.unit
        read = Read(tuple(ends), named("" if pd.isna(unit) else unit), row.number)
        found[int(row.doc_id)].append(read._replace(other="" if pd.isna(row.unit) else named(row.unit)))
    return found


def peers_in(texts: Sequence[str], python: str) -> list[list[Read]]:
    """What quantulum3 reads; its per cent as a share."""
    lines = "\n".join(map(json.dumps, texts))
    ran = subprocess.run([python, "-c", PEER], input=lines, capture_output=True, text=True, check=True)
    return [
        [
            Read((value / 100 if named(unit) == "share" else value,), named(unit), words)
            for value, unit, words in json.loads(line)
        ]
        for line in ran.stdout.splitlines()
    ]


def named(unit: str) -> str:
    """A unit in the singular, by one name."""
    parts = [singular(part) for part in unit.lower().partition(" of ")[0].strip().split(" per ")]
    name = " per ".join(parts)
    return SAME[name] if name in SAME else " per ".join(SAME.get(part, part) for part in parts)


def singular(name: str) -> str:
    """A name with its words in the singular."""
    words = (re.sub(r"men$", "man", re.sub(r"ies$", "y", ODD.get(word, word))) for word in name.split())
    return " ".join(re.sub(r"(?<=ss)es$|(?<=[^sui])s$", "", word) for word in words)


def apart(text: str, gold: Sequence[Read], found: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    """Both without what is a difference of definition (see above)."""
    has_one = re.search(r"(?i)\bone of\b", text)
    kept = [
        row for row in gold if not (has_one and row.values == (1.0,) and row.words.endswith(("s", "people")))
    ]
    round_words = re.compile(r"(?i)(?:.* )?(?:an?|dozens|scores|hundreds|thousands|millions|billions)")
    ours = [half for row in found if not round_words.fullmatch(row.words) for half in halves(row, kept)]
    for row in kept:
        ends = [one for one in ours if one.values in ((row.values[0],), (row.values[-1],))]
        if len(row.values) == 2 and row.values not in [one.values for one in ours] and len(ends) == 2:
            ours = [*(one for one in ours if one not in ends), ends[1]._replace(values=row.values)]
    return kept, ours


def halves(row: Read, gold: Sequence[Read]) -> list[Read]:
    """Both ends of *eight or nine* where they stand apart in gold."""
    ends = [row._replace(values=(end,)) for end in row.values]
    is_parted = " or " in row.words and all(any(same_value(end, one) for one in gold) for end in ends)
    return ends if is_parted and len(ends) == 2 else [row]


def report(name: str, gold: Sequence[Sequence[Read]], found: Sequence[Sequence[Read]]) -> None:
    """Precision, recall and F1 of values, and of values with their units."""
    n_gold, n_found = (sum(map(len, rows)) for rows in (gold, found))
    for level, same in (("value", same_value), ("value and unit", same_both)):
        n = sum(len(paired(*rows, same)) for rows in zip(gold, found, strict=True))
        print(
            f"{name:20} {level:15} precision {n / n_found:.3f}, recall {n / n_gold:.3f}, "
            f"F1 {2 * n / (n_gold + n_found):.3f} ({n} of {n_gold}, {n_found} found)"
        )


def paired(
    gold: Sequence[Read], found: Sequence[Read], same: Callable[[Read, Read], bool]
) -> list[tuple[Read, Read]]:
    """Pairs of the same, each row once."""
    left = list(found)
    pairs = []
    for row in gold:
        if fits := [one for one in left if same(row, one)]:
            pairs.append((row, fits[0]))
            left.remove(fits[0])
    return pairs


def same_value(one: Read, other: Read) -> bool:
    return len(one.values) == len(other.values) and all(
        abs(a - b) <= 1e-6 * max(abs(a), abs(b))
        for a, b in zip(sorted(one.values), sorted(other.values), strict=True)
    )


def same_both(one: Read, other: Read) -> bool:
    """The same value and unit; of nouns the last word."""
    names, others = ({row.unit, row.other} - {""} or {""} for row in (one, other))
    lasts = ({name.split()[-1] for name in each if name and " per " not in name} for each in (names, others))
    first, second = lasts
    return same_value(one, other) and bool(names & others or first & second)


def speed(folder: Path) -> None:
    """Words a CPU second, the table of zones given, and the power of the length that time grows with."""
    files = sorted(folder.glob("*.txt"))
    texts = [file.read_text("utf-8") for file in files]
    articles = pd.DataFrame({"doc_id": [file.stem for file in files], "text": texts})
    points = []
    for n in (len(files) // 4, len(files)):
        part = articles.head(n)
        find = partial(aa.claims.find, part, zones=aa.text.find_zones(part))
        points.append((part["text"].str.split().str.len().sum(), median(seconds(find) for _ in range(5))))
    (few, little), (many, much) = points
    power = log(much / little) / log(many / few)
    print(f"claims.find: {many / much:,.0f} words a CPU second; time grows as the words do to {power:.2f}")


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main(*sys.argv[1:])
