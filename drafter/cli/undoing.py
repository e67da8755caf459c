"""``drafter select FILE --undo`` and ``--redo``, and noting each decision so that it can be undone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.core import ParameterSource

from drafter.cli import console
from drafter.selection.history import BY_HAND, Step, Turned, Write, change_selection, turn_back


@contextlib.contextmanager
def deciding(path: Path, as_read: bytes | None = None) -> Iterator[Write]:
    """Change a selection file under its lock, and note under the options that were typed what that did.

    Args:
        path: The file.
        as_read: See ``change_file``.

    Raises:
        DrafterError: see ``change_selection``.
    """
    with change_selection(path, _as_typed(), as_read) as write:
        yield write


def to_undo(path: Path, *, is_new: bool = True) -> list[str]:
    """The line that says how a decision is undone; none where it changed nothing."""
    return [f"  To undo: drafter select {console.quoted(path)} --undo"] if is_new else []


def _as_typed() -> str:
    """The options of this command as they were typed, without the file."""
    ctx = click.get_current_context()
    words: list[str] = []
    named: list[str] = []
    by_name = {one.name: one for one in ctx.command.params}
    for name, value in ctx.params.items():  # in the order in which they were typed
        if ctx.get_parameter_source(name) is not ParameterSource.COMMANDLINE or name == "file":
            continue
        one = by_name[name]
        values = [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]
        if isinstance(one, click.Argument):
            named += values
        elif isinstance(value, bool):
            words.append(one.opts[0] if value else one.secondary_opts[0])
        else:
            words += [part for each in values for part in (one.opts[0], console.quoted(each))]
    return " ".join([*words, *map(console.quoted, named)]) or "brought up to date"


def undo(path: Path, *, is_redo: bool = False, by_hand: bool = False) -> str:
    """Undo the last decision about a selection, or put in again what was undone last; and say so.

    Args:
        path: The selection file.
        is_redo: Whether it is put in again.
        by_hand: Whether to undo what people typed in the file last, and not the last decision.

    Raises:
        DrafterError: if there is nothing to undo, it cannot be undone, or a file cannot be written.
        ContentError: with every fault that the file would have.
    """
    with turn_back(path, is_redo=is_redo, by_hand=by_hand) as (turned, write):
        if turned.is_merged:  # this never stood there, and nobody has looked at it
            from drafter.selection.loading import read_selection

            named = dict.fromkeys(("matrix", "concordance", "form"), "")  # as the file itself says
            read_selection(path, turned.content, named, may_have_gone=True)
        back = _put_back(path, turned, write)
    step, file = turned.step, turned.history
    said = [f"{'Put back' if is_redo else 'Undone'}: {_named(step)}, of {step.day}."]
    if turned.is_merged:
        said.append("  What was changed in the file since stands as it stood.")
    if turned.since:
        said.append(f"  It was undone before {_decisions(turned.since)} that came since.")
    if turned.left:
        old, made = turned.left
        said.append(
            f"  A further --redo would put back an older one, {_named(old)}, of {old.day}, which was undone "
            f"before {_decisions(made)} that came since."
        )
    if back > 0:
        said.append(f"  {console.plural(back, 'proposal')} to decide about again.")
    command = f"drafter select {console.quoted(path)}"
    if is_redo:
        said += [line + (" --by-hand" if step.what == BY_HAND else "") for line in to_undo(path)]
    else:
        said.append(f"  What it said stays in {file}. To put it back: {command} --redo")
        if turned.before:
            said.append(f"  The decision before it: {_named(turned.before)}, of {turned.before.day}.")
    return "\n".join(said)


def _decisions(count: int) -> str:
    return console.plural(count, "decision")


def _named(step: Step) -> str:
    return "what was typed by hand" if step.what == BY_HAND else step.what


def _put_back(path: Path, turned: Turned, write: Callable[[], None]) -> int:
    """Write the selection, and the proposals that a step was about; how many more there are to decide."""
    if not any(turned.proposals):
        write()
        return 0
    from drafter.merge.proposal_file import change_proposals, read_proposals
    from drafter.merge.undeciding import put_back

    were, become = (read_proposals(path, text).found if text else () for text in turned.proposals)
    with change_proposals(path) as (before, write_proposals):
        found = put_back(before.found, become, were)
        write()
        write_proposals(found)
    return len(found) - len(before.found)
