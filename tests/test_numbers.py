"""Quantities: what is one, what it is worth, what it counts, as of when, and who says it.

`number_cases.csv` has invented sentences and the quantities in them by hand: ``number = value unit``, of a range
``low .. high`` with an open end left out, ``~`` in place of ``=`` where it is approximate, parted by ``;``.
"""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.claims import units

SIGNS = {
    "<NUL>": "\0",
    "<ZWSP>": "\u200b",
    "<SHY>": "\u00ad",
    "<BOM>": "\ufeff",
    "<THIN>": "\u2009",
    "<CR>": "\r",
    "<LF>": "\n",
}
with (Path(__file__).parent / "number_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def articles_of(*texts: str, **columns: object) -> pd.DataFrame:
    names = [f"a{n}" for n in range(len(texts))]
    return pd.DataFrame({"doc_id": names, "text": list(texts), "language": "en", **columns})


def whole(articles: pd.DataFrame) -> pd.DataFrame:
    """Zones that leave nothing out."""
    return articles[["doc_id"]].assign(start=0, end=list(map(len, articles["text"])), zone="body")


def with_signs(text: str) -> str:
    for name, sign in SIGNS.items():
        text = text.replace(name, sign)
    return text


def told(row: pd.Series) -> str:
    """A row as the cases write it."""
    low, high = ("" if pd.isna(side) else f"{round(side, 6):.10g}" for side in (row["low"], row["high"]))
    value = low if low == high else f"{low} .. {high}".strip()
    unit = "" if pd.isna(row["unit"]) else row["unit"]
    return f"{row['number']} {'~' if row['is_approximate'] else '='} {value} {unit}".strip()


def expected_of(case: str) -> list[str]:
    """The entries of a case, their values written as `told` does."""
    entries = [entry.strip() for entry in with_signs(case).split(";") if entry.strip()]
    return [" ".join(f"{float(part):.10g}" if n > at and is_value(part) else part
                     for n, part in enumerate(parts))
            for entry in entries
            for parts in [entry.split(" ")]
            for at in [max(n for n, part in enumerate(parts) if part in "=~")]]  # fmt: skip


def is_value(part: str) -> bool:
    return part != ".." and part.lstrip("-").replace(".", "", 1).isdigit()


WORTH = {  # what a word is worth, before a noun, after a figure and as a part
    **{f"{word} boats sank": n for n, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(), start=2)},
    **{f"{word} boats sank": 10 * n for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)},
    **{f"{before} {word} boats sank": 3 * 10**zeros for before in ("three", "3") for word, zeros in {
        "hundred": 2, "thousand": 3, "lakh": 5, "lac": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12,
    }.items()},
    **{f"${3}{letters} was lost": 3 * 10**zeros for letters, zeros in {
        "k": 3, "mn": 6, "mln": 6, "m": 6, "bn": 9, "bln": 9, "tn": 12, " lakhs": 5, " crores": 7}.items()},
    **{f"one {part} of the boats sank": 1 / n for part, n in {
        "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
        "tenth": 10, "twentieth": 20, "hundredth": 100}.items()},
    **{f"three {part}s of the boats sank": 3 / n for part, n in {
        "quarter": 4, "fifth": 5, "seventh": 7, "eighth": 8, "tenth": 10, "twentieth": 20}.items()},
}  # fmt: skip


