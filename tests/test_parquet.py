"""Tables as Parquet files, written and read part by part."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from aleppo_analysis import parquet
from aleppo_analysis.parquet import Stored, add_part, check_pyarrow, growing_tables, seal
from aleppo_analysis.tables import TableError

pytest.importorskip("pyarrow")
TABLE = pd.DataFrame(
    {
        "cue": pd.Series(["said", None, "says", None], dtype="str"),
        "start": [1, 2, 3, 4],
        "at": pd.array([None, None, 7, 8], "Int64"),
        "published": pd.to_datetime([None, None, "2016-10-18", None]).astype("datetime64[s]"),
        "is_closed": [True, False, True, False],
        "frame": pd.Categorical(["ruse", None, "ruse", "ruse"], categories=["aid", "ruse"]),
        "confidence": [0.1 + 0.2, 1.0, float("nan"), 1 / 3],
        "fetched": pd.to_datetime([None, None, "2016-10-18T08:00Z", None], utc=True).astype(
            "datetime64[us, UTC]"
        ),
        "reach": pd.Categorical(["low", "high", None, "low"], categories=["low", "high"], ordered=True),
    }
)


@pytest.mark.parametrize("cuts", [[4], [0, 4], [2, 4], [1, 2, 2, 3, 4], [0, 0]])
def test_a_table_in_parts_is_the_table(cuts: list[int], tmp_path: Path) -> None:
    with growing_tables("save", tmp_path) as add:
        for start, end in zip([0, *cuts], cuts, strict=False):
            add("t", TABLE.iloc[start:end])
    whole = TABLE.head(cuts[-1])
    assert_frame_equal(Stored("open", tmp_path).read("t"), whole)
    parts = list(Stored("open", tmp_path).parts("t"))
    assert_frame_equal(pd.concat(parts, ignore_index=True), whole)


def test_parts_are_read_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 3)
    with growing_tables("save", tmp_path) as add:
        add("t", TABLE)
        add("none", TABLE.head(0))
    stored = Stored("open", tmp_path)
    assert [len(part) for part in stored.parts("t")] == [3, 1]
    assert [len(part) for part in stored.parts("none")] == [0]


def test_columns_that_not_all_parts_have_are_missing_in_the_others(tmp_path: Path) -> None:
    parts = [
        pd.DataFrame({"doc_id": ["a"], "n": [1], "note": [None]}),
        pd.DataFrame({"doc_id": ["b"], "section": ["world"], "n": [2], "note": ["late"]}),
        pd.DataFrame({"doc_id": ["c"], "section": ["home"], "n": [3], "note": ["x"]}),
        pd.DataFrame({"n": [4], "doc_id": ["d"]}),
        TABLE[["frame", "published"]].assign(doc_id="e", n=5).iloc[2:],
    ]
    with growing_tables("save", tmp_path) as add:
        for part in parts:
            add("t", part)
        add("u", TABLE)
    whole = Stored("open", tmp_path).read("t")
    assert whole["doc_id"].tolist() == ["a", "b", "c", "d", "e", "e"]
    assert whole["n"].tolist() == [1, 2, 3, 4, 5, 5]
    assert whole["section"].tolist()[1:3] == ["world", "home"]
    assert whole["note"].dropna().tolist() == ["late", "x"]
    assert whole["frame"].dropna().tolist() == ["ruse", "ruse"]
    assert whole["published"].dropna().tolist() == [pd.Timestamp("2016-10-18")]
    assert list(whole) == ["doc_id", "n", "note", "section", "frame", "published"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.parquet", "u.parquet"]


def test_a_part_without_rows_does_not_say_what_a_column_holds(tmp_path: Path) -> None:
    with growing_tables("save", tmp_path) as add:
        add("t", pd.DataFrame({"source": pd.Series([], dtype="str"), "note": pd.Series([], dtype="str")}))
        add("t", pd.DataFrame({"source": [2.5]}))
    for number, rows in enumerate(
        [pd.DataFrame({"source": [3, 4]}), pd.DataFrame({"source": []}, dtype="str")]
    ):
        add_part("save", tmp_path / "u", number, rows)
    seal("save", tmp_path / "u")
    stored = Stored("open", tmp_path)
    assert_frame_equal(
        stored.read("t"), pd.DataFrame({"source": [2.5], "note": pd.Series([None], dtype="str")})
    )
    assert_frame_equal(stored.read("u"), pd.DataFrame({"source": [3, 4]}))


def test_parts_whose_kinds_do_not_go_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="(?s)^save: `t` has a column that Parquet cannot hold .*drop it.$"):
        with growing_tables("save", tmp_path) as add:
            add("t", pd.DataFrame({"n": [1]}))
            add("t", pd.DataFrame({"n": ["one"]}))


@pytest.mark.parametrize("values", [[1, "b", [2]], [1j]])
def test_a_column_of_no_kind_is_refused(values: list[object], tmp_path: Path) -> None:
    with pytest.raises(
        TableError, match="(?s)^save: `t` has a column that Parquet cannot hold .*or drop it.$"
    ):
        with growing_tables("save", tmp_path) as add:
            add("t", pd.DataFrame({"notes": values}))


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    with growing_tables("save", tmp_path) as add:
        add("t", TABLE)
    whole = file.read_bytes()
    for broken in (b"", b"PAR1", whole[:-9], b"text, no table"):
        file.write_bytes(broken)
        for read in (Stored.read, Stored.count_rows, lambda *given: list(Stored.parts(*given))):
            with pytest.raises(TableError) as raised:
                read(Stored("open", tmp_path), "t")
            first, last = str(raised.value).split("\n")
            assert first.startswith(f"open: '{file}' cannot be read (")
            assert last == "Make the tables again."


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    check_pyarrow("save")
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(TableError) as raised:
        check_pyarrow("save")
    assert str(raised.value) == (
        "save: Parquet files need pyarrow, which is not installed.\n"
        "Install it: pip install 'aleppo-analysis[loading]'."
    )
