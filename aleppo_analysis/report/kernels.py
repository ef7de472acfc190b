"""Kernels that begin with the libraries loaded: fresh processes, forked before anything ran.

What a notebook spends on its start is mostly imports and the reading of models, the same in each. Here that
is done once, and each kernel is a copy of that process, with nothing of another notebook in it. Where
processes cannot be copied safely (macOS, Windows), and for kernels of other languages, Jupyter's own way
stands.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from ..quotes.model.stored import load_model
from ..text.languages import identifier

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from jupyter_client.manager import KernelManager

CAN_FORK = sys.platform == "linux"
_LAUNCHER = "ipykernel_launcher"
_LIBRARIES = (
    "aleppo_analysis.claims",
    "aleppo_analysis.coding",
    "aleppo_analysis.view.plots",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "nltk",
)


class WaitingKernel:
    """A process that has the libraries and waits to be told which kernel it is. Used as a `Popen` is."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        heard, self._tell = get_context("fork").Pipe(duplex=False)
        self._process = get_context("fork").Process(target=_wait, args=(heard, self._tell))
        with warnings.catch_warnings():  # that libraries have threads, which is so in every kernel
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        heard.close()
        self.pid = self._process.pid

    def begin(self, arguments: Sequence[str], folder: object, environment: Mapping[str, str]) -> None:
        told = [list(arguments), str(folder), dict(environment)]
        self._tell.send_bytes(json.dumps(told).encode("utf-8"))

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """End it, unless it has ended."""
        self._tell.close()
        self._process.kill()
        self._process.join()


@contextmanager
def waiting_kernels(n: int) -> Iterator[list[WaitingKernel]]:
    """So many processes that can be a kernel, none where processes cannot be forked; all end with the block.

    They are made before the first is used: a process is forked safely as long as nothing runs beside it.
    """
    with ExitStack() as ends:
        kernels: list[WaitingKernel] = []
        if CAN_FORK:
            for name in _LIBRARIES:
                import_module(name)
            with suppress(OSError):  # its library unpacks it on the disk; if that is full, a cell says so
                identifier()
            load_model()
            gc.collect()
            gc.freeze()  # what is never looked at again is never copied
            ends.callback(gc.unfreeze)
        for _ in range(n if CAN_FORK else 0):
            kernels.append(WaitingKernel())
            ends.callback(kernels[-1].close)
        yield kernels


def use(kernel: WaitingKernel, manager: KernelManager) -> None:
    """Let a kernel that waits be the one that the manager starts, if that is one of Python."""
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Waiting(LocalProvisioner):
        """Starts the kernel that waits."""

        process: Any = None

        async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
            if _LAUNCHER not in cmd:
                return await super().launch_kernel(cmd, **given)
            kernel.begin(cmd[cmd.index(_LAUNCHER) + 1 :], given["cwd"], given["env"])
            self.process, self.cwd = kernel, given["cwd"]
            self.pid = self.pgid = kernel.pid
            return self.connection_info

    manager.provisioner = Waiting(kernel_id="", kernel_spec=manager.kernel_spec, parent=manager)


def _wait(heard: Connection, tell: Connection) -> None:
    """In the new process: be the kernel that is asked for; end where the one who asks is gone."""
    tell.close()
    os.setsid()  # Ctrl-C is for the process that asks
    try:
        arguments, folder, environment = json.loads(heard.recv_bytes())
    except EOFError:
        return
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _forget()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _forget() -> None:
    """What libraries and the report set for themselves, as in a process that is a notebook from its start."""
    import matplotlib
    import matplotlib.pyplot as plt
    import pandas as pd

    pd.set_option("display.max_columns", 20)  # in a terminal pandas shows as many as fit
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    plt._backend_mod = None  # looked up anew; the process that asks may have drawn with another
