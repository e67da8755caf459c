"""Matrix documents: Word, spreadsheets, web pages, PDF and text, read as tables and made a matrix of."""

from __future__ import annotations

import hashlib
from pathlib import Path

from drafter.documents.about import About
from drafter.documents.interpreter import interpret
from drafter.documents.readers import read
from drafter.documents.table import Layout
from drafter.files import read_bytes
from drafter.model import Matrix, Source
from drafter.problems import Problem

__all__ = ["Layout", "read_document"]


def read_document(
    path: Path, about: About | None = None, layout: Layout | None = None
) -> tuple[Matrix, tuple[Problem, ...]]:
    """Read a matrix document.

    Args:
        path: The document.
        about: What it does not say of itself: name, facts about the regions.
        layout: How a person says that it is to be read.

    Returns:
        The matrix, and everything in the document that was not read, or was read with a doubt.

    Raises:
        DrafterError: if the file cannot be read.
    """
    about = about or About()
    content = read_bytes(path)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), about.date, about.document)
    return interpret(read(content, path), about, source, path.stem, layout)
