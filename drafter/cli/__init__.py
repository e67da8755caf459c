"""The command line: the only place that knows click, prints, or exits."""

from __future__ import annotations

import gc
import os
import pkgutil
import signal
import sys
import traceback
from types import FrameType
from typing import NoReturn

import click

from drafter import __version__
from drafter.problems import ContentError, DrafterError, ExitStatus

# Where each command stands, to be imported only when it is called.
_COMMANDS = {
    "themes": "matrix:themes",
    "list": "matrix:list_",
    "show": "matrix:show",
    "draft": "draft:command",
    "select": "select:command",
    "check": "check:command",
    "review": "review:command",
    "compare": "compare:command",
    "match": "match:command",
    "trace": "trace:command",
    "import": "matrix:import_",
    "form": "draft:form",
}


class _Commands(click.Group):
    """Imports a command when it is asked for, and lists them in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = pkgutil.resolve_name(f"drafter.cli.{_COMMANDS[cmd_name]}")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from drafter.problems import did_you_mean

            near = did_you_mean(args[0], _COMMANDS) or "“drafter -h” lists the commands."
            ctx.fail(f"there is no command “{args[0]}”. {near}")
        return super().resolve_command(ctx, args)


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command explains itself: drafter draft -h",
)
@click.version_option(__version__, prog_name="drafter")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """From a matrix of recommendations to a Word draft of candidate declaration clauses.

    \b
    Examples:
      drafter themes                            what there is to ask for
      drafter list --theme terrorism            what the regions say on it
      drafter draft --min-regions 3 -o kyoto.docx
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False


def main() -> NoReturn:
    """Run the command line: every failure ends as a message and an exit status, never a traceback."""
    # One short job: what the collector could free, the end of the process frees too, a second sooner.
    gc.disable()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end_in_order)
    _use_utf8()
    status = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        _say_unwritten(error)
        status = ExitStatus.CANNOT_READ_OR_WRITE
        # What could not be written must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _end_in_order(number: int, _: FrameType | None) -> NoReturn:
    """End so that what is being done is tidied up; a second signal ends at once."""
    signal.signal(number, signal.SIG_DFL)
    raise SystemExit(128 + number)  # as shells give it


def _run() -> int:
    try:
        cli.main(standalone_mode=True)
    except SystemExit as end:
        if end.code == 128 + signal.SIGINT:
            _say("stopped before it was done; no file is half written")
        return end.code if isinstance(end.code, int) else ExitStatus.FINE
    except DrafterError as error:
        has_place = isinstance(error, ContentError) and bool(error.problems[0].file)
        click.echo(f"{'' if has_place else 'drafter: '}{error}", err=True)
        return error.status
    except OSError as error:
        _say_unwritten(error)
    except MemoryError:
        _say("this machine has not enough memory for that")
    except RecursionError:
        _say(
            "something in this file stands inside itself a thousand times, as in no file that Word or a "
            "person made; it is refused"
        )
    except Exception as error:  # noqa: BLE001  # the last resort: a user must not see a traceback
        if isinstance(error, ModuleNotFoundError) and str(error.name).partition(".")[0] != "drafter":
            _say(
                f"it is not set up in this Python ({sys.executable}): “{error.name}” is missing\n"
                "    Call the one that it was installed with, or install it: python -m pip install ."
            )
            return ExitStatus.CANNOT_READ_OR_WRITE
        _say(
            f"this is a fault in drafter, not in your files: {type(error).__name__}: {error}\n"
            "    Please report it, with what is shown when you set DRAFTER_DEBUG=1 and try again."
        )
        if os.environ.get("DRAFTER_DEBUG"):
            traceback.print_exc()
    return ExitStatus.CANNOT_READ_OR_WRITE


def _say(text: str) -> None:
    click.echo(f"drafter: {text}", err=True)


def _say_unwritten(error: OSError) -> None:
    _say(f"cannot write the result: {error.strerror or error}")


def _use_utf8() -> None:
    """Text for pipes and files is UTF-8 on every system; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
