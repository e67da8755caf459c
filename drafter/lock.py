"""A lock, so that two drafters do not change a file at the same time."""

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

# The lock is a file beside the file that is changed. The system frees it when the process that holds it ends,
# however it ends. The holder deletes it.

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _delete(descriptor: int, lock: Path) -> None:
        os.close(descriptor)
        with contextlib.suppress(OSError):  # another process has opened it already
            lock.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _delete(descriptor: int, lock: Path) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()  # while it is locked: later it could be another process's lock
        os.close(descriptor)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file.

    Args:
        path: The file.

    Raises:
        DrafterError: If another drafter holds it for too long.
    """
    lock = path.with_name(f".drafter-{path.name.casefold()[:60]}.lock")
    until = time.monotonic() + _PATIENCE
    while (descriptor := _take(lock)) is None:
        if time.monotonic() > until:
            raise DrafterError(
                f"another drafter process is changing {path}",
                "Wait until it is done, and run the same command again.",
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if descriptor != _NO_LOCK:
            _delete(descriptor, lock)


def _take(lock: Path) -> int | None:
    """Return the descriptor of a lock's file; None where another process holds the lock."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError:
        # In a folder where no lock can be made nothing can be written. The writer will say why.
        return None if lock.exists() else _NO_LOCK
    try:
        _lock(descriptor)
        # The last holder may have deleted it, and another process may have made a new file.
        is_ours = os.path.samestat(os.fstat(descriptor), lock.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        is_ours = False
    except OSError:
        is_ours = True  # a drive without locks; the content is still compared before it is replaced
    if not is_ours:
        os.close(descriptor)
        return None
    with contextlib.suppress(OSError):
        lock.chmod(0o666)  # so that everybody who may write in the folder can take it
    return descriptor
