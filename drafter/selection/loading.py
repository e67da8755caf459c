"""Opens a selection file with the matrix, the form and the documents that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from drafter.files import decode, read_bytes, seen_from
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import Filter
from drafter.matrix.loading import DEFAULT_FORM, OpenMatrix, find_form, open_matrix
from drafter.model import Clause, Document
from drafter.nodes import Problems, compose_text
from drafter.problems import ContentError, DrafterError, Problem, Severity, raise_on_errors
from drafter.selection.file import (
    SELECTION,
    SelectionFile,
    load_documents,
)
from drafter.selection.history import history_of
from drafter.selection.resolve import References

T = TypeVar("T")


class OpenSelection(Struct, frozen=True):
    """A selection file, read against its matrix.

    Attributes:
        path: The file.
        content: Its bytes.
        file: What it says.
        opened: The matrix and the concordance.
        form: The folder of the form.
        by_id: Every possible clause by id.
        documents: Declared documents by id.
        lapsed: Ids of clauses whose signature has lapsed; ``file`` has no signature for them.
        problems: Warnings and notes.
    """

    path: Path
    content: bytes
    file: SelectionFile
    opened: OpenMatrix
    form: Path
    by_id: Mapping[str, Clause]
    documents: Mapping[str, Document]
    lapsed: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems without notes, which are for those who have the file checked."""
        return tuple(problem for problem in self.problems if problem.severity is not Severity.NOTE)


def open_selection(
    path: Path, content: bytes | None = None, *, matrix: str = "", form: str = "", may_have_gone: bool = False
) -> OpenSelection:
    """Open a selection file.

    Args:
        path: The file.
        content: Its bytes, where they are at hand: the file need not be there.
        matrix: A matrix to use in place of the one that the file names.
        form: Likewise.
        may_have_gone: Whether to pass over blocks of a mere id that the matrix does not have any more.

    Raises:
        DrafterError: if a file cannot be read.
        ContentError: with every problem in a file.
    """
    content = read_bytes(path) if content is None else content
    root, problems = compose_text(decode(content, path), str(path))
    if root is None:
        raise ContentError([Problem("empty-file", "this file is empty", file=str(path))])
    top = SELECTION(root, problems)
    if not (matrix or top.matrix):
        raise ContentError(problems.in_order())
    folder = path.parent
    opened = _open(top, problems, "matrix", named_from(folder, top.matrix), matrix, open_matrix)
    named_form = named_from(folder, top.form) or DEFAULT_FORM
    found_form = _open(top, problems, "form", named_form, form, find_form)
    documents = load_documents(folder, opened.path.parent)
    by_id = {clause.id: clause for clause in candidates(opened.matrix, opened.concordance)}
    problems.refuse_same(top.clauses)
    numbers = ((clause.number, problems.node_of(clause, "number")) for clause in top.clauses)
    problems.refuse_repeats("duplicate-number", numbers, "Give one of them another number, or none.")
    gone = {
        clause.id
        for clause in top.clauses
        if may_have_gone and clause.id not in by_id and clause == Clause(clause.id)
    }
    read = [clause for clause in top.clauses if clause.id and clause.id not in gone]
    clauses = References(opened.matrix, by_id, documents, problems).check(read)
    lapsed = _lapsed(path, content, read)
    for clause in read:
        if clause.id in lapsed:
            problems.add(
                "signature-lapsed",
                problems.node_of(clause, "supported"),
                "the signature has lapsed: the words or the sources have changed since",
                f"Have it reviewed again, and sign: drafter mark {path.name} {clause.id} supported --by NAME",
                Severity.WARNING,
                clause.id,
            )
    clauses = tuple(replace(c, supported=None) if c.id in lapsed else c for c in clauses)
    _open(top, problems, "criteria", "", "", lambda _: Filter(opened.matrix, top.criteria))
    raise_on_errors(problems.in_order())
    file = replace(top, clauses=clauses, name=path.name)
    return OpenSelection(
        path, content, file, opened, found_form, by_id, documents, lapsed, problems.in_order()
    )


def named_for(folder: Path, named: str) -> str:
    """Return how a file in a folder names what the user named: paths in it start at that folder."""
    return seen_from(folder, Path(named)) if Path(named).exists() else named


def named_from(folder: Path, named: str) -> str:
    """Return what a file names, as seen from where drafter runs: paths in it start at its folder."""
    beside = folder / named
    is_path = "/" in named or "\\" in named or bool(Path(named).suffix)
    return str(beside) if named and (is_path or beside.exists()) else named


def _open(
    top: SelectionFile, problems: Problems, key: str, named: str, given: str, open_: Callable[[str], T]
) -> T:
    """Open what the file names under a key, or what was given in its place."""
    try:
        return open_(given or named)
    except ContentError:
        raise
    except DrafterError as error:
        if given or not problems.has(top, key):
            raise
        problems.add(f"bad-{key}", problems.node_of(top, key), error.message, error.hint)
        raise ContentError(problems.in_order()) from error


def _lapsed(path: Path, content: bytes, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the clauses whose signature lapsed: they changed since drafter last wrote the file."""
    newest = history_of(path).newest if any(clause.supported for clause in clauses) else None
    if newest is None or newest == content:
        return ()
    root, problems = compose_text(decode(newest, path), str(path))
    earlier = SELECTION(root, problems).clauses
    signed: dict[object, object] = {(c.id, c.supported): _signed(c) for c in earlier if c.supported}
    return tuple(c.id for c in clauses if signed.get((c.id, c.supported), _signed(c)) != _signed(c))


def _signed(clause: Clause) -> tuple[object, ...]:
    return clause.text, clause.sources, dict(clause.wordings)
