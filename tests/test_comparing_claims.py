"""Claims compared: invented sentences with the right outcome, and the readings of both corpora."""

import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.claims.intervals import intervals_of

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "example"


def numbers_in(articles: pd.DataFrame, *rows: dict[str, object]) -> pd.DataFrame:
    """A table of numbers, as `claims.find` gives it, each found by its words."""
    texts = articles.set_index("doc_id")["text"]
    made = []
    for place, row in enumerate(rows):
        start = texts[row["doc_id"]].index(str(row["number"]))
        given = {"high": row.get("low"), "is_approximate": False, "kind": "count", "counted": None,
                 "as_of_first": None, "as_of_last": None, "zone": "body",
                 "origin": row["doc_id"]} | row  # fmt: skip
        made.append({"number_id": f"{row['doc_id']}:{place}", "start": start,
                     "end": start + len(str(row["number"]))} | given)  # fmt: skip
    table = pd.DataFrame(made)
    for column in ("as_of_first", "as_of_last"):
        table[column] = pd.to_datetime(table[column])
    return table.astype({"low": "Float64", "high": "Float64", "counted": "str"})


def articles_of(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": list(texts), "text": list(texts.values()), "event_id": "e",
                         "published": "2019-03-04"})  # fmt: skip


def outcome_of(articles: pd.DataFrame, *rows: dict[str, object]) -> tuple[str, str]:
    pairs = aa.claims.compare(numbers_in(articles, *rows), articles)
    [pair] = pairs.itertuples()
    return pair.outcome, pair.why


MARCHED = {"kind": "people", "unit": "people", "counted": "people"}


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("3,000 people marched.", "In all 3,000 people marched.", "agree"),
        ("3,000 people marched.", "On Sunday 10,000 people marched.", "contradictory"),
        ("3,000 people marched.", "At night 10,000 people stayed away.", None),  # nothing else is shared
        ("3,000 people marched.", "Another 10,000 people marched.", None),  # on top of others
        ("3,000 people marched.", "Not even 10,000 people marched.", None),  # denied
        ("3,000 people marched.", "Have 10,000 people marched?", None),  # asked
        (
            "3,000 people marched.",
            "Rivals marched, 100,000 people marched.",
            None,
        ),  # more than ten times apart
        ("3,000 people marched in Adra.", "10,000 people marched in Basna.", "other scope"),
        ("3,000 people marched in the morning.", "10,000 people marched over the day.", "other scope"),
        ("3,000 people marched.", "Last month 10,000 people marched.", "other date"),
        ("3,000 people marched, counting children.", "10,000 people marched.", "other scope"),
    ],
)
def test_two_sentences_have_the_outcome_that_a_reader_gives_them(
    one: str, other: str, outcome: str | None
) -> None:
    articles = articles_of(a=one, b=other)
    first = "3,000"
    second = "3,000" if "3,000" in other else "100,000" if "100,000" in other else "10,000"
    rows = [
        {"doc_id": "a", "number": first, "low": 3000, **MARCHED},
        {"doc_id": "b", "number": second, "low": float(second.replace(",", "")), **MARCHED},
    ]
    pairs = aa.claims.compare(numbers_in(articles, *rows), articles)
    if outcome is None:
        assert pairs["outcome"].tolist() == ["not comparable"] * 2
    else:
        assert pairs["outcome"].tolist() == [outcome]


RIDERS = {"kind": "count", "unit": "riders"}


@pytest.mark.parametrize(
    ("one", "other", "counted", "why"),
    [
        ("30 young riders came.", "40 old riders came.", ("young riders", "old riders"), "young against old"),
        ("30 riders came from Basna.", "40 riders came from Adra.", ("riders", "riders"), "basna against adra"),
        ("30 riders came in the morning.", "40 riders came over the day.", ("riders", "riders"),
         "morning against day"),
        ("30 riders came.", "40 riders came, including guests.", ("riders", "riders"), "one says how it counts"),
    ],
)  # fmt: skip
def test_another_scope_is_told(one: str, other: str, counted: tuple[str, str], why: str) -> None:
    rows = [
        {"doc_id": doc_id, "number": str(low), "low": low, "counted": phrase, **RIDERS}
        for doc_id, low, phrase in zip("ab", (30, 40), counted, strict=True)
    ]
    assert outcome_of(articles_of(a=one, b=other), *rows) == ("other scope", why)


