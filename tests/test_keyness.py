"""Log-odds with log ratio and dispersion, phrases and collocates, on numbers worked out by hand."""

import re
from math import log, log2, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench"

COUNTS = pd.DataFrame(
    {
        "source": ["herald", "herald", "post", "post"],
        "term": ["aid", "siege", "aid", "siege"],
        "n": [1, 3, 2, 2],
    }
).astype({"source": "str", "term": "str"})

# herald-1 has 10 words, herald-2 has 30; post-1 has 20, wire-1 has 20
BY_ARTICLE = pd.DataFrame(
    [
        ("herald-1", "herald", "aid", 2),
        ("herald-1", "herald", "bus", 8),
        ("herald-2", "herald", "aid", 2),
        ("herald-2", "herald", "bus", 28),
        ("post-1", "post", "bus", 20),
        ("wire-1", "wire", "aid", 5),
        ("wire-1", "wire", "trap", 15),
    ],
    columns=["doc_id", "source", "term", "n"],
).astype({"doc_id": "str", "source": "str", "term": "str"})


def row(scores: pd.DataFrame, **cell: str) -> pd.Series:
    (found,) = [record for _, record in scores.iterrows() if all(record[k] == v for k, v in cell.items())]
    return found


# -- log-odds --------------------------------------------------------------------------------------------


def test_log_odds_worked_out() -> None:
    # background: aid 3 of 8, siege 5 of 8; strength 8 adds 3 and 5; both sides have 4 words, 12 with the prior
    scores = aa.compare.log_odds(COUNTS, strength=8, against="pairs")
    aid = log(4 / 8) - log(5 / 7)
    siege = log(8 / 4) - log(7 / 5)
    assert np.allclose(scores["log_odds"], [aid, siege])
    assert np.allclose(scores["se"], [sqrt(1 / 4 + 1 / 5), sqrt(1 / 8 + 1 / 7)])
    assert np.allclose(scores["z"], scores["log_odds"] / scores["se"])
    assert np.allclose(scores["log_ratio"], [log2((1 / 4) / (2 / 4)), log2((3 / 4) / (2 / 4))])


def test_four_term_variance_worked_out() -> None:
    scores = aa.compare.log_odds(COUNTS, strength=8, against="pairs", variance="four-term")
    assert np.allclose(scores["se"] ** 2, [1 / 4 + 1 / 5 + 1 / 8 + 1 / 7, 1 / 8 + 1 / 7 + 1 / 4 + 1 / 5])
    assert scores["variance"].tolist() == ["four-term"] * 2


def test_a_named_background_worked_out() -> None:
    prior = pd.DataFrame({"background": "agency", "term": ["siege", "aid", "bus"], "n": [1, 1, 2]})
    scores = aa.compare.log_odds(COUNTS, prior=prior, strength=2, against="pairs")
    # the prior's 2 words: a quarter of them for each of the two terms that occur, the rest for what does not
    aid = log(1.5 / (4 + 2 - 1.5)) - log(2.5 / (4 + 2 - 2.5))
    assert np.allclose(scores["log_odds"], [aid, log(3.5 / 2.5) - log(2.5 / 3.5)])
    assert scores["prior"].tolist() == ["agency"] * 2


def test_words_of_the_background_that_do_not_occur_weigh_too() -> None:
    # ten words of prior, one of them for each term: y + 1 against 10 more words of the side
    prior = pd.DataFrame({"background": "web", "term": ["aid", "siege", "other"], "n": [1, 1, 8]})
    scores = aa.compare.log_odds(COUNTS, prior=prior, strength=10, against="pairs", variance="four-term")
    aid = log(2 / 12) - log(3 / 11)
    assert np.allclose(scores["log_odds"][0], aid)
    assert np.allclose(scores["se"][0] ** 2, 1 / 2 + 1 / 3 + 1 / 12 + 1 / 11)


@pytest.mark.parametrize("variance", ["two-term", "four-term"])
@pytest.mark.filterwarnings("error")
def test_where_one_term_is_every_word_nothing_differs(variance: str) -> None:
    counts = pd.DataFrame({"source": ["herald", "post"], "term": "aid", "n": [1, 3]})
    (found,) = aa.compare.log_odds(counts, against="pairs", variance=variance).to_dict("records")
    assert (found["log_odds"], found["z"], found["log_ratio"], found["dp"]) == (0, 0, 0, 0)
    assert np.isfinite(found["se"])


