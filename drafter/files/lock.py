"""One drafter at a time changes a file that people edit.

The lock is a file beside the one that is changed, locked by the system, which frees it when its holder ends,
however that ends. Whoever had the lock deletes the file.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from drafter import process
from drafter.files.reading import exists
from drafter.problems import DrafterError
from drafter.text.words import visible

# How long a second drafter waits for the first, and how often it looks.
_PATIENCE = 8.0
_PAUSE = 0.02
_NO_LOCK = -1
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LONGEST_HOLDER = 200
_NAMED = re.compile(r"\.drafter-.{1,60}\.lock", re.DOTALL)
_HOLDS = re.compile(r"process \d+ on .*")

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # far from who holds it, which all must be able to read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _delete(descriptor: int, lock: Path) -> None:
        os.close(descriptor)
        with contextlib.suppress(OSError):  # another has opened it already
            lock.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _delete(descriptor: int, lock: Path) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()  # while it is locked: afterwards it could be another's
        os.close(descriptor)


def lock_of(path: Path) -> Path:
    """The lock of a file."""
    return path.with_name(f".drafter-{path.name.casefold()[:60]}.lock")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, while which no other drafter changes it.

    Raises:
        DrafterError: if another drafter has it and does not end, or what stands at its place is no lock.
    """
    lock = lock_of(path)
    until = time.monotonic() + _PATIENCE
    while (descriptor := _begin(lock)) is None:
        _refuse_no_lock(lock)
        if time.monotonic() > until:
            raise DrafterError(
                f"{path} is being changed by another drafter{_holder(lock)}",
                f"Wait until it is done, and do the same again. (If none is at work, delete {lock}.)",
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        with process.undisturbed():
            if descriptor != _NO_LOCK:
                _delete(descriptor, lock)
            process.finish(str(lock))


def take_away_if_left(path: Path) -> None:
    """Take away the lock of a drafter that was killed, which nobody holds; nothing of what is no lock."""
    if not _NAMED.fullmatch(path.name) or path.is_symlink() or path.stat().st_size > _LONGEST_HOLDER:
        return
    with process.undisturbed():
        descriptor = _take(path)
        if descriptor is not None and descriptor != _NO_LOCK:
            _delete(descriptor, path)


def _begin(lock: Path) -> int | None:
    """Take a lock that goes however the process ends; None where another has it."""
    with process.undisturbed():
        descriptor = _take(lock)
        if descriptor not in (None, _NO_LOCK):
            process.begin(str(lock), lock.unlink)
    return descriptor


def _refuse_no_lock(lock: Path) -> None:
    """Refuse what stands at the place of a lock and is none: no drafter has it, and none gives it back.

    Raises:
        DrafterError: which says what it is.
    """
    try:
        found = lock.lstat()
    except OSError:  # it has just gone
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "a link to another file"
        raise DrafterError(
            f"{lock}, by which drafters wait for one another, is {what}; nothing was written",
            "Delete it, and do the same again.",
        )


def _holder(lock: Path) -> str:
    """Who has a lock, as they say in its file."""
    try:
        descriptor = os.open(lock, os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        said = visible(os.read(descriptor, _LONGEST_HOLDER).decode("utf-8", "replace"))
    except OSError:
        said = ""
    finally:
        os.close(descriptor)
    return f" ({said})" if _HOLDS.fullmatch(said) else ""


def _take(lock: Path) -> int | None:
    """Take a lock, and say in its file who has it; None where another has it."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o666)
    except OSError:
        # Where there can be no lock, nothing can be written either, as whoever tries will be told.
        return None if exists(lock) else _NO_LOCK
    try:
        _lock(descriptor)
        # Whoever had it may have deleted it: this is another's then. What has a further name is some other
        # file (a hard link), and is not written to.
        held = os.fstat(descriptor)
        is_ours = os.path.samestat(held, lock.stat()) and held.st_nlink <= 1
    except (BlockingIOError, PermissionError, FileNotFoundError):
        is_ours = False
    except OSError:
        # A drive without locks: what was read is still compared before it is replaced.
        is_ours = os.fstat(descriptor).st_nlink <= 1
    if not is_ours:
        os.close(descriptor)
        return None
    with contextlib.suppress(OSError):
        lock.chmod(0o666)  # whoever may write in the folder may take it, too
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        import platform

        os.write(descriptor, f"process {os.getpid()} on {platform.node()}".encode())
    return descriptor
