"""What goes wrong while the report is written, with real processes: the last good one stays, one sentence says why."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from aleppo_analysis.report.__main__ import STOPPED
from aleppo_analysis.report.folder import MARK, site_folder
from aleppo_analysis.report.notebook_html import _plot_titles
from aleppo_analysis.report.notebook_pages import check_names
from aleppo_analysis.report.page import file_of
from aleppo_analysis.report.running import ReportError
from aleppo_analysis.tables import TableError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and locks")
v4 = nbformat.v4
TOP = Path(__file__).resolve().parent.parent
OLD = "the last good report"
LONGEST = 240  # seconds, after which a run hangs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A report as an earlier run left it."""
    out = tmp_path / "build" / "report"
    out.mkdir(parents=True)
    (out / MARK).touch()
    (out / "index.html").write_text(OLD, "utf-8")
    return out


def _assert_untouched(out: Path) -> None:
    """The last good report is as it was, and nothing lies beside it."""
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == {MARK: "", "index.html": OLD}


def _notebooks(tmp_path: Path, *sources: str) -> Path:
    """A notebook of one cell for each source."""
    (tmp_path / "notebooks").mkdir()
    for number, source in enumerate(sources):
        notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
        nbformat.write(notebook, tmp_path / "notebooks" / f"{number}_n.ipynb")
    return tmp_path / "notebooks"


