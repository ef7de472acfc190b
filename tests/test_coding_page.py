"""The lines of docs/coding.md run, one after the other, with coders who fill in the sheets in between."""

import re
from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa

PAGE = (Path(__file__).parent.parent / "docs" / "coding.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture
def in_a_folder(tmp_path, monkeypatch) -> Path:
    """A corpus of 100 articles: the list finds traps and misses ruses; in a third of the articles is either."""
    kinds = [
        "It was a trap.",
        "It was a ruse.",
        "Nobody fell into the trap door.",
        *["The convoy waited."] * 5,
    ]
    rows = [
        (f"d{n}", ["post", "herald"][n % 2], f"Day {n}\n\nThe road was open. {kinds[n // 2 % 8]}\n")
        for n in range(100)
    ]
    (tmp_path / "my_corpus").mkdir()
    table = pd.DataFrame(rows, columns=["doc_id", "source", "text"])
    table.to_csv(tmp_path / "my_corpus" / "articles.csv", index=False)
    (tmp_path / "my_terms.csv").write_text("frame,term\ndeception,trap\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill_in(name: str, coder: str) -> None:
    table = pd.read_csv(name, dtype="str", encoding="utf-8-sig")
    found = table["text"].str.contains("It was a trap|It was a ruse")
    table["is_present"] = found.map({True: "yes", False: "no"})
    if coder == "Bob":
        table.loc[0, "is_present"] = "no" if found[0] else "yes"
    table.assign(coder=coder).to_csv(name, index=False, encoding="utf-8-sig")


def test_the_lines_of_the_page_run_as_printed(in_a_folder: Path) -> None:
    known = {"aa": aa, "pd": pd}
    shown = {}
    for block in BLOCKS:
        if "coding.load" in block:
            fill_in("sheet.csv", "Ann")
            fill_in("second.csv", "Bob")
        *lines, last = block.strip().splitlines()
        exec("\n".join(lines), known)
        is_shown = not re.match(r"\w+ = ", last)
        (shown.__setitem__(last, eval(last, known)) if is_shown else exec(last, known))
    agreement = next(table for line, table in shown.items() if "agreement" in line)
    assert (
        agreement[["n_units", "n_coders"]].values.tolist() == [[30, 2]]
        and 0.9 < agreement["agreement"][0] < 1
    )
    estimates = known["estimates"].set_index("group")[lambda table: table["against"].isna().to_numpy()]
    assert (estimates["n_coded"] == 30).all()
    truth = (
        known["units"]["doc_id"]
        .str[1:]
        .astype(int)
        .floordiv(2)
        .mod(8)
        .lt(2)
        .groupby(known["units"]["source"])
        .mean()
    )
    assert (estimates["low"] <= truth).all() and (truth <= estimates["high"]).all()
    assert (estimates["precision"] < 1).all() and (estimates["recall"] < 1).all()
    published = (in_a_folder / "codes.csv").read_text("utf-8")
    assert "convoy" not in published and "trap" not in published


def test_every_file_that_a_sheet_may_be_is_in_the_table_of_the_page() -> None:
    from aleppo_analysis.coding.sheets import _WRITERS

    assert set(re.findall(r"^\| `(\.\w+)` \|", PAGE, flags=re.MULTILINE)) == set(_WRITERS)
