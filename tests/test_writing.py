"""Files and folders that are there whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aleppo_analysis.tables import TableError
from aleppo_analysis.writing import whole_file, whole_folder


def test_a_folder_is_there_once_all_is_in_it(tmp_path: Path) -> None:
    out = tmp_path / "new" / "tables"
    with whole_folder("save", out) as folder:
        (folder / "a.txt").write_text("all", "utf-8")
        assert not out.exists()
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "tables", "a.txt"]


def test_a_file_is_there_once_it_is_written(tmp_path: Path) -> None:
    with whole_file("save", tmp_path / "a.txt") as file:
        assert file.read_bytes() == b""
        file.write_text("all", "utf-8")
        assert not (tmp_path / "a.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text("utf-8") == "all"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_nothing_stays_of_what_was_not_finished(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), whole_folder("save", tmp_path / "tables") as folder:
        (folder / "a.txt").write_text("half", "utf-8")
        raise error
    with pytest.raises(error), whole_file("save", tmp_path / "a.txt") as file:
        file.write_text("half", "utf-8")
        raise error
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for out in (tmp_path / "a.txt", tmp_path / "dangling", tmp_path):
        for whole in (whole_file, whole_folder):
            with pytest.raises(TableError) as raised, whole("save", out):
                pass
            assert str(raised.value) == f"save: '{out}' is there already.\nName something new, or delete it."
    assert (tmp_path / "a.txt").read_text("utf-8") == "mine"


def test_two_runs_never_write_to_one_place(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    with whole_folder("save", out) as folder:
        with pytest.raises(TableError) as raised, whole_folder("save", out):
            pass
        assert str(raised.value) == (
            f"save: '{out}.unfinished' is there: another run is writing it, or was killed.\n"
            "If none is running, delete it and try again."
        )
        assert folder.is_dir()
    assert out.is_dir()


def test_what_the_system_refuses_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(TableError) as raised, whole_folder("save", tmp_path / "a.txt" / "tables"):
        pass
    assert str(raised.value) == (
        f"save: '{tmp_path / 'a.txt' / 'tables'}' cannot be written (Not a directory).\n"
        "Name another place, or make room there."
    )
    with pytest.raises(TableError) as raised, whole_file("save", tmp_path / "b.txt"):
        raise OSError(28, "No space left on device")
    assert str(raised.value) == (
        f"save: '{tmp_path / 'b.txt'}' cannot be written (No space left on device).\n"
        "Name another place, or make room there."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


KILLED = """
import os, signal, sys
from pathlib import Path
from aleppo_analysis.writing import whole_folder
with whole_folder("save", Path(sys.argv[1])) as folder:
    (folder / "a.txt").write_text("half", "utf-8")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_process_killed_outright_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "tables")])
    assert run.returncode == -signal.SIGKILL
    assert os.listdir(tmp_path) == ["tables.unfinished"]
