"""The commands: check, annotate, report, export."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import pandas as pd

from ..loading import Loaded, batches
from ..parquet import Stored
from ..report.corpus_site.writing import write_corpus_site
from ..scaling import annotate, export
from ..scaling.exporting import FORMATS
from ..spreadsheets import write_csv
from ..writing import check_beside, whole_file
from . import options
from .running import EXIT_CODES, LEFT_OUT, Commands, code_of
from .summing import Articles, Problems
from .terminal import counting, plain, show_table

_AT_ONCE = 200  # articles in memory


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aleppo-analysis", message="aleppo-analysis %(version)s")
def main() -> None:
    """How do different articles tell the same event, and in whose words?

    IN is what you have: a folder of texts, an export of an archive, a table, a
    zip, or a pattern such as 'texts/*.txt'.

    \b
    First look what is there and what is wrong:
      aleppo-analysis check my_articles/
    Then read who says what, and how it is worded:
      aleppo-analysis report my_articles/ --out report/ --frames my_terms.csv
    Or have the tables to go on with:
      aleppo-analysis annotate my_articles/ --out tables/ --frames my_terms.csv
    """


@main.command("check", epilog=EXIT_CODES)
@options.reading
@click.option("--out", type=options.PATH, help="A CSV to write with every problem in a row.")
@click.pass_context
def check_command(context: click.Context, /, source: str, out: Path | None, **reading: Any) -> None:
    """Show what a corpus holds and what is wrong with it.

    Nothing is changed. What is left out is not in the corpus; what is doubtful stays in it as it is; what is
    repaired is put right whenever the corpus is read; of the rest is told how it was understood.

    \b
    Examples:
      aleppo-analysis check my_articles/
      aleppo-analysis check export.csv --column text=Body --day-first
      aleppo-analysis check my_articles.zip --out problems.csv
    """
    articles, problems = Articles(), Problems()
    with counting("articles") as progress:
        parts = _added_up(batches(source, size=_AT_ONCE, **reading), articles, problems, progress)
        if out is None:
            for _ in parts:
                pass
        else:
            check_beside("check", out, source)
            with whole_file("check", out) as file:
                write_csv(parts, file)
    click.echo(f"{articles.sentence()}\n")
    show_table(articles.table())
    click.echo()
    table = problems.table()
    if len(table):
        show_table(table)
    else:
        click.echo("No problems.")
    context.exit(LEFT_OUT if problems.has("left out") else 0)


def _added_up(
    parts: Iterable[Loaded], articles: Articles, problems: Problems, progress: Callable[[int], object]
) -> Iterator[pd.DataFrame]:
    """The problems of each part, once it is counted."""
    for loaded in parts:
        articles.add(loaded.articles)
        problems.add(loaded.problems)
        progress(articles.n)
        yield loaded.problems


@main.command("annotate", epilog=EXIT_CODES)
@options.reading
@click.option("--out", type=options.PATH, required=True, help="The folder to make.")
@options.frames
@options.actors
@click.option("--tokens", is_flag=True, help="Write every word too, more than the texts take.")
@click.option("--workers", default=1, metavar="N", help="How many processes share the work.")
@click.pass_context
def annotate_command(context: click.Context, /, source: str, out: Path, **how: Any) -> None:
    """Write down everything that is found in a corpus, as tables.

    Makes a folder with a Parquet data set each: articles (with their texts), problems, zones, sentences,
    quotes, voices, numbers, counts of words, and with --frames matches. In Python, Corpus.open("tables") has
    them. However large the corpus is, a few hundred articles at a time are in memory. Stopped before its end,
    the same command goes on from what was finished.

    \b
    Examples:
      aleppo-analysis annotate my_articles/ --out tables/
      aleppo-analysis annotate my_articles/ --out tables/ --workers 4
      aleppo-analysis annotate export.csv --out tables/ --frames my_terms.csv
    """
    with counting("articles") as progress:
        annotate(source, out, progress=progress, **how)
    stored = Stored("annotate", out)
    rows = [(name, stored.count_rows(name)) for name in stored.names]
    show_table(pd.DataFrame(rows, columns=["table", "rows"]))
    context.exit(code_of(context.obj))


@main.command("report", epilog=EXIT_CODES)
@options.reading
@click.option("--out", type=options.PATH, required=True, help="The folder to make, or a report to replace.")
@options.frames
@options.actors
@click.option("--title", help="What the report is called; else as IN is.")
@click.pass_context
def report_command(context: click.Context, /, source: str, out: Path, **how: Any) -> None:
    """Write a report to read in any browser, without a network.

    It has the articles with what was found in them, who speaks, what was repaired, the tables, and with
    --frames the wording by voice, each number with the lines behind it. Shows where its first page is.

    \b
    Examples:
      aleppo-analysis report my_articles/ --out report/
      aleppo-analysis report export.csv --out report/ --frames my_terms.csv
    """
    with counting("articles") as progress:
        first = write_corpus_site(source, out, progress=progress, **how)
    click.echo(plain(first))
    context.exit(code_of(context.obj))


@main.command("export", epilog=EXIT_CODES)
@click.argument("tables", type=options.PATH)
@click.option(
    "--out", type=options.PATH, required=True, help="The folder to make; a file, for xlsx or one table."
)
@click.option("--as", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
def export_command(tables: Path, out: Path, form: str) -> None:
    """Write the tables of a folder as spreadsheets or JSON Lines.

    TABLES is a folder that `annotate` wrote, or a single file of it. CSV and workbooks run no text as a
    formula, and have the articles without their texts; a sheet of a workbook holds 1,048,575 rows.

    \b
    Examples:
      aleppo-analysis export tables/ --out sheets/ --as csv
      aleppo-analysis export tables/ --out tables.xlsx --as xlsx
      aleppo-analysis export tables/quotes.parquet --out quotes.jsonl --as jsonl
    """
    with counting("rows") as progress:
        export(tables, out, form=form, progress=progress)
