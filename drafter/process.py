"""The process that drafter runs in: its streams, and how it ends when it is told to.

It imports next to nothing, so that it is there before anything that takes long.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from types import SimpleNamespace

TYPE_CHECKING = False  # as type checkers know; importing “typing” takes long
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import NoReturn

# What a terminal, a shell or a service sends to end a program: Ctrl-C, kill, a window closed, Ctrl-Break.
_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_MOST_MEMORY = 1000 << 20  # bytes: the last resort, where what readers count did not suffice
_SIGNALLED = 128  # and the signal's number: what shells call the status of a program that one has ended

# What takes away each unfinished file or folder, by its path.
_unfinished: dict[str, Callable[[], None]] = {}
# Whether something is being done that takes no time, the signal that waits for its end, and whether there are
# files by now that were written.
_now = SimpleNamespace(is_undisturbed=False, waiting=None, has_written=False)


def listen() -> None:
    """From now on a signal ends the process in order; streams that are closed are there and hold nothing."""
    for name in _ENDS:
        number = getattr(signal, name, None)
        # Who starts it with nohup wants it to go on.
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            signal.signal(number, _end_in_order)
    # A file would else be opened in the place of a stream, and messages be written into it.
    for descriptor, name, flags in (
        (0, "stdin", os.O_RDONLY),
        (1, "stdout", os.O_RDONLY),
        (2, "stderr", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            with contextlib.suppress(OSError):
                os.open(os.devnull, flags)  # takes the lowest number that is free
                # What is printed where nobody can read it is an error: writing into what is open for reading.
                mode = "r" if name == "stdin" else "w"
                setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=False))


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Read something large without looking for garbage: that makes millions of values, and no circles.

    The collector would look at them again and again, for a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def bound_memory() -> None:
    """Have the system refuse this process more memory than any sound file needs, where it can do that."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # systems of POSIX alone have it

    with contextlib.suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = _MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, _MOST_MEMORY)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def wrote() -> None:
    """Say that files were put in their places: who ends drafter from now on is told so."""
    _now.has_written = True


def has_written() -> bool:
    """Whether files were put in their places."""
    return bool(_now.has_written)


def written() -> str:
    """What has been written, for a message of what went wrong."""
    return "its files had been written, and stand" if has_written() else "nothing was written"


def how_stopped(status: object) -> str:
    """What to say of a process that was told to end; empty for one that ended by itself."""
    if not isinstance(status, int) or status <= _SIGNALLED:
        return ""
    if _now.has_written:
        return "stopped when its files had been written: they are whole, and stand"
    return "stopped before it was done; no file is half written"


def _end_in_order(number: int, _: FrameType | None) -> None:
    """End so that what is being done is tidied up; a second signal ends at once."""
    if _now.is_undisturbed and _now.waiting is None:
        _now.waiting = number
        return
    for name in _ENDS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end_at_once)
    raise SystemExit(_SIGNALLED + number)


def _end_at_once(number: int, _: FrameType | None) -> NoReturn:
    tidy_up()
    os._exit(_SIGNALLED + number)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Do something that takes no time and must not be left half done: a signal waits for its end."""
    _now.is_undisturbed = True
    try:
        yield
    finally:
        _now.is_undisturbed = False
        number, _now.waiting = _now.waiting, None
        if number is not None:
            _end_in_order(number, None)


def begin(path: str, take_away: Callable[[], None]) -> None:
    """Say that a file or folder is about to be there that must go, however the process ends."""
    _unfinished[path] = take_away


def finish(path: str) -> None:
    """Say that it is gone, or is to stay."""
    _unfinished.pop(path, None)


def tidy_up() -> None:
    """Take away whatever is unfinished."""
    while _unfinished:
        _, take_away = _unfinished.popitem()
        with contextlib.suppress(OSError):
            take_away()
