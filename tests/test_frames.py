"""Frame terms to matches to rates: against one careful regex a term, and against counts by hand."""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.text import lexicon as lexicons_of_terms
from aleppo_analysis.text import pieces
from aleppo_analysis.text.negation import is_negated
from aleppo_analysis.text.terms import fold


def article(text: str | None) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": [text]})


def terms_of(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["frame", "term", "except"][: len(rows[0])], dtype="str")


def found(text: str, *rows: tuple) -> list[str]:
    return aa.frames.match(article(text), terms_of(*rows))["match"].tolist()


# --- what a term matches


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Deceit, deceived; undeceived.", "decei*", ["Deceit", "deceived"]),
        ("A ceasefire, a misfire, fire!", "*fire", ["ceasefire", "misfire", "fire"]),
        ("organisation, organization, organsation", "organi*ation", ["organisation", "organization"]),
        ("traps entrap trap’s 'trap' trap_ trap2", "trap", ["trap", "trap"]),  # possessive and marks touch
        ("a post-siege siege-hit non–siege", "siege", ["siege", "siege", "siege"]),
        ("ceasefire cease-fire cease‑fire cease fire", "cease-fire", ["cease-fire", "cease‑fire"]),
        ("can’t cannot CAN'T", "can't", ["can’t", "CAN'T"]),
        (
            "safe  passage, safe\u00a0passage, unsafe passage",
            "safe passage",
            ["safe  passage", "safe\u00a0passage"],
        ),
        ("safe\npassage, safe\r\npassage", "safe passage", []),
        ("safe, passage", "safe passage", []),
        ("talks with Assad's regime: peace-talks, peace talks", "peace talks", ["peace talks"]),
        ("U.S. aid, U.S.A. aid", "u.s. aid", ["U.S. aid"]),
        ("3,00,000 dead; 13,00,000 dead", "3,00,000 dead", ["3,00,000 dead"]),
        ("Straße STRAẞE strasse", "straße", ["Straße", "STRAẞE"]),
        ("İstanbul ISTANBUL", "istanbul", ["İstanbul", "ISTANBUL"]),
        ("cafe\u0301 cafe", "cafe", ["cafe"]),  # a combining accent belongs to the word
        ("\U0001f54a trap \U0001f54a trap", "trap", ["trap", "trap"]),  # a dove, outside the first plane
        ("c++ c+x", "c+*", ["c+", "c+x"]),  # * stands for letters and digits only
        ("", "trap", []),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 16 else "",
)
def test_one_term(text, term, expected):
    assert found(text, ("f", term)) == expected


def test_offsets_are_those_of_the_text_where_lowering_makes_it_longer():
    text = "İİİ the ruse, İ the RUSE"
    assert len(text.lower()) == len(text) + 4
    matches = aa.frames.match(article(text), terms_of(("f", "ruse")))
    assert [text[row.start : row.end] for row in matches.itertuples()] == ["ruse", "RUSE"]


def test_no_character_changes_the_length():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(everything)) == len(everything)


def test_longest_of_a_frame_and_every_frame_by_itself():
    matches = aa.frames.match(
        article("humanitarian corridors opened"),
        terms_of(
            ("aid", "humanitarian*"),
            ("aid", "humanitarian corridor*"),
            ("exit", "corridors opened"),
            ("exit", "corridor*"),
        ),
    )
    assert matches[["frame", "term", "match"]].values.tolist() == [
        ["aid", "humanitarian corridor*", "humanitarian corridors"],
        ["exit", "corridors opened", "corridors opened"],
    ]


def test_leftmost_before_longest_and_on_from_its_end():
    rows = ("f", "a b"), ("f", "b c d"), ("f", "d e")
    assert found("a b c d e", *rows) == ["a b", "d e"]
    assert found("x b c d e", *rows) == ["b c d"]


def test_of_two_terms_with_one_hit_the_first_by_name():
    for rows in ([("f", "decei*"), ("f", "deceit")], [("f", "deceit"), ("f", "decei*")]):
        assert aa.frames.match(article("deceit"), terms_of(*rows))["term"].tolist() == ["decei*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the humanitarian chief spoke of humanitarian aid", ["humanitarian"]),
        ("Humanitarian  Chiefs", []),
        ("a humanitarian, chief of all", ["humanitarian"]),
        ("inhumanitarian law, humanitarian lawyer", ["humanitarian"]),
        ("under humanitarian law", []),
    ],
)
def test_a_hit_within_an_exception_does_not_count(text, expected):
    assert found(text, ("f", "humanitarian", "humanitarian chief*| humanitarian law |")) == expected


