"""Files that grow when they are read: each is a sentence, in little memory, measured in a process of its own."""

import gzip
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PIECE = 10_000_000  # bytes, of which gzip makes less than 50 KB
ZEROS = 400_000_000
WORDS = "Aid waits. " * 90_000  # a megabyte
ROOM = 250  # MB that reading may take beyond the package itself
READ = """
import re, sys
from pathlib import Path
import aleppo_analysis as aa
from aleppo_analysis.loading import read

def peak():  # of this process alone: what `resource` tells is that of the process it comes from, where that is more
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

before = peak()
try:
    said = "; ".join(map(str, read(sys.argv[1]).problems["done"]))
except aa.TableError as error:
    said = str(error)
print(peak() - before, said)
"""


def zipped(name: str) -> bytes:
    """An archive with a member of spaces."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as member,
    ):
        for _ in range(ZEROS // PIECE):
            member.write(b" " * PIECE)
    return made.getvalue()


def gzipped(head: bytes, piece: bytes) -> bytes:
    return gzip.compress(head) + gzip.compress(piece * (PIECE // len(piece))) * (ZEROS // PIECE)


def parquet(columns: dict[str, list[Any]], **how: Any) -> bytes:
    """A file of few bytes, in which each text that is repeated stands once."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    arrays = {name: pa.array(held) for name, held in columns.items()}
    made = io.BytesIO()
    write_table(pa.table(arrays), made, compression="zstd", dictionary_pagesize_limit=10**9, **how)
    return made.getvalue()


EXPORT = b"1 of 9 DOCUMENTS\n\nThe Post\n\nMay 1, 2020\n\nFerry\n\nLENGTH: 3 words\n\n"
GROWS = "it holds more than 200 times its size, as bombs do"
WIDE = "it has 20,001 columns, and 2,000 are read at most"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "text.txt.gz": (lambda: gzipped(b"Aid\n\n", b"0"), "it is larger than 30 MB"),
    "export.txt.gz": (lambda: gzipped(EXPORT, b"Aid.\n\n"), GROWS),
    "lines.jsonl.gz": (lambda: gzipped(b'{"text": "', b"0"), GROWS),
    "cell.csv.gz": (lambda: gzipped(b'doc_id,text\na,"', b"0"), GROWS),
    "rows.csv.gz": (lambda: gzipped(b"doc_id,text\n", b"," + b"0" * 99_998 + b"\n"), GROWS),
    "a.zip": (lambda: zipped("a.txt"), "would unpack to more than 200 times its size"),
    "a.docx": (lambda: zipped("word/document.xml"), "would unpack to more than 200 times its size"),
    "a.xlsx": (lambda: zipped("xl/workbook.xml"), "would unpack to more than 200 times its size"),
    "laughs.xml": (
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
            + b"]><l>&j;</l>"
        ),
        "files that end in '.xml' are not read",
    ),
    "wide.csv": (
        lambda: (
            b"text," + b",".join(b"c%d" % n for n in range(20_000)) + (b"\n" + b"x," * 20_000 + b"x") * 99
        ),
        WIDE,
    ),
    "wide.parquet": (lambda: parquet({"text": ["Aid"], **{f"c{n}": [n] for n in range(20_000)}}), WIDE),
    "said.parquet": (lambda: parquet({"text": [WORDS] * 150}, use_dictionary=False), GROWS),
    "repeated.parquet": (lambda: parquet({"text": [WORDS] * 400}), GROWS),
    "nested.parquet": (lambda: parquet({"text": ["Aid"] * 40, "list": [[WORDS] * 10] * 40}), GROWS),
    "mapped.parquet": (lambda: parquet({"text": ["Aid"] * 400, "map": [{"a": WORDS}] * 400}), GROWS),
    "numbers.parquet": (lambda: parquet({"text": ["Aid"], "list": [[1] * 2_000_000]}), GROWS),
    "rows.parquet": (lambda: parquet({"text": ["Aid"] * 2_000_000}), GROWS),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the memory so")
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_grows_is_a_sentence_in_little_memory(name: str, tmp_path: Path) -> None:
    make, expected = BOMBS[name]
    (tmp_path / name).write_bytes(make())
    run = subprocess.run([sys.executable, "-c", READ, str(tmp_path / name)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    grown, _, said = run.stdout.strip().partition(" ")
    assert expected in said, said[:300]
    assert int(grown) < ROOM, said[:300]
