"""Nothing to find: every function returns the columns and types that it returns where there is something."""

import pandas as pd
import pytest

import aleppo_analysis as aa

WITHOUT = {
    "no articles": [],
    "nobody is quoted": ["Truce ends\n\nNobody spoke at all.", "Rain\n\nIt rains, and the convoy waits."],
    "no frame is used": ["Rain falls\n\n“It rains,” said Ann Lee.", "Rain"],
    "empty and missing texts": ["", None],
}

TERMS = pd.DataFrame({"frame": ["deception", "aid"], "term": ["trap", "convoy"]})


def articles_of(texts: list[str | None]) -> pd.DataFrame:
    table = {"doc_id": ["a", "b"], "source": ["herald", "post"], "text": texts}
    return pd.DataFrame({name: values[: len(texts)] for name, values in table.items()}, dtype="str")


def found_in(articles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A table from each function that takes articles, or what was found in them."""
    zones = aa.text.find_zones(articles)
    said = aa.quotes.attribute(articles, zones=zones)
    quotes = aa.speakers.resolve(said, articles)
    matches = aa.voices.add(aa.frames.match(articles, TERMS), aa.voices.find(quotes, zones))
    tokens = aa.voices.add(aa.text.tokenize(articles), aa.voices.find(quotes, zones))
    voices = aa.voices.find(quotes, zones)
    counts = aa.compare.count_terms(tokens, by="source")
    verbs = aa.voices.find_reporting_verbs(quotes, zones)
    wordings = aa.voices.find_wordings(quotes, articles, voices)
    aa.check_spans(quotes, articles)
    aa.explore(articles, quotes=quotes, matches=matches, zones=zones)
    for doc_id in articles["doc_id"]:
        aa.read_article(articles, doc_id, quotes=quotes, matches=matches, zones=zones)._repr_html_()
    return {
        "find_zones": zones,
        "attribute_quotes": said,
        "resolve_speakers": quotes,
        "match_frames, add_voice": matches,
        "tokenize, add_voice": tokens,
        "split_sentences": aa.text.split_sentences(articles),
        "keyword_in_context": aa.text.keyword_in_context(articles, "trap"),
        "find_voices": voices,
        "evidence": aa.evidence(matches, articles),
        "evidence of a cell": aa.evidence(matches, articles, frame="deception", speaker=None),
        "join_spans": aa.join_spans(said, zones, ["zone"]),
        "describe_corpus": aa.describe_corpus(articles),
        "frame_rates": aa.frames.rates(matches, tokens, by=["source", "speaker_group"]),
        "lexicon_stress": aa.frames.stress(articles, TERMS, voices, by="speaker_group"),
        "count_terms": counts,
        "count_articles": aa.compare.count_articles(articles, zones, by="source"),
        "tf_idf": aa.compare.tf_idf(counts),
        "top_terms": aa.compare.top_terms(aa.compare.tf_idf(counts)),
        "similarity": aa.compare.similarity(counts),
        "log_odds": aa.compare.log_odds(counts, by="source"),
        "collocates": aa.compare.collocates(tokens.head(0), "trap"),
        "phrases": aa.compare.phrases(tokens),
        "shared_passages": aa.compare.shared_passages(articles),
        "align_quotes": aa.compare.align_quotes(said),
        "speaker_shares": aa.voices.shares(tokens, by=["source", "speaker_name"]),
        "find_reporting_verbs": verbs,
        "loaded_verbs": aa.voices.loaded_verbs(verbs, by="source"),
        "scare_quotes": aa.voices.scare_quotes(quotes),
        "find_wordings": wordings,
        "contrast_wordings": aa.voices.contrast_wordings(wordings),
    }


@pytest.mark.parametrize("texts", WITHOUT.values(), ids=WITHOUT)
def test_columns_and_types_are_those_of_a_full_table(
    texts: list[str | None], toy_articles: pd.DataFrame
) -> None:
    full = found_in(toy_articles)
    for name, table in found_in(articles_of(texts)).items():
        assert types_of(table) == types_of(full[name]), name


def types_of(table: pd.DataFrame) -> dict[str, object]:
    """The type of each column; of a table of words, whose categories are what is there, not which they are."""
    are_words = "token" in table.columns
    return {column: str(kind) if are_words else kind for column, kind in table.dtypes.items()}


def test_no_articles_give_no_rows() -> None:
    assert {name for name, table in found_in(articles_of([])).items() if len(table)} == set()


def test_corrections_without_rows_change_no_zone(toy_articles: pd.DataFrame) -> None:
    columns = ["doc_id", "start", "end", "passage", "zone"]
    for none in (pd.DataFrame(columns=columns), pd.DataFrame(columns=columns, dtype="str")):
        pd.testing.assert_frame_equal(
            aa.text.find_zones(toy_articles, corrections=none), aa.text.find_zones(toy_articles)
        )
