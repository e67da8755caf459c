"""Reads matrix documents, and compares a matrix with the document that it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.documents.citation_forms import declared_form
from drafter.documents.interpreter import Reading, interpret
from drafter.documents.oddities import without_order
from drafter.documents.readers import Progress, read
from drafter.documents.renewal import keep_identities, pairs
from drafter.documents.symbols import look_at_symbols
from drafter.documents.table import CATALOGUE, Layout
from drafter.files.reading import read_bytes, refuse_link_out, stands
from drafter.files.seal import has_whole_seal
from drafter.matrix.about import About, load_about
from drafter.matrix.loading import ABOUT_FILE
from drafter.matrix.matrix_file import MatrixFile
from drafter.model import ReadFrom, Region
from drafter.problems import ContentError, DrafterError, Problem, raise_on_errors
from drafter.text.looks import did_you_mean

_NO_LAYOUT = Layout()
_NAMED = 8  # columns in a message


def read_document(path: Path, progress: Progress | None = None, wanted: Layout = _NO_LAYOUT) -> Reading:
    """Read a matrix document with the facts that stand beside it.

    Args:
        path: The document.
        progress: See ``read``.
        wanted: How it is to be read, where that is said now; the rest is as the facts say.

    Raises:
        DrafterError: if a file cannot be read, is in no format that is known, or lacks what is asked for.
        ContentError: if it contains characters that must not stand in a text, or the facts have faults.
    """
    beside = path.parent / ABOUT_FILE
    if beside.is_dir():
        message = f"{beside} is a folder, and a file of this name says how the matrix is read"
        raise DrafterError(message, "Give the folder another name.")
    refuse_link_out(beside)
    about = load_about(beside) if stands(beside) else About()
    about = replace(
        about,
        name=about.name or path.stem,
        table=wanted.table or (0 if wanted.sheet else about.table),
        sheet=wanted.sheet or ("" if wanted.table else about.sheet),
        columns={**about.columns, **wanted.columns},
    )
    _check_forms(about, beside)
    layout = Layout(about.table, about.sheet, about.columns, about.citations)
    content = read_bytes(path)
    source = ReadFrom(path.name, hashlib.sha256(content).hexdigest(), about.date, about.document)
    try:
        document = read(content, path, progress)
        reading = interpret(document, about.name, source, about.regions, layout, about.title)
    except ContentError:
        raise
    except DrafterError as error:
        if path.name not in error.message:
            error.message = f"{path}: {error.message}"
        raise
    problems = reading.problems
    found = {region.heading for region in reading.matrix.regions}
    is_other = wanted != _NO_LAYOUT and found.isdisjoint(region.heading for region in about.regions)
    if is_other and _is_drafters_own(beside):
        about = replace(about, regions=())  # of the columns of another reading
    if reading.matrix.regions:
        problems += (*_without_column(about, reading.matrix.regions, path, beside),)
        problems += (*look_at_symbols(about.regions, reading.symbols, str(beside), about.places),)
    matrix = replace(
        reading.matrix, meeting=about.meeting, report=about.report, regions_are=about.regions_are
    )
    about = replace(about, regions=about.regions or matrix.regions)
    return replace(reading, matrix=matrix, about=about, problems=problems)


def _is_drafters_own(beside: Path) -> bool:
    """Whether drafter wrote the facts and nobody has changed them since."""
    return beside.exists() and has_whole_seal(read_bytes(beside))


def _without_column(about: About, found: Sequence[Region], path: Path, beside: Path) -> Iterator[Problem]:
    """Say which regions have facts and are not in the document.

    It is an error where none is there, or one by nearly the same name: its facts would be lost.
    """
    free = {region.key: region.heading for region in found}
    lost = [region for region in about.regions if free.pop(region.key, None) is None]
    heads = [f"“{head}”" for head in free.values()]
    more = f" and {len(heads) - _NAMED} more" if len(heads) > _NAMED else ""
    for region in lost:
        plain = without_order(region.heading)
        same = next((head for head in free.values() if without_order(head) == plain), "")
        how = "/lost" if same else "/all" if len(lost) == len(about.regions) else ""
        near = f"Did you mean “{same}”?" if same else did_you_mean(region.heading, free.values())
        code, severity, message, hint = CATALOGUE.say(
            f"region-without-column{how}",
            name=region.heading,
            file=path.name,
            others=f"; without facts are: {', '.join(heads[:_NAMED])}{more}" if heads else "",
            near=f"{near} " if near else "",
        )
        yield Problem(code, message, severity, hint, str(beside), *about.places.get(region.key, (0, 0)))


def _check_forms(about: About, path: Path) -> None:
    """Refuse forms of citations that cannot be read.

    Raises:
        ContentError: with all of them.
    """
    problems = []
    for form in about.citations:
        try:
            declared_form(form)
        except ValueError:
            code, severity, message, hint = CATALOGUE.say("bad-form", form=form)
            problems.append(
                Problem(code, message, severity, hint, str(path), *about.places.get(form, (0, 0)))
            )
    raise_on_errors(problems)


def without_paragraph(file: MatrixFile) -> Iterator[Problem]:
    """Say once which recommendations have no paragraph, nor a page."""
    ids = [one.id for one in file.matrix.recommendations if not (one.citation.paragraph or one.citation.page)]
    if ids:
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        facts = {"count": len(ids), "all": len(file.matrix.recommendations), "first": ids[0]}
        key = "paragraph-missing" if len(ids) > 1 else "paragraph-missing/one"
        said = CATALOGUE.say(
            key, ids=", ".join(ids[:_NAMED]) + more, region=ids[0].partition("-")[0], **facts
        )
        code, severity, message, hint = said
        yield Problem(code, message, severity, hint, str(file.path), *file.places[ids[0]], ids[0])


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
    refuse_link_out(path)
    if not path.is_file():
        return [_problem(file, "source-not-there", source=source.file)]
    reading = read_document(path)
    problems = list(reading.problems)
    if reading.matrix.source and source.sha256 != reading.matrix.source.sha256:
        problems.append(_problem(file, "source-changed", source=source.file))
    own = [one for one in file.matrix.regions if one not in reading.matrix.regions]
    problems += look_at_symbols(own, reading.symbols, str(path))
    if not reading.matrix.recommendations:
        return problems  # which say why
    original = keep_identities(reading.matrix, file.matrix)
    paired = pairs(original, file.matrix)
    read_as = {item.id: original.by_id[given] for given, item in paired.items()}
    for item in file.matrix.recommendations:
        there = read_as.get(item.id)
        # Where the document cites no paragraph, a person has said which it is.
        if there is None or (there.id != item.id and there.citation.paragraph):
            near = did_you_mean(item.id, original.by_id)
            problems.append(_problem(file, "not-as-source/unknown", item.id, near=near))
        elif item.wordings != there.wordings:
            problems.append(_problem(file, "not-as-source", item.id))
        elif item.placements != there.placements:
            problems.append(_problem(file, "not-as-source/themes", item.id))
    missing = (
        given
        for given, there in original.by_id.items()
        if given not in paired or (paired[given].id != given and there.citation.paragraph)
    )
    return problems + [_problem(file, "not-in-matrix", given) for given in missing]


def _problem(file: MatrixFile, key: str, name: str = "", **facts: str) -> Problem:
    code, severity, message, hint = CATALOGUE.say(key, name=name, **facts)
    return Problem(code, message, severity, hint, str(file.path), *file.places.get(name, (0, 0)), name)
