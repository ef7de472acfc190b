"""How every public function is called on articles that nobody would write, and every method of a corpus."""

import hashlib
import sys
from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from pathlib import Path

import pandas as pd
from click.testing import CliRunner

import aleppo_analysis as aa
from aleppo_analysis import cli, loading, scaling
from aleppo_analysis.view.drawing import svg_of

TERMS = pd.DataFrame(
    {
        "frame": ["ruse", "ruse", "aid", "aid", "signs", "signs"],
        "term": ["trap", "so-called", "convoy*", "20 t*", "é", "İ*"],
    }
)
ACTORS = pd.DataFrame(
    {
        "canonical": ["Ann Lee", "<b>Haj</b>"],
        "aliases": [None, "Haj; Mr. Haj"],
        "group": ["state", "=1+1"],
        "pattern": [r"\bdoctor\b", None],
        "role": [None, "a “man”"],
    },
    dtype="str",
)


class Found:
    """Articles, and the tables made from them when first asked for, by the functions alone."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self.articles = articles

    @cached_property
    def zones(self) -> pd.DataFrame:
        return aa.text.find_zones(self.articles)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        return aa.join_spans(aa.text.split_sentences(self.articles), self.zones, ["zone"])

    @cached_property
    def said(self) -> pd.DataFrame:
        return aa.quotes.attribute(self.articles, zones=self.zones)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        return aa.speakers.resolve(self.said, self.articles, actors=ACTORS)

    @cached_property
    def voices(self) -> pd.DataFrame:
        return aa.voices.find(self.quotes, self.zones)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        return aa.voices.add(aa.text.tokenize(self.articles), self.voices)

    @cached_property
    def matches(self) -> pd.DataFrame:
        return aa.voices.add(aa.frames.match(self.articles, TERMS), self.voices)

    @cached_property
    def numbers(self) -> pd.DataFrame:
        given = {"zones": self.zones, "quotes": self.quotes, "voices": self.voices}
        return aa.claims.find(self.articles, **given)

    @cached_property
    def counts(self) -> pd.DataFrame:
        return aa.compare.count_terms(self.tokens, by=["source", "voice"])

    @cached_property
    def by_source(self) -> pd.DataFrame:
        return aa.compare.count_terms(self.tokens, by="source")

    @cached_property
    def reporting(self) -> pd.DataFrame:
        return aa.voices.find_reporting_verbs(self.quotes, self.zones)

    @cached_property
    def wordings(self) -> pd.DataFrame:
        return aa.voices.find_wordings(self.quotes, self.articles, self.voices)

    @cached_property
    def rates(self) -> pd.DataFrame:
        return aa.frames.rates(self.matches, self.tokens, by=["source", "voice"])

    @cached_property
    def per_article(self) -> pd.DataFrame:
        rates = aa.frames.rates(self.matches, self.tokens, by="doc_id")
        return rates.merge(self.articles[["doc_id", "source"]])

    @cached_property
    def units(self) -> pd.DataFrame:
        return aa.coding.units(
            self.matches, self.articles, frame="ruse", by="source", sentences=self.sentences, voice=None
        )

    @cached_property
    def sample(self) -> pd.DataFrame:
        if self.units.empty:  # there is nothing to draw
            return self.units[["doc_id", "start", "end", "source"]].assign(stratum=0, pi=1.0)
        return aa.coding.draw(self.units, n=min(len(self.units), 6), seed=1)

    @cached_property
    def coded(self) -> pd.DataFrame:
        """Two coders' answers to the first sample, who do not always agree."""
        keys = ["doc_id", "start", "end"]
        own = self.sample.merge(self.sentences[[*keys, "sentence_id", "sentence", "zone"]], on=keys)
        own = own.rename(columns={"sentence": "words"}).assign(
            is_coded=True, frame="ruse", text_sha256="e2a1"
        )
        answers = pd.Series(range(len(own))) % 3 == 0
        return pd.concat(
            [
                own.assign(coder="x", is_present=answers.to_numpy(bool)),
                own.assign(coder="y", is_present=False),
            ],
            ignore_index=True,
        )

    @cached_property
    def spans(self) -> pd.DataFrame:
        where = {"unit_start": self.coded["start"], "unit_end": self.coded["end"], "label": "speech"}
        return self.coded.assign(**where)

    @cached_property
    def estimates(self) -> pd.DataFrame:
        return aa.coding.estimate_share(self.units, self.coded[self.coded["coder"] == "x"], by="source")

    @cached_property
    def lines(self) -> pd.DataFrame:
        return aa.evidence(self.matches, self.articles, frame="ruse")

    @cached_property
    def corpus(self) -> aa.Corpus:
        return aa.Corpus(self.articles, frame_terms=TERMS, actors=ACTORS)


