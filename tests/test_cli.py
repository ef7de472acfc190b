"""The command line, as people and scripts meet it."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import aleppo_analysis as aa
from aleppo_analysis.cli import main
from aleppo_analysis.cli.running import Commands
from aleppo_analysis.cli.summing import Articles, Problems
from aleppo_analysis.cli.terminal import table_lines
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


def test_files_that_the_shell_made_of_a_pattern_are_told_what_to_do() -> None:
    several = run("check", "texts/a.txt", "texts/b\x1b.txt", "texts/c.txt")
    assert (several.exit_code, several.stdout) == (2, "")
    assert several.stderr.endswith(
        "Error: one is read at a time, and 'texts/b\ufffd.txt' is another. Put a pattern into quotes, such as "
        "'texts/*.txt'; files that belong together go into one folder.\n"
    )


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
    before = signal.signal(number, signal.SIG_DFL)  # the tests may run under nohup
    try:
        ended = _command(lambda: os.kill(os.getpid(), number))
        assert signal.getsignal(number) == signal.SIG_DFL
    finally:
        signal.signal(number, before)
    assert (ended.exit_code, ended.stderr) == (130, "Stopped: nothing was written.\n")


def test_a_signal_that_is_to_be_ignored_is_ignored() -> None:
    """As under nohup."""
    if not hasattr(signal, "SIGHUP"):
        pytest.skip("this system has no such signal")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert _command(lambda: os.kill(os.getpid(), signal.SIGHUP)).exit_code == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_module_is_the_command() -> None:
    """And the command needs no click to be imported with the package."""
    command = [sys.executable, "-m", "aleppo_analysis", "--version"]
    assert subprocess.run(command, cwd=TOP, capture_output=True, text=True).stdout == run("--version").stdout
    code = "import sys, aleppo_analysis; sys.exit('aleppo_analysis.cli' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=TOP).returncode == 0


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Three articles of two outlets, and a file that is none."""
    folder = tmp_path / "texts"
    for name, text in {
        "herald/one.txt": "Aid waits\n\nThe convoy waited. “We are ready,” said Ann Lee, a doctor.",
        "herald/two.txt": "Truce ends\n\nThe truce ended on Monday, the UN said, and nobody was surprised.",
        "post/three.txt": "A trap\n\nThe truce was a trap, the rebels’ spokesman Omar Haj said in the town.",
        "post/four.pdf": "%PDF-1.4",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    (tmp_path / "terms.csv").write_text("frame,term\nruse,trap\n", "utf-8")
    return tmp_path / "terms.csv"


# --- check


def test_check_shows_what_is_there_and_what_is_wrong(texts: Path) -> None:
    checked = run("check", texts)
    assert checked.exit_code == 3
    assert checked.stderr == ""
    assert checked.stdout.split("\n") == [
        "3 articles, 43 words; languages: en 3",
        "",
        "source  articles  words  first  last  undated",
        "herald         2     27                     2",
        "post           1     16                     1",
        "",
        "          problem        places  times  such as",
        "left out  file left out       1      1  post/four.pdf: files that end in '.pdf' are not read; save its "
        "text as .txt (pdftotext), or use the export of the archive it comes from",
        "told      doc_id made                3  from the name of the file, and the number in it",
        "told      source made                3  from the folder",
        "",
    ]
    (texts / "post" / "four.pdf").unlink()
    assert run("check", texts).exit_code == 0


def test_check_writes_every_problem(texts: Path, tmp_path: Path) -> None:
    for number in range(5):
        (texts / "post" / f"{number}.pdf").touch()
    assert run("check", texts, "--out", tmp_path / "problems.csv").exit_code == 3
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["what"] == "file left out"]
    assert [row["file"] for row in rows] == [f"post/{name}.pdf" for name in [*range(5), "four"]]
    inside = run("check", texts, "--out", texts / "problems.csv")
    assert (inside.exit_code, inside.stdout) == (1, "")
    assert inside.stderr.endswith("would be read with it the next time.\nName a place beside it.\n")


def test_check_says_that_nothing_is_wrong(tmp_path: Path) -> None:
    lines = ["doc_id,source,published,language,text", 'a,post,2016-10-18,en,"It was a trap, she said."']
    (tmp_path / "one.csv").write_text("\n".join(lines), "utf-8")
    checked = run("check", tmp_path / "one.csv")
    assert checked.exit_code == 0
    assert checked.stdout.split("\n") == [
        "1 article, 6 words, 2016-10-18 to 2016-10-18; languages: en 1",
        "",
        "source  articles  words  first       last        undated",
        "post           1      6  2016-10-18  2016-10-18        0",
        "",
        "No problems.",
        "",
    ]


