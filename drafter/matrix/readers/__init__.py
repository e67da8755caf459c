"""Matrix documents in: one reader a format, each giving the same plain table; one interpreter of it.

Import ``read_document`` and ``Reading`` from here. ``table`` has the plain table and reads text with tabs,
``interpreter`` makes headings and placements of its rows, ``cells`` recommendations of its cells.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from drafter.files import decode, read_bytes
from drafter.matrix.matrix_file import About
from drafter.matrix.readers.interpreter import Reading, interpret
from drafter.matrix.readers.table import read_tabbed_text
from drafter.model import Source
from drafter.problems import raise_on_errors
from drafter.text import unsafe_characters

__all__ = ["Reading", "read_document"]


def read_document(path: Path, about: About | None = None) -> Reading:
    """Read a matrix document: text with a row a line and tabs between the cells.

    Args:
        path: The document.
        about: What it does not say of itself; the regions are matched to its columns by name.

    Raises:
        DrafterError: if it cannot be read, or is not a text file.
        ContentError: if it contains characters that must not stand in a text.
    """
    about = about or About()
    content = read_bytes(path)
    text = decode(content, path)
    problems = tuple(unsafe_characters(text, str(path)))
    raise_on_errors(problems)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), about.date, about.document)
    table = read_tabbed_text(text, str(path))
    reading = interpret(table, about.name or path.stem, source, about.regions)
    return Reading(reading.matrix, reading.spans, problems + reading.problems)
