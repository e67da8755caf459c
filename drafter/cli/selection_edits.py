"""What ``drafter select FILE`` does beside updating: single steps, and what people changed in Word."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from drafter.cli import console
from drafter.files import change_file, decode, look_before_writing, read_bytes, write_file
from drafter.merge.deciding import Renewed, decide_proposals, renewed
from drafter.merge.importing import Imported, import_edits
from drafter.merge.proposals import Field, Proposal, Proposals, dump_proposals, load_proposals, named_in, told
from drafter.model import Decision
from drafter.problems import DrafterError, ExitStatus, raise_on_errors
from drafter.selection.blocks import unfit
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.update import decide, move, word, words_of
from drafter.text import unsafe_characters

_DECISIONS = {
    "drop": (Decision.OUT, "is out: it will stand in the annex of what is not used"),
    "maybe": (Decision.MAYBE, "is in brackets, with the reason beside it as a comment"),
    "keep": (Decision.IN, "is in"),
}
_ABOUT = "# The clause in your words. Lines that begin with # are left out. Its sources:"


# What people changed in Word


def propose(path: Path, draft: Path, *, is_renamed: bool) -> None:
    """Propose to a selection what people changed in a draft.

    Args:
        path: The selection file.
        draft: The Word file.
        is_renamed: Whether the selection has another name than when the draft was made.

    Raises:
        DrafterError: if the draft was made from another selection or matrix, or a file cannot be used.
    """
    with change_file(path):
        selection = open_selection(path)
        edits = import_edits(selection, draft, is_renamed=is_renamed)
        before = load_proposals(path)
        name = named_in(path, draft)
        result = renewed(before.found, edits.proposals, name, selection.in_blocks.text)
        with change_file(before.path) as write:
            _write_proposals(before, path, result.found, write)
    _report(path, draft, before.path, edits, result)


def _write_proposals(
    before: Proposals, path: Path, found: Sequence[Proposal], write: Callable[[bytes], None]
) -> None:
    """Write the proposals for a selection; where there are none, their file goes."""
    content = dump_proposals(path, found, before.comments)
    write(content)
    if not content:
        before.path.unlink(missing_ok=True)


def _report(path: Path, draft: Path, file: Path, edits: Imported, result: Renewed) -> None:
    facts = {"draft": draft, "file": file, "selection": path, "quoted": console.quoted(path)}
    for one in result.of_draft:
        if one.is_edited:
            console.message(told("read/edited", id=one.id, **facts))
        else:
            _show(one)
    if result.gone:
        console.message(told("read/gone", count=result.gone, **facts))
    for other in result.namesakes:
        console.message(told("read/namesake", other=path.parent / other))
    outcome = "proposals" if result.of_draft else "stays" if edits.problems else "nothing"
    console.message(told(f"read/{outcome}", count=len(result.of_draft), **facts))
    if edits.tracked:
        console.message(told("read/tracked", count=edits.tracked, **facts))
    if edits.other_form:
        console.message(told("read/other-form", its=edits.other_form, ours=edits.form, **facts))
    for problem in edits.problems:
        console.message(str(problem))


def _show(one: Proposal) -> None:
    conflict = f"  ({one.conflict})" if one.conflict else ""
    click.echo(f"{one.id}  {one.where}: {told(f'about/{one.field}')}{conflict}")
    if one.ours:
        was = one.ours if one.field is Field.NEW else f"was: {one.ours}"
        click.echo(console.wrap(was, 4, 0 if one.field is Field.NEW else 2))
    click.echo(console.wrap(f"now: {one.theirs}" if one.ours else one.theirs, 4, 2))


def take_and_leave(path: Path, take: Sequence[str], leave: Sequence[str], *, take_all: bool) -> None:
    """Take proposals into a selection file, or leave them.

    Args:
        path: The file.
        take: Names of proposals, or ids of clauses for all about them.
        leave: Likewise.
        take_all: Whether to take every one that is not left.

    Raises:
        DrafterError: if a proposal is not known or cannot be taken; nothing is written then.
    """
    with change_file(path) as write:
        selection = open_selection(path)
        before = load_proposals(path)
        with change_file(before.path) as write_rest:
            decided = decide_proposals(selection, before, take, leave, take_all=take_all)
            if not (decided.taken or decided.left):
                console.message(f"There are no proposals for {path}.")
                return
            write(decided.selection.content)
            _write_proposals(before, path, decided.rest, write_rest)
    for what, those in (("Taken", decided.taken), ("Left", decided.left)):
        for one in those:
            console.message(f"{what}: {one.id} (from {one.came_from})")
    more = f"{console.plural(len(decided.rest), 'proposal')} left to decide about.\n" if decided.rest else ""
    kept = "Old values stay as comments. " if decided.has_replaced else ""
    console.message(f"{more}{kept}Next: drafter draft {console.quoted(path)} -o draft.docx")


# Single steps


def take_step(path: Path, values: dict[str, Any]) -> None:
    """Take one step on a selection file, and say what it did and how to undo it.

    Args:
        path: The file.
        values: The options as given; exactly one of them says what to do.

    Raises:
        DrafterError: if a clause is not known, or the file cannot be written.
        ContentError: with every fault in the file.
    """
    if values["word"]:
        console.message(_word(path, values["word"]))
        return
    reason, by = (in_one_line(values[key], f"--{key}") for key in ("reason", "by"))
    with change_file(path) as write:
        selection, said = open_selection(path), []
        for name, (decision, done) in _DECISIONS.items():
            for clause in values[name]:
                undo = _undo_decision(selection, clause)
                selection = decide(selection, clause, decision, reason, by)
                said.append(f"{clause} {done}.\n  To undo: {undo}")
        if values["move"]:
            other, is_before = values["before"] or values["after"], bool(values["before"])
            selection, done, back = move(selection, values["move"], other, is_before=is_before)
            undo = f"drafter select {console.quoted(path)} --move {values['move']} {back}"
            said.append(f"{done}\n  To undo: {undo}")
        write(selection.content)
    console.message("\n".join(said))


def _undo_decision(selection: OpenSelection, clause: str) -> str:
    old = selection.entry(clause)
    if old is None:
        return f"delete its block from {selection.path}"
    step = next(
        name for name, (decision, _) in _DECISIONS.items() if decision is (old.decision or Decision.IN)
    )
    said = f"drafter select {console.quoted(selection.path)} --{step} {clause}"
    for name, value in (("reason", old.reason), ("by", old.by)):
        said += f" --{name} {console.quoted(value)}" if value else ""
    return said


# A person's own words, in an editor or from standard input; none of them is lost


def _word(path: Path, clause: str) -> str:
    """Give a clause a person's own words, and say so."""
    typing: contextlib.AbstractContextManager[tuple[str, bytes | None]]
    selection = open_selection(path)
    selection.clause(clause)
    if sys.stdin.isatty():
        typing = words_from_editor(selection, clause)
    else:
        # A file of words that was kept may still have what drafter wrote below them.
        given = decode(sys.stdin.buffer.read(), Path("standard input")).partition(_ABOUT)[0]
        typing = contextlib.nullcontext((in_one_line(given, "the wording"), None))
    with typing as (wording, as_read), change_file(path, as_read) as write:
        selection = open_selection(path)
        old, change = selection.clause(clause), selection.changed_sources.get(clause)
        if not wording:
            raise DrafterError("there are no words; nothing was written", status=ExitStatus.USAGE)
        if wording == old.wording:
            return f"{clause} has these words already."
        write(word(selection, clause, wording).content)
    said = f"{clause} now has your words, with the footnotes of its sources.\n"
    if change:
        said += (
            f"  Note: its sources have changed since drafter noted them ({change}). Delete drafter's comment "
            "in the block once you have read the clause with them.\n"
        )
    said += "  To undo: delete the lines of “wording” in its block"
    if old.wording or old.wordings:
        said += " and take the # from the words before them"
    return said


