"""What a newcomer waits for: the first result in a kernel, and `make report`.

    python benchmarks/bench_start.py [--rounds N]

A real kernel is started, then the clock, then the cell is run that imports the library and asks the five
shipped articles for quotations, words and rates: processor seconds of the kernel, all its threads. The
report is made twice, into a folder that is thrown away, and the second counts: user and system seconds of
the process and of all kernels it starts.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyter_client.manager import KernelManager
from timing import HERE, keep, one_thread, told

CELL = """
import aleppo_analysis as aa
corpus = aa.Corpus()
corpus.quotes, corpus.tokens, corpus.frame_rates(["source", "voice"])
"""
CLOCK = "import time; print(time.process_time())"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    spent = [first_result(sys.executable, HERE.parent, CELL) for _ in range(1 + rounds)][1:]
    print(f"first result in a kernel: {told(spent)} s of its processor time")
    reports = [report(sys.executable, HERE.parent) for _ in range(1 + min(rounds, 2))][1:]
    print(f"the report, warm: {told(reports, 1)} s of processor time")
    keep({"kernel, seconds to the first result": spent, "make report, seconds": reports})


def first_result(python: str, checkout: Path, cell: str) -> float:
    """Processor seconds of a cell in a new kernel of this interpreter, which stands in a checkout."""
    manager = KernelManager()
    manager.kernel_spec.argv[0] = python
    manager.start_kernel(cwd=checkout)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        begin = float(printed(client, CLOCK))
        printed(client, cell)
        return float(printed(client, CLOCK)) - begin
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def printed(client: object, code: str) -> str:
    """What a cell prints; its failure is ours."""
    said: list[str] = []

    def hear(message: dict) -> None:
        content = message["content"]
        if message["msg_type"] == "error":
            raise RuntimeError("\n".join(content["traceback"]))
        said.append(content.get("text", "") if message["msg_type"] == "stream" else "")

    client.execute_interactive(code, output_hook=hear, timeout=300)
    return "".join(said)


def report(python: str, checkout: Path) -> float:
    """Processor seconds of the report that a checkout makes with this interpreter."""
    before = used()
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-m", "aleppo_analysis.report", "--out", str(Path(folder) / "report")]
        environment = os.environ | {
            "MPLBACKEND": "agg",
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "0",
        }
        subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True)
    return used() - before


def used() -> float:
    """User and system seconds of all processes that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    one_thread()
    main()
