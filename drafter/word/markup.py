"""Writes WordprocessingML as text, and names bookmarks (ISO 29500-1).

The markup of a body is never parsed: element by element, 10,000 paragraphs would take ten times as long.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from drafter.draft.model import (
    Contents,
    Draft,
    GroupHeading,
    Paragraph,
    PrintedClause,
    Reference,
    Role,
    Row,
    Table,
)
from drafter.model import Kind

STAND_IN = b"<!--markup-->"
KEEP_NEXT, PAGE_BREAK_BEFORE = "<w:keepNext/>", "<w:pageBreakBefore/>"
TAB = "<w:r><w:tab/></w:r>"
_BREAKS = {"\t": TAB, "\n": "<w:r><w:br/></w:r>"}
_FIELD_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FIELD_END = _FIELD_MARK.format("end")
_REFERENCE_STYLE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
NOTE_COMMA = f'<w:r>{_REFERENCE_STYLE}<w:t xml:space="preserve">, </w:t></w:r>'
COMMENT_START = '<w:commentRangeStart w:id="{}"/>'
COMMENT_END = (
    '<w:commentRangeEnd w:id="{0}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
    '<w:commentReference w:id="{0}"/></w:r>'
)


def escape(text: str) -> str:
    """Return a text for use between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, in quotation marks."""
    return f'"{escape(text).replace(chr(34), "&quot;")}"'


def stand_in() -> etree._Element:
    """Return an element that ``pack`` replaces by markup."""
    return etree.Comment("markup")


def run(text: str, style: str = "") -> str:
    """Return a run of text, if any, perhaps in a character style."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    if "\t" not in text and "\n" not in text:
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    parts = re.split(r"([\t\n])", text)
    return "".join(
        _BREAKS.get(part) or f'<w:r>{properties}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in parts
        if part
    )


def paragraph(style: str, content: str, more: str = "") -> str:
    """Return a paragraph.

    Args:
        style: The id of its style.
        content: Its runs.
        more: Further properties, in the order of the schema.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def bookmark(name: str, number: int, content: str) -> str:
    """Return content in a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def reference(name: str, switches: str, shown: str) -> str:
    r"""Return a field that points to a bookmark (ISO 29500-1, 17.16.5.51).

    Args:
        name: The bookmark.
        switches: ``\n`` for the number of its paragraph; none for its words.
        shown: The words that the field shows until Word updates it.
    """
    instruction = f" REF {name} {switches} \\h " if switches else f" REF {name} \\h "
    return f'<w:fldSimple w:instr="{instruction}">{run(shown)}</w:fldSimple>'


def field_begin(instruction: str) -> str:
    """Return the markup before the result of a field; see ``FIELD_END``."""
    words = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f"{_FIELD_MARK.format('begin')}{words}{_FIELD_MARK.format('separate')}"


def note_references(numbers: Iterable[int]) -> str:
    """Return the marks of adjacent footnotes, with commas: not 23 but 2, 3."""
    return NOTE_COMMA.join(
        f'<w:r>{_REFERENCE_STYLE}<w:footnoteReference w:id="{number}"/></w:r>' for number in numbers
    )


# The names of bookmarks
#
# Each printed paragraph of a clause, and each other printed block, has a bookmark. It finds the block again
# when the file comes back. The name is the id with a prefix: "c_legal_aid", "c_legal_aid_w2" for the second
# line of that clause, "b_actions_2" for another block. ``bookmarks`` gives the block of each name.

_LONGEST_NAME = 40  # ISO 29500-1, 17.13.6.2
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]")


class Place(NamedTuple):
    """The place of a bookmark in a draft.

    Attributes:
        block: The index of its block in ``draft.blocks``.
        line: The line of a clause, from 0; 0 for other blocks.
    """

    block: int
    line: int = 0


def bookmarks(draft: Draft) -> dict[str, Place]:
    """Return the places of the bookmarks of a draft by their names, in order."""
    places: dict[str, Place] = {}
    taken: set[str] = set()
    for number, block in enumerate(draft.blocks):
        if isinstance(block, PrintedClause):
            for line in range(len(block.lines)):
                ending = f"_w{line + 1}" if line else ""
                places[_new_name(f"c_{block.id}", ending, taken)] = Place(number, line)
        elif isinstance(block, Paragraph | Table):
            places[_new_name(f"b_{block.id}", "", taken)] = Place(number)
        elif isinstance(block, Contents):
            places[_new_name("b_contents", "", taken)] = Place(number)
    return places


def label_bookmark(name: str) -> str:
    """Return the bookmark of a typed number, from the one of its clause."""
    return f"n{name[1:]}"


def _new_name(identity: str, ending: str, taken: set[str]) -> str:
    """Return a legal name that is free, and take it.

    Names in Word have no case.
    """
    legal = _NOT_IN_NAMES.sub("_", identity)
    name, attempt = legal + ending, 0
    while len(name) > _LONGEST_NAME or name.casefold() in taken:
        fingerprint = hashlib.sha256(f"{identity}{attempt or ''}".encode()).hexdigest()[:8]
        name = f"{legal[: _LONGEST_NAME - 9 - len(ending)]}_{fingerprint}{ending}"
        attempt += 1
    taken.add(name.casefold())
    return name


def numbered_by_word(draft: Draft) -> dict[Place, Place | None]:
    """Return the paragraphs that Word numbers; all other labels are typed.

    Returns:
        For each, the chapeau of its list; None for a paragraph that is no item of a list.
    """
    openings: dict[Place, Place | None] = {}
    opening: Place | None = None
    paragraphs = letters = guidance = 0
    for number, block in enumerate(() if draft.has_fixed_numbers else draft.blocks):
        if isinstance(block, Paragraph) and block.role is Role.CHAPEAU:
            label, letter, is_guidance = block.label, "", False
        elif isinstance(block, PrintedClause) and block.lines:
            label, letter, is_guidance = block.lines[0].label, block.letter, block.kind is Kind.GUIDANCE
        else:
            continue
        if is_guidance and label == f"G.{guidance + 1}":
            guidance += 1
        elif letter and label == f"({chr(ord('a') + letters % 26) * (letters // 26 + 1)})":
            letters += 1
        elif not letter and label == str(paragraphs + 1):
            paragraphs, letters, opening = paragraphs + 1, 0, Place(number)
        else:
            continue
        openings[Place(number)] = opening if letter else None
    return openings


_GROUP_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'

Refer = Callable[[Reference], str]


def table(block: Table, total: int, refer: Refer, name: str, number: int) -> Iterator[str]:
    """Give the markup of a table, row by row.

    Args:
        block: The table.
        total: Its width in twentieths of a point.
        refer: Returns the field for the number of a clause.
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
    """Give the paragraphs of a table of contents: a field with its entries.

    Only Word knows the page of a heading. Until somebody updates the field, the entries name the clauses
    below each heading, as contents of United Nations documents do. Word is not told to update on opening,
    because it would ask every reader for permission. The field uses outline levels, since the separator of
    names of styles depends on the settings of the reader.

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
    """Return a row across the table, which stays on one page with the next."""
    number = f"{run(f'{word} ')}{refer(group.clause)}{run('. ')}" if group.clause else ""
    paragraphs = [paragraph("TableHead", number + run(group.title), KEEP_NEXT)]
    paragraphs += [paragraph("TableText", run(line), KEEP_NEXT) for line in group.lines]
    span = f'<w:gridSpan w:val="{len(widths)}"/>{_GROUP_FILL}'
    return _tr(_cell(sum(widths), "".join(paragraphs), span))