def test_an_exception_longer_than_all_hits_is_no_exception_of_another_term():
    assert found("aid to the enemy", ("f", "aid", "aid to the enemy"), ("g", "aid", "")) == ["aid"]


def test_a_hit_that_only_touches_an_exception_counts():
    assert found("war and peace talks", ("f", "peace talks", "war and peace")) == ["peace talks"]


def test_an_exception_is_its_terms_own_and_gives_way_to_a_longer_hit():
    rows = ("f", "relief", "with relief"), ("g", "relief", None), ("f", "with relief and joy", None)
    matches = aa.frames.match(article("with relief and joy; with relief"), terms_of(*rows))
    assert matches[["frame", "match"]].values.tolist() == [
        ["f", "with relief and joy"],
        ["g", "relief"],
        ["g", "relief"],
    ]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("adding that no such humanitarian corridors existed", True),
        ("it is not a trap", True),
        ("this isn’t a “trap”", True),
        ("they don't fall for his trap", False),  # more than three words off
        ("not one more trap", True),
        ("without humanitarian aid", True),
        ("never humanitarian", True),
        ("a non-humanitarian pause", True),
        ("non humanitarian", False),
        ("not only a trap", False),
        ("no doubt a trap", False),
        ("never a just trap", True),
        ("no, a trap", False),
        ("He said no. Trap after trap", False),
        ("he said no\ntrap", False),
        ("it was not – trap", False),
        ("not (humanitarian)", True),
        ("a knot of trap", False),
        ("a no-fly trap", False),
        ("not a half-hearted trap", True),
        ("trap, not aid", False),
        ("trap", False),
    ],
)
def test_is_negated(text, negated):
    matches = aa.frames.match(article(text), terms_of(("f", "trap"), ("f", "humanitarian*")))
    assert matches["is_negated"].iloc[-1] == negated


# --- against the definition

WORDS = ["a", "ab", "b", "war", "trap", "i", "ß", "σ", "s", "can't", "co-op", "u.s.", "k"]
MESS = [" ", "  ", "\n", "\u00a0", "-", "’", "'", ".", "“", "_", "İ", "ı", "ẞ", "ſ", "ς", "K", "\u0301", "‑"]
texts = st.lists(st.sampled_from([*WORDS, *map(str.upper, WORDS), *MESS, " ", " "]), max_size=25).map("".join)
word = st.sampled_from([*WORDS, "a*", "*b", "*a*", "a*b", "*a*b", "a**s*p", "tr*", "*s", "*", "u.*"])
phrase = st.lists(word.filter(lambda w: w != "*"), min_size=1, max_size=3).map(" ".join)
cell = st.lists(phrase, max_size=2).map("|".join)
lexicons = st.lists(
    st.tuples(st.sampled_from("fg"), phrase, cell),
    min_size=1,
    max_size=8,
    unique_by=lambda row: (row[0], row[1]),
)


def careful_regex(term: str) -> re.Pattern[str]:
    """A term written out: either apostrophe, any hyphen, blanks of one line, letters for *, nothing touching."""
    character = r"[\w\u0300-\u036f]"
    spelled = {"*": character + "*", " ": r"[^\S\r\n]+", "'": "['’‘ʼ]", "-": "[-‐‑]", "i": "[iİı]"}
    body = "".join(spelled.get(letter) or re.escape(letter) for letter in term)
    return re.compile(f"(?<!{character})(?:{body})(?!{character})", re.IGNORECASE)


def every_hit(text: str, term: str) -> set[tuple[int, int]]:
    pattern = careful_regex(term)
    hits = (pattern.match(text, start) for start in range(len(text)))
    return {hit.span() for hit in hits if hit}


def by_definition(text: str, lexicon: list[tuple]) -> list[tuple]:
    rows = []
    for frame in {frame for frame, *_ in lexicon}:
        hits = []
        for of_frame, term, exceptions in lexicon:
            if of_frame == frame:
                spared = [span for other in exceptions.split("|") if other for span in every_hit(text, other)]
                hits += [
                    (start, -end, term)
                    for start, end in every_hit(text, term)
                    if not any(first <= start and end <= last for first, last in spared)
                ]
        reached = 0
        for start, end, term in sorted(hits):
            if start >= reached:
                rows.append((start, -end, frame, term))
                reached = -end
    return sorted(rows, key=lambda row: (row[0], -row[1], row[2]))