@pytest.mark.parametrize(
    ("events", "unit"),
    [([None, None], "riders"), (["e", "e"], "times"), (["e", "e"], None), (["e", "f"], "riders")],
)
def test_only_what_is_counted_at_one_event_is_compared(events: list[str | None], unit: str | None) -> None:
    articles = articles_of(a="30 came.", b="30 came.").assign(event_id=events)
    rows = [{"doc_id": name, "number": "30", "low": 30, "unit": unit, "counted": "riders"} for name in "ab"]
    pairs = aa.claims.compare(numbers_in(articles, *rows), articles)
    assert pairs["outcome"].tolist() == ["not comparable"] * 2


SIDE = (
    "number_id doc_id source published number low high unit kind counted as_of_first as_of_last origin "
    "n_articles sources line"
).split()


def test_the_columns_are_those_of_both_claims() -> None:
    articles = articles_of(a="30 riders came.").assign(source="post")
    row = {"doc_id": "a", "number": "30", "low": 30, "counted": "riders", **RIDERS}
    pairs = aa.claims.compare(numbers_in(articles, row), articles)
    assert pairs.columns.tolist() == [
        "event_id", "fact", "outcome", "why", *SIDE, *(f"{name}_other" for name in SIDE)
    ]  # fmt: skip
    assert pairs[["fact", "sources", "line"]].values.tolist() == [["riders", "post", "30 riders came."]]


def test_a_bare_number_goes_on_from_the_number_before() -> None:
    articles = articles_of(a="The firm said that 11,000 riders were stranded. The union put it at 6,000.")
    rows = [
        {
            "doc_id": "a",
            "number": "11,000",
            "low": 11000,
            "unit": "people",
            "counted": "riders",
            "origin": "firm",
        },
        {"doc_id": "a", "number": "6,000", "low": 6000, "unit": "people", "origin": "union"},
    ]
    assert outcome_of(articles, *rows) == ("contradictory", "no common value")


def test_what_the_text_calls_a_change_is_a_revision() -> None:
    articles = articles_of(a="The clinic treated 23 people, up from 17 on Monday.")
    rows = [
        {"doc_id": "a", "number": "23", "low": 23, **MARCHED},
        {"doc_id": "a", "number": "17", "low": 17, **MARCHED},
    ]
    assert outcome_of(articles, *rows) == ("revised", "the text says that it changed")


def test_ranges_with_a_value_in_common_are_compatible() -> None:
    articles = articles_of(a="30 riders came.", b="More than 25 riders came.")
    rows = [
        {"doc_id": "a", "number": "30", "low": 30, "counted": "riders", **RIDERS},
        {"doc_id": "b", "number": "More than 25", "low": 25, "high": None, "counted": "riders", **RIDERS},
    ]
    assert outcome_of(articles, *rows) == ("compatible", "the ranges overlap")


def test_the_same_number_by_one_origin_is_one_claim() -> None:
    articles = articles_of(a="30 riders came.", b="At dawn 30 riders came, it says.")
    row = {"number": "30", "low": 30, "counted": "riders", **RIDERS}
    for origins, n_articles in {("union", "union"): [2], ("union", "firm"): [1]}.items():
        rows = [row | {"doc_id": name, "origin": by} for name, by in zip("ab", origins, strict=True)]
        assert aa.claims.compare(numbers_in(articles, *rows), articles)["n_articles"].tolist() == n_articles


def test_later_numbers_are_of_another_date_or_revised() -> None:
    articles = articles_of(a="3,000 people marched.", b="10,000 people marched.").assign(
        published=["2019-03-04", "2019-03-20"]
    )
    one = {"doc_id": "a", "number": "3,000", "low": 3000, **MARCHED}
    other = {"doc_id": "b", "number": "10,000", "low": 10000, **MARCHED}
    assert outcome_of(articles, one, other) == ("other date", "printed on other days")
    by_police = [row | {"origin": "police"} for row in (one, other)]
    assert outcome_of(articles, *by_police) == ("revised", "the same origin says so later")
    dated = {"as_of_first": "2019-03-02", "as_of_last": "2019-03-02"}
    later = {"as_of_first": "2019-03-16", "as_of_last": "2019-03-16"}
    assert outcome_of(articles, one | dated, other | later) == ("other date", "the texts give other days")


