"""What ``drafter select FILE`` does beside updating: single steps."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from drafter.brackets import bracketed_in
from drafter.cli import console
from drafter.cli.by_number import by_their_numbers, refuse_other_words
from drafter.cli.joined_clauses import refuse_joined
from drafter.cli.undoing import deciding, to_undo
from drafter.decisions import Decision, SelectionEntry, Status, StatusChange
from drafter.draft.variant import Variant
from drafter.files.limits import LONGEST_PARAGRAPH
from drafter.files.reading import decode, read_at_most, read_bytes
from drafter.files.replacing import refused
from drafter.files.writing import change_file, date_for_files, look_before_writing
from drafter.problems import DrafterError, ExitStatus, raise_on_errors
from drafter.returned.clauses import Numbered
from drafter.selection.blocks import unfit
from drafter.selection.brackets_gone import brackets_gone
from drafter.selection.edit import (
    as_worded,
    decide,
    drop_wording,
    own_words_of,
    support,
    withdraw,
    word,
    words_of,
)
from drafter.selection.history import history_path
from drafter.selection.known_names import known_names, names_typed
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.moving import move
from drafter.selection.wishes import told_of_kept, told_of_no_wish
from drafter.text.words import excerpt, is_name, unsafe_characters

_DECISIONS = {
    "drop": (Decision.OUT, "is out: it will stand in the annex of what is not used"),
    "maybe": (Decision.MAYBE, "is in brackets, with the reason beside it as a comment"),
    "keep": (Decision.IN, "is in"),
}
_MOST_TYPED = 1 << 20  # bytes of words for a clause
_ABOUT = "# The clause in your words. Lines that begin with # are left out. Its sources:"


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
    values = by_their_numbers(path, values)
    if values["word"]:
        console.message(_word(path, values["word"]))
        return
    reason, by = in_one_line(values["reason"], "--reason"), a_name(values["by"], "--by")
    with deciding(path) as write:
        selection, said = open_selection(path), []
        of_wordings = (*values.get("drop_wordings", ()), *values.get("supported_wordings", ()))
        named = [*values["maybe"], *values["supported"], *(one.id for one in of_wordings)]
        refuse_joined(selection, named)
        refuse_other_words(values.get("shown", ()), selection)
        for name, (decision, done) in _DECISIONS.items():
            for clause in dict.fromkeys(values[name]):  # whoever names one twice means it once
                was = selection.entry(clause)
                if was and decision is Decision.OUT and was.is_out:
                    said.append(f"{clause} was out already: {was.out_in_words}.")
                    if not (reason or by):
                        said.append(f"  To give another reason: --drop {clause} --reason … --by …")
                        continue
                wants_nothing = _wanting_nothing(was, by, selection) if decision is Decision.IN else ()
                selection = decide(selection, clause, decision, reason, by)
                said.append(f"{clause} {done}.")
                said += told_of_above(selection.clause(clause))
                said += wants_nothing
                said += told_of_kept(was, selection.clause(clause))
        for one in values.get("drop_wordings", ()):
            selection, told = _without_wording(selection, one, one.wording, reason, by)
            said += told
        for clause, wording in [
            *((one, None) for one in dict.fromkeys(values["supported"])),
            *((one.id, one.wording) for one in values.get("supported_wordings", ())),
        ]:
            on = (date_for_files() or datetime.now(UTC).astimezone()).date().isoformat()
            selection = support(selection, clause, by, on, wording)
            said.append(
                f"{clause}: its own words are supported, by {by} on {on}, until these or their "
                "sources change."
            )
            words = wording.text if wording else own_words_of(selection.clause(clause))
            if brackets := bracketed_in(words, selection.file.delegations):
                said.append(
                    f"  {console.plural(len(brackets), 'bracket')} in them "
                    f"{'is' if len(brackets) == 1 else 'are'} open: once they go, the words are others."
                )
        if values["move"]:
            other, is_before = values["before"] or values["after"], bool(values["before"])
            selection, done = move(selection, values["move"], other, is_before=is_before)
            said.append(done)
        is_new = write(selection.content)
    console.message("\n".join([*said, *to_undo(path, is_new=is_new)]))


def _without_wording(
    selection: OpenSelection, one: Numbered, wording: Variant, reason: str, by: str
) -> tuple[OpenSelection, list[str]]:
    """The selection with a wording of a clause taken out, and what that did."""
    was, had = selection.clause(one.id), selection.sources[one.id]
    without = drop_wording(selection, one.id, wording, reason, by)
    gone = [source for source in wording.sources if source not in without.sources[one.id]]
    is_peoples = wording.by or wording.is_own or not gone
    if not is_peoples and not {*gone} & {*had}:
        return without, [*_gone_already(was, without.clause(one.id), gone)]
    if is_peoples or not {*gone} <= selection.opened.matrix.by_id.keys():
        who = StatusChange(Status.WITHDRAWN, by=names_typed(by, selection.file))
        without = withdraw(selection, one.id, wording, who, is_taken_out=True, reason=reason)
    return without, [dropped_wording(one) if is_peoples else f"{one.id} no longer has {' and '.join(gone)}."]


def _gone_already(was: SelectionEntry, now: SelectionEntry, gone: Sequence[str]) -> Iterator[str]:
    """That a clause had no longer some sources before they were dropped again, and why.

    Args:
        was: The clause before.
        now: The clause.
        gone: The sources.
    """
    before, then = (next((why for one, why in each.reasons if one in gone), "") for each in (was, now))
    record = next((each for each in was.withdrawn if {*each.sources} & {*gone}), None)
    why = f": {before}" if before else f": {record.in_words}" if record else ""
    yield f"{was.id} was without {' and '.join(gone)} already{why}."
    if before != then:
        yield f"  The reason is now: {then}."
    elif record and not before:
        yield "  To give another reason, change it below “withdrawn” in its block."
    else:
        yield "  To give another reason: the same with --reason and --by."


def told_of_above(entry: SelectionEntry) -> Iterator[str]:
    """What stands above a clause that is out, and goes with it; nothing where it is not out."""
    for one in entry.all_withdrawn:
        if one.is_above:
            whose = f" ({', '.join(one.of)})" if one.of else ""
            yield f"With it goes what stands above it: “{excerpt(one.wording)}”{whose}."


def _wanting_nothing(was: SelectionEntry | None, by: str, selection: OpenSelection) -> tuple[str, ...]:
    """That a delegation wants nothing of a clause that it would keep, with what to do.

    Raises:
        DrafterError: if the clause is in already, so that nothing were changed but who decided it.
    """
    known = {name.casefold() for name in known_names(selection.file)}
    names = [name for name in names_typed(by, selection.file) if name.casefold() in known]
    message, hint = told_of_no_wish(was, names) if was else ("", "")
    if was and message and not was.is_out and was.decision is not Decision.MAYBE:
        raise DrafterError(f"{message}, and it is in; nothing was written", hint, status=ExitStatus.USAGE)
    return (f"  {message}. {hint}",) if message else ()


def dropped_wording(one: Numbered) -> str:
    """That a wording of people's own was taken out of its clause."""
    return f"{one.id} no longer has “{one.opening}”; its words stay in its block, and in Annex II."


