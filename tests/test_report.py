"""The report, on a project of two small notebooks. Kernels take seconds to start, so most tests share one run."""

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import nbformat
import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa
from aleppo_analysis.report.__main__ import main
from aleppo_analysis.report.notebook_html import notebook_html, with_drawings
from aleppo_analysis.report.running import ReportError
from aleppo_analysis.report.scripts import COPY, FILTER, POLICY
from aleppo_analysis.speakers.roles import hidden
from aleppo_analysis.view.drawing import NARROW, SVG
from aleppo_analysis.view.strip_html import MOVING

v4 = nbformat.v4
HOSTILE = "<script>alert(1)</script>"
WHO = [
    v4.new_markdown_cell(
        "# Who waits?\n\nAnn waits **2** times; see [the data](../data/words.csv) and [where](02_where.ipynb#What-this-cannot-show)."
    ),
    v4.new_code_cell("import pandas as pd\nimport matplotlib.pyplot as plt"),
    v4.new_markdown_cell("## How often does each wait?"),
    v4.new_code_cell(
        f"waits = pd.DataFrame({{'who': ['Ann', '{HOSTILE}'], 'n': [2, 1]}}, index=[4, 9])\nwaits"
    ),
    v4.new_code_cell(
        "waits.plot.bar(x='who', y='n', title='Ann waits 2 times')", metadata={"tags": ["finding"]}
    ),
    v4.new_markdown_cell("## What this cannot show\n\nWhy they wait."),
]
WHERE = [
    v4.new_markdown_cell("# Where do \\<they\\> wait?\n\nAt the border.\n\n## What is half?"),
    v4.new_code_cell("1 / 2"),
    v4.new_markdown_cell("That is half.\n\n## How often is it right?"),
    v4.new_code_cell("waits = 3", metadata={"tags": ["method"]}),
    v4.new_markdown_cell(
        "Three times.\n\n## What this cannot show\n\nSee [here](#What-this-cannot-show).\n\n## What this cannot show"
    ),
]


def _write(folder: Path, **notebooks: list[nbformat.NotebookNode]) -> Path:
    (folder / "notebooks").mkdir()
    for name, cells in notebooks.items():
        nbformat.write(v4.new_notebook(cells=cells), folder / "notebooks" / f"{name}.ipynb")
    return folder