def test_a_plan_and_what_came_of_it() -> None:
    articles = articles_of(a="An eight-hour pause is planned.", b="The 11-hour pause is over.").assign(
        published=["2019-03-01", "2019-03-05"]
    )
    lasts = {"kind": "duration", "unit": "hours", "counted": "pause", "as_of_first": "2019-03-03",
             "as_of_last": "2019-03-03"}  # fmt: skip
    one = {"doc_id": "a", "number": "eight", "low": 8, **lasts}
    other = {"doc_id": "b", "number": "11", "low": 11, **lasts}
    assert outcome_of(articles, one, other) == (
        "revised",
        "one was printed before the day, the other after it",
    )
    days = {"doc_id": "b", "number": "11", "low": 3, **lasts, "unit": "days"}
    assert outcome_of(articles, one, days) == ("other scope", "hours against days")


@pytest.mark.parametrize(
    ("days", "higher", "outcome"),
    [
        (2, 4001, "contradictory"),
        (3, 4001, "other date"),
        (0, 30_010, "contradictory"),  # ten times
        (0, 30_011, "not comparable"),
    ],
)
def test_how_near_in_time_and_size_numbers_of_one_thing_are(days: int, higher: int, outcome: str) -> None:
    articles = articles_of(a="3001 riders came.", b=f"{higher} riders came.").assign(
        published=["2019-03-04", f"2019-03-{4 + days:02}"]
    )
    rows = [
        {"doc_id": name, "number": str(low), "low": low, "counted": "riders", **RIDERS}
        for name, low in (("a", 3001), ("b", higher))
    ]
    assert aa.claims.compare(numbers_in(articles, *rows), articles)["outcome"].iloc[0] == outcome


@pytest.mark.parametrize(("n", "outcome"), [(1, "contradictory"), (2, "not comparable")])
def test_how_far_a_bare_number_goes_on(n: int, outcome: str) -> None:
    articles = articles_of(a=f"The firm counted 11,000 riders. {'It rained. ' * n}The union put it at 6,000.")
    rows = [
        {"doc_id": "a", "number": "11,000", "low": 11_000, "counted": "riders", "origin": "firm", **RIDERS},
        {"doc_id": "a", "number": "6,000", "low": 6000, "origin": "union", "unit": "riders"},
    ]
    assert aa.claims.compare(numbers_in(articles, *rows), articles)["outcome"].iloc[0] == outcome


@pytest.mark.parametrize(
    ("length", "n_changed", "n_articles"), [(40, 0, 2), (39, 0, 1), (40, 6, 2), (40, 7, 1)]
)
def test_how_long_and_alike_sentences_are_that_are_one_copy(
    length: int, n_changed: int, n_articles: int
) -> None:
    """Of 40 letters 34 are .85 of both."""
    text = f"30 came, {'x' * (length - 10)}."
    changed = text.replace("x" * n_changed + ".", "y" * n_changed + ".")
    articles = articles_of(a=text, b=changed)
    rows = [{"doc_id": name, "number": "30", "low": 30, "unit": "riders"} for name in "ab"]
    assert aa.claims.compare(numbers_in(articles, *rows), articles)["n_articles"].iloc[0] == n_articles


def test_one_copy_has_one_origin_and_other_events_are_no_matter() -> None:
    copy = "At least 17 people were taken to hospital with burns, the agency said on Monday."
    articles = articles_of(
        a=copy, b=copy.replace("burns", "burn marks"), c="17 people were taken to hospital."
    )
    rows = [{"doc_id": name, "number": "17", "low": 17, **MARCHED} for name in "abc"]
    pairs = aa.claims.compare(numbers_in(articles, *rows), articles)
    assert pairs[["outcome", "n_articles", "n_articles_other"]].values.tolist() == [["agree", 2, 1]]
    apart = articles.assign(event_id=["e", "f", None])
    assert aa.claims.compare(numbers_in(apart, *rows), apart)["outcome"].tolist() == ["not comparable"] * 3


