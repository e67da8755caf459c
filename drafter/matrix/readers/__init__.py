"""Matrix documents in: one reader a format, each giving the same plain table; one interpreter of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from drafter.files import decode, read_bytes
from drafter.matrix.readers.interpreter import Reading, interpret
from drafter.matrix.readers.tabbed_text import read_tabbed_text
from drafter.model import Region, Source
from drafter.problems import raise_on_errors
from drafter.text import unsafe_characters

__all__ = ["Reading", "read_document"]


def read_document(
    path: Path,
    name: str = "",
    regions: Iterable[Region] = (),
    date: str | None = None,
    document: str | None = None,
) -> Reading:
    """Read a matrix document: text with a row a line and tabs between the cells.

    Args:
        path: The document.
        name: The matrix's short name; the folder's or the file's name where none is given.
        regions: Facts about the regions, matched to the columns by name.
        date: When the document was made or issued, in words.
        document: What people call the document.

    Raises:
        DrafterError: if it cannot be read, or is not a text file.
        ContentError: if it contains characters that must not stand in a text.
    """
    content = read_bytes(path)
    text = decode(content, path)
    problems = list(unsafe_characters(text, str(path)))
    raise_on_errors(problems)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), date, document)
    reading = interpret(read_tabbed_text(text, str(path)), name or path.stem, source, regions)
    return Reading(reading.matrix, reading.spans, (*problems, *reading.problems))
