"""What holds the project together: import arrows, public names, shipped tables, notebooks, environments, the wheel."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import nbformat
import pandas as pd
import pytest
import yaml
from packaging.requirements import Requirement
from rattler import MatchSpec

import aleppo_analysis as aa

TOP = Path(__file__).resolve().parent.parent
PACKAGE, DATA = TOP / "aleppo_analysis", TOP / "data"
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
MODULES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
FOLDERS = {name for name, path in FILES.items() if path.name == "__init__.py"} - {"__init__"}
SCRIPTS = sorted([*(TOP / "benchmarks").glob("*.py"), *(TOP / "training").glob("*.py")])
NOTEBOOKS = sorted((TOP / "notebooks").glob("*.ipynb"))
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))

# -- storeys -----------------------------------------------------------------------------------------------

ROOMS = [
    "loading",
    "passages",
    "quotes",
    "speakers",
    "voices",
    "frames",
    "compare",
    "coding",
    "claims",
]  # they meet in tables
STOREYS = [
    ["kinds", "places"],
    ["tables", "columns"],
    ["spans", "cells", "accuracy", "alpha", "articles", "parquet", "spreadsheets", "writing"],
    ["text"],
    ROOMS,
    ["view", "shelf"],
    ["corpus"],
    ["report"],
    ["scaling"],
    ["__init__"],
    ["cli"],
    ["__main__"],
]
FLOOR = {room: floor for floor, rooms in enumerate(STOREYS) for room in rooms}
HEAVY = {
    "matplotlib",
    "sklearn",
    "scipy",
    "nltk",
    "ipywidgets",
    "IPython",
    "nbformat",
    "nbclient",
    "nbconvert",
    "anyio",
    "bs4",
    "cassis",
    "pyarrow",
    "charset_normalizer",
    "click",
    "docx",
    "ftfy",
    "lxml",
    "mistune",
    "openpyxl",
    "py3langid",
    "distributed",
    "striprtf",
    "trafilatura",
    "warcio",
}


def _imports(tree: ast.AST, module: str) -> Iterator[tuple[str, str]]:
    """(module, name) of everything that a module imports; the package's own modules without its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = [*module.split("."), "__init__"] if module in FOLDERS else module.split(".")
            above = here[: -node.level] if node.level else []
            for alias in node.names:
                target = ".".join([*above, *([node.module] if node.module else [])])
                inside = f"{target}.{alias.name}".strip(".")
                yield (inside, "") if inside in MODULES else (target, alias.name)


def _own(module: str) -> list[tuple[str, str]]:
    return [(target, name) for target, name in _imports(MODULES[module], module) if target in MODULES]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_run_one_way_down_the_storeys(module: str) -> None:
    room = module.split(".")[0]
    for target, name in _own(module):
        other = target.split(".")[0]
        assert other == room or FLOOR[other] < FLOOR[room], f"{module} imports {target}"
        assert other == room or not name.startswith("_"), f"{module} imports {name} of {target}"


@pytest.mark.parametrize("package", sorted(name for name in MODULES if name in FOLDERS))
def test_modules_of_a_room_stand_in_the_order_that_its_docstring_lists(package: str) -> None:
    """Top first; each imports only those below."""
    order = re.findall(r"`(\w+)`", (ast.get_docstring(MODULES[package]) or "").partition("top first:")[2])
    inside = sorted(name for name in MODULES if name.rpartition(".")[0] == package)
    assert sorted(f"{package}.{name}" for name in order) == inside
    for module in inside:
        for other in {target for target, _ in _own(module)} - {module}:
            if other.startswith(f"{package}."):
                names = [name.removeprefix(f"{package}.").split(".")[0] for name in (module, other)]
                assert order.index(names[0]) < order.index(names[1]), f"{module} imports {other}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_import_what_the_package_has(path: Path) -> None:
    """Most are run by hand, so that a name which moved away would be noticed late."""
    for target, name in _imports(ast.parse(path.read_text("utf-8")), f"{path.parent.name}.{path.stem}"):
        if target.startswith("aleppo_analysis."):
            assert hasattr(import_module(target), name) or find_spec(f"{target}.{name}"), f"{target} {name}"


def test_the_package_imports_no_script() -> None:
    targets = {target.split(".")[0] for module in MODULES for target, _ in _imports(MODULES[module], module)}
    assert not targets & {path.parent.name for path in SCRIPTS}