def test_intervals_of_other_units_meet() -> None:
    numbers = pd.DataFrame({
        "low": [48, 2, 66_000, 250_000, 800, None, 300_000, 3, 90, 3000],
        "high": [48, 2, 66_000, 250_000, None, 600, 300_000, 3, 90, 3000],
        "unit": "hours days gallons litres killed killed killed months days killed".split(),
        "is_approximate": [False] * 6 + [True] + [False] * 3,
        "kind": "duration duration volume volume people people people duration duration people".split(),
    }).astype({"low": "Float64", "high": "Float64"})  # fmt: skip
    found = intervals_of(numbers)
    assert found["measure"].tolist() == ["hours"] * 2 + ["litres"] * 2 + ["killed"] * 3 + ["hours"] * 2 + [
        "killed"
    ]
    near = list(zip(found["near_low"], found["near_high"], strict=True))
    assert near[0] == near[1] == (48, 48)
    # 66,000 gallons are rounded to thousands: 65,500 American to 66,500 British ones
    assert near[2] == pytest.approx((65_500 * 3.785411784, 66_500 * 4.54609))
    assert near[4] == (800, 1600)  # more than 800: up to twice as many
    assert near[5] == (300, 600)  # fewer than 600: down to half
    assert near[6] == pytest.approx((270_000, 330_000))  # about: a tenth
    assert found["strict_high"][4] == float("inf")
    assert near[9] == (2925, 3075)  # rounded: a fortieth, which is less than 500
    assert near[7][0] <= near[8][1] and near[8][0] <= near[7][1]  # three months, ninety days


# What one of each is in the first of its row, by what defines it: 12 inches a foot, 4840 square yards an acre, ...
DEFINED = {
    "hours": {"hours": 1, "seconds": 1 / 3600, "minutes": 1 / 60, "days": 24, "weeks": 168},
    "metres": {
        "metres": 1, "millimetres": 1 / 1000, "centimetres": 1 / 100, "kilometres": 1000,
        "inches": 0.0254, "feet": 12 * 0.0254, "yards": 36 * 0.0254, "miles": 1760 * 36 * 0.0254,
    },
    "litres": {"litres": 1, "millilitres": 1 / 1000},
    "kilograms": {"kilograms": 1, "grams": 1 / 1000, "pounds": 0.45359237, "tonnes": 1000},
    "hectares": {
        "hectares": 1, "square metres": 1 / 10_000, "square kilometres": 100, "acres": 4840 * 0.9144**2 / 10_000,
        "square miles": 640 * 4840 * 0.9144**2 / 10_000,
    },
}  # fmt: skip
BETWEEN = {  # the least and the most that one may be
    "months": (28 * 24, 31 * 24),
    "years": (365 * 24, 366 * 24),
    "gallons": (231 * 2.54**3 / 1000, 4.54609),  # 231 cubic inches; Britain's
    "tons": (2000 * 0.45359237, 2240 * 0.45359237),
}


def test_each_unit_is_what_defines_it() -> None:
    ones = {unit: (one, one) for units in DEFINED.values() for unit, one in units.items()} | BETWEEN
    numbers = pd.DataFrame(
        {"low": 1.0, "high": 1.0, "unit": list(ones), "is_approximate": False, "kind": "size"}
    )
    found = intervals_of(numbers)
    held = list(zip(found["strict_low"], found["strict_high"], strict=True))
    assert held == [pytest.approx(bounds, rel=1e-9) for bounds in ones.values()]
    assert dict(zip(numbers["unit"], found["measure"], strict=True)).items() >= {
        (unit, measure) for measure, units in DEFINED.items() for unit in units
    }


def test_pounds_of_money_are_no_pounds_of_weight() -> None:
    numbers = pd.DataFrame({"low": 3.0, "high": 3.0, "unit": "pounds", "kind": ["money", "weight"],
                            "is_approximate": False})  # fmt: skip
    found = intervals_of(numbers)
    assert found["measure"].tolist() == ["pounds", "kilograms"]
    assert found["strict_low"].tolist() == pytest.approx([3, 3 * 0.45359237])


