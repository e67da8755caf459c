"""Pages on which people judge, as files that a command writes."""

from __future__ import annotations

import functools
from pathlib import Path

from drafter.files.seal import PAGE, has_whole_seal, seal_text
from drafter.files.writing import write_file

_ENDINGS = (".html", ".htm")


def is_page(output: str) -> bool:
    """Whether an output is a page, by its ending."""
    return Path(output).suffix.lower() in _ENDINGS


def write_page(target: Path, page: str, *, overwrite: bool) -> None:
    """Write a page; it is drafter's own, and made anew it may replace the one before.

    Args:
        target: The page.
        page: Its HTML.
        overwrite: Whether to replace a file that somebody changed.

    Raises:
        DrafterError: if it cannot be written, or somebody changed what stands there.
    """
    is_untouched = functools.partial(has_whole_seal, kind=PAGE)
    write_file(target, seal_text(page, PAGE), is_untouched=is_untouched, overwrite=overwrite)
