"""Writing files so that nothing that people wrote is lost (promise 7).

A file is written beside its place and renamed over it, with those that belong to it (``replacing``). A file
that people edit is read, changed and renamed under a lock (``change_file``). Any other file is replaced only
if drafter can tell that it is as drafter wrote it (``write_file``): text files carry a seal (the fingerprint
of the rest) in their last line, Word files in their provenance part. What a command has read is never
written to.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from drafter import process
from drafter.files.kinds import kind_of, written_as
from drafter.files.lock import locked
from drafter.files.reading import (
    exists,
    leads_out,
    look_at_name,
    open_regular,
    read_at_most,
    refuse_link_out,
    was_read,
)
from drafter.files.replacing import changed_meanwhile, part_beside, refused, replace
from drafter.files.seal import has_whole_seal
from drafter.files.unfinished import finish_what_was_left, mark_of
from drafter.problems import DrafterError, ExitStatus

_OWN = ".drafter-"
_LINE_BREAK = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # as Python and YAML count them


def write_file(
    path: Path,
    content: bytes,
    *,
    is_untouched: Callable[[bytes], bool] = has_whole_seal,
    overwrite: bool = False,
    is_beside: bool = False,
) -> None:
    """Write a whole file or leave the old one whole.

    Args:
        path: Where.
        content: What.
        is_untouched: Tells of an existing file's bytes whether they are as drafter wrote them, of this kind.
        overwrite: Replace an existing file that drafter wrote of this kind, whoever changed it since.
        is_beside: Whether nobody named the file, which drafter keeps beside another: it may have been read to
            be written anew, and no link of its name is followed out of the folder.

    Raises:
        DrafterError: if the file is open elsewhere, was changed by somebody, was read by the command, is of
            another kind, or cannot be written.
    """
    look_before_writing(path, is_beside=is_beside)
    meant = _meant(path)
    finish_what_was_left(meant.parent)
    was = mark_of(meant)
    if not is_beside:
        refuse_input(path)
    if not overwrite:
        refuse_changed(path, content, is_untouched)
    elif not is_beside:
        refuse_another(path, content, is_untouched)
    replace(meant, content, was)


def refuse_input(path: Path) -> None:
    """Refuse to write to a file that the command has read, or written, whatever it is called.

    Raises:
        DrafterError: which says so.
    """
    if exists(path) and was_read(path.stat()):
        raise DrafterError(
            f"{path} is one of the files that were read, which are never written to: it is as it was",
            "Name another file with -o.",
            status=ExitStatus.USAGE,
        )


def refuse_changed(path: Path, content: bytes, is_untouched: Callable[[bytes], bool]) -> None:
    """Refuse to replace a file that is not as drafter wrote it, unless it has the new content already.

    Raises:
        DrafterError: which says how to replace it all the same.
    """
    existing = _standing(path)
    if existing == content or not exists(path) or _may_go(existing, content, is_untouched):
        return
    if kind_of(existing):
        _refuse_of_another_kind(path, existing, content, "only {} that drafter wrote is replaced")
    raise DrafterError(
        f"{path} was not written: the file there has been changed since drafter wrote it, or is another one "
        "of drafter's",
        "Write to another name with -o, or add --overwrite to replace it.",
    )


def refuse_another(path: Path, content: bytes, is_untouched: Callable[[bytes], bool]) -> None:
    """Refuse to replace what a person who says “overwrite” cannot have meant.

    That is all but what drafter wrote of the same kind, whoever changed it since, and an empty file; and, of
    what stands where a link leads, also what somebody changed.

    Raises:
        DrafterError: which says what stands there.
    """
    existing = _standing(path)
    if not kind_of(existing) or existing == content or _may_go(existing, content, is_untouched):
        return
    if leads_out(path):
        raise DrafterError(
            f"{path} was not written: it is a link to {_meant(path)}, and the file there has been changed "
            "since drafter wrote it, or is not drafter's",
            "Name that file itself with -o, or write to another name.",
        )
    _refuse_of_another_kind(path, existing, content, "--overwrite replaces only {} that drafter wrote")


def _may_go(existing: bytes, content: bytes, is_untouched: Callable[[bytes], bool]) -> bool:
    """Whether a file is as drafter wrote it, and nothing says that it is of another kind."""
    return is_untouched(existing) and written_as(existing) in ("", written_as(content))


def _refuse_of_another_kind(path: Path, existing: bytes, content: bytes, said: str) -> None:
    stands, written = written_as(existing), written_as(content)
    if not stands or stands != written:
        only = said.format(written or kind_of(content))
        raise DrafterError(
            f"{path} was not written: what stands there is {stands or kind_of(existing)}, and {only}",
            "Write to another name with -o, or take that file away first.",
        )


def never(_: bytes) -> bool:
    """Of a kind of files that people write, or that drafter cannot tell from what they wrote."""
    return False


@contextlib.contextmanager
def change_file(
    path: Path, as_read: bytes | None = None, *, is_beside: bool = False
) -> Iterator[Callable[[bytes | None], None]]:
    """Read, change and replace a file that people edit, while no other drafter does.

    Gives a function that writes the file's new content, if it is another one; given None, it takes the file
    away. Editors know nothing of the lock: what one of them saved meanwhile is not written over.

    Args:
        path: The file, which need not be there yet.
        as_read: What the change was made from, where it was read before (nothing, where there was no file);
            None where all is done under the lock.
        is_beside: See ``write_file``.

    Raises:
        DrafterError: if another drafter is at it and does not end, if somebody changed it, or if it cannot be
            written.
    """
    if is_beside:
        refuse_link_out(path)
    meant = _meant(path)
    with locked(meant):
        finish_what_was_left(meant.parent)
        before = _standing(path)

        def write(content: bytes | None) -> None:
            was = mark_of(meant)
            if _standing(path) != before or (as_read is not None and before != as_read):
                raise changed_meanwhile(path)
            if content != before and (content is not None or exists(meant)):
                look_before_writing(path)
                replace(meant, content, was)

        yield write


def _standing(path: Path) -> bytes:
    """What stands in a file that is to be written; nothing where there is none."""
    if not exists(path):
        return b""
    with open_regular(path, is_remembered=False) as file:
        return read_at_most(file, str(path))


def look_before_writing(path: Path, *, is_beside: bool = False) -> None:
    """Refuse what could not be written, as far as it can be told, before any work goes into it.

    Args:
        path: Where.
        is_beside: See ``write_file``.

    Raises:
        DrafterError: if the file is open elsewhere, or cannot be written.
    """
    look_at_name(path)
    _refuse_line_breaks(path)
    if is_beside:
        refuse_link_out(path)
    try:
        meant = _meant(path)
        if not is_beside:
            _refuse_own_name(path, meant)
        if exists(meant.parent) and not meant.parent.is_dir():
            raise DrafterError(f"{meant.parent} is a file, not a folder", "Name a file beside it.")
        if not meant.parent.is_dir():
            raise DrafterError(
                f"the folder {meant.parent} does not exist", "Make it first, or write to another folder."
            )
        if meant.is_dir():
            raise DrafterError(f"{path} is a folder", "Name a file in it.")
        if meant.exists() and not meant.is_file():
            raise DrafterError(f"{path} is not an ordinary file", "Name another file.")
        if meant.exists() and not meant.stat().st_mode & stat.S_IWUSR:
            raise DrafterError(
                f"{path} is write-protected; nothing was written",
                "Allow writing in the file's properties, or use a file of another name.",
            )
        _refuse_if_open(meant)
        if not os.access(meant.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise refused(path, error) from error


def _refuse_own_name(path: Path, meant: Path) -> None:
    """Refuse a name of what drafter keeps for itself, and takes away when it is done."""
    if is_own_name(path) or is_own_name(meant):
        raise DrafterError(
            f"{path} was not written: names that begin with “{_OWN}” are of files that drafter keeps for "
            "itself, and takes away",
            "Name it otherwise.",
        )


def is_own_name(path: Path) -> bool:
    """Whether a file is named as those that drafter keeps for itself: locks, and what is not finished."""
    return path.name.casefold().startswith(_OWN)


def _refuse_line_breaks(path: Path) -> None:
    """Refuse a name of several lines: comments of files and messages have one line for it."""
    if _LINE_BREAK.search(str(path)):
        shown = _LINE_BREAK.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", str(path))
        raise DrafterError(f"“{shown}” has a line break in it; nothing was written", "Name it without one.")


def _meant(path: Path) -> Path:
    """What a link points to is the file that people know; one that was never there is not made elsewhere."""
    if not path.is_symlink():
        return path
    with contextlib.suppress(RuntimeError, OSError):  # it leads in a circle
        meant = path.resolve()
        if not meant.is_symlink() and leads_out(path) and not exists(meant):
            raise DrafterError(
                f"{path} was not written: it is a link to {meant}, and there is no such file",
                "Name that file itself with -o, or delete the link.",
            )
        if not meant.is_symlink():
            return meant
    raise DrafterError(f"{path} is a link that leads to itself", "Delete it, or write to another name.")


def _put_folder(beside: Path, target: Path) -> None:
    """Give a folder that is done its name.

    Raises:
        DrafterError: if something stands there by now.
    """
    try:
        if target.is_dir():
            target.rmdir()  # an empty one
        beside.replace(target)
    except OSError as error:
        if not exists(target) or (target.is_dir() and not any(target.iterdir())):
            raise
        raise DrafterError(
            f"{target} was not made: another drafter, or somebody else, has just made it",
            "What stands there is as they made it. Use that, or name a new folder.",
        ) from error


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Make a folder, with all that is written into it meanwhile, or leave nothing.

    Args:
        target: The folder, which is not there yet or is empty; those above it are made, too.

    Raises:
        DrafterError: if it cannot be made.
    """
    look_at_name(target)
    _refuse_line_breaks(target)
    _refuse_own_name(target, target)
    finish_what_was_left(target.parent)
    above = [one for one in target.parents if not exists(one)]
    beside = part_beside(target)
    process.begin(str(beside), functools.partial(_take_away, beside, above))
    try:
        for one in reversed(above):
            one.mkdir()
        beside.mkdir()
        yield beside
        _put_folder(beside, target)
        above.clear()
    except OSError as error:
        raise refused(target, error) from error
    except DrafterError as error:
        if type(error) is not DrafterError or str(beside) not in error.message:
            raise
        # Nobody knows the name that the folder has until it is done.
        message = error.message.replace(str(beside), str(target))
        raise DrafterError(message, error.hint, status=error.status) from error
    finally:
        _take_away(beside, above)
        process.finish(str(beside))


