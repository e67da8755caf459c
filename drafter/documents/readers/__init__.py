"""Matrix documents in, one module a format: each gives a Document.

What a file is, its content tells, not its name alone. To add a format, write a module with a function
``read`` that takes the file's bytes and path and gives a Document; name it here with what tells its files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from drafter.documents.table import CATALOGUE, Document, Piece
from drafter.files.kinds import A_TEMPLATE, NO_TEMPLATE, TEMPLATE_ENDING
from drafter.files.limits import (
    LARGEST_TEXT,
    LONGEST_PARAGRAPH,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_ROWS,
    refuse_beyond,
    refuse_larger,
)
from drafter.problems import DrafterError, Problem, raise_on_errors
from drafter.text.words import unsafe_characters

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TOP = 1000  # bytes, in which a file says what it is
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGES = (".html", ".htm", ".xhtml")
_AGAIN = "Open it in the program that made it and save it again"
_AS_WORD = "Open it in Word and save it as a Word document (.docx)."


@dataclass(frozen=True)
class _File:
    """What tells the format of a file."""

    content: bytes
    path: Path

    @cached_property
    def ending(self) -> str:
        """Of its name: ".docx"."""
        return self.path.suffix.casefold()

    @cached_property
    def parts(self) -> Sequence[str]:
        """The names of what is packed in it; none where it is no zip file, or a broken one."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                return archive.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            return ()

    def is_packed(self, folder: str, *endings: str) -> bool:
        """Whether it is a zip file with a folder in it; a broken one by its name."""
        if not self.content.startswith(_ZIP):
            return False
        return any(part.startswith(folder) for part in self.parts) or (
            not self.parts and self.ending in endings
        )

    def is_kind(self, kind: bytes, *endings: str) -> bool:
        """Whether it is a zip file that says its kind, as OpenDocument does; a broken one by its name."""
        if not self.content.startswith(_ZIP):
            return False
        return kind in self.content[:_TOP] or (not self.parts and self.ending in endings)

    @property
    def is_page(self) -> bool:
        """Whether it begins as a web page does, or is called one."""
        top = self.content[:_TOP].replace(b"\0", b"")
        return _PAGE.match(top) is not None or (self.ending in _PAGES and b"<" in top)

    def has_stream(self, *names: str) -> bool:
        """Whether it is a file of the kind that Office wrote until 2003, with a stream of a name in it."""
        return self.content.startswith(_OLE) and any(
            name.encode("utf-16-le") in self.content for name in names
        )


