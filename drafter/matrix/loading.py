"""Opens a matrix with what stands beside it, and a form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.files.places import refuse_links_out, shipped_folder, shipped_names
from drafter.files.reading import (
    hint_of,
    read_bytes,
    reason_of,
    refuse_link_out,
    stands,
    stands_to_be_read,
)
from drafter.files.seal import has_whole_seal
from drafter.matrix.about import About
from drafter.matrix.concordance import Concordance, load_concordance
from drafter.matrix.matrix_file import load_matrix
from drafter.model import Matrix, Noticed, Region
from drafter.problems import DrafterError, ExitStatus, Problem, Severity, raise_on_errors
from drafter.records.nodes import compose
from drafter.records.records import Record, list_of, required
from drafter.records.records import text as read_text
from drafter.text.looks import did_you_mean

DEFAULT_MATRIX = "kyoto-2021"
DEFAULT_FORM = "kyoto"
MATRIX_FILE = "matrix.yaml"
CONCORDANCE_FILE = "concordance.yaml"
ABOUT_FILE = "about.yaml"
REMARKS_FILE = "remarks.yaml"
_YAML = (".yaml", ".yml")
_MOST_NAMED = 5  # regions in a message

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


_OUTLINE_FILE = "outline.yaml"


def find_matrix(named: str) -> Path:
    """The file of a matrix that the user names.

    Args:
        named: A file, a folder with a matrix.yaml in it, or the name of a matrix that ships.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(named)
    if _is_other(path, "data", MATRIX_FILE) or (not _exists(path) and not path.suffix):
        path = _shipped("data", MATRIX_FILE, named, "matrix")
    if path.is_dir():
        path /= MATRIX_FILE
        refuse_link_out(path)
        if not stands(path):
            hint = f"Name the matrix file, or a folder with a {MATRIX_FILE}, as “drafter new” makes one."
            raise DrafterError(f"the folder {named} has no {MATRIX_FILE} in it", hint)
    return path


def matrix_beside(*files: Path) -> str:
    """The matrix meant where a user names none.

    Args:
        files: That the user names.

    Returns:
        The matrix file beside one of them, or in the folder where drafter runs; else the name of the one that
        comes with drafter.

    Raises:
        DrafterError: if that is a link out of its folder, or no file that can be read.
    """
    beside = (folder / MATRIX_FILE for folder in (*(file.parent for file in files), Path()))
    found = next(filter(stands_to_be_read, beside), None)
    if found is None:
        return DEFAULT_MATRIX
    if found not in files:
        refuse_link_out(found)
    return str(found)


def find_form(named: str) -> Path:
    """The folder of a form that the user names, by its path or by the name of one that ships.

    Raises:
        DrafterError: if there is none.
    """
    path = Path(named)
    if _is_other(path, "templates", _OUTLINE_FILE) or not _exists(path):
        return _shipped("templates", _OUTLINE_FILE, named, "form")
    if not path.is_dir():
        raise DrafterError(f"{named} is a file; a form is a folder", "Name the folder.")
    if not stands(path / _OUTLINE_FILE):
        hint = f"A form has one. With drafter come: {', '.join(shipped_names('templates', _OUTLINE_FILE))}."
        raise DrafterError(f"{named} is no form: it has no {_OUTLINE_FILE}", hint)
    refuse_links_out(path)
    return path


