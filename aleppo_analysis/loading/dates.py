"""A calendar date from what a file says: ISO, months in words, or figures where only one reading is possible.

The day is the one that is written, whatever the time zone: 2016-10-18T23:30:00-04:00 is 18 October, the day
at the outlet, and 2016-10-18T23:30:00Z too, since nothing says where the outlet is.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import numpy as np

from .columns import is_filled
from .days import MONTHS
from .documents import Problem

_YEARS = range(1600, 2200)  # from the first newspaper on
_LONGEST = 100  # characters of a value that are looked at

_ISO = re.compile(r"([0-9]{4})(?:-?([0-9]{2})-?([0-9]{2})|[-/.]([0-9]{1,2})[-/.]([0-9]{1,2}))(?![0-9.:/-])")
_FIGURES = re.compile(r"(?<![0-9])([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_STAMP = re.compile(r"([0-9]{10})(?:[0-9]{3})?(?:\.[0-9]{1,9})?")
_MONTH = r"([^\W\d_]{3,12})\.?"
_WRITTEN = {  # a pattern -> the groups of year, month and day
    re.compile(
        rf"(?<![0-9])([0-9]{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s/-]{{0,3}}(?:(?:of|de)\s)?{_MONTH}"
        r"[\s,/-]{0,3}(?:del?\s)?([0-9]{4}|['’]?[0-9]{2})(?![0-9])"
    ): (3, 2, 1),
    re.compile(
        rf"(?<!\w){_MONTH}[\s/-]{{0,3}}([0-9]{{1,2}})(?:st|nd|rd|th)?[\s,/-]{{1,3}}"
        r"(?:[0-9:]{4,8}\s(?:[+-][0-9]{4}\s|[A-Z]{3,4}\s)?)?([0-9]{4})(?![0-9])"
    ): (3, 1, 2),
    re.compile(rf"(?<![0-9])([0-9]{{4}})[\s,/-]{{1,3}}{_MONTH}[\s/-]{{1,3}}([0-9]{{1,2}})(?![0-9])"): (
        1,
        2,
        3,
    ),
}


def read_date(value: Any, day_first: bool | None) -> tuple[date | None, Problem | None]:
    """The calendar date that a value states, if any, and what is doubtful about it.

    03/04/2016 has two readings and is refused unless `day_first` says which is meant; 18/10/2016 has one. A
    number of seconds or milliseconds since 1970 is read as a day in UTC. A date in the future is kept.
    """
    if isinstance(value, datetime):
        value = value.isoformat()
    if not is_filled(value):
        return None, None
    day, problem = _read(str(value).strip()[:_LONGEST], day_first)
    if day and day > date.today():
        problem = Problem("date in the future", f"kept: {day}")
    return day, problem


@lru_cache(maxsize=10_000)
def _read(value: str, day_first: bool | None) -> tuple[date | None, Problem | None]:
    if found := _ISO.match(value):
        year, month, day = filter(None, found.groups())
        return _or_unread(value, _day(year, month, day))
    if written := _written(value):
        return written, None
    if found := _FIGURES.search(value):
        readings = _readings(found[1], found[3], found[4], day_first)
        if len(readings) > 1:
            done = f"left empty: {value!r} has several readings; say day_first=True or False"
            return None, Problem("ambiguous date", done)
        return _or_unread(value, *readings)
    if found := _STAMP.fullmatch(value):
        day = datetime.fromtimestamp(int(found[1]), UTC).date()
        return day, Problem("UNIX time", "read as the day in UTC")
    return _or_unread(value)


def _or_unread(value: str, day: date | None = None) -> tuple[date | None, Problem | None]:
    return day, None if day else Problem("date not read", f"left empty: {value!r}; write it as 2016-10-18")


def _written(value: str) -> date | None:
    """A date with its month in words, wherever it stands: *Tuesday, 18 October 2016, at 9:00*."""
    for pattern, (year, month, day) in _WRITTEN.items():
        for found in pattern.finditer(value):
            number = MONTHS.get(found[month].casefold())
            if number and (read := _day(found[year].lstrip("'’"), str(number), found[day])):
                return read
    return None


def _readings(first: str, second: str, last: str, day_first: bool | None) -> list[date]:
    """The dates that three figures can mean; a year of two figures may also stand first."""
    if day_first is not None and (meant := _day(last, *((second, first) if day_first else (first, second)))):
        return [meant]
    readings = [_day(last, second, first), _day(last, first, second)]
    if len(last) == 2:
        readings.append(_day(first, second, last))
    return sorted({day for day in readings if day})


def _day(year: str, month: str, day: str) -> date | None:
    """The day of the calendar, if there is one; years 69 to 99 are of the last century."""
    number = int(year)
    if len(year) <= 2:
        number += 1900 if number > 68 else 2000
    try:
        return date(number, int(month), int(day)) if number in _YEARS else None
    except ValueError:
        return None


def as_days(days: Sequence[date | None]) -> np.ndarray:
    """Days as pandas keeps calendar dates: datetime64[s], without zone."""
    return np.array(days, dtype="datetime64[s]")