# A person's own words, in an editor or from standard input; none of them is lost


def _word(path: Path, clause: str) -> str:
    """Give a clause a person's own words, and say so."""
    typing: contextlib.AbstractContextManager[tuple[str, bytes | None]]
    selection = open_selection(path)
    selection.clause(clause)
    refuse_joined(selection, [clause])
    if sys.stdin.isatty():
        typing = words_from_editor(selection, clause)
    else:
        # A file of words that was kept may still have what drafter wrote below them.
        given = decode(
            read_at_most(sys.stdin.buffer, "standard input", _MOST_TYPED), Path("standard input")
        ).partition(_ABOUT)[0]
        typing = contextlib.nullcontext((_as_typed(selection, clause, given, "the wording"), None))
    with typing as (wording, as_read), deciding(path, as_read) as write:
        selection = open_selection(path)
        old, change = selection.clause(clause), selection.changed_sources.get(clause)
        if not wording:
            hint = "Write the words in the file that opens, or send them to standard input."
            raise DrafterError("there are no words; nothing was written", hint, status=ExitStatus.USAGE)
        if wording == own_words_of(old):
            return f"{clause} has these words already."
        write(word(selection, clause, wording).content)
    has_sources = bool(selection.sources[clause])
    said = f"{clause} now has your words{', with the footnotes of its sources' if has_sources else ''}."
    names = list(dict.fromkeys(name for one in old.wordings if one.wording for name in one.by))
    if names:
        said += f"\n  What {' and '.join(names)} proposed stays beside them."
    for one in brackets_gone(old, as_worded(old, wording), selection.file.delegations):
        said += (
            f"\n  What {' and '.join(one.names)} would have in brackets there is not in your words: "
            f"“{excerpt(one.words)}” stands below “withdrawn” in its block, and in Annex II."
        )
    if change:
        said += (
            f"\n  Note: its sources have changed since drafter noted them ({change}). Delete drafter's "
            "comment in the block once you have read the clause with them."
        )
    return "\n".join([said, *to_undo(path)])


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
    look_before_writing(history_path(path), is_beside=True)
    if selection.cut is None:
        raise unfit(path, selection.content)
    sources = [f"# {source}: {texts[source].text}" for source in selection.sources[clause]]
    asked = "\n".join([words_of(selection, clause), "", _ABOUT, *sources, ""]).encode()
    file = _new_file(path, clause, asked)
    try:
        typed = _edited(file)
        yield _as_typed(selection, clause, decode(typed, file), str(file)), selection.content
    except BaseException as error:
        kept = _kept(file, asked, f"drafter select {console.quoted(path)} --word {clause}")
        if kept and isinstance(error, DrafterError):
            error.hint = f"{error.hint}\n    {kept}" if error.hint else kept
        elif kept:
            console.message(kept)
        raise
    _remove(file)


