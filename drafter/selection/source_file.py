"""``sources.yaml``: the documents and proposals that a paper may cite besides recommendations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import yaml

from drafter.files.reading import read_below, refuse_link_out, stands
from drafter.model import Matrix
from drafter.problems import ContentError, DrafterError, Problem, Severity, raise_on_errors
from drafter.records.nodes import Problems, compose
from drafter.records.records import (
    Record,
    file_beside,
    identifier,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    required,
    text,
    words,
)
from drafter.selection.readers import lines_as_written
from drafter.selection.telling import CATALOGUE
from drafter.sources import Declared, Document, Proposal, normal_place
from drafter.text.italics import unmarked

SOURCES_FILE = "sources.yaml"
_ID = identifier(
    re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"), "Use small letters, digits and hyphens: doha-declaration."
)
_DOCUMENT = Record(
    "a document",
    SimpleNamespace,
    id=required(_ID),
    cited=required(words),
    short=optional(one_or_many(words), ()),
    unit=optional(words, "para."),
    file=optional(file_beside, ""),
    begins=optional(text, "", key="from"),
    paragraphs=optional(mapping_of(lines_as_written, None, "a paragraph"), {}),
)
_PROPOSAL = Record(
    "a proposal",
    SimpleNamespace,
    id=required(_ID),
    by=required(one_or_many(words)),
    on_behalf_of=optional(words, "", key="on-behalf-of"),
    date=optional(words, ""),
    meeting=optional(words, ""),
    text=required(lines_as_written),
)
SOURCES = Record(
    "the sources",
    SimpleNamespace,
    documents=optional(list_of(_DOCUMENT), ()),
    proposals=optional(list_of(_PROPOSAL), ()),
)


def load_sources(
    path: Path, matrix: Matrix | None = None, delegations: Collection[str] = ()
) -> tuple[Declared, tuple[Problem, ...]]:
    """Read the documents and proposals that a file declares; see ``read_sources``.

    Returns:
        Them, and warnings.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it, and in the documents that it names.
    """
    declared, problems = read_sources(path, matrix, delegations)
    raise_on_errors(problems)
    return declared, problems


def read_sources(
    path: Path, matrix: Matrix | None = None, delegations: Collection[str] = ()
) -> tuple[Declared, tuple[Problem, ...]]:
    """Read what is sound of the documents and proposals that a file declares.

    Args:
        path: The file; documents are looked for beside it.
        matrix: Whose recommendations are sources already; None where that is not looked at.
        delegations: Who may have proposed something; anybody where none is listed.

    Returns:
        Those that have no fault; and every fault in the file, and in the documents that it names.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: if it is not YAML at all, or says nothing.
    """
    root, problems = compose(path)
    if root is None:
        _report(problems, "no-sources-declared", None)
        raise ContentError(problems.found)
    top = SOURCES(root, problems)
    every = [*top.documents, *top.proposals]
    problems.refuse_same(every, "id", "two sources have the id “{}” (the first on line {first})")
    _check_names(top.documents, problems)
    if matrix:
        for one in every:
            _check_beside(one, matrix, problems)
    for one in top.proposals:
        for name, node in problems.placed(one.by, one, "by"):
            if name and delegations and name not in delegations:
                problems.unknown("delegation", node, name, delegations)
    faulty = {id(one) for one in every if _has_fault(one, problems)}
    documents = []
    for one in top.documents:
        before = len(problems.found)
        document = _document(one, problems, path)
        if id(one) not in faulty and not _errors(problems.found[before:]):
            documents.append(document)
    proposals = tuple(Proposal(**vars(one)) for one in top.proposals if id(one) not in faulty)
    return Declared(tuple(documents), proposals), problems.in_order()


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity is Severity.ERROR]


def _has_fault(one: SimpleNamespace, problems: Problems) -> bool:
    """Whether an error was found on the lines of a source."""
    node = problems.node_of(one)
    if node is None:
        return True
    first = node.start_mark.line + 1
    last = max(first, node.end_mark.line)  # a block ends where the next thing begins
    return any(first <= found.line <= last for found in _errors(problems.found))


def _check_names(documents: Iterable[SimpleNamespace], problems: Problems) -> None:
    """Report a name that two documents have: a footnote with it could mean either."""
    names: list[tuple[str, yaml.Node | None]] = []
    for one in documents:
        names += {
            name.casefold(): (name.casefold(), node) for name, node in _names_of(one, problems)
        }.values()
    problems.refuse_repeats(
        "duplicate-name",
        names,
        "a document is called “{}” already, on line {first}",
        "Footnotes that say so could mean either: give one of them another name.",
    )


def _names_of(one: SimpleNamespace, problems: Problems) -> Iterator[tuple[str, yaml.Node | None]]:
    """How a document is called, each with its place."""
    yield unmarked(one.cited)[0], problems.node_of(one, "cited")
    yield from ((unmarked(name)[0], problems.node_of(one, "short")) for name in one.short)


def _check_beside(one: SimpleNamespace, matrix: Matrix, problems: Problems) -> None:
    """Report a source that is one of the matrix's already: by its id, or as the report of a region."""
    if one.id in matrix.by_id:
        _report(problems, "taken-id", problems.node_of(one, "id"), id=one.id)
    reports = {region.symbol: region.name for region in matrix.regions if region.symbol}
    for name, node in _names_of(one, problems) if hasattr(one, "cited") else ():
        if name in reports:
            _report(problems, "report-of-matrix", node, name=name, region=reports[name])


