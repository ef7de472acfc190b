"""A corpus that tries to run from every one of its fields, in each kind of page, in a browser."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from ipywidgets import HTML, Widget

import aleppo_analysis as aa
from aleppo_analysis.report.corpus_site.writing import write_corpus_site
from aleppo_analysis.report.notebook_html import notebook_html, with_drawings
from aleppo_analysis.view.drawing import SVG, svg_of
from conftest import NewTab, Tab

pytestmark = [
    pytest.mark.filterwarnings("ignore::aleppo_analysis.loading.LoadingWarning"),
    pytest.mark.filterwarnings("ignore:constrained_layout not applied:UserWarning"),  # names as long as these
]
HEAD = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Shown</title></head><body>"


def hostile(field: str) -> str:
    """Words that run where they are not escaped, are drawn as a formula, or end what they stand in."""
    return f"{field} $x^2$\"></p></svg><img src=x onerror='window.ran=1'>"


NAMES = ["doc_id", "source", "outlet", "title", "event_id", "event", "note", "extra"]
PLAIN = "Some 30 trucks waited. “It was a trap,” said Ann Lee. Police said 20 trucks waited."
TEXT = (
    f"{hostile('heading')}\n\n“{hostile('quote')} It was a trap,” said {hostile('speaker')} Lee.\n\n{PLAIN}"
)
TERMS = pd.DataFrame({"frame": [hostile("frame")], "term": ["trap"]})
ACTORS = pd.DataFrame(
    {
        "canonical": ["Ann Lee"],
        "aliases": "Lee",
        "group": hostile("group"),
        "pattern": None,
        "role": hostile("role"),
    }
)
ARTICLES = pd.DataFrame({name: [f"{n} {hostile(name)}" for n in range(4)] for name in NAMES}).assign(
    event_id=hostile("event_id"),
    text=TEXT,
    published="2016-10-18",
    url="javascript:window.ran='url'",
    language="en",
)


@pytest.fixture(scope="module")
def corpus() -> aa.Corpus:
    return aa.Corpus(ARTICLES, frame_terms=TERMS, actors=ACTORS)


def opened(new_tab: NewTab, file: Path) -> Tab:
    tab = new_tab()
    tab.page.goto(file.as_uri())
    return tab


def assert_nothing_ran(tab: Tab, name: str) -> None:
    links = tab.page.locator("a[href]").evaluate_all("(tags) => tags.map((tag) => tag.protocol)")
    assert {*links} <= {"file:"}, name
    assert tab.page.locator("img").count() == 0, name
    assert tab.page.evaluate("window.ran") is None, name
    assert (tab.errors, tab.requests) == ([], []), name


def test_the_report_of_a_corpus(tmp_path: Path, new_tab: NewTab) -> None:
    index = write_corpus_site(
        ARTICLES, tmp_path / "report", frame_terms=TERMS, actors=ACTORS, title=hostile("name of the report")
    )
    tab, shown = opened(new_tab, index), ""
    for file in sorted(index.parent.rglob("*.html")):
        policy = BeautifulSoup(file.read_text("utf-8"), "html.parser").select_one("meta[http-equiv]")
        assert policy and policy["content"].startswith("default-src 'none'"), file
        tab.page.goto(file.as_uri())
        assert_nothing_ran(tab, file.name)
        shown += tab.page.locator("body").text_content() or ""
    for field in ("name of the report", "outlet", "title", "heading", "quote", "frame", "role", "group"):
        assert hostile(field) in shown, field


def outputs_of(corpus: aa.Corpus) -> dict[str, str]:
    """Whatever a notebook shows of a corpus, as HTML."""
    rates = corpus.frame_rates(by=["source", "voice"])
    pairs = corpus.claims(by="event_id")
    numbers, counts = corpus.numbers, corpus.counts(by="source")
    one = pairs[pairs["fact"] == pairs["fact"].iloc[0]]
    lines, title = corpus.evidence(frame=TERMS["frame"][0]), hostile("name of the figure")
    both = {hostile("coding"): rates, "other": rates}
    beside = aa.compare.side_by_side(both, value="n", by=["source", "voice", "frame"])
    figures = [
        aa.plots.shares(corpus.shares(by=["source", "voice"]), title=title),
        aa.plots.speakers(corpus.shares(by=["speaker_name", "speaker_group"]), title=title),
        aa.plots.frame_rates(rates, title=title),
        aa.plots.similarity(aa.compare.similarity(counts, by="source"), title=title),
        aa.plots.top_terms(
            aa.compare.top_terms(aa.compare.tf_idf(counts, by="source"), by="source"), title=title
        ),
        aa.plots.timeline(corpus.articles, title=title),
        aa.plots.claims(one, title=title),
        aa.plots.strip(corpus, title=title),
    ]
    tables = [corpus.articles, corpus.quotes, corpus.matches, numbers, pairs, lines, rates, beside]
    return {
        "reader": corpus.read(corpus.articles["doc_id"][0])._repr_html_(),
        "cards": aa.plots.cards(lines, by="frame", title=title)._repr_html_(),
        "explorer": "".join(texts_in(corpus.explore())),
        **{f"table {n}": table._repr_html_() or "" for n, table in enumerate(tables)},
        **{f"figure {n}": svg_of(ax.figure) for n, ax in enumerate(figures)},
    }


def texts_in(widget: Widget) -> list[str]:
    """The HTML of a widget and of all that stand in it."""
    own = [widget.value] if isinstance(widget, HTML) else []
    return own + [text for child in getattr(widget, "children", ()) for text in texts_in(child)]


def test_what_a_notebook_shows(tmp_path: Path, corpus: aa.Corpus, new_tab: NewTab) -> None:
    """Each by itself in a page that allows everything; and all of them in a page of the report."""
    outputs = outputs_of(corpus)
    for name, html in outputs.items():
        (tmp_path / f"{name}.html").write_text(f"{HEAD}<main>{html}</main></body></html>", "utf-8")
        tab = opened(new_tab, tmp_path / f"{name}.html")
        assert_nothing_ran(tab, name)
        shown = " ".join((tab.page.locator("main").text_content() or "").split())
        assert "onerror" in shown, name
        assert "$x^2$" in shown, name
    v4 = nbformat.v4
    drawn = [{SVG: html} if html.startswith("<svg") else {"text/html": html} for html in outputs.values()]
    cells = [v4.new_code_cell("1", outputs=[v4.new_output("display_data", data)]) for data in drawn]
    notebook = v4.new_notebook(cells=cells)
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks/01_n.ipynb")
    soup, drawings = notebook_html(notebook, tmp_path / "notebooks/01_n.ipynb", tmp_path)
    (tmp_path / "n.html").write_text(f"{HEAD}{with_drawings(str(soup), drawings)}</body></html>", "utf-8")
    assert_nothing_ran(opened(new_tab, tmp_path / "n.html"), "notebook")
