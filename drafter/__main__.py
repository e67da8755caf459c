"""``python -m drafter``, and the ``drafter`` command: a process of its own around the command line."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from drafter.cli import main


def run() -> NoReturn:
    """Run the command line and end the process.

    Everything is written by then, and what the process holds the system takes back at once: Python would
    first free a large draft object by object.
    """
    try:
        main()
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    run()
