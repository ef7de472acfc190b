"""What the command line shows, and how it ends; what each command does is tested in test_cli.py."""

import sys
import warnings

import pandas as pd
import pytest

from aleppo_analysis.cli.terminal import counting, plain, table_lines, warnings_as_lines

ROWS = pd.DataFrame(
    {
        "source": ["herald", "the evening post of the northern coast"],
        "articles": [1204, 3],
        "first": pd.to_datetime(["2016-10-18", None]),
        "done": ["joined", "left out, as nobody can say what it is"],
    }
)


def test_texts_stand_left_and_numbers_right() -> None:
    assert table_lines(ROWS, None) == [
        "source                                  articles  first       done",
        "herald                                     1,204  2016-10-18  joined",
        "the evening post of the northern coast         3              left out, as nobody can say what it is",
    ]


def test_on_a_narrow_terminal_the_widest_texts_go_on_below() -> None:
    assert table_lines(ROWS, 60) == [
        "source              articles  first       done",
        "herald                 1,204  2016-10-18  joined",
        "the evening post           3              left out, as",
        " of the northern                           nobody can say",
        " coast                                     what it is",
    ]
    assert table_lines(ROWS, 102) == table_lines(ROWS, None)


def test_numbers_are_never_cut_and_texts_keep_a_dozen_columns() -> None:
    assert max(map(len, table_lines(ROWS, 1))) == 12 + 2 + 8 + 2 + 10 + 2 + 12
    digits = "1,000,000,000,000"
    assert table_lines(pd.DataFrame({"n": [10**12]}), 5) == [f"{'n':>{len(digits)}}", digits]


def test_a_table_without_rows_has_its_names() -> None:
    assert table_lines(ROWS.head(0), 80) == ["source  articles  first  done"]


def test_wide_and_combining_signs_are_counted_as_they_are_seen() -> None:
    rows = pd.DataFrame({"source": ["新聞社", "Le\u0301o", "Leo"], "n": [1, 2, 3]})
    assert table_lines(rows, None) == ["source  n", "新聞社  1", "Le\u0301o     2", "Leo     3"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("a\x00b\x07\x9b", "a\ufffdb\ufffd\ufffd"),
        ("one\r\ntwo\u2028three\tfour", "one two three four"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("10\u00a0000", "10 000"),
        ("L’Écho – “so”", "L’Écho – “so”"),
        ("a\udc80", "a\ufffd"),
        (None, "None"),
    ],
)
def test_no_text_steers_the_terminal(text: object, seen: str) -> None:
    assert plain(text) == seen


def test_a_count_is_seen_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting("articles") as progress:
        progress(1204)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(KeyError), counting("articles") as progress:
        progress(1204)
        raise KeyError
    clear = "\r\x1b[K"
    assert capsys.readouterr() == ("", f"{clear}0 articles ...{clear}1,204 articles ...{clear}")


def test_a_warning_is_a_line_and_the_same_one_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    class LeftOut(UserWarning):
        pass

    with warnings_as_lines() as came:
        for _ in range(2):
            warnings.warn("load: 2 of 3\nwere \x1b[31mleft", LeftOut, stacklevel=1)
    assert capsys.readouterr() == ("", "Warning: load: 2 of 3 were \ufffd[31mleft\n")
    assert list(map(type, came)) == [LeftOut, LeftOut]
