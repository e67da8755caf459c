"""The names of WordprocessingML (ISO 29500-1), and its paragraphs, notes, fields and tables as text.

A draft is built as strings: 10,000 clauses take a second; element by element they take ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from lxml import etree

from drafter.draft.model import (
    CellParagraph,
    ClauseNumber,
    ClauseRange,
    Contents,
    ContentsEntry,
    GroupHeading,
    Row,
    Table,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _Names:
    """Names in the main namespace in Clark notation: ``w.p`` is ``{…}p``, and ``w("p r")`` is two."""

    def __getattr__(self, name: str) -> str:
        made = f"{{{W}}}{name}"
        setattr(self, name, made)  # they are compared some hundred thousand times in a large draft
        return made

    def __getitem__(self, name: str) -> str:
        return getattr(self, name)  # type: ignore[no-any-return]

    def __call__(self, names: str) -> tuple[str, ...]:
        return tuple(self[name] for name in names.split())


w = _Names()


def value_of(element: etree._Element | None, *path: str) -> str:
    """The ``w:val`` of what stands in an element at a path of names; empty where there is none."""
    for name in path:
        element = None if element is None else element.find(w[name])
    return "" if element is None else element.get(w.val, "")


def child_of(parent: etree._Element, name: str, place: int | None = None) -> etree._Element:
    """The child of a name that an element has; made at a place, or at the end, if it has none."""
    child = parent.find(name)
    if child is None:
        child = etree.Element(name)
        parent.insert(len(parent) if place is None else place, child)
    return child


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is there or not is there, and not switched off (17.17.4)."""
    return element is not None and element.get(w.val, "1") not in _OFF


def as_date(when: datetime | None) -> str:
    """A date as Word files say it, in ISO 8601; empty for none."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else ""


def bookmark_name(clause_id: str) -> str:
    """The bookmark of a clause: letters, digits and underscores, at most 40 (ISO 29500-1, 17.13.6.2)."""
    return CLAUSE_BOOKMARK + clause_id.replace("-", "_")


CLAUSE_BOOKMARK = "clause_"
LONGEST_BOOKMARK = 40
_OFF = frozenset(("0", "false", "off", "none"))
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_FIELD_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FIELD_END = _FIELD_MARK.format("end")
TAB = "<w:r><w:tab/></w:r>"
# Properties of a paragraph, in the order of the schema.
KEEP_NEXT, PAGE_BREAK_BEFORE = "<w:keepNext/>", "<w:pageBreakBefore/>"


# As ``xml.sax.saxutils`` does it; that takes as long to import as a small draft to write.


def escape(text: str) -> str:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """A text as the value of an attribute, in quotation marks."""
    return f'"{escape(text).translate(_IN_QUOTES)}"'


_IN_QUOTES = {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


def elements(text: str) -> list[etree._Element]:
    """Markup as elements."""
    return list(etree.fromstring(f"<x {NAMESPACES}>{text}</x>"))


def run(text: str, style: str = "") -> str:
    """A stretch of text, in a character style if one is given; nothing for none."""
    if not text:
        return ""
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}<w:t{space}>{escape(text)}</w:t></w:r>"


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph in a paragraph style; ``more`` are properties besides, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def bookmark(name: str, number: int, content: str) -> str:
    """A bookmark around content."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def number_reference(bookmark_name: str, shown: str, *, in_full_context: bool = False) -> str:
    """A field that shows the number of a bookmarked paragraph (ISO 29500-1, 17.16.5.51, switches n and w).

    Args:
        bookmark_name: The bookmark.
        shown: What the field shows until it is updated.
        in_full_context: Whether a lettered item is shown with the number of its paragraph.
    """
    switch = "w" if in_full_context else "n"
    return (
        f'<w:fldSimple w:instr=" REF {bookmark_name} \\{switch} \\h "><w:r><w:t>{escape(shown)}</w:t></w:r>'
        "</w:fldSimple>"
    )


def field_begin(instruction: str) -> str:
    """What stands before what a field of several runs shows, and ``FIELD_END`` behind (17.16.18)."""
    said = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f"{_FIELD_MARK.format('begin')}{said}{_FIELD_MARK.format('separate')}"


def footnote_references(numbers: Iterable[int]) -> str:
    """The marks of adjacent footnotes, with superscript commas between, or 2 and 3 would read as 23."""
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    comma = f'<w:r>{style}<w:t xml:space="preserve">, </w:t></w:r>'
    return comma.join(f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>' for number in numbers)


def footnote(number: int, text: str) -> str:
    """A footnote.

    The blank before the tab is for LibreOffice, which swallows a tab right after the mark.
    """
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{TAB}{run(text)}</w:p></w:footnote>'
    )


