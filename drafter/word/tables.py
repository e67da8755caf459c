"""Tables and tables of contents as WordprocessingML.

A table's first row is marked as a header and repeats on every page. A title and a description are for those
who do not see the table (ISO 29500-1, 17.4.78, 17.4.41 and 17.4.47).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from drafter.draft.model import Contents, GroupHeading, Reference, Row, Table
from drafter.word.markup import FIELD_END, KEEP_NEXT, TAB, bookmark, field_begin, paragraph, quoted, run

_GROUP_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'

Refer = Callable[[Reference], str]


def table(block: Table, total: int, refer: Refer, name: str, number: int) -> Iterator[str]:
    """Give the markup of a table, row by row.

    Args:
        block: The table.
        total: Its width in twentieths of a point.
        refer: Gives the field for the number of a clause.
        name: The name of its bookmark.
        number: The id of its bookmark.
    """
    widths = [total * part // sum(block.widths) for part in block.widths]
    heads = [run(column) for column in block.columns]
    heads[0] = bookmark(name, number, heads[0])
    in_words = (f"<w:tblCaption w:val={quoted(block.title)}/>" if block.title else "") + (
        f"<w:tblDescription w:val={quoted(block.description)}/>" if block.description else ""
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DraftTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="0"/>{in_words}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    cells = (_cell(width, paragraph("TableHead", head)) for width, head in zip(widths, heads, strict=True))
    yield _tr("".join(cells), "<w:tblHeader/>")
    for row in block.rows:
        if isinstance(row, GroupHeading):
            yield _group(row, widths, block.columns[0], refer)
        else:
            yield _row(row, widths, refer)
    yield "</w:tbl>"


def contents(block: Contents, anchors: Mapping[int, str], name: str, number: int) -> Iterator[str]:
    """Give the paragraphs of a table of contents: a field that Word updates, with its entries filled in.

    Which page a heading stands on is known only when Word has laid the pages out. Until somebody updates the
    field, the entries name the clauses below each heading, as contents of United Nations documents do. Word
    is not told to update on opening, because it then asks every reader for permission. The field goes by
    outline levels: names of styles are separated by commas or semicolons, by the reader's settings.

    Args:
        block: The table of contents.
        anchors: The bookmark of each heading by its number in the contents.
        name: The name of its bookmark.
        number: The id of its bookmark.
    """
    begin = bookmark(name, number, "") + field_begin(f' TOC \\o "1-{block.levels}" \\h \\z \\u ')
    for place, entry in enumerate(block.entries, start=1):
        shown = run(entry.text) + (TAB + run(entry.clauses) if entry.clauses else "")
        anchor = anchors.get(entry.number, "")
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{shown}</w:hyperlink>'
        end = FIELD_END if place == len(block.entries) else ""
        yield paragraph(f"TOC{entry.level}", begin + link + end)
        begin = ""


def _tr(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _cell(width: int, paragraphs: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraphs}</w:tc>'


def _row(row: Row, widths: Sequence[int], refer: Refer) -> str:
    return _tr(
        "".join(
            _cell(width, "".join(paragraph("TableText", _content(part, refer)) for part in cell or ("",)))
            for width, cell in zip(widths, row, strict=True)
        )
    )


def _content(content: str | Reference, refer: Refer) -> str:
    return run(content) if isinstance(content, str) else refer(content)


def _group(group: GroupHeading, widths: Sequence[int], word: str, refer: Refer) -> str:
    """A row that spans the table, kept on one page with the row below it."""
    number = f"{run(f'{word} ')}{refer(group.clause)}{run('. ')}" if group.clause else ""
    paragraphs = [paragraph("TableHead", number + run(group.title), KEEP_NEXT)]
    paragraphs += [paragraph("TableText", run(line), KEEP_NEXT) for line in group.lines]
    span = f'<w:gridSpan w:val="{len(widths)}"/>{_GROUP_FILL}'
    return _tr(_cell(sum(widths), "".join(paragraphs), span))