def test_what_words_are_worth() -> None:
    articles = articles_of(*(f"They say {words}." for words in WORTH))
    found = aa.claims.find(articles, zones=whole(articles))
    assert dict(zip(found["doc_id"], found["low"], strict=True)) == dict(
        zip(articles["doc_id"], WORTH.values(), strict=True)
    )


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: case["text"][:40].encode("ascii", "replace").decode()
)
def test_cases(case: dict[str, str]) -> None:
    articles = articles_of(with_signs(case["text"]))
    found = aa.claims.find(articles, zones=whole(articles))
    assert [told(row) for _, row in found.iterrows()] == expected_of(case["expected"])


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("More than 800 civilians fled.", "civilians"),
        ("A 300-strong team burned houses.", "team"),
        ("A 43-year-old woman sells boats.", "woman"),
        ("A note says that Ann Lee, 43, left.", "Ann Lee"),
        ("A 40-metre-high tower blocks views.", "tower"),
        ("It had 30 digital and physical sales.", "digital and physical sales"),
        ("They scored 300 runs.", "runs"),
        ("Half of works of art were lost.", "works"),
        ("A pause of three months was agreed.", "pause"),
        ("A total of three months was lost.", None),  # a sum is no thing
        ("Talks, and that of three months, failed.", None),
        ("Talks, lasting three months, failed.", None),
        ("Output rose by a factor of 3.", None),
    ],
)
def test_what_is_counted(text: str, counted: str | None) -> None:
    articles = articles_of(text)
    [found] = aa.claims.find(articles, zones=whole(articles)).itertuples()
    assert (None if pd.isna(found.counted) else found.counted) == counted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A 43-year-old man stood by.", "age"),
        ("He is 43 years old.", "age"),
        ("A man of 43 years of age came.", "age"),
        ("A man age 43 stood by.", "age"),
        ("He is 43", "age"),
        ("A five-year-long war ended.", "duration"),
        ("A five-year war ended.", "duration"),
        ("It took five years, old men say.", "duration"),
        ("Half of the boats sank.", "share"),
        ("It cost $5.", "money"),
        ("Five doctors came.", "people"),
        ("Five boats came.", "count"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    articles = articles_of(text)
    assert aa.claims.find(articles, zones=whole(articles))["kind"].tolist() == [kind]


@pytest.mark.parametrize("name", ["find", "find_dates"])
def test_where_rules_fail_the_function_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("aleppo_analysis.claims.finding.page_of", lambda text: 1 / 0)
    monkeypatch.setattr("aleppo_analysis.claims.dating.page_of", lambda text: 1 / 0)
    articles = articles_of("Five boats came.")
    with pytest.warns(aa.ArticleWarning, match=f"^claims.{name}: "):
        assert getattr(aa.claims, name)(articles, zones=whole(articles)).empty


@pytest.mark.parametrize(("n", "is_number"), [(40, True), (41, False)])
def test_how_long_a_number_may_be(n: int, is_number: bool) -> None:
    articles = articles_of(f"It took {'3.' + '0' * (n - 2)} hours.")
    assert len(aa.claims.find(articles, zones=whole(articles))) == is_number


def test_every_spelling_of_a_unit_is_known() -> None:
    spellings = re.split(r"[;\s]+", re.sub(r"(?m)^[a-z]+: ", "", units._UNITS.strip()))
    assert {
        spelling.lower().replace("_", " ").replace("-", " ") for spelling in spellings
    } <= units.UNITS.keys()
    kinds = re.findall(r"(?m)^([a-z]+): ", units._UNITS)
    assert {unit.kind for unit in units.UNITS.values()} == set(kinds)
    cased = re.findall(r"(\w+):\s(\w+)\s([^;]+)", units._CASED)
    assert units.CASED == {
        sign: (name.lower().replace("_", " "), kind) for kind, name, signs in cased for sign in signs.split()
    }


def test_pounds_are_of_weight_or_of_money() -> None:
    articles = articles_of("It took 20 pounds of flour.", "He ate a 20-pound goose.", "It cost 20 pounds.")
    found = aa.claims.find(articles, zones=whole(articles))
    assert found[["kind", "unit", "low"]].values.tolist() == [
        ["weight", "pounds", 20], ["weight", "pounds", 20], ["money", "pounds", 20]
    ]  # fmt: skip


# -- hostile texts


HOSTILE = st.text(
    st.sampled_from("0123456789  ..,,-–/%$€½²×:+'’“(A)a\n\0\u200b\u00ad٤") | st.characters(codec="utf-8"),
    max_size=60,
)
WORDS = st.sampled_from(
    "one two half of the and a hundred million dozens more than between to 3 40 1,000 per cent $5 hours people boats "
    "killed at in was who , . ( ) - on Sunday May since 1998 48-hour".split()
)
TEXTS = st.one_of(HOSTILE, st.lists(WORDS, max_size=25).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_spans_of_any_texts(texts: list[str]) -> None:
    """They slice back, do not overlap, and are the same for an article by itself."""
    articles = articles_of(*texts, published="2019-03-04")
    before = articles.copy()
    found = aa.claims.find(articles, zones=whole(articles))
    assert_frame_equal(articles, before)
    assert found["number_id"].is_unique
    held = dict(zip(articles["doc_id"], texts, strict=True))
    for row in found.itertuples():
        assert held[row.doc_id][row.start : row.end] == row.number != ""
        if not pd.isna(row.counted):
            assert held[row.doc_id][row.counted_start : row.counted_end] == row.counted
        assert pd.isna(row.low) or pd.isna(row.high) or row.low <= row.high
    of_article = found.groupby("doc_id")
    assert (found["start"] >= of_article["end"].shift(fill_value=0)).all()
    alone = [aa.claims.find(articles[n : n + 1], zones=whole(articles[n : n + 1])) for n in range(len(texts))]
    if texts:
        assert_frame_equal(pd.concat(alone, ignore_index=True), found, check_dtype=False)


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000, "1," * 5_000 + "000 boats", "It took " + "1" * 41 + " hours.", "1e999999 boats", "-" * 9_999 + "5",
     "five " * 3_000, "half of " * 2_000, "3-" * 4_000, "a hundred and " * 2_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_nonsense_of_endless_numbers(text: str) -> None:
    articles = articles_of(text)
    found = aa.claims.find(articles, zones=whole(articles))
    assert (found["low"].fillna(0).abs() <= 1e12).all()


# -- as of when, and who says it


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Ships hit 50 boats on Sunday alone.", "2016-10-23", "2016-10-23"),
        ("Since 19 September, 800 boats were lost.", "2016-09-19", None),
        ("In August 800 boats were lost.", "2016-08-01", "2016-08-31"),
        ("As of 1 October 800 boats were lost.", "2016-10-01", "2016-10-01"),
        ("By the end of May 800 boats were lost.", "2016-05-31", "2016-05-31"),
        ("Until Friday 800 boats were lost.", None, "2016-10-21"),
        ("Lee said on Sunday that 800 boats were lost.", None, None),  # the day of saying
        ("The eight-hour pause on Thursday held.", "2016-10-20", "2016-10-20"),
        ("A patrol of 60 boats will leave on Thursday.", "2016-10-27", "2016-10-27"),
        ("Some 800 boats, which left on Sunday, were lost.", None, None),  # another clause
        ("800 boats were lost.", None, None),
    ],
)
def test_as_of_when(text: str, first: str | None, last: str | None) -> None:
    articles = articles_of(text, published="2016-10-24")
    row = aa.claims.find(articles, zones=whole(articles)).iloc[0]
    days = [None if pd.isna(day) else str(day.date()) for day in (row["as_of_first"], row["as_of_last"])]
    assert days == [first, last]