Call = Callable[[Found], object]
TABLES = "articles problems zones sentences quotes voices tokens matches numbers".split()

# One article's rows depend on no other article.
OF_EACH: dict[str, Call] = {
    "text.find_languages": lambda f: aa.text.find_languages(f.articles),
    "text.find_zones": lambda f: f.zones,
    "text.keyword_in_context": lambda f: aa.text.keyword_in_context(f.articles, "t*"),
    "text.split_sentences": lambda f: aa.text.split_sentences(f.articles),
    "text.tokenize": lambda f: aa.text.tokenize(f.articles),
    "quotes.attribute": lambda f: f.said,
    "speakers.resolve": lambda f: f.quotes,
    "voices.find": lambda f: f.voices,
    "voices.add": lambda f: f.tokens,
    "voices.count_words": lambda f: aa.voices.count_words(f.articles, f.voices),
    "voices.find_reporting_verbs": lambda f: f.reporting,
    "voices.scare_quotes": lambda f: aa.voices.scare_quotes(f.quotes),
    "frames.match": lambda f: f.matches,
    "compare.count_articles": lambda f: aa.compare.count_articles(f.articles, f.zones),
    "claims.find": lambda f: f.numbers,
    "claims.find_dates": lambda f: aa.claims.find_dates(f.articles, zones=f.zones),
    "join_spans": lambda f: f.sentences,
    "evidence": lambda f: f.lines,
    "speakers.with_roles": lambda f: aa.speakers.with_roles(f.quotes, ACTORS),
}
OF_ALL: dict[str, Call] = {
    "check_spans": lambda f: [aa.check_spans(table, f.articles) for table in (f.quotes, f.tokens)],
    "describe_corpus": lambda f: aa.describe_corpus(f.articles),
    "load_articles": lambda f: aa.load_articles(f.articles),
    "voices.shares": lambda f: aa.voices.shares(f.tokens, by=["source", "voice", "speaker_name"]),
    "voices.find_wordings": lambda f: f.wordings,
    "voices.loaded_verbs": lambda f: aa.voices.loaded_verbs(f.reporting, by="source"),
    "voices.contrast_wordings": lambda f: aa.voices.contrast_wordings(f.wordings),
    "speakers.draft_actors": lambda f: aa.speakers.draft_actors(f.quotes),
    "quotes.score": lambda f: aa.quotes.score(f.quotes, f.quotes),
    "frames.rates": lambda f: f.rates,
    "frames.stress": lambda f: aa.frames.stress(f.articles, TERMS, f.voices),
    "frames.score": lambda f: aa.frames.score(f.matches, f.coded),
    "frames.agreement": lambda f: aa.frames.agreement(f.coded),
    "claims.compare": lambda f: aa.claims.compare(f.numbers, f.articles),
    "claims.score": lambda f: aa.claims.score(f.numbers, f.numbers),
    "compare.align_quotes": lambda f: aa.compare.align_quotes(f.quotes),
    "compare.at_equal_length": lambda f: aa.compare.at_equal_length(
        aa.join_spans(f.tokens, f.sentences, ["sentence_id"]),
        lambda words: aa.voices.shares(words, by=["source", "voice"]),
        value="share", by=["source", "voice"], n_samples=19,
    ),
    "compare.bootstrap_articles": lambda f: aa.compare.bootstrap_articles(
        f.per_article, value="per_1000_tokens", family="frame", n_samples=99
    ),
    "compare.collocates": lambda f: aa.compare.collocates(f.tokens, "the", min_n=1),
    "compare.count_terms": lambda f: f.counts,
    "compare.leave_one_out": lambda f: aa.compare.leave_one_out(
        f.per_article, value="per_1000_tokens", family="frame"
    ),
    "compare.log_odds": lambda f: aa.compare.log_odds(f.by_source),
    "compare.permutation_test": lambda f: aa.compare.permutation_test(
        f.per_article, value="per_1000_tokens", family="frame", n_samples=99
    ),
    "compare.phrases": lambda f: aa.compare.phrases(f.tokens),
    "compare.shared_passages": lambda f: aa.compare.shared_passages(f.articles, min_words=2),
    "compare.side_by_side": lambda f: aa.compare.side_by_side(
        {"one": f.rates, "other": f.rates}, value="per_1000_tokens", by=["source", "voice", "frame"]
    ),
    "compare.similarity": lambda f: aa.compare.similarity(f.by_source),
    "compare.similarity_of_voice": lambda f: aa.compare.similarity_of_voice(f.tokens, f.sentences, n_samples=19),
    "compare.tf_idf": lambda f: aa.compare.tf_idf(f.by_source),
    "compare.top_terms": lambda f: aa.compare.top_terms(aa.compare.tf_idf(f.by_source)),
    "coding.agreement": lambda f: aa.coding.agreement(f.coded),
    "coding.draw": lambda f: aa.coding.draw(f.units, n=1, seed=2, hits_share=None),
    "coding.estimate_mean": lambda f: aa.coding.estimate_mean(
        f.units, f.coded[f.coded["coder"] == "x"], predicted="n", outcome="is_present"
    ),
    "coding.estimate_share": lambda f: f.estimates,
    "coding.span_agreement": lambda f: aa.coding.span_agreement(f.spans),
    "coding.units": lambda f: f.units,
    "coding.with_texts": lambda f: aa.coding.with_texts(with_hashes(f), f.articles),
    "coding.without_texts": lambda f: aa.coding.without_texts(f.coded),
    "loading.add_up": lambda f: loading.add_up(
        aa.describe_corpus(batch.articles) for batch in loading.batches(f.articles, size=2)
    ),
    "loading.batches": lambda f: [batch.articles for batch in loading.batches(f.articles, size=2)],
    "loading.describe_corpus": lambda f: loading.describe_corpus(f.articles),
    "loading.load_articles": lambda f: loading.load_articles(f.articles),
    "loading.read": lambda f: loading.read(f.articles).problems,
    "loading.read_as": lambda f: loading.read_as(loading.ways_of("test"), f.articles).articles,
    "loading.Summary": lambda f: summed(f.articles),
    "loading.kinds_of": lambda f: loading.sentence_of(loading.kinds_of(loading.read(f.articles).problems)),
}  # fmt: skip
SHOWN: dict[str, Call] = {
    "read_article": lambda f: [
        aa.read_article(
            f.articles, doc_id, quotes=f.quotes, matches=f.matches, zones=f.zones, voices=f.voices
        )._repr_html_()
        for doc_id in f.articles["doc_id"]
    ],
    "explore": lambda f: aa.explore(
        f.articles, quotes=f.quotes, matches=f.matches, zones=f.zones, sentences=f.sentences
    ).children[-1],
    "plots.cards": lambda f: aa.plots.cards(f.lines, by="frame", title="<b>").body(),
    "plots.claims": lambda f: drawn(aa.plots.claims(aa.claims.compare(f.numbers, f.articles), title="$<b>$")),
    "plots.corrected": lambda f: drawn(aa.plots.corrected(f.estimates, title="$")),
    "plots.frame_rates": lambda f: drawn(aa.plots.frame_rates(f.rates, title="_$^")),
    "plots.shares": lambda f: drawn(
        aa.plots.shares(aa.voices.shares(f.tokens, by=["source", "voice"]), title="%")
    ),
    "plots.similarity": lambda f: drawn(aa.plots.similarity(aa.compare.similarity(f.by_source), title="\\x")),
    "plots.speakers": lambda f: drawn(
        aa.plots.speakers(aa.voices.shares(f.tokens, by=["speaker_name", "speaker_group"]), title="{}")
    ),
    "plots.strip": lambda f: drawn(aa.plots.strip(f.corpus)),
    "plots.timeline": lambda f: drawn(aa.plots.timeline(f.articles.assign(event="a\nb"), title="a")),
    "plots.top_terms": lambda f: drawn(
        aa.plots.top_terms(aa.compare.top_terms(aa.compare.tf_idf(f.by_source)), title="a")
    ),
}


