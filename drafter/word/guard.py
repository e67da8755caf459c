"""Opens a Word file from outside, and refuses dangerous ones.

A file may be damaged, protected or no Word file at all, or may grow beyond all bounds when it is opened.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from lxml import etree

from drafter.problems import DrafterError
from drafter.word import notes as _register_footnotes  # noqa: F401  python-docx must know the part first

# A draft of 10,000 clauses with annexes unpacks to 40 MiB. A bomb of 27 KiB unpacks to hundreds.
_MOST_BYTES = 160 << 20
_MOST_MARKS = 8_000_000  # tags and attributes of all parts: each takes some 100 bytes when it is parsed
_MOST_PARTS = 2000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of a .docx with a password
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SAVE_AGAIN = "Open it in Word and save it again as a Word document (.docx)."


def open_word(content: bytes, name: str) -> Document:
    """Return a Word file as a document of python-docx.

    Args:
        content: The bytes of the file.
        name: The name of the file in messages.

    Raises:
        DrafterError: if it is no Word document, is damaged or protected, or would need too much memory.
    """
    if content.startswith(_OLE):
        raise _locked(name)
    try:
        refuse_bomb(content, name)
        return docx.Document(io.BytesIO(content))
    except (
        *(
            AttributeError,
            EOFError,
            KeyError,
            NotImplementedError,
            OSError,
            RuntimeError,
            TypeError,
            ValueError,
        ),
        *(PackageNotFoundError, etree.LxmlError, zipfile.BadZipFile, zlib.error),
    ) as error:
        raise _damaged(name) from error


def release(document: Document) -> None:
    """Free the memory of a document that nobody needs any more.

    The objects of python-docx refer to one another in circles, so that all would stay in memory. The C
    library of Linux keeps free memory, unless malloc_trim(3) returns it to the system.
    """
    import ctypes  # slow to import, and no command needs it that only writes

    package: Any = document.part.package
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            part.element.clear()
        else:
            part._blob = b""  # noqa: SLF001  # python-docx has no other way
    with contextlib.suppress(AttributeError, OSError, TypeError):  # other systems have no such function
        ctypes.CDLL(None).malloc_trim(0)


def refuse_bomb(content: bytes, name: str) -> None:
    """Refuse a zip that is malformed, or that would need too much memory.

    Args:
        content: The bytes of the file.
        name: The name of the file in messages.

    Raises:
        DrafterError: with the reason.
        zipfile.BadZipFile: if it is no zip.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename.casefold() for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise _locked(name)
        if len(names) < len(entries):
            raise _damaged(name)
        if len(entries) > _MOST_PARTS:
            raise _too_large(name)
        refuse_weight((chunk for entry in entries for chunk in _chunks(archive, entry)), name)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def refuse_weight(content: Iterable[bytes | bytearray | memoryview], name: str) -> None:
    """Refuse markup that needs too much memory, or that drafter cannot read.

    Args:
        content: The markup, in pieces.
        name: The name of the file in messages.

    Raises:
        DrafterError: with the reason.
    """
    size = marks = 0
    for piece in map(bytes, content):
        size += len(piece)
        marks += piece.count(b"<") + piece.count(b"=")
        if size > _MOST_BYTES or marks > _MOST_MARKS:
            raise _too_large(name)
        if b"<!DOCTYPE" in piece:
            raise _damaged(name)
        if _STRICT in piece:
            raise DrafterError(f"{name} is saved as “Strict Open XML”", _SAVE_AGAIN)


def _locked(name: str) -> DrafterError:
    return DrafterError(f"{name} is protected by a password, or is an old Word file (.doc)", _SAVE_AGAIN)


def _damaged(name: str) -> DrafterError:
    return DrafterError(f"{name} is not a Word document, or is damaged", _SAVE_AGAIN)


def _too_large(name: str) -> DrafterError:
    return DrafterError(f"{name} is too large to be read", "Copy its text into a new file.")
