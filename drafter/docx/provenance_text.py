"""The text of the provenance part: the matrix and everything that was printed.

Built as strings, as the body is: with 10,000 recommendations it has some megabytes. A source stands with
the first clause that has it, so that the two texts, which are nearly the same, pack well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from drafter.citations.written import print_paragraph
from drafter.docx.names import bookmark_name
from drafter.draft.blocks import GroupHeading, Origins, Paragraph, Table
from drafter.draft.draft import Draft
from drafter.draft.drafted_clause import Clause, Line
from drafter.model import Alternatives, Matrix, Recommendation

NAMESPACE = "urn:drafter:made-from:1"


def provenance_text(draft: Draft, version: str) -> str:
    """The whole part, not yet sealed.

    Args:
        draft: What was written.
        version: drafter's version.
    """
    return "".join(_elements(draft, version))


def _elements(draft: Draft, version: str) -> Iterator[str]:
    made = draft.made_from
    head = _attributes(xmlns=NAMESPACE, version=version)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<draft{head} content="" seal="">'
    yield from _matrix(draft.matrix, made.matrix_sha256)
    yield _empty("concordance", name=made.concordance, sha256=made.concordance_sha256)
    yield _empty("form", name=made.form)
    yield f"<criteria{_attributes(words=made.criteria)}>"
    yield from (_empty("criterion", name=name, value=value) for name, value in made.options)
    yield "</criteria>"
    places = {item.id: place for place, item in enumerate(draft.matrix.recommendations)}
    written: set[str] = set()
    for block in draft.blocks:
        if isinstance(block, Clause):
            yield from _clause(block)
            for source in block.sources:
                if source not in written:
                    written.add(source)
                    yield _source(draft.matrix.by_id[source], places)
            yield "</clause>"
        elif isinstance(block, Paragraph):
            words = f"{block.lead_in} {block.text}" if block.lead_in else block.text
            yield f"<text{_attributes(role=block.role)}>{escape(words)}</text>"
    yield from (_source(item, places) for item in draft.matrix.recommendations if item.id not in written)
    yield from _notes(draft)
    known = texts_of_matrix(draft.matrix)
    own = dict.fromkeys(text for text in _texts_of_tables(draft) if text not in known)
    yield from (f"<cell>{escape(text)}</cell>" for text in own)
    yield "</draft>"


def texts_of_matrix(matrix: Matrix) -> set[str]:
    """What the matrix itself says in the cells of the annexes.

    Args:
        matrix: The matrix.
    """
    return {
        *(region.name for region in matrix.regions),
        *(section.title for section in matrix.sections),
        *(theme.title for theme in matrix.themes),
        *(item.text for item in matrix.recommendations),
        *(print_paragraph(item.citation) for item in matrix.recommendations),
    }


def _texts_of_tables(draft: Draft) -> Iterator[str]:
    """Every paragraph in the cells of tables; numbers of clauses are left out, since they change."""
    for block in draft.blocks:
        if isinstance(block, Origins):
            yield from block.columns
            yield from (row if isinstance(row, str) else row.title for row in block.rows)
        elif isinstance(block, Table):
            yield from block.columns
            for row in block.rows:
                if isinstance(row, GroupHeading):
                    yield from (row.title, *row.lines)
                else:
                    yield from (text for cell in row for text in cell if isinstance(text, str))


def _matrix(matrix: Matrix, sha256: str) -> Iterator[str]:
    yield f"<matrix{_attributes(name=matrix.name, title=matrix.title, sha256=sha256)}>"
    for region in matrix.regions:
        yield _empty(
            "region",
            key=region.key,
            name=region.name,
            meeting=region.meeting,
            place=region.place,
            dates=region.dates,
            symbol=region.symbol,
        )
    yield from (_empty("section", id=section.id, title=section.title) for section in matrix.sections)
    for theme in matrix.themes:
        number = theme.number or None
        yield _empty("theme", id=theme.id, section=theme.section, number=number, title=theme.title)
    yield "</matrix>"


def _clause(clause: Clause) -> Iterator[str]:
    attributes = _attributes(
        id=clause.id,
        kind=clause.kind,
        part=clause.part,
        theme=clause.theme,
        bookmark=bookmark_name(clause.id),
        printed=clause.printed_as,
        label=clause.label,
    )
    yield f"<clause{attributes}>"
    yield from (_empty("version", sources=" ".join(version.sources)) for version in clause.versions)
    for place, line in enumerate(clause.lines):
        is_version = clause.printed_as is Alternatives.BIS
        yield _line(line, clause.versions[place].sources if is_version else clause.sources)


def _line(line: Line, sources: tuple[str, ...]) -> str:
    pieces = []
    for piece in line.pieces:
        notes = " ".join(note.source for note in piece.footnotes) or None
        attributes = _attributes(notes=notes, support="yes" if piece.is_support else None)
        pieces.append(f'<piece{attributes} xml:space="preserve">{escape(piece.text)}</piece>')
    return f"<line{_attributes(sources=' '.join(sources))}>{''.join(pieces)}</line>"


def _source(item: Recommendation, places: Mapping[str, int]) -> str:
    attributes = _attributes(
        id=item.id, place=str(places[item.id]), label=item.label or None, remark=item.remark or None
    )
    placements = "".join(
        f"<under{_attributes(theme=placement.theme)}"
        + ("/>" if placement.text == item.text else f">{escape(placement.text)}</under>")
        for placement in item.placements
    )
    return f"<source{attributes}><said>{escape(item.text)}</said>{placements}</source>"


def _notes(draft: Draft) -> Iterator[str]:
    notes = {
        (note.source, note.text): None
        for block in draft.blocks
        if isinstance(block, Clause)
        for line in block.lines
        for piece in line.pieces
        for note in piece.footnotes
    }
    for source, text in notes:
        yield f"<note{_attributes(source=source)}>{escape(text)}</note>"


def _empty(element: str, /, **attributes: str | None) -> str:
    return f"<{element}{_attributes(**attributes)}/>"


def _attributes(**attributes: str | None) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value is not None)
