"""Has work that others wrote done in bounded time: what reads PDF pages may never come back from one."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
_LOOK_EVERY = 0.2  # seconds


class TooLongError(Exception):
    """The work is not done in time."""


def in_time(work: Callable[[], Iterator[T]], allowed: Callable[[int], float]) -> Iterator[T]:
    """What an iterator gives, as long as its work takes no longer than is allowed.

    Counted is the work of the processor, so that a machine that is busy otherwise may take its time. The work
    is done beside, by a thread that ends with the process where it does not end itself.

    Args:
        work: Gives the iterator.
        allowed: How many seconds of work are allowed in all, told how much has been given.

    Raises:
        TooLongError: if it takes longer.
        Exception: what the work raises.
    """
    done: queue.SimpleQueue[tuple[bool, T | BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            for one in work():
                done.put((True, one))
            done.put((False, None))
        except BaseException as error:  # noqa: BLE001  # whatever it is, whoever waits is told
            done.put((False, error))

    begun = time.process_time()
    threading.Thread(target=run, daemon=True).start()
    given = 0
    while True:
        try:
            is_one, value = done.get(timeout=_LOOK_EVERY)
        except queue.Empty:
            if time.process_time() - begun > allowed(given):
                raise TooLongError from None
            continue
        if isinstance(value, BaseException):
            raise value
        if not is_one:
            return
        given += 1
        yield value  # type: ignore[misc]  # None stands for the end alone
