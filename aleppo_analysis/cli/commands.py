"""The commands: check, annotate, export."""

from pathlib import Path

import click

from ..scaling import export
from ..scaling.exporting import FORMATS
from .running import EXIT_CODES, Commands
from .terminal import counting

_PATH = click.Path(path_type=Path)


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aleppo-analysis", message="aleppo-analysis %(version)s")
def main() -> None:
    """How do different articles tell the same event, and in whose words?

    IN is what you have: a folder of texts, an export of an archive, a table, a zip.

    \b
    First look what is there and what is wrong:
      aleppo-analysis check my_articles/
    Then have everything found in it written down:
      aleppo-analysis annotate my_articles/ --out tables/ --frames my_terms.csv
    """


@main.command("export", epilog=EXIT_CODES)
@click.argument("tables", type=_PATH)
@click.option("--out", type=_PATH, required=True, help="The folder to make; a file for xlsx or one table.")
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
