"""Kernels forked from a process that has the libraries: fresh, in their folder, gone with who asked for them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from aleppo_analysis.report import kernels
from aleppo_analysis.report.running import run_notebooks

TOP = Path(__file__).resolve().parent.parent
CELL = "import os, sys; 'seen' in globals(), os.getpid(), os.getppid(), os.path.basename(os.getcwd()), 'nltk' in sys.modules"
forked = pytest.mark.skipif(not kernels.CAN_FORK, reason="Processes are not forked here")


def _shown(folder: Path, n: int) -> list[tuple]:
    """What `n` notebooks show that run in one go: names of before, process, parent, folder, libraries."""
    paths = [folder / f"{number}.ipynb" for number in range(n)]
    for path in paths:
        cells = [nbformat.v4.new_code_cell(CELL), nbformat.v4.new_code_cell("seen = 1")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    books = run_notebooks(paths, tell=lambda _: None).values()
    return [eval(book.cells[0].outputs[0].data["text/plain"]) for book in books]


@forked
def test_each_notebook_has_a_fresh_process_that_has_the_libraries(tmp_path: Path) -> None:
    shown = _shown(tmp_path, 3)
    assert len({pid for _, pid, *_ in shown} | {os.getpid()}) == 4
    assert {(*rest,) for _, _, *rest in shown} == {(os.getpid(), tmp_path.name, True)}
    assert [is_seen for is_seen, *_ in shown] == [False, False, False]


def test_where_nothing_is_forked_kernels_are_started_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "CAN_FORK", False)
    [(is_seen, pid, parent, folder, has_libraries)] = _shown(tmp_path, 1)
    assert (is_seen, parent, folder, has_libraries) == (False, os.getpid(), tmp_path.name, False)
    assert pid != os.getpid()


@forked
def test_kernels_that_wait_end_with_their_block_and_with_their_process() -> None:
    with kernels.waiting_kernels(3) as waiting:
        assert [kernel.poll() for kernel in waiting] == [None, None, None]
    assert {kernel.poll() for kernel in waiting} <= {0, -signal.SIGKILL}

    code = (
        "import time\nfrom aleppo_analysis.report.kernels import waiting_kernels\n"
        "with waiting_kernels(3) as waiting:\n"
        "    print(*(kernel.pid for kernel in waiting), flush=True)\n    time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )
    assert process.stdout is not None
    pids = process.stdout.readline().split()
    process.kill()
    process.communicate()
    for pid in pids:
        while Path(f"/proc/{pid}").exists() and "Z (zombie)" not in Path(f"/proc/{pid}/status").read_text():
            time.sleep(0.05)
    assert len(pids) == 3
