"""The table of contents: a real field, with its entries filled in (ISO 29500-1, 17.16.5.68).

Which page a heading stands on is not known before Word has laid the pages out, so the entries name the
clauses below each heading, as tables of contents of United Nations documents name paragraphs. They are
links. When somebody updates the field in Word, page numbers take their place. (Word could be told to update
fields when it opens the file, but then asks everybody who opens it for permission, in words that alarm.)
The field goes by outline levels, not by names of styles: those would have to be separated by a comma or a
semicolon, depending on the settings of the reader's machine.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from drafter.docx.markup import paragraph, run, tab
from drafter.draft.model import Contents, ContentsEntry

_STYLES = {1: "TOC1", 2: "TOC2", 3: "TOC3"}


def heading_bookmark(entry: int) -> str:
    """The bookmark of the heading that an entry leads to; Word's own begin likewise."""
    return f"_Toc{entry:09d}"


def contents(block: Contents) -> str:
    """The paragraphs of a table of contents; nothing where there are no headings."""
    if not block.entries:
        return ""
    instruction = escape(f' TOC \\o "1-{block.levels}" \\h \\z \\u ')
    begin = (
        _mark("begin")
        + f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        + _mark("separate")
    )
    lines = [_entry(entry) for entry in block.entries]
    lines[0] = begin + lines[0]
    lines[-1] += _mark("end")
    return "".join(
        paragraph(_STYLES[entry.level], line) for entry, line in zip(block.entries, lines, strict=True)
    )


def _entry(entry: ContentsEntry) -> str:
    shown = run(entry.text) + (tab() + run(entry.clauses) if entry.clauses else "")
    return f'<w:hyperlink w:anchor="{heading_bookmark(entry.number)}" w:history="1">{shown}</w:hyperlink>'


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