def drawn(ax: object) -> str:
    """What a notebook shows of a figure."""
    return svg_of(ax.figure)  # type: ignore[attr-defined]


def with_hashes(f: Found) -> pd.DataFrame:
    texts = dict(zip(f.articles["doc_id"], f.articles["text"], strict=True))
    hashes = [hashlib.sha256(texts[doc_id].encode()).hexdigest() for doc_id in f.coded["doc_id"]]
    return aa.coding.without_texts(f.coded.assign(text_sha256=hashes))


def summed(articles: pd.DataFrame) -> pd.DataFrame:
    """What a summary tells of all batches."""
    summary = loading.Summary("test")
    for batch in loading.batches(articles, size=2):
        summary.add(batch)
    summary.warn()
    return summary.told


# -- files, of which each call has a folder of its own -----------------------------------------------------


def loaded(load: Callable[[Path], pd.DataFrame], **columns: str) -> Callable[[Found, Path], object]:
    """A CSV whose columns hold texts of articles, or, by `=`, always the same."""

    def call(f: Found, folder: Path) -> object:
        told = {name: f.articles["text"] if what == "text" else what for name, what in columns.items()}
        pd.DataFrame(told, index=f.articles.index).to_csv(folder / "table.csv", index=False)
        return load(folder / "table.csv")

    return call


