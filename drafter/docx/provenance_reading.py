"""Reads back what made a draft from the provenance part of its Word file."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from drafter.citations.written import parse_id
from drafter.docx.origin import Origin, PrintedClause, PrintedLine, PrintedPiece, PrintedText
from drafter.docx.provenance import find_provenance, has_own_content
from drafter.docx.provenance_text import NAMESPACE, texts_of_matrix
from drafter.draft.blocks import Role
from drafter.model import Alternatives, Kind, Matrix, Placement, Recommendation, Region, Section, Theme
from drafter.problems import DrafterError

# A numbered paragraph that opens a list of clauses is their heading.
_LEVELS = {Role.HEADING_1: 0, Role.HEADING_2: 1, Role.OPENING: 1, Role.HEADING_3: 2}


def read_origin(parts: Mapping[str, bytes], name: str) -> Origin | None:
    """What made a draft; None where the file does not say.

    Args:
        parts: The parts of the Word file.
        name: How messages call the file.

    Raises:
        DrafterError: if the part is there and cannot be read.
    """
    found = find_provenance(parts)
    if found is None:
        return None
    root = found[1]
    if root.find(_n("text")) is None or root.find(_n("matrix")) is None:
        return None  # an older drafter kept only the names of things
    try:
        return _origin(root)
    except (KeyError, ValueError, AttributeError, IndexError) as error:
        raise DrafterError(
            f"{name} does not say any more what made it: that part of the file is damaged",
            "Name the matrix with --matrix.",
        ) from error


def _origin(root: etree._Element) -> Origin:
    matrix, concordance, form, criteria = (
        _child(root, name) for name in ("matrix", "concordance", "form", "criteria")
    )
    notes: dict[str, tuple[str, ...]] = {}
    for note in root.iterfind(_n("note")):
        source = _of(note, "source")
        notes[source] = (*notes.get(source, ()), note.text or "")
    own_matrix = _matrix(root, matrix)
    cells = {cell.text or "" for cell in root.iterfind(_n("cell"))}
    return Origin(
        version=root.get("version", ""),
        matrix=own_matrix,
        matrix_sha256=matrix.get("sha256", ""),
        concordance=concordance.get("name", ""),
        concordance_sha256=concordance.get("sha256", ""),
        form=form.get("name", ""),
        criteria=criteria.get("words", ""),
        options=tuple((_of(one, "name"), _of(one, "value")) for one in criteria),
        blocks=tuple(_blocks(root)),
        notes=notes,
        cells=frozenset(cells | texts_of_matrix(own_matrix) if cells else ()),
        is_whole=has_own_content(root),
    )


def _blocks(root: etree._Element) -> list[PrintedText | PrintedClause]:
    blocks: list[PrintedText | PrintedClause] = []
    headings = ["", "", ""]
    for element in root:
        if element.tag == _n("text"):
            text = PrintedText(Role(_of(element, "role")), element.text or "")
            level = _LEVELS.get(text.role)
            if level is not None:
                headings[level:] = [text.text, "", ""][: 3 - level]
            blocks.append(text)
        elif element.tag == _n("clause"):
            blocks.append(_clause(element, (headings[0], headings[1], headings[2])))
    return blocks


def _clause(element: etree._Element, headings: tuple[str, str, str]) -> PrintedClause:
    return PrintedClause(
        id=_of(element, "id"),
        kind=Kind(_of(element, "kind")),
        part=_of(element, "part"),
        theme=_of(element, "theme"),
        bookmark=_of(element, "bookmark"),
        label=_of(element, "label"),
        printed_as=Alternatives(_of(element, "printed")),
        versions=tuple(_ids(version, "sources") for version in element.iterfind(_n("version"))),
        lines=tuple(
            PrintedLine(tuple(_piece(piece) for piece in line), _ids(line, "sources"))
            for line in element.iterfind(_n("line"))
        ),
        headings=headings,
    )


def _piece(element: etree._Element) -> PrintedPiece:
    return PrintedPiece(element.text or "", _ids(element, "notes"), element.get("support") == "yes")


def _ids(element: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(element.get(name, "").split())


def _matrix(root: etree._Element, element: etree._Element) -> Matrix:
    sources = sorted(root.iter(_n("source")), key=lambda source: int(_of(source, "place")))
    return Matrix(
        name=_of(element, "name"),
        title=_of(element, "title"),
        source=None,
        regions=tuple(
            Region(
                key=_of(region, "key"),
                name=_of(region, "name"),
                meeting=region.get("meeting"),
                place=region.get("place"),
                dates=region.get("dates"),
                symbol=region.get("symbol"),
            )
            for region in element.iterfind(_n("region"))
        ),
        sections=tuple(
            Section(_of(section, "id"), _of(section, "title")) for section in element.iterfind(_n("section"))
        ),
        themes=tuple(
            Theme(_of(theme, "id"), _of(theme, "section"), theme.get("number", ""), _of(theme, "title"))
            for theme in element.iterfind(_n("theme"))
        ),
        recommendations=tuple(_recommendation(source) for source in sources),
    )


def _recommendation(element: etree._Element) -> Recommendation:
    citation = parse_id(_of(element, "id"))
    said = element.find(_n("said"))
    if citation is None or said is None:
        raise ValueError(_of(element, "id"))
    text = said.text or ""
    placements = tuple(
        Placement(_of(under, "theme"), text if under.text is None else under.text)
        for under in element.iterfind(_n("under"))
    )
    return Recommendation(citation, element.get("label", ""), placements, element.get("remark", ""))


def _n(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _of(element: etree._Element, name: str) -> str:
    """An attribute that must be there.

    Raises:
        KeyError: if it is not.
    """
    value = element.get(name)
    if value is None:
        raise KeyError(name)
    return value


def _child(element: etree._Element, name: str) -> etree._Element:
    """A child that must be there.

    Raises:
        KeyError: if it is not.
    """
    child = element.find(_n(name))
    if child is None:
        raise KeyError(name)
    return child
