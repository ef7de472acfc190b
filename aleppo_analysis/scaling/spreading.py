"""Where parts are worked on: here, in processes of this machine, or wherever an executor sends them."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from os import _exit
from threading import Event, Thread
from typing import Any, TypeAlias

from ..tables import TableError

Spread: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]

_THREADS = 3  # one more than a pool has
_AHEAD = 2  # parts a worker: one that it works on, one that waits


@contextmanager
def spread(function: str, workers: int, client: Any) -> Iterator[Spread]:
    """A `map` that gives results as they come; `given` is taken only as fast as it is worked on.

    The work is done on the cluster of a `client` of Dask; else by `workers` processes, or, for one, by this.
    """
    if client is not None:
        from distributed import KilledWorker

        try:
            yield _in_turn_of(client.get_executor(pure=False), lambda: sum(client.nthreads().values()))
        except KilledWorker as error:
            raise _lost(function) from error
        return
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise TableError(
            f"{function}: `workers` must be a whole number, 1 or more; it is {workers!r}.\n"
            "Give the number of processor cores to use."
        )
    if workers == 1:
        yield map
        return
    _check_room()
    others, is_done = set(active_children()), False
    executor = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    try:
        yield _in_turn_of(executor, lambda: workers)
        is_done = True
    except BrokenExecutor as error:
        raise _lost(function) from error
    finally:
        for process in () if is_done else set(active_children()) - others:
            process.terminate()  # what it is at need not be finished
        executor.shutdown(cancel_futures=True)


def _check_room() -> None:
    """Raise unless there is memory for the threads that lead the processes.

    A pool of processes waits without end for a thread of its own that could not be started.
    """
    is_over = Event()
    try:
        for _ in range(_THREADS):
            Thread(target=is_over.wait).start()
    except RuntimeError as error:
        raise MemoryError(str(error)) from error
    finally:
        is_over.set()


def _lost(function: str) -> TableError:
    return TableError(
        f"{function}: a worker ended before its part was done: the memory was too small, or it was killed.\n"
        "Use fewer workers, or a machine with more memory. If none has begun: what starts workers is a "
        'script with its own code under `if __name__ == "__main__":`.'
    )


def _in_turn_of(executor: Executor, room: Callable[[], int]) -> Spread:
    def run(function: Callable[[Any], Any], given: Iterable[Any]) -> Iterator[Any]:
        rest = iter(given)
        running: set[Future[Any]] = set()
        while True:
            n_free = max(_AHEAD * room(), 1) - len(running)
            running |= {executor.submit(function, one) for one in islice(rest, max(n_free, 0))}
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)

    return run


def _begin() -> None:
    """In a new process: Ctrl-C is heeded by the one that started it, and without that it ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=[parent], daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    _exit(1)
