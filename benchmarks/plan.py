"""The figures of docs/scale.md and README.md: what was measured, and what a large corpus would take at that
rate.

    python benchmarks/plan.py [--take]

Prints the tables. `--take` first takes over what `make bench` and `make bench-workers` last measured into
benchmarks/measured.json, where what they did not measure stays, and writes the tables into docs/scale.md, and
a sentence into README.md, between their marks. The same figures always give the same words.

Processor hours are words by the rate of the large run of bench_many.py, hours by the clock those by the
cores and by the share of a core that is left when they work side by side: half of what two processes reach,
and ASSUMED where nobody has measured it.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
MEASURED = HERE / "measured.json"
DOCUMENTS = (HERE.parent / "docs" / "scale.md", HERE.parent / "README.md")
ASSUMED = 0.8
TABLES = ("articles", "zones", "sentences", "quotes", "voices", "matches", "numbers", "counts", "tokens")
ASKED_FOR = "tokens"  # the one table that is written only if it is asked for
A_LAPTOP = 8e9  # bytes of memory
A_PART = 500  # articles
Figures = Mapping[str, float]


# Work, by the public way | version 0.1 | required | aim | the kept figure | digits
ASKED = """
main job, words per CPU second | 37,000 | 65,000 | 100,000 | job, words a second | 0
the same, times as fast as version 0.1 in turn | 1 | 1.76 | 2.70 | main job v 0.1 | 2
attribution v textacy, times as fast | 8 to 9 | 12 | 20 | attribution v textacy | 1
one article a call, words per CPU second | 17,000 to 19,000 | 40,000 | 60,000 | one article a call | 0
the same, times as fast as version 0.1 in turn | 1 | 2.22 | 3.33 | one article a call v 0.1 | 2
articles to tf-idf by article / TfidfVectorizer | 3.7 | 1.0 | .5 | tf-idf, texts / TfidfVectorizer | 2
log-odds of 7 outlets v FightingWords, times as fast | 1.9 | 8 | 15 | log-odds, FightingWords / texts | 1
the same without dispersion, as FightingWords | | 8 | 15 | log-odds, FightingWords / without dispersion | 1
2,000 frequent words / hyperscan | 17 | 3 | 1 | dense list / hyperscan | 1
tokens with voice, bytes a word kept | 77 | 20 | 14 | tokens, bytes a word kept | 1
main job of 18.7 million words, bytes a word at the peak | 434 | 120 | 80 | job, bytes a word at the peak | 0
two processes, 20 million words, times as fast | none | 1.6 | 1.8 | two processes, x32 | 2
growth exponent, the steepest public function | 1.95 | 1.1 | 1.05 | growth, steepest exponent | 2
growth exponent, the steepest on a hostile text | | 1.1 | 1.05 | hostile, steepest exponent | 2
kernel CPU to the first result, s | 2.1 | 1.05 | .7 | kernel, seconds to the first result | 2
the same, times as fast as version 0.1 in turn | 1 | 2 | 3 | first result in a kernel v 0.1 | 2
`make report`, warm, CPU s | 41 | 25 | 15 | make report, seconds | 1
the same, times as fast as version 0.1 in turn | 1 | 1.64 | 2.73 | make report v 0.1 | 2
"""


class Case(NamedTuple):
    """A corpus and what it is annotated on."""

    name: str
    articles: int
    machines: int
    cores: int


CASES = (
    Case("a million on a laptop of 4 cores", 1_000_000, 1, 4),
    Case("100 million on 4 machines of 32 cores", 100_000_000, 4, 32),
    Case("100 million on 16 machines of 32 cores", 100_000_000, 16, 32),
)


class Need(NamedTuple):
    """What a case takes: `memory` of the workers of one machine, `known` of the process that deals parts out,
    `disk` for the tables, and `lines` for the texts while the work goes on, in GB."""

    words: float
    processor_hours: float
    hours: float
    memory: float
    known: float
    disk: float
    lines: float
    files: int


def need(case: Case, figures: Figures) -> Need:
    words = case.articles * figures["words an article"]
    processor_hours = words * figures["many, processor"] / figures["many, words"] / 3600
    written = [name for name in TABLES if name != ASKED_FOR]
    return Need(
        words=words,
        processor_hours=processor_hours,
        hours=processor_hours / (case.machines * case.cores * efficiency(figures)),
        memory=case.cores * figures["many, worker"] / 1e9,
        known=case.articles * figures["many, bytes known an article"] / 1e9,
        disk=words * sum(figures[f"disk, {name}"] for name in written) / 1e9,
        lines=words * figures["many, lines"] / figures["many, words"] / 1e9,
        files=case.articles // A_PART * len(written),
    )


def efficiency(figures: Figures) -> float:
    """The share of a core that is left where several work."""
    return figures["two processes, x32"] / 2 if "two processes, x32" in figures else ASSUMED


def plan(figures: Figures) -> str:
    """The table of the cases, one row a quantity."""
    needs = [need(case, figures) for case in CASES]
    rows = {
        "words, thousand million": [f"{one.words / 1e9:,.1f}" for one in needs],
        "processor hours": [f"{one.processor_hours:,.0f}" for one in needs],
        "hours by the clock": [f"{one.hours:,.1f}" for one in needs],
        "memory of the workers of a machine, GB": [f"{one.memory:,.1f}" for one in needs],
        "memory of the process that deals parts out, GB": [f"{one.known:,.1f}" for one in needs],
        "disk for the tables, GB": [f"{one.disk:,.0f}" for one in needs],
        "disk for the texts while it runs, GB": [f"{one.lines:,.0f}" for one in needs],
        "files": [f"{one.files:,}" for one in needs],
    }
    heads = ["", *(case.name for case in CASES)]
    return as_table(heads, [[name, *cells] for name, cells in rows.items()])


def costs(figures: Figures) -> str:
    """One row a table: its share of the time, and its room on disk for a million articles and 100 million."""
    spent = {name: figures[f"seconds, {name}"] for name in TABLES}
    whole = sum(seconds for name, seconds in spent.items() if name != ASKED_FOR)
    rows = []
    for name in TABLES:
        a_word = figures[f"disk, {name}"]
        gigabytes = a_word * figures["words an article"] * 1e6 / 1e9
        rows.append(
            [
                f"`{name}`",
                f"{100 * spent[name] / whole:.0f}%",
                f"{a_word:.1f}",
                f"{gigabytes:.1f}",
                f"{gigabytes / 10:.2f}",
            ]
        )
    return as_table(
        ["table", "of the time", "bytes a word", "GB, a million articles", "TB, 100 million"], rows
    )


def run(figures: Figures) -> str:
    """The run on which the plan rests, one row a quantity."""
    many = {
        name.removeprefix("many, "): value for name, value in figures.items() if name.startswith("many, ")
    }
    rows = {
        "articles": f"{many['articles']:,.0f}",
        "words": f"{many['words']:,.0f}",
        "minutes by the clock": f"{many['clock'] / 60:,.1f}",
        "minutes of the processors": f"{many['processor'] / 60:,.1f}",
        "words a processor second": f"{many['words'] / many['processor']:,.0f}",
        "memory of the largest worker, MB": f"{many['worker'] / 1e6:,.0f}",
        "the same, times what a tenth of the articles took": f"{many['memory of a worker, times']:.2f}",
        "memory of the process that deals parts out, MB": f"{many['here'] / 1e6:,.0f}",
        "of these for each article, bytes": f"{many['bytes known an article']:,.0f}",
        "disk for the tables, GB": f"{many['disk'] / 1e9:,.1f}",
        "files": f"{many['files']:,.0f}",
        "memory of a process that asks, MB": f"{many['memory of who asks'] / 1e6:,.0f}",
    }
    return as_table(["two processes", "took"], [list(row) for row in rows.items()])


def questions(figures: Figures) -> str:
    """What it takes to ask the tables of that run, one row a question."""
    spent = {name: value for name, value in figures.items() if name.startswith("asked, ")}
    rows = [[name.removeprefix("asked, "), f"{value:,.1f}"] for name, value in spent.items()]
    return as_table(["asked of the tables", "processor seconds"], rows)


def engines(figures: Figures) -> str:
    """How many times as long as another engine pyarrow takes, one row an engine and question."""
    others = {name: value for name, value in figures.items() if name.startswith("pyarrow / ")}
    rows = [
        [*name.removeprefix("pyarrow / ").split(", ", 1), f"{value:.1f}"] for name, value in others.items()
    ]
    return as_table(["beside", "question", "pyarrow takes, times as long"], rows)


def held(figures: Figures) -> str:
    """The sentence about what fits into memory."""
    a_word = figures["job, bytes a word at the peak"]
    words = A_LAPTOP / a_word
    return (
        f"In memory the main job takes {a_word:,.0f} bytes a word, so that {A_LAPTOP / 1e9:.0f} GB hold "
        f"{words / 1e6:,.0f} million words, {words / figures['words an article']:,.0f} articles."
    )


def asked(told: Mapping[str, Callable[[int], str]]) -> str:
    """What is asked of the library and what it does; `told` gives each figure with so many digits."""
    rows = []
    for line in ASKED.strip().splitlines():
        *cells, figure, digits = (cell.strip() for cell in line.split("|"))
        rows.append([*cells, told[figure](int(digits)) if figure in told else "not measured"])
    return as_table(["work, by the public way", "0.1", "required", "aim", "now"], rows)


def as_table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def figures_of(kept: Mapping[str, list[float]]) -> dict[str, float]:
    """The medians, to six digits, so that a run of no other result changes nothing."""
    return {name: float(f"{statistics.median(values):.6g}") for name, values in sorted(kept.items())}


def speed(figures: Figures) -> str:
    """The sentence of README.md about PolNeAR's articles."""
    words, a_second = 840 * figures["words an article"], figures["annotate, words a second"]
    return (
        f"A word takes {1e6 / a_second:.0f} microseconds of one core: 840 articles with {words:,.0f} words,\n"
        f"every table written, {words / a_second:.0f} seconds and {figures['annotate, MB'] / 1e3:.1f} GB."
    )


