"""Sources compared: the words that set each apart, and the passages that they share."""

from __future__ import annotations

from textwrap import shorten
from typing import NamedTuple

import pandas as pd

from ... import compare
from ...tables import id_columns, texts_of
from ...text.lines import unwrapped
from ...view.html import place_of, visible
from .findings import Findings
from .parts import file_of
from .pieces import Head, counted, link, of, rate, table
from .site import SOURCES, Site

_MOST_SOURCES, _MOST_TERMS, _SHOWN = 20, 10_000, 15
_MOST_ARTICLES, _MOST_CHARACTERS = 100, 400_000  # in which shared passages are looked for
_MIN_WORDS, _MOST_PASSAGES, _PASSAGE = 12, 100, 400  # words, passages, characters
_TERMS = """
SELECT term, SUM(n) AS n_all, SUM(n_articles) AS n_articles_all FROM words GROUP BY term
ORDER BY SUM(n) DESC, term LIMIT ?
"""
_OWN = "SELECT term, n AS n_own, n_articles AS n_articles_own FROM words WHERE source = ?"
_LANGUAGES = """
SELECT language, COUNT(*) AS n FROM articles WHERE source IS NOT NULL AND language IS NOT NULL
GROUP BY language ORDER BY COUNT(*) DESC, language
"""
_WORDS_OF = "SELECT source, SUM(n) AS n FROM words GROUP BY source ORDER BY SUM(n) DESC, source"
_ALONE = """<p>Words are compared between sources; the articles of this corpus have {sources}, so there is
nothing to compare. Give each article its outlet in a column <code>source</code>.</p>"""
_COUNTED = """<p>Each source against all others together, by log-odds with the corpus as prior (Monroe,
Colaresi and Quinn 2008). A positive z stands for a word that the source named above the table uses more; z
ranks words and is no test, for the words of an article are not drawn one by one. Counted are all words
outside links and credits, quoted ones too. With few articles a word may belong to an event and not to the
source: look at the numbers of articles. A word in one article only is left out where the source has
more.</p>"""
_HEADS = [
    Head("Word", is_number=False),
    Head("here"),
    Head("per 1,000 words", "here"),
    Head("elsewhere"),
    Head("per 1,000 words", "elsewhere"),
    Head("Articles", "here"),
    Head("Articles", "elsewhere"),
    Head("z"),
]


class Passage(NamedTuple):
    """A passage that several articles have: its words as printed in one, and where it stands in each."""

    text: str
    n_words: int
    places: dict[tuple[str, int], str]  # article and beginning of the paragraph -> source


class Kept:
    """The texts of a corpus, as long as they are few enough to look for what they share."""

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] = []
        self._n_characters = self._n_articles = 0

    def add(self, articles: pd.DataFrame) -> None:
        """Keep the texts of a part, or let go of all if they have become too many."""
        self._n_articles += len(articles)
        self._n_characters += int(articles["text"].str.len().sum())
        if self.are_few:
            self._parts.append(articles[[*id_columns(articles), "text"]])
        else:
            self._parts.clear()

    @property
    def are_few(self) -> bool:
        """Whether all texts are there."""
        return self._n_articles <= _MOST_ARTICLES and self._n_characters <= _MOST_CHARACTERS

    def passages(self) -> list[Passage]:
        """The passages that two sources or more share, the longest first."""
        articles = pd.concat(self._parts, ignore_index=True)
        shared = compare.shared_passages(articles, min_words=_MIN_WORDS).dropna(
            subset=["source", "other_source"]
        )
        texts = dict(zip(articles["doc_id"], map(unwrapped, texts_of(articles)), strict=True))
        found: dict[str, Passage] = {}
        for row in shared[shared["source"] != shared["other_source"]].to_dict("records"):
            passage = found.setdefault(row["passage"].casefold(), Passage(row["passage"], row["n_words"], {}))
            for which in ("", "other_"):
                doc_id, start = row[f"{which}doc_id"], row[f"{which}start"]
                passage.places[doc_id, texts[doc_id].rfind("\n", 0, start) + 1] = row[f"{which}source"]
        return sorted(found.values(), key=lambda passage: (-passage.n_words, passage.text))


class Side(NamedTuple):
    """One side of a comparison."""

    n_words: int
    n_articles: int


def write_sources(site: Site, findings: Findings, kept: Kept) -> None:
    """Write the page that compares the sources."""
    sides = _sides(findings)
    body = ["<h1>Sources compared</h1>"]
    if len(sides) < 2:
        body.append(_ALONE.format(sources="one source only" if sides else "no source"))
    else:
        body += [_words(findings, sides), _shared(findings, kept)]
    site.write(*SOURCES, SOURCES[1], "\n".join(body))


def _sides(findings: Findings) -> dict[str, Side]:
    """The sources that have words, the largest first."""
    n_articles = {row["source"]: row["n_articles"] for row in findings.sources()}
    return {row["source"]: Side(row["n"], n_articles[row["source"]]) for row in findings.ask(_WORDS_OF)}


