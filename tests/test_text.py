"""Sentences, tokens, counts and keywords in context."""

import re
from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.text import pieces
from aleppo_analysis.text.terms import term_pattern, to_term


def one(text):
    return pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": [text]})


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("It held. It broke.", ["It held.", "It broke."], id="two"),
        pytest.param("Gen. Amin spoke.", ["Gen. Amin spoke."], id="rank"),
        pytest.param("The U.S. envoy left.", ["The U.S. envoy left."], id="dotted letters"),
        pytest.param(
            "He blamed the U.S. The talks ended.", ["He blamed the U.S.", "The talks ended."], id="dot ends"
        ),
        pytest.param("J. R. Amin spoke.", ["J. R. Amin spoke."], id="initials"),
        pytest.param("They met on Oct. 15 in Lausanne.", ["They met on Oct. 15 in Lausanne."], id="month"),
        pytest.param("“It held.” Then it broke.", ["“It held.”", "Then it broke."], id="closing mark"),
        pytest.param("‘It held.’ Then it broke.", ["‘It held.’", "Then it broke."], id="closing single"),
        pytest.param(
            "“Why leave?” she asked. He left.", ["“Why leave?” she asked.", "He left."], id="goes on"
        ),
        pytest.param(
            "“An appeal … we will help,” it said.", ["“An appeal … we will help,” it said."], id="ellipsis"
        ),
        pytest.param("No stop\nNext line", ["No stop", "Next line"], id="line break"),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="carriage return"),
        pytest.param("It cost 3.5 million.", ["It cost 3.5 million."], id="decimal"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="blank"),
    ],
)
def test_split_sentences(text, sentences):
    table = aa.text.split_sentences(one(text))
    assert table["sentence"].tolist() == sentences
    assert table["sentence_id"].tolist() == list(range(len(sentences)))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("Bashar al-Assad’s army", ["Bashar", "al-Assad’s", "army"], id="name"),
        pytest.param("a cease-fire, re-established", ["a", "cease-fire", "re-established"], id="hyphen"),
        pytest.param("the U.S. and U.N.-led", ["the", "U.S.", "and", "U.N.-led"], id="dotted letters"),
        pytest.param("3,00,000 people, 11-hour", ["3,00,000", "people", "11-hour"], id="numbers"),
        pytest.param("wasn’t and wasn't", ["wasn’t", "and", "wasn't"], id="contraction"),
        pytest.param("the rebels’ area", ["the", "rebels", "area"], id="plural possessive"),
        pytest.param("‘moderate opposition’", ["moderate", "opposition"], id="single marks"),
        pytest.param("plan B.The end", ["plan", "B", "The", "end"], id="missing blank"),
        pytest.param("cafe\u0301 naïve", ["cafe\u0301", "naïve"], id="accents"),
        pytest.param("… — ?!", [], id="punctuation only"),
        pytest.param("The pay-\nment came", ["The", "pay-\nment", "came"], id="broken at a line end"),
        pytest.param("a govern- \r\n  ment’s", ["a", "govern- \r\n  ment’s"], id="broken, CRLF, indented"),
        pytest.param("al-\nAssad", ["al-\nAssad"], id="a hyphen of its own at a line end"),
        pytest.param("gov\u00adern\u00adment", ["gov\u00adern\u00adment"], id="soft hyphens"),
        pytest.param("two-\nand threefold", ["two", "and", "threefold"], id="suspended hyphen"),
        pytest.param("a truce-\n\nbut no", ["a", "truce", "but", "no"], id="blank line after a hyphen"),
        pytest.param("left -\nand came", ["left", "and", "came"], id="dash at a line end"),
        pytest.param("the U.S.-\nled side", ["the", "U.S.-\nled", "side"], id="broken after dotted letters"),
        pytest.param("½ cup, x² and ③", ["½", "cup", "x²", "and", "③"], id="signs that are numbers"),
        pytest.param("हिन्दी में", ["हिन्दी", "में"], id="vowel signs"),
        pytest.param("الحَرْب", ["الحَرْب"], id="points"),
        pytest.param("می\u200cخواهم", ["می\u200cخواهم"], id="joiner"),
        pytest.param("I ❤\ufe0f it", ["I", "it"], id="a mark without a letter"),
    ],
)
def test_tokenize(text, tokens):
    assert aa.text.tokenize(one(text))["token"].tolist() == tokens