def _at_import(tree: ast.Module) -> ast.Module:
    """The module without the bodies of its functions and of `if TYPE_CHECKING`."""

    class Prune(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
            return None

        def visit_If(self, node: ast.If) -> ast.If | None:
            return None if ast.unparse(node.test) == "TYPE_CHECKING" else node

    return Prune().visit(ast.parse(ast.unparse(tree)))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_heavy_libraries_are_imported_in_the_function_that_needs_them(module: str) -> None:
    """All but click, which the command line is made of: nobody else imports that."""
    loaded = {target.split(".")[0] for target, _ in _imports(_at_import(MODULES[module]), module)}
    at_home = {"click"} if module.split(".")[0] == "cli" else set()
    assert not loaded & (HEAVY - at_home)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = [
        "matplotlib",
        "sklearn",
        "nltk",
        "IPython",
        "ipykernel",
        "ipywidgets",
        "jupyter_client",
        "nbformat",
    ]
    heavy += [f"aleppo_analysis.{room}" for room in ("claims", "coding", "scaling", "view.plots")]
    code = f"import sys, aleppo_analysis; print([name for name in {heavy} if name in sys.modules])"
    assert _run(sys.executable, "-c", code, folder=TOP) == "[]"


@pytest.mark.parametrize("name", sorted(MODULES.keys() - {"articles"}))
def test_errors_are_caught_by_their_name(name: str) -> None:
    """Only what runs rules over articles may catch whatever they raise, so that one stops no other."""
    handlers = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.ExceptHandler)]
    caught = {ast.unparse(handler.type) if handler.type else "all" for handler in handlers}
    assert not caught & {"all", "Exception", "BaseException"}


# -- public names ----------------------------------------------------------------------------------------


NAMESPACES = [
    aa,
    aa.claims,
    aa.coding,
    aa.compare,
    aa.frames,
    aa.plots,
    aa.quotes,
    aa.speakers,
    aa.text,
    aa.voices,
]


@pytest.mark.parametrize("space", NAMESPACES, ids=lambda space: space.__name__)
def test_tab_completion_shows_the_public_names_and_nothing_else(space: ModuleType) -> None:
    assert dir(space) == space.__all__ == sorted(space.__all__)
    assert len(space.__all__) <= 22
    assert all(getattr(space, name).__doc__ for name in space.__all__)


@pytest.mark.parametrize("space", NAMESPACES, ids=lambda space: space.__name__)
def test_a_public_function_never_has_the_name_of_its_module(space: ModuleType) -> None:
    for value in (getattr(space, name) for name in space.__all__):
        assert isinstance(value, ModuleType) or value.__module__.split(".")[-1] != value.__name__


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_package_does_not_print(name: str) -> None:
    calls = [node.func for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_stay_small(name: str) -> None:
    assert len(FILES[name].read_text("utf-8").splitlines()) <= 400


def test_the_lines_of_the_readme_run_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (TOP / "README.md").read_text("utf-8")
    [lines] = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)
    (tmp_path / "my_corpus").mkdir()
    (tmp_path / "my_corpus" / "one.txt").write_text("No quotation\n\nIt was a trap for the town.", "utf-8")
    (tmp_path / "my_corpus" / "articles.csv").write_text("doc_id,source,file\npost-1,post,one.txt\n", "utf-8")
    (tmp_path / "my_terms.csv").write_text("frame,term\ndeception,trap\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = [eval(line, {"aa": aa, "corpus": aa.Corpus("my_corpus/", frame_terms="my_terms.csv")})
             for line in lines.splitlines()[1:]]  # fmt: skip
    assert lines.splitlines()[0] == 'corpus = aa.Corpus("my_corpus/", frame_terms="my_terms.csv")'
    assert [len(table) for table in shown[:3]] == [1, 2, 1]
    assert shown[3].text.startswith("No quotation")


# -- shipped tables --------------------------------------------------------------------------------------