SAID = "The harbour was shut. “We lost 40 boats,” Ann Lee said. Ten boats came back."


def test_voice_speaker_and_origin() -> None:
    corpus = aa.Corpus(articles_of(SAID, source="post"))
    rows = corpus.numbers[["number_id", "number", "voice", "speaker_name", "origin"]].astype(object)
    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        ["a0:1", "40", "direct", "Ann Lee", "Ann Lee"],
        ["a0:2", "Ten", "narrator", None, "post"],
    ]


def test_quotations_alone_give_the_speaker_too() -> None:
    corpus = aa.Corpus(articles_of(SAID))
    tables = {"zones": corpus.zones, "quotes": corpus.quotes}
    found = aa.claims.find(corpus.articles, **tables)
    assert "voice" not in found.columns
    assert found["origin"].tolist() == ["Ann Lee", "a0"]
    both = aa.claims.find(corpus.articles, **tables, voices=corpus.voices.drop(columns="speaker_name"))
    assert both["origin"].tolist() == ["Ann Lee", "a0"]
    assert aa.claims.find(corpus.articles, zones=corpus.zones)["origin"].tolist() == ["a0", "a0"]


def test_a_sentence_without_end_is_read_in_pieces_of_whole_words() -> None:
    articles = articles_of(f"{'word ' * 298}and it 123456 boats sank")  # the number at 1497 to 1503
    assert aa.claims.find(articles, zones=whole(articles))["number"].tolist() == ["123456"]


