"""``python -m drafter``, and the ``drafter`` command: a process of its own around the command line."""

from __future__ import annotations

import contextlib
import os
import sys

from drafter import process

TYPE_CHECKING = False  # as type checkers know; importing “typing” takes long
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Run the command line and end the process.

    Everything is written by then, and what the process holds the system takes back at once: Python would
    first free a large draft object by object.
    """
    process.listen()
    process.bound_memory()
    status: object = 1
    try:
        from drafter.cli import main  # noqa: PLC0415  # takes long, and may be interrupted as well

        main()
    except SystemExit as end:
        status = end.code
    process.tidy_up()
    if said := process.how_stopped(status):
        with contextlib.suppress(OSError):
            sys.stderr.write(f"drafter: {said}\n")
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)


if __name__ == "__main__":
    run()
