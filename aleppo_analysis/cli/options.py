"""Options that commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

PATH = click.Path(path_type=Path)


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how IN is to be read: `columns`, `day_first`, `encoding`, `strict`."""
    options = [
        click.argument("source", metavar="IN"),
        click.option(
            "--column",
            "columns",
            metavar="NAME=COLUMN",
            multiple=True,
            callback=_pairs,
            help="Which column is which, such as text=Body; can be given several times.",
        ),
        click.option(
            "--day-first/--month-first",
            default=None,
            help="Whether 03/04/2016 is the 3rd of April or the 4th of March, which nobody guesses.",
        ),
        click.option("--encoding", metavar="NAME", help="Of files that are not UTF-8, such as windows-1252."),
        click.option("--strict", is_flag=True, help="Stop at the first thing that has no sure reading."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _pairs(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str] | None:
    """text=Body as {"text": "Body"}."""
    pairs = {name: column for name, _, column in (one.partition("=") for one in given) if name and column}
    if len(pairs) < len(given):
        raise click.BadParameter("write the name it shall have, then its own: --column text=Body")
    return pairs or None


frames = click.option(
    "--frames",
    "frame_terms",
    type=PATH,
    help="The wording to look for: a CSV with frame and term.",
)
actors = click.option(
    "--actors", type=PATH, help="Who speaks: a CSV with canonical, aliases, group and pattern."
)
