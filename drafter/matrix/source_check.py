"""Checks a matrix file against the document that it was read from."""

from __future__ import annotations

from pathlib import Path

from drafter.matrix.matrix_file import MatrixFile
from drafter.matrix.readers import Reading
from drafter.model import Matrix
from drafter.problems import Problem, Severity, did_you_mean


def compare_with_source(file: MatrixFile, reading: Reading) -> list[Problem]:
    """Check that a matrix file says what its source says, and list the source's oddities.

    Args:
        file: The matrix file.
        reading: What reading its source gives now.

    Returns:
        The source's problems, and one for each recommendation that is not as in the source.
    """
    source = file.matrix.source
    problems = list(reading.problems)
    if source and reading.matrix.source and source.sha256 != reading.matrix.source.sha256:
        problems.append(
            Problem(
                "source-changed",
                f"{source.file} has changed since this matrix was read from it",
                Severity.WARNING,
                "Read it again with “drafter import”.",
                str(file.path),
            )
        )
    return [*problems, *_differences(file, reading.matrix)]


def _differences(file: MatrixFile, source: Matrix) -> list[Problem]:
    problems = []
    for item in file.matrix.recommendations:
        line, column = file.places[item.id]
        original = source.by_id.get(item.id)
        if original is None:
            message = f"{item.id} is not in the source"
            hint = did_you_mean(item.id, source.by_id)
        elif item.placements != original.placements:
            same_text = item.wordings == original.wordings
            message = (
                f"{item.id} stands under other themes than in the source"
                if same_text
                else f"the text of {item.id} is not as in the source"
            )
            hint = "Texts stand verbatim: correct it, or say in the source what is right."
        else:
            continue
        problems.append(
            Problem(
                "not-as-source",
                message,
                Severity.WARNING,
                hint,
                str(file.path),
                line,
                column,
                item.id,
            )
        )
    problems += [
        Problem(
            "not-in-matrix",
            f"{missing} stands in the source and not in the matrix file",
            Severity.WARNING,
            "Read the source again with “drafter import”.",
            str(file.path),
            clause=missing,
        )
        for missing in source.by_id
        if missing not in file.matrix.by_id
    ]
    return problems


def source_path(file: MatrixFile) -> Path | None:
    """The source document beside a matrix file; None where it names none or none is there."""
    source = file.matrix.source
    if source is None:
        return None
    path = file.path.parent / Path(source.file).name
    return path if path.is_file() else None
