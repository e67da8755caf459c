"""Lines as they stand in the history of a selection: each behind a sign, also one that has no end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from drafter.problems import DrafterError

_NO_END = "\\"  # what stands above it is the end of the file, without a line end


def in_lines(text: str) -> list[str]:
    """The lines of a text, with their ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def lines_of(content: bytes, path: Path) -> list[str]:
    """The lines of a file, with their ends, which come back as they were.

    Raises:
        DrafterError: if they are not UTF-8.
    """
    try:
        return in_lines(content.decode())
    except UnicodeDecodeError:
        raise in_no_utf_8(path) from None


def in_no_utf_8(path: Path) -> DrafterError:
    """What to say of a file that drafter can read, and cannot change for its encoding."""
    return DrafterError(
        f"{path} is not UTF-8 text, which alone drafter can change; nothing was written",
        "Save it with the encoding UTF-8 (in Notepad: Save as, Encoding), and do the same again.",
    )


def signed(sign: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines with a sign before each, as they stand in a history."""
    for line in lines:
        yield f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n{_NO_END}\n"


def unsigned(sign: str, text: str) -> list[str]:
    """What stands behind a sign in a history, in lines with their ends."""
    found = re.findall(rf"^{re.escape(sign)}(.*\n)(\\\n)?", text, flags=re.MULTILINE)
    return [line[:-1] if has_no_end else line for line, has_no_end in found]
