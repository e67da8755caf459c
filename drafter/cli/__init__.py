"""The command line: the only package that uses click, prints or exits."""

from __future__ import annotations

import errno
import gc
import os
import pkgutil
import signal
import sys
from types import FrameType
from typing import NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from drafter import __version__
from drafter.problems import ContentError, DrafterError, ExitStatus, did_you_mean

# The commands in the order of work, each with the place from which it is imported, and its job.
_COMMANDS = {
    "import": ("matrix:import_", "Read a matrix from a document."),
    "match": ("reading:match", "Find out which recommendations say the same."),
    "themes": ("matrix:themes", "Show the themes, with counts by region."),
    "list": ("matrix:list_", "List recommendations, or show some in full."),
    "draft": ("draft:draft", "Make a draft: Word, Markdown or JSON."),
    "select": ("selection:select", "Start or update a selection file."),
    "mark": ("selection:mark", "Record a decision or a status for paragraphs."),
    "merge": ("selection:merge_", "Bring changes made in Word into a selection file."),
    "undo": ("selection:undo", "Take back the last change to a selection file."),
    "status": ("selection:status", "Show what is agreed, and what is in brackets."),
    "check": ("returned:check", "Check a draft against its sources; check any other file."),
    "review": ("returned:review", "Make a page for signing every citation."),
    "compare": ("returned:compare", "Compare two drafts, or make a redline."),
    "trace": ("reading:trace", "Find where each recommendation ended in an adopted text."),
    "form": ("draft:form", "Copy a form, to change its words and looks."),
}


class _Commands(click.Group):
    """The commands, imported when they are called, in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = pkgutil.resolve_name(f"drafter.cli.{_COMMANDS[cmd_name][0]}")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], _COMMANDS) or "“drafter -h” lists the commands."
            ctx.fail(f"there is no command “{args[0]}”. {near}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, job) for name, (_, job) in _COMMANDS.items()])


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="For help with a command: drafter draft -h",
)
@click.version_option(__version__, prog_name="drafter")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn a matrix of recommendations into a Word draft of candidate declaration clauses.

    \b
    Examples:
      drafter themes
      drafter list --theme terrorism
      drafter draft --min-regions 3 -o kyoto.docx
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False


def main() -> NoReturn:
    """Run the command line; report failures by a message and an exit status."""
    # Without garbage collection a long command ends a second sooner.
    gc.disable()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end_in_order)
    _use_utf8()
    status = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        status = _unwritten(error)
        # Python must not write the rest again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _end_in_order(number: int, _: FrameType | None) -> NoReturn:
    """End after tidying up; a second signal ends at once."""
    signal.signal(number, signal.SIG_DFL)
    raise SystemExit(128 + number)  # as in shells


def _run() -> int:
    try:
        result = cli.main(prog_name="drafter", standalone_mode=False)
    except SystemExit as end:
        if end.code == 128 + signal.SIGINT:
            click.echo("error: interrupted; no file is half written", err=True)
        return end.code if isinstance(end.code, int) else ExitStatus.FINE
    except NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitStatus.FINE
    except OSError as error:
        return _unwritten(error)
    except Exception as error:  # noqa: BLE001  # the last resort; a user must not see a traceback
        failure = _failure(error)
        click.echo(f"{'' if isinstance(failure, ContentError) else 'error: '}{failure}", err=True)
        if os.environ.get("DRAFTER_DEBUG"):
            sys.excepthook(type(error), error, error.__traceback__)
        return failure.status
    return result if isinstance(result, int) else ExitStatus.FINE


def _failure(error: Exception) -> DrafterError:
    """Return a failure in words, with its exit status."""
    if isinstance(error, DrafterError):
        return error
    if isinstance(error, click.ClickException):
        command = (getattr(error, "ctx", None) or click.Context(cli, info_name="drafter")).command_path
        hint = f"“{command} -h” shows how to call it."
        return DrafterError(error.format_message(), hint, status=ExitStatus.USAGE)
    return DrafterError(
        f"this is a fault in drafter, not in your files: {type(error).__name__}: {error}",
        "Set DRAFTER_DEBUG=1, run the command again, and report what it prints.",
    )


def _unwritten(error: OSError) -> int:
    """Report that the output could not be written, except to a closed pipe."""
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
        return ExitStatus.FINE
    click.echo(f"error: cannot write the result: {error.strerror or error}", err=True)
    return ExitStatus.CANNOT_READ_OR_WRITE


def _use_utf8() -> None:
    """Write UTF-8 to pipes and files; a terminal keeps its encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
