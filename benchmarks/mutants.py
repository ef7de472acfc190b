"""How many small changes to the code the tests see: `make mutants`, which needs mutmut.

    python benchmarks/mutants.py FOLDER [--n N] [--seed N] [--workers N]

mutmut changes one thing of one function at a time (a comparison, a number, a word, an argument, ...) in a
copy of the project, and runs the tests that come through that function. Of all changes some are drawn by
chance. A change that no test sees is shown in FOLDER/survivors.txt: it wants a test, or a reason why it makes
no difference. Tests that start other processes, draw pages or read the source itself are left out: they would
not see the changed copy.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
ROOMS = [
    "spans", "passages", "voices", "frames", "text/terms", "text/lexicon", "compare", "coding", "claims",
    "quotes", "speakers", "loading",
]  # fmt: skip
LEFT_OUT = [
    "api_pages", "annotating", "cli", "corpus_site", "drawing", "explorer", "exporting", "faults", "growth",
    "model_file", "plan", "plots", "project", "reproducible", "report", "report_faults", "stress",
]  # fmt: skip
KILLED, TIMES_OUT = {1, 3}, {-24, 24, 36, 152, 255}  # what mutmut writes of how the tests ended
NO_TEST = {5, 33}
SETTINGS = """
[tool.mutmut]
source_paths = ["aleppo_analysis"]
only_mutate = {only}
also_copy = ["benchmarks", "conftest.py", "data", "docs", "notebooks", "training"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=1_600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    copy = given.folder.resolve() / "copy"
    make_copy(copy)
    mutmut(copy, "nothing.of.this.name")
    drawn = draw(sorted(ended(copy)), given.n, given.seed)
    mutmut(copy, *drawn, workers=given.workers)
    codes = {name: code for name, code in ended(copy).items() if name in set(drawn)}
    told = [shown(copy, name) for name, code in sorted(codes.items()) if is_missed(code)]
    (given.folder / "survivors.txt").write_text("\n\n".join(told), "utf-8")
    tell(codes)


def make_copy(copy: Path) -> None:
    """The files of the project, as they are now, with what mutmut is to do."""
    shutil.rmtree(copy, ignore_errors=True)
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.run(asked, cwd=TOP, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (TOP / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(TOP / name, copy / name)
    only = [f"aleppo_analysis/{room}{ending}" for room in ROOMS for ending in (".py", "/*.py", "/*/*.py")]
    tests = [
        f"tests/{path.name}"
        for path in sorted((TOP / "tests").glob("test_*.py"))
        if path.stem.removeprefix("test_") not in LEFT_OUT
    ]
    settings = SETTINGS.format(only=json.dumps(only), tests=json.dumps([*tests, "aleppo_analysis"]))
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings)


def mutmut(copy: Path, *names: str, workers: int = 1) -> None:
    """Run the tests for these changes; the first call makes all changes and learns which test sees what."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *names]
    with (copy.parent / "mutmut.log").open("ab") as log:
        subprocess.run(command, cwd=copy, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": ""})


def ended(copy: Path) -> dict[str, int | None]:
    """How the tests ended for each change; None where they have not been run."""
    found: dict[str, int | None] = {}
    for file in (copy / "mutants").rglob("*.meta"):
        found |= json.loads(file.read_text("utf-8"))["exit_code_by_key"]
    return found


def draw(names: list[str], n: int, seed: int) -> list[str]:
    return sorted(random.Random(seed).sample(names, min(n, len(names))))


def is_missed(code: int | None) -> bool:
    return code not in KILLED | TIMES_OUT


def room_of(name: str) -> str:
    """`aleppo_analysis.quotes.use.x__is_speech__mutmut_3` is one of *quotes*."""
    return name.split(".")[1]


def shown(copy: Path, name: str) -> str:
    command = [sys.executable, "-m", "mutmut", "show", name]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True).stdout.strip()


def tell(codes: dict[str, int | None]) -> None:
    """A line a room: changes drawn, seen, seen by no test that runs the function, run by no test."""
    drawn = Counter(room_of(name) for name in codes)
    missed = Counter(room_of(name) for name, code in codes.items() if is_missed(code))
    unrun = Counter(room_of(name) for name, code in codes.items() if code in NO_TEST)
    print(f"{'room':<12}{'changes':>9}{'seen':>8}{'missed':>9}{'run by no test':>17}")
    for room, n in sorted(drawn.items()):
        seen = f"{(n - missed[room]) / n:.1%}"
        print(f"{room:<12}{n:>9}{seen:>8}{missed[room] - unrun[room]:>9}{unrun[room]:>17}")
    n_missed = sum(missed.values())
    print(f"{len(codes)} changes, {(len(codes) - n_missed) / max(len(codes), 1):.1%} seen")


if __name__ == "__main__":
    main()