def test_check_reads_as_it_is_told(tmp_path: Path) -> None:
    line = "It was a trap, she said to the crowd in the caf\xe9."
    (tmp_path / "a.csv").write_text(f'Words,date\n"{line}",03/04/2016', "cp1252")
    asked = run("check", tmp_path / "a.csv")
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert asked.stderr.endswith("it has 'Words', 'date'; say which: --column text=\"...\"\n")
    options = ["--column", "text=Words", "--encoding", "cp1252"]
    for order, day in [("--day-first", "2016-04-03"), ("--month-first", "2016-03-04")]:
        told = run("check", tmp_path / "a.csv", *options, order)
        assert told.exit_code == 0
        assert f", {day} to {day}; languages: en 1" in told.stdout
    doubtful = run("check", tmp_path / "a.csv", *options)
    assert "several readings; say --day-first or --month-first" in doubtful.stdout


def test_strict_stops_at_the_first(texts: Path) -> None:
    stopped = run("check", texts, "--strict")
    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr.startswith("Error: post/four.pdf: file left out: files that end in '.pdf'")


@pytest.mark.parametrize("given", ["text", "text=", "=Body"])
def test_a_column_is_named_in_pairs(given: str, texts: Path) -> None:
    failed = run("check", texts, "--column", given)
    assert failed.exit_code == 2
    assert "then its own: --column text=Body" in failed.stderr


def test_nothing_to_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "nowhere"):
        failed = run("check", source)
        assert (failed.exit_code, failed.stdout) == (1, "")
        assert failed.stderr.startswith("Error: ") and len(failed.stderr.strip().split("\n")) == 2


def test_sources_of_which_there_are_very_many_are_added_up() -> None:
    articles = Articles()
    for part in range(2):
        names = [f"s{number:02}" for number in range(28)] + ["s27"] * part
        published = [pd.Timestamp(2016, 1 + part, 1 + number) for number in range(len(names))]
        ids = [f"{part}-{number}" for number in range(len(names))]
        columns = {
            "doc_id": ids,
            "source": names,
            "text": "two words",
            "published": published,
            "language": "en",
        }
        articles.add(pd.DataFrame(columns))
    table = articles.table()
    assert table["source"].tolist() == ["s27", *(f"s{number:02}" for number in range(24)), "(3 more)"]
    assert table["articles"].tolist() == [3, *[2] * 24, 6]
    assert table["words"].tolist() == [6, *[4] * 24, 12]
    assert table["first"].tolist()[::25] == [pd.Timestamp("2016-01-28"), pd.Timestamp("2016-01-25")]
    assert table["last"].tolist()[::25] == [pd.Timestamp("2016-02-29"), pd.Timestamp("2016-02-27")]
    assert articles.sentence() == "57 articles, 114 words, 2016-01-01 to 2016-02-29; languages: en 57"
    assert Articles().sentence() == "0 articles, 0 words"


def test_of_a_problem_a_few_examples_are_kept() -> None:
    """What is left out is named; of what is repaired, each thing that was done is seen."""
    problems = Problems()
    for part in range(2):
        rows = [(f"{part}{it}.txt", None, "file left out", 1, "it is empty") for it in range(3)]
        rows.append((None, f"a{part}", "soft hyphens", 700, "taken out"))
        problems.add(pd.DataFrame(rows, columns=["file", "doc_id", "what", "n", "done"]))
    assert table_lines(problems.table(), None) == [
        "          problem        places  times  such as",
        "left out  file left out       6      6  00.txt: it is empty",
        "                                        01.txt: it is empty",
        "                                        02.txt: it is empty",
        "                                        and 3 more, which --out writes down",
        "repaired  soft hyphens        2  1,400  a0: taken out",
    ]
    assert problems.has("left out") and not problems.has("doubtful")


# --- annotate


