"""Files that grow when they are read: each is a sentence, in little memory, measured in a process of its own."""

import gzip
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ZEROS = 400_000_000  # bytes, of which gzip makes less than 2 MB
ROOM = 450  # MB that reading may take beyond the package itself
READ = """
import resource, sys
import aleppo_analysis as aa
from aleppo_analysis.loading import read
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    said = "; ".join(map(str, read(sys.argv[1]).problems["done"]))
except aa.TableError as error:
    said = str(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, said)
"""


def zipped(name: str, head: bytes = b"", ratio: int = ZEROS) -> bytes:
    """An archive with a member of spaces."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as member,
    ):
        member.write(head)
        for _ in range(ratio // 10_000_000):
            member.write(b" " * 10_000_000)
    return made.getvalue()


def gzipped(head: bytes, piece: bytes) -> bytes:
    made = io.BytesIO()
    with gzip.open(made, "wb", compresslevel=1) as stream:
        stream.write(head)
        for _ in range(ZEROS // 10_000_000):
            stream.write(piece * (10_000_000 // len(piece)))
    return made.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "text.txt.gz": lambda: gzipped(b"Aid\n\n", b"0"),
    "lines.jsonl.gz": lambda: gzipped(b'{"text": "', b"0"),
    "cell.csv.gz": lambda: gzipped(b'doc_id,text\na,"', b"0"),
    "a.zip": lambda: zipped("a.txt"),
    "a.docx": lambda: zipped("word/document.xml"),
    "a.xlsx": lambda: zipped("xl/workbook.xml"),
    "wide.csv": lambda: (
        b"text," + b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + (b"x," * 20_000 + b"x\n") * 3
    ),
    "laughs.xml": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><l>&j;</l>"
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_grows_is_a_sentence_in_little_memory(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BOMBS[name]())
    run = subprocess.run([sys.executable, "-c", READ, str(tmp_path / name)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    grown, _, said = run.stdout.strip().partition(" ")
    assert int(grown) < ROOM, said[:300]
    assert said, name
