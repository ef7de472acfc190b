"""Run notebooks in fresh kernels and store what they show."""

from __future__ import annotations

import asyncio
import difflib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ..writing import refused, replaced
from .kernels import WaitingKernel, use, waiting_kernels

if TYPE_CHECKING:
    from nbformat import NotebookNode

CELL_TIMEOUT = 300  # seconds
WIDGET = "application/vnd.jupyter.widget-view+json"
AT_ONCE = 2  # kernels; more than the usual two cores gain nothing
INLINE = "module://matplotlib_inline.backend_inline"  # figures become outputs, whatever MPLBACKEND says


class ReportError(RuntimeError):
    """A notebook could not be run to its end: which one, which cell, what happened, what to do."""


def find_notebooks(folder: Path) -> list[Path]:
    """The notebooks of `folder` in the order of their names; one clear error where there are none."""
    found = sorted(folder.glob("*.ipynb"))
    if not found:
        raise ReportError(
            f"There is no notebook (*.ipynb) in {folder}.\n"
            "Run this in the project's top folder, or name the folder: --notebooks FOLDER."
        )
    return found


def run_notebooks(paths: Iterable[Path], *, tell: Callable[[str], None]) -> dict[Path, NotebookNode]:
    """Run each notebook in a kernel of its own, some at once; `tell` gets a line as each one ends.

    Returns the executed notebooks in the order of `paths`. The first that fails ends the others, and raises
    ReportError; Ctrl-C ends all kernels.
    """
    from anyio.from_thread import start_blocking_portal

    ordered = list(paths)
    with (
        waiting_kernels(len(ordered)) as kernels,
        start_blocking_portal() as portal,  # in the main thread the client would take Ctrl-C for itself
    ):
        return portal.call(_run_all, ordered, kernels, tell)


async def _run_all(
    paths: list[Path], kernels: list[WaitingKernel], tell: Callable[[str], None]
) -> dict[Path, NotebookNode]:
    done: dict[Path, NotebookNode] = {}
    free = asyncio.Semaphore(AT_ONCE)

    async def run(path: Path) -> None:
        async with free:
            begin = perf_counter()
            done[path] = await run_notebook(path, kernels.pop() if kernels else None)
            tell(f"  {path.name} ran in {perf_counter() - begin:.1f} s ({len(done)} of {len(paths)})")

    try:
        async with asyncio.TaskGroup() as group:
            for path in paths:
                group.create_task(run(path))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return {path: done[path] for path in paths}


async def run_notebook(path: Path, kernel: WaitingKernel | None) -> NotebookNode:
    """The notebook at `path`, run from top to bottom in a fresh kernel, with nothing volatile in it."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",  # there is nothing to put in order, and much to say if a cell is running
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        resources={"metadata": {"path": str(path.parent)}},
    )
    if kernel is not None:
        use(kernel, client.create_kernel_manager())
    try:
        await client.async_execute(env=os.environ | {"MPLBACKEND": INLINE})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise ReportError(_failure(path, notebook, error)) from error
    return clean_notebook(notebook)


def _failure(path: Path, notebook: NotebookNode, error: Exception) -> str:
    """Which cell stopped the run, its code and the error, without the wall of traceback."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    started = [i for i, cell in enumerate(cells) if cell.outputs or cell.execution_count]
    failed = next((i for i in started if _error_of(cells[i])), max(started, default=0))
    what = _error_of(cells[failed]) or f"{type(error).__name__}: {str(error).strip()}"
    code = "\n".join("    " + line for line in cells[failed].source.splitlines())
    return (
        f"{path.name} stopped at code cell {failed + 1} of {len(cells)}:\n\n{code}\n\n{what}\n\n"
        "Open it with `make lab` and run it to that cell; then run the command again."
    )


def _error_of(cell: NotebookNode) -> str | None:
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    return f"{error.ename}: {error.evalue}" if error else None


def clean_notebook(notebook: NotebookNode) -> NotebookNode:
    """Keep what a reader sees and the tags; cells are numbered, so that two runs write the same bytes."""
    notebook.metadata = _plain(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags")
        cell.metadata = _plain({"tags": tags} if tags else {})
        cell.id = f"cell-{number}"
        for output in cell.get("outputs", []):
            if view := output.get("data", {}).get(WIDGET):
                view["model_id"] = cell.id  # a new one in every run, and of no use without its kernel
    return notebook


def _plain(metadata: dict[str, Any]) -> NotebookNode:
    from nbformat import from_dict

    return from_dict(metadata)


def store_notebooks(folder: Path, *, tell: Callable[[str], None]) -> None:
    """Run the notebooks of `folder`, write their outputs into them, and tell which outputs changed.

    Nothing is written unless all run to their ends, and each notebook is the older one until the new one is
    whole. Raises ReportError as `run_notebooks` does, TableError if the system refuses to write.
    """
    import nbformat

    for path, notebook in run_notebooks(find_notebooks(folder), tell=tell).items():
        before = _shown(nbformat.read(path, as_version=4))
        try:
            with replaced(path) as part:
                nbformat.write(notebook, part)
        except OSError as error:
            raise refused("notebooks", path, error) from error
        changes = list(difflib.unified_diff(before, _shown(notebook), "stored", "now", lineterm="", n=1))
        tell(f"{path.name}: {'its outputs are what they were' if not changes else 'outputs changed'}")
        for line in changes[2:]:
            tell("    " + line)


def _shown(notebook: NotebookNode) -> list[str]:
    """What the code cells show, as lines to compare: printed and plain text, and that there is a picture."""
    lines = []
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        lines.append(f"[code cell {number}]")
        for output in cell.outputs:
            data = output.get("data", {})
            lines += str(output.get("text", "") or data.get("text/plain", "")).splitlines()
            lines += [f"<{kind}>" for kind in sorted(data) if kind.startswith("image/")]
    return lines