def _words(findings: Findings, sides: dict[str, Side]) -> str:
    """What sets the largest sources apart from all others."""
    columns = ["term", "n_all", "n_articles_all"]
    kept = pd.DataFrame(map(tuple, findings.ask(_TERMS, _MOST_TERMS)), columns=columns)
    chosen = sorted(list(sides)[:_MOST_SOURCES])
    contents = "".join(
        f"<li>{link(f'#source-{number}', findings.labels[source])}</li>"
        for number, source in enumerate(chosen)
    )
    more = f"<p>These are the {_MOST_SOURCES} of {len(sides):,} sources with the most words.</p>"
    whole = Side(*map(sum, zip(*sides.values(), strict=True)))
    return "\n".join(
        [
            "<h2>Words that set a source apart</h2>",
            _COUNTED,
            _lacking(findings),
            more if len(sides) > len(chosen) else "",
            f'<nav aria-label="Sources"><ul class="columns">{contents}</ul></nav>',
            *(
                f'<h3 id="source-{number}">{visible(findings.labels[source])}</h3>\n'
                f"{_table(findings, source, kept, sides[source], whole)}"
                for number, source in enumerate(chosen)
            ),
        ]
    )


def _table(findings: Findings, source: str, kept: pd.DataFrame, here: Side, whole: Side) -> str:
    """The words that one source uses more than the others."""
    elsewhere = Side(whole.n_words - here.n_words, whole.n_articles - here.n_articles)
    rows = (
        [
            row.term,
            row.n,
            rate(row.n, here.n_words),
            row.n_against,
            rate(row.n_against, elsewhere.n_words),
            of(row.n_articles_own, here.n_articles),
            of(row.n_articles_all - row.n_articles_own, elsewhere.n_articles),
            row.z,
        ]
        for row in _scores(findings, source, kept, here, whole).itertuples()
    )
    label, n_words = findings.labels[source], counted(here.n_words, "word")
    return table(f"Used more in {label} ({n_words}) than elsewhere ({elsewhere.n_words:,})", _HEADS, rows)


def _scores(findings: Findings, source: str, kept: pd.DataFrame, here: Side, whole: Side) -> pd.DataFrame:
    """The words with the highest z; what is not kept counts as one word, so that sizes and prior hold."""
    own = pd.DataFrame(map(tuple, findings.ask(_OWN, source)), columns=["term", "n_own", "n_articles_own"])
    words = kept.merge(own, how="left", on="term").fillna({"n_own": 0, "n_articles_own": 0})
    words = words.astype({"n_own": "int64", "n_articles_own": "int64"})
    rest = {"term": "", "n_own": here.n_words - words["n_own"].sum()}
    rest["n_all"] = whole.n_words - words["n_all"].sum()
    both = pd.concat([words, pd.DataFrame([rest] if rest["n_all"] else [])], ignore_index=True)
    sides = {"here": both["n_own"], "elsewhere": both["n_all"] - both["n_own"]}
    counts = pd.concat([both[["term"]].assign(side=side, n=n) for side, n in sides.items()])
    scores = compare.log_odds(counts, by="side").query("side == 'here' and z > 0").merge(words, on="term")
    often = scores[scores["n_articles_own"] >= min(2, here.n_articles)]
    return compare.top_terms(often, by="side", measure="z", n=_SHOWN)


def _lacking(findings: Findings) -> str:
    """What the comparison cannot tell apart: articles without a source, languages."""
    n = sum(row["n_articles"] for row in findings.sources() if row["source"] is None)
    lacking = f"{counted(n, 'article')} without a source {'is' if n == 1 else 'are'} left out. " if n else ""
    languages = [f"{row['language']} {row['n']:,}" for row in findings.ask(_LANGUAGES)]
    mixed = f"Articles are in several languages ({', '.join(languages)}), whose words are counted alike."
    return f"<p>{lacking}{mixed if len(languages) > 1 else ''}</p>"


def _shared(findings: Findings, kept: Kept) -> str:
    """The longest passages that two sources share, if the corpus is small enough to look for them."""
    title = "<h2>Passages that two sources share</h2>"
    if not kept.are_few:
        return (
            f"{title}\n<p>Not looked for: that is done for up to {_MOST_ARTICLES} articles with "
            f"{_MOST_CHARACTERS:,} characters. <code>compare.shared_passages(articles)</code> finds them in "
            "any corpus that fits into memory.</p>"
        )
    found = kept.passages()
    if not found:
        return f"{title}\n<p>None: no {_MIN_WORDS} words in a row stand in two sources.</p>"
    items = "\n".join(_passage(passage, findings) for passage in found[:_MOST_PASSAGES])
    most = f" The {_MOST_PASSAGES} longest stand here." if len(found) > _MOST_PASSAGES else ""
    told = (
        f"{counted(len(found), 'passage')} of {_MIN_WORDS} words or more in two sources, word by word.{most}"
    )
    return f'{title}\n<p>{told}</p>\n<ul class="lines">\n{items}\n</ul>'


def _passage(passage: Passage, findings: Findings) -> str:
    """A passage, leading to its paragraph in each article."""
    places = ", ".join(
        link(f"articles/{file_of(doc_id)}#{place_of(doc_id, paragraph)}", findings.labels[source])
        for (doc_id, paragraph), source in passage.places.items()
    )
    shown = visible(shorten(passage.text, _PASSAGE, placeholder=" …"))
    return f"<li>{places} <small>{counted(passage.n_words, 'word')}</small>: {shown}</li>"
