"""Tables of a folder as files for other programs."""

import csv
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.scaling import export, exporting
from aleppo_analysis.tables import TableError

pytest.importorskip("pyarrow")
TERMS = pd.DataFrame({"frame": ["ruse"], "term": ["trap"]})


@pytest.fixture
def tables(toy_articles: pd.DataFrame, tmp_path: Path) -> Path:
    aa.Corpus(toy_articles, frame_terms=TERMS).save(tmp_path / "tables")
    return tmp_path / "tables"


NAMES = [
    *("articles", "frame_terms", "markup", "matches", "numbers", "problems", "quotes", "sentences", "tokens"),
    *("voices", "zones"),
]


def test_a_folder_becomes_a_folder_of_files(tables: Path, tmp_path: Path) -> None:
    for form in ("csv", "jsonl"):
        export(tables, tmp_path / form, form=form)
        assert sorted(path.name for path in (tmp_path / form).iterdir()) == [f"{it}.{form}" for it in NAMES]
    with (tmp_path / "csv" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["doc_id"], first["source"], "text" in first) == ("herald-1", "herald", False)
    with (tmp_path / "csv" / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["match"] for row in csv.DictReader(file)] == ["trap"]
    first = json.loads((tmp_path / "jsonl" / "articles.jsonl").read_text("utf-8").split("\n")[0])
    assert first["text"].startswith("Aid waits at the border\n\nThe convoy")


def test_a_folder_becomes_a_workbook(tables: Path, tmp_path: Path) -> None:
    export(tables, tmp_path / "tables.xlsx", form="xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == NAMES
    names = [cell.value for cell in book["articles"][1]]
    assert "doc_id" in names and "text" not in names
    assert book["frame_terms"]["A2"].value == "ruse"


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_a_table_becomes_a_file(form: str, tables: Path, tmp_path: Path) -> None:
    export(tables / "articles.parquet", tmp_path / "mine", form=form)
    assert (tmp_path / "mine").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "tables"]


def test_rows_are_counted_as_they_are_written(tables: Path, tmp_path: Path) -> None:
    told: list[int] = []
    export(tables / "articles.parquet", tmp_path / "a.csv", form="csv", progress=told.append)
    assert told == [4]
    export(tables, tmp_path / "csv", form="csv", progress=told.append)
    lengths = [len(pd.read_parquet(tables / f"{name}.parquet")) for name in NAMES]
    assert told[1:] == [sum(lengths[: n + 1]) for n in range(len(NAMES))]


def test_what_no_sheet_holds_is_refused_before_it_is_written(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_MOST_ROWS", 4)
    export(tables / "articles.parquet", tmp_path / "fits.xlsx", form="xlsx")
    monkeypatch.setattr(exporting, "_MOST_ROWS", 3)
    with pytest.raises(TableError) as raised:
        export(tables / "articles.parquet", tmp_path / "a.xlsx", form="xlsx")
    assert str(raised.value) == (
        "export: 'articles' has 4 rows; a sheet of a workbook holds 3.\n"
        "Write CSV or JSON Lines instead, or the other tables one by one."
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fits.xlsx", "tables"]


def test_a_sheet_holds_as_many_rows_as_excel_has_below_the_first() -> None:
    assert exporting._MOST_ROWS == 2**20 - 1


def test_of_a_failed_export_nothing_stays(tables: Path, tmp_path: Path) -> None:
    (tables / "voices.parquet").write_bytes(b"broken")
    for form in exporting.FORMATS:
        with pytest.raises(TableError, match="voices.parquet' cannot be read"):
            export(tables, tmp_path / "out", form=form)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["tables"]


def test_where_there_are_no_tables_it_says_so(tmp_path: Path) -> None:
    for source, came in [("", "holds no tables (*.parquet)"), ("nowhere", "does not exist")]:
        with pytest.raises(TableError) as raised:
            export(tmp_path / source, tmp_path / "out", form="csv")
        assert str(raised.value) == (
            f"export: '{tmp_path / source}' {came}.\nName a folder that annotate or Corpus.save wrote."
        )
    with pytest.raises(TableError, match="^export: form='ods' is not known"):
        export(tmp_path, tmp_path / "out", form="ods")
