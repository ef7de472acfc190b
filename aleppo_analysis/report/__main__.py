"""Notebooks -> one offline site: `python -m aleppo_analysis.report` (or `make report`).

The notebooks run in fresh kernels and everything the site says comes from them, so no number is copied by
hand: the first page shows each notebook's question and answer (its first cell) and the pictures of the cells
tagged `finding`; the methods page shows the sections with a cell tagged `method`, and each last section.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..corpus import Corpus
from ..speakers import load_actors, with_roles
from ..tables import TableError
from .corpus_pages import reading_page, tables_of, tables_page
from .evidence_page import evidence_page
from .folder import check_out, site_folder
from .notebook_pages import index_page, methods_page, notebook_page
from .page import write_site
from .running import ReportError, find_notebooks, run_notebooks, store_notebooks

TITLE = "How the articles frame the Aleppo ceasefires of 2016"
INTRO = (
    "Which words frame the event, in whose voice, which words set each article apart, and who is quoted "
    "saying what. Each answer leads to its numbers, and the numbers to the lines they were counted from."
)


def build_report(notebooks: Path, out: Path, *, tell: Callable[[str], None]) -> Path:
    """Run the notebooks of a folder and write the site to `out`; returns its first page.

    Raises ReportError if a notebook fails, TableError if `out` holds something else; nothing is written then.
    """
    check_out("report", out)
    paths = find_notebooks(notebooks)
    tell(f"Running {len(paths)} notebooks ...")
    executed = run_notebooks(paths, tell=tell)

    tell("Writing the pages ...")
    with site_folder("report", out) as folder:
        corpus, actors = Corpus(), load_actors()
        tables = tables_of(corpus)
        written = [notebook_page(notebook, path, tables, folder) for path, notebook in executed.items()]
        reading = reading_page(corpus)
        lines = {place: lines for one in written for place, lines in one.linked.items()}
        pages = [
            index_page(written, TITLE, INTRO),
            *(notebook.page for notebook in written),
            reading,
            evidence_page(lines, reading),
            methods_page(written),
            tables_page({name: with_roles(table, actors) for name, table in tables.items()}, folder),
        ]
        write_site(pages, folder, actors)
    return out / "index.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns 0, or 1 after saying what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m aleppo_analysis.report", description=__doc__)
    parser.add_argument("--notebooks", type=Path, default=Path("notebooks"), help="folder with *.ipynb")
    parser.add_argument("--out", type=Path, default=Path("build/report"), help="folder to write the site to")
    parser.add_argument("--store", action="store_true", help="store the outputs in the notebooks instead")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    log = logging.getLogger("aleppo_analysis.report")
    log.setLevel(logging.INFO)
    try:
        if options.store:
            store_notebooks(options.notebooks, tell=log.info)
            log.info("Stored in %s", options.notebooks)
        else:
            index = build_report(options.notebooks, options.out, tell=log.info)
            log.info("Open %s", index.resolve())
    except (ReportError, TableError) as error:
        log.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