def _as_typed(selection: OpenSelection, clause: str, text: str, where: str) -> str:
    """The words that a person typed for a clause: in lines for a block of their own, else on one."""
    lines = text.split("\n") if selection.clause(clause).text else [text]
    return "\n".join(filter(None, (in_one_line(line, where) for line in lines)))


def a_name(text: str, option: str) -> str:
    """The name that an option gives; empty where it gives none.

    Raises:
        DrafterError: if it can be nobody's.
    """
    name = in_one_line(text, option)
    if text and not is_name(name):
        message = f"{option} has no letter that can be seen: it names nobody"
        raise DrafterError(message, "Give a name.", status=ExitStatus.USAGE)
    return name


def in_one_line(text: str, where: str) -> str:
    """A text on one line, of characters that can be printed.

    Args:
        text: The text.
        where: Where it stands, for messages.

    Raises:
        DrafterError: if it is longer than a paragraph of a file may be.
        ContentError: if it has others.
    """
    if len(text) > LONGEST_PARAGRAPH:
        message = f"{where} has more than {LONGEST_PARAGRAPH:,} characters, which is too much to read"
        raise DrafterError(message, "Say it in fewer words.", status=ExitStatus.USAGE)
    raise_on_errors(list(unsafe_characters(text, where)))
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _new_file(selection: Path, clause: str, content: bytes) -> Path:
    """A file beside the selection, of a name that none has; older words may wait in the others."""
    names = (f"{clause}.words{f'-{n}' if n > 1 else ''}.txt" for n in itertools.count(1))
    # A link has the name, too, that leads to nothing: the words would be kept where it leads, or nowhere.
    file = next(file for file in map(selection.with_name, names) if not os.path.lexists(file))
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        raise refused(file, error) from error
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
        saved = read_bytes(file)
    except DrafterError:
        return ""
    typed = _own_lines(saved)
    if typed.strip() in (b"", _own_lines(asked).strip()):
        _remove(file)
        return ""
    # It may stay as it was saved.
    with contextlib.suppress(DrafterError), change_file(file, saved, is_beside=True) as write:
        write(typed)
    return f"Your words are kept in {file}. Once all is mended, use them: {command} < {console.quoted(file)}"


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
