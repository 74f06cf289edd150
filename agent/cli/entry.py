"""The command line: parses, calls, and turns every end into an exit status (contracts: Commands)."""

import logging
import os
import shutil
import sys
import textwrap
import warnings
from collections.abc import Callable
from typing import Annotated, Any

import typer

from agent import __version__
from agent.cli.command_group import group_of
from clab.cleaning import clean_lines

COMMANDS = (
    *("analyze", "demo", "watch", "labs", "wait", "incidents", "report", "drill", "doctor"),
    *("digest", "brief", "ask", "voice", "verify", "calls", "route", "models"),
    *("topology", "script"),
    *("plugins", "schema", "config", "bench"),
)
"""All commands, in the order of the help; each is a module of this package."""

app = typer.Typer(
    cls=group_of("agent.cli", COMMANDS), no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"labkeeper {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and debug messages.")] = False,
) -> None:
    """BGP incidents of Containerlab labs: measured by code, on one machine."""
    if debug:
        os.environ["LABKEEPER_DEBUG"] = "1"


def main() -> None:
    """Run a command; its end becomes an exit status."""
    warnings.showwarning = _logged(warnings.showwarning)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One call of the program: 0 done, 1 our failure, 2 usage, 130 Ctrl-C, others as commands say."""
    from agent.failure import Failure

    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # its core writes of every ended connection to stderr
    if logging.lastResort is not None:  # where nothing else is configured, it writes warnings to stderr
        logging.lastResort.setFormatter(_Cleaning())
    try:
        result = app(arguments, prog_name="labkeeper", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Failure as error:
        _say(error.what, error.hint)
        return error.status
    except (
        Exception
    ) as error:  # the last stop: every end becomes an exit status, and a line that says whose fault it is
        show = getattr(error, "show", None)
        if callable(show):  # a usage error of typer's parser, whose class has moved between releases
            show(file=sys.stderr)
            return 2
        if os.environ.get("LABKEEPER_DEBUG"):
            raise
        _say(f"{type(error).__name__}: {error}", "this is a defect of labkeeper; --debug shows where")
        return 1


def _logged(others: Callable[..., None]) -> Callable[..., None]:
    """Shows a warning: that of a plug-in from outside is a line of the log, without a place in our source."""

    def show(message: Warning | str, category: type[Warning], *place: Any) -> None:
        from clab.plugins import PluginWarning

        if issubclass(category, PluginWarning):
            logging.getLogger(__name__).warning("labkeeper: %s", message)
        else:
            others(message, category, *place)

    return show


def _say(what: str, hint: str) -> None:
    text = f"labkeeper: {what}\n" + (f"{_wrapped(hint)}\n" if hint else "")
    sys.stderr.write(clean_lines(text))


def _wrapped(hint: str) -> str:
    """What to do, two blanks in; at a terminal within its width, elsewhere in the lines that it has."""
    if not sys.stderr.isatty():
        return f"  {hint}"
    width = max(40, shutil.get_terminal_size().columns)
    lines = (
        textwrap.fill(
            line, width, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        for line in hint.splitlines()
    )
    return "\n".join(lines)


class _Cleaning(logging.Formatter):
    """A log's lines; what they quote moves no cursor."""

    def format(self, record: logging.LogRecord) -> str:
        return clean_lines(super().format(record))