def test_the_positive_side_is_named_and_is_the_one_that_says_it_more() -> None:
    scores = aa.compare.log_odds(COUNTS, against="pairs")
    assert scores["positive"].tolist() == scores["source"].tolist() == ["herald", "herald"]
    assert (row(scores, term="siege")["log_odds"] > 0) and (row(scores, term="aid")["log_odds"] < 0)


def test_sides_swapped_change_the_sign_only() -> None:
    swapped = COUNTS.assign(source=COUNTS["source"].map({"herald": "post", "post": "herald"}))
    one, other = aa.compare.log_odds(COUNTS, against="pairs"), aa.compare.log_odds(swapped, against="pairs")
    assert np.allclose(one[["log_odds", "z", "log_ratio"]], -other[["log_odds", "z", "log_ratio"]])
    assert np.allclose(one["se"], other["se"])


def test_each_group_against_the_rest() -> None:
    scores = aa.compare.log_odds(BY_ARTICLE)
    assert scores[["source", "against"]].drop_duplicates().values.tolist() == [
        ["herald", "rest"],
        ["post", "rest"],
        ["wire", "rest"],
    ]
    aid = row(scores, source="herald", term="aid")
    assert (aid["n"], aid["n_against"], aid["n_tokens"], aid["n_tokens_against"]) == (4, 5, 40, 40)


def test_pairs_have_the_terms_that_either_side_uses() -> None:
    scores = aa.compare.log_odds(BY_ARTICLE, against="pairs")
    assert scores[["source", "against", "term"]].values.tolist() == [
        ["herald", "post", "aid"],
        ["herald", "post", "bus"],
        ["herald", "wire", "aid"],
        ["herald", "wire", "bus"],
        ["herald", "wire", "trap"],
        ["post", "wire", "aid"],
        ["post", "wire", "bus"],
        ["post", "wire", "trap"],
    ]


def test_a_count_of_zero_is_half_a_word_in_the_log_ratio() -> None:
    aid = row(aa.compare.log_odds(BY_ARTICLE), source="post", term="aid")
    assert aid["log_ratio"] == pytest.approx(log2((0.5 / 20) / (9 / 60)))


def test_range_and_dispersion_worked_out() -> None:
    scores = aa.compare.log_odds(BY_ARTICLE)
    aid = row(scores, source="herald", term="aid")
    # half of aid in each article, which have a quarter and three quarters of the words
    assert aid["dp"] == pytest.approx((abs(1 / 2 - 1 / 4) + abs(1 / 2 - 3 / 4)) / 2)
    assert (aid["n_articles_with"], aid["n_articles"]) == (2, 2)
    # the rest are post-1 and wire-1, half the words each; only wire-1 has aid
    assert aid["dp_against"] == pytest.approx((abs(0 - 1 / 2) + abs(1 - 1 / 2)) / 2)
    assert (aid["n_articles_with_against"], aid["n_articles_against"]) == (1, 2)


def test_dispersion_is_missing_where_the_side_never_has_the_term() -> None:
    aid = row(aa.compare.log_odds(BY_ARTICLE), source="post", term="aid")
    assert np.isnan(aid["dp"])
    assert aid["n_articles_with"] == 0
    scores = aa.compare.log_odds(BY_ARTICLE).drop(columns=["dp", "dp_against"])
    assert not scores.isna().any(axis=None)


def test_without_articles_each_group_is_one() -> None:
    scores = aa.compare.log_odds(
        BY_ARTICLE.drop(columns="doc_id").groupby(["source", "term"]).sum().reset_index()
    )
    aid = row(scores, source="wire", term="aid")
    assert (aid["n_articles"], aid["n_articles_against"], aid["n_articles_with_against"]) == (1, 2, 1)


ARTICLES = BY_ARTICLE[["doc_id", "source"]].drop_duplicates()


def test_articles_without_a_counted_term_are_counted() -> None:
    # of herald-1, herald-2, post-1, wire-1 only two say aid, and post has no article left without `articles`
    aid = BY_ARTICLE[BY_ARTICLE["term"].eq("aid") | BY_ARTICLE["doc_id"].eq("post-1")]
    chosen = aid[aid["doc_id"] != "herald-2"]
    without = row(aa.compare.log_odds(chosen), source="herald", term="aid")
    assert (without["n_articles"], without["n_articles_against"]) == (1, 2)
    scores = aa.compare.log_odds(chosen, ARTICLES.assign(start="May"))  # and what else they have is anybody's
    found = row(scores, source="herald", term="aid")
    assert (found["n_articles_with"], found["n_articles"], found["n_articles_against"]) == (1, 2, 2)
    assert_frame_equal(
        scores.drop(columns=["n_articles", "n_articles_against"]),
        aa.compare.log_odds(chosen).drop(columns=["n_articles", "n_articles_against"]),
    )


