"""What goes wrong with real processes: the right rows, or one clear sentence, and nothing that is half written."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.loading import pieces
from aleppo_analysis.parquet import Stored
from aleppo_analysis.scaling import annotating
from aleppo_analysis.tables import TableError

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and limits")
TOP = Path(__file__).resolve().parent.parent
PARTS, OF_A_PART = 6, 3


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Some parts of invented articles, with a word that no run before has seen."""
    nonce = uuid4().hex
    (tmp_path / "texts").mkdir()
    for number in range(PARTS * OF_A_PART):
        story = f"“We wait for {nonce},” said Ann Lee, a doctor. The convoy of {number} lorries turned back. "
        (tmp_path / "texts" / f"{number:02}.txt").write_text(f"Report {number}\n\n{story * 9}", "utf-8")
    return tmp_path / "texts"


@pytest.fixture
def right(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What one process writes of them, in parts of a few articles."""
    monkeypatch.setattr(annotating, "_MOST", OF_A_PART)
    monkeypatch.setattr(pieces, "_MOST_FILES", 2 * OF_A_PART)
    aa.annotate(texts, tmp_path / "right")
    return tmp_path / "right"


def _assert_same(out: Path, right: Path) -> None:
    one, other = Stored("test", out), Stored("test", right)
    assert one.names == other.names
    for name in one.names:
        assert_frame_equal(one.read(name), other.read(name))
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in right.iterdir())


def _times(folder: Path, n: int) -> dict[str, int]:
    """When each file of the first `n` parts was written, but for what the end adds."""
    files = (path for number in range(n) for path in folder.glob(f"quotes/part-{number:06}.parquet"))
    return {path.name: path.stat().st_mtime_ns for path in files}


SCRIPT = """
import resource, sys
import aleppo_analysis as aa
from aleppo_analysis.loading import pieces
from aleppo_analysis.scaling import annotating
annotating._MOST, pieces._MOST_FILES = {part}, {file}
def limited():
    {limit}
if __name__ == "__main__":
    limited()
    aa.annotate(sys.argv[1], sys.argv[2], workers={workers})
"""


def _run(
    texts: Path, out: Path, workers: int, limit: str = "pass", until: Callable[[Path], bool] | None = None
) -> tuple[int, str]:
    """How a process of its own ends, and what it says last; it is killed once `until` is true of its folder."""
    script = texts.with_name("script.py")
    code = SCRIPT.format(part=OF_A_PART, file=2 * OF_A_PART, limit=limit, workers=workers)
    script.write_text(code, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(TOP), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, str(script), str(texts), str(out)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    while until and process.poll() is None and not until(out.with_name(f"{out.name}.unfinished")):
        time.sleep(0.005)
    if until:
        process.kill()
    said = process.communicate()[1]
    return process.returncode, said.partition("TableError: ")[2] or said


def _has_done(n: int) -> Callable[[Path], bool]:
    return lambda folder: len([*folder.glob("_done/*.json")]) >= n


def test_processes_give_the_rows_of_one(texts: Path, right: Path, tmp_path: Path) -> None:
    aa.annotate(texts, tmp_path / "two", workers=2)
    _assert_same(tmp_path / "two", right)


def test_a_run_that_is_killed_goes_on_from_what_is_finished(texts: Path, right: Path, tmp_path: Path) -> None:
    out, begun = tmp_path / "out", tmp_path / "out.unfinished"
    code, _ = _run(texts, out, workers=2, until=_has_done(2))
    assert code == -signal.SIGKILL
    time.sleep(0.5)  # the workers end with the one for whom they worked
    done = len([*begun.glob("_done/*.json")])
    finished = _times(begun, done)
    assert 2 <= done < PARTS and finished and not out.exists()
    told: list[int] = []
    aa.annotate(texts, out, progress=told.append)
    assert told[0] == OF_A_PART * done
    assert finished.items() <= _times(out, PARTS).items()
    _assert_same(out, right)


def test_a_killed_worker_is_a_sentence_and_the_same_call_goes_on(
    texts: Path, right: Path, tmp_path: Path
) -> None:
    import multiprocessing

    out = tmp_path / "out"

    def kill(done: int) -> None:
        if done:
            os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)

    with pytest.raises(TableError) as raised:
        aa.annotate(texts, out, workers=2, progress=kill)
    assert str(raised.value) == (
        "annotate: a worker ended before its part was done: the memory was too small, or it was killed.\n"
        "Use fewer workers, or a machine with more memory. If none has begun: what starts workers is a "
        'script with its own code under `if __name__ == "__main__":`.\n'
        f"What is finished stays in '{out}.unfinished': the same call goes on from there."
    )
    aa.annotate(texts, out)
    _assert_same(out, right)


def test_a_full_disk_is_a_sentence_and_the_same_call_goes_on(
    texts: Path, right: Path, tmp_path: Path
) -> None:
    """A limit on the size of files stands for the disk: the last part does not fit."""
    long = texts / "99.txt"
    long.write_text("Report 99\n\n" + " ".join(f"word{number}" for number in range(20_000)), "utf-8")
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (170_000, 170_000))"
    out = tmp_path / "out"
    code, said = _run(texts, out, workers=1, limit=limit)
    assert code == 1
    assert said.startswith(f"annotate: '{out}' cannot be written (")
    assert said.endswith(
        "File too large).\nName another place, or make room there.\n"
        f"What is finished stays in '{out}.unfinished': the same call goes on from there.\n"
    )
    assert not out.exists() and not [*tmp_path.glob("out.unfinished/_part-*")]
    aa.annotate(texts, out)
    aa.annotate(texts, tmp_path / "again")
    _assert_same(out, tmp_path / "again")


@pytest.mark.parametrize(("workers", "room"), [(1, 60), (2, 60), (2, 10)])
def test_too_little_memory_is_a_sentence(workers: int, room: int, texts: Path, tmp_path: Path) -> None:
    """There are so many MB more than what has been loaded takes; ten are too few for the threads of a pool."""
    (texts / "99.txt").write_text("Report 99\n\n" + "It was said that she said it was so. " * 60_000, "utf-8")
    limit = (
        "import re; aa.Corpus().quotes\n"
        "    size = int(re.search(r'VmSize:\\\\s+(\\\\d+)', open('/proc/self/status').read())[1]) << 10\n"
        f"    resource.setrlimit(resource.RLIMIT_AS, (size + ({room} << 20),) * 2)"
    )
    if not Path("/proc/self/status").is_file():
        pytest.skip("needs /proc")
    code, said = _run(texts, tmp_path / "out", workers=workers, limit=limit.replace("\\\\", "\\"))
    assert code == 1
    assert said.startswith("annotate: ") and "memory" in said.split("\n")[0], said
    assert not (tmp_path / "out").exists()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """Two workers of Dask, each a process."""
    distributed = pytest.importorskip("distributed")
    how = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(local_directory=str(tmp_path / "dask"), **how) as cluster:
        with distributed.Client(cluster) as client:
            yield client


def test_of_two_workers_of_dask_one_is_killed_in_the_middle(
    client: object, texts: Path, right: Path, tmp_path: Path
) -> None:
    before = client.run(os.getpid)

    def kill(done: int) -> None:
        if done == OF_A_PART:
            os.kill(min(before.values()), signal.SIGKILL)

    aa.annotate(texts, tmp_path / "out", client=client, progress=kill)
    _assert_same(tmp_path / "out", right)
    assert sum(pid in before.values() for pid in client.run(os.getpid).values()) == 1
