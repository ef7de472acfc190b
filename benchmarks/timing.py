"""Processor time in turn, peers in their own environment, memory of a fresh process: what the benchmarks
share.

Every figure is processor time of one thread (`one_thread` sees to it), so that a loaded machine moves it
little. What is compared runs in turn, A B A B, as often on one side as on the other, after a round that
does not count. A script prints what it measured and keeps the figures of the table for `bench.py` (`keep`).
"""

import argparse
import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import aleppo_analysis as aa

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build"
KEPT = BUILD / "figures.json"
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
)
HOW_TO_HAVE_PEERS = (
    "Peers have an environment of their own: python3 -m venv build/peers && "
    "build/peers/bin/pip install -r benchmarks/requirements.txt"
)
Work = Callable[[], object]
Clock = Callable[[], float]  # does its work and gives the processor seconds


def one_thread() -> None:
    """Start the script again with one thread, unless it has but one."""
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)


def options(doc: str | None, *hidden: str) -> argparse.Namespace:
    """What every script is given: TEXTS, the peers' interpreter, and how many rounds count."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", help="a folder of .txt articles, such as PolNeAR's 840 training articles")
    parser.add_argument("--peers", default=str(BUILD / "peers" / "bin" / "python"), metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=3)
    for name in hidden:  # what a script asks of itself in another process
        parser.add_argument(f"--{name.replace('_', '-')}", help=argparse.SUPPRESS)
    return parser.parse_args()


# -- texts -----------------------------------------------------------------------------------------------


def read_articles(folder: str) -> pd.DataFrame:
    """The articles of a folder; the outlet is the file's name up to the first underscore."""
    paths = sorted(Path(folder).rglob("*.txt"))
    if not paths:
        sys.exit(f"Nothing to measure with: {folder} holds no .txt files.")
    columns = {
        "doc_id": [path.stem for path in paths],
        "source": [path.name.split("_")[0] for path in paths],
        "text": [path.read_text("utf-8") for path in paths],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aa.LoadingWarning)
        return aa.load_articles(pd.DataFrame(columns))


def part(articles: pd.DataFrame, step: int) -> pd.DataFrame:
    """Every so many-th article, so that each outlet keeps its share."""
    return articles.iloc[::step].reset_index(drop=True)


def n_words(articles: pd.DataFrame) -> int:
    """Words between blanks, as `wc` counts them."""
    return sum(len(text.split()) for text in articles["text"])


def resampled(articles: pd.DataFrame, times: int) -> pd.DataFrame:
    """So many times as many articles drawn from these: for memory alone, as no new words come with them."""
    drawn = np.random.default_rng(0).integers(0, len(articles), times * len(articles))
    many = articles.iloc[drawn].reset_index(drop=True)
    return many.assign(doc_id=[f"{doc_id}-{n}" for n, doc_id in enumerate(many["doc_id"])])


# -- time ------------------------------------------------------------------------------------------------


def seconds(work: Work) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def seconds_alone(work: Work) -> float:
    """The same without Python's collector, as `timeit` does; it runs as all that is held bids it."""
    gc.collect()
    gc.disable()
    try:
        return seconds(work)
    finally:
        gc.enable()


def clock(work: Work) -> Clock:
    return lambda: seconds(work)


def in_turn(ways: Mapping[str, Clock], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each way in each round; every round runs all of them, the first is not counted."""
    for way in ways.values():
        way()
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            spent[name].append(way())
    return spent


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Round by round how many times as long we take."""
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def in_rounds(ways: Sequence[Clock], rounds: int) -> list[list[float]]:
    """Seconds of each way, round by round: a machine that is slow for some seconds is so for a round."""
    return [[way() for way in ways] for _ in range(rounds)]


def exponent(sizes: Sequence[float], spent: Sequence[float]) -> float:
    """The power of the size that the time grows with: least squares of the logarithms."""
    return float(np.polyfit([log(size) for size in sizes], [log(max(one, 1e-9)) for one in spent], 1)[0])


def power_of(sizes: Sequence[float], rounds: Sequence[Sequence[float]]) -> float:
    """The median of the exponents of rounds through the sizes."""
    return statistics.median(exponent(sizes, spent) for spent in rounds)


# -- peers -----------------------------------------------------------------------------------------------


@contextmanager
def peers(python: str, names: Sequence[str], data: Mapping[str, Any]) -> Iterator[dict[str, Clock]]:
    """The peers that are there, each in a process that waits for its turn; says which are not there.

    Each reads `data` and prepares what it may prepare before the clock starts (peers.py says what).
    """
    if not Path(python).exists():
        print(f"No peers measured ({', '.join(names)}): {python} is not there. {HOW_TO_HAVE_PEERS}")
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.json"
        file.write_text(json.dumps(data), "utf-8")
        started = {name: _start(python, name, file) for name in names}
        ready = {
            name: json.loads(process.stdout.readline() or '"it ended"') for name, process in started.items()
        }
        for name, missing in ready.items():
            if missing:
                print(f"Not measured: {name} ({missing}).")
        try:
            yield {name: _turn_of(process) for name, process in started.items() if not ready[name]}
        finally:
            for process in started.values():
                process.stdin.close()
                process.wait()


def _start(python: str, name: str, file: Path) -> Any:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | ONE_THREAD
    return subprocess.Popen(
        [python, str(HERE / "peers.py"), name, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def _turn_of(process: Any) -> Clock:
    def turn() -> float:
        process.stdin.write("go\n")
        process.stdin.flush()
        return float(json.loads(process.stdout.readline()))

    return turn


# -- memory ----------------------------------------------------------------------------------------------


def peak() -> int:
    """The most bytes that this process has held so far, as Linux tells.

    Not `ru_maxrss`: to a process that was just started that counts what its parent held, too.
    """
    [line] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(line) * 1024


def fresh(script: str, *arguments: str) -> Any:
    """What a script prints last, as JSON, when it runs in a process of its own."""
    command = [sys.executable, str(HERE / script), *arguments]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


# -- what is said ----------------------------------------------------------------------------------------


def told(values: Sequence[float], digits: int = 2) -> str:
    """The median and, where there are several, the range."""
    median = f"{statistics.median(values):,.{digits}f}"
    if len(values) == 1:
        return median
    return f"{median} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def keep(figures: Mapping[str, Sequence[float]]) -> None:
    """Keep figures of this run for the table that `bench.py` prints, and for `plan.py`."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(kept() | {name: list(values) for name, values in figures.items()}), "utf-8")


def kept() -> dict[str, list[float]]:
    """The figures of the last runs, by name."""
    return json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
