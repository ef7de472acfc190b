"""`published` at every door: a day however it is written, or an error that names column, row and value."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.tables import dates_of

WEST = timezone(timedelta(hours=-5))
DAYS = {  # every one is 18 October 2016
    "date": date(2016, 10, 18),
    "point in time": datetime(2016, 10, 18, 23, 30),
    "point in time, zone": datetime(2016, 10, 18, 23, 30, tzinfo=WEST),
    "pandas": pd.Timestamp("2016-10-18"),
    "pandas, zone": pd.Timestamp("2016-10-18T23:30:00-05:00"),
    "numpy": np.datetime64("2016-10-18T23:30"),
    "text": "2016-10-18",
    "text, blanks": " 2016-10-18 ",
    "text, time": "2016-10-18 23:30:00",
    "text, zone": "2016-10-18T23:30:00-05:00",
    "text, UTC": "2016-10-18T00:30:00Z",
}
BAD = [
    "June 17, 1995, CITY EDITION",
    "18/10/2016",
    "2016-10",
    "2016-02-30",
    "2016-10-181",
    "soon",
    20161018,
    0.5,
    True,
]


def articles_of(*values: Any) -> pd.DataFrame:
    published = pd.Series(values, dtype=object)
    doc_ids = [f"a-{number}" for number in range(len(values))]
    texts = [f"No deal on day {number}" for number in range(len(values))]
    return pd.DataFrame({"doc_id": doc_ids, "source": "post", "text": texts, "published": published})


@pytest.mark.parametrize("value", DAYS.values(), ids=DAYS)
def test_a_day_is_read_as_written(value: Any) -> None:
    days = dates_of("f", articles_of(value, None))
    assert days.dtype == "datetime64[s]"
    assert days.tolist() == [pd.Timestamp("2016-10-18"), pd.NaT]


@pytest.mark.parametrize("value", [None, pd.NA, pd.NaT, float("nan"), np.datetime64("NaT", "s"), "", "  "])
def test_nothing_said_is_no_day(value: Any) -> None:
    assert dates_of("f", articles_of(value)).isna().all()


@pytest.mark.parametrize(
    "dtype",
    [
        "datetime64[s]",
        "datetime64[ns]",
        "datetime64[ns, UTC]",
        "datetime64[us, America/Lima]",
        "str",
        "string",
    ],
)
def test_every_column_of_days_is_read(dtype: str) -> None:
    articles = articles_of("2016-10-18", None).astype({"published": dtype})
    assert dates_of("f", articles.set_index(pd.Index([7, 3]))).to_dict() == {
        7: pd.Timestamp("2016-10-18"),
        3: pd.NaT,
    }


def test_a_table_without_the_column_has_no_days() -> None:
    days = dates_of("f", articles_of(None, None).drop(columns="published"))
    assert days.dtype == "datetime64[s]" and days.isna().tolist() == [True, True]
    assert dates_of("f", articles_of()).dtype == "datetime64[s]"


@given(st.dates())
def test_any_day_comes_back(day: date) -> None:
    days = dates_of("f", articles_of(day, day.isoformat(), datetime.combine(day, datetime.max.time())))
    assert {one.date() for one in days} == {day}


@pytest.mark.parametrize("value", BAD)
def test_what_is_no_day_is_refused_by_column_row_and_value(value: Any) -> None:
    with pytest.raises(aa.TableError) as caught:
        dates_of("f", articles_of(None, value))
    assert str(caught.value) == (
        f"f: `published` of article 'a-1' must be a calendar date; it is {value!r}.\n"
        "Write it as 2016-10-18, or leave it empty."
    )


@pytest.mark.parametrize("value", DAYS.values(), ids=DAYS)
def test_every_door_takes_every_day(value: Any) -> None:
    articles = articles_of(value, None)
    described = aa.describe_corpus(articles)
    assert (
        described[["first_published", "last_published"]].iloc[0].tolist() == [pd.Timestamp("2016-10-18")] * 2
    )
    assert described["n_undated"].tolist() == [1]
    about = BeautifulSoup(aa.read_article(articles, "a-0")._repr_html_(), "html.parser").select_one(
        ".aa-about"
    )
    assert about.get_text() == "post · 18 Oct 2016"
    assert aa.Corpus(articles).read("a-1").about == "post"
    aa.Corpus(articles).explore()
    axes = aa.plots.timeline(articles.assign(event="pause"), title="One day")
    assert [text.get_text() for text in axes.texts] == ["18 Oct 2016\npause"]


def test_every_door_refuses_what_is_no_day() -> None:
    articles = articles_of("June 17, 1995, CITY EDITION").assign(event="pause")
    doors = {
        "describe_corpus": lambda: aa.describe_corpus(articles),
        "read_article": lambda: aa.read_article(articles, "a-0"),
        "plots.timeline": lambda: aa.plots.timeline(articles, title="One day"),
    }
    for name, door in doors.items():
        with pytest.raises(
            aa.TableError, match=f"^{name}: `published` of article 'a-0' must be a calendar date"
        ):
            door()
