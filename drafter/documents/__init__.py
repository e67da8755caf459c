"""Matrix documents in all formats, and their import."""

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
RECORD_FILE = "matrix.imported.yaml"  # the result of the last import, without people's corrections


class Imported(Struct, frozen=True):
    """The result of an import.

    Attributes:
        matrix: The matrix as it is written.
        problems: What was not read, what was read with a doubt, and conflicts with people's corrections.
        renewal: The differences from the last import; None where there was none.
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
        about: Facts that the document does not have; None for those in ``about.yaml`` beside it.
        layout: A person's instructions on how to read it.

    Returns:
        The matrix, and everything in the document that was not read, or was read with a doubt.

    Raises:
        DrafterError: If a file cannot be read.
        ContentError: If ``about.yaml`` has errors.
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
        folder: The folder to write; made if it is missing.
        layout: A person's instructions on how to read the document.
        dry_run: Write nothing.
        overwrite: Replace a corrected matrix even if the last import left no record.

    Raises:
        DrafterError: If a file cannot be read or written.
        ContentError: If the document has errors.
    """
    if folder.exists() and not folder.is_dir():
        raise DrafterError(f"{folder} is a file, not a folder", "Name a folder for the matrix: -o my-matrix.")
    matrix_file, about_file, record = (folder / name for name in (MATRIX_FILE, ABOUT_FILE, RECORD_FILE))
    about_source = about_file if about_file.is_file() else path.parent / ABOUT_FILE
    about = load_about(about_source) if about_source.is_file() else About()
    matrix, problems = read_document(path, about, layout)
    raise_on_errors(problems)
    renewal, last = None, ""
    if matrix_file.is_file() and not overwrite:
        corrected = load_matrix(matrix_file)
        is_untouched = has_whole_seal(read_bytes(matrix_file))
        if not record.is_file() and not is_untouched:
            raise DrafterError(
                f"{matrix_file} was edited, and {record.name}, which would show where, is missing",
                "Import into another folder, or add --overwrite to replace the edited file.",
            )
        base = load_matrix(record) if record.is_file() else corrected
        last = base.source.sha256 if base.source else ""
        renewal = renew(base, corrected, matrix, str(matrix_file))
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
            template = read_bytes(about_source) if about_source.is_file() else dump_about(matrix, layout)
            write_file(about_file, template)
        write_file(record, dump_matrix(matrix))
        write_file(matrix_file, dump_matrix(final), overwrite=True)
    return Imported(final, problems, renewal)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
