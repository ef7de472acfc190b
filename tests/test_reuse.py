"""Shared passages and aligned quotations: planted ones are found, and the five articles share none."""

import json
from collections import Counter
from itertools import chain, combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis.compare import sharing
from aleppo_analysis.text.terms import to_term

BASIL = Path(__file__).resolve().parents[2] / "shared" / "bench" / "external" / "basil.jsonl"


def articles_of(*texts: str) -> pd.DataFrame:
    names = [chr(ord("a") + i) for i in range(len(texts))]
    return pd.DataFrame({"doc_id": names, "source": names, "text": list(texts)})


# -- shared passages -------------------------------------------------------------------------------------


def test_the_five_articles_share_no_six_words_in_a_row(five: list[str]) -> None:
    articles = aa.load_articles().query("doc_id in @five")
    assert aa.compare.shared_passages(articles, min_words=6).empty
    assert aa.compare.shared_passages(articles, min_words=5)["passage"].tolist() == [
        "offensive to break the siege",
        "Meanwhile, the United Nations said",
    ]


def test_words_that_stand_nearly_everywhere_are_no_passage():
    foot = "all rights reserved by the ondine weathercock and its heirs"
    texts = [f"Story {word} {foot}" for word in ("ab" * n for n in range(1, 102))]
    texts[1] = texts[0].replace("Story", "Again")  # more in common than the ten words below
    articles = pd.DataFrame({"doc_id": [f"a{n:03}" for n in range(101)], "text": texts})
    with pytest.warns(UserWarning) as caught:
        shared = aa.compare.shared_passages(articles, min_words=10)
    assert shared[["doc_id", "other_doc_id", "passage"]].to_numpy().tolist() == [
        ["a000", "a001", "ab all rights reserved by the ondine weathercock and its"]
    ]
    assert [str(warning.message) for warning in caught] == [
        "compare.shared_passages: 1 runs of 10 words stand in more than 100 places and are left out; the first is "
        f"{foot!r}.\nLook for it with text.keyword_in_context, or leave such lines out of the texts."
    ]
    assert len(aa.compare.shared_passages(articles.head(100), min_words=10)) == 100 * 99 / 2


def test_a_word_without_end_is_shared_with_nothing():
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["ha " * 20_000, "He laughed."]})
    with pytest.warns(UserWarning, match="1 runs of 8 words"):
        assert aa.compare.shared_passages(articles).empty


AGENCY = "Rebel fighters said on Monday that the convoy had been turned back at the last checkpoint."


def test_a_planted_passage_is_found_whole_in_both() -> None:
    articles = articles_of(
        f"BEIRUT (Agency)\n\n{AGENCY} More follows.", f"News. {AGENCY.upper()} Nothing follows."
    )
    (found,) = aa.compare.shared_passages(articles).to_dict("records")
    assert found["n_words"] == 16
    assert found["passage"] == AGENCY.rstrip(".")
    assert articles["text"][1][found["other_start"] : found["other_end"]] == AGENCY.upper().rstrip(".")
    assert (found["source"], found["other_source"]) == ("a", "b")


def test_an_edit_parts_a_passage() -> None:
    edited = AGENCY.replace("Monday", "Tuesday").replace("convoy had", "“convoy’s trucks” had")
    found = aa.compare.shared_passages(articles_of(AGENCY, edited), min_words=4)
    assert found["passage"].tolist() == [
        "Rebel fighters said on",
        "had been turned back at the last checkpoint",
    ]


def test_three_articles_are_three_pairs_and_each_place_counts() -> None:
    found = aa.compare.shared_passages(articles_of("x a b c", "a b c y a b c", "z a b c"), min_words=3)
    pairs = found[["doc_id", "start", "other_doc_id", "other_start"]].values.tolist()
    assert pairs == [["a", 2, "b", 0], ["a", 2, "b", 8], ["a", 2, "c", 2], ["b", 0, "c", 2], ["b", 8, "c", 2]]


def test_what_one_article_repeats_is_not_shared() -> None:
    assert aa.compare.shared_passages(articles_of("a b c. a b c. a b c.", "d e f"), min_words=3).empty


def test_no_passage_goes_from_one_article_into_the_next() -> None:
    assert aa.compare.shared_passages(articles_of("x a b", "c d y", "a b c d"), min_words=3).empty