def test_what_is_listed_as_contradictory_is_so_by_reading() -> None:
    """The readings of both corpora as numbers: each pair stands in the list that a reader made before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = aa.Corpus(EXAMPLE / "exports", actors=EXAMPLE / "actors.csv")
        events = pd.read_csv(EXAMPLE / "events.csv")
        articles = read.articles.drop(columns="event_id").merge(events, on="doc_id")
        coded = aa.claims.load_gold()
        numbers = aa.join_spans(
            coded[coded["doc_id"].isin(articles["doc_id"])], read.voices, ["voice", "speaker_name"]
        )
    names = numbers["doc_id"] + ":" + numbers["start"].astype("str")
    origin = numbers["speaker_name"].fillna(numbers["doc_id"])
    pairs = aa.claims.compare(numbers.assign(number_id=names, origin=origin), articles)
    found = pairs[pairs["outcome"] == "contradictory"]
    said = {
        tuple(sorted(pair)) for pair in found[["number", "number_other"]].itertuples(index=False, name=None)
    }
    assert said <= {
        ("1,140", "fewer than 600"), ("1,140", "below 600"), ("4,000", "closer to 900"), ("4,000", "900"),
        ("11,000", "about 6,000"), ("10,000", "about 3,000"), ("85", "more than 100"), ("110", "85"),
        ("Sixty", "more than a hundred"), ("more than a hundred", "sixty"),
        ("Between 250,000 and 300,000", "about 40,000"),
    }  # fmt: skip
    assert len(found) >= 8


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 5), st.sampled_from(["people", "hours"])), max_size=8
    )
)
def test_every_number_is_in_the_table_and_the_input_stays(rows: list[tuple[str, int, str]]) -> None:
    text = "1 2 3 4 5 people marched for hours."
    articles = articles_of(a=text, b=text, c=text)
    made = [{"doc_id": doc_id, "number": str(n), "low": n, "unit": unit, "counted": unit}
            for doc_id, n, unit in rows]  # fmt: skip
    numbers = (
        numbers_in(articles, *made)
        if made
        else numbers_in(articles, {"doc_id": "a", "number": "1", "low": 1, "unit": "x"}).head(0)
    )
    before = numbers.copy()
    pairs = aa.claims.compare(numbers, articles)
    pd.testing.assert_frame_equal(numbers, before)
    named = {*pairs["number_id"], *pairs["number_id_other"].dropna()}
    assert named <= set(numbers["number_id"]) and bool(named) == bool(rows)
    shuffled = aa.claims.compare(numbers.sample(frac=1, random_state=0), articles.iloc[::-1])
    pd.testing.assert_frame_equal(shuffled, pairs)


@pytest.mark.parametrize("by", ["source", "doc_id", "published"])
def test_what_every_claim_has_may_be_the_group(by: str) -> None:
    """An outlet with itself, each column once."""
    articles = articles_of(a="3000 people marched.", b="9000 people marched.", c="5000 people marched.")
    articles = articles.assign(source=["post", "herald", "post"], published="2019-09-22")
    made = [{"doc_id": doc_id, "number": n, "low": float(n), "origin": doc_id, **MARCHED}
            for doc_id, n in zip("abc", ["3000", "9000", "5000"], strict=True)]  # fmt: skip
    pairs = aa.claims.compare(numbers_in(articles, *made), articles, by=by)
    assert pairs.columns.is_unique and pairs.columns[0] == by
    together = pairs.dropna(subset="number_other")[["number", "number_other"]].to_numpy().tolist()
    assert together == {
        "source": [["3000", "5000"]],
        "doc_id": [],
        "published": [["3000", "9000"], ["3000", "5000"], ["9000", "5000"]],
    }[by]  # fmt: skip


def test_a_group_with_the_name_of_another_column_is_refused() -> None:
    articles = articles_of(a="3,000 people marched.").assign(unit="x")
    numbers = numbers_in(articles, {"doc_id": "a", "number": "3,000", "low": 3000, **MARCHED})
    with pytest.raises(aa.TableError) as error:
        aa.claims.compare(numbers, articles, by="unit")
    assert str(error.value) == (
        "claims.compare: by='unit' is the name of another column of the result.\n"
        "Rename it in the articles: articles.rename(columns={'unit': 'event_id'})."
    )


def test_a_number_without_an_event_says_so() -> None:
    articles = articles_of(a="3000 people marched.", b="3000 people marched.").assign(
        event_id=["march", None]
    )
    made = [{"doc_id": doc_id, "number": "3000", "low": 3000, **MARCHED} for doc_id in "ab"]
    pairs = aa.claims.compare(numbers_in(articles, *made), articles)
    assert dict(zip(pairs["doc_id"], pairs["why"], strict=True)) == {
        "a": "nothing else is plainly about the same thing",
        "b": "its article has no event_id",
    }


def test_common_nouns_are_no_one_fact() -> None:
    text = " ".join(f"There were {n} people." for n in range(1000, 1300))
    articles = articles_of(a=text)
    rows = [
        {"doc_id": "a", "number": str(n), "low": n, "origin": str(n), **MARCHED} for n in range(1000, 1300)
    ]
    pairs = aa.claims.compare(numbers_in(articles, *rows), articles)
    assert pairs["outcome"].eq("not comparable").all() and len(pairs) == 300
