"""This version beside version 0.1, in turn: seconds are those of a machine, ratios to the same work are not.

    python benchmarks/bench_before.py TEXTS [--rounds N]

The main job of bench_job.py, `quotes.attribute` and `speakers.resolve` one article a call, the first result
in a kernel, and `make report` (seven notebooks; five in 0.1). Version 0.1 is asked function by function for
the same (peers.py), in a checkout of its own with its own environment (HOW_TO_HAVE_IT).
"""

import sys

from bench_attribution import one_a_call
from bench_job import as_folder, job
from bench_start import CELL, first_result, report
from timing import (
    BUILD,
    HERE,
    Clock,
    clock,
    in_turn,
    keep,
    one_thread,
    options,
    part,
    peers,
    ratios,
    read_articles,
    told,
)

BEFORE = BUILD / "version-0.1"
HOW_TO_HAVE_IT = (
    "git worktree add build/version-0.1 b325027 && "
    ".uv/bin/uv sync --project build/version-0.1 --frozen --all-extras"
)
CELL_BEFORE = """
import aleppo_analysis as aa
articles = aa.load_articles()
zones = aa.find_zones(articles)
quotes = aa.resolve_speakers(aa.attribute_quotes(articles, zones=zones), articles)
matches = aa.add_voice(aa.match_frames(articles, aa.load_frame_terms()), quotes, zones)
tokens = aa.add_voice(aa.tokenize(articles), quotes, zones)
aa.frame_rates(matches, tokens, by=["source", "voice"])
"""
JOB, ONE_A_CALL, KERNEL, REPORT = "main job", "one article a call", "first result in a kernel", "make report"


def main() -> None:
    asked = options(__doc__)
    python = BEFORE / ".venv" / "bin" / "python"
    if not python.exists():
        print(f"Not measured: {python} is not there. {HOW_TO_HAVE_IT}")
        return
    articles = read_articles(asked.texts)
    some = part(articles, 8)
    with as_folder(articles) as folder:
        ours = {
            JOB: clock(lambda: list(job(folder))),
            ONE_A_CALL: one_a_call(some),
            KERNEL: lambda: first_result(sys.executable, HERE.parent, CELL),
            REPORT: lambda: report(sys.executable, HERE.parent),
        }
        data = {"folder": folder, "doc_ids": some["doc_id"].tolist(), "texts": some["text"].tolist()}
        with peers(str(python), [f"{name} of 0.1" for name in (JOB, ONE_A_CALL)], data) as others:
            others[f"{KERNEL} of 0.1"] = lambda: first_result(str(python), BEFORE, CELL_BEFORE)
            others[f"{REPORT} of 0.1"] = lambda: report(str(python), BEFORE)
            for name, way in ours.items():
                compare(name, {name: way, f"{name} of 0.1": others[f"{name} of 0.1"]}, asked.rounds)


def compare(name: str, sides: dict[str, Clock], rounds: int) -> None:
    ours, theirs = in_turn(sides, rounds).values()
    faster = ratios(theirs, ours)
    print(
        f"{name}: {told(ours)} s, in version 0.1 {told(theirs)} s: {told(faster)} times as fast", flush=True
    )
    keep({f"{name} v 0.1": faster})


if __name__ == "__main__":
    one_thread()
    main()
