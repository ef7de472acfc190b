"""How the time of every public function grows, from 105 distinct articles to 840.

    python benchmarks/bench_growth.py TEXTS [--only NAME]

Every eighth, fourth, second and every article, so that new words and names keep coming. Each function gets
the tables that it takes for so many articles, made beforehand; sizes take turns, without Python's collector,
and the exponent is the median of the rounds', that of a straight line through the logarithms of time and
words. Where the largest takes under a hundredth of a second nothing can be told. Beside it the
exponent from the half to the whole. Where what a function looks at grows faster than the articles, it is
counted, and the exponent by that count is told, too, with what it is (`BY_COUNT`). Functions that read lists,
or draw a table of a few rows, do not grow with a corpus; public functions that the list below does not have
are named at the end.
"""

import inspect
import re
import statistics
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pandas as pd
from timing import in_rounds, keep, n_words, one_thread, options, part, power_of, read_articles, seconds_alone

import aleppo_analysis as aa

STEPS = (8, 4, 2, 1)
LEAST = 0.01  # seconds below which nothing can be told
DO_NOT_GROW = {
    *("load_gold", "load_actors", "load_terms", "load_codes", "load_corrections", "load_stop_words"),
    *("load_reporting_verbs", "cards", "corrected", "frame_rates", "shares", "similarity", "speakers"),
    *("timeline", "top_terms", "claims"),
}
Tables = SimpleNamespace


def main() -> None:
    asked = options(__doc__, "only")
    warnings.simplefilter("ignore")
    articles = read_articles(asked.texts)
    parts = [part(articles, step) for step in STEPS]
    sizes = [n_words(one) for one in parts]
    whole = aa.Corpus(articles, frame_terms=aa.frames.load_terms())
    with tempfile.TemporaryDirectory() as folder:
        made = [tables(whole.only(one["doc_id"]), Path(folder) / str(len(one))) for one in parts]
        print(f"{', '.join(f'{len(one)}' for one in parts)} articles; {sizes[-1]:,} words\n")
        print(f"{'':34}{'seconds':>9}{'exponent':>10}{'last half':>11}")
        found = {
            name: row
            for name, call in CALLS.items()
            if not asked.only or asked.only in name
            if (row := measured(name, call, made, sizes))
        }
    worst = max(found, key=lambda name: found[name])
    steep = {name: round(value, 2) for name, value in found.items() if value > 1.1}
    print(f"\nsteepest: {worst}, {found[worst]:.2f}; median {statistics.median(found.values()):.2f}")
    print(f"above 1.1: {', '.join(f'{name} ({value})' for name, value in steep.items()) or 'none'}")
    print(f"not timed: {', '.join(sorted(public() - CALLS.keys())) or 'none'}")
    if not asked.only:
        keep({"growth, steepest exponent": [found[worst]], "growth, functions above 1.1": [len(steep)]})


def measured(name: str, call: Callable[[Tables], object], made: list[Tables], sizes: list[int]) -> float:
    """The exponent of a function, 0 where it is too fast to tell; says it."""
    ways = [lambda t=t: seconds_of(call, t) for t in made]
    first = [way() for way in ways]
    if first[-1] < LEAST:
        print(f"{name:34}{first[-1]:9.3f}{'too fast':>10}", flush=True)
        return 0.0
    rounds = [first, *in_rounds(ways, 2 if sum(first) > 1 else 4)]
    power, last = power_of(sizes, rounds), power_of(sizes[-2:], [spent[-2:] for spent in rounds])
    seconds = statistics.median(spent[-1] for spent in rounds)
    print(f"{name:34}{seconds:9.3f}{power:10.2f}{last:11.2f}{by_count(name, made, rounds)}", flush=True)
    return power


def seconds_of(call: Callable[[Tables], object], t: Tables) -> float:
    """As in a process of its own: Python keeps 512 patterns, all of a small table and none of a large one."""
    re.purge()
    return seconds_alone(lambda: call(t))


