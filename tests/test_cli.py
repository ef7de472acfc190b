"""The command line, as people and scripts meet it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import aleppo_analysis as aa
from aleppo_analysis.cli import main
from aleppo_analysis.cli.running import Commands
from aleppo_analysis.tables import TableError

TOP = Path(__file__).resolve().parent.parent


def run(*arguments: object) -> Result:
    """What a command does in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


# --- in general


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_has_examples_and_exit_codes(command: str) -> None:
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert f"aleppo-analysis {command}" in shown.stdout.split("Options:")[0]
    assert "Exit codes:\n    0    done" in shown.stdout
    assert max(map(len, shown.stdout.split("\n"))) <= 80


def test_it_says_its_version() -> None:
    assert run("--version").stdout == f"aleppo-analysis {version('aleppo-analysis')}\n"


def test_a_command_that_is_not_understood_is_a_usage_error() -> None:
    for arguments in (["exprot"], ["export"], ["export", "tables", "--out", "x", "--as", "ods"]):
        assert run(*arguments).exit_code == 2


def _command(does: Callable[[], object]) -> Result:
    @click.group(cls=Commands)
    def group() -> None:
        pass

    group.command("do")(does)
    return CliRunner().invoke(group, ["do"])


def test_an_error_of_the_library_is_two_sentences() -> None:
    def fails() -> None:
        raise TableError("speakers.load_actors: needs a CSV; 'a: \x1b[1mb' is none.\nGive one.")

    failed = _command(fails)
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert failed.stderr == "Error: needs a CSV; 'a: \ufffd[1mb' is none.\nGive one.\n"


def test_ctrl_c_is_a_sentence() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    stopped = _command(interrupted)
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped: nothing was written.\n")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_to_be_ended_is_like_ctrl_c(name: str) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip("this system has no such signal")
    ended = _command(lambda: os.kill(os.getpid(), number))
    assert (ended.exit_code, ended.stderr) == (130, "Stopped: nothing was written.\n")
    assert signal.getsignal(number) == signal.SIG_DFL


def test_a_signal_that_is_to_be_ignored_is_ignored() -> None:
    """As under nohup."""
    if not hasattr(signal, "SIGHUP"):
        pytest.skip("this system has no such signal")
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert _command(lambda: os.kill(os.getpid(), signal.SIGHUP)).exit_code == 0
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_the_module_is_the_command() -> None:
    """And the command needs no click to be imported with the package."""
    command = [sys.executable, "-m", "aleppo_analysis", "--version"]
    assert subprocess.run(command, cwd=TOP, capture_output=True, text=True).stdout == run("--version").stdout
    code = "import sys, aleppo_analysis; sys.exit('aleppo_analysis.cli' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=TOP).returncode == 0


# --- export


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    pytest.importorskip("pyarrow")
    aa.Corpus().save(tmp_path / "tables")
    return tmp_path / "tables"


def test_export_writes_and_says_nothing(tables: Path, tmp_path: Path) -> None:
    done = run("export", tables, "--out", tmp_path / "sheets", "--as", "csv")
    assert (done.exit_code, done.output) == (0, "")
    assert len(list((tmp_path / "sheets").iterdir())) == len(list(tables.iterdir()))
    again = run("export", tables, "--out", tmp_path / "sheets", "--as", "csv")
    assert (again.exit_code, again.stderr) == (
        1,
        f"Error: '{tmp_path / 'sheets'}' is there already.\nName something new, or delete it.\n",
    )