@given(st.lists(st.text("ab ", max_size=14), min_size=2, max_size=4), st.integers(2, 4))
def test_passages_are_all_maximal_runs_and_only_these(texts: list[str], min_words: int) -> None:
    articles = articles_of(*texts)
    found = aa.compare.shared_passages(articles, min_words=min_words)
    aa.check_spans(found, articles)
    rows = found[["doc_id", "start", "other_doc_id", "other_start", "n_words"]].itertuples(
        index=False, name=None
    )
    assert set(rows) == _by_looking_everywhere(articles, min_words)
    assert len(found) == len(set(found.itertuples(index=False, name=None)))


def _by_looking_everywhere(articles: pd.DataFrame, min_words: int) -> set[tuple[str, int, str, int, int]]:
    """Every maximal run, by comparing each word of an article with each word of every other."""
    tokens = aa.text.tokenize(articles)
    words = {
        doc_id: [(to_term(word), start) for word, start in zip(part["token"], part["start"], strict=True)]
        for doc_id, part in tokens.groupby("doc_id")
    }
    runs = set()
    for (one, left), (other, right) in combinations(sorted(words.items()), 2):
        for i in range(len(left)):
            for j in range(len(right)):
                if i and j and left[i - 1][0] == right[j - 1][0]:
                    continue
                n = 0
                while i + n < len(left) and j + n < len(right) and left[i + n][0] == right[j + n][0]:
                    n += 1
                if n >= min_words:
                    runs.add((one, left[i][1], other, right[j][1], n))
    return runs


def test_shuffled_articles_share_the_same_passages() -> None:
    articles = aa.load_articles()
    assert_frame_equal(
        aa.compare.shared_passages(articles[::-1], min_words=4),
        aa.compare.shared_passages(articles, min_words=4),
        check_dtype=True,
    )


def test_passages_of_no_articles_keep_columns_and_types() -> None:
    some = aa.compare.shared_passages(articles_of("a b c", "a b c"), min_words=2)
    assert set(some.dtypes[["start", "end", "other_start", "other_end", "n_words"]]) == {np.dtype("int64")}
    for articles in (articles_of("a b c", "a b c").head(0), articles_of("", "")):
        none = aa.compare.shared_passages(articles, min_words=2)
        assert none.empty
        assert none.dtypes.equals(some.dtypes)


def test_a_run_of_one_word_is_refused() -> None:
    with pytest.raises(aa.TableError) as error:
        aa.compare.shared_passages(aa.load_articles(), min_words=1)
    assert str(error.value) == "compare.shared_passages: min_words must be 2 or more; it is 1."


# -- aligned quotations ----------------------------------------------------------------------------------

SAID = (
    "The withdrawal was supposed to happen today, with aid convoys entering the besieged districts tomorrow, "
    "but nobody on the ground has seen a single truck"
)


def quotes_of(*quotes: str, **columns: object) -> pd.DataFrame:
    names = [chr(ord("a") + i) for i in range(len(quotes))]
    ends = [10 + len(quote) for quote in quotes]
    table = pd.DataFrame(
        {"quote_id": range(len(quotes)), "doc_id": names, "source": names, "start": 10, "end": ends}
    )
    return table.assign(quote=list(quotes), **columns)


EDITS = {
    "as it was": (SAID, "none", 25),
    "other marks and case": (SAID.upper().replace(",", " –"), "none", 25),
    "the beginning only": (SAID[: SAID.index(", with")], "cut", 7),
    "the end only": (SAID[SAID.index("nobody") :], "cut", 9),
    "the middle left out": (
        SAID.replace(", with aid convoys entering the besieged districts tomorrow,", " …"),
        "cut",
        17,
    ),
    "a word put in brackets": (SAID.replace("districts", "districts [of Aleppo]"), "cut", 25),
    "a word changed": (SAID.replace("besieged", "encircled"), "changed", 24),
    "translated differently": (
        SAID.replace("supposed to happen today", "meant to take place today").replace("truck", "lorry"),
        "changed",
        21,
    ),
    "spelt differently": (SAID.replace("withdrawal", "with-drawal"), "none", 25),
    "a word left out here and there": (
        SAID.replace("The withdrawal was supposed", "Withdrawal supposed").replace(
            ", but nobody on", ", nobody on"
        ),
        "cut",
        22,
    ),
}


