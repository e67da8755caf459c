"""WordprocessingML as text: a draft's paragraphs, notes and tables.

Built as strings and parsed once: 10,000 clauses take a second; element by element they take ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from drafter.docx.names import R, W

NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
# Properties of a paragraph, in the order of the schema.
KEEP_NEXT, PAGE_BREAK_BEFORE = "<w:keepNext/>", "<w:pageBreakBefore/>"


def run(text: str, style: str = "") -> str:
    """A stretch of text, in a character style if one is given."""
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}<w:t{space}>{escape(text)}</w:t></w:r>"


def tab() -> str:
    """A tab."""
    return "<w:r><w:tab/></w:r>"


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph in a paragraph style; ``more`` are properties besides, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def end_section(last_paragraph: str, properties: str) -> str:
    """A paragraph with which a section of the document ends (ISO 29500-1, 17.6.18).

    Args:
        last_paragraph: The paragraph, as ``paragraph`` makes it.
        properties: The section's own, a whole ``w:sectPr``.
    """
    return last_paragraph.replace("</w:pPr>", f"{properties}</w:pPr>", 1)


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
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{tab()}{run(text)}</w:p></w:footnote>'
    )


def comment_start(number: int) -> str:
    """Where the text begins that a comment is about (ISO 29500-1, 17.13.4.4)."""
    return f'<w:commentRangeStart w:id="{number}"/>'


def comment_end(number: int) -> str:
    """Where it ends, and the comment's own mark."""
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number: int, text: str, *, author: str, initials: str, date: str) -> str:
    """A comment (ISO 29500-1, 17.13.4.2).

    Args:
        number: Its number, from 0.
        text: What it says.
        author: Who says it.
        initials: Of the author.
        date: When, in ISO 8601; empty for no date.
    """
    when = f' w:date="{date}"' if date else ""
    return (
        f'<w:comment w:id="{number}" w:author={quoteattr(author)}{when} '
        f"w:initials={quoteattr(initials)}><w:p><w:r><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>"
    )