def test_what_is_no_text_of_the_article_has_no_rows() -> None:
    articles = articles_of("Five boats sank.")
    assert aa.claims.find(articles, zones=whole(articles).assign(zone="related")).empty


def test_articles_in_other_languages_have_no_rows() -> None:
    articles = articles_of("Cinq bateaux ont coulé. 40 %").assign(language="fr")
    with pytest.warns(
        aa.LanguageWarning, match="1 of 1 articles are not in English \\(fr 1\\): their numbers"
    ):
        found = aa.claims.find(articles)
    full = aa.claims.find(articles_of("Five boats sank."))
    assert found.empty and found.columns.tolist() == full.columns.tolist()
    assert found.dtypes["low"] == full.dtypes["low"] == "Float64"


# -- units that numbers share


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("It was 60, 85 or 100 boats.", ["boats"] * 3),
        ("Police counted 40 boats. The union put it at 60.", ["boats"] * 2),
        ("Police counted 40 boats. It rained. It snowed. The union says 60.", ["boats"] * 2),
        ("Police counted 40 boats. It rained. It snowed. It froze. The union says 60.", ["boats", None]),
        ("Of 1,900 homes, 574 were empty.", ["homes"] * 2),
        ("574 of 1,900 homes were empty. Another 390 were let.", ["share", "homes"]),
        ("It paid 40 crowns for one boat. It lost 3.", ["crowns", "boats", "boats"]),
        ("It rose from 40 to 60 crowns.", ["crowns"] * 2),
        ("It has 40 boats. Fares rose from 3 crowns to 4.", ["boats", "crowns", "crowns"]),
        ("After eight hours, says one; ten, says another.", ["hours", "hours"]),
        ("It paid 40 crowns each and put the number at 60.", ["crowns", None]),
    ],
)
def test_units_that_numbers_share(text: str, units: list[str | None]) -> None:
    articles = articles_of(text)
    found = aa.claims.find(articles, zones=whole(articles))["unit"].astype(object)
    assert found.where(found.notna(), None).tolist() == units


def test_a_number_that_goes_on_from_people_is_of_people() -> None:
    articles = articles_of("574 of 1,900 riders came. Another 390 left.")
    found = aa.claims.find(articles, zones=whole(articles))
    assert found[["unit", "kind"]].values.tolist() == [["share", "share"], ["people", "people"]]


# -- dates and times


def test_dates_and_times() -> None:
    text = (
        "On Sunday and 19 September, Sept. 22nd, 2015, May 2017, this year, in August, at 4.30 am, 18:30 and noon; "
        "2016-10-01, 18/10/2016, 03/04/2016; next Friday; yesterday; the late 1990s; in 1998. It may end. 2,000 boats."
    )
    found = aa.claims.find_dates(articles_of(text, published="2016-10-24"))
    shown = found[["date", "kind", "first", "last", "time"]].astype(object)
    rows = [
        [row.date, row.kind, *(None if pd.isna(day) else str(day.date()) for day in (row.first, row.last)),
         None if pd.isna(row.time) else row.time]
        for row in shown.itertuples()
    ]  # fmt: skip
    assert rows == [
        ["Sunday", "day", "2016-10-23", "2016-10-23", None],
        ["19 September", "day", "2016-09-19", "2016-09-19", None],
        ["Sept. 22nd, 2015", "day", "2015-09-22", "2015-09-22", None],
        ["May 2017", "month", "2017-05-01", "2017-05-31", None],
        ["this year", "year", "2016-01-01", "2016-12-31", None],
        ["August", "month", "2016-08-01", "2016-08-31", None],
        ["4.30 am", "time", None, None, "04:30"],
        ["18:30", "time", None, None, "18:30"],
        ["noon", "time", None, None, "12:00"],
        ["2016-10-01", "day", "2016-10-01", "2016-10-01", None],
        ["18/10/2016", "day", "2016-10-18", "2016-10-18", None],
        ["03/04/2016", "day", None, None, None],
        ["next Friday", "day", "2016-10-28", "2016-10-28", None],
        ["yesterday", "day", "2016-10-23", "2016-10-23", None],
        ["late 1990s", "decade", "1990-01-01", "1999-12-31", None],
        ["1998", "year", "1998-01-01", "1998-12-31", None],
    ]