def _dictionary() -> dict[str, list[str]]:
    """File -> fields in order, from data/README.md: a heading with the file's name, then a table of its fields."""
    fields: dict[str, list[str]] = {}
    for section in re.split(r"^#+ ", (DATA / "README.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        if file := re.search(r"[\w-]+\.csv", heading):
            rows = re.findall(r"^\| *`?(\w+)`? *\|", body, flags=re.MULTILINE)
            fields[file.group()] = [row for row in rows if row not in ("field", "column")]
    return fields


def test_csv_headers_are_those_of_the_data_dictionary() -> None:
    headers = {path.name: list(pd.read_csv(path, nrows=0)) for path in sorted(DATA.glob("*.csv"))}
    assert _dictionary() == headers


def _fields(pattern: str) -> Iterator[tuple[str, str, str]]:
    """File, field and what the pattern finds in its row of data/README.md."""
    for section in re.split(r"^#+ ", (DATA / "README.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        if file := re.match(r"[\w-]+\.csv", section):
            for field, found in re.findall(rf"^\| `(\w+)` \|{pattern}", section, re.MULTILINE):
                yield file.group(), field, found


def _listed() -> Iterator[tuple[str, str, set[str]]]:
    """File, field and the values that it may have, where these are listed."""
    for file, field, values in _fields(r" \w+ \| (`[\w-]+`, `[^|]*)\|"):
        yield file, field, set(re.findall(r"`([^`]+)`", values))


@pytest.mark.parametrize(
    ("file", "field", "listed"), [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in _listed()]
)
def test_values_are_those_that_the_data_dictionary_lists(file: str, field: str, listed: set[str]) -> None:
    assert set(pd.read_csv(DATA / file, dtype="str")[field].dropna()) - listed == set()


def test_what_the_data_dictionary_calls_unique_is() -> None:
    unique = [(file, field) for file, field, _ in _fields(r".*\b(unique)\b")]
    assert ("frame_terms.csv", "term") in unique
    for file, field in unique:
        values = pd.read_csv(DATA / file, dtype="str", keep_default_na=False)[field]
        assert values[(values != "") & values.duplicated()].tolist() == [], (file, field)


def test_frames_of_the_codebook_are_those_of_the_terms() -> None:
    frames = (DATA / "CODEBOOK.md").read_text("utf-8").split("\n## Frames\n")[1].split("\n## ")[0]
    defined = re.findall(r"^### `?(\w+)`?", frames, flags=re.MULTILINE)
    assert sorted(defined) == sorted(pd.read_csv(DATA / "frame_terms.csv")["frame"].unique())


# -- notebooks -------------------------------------------------------------------------------------------


def test_the_readme_lists_all_notebooks() -> None:
    listed = re.findall(
        r"^\| \[(\w+)\]\(notebooks/\1\.ipynb\) \|", (TOP / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == [path.stem for path in NOTEBOOKS]


notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@notebooks
def test_outputs_are_from_one_clean_run(path: Path) -> None:
    cells = _code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    bad = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    bad += [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"]
    assert not bad


@notebooks
def test_outputs_were_not_stripped(path: Path) -> None:
    shows = [cell for cell in _code_cells(path) if isinstance(ast.parse(cell.source).body[-1], ast.Expr)]
    assert shows
    assert [cell.source for cell in shows if not cell.outputs] == []


@notebooks
def test_outputs_were_stored_by_make_notebooks(path: Path) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["metadata"].keys() == {"kernelspec", "language_info"}
    assert [cell["id"] for cell in notebook["cells"]] == [
        f"cell-{n + 1}" for n in range(len(notebook["cells"]))
    ]


@notebooks
def test_cells_are_short_and_hold_no_machinery(path: Path) -> None:
    for cell in _code_cells(path):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= (6 if "import " in cell.source else 3), cell.source
        kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While)
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, kinds)], cell.source


@notebooks
def test_a_notebook_opens_with_its_question_and_answer(path: Path) -> None:
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# .+\?\n\n.+", first.source)


# -- environments ----------------------------------------------------------------------------------------

CONDA_NAMES = {"matplotlib": "matplotlib-base"}
FROM_PIP = {"ahocorasick-rs", "dkpro-cassis", "py3langid"}  # not found on conda-forge


def _wanted() -> dict[str, set[str]]:
    """Name -> version clauses that environment.yml must hold, from pyproject.toml."""
    texts = [
        f"python{PROJECT['project']['requires-python']}",
        *PROJECT["project"]["dependencies"],
        *chain(*PROJECT["project"]["optional-dependencies"].values()),
        *PROJECT["dependency-groups"]["test"],
    ]
    wanted = {one for one in map(Requirement, texts) if one.name != PROJECT["project"]["name"]}
    assert len({one.name for one in wanted}) == len(wanted), "one name, two ranges"
    return {CONDA_NAMES.get(one.name, one.name): set(str(one.specifier).split(",")) for one in wanted}


def test_environment_is_in_step_with_the_project() -> None:
    environment = yaml.safe_load((TOP / "environment.yml").read_text("utf-8"))
    *specs, pip_section = environment["dependencies"]
    pip = [Requirement(text) for text in pip_section["pip"] if not text.startswith("-e ")]
    assert {one.name for one in pip} == FROM_PIP
    found = {one.name: set(str(one.specifier).split(",")) for one in pip}
    for spec in (MatchSpec(text, strict=True) for text in specs if text != "pip"):
        found[spec.name.normalized] = set(str(spec.version).split(","))
    assert found == _wanted()
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert "-e ." in pip_section["pip"]


def test_lock_file_holds_only_the_public_index() -> None:
    lock = tomllib.loads((TOP / "uv.lock").read_text("utf-8"))
    sources = {
        package["source"]["registry"] for package in lock["package"] if "registry" in package["source"]
    }
    files = [
        file["url"]
        for package in lock["package"]
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        if "url" in file
    ]
    assert sources == {"https://pypi.org/simple"}
    assert {urlsplit(url).hostname for url in files} == {"files.pythonhosted.org"}


def test_every_python_that_is_allowed_finds_its_wheels() -> None:
    """A merge may lose them, and `uv lock --check` does not see it."""
    lock = tomllib.loads((TOP / "uv.lock").read_text("utf-8"))
    for package in lock["package"]:
        wheels = [wheel["url"].rpartition("/")[2] for wheel in package.get("wheels", [])]
        if any("-cp313-" in wheel for wheel in wheels):
            later = [wheel for wheel in wheels if re.search(r"-cp314-|-abi3-|-none-any", wheel)]
            assert later, package["name"]


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert yaml.safe_load((TOP / "CITATION.cff").read_text("utf-8"))["version"] == version
    headings = re.findall(r"^## (\S+)", (TOP / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert headings[0] == version


# -- what others run -------------------------------------------------------------------------------------

TARGETS = set(
    re.findall(r"^([a-z-]+(?: [a-z-]+)*):", (TOP / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
)
TARGETS = {name for names in TARGETS for name in names.split()}


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", *sorted(map(str, (TOP / "docs").glob("*.md")))]
)
def test_every_command_that_a_page_names_is_there(page: str) -> None:
    text = (TOP / page).read_text("utf-8")
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", text, flags=re.MULTILINE))
    assert named <= TARGETS


def test_what_runs_elsewhere_runs_our_commands_and_nothing_else() -> None:
    workflow = yaml.safe_load((TOP / ".github/workflows/test.yml").read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    run = {step["run"].split()[1] for step in steps if "run" in step and step["run"] != ".ci/run"}
    assert used == {"actions/checkout"}
    assert run - {"test-${{"} <= TARGETS
    hooks = yaml.safe_load((TOP / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [hook["entry"] for repo in hooks for hook in repo["hooks"]] == ["make --no-print-directory lint"]


def test_every_file_that_the_promises_name_is_there() -> None:
    named = re.findall(r"`((?:tests|aleppo_analysis)/[\w./]+)`", (TOP / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 10
    assert [name for name in named if not (TOP / name).exists()] == []


# -- the wheel -------------------------------------------------------------------------------------------


def test_wheel_works_from_another_directory(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), folder=TOP)
    [wheel] = tmp_path.glob("*.whl")
    python = _fresh_environment(tmp_path / "fresh")
    _run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel), folder=tmp_path)

    code = "import aleppo_analysis as aa; print(aa.__file__); print(*aa.load_articles()['doc_id'])"
    where, articles = _run(python, "-c", code, folder=tmp_path).splitlines()
    assert Path(where).is_relative_to(tmp_path / "fresh")
    assert articles.split() == sorted(pd.read_csv(DATA / "articles.csv")["doc_id"])
    assert (Path(where).parent / "py.typed").exists()


def _fresh_environment(folder: Path) -> str:
    """The Python of a new environment that sees the libraries of this one, but not this checkout."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    site = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder)
    libraries = Path(find_spec("pandas").origin).parent.parent
    (Path(site) / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    return python


def _run(*command: str, folder: Path) -> str:
    """What the command prints; if it fails, the test shows what it said."""
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout.strip()
