"""The command line: the only place that knows click, prints, or exits."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import NoReturn

import click

from drafter import __version__, process
from drafter.cli.terminal import message
from drafter.files.limits import DIVIDE
from drafter.files.reading import hint_of, last_read, remembering
from drafter.problems import ContentError, DrafterError, ExitStatus
from drafter.text.words import shortened, visible

_SHORT = 2  # characters of an option with one hyphen
_LONGEST_NAMED = 80  # of a file, in a message
_COMPLETES = "_DRAFTER_COMPLETE"  # set by a shell that asks how a command goes on, or for what asks so
_READER_HAS_ENOUGH = 1  # what click ends with where nobody reads any more what is printed

# Each command in the order of work: where it stands, to be imported only when it is called, and what the list
# of commands says of it.
COMMANDS = {
    "themes": ("matrix:themes", "Show what there is: themes, regions, and counts."),
    "list": ("matrix:list_", "List recommendations by section and theme."),
    "show": ("matrix:show", "Show recommendations in full, and who shares them."),
    "draft": ("draft:command", "Write a Word draft of candidate clauses with footnotes."),
    "select": ("select:command", "Start a selection file, update it, or change one clause."),
    "status": ("status:command", "Show where the text stands: agreed, open, with brackets."),
    "check": ("check:command", "List what is odd in a draft, a matrix or a selection."),
    "review": ("review:command", "Make a page on which a reviewer signs each citation."),
    "compare": ("compare:command", "Show what changed between two drafts."),
    "match": ("match:command", "Propose which recommendations of different regions say the same."),
    "trace": ("trace:command", "Show where each recommendation ended in an adopted text."),
    "new": ("importing:new", "Make a folder of your own from a matrix document."),
    "import": ("importing:import_", "Read a matrix document and write it as a matrix file."),
    "form": ("draft:form", "Make a form of your own: its words, and its looks in Word."),
}


class _Commands(click.Group):
    """Imports a command when it is asked for, and lists them in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"drafter.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from drafter.text.looks import did_you_mean

            near = did_you_mean(args[0], COMMANDS) or "“drafter -h” lists the commands."
            ctx.fail(f"there is no command “{args[0]}”. {near}")
        return super().resolve_command(ctx, args)


@click.command(
    cls=_Commands,
    invoke_without_command=True,
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
    if ctx.invoked_subcommand is None:
        from drafter.cli.here import say

        say()


def main() -> NoReturn:
    """Run the command line: every failure ends as a message and an exit status, never a traceback."""
    # One short job: what the collector could free, the end of the process frees too, a second sooner.
    gc.disable()
    _use_utf8()
    with remembering():
        status = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        if status != ExitStatus.CANNOT_READ_OR_WRITE:  # else it was said
            _say_unwritten(error)
        status = ExitStatus.CANNOT_READ_OR_WRITE
        # What could not be written must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _run() -> int:
    try:
        return _run_command()
    except DrafterError as error:
        has_place = isinstance(error, ContentError) and bool(error.problems[0].file)
        message(f"{'' if has_place else 'drafter: '}{error}")
        return error.status
    except OSError as error:
        _say_unwritten(error)
    except MemoryError:
        _say(f"{last_read() or 'this'} takes more memory than there is; {process.written()}\n    {DIVIDE}")
    except RecursionError:
        what = f"something in {last_read() or 'a file'} stands inside itself a thousand times"
        _say(f"{what}; {process.written()}\n    Look whether it is the right file, or ask for it anew.")
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
            import traceback

            message(traceback.format_exc())
    return ExitStatus.CANNOT_READ_OR_WRITE


def _run_command() -> int:
    _refuse_unseen(sys.argv[1:])
    if asked := os.environ.get(_COMPLETES):
        _refuse_completing(asked)
    try:
        if any(one[:1] == "-" and one[1:2].isalpha() and len(one) > _SHORT for one in sys.argv[1:]):
            from drafter.cli.mistyped import refuse_one_hyphen

            refuse_one_hyphen(cli, sys.argv[1:])
        if any(one.strip() != one.strip(" ") or not one.rpartition("=")[2].strip() for one in sys.argv[1:]):
            from drafter.cli.mistyped import refuse_blank

            refuse_blank(sys.argv[1:])
        # A command gives nothing; what click gives then is a status.
        return cli.main(standalone_mode=False) or ExitStatus.FINE
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        message(said.getvalue().rstrip("\n"))
        from drafter.cli.mistyped import what_was_meant

        if meant := what_was_meant(cli, error, sys.argv[1:]):
            message(f"    {meant}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 128 + signal.SIGINT
    except SystemExit as end:
        if end.code != _READER_HAS_ENOUGH:
            raise
        _say_unread()
        return ExitStatus.CANNOT_READ_OR_WRITE  # 1 would say that problems were found


def _refuse_unseen(arguments: Iterable[str]) -> None:
    """Refuse what no document can have: in names of files and of people, and in words.

    Raises:
        DrafterError: which shows it.
    """
    for argument in (one for one in arguments if visible(one) != one):
        try:
            # On a system that knows no UTF-8, Python takes what is UTF-8 for unknown bytes.
            text = os.fsencode(argument).decode()
            problem, hint = "has a character that cannot be seen", "Type it again by hand"
        except UnicodeDecodeError:
            text, problem, hint = argument, "is not UTF-8", "Set the terminal to UTF-8 and type it again"
        if visible(text) != text:
            raise DrafterError(
                f"“{visible(argument)}” {problem}; nothing was done",
                f"{hint}; if a file has that name, rename it.",
                status=ExitStatus.USAGE,
            )


def _refuse_completing(asked: str) -> None:
    """Refuse what no shell asks for when it completes a command.

    Raises:
        DrafterError: which says what it may be.
    """
    from click.shell_completion import get_completion_class

    shell, _, what = asked.partition("_")
    if get_completion_class(shell) is None or what not in ("source", "complete"):
        raise DrafterError(
            f"{_COMPLETES} is “{visible(shortened(asked, _LONGEST_NAMED))}”, which no shell asks for; "
            "nothing was done",
            "Unset it; or set it to bash_source, zsh_source or fish_source, which prints what completes "
            "commands in that shell.",
            status=ExitStatus.USAGE,
        )


def _say(text: str) -> None:
    message(f"drafter: {text}")


def _say_unwritten(error: OSError) -> None:
    if isinstance(error, BrokenPipeError):
        _say_unread()
        return
    stands = f"; {process.written()}" if process.has_written() else ""
    reason = "standard output is closed" if error.errno == errno.EBADF else error.strerror or error
    if named := error.filename:
        hint = hint_of(error, is_writing=True)
        said = f"cannot use {visible(shortened(str(named), _LONGEST_NAMED))}: {reason}{stands}"
        _say(f"{said}\n    {hint}" if hint else said)
    else:
        _say(f"cannot write the result: {reason}{stands}")


def _say_unread() -> None:
    """Say what stands where who reads has enough: as the status is 3, it would be thought not to be there."""
    if process.has_written():
        _say(f"nobody reads the result to its end; {process.written()}")


def _use_utf8() -> None:
    """Text for pipes and files is UTF-8 on every system; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
