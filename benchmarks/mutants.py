"""How many small changes to the code the tests see: `make mutants`, which needs mutmut.

    python benchmarks/mutants.py FOLDER [--n N] [--seed N] [--workers N] [--seconds N] [--only FILE]

mutmut changes one thing of one function at a time (a comparison, a word, an argument, ...); to that come
the numbers that stand outside functions (shares, limits, tables). Of all changes some are drawn by
chance, N of the first kind and a tenth of N of the second. pytest collects the tests of a copy once and
learns which test comes through which function; then each change has a child process of its own, which
runs those tests until one fails. What is called at import is changed in a new process. A change that no
test sees is shown in FOLDER/survivors.txt: it wants a test, or a reason why it makes no difference;
`--only` that file runs these again (with the same N, seed and code). Tests that start processes, draw
pages or read the source itself are left out.
"""

import argparse
import ast
import csv
import difflib
import gc
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import _lru_cache_wrapper, cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pytest

TOP = Path(__file__).resolve().parent.parent
ROOMS = [
    "spans", "passages", "voices", "frames", "text/terms", "text/lexicon", "compare", "coding", "claims",
    "quotes", "speakers", "loading",
]  # fmt: skip
LEFT_OUT = [
    "annotating", "api_pages", "cli", "corpus_site", "explorer", "exporting", "faults", "gold",
    "growth", "hostile_text", "kernels", "plan", "plots", "project", "reader", "report",
    "report_faults", "reproducible", "strips", "terminal",
]  # fmt: skip
LOADED = [
    ("quotes.model.stored", "load_model"),
    ("text.languages", "identifier"),
]  # read once, before all tests
ASKED = ["-qq", "-p", "no:cacheprovider", "--assert=plain", "--tb=no"]
SEEN, MISSED, NO_TEST = "seen", "missed", "no test"
NOT_FOUND = 4  # what pytest ends with if it has no test of a name
CHECKED = 200  # for one change of so many the tests are run without it, too
GIGABYTES = 8  # a change can make a list without end


Tests = dict[str, list[tuple[str, float]]]  # by change, with their seconds


class Test(NamedTuple):
    """A test without a change: seconds of computing, whether it passes, what functions it comes through."""

    seconds: float
    passes: bool
    functions: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=1_600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=60, help="of tests for one change, at most")
    parser.add_argument("--only", type=Path, help="a file of survivors")
    given = parser.parse_args()
    folder = given.folder.resolve()
    only = given.only and [
        line[2:] for line in given.only.read_text("utf-8").splitlines() if line[:2] == "# "
    ]
    copy = folder / "copy"
    make_copy(copy)
    drawn = change(copy, given.n, given.seed)
    ended = Run(folder, only or drawn, given.workers, given.seconds).ended()
    missed = [shown(copy, name) for name in sorted(ended) if ended[name] != SEEN]
    (folder / "survivors.txt").write_text("\n\n".join(missed), "utf-8")
    tell(ended)


# -- the copy and its changes ------------------------------------------------------------------------------