@settings(max_examples=150)
@given(texts, lexicons, st.sampled_from([0, 1]))
def test_matches_are_those_of_one_careful_regex_a_term(text, lexicon, share):
    """Whether parts of keys count as rare, so that only words with one are looked up, or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicons_of_terms, "_RARE", share)
        patch.setattr(pieces, "_FEW", share)
        matches = aa.frames.match(article(text), terms_of(*lexicon))
    rows = matches[["start", "end", "frame", "term"]].itertuples(index=False, name=None)
    assert list(rows) == by_definition(text, lexicon)
    assert matches["match"].tolist() == [text[row.start : row.end] for row in matches.itertuples()]


FEW = ["ab", "ba", "abb"]
phrases = st.lists(st.sampled_from([*FEW, "a*", "*ba", "a*b"]), min_size=1, max_size=3).map(" ".join)


@example("ba abb ab ab abb", [("f", "ba abb", ""), ("f", "ab", "")])
@given(
    st.lists(st.sampled_from(FEW), min_size=9, max_size=15).map(" ".join),
    st.lists(st.tuples(st.just("f"), phrases, st.just("")), min_size=2, max_size=4, unique=True),
)
def test_phrases_of_few_words_in_a_text_of_few(text, lexicon):
    """Where most keys stand beside the other words of their phrase, or beside nearly these."""
    matches = aa.frames.match(article(text), terms_of(*lexicon))
    rows = matches[["start", "end", "frame", "term"]].itertuples(index=False, name=None)
    assert list(rows) == by_definition(text, lexicon)


def test_how_rare_terms_are_is_told_from_all_over_a_page(monkeypatch):
    """Their words are not looked up one by one where only its beginning has few."""
    monkeypatch.setattr(lexicons_of_terms.Lexicon, "_that_may_be_keys", None)
    assert found("boats " * 5_000 + "trap " * 5_000, ("f", "trap")) == ["trap"] * 5_000


NEGATED = "not never no trap humanitarian . \n".split(" ")


@example(["not", "humanitarian", "trap"])
@given(st.lists(st.sampled_from(NEGATED), min_size=1, max_size=40))
def test_what_is_negated_is_so_in_a_long_text_too(words):
    """Where few places are asked for, only what stands before them is read."""
    text = " ".join(words)
    starts = np.array([word.start() for word in re.finditer("trap", text)], int)
    before = "Not one.\n" * (10 * len(starts))
    after = is_negated(before + text, len(before) + starts)
    assert after.tolist() == is_negated(text, starts).tolist()


# --- the table


def test_columns_dtypes_order_and_unused_frames():
    articles = pd.DataFrame({"doc_id": ["b", "a"], "source": ["x", "y"], "text": ["a trap", None]})
    rows = terms_of(("ruse", "trap"), ("aid", "relief"))
    matches = aa.frames.match(articles, rows)
    columns = ["doc_id", "source", "frame", "term", "start", "end", "match", "is_negated"]
    assert list(matches.columns) == columns
    assert matches.values.tolist() == [["b", "x", "ruse", "trap", 2, 6, "trap", False]]
    assert matches["frame"].cat.categories.tolist() == ["aid", "ruse"]
    assert list(aa.frames.match(articles.drop(columns="source"), rows).columns) == [
        column for column in columns if column != "source"
    ]
    empty = aa.frames.match(articles.head(0), rows)
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, matches.dtypes)


def test_row_order_does_not_matter_and_input_is_left_alone(toy_articles):
    rows = terms_of(("ruse", "trap"), ("aid", "convoy*"), ("truce", "truce"), ("ruse", "so-called"))
    before = toy_articles.copy(), rows.copy()
    matches = aa.frames.match(toy_articles, rows)
    assert len(matches) == 8  # convoy 2, truce 5 (a title 2, a body 2, post-1 both), trap and so-called
    shuffled = aa.frames.match(
        toy_articles.sample(frac=1, random_state=1), rows.sample(frac=1, random_state=1)
    )
    pd.testing.assert_frame_equal(matches, shuffled)
    pd.testing.assert_frame_equal(toy_articles, before[0])
    pd.testing.assert_frame_equal(rows, before[1])


# --- rates


def matched(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["doc_id", "source", "voice", "frame"]).astype("str")
    return table.astype({"frame": pd.CategoricalDtype(["aid", "ruse", "siege"])})


def tokens_of(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["doc_id", "source", "voice", "n"])
    return table.loc[table.index.repeat(table["n"]), ["doc_id", "source", "voice"]].astype("str")


MATCHES = matched(
    ("h1", "herald", "narrator", "aid"),
    ("h1", "herald", "narrator", "aid"),
    ("h2", "herald", "direct", "ruse"),
    ("p1", "post", "related", "aid"),
    ("p1", "post", None, "ruse"),
)
TOKENS = tokens_of(
    ("h1", "herald", "narrator", 40),
    ("h2", "herald", "narrator", 10),
    ("h2", "herald", "direct", 8),
    ("p1", "post", "narrator", 4),
    ("p1", "post", "related", 99),
)


def test_rates_counted_by_hand():
    rates = aa.frames.rates(MATCHES, TOKENS, by=["source", "voice"])
    expected = [
        # source, voice, frame, n, n_tokens, per 1000, articles with, articles
        ("herald", "direct", "aid", 0, 8, 0.0, 0, 1),
        ("herald", "direct", "ruse", 1, 8, 125.0, 1, 1),
        ("herald", "direct", "siege", 0, 8, 0.0, 0, 1),
        ("herald", "narrator", "aid", 2, 50, 40.0, 1, 2),
        ("herald", "narrator", "ruse", 0, 50, 0.0, 0, 2),
        ("herald", "narrator", "siege", 0, 50, 0.0, 0, 2),
        ("post", "narrator", "aid", 0, 4, 0.0, 0, 1),
        ("post", "narrator", "ruse", 0, 4, 0.0, 0, 1),
        ("post", "narrator", "siege", 0, 4, 0.0, 0, 1),
        ("post", None, "aid", 0, 0, None, 0, 1),
        ("post", None, "ruse", 1, 0, None, 1, 1),
        ("post", None, "siege", 0, 0, None, 0, 1),
    ]
    columns = [
        "source",
        "voice",
        "frame",
        "n",
        "n_tokens",
        "per_1000_tokens",
        "n_articles_with",
        "n_articles",
    ]
    pd.testing.assert_frame_equal(
        rates,
        pd.DataFrame(expected, columns=columns).astype(
            {**dict.fromkeys(["source", "voice", "frame"], "str"), "per_1000_tokens": "Float64"}
        ),
    )


def test_one_column_any_order_and_missing_values_a_group_of_their_own():
    rates = aa.frames.rates(MATCHES.iloc[::-1], TOKENS.sample(frac=1, random_state=1), by="voice")
    assert rates.loc[rates["voice"].isna(), "n"].tolist() == [0, 1, 0]
    pd.testing.assert_frame_equal(rates, aa.frames.rates(MATCHES, TOKENS, by=["voice"]))


@pytest.mark.parametrize("by", ["voice", ["source", "voice"], "doc_id"])
def test_counts_give_the_rates_of_tokens(by):
    counts = TOKENS.groupby(["doc_id", "source", "voice"], dropna=False).size().reset_index(name="n")
    both = pd.concat([counts.assign(term="a"), counts.assign(term="b", n=0)])  # finer, and not in order
    pd.testing.assert_frame_equal(
        aa.frames.rates(MATCHES, both.iloc[::-1], by=by), aa.frames.rates(MATCHES, TOKENS, by=by)
    )


def test_by_doc_id():
    rates = aa.frames.rates(MATCHES, TOKENS, by="doc_id")
    assert rates["n_articles"].tolist() == [1] * 9
    assert rates.loc[rates["frame"] == "aid", "n"].tolist() == [2, 0, 0]


def test_frames_without_categories_are_those_that_occur():
    rates = aa.frames.rates(MATCHES.astype({"frame": "str"}), TOKENS, by="source")
    assert rates["frame"].tolist() == ["aid", "ruse"] * 2


def test_no_rows_keep_columns_and_dtypes():
    empty = aa.frames.rates(MATCHES.head(0), TOKENS.head(0), by="source")
    assert len(empty) == 0
    pd.testing.assert_series_equal(empty.dtypes, aa.frames.rates(MATCHES, TOKENS, by="source").dtypes)
    assert aa.frames.rates(MATCHES.head(0), TOKENS, by="source")["n"].tolist() == [0] * 6


def test_zone_alone_leaves_related_text_out_too():
    matches = MATCHES.rename(columns={"voice": "zone"})
    tokens = TOKENS.rename(columns={"voice": "zone"})
    rates = aa.frames.rates(matches, tokens, by="source")
    assert rates.loc[rates["source"] == "post", "n_tokens"].tolist() == [4] * 3
    assert "related" not in aa.frames.rates(matches, tokens, by="zone")["zone"].tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: aa.frames.rates(MATCHES, TOKENS, by="speaker"),
            "frames.rates: `matches` needs column 'speaker'; it has 'doc_id', 'source', 'voice', 'frame'.\n"
            "Make it with voices.add, or rename: matches.rename(columns={...: 'speaker'}).",
        ),
        (
            lambda: aa.frames.rates(MATCHES.assign(speaker="Lee"), TOKENS, by=["source", "speaker"]),
            "frames.rates: `tokens` needs column 'speaker'; it has 'doc_id', 'source', 'voice'.\n"
            "Make it with voices.add, or rename: tokens.rename(columns={...: 'speaker'}).",
        ),
        (
            lambda: aa.frames.rates(MATCHES, TOKENS, by=[]),
            "frames.rates: `by` must name what makes a cell, other than 'frame'; it is [].\n"
            "Give a column or several: by='source', by=['source', 'voice'].",
        ),
        (
            lambda: aa.frames.rates(MATCHES, TOKENS, by=["source", "frame"]),
            "frames.rates: `by` must name what makes a cell, other than 'frame'; it is ['source', 'frame'].\n"
            "Give a column or several: by='source', by=['source', 'voice'].",
        ),
        (
            lambda: aa.frames.rates(MATCHES, TOKENS.drop(columns="voice"), by="source"),
            "frames.rates: `tokens` needs column 'zone' or 'voice', so that links and credits stay uncounted; "
            "it has 'doc_id', 'source'.\n"
            "Add it: join_spans(tokens, text.find_zones(articles), ['zone']) or voices.add(tokens, voices).",
        ),
        (
            lambda: aa.frames.rates(MATCHES.drop(columns="voice"), TOKENS, by="source"),
            "frames.rates: `matches` needs column 'zone' or 'voice', so that links and credits stay uncounted; "
            "it has 'doc_id', 'source', 'frame'.\n"
            "Add it: join_spans(matches, text.find_zones(articles), ['zone']) or voices.add(matches, voices).",
        ),
    ],
    ids=["not in matches", "not in tokens", "none", "frame", "tokens unzoned", "matches unzoned"],
)
def test_bad_rates(call, message):
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message


# --- bad terms


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [("f", "trap"), ("f", " ")],
            "frames.match: `frame_terms` must have a term in every row; row 2 below the header has none.\n"
            "Fill it in, or delete the row.",
        ),
        (
            [("f", None)],
            "frames.match: `frame_terms` must have a term in every row; row 1 below the header has none.\n"
            "Fill it in, or delete the row.",
        ),
        (
            [("", "trap")],
            "frames.match: `frame_terms` must have a frame in every row; row 1 below the header has none.\n"
            "Fill it in, or delete the row.",
        ),
        (
            [("f", "trap"), ("g", "trap"), ("f", "Trap ")],
            "frames.match: `frame_terms` has more than one row for the same frame and term: f / trap.\n"
            "Keep one row each.",
        ),
        (
            [("f", "*")],
            "frames.match: every word of a term needs a letter or digit; '*' in `frame_terms` has a word without.\n"
            "Write a word, a phrase, or a part of a word such as 'decei*'.",
        ),
        (
            [("f", "safe * passage")],
            "frames.match: every word of a term needs a letter or digit; 'safe * passage' in `frame_terms` has a "
            "word without.\nWrite a word, a phrase, or a part of a word such as 'decei*'.",
        ),
        (
            [("f", "trap", "booby trap|*")],
            "frames.match: every word of a term needs a letter or digit; '*' in `frame_terms` has a word without.\n"
            "Write a word, a phrase, or a part of a word such as 'decei*'.",
        ),
    ],
    ids=["blank term", "no term", "no frame", "doubled", "lone *", "lone * in a phrase", "lone * in except"],
)
def test_bad_terms(rows, message):
    with pytest.raises(aa.TableError) as error:
        aa.frames.match(article("A trap."), terms_of(*rows))
    assert str(error.value) == message


def test_half_of_a_surrogate_pair_is_refused_in_terms_and_exceptions():
    terms = pd.DataFrame({"frame": "f", "term": ["lies"], "except": ["é tr\ud800p"]}, dtype=object)
    with pytest.raises(aa.TableError) as error:
        aa.frames.match(article("A trap."), terms)
    assert str(error.value) == (
        "frames.match: 'except' in row 0 of `frame_terms` must be Unicode; character 4 is '\\ud800', "
        "half of a pair.\n"
        "Decode the file anew, or mend it: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')."
    )


def test_terms_without_a_needed_column():
    with pytest.raises(aa.TableError) as error:
        aa.frames.match(article("A trap."), pd.DataFrame({"frame": ["f"], "word": ["trap"]}))
    assert str(error.value) == (
        "frames.match: `frame_terms` needs column 'term'; it has 'frame', 'word'.\n"
        "Make it with frames.load_terms, or rename: frame_terms.rename(columns={...: 'term'})."
    )


def test_term_file_is_read(tmp_path: Path):
    file = tmp_path / "terms.csv"
    file.write_text(
        "frame,term,except,why\nruse,trap,booby trap|bear trap,\nruse,decei*,,core\n", encoding="utf-8"
    )
    expected = {
        "frame": ["ruse", "ruse"],
        "term": ["trap", "decei*"],
        "except": ["booby trap|bear trap", None],
        "why": [None, "core"],
    }
    pd.testing.assert_frame_equal(aa.frames.load_terms(file), pd.DataFrame(expected, dtype="str"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"frame,word\nruse,trap\n",
            "frames.load_terms: {file!r} needs the columns frame, term; term missing, it has frame, word.\n"
            "Add what is missing, or rename it in the first row.",
        ),
        (
            b"frame,term,except\nruse,trap,\nruse,,\n",
            "frames.load_terms: `terms.csv` must have a term in every row; row 2 below the header has none.\n"
            "Fill it in, or delete the row.",
        ),
        (
            b"frame,term,except\nruse,trap,\nruse,TRAP,\n",
            "frames.load_terms: `terms.csv` has more than one row for the same frame and term: ruse / trap.\n"
            "Keep one row each.",
        ),
        (
            b"frame,term,except\nruse,*,\n",
            "frames.load_terms: every word of a term needs a letter or digit; '*' in `terms.csv` has a word without.\n"
            "Write a word, a phrase, or a part of a word such as 'decei*'.",
        ),
        (
            b"frame,term,except\nruse,trap,\naid,relief,\n",
            "frames.load_terms: every frame of `terms.csv` needs its definition in {codebook!r}; 'aid' has none, "
            "defined are 'ruse'.\nWrite it there under a heading '### aid' before counting its terms.",
        ),
        (
            b"frame,term,except\nruse,trap,a,b\n",
            "frames.load_terms: needs CSV in UTF-8; {file!r} is not (rows have more fields than the first row has "
            "names).\nSave it again as 'CSV UTF-8', with quotation marks around a value that holds a comma.",
        ),
        (
            b"frame,term,except\nruse,tr\xe4p,\n",
            "frames.load_terms: needs CSV in UTF-8; {file!r} is not ('utf-8' codec can't decode byte 0xe4 in "
            "position 25: invalid continuation byte).\n"
            "Save it again as 'CSV UTF-8', with quotation marks around a value that holds a comma.",
        ),
        (
            None,
            "frames.load_terms: needs a CSV file; {file!r} does not exist.\n"
            "Give the path of a CSV with the columns frame, term.",
        ),
    ],
    ids=["no term", "empty", "doubled", "lone *", "undefined", "fields", "encoding", "missing"],
)
def test_bad_term_file(tmp_path: Path, content, message):
    (tmp_path / "CODEBOOK.md").write_text("# Frames\n\n### ruse\n\nA trick.\n", encoding="utf-8")
    file = tmp_path / "terms.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(aa.TableError) as error:
        aa.frames.load_terms(file)
    assert str(error.value) == message.format(file=str(file), codebook=str(tmp_path / "CODEBOOK.md"))


# --- the shipped terms


def test_every_shipped_frame_is_defined_and_no_term_stands_in_two_without_a_reason():
    terms = aa.frames.load_terms()
    assert {"humanitarian", "deception"} <= set(terms["frame"]) and terms["frame"].nunique() >= 6
    shared = terms[terms.duplicated("term", keep=False)]
    assert shared["note"].notna().all()


def test_every_exception_can_hold_a_hit_of_its_term():
    terms = aa.frames.load_terms().dropna(subset="except")
    for row in terms.rename(columns={"except": "exceptions"}).itertuples():
        phrases = row.exceptions.replace("*", "").split("|")
        assert len(found("\n".join(phrases), (row.frame, row.term))) >= len(phrases), row.term
        assert found("\n".join(phrases), (row.frame, row.term, row.exceptions)) == [], row.term