def by_count(name: str, made: list[Tables], rounds: list[list[float]]) -> str:
    """The exponent by what the function looks at, where that grows faster than the articles."""
    if name not in BY_COUNT:
        return ""
    what, count = BY_COUNT[name]
    counts = [max(count(t), 1) for t in made]
    return f"  {power_of(counts, rounds):.2f} by {what} ({counts[0]:,} to {counts[-1]:,})"


def public() -> set[str]:
    """The public functions of all namespaces that a corpus grows, and what a corpus is asked."""
    spaces = [space for name in aa.__all__ if inspect.ismodule(space := getattr(aa, name))]
    named = {
        f"{space.__name__.rpartition('.')[2]}.{name}": getattr(space, name)
        for space in spaces
        for name in space.__all__
    }
    named |= {name: getattr(aa, name) for name in aa.__all__}
    asked = {"Corpus.save", "Corpus.open", "Corpus.only", "Corpus.find", "Corpus.read"}
    grow = {name for name, value in named.items() if inspect.isfunction(value)}
    return asked | {name for name in grow if name.rpartition(".")[2] not in DO_NOT_GROW}


def tables(corpus: aa.Corpus, folder: Path) -> Tables:
    """What the functions take, for the articles of this corpus."""
    folder.mkdir()
    t = SimpleNamespace(corpus=corpus, folder=folder, articles=corpus.articles)
    for name in ("zones", "sentences", "quotes", "voices", "tokens", "matches", "numbers"):
        setattr(t, name, getattr(corpus, name))
    t.nameless = t.quotes.drop(columns=["speaker_name", "speaker_group", "name_confidence"])
    t.terms = aa.frames.load_terms()
    t.events = t.articles.assign(event_id=[str(n // 7) for n in range(len(t.articles))])
    t.counts = aa.compare.count_terms(t.tokens, by=["doc_id", "source"])
    t.by_article = aa.compare.count_terms(t.tokens, by="doc_id")
    t.scores = aa.compare.tf_idf(t.by_article, by="doc_id")
    t.rates = aa.frames.rates(t.matches, t.tokens, by=["doc_id", "source"])
    t.of_sentences = aa.join_spans(t.tokens, t.sentences, ["sentence_id"])
    t.wordings = aa.voices.find_wordings(t.quotes, t.articles, t.voices)
    t.reporting = aa.voices.find_reporting_verbs(t.quotes, t.zones)
    t.actors = aa.speakers.draft_actors(t.quotes)
    t.units = aa.coding.units(
        t.matches, t.articles, frame="blame", voice=None, by="source", sentences=t.sentences
    )
    t.sample = aa.coding.draw(t.units, n=len(t.units) // 10, seed=1)
    truth = t.units.assign(is_present=t.units["predicted"] > 0, n_found=range(len(t.units)))
    t.coded = t.sample.merge(truth[["doc_id", "start", "end", "is_present", "n_found"]])
    t.codes = pd.concat([coder_of(t, name) for name in ("a", "b")], ignore_index=True)
    t.spans = t.codes.assign(unit_start=t.codes["start"], unit_end=t.codes["end"], label="x", is_coded=True)
    aa.coding.sheet(t.sample, t.articles, folder / "sheet.csv")
    t.loaded = aa.coding.load(folder / "sheet.csv")
    t.corpus.save(folder / "saved")
    t.middle = t.articles["doc_id"].iloc[len(t.articles) // 2]
    return t


def coder_of(t: Tables, name: str) -> pd.DataFrame:
    """Somebody who found in every sentence what the list finds, and said so."""
    codes = t.sentences[["doc_id", "sentence_id", "start", "end", "zone"]]
    return codes.assign(coder=name, frame="blame", is_present=codes["sentence_id"] % 7 == len(name))


def new(t: Tables, ending: str = "") -> Path:
    return t.folder / f"{uuid4()}{ending}"


def alike(words: pd.DataFrame) -> pd.DataFrame:
    return aa.compare.similarity(aa.compare.count_terms(words, by="source"))


OF_RATES = {"value": "per_1000_tokens", "family": "frame"}
CALLS: dict[str, Callable[[Tables], object]] = {
    "load_articles": lambda t: aa.load_articles(t.articles[["doc_id", "source", "text"]]),
    "describe_corpus": lambda t: aa.describe_corpus(t.articles),
    "check_spans": lambda t: aa.check_spans(t.tokens, t.articles),
    "join_spans": lambda t: aa.join_spans(t.tokens[["doc_id", "start", "end"]], t.zones, ["zone"]),
    "evidence": lambda t: aa.evidence(t.matches, t.articles, t.quotes, t.zones, frame="blame"),
    "read_article": lambda t: aa.read_article(
        t.articles, t.middle, quotes=t.quotes, matches=t.matches
    )._repr_html_(),
    "explore": lambda t: aa.explore(t.articles, quotes=t.quotes, matches=t.matches, zones=t.zones),
    "annotate": lambda t: aa.annotate(t.articles[["doc_id", "source", "text"]], new(t), frame_terms=t.terms),
    "Corpus.save": lambda t: t.corpus.save(new(t)),
    "Corpus.open": lambda t: aa.Corpus.open(t.folder / "saved").tokens,
    "Corpus.only": lambda t: t.corpus.only(t.articles["doc_id"]),
    "Corpus.find": lambda t: t.corpus.find("trump"),
    "Corpus.read": lambda t: t.corpus.read(t.middle)._repr_html_(),
    "text.find_languages": lambda t: aa.text.find_languages(t.articles),
    "text.find_zones": lambda t: aa.text.find_zones(t.articles),
    "text.split_sentences": lambda t: aa.text.split_sentences(t.articles),
    "text.tokenize": lambda t: aa.text.tokenize(t.articles),
    "text.keyword_in_context": lambda t: aa.text.keyword_in_context(t.articles, "trump"),
    "quotes.attribute": lambda t: aa.quotes.attribute(t.articles, zones=t.zones),
    "quotes.score": lambda t: aa.quotes.score(t.quotes, t.quotes),
    "speakers.resolve": lambda t: aa.speakers.resolve(t.nameless, t.articles),
    "speakers.draft_actors": lambda t: aa.speakers.draft_actors(t.quotes),
    "speakers.with_roles": lambda t: aa.speakers.with_roles(t.quotes, t.actors.assign(role="speaker")),
    "voices.find": lambda t: aa.voices.find(t.quotes, t.zones),
    "voices.add": lambda t: aa.voices.add(t.tokens[["doc_id", "start", "end", "token"]], t.voices),
    "voices.shares": lambda t: aa.voices.shares(t.tokens, by=["source", "voice"]),
    "voices.count_words": lambda t: aa.voices.count_words(t.articles, t.voices),
    "voices.find_wordings": lambda t: aa.voices.find_wordings(t.quotes, t.articles, t.voices),
    "voices.contrast_wordings": lambda t: aa.voices.contrast_wordings(t.wordings),
    "voices.find_reporting_verbs": lambda t: aa.voices.find_reporting_verbs(t.quotes, t.zones),
    "voices.loaded_verbs": lambda t: aa.voices.loaded_verbs(t.reporting, by="source"),
    "voices.scare_quotes": lambda t: aa.voices.scare_quotes(t.quotes),
    "frames.match": lambda t: aa.frames.match(t.articles, t.terms),
    "frames.rates": lambda t: aa.frames.rates(t.matches, t.tokens, by=["source", "voice"]),
    "frames.stress": lambda t: aa.frames.stress(t.articles, t.terms, t.voices),
    "frames.score": lambda t: aa.frames.score(t.matches, t.codes),
    "frames.agreement": lambda t: aa.frames.agreement(t.codes),
    "compare.count_articles": lambda t: aa.compare.count_articles(t.articles, t.zones),
    "compare.count_terms": lambda t: aa.compare.count_terms(t.tokens, by="doc_id"),
    "compare.tf_idf": lambda t: aa.compare.tf_idf(t.by_article, by="doc_id"),
    "compare.top_terms": lambda t: aa.compare.top_terms(t.scores, by="doc_id"),
    "compare.log_odds": lambda t: aa.compare.log_odds(t.counts, t.articles),
    "compare.similarity": lambda t: aa.compare.similarity(t.by_article, by="doc_id"),
    "compare.phrases": lambda t: aa.compare.phrases(t.tokens),
    "compare.collocates": lambda t: aa.compare.collocates(t.tokens, "trump"),
    "compare.shared_passages": lambda t: aa.compare.shared_passages(t.articles),
    "compare.align_quotes": lambda t: aa.compare.align_quotes(t.quotes),
    "compare.permutation_test": lambda t: aa.compare.permutation_test(t.rates, **OF_RATES, n_samples=999),
    "compare.bootstrap_articles": lambda t: aa.compare.bootstrap_articles(t.rates, **OF_RATES, side="nyt"),
    "compare.leave_one_out": lambda t: aa.compare.leave_one_out(t.rates, **OF_RATES, side="nyt"),
    "compare.side_by_side": lambda t: aa.compare.side_by_side(
        {"one": t.by_article, "other": t.by_article}, value="n", by=["doc_id", "term"]
    ),
    "compare.at_equal_length": lambda t: aa.compare.at_equal_length(
        t.of_sentences, alike, value="similarity", by=["source", "other_source"], n_samples=19
    ),
    "compare.similarity_of_voice": lambda t: aa.compare.similarity_of_voice(
        t.tokens, t.sentences, n_samples=19
    ),
    "claims.find": lambda t: aa.claims.find(t.articles, zones=t.zones, quotes=t.quotes, voices=t.voices),
    "claims.find_dates": lambda t: aa.claims.find_dates(t.articles, zones=t.zones),
    "claims.compare": lambda t: aa.claims.compare(t.numbers, t.events),
    "claims.score": lambda t: aa.claims.score(t.numbers, t.numbers),
    "coding.units": lambda t: aa.coding.units(t.matches, t.articles, frame="blame", sentences=t.sentences),
    "coding.draw": lambda t: aa.coding.draw(t.units, n=len(t.units) // 10, seed=1, by="source"),
    "coding.sheet": lambda t: aa.coding.sheet(t.sample, t.articles, new(t, ".csv")),
    "coding.load": lambda t: aa.coding.load(t.folder / "sheet.csv"),
    "coding.agreement": lambda t: aa.coding.agreement(t.codes),
    "coding.span_agreement": lambda t: aa.coding.span_agreement(t.spans),
    "coding.estimate_share": lambda t: aa.coding.estimate_share(t.units, t.coded),
    "coding.estimate_mean": lambda t: aa.coding.estimate_mean(t.units, t.coded, outcome="n_found"),
    "coding.without_texts": lambda t: aa.coding.without_texts(t.loaded),
    "coding.with_texts": lambda t: aa.coding.with_texts(t.loaded.drop(columns="words"), t.articles),
    "plots.strip": lambda t: aa.plots.strip(t.corpus),
}


def n_hidden(t: Tables) -> int:
    """How many names of speakers, all of whom are private here, stand in what was found."""
    shown = aa.speakers.with_roles(t.quotes, t.actors.assign(role="speaker"))
    columns = ["quote", "speaker", "speaker_name"]
    return sum(int(shown[name].astype("str").str.count("speaker").sum()) for name in columns)


BY_COUNT: dict[str, tuple[str, Callable[[Tables], int]]] = {
    "speakers.with_roles": ("names that are found: the list of names grows, too", n_hidden),
    "voices.find_wordings": (
        "places: more wordings are looked for in more articles",
        lambda t: len(t.wordings),
    ),
    "compare.similarity": (
        "pairs of articles: all are compared to find those most alike",
        lambda t: len(t.articles) * (len(t.articles) - 1) // 2,
    ),
    "compare.align_quotes": (
        "pairs of quotations: more quotations share a phrase with more others",
        lambda t: len(aa.compare.align_quotes(t.quotes, min_similarity=0.05)),
    ),
}


if __name__ == "__main__":
    one_thread()
    main()
