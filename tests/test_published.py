"""What is read as a day, what is refused, and what is said of it."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from aleppo_analysis.loading.dates import read_date

DAY = date(2016, 10, 18)


@pytest.mark.parametrize(
    "value",
    [
        *("2016-10-18", "2016/10/18", "2016.10.18", "20161018", 20161018, " 2016-10-18 "),
        *(
            "2016-10-18T10:00:00Z",
            "2016-10-18 23:30:00-04:00",
            "2016-10-18T00:30:00.000+0200",
            "20161018T1010",
        ),
        *(
            "18 October 2016",
            "18th of October 2016",
            "18-Oct-2016",
            "18 Oct 16",
            "18OCT2016",
            "18. Oktober 2016",
        ),
        *("October 18, 2016", "Oct. 18, 2016", "OCTOBER 18 2016", "2016 Oct 18", "18 de octubre de 2016"),
        *("Tuesday, 18 October 2016", "Tue, 18 Oct 2016 09:00:00 GMT", "Tue Oct 18 09:00:00 +0000 2016"),
        *(
            "October 18, 2016, Tuesday, CITY EDITION",
            "Published at 9:30 on 18 October 2016",
            "mardi 18 octobre 2016",
        ),
        *("18/10/2016", "10/18/2016", "18.10.2016", "10-18-2016 09:00", "10/18/16"),
        *(
            datetime(2016, 10, 18, 23, 59),
            date(2016, 10, 18),
            pd.Timestamp("2016-10-18 23:00", tz="US/Eastern"),
        ),
    ],
)
def test_a_day_that_can_be_read_in_one_way(value: object) -> None:
    assert read_date(value, None) == (DAY, None)


@pytest.mark.parametrize("value", [1476748800, "1476748800", 1476748800.0, "1476748800123"])
def test_seconds_and_milliseconds_are_read_and_named(value: object) -> None:
    day, problem = read_date(value, None)
    assert (day, problem.what, problem.done) == (DAY, "UNIX time", "read as the day in UTC")


@pytest.mark.parametrize("value", [None, "", "  ", "NaN", "None", "null", "NaT", float("nan"), pd.NA, pd.NaT])
def test_nothing_is_no_problem(value: object) -> None:
    assert read_date(value, None) == (None, None)


@pytest.mark.parametrize(
    ("value", "day_first", "month_first"),
    [
        ("03/04/2016", date(2016, 4, 3), date(2016, 3, 4)),
        ("3.4.16", date(2016, 4, 3), date(2016, 3, 4)),
        ("11-12-1999 10:00", date(1999, 12, 11), date(1999, 11, 12)),
    ],
)
def test_two_readings_need_a_word(value: str, day_first: date, month_first: date) -> None:
    day, problem = read_date(value, None)
    assert day is None
    assert problem.what == "ambiguous date"
    assert problem.done == f"left empty: {value!r} has several readings; say day_first=True or False"
    assert read_date(value, True) == (day_first, None)
    assert read_date(value, False) == (month_first, None)


@pytest.mark.parametrize("day_first", [None, True, False])
def test_one_reading_needs_none(day_first: bool | None) -> None:
    assert read_date("18/10/2016", day_first) == (DAY, None)
    assert read_date("05/05/2016", day_first) == (date(2016, 5, 5), None)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "soon",
            "2016",
            "2016-10",
            "October 2016",
            "2016-02-30",
            "2016-13-01",
            "31/31/2016",
            "Octember 5, 2016",
        ),
        *(
            "٢٠١٦-١٠-١٨",
            "0001-01-01",
            "9999-12-31",
            "0000-00-00",
            "2016-W42-2",
            "2016-10-18/2016-10-20",
            42661,
            True,
        ),
    ],
)
def test_what_is_no_day_is_left_empty_and_shown(value: object) -> None:
    day, problem = read_date(value, None)
    assert day is None
    assert (problem.what, problem.done) == (
        "date not read",
        f"left empty: {str(value)!r}; write it as 2016-10-18",
    )


def test_a_very_long_value_is_cut_short() -> None:
    assert len(read_date("soon " * 1000, None)[1].done) < 200


def test_a_day_in_the_future_is_kept_and_told() -> None:
    tomorrow = date.today() + timedelta(days=2)
    day, problem = read_date(tomorrow.isoformat(), None)
    assert (day, problem.what, problem.done) == (tomorrow, "date in the future", f"kept: {tomorrow}")


def test_years_of_two_figures() -> None:
    assert read_date("25 May 68", None)[0] == date(2068, 5, 25)
    assert read_date("25 May 69", None)[0] == date(1969, 5, 25)
    assert read_date("18/10/16", None)[1].what == "ambiguous date"  # 18 October 2016, or 16 October 2018
    assert read_date("18/10/16", True) == (DAY, None)