def _begin(*options: str | Path, limit: str = "pass") -> subprocess.Popen[str]:
    """The report as a process of its own, with kernels of its own, as a terminal starts it."""
    code = (
        "import resource, signal, sys\nfrom aleppo_analysis.report.__main__ import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where the tests run\n"
        f"{limit}\nsys.exit(main())"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, options)],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def _waiting(tmp_path: Path, *options: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A run of two notebooks that would not end by themselves, once both are in their cells."""
    cell = (
        "import os, pathlib, time\npathlib.Path('../{0}.pid').write_text(str(os.getpid())); time.sleep(600)"
    )
    folder = _notebooks(tmp_path, cell.format("a"), cell.format("b"))
    process = _begin("--notebooks", folder, *options)
    pids = [tmp_path / "a.pid", tmp_path / "b.pid"]
    try:
        while not all(pid.exists() and pid.read_text() for pid in pids):
            assert process.poll() is None, process.communicate(timeout=LONGEST)
            time.sleep(0.02)
        yield process
        _wait_for_the_end(int(pid.read_text()) for pid in pids)
    finally:
        process.kill()
        process.communicate(timeout=LONGEST)


def _wait_for_the_end(pids: Iterator[int]) -> None:
    """Kernels end with the run that they work for, however it ended."""
    for pid in pids:
        while Path(f"/proc/{pid}").exists() and "Z (zombie)" not in Path(f"/proc/{pid}/status").read_text():
            time.sleep(0.05)


# -- stopped ---------------------------------------------------------------------------------------------


def test_ctrl_c_ends_the_kernels_and_keeps_the_last_report(tmp_path: Path, out: Path) -> None:
    with _waiting(tmp_path, "--out", out) as process:
        os.killpg(process.pid, signal.SIGINT)
        said, errors = process.communicate(timeout=LONGEST)
        assert process.returncode == STOPPED
        assert said == "Running 2 notebooks ...\nStopped. The last report is as before.\n"
        assert errors == ""
    _assert_untouched(out)


def test_ctrl_c_keeps_the_notebooks(tmp_path: Path) -> None:
    with _waiting(tmp_path, "--store") as process:
        before = {path: path.read_bytes() for path in (tmp_path / "notebooks").iterdir()}
        os.killpg(process.pid, signal.SIGINT)
        said, errors = process.communicate(timeout=LONGEST)
        assert (process.returncode, said, errors) == (STOPPED, "Stopped. The notebooks are as before.\n", "")
    assert {path: path.read_bytes() for path in (tmp_path / "notebooks").iterdir()} == before


def test_a_second_run_is_refused_and_one_that_was_killed_is_forgotten(tmp_path: Path, out: Path) -> None:
    with _waiting(tmp_path, "--out", out) as process:
        half = out.with_name("report.new.unfinished")
        with pytest.raises(TableError) as raised, site_folder("report", out):
            pass
        assert str(raised.value) == (
            f"report: another run is writing '{half}'.\nWait for it, or name another place."
        )
        process.kill()
    assert half.is_dir()
    assert (out / "index.html").read_text("utf-8") == OLD

    with pytest.raises(ZeroDivisionError), site_folder("report", out) as folder:
        assert [path.name for path in folder.iterdir()] == [MARK]
        raise ZeroDivisionError
    _assert_untouched(out)


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_run_that_was_killed_while_it_put_the_new_in_place(out: Path, is_whole: bool) -> None:
    out.rename(out.with_name("report.old"))
    if is_whole:
        new = out.with_name("report.new")
        new.mkdir()
        (new / MARK).touch()
        (new / "index.html").write_text("new", "utf-8")
    with pytest.raises(ZeroDivisionError), site_folder("report", out):
        raise ZeroDivisionError
    assert (out / "index.html").read_text("utf-8") == ("new" if is_whole else OLD)
    assert [path.name for path in out.parent.iterdir()] == ["report"]


# -- failed ----------------------------------------------------------------------------------------------


def test_a_cell_that_fails_ends_the_other_kernels_and_keeps_the_last_report(
    tmp_path: Path, out: Path
) -> None:
    folder = _notebooks(tmp_path, "import time; time.sleep(600)", "1 / 0")
    process = _begin("--notebooks", folder, "--out", out)
    said, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, errors) == (1, "")
    assert said == (
        "Running 2 notebooks ...\n"
        "1_n.ipynb stopped at code cell 1 of 1:\n\n    1 / 0\n\nZeroDivisionError: division by zero\n\n"
        "Open it with `make lab` and run it to that cell; then run the command again.\n"
    )
    _assert_untouched(out)


def test_a_kernel_that_dies_is_a_sentence(tmp_path: Path, out: Path) -> None:
    process = _begin("--notebooks", _notebooks(tmp_path, "import os; os._exit(1)"), "--out", out)
    said, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, errors) == (1, "")
    assert "0_n.ipynb stopped at code cell 1 of 1:\n\n    import os; os._exit(1)\n\nDeadKernelError" in said
    _assert_untouched(out)


def test_a_full_disk_keeps_the_last_report(tmp_path: Path, out: Path) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"  # the page to read is larger
    process = _begin("--notebooks", _notebooks(tmp_path, "1 + 1"), "--out", out, limit=limit)
    said, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, errors) == (1, "")
    assert said.splitlines()[-2:] == [
        f"report: '{out}.new' cannot be written (File too large).",
        "Name another place, or make room there.",
    ]
    _assert_untouched(out)


def test_a_full_disk_keeps_the_notebooks(tmp_path: Path) -> None:
    folder = _notebooks(tmp_path, "'a' * 200_000")
    before = (folder / "0_n.ipynb").read_bytes()
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    process = _begin("--notebooks", folder, "--store", limit=limit)
    said, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, errors) == (1, "")
    assert said.splitlines()[-2:] == [
        f"notebooks: '{folder / '0_n.ipynb'}' cannot be written (File too large).",
        "Name another place, or make room there.",
    ]
    assert [path.name for path in folder.iterdir()] == ["0_n.ipynb"]
    assert (folder / "0_n.ipynb").read_bytes() == before


def test_a_place_where_nothing_can_be_written_is_said_before_a_notebook_runs(tmp_path: Path) -> None:
    folder = _notebooks(tmp_path, "1 + 1")
    (tmp_path / "file").touch()
    process = _begin("--notebooks", folder, "--out", tmp_path / "file" / "report")
    said, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, errors) == (1, "")
    assert said == (
        f"report: '{tmp_path}/file/report.new' cannot be written (Not a directory).\n"
        "Name another place, or make room there.\n"
    )


# -- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a },", "{'center': 'a },'}"),
        ("It's {half}", "{'center': \"It's {half}\"}"),
        ("both ' and \"", "{'center': 'both \\' and \"'}"),
        ("<Axes: title={'a", "{'left': \"<Axes: title={'a\"}"),
        ("back\\slash", "{'center': 'back\\\\slash'}"),
    ],
)
def test_the_title_of_a_figure_is_read_as_python_shows_it(title: str, shown: str) -> None:
    output = {"data": {"text/plain": f"<Axes: label='x', title={shown}, xlabel='words'>"}}
    assert _plot_titles(nbformat.from_dict(output)) == [title]


def test_a_text_that_looks_like_a_figure_is_none() -> None:
    for said in (
        r"<Axes: title={'center': '\xzz'}>",
        "<Axes: title={'center': open('a')}>",
        "<Axes: title={",
    ):
        assert _plot_titles(nbformat.from_dict({"data": {"text/plain": said}})) == []


def test_the_page_of_a_notebook_has_a_name_that_is_no_address() -> None:
    assert file_of(Path("notebooks/javascript:alert(1).ipynb")) == "javascript-alert-1-.html"
    assert file_of(Path("a b#c?d%20e.ipynb")) == "a-b-c-d-20e.html"
    assert file_of(Path("01_größe.ipynb")) == "01_größe.html"


def test_a_notebook_does_not_take_the_place_of_another_page() -> None:
    check_names([Path("01_index.ipynb"), Path("02_tables.ipynb"), Path("evidence2.ipynb")])
    for name, taken in [
        ("index", "one of the report's own: index.html"),
        ("Tables", "one of the report's own: tables.html"),
        ("evidence-tokens", "one of the report's own: evidence-tokens.html"),
        ("A b", "that of a-b.ipynb: a-b.html"),
    ]:
        with pytest.raises(ReportError) as raised:
            check_names([Path("a-b.ipynb"), Path(f"{name}.ipynb")])
        assert str(raised.value) == (
            f"The page of {name}.ipynb would be called as {taken}.\nGive the notebook another name."
        )
