"""Tables as WordprocessingML: the annexes, and the picture of where the clauses come from.

Each has a first row that is marked as a header and repeats on every page, and a title and a description
for those who do not see it (ISO 29500-1, 17.4.78, 17.4.41 and 17.4.47).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from drafter.docx.markup import number_reference, paragraph, quoteattr, run
from drafter.draft.model import (
    CellParagraph,
    ClauseNumber,
    ClauseRange,
    GroupHeading,
    Origins,
    OriginsRow,
    Row,
    Table,
)

# Behind the heading of a group of rows.
GROUP_FILL = "F2F2F2"
# Behind a number in the picture, from one clause to many: every text on them is black, and the number says
# what the shade says. (From so many clauses, fill.)
SHADES = ((5, "74AEDD"), (3, "9CC3E6"), (2, "BDD7EE"), (1, "DEEAF6"))
NONE = "–"
_MIDDLE = '<w:jc w:val="center"/>'

# The columns of the picture, in parts of the whole: themes, clauses, and each region.
_ORIGINS_WIDTHS = (38, 10)
_REGION_WIDTH = 11
_WIDEST_REGIONS = 55  # all of them together

BookmarkOf = Callable[[str], str]


def table(block: Table, total: int, bookmark_of: BookmarkOf) -> str:
    """An annex's table.

    Args:
        block: What stands in it.
        total: The whole width, in twentieths of a point.
        bookmark_of: The name of a clause's bookmark, by the clause's id.
    """
    twips = _shared_out(total, block.widths)
    rows = (
        _group(row, sum(twips), len(twips), block.columns[0], bookmark_of)
        if isinstance(row, GroupHeading)
        else _row(row, twips, bookmark_of)
        for row in block.rows
    )
    return _table(block.columns, twips, rows, block.title, block.description)


def origins(block: Origins, total: int, bookmark_of: BookmarkOf) -> str:
    """The picture of where the clauses come from; see ``table``."""
    regions = len(block.columns) - len(_ORIGINS_WIDTHS)
    width = min(_REGION_WIDTH, max(1, _WIDEST_REGIONS // regions))
    twips = _shared_out(total, (*_ORIGINS_WIDTHS, *[width] * regions))
    rows = (
        _group(GroupHeading(None, row), sum(twips), len(twips), "", bookmark_of)
        if isinstance(row, str)
        else _origins_row(row, twips, bookmark_of)
        for row in block.rows
    )
    return _table(block.columns, twips, rows, block.title, block.description, first_column=True)


def _shared_out(total: int, parts: Sequence[int]) -> list[int]:
    return [total * part // sum(parts) for part in parts]


def _table(
    columns: Sequence[str],
    twips: Sequence[int],
    rows: Iterable[str],
    title: str,
    description: str,
    *,
    first_column: bool = False,
) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    # Numbers stand below the middle of their heading.
    middle = [
        _MIDDLE if first_column and place >= len(_ORIGINS_WIDTHS) else "" for place in range(len(columns))
    ]
    head = "".join(
        _cell(width, paragraph("TableHead", run(column), more))
        for width, column, more in zip(twips, columns, middle, strict=True)
    )
    look = "00A0" if first_column else "0020"
    in_words = (f"<w:tblCaption w:val={quoteattr(title)}/>" if title else "") + (
        f"<w:tblDescription w:val={quoteattr(description)}/>" if description else ""
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DraftTable"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(first_column)}" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>{in_words}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _tr(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, paragraphs: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraphs}</w:tc>'


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _row(row: Row, twips: Sequence[int], bookmark_of: BookmarkOf) -> str:
    return _tr(
        "".join(
            _cell(
                width,
                "".join(paragraph("TableText", _content(content, bookmark_of)) for content in cell or ("",)),
            )
            for width, cell in zip(twips, row, strict=True)
        )
    )


def _content(content: CellParagraph, bookmark_of: BookmarkOf) -> str:
    if isinstance(content, str):
        return run(content)
    return _number(content, bookmark_of) + (run(content.suffix) if content.suffix else "")


def _number(number: ClauseNumber, bookmark_of: BookmarkOf) -> str:
    return number_reference(bookmark_of(number.clause), number.label, in_full_context=bool(number.letter))


def _group(group: GroupHeading, width: int, columns: int, word: str, bookmark_of: BookmarkOf) -> str:
    """A row that spans the table, kept on one page with the row below it.

    Args:
        group: What stands in it.
        width: Of the table.
        columns: How many it spans.
        word: What stands before a clause's number.
        bookmark_of: See ``table``.
    """
    number = ""
    if group.clause:
        number = f"{run(f'{word} ')}{_number(group.clause, bookmark_of)}{run('. ')}"
    keep = "<w:keepNext/>"
    paragraphs = [paragraph("TableHead", number + run(group.title), keep)]
    paragraphs += [paragraph("TableText", run(line), keep) for line in group.lines]
    return _tr(_cell(width, "".join(paragraphs), f'<w:gridSpan w:val="{columns}"/>{_shade(GROUP_FILL)}'))


def _origins_row(row: OriginsRow, twips: Sequence[int], bookmark_of: BookmarkOf) -> str:
    title, numbers, *regions = twips
    cells = [
        _cell(title, paragraph("TableText", run(row.title))),
        _cell(numbers, paragraph("TableText", _ranges(row.clauses, bookmark_of))),
    ]
    for width, count in zip(regions, row.counts, strict=True):
        fill = next((fill for least, fill in SHADES if count >= least), "")
        content = paragraph("TableText", run(str(count) if count else NONE), _MIDDLE)
        cells.append(_cell(width, content, _shade(fill) if fill else ""))
    return _tr("".join(cells))


def _ranges(ranges: Sequence[ClauseRange], bookmark_of: BookmarkOf) -> str:
    shown = []
    for one in ranges:
        numbers = [_number(one.first, bookmark_of)]
        if one.last != one.first:
            last = number_reference(bookmark_of(one.last.clause), one.last.own_number)
            numbers.append(last if one.in_list else _number(one.last, bookmark_of))
        shown.append(run("–").join(numbers))
    return run(", ").join(shown)