def test_rows_of_no_occurrence_are_articles_all_the_same() -> None:
    silent = pd.DataFrame({"doc_id": ["herald-3"], "source": ["herald"], "term": ["aid"], "n": [0]})
    scores = aa.compare.log_odds(pd.concat([BY_ARTICLE, silent]))
    assert row(scores, source="herald", term="aid")["n_articles"] == 3


@pytest.mark.parametrize("against", ["rest", "pairs"])
def test_the_kept_terms_are_the_first_and_the_last_of_all(against: str) -> None:
    rng = np.random.default_rng(3)
    rows = [(f"{s}-{d}", s, t, n) for s in "abc" for d in (1, 2) for t, n in enumerate(rng.poisson(1.5, 12))]
    counts = (
        pd.DataFrame(rows, columns=["doc_id", "source", "term", "n"]).astype({"term": "str"}).query("n > 0")
    )
    every = aa.compare.log_odds(counts, against=against)
    sides = every.assign(z=every["z"].round(9)).groupby(["source", "against"])["z"]
    is_end = (sides.rank("first", ascending=False) <= 2) | (sides.rank("first") <= 2)
    assert_frame_equal(
        aa.compare.log_odds(counts, against=against, n=2), every[is_end].reset_index(drop=True)
    )


def test_counts_by_voice_are_added_up() -> None:
    voices = BY_ARTICLE.assign(voice=["narrator"] * 6 + ["direct"])
    assert_frame_equal(aa.compare.log_odds(voices), aa.compare.log_odds(BY_ARTICLE))


def test_shuffled_counts_give_the_same_table() -> None:
    assert_frame_equal(
        aa.compare.log_odds(BY_ARTICLE.sample(frac=1, random_state=1)), aa.compare.log_odds(BY_ARTICLE)
    )


def test_log_odds_of_no_rows_keep_columns_and_types() -> None:
    for against in ("rest", "pairs"):
        empty = aa.compare.log_odds(BY_ARTICLE.head(0), against=against)
        assert empty.empty
        assert empty.dtypes.equals(aa.compare.log_odds(BY_ARTICLE, against=against).dtypes)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the reference beside the project")
def test_the_reference_is_met() -> None:
    paths = sorted((SHARED / "polnear" / "train" / "text").glob("*.txt"))
    publishers = pd.Series([path.name.split("_")[0] for path in paths], dtype="str")
    words = pd.DataFrame(
        {
            "doc_id": [path.stem for path in paths],
            "source": publishers,
            "token": [re.findall("[a-z]+", path.read_text("utf-8").lower()) for path in paths],
        }
    )
    tokens = words.explode("token", ignore_index=True).assign(zone="body")
    counts = aa.compare.count_terms(tokens, by=["doc_id", "source"])
    reference = pd.read_csv(SHARED / "logodds_reference.csv", keep_default_na=False).set_index("term")
    for variance, n_terms in [("two-term", 2), ("four-term", 4)]:
        scores = aa.compare.log_odds(counts, against="pairs", variance=variance, strength=1000)
        ours = scores[(scores["source"] == "breitbart") & (scores["against"] == "nyt")].set_index("term")
        ours = ours.loc[reference.index]
        assert (ours["n_against"] == reference["y_nyt"]).all()
        assert (ours["n"] == reference["y_breitbart"]).all()
        # the reference is positive for nyt, ours for breitbart
        assert np.allclose(-ours["log_odds"], reference["delta"], rtol=0, atol=1e-9)
        assert np.allclose(ours["se"] ** 2, reference[f"var{n_terms}"], rtol=0, atol=1e-9)
        assert np.allclose(-ours["z"], reference[f"z_var{n_terms}"], rtol=0, atol=1e-9)


# -- phrases and collocates ------------------------------------------------------------------------------


