"""Tables of a draft as WordprocessingML: the annexes, and the picture of where the clauses come from.

Each has a first row that is marked as a header and repeats on every page, and a title and a description for
those who do not see it (ISO 29500-1, 17.4.78, 17.4.41 and 17.4.47).
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.docx.parts.markup import (
    KEEP_NEXT,
    bookmark_name,
    escape,
    number_reference,
    paragraph,
    quoteattr,
    run,
    said,
)
from drafter.draft.blocks import CellParagraph, ClauseId, GroupHeading, Quotation, Row, Table
from drafter.draft.clause import ClauseNumber, ClauseRange
from drafter.text.words import whole

# Behind the heading of a group of rows.
GROUP_FILL = "F2F2F2"
# Behind a number in the picture, from one clause to many: every text on them is black, and the number says
# what the shade says. (From so many clauses, fill.)
SHADES = ((5, "74AEDD"), (3, "9CC3E6"), (2, "BDD7EE"), (1, "DEEAF6"))
_MIDDLE = '<w:jc w:val="center"/>'
# An id in a cell: small, and no word of a language.
_OF_IDS = '<w:rPr><w:noProof/><w:sz w:val="13"/></w:rPr>'


def table(block: Table, total: int, indent: int = 0) -> str:
    """A table of a whole width, and how far from the margin it begins, in twentieths of a point."""
    twips = [total * part // sum(block.widths) for part in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    # Numbers stand below the middle of their heading.
    middle = [_MIDDLE if block.shades(place) else "" for place in range(len(twips))]
    head = "".join(
        _cell(width, paragraph("TableHead", said(column), more))
        for width, column, more in zip(twips, block.columns, middle, strict=True)
    )
    rows = "".join(
        _group(row, sum(twips), len(twips), block.columns[0])
        if isinstance(row, GroupHeading)
        else _row(row, twips, block, is_kept=number == len(block.rows) - 1)
        for number, row in enumerate(block.rows, start=1)
    )
    begins = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    look = "00A0" if block.shaded_from else "0020"
    in_words = (f"<w:tblCaption w:val={quoteattr(block.title)}/>" if block.title else "") + (
        f"<w:tblDescription w:val={quoteattr(block.description)}/>" if block.description else ""
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DraftTable"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/>{begins}<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(look == "00A0")}" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>{in_words}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _tr(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, paragraphs: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraphs}</w:tc>'


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _row(row: Row, twips: Sequence[int], block: Table, *, is_kept: bool) -> str:
    """A row; the last but one is kept with the last, which does not stand alone on a page."""
    cells = []
    kept = KEEP_NEXT if is_kept else ""
    for place, (width, cell) in enumerate(zip(twips, row, strict=True)):
        shaded = block.shades(place)
        more = _MIDDLE if shaded else ""
        paragraphs = "".join(paragraph("TableText", _content(one), kept + more) for one in cell or ("",))
        count = whole(str(cell[0])) if shaded else 0
        fill = next((fill for least, fill in SHADES if count >= least), "")
        cells.append(_cell(width, paragraphs, _shade(fill) if fill else ""))
    return _tr("".join(cells))


def _content(content: CellParagraph) -> str:
    if isinstance(content, str):
        return said(content)
    if isinstance(content, Quotation):
        lead_in = f"{run(content.lead_in, 'Strong')}{run(' ')}" if content.lead_in else ""
        return lead_in + run(content.words)
    if isinstance(content, ClauseNumber):
        if not content.number:  # a preamble's paragraph: a field would have nothing to show
            return run(content.suffix.strip())
        return _number(content) + run(content.suffix)
    if isinstance(content, ClauseId):
        return f"<w:r>{_OF_IDS}<w:t>{escape(content.id)}</w:t></w:r>"
    return _ranges(content)


def _number(number: ClauseNumber) -> str:
    return number_reference(bookmark_name(number.clause), number.label, in_full_context=bool(number.letter))


def _group(group: GroupHeading, width: int, columns: int, word: str) -> str:
    """A row that spans the table, kept on one page with the row below it.

    Args:
        group: What stands in it.
        width: Of the table.
        columns: How many it spans.
        word: What stands before a clause's number.
    """
    number = ""
    if group.clause:
        number = f"{run(f'{word} ')}{_number(group.clause)}{run('. ')}"
    paragraphs = [paragraph("TableHead", number + said(group.title), KEEP_NEXT)]
    paragraphs += [paragraph("TableText", said(line), KEEP_NEXT) for line in group.lines]
    return _tr(_cell(width, "".join(paragraphs), f'<w:gridSpan w:val="{columns}"/>{_shade(GROUP_FILL)}'))


def _ranges(ranges: Sequence[ClauseRange]) -> str:
    shown = []
    for one in ranges:
        numbers = [_number(one.first)]
        if one.last != one.first:
            last = number_reference(bookmark_name(one.last.clause), one.last.own_number)
            numbers.append(last if one.in_list else _number(one.last))
        shown.append(run("–").join(numbers))
    return run(", ").join(shown)