def blocks(figures: Figures) -> dict[str, str]:
    """What stands in the documents, by the name of its marks."""
    told = {name: partial(_rounded, value) for name, value in figures.items()}
    made = {"speed": speed(figures), "measured": asked(told)}
    made |= {"run": run(figures), "questions": questions(figures), "held": held(figures)}
    made |= {"engines": engines(figures)}
    return made | {"costs": costs(figures), "plan": plan(figures)}


def _rounded(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def with_blocks(text: str, made: Mapping[str, str]) -> str:
    """A document with whatever it has marks for between them."""
    for name, block in made.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        if begin in text:
            before, _, rest = text.partition(begin)
            text = f"{before}{begin}{block}{end}{rest.partition(end.lstrip())[2]}"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--take", action="store_true")
    asked_for = parser.parse_args()
    if asked_for.take:
        from timing import kept

        taken = json.loads(MEASURED.read_text("utf-8")) | figures_of(kept())
        MEASURED.write_text(f"{json.dumps(taken, indent=1, sort_keys=True)}\n", "utf-8")
    made = blocks(json.loads(MEASURED.read_text("utf-8")))
    for document in DOCUMENTS if asked_for.take else ():
        document.write_text(with_blocks(document.read_text("utf-8"), made), "utf-8")
    print("\n\n".join(made.values()))


if __name__ == "__main__":
    main()