def sources_beside(file: Path) -> tuple[Declared, tuple[Problem, ...]]:
    """What is declared beside a file, as far as it is sound; nothing where there is no ``sources.yaml``.

    Returns:
        It, and what is wrong in ``sources.yaml``.
    """
    beside = file.parent / SOURCES_FILE
    if not stands(beside):
        return Declared(), ()
    try:
        refuse_link_out(beside)
        declared, problems = read_sources(beside)
    except ContentError as error:
        return Declared(), tuple(error.problems)
    except DrafterError as error:
        return Declared(), (Problem("bad-sources", error.message, hint=error.hint, file=str(beside)),)
    return declared, tuple(_errors(problems))


def _report(problems: Problems, key: str, at: yaml.Node | None, **facts: object) -> None:
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    problems.add(code, at, message, hint, severity)


def _document(one: SimpleNamespace, problems: Problems, path: Path) -> Document:
    """A document with the words of its file and those that are pasted, which count for more."""
    document = Document(one.id, one.cited, one.short, one.unit)
    pasted: dict[str, str] = {}
    for (written, words_of_it), (key, _) in zip(
        one.paragraphs.items(), _pairs(problems.node_of(one, "paragraphs")), strict=False
    ):
        place = normal_place(written, one.unit)
        if place in pasted:
            _report(problems, "duplicate-place", key, document=one.id, place=place)
        pasted[place] = words_of_it
    if not one.file:
        if one.begins:
            _report(problems, "from-without-file", problems.node_of(one, "begins"), document=one.id)
        return replace(document, paragraphs=pasted)
    try:
        found = dict(_paragraphs(path.parent, one, problems))
    except ContentError as error:
        problems.found += error.problems
        return document
    except DrafterError as error:
        problems.add("bad-document", problems.node_of(one, "file"), error.message, error.hint)
        return document
    repeated = tuple(place for place, texts in found.items() if len(texts) > 1 and place not in pasted)
    if repeated:
        said = ", ".join(repeated[:6])
        _report(problems, "repeated-places", problems.node_of(one, "file"), file=one.file, places=said)
    own = {place: texts[0] for place, texts in found.items() if place not in repeated}
    return replace(document, paragraphs={**own, **pasted}, is_whole=True, repeated=repeated)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _paragraphs(folder: Path, one: SimpleNamespace, problems: Problems) -> Iterator[tuple[str, list[str]]]:
    """The places of a file, each with its text; with several where its number is not that of one alone."""
    # What reads Word and PDF files is slow to import, and few files are read.
    from drafter.documents.paragraphs import numbered_paragraphs
    from drafter.documents.readers import read

    document = read(read_below(folder, one.file), folder / one.file, is_matrix=False)
    if one.begins:
        pieces = sorted(document.pieces, key=lambda piece: (piece.line, piece.column))
        start = next((piece for piece in pieces if " ".join(piece.text.split()).startswith(one.begins)), None)
        if start is None:
            at = problems.node_of(one, "begins")
            _report(problems, "from-not-found", at, file=one.file, words=one.begins)
        else:
            later = (one for one in pieces if (one.line, one.column) >= (start.line, start.column))
            document = replace(document, outside=tuple(later), tables=())
    paragraphs = numbered_paragraphs(document)
    found: dict[str, list[str]] = defaultdict(list)
    for order, paragraph in enumerate(paragraphs.all):
        # What follows without a number may be a heading, a signature or the notes of the document.
        below = (f"({item.place.point or item.place.letter}) {item.text}" for item in paragraphs.below(order))
        found[normal_place(paragraph.place.label, one.unit)].append(" ".join([paragraph.text, *below]))
    if not found:
        _report(problems, "no-numbered-paragraphs", problems.node_of(one, "file"), file=one.file)
    yield from found.items()