# A line a format: the module that reads it, and what tells its files; the first that fits.
_FORMATS: tuple[tuple[str, Callable[[_File], bool]], ...] = (
    ("opendocument", lambda file: file.is_kind(b"opendocument.spreadsheet", ".ods")),
    ("workbook", lambda file: file.is_packed("xl/", ".xlsx", ".xlsm", ".xlsb")),
    ("workbook", lambda file: file.has_stream("Workbook", "Book")),
    ("word", lambda file: file.is_packed("word/", ".docx", ".docm", ".dotx", ".dotm")),
    ("html", lambda file: file.is_page),
    ("pdf", lambda file: b"%PDF-" in file.content[:_TOP]),
    ("separated", lambda file: True),
)
# What the module's files are called, and the endings that say that a file is one of them.
_CALLED = {
    "word": ("a Word file", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot"),
    "workbook": ("an Excel workbook", ".xlsx", ".xlsm", ".xlsb", ".xls"),
    "opendocument": ("a LibreOffice sheet", ".ods"),
    "html": ("a web page", *_PAGES),
    "pdf": ("a PDF", ".pdf"),
    "separated": ("plain text", ".txt", ".csv", ".tsv"),
}
# What is read as one text.
_TEXTS = ("html", "separated")
# What takes so long that it tells how far it is, to a function that its reader takes too.
_SLOW = ("pdf",)
Progress: TypeAlias = Callable[[int, int], object]
# Formats whose tables can be there without being seen: what is said then, and what to do.
_WITHOUT_TABLE = {
    "pdf": (
        "has no table with ruled lines that drafter can see",
        "Ask for the Word or Excel file that it was made from, or open it in Word and save it as .docx.",
    ),
}
# What a reader says where no table can be read, or none whole, for such a reason.
_UNREADABLE = ("turned-page", "columns-on-next-page", "tables-side-by-side", "part-without-heads")
# Files that are known and not read: what they are, and what to do.
_REFUSED: tuple[tuple[str, str, Callable[[_File], bool]], ...] = (
    (
        "is protected by a password",
        "Open it in Word or Excel, take the password off (File, Info), and save it.",
        lambda file: file.has_stream("EncryptedPackage"),
    ),
    ("is a Word file of an old kind (.doc)", _AS_WORD, lambda file: file.has_stream("WordDocument")),
    (
        "is an OpenDocument text (.odt)",
        "Open it in LibreOffice or Word and save it as a Word document (.docx).",
        lambda file: file.is_kind(b"opendocument.text", ".odt"),
    ),
    (
        "is a sheet in one piece of XML (.fods)",
        "Open it in LibreOffice and save it as a spreadsheet (.ods or .xlsx).",
        lambda file: b"<office:document " in file.content[:_TOP],
    ),
    (A_TEMPLATE, NO_TEMPLATE, lambda file: file.ending == TEMPLATE_ENDING),
    ("is a Rich Text file (.rtf)", _AS_WORD, lambda file: file.content.startswith(b"{\\rtf")),
    (
        "is a web page packed as a mail (.mht)",
        "Open it in Word and save it as a Word document (.docx), or as a web page, filtered.",
        lambda file: re.search(rb"(?im)^mime-version:", file.content[:_TOP]) is not None,
    ),
)


def read(content: bytes, path: Path, progress: Progress | None = None, *, is_matrix: bool = True) -> Document:
    """Read a document.

    Args:
        content: The file's bytes.
        path: The file, to be named in problems.
        progress: Is told how many pages were read and how many there are, where that takes long.
        is_matrix: Whether a table is looked for in it.

    Raises:
        DrafterError: if it is in no format that is known, is broken, or lacks the table that is looked for.
        ContentError: if it contains characters that must not stand in a text.
    """
    file = _File(content, path)
    for what, hint, is_so in _REFUSED:
        if is_so(file):
            raise DrafterError(f"{path} {what}", hint)
    module = next(name for name, is_so in _FORMATS if is_so(file))
    told = {"progress": progress} if module in _SLOW else {}
    if module in _TEXTS:
        refuse_larger(len(content), LARGEST_TEXT, str(path))
        refuse_beyond(content.count(b"\n"), MOST_LINES, str(path), "lines")
    named = next((name for name, (_, *endings) in _CALLED.items() if file.ending in endings), module)
    try:
        document: Document = import_module(f"{__name__}.{module}").read(content, path, **told)
    except DrafterError:
        if module != "separated" or module == named:
            raise
        kind = _CALLED[named][0]
        raise DrafterError(f"{path} is not {kind}, or is damaged", f"{_AGAIN}, or ask for it anew.") from None
    _refuse_too_much(document, path)
    if is_matrix:
        raise_on_errors([doubt for doubt in document.doubts if doubt.code in _UNREADABLE])
    if is_matrix and not document.tables and module in _WITHOUT_TABLE:
        problem, hint = _WITHOUT_TABLE[module]
        raise DrafterError(f"{path} {problem}", hint)
    unsafe = tuple(_unsafe(document))
    raise_on_errors(unsafe)
    if module != named and content.strip():
        facts = {"ending": file.ending, "called": _CALLED[named][0], "what": _CALLED[module][0]}
        lacks = "/no-table" if is_matrix and not document.tables else ""
        code, severity, message, hint = CATALOGUE.say(f"not-as-named{lacks}", **facts)
        unsafe = (*unsafe, Problem(code, message, severity, hint, str(path)))
    return replace(document, doubts=(*unsafe, *document.doubts))


def _refuse_too_much(document: Document, path: Path) -> None:
    """Refuse what would take longer to understand than people wait.

    Raises:
        DrafterError: which says what of it is too much.
    """
    for table in document.tables:
        stands = f"{path}: {table.name}"
        refuse_beyond(len(table.rows), MOST_ROWS, stands, "rows")
        refuse_beyond(sum(map(len, table.rows)), MOST_CELLS, stands, "cells")
        refuse_beyond(max((len(row) for row in table.rows), default=0), MOST_COLUMNS, stands, "columns")
    for piece in document.pieces:
        if len(piece.text) > LONGEST_PARAGRAPH:
            where = f"{path}: {piece.place}: this paragraph"
            refuse_beyond(len(piece.text), LONGEST_PARAGRAPH, where, "characters")


def _unsafe(document: Document) -> Iterator[Problem]:
    """What must not, or should not, stand in its texts."""
    for piece in sorted(document.pieces, key=_place):
        for problem in unsafe_characters(piece.text, document.file, line=piece.line, column=piece.column):
            yield replace(problem, line=0, column=0, stands=piece.stands) if piece.stands else problem


def _place(piece: Piece) -> tuple[int, int]:
    return piece.line, piece.column
