"""The lock that keeps two drafters from changing one file at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from drafter.problems import DrafterError

# How long a second drafter waits for the first, and how often it looks.
_PATIENCE = 30.0
_PAUSE = 0.02
_NO_LOCK = -1

# The lock is a file beside the one that is changed. The system locks it, and frees it when its holder ends in
# any way. The holder deletes the file.

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


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file that is changed, while no other drafter does.

    Args:
        path: The file.

    Raises:
        DrafterError: if another drafter holds it, and does not end.
    """
    lock = path.with_name(f".drafter-{path.name.casefold()[:60]}.lock")
    until = time.monotonic() + _PATIENCE
    while (descriptor := _take(lock)) is None:
        if time.monotonic() > until:
            holder = ""
            with contextlib.suppress(OSError):
                holder = f" ({lock.read_text(encoding='utf-8')})"
            raise DrafterError(
                f"{path} is being changed by another drafter{holder}",
                "Wait until it is done, and run the same command again.",
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if descriptor != _NO_LOCK:
            _delete(descriptor, lock)


def _take(lock: Path) -> int | None:
    """Take a lock, and write into its file who has it; None where another has it."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError:
        # Where there can be no lock, nothing can be written either; writing says why.
        return None if exists(lock) else _NO_LOCK
    try:
        _lock(descriptor)
        # Its last holder may have deleted it, and another may have made a new one.
        is_ours = os.path.samestat(os.fstat(descriptor), lock.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        is_ours = False
    except OSError:
        is_ours = True  # a drive without locks: what was read is still compared before it is replaced
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


def exists(path: Path) -> bool:
    """Tell whether there is a file of a name; there is none where the name is too long for the system."""
    try:
        return path.exists()
    except OSError:  # the name is too long for there to be such a file
        return False