NEAR = [  # the day of print, what stands there, and the first and the last day that it means
    ("2016-01-05", "30 December", "2015-12-30", "2015-12-30"),
    ("2016-01-05", "2 February", "2016-02-02", "2016-02-02"),
    ("2016-12-30", "3 January", "2017-01-03", "2017-01-03"),
    ("2016-02-29", "29 February", "2016-02-29", "2016-02-29"),
    ("2016-10-26", "today", "2016-10-26", "2016-10-26"),
    ("2016-10-26", "tonight", "2016-10-26", "2016-10-26"),
    ("2016-10-26", "yesterday", "2016-10-25", "2016-10-25"),
    ("2016-10-26", "Tomorrow", "2016-10-27", "2016-10-27"),
    ("2016-10-26", "Wednesday", "2016-10-26", "2016-10-26"),
    ("2016-10-26", "last Wednesday", "2016-10-19", "2016-10-19"),
    ("2016-10-26", "next Wednesday", "2016-11-02", "2016-11-02"),
    ("2016-10-26", "this week", "2016-10-24", "2016-10-30"),
    ("2016-10-26", "last week", "2016-10-17", "2016-10-23"),
    ("2016-10-26", "next week", "2016-10-31", "2016-11-06"),
    ("2016-01-05", "last month", "2015-12-01", "2015-12-31"),
    ("2016-01-05", "this month", "2016-01-01", "2016-01-31"),
    ("2016-12-30", "next month", "2017-01-01", "2017-01-31"),
    ("2016-10-26", "last year", "2015-01-01", "2015-12-31"),
    ("2016-10-26", "next year", "2017-01-01", "2017-12-31"),
    ("2016-10-26", "October", "2016-10-01", "2016-10-31"),
    ("2016-10-26", "next October", "2017-10-01", "2017-10-31"),
    ("2016-10-26", "next November", "2016-11-01", "2016-11-30"),
    ("2016-10-26", "November", "2015-11-01", "2015-11-30"),
    ("2016-10-26", "18/10/16", "2016-10-18", "2016-10-18"),
    ("2016-10-26", "18/10/68", "2068-10-18", "2068-10-18"),
    ("2016-10-26", "18/10/69", "1969-10-18", "1969-10-18"),
    ("2016-10-26", "18/10/99", "1999-10-18", "1999-10-18"),
]


def test_days_near_the_day_of_print() -> None:
    published, dates, firsts, lasts = zip(*NEAR, strict=True)
    articles = articles_of(*(f"It fell in {date}, they say." for date in dates), published=list(published))
    found = aa.claims.find_dates(articles, zones=whole(articles))
    days = [[str(day.date()) for day in found[side]] for side in ("first", "last")]
    assert [found["date"].tolist(), *days] == [list(dates), list(firsts), list(lasts)]


TIMES = {
    "midnight": "00:00", "midday": "12:00", "noon": "12:00", "12 am": "00:00", "12 pm": "12:00", "7 p.m.": "19:00",
    "11 AM": "11:00", "24:00": "00:00", "0815 GMT": "08:15", "4 o’clock": "04:00", "4.05pm": "16:05",
}  # fmt: skip


