"""Opens the matrix that a user names, with its concordance and remarks."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from drafter.files import read_bytes, reason_of, shipped_folder, shipped_names
from drafter.matrix.concordance import load_concordance
from drafter.matrix.matrix_file import load_matrix
from drafter.model import Concordance, Matrix, Noticed
from drafter.nodes import compose
from drafter.problems import DrafterError, ExitStatus, did_you_mean, raise_on_errors
from drafter.records import Record, list_of, required, text

DEFAULT_MATRIX = "kyoto-2021"
DEFAULT_FORM = "kyoto"
MATRIX_FILE = "matrix.yaml"
CONCORDANCE_FILE = "concordance.yaml"
ABOUT_FILE = "about.yaml"
REMARKS_FILE = "remarks.yaml"
OUTLINE_FILE = "outline.yaml"

_REMARK = Record(
    "a remark",
    Noticed,
    recommendation=required(text),
    words=required(text),
    says=required(text),
    by=required(text),
)


class OpenMatrix(Struct, frozen=True):
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


def find_matrix(name: str) -> Path:
    """Return the file of a matrix that the user names.

    Args:
        name: A file, a folder with a matrix.yaml in it, or the name of a matrix that ships.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(name)
    if not exists(path / MATRIX_FILE) and (not exists(path) or name in shipped_names("data", MATRIX_FILE)):
        path = path if path.suffix else shipped("data", MATRIX_FILE, name, "matrix")
    return path / MATRIX_FILE if path.is_dir() else path


def exists(path: Path) -> bool:
    """Tell whether there is a file or folder of that name.

    Raises:
        DrafterError: if the system refuses to tell.
    """
    try:
        return path.exists()
    except OSError as error:
        raise DrafterError(f"cannot read {path}: {reason_of(error)}") from error


def shipped(kind: str, marker: str, name: str, what: str) -> Path:
    """Return the folder of a matrix or a form that ships.

    Args:
        kind: The folder that holds them: "data" or "templates".
        marker: A file that each of them has.
        name: The name that the user gave.
        what: What it is, for messages.

    Raises:
        DrafterError: if none of that name ships, with the nearest.
    """
    names = shipped_names(kind, marker)
    if name not in names:
        raise DrafterError(
            f"there is no {what} “{name}”, and no file or folder of that name",
            did_you_mean(name, names) or f"Name a file, a folder, or one of: {', '.join(names)}.",
            status=ExitStatus.USAGE,
        )
    return shipped_folder(kind) / name


def find_form(name: str) -> Path:
    """Return the folder of a form, from its path or its name.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(name)
    if exists(path / OUTLINE_FILE) or (exists(path) and name not in shipped_names("templates", OUTLINE_FILE)):
        return path
    return shipped("templates", OUTLINE_FILE, name, "form")


def open_matrix(name: str) -> OpenMatrix:
    """Open a matrix, with the concordance and the remarks beside it.

    Args:
        name: See ``find_matrix``.

    Raises:
        DrafterError: if a file cannot be read, or is a document that was not imported yet.
        ContentError: with every problem in a file.
    """
    path = find_matrix(name)
    if path.suffix.lower() not in (".yaml", ".yml") and path.is_file():
        raise DrafterError(
            f"{path} is a document, not yet a matrix",
            f"Import it first, with “drafter import {path}”, and name the matrix.yaml that this writes.",
        )
    matrix = load_matrix(path)
    remarks, entries = path.parent / REMARKS_FILE, path.parent / CONCORDANCE_FILE
    if remarks.exists():
        matrix = with_remarks(matrix, remarks)
    concordance, fingerprint = Concordance(), ""
    if entries.exists():
        concordance, fingerprint = load_concordance(entries, matrix), sha256_of(entries)
    return OpenMatrix(path, matrix, concordance, sha256_of(path), fingerprint)


def with_remarks(matrix: Matrix, path: Path) -> Matrix:
    """Return a matrix with the remarks that readers made on its texts.

    Args:
        matrix: The matrix.
        path: The file of the remarks.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every problem in it: unknown ids, words that are not in the text.
    """
    root, problems = compose(path)
    noticed: dict[str, list[Noticed]] = defaultdict(list)
    for remark in list_of(_REMARK)(root, problems, "the remarks"):
        item = matrix.by_id.get(remark.recommendation)
        noticed[remark.recommendation].append(remark)
        if item is None:
            at = problems.node_of(remark, "recommendation")
            problems.unknown("recommendation", at, remark.recommendation, matrix.by_id)
        elif not any(remark.words in wording for wording in item.wordings):
            at = problems.node_of(remark, "words")
            problems.add(
                "not-as-source", at, f"{item.id} does not contain “{remark.words}”", "Copy its exact words."
            )
    raise_on_errors(problems.in_order())
    items = (replace(item, noticed=tuple(noticed[item.id])) for item in matrix.recommendations)
    return replace(matrix, recommendations=tuple(items))


def sha256_of(path: Path) -> str:
    """Return the fingerprint of a file, or raise what ``read_bytes`` raises."""
    return hashlib.sha256(read_bytes(path)).hexdigest()
