"""Reading files: regular ones only, of bounded size, and what was read is remembered."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from drafter.files.kinds import NO_TEXTS, kind_of
from drafter.files.limits import LARGEST_FILE, LARGEST_TEXT, refuse_larger
from drafter.problems import DrafterError
from drafter.text.looks import did_you_mean
from drafter.text.words import is_name, line_and_column, shortened, visible

# A file of which more than a tenth is zeros, and not only a few of them, is no text.
_FEW_ZEROS = 100

# Encodings that a file begins with a mark of; the longer marks begin as the shorter do.
_MARKED = (("utf-32", (b"\xff\xfe\0\0", b"\0\0\xfe\xff")), ("utf-16", (b"\xff\xfe", b"\xfe\xff")))

_OWN = str(Path(__file__).parent.parent)  # where files stand that come with drafter
_IS_WINDOWS = os.name == "nt"

# Names that are devices in Windows, whatever ending they have and in whichever folder they stand:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])\s*(?:[.:].*)?", re.IGNORECASE)

# The files that a command has read, each by its drive and number there, whatever it was called; and what the
# last was called.
_read: ContextVar[dict[tuple[int, int], str] | None] = ContextVar("read", default=None)


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Remember which files are read meanwhile: none of them is written to by accident."""
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def remember(found: os.stat_result, called: str = "") -> None:
    """Remember that a file was read, or written."""
    known = _read.get()
    if known is not None:
        known[found.st_dev, found.st_ino] = called


def last_read() -> str:
    """What the file was called that was read last, of those that people have; empty where none was."""
    named = (name for name in reversed((_read.get() or {}).values()) if not name.startswith(_OWN))
    return next(filter(None, named), "")


def was_read(found: os.stat_result) -> bool:
    """Whether a file was read, or written, under whatever name."""
    return (found.st_dev, found.st_ino) in (_read.get() or ())


def look_at_name(path: Path) -> None:
    """Refuse what is no name of a file on this system.

    Raises:
        DrafterError: which says why.
    """
    if "\0" in str(path):
        message = (
            f"“{visible(str(path))}” is no name of a file: there is a character in it that no name can have"
        )
        raise DrafterError(message, "Name the file as it is called.")
    if _IS_WINDOWS and _DEVICE.fullmatch(path.name):
        raise DrafterError(f"{path} is a device in Windows, not a file", "Give the file another name.")


def leads_out(path: Path) -> bool:
    """Whether a file is a link out of its folder."""
    try:
        return path.is_symlink() and path.resolve().parent != path.parent.resolve()
    except (OSError, RuntimeError):  # it leads in a circle
        return False


def refuse_link_out(path: Path) -> None:
    """Refuse to follow a link that nobody named: what it leads to may be anybody's.

    Raises:
        DrafterError: if it leads out of its folder.
    """
    if leads_out(path):
        raise DrafterError(
            f"{path} is a link out of its folder, and nothing was read from it or written to it",
            "Delete the link, or put a file in its place.",
        )


def open_regular(path: Path, *, is_remembered: bool = True) -> BinaryIO:
    """Open a file to be read, if it is a regular one.

    A pipe would wait for somebody who writes into it, and a device may have no end.

    Args:
        path: The file.
        is_remembered: Whether it is an input, which is not to be written to.

    Raises:
        DrafterError: saying in the user's words why it cannot be opened.
    """
    look_at_name(path)
    try:
        if path.is_dir():
            raise DrafterError(f"{named(path)} is a folder, not a file", "Name a file in it.")
        # Looked at before it is opened, since that alone may do something to a device; and again, since it
        # may have been exchanged in between.
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            file = os.fdopen(os.open(path, flags), "rb")
            found = os.fstat(file.fileno())
            if stat.S_ISREG(found.st_mode):
                if is_remembered:
                    remember(found, str(path))
                return file
            file.close()
    except FileNotFoundError:
        if path.is_symlink():
            hint = "Delete it, or put the file there again to which it leads."
            raise DrafterError(f"{named(path)} is a link to a file that is not there", hint) from None
        raise DrafterError(f"{named(path)} does not exist", _near(path)) from None
    except OSError as error:
        raise DrafterError(f"cannot read {named(path)}: {reason_of(error)}", hint_of(error)) from error
    raise DrafterError(f"{named(path)} is not an ordinary file: nothing can be read from it", "Name a file.")


def named(path: Path) -> str:
    """A file's name in a sentence: between quotation marks where it would not be seen whole there."""
    name = shortened(str(path), _LONGEST_NAME)
    return name if name.isprintable() and name == name.strip() and is_name(name) else f"“{name}”"


def _near(path: Path) -> str:
    """What to do about a file that is not there: which one has nearly its name."""
    try:
        with os.scandir(path.parent) as beside:
            known = [one.name for one in itertools.islice(beside, _MOST_BESIDE)]
    except (OSError, ValueError):
        known = []
    alike = (name for name in known if did_you_mean(path.stem, [Path(name).stem]))  # all may end in .yaml
    near = did_you_mean(path.name, sorted(name for name in alike if not name.startswith(".")))
    return near or "Check the name and the folder."


