"""Readers: one a family of formats, each gives a ``Document``."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from drafter.documents.table import Document
from drafter.problems import DrafterError

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".txt", ".csv", ".tsv", ".tab", ".md")
WEB = (".html", ".htm", ".xhtml")
ENDINGS = (".docx", ".docm", *SHEETS, *WEB, *TEXTS, ".pdf")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's files of before 2007, and locked ones
_MOST_BYTES = 400 * 1024 * 1024  # unpacked
_MOST_PARTS = 5000


def cannot_read(file: str) -> DrafterError:
    """Return what to raise for a file that is damaged."""
    return DrafterError(
        f"{file} cannot be read: it is damaged, or is not what its name says",
        "Open it in the program that made it, and save it again.",
    )


def has_password(file: str) -> DrafterError:
    """Return what to raise for a file with a password."""
    return DrafterError(f"{file} has a password", "Save a copy of it without a password.")


def read(content: bytes, path: Path) -> Document:
    """Read a document of whatever format its ending says.

    Args:
        content: Its bytes.
        path: Its name.

    Raises:
        DrafterError: if it is empty, of another kind than its ending says, damaged, or has a password.
    """
    file, ending = str(path), path.suffix.lower()
    if not content.strip():
        raise DrafterError(f"{file} is empty", "Check that it was copied whole.")
    kind = _kind_of(content, file)
    if ending not in ENDINGS:
        hint = "Save it as .docx first." if kind == "old Word" else f"drafter reads {', '.join(ENDINGS)}."
        raise DrafterError(f"drafter does not read files that end in “{ending}”", hint)
    expected = {".docx": "Word", ".docm": "Word", ".pdf": "PDF"} | dict.fromkeys(SHEETS, "spreadsheet")
    if kind == "password":
        raise has_password(file)
    if kind != expected.get(ending, "text") and not (kind == "text" and ending in WEB):
        raise DrafterError(
            f"{file} is a {kind} file, and its name ends in “{ending}”",
            "Give it the ending that it should have, and try again.",
        )
    if kind == "Word":
        from drafter.documents.readers.word import read_word

        return read_word(content, file)
    if kind == "spreadsheet":
        from drafter.documents.readers.sheets import read_sheets

        return read_sheets(content, file)
    if kind == "PDF":
        from drafter.documents.readers.pages import read_pages

        return read_pages(content, file)
    if ending in WEB:
        from drafter.documents.readers.web import read_web

        return read_web(content, file)
    from drafter.documents.readers.texts import read_separated, read_tabbed

    text = decode_text(content, file)
    return read_separated(text, file) if ending == ".csv" else read_tabbed(text, file)


def _kind_of(content: bytes, file: str) -> str:
    """Return what a file is by its content, in words."""
    if content.startswith(b"%PDF"):
        return "PDF"
    if content.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "password"
        return "old Word" if "WordDocument".encode("utf-16-le") in content else "spreadsheet"
    if not content.startswith(b"PK"):
        return "text"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise DrafterError(f"{file} is too large to be read", "Copy its table into a new file.")
            manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise cannot_read(file) from error
    if b"encryption-data" in manifest:
        return "password"
    if "word/document.xml" in names:
        return "Word"
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or (manifest and b"spreadsheet" in manifest):
        return "spreadsheet"
    return "zip"


def decode_text(content: bytes, file: str, declared: str = "") -> str:
    """Return the text of bytes in UTF-8, UTF-16 or Windows-1252, with line feeds as its only line ends.

    Args:
        content: The bytes.
        file: The name for messages.
        declared: An encoding that the content names itself.

    Raises:
        DrafterError: if it is none of these.
    """
    encodings = ["utf-8-sig", "windows-1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0" or content[:1] == b"\0":
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    elif declared:
        encodings.insert(1, declared)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    raise cannot_read(file)
