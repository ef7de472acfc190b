"""JupyterLab in a browser: every notebook runs, the explorer answers, the reader works, text never runs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import TOP, Lab, NewTab, Tab

NOTEBOOKS = sorted(path.name for path in (TOP / "notebooks").glob("*.ipynb"))
HOSTILE = (
    "“<script>window.ran = 1</script> no <b>truce</b>,” said <img src=x onerror='window.ran = 2'> \u202eLee"
)
TOOLS = "import aleppo_analysis as aa\ncorpus = aa.Corpus()"


@pytest.fixture(autouse=True)
def _no_kernels_left(jupyterlab: Lab) -> Iterator[None]:
    yield
    jupyterlab.stop_kernels()


def _notebook(lab: Lab, name: str, *cells: str) -> str:
    """A notebook of these code cells, never run and never trusted."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / name)
    return name


def _opened(lab: Lab, tab: Tab, name: str) -> Page:
    tab.page.goto(lab.address(name))
    expect(tab.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")  # its kernel is there
    return tab.page


def _run_all(page: Page) -> None:
    """Run > Run All Cells, and wait until every code cell has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => { const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')];"
        " return prompts.length && prompts.every((one) => /^\\[\\d+\\]/.test(one.textContent)) "
        "|| document.querySelector('[data-mime-type=\"application/vnd.jupyter.error\"]') }",
        polling=250,  # milliseconds; to ask at every frame costs more than what is waited for
    )


def _complaints(page: Page) -> list[str]:
    """Errors and warnings that cells show."""
    kinds = ["application/vnd.jupyter.error", "application/vnd.jupyter.stderr"]
    return page.locator(", ".join(f'[data-mime-type="{kind}"]' for kind in kinds)).all_text_contents()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom(
    jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None], name: str
) -> None:
    page = _opened(jupyterlab, new_tab(), f"notebooks/{name}")
    _run_all(page)
    assert _complaints(page) == []
    picture(page, f"lab-{Path(name).stem}")


# -- the explorer ----------------------------------------------------------------------------------------


def _box(page: Page, name: str) -> Locator:
    return page.locator(".widget-hbox > *", has_text=name).locator("select, input")


def test_the_explorer_answers(jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None]) -> None:
    name = _notebook(jupyterlab, "explore.ipynb", TOOLS, "corpus.explore()")
    tab = new_tab()
    page = _opened(jupyterlab, tab, name)
    _run_all(page)
    said, lines = page.get_by_role("status").filter(has_text="articles"), page.locator(".aa-lines mark")
    expect(said).to_contain_text("195 places in 97 sentences of 5 of 5 articles")
    every = lines.count()
    assert page.locator("table").last.locator("tbody tr").count() == 20
    window = page.locator(".jp-OutputArea-output", has=said).bounding_box()
    assert window["height"] < 900

    page.get_by_label("Frame").select_option("deception")
    expect(said).not_to_contain_text("195 places")
    texts = [text.lower() for text in lines.all_text_contents()]
    assert 0 < len(texts) < every
    assert "trap" in texts
    picture(page, "lab-explorer")

    page.get_by_label("Frame").select_option("(any)")
    page.get_by_label("Word").fill("humanitarian pause*")
    page.get_by_label("Word").press("Enter")
    expect(lines.first).to_have_text("humanitarian pause")
    page.get_by_label("Voice").select_option("scare")
    expect(said).to_contain_text("2 places")
    assert {text.lower() for text in lines.all_text_contents()} == {"humanitarian pause"}

    page.get_by_label("Word").fill("*")
    page.get_by_label("Word").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="letter")).to_be_visible()
    assert _complaints(page) == []


# -- tables ----------------------------------------------------------------------------------------------


def test_tables_show_whole_sentences_and_leave_other_tables_alone(
    jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    lines = "corpus.evidence(frame='deception')[['source', 'voice', 'match', 'sentence']]"
    mine = "import pandas as pd\npd.DataFrame({'mine': ['word ' * 30 + 'end']})"
    page = _opened(jupyterlab, new_tab(), _notebook(jupyterlab, "tables.ipynb", TOOLS, lines, mine))
    _run_all(page)
    expect(
        page.locator("td", has_text="that they are preparing a counter-offensive to break the blockade")
    ).to_be_visible()
    expect(page.locator("td", has_text="word word")).to_contain_text("...")
    picture(page, "lab-tables")


# -- the reader ------------------------------------------------------------------------------------------


def test_the_reader_switches_without_a_kernel(
    jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    name = _notebook(jupyterlab, "read.ipynb", TOOLS, "corpus.read('scroll')")
    page = _opened(jupyterlab, new_tab(), name)
    _run_all(page)
    jupyterlab.stop_kernels()
    box = page.get_by_role("checkbox", name="humanitarian")
    words = page.locator('.aa-text [data-layer="Frame_20_words_20_humanitarian"]').first
    line = "(tag) => getComputedStyle(tag).textDecorationLine"
    assert words.evaluate(line) == "underline"
    box.click()
    assert words.evaluate(line) == "none"
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert words.evaluate(line) == "underline"
    picture(page, "lab-reader")


def test_before_it_is_trusted_the_reader_is_plain_text(
    jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    name = _notebook(jupyterlab, "untrusted.ipynb", "aa.read_article(articles, 'hostile')")
    notebook = nbformat.read(jupyterlab.folder / name, as_version=4)
    html = _hostile_reader() + "<script>window.ran = 3</script>"
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("execute_result", {"text/html": html}, execution_count=1)
    ]
    nbformat.write(notebook, jupyterlab.folder / name)

    page = _opened(jupyterlab, new_tab(), name)
    output = page.locator(".jp-OutputArea-output")
    expect(output).to_contain_text(HOSTILE.replace("\u202e", "U+202E"))
    assert "color-scheme" not in output.inner_text()
    assert page.evaluate("window.ran") is None
    picture(page, "lab-untrusted")


def _hostile_reader() -> str:
    import pandas as pd

    import aleppo_analysis as aa

    return aa.read_article(pd.DataFrame({"doc_id": ["hostile"], "text": HOSTILE}), "hostile")._repr_html_()


def test_a_hostile_corpus_runs_nothing(
    jupyterlab: Lab, new_tab: NewTab, picture: Callable[..., None]
) -> None:
    articles = f"import pandas as pd\narticles = pd.DataFrame({{'doc_id': ['a'], 'text': [{HOSTILE!r}]}})"
    quietly = "import warnings\nwith warnings.catch_warnings(record=True):  # that there are HTML tags"
    corpus = "    corpus = aa.Corpus(articles, frame_terms=aa.frames.load_terms())\ncorpus.read('a')"
    cells = (TOOLS, articles, f"{quietly}\n{corpus}", "corpus.quotes", "corpus.explore()")
    name = _notebook(jupyterlab, "hostile.ipynb", *cells)
    tab = new_tab()
    page = _opened(jupyterlab, tab, name)
    _run_all(page)
    expect(page.locator(".aa-text")).to_have_text(HOSTILE.replace("\u202e", "U+202E"))
    page.get_by_label("Word", exact=True).fill("no")
    page.get_by_label("Word", exact=True).press("Enter")
    expect(page.locator(".aa-lines mark")).to_have_text("no")
    assert _complaints(page) == []
    assert page.evaluate("window.ran") is None
    assert [error for error in tab.errors if "dialog" in error] == []
    picture(page, "lab-hostile")
