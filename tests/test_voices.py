"""Voices: the partition, checked against rules applied character by character."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

# 0         1         2         3         4         5         6         7
# 0123456789012345678901234567890123456789012345678901234567890123456789012345
TEXT = "‘Truce’ over\n“We ‘left’,” Lee said. Lee called the “aid” a ‘ruse’. More: x"
ZONES = [("title", 0, 13), ("body", 13, 67), ("related", 67, len(TEXT))]


def zones_of(rows: list[tuple[str, int, int]], doc_id: str = "a") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["zone", "start", "end"]).assign(doc_id=doc_id, source="post")


def quotes_of(rows: list[tuple]) -> pd.DataFrame:
    columns = ["quote_id", "start", "end", "kind", "use", "speaker"]
    table = pd.DataFrame(rows, columns=columns).astype({"speaker": "str"})
    return table.assign(doc_id="a", speaker_group=table["speaker"].map({"Lee": "civilian"}).astype("str"))


QUOTES = [
    ("a-0", 1, 6, "direct", "scare", None),  # ‘Truce’ in the title
    ("a-1", 14, 24, "direct", "speech", "Lee"),  # “We ‘left’,”
    ("a-2", 18, 22, "direct", "scare", None),  # nested in it
    ("a-3", 47, 65, "indirect", "speech", "Lee"),  # the “aid” a ‘ruse’
    ("a-4", 52, 55, "direct", "term", "UN"),
    ("a-5", 60, 64, "direct", "scare", None),
]


def test_each_rule_gives_its_voice():
    assert [TEXT[start:end] for _, start, end, *_ in QUOTES] == [
        "Truce",
        "We ‘left’,",
        "left",
        "the “aid” a ‘ruse’",
        "aid",
        "ruse",
    ]
    voices = aa.voices.find(quotes_of(QUOTES), zones_of(ZONES))
    shown = [
        (TEXT[row.start : row.end], row.voice, row.zone, row.quote_id, row.speaker)
        for row in voices.fillna({"quote_id": "-", "speaker": "-"}).itertuples()
    ]
    assert shown == [
        ("‘", "headline", "title", "-", "-"),
        ("Truce", "scare", "title", "a-0", "-"),
        ("’ over\n", "headline", "title", "-", "-"),
        ("“", "narrator", "body", "-", "-"),
        ("We ‘left’,", "direct", "body", "a-1", "Lee"),  # the outermost speaker, marks inside included
        ("” Lee said. Lee called ", "narrator", "body", "-", "-"),
        ("the “", "reported", "body", "a-3", "Lee"),
        ("aid", "term", "body", "a-4", "UN"),  # its own speaker
        ("” a ‘", "reported", "body", "a-3", "Lee"),
        ("ruse", "scare", "body", "a-5", "Lee"),  # the speaker of the indirect speech around it
        ("’", "reported", "body", "a-3", "Lee"),
        (". ", "narrator", "body", "-", "-"),
        ("More: x", "related", "related", "-", "-"),
    ]


def test_columns_dtypes_and_order():
    voices = aa.voices.find(quotes_of(QUOTES), zones_of(ZONES))
    assert list(voices.columns) == [
        "doc_id",
        "source",
        "start",
        "end",
        "voice",
        "zone",
        "kind",
        "use",
        "quote_id",
        "speaker",
        "speaker_group",
    ]
    assert isinstance(voices.index, pd.RangeIndex)
    assert voices.loc[voices["quote_id"] == "a-5", "speaker_group"].item() == "civilian"
    empty = aa.voices.find(quotes_of(QUOTES).head(0), zones_of(ZONES).head(0))
    pd.testing.assert_series_equal(empty.dtypes, voices.dtypes)


def test_row_order_does_not_matter_and_input_is_left_alone():
    quotes, zones = quotes_of(QUOTES), zones_of(ZONES)
    before = quotes.copy(), zones.copy()
    shuffled = aa.voices.find(quotes.sample(frac=1, random_state=1), zones.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(shuffled, aa.voices.find(quotes, zones))
    pd.testing.assert_frame_equal(quotes, before[0])
    pd.testing.assert_frame_equal(zones, before[1])


def test_a_speech_without_a_speaker_stays_direct_and_a_name_of_a_work_the_outlets():
    quotes = quotes_of([("q", 0, 5, "direct", "speech", None), ("r", 6, 9, "direct", "title", None)])
    voices = aa.voices.find(quotes, zones_of([("body", 0, 12)]))
    assert voices["voice"].tolist() == ["direct", "narrator"]
    assert voices["speaker"].isna().all()


def test_the_outermost_goes_on_behind_each_that_it_holds():
    rows = [("a-1", 14, 24, "Lee"), ("a-2", 15, 16, "UN"), ("a-3", 18, 22, "UN")]
    speech = quotes_of([(name, start, end, "direct", "speech", who) for name, start, end, who in rows])
    voices = aa.voices.find(speech, zones_of(ZONES)).dropna(subset="quote_id")
    assert voices[["start", "end", "quote_id"]].values.tolist() == [[14, 24, "a-1"]]


def test_of_two_quotations_at_one_place_the_first_by_id_gives_the_voice():
    same = quotes_of([("a-9", 14, 24, "direct", "speech", "UN"), ("a-1", 14, 24, "direct", "speech", "Lee")])
    voices = aa.voices.find(same, zones_of(ZONES))
    assert voices["quote_id"].dropna().tolist() == ["a-1"]


def test_a_term_outside_indirect_speech_keeps_the_speaker_that_was_resolved():
    term = quotes_of([("a-4", 52, 55, "direct", "term", None)]).assign(speaker_name="Lee")
    assert aa.voices.find(term, zones_of(ZONES))["speaker_name"].dropna().tolist() == ["Lee"]


def test_whole_numbers_as_quote_id_stay_whole():
    quotes = quotes_of([(7, 0, 5, "direct", "speech", "Lee")])
    assert aa.voices.find(quotes, zones_of([("body", 0, 12)]))["quote_id"].tolist() == [7, pd.NA]


def test_add_voice_takes_the_voice_of_the_first_character():
    spans = pd.DataFrame({"doc_id": "a", "start": [46, 47], "end": [51, 51]}, index=[5, 3])
    voiced = aa.voices.add(spans, aa.voices.find(quotes_of(QUOTES), zones_of(ZONES)))
    assert voiced["voice"].to_dict() == {5: "narrator", 3: "reported"}
    assert list(voiced.columns[3:]) == [
        "voice",
        "zone",
        "kind",
        "use",
        "quote_id",
        "speaker",
        "speaker_group",
    ]


def by_hand(quotes: list[tuple], zone: str, at: int) -> tuple:
    """Voice, quotation and speaker of one character, rule by rule; quotations with the outermost first."""
    inside = [quote for quote in quotes if quote.start <= at < quote.end]
    reported = next((quote for quote in inside if quote.kind == "indirect"), None)
    if zone == "related":
        return "related", None, None
    for use, voice in (("speech", "direct"), ("term", "term"), ("scare", "scare")):
        quote = next((q for q in inside if q.kind != "indirect" and q.use == use), None)
        if quote:
            borrows = voice != "direct" and pd.isna(quote.speaker) and reported
            return voice, quote.quote_id, known(reported.speaker if borrows else quote.speaker)
    if zone in ("title", "standfirst", "heading"):
        return "headline", None, None
    if zone == "caption":
        return "caption", None, None
    if reported:
        return "reported", reported.quote_id, known(reported.speaker)
    return "narrator", None, None


def known(value: object) -> object:
    return None if pd.isna(value) else value


zone_names = st.sampled_from(["title", "standfirst", "heading", "caption", "related", "body"])
hostile = st.text(alphabet="aß İ\n“”‘’'\"\u0301\U0001f54a-.", max_size=30)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Articles of hostile texts, random partitions into zones, random quotations."""
    texts = draw(st.lists(hostile, min_size=1, max_size=3))
    articles = pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "source": "s", "text": texts})
    zones, quotes = [], []
    for doc_id, text in zip(articles["doc_id"], texts, strict=True):
        if not text:
            continue
        inner = draw(st.sets(st.integers(0, len(text)), max_size=3))
        cuts = sorted(inner | {0, len(text)})
        for start, end in zip(cuts, cuts[1:], strict=False):
            zones.append((doc_id, "s", start, end, draw(zone_names)))
        for _ in range(draw(st.integers(0, 6))):
            start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
            kind = draw(st.sampled_from(["direct", "mixed", "indirect"]))
            use = draw(st.sampled_from(["speech", "term", "scare", "title"]))
            speaker = draw(st.sampled_from([None, "Lee", "UN"]))
            quotes.append((f"q{len(quotes)}", doc_id, start, end, kind, use, speaker))
    columns = ["quote_id", "doc_id", "start", "end", "kind", "use", "speaker"]
    whole = {"start": int, "end": int}
    quote_table = pd.DataFrame(quotes, columns=columns).astype({**dict.fromkeys(columns, "str"), **whole})
    zone_columns = ["doc_id", "source", "start", "end", "zone"]
    zone_table = pd.DataFrame(zones, columns=zone_columns).astype(
        {**dict.fromkeys(zone_columns, "str"), **whole}
    )
    return articles, zone_table, quote_table


