"""Matrix documents: Word, spreadsheets, web pages, PDF and text, read as tables and made a matrix of."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from drafter.documents.about import About, dump_about, load_about
from drafter.documents.interpreting import interpret
from drafter.documents.readers import read
from drafter.documents.renewal import Renewal, renew
from drafter.documents.table import Layout
from drafter.files import has_whole_seal, read_bytes, write_file
from drafter.matrix.matrix_file import dump_matrix, load_matrix
from drafter.model import Matrix, Source
from drafter.problems import DrafterError, Problem, raise_on_errors

__all__ = ["About", "Imported", "Layout", "import_document", "read_document"]

MATRIX_FILE = "matrix.yaml"
ABOUT_FILE = "about.yaml"
RECORD_FILE = "matrix.imported.yaml"  # what the last import read, without what people corrected


class Imported(Struct, frozen=True):
    """What an import gives.

    Attributes:
        matrix: As it is written.
        problems: What was not read, or was read with a doubt, and what people and the document both changed.
        renewal: What is different from the last import; None where there was none.
    """

    matrix: Matrix
    problems: tuple[Problem, ...]
    renewal: Renewal | None = None


def read_document(
    path: Path, about: About | None = None, layout: Layout | None = None
) -> tuple[Matrix, tuple[Problem, ...]]:
    """Read a matrix document.

    Args:
        path: The document.
        about: What it does not say of itself; None for what stands in ``about.yaml`` beside it.
        layout: How a person says that it is to be read.

    Returns:
        The matrix, and everything in the document that was not read, or was read with a doubt.

    Raises:
        DrafterError: if a file cannot be read.
        ContentError: if ``about.yaml`` has errors.
    """
    beside = path.parent / ABOUT_FILE
    if about is None:
        about = load_about(beside) if beside.is_file() else About()
    content = read_bytes(path)
    source = Source(path.name, _sha256(content), about.date, about.document)
    layout = about.layout(layout or Layout())
    return interpret(read(content, path), about, source, about.name or path.stem, layout)


def import_document(
    path: Path, folder: Path, layout: Layout, *, dry_run: bool = False, overwrite: bool = False
) -> Imported:
    """Read a matrix document and write the folder of its matrix.

    Args:
        path: The document.
        folder: Where to write; made where it is not there.
        layout: How a person says that the document is to be read.
        dry_run: Write nothing.
        overwrite: Replace a matrix that people corrected where the last import left no record.

    Raises:
        DrafterError: if a file cannot be read or written.
        ContentError: if the document has errors.
    """
    if folder.exists() and not folder.is_dir():
        raise DrafterError(f"{folder} is a file, not a folder", "Name a folder for the matrix: -o my-matrix.")
    matrix_file, about_file, record = (folder / name for name in (MATRIX_FILE, ABOUT_FILE, RECORD_FILE))
    given = about_file if about_file.is_file() else path.parent / ABOUT_FILE
    about = load_about(given) if given.is_file() else About()
    matrix, problems = read_document(path, about, layout)
    raise_on_errors(problems)
    renewal, last = None, ""
    if matrix_file.is_file() and not overwrite:
        mine = load_matrix(matrix_file)
        is_untouched = has_whole_seal(read_bytes(matrix_file))
        if not record.is_file() and not is_untouched:
            raise DrafterError(
                f"{matrix_file} was edited, and {record.name}, which would show where, is missing",
                "Import into another folder, or add --overwrite to replace the edited file.",
            )
        base = load_matrix(record) if record.is_file() else mine
        last = base.source.sha256 if base.source else ""
        renewal = renew(base, mine, matrix, str(matrix_file))
        problems = (*problems, *renewal.conflicts)
    final = renewal.matrix if renewal else matrix
    if not dry_run:
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / path.name
        if not copy.exists() or not copy.samefile(path):
            write_file(
                copy, read_bytes(path), is_untouched=lambda old: _sha256(old) == last, overwrite=overwrite
            )
        if not about_file.is_file():
            same = read_bytes(given) if given.is_file() else dump_about(matrix, layout)
            write_file(about_file, same)
        write_file(record, dump_matrix(matrix))
        write_file(matrix_file, dump_matrix(final), overwrite=True)
    return Imported(final, problems, renewal)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