def tokens_of(text: str) -> pd.DataFrame:
    return aa.text.tokenize(pd.DataFrame({"doc_id": ["a"], "text": [text]})).assign(zone="body")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the road to Aleppo", ["the road to", "road to aleppo"]),
        ("on Tuesday, Reuters said so", ["reuters said so"]),
        ("the end. A new start", ["a new start"]),
        ("one two\n\nthree four", []),
        ("Syria’s “moderate rebels” fight on", []),
        ("the rebels’ last stand", []),
        ("Aleppo's last road", ["aleppo last road"]),
        ("two words", []),
        ("", []),
    ],
    ids=[
        "words",
        "comma",
        "full stop",
        "paragraph",
        "quotation",
        "apostrophe",
        "possessive",
        "short",
        "empty",
    ],
)
def test_three_words_in_a_row(text: str, expected: list[str]) -> None:
    assert aa.compare.phrases(tokens_of(text), n=3)["token"].tolist() == expected


def test_phrases_slice_back_and_keep_their_columns() -> None:
    text = "The Castello road is closed, Ryabkov said."
    found = aa.compare.phrases(tokens_of(text))
    shown = [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]
    assert shown == ["The Castello", "Castello road", "road is", "is closed", "Ryabkov said"]
    assert found.columns.tolist() == ["doc_id", "start", "end", "token", "zone"]


def test_no_phrase_goes_into_another_voice() -> None:
    tokens = tokens_of("a truce called trap").assign(voice=["narrator", "narrator", "narrator", "term"])
    assert aa.compare.phrases(tokens)["token"].tolist() == ["a truce", "truce called"]


def test_single_words_are_phrases_of_one() -> None:
    tokens = tokens_of("Syria’s war, again")
    assert_frame_equal(
        aa.compare.count_terms(aa.compare.phrases(tokens, n=1), by="zone"),
        aa.compare.count_terms(tokens, by="zone"),
    )


def test_phrases_of_no_rows_keep_columns_and_types() -> None:
    tokens = tokens_of("a truce")
    assert aa.compare.phrases(tokens.head(0)).dtypes.equals(aa.compare.phrases(tokens).dtypes)


def test_collocates_worked_out() -> None:
    # 20 words but for the two truces, 8 of them within two words of one; fragile is 2 of these, and 3 in all
    text = "a fragile truce in Aleppo a b c d e fragile a fragile truce in Homs f g h i j k"
    found = aa.compare.collocates(tokens_of(text), "truce", window=2)
    fragile = row(found, collocate="fragile")
    assert (fragile["n"], fragile["n_before"], fragile["n_after"], fragile["n_collocate"]) == (2, 2, 0, 3)
    assert fragile["expected"] == pytest.approx(3 * 8 / 20)
    assert fragile["pmi"] == pytest.approx(log2(2 / (3 * 8 / 20)))
    assert fragile["dice"] == pytest.approx(2 * 2 / (3 + 8))
    assert fragile["t_score"] == pytest.approx((2 - 3 * 8 / 20) / sqrt(2), rel=1e-6)
    table = [(2, 3 * 8 / 20), (1, 3 * 12 / 20), (6, 17 * 8 / 20), (11, 17 * 12 / 20)]
    likelihood = 2 * sum(n * log(n / expected) for n, expected in table)
    assert fragile["log_likelihood"] == pytest.approx(likelihood, rel=1e-6)
    assert found["collocate"].tolist() == ["in", "a", "fragile"]  # a: as often as fragile, before it by name


def test_windows_end_with_the_article() -> None:
    articles = pd.DataFrame(
        {"doc_id": ["a", "b"], "text": ["no end of truce", "fragile hope of bread and fragile"]}
    )
    tokens = aa.text.tokenize(articles).assign(zone="body")
    assert aa.compare.collocates(tokens, "truce", window=3, min_n=1)["collocate"].tolist() == [
        "end",
        "no",
        "of",
    ]


def test_related_words_are_no_collocates_and_do_not_bring_others_nearer() -> None:
    tokens = tokens_of("truce More News today war")
    tokens["zone"] = ["body", "related", "related", "body", "body"]
    found = aa.compare.collocates(tokens, "truce", window=3, min_n=1)
    assert found[["collocate", "n_collocate"]].values.tolist() == [["today", 1]]


def test_collocates_of_the_five_articles_are_in_them(five: list[str]) -> None:
    articles = aa.load_articles().query("doc_id in @five")
    tokens = aa.join_spans(aa.text.tokenize(articles), aa.text.find_zones(articles), ["zone"])
    found = aa.compare.collocates(tokens, "Pause", window=2)
    assert found["collocate"][0] == "humanitarian"
    assert row(found, collocate="humanitarian")["n_articles_with"] == 3