def test_times_of_day() -> None:
    articles = articles_of(*(f"It fell at {time} there." for time in TIMES))
    found = aa.claims.find_dates(articles, zones=whole(articles))
    assert dict(zip(found["date"], found["time"], strict=True)) == TIMES


def test_a_month_that_is_a_word_too_is_one_only_where_something_says_so() -> None:
    articles = articles_of("May they sail. Last March it fell.", published="2019-05-05")
    assert aa.claims.find_dates(articles)["date"].tolist() == ["Last March"]


def test_no_dates_have_the_same_types() -> None:
    none, one = map(aa.claims.find_dates, (articles_of("It fell."), articles_of("It fell on 1 May 2019.")))
    assert none.empty and none.dtypes.tolist() == one.dtypes.tolist()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_dates_of_any_text_slice_back(text: str) -> None:
    articles = articles_of(text, published="2019-03-04")
    for row in aa.claims.find_dates(articles, zones=whole(articles)).itertuples():
        assert text[row.start : row.end] == row.date
        assert pd.isna(row.first) or row.first <= row.last
        assert pd.isna(row.time) or re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", row.time)


# -- against quantities coded by reading


def test_score_by_hand(tmp_path: Path) -> None:
    articles = articles_of(
        "More than 40 boats sank on Sunday. Ten people and 3 cats swam.", published="2016-10-24"
    )
    (tmp_path / "gold.csv").write_text(
        "doc_id,start,end,number,low,high,is_approximate,unit,kind,counted,as_of\n"
        "a0,0,12,More than 40,40,,false,boats,count,boats,2016-10-23\n"
        "a0,35,38,Ten,12,12,false,killed,people,people,\n"
        "a0,58,62,swam,1,1,false,times,count,,\n",
        "utf-8",
    )
    gold = aa.claims.load_gold(tmp_path / "gold.csv")
    scores = aa.claims.score(aa.claims.find(articles, zones=whole(articles)), gold).set_index("level")
    n = scores["n_correct"].to_dict()
    assert n == {
        "quantity": 2, "span": 2, "value": 1, "is_approximate": 2, "unit": 1, "value_and_unit": 1, "kind": 2,
        "counted": 2, "as_of": 2,
    }  # fmt: skip
    assert scores.loc["value", ["n_gold", "n_predicted"]].tolist() == [3, 3]
    assert scores.loc["value", "f1"] == pytest.approx(1 / 3)


def test_days_of_gold(tmp_path: Path) -> None:
    head = "doc_id,start,end,number,low,high,is_approximate,unit,kind,counted,as_of\n"
    given = ["2016-10-23", "2016-08", "2016-09-19/", "/2016-09-19", ""]
    (tmp_path / "gold.csv").write_text(head + "".join(f"a,0,1,x,1,1,false,u,count,,{day}\n" for day in given))
    gold = aa.claims.load_gold(tmp_path / "gold.csv")
    days = [[None if pd.isna(day) else str(day.date()) for day in pair]
            for pair in zip(gold["as_of_first"], gold["as_of_last"], strict=True)]  # fmt: skip
    assert days == [
        ["2016-10-23", "2016-10-23"], ["2016-08-01", "2016-08-31"], ["2016-09-19", None], [None, "2016-09-19"],
        [None, None],
    ]  # fmt: skip
    (tmp_path / "gold.csv").write_text(head + "a,0,1,x,1,1,false,u,count,,soon\n")
    with pytest.raises(aa.TableError, match="`as_of` must be a day, a month or a year; 'soon' is none."):
        aa.claims.load_gold(tmp_path / "gold.csv")


def test_of_what_was_coded_by_reading_nearly_all_values_and_units_are_right(five: list[str]) -> None:
    """The five articles, which ship with their gold."""
    corpus = aa.Corpus().only(five)
    scores = aa.claims.score(corpus.numbers, aa.claims.load_gold().query("doc_id in @five"))
    right = scores.set_index("level")[["precision", "recall"]].min(axis=1)
    assert (right[["quantity", "value", "unit"]] >= 0.95).all()