def make_copy(copy: Path) -> None:
    """The files of the project, as they are now."""
    shutil.rmtree(copy, ignore_errors=True)
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.run(asked, cwd=TOP, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (TOP / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(TOP / name, copy / name)
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.mutmut]\nsource_paths = ["aleppo_analysis"]\n')


def change(copy: Path, n: int, seed: int) -> list[str]:
    """Put changes drawn by chance into the copy, each to be called up by its name; the names."""
    from mutmut.mutation.file_mutation import combine_mutations_to_source, create_mutations

    os.chdir(copy)
    draw = random.Random(seed)
    codes = {path: path.read_text("utf-8") for path in paths(copy)}
    all_numbers = [(path, number) for path in codes for number in numbers(ast.parse(codes[path]))]
    drawn_numbers = draw.sample(all_numbers, min(n // 10, len(all_numbers)))
    for path in codes:
        codes[path] = with_numbers(
            codes[path], module_of(path), [one for at, one in drawn_numbers if at == path]
        )
    made = {path: create_mutations(str(path), codes[path]) for path in codes}
    everything = [(path, one) for path in made for one in made[path][1] if is_in_function(one)]
    drawn = defaultdict(list)
    for path, one in draw.sample(everything, min(n, len(everything))):
        drawn[path].append(one)
    names = [f"{module_of(path)}.{number_name(number)}" for path, number in drawn_numbers]
    for path, (module, _, *ignored) in made.items():
        file = combine_mutations_to_source(module, drawn[path], *ignored)
        path.write_text(file.code, "utf-8")
        names += [f"{module_of(path)}.{name}" for name in file.mutant_names]
    return draw.sample(names, len(names))


def paths(copy: Path) -> list[Path]:
    found = (copy.glob(f"aleppo_analysis/{room}{end}") for room in ROOMS for end in (".py", "/**/*.py"))
    return sorted(path for some in found for path in some)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(Path.cwd()).with_suffix("").parts).removesuffix(".__init__")


def is_in_function(mutation: Any) -> bool:
    return type(mutation.contained_by_top_level_function).__name__ == "FunctionDef"


def number_name(number: ast.Constant) -> str:
    return f"number_{number.lineno}_{number.col_offset}"


def with_numbers(code: str, module: str, drawn: Sequence[ast.Constant]) -> str:
    """The code with another number in each of these places where that change is called up by its name."""
    lines = [line.encode() for line in code.splitlines(keepends=True)]
    for node in sorted(drawn, key=lambda one: (one.lineno, one.col_offset), reverse=True):
        line, begin, end = lines[node.lineno - 1], node.col_offset, node.end_col_offset
        is_called = f"__import__('os').environ.get('MUTANT_UNDER_TEST') == '{module}.{number_name(node)}'"
        chosen = f"({other(node.value)!r} if {is_called} else {node.value!r})".encode()
        lines[node.lineno - 1] = line[:begin] + chosen + line[end:]
    return b"".join(lines).decode()


def numbers(node: ast.AST) -> Iterator[Any]:
    """The numbers outside functions, of a module or what is in it."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield node
    elif isinstance(node, ast.AnnAssign):
        yield from numbers(node.value) if node.value else ()
    elif not isinstance(node, ast.FunctionDef | ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from numbers(child)


def other(number: float) -> float:
    """A share moves by a tenth, towards a half; all else by one."""
    is_share = isinstance(number, float) and 0 < number < 1
    return round(number + (0.1 if number < 0.5 else -0.1), 6) if is_share else number + 1


def shown(copy: Path, name: str) -> str:
    """The name and what is changed."""
    module, _, function = name.rpartition(".")
    path = copy / Path(*module.split("."))
    file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    if function.startswith("number_"):
        line = (TOP / file.relative_to(copy)).read_text("utf-8").splitlines()[int(function.split("_")[1]) - 1]
        return f"# {name}\n{line}"
    bodies = functions(file)
    original = bodies[function.rpartition("__mutmut_")[0] + "__mutmut_orig"]
    lines = difflib.unified_diff(original[1:], bodies[function][1:], n=1, lineterm="")
    return "\n".join([f"# {name}", original[0], *list(lines)[2:]])


@cache
def functions(file: Path) -> dict[str, list[str]]:
    """The lines of each function in a changed file."""
    code = file.read_text("utf-8")
    lines = code.splitlines()
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))
    return {node.name: lines[node.lineno - 1 : node.end_lineno] for node in found}


# -- the run -----------------------------------------------------------------------------------------------


class Run:
    """pytest, once, with these changes in place of its own loop over the tests."""

    def __init__(self, folder: Path, drawn: Sequence[str], workers: int, seconds: float) -> None:
        self.folder, self.drawn, self.workers, self.seconds = folder, drawn, workers, seconds
        self.codes: dict[str, str] = {}
        self.hits: set[str] = set()  # functions that were called, mutmut adds to it
        self.of_fixture: dict[str, set[str]] = {}
        self.failed: set[str] = set()
        self.stops = False

    def ended(self) -> dict[str, str]:
        from mutmut.state import state

        self.hits = state()._stats
        os.environ.update(MUTANT_UNDER_TEST="stats", PYTHONPATH=str(Path.cwd()))
        sys.path[0] = str(Path.cwd())
        left_out = {f"test_{name}.py" for name in LEFT_OUT}
        tests = [str(path) for path in sorted(Path("tests").glob("test_*.py")) if path.name not in left_out]
        with (self.folder / "log.txt").open("w", encoding="utf-8") as log, redirect_stdout(log):
            code = pytest.main([*ASKED, *tests, "aleppo_analysis"], plugins=[self])
        if code or not self.codes:
            raise SystemExit(f"pytest ended with {code}, see {self.folder / 'log.txt'}")
        return self.codes

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {
            item.nodeid: item for item in session.items if "__mutmut_" not in item.name
        }  # no doctest twice
        once = set(self.hits)  # what has run at import
        self.hits.clear()
        for module, name in LOADED:
            getattr(import_module(f"aleppo_analysis.{module}"), name)()
        once |= self.hits
        gc.freeze()
        file = self.folder / "tests.json"
        list(in_children([""], lambda _: self.learn(list(items.values()), file), 1))
        tests = {name: Test(*test) for name, test in json.loads(file.read_text("utf-8")).items()}
        choice = Choice(tests, once, self.seconds)
        chosen = {name: [(test, tests[test].seconds) for test in choice.of(name)] for name in self.drawn}
        in_functions = [name for name in self.drawn if not is_number(name)]
        self.try_all(in_functions, chosen, lambda tests: run_tests([items[test] for test in tests]))
        missed = {name for name, how in self.codes.items() if how != SEEN and function_of(name) in once}
        again = [name for name in self.drawn if is_number(name) or name in missed]
        self.try_all(again, chosen, self.anew)
        return True

    def try_all(self, names: Sequence[str], chosen: Tests, act: Callable[[list[str]], None]) -> None:
        """Run the tests of each change, and note how they end; now and then those of no change."""

        def changed(job: tuple[str, str]) -> None:
            """In a child: with a limit on time and memory."""
            from mutmut.mutation.trampoline import set_mutant_under_test

            called, name = job
            limit = round(10 + 5 * sum(seconds for _, seconds in chosen[name]))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
            self.stops = True
            set_mutant_under_test(called)
            act([test for test, _ in chosen[name]])

        jobs = [(name, name) for name in names]
        jobs += [(f"unchanged {name}", name) for name in names[::CHECKED]]
        with (self.folder / "ended.csv").open("a", encoding="utf-8") as file:
            for (called, name), code in in_children(jobs, changed, self.workers):
                if code == NOT_FOUND or (code and called != name):
                    raise SystemExit(f"The tests of {name} fail without its change: {chosen[name]}")
                if called == name:
                    self.codes[name] = SEEN if code else MISSED if chosen[name] else NO_TEST
                    csv.writer(file).writerow([name, self.codes[name], code])
                    file.flush()

    def anew(self, tests: Sequence[str]) -> None:
        """The same in a new process, for what runs at import."""
        file = self.folder / f"tests-{os.getpid()}.txt"
        file.write_text("\n".join(tests), "utf-8")
        if tests:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execv(sys.executable, [sys.executable, "-m", "pytest", "-x", *ASKED, f"@{file}"])

    # -- which test comes through which function

    def learn(self, items: Sequence[pytest.Item], file: Path) -> None:
        """In a child: run all tests, each with the package's caches empty, so that all it needs is called."""
        kept = [getattr(import_module(f"aleppo_analysis.{module}"), name) for module, name in LOADED]
        gc.unfreeze()
        caches = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper) and one not in kept]
        caches = [one for one in caches if one.__module__.startswith("aleppo_analysis")]
        found = {}
        for item, after in pairwise([*items, None]):
            for one in caches:
                one.cache_clear()
            self.hits.clear()
            begin = process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            names = getattr(item, "fixturenames", ())
            hits = self.hits.union(*(self.of_fixture.get(name, ()) for name in names))
            found[item.nodeid] = Test(process_time() - begin, item.nodeid not in self.failed, sorted(hits))
        file.write_text(json.dumps(found), "utf-8")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """What a fixture that is made once calls is called for all tests that use it."""
        before = set(self.hits)
        self.hits.clear()
        made = yield
        if fixturedef.scope != "function":
            self.of_fixture[fixturedef.argname] = set(self.hits)
        self.hits |= before
        return made

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.stops:
            with (self.folder / "seen_by.csv").open("a", encoding="utf-8") as file:
                csv.writer(file).writerow([os.environ["MUTANT_UNDER_TEST"], report.nodeid])
            os._exit(1)
        if report.failed:
            self.failed.add(report.nodeid)