def test_collocates_of_no_rows_keep_columns_and_types() -> None:
    empty = aa.compare.collocates(tokens_of("").head(0), "truce")
    assert empty.empty
    assert empty.dtypes.equals(
        aa.compare.collocates(tokens_of("a truce a truce b c d e f g h i"), "truce").dtypes
    )


# -- bad input -------------------------------------------------------------------------------------------


def prior(**columns: object) -> pd.DataFrame:
    table = pd.DataFrame({"background": "agency", "term": ["aid", "siege"], "n": [1, 2]})
    return table.assign(**columns)


FIVE = pd.DataFrame({"source": list("abcde"), "term": list("vwxyz"), "n": 1})

CALLS = {
    "one group only": (
        lambda: aa.compare.log_odds(COUNTS.head(2)),
        "compare.log_odds: needs two groups or more; 'source' has only 'herald'.\n"
        "Compare by another column, or add what it is to be compared with.",
    ),
    "a group without tokens": (
        lambda: aa.compare.log_odds(COUNTS.assign(n=[1, 3, 0, 0])),
        "compare.log_odds: no token is counted for source 'post'.\n"
        "Leave out what cannot be compared: counts[~counts['source'].isin([...])].",
    ),
    "a term in no document": (
        lambda: aa.compare.log_odds(COUNTS.assign(n=[0, 3, 0, 2])),
        "compare.log_odds: n is 0 in every row for term 'aid'.\n"
        "Leave out what cannot be compared: counts[~counts['term'].isin([...])].",
    ),
    "many terms in no document": (
        lambda: aa.compare.log_odds(FIVE.assign(n=[1, 0, 0, 0, 0])),
        "compare.log_odds: n is 0 in every row for term 'w', 'x', 'y', ....\n"
        "Leave out what cannot be compared: counts[~counts['term'].isin([...])].",
    ),
    "a prior lacks many terms": (
        lambda: aa.compare.log_odds(FIVE, prior=prior(term="v").head(1)),
        "compare.log_odds: `prior` lacks 4 of the 5 terms: 'w', 'x', 'y', ....\n"
        "Give each a count above 0, or leave these terms out of `counts`.",
    ),
    "a doubled row": (
        lambda: aa.compare.log_odds(pd.concat([COUNTS, COUNTS.tail(1)])),
        "compare.log_odds: `counts` has more than one row for the same source and term: post / siege.\nKeep one row each.",
    ),
    "a doubled row of an article": (
        lambda: aa.compare.log_odds(pd.concat([BY_ARTICLE, BY_ARTICLE.head(1)])),
        "compare.log_odds: `counts` has more than one row for the same doc_id and source and term: "
        "herald-1 / herald / aid.\nKeep one row each.",
    ),
    "a count is missing": (
        lambda: aa.compare.log_odds(COUNTS.assign(n=[1, 3, 2, float("nan")])),
        "compare.log_odds: `counts` must have finite numbers in 'n'; row 3 has nothing.\n"
        "Fill it in, or drop the row: counts.dropna(subset=['n']).",
    ),
    "a prior lacks terms": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior().head(1)),
        "compare.log_odds: `prior` lacks 1 of the 2 terms: 'siege'.\n"
        "Give each a count above 0, or leave these terms out of `counts`.",
    ),
    "a prior is not positive": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior(n=[1, 0])),
        "compare.log_odds: `n` in `prior` must be above 0 for every term; it is not for 'siege'.\n"
        "Give each a count above 0, or leave these terms out of `counts`.",
    ),
    "a prior is missing a number": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior(n=[float("nan"), 1])),
        "compare.log_odds: `prior` must have finite numbers in 'n'; row 0 has nothing.\n"
        "Fill it in, or drop the row: prior.dropna(subset=['n']).",
    ),
    "a prior is endless": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior(n=[1, float("inf")])),
        "compare.log_odds: `prior` must have finite numbers in 'n'; row 1 has inf.\n"
        "Make them numbers, and drop what is infinite: prior.astype({'n': 'float64'}).",
    ),
    "no terms to keep": (
        lambda: aa.compare.log_odds(COUNTS, n=0),
        "compare.log_odds: n must be 1 or more; it is 0.",
    ),
    "an article that is not among the articles": (
        lambda: aa.compare.log_odds(BY_ARTICLE, ARTICLES.assign(source="wire")),
        "compare.log_odds: `articles` lacks 3 of the 4 articles in `counts`, such as herald-1 / herald.\n"
        "Give all articles, each with the source it has in `counts`.",
    ),
    "articles, and counts without them": (
        lambda: aa.compare.log_odds(COUNTS, ARTICLES),
        "compare.log_odds: `counts` needs column 'doc_id'; it has 'source', 'term', 'n'.\n"
        "Make it with compare.count_terms, or rename: counts.rename(columns={...: 'doc_id'}).",
    ),
    "an article twice among the articles": (
        lambda: aa.compare.log_odds(BY_ARTICLE, pd.concat([ARTICLES, ARTICLES])),
        "compare.log_odds: `articles` has more than one row for the same doc_id: herald-1, herald-2, post-1, "
        "....\nKeep one row each.",
    ),
    "articles without their source": (
        lambda: aa.compare.log_odds(BY_ARTICLE, ARTICLES[["doc_id"]]),
        "compare.log_odds: `articles` needs column 'source'; it has 'doc_id'.\n"
        "Add what is missing, or rename: articles.rename(columns={...: 'source'}).",
    ),
    "a prior has a term twice": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior(term="aid")),
        "compare.log_odds: `prior` has more than one row for the same term: aid.\nKeep one row each.",
    ),
    "a prior without a name": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior().drop(columns="background")),
        "compare.log_odds: `prior` needs column 'background'; it has 'term', 'n'.\n"
        "Add what is missing, or rename: prior.rename(columns={...: 'background'}).",
    ),
    "a prior with two names": (
        lambda: aa.compare.log_odds(COUNTS, prior=prior(background=["agency", "web"])),
        "compare.log_odds: `prior` must be one background, named in every row; it has ['agency', 'web'].\n"
        'Name it: prior.assign(background="...").',
    ),
    "an unknown prior": (
        lambda: aa.compare.log_odds(COUNTS, prior="flat"),
        "compare.log_odds: prior='flat' is not known.\nChoose one of 'corpus'.",
    ),
    "a prior that weighs nothing": (
        lambda: aa.compare.log_odds(COUNTS, strength=0),
        "compare.log_odds: strength must be above 0; it is 0.",
    ),
    "an unknown variance": (
        lambda: aa.compare.log_odds(COUNTS, variance="full"),
        "compare.log_odds: variance='full' is not known.\nChoose one of 'two-term', 'four-term'.",
    ),
    "an unknown comparison": (
        lambda: aa.compare.log_odds(COUNTS, against="all"),
        "compare.log_odds: against='all' is not known.\nChoose one of 'rest', 'pairs'.",
    ),
    "phrases of no words": (
        lambda: aa.compare.phrases(tokens_of("a truce"), n=0),
        "compare.phrases: n must be 1 or more; it is 0.",
    ),
    "a collocate's term that is nowhere": (
        lambda: aa.compare.collocates(tokens_of("a truce"), "humanitarian pause"),
        "compare.collocates: the term 'humanitarian pause' does not occur in `tokens`.\n"
        "Give one word as compare.count_terms writes it; count phrases with compare.phrases().",
    ),
    "a collocate's term that is half a character": (
        lambda: aa.compare.collocates(tokens_of("a truce"), "\ud83d"),
        "compare.collocates: the term must be Unicode; character 0 is '\\ud83d', half of a pair.\n"
        "Decode the file anew, or mend it: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace').",
    ),
    "no window": (
        lambda: aa.compare.collocates(tokens_of("a truce"), "truce", window=0),
        "compare.collocates: window and min_n must be 1 or more; they are 0 and 2.",
    ),
    "neither zone nor voice": (
        lambda: aa.compare.collocates(tokens_of("a truce").drop(columns="zone"), "truce"),
        "compare.collocates: `tokens` needs column 'zone' or 'voice', so that links and credits stay uncounted; "
        "it has 'doc_id', 'start', 'end', 'token'.\n"
        "Add it: join_spans(tokens, text.find_zones(articles), ['zone']) or voices.add(tokens, voices).",
    ),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_use(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(aa.TableError) as error:
        call()
    assert str(error.value) == message


def test_top_terms_of_log_odds_are_those_a_source_uses_more() -> None:
    top = aa.compare.top_terms(aa.compare.log_odds(BY_ARTICLE), measure="z", n=1)
    assert top["term"].tolist() == ["bus", "bus", "trap"]