@contextlib.contextmanager
def words_from_editor(selection: OpenSelection, clause: str) -> Iterator[tuple[str, bytes]]:
    """The words that a person types in their editor, and the bytes of the selection for which they are typed.

    They are typed into a file beside the selection, which goes once they stand in the selection. Where that
    fails, for whatever reason, the file stays, and the message says how to use it.

    Args:
        selection: The selection.
        clause: The clause's id.

    Raises:
        DrafterError: if nothing was saved in the editor, or what was typed is no text.
        ContentError: if there are characters in it that cannot be printed.
    """
    path, texts = selection.path, selection.opened.matrix.by_id
    # Before a person takes an hour over words that could not be written:
    look_before_writing(path)
    if selection.cut is None:
        raise unfit(path)
    sources = [f"# {source}: {texts[source].text}" for source in selection.sources[clause]]
    asked = "\n".join([words_of(selection, clause), "", _ABOUT, *sources, ""]).encode()
    file = _new_file(path, clause, asked)
    try:
        typed = _edited(file)
        yield in_one_line(decode(typed, file), str(file)), selection.content
    except BaseException as error:
        kept = _kept(file, asked, f"drafter select {console.quoted(path)} --word {clause}")
        if kept and isinstance(error, DrafterError):
            error.hint = f"{error.hint}\n    {kept}" if error.hint else kept
        elif kept:
            console.message(kept)
        raise
    _remove(file)


def in_one_line(text: str, where: str) -> str:
    """A text on one line, of characters that can be printed.

    Args:
        text: The text.
        where: Where it stands, for messages.

    Raises:
        ContentError: if it has others.
    """
    raise_on_errors(list(unsafe_characters(text, where)))
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _new_file(selection: Path, clause: str, content: bytes) -> Path:
    """A file beside the selection, of a name that none has; older words may wait in the others."""
    names = (f"{clause}.words{f'-{n}' if n > 1 else ''}.txt" for n in itertools.count(1))
    file = next(file for file in map(selection.with_name, names) if not file.exists())
    with file.open("xb") as stream:
        stream.write(content)
    return file


def _edited(file: Path) -> bytes:
    """What a person typed into a file, without the lines that begin with ``#``.

    Raises:
        DrafterError: if they closed the editor without saving.
    """
    # Some file systems count two seconds as one time: who saves at once must not be taken for who did not.
    os.utime(file, (0, 0))
    click.edit(filename=str(file))
    if not file.exists() or file.stat().st_mtime == 0:
        raise DrafterError(
            "the editor was closed without saving; nothing was written", status=ExitStatus.USAGE
        )
    return _own_lines(read_bytes(file))


def _own_lines(content: bytes) -> bytes:
    return re.sub(rb"(?m)^#.*\n?", b"", content)


def _kept(file: Path, asked: bytes, command: str) -> str:
    """Where a person finds what they typed, and how to use it; empty where they typed nothing."""
    try:
        typed = _own_lines(read_bytes(file))
    except DrafterError:
        return ""
    if typed.strip() in (b"", _own_lines(asked).strip()):
        _remove(file)
        return ""
    with contextlib.suppress(DrafterError):  # it may stay as it was saved
        write_file(file, typed, overwrite=True)
    return f"Your words are kept in {file}. Once all is mended, use them: {command} < {console.quoted(file)}"


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