def _take_away(folder: Path, above: list[Path]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for one in above:
        with contextlib.suppress(OSError):  # somebody has put something there meanwhile
            one.rmdir()


def _refuse_if_open(path: Path) -> None:
    """Refuse if Word or LibreOffice has left its owner file beside the document.

    Word names it ``~$`` and the document's name, without the name's first two letters when it is
    long; LibreOffice ``.~lock.NAME#``.
    """
    name = path.name
    for owner in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"):
        if exists(path.parent / owner):
            program = "LibreOffice" if owner.startswith(".") else "Word"
            raise DrafterError(
                f"{path} was not written: it is open in {program}",
                f"Close it there and try again. (If it is not open, delete {path.parent / owner}.)",
            )


def date_for_files() -> datetime | None:
    """The date to write into a file (reproducible-builds.org, SOURCE_DATE_EPOCH).

    Returns:
        None where the environment gives none: the same input gives the same bytes, and no date is better
        than a made-up one.

    Raises:
        DrafterError: if the environment gives one that is no date.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else None
    except (ValueError, OverflowError, OSError):
        raise DrafterError(
            f"SOURCE_DATE_EPOCH is “{given}”, which is no date",
            "Give it as seconds since 1970, or unset it.",
            status=ExitStatus.USAGE,
        ) from None
