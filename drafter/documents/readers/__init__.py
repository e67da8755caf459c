"""Readers, each for a family of formats, and the choice between them."""

from __future__ import annotations

import io
import pkgutil
import zipfile
from pathlib import Path

from drafter.documents.table import Document
from drafter.problems import DrafterError

# The kind of a file, its reader, and the endings of its name.
_KINDS = {
    "Word": ("word:read_word", ".docx", ".docm"),
    "spreadsheet": ("spreadsheets:read_sheets", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    "PDF": ("pages:read_pdf", ".pdf"),
    "web page": ("pages:read_web", ".html", ".htm", ".xhtml"),
    "text": ("spreadsheets:read_text", ".txt", ".csv", ".tsv", ".tab"),
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's files of before 2007, and files with a password
_MOST_BYTES = 400 * 1024 * 1024  # unpacked
_MOST_PARTS = 5000


def cannot_read(file: str) -> DrafterError:
    """Return the error for a damaged file."""
    return DrafterError(
        f"{file} cannot be read: it is damaged, or is not what its name says",
        "Open it in the program that made it, and save it again.",
    )


def has_password(file: str) -> DrafterError:
    """Return the error for a file with a password."""
    return DrafterError(f"{file} is protected by a password", "Save a copy of it without a password.")


def read(content: bytes, path: Path) -> Document:
    """Read a document by the reader for its ending.

    Args:
        content: Its bytes.
        path: Its name.

    Raises:
        DrafterError: If it is empty or damaged, has a password, or is of another kind than its ending says.
    """
    file, ending = str(path), path.suffix.lower()
    if not content.strip():
        raise DrafterError(f"{file} is empty", "Check that it was copied completely.")
    expected = next((kind for kind, (_, *endings) in _KINDS.items() if ending in endings), "")
    if not expected:
        known = ", ".join(ending for _, *endings in _KINDS.values() for ending in endings)
        raise DrafterError(
            f"drafter does not read files that end in “{ending}”", f"Save it as one of: {known}."
        )
    kind = _kind_of(content, file)
    if kind == "password":
        raise has_password(file)
    if kind not in (expected, "text" if expected == "web page" else ""):
        raise DrafterError(
            f"{file} is a {kind} file, but its name ends in “{ending}”",
            "Give its name the right ending, and try again.",
        )
    document: Document = pkgutil.resolve_name(f"{__name__}.{_KINDS[expected][0]}")(content, file)
    return document


def _kind_of(content: bytes, file: str) -> str:
    """Return the kind of a file by its content."""
    if content.startswith(_COMPOUND):
        marks = {"EncryptedPackage": "password", "WordDocument": "old Word"}
        kinds = (kind for name, kind in marks.items() if name.encode("utf-16-le") in content)
        return next(kinds, "spreadsheet")
    if not content.startswith(b"PK"):
        return "PDF" if content.startswith(b"%PDF") else "text"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise DrafterError(f"{file} is too large to be read", "Copy its table into a new file.")
            names = {part.filename for part in parts}
            manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise cannot_read(file) from error
    if b"encryption-data" in manifest:
        return "password"
    is_sheet = names & {"xl/workbook.xml", "xl/workbook.bin"} or b"spreadsheet" in manifest
    return "Word" if "word/document.xml" in names else "spreadsheet" if is_sheet else "zip"
