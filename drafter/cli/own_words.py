"""The words that a person gives a clause, in an editor or from standard input; none of them is lost."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from drafter.cli.console import message, quoted
from drafter.files import decode, read_bytes, write_file
from drafter.problems import DrafterError, ExitStatus, raise_on_errors
from drafter.text import unsafe_characters

_ABOUT = "# The clause in your words. Lines that begin with # are left out. Its sources:"


@contextlib.contextmanager
def words_from_editor(selection: Path, clause: str, now: str, sources: list[str]) -> Iterator[str]:
    """The words that a person types in their editor, for as long as it takes to write them.

    They are typed into a file beside the selection, which goes once they stand in the selection. Where that
    fails, for whatever reason, the file stays, and the message says how to use it.

    Args:
        selection: The selection file.
        clause: The clause's id.
        now: Its words so far.
        sources: Lines about its sources.

    Raises:
        DrafterError: if nothing was saved in the editor, or what was typed is no text.
        ContentError: if there are characters in it that cannot be printed.
    """
    asked = "\n".join([now, "", _ABOUT, *(f"# {line}" for line in sources), ""]).encode()
    file = _new_file(selection, clause, asked)
    try:
        typed = _edited(file)
        yield in_one_line(decode(typed, file), str(file))
    except BaseException as error:
        kept = _kept(file, asked, f"drafter select {quoted(selection)} --word {clause}")
        if kept and isinstance(error, DrafterError):
            error.hint = f"{error.hint}\n    {kept}" if error.hint else kept
        elif kept:
            message(kept)
        raise
    _remove(file)


def words_from_standard_input() -> str:
    """The words that a person hands over from a file or another program."""
    given = decode(sys.stdin.buffer.read(), Path("standard input"))
    # A file of words that was kept may still have what drafter wrote below them.
    return in_one_line(given.partition(_ABOUT)[0], "the wording")


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
    number = 1
    while True:
        more = f"-{number}" if number > 1 else ""
        file = selection.with_name(f"{clause}.words{more}.txt")
        try:
            with file.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            number += 1
        else:
            return file


def _edited(file: Path) -> bytes:
    """What a person typed into a file, without the lines that begin with ``#``.

    Raises:
        DrafterError: if they closed the editor without saving.
    """
    # Some file systems count two seconds as one time: who saves at once must not be taken for who did not.
    found = file.stat()
    os.utime(file, (found.st_atime, found.st_mtime - 2))
    before = file.stat().st_mtime_ns
    click.edit(filename=str(file))
    if not file.exists() or file.stat().st_mtime_ns == before:
        _remove(file)
        raise DrafterError(
            "the editor was closed without saving; nothing was written", status=ExitStatus.USAGE
        )
    return _own_lines(read_bytes(file))


def _own_lines(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"#"))


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
    return f"Your words are kept in {file}. Once all is mended, use them: {command} < {quoted(file)}"


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