@pytest.mark.parametrize(
    ("token", "term"),
    [
        ("pay-\nment", "payment"),
        ("Govern-\r\n  ment’s", "government"),
        ("al-\nAssad", "al-assad"),
        ("gov\u00adern\u00adment", "government"),
        ("gov\u00ad\nernment", "government"),
        ("Cease-fire", "cease-fire"),
    ],
)
def test_a_broken_word_counts_as_it_reads(token, term):
    assert to_term(token) == term
    tokens = aa.text.tokenize(one(f"Nobody saw the {token}.")).assign(zone="body")
    assert tokens["token"].tolist()[-1] == token
    counted = aa.compare.count_terms(tokens, by="source")
    assert counted["term"].tolist() == sorted(["nobody", "saw", "the", term])


@given(st.lists(st.text("ab", max_size=9), max_size=9), st.integers(1, 20))
def test_a_batch_has_few_characters_or_one_text(texts, at_most):
    parts = list(pieces.batches(texts, at_most=at_most))
    assert [text for part in parts for text in part] == texts
    assert all(len("".join(part)) <= at_most or len(part) == 1 for part in parts)
    assert all(len("".join([*part, other[0]])) > at_most for part, other in pairwise(parts))


SIGNS = [
    *"aZ9é½Ω-‐’'._,;“”()[]…/_ \t\n\r\u00ad\x85\u2009",
    "e\u0301",
    "-\n",
    "U.S.",
    "3,000",
    "and ",
    "abcdefgh",
]


@given(st.lists(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join), max_size=5), st.integers(1, 40))
@example(["abcdefghabcdefgha, abcdefghabcdefghZ abcdefgha abcdefgh abcdefghZ"], 40)
def test_words_are_those_of_the_pattern_however_many_texts_are_read_at_once(texts, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pieces, "_AT_ONCE", at_once)
        found = pieces.find_words(texts)
    expected = [
        (number, *word.span()) for number, text in enumerate(texts) for word in pieces.TOKEN.finditer(text)
    ]
    text = np.repeat(np.arange(len(texts)), found.n)
    rows = list(zip(text.tolist(), found.start.tolist(), found.end.tolist(), strict=True))
    assert rows == expected
    assert [found.distinct[i] for i in found.word] == [
        texts[number][start:end] for number, start, end in rows
    ]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), max_size=4))
def test_offsets_slice_back(texts):
    articles = pd.DataFrame(
        {"doc_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="str")}
    )
    text = dict(zip(articles["doc_id"], articles["text"], strict=True))
    for table, found in (
        (aa.text.tokenize(articles), "token"),
        (aa.text.split_sentences(articles), "sentence"),
    ):
        sliced = [text[row.doc_id][row.start : row.end] for row in table.itertuples()]
        assert table[found].tolist() == sliced
    tokens, sentences = aa.text.tokenize(articles), aa.text.split_sentences(articles)
    covered = sum(
        (
            (sentences["doc_id"] == t.doc_id) & (sentences["start"] <= t.start) & (t.end <= sentences["end"])
        ).sum()
        for t in tokens.itertuples()
    )
    assert covered == len(tokens)  # every token in exactly one sentence


def test_missing_text_is_empty_and_no_rows_keep_columns():
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": [None, "Two words"]})
    assert aa.text.tokenize(articles)["doc_id"].tolist() == ["b", "b"]
    empty = aa.text.tokenize(articles.head(0))
    assert empty.columns.tolist() == ["doc_id", "start", "end", "token"]
    assert empty.dtypes.astype(str).tolist() == ["category", "int32", "int32", "category"]


@pytest.mark.parametrize(
    ("articles", "message"),
    [
        pytest.param(
            pd.DataFrame({"doc_id": ["a"], "body": ["x"]}),
            "text.tokenize: `articles` needs column 'text'; it has 'doc_id', 'body'.\n"
            "Add what is missing, or rename: articles.rename(columns={...: 'text'}).",
            id="no text column",
        ),
        pytest.param(
            pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}),
            "text.tokenize: `articles` has more than one row for the same doc_id: a.\nKeep one row each.",
            id="doubled doc_id",
        ),
        pytest.param(
            pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", b"y"]}),
            "text.tokenize: the text of article 'b' must be a string; it is bytes.\n"
            "Decode it first: load_articles reads files as UTF-8.",
            id="bytes",
        ),
    ],
)
def test_bad_articles_raise(articles, message):
    with pytest.raises(aa.TableError) as error:
        aa.text.tokenize(articles)
    assert str(error.value) == message