@settings(max_examples=60)
@given(corpora())
def test_partition_equals_the_rules_applied_to_every_character(corpus):
    articles, zones, quotes = corpus
    voices = list(aa.voices.find(quotes, zones).itertuples())
    outermost_first = sorted(quotes.itertuples(), key=lambda q: (q.start, -q.end, q.quote_id))
    for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True):
        rows = [row for row in voices if row.doc_id == doc_id]
        if text:  # no gap, no overlap, from 0 to the end
            assert [*(row.start for row in rows), len(text)] == [0, *(row.end for row in rows)]
        of_doc = [quote for quote in outermost_first if quote.doc_id == doc_id]
        of_zones = [zone for zone in zones.itertuples() if zone.doc_id == doc_id]
        for row in rows:
            for at in range(row.start, row.end):
                zone = next(zone.zone for zone in of_zones if zone.start <= at < zone.end)
                assert row.zone == zone
                assert (row.voice, known(row.quote_id), known(row.speaker)) == by_hand(of_doc, zone, at)


@settings(max_examples=25)
@given(corpora())
def test_token_counts_add_up(corpus):
    articles, zones, quotes = corpus
    tokens = aa.text.tokenize(articles)
    voiced = aa.voices.add(tokens, aa.voices.find(quotes, zones))
    assert voiced["voice"].notna().all()
    per_voice = voiced.groupby(["doc_id", "voice"]).size()
    assert per_voice.groupby("doc_id").sum().to_dict() == tokens.groupby("doc_id").size().to_dict()