def coded_in(ending: str) -> Callable[[Found, Path], object]:
    """A sheet that comes back as it was written."""

    def call(f: Found, folder: Path) -> object:
        sheet = folder / f"sheet{ending}"
        aa.coding.sheet(f.sample, f.articles, sheet, labels=None if ending == ".csv" else ["speech"])
        return aa.coding.load(sheet)

    return call


def annotated(f: Found, folder: Path) -> object:
    aa.annotate(f.articles, folder / "out", frame_terms=TERMS, actors=ACTORS, tokens=True)
    opened = aa.Corpus.open(folder / "out")
    return [opened.quotes, opened.articles, opened.voices]


def exported(f: Found, folder: Path) -> object:
    f.corpus.save(folder / "saved")
    for form in ("csv", "jsonl", "xlsx"):
        scaling.export(folder / "saved", folder / f"out.{form}", form=form)
    return sorted(path.name for path in folder.rglob("*"))


def checked(f: Found, folder: Path) -> object:
    """What the command line says of files of any bytes."""
    (folder / "texts").mkdir()
    for row, text in enumerate(f.articles["text"]):
        (folder / "texts" / f"{row}.txt").write_bytes(text.encode())
    run = CliRunner().invoke(cli.main, ["check", str(folder / "texts")])
    if run.exception is not None and not isinstance(run.exception, SystemExit):
        raise run.exception
    return run.output.replace(str(folder), "")


def gold(f: Found, folder: Path) -> object:
    f.quotes.assign(note=f.quotes["quote"]).to_csv(folder / "gold.csv", index=False)
    return aa.quotes.load_gold(folder / "gold.csv")


