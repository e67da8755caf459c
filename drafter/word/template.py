"""Opens the Word file of a form, and keeps its styles and its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from drafter.files import read_bytes
from drafter.problems import DrafterError, Problem, raise_on_errors
from drafter.word.guard import open_word

# Styles that every draft uses, by their ids, which are the same in a Word of any language.
STYLES = tuple(
    "HCh SubTitleTxt H1 H23 H4 PlainTxt SingleTxt AltTxt GuidanceTxt TableHead TableText DraftTable "
    "FootnoteText FootnoteReference Placeholder Support CommentText CommentReference".split()
)
# Styles of lettered clauses and of their further wordings, for a form that has such clauses.
LETTERED_STYLES = ("LetteredTxt", "LetteredAltTxt")
# Styles that only some items of a form's front need.
STYLES_OF_FRONT: dict[str, tuple[str, ...]] = {
    "note": ("BoxTxt", "Strong"),
    "contents": ("TOCHeading", "TOC1", "TOC2", "TOC3"),
}
_NUMBERED = ("SingleTxt", "GuidanceTxt", "LetteredTxt")
_USUAL_WIDTH = 9638
_EMU = 635  # python-docx measures in these; 635 are a twentieth of a point
# The parts that a draft takes from a template. Others could bring names, links or programs into it.
_KEPT = {
    RT.STYLES,
    RT.NUMBERING,
    RT.SETTINGS,
    RT.FONT_TABLE,
    RT.THEME,
    RT.FOOTNOTES,
    RT.ENDNOTES,
    RT.HEADER,
    RT.FOOTER,
}
_NOT_KEPT_SETTINGS = (
    "attachedTemplate",
    "mailMerge",
    "docVars",
    "rsids",
    "documentProtection",
    "trackRevisions",
)


def styles_of_front(front: Iterable[str]) -> tuple[str, ...]:
    """Return the additional styles that items of a form's front need."""
    return tuple(dict.fromkeys(style for item in front for style in STYLES_OF_FRONT.get(item, ())))


def open_template(path: Path, needed_styles: Iterable[str] = ()) -> Document:
    """Open a form's Word file, and empty it but for its first page.

    Args:
        path: A .docx file.
        needed_styles: Ids of styles besides those that every draft needs.

    Raises:
        DrafterError: if it cannot be read, or Word cannot use it.
        ContentError: naming every style that it lacks.
    """
    document = open_word(read_bytes(path), str(path))
    _empty(document)
    outside = [
        relationship
        for part in document.part.package.iter_parts()
        for relationship in part.rels.values()
        if relationship.is_external and not relationship.target_ref.lower().startswith(("http", "mailto:"))
    ]
    if outside:
        raise DrafterError(
            f"{path} links to another file ({outside[0].target_ref}), which every draft would contain",
            "Remove the link in Word, or embed what it points to.",
        )
    _require_styles(document, [*STYLES, *needed_styles], path)
    return document


def unused_styles(document: Document) -> list[str]:
    """Return the names of a template's styles that nothing uses.

    Drafts, headers, footers or other styles can use a style. Styles of Word itself do not count.
    """
    styles = _styles(document)
    waiting = [*STYLES, *LETTERED_STYLES, *styles_of_front(STYLES_OF_FRONT)]
    for part in document.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None and element is not document.styles.element:
            waiting += _values(element, "pStyle", "rStyle", "tblStyle")
    used = set(waiting)
    while waiting:
        style = styles.get(waiting.pop())
        names = set() if style is None else set(_values(style, "basedOn", "link", "next")) - used
        waiting += names
        used |= names
    unused = (style for style_id, style in styles.items() if style_id not in used)
    return [style.name_val or "" for style in unused if style.get(qn("w:customStyle")) in ("1", "true", "on")]


def text_width(document: Document) -> int:
    """Return the width between the margins, in twentieths of a point.

    It is that of A4 if the page has no width.
    """
    page = document.sections[0]
    if page.page_width is None or page.left_margin is None or page.right_margin is None:
        return _USUAL_WIDTH
    return (page.page_width - page.left_margin - page.right_margin - (page.gutter or 0)) // _EMU


def _empty(document: Document) -> None:
    """Remove the text, and all else but the looks of a page."""
    package: Any = document.part.package
    for holder, kinds in ((package, {RT.OFFICE_DOCUMENT}), (document.part, _KEPT)):
        for name, relationship in list(holder.rels.items()):
            if relationship.reltype not in kinds or relationship.is_external:
                del holder.rels[name]
    settings = document.settings.element
    for name in _NOT_KEPT_SETTINGS:
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    holder = document.part.part_related_by(RT.SETTINGS)
    for name in [name for name, relationship in holder.rels.items() if relationship.is_external]:
        del holder.rels[name]
    body = document.element.body
    page = next(iter(body.iter(qn("w:sectPr"))), None)
    page = OxmlElement("w:sectPr") if page is None else deepcopy(page)
    body[:] = [page]


def _require_styles(document: Document, needed: Iterable[str], path: Path) -> None:
    styles = _styles(document)
    numbering = next((r.target_part for r in document.part.rels.values() if r.reltype == RT.NUMBERING), None)
    lists = (
        set()
        if numbering is None
        else {num.get(qn("w:numId")) for num in numbering.element.iter(qn("w:num"))}
    )
    names = list(dict.fromkeys(needed))
    missing = [style for style in names if style not in styles]
    without = [
        style
        for style in names
        if style in _NUMBERED and style in styles and not {*_values(styles[style], "numId")} & lists
    ]
    copy = "Copy it from the word.docx of a form that comes with drafter (drafter form copy)."
    problems = [
        Problem("missing-style", f"the style “{style}” is missing", hint=copy, file=str(path))
        for style in missing
    ]
    problems += [
        Problem(
            "style-without-number",
            f"the style “{style}” has no numbering, so its paragraphs would have no numbers",
            hint="Give the style a numbered list in Word.",
            file=str(path),
        )
        for style in without
    ]
    raise_on_errors(problems)


def _styles(document: Document) -> dict[str, Any]:
    """Return the styles of a document, as elements, by id."""
    return {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}


def _values(element: etree._Element, *names: str) -> Iterator[str]:
    for child in element.iter(*(qn(f"w:{name}") for name in names)):
        yield child.get(qn("w:val"), "")
