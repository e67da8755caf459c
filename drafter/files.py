"""Reading and writing files so that nothing that people wrote is lost (promise 7).

A file is written beside its place and renamed over it. An existing file is replaced only if drafter
can tell that it is as drafter wrote it: text files carry a seal (the fingerprint of the rest) in their
last line, Word files in their provenance part.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from drafter.problems import DrafterError
from drafter.text import line_and_column

# Largest file that is read at all. Annex B is 0.1 MiB; a matrix of 100,000 recommendations some 40.
_LARGEST = 200 * 1024 * 1024

# A file of which more than a tenth is zeros, and not only a few of them, is no text.
_FEW_ZEROS = 100

_SEAL = re.compile(r"^(?:#|<!--) drafter seal: ([0-9a-f]{64})(?: -->)?\n?\Z", re.MULTILINE)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        DrafterError: saying in the user's words why it cannot be read.
    """
    try:
        if path.is_dir():
            raise DrafterError(f"{path} is a folder, not a file", "Name a file in it.")
        if path.is_char_device() or path.is_block_device():
            raise DrafterError(f"{path} is not an ordinary file", "Name a file.")
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise DrafterError(f"{path} does not exist", "Check the name and the folder.") from None
    except OSError as error:
        raise DrafterError(f"cannot read {path}: {reason_of(error)}") from error
    if len(content) > _LARGEST:
        raise DrafterError(f"{path} is larger than {_LARGEST >> 20} MiB: not read")
    return content


def decode(content: bytes, path: Path) -> str:
    """The text of a UTF-8 file, with line feeds as its only line ends and without a byte order mark.

    Raises:
        DrafterError: if it is not text, or not UTF-8; with line and column.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DrafterError(
            f"{path} is an Office or zip file, not a text file",
            "If it is a matrix document, save it as plain text (UTF-8) with tabs between the cells. A Word "
            "draft (.docx) can be checked, compared, reviewed, and brought home to a selection with --from.",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        with contextlib.suppress(UnicodeDecodeError):
            return _one_line_end(content.decode("utf-16"))
    if content.count(0) > max(_FEW_ZEROS, len(content) // 10):
        raise DrafterError(f"{path} is not a text file", "Save it as plain text (UTF-8).")
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
    """The text of a UTF-8 file; see ``read_bytes`` and ``decode`` for what they raise."""
    return decode(read_bytes(path), path)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def seal_text(text: str, comment: tuple[str, str] = ("# ", "")) -> bytes:
    """The bytes of a text with its seal in a last line, as a comment.

    Args:
        text: Ends in a line end.
        comment: What stands before and after a comment in the format.
    """
    before, after = comment
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text}{before}drafter seal: {digest}{after}\n".encode()


def has_whole_seal(content: bytes) -> bool:
    """Whether a text file is as drafter wrote it; line ends that an editor changed do not matter."""
    try:
        text = _one_line_end(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False
    seal = _SEAL.search(text)
    return seal is not None and hashlib.sha256(text[: seal.start()].encode()).hexdigest() == seal[1]


def write_file(
    path: Path,
    content: bytes,
    *,
    is_untouched: Callable[[bytes], bool] = has_whole_seal,
    overwrite: bool = False,
    as_read: bytes | None = None,
) -> None:
    """Write a whole file or leave the old one whole.

    Args:
        path: Where.
        content: What.
        is_untouched: Tells of an existing file's bytes whether they are as drafter wrote them.
        overwrite: Replace an existing file whoever changed it.
        as_read: The bytes that the new content was made from: an existing file that still has them may
            be replaced.

    Raises:
        DrafterError: if the file is open elsewhere, was changed by somebody, or cannot be written.
    """
    try:
        path = _meant(path)
        _refuse_unwritable(path)
        if path.exists() and not overwrite:
            existing = read_bytes(path)
            if existing not in (content, as_read) and not is_untouched(existing):
                raise _changed(path) if as_read is not None else _not_ours(path)
        _replace(path, content)
    except OSError as error:
        raise _refused(path, error) from error


def look_before_writing(path: Path) -> None:
    """Refuse what ``write_file`` would refuse, as far as it can be told, before any work goes into it.

    Args:
        path: An existing file that is to be changed.

    Raises:
        DrafterError: if the file is open elsewhere, or cannot be written.
    """
    try:
        path = _meant(path)
        _refuse_unwritable(path)
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _refused(path, error) from error


def _meant(path: Path) -> Path:
    """What a link points to is the file that people know."""
    return path.resolve() if path.is_symlink() else path


def _changed(path: Path) -> DrafterError:
    return DrafterError(
        f"{path} was not written: somebody changed it while drafter was at work",
        "What stands there is whole. Do the same again: drafter reads it anew.",
    )


def _not_ours(path: Path) -> DrafterError:
    return DrafterError(
        f"{path} was not written: the file there has been changed since drafter wrote it, "
        "or is not drafter's",
        "Write to another name with -o, or add --overwrite to replace it.",
    )


def _refused(path: Path, error: OSError) -> DrafterError:
    return DrafterError(f"cannot write {path}: {reason_of(error)}", _HINTS.get(error.errno or 0, ""))


def _refuse_unwritable(path: Path) -> None:
    if not path.parent.is_dir():
        raise DrafterError(
            f"the folder {path.parent} does not exist", "Make it first, or write to another folder."
        )
    if path.is_dir():
        raise DrafterError(f"{path} is a folder", "Name a file in it.")
    if path.exists() and not path.is_file():
        raise DrafterError(f"{path} is not an ordinary file", "Name another file.")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise DrafterError(
            f"{path} is write-protected; nothing was written",
            "Allow writing in the file's properties, or use a file of another name.",
        )
    _refuse_if_open(path)


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".drafter-", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner can read; a draft is to be shared.
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse_if_open(path: Path) -> None:
    """Refuse if Word or LibreOffice has left its owner file beside the document.

    Word names it ``~$`` and the document's name, without the name's first two letters when it is
    long; LibreOffice ``.~lock.NAME#``.
    """
    name = path.name
    for owner in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"):
        if _exists(path.parent / owner):
            program = "LibreOffice" if owner.startswith(".") else "Word"
            raise DrafterError(
                f"{path} was not written: it is open in {program}",
                f"Close it there and try again. (If it is not open, delete {path.parent / owner}.)",
            )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # the name is too long for there to be such a file
        return False


_HINTS = {
    errno.EACCES: "It may be open in Word, or the folder may be read-only. Close it, or write elsewhere.",
    errno.EPERM: "It may be open in Word, or the folder may be read-only. Close it, or write elsewhere.",
    errno.ENOSPC: "Free some room on the disk and try again. The old file is whole.",
    errno.EROFS: "Use another folder.",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in its words."""
    return error.strerror or str(error)


# What comes with drafter


def shipped_folder(kind: str) -> Path:
    """The folder of what ships: inside the installed package, or at the top of the repository.

    Args:
        kind: "data" or "templates".
    """
    package = Path(str(resources.files("drafter")))
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shipped_names(kind: str, marker: str) -> list[str]:
    """The names of what ships.

    Args:
        kind: "data" or "templates".
        marker: A file that each of its folders has.
    """
    return sorted(found.parent.name for found in shipped_folder(kind).glob(f"*/{marker}"))
