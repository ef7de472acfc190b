"""Notebooks -> one offline site: `python -m aleppo_analysis.report` (or `make report`).

The notebooks run in fresh kernels and everything the site says comes from them, so no number is copied by
hand: the first page shows the titles and pictures of the cells tagged `finding` (one that is tagged `strip`,
too, as a strip to move through); the methods page shows the sections with a cell tagged `method`, and each
last section.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..corpus import Corpus
from ..speakers import load_actors, with_roles
from ..tables import TableError
from .corpus_pages import places_of, reading_page, tables_of, tables_page
from .evidence_page import evidence_pages
from .first_page import first_page
from .folder import site_folder
from .notebook_pages import check_names, methods_page, notebook_page
from .page import write_site
from .running import ReportError, find_notebooks, run_notebooks, store_notebooks

STOPPED = 130  # what a program returns that was stopped by Ctrl-C
TITLE = "Articles on the Aleppo ceasefires of 2016, one from each outlet"


def build_report(notebooks: Path, out: Path, *, tell: Callable[[str], None]) -> Path:
    """Run the notebooks of a folder and write the site to `out`; returns its first page.

    Raises ReportError if a notebook fails or has the name of another page, TableError if `out` holds
    something else, cannot be written, or another run writes it; what was at `out` is there as before then.
    """
    paths = find_notebooks(notebooks)
    check_names(paths)
    with site_folder("report", out) as folder:
        tell(f"Running {len(paths)} notebooks ...")
        executed = run_notebooks(paths, tell=tell)
        tell("Writing the pages ...")
        corpus, actors = Corpus(), load_actors()
        tables = tables_of(corpus)
        reading, strip = reading_page(corpus)
        places = places_of(reading)
        written = [notebook_page(book, path, tables, places, folder) for path, book in executed.items()]
        lines = {place: lines for one in written for place, lines in one.linked.items()}
        evidence, *evidence_parts = evidence_pages(lines, corpus.articles, places)
        pages = [
            *(notebook.page for notebook in written),
            reading,
            evidence,
            methods_page(written),
            tables_page({name: with_roles(table, actors) for name, table in tables.items()}, folder),
        ]
        findings = [finding for notebook in written for finding in notebook.findings]
        first = first_page(TITLE, findings, strip, [(page.file, page.name, page.title) for page in pages])
        write_site([first, *pages], evidence_parts, folder, actors)
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
    except KeyboardInterrupt:
        log.error("Stopped. The %s as before.", "notebooks are" if options.store else "last report is")
        return STOPPED
    return 0


if __name__ == "__main__":
    gc.set_threshold(50_000)  # what is made mostly stays to the end: look through it less often
    sys.exit(main())
