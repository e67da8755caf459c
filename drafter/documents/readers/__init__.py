"""Matrix documents in, one module a format: each gives a Document.

What a file is, its content tells, not its name alone. To add a format, write a module with a function that
takes the file's bytes and path and gives a Document, and name it here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drafter.documents.readers.tabbed import read_tabbed_text
from drafter.documents.table import Document
from drafter.files import decode
from drafter.problems import raise_on_errors
from drafter.text import unsafe_characters


def read(content: bytes, path: Path) -> Document:
    """Read a matrix document.

    Args:
        content: The file's bytes.
        path: The file, to be named in problems.

    Raises:
        DrafterError: if it is in no format that is known, or is broken.
        ContentError: if it contains characters that must not stand in a text.
    """
    text = decode(content, path)
    unsafe = tuple(unsafe_characters(text, str(path)))
    raise_on_errors(unsafe)
    return replace(read_tabbed_text(text, str(path)), doubts=unsafe)
