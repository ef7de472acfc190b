"""Tables as files that other programs read."""

import csv
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aleppo_analysis.spreadsheets import write_csv, write_jsonl, write_xlsx
from aleppo_analysis.tables import TableError

TABLE = pd.DataFrame(
    {
        "cue": ["=1+1", "said, “so”", None],
        "n": [-1, 2, 3],
        "at": pd.array([5, None, 7], "Int64"),
        "published": pd.to_datetime(["2016-10-18", None, "2016-11-04"]).astype("datetime64[s]"),
        "is_closed": [True, False, True],
        "frame": pd.Categorical(["@ruse", None, "aid"]),
    }
)
LINES = [
    "cue,n,at,published,is_closed,frame",
    "'=1+1,-1,5,2016-10-18,True,'@ruse",
    '"said, “so”",2,,,False,',
    ",3,7,2016-11-04,True,aid",
]
ROWS = [
    {"cue": "=1+1", "n": -1, "at": 5, "published": "2016-10-18", "is_closed": True, "frame": "@ruse"},
    {"cue": "said, “so”", "n": 2, "at": None, "published": None, "is_closed": False, "frame": None},
    {"cue": None, "n": 3, "at": 7, "published": "2016-11-04", "is_closed": True, "frame": "aid"},
]
PARTS = {"whole": [TABLE], "in parts": [TABLE.head(1), TABLE.iloc[1:]], "and nothing": [TABLE, TABLE.head(0)]}

in_parts = pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)


@in_parts
def test_csv_says_it_is_utf8_and_runs_no_formula(parts: list[pd.DataFrame], tmp_path: Path) -> None:
    write_csv(parts, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == ("\ufeff" + "\r\n".join([*LINES, ""])).encode()


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_whatever_would_run_is_kept_from_running(sign: str, tmp_path: Path) -> None:
    write_csv([pd.DataFrame({sign: [f"{sign}1", f"1{sign}", sign]})], tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [[f"'{sign}"], [f"'{sign}1"], [f"1{sign}"], [f"'{sign}"]]


@in_parts
def test_json_lines_have_an_object_a_row(parts: list[pd.DataFrame], tmp_path: Path) -> None:
    write_jsonl(parts, tmp_path / "t.jsonl")
    lines = (tmp_path / "t.jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == ROWS
    assert lines[-1] == ""
    assert "“so”" in lines[1]


def _sheet(file: Path, name: str) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(file)[name].values]


@in_parts
def test_a_workbook_has_a_sheet_a_table(parts: list[pd.DataFrame], tmp_path: Path) -> None:
    write_xlsx({"quotes": parts, "none": [TABLE.head(0)]}, tmp_path / "t.xlsx")
    dates = [row | {"published": row["published"] and pd.Timestamp(str(row["published"]))} for row in ROWS]
    assert _sheet(tmp_path / "t.xlsx", "quotes") == [list(TABLE), *(list(row.values()) for row in dates)]
    assert _sheet(tmp_path / "t.xlsx", "none") == [list(TABLE)]


def test_a_workbook_holds_no_formula_and_no_error(tmp_path: Path) -> None:
    texts = ["=1+1", "=", "#N/A", "#REF!", "+1", "@x", "_", "'"]
    write_xlsx({"t": [pd.DataFrame({"=sum(a1)": texts})]}, tmp_path / "t.xlsx")
    [cells] = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"].columns
    assert [cell.value for cell in cells] == ["=sum(a1)", *texts]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


@given(st.text(min_size=1, max_size=9))
@example("a\x00b\x1bc\uffff")
@example("a\rb\r\nc\td")
def test_every_text_can_be_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """In a workbook without control characters, which no XML may hold."""
    folder = tmp_path_factory.mktemp("texts")
    table = pd.DataFrame({"a": [text, "x"]})
    write_jsonl([table], folder / "t.jsonl")
    first = (folder / "t.jsonl").read_text("utf-8").split("\n")[0]
    assert json.loads(first) == {"a": text}
    write_xlsx({"t": [table]}, folder / "t.xlsx")
    refused = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}
    assert _sheet(folder / "t.xlsx", "t")[1] == ["".join("\ufffd" if it in refused else it for it in text)]


def test_what_a_workbook_has_no_value_for_is_text(tmp_path: Path) -> None:
    zoned, early = pd.Timestamp("2016-10-18T08:00", tz="UTC"), pd.Timestamp("1899-12-30")
    table = pd.DataFrame({"a": [float("inf"), zoned, early, pd.Timestamp("1900-03-01"), 2.5]}, dtype="object")
    write_xlsx({"t": [table]}, tmp_path / "t.xlsx")
    values = [row[0] for row in _sheet(tmp_path / "t.xlsx", "t")[1:]]
    assert values[:3] == ["inf", "2016-10-18 08:00:00+00:00", "1899-12-30 00:00:00"]
    assert values[3:] == [pd.Timestamp("1900-03-01"), 2.5]


def test_a_sheet_has_a_name_that_a_workbook_can_have(tmp_path: Path) -> None:
    write_xlsx({"a[1]/b": [TABLE], "x" * 40: [TABLE]}, tmp_path / "t.xlsx")
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == ["a_1__b", "x" * 31]


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    write_xlsx({"t": [pd.DataFrame({"a": ["x" * 32_767]})]}, tmp_path / "fits.xlsx")
    with pytest.raises(TableError) as raised:
        write_xlsx({"t": [pd.DataFrame({"a": ["x" * 32_768]})]}, tmp_path / "t.xlsx")
    assert str(raised.value) == (
        "export: 't' has a text of 32,768 characters; a cell holds 32,767.\nWrite CSV or JSON Lines instead."
    )
