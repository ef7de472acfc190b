"""How every command runs and ends: errors as sentences, signals, exit codes."""

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EPIPE
from io import TextIOWrapper
from typing import Any

import click

from ..articles import ArticleWarning
from ..loading import LoadingWarning
from ..tables import TableError
from .terminal import advice, plain, warnings_as_lines, without_function

NOT_DONE, LEFT_OUT, INTERRUPTED = 1, 3, 130  # 2 is click's, for wrong use
EXIT_CODES = """
\b
Exit codes:
  0    done
  1    not done: nothing to read, or no place to write
  2    the command was not understood
  3    done, but something was left out, which the messages name
  130  stopped, by Ctrl-C or by the system
Of what is not done nothing is left half written.
"""


class Command(click.Command):
    """A command that reads one thing; whoever gives more has most often left a pattern to the shell."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        context.allow_extra_args = True
        more = super().parse_args(context, args)
        if more and not context.resilient_parsing:
            context.fail(
                f"one is read at a time, and {plain(more[0])!r} is another. Put a pattern into quotes, "
                "such as 'texts/*.txt'; files that belong together go into one folder."
            )
        return more


class Commands(click.Group):
    """Commands that end with a sentence and an exit code, never with a traceback of the library."""

    command_class = Command

    def invoke(self, context: click.Context) -> Any:
        if isinstance(sys.stdout, TextIOWrapper):  # a sign that the terminal does not know becomes its number
            sys.stdout.reconfigure(errors="backslashreplace")
        with warnings_as_lines() as context.obj, _ended_as_by_ctrl_c():
            try:
                return super().invoke(context)
            except TableError as error:
                raise click.ClickException(_sentences(error)) from error
            except OSError as error:
                if error.errno == EPIPE:  # whoever reads has seen enough; click ends quietly
                    raise
                where = f": {plain(error.filename)!r}" if error.filename else ""
                raise click.ClickException(f"{error.strerror or error}{where}.") from error
            except KeyboardInterrupt as error:
                click.echo(f"Stopped: {str(error) or 'nothing was written.'}", err=True)
                context.exit(INTERRUPTED)


def code_of(warned: Iterable[Warning]) -> int:
    """The exit code of what was done with these warnings."""
    for warning in warned:
        kinds = warning.kinds if isinstance(warning, LoadingWarning) else ()
        if isinstance(warning, ArticleWarning) or any(kind == "left out" for kind, _ in kinds):
            return LEFT_OUT
    return 0


def _sentences(error: TableError) -> str:
    """What went wrong and what to do, without the name of the function."""
    return "\n".join(map(advice, without_function(error).split("\n")))


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """A request to end, or a terminal that is closed, does what Ctrl-C does, unless it is to be ignored."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ending = [it for it in map(signal.Signals.__getitem__, names) if signal.getsignal(it) == signal.SIG_DFL]
    for it in ending:
        signal.signal(it, signal.default_int_handler)
    try:
        yield
    finally:
        for it in ending:
            signal.signal(it, signal.SIG_DFL)