OF_FILES: dict[str, Callable[[Found, Path], object]] = {
    "frames.load_terms": loaded(aa.frames.load_terms, frame="ruse", term="text"),
    "frames.load_codes": loaded(
        aa.frames.load_codes, coder="text", doc_id="a", sentence_id="0", start="0", end="1", frame="text",
        is_present="True",
    ),
    "quotes.load_gold": gold,
    "claims.load_gold": loaded(
        aa.claims.load_gold, doc_id="text", start="0", end="1", number="text", low="1", high="2",
        is_approximate="text", unit="text", kind="text", counted="text", as_of="2016-10",
    ),
    "claims.load_gold (as_of)": loaded(
        aa.claims.load_gold, doc_id="a", start="0", end="1", number="1", low="1", high="2", is_approximate="True",
        unit="", kind="", counted="", as_of="text",
    ),
    "claims.load_gold (numbers)": loaded(
        aa.claims.load_gold, doc_id="a", start="text", end="1", number="1", low="text", high="2", is_approximate="True",
        unit="", kind="", counted="", as_of="",
    ),
    "text.load_corrections (numbers)": loaded(
        aa.text.load_corrections, doc_id="a", start="0", end="text", passage="text", zone="body"
    ),
    "speakers.load_actors": loaded(
        aa.speakers.load_actors, canonical="text", aliases="text", group="text", pattern="", role="text"
    ),
    "speakers.load_actors (pattern)": loaded(
        aa.speakers.load_actors, canonical="Ann Lee", aliases="", group="state", pattern="text"
    ),
    "text.load_corrections": loaded(
        aa.text.load_corrections, doc_id="text", start="0", end="1", passage="text", zone="body"
    ),
    "voices.load_reporting_verbs": loaded(
        aa.voices.load_reporting_verbs, verb="text", forms="text", stance="neutral", note="text"
    ),
    "compare.load_stop_words": loaded(aa.compare.load_stop_words, term="text", kind="text"),
    "coding.sheet": coded_in(".csv"),
    "coding.load": coded_in(".json"),
    "coding.load (doccano)": coded_in(".jsonl"),
    "coding.load (W3C)": coded_in(".jsonld"),
    "coding.load (INCEpTION)": coded_in(".zip"),
    "cli.main": checked,
}  # fmt: skip
if sys.modules.get("pyarrow", True) is not None:
    OF_FILES |= {"annotate": annotated, "scaling.annotate": annotated, "scaling.export": exported}

# -- a corpus ----------------------------------------------------------------------------------------------

OF_CORPUS: dict[str, Callable[[aa.Corpus], object]] = {
    **{name: attrgetter(name) for name in TABLES},
    "claims": lambda c: c.claims(),
    "counts": lambda c: c.counts(by=["source", "voice"]),
    "describe": lambda c: c.describe(),
    "evidence": lambda c: c.evidence(frame="ruse"),
    "explore": lambda c: c.explore().children[-1],
    "find": lambda c: c.find("t* trap"),
    "frame_rates": lambda c: c.frame_rates(by=["source", "voice"]),
    "only": lambda c: c.only(c.articles["doc_id"].head(1)).quotes,
    "read": lambda c: [c.read(doc_id)._repr_html_() for doc_id in c.articles["doc_id"]],
    "shares": lambda c: c.shares(by=["source", "speaker_name"]),
    "stress": lambda c: c.stress(),
    "tables": lambda c: c.tables("quotes", "matches")["matches"],
    "under_codings": lambda c: aa.compare.side_by_side(
        {
            name: one.shares(by="voice")
            for name, one in c.under_codings({"one": c.quotes, "other": c.quotes}).items()
        },
        value="share",
        by="voice",
    ),
    "units": lambda c: c.units(frame="ruse", by_sentence=True),
    "with_tables": lambda c: c.with_tables(quotes=c.quotes.head(0)).voices,
}