class Choice:
    """Which tests are run for a change: those that come through its function, the files about it first."""

    def __init__(self, tests: dict[str, Test], once: set[str], seconds: float) -> None:
        self.tests, self.once, self.seconds = tests, once, seconds
        self.through: defaultdict[str, list[str]] = defaultdict(list)
        for name, test in tests.items():
            for function in test.functions if test.passes else ():
                self.through[function].append(name)

    def of(self, name: str) -> list[str]:
        function = function_of(name)
        files: defaultdict[str, list[str]] = defaultdict(list)
        for test in self.of_module(name) if is_number(name) else self.through.get(function, ()):
            files[test.split("::")[0]].append(test)
        if not files and function in self.once:
            return self.of(f"{name.rpartition('.')[0]}.number_")
        left, kept = self.seconds, []
        for test in (
            test for file in sorted(files, key=lambda file: self.cost(files[file])) for test in files[file]
        ):
            left -= self.tests[test].seconds
            kept += [test] if left > 0 or not kept else []
        return kept

    def of_module(self, name: str) -> list[str]:
        begin = name.rpartition(".")[0] + ".x"
        found = set().union(
            *(tests for function, tests in self.through.items() if function.startswith(begin))
        )
        return [test for test in self.tests if test in found]

    def cost(self, tests: Sequence[str]) -> float:
        """Seconds for a test about this function; one that comes through n functions is so to an nth."""
        n_about = sum(1 / max(len(self.tests[test].functions), 1) for test in tests)
        return sum(self.tests[test].seconds for test in tests) / n_about


