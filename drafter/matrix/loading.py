"""Opens a matrix with what stands beside it, and a form; compares a matrix with its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.files import decode, read_bytes, reason_of, shipped_folder, shipped_names
from drafter.matrix.concordance import load_concordance
from drafter.matrix.matrix_file import About, MatrixFile, load_about, load_matrix
from drafter.model import Concordance, Matrix, Noticed, Source
from drafter.phrases import Catalogue
from drafter.problems import DrafterError, ExitStatus, Problem, did_you_mean, raise_on_errors
from drafter.records import Record, compose, list_of, required
from drafter.records import text as read_text
from drafter.text import unsafe_characters

if TYPE_CHECKING:
    from drafter.matrix.interpreter import Reading

_CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))

DEFAULT_MATRIX = "kyoto-2021"
DEFAULT_FORM = "kyoto"
MATRIX_FILE = "matrix.yaml"
CONCORDANCE_FILE = "concordance.yaml"
ABOUT_FILE = "about.yaml"
REMARKS_FILE = "remarks.yaml"
_YAML = (".yaml", ".yml")

_REMARK = Record(
    "a remark",
    Noticed,
    recommendation=required(read_text),
    words=required(read_text),
    says=required(read_text),
    by=required(read_text),
)


@dataclass(frozen=True, slots=True)
class OpenMatrix:
    """A matrix and its concordance, with the fingerprints of their files.

    Attributes:
        path: The matrix's file.
        matrix: The matrix.
        concordance: The concordance; one without entries where there is no file.
        matrix_sha256: Of the matrix file's bytes.
        concordance_sha256: Of the concordance file's bytes; empty where there is none.
    """

    path: Path
    matrix: Matrix
    concordance: Concordance
    matrix_sha256: str
    concordance_sha256: str


def find_matrix(named: str) -> Path:
    """The file of a matrix that the user names.

    Args:
        named: A file, a folder with a matrix.yaml in it, or the name of a matrix that ships.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(named)
    if not _exists(path) and not path.suffix:
        path = _shipped("data", MATRIX_FILE, named, "matrix")
    return path / MATRIX_FILE if path.is_dir() else path


def find_form(named: str) -> Path:
    """The folder of a form that the user names, by its path or by the name of one that ships.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(named)
    if not _exists(path):
        return _shipped("templates", "outline.yaml", named, "form")
    if not path.is_dir():
        raise DrafterError(f"{named} is a file; a form is a folder", "Name the folder.")
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise DrafterError(f"cannot read {path}: {reason_of(error)}") from error


def _shipped(kind: str, marker: str, named: str, what: str) -> Path:
    names = shipped_names(kind, marker)
    if named not in names:
        hint = did_you_mean(named, names) or f"With drafter come: {', '.join(names)}."
        raise DrafterError(
            f"there is no {what} “{named}”, and no file or folder of that name",
            hint,
            status=ExitStatus.USAGE,
        )
    return shipped_folder(kind) / named


def open_matrix(named: str, concordance: str | None = None) -> OpenMatrix:
    """Open a matrix and its concordance.

    Args:
        named: See ``find_matrix``; a matrix document is read as it stands.
        concordance: The concordance's file; the one beside the matrix where none is given.

    Raises:
        DrafterError: if a file cannot be read.
        ContentError: with every fault in a file.
    """
    path = find_matrix(named)
    if path.suffix.lower() in _YAML:
        matrix = load_matrix(path).matrix
    else:
        reading = read_document(path)
        raise_on_errors(reading.problems)
        matrix = reading.matrix
    remarks = path.parent / REMARKS_FILE
    if remarks.exists():
        matrix = with_remarks(matrix, remarks)
    beside = path.parent / CONCORDANCE_FILE
    entries, fingerprint = Concordance(), ""
    if concordance or beside.exists():
        file = Path(concordance) if concordance else beside
        entries, _ = load_concordance(file, matrix)
        fingerprint = _sha256(file)
    return OpenMatrix(path, matrix, entries, _sha256(path), fingerprint)


def with_remarks(matrix: Matrix, path: Path) -> Matrix:
    """A matrix with what readers noticed in its texts.

    Args:
        matrix: The matrix.
        path: The file in which that stands.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it: unknown ids, words that do not stand in the text.
    """
    root, problems = compose(path)
    noticed = list_of(_REMARK)(root, problems, "the remarks")
    for one in noticed:
        item = matrix.by_id.get(one.recommendation)
        if item is None:
            at = problems.node_of(one, "recommendation")
            problems.unknown("recommendation", at, one.recommendation, matrix.by_id)
        elif not any(one.words in text for text in item.wordings):
            at = problems.node_of(one, "words")
            problems.add("not-as-source", at, f"“{one.words}” does not stand in {item.id}", "Copy its words.")
    raise_on_errors(problems.in_order())
    texts = (
        replace(item, noticed=tuple(one for one in noticed if one.recommendation == item.id))
        for item in matrix.recommendations
    )
    return replace(matrix, recommendations=tuple(texts))


def read_document(path: Path) -> Reading:
    """Read a matrix document, a row a line and tabs between the cells, with the facts that stand beside it.

    Raises:
        DrafterError: if a file cannot be read, or is not a text file.
        ContentError: if it contains characters that must not stand in a text, or the facts have faults.
    """
    from drafter.matrix.interpreter import interpret
    from drafter.matrix.table import read_tabbed_text

    beside = path.parent / ABOUT_FILE
    about = load_about(beside) if beside.exists() else About()
    content = read_bytes(path)
    text = decode(content, path)
    unsafe = tuple(unsafe_characters(text, str(path)))
    raise_on_errors(unsafe)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), about.date, about.document)
    table = read_tabbed_text(text, str(path))
    reading = interpret(table, about.name or path.stem, source, about.regions)
    return replace(reading, problems=unsafe + reading.problems)


def _sha256(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()


def compare_with_source(file: MatrixFile) -> list[Problem]:
    """Check that a matrix file says what the document says that it was read from.

    Returns:
        The document's oddities, and one problem for each recommendation that is not as there; a note
        where the document does not stand beside the file.

    Raises:
        DrafterError: if the document cannot be read.
        ContentError: if it has faults.
    """
    source = file.matrix.source
    if source is None:
        return []
    path = file.path.parent / Path(source.file).name
    if not path.is_file():
        return [_problem(file, "source-not-there", source=source.file)]
    reading = read_document(path)
    problems = list(reading.problems)
    if reading.matrix.source and source.sha256 != reading.matrix.source.sha256:
        problems.append(_problem(file, "source-changed", source=source.file))
    original = reading.matrix.by_id
    for item in file.matrix.recommendations:
        there = original.get(item.id)
        if there is None:
            near = did_you_mean(item.id, original)
            problems.append(_problem(file, "not-as-source/unknown", item.id, near=near))
        elif item.wordings != there.wordings:
            problems.append(_problem(file, "not-as-source", item.id))
        elif item.placements != there.placements:
            problems.append(_problem(file, "not-as-source/themes", item.id))
    missing = (given for given in original if given not in file.matrix.by_id)
    return problems + [_problem(file, "not-in-matrix", given) for given in missing]


def _problem(file: MatrixFile, key: str, name: str = "", **facts: str) -> Problem:
    code, severity, message, hint = _CATALOGUE.say(key, name=name, **facts)
    return Problem(code, message, severity, hint, str(file.path), *file.places.get(name, (0, 0)), name)