def _is_other(path: Path, kind: str, marker: str) -> bool:
    """Whether a folder has the name of what ships and is none: the matrix “kyoto” is not the form “kyoto”."""
    return (
        _exists(path)
        and path.is_dir()
        and not (path / marker).is_file()
        and str(path) in shipped_names(kind, marker)
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise DrafterError(f"cannot read {path}: {reason_of(error)}", hint_of(error)) from error


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
        named: See ``find_matrix``.
        concordance: The concordance's file; the one beside the matrix where none is given.

    Raises:
        DrafterError: if a file cannot be read, or is a matrix document that was not read yet.
        ContentError: with every fault in a file.
    """
    path = find_matrix(named)
    if path.suffix.lower() not in _YAML and _exists(path) and path.is_file():
        raise DrafterError(
            f"{path} is a document, not yet a matrix file",
            f"Read it first: drafter import {path}. Then name the file that it writes. If it is no matrix "
            "document, name the matrix.yaml that is meant.",
        )
    matrix = _with_corrected(load_matrix(path).matrix, path)
    remarks = path.parent / REMARKS_FILE
    if stands(remarks):
        refuse_link_out(remarks)
        matrix = with_remarks(matrix, remarks)
    beside = path.parent / CONCORDANCE_FILE
    entries, fingerprint = Concordance(), ""
    if concordance or stands(beside):
        file = Path(concordance) if concordance else beside
        if not concordance:
            refuse_link_out(beside)
        entries, _ = load_concordance(file, matrix)
        fingerprint = fingerprint_of(file)
    return OpenMatrix(path, matrix, entries, fingerprint_of(path), fingerprint)


def is_corrected(path: Path) -> bool:
    """Whether a file is a matrix that drafter wrote and somebody changed."""
    content = read_bytes(path) if path.is_file() else b""
    return b"\n# drafter seal: " in content and not has_whole_seal(content)


def path_of_imported(path: Path) -> Path:
    """Beside a matrix file, what the last import gave: from it is told what people corrected since."""
    return path.with_name(f".drafter-{path.name}.imported")


def _with_corrected(matrix: Matrix, path: Path) -> Matrix:
    """A matrix that knows which of its words are people's and not its document's.

    Where that cannot be told, its words are those of the file, and of no document.
    """
    if not (matrix.source and is_corrected(path)):
        return matrix
    try:
        refuse_link_out(beside := path_of_imported(path))
        imported = load_matrix(beside).matrix
    except DrafterError:
        return replace(matrix, source=replace(matrix.source, file=path.name, document=None, date=None))
    words = {text for item in imported.recommendations for text in item.wordings}
    corrected = (item.id for item in matrix.recommendations if not words.issuperset(item.wordings))
    return replace(matrix, corrected=tuple(corrected))


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
    by_item: dict[str, list[Noticed]] = {}
    for one in noticed:
        by_item.setdefault(one.recommendation, []).append(one)
    texts = (
        replace(item, noticed=tuple(by_item[item.id])) if item.id in by_item else item
        for item in matrix.recommendations
    )
    return replace(matrix, recommendations=tuple(texts))


def facts_problems(path: Path, facts: Matrix | About) -> list[Problem]:
    """Say once whose reports footnotes would cite by no more than the region's name, and whose as another's.

    Args:
        path: The matrix file, or about.yaml.
        facts: What it says.
    """
    twice = [*_twice(path, facts.regions)]
    bare = [one for one in facts.regions if not (one.meeting or one.place or one.dates or one.symbol)]
    if facts.report or not bare:
        return [] if facts.report else twice
    names = [one.name for one in bare[:_MOST_NAMED]]
    rest = [f"{len(bare) - _MOST_NAMED} more"] if len(bare) > _MOST_NAMED else []
    of = "" if len(bare) == len(facts.regions) else f" of {', '.join([*names, *rest])}"
    beside = path.with_name(ABOUT_FILE)
    name = ABOUT_FILE if beside.exists() else path.name
    again = ", then read the document again: drafter import FILE" if beside.exists() else ""
    return [
        *twice,
        Problem(
            "no-facts",
            f"{name} says nothing yet of the reports{of} that footnotes cite",
            Severity.WARNING,
            f"Fill in meeting, place, dates and symbol of each, or “report” where one has all{again}.",
            str(path),
        ),
    ]


def _twice(path: Path, regions: Sequence[Region]) -> Iterator[Problem]:
    """Say which regions have the symbol of another, or a meeting that is by its name another's."""
    for what in ("symbol", "meeting"):
        first: dict[str, Region] = {}
        for one in regions:
            value = getattr(one, what)
            other = first.setdefault(value, one) if value else one
            # “regional consultation” can be each's own: a footnote then says whose.
            if other is not one and (
                what == "symbol" or one.is_named_by_meeting or other.is_named_by_meeting
            ):
                yield Problem(
                    f"{what}-twice",
                    f"{other.name} and {one.name} have the same {what}, {value}: their footnotes look alike",
                    Severity.WARNING,
                    "Give each the one of its own report, or null where nobody knows it.",
                    str(path),
                )


def fingerprint_of(path: Path) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(read_bytes(path)).hexdigest()