def read_at_most(stream: BinaryIO, called: str, largest: int = LARGEST_FILE) -> bytes:
    """All that a stream gives, if that is not beyond all bounds.

    Args:
        stream: The stream.
        called: How messages call it.
        largest: So many bytes.

    Raises:
        DrafterError: if it gives more, or cannot be read.
    """
    try:
        content = stream.read(largest + 1)
    except OSError as error:
        raise DrafterError(f"cannot read {called}: {reason_of(error)}", hint_of(error)) from error
    refuse_larger(len(content), largest, called)
    return content


def read_bytes(path: Path, *, is_beside: bool = False) -> bytes:
    """The bytes of a file.

    Args:
        path: The file.
        is_beside: Whether nobody named it, so that no link of its name is followed out of the folder.

    Raises:
        DrafterError: saying in the user's words why it cannot be read.
    """
    if is_beside:
        refuse_link_out(path)
    with open_regular(path) as file:
        return read_at_most(file, str(path))


def read_below(folder: Path, name: str) -> bytes:
    """The bytes of a file that a file in a folder names: what stands there, or below.

    Raises:
        DrafterError: if a link leads out of the folder, or the file cannot be read.
    """
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise DrafterError(
            f"{path} is a link out of its folder, and nothing was read from it",
            "Put a copy of the file there, in place of the link.",
        )
    return read_bytes(path)


def decode(content: bytes, path: Path) -> str:
    """The text of a UTF-8 file, with line feeds as its only line ends and without a byte order mark.

    Raises:
        DrafterError: if it is not text, or not UTF-8; with line and column.
    """
    if (kind := kind_of(content)) in NO_TEXTS:
        raise DrafterError(
            f"{path} is {kind}, and a text file is wanted here, as drafter's own are (.yaml)",
            "A Word draft can be checked, compared, reviewed, and read for a selection with --from; a matrix "
            "document is read with drafter new or drafter import.",
        )
    refuse_larger(len(content), LARGEST_TEXT, str(path))
    for encoding, marks in _MARKED:
        if content.startswith(marks):
            try:
                return one_line_end(content.decode(encoding))
            except UnicodeDecodeError:
                raise DrafterError(
                    f"{path} is cut off or damaged: it begins as {encoding.upper()}, and goes on otherwise",
                    "Save it again as plain text (UTF-8), or ask for it anew.",
                ) from None
    if content.count(0) > max(_FEW_ZEROS, len(content) // 10):
        raise DrafterError(f"{path} is not a text file", _NO_TEXT)
    try:
        return one_line_end(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if 0 in content:
            raise DrafterError(f"{path} is not a text file", _NO_TEXT) from None
        before = one_line_end(error.object[: error.start].decode("utf-8", "replace"))
        line, column = line_and_column(before, len(before))
        raise DrafterError(
            f"{path}:{line}:{column}: this is not UTF-8 text",
            "Save the file with the encoding UTF-8 and try again.",
        ) from None


def read_text(path: Path, *, is_beside: bool = False) -> str:
    """The text of a UTF-8 file; see ``read_bytes`` and ``decode`` for what they take and raise."""
    return decode(read_bytes(path, is_beside=is_beside), path)


def one_line_end(text: str) -> str:
    """A text with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def exists(path: Path) -> bool:
    """Whether there is such a file."""
    try:
        return path.exists()
    except (OSError, ValueError):  # no file can have such a name
        return False


def stands(path: Path) -> bool:
    """Whether anything has that name, also what cannot be read, as a link that leads to itself or to nothing.

    So what drafter looks for beside a file is refused where it is damaged, and not taken for absent.
    """
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):  # no file can have such a name
        return False


def stands_to_be_read(path: Path) -> bool:
    """Whether there is a file of that name that can be opened.

    Raises:
        DrafterError: if what has that name cannot be read: a folder, a pipe, or a link that leads to nothing.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        raise DrafterError(f"cannot read {named(path)}: {reason_of(error)}", hint_of(error)) from error
    open_regular(path, is_remembered=False).close()
    return True


def reason_of(error: OSError) -> str:
    """Why the system refused, in its words."""
    return error.strerror or str(error)


def hint_of(error: OSError, *, is_writing: bool = False) -> str:
    """What to do about it; empty where that cannot be said."""
    if not is_writing and error.errno in (errno.EACCES, errno.EPERM):
        return NOT_YOURS
    return _HINTS.get(error.errno or 0, "" if is_writing else _NO_ANSWER)


NOT_YOURS = "It may be open in Word, or not be yours to read. Close it there, or ask for a copy."
_NO_ANSWER = "Try again, or copy the file to another drive and work there."
_NO_TEXT = "Name another file; or, where it is a text, save it as plain text (UTF-8)."
_LONGEST_NAME = 250  # of a file, in a message
_MOST_BESIDE = 1000  # of the files in a folder, where one is looked for that has nearly the same name
_NO_ROOM = "Free some room on the disk and try again."
_NOT_HERE = "It may be open in Word, or the folder may be read-only. Close it, or write elsewhere."
_HINTS = {
    errno.EACCES: _NOT_HERE,
    errno.EPERM: _NOT_HERE,
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
    errno.EROFS: "Use another folder.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.ELOOP: "It is a link that leads to itself: name the file that is meant.",
}
