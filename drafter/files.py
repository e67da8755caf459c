"""Files: read whole, and replaced so that nobody's words are lost.

drafter writes a file beside its place and renames it. A file that people edit is read, changed and
renamed under a lock (``change_file``). Any other file is replaced only if nobody has edited it since
drafter wrote it (``write_file``). A text file has a seal in its last line: the fingerprint of the rest. A
Word file has its fingerprint in the part with the stored draft.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from drafter.lock import locked
from drafter.problems import DrafterError
from drafter.text import line_and_column

# The largest file that is read. A matrix of 100,000 recommendations has some 40 MiB.
_LARGEST = 200 * 1024 * 1024

_SEAL = re.compile(r'^(?:# |<!-- |  "seal": ")drafter seal: ([0-9a-f]{64})(?: -->|"\n\})?\n?\Z', re.MULTILINE)


def read_bytes(path: Path) -> bytes:
    """Read the bytes of a file.

    Raises:
        DrafterError: If it cannot be read.
    """
    try:
        if path.is_dir():
            raise DrafterError(f"{path} is a folder", "Name a file in it.")
        if path.is_fifo():  # opening it would wait for somebody who writes into it
            raise DrafterError(f"{path} is a pipe, not a file", "Save its content as a file, and name that.")
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise DrafterError(f"{path} does not exist", "Check the name and the folder.") from None
    except OSError as error:
        raise DrafterError(f"cannot read {path}: {reason_of(error)}") from error
    if len(content) > _LARGEST:
        hint = f"drafter reads files of up to {_LARGEST >> 20} MiB."
        raise DrafterError(f"{path} is too large to be read", hint)
    return content


def decode(content: bytes, path: Path) -> str:
    """Decode a UTF-8 file.

    Returns:
        The text without a byte order mark, with line feeds as its only line ends.

    Raises:
        DrafterError: If it is not text, or not UTF-8; with line and column.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DrafterError(
            f"{path} is an Office or zip file, not a text file",
            "Name a text file, or save it as one (UTF-8).",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        with contextlib.suppress(UnicodeDecodeError):
            return _one_line_end(content.decode("utf-16"))
    try:
        return _one_line_end(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _one_line_end(error.object[: error.start].decode("utf-8", "replace"))
        line, column = line_and_column(before, len(before))
        raise DrafterError(
            f"{path}:{line}:{column}: this is not UTF-8 text",
            "Save the file with the encoding UTF-8 and try again.",
        ) from None


def read_text(path: Path) -> str:
    """Read a UTF-8 file; see ``read_bytes`` and ``decode``."""
    return decode(read_bytes(path), path)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def seal_text(text: str, comment: tuple[str, str] = ("# ", "")) -> bytes:
    """Return the bytes of a text with its seal in a last line.

    Args:
        text: Ends in a line end.
        comment: What begins and ends a comment in the format, or the last field of a JSON object.
    """
    before, after = comment
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text}{before}drafter seal: {digest}{after}\n".encode()


def has_whole_seal(content: bytes) -> bool:
    """Tell whether nobody edited a text file; line ends do not count."""
    text = _one_line_end(content.decode("utf-8-sig", "replace"))
    seal = _SEAL.search(text)
    return seal is not None and hashlib.sha256(text[: seal.start()].encode()).hexdigest() == seal[1]


def write_file(
    path: Path,
    content: bytes,
    *,
    is_untouched: Callable[[bytes], bool] = has_whole_seal,
    overwrite: bool | None = None,
) -> None:
    """Write a whole file, or leave the previous file whole.

    Args:
        path: The file.
        content: Its bytes.
        is_untouched: Tells from an existing file's bytes whether nobody edited them.
        overwrite: Replace an edited file; None for a command without this option.

    Raises:
        DrafterError: If the file is open elsewhere, was edited, or cannot be written.
    """
    refuse_unwritable(path)
    path = _target(path)
    if not overwrite and path.exists():
        existing = read_bytes(path)
        if existing != content and not is_untouched(existing):
            raise DrafterError(
                f"{path} was not replaced: people edited it, or it is another document",
                f"Give another name{', or add --overwrite' if overwrite is False else ''}.",
            )
    _replace(path, content)


@contextlib.contextmanager
def change_file(path: Path, as_read: bytes | None = None) -> Iterator[Callable[[bytes], None]]:
    """Read, change and replace a file that people edit, under a lock.

    Text editors do not know the lock. Therefore a file that was saved meanwhile is not replaced.

    Args:
        path: The file, which need not be there yet.
        as_read: The bytes that were read before the lock; empty where there was no file.

    Yields:
        A function that writes the file's new content.

    Raises:
        DrafterError: If another drafter holds the lock, if somebody changed the file, or if it cannot be
            written.
    """
    path = _target(path)
    with locked(path):
        before = _current(path)

        def write(content: bytes) -> None:
            if _current(path) != before or (as_read is not None and before != as_read):
                raise DrafterError(
                    f"{path} was not written: somebody changed it while drafter was at work",
                    "Run the same command again: it reads the file as it is now.",
                )
            if content != before:
                refuse_unwritable(path)
                _replace(path, content)

        yield write


def _current(path: Path) -> bytes:
    return read_bytes(path) if path.exists() else b""


def refuse_unwritable(path: Path) -> None:
    """Refuse a file that cannot be written, before any work goes into it.

    Raises:
        DrafterError: If the file is open elsewhere, or cannot be written.
    """
    try:
        path = _target(path)
        if not path.parent.is_dir():
            raise DrafterError(f"{path.parent} does not exist", "Create this folder, or write to another.")
        if path.is_dir():
            raise DrafterError(f"{path} is a folder", "Name a file in it.")
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise DrafterError(
                f"{path} is write-protected; nothing was written",
                "Allow writing in the file's properties, or use a file of another name.",
            )
        _refuse_if_open(path)
    except OSError as error:
        raise _refused(path, error) from error


def _target(path: Path) -> Path:
    """Follow a link, so that the file is replaced and not the link."""
    return path.resolve() if path.is_symlink() else path


def _refused(path: Path, error: OSError) -> DrafterError:
    return DrafterError(f"cannot write {path}: {reason_of(error)}", _HINTS.get(error.errno or 0, ""))


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".drafter-{os.urandom(8).hex()}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_if_open(path: Path) -> None:
    """Refuse a document that is open in Word or LibreOffice.

    Each program puts an owner file beside an open document. Word names it ``~$`` and the document's name;
    from a long name it drops the first two letters. LibreOffice names it ``.~lock.NAME#``.
    """
    name = path.name
    for owner in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"):
        if (path.parent / owner).exists():
            program = "LibreOffice" if owner.startswith(".") else "Word"
            raise DrafterError(
                f"{path} was not written: it is open in {program}",
                f"Close it there and try again. (If it is not open, delete {path.parent / owner}.)",
            )


_HINTS = {
    errno.EACCES: "It may be open in Word, or the folder may be read-only. Close it, or write elsewhere.",
    errno.ENOSPC: "Free some space on the disk and try again. The old file is unchanged.",
}


def reason_of(error: OSError) -> str:
    """Return the system's reason for an error."""
    return error.strerror or str(error)


def seen_from(folder: Path, path: Path) -> str:
    """Return a path relative to a folder."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # it is on another drive
        return path.resolve().as_posix()


# Dates


def date_for_files() -> datetime | None:
    """Return the date to write into a file, from SOURCE_DATE_EPOCH.

    The variable is described at reproducible-builds.org.

    Returns:
        None where the variable is not set, so that the same input gives the same bytes.

    Raises:
        DrafterError: If the variable is no date.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{seconds}”, which is not a date"
        raise DrafterError(message, "Give it in seconds since 1970, or unset it.") from None


# What comes with drafter


def shipped_folder(kind: str) -> Path:
    """Return a folder of data that ships with drafter.

    An installed package has it inside; a repository has it at the top.

    Args:
        kind: "data" or "templates".
    """
    package = Path(__file__).parent
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shipped_names(kind: str, marker: str) -> list[str]:
    """Return the names of the matrices or forms that ship.

    Args:
        kind: "data" or "templates".
        marker: A file that each of its folders has.
    """
    return sorted(file.parent.name for file in shipped_folder(kind).glob(f"*/{marker}"))