def is_number(name: str) -> bool:
    return name.rpartition(".")[2].startswith("number_")


def function_of(name: str) -> str:
    return name.rpartition("__mutmut_")[0]


def run_tests(items: Sequence[pytest.Item]) -> None:
    for item, after in pairwise([*items, None]):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=after)


def in_children(jobs: Sequence[Any], act: Callable[[Any], None], workers: int) -> Iterator[tuple[Any, int]]:
    """Do each job in a child process; each job with how its child ended (0 where nothing stopped it)."""
    running: dict[int, Any] = {}
    for job in jobs:
        if len(running) == workers:
            pid, status = os.wait()
            yield running.pop(pid), os.waitstatus_to_exitcode(status)
        pid = os.fork()
        if pid == 0:
            try:
                act(job)
            except BaseException:
                traceback.print_exc()
                os._exit(3)
            os._exit(0)
        running[pid] = job
    while running:
        pid, status = os.wait()
        yield running.pop(pid), os.waitstatus_to_exitcode(status)


# -- the figures -------------------------------------------------------------------------------------------


def tell(ended: dict[str, str]) -> None:
    """A line a room: changes drawn, seen, missed by the tests that run the function, run by no test."""
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, how in ended.items():
        rooms[name.split(".")[1]][how] += 1
        rooms["all"][how] += 1
    print(f"{'room':<12}{'changes':>9}{'seen':>8}{'missed':>9}{'run by no test':>17}")
    for room in [*sorted(set(rooms) - {"all"}), "all"]:
        n = sum(rooms[room].values())
        seen = f"{rooms[room][SEEN] / n:.1%}"
        print(f"{room:<12}{n:>9}{seen:>8}{rooms[room][MISSED]:>9}{rooms[room][NO_TEST]:>17}")


if __name__ == "__main__":
    main()