@pytest.fixture(autouse=True)
def _said(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What the command line says is logged; keep it for the test to read."""
    with caplog.at_level(logging.INFO):
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = _write(tmp_path_factory.mktemp("project"), **{"01_who": WHO, "02_where": WHERE})
    (project / "data").mkdir()
    (project / "data" / "words.csv").write_text("word\nwait\n")
    out = project / "build" / "report"
    assert main(["--notebooks", str(project / "notebooks"), "--out", str(out)]) == 0
    return out


@cache
def _page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text("utf-8"), "html.parser")


@cache
def _places(site: Path, name: str) -> set[str]:
    return {tag["id"] for tag in _page(site, name).find_all(id=True)}


# -- what the site says ----------------------------------------------------------------------------------


def test_first_page_is_headed_by_the_finding_and_leads_to_all_else(site: Path) -> None:
    index = _page(site, "index.html")
    [found] = index.select("article")
    assert found.h1.get_text() == "Ann waits 2 times"
    assert [image["alt"] for image in found.select("img")] == ["Ann waits 2 times"]
    assert [link.get_text() for link in index.select(".ways a")] == [
        "Who", "Where", "Read", "Evidence", "Methods", "Tables"
    ]  # fmt: skip
    assert index.select(".ways li")[1].get_text().endswith("Where do <they> wait?")


def test_picture_leads_to_the_section_with_its_numbers(site: Path) -> None:
    file, _, place = _page(site, "index.html").select_one("article .more a")["href"].partition("#")
    section = _page(site, file).find(id=place)
    assert section.get_text(strip=True) == "How often does each wait?"
    assert not _page(site, file).select("style, table.dataframe, [border]")
    assert section.find_next("table").get_text(" ", strip=True) == f"who n Ann 2 {HOSTILE} 1"


def test_methods_page_has_the_sections_tagged_method_and_the_last_of_each_notebook(site: Path) -> None:
    methods = _page(site, "methods.html")
    assert [section.get_text(" ", strip=True) for section in methods.select("section")] == [
        "Who waits? What this cannot show Why they wait.",
        "Where do <they> wait? How often is it right? Code waits = 3 Three times. What this cannot show",
    ]
    assert [tag.name for tag in methods.select("h1, h2, h3")] == ["h1", "h2", "h3", "h2", "h3", "h3"]


def test_links_to_notebooks_and_data_lead_to_pages_and_copies(site: Path) -> None:
    links = [tag["href"] for tag in _page(site, "01_who.html").select("main a")]
    assert links == ["files/data/words.csv", "02_where.html#What-this-cannot-show"]
    assert (site / "files/data/words.csv").read_text() == "word\nwait\n"


def test_drawings_stand_in_the_page_as_they_were_drawn(tmp_path: Path) -> None:
    """Of the two layouts the second has no ids that the first has; what others drew is mended."""
    wide = (
        '<svg role="img" aria-label="A &gt; B" viewBox="0 0 1 1"><clipPath id="p1"/><path d="M 0 0"/></svg>'
    )
    data = {SVG: wide, NARROW: wide, "text/plain": "Figure: A > B"}
    outputs = [v4.new_output("display_data", data), v4.new_output("display_data", {SVG: "<svg><g>"})]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("1", outputs=outputs)])
    soup, drawings = notebook_html(notebook, tmp_path / "01_n.ipynb", tmp_path)
    page = with_drawings(str(soup), drawings)
    without = wide.replace(' id="p1"', "")
    assert page.count(wide) == page.count(without) == 1
    assert "<svg><g></g></svg>" in page
    assert with_drawings(str(soup), drawings, ids=False).count(without) == 2


# -- what every page keeps to ----------------------------------------------------------------------------

PAGES = ["index.html", "01_who.html", "02_where.html"]
PAGES += ["read.html", "evidence.html", "methods.html", "tables.html"]


def test_these_are_all_pages(site: Path) -> None:
    assert sorted(path.name for path in site.glob("*.html")) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_valid_html(site: Path, name: str) -> None:
    html5lib.HTMLParser(strict=True).parse((site / name).read_text("utf-8"))
    ids = [tag["id"] for tag in _page(site, name).find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_nothing_of_the_network_and_runs_our_scripts_only(site: Path, name: str) -> None:
    page = _page(site, name)
    assert not page.find_all(["iframe", "object", "embed"])
    assert {script.get_text() for script in page.find_all("script")} <= {COPY, FILTER, MOVING}
    assert page.select_one("meta[http-equiv=Content-Security-Policy]")["content"] in POLICY
    loaded = [tag.get("src") or tag["href"] for tag in page.select("[src], link[href]")]
    assert not [urlsplit(url).netloc for url in loaded if urlsplit(url).netloc]
    assert (
        "url(" not in (site / "style.css").read_text() and "@import" not in (site / "style.css").read_text()
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_leads_somewhere(site: Path, name: str) -> None:
    for tag in _page(site, name).select("a[href], img[src]"):
        target = urlsplit(tag.get("href") or tag["src"])
        file = unquote(target.path) or name
        assert (site / file).is_file(), target
        assert not target.fragment or target.fragment in _places(site, file), target


# -- what goes wrong -------------------------------------------------------------------------------------


def test_no_page_and_no_table_names_a_private_person(site: Path) -> None:
    hide = hidden(aa.speakers.load_actors())
    assert hide is not None
    files = [*site.glob("*.html"), *site.glob("tables/*.csv")]
    assert [file.name for file in files if hide(text := file.read_text("utf-8")) != text] == []
    assert "[resident of Aleppo]" in (site / "read.html").read_text("utf-8")


def test_failing_cell_stops_the_report_with_its_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cells = [v4.new_code_cell("counts = {'siege': 3}"), v4.new_code_cell("counts['truce']")]
    project = _write(tmp_path, **{"01_bad": cells})
    assert main(["--notebooks", str(project / "notebooks"), "--out", str(tmp_path / "report")]) == 1
    assert caplog.messages[-1] == (
        "01_bad.ipynb stopped at code cell 2 of 2:\n\n    counts['truce']\n\nKeyError: 'truce'\n\n"
        "Open it with `make lab` and run it to that cell; then run the command again."
    )
    assert not (tmp_path / "report").exists()


def test_no_notebooks(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert main(["--notebooks", str(tmp_path), "--out", str(tmp_path / "report")]) == 1
    assert caplog.messages == [
        f"There is no notebook (*.ipynb) in {tmp_path}.\n"
        "Run this in the project's top folder, or name the folder: --notebooks FOLDER."
    ]


def test_a_folder_of_others_is_not_overwritten(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["--out", str(tmp_path)]) == 1
    assert caplog.messages == [
        f"report: {str(tmp_path)!r} holds files that are not a report of ours, so it is not overwritten.\n"
        "Name an empty folder, or one that is not there yet."
    ]
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("target", ["../gone.csv", "../../outside.csv", "../data"])
def test_link_that_leads_to_no_file(tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.csv").write_text("secret")
    (tmp_path / "project" / "data").mkdir(parents=True)
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(f"[Here]({target})")])
    with pytest.raises(ReportError) as error:
        notebook_html(notebook, tmp_path / "project" / "notebooks" / "01_link.ipynb", tmp_path)
    assert str(error.value) == (
        f"01_link.ipynb links to '{target}', which is no file of the project.\n"
        "Mend the link: paths start at the notebook's own folder."
    )


# -- make notebooks --------------------------------------------------------------------------------------


def test_storing_twice_gives_the_same_bytes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = _write(tmp_path, **{"02_where": WHERE})
    path, command = (
        project / "notebooks/02_where.ipynb",
        ["--store", "--notebooks", str(project / "notebooks")],
    )
    assert main(command) == 0
    once = path.read_bytes()
    assert "02_where.ipynb: outputs changed" in caplog.messages
    assert "    +0.5" in caplog.messages

    caplog.clear()
    assert main(command) == 0
    assert path.read_bytes() == once
    assert "02_where.ipynb: its outputs are what they were" in caplog.messages


def test_stored_notebook_keeps_tags_and_nothing_volatile(tmp_path: Path) -> None:
    project = _write(tmp_path, **{"02_where": WHERE})
    path = project / "notebooks/02_where.ipynb"
    before = nbformat.read(path, as_version=4)
    before.cells[1].metadata.update(tags=["finding"], collapsed=True)
    nbformat.write(before, path)
    assert main(["--store", "--notebooks", str(project / "notebooks")]) == 0

    after = nbformat.read(path, as_version=4)
    assert after.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    tags = [cell.metadata.get("tags") for cell in after.cells]
    assert tags == [None, ["finding"], None, ["method"], None]
    assert [cell.id for cell in after.cells] == ["cell-1", "cell-2", "cell-3", "cell-4", "cell-5"]
    assert not any(cell.metadata.keys() - {"tags"} for cell in after.cells)
    assert after.cells[1].outputs[0].data == {"text/plain": "0.5"}