@pytest.mark.parametrize(("quote", "change", "n_same"), EDITS.values(), ids=EDITS)
def test_planted_edits_are_recovered(quote: str, change: str, n_same: int) -> None:
    unlike = "We call on the leadership of countries that have influence over armed groups in eastern Aleppo"
    (found,) = aa.compare.align_quotes(quotes_of(SAID, unlike, quote)).to_dict("records")
    assert (found["doc_id"], found["other_doc_id"]) == ("a", "c")
    assert (found["quote"], found["other_quote"]) == (SAID, quote)
    assert (found["change"], found["n_same"]) == (change, n_same)
    assert found["similarity"] == n_same / min(found["n_words"], found["other_n_words"])


def test_single_words_between_short_cuts_stand_together() -> None:
    one = "We only need the Russian bombers to stop killing our children"
    other = "we need Russian bombers to stop killing children"
    (found,) = aa.compare.align_quotes(quotes_of(one, other)).to_dict("records")
    assert (found["similarity"], found["n_same"], found["change"]) == (1, 8, "cut")
    assert found["difference"] == (
        "We [-only-] need [-the-] Russian bombers to stop killing [-our-] children"
    )


APART = {
    "words on both sides": (
        "The convoys left the road past the hospital before shells",
        "convoys and road and hospital and shells",
    ),
    "more than three words": (
        "convoys that came down this road not far from the hospital were hit by some shells",
        "convoys road hospital shells now",
    ),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_single_words_far_apart_do_not_stand_together(one: str, other: str) -> None:
    assert aa.compare.align_quotes(quotes_of(one, other), min_similarity=0.1).empty


@pytest.mark.skipif(not BASIL.exists(), reason="needs the articles beside the project")
def test_utterances_are_of_one_event() -> None:
    """Three outlets tell each event of BASIL; a pair from two events agrees by chance."""
    lines = map(json.loads, BASIL.read_text("utf-8").splitlines())
    articles = pd.DataFrame([{"doc_id": line["id"], "text": line["text"]} for line in lines])
    pairs = aa.compare.align_quotes(aa.quotes.attribute(articles))
    events = [pairs[column].str.rpartition("_")[0] for column in ("doc_id", "other_doc_id")]
    assert len(pairs) >= 130
    assert (events[0] != events[1]).mean() <= 0.02


def test_what_was_changed_is_shown() -> None:
    other = "The convoys entering the encircled districts … nobody has seen a single truck, I tell you"
    said = "aid convoys entering the besieged districts tomorrow, but nobody has seen a single truck"
    (found,) = aa.compare.align_quotes(quotes_of(said, other), min_similarity=0.6).to_dict("records")
    assert found["difference"] == (
        "[-aid-] {+The+} convoys entering the [-besieged-] {+encircled+} districts [-tomorrow but-] "
        "nobody has seen a single truck {+I tell you+}"
    )


MALAHIFJI = [
    ("inquisitr", "Today the withdrawal is supposed to happen, with aid entering tomorrow. This is what is supposed "
     "to happen, but there is nothing to give hope."),
    ("scroll", "The factions completely reject any exit – this is surrender,"),
    ("ofthe-eu", "We reject this [ceasefire] completely,"),
]  # fmt: skip


def test_malahifjis_three_statements_are_not_one() -> None:
    quotes = quotes_of(*(quote for _, quote in MALAHIFJI))
    assert aa.compare.align_quotes(quotes).empty
    assert aa.compare.align_quotes(quotes, min_similarity=0.3).empty


@pytest.mark.parametrize(
    "quotes",
    [
        ("make America great again", "We will make America great again"),
        ("They put boots on the ground in Aleppo", "no boots on the ground in my name"),
        ("to be honest with you all, no", "it is what it is, no more to be said"),
    ],
    ids=["a slogan of four words", "two content words", "function words"],
)
def test_what_agrees_by_chance_is_not_aligned(quotes: tuple[str, str]) -> None:
    assert aa.compare.align_quotes(quotes_of(*quotes), min_similarity=0.1).empty


def test_the_columns_are_those_of_both_quotes_and_of_what_was_found() -> None:
    quotes = quotes_of(SAID, SAID)
    both = [*quotes.columns, *(f"other_{name}" for name in quotes.columns)]
    found = ["similarity", "n_words", "other_n_words", "n_same", "change", "difference"]
    assert aa.compare.align_quotes(quotes).columns.tolist() == [*both, *found]


def test_an_article_is_not_compared_with_itself() -> None:
    assert aa.compare.align_quotes(quotes_of(SAID, SAID).assign(doc_id="a")).empty


def test_only_speech_in_marks_is_compared() -> None:
    def n_aligned(**columns: object) -> int:
        return len(aa.compare.align_quotes(quotes_of(SAID, SAID, **columns)))

    assert n_aligned(use="speech", kind=["direct", "mixed"]) == 1
    assert n_aligned(use=["speech", "term"]) == 0
    assert n_aligned(kind=["direct", "indirect"]) == 0


FEW_WORDS = ["aid", "convoys", "road", "hospital", "shells", "bombers", "the", "of"]
utterances = st.lists(st.sampled_from(FEW_WORDS), min_size=5, max_size=10).map(" ".join)


@given(st.lists(utterances, min_size=2, max_size=5), st.sampled_from([0.5, 0.6, 0.8, 1]))
def test_the_least_similarity_chooses_among_all_pairs(quotes: list[str], least: float) -> None:
    every = aa.compare.align_quotes(quotes_of(*quotes), min_similarity=1e-9)
    chosen = every[every["similarity"] >= least].reset_index(drop=True)
    assert_frame_equal(aa.compare.align_quotes(quotes_of(*quotes), min_similarity=least), chosen)


short_ones = st.lists(st.sampled_from([*FEW_WORDS, "trucks"]), max_size=8)


@settings(max_examples=100)
@example([("a", "aid convoys road shells"), ("b", "aid convoys road shells")], 4)  # too short
@given(
    st.lists(st.tuples(st.sampled_from("abc"), utterances | short_ones.map(" ".join)), max_size=6),
    st.integers(1, 4),
)
def test_what_is_aligned_shares_rare_words_or_a_rare_phrase(quotes: list[tuple[str, str]], most: int) -> None:
    """The pairs that are looked at, found one by one."""
    quotes = sorted(quotes)
    words = [quote.split() for _, quote in quotes]
    content = [set(one) - {"the", "of"} if len(one) >= 5 else set() for one in words]
    phrases = [set(zip(one, one[1:], one[2:], strict=False)) for one in words]
    n = Counter(chain.from_iterable([*content, *phrases]))
    expected = []
    for one, other in combinations(range(len(quotes)), 2):
        rare, rare_phrases = (
            sum(n[value] <= most for value in found[one] & found[other]) for found in (content, phrases)
        )
        if (
            quotes[one][0] != quotes[other][0]
            and len(content[one] & content[other]) >= 3
            and rare + 2 * rare_phrases >= 2
        ):
            expected.append((one, other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharing, "_MAX_QUOTES", most)
        spoken = [sharing.Words(one, one) for one in words]
        found = sharing._candidates(
            spoken, pd.Series([doc_id for doc_id, _ in quotes], dtype="str"), {"the", "of"}
        )
    assert found == expected


def test_shuffled_quotations_are_aligned_alike() -> None:
    quotes = quotes_of(*(quote for quote, _, _ in EDITS.values()))
    assert_frame_equal(aa.compare.align_quotes(quotes[::-1]), aa.compare.align_quotes(quotes))
    assert len(aa.compare.align_quotes(quotes)) >= len(EDITS) - 1


def test_aligning_no_quotations_keeps_columns_and_types() -> None:
    some = aa.compare.align_quotes(quotes_of(SAID, SAID))
    for quotes in (quotes_of(SAID, SAID).head(0), quotes_of("a", "b")):
        none = aa.compare.align_quotes(quotes)
        assert none.empty
        assert none.dtypes.equals(some.dtypes)


@pytest.mark.parametrize("share", [0, 1.1])
def test_a_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(aa.TableError) as error:
        aa.compare.align_quotes(quotes_of(SAID), min_similarity=share)
    assert (
        str(error.value)
        == f"compare.align_quotes: min_similarity must be above 0 and at most 1; it is {share}."
    )


def test_a_share_of_all_words_is_one_that_may_be_asked_for() -> None:
    same, other = quotes_of(SAID, SAID), quotes_of(SAID, SAID.replace(SAID.split()[4], "another"))
    found = [
        aa.compare.align_quotes(quotes, min_similarity=1)["similarity"].tolist() for quotes in (same, other)
    ]
    assert found == [[1.0], []]


def test_a_quote_id_twice_is_refused() -> None:
    with pytest.raises(aa.TableError) as error:
        aa.compare.align_quotes(quotes_of(SAID, SAID).assign(quote_id=7))
    assert str(error.value) == (
        "compare.align_quotes: `quotes` has more than one row for the same quote_id: 7.\nKeep one row each."
    )