# Where the text begins and ends that a comment is about (ISO 29500-1, 17.13.4.4), and the comment's own mark.
COMMENT_START = '<w:commentRangeStart w:id="{}"/>'
COMMENT_END = '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'


def comment(number: int, paragraphs: Sequence[str], date: str) -> str:
    """A comment of drafter's (ISO 29500-1, 17.13.4.2).

    Args:
        number: Its number, from 0.
        paragraphs: What it says.
        date: When, in ISO 8601; empty for no date.
    """
    when = f' w:date="{date}"' if date else ""
    first, *others = map(run, paragraphs)
    said = "".join(f"<w:p>{one}</w:p>" for one in (f"<w:r><w:annotationRef/></w:r>{first}", *others))
    return f'<w:comment w:id="{number}" w:author="drafter"{when} w:initials="d">{said}</w:comment>'


# The table of contents: a real field, with its entries filled in (ISO 29500-1, 17.16.5.68)
#
# Which page a heading stands on is not known before Word has laid the pages out, so the entries name the
# clauses below each heading, as tables of contents of United Nations documents name paragraphs. They are
# links. When somebody updates the field in Word, page numbers take their place. (Word could be told to update
# fields when it opens the file, but then asks everybody who opens it for permission, in words that alarm.)
# The field goes by outline levels, not by names of styles: those would have to be separated by a comma or a
# semicolon, depending on the settings of the reader's machine.


def heading_bookmark(entry: int) -> str:
    """The bookmark of the heading that an entry leads to; Word's own begin likewise."""
    return f"_Toc{entry:09d}"


def contents(block: Contents) -> str:
    """The paragraphs of a table of contents; nothing where there are no headings."""
    if not block.entries:
        return ""
    begin = field_begin(f' TOC \\o "1-{block.levels}" \\h \\z \\u ')
    lines = [_entry(entry) for entry in block.entries]
    lines[0] = begin + lines[0]
    lines[-1] += FIELD_END
    return "".join(
        paragraph(f"TOC{entry.level}", line) for entry, line in zip(block.entries, lines, strict=True)
    )


def _entry(entry: ContentsEntry) -> str:
    shown = run(entry.text) + (TAB + run(entry.clauses) if entry.clauses else "")
    return f'<w:hyperlink w:anchor="{heading_bookmark(entry.number)}" w:history="1">{shown}</w:hyperlink>'


# Tables: the annexes, and the picture of where the clauses come from
#
# Each has a first row that is marked as a header and repeats on every page, and a title and a description
# for those who do not see it (ISO 29500-1, 17.4.78, 17.4.41 and 17.4.47).

# Behind the heading of a group of rows.
GROUP_FILL = "F2F2F2"
# Behind a number in the picture, from one clause to many: every text on them is black, and the number says
# what the shade says. (From so many clauses, fill.)
SHADES = ((5, "74AEDD"), (3, "9CC3E6"), (2, "BDD7EE"), (1, "DEEAF6"))
_MIDDLE = '<w:jc w:val="center"/>'


def table(block: Table, total: int) -> str:
    """A table of a whole width in twentieths of a point."""
    twips = [total * part // sum(block.widths) for part in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    # Numbers stand below the middle of their heading.
    middle = [_MIDDLE if block.shades(place) else "" for place in range(len(twips))]
    head = "".join(
        _cell(width, paragraph("TableHead", run(column), more))
        for width, column, more in zip(twips, block.columns, middle, strict=True)
    )
    rows = "".join(
        _group(row, sum(twips), len(twips), block.columns[0])
        if isinstance(row, GroupHeading)
        else _row(row, twips, block)
        for row in block.rows
    )
    look = "00A0" if block.shaded_from else "0020"
    in_words = (f"<w:tblCaption w:val={quoteattr(block.title)}/>" if block.title else "") + (
        f"<w:tblDescription w:val={quoteattr(block.description)}/>" if block.description else ""
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DraftTable"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
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


def _row(row: Row, twips: Sequence[int], block: Table) -> str:
    cells = []
    for place, (width, cell) in enumerate(zip(twips, row, strict=True)):
        shaded = block.shades(place)
        more = _MIDDLE if shaded else ""
        paragraphs = "".join(paragraph("TableText", _content(one), more) for one in cell or ("",))
        count = int(str(cell[0])) if shaded and str(cell[0]).isdigit() else 0
        fill = next((fill for least, fill in SHADES if count >= least), "")
        cells.append(_cell(width, paragraphs, _shade(fill) if fill else ""))
    return _tr("".join(cells))


def _content(content: CellParagraph) -> str:
    if isinstance(content, str):
        return run(content)
    if isinstance(content, ClauseNumber):
        return _number(content) + run(content.suffix)
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
    paragraphs = [paragraph("TableHead", number + run(group.title), KEEP_NEXT)]
    paragraphs += [paragraph("TableText", run(line), KEEP_NEXT) for line in group.lines]
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
