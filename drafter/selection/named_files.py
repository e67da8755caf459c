"""What a selection file names: its matrix, concordance, sources and form, as seen from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from drafter.files.places import seen_from
from drafter.files.reading import exists, refuse_link_out, stands
from drafter.matrix.loading import DEFAULT_FORM, OpenMatrix, find_form, open_matrix
from drafter.problems import ContentError, DrafterError
from drafter.records.nodes import Problems
from drafter.selection.source_file import SOURCES_FILE, load_sources

_FILES = (".yaml", ".yml", ".txt")


def named_for(folder: Path, named: str) -> str:
    """How a file in a folder names what the user named: a path as seen from that folder."""
    return seen_from(folder, Path(named)) if named and exists(Path(named)) else named


def named_from(folder: Path, named: str) -> str:
    """What a file names, seen from where drafter runs: a path in it is seen from the file's folder."""
    if not named or Path(named).is_absolute():
        return named
    beside = folder / named
    is_path = "/" in named or "\\" in named or Path(named).suffix.lower() in _FILES
    return str(beside) if is_path or exists(beside) else named


def open_named_matrix(
    top: SimpleNamespace, problems: Problems, folder: Path, given: Mapping[str, str]
) -> OpenMatrix:
    """The matrix and the concordance; a fault is told at the key that names what cannot be opened.

    Args:
        top: What the file says.
        problems: What is wrong in it.
        folder: Where it stands.
        given: What is used in place of the "matrix", "concordance" and "form" that it names.
    """
    if not (given["matrix"] or top.matrix):
        raise ContentError(problems.in_order())
    entries = given["concordance"] or named_from(folder, top.concordance)
    try:
        if entries and not given["concordance"]:
            refuse_link_out(Path(entries))
        return open_matrix(given["matrix"] or named_from(folder, top.matrix), entries or None)
    except ContentError:
        raise
    except DrafterError as error:
        is_about_concordance = bool(entries) and entries in error.message
        _report_at(top, problems, "concordance" if is_about_concordance else "matrix", given, error)
        raise ContentError(problems.in_order()) from error


def with_sources(top: SimpleNamespace, problems: Problems, folder: Path, opened: OpenMatrix) -> OpenMatrix:
    """The matrix with the documents and proposals that are declared for the selection."""
    file = folder / (top.sources or SOURCES_FILE)
    if not top.sources and not stands(file):
        return opened
    try:
        refuse_link_out(file)
        declared, found = load_sources(file, opened.matrix, top.delegations)
    except ContentError:
        raise
    except DrafterError as error:
        problems.add("bad-sources", problems.node_of(top, "sources"), error.message, error.hint)
        raise ContentError(problems.in_order()) from error
    problems.found += found
    return replace(opened, matrix=replace(opened.matrix, declared=declared))


def find_named_form(top: SimpleNamespace, problems: Problems, folder: Path, given: Mapping[str, str]) -> Path:
    """The folder of the form; what cannot be opened is told, and the selection’s folder stands for it."""
    try:
        return find_form(given["form"] or named_from(folder, top.form) or DEFAULT_FORM)
    except DrafterError as error:
        _report_at(top, problems, "form", given, error)
        return folder


def _report_at(
    top: SimpleNamespace, problems: Problems, key: str, given: Mapping[str, str], error: DrafterError
) -> None:
    """Report at a key's place that what it names cannot be opened, unless another was given in its place."""
    if given[key] or not problems.has(top, key):
        raise error
    problems.add(f"bad-{key}", problems.node_of(top, key), error.message, error.hint)