def test_count_terms_lowers_straightens_drops_possessive_and_related():
    tokens = aa.text.tokenize(one("Syria’s war. SYRIA wasn’t wasn't. Share Syria")).assign(zone="body")
    tokens.loc[tokens["start"] >= 34, "zone"] = "related"
    counts = aa.compare.count_terms(tokens, by="source")
    assert counts.to_dict("list") == {
        "source": ["post"] * 3,
        "term": ["syria", "war", "wasn't"],
        "n": [2, 1, 2],
    }


def test_count_terms_keeps_missing_as_a_group():
    tokens = pd.DataFrame({"voice": ["direct", "direct"], "speaker": ["x", None], "token": ["War", "war"]})
    counts = aa.compare.count_terms(tokens, by=["speaker"])
    assert counts["n"].tolist() == [1, 1]
    assert counts["speaker"].isna().tolist() == [False, True]


def test_count_terms_refuses_tokens_without_zone_or_voice():
    with pytest.raises(aa.TableError) as error:
        aa.compare.count_terms(aa.text.tokenize(one("A truce")), by="source")
    assert str(error.value) == (
        "compare.count_terms: `tokens` needs column 'zone' or 'voice', so that links and credits stay uncounted; "
        "it has 'doc_id', 'source', 'start', 'end', 'token'.\n"
        "Add it: join_spans(tokens, text.find_zones(articles), ['zone']) or voices.add(tokens, voices)."
    )


def test_keyword_in_context_at_the_edges_and_within_the_paragraph():
    text = "Pause now.\nThe humanitarian pause, the pauses\nand a Pause"
    hits = aa.text.keyword_in_context(one(text), "pause*", window=2)
    assert hits[["before", "match", "after"]].values.tolist() == [
        ["", "Pause", " now."],
        ["The humanitarian ", "pause", ", the pauses"],
        ["pause, the ", "pauses", ""],
        ["and a ", "Pause", ""],
    ]


def test_keyword_in_context_reaches_over_line_breaks_of_a_wrapped_paragraph():
    text = "The council asked for a pause in the work on the old pier, and the\nharbour board paid.\n\nNobody left."
    hits = aa.text.keyword_in_context(one(text), "and the harbour board", window=2)
    assert hits[["before", "match", "after"]].values.tolist() == [
        ["old pier, ", "and the\nharbour board", " paid."]
    ]


def test_keyword_in_context_shows_no_words_where_none_are_asked_for():
    hits = aa.text.keyword_in_context(one("The pause ended."), "pause", window=0)
    assert hits[["before", "match", "after"]].values.tolist() == [["", "pause", ""]]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        pytest.param("pause", ["pause"], id="whole word"),
        pytest.param("humanitarian  pause*", ["humanitarian pause"], id="phrase"),
        pytest.param("*fire", ["fire"], id="a hyphen parts words"),
        pytest.param("syria's", ["Syria’s"], id="apostrophes alike"),
        pytest.param("a.b", [], id="a dot is a dot"),
    ],
)
def test_patterns(pattern, matches):
    text = "A humanitarian pause in Syria’s cease-fire, not axb."
    found = aa.text.keyword_in_context(one(text), pattern)["match"].tolist()
    assert found == matches


@pytest.mark.parametrize("signs", ["ab* ", "a*- "])
def test_every_short_term_finds_what_its_plain_regex_finds(signs):
    spelled = {"*": r"\w*", " ": r"[^\S\n]+"}
    text = "\n".join("".join(line) for length in range(1, 6) for line in product("aB -", repeat=length))
    for term in ("".join(term) for length in range(1, 6) for term in product(signs, repeat=length)):
        if "a" in term and term == " ".join(term.split()):
            plain = "".join(spelled.get(sign, sign) for sign in term)
            hits = re.finditer(rf"(?<!\w){plain}(?!\w)", text, re.IGNORECASE)
            found = term_pattern(term).finditer(text)
            assert [hit.span() for hit in found] == [hit.span() for hit in hits], term


def test_a_pattern_that_matches_everything_is_refused():
    with pytest.raises(aa.TableError) as error:
        aa.text.keyword_in_context(one("A truce"), "*")
    assert str(error.value) == (
        "term_pattern: a term needs at least one letter or digit; '*' has none.\n"
        "Write a word, a phrase, or a beginning such as 'decei*'."
    )