@settings(max_examples=25)
@given(
    corpora(), st.lists(st.sampled_from(["doc_id", "source", "voice", "zone", "speaker", "use"]), unique=True)
)
def test_words_counted_by_voice_are_shared_out_as_tokens_are(corpus, by):
    articles, zones, quotes = corpus
    voices = aa.voices.find(quotes, zones)
    tokens, counts = (
        aa.voices.add(aa.text.tokenize(articles), voices),
        aa.voices.count_words(articles, voices),
    )
    assert counts["n"].sum() == len(tokens)
    by = [*by, *({"voice"} - set(by))]
    assert_frame_equal(aa.voices.shares(counts, by=by), aa.voices.shares(tokens, by=by))


def test_counts_that_are_none_are_refused():
    counts = pd.DataFrame({"source": "post", "voice": ["direct", "narrator"], "n": [2, -1]})
    with pytest.raises(aa.TableError) as error:
        aa.voices.shares(counts, by="voice")
    assert str(error.value) == (
        "voices.shares: `n` in `tokens` must be whole numbers, 0 or more, none missing; its type is int64, its lowest "
        "value -1, 0 are missing.\nCount with voices.count_words or compare.count_terms."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda q, z: aa.voices.find(q.drop(columns="use"), z),
            "voices.find: `quotes` needs column 'use'; it has 'quote_id', 'start', 'end', 'kind', 'speaker', "
            "'doc_id', 'speaker_group'.\nMake it with quotes.attribute, or rename: quotes.rename(columns={...: 'use'}).",
        ),
        (
            lambda q, z: aa.voices.find(q, z.drop(index=1)),
            "voices.find: `zones` must divide every article without gap or overlap; a has 67:74 where one "
            "should start at 13.\nUse the whole table that text.find_zones returns.",
        ),
        (
            lambda q, z: aa.voices.find(q, z.assign(start=[0, 12, 67])),
            "voices.find: `zones` must divide every article without gap or overlap; a has 12:67 where one "
            "should start at 13.\nUse the whole table that text.find_zones returns.",
        ),
        (
            lambda q, z: aa.voices.find(q.assign(end=q["end"] + 30), z),
            "voices.find: `quotes` must lie inside the articles; not so: a 47:95, a 52:85, "
            "a 60:94.\nMake all tables from the same articles.",
        ),
        (
            lambda q, z: aa.voices.find(q.assign(doc_id="b"), z),
            "voices.find: `quotes` must lie inside the articles; not so: b 1:6, b 14:24, "
            "b 18:22, ....\nMake all tables from the same articles.",
        ),
        (
            lambda q, z: aa.voices.add(
                pd.DataFrame({"doc_id": ["a"], "start": [70], "end": [75]}), aa.voices.find(q, z)
            ),
            "voices.add: `spans` must lie inside the articles; not so: a 70:75.\n"
            "Make all tables from the same articles.",
        ),
        (
            lambda q, z: aa.voices.find(q.assign(end=q["start"] - 1), z),
            "voices.find: `quotes` must have 0 <= start <= end; not so: a 1:0, a 14:13, a 18:17, ....\n"
            "Offsets count characters from 0, the end is not included.",
        ),
        (
            lambda q, z: aa.voices.find(q.astype({"start": "str", "end": "str"}), z),
            "voices.find: `quotes` must have whole numbers below 2**31 in 'start'; row 0 has '1'.\n"
            "Make them whole numbers: quotes.astype({'start': 'int64'}).",
        ),
    ],
    ids=[
        *("no use", "gap", "overlap", "beyond the text", "no such article", "span outside"),
        *("backwards", "text for numbers"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(aa.TableError) as error:
        call(quotes_of(QUOTES), zones_of(ZONES))
    assert str(error.value) == message