def test_annotate_makes_a_folder_that_a_corpus_is_opened_from(
    texts: Path, terms: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow")
    done = run("annotate", texts, "--out", tmp_path / "tables", "--frames", terms)
    assert done.exit_code == 3
    assert done.stderr == (
        "Warning: 3 articles; left out: file left out (1). Each is a row of the table `problems`.\n"
    )
    lines = [line.split() for line in done.stdout.strip().split("\n")]
    assert [name for name, _ in lines] == [
        *("table", "articles", "counts", "frame_terms", "markup", "matches", "numbers", "problems"),
        *("quotes", "sentences", "voices", "zones"),
    ]
    assert dict(lines)["articles"] == "3"
    assert dict(lines)["matches"] == "2"
    assert aa.Corpus.open(tmp_path / "tables").matches["term"].tolist() == ["trap", "trap"]


def test_annotate_writes_words_and_groups_if_asked(texts: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (texts / "post" / "four.pdf").unlink()
    actors = tmp_path / "actors.csv"
    actors.write_text("canonical,aliases,group,pattern\nAnn Lee,,medics,\n", "utf-8")
    done = run("annotate", texts, "--out", tmp_path / "tables", "--actors", actors, "--tokens")
    assert (done.exit_code, done.stderr) == (0, "")
    assert pd.read_parquet(tmp_path / "tables" / "tokens")["token"].tolist()[:2] == ["Aid", "waits"]
    assert "medics" in aa.Corpus.open(tmp_path / "tables").quotes["speaker_group"].tolist()


def test_an_article_in_which_rules_fail_is_left_out_and_named(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    (texts / "post" / "four.pdf").unlink()

    def fails(*given: object) -> None:
        raise KeyError("marks")

    monkeypatch.setattr("aleppo_analysis.speakers.resolving._resolve_article", fails)
    done = run("annotate", texts, "--out", tmp_path / "tables")
    assert done.exit_code == 3
    assert done.stderr.startswith("Warning: speakers.resolve: failed in ")


def test_wrong_tables_are_refused_and_nothing_stays(texts: Path, terms: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    terms.write_text("frame,word\nruse,trap\n", "utf-8")
    for option, file in [("--frames", terms), ("--frames", tmp_path / "no.csv"), ("--actors", terms)]:
        failed = run("annotate", texts, "--out", tmp_path / "tables", option, file)
        assert (failed.exit_code, failed.stdout) == (1, "")
        assert failed.stderr.startswith("Error: ") and str(file) in failed.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["terms.csv", "texts"]


def test_without_pyarrow_it_says_what_to_install(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aleppo_analysis.parquet.find_spec", lambda name: None)
    for arguments in (["annotate", texts], ["export", texts, "--as", "csv"]):
        failed = run(*arguments, "--out", tmp_path / "tables")
        assert (failed.exit_code, failed.stderr) == (
            1,
            "Error: Parquet files need pyarrow, which is not installed.\n"
            "Install it: pip install 'aleppo-analysis[loading]'.\n",
        )


# --- report


def test_report_writes_pages_and_says_where_the_first_is(texts: Path, terms: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    done = run("report", texts, "--out", out, "--frames", terms, "--title", "Two <outlets>")
    assert (done.exit_code, done.stdout) == (3, f"{out / 'index.html'}\n")
    assert done.stderr.startswith("Warning: 3 articles; left out: file left out (1)")
    assert "Two &lt;outlets&gt;" in (out / "index.html").read_text("utf-8")
    (texts / "post" / "four.pdf").unlink()
    again = run("report", texts, "--out", out)
    assert (again.exit_code, again.stderr) == (0, "")
    (out / ".aleppo-report").unlink()
    refused = run("report", texts, "--out", out)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "holds files that are not a report of ours" in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "terms.csv", "texts"]


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


# --- as a process: signals, pipes, terminals, disks

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and terminals")
COMMAND = [sys.executable, "-m", "aleppo_analysis"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More articles than are read before the test has seen that they are being read."""
    folder = tmp_path / "many"
    folder.mkdir()
    story = "“We wait for bread,” said Ann Lee, a doctor. The convoy of her town turned back on Monday. "
    for number in range(3000):
        (folder / f"{number}.txt").write_text(f"Report {number}\n\n{story * 9}\n\n{number}", "utf-8")
    return folder


def _heeds_ctrl_c() -> None:
    """Shells start what runs in the background deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _begun(many: Path, out: Path) -> subprocess.Popen[str]:
    """A process that has written its first articles, and has more to write."""
    command = [*COMMAND, "annotate", str(many), "--out", str(out)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=TOP, preexec_fn=_heeds_ctrl_c, **pipes)
    unfinished = out.with_name(f"{out.name}.unfinished")
    while process.poll() is None and not (unfinished / "manifest.json").is_file():
        time.sleep(0.01)
    assert process.poll() is None, process.stderr and process.stderr.read()
    return process


@needs_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_process_leaves_nothing(number: int, many: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    process = _begun(many, tmp_path / "tables")
    process.send_signal(number)
    assert process.communicate() == ("", "Stopped: nothing was written.\n")
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["many"]


@needs_posix
def test_what_a_killed_process_leaves_is_known_for_what_it_is(many: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    process = _begun(many, tmp_path / "tables")
    process.kill()
    process.communicate()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "tables.unfinished"]
    again = run("annotate", many, "--out", tmp_path / "tables", "--tokens")
    assert (again.exit_code, again.stderr) == (
        1,
        f"Error: '{tmp_path / 'tables.unfinished'}' was begun with other settings.\n"
        "Call it as before to go on from there, or delete that folder to begin anew.\n",
    )


def _on_a_full_disk(*arguments: object) -> tuple[int, str, str]:
    """A limit on the size of files stands for the disk: writing fails in the same places."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from aleppo_analysis.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, cwd=TOP, capture_output=True, text=True)
    return run.returncode, run.stdout, run.stderr


@needs_posix
def test_a_full_disk_is_a_sentence_and_leaves_nothing(many: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    code, shown, said = _on_a_full_disk("annotate", many, "--out", tmp_path / "tables")
    assert (code, shown) == (1, "")
    assert said.startswith(f"Error: '{tmp_path / 'tables'}' cannot be written (")
    assert said.endswith("File too large).\nName another place, or make room there.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["many"]


@needs_posix
@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("csv", "File too large"),
        ("jsonl", "File too large"),
        ("xlsx", "nor temporary files: IO_EFBIG"),
    ],
)
def test_so_it_is_when_tables_are_exported(form: str, why: str, tables: Path, tmp_path: Path) -> None:
    assert _on_a_full_disk("export", tables, "--out", tmp_path / "out", "--as", form) == (
        1,
        "",
        f"Error: '{tmp_path / 'out'}' cannot be written ({why}).\nName another place, or make room there.\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


@needs_posix
def test_a_pipe_that_is_closed_ends_it_quietly(texts: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    closed = subprocess.run(
        [*COMMAND, "check", str(texts)], cwd=TOP, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert (closed.returncode, closed.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_what_cannot_be_shown_is_a_sentence(texts: Path) -> None:
    with open("/dev/full", "w") as nowhere:
        failed = subprocess.run(
            [*COMMAND, "check", str(texts)], cwd=TOP, stdout=nowhere, stderr=subprocess.PIPE, text=True
        )
    assert (failed.returncode, failed.stderr) == (1, "Error: No space left on device.\n")


@pytest.mark.parametrize(
    ("name", "value", "encoding", "outlet"),
    [
        ("LC_ALL", "C", "utf-8", "l’écho"),
        ("PYTHONIOENCODING", "ascii", "utf-8", "l’écho"),
        ("PYTHONIOENCODING", "latin-1", "latin-1", "l\\u2019écho"),
    ],
)
def test_whatever_the_terminal_knows_something_is_shown(
    name: str, value: str, encoding: str, outlet: str, tmp_path: Path
) -> None:
    text = "Personne n’a parlé dans la ville, où le convoi attend."
    (tmp_path / "l’écho").mkdir()
    (tmp_path / "l’écho" / "une.txt").write_text(text, "utf-8")
    kept = {it: os.environ[it] for it in os.environ if not it.startswith(("LC_", "LANG", "PYTHON"))}
    checked = subprocess.run(
        [*COMMAND, "check", str(tmp_path)], cwd=TOP, env=kept | {name: value}, capture_output=True
    )
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert f"{outlet}/une.txt" in checked.stdout.decode(encoding)


@needs_posix
def test_on_a_terminal_the_count_is_seen_and_tables_are_no_wider(texts: Path) -> None:
    import pty
    import termios

    shown = b""
    main_end, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 60))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    ends = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
    process = subprocess.Popen([*COMMAND, "check", str(texts)], cwd=TOP, env=kept, **ends)
    os.close(terminal)
    with suppress(OSError):  # what a terminal says when its last process has gone
        while part := os.read(main_end, 1000):
            shown += part
    os.close(main_end)
    assert process.wait() == 3
    counts, _, tables = shown.decode("utf-8").replace("\r\n", "\n").rpartition("\r\x1b[K")
    assert "3 articles ..." in counts
    assert tables.startswith("3 articles, 43 words")
    assert max(map(len, tables.split("\n"))) <= 60
    assert "left out  file left out" in tables
