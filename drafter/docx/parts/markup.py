"""The names of WordprocessingML (ISO 29500-1), and its paragraphs, notes and fields as text.

A draft is built as strings: 10,000 clauses take a second; element by element they take ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from lxml import etree

from drafter.draft.blocks import Contents, ContentsEntry
from drafter.text.italics import Ranges, in_runs, unmarked

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
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_BLANKS = " \t\r\n"
_W = f"{{{W}}}"
_VAL = w.val


def value_of(element: etree._Element | None, *path: str) -> str:
    """The ``w:val`` of what stands in an element at a path of names; empty where there is none."""
    for name in path:
        if element is None:
            return ""
        element = next(element.iterchildren(_W + name), None)  # “find” reads a path, and takes twice as long
    return "" if element is None else element.get(_VAL, "")


def sign_of(element: etree._Element) -> str:
    """The sign of a font; Word moves those of symbol fonts to U+F000 and above (ISO 29500-1, 17.3.3.30).

    One of which the number is a control character's is U+FFFD: a sign all the same, which XML can hold.
    """
    code = element.get(w.char, "")
    if not re.fullmatch(r"[0-9A-Ca-cE-Fe-f][0-9A-Fa-f]{3}", code):  # from U+D000 half of a sign
        return ""
    number = int(code, 16) & (0x0FFF if code[0] in "fF" else 0xFFFF)
    return chr(number) if number >= ord(" ") else "\ufffd"


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


def settle_texts(root: etree._Element) -> None:
    """Make of each text of a part what programs read in it: the one place where that is known.

    Blanks at its ends count only where the text, or what it stands in, says so (XML 1.0, 2.10; ISO 29500-1,
    17.3.3.31). What stands in elements within it, which no program writes, is of it; the elements stay,
    empty, for whoever tells of them.
    """
    for one in root.iter(w.t, w.delText, w.instrText, MATH_TEXT):
        if len(one):
            one.text = "".join(map(str, one.itertext()))
            for inner in one.iterdescendants():
                inner.text = inner.tail = None
        text = one.text
        if text and (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and not _keeps_blanks(one):
            one.text = text.strip(_XML_BLANKS)


def _keeps_blanks(element: etree._Element) -> bool:
    said = (one.get(XML_SPACE) for one in (element, *element.iterancestors()))
    return next(filter(None, said), "") == "preserve"


def as_date(when: datetime | None) -> str:
    """A date as Word files say it, in ISO 8601; empty for none."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else ""


def bookmark_name(clause_id: str) -> str:
    """The bookmark of a clause: letters, digits and underscores, at most 40 (ISO 29500-1, 17.13.6.2)."""
    return CLAUSE_BOOKMARK + clause_id.replace("-", "_").replace(".", "__")


CLAUSE_BOOKMARK = "clause_"
LONGEST_BOOKMARK = 40
_OFF = frozenset(("0", "false", "off", "none"))
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_FIELD_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FIELD_END = _FIELD_MARK.format("end")
TAB = "<w:r><w:tab/></w:r>"
# Properties of a paragraph, in the order of the schema.
KEEP_NEXT, PAGE_BREAK_BEFORE = "<w:keepNext/>", "<w:pageBreakBefore/>"
SECOND_LEVEL = '<w:outlineLvl w:val="1"/>'
_STOP = '<w:tab w:val="{}" w:pos="{}"/>'
SPACE_BEFORE, FROM_EDGE = '<w:spacing w:before="240"/>', '<w:ind w:left="0" w:right="0"/>'


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


ITALIC = "<w:i/><w:iCs/>"
# Italics among words that are in italics themselves.
UPRIGHT = '<w:i w:val="0"/><w:iCs w:val="0"/>'


def run(text: str, style: str = "", more: str = "") -> str:
    """A stretch of text, in a character style if one is given; nothing for none.

    A line feed begins a line in the same paragraph, indented; a vertical tab one that is indented further; a
    form feed one that is not. A tab is one. ``more`` are properties besides.
    """
    if not text:
        return ""
    own = (f'<w:rStyle w:val="{style}"/>' if style else "") + more
    properties = f"<w:rPr>{own}</w:rPr>" if own else ""
    return "".join(
        _BREAKS.get(part) or (f"<w:r>{properties}{_t(part)}</w:r>" if part else "")
        for part in _BREAK.split(text)
    )


def runs(text: str, italics: Ranges, style: str = "", how: str = ITALIC) -> str:
    """A stretch of text with italics; ``how`` are their properties."""
    return "".join(run(part, style, how if is_italic else "") for part, is_italic in in_runs(text, italics))


def said(words: str) -> str:
    """Words in which italics are marked."""
    return runs(*unmarked(words))


_BREAK = re.compile(r"([\n\v\f\t])")
_BREAKS = {
    "\t": TAB,
    "\n": "<w:r><w:br/><w:tab/></w:r>",
    "\v": "<w:r><w:br/><w:tab/><w:tab/></w:r>",
    "\f": "<w:r><w:br/></w:r>",
}


def _t(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{space}>{escape(text)}</w:t>"


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph in a paragraph style; ``more`` are properties besides, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def tab_stops(stops: Iterable[int], cleared: Iterable[int]) -> str:
    """The tab stops of a paragraph beside those of its style, in twentieths of a point (17.3.1.38)."""
    every = sorted([*((stop, "left") for stop in stops), *((stop, "clear") for stop in cleared)])
    return f"<w:tabs>{''.join(_STOP.format(kind, stop) for stop, kind in every)}</w:tabs>"


def end_section(properties: str) -> str:
    """A paragraph of no height with which a section of the document ends (ISO 29500-1, 17.6.18).

    Args:
        properties: The section's own, a whole ``w:sectPr``.
    """
    none = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return paragraph("PlainTxt", "", f"{none}{properties}")


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
    """The marks of adjacent footnotes, with superscript commas between, or 2 and 3 would read as 23.

    No line ends between them: they stay with the word that they follow.
    """
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    comma = f'<w:r>{style}<w:t xml:space="preserve">,\N{NO-BREAK SPACE}</w:t></w:r>'
    return comma.join(f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>' for number in numbers)


def footnote(number: int, content: str) -> str:
    """A footnote.

    The blank before the tab is for LibreOffice, which swallows a tab right after the mark.
    """
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{TAB}{content}</w:p></w:footnote>'
    )


# Where the text begins and ends that a comment is about (ISO 29500-1, 17.13.4.4), and the comment's own mark.
COMMENT_START = '<w:commentRangeStart w:id="{}"/>'
COMMENT_END = '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'


def comment(number: int, paragraphs: Sequence[str], date: str) -> str:
    """A comment of drafter's (ISO 29500-1, 17.13.4.2).

    Args:
        number: Its number, from 0.
        paragraphs: What it says, with marks of italics.
        date: When, in ISO 8601; empty for no date.
    """
    when = f' w:date="{date}"' if date else ""
    first, *others = map(said, paragraphs)
    words = "".join(f"<w:p>{one}</w:p>" for one in (f"<w:r><w:annotationRef/></w:r>{first}", *others))
    return f'<w:comment w:id="{number}" w:author="drafter"{when} w:initials="d">{words}</w:comment>'


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
    shown = runs(entry.text, entry.italics) + (TAB + run(entry.clauses) if entry.clauses else "")
    return f'<w:hyperlink w:anchor="{heading_bookmark(entry.number)}" w:history="1">{shown}</w:hyperlink>'
