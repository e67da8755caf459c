"""Reads matrix documents, and compares a matrix with the document that it was read from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from drafter.documents.interpreter import Reading, interpret
from drafter.documents.readers import Progress, read
from drafter.documents.table import CATALOGUE
from drafter.files import read_bytes
from drafter.matrix.loading import ABOUT_FILE
from drafter.matrix.matrix_file import About, MatrixFile, load_about
from drafter.model import Source
from drafter.problems import Problem, did_you_mean


def read_document(path: Path, progress: Progress | None = None) -> Reading:
    """Read a matrix document, with the facts that stand beside it.

    Args:
        path: The document.
        progress: See ``read``.

    Raises:
        DrafterError: if a file cannot be read, or is in no format that is known.
        ContentError: if it contains characters that must not stand in a text, or the facts have faults.
    """
    beside = path.parent / ABOUT_FILE
    about = load_about(beside) if beside.exists() else About()
    content = read_bytes(path)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), about.date, about.document)
    reading = interpret(read(content, path, progress), about.name or path.stem, source, about.regions)
    matrix = replace(
        reading.matrix, meeting=about.meeting, report=about.report, regions_are=about.regions_are
    )
    return replace(reading, matrix=matrix)


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
    code, severity, message, hint = CATALOGUE.say(key, name=name, **facts)
    return Problem(code, message, severity, hint, str(file.path), *file.places.get(name, (0, 0)), name)
