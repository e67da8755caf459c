"""A form's Word file: opened only if it can do no harm, emptied of its text; its looks and its page kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

from drafter.docx.markup import W, value_of, w
from drafter.docx.package import CONTENT_TYPES, WordPackage, all_relationships, parse_part
from drafter.docx.provenance import find_draft
from drafter.docx.styles import styles_by_id
from drafter.files import read_bytes
from drafter.problems import DrafterError, Problem, raise_on_errors
from drafter.text import capitalized

# Styles that a draft uses, by their ids, which stay the same in a Word of any language.
STYLES = tuple(
    "HCh SubTitleTxt H1 H23 H4 PlainTxt SingleTxt AltTxt GuidanceTxt TableHead TableText DraftTable "
    "FootnoteText FootnoteReference Placeholder Support".split()
)
# Styles of lettered clauses and of their further wordings: only for a form that has such clauses.
LETTERED_STYLES = ("LetteredTxt", "LetteredAltTxt")
# Styles that a draft uses only where its form asks for what they are for, so that a form without needs none.
LEAD_IN = "Strong"
STYLES_OF_FRONT: dict[str, tuple[str, ...]] = {
    "how-made": ("BoxHead", "BoxTxt", LEAD_IN),
    "contents": ("TOCHeading", "TOC1", "TOC2", "TOC3"),
    "origins": ("Caption",),
}
# Styles that number their paragraphs.
_NUMBERED = ("SingleTxt", "GuidanceTxt", "LetteredTxt")

# Parts of a template that stay in a draft and have styles of their own.
_WITH_TEXT = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "numbering+xml")

_ADDRESSES = ("http:", "https:", "mailto:")
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"


def styles_of_front(front: Iterable[str]) -> tuple[str, ...]:
    """The styles that items of a form's front need besides those that every draft needs."""
    return tuple(dict.fromkeys(style for item in front for style in STYLES_OF_FRONT.get(item, ())))


def unused_styles(package: WordPackage) -> list[str]:
    """The names of a form's own styles that no draft uses, nor its header, footer or other styles.

    Those that Word itself brings are passed over: they are there in every file.
    """
    by_id = styles_by_id(package.related_tree("styles"))
    used = {*STYLES, *LETTERED_STYLES, *styles_of_front(STYLES_OF_FRONT)}
    for part in package.parts_of_type(*_WITH_TEXT):
        uses = package.tree(part).iter(w.pStyle, w.rStyle, w.tblStyle)
        used |= {value_of(element) for element in uses}
    waiting = list(used)
    while waiting:
        style = by_id.get(waiting.pop())
        if style is not None:
            named = {value_of(e) for e in style.iter(w.basedOn, w.link, w.next)}
            waiting += named - used
            used |= named
    return [
        value_of(style, "name")
        for style_id, style in by_id.items()
        if style.get(w.customStyle) in ("1", "true", "on")
        and style_id not in used
        and style.find(w.name) is not None
    ]


def open_template(path: Path, besides: Iterable[str] = ()) -> WordPackage:
    """Open a form's Word file, without its text; its body holds the properties of its page alone.

    Args:
        path: A .docx or .dotx file.
        besides: Ids of styles that are needed besides those that every draft needs.

    Raises:
        DrafterError: if it cannot be read, is no Word file, or is not safe to use.
        ContentError: naming every style that it lacks.
    """
    package = WordPackage.open(read_bytes(path), str(path))
    _refuse_unsafe(package)
    # A Word template (.dotx) differs from a document only in its declared type.
    types = package.parts[CONTENT_TYPES]
    package.parts[CONTENT_TYPES] = types.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    unusual = _unusual(package)
    if unusual:
        raise DrafterError(
            f"{path} is damaged, or is not a Word document: {unusual}",
            "Open it in Word and save it again as a Word document (.docx), or ask for the file anew.",
        )
    needed = list(dict.fromkeys((*STYLES, *sorted(besides))))
    lists = {one.get(w.numId, "") for one in package.related_tree("numbering").iter(w.num)}
    _require_styles(styles_by_id(package.related_tree("styles")), needed, lists, package.name)
    _empty(package)
    return package


def _unusual(package: WordPackage) -> str:
    """What no word processor writes and drafter cannot fill; empty for nothing."""
    for _, listed in all_relationships(package.parts):
        for one in listed:
            if not one.is_external and one.target not in package.parts:
                return f"its part {one.target} is missing"
    if not package.content_type(package.document).encode().endswith(_DOCUMENT_TYPE):
        return "its text is not declared as such"
    for kind in ("styles", "settings", "footnotes"):
        part = package.related(kind)
        if part and not package.content_type(part).endswith(f".{kind}+xml"):
            return f"its {kind} are not declared as such"
    root = package.tree(package.document)
    if root.find(w.body) is None:
        return "it has no body"
    return "" if root.nsmap.get("w") == W else "it does not call its main namespace “w”"


def _refuse_unsafe(package: WordPackage) -> None:
    """Refuse what could do harm; what is left is laid out without blanks, which every draft would carry."""
    path = package.name
    for name, content in package.parts.items():
        if "vbaProject" in name or (name == CONTENT_TYPES and b"vbaProject" in content):
            raise DrafterError(f"{path} is refused: it contains macros", "Save it without macros.")
        if name.endswith((".xml", ".rels")):
            package.put(name, parse_part(content, f"{name} of {path}", keep_blanks=False))
    for _, listed in all_relationships(package.parts):
        for one in listed:
            is_address = one.kind == "hyperlink" and one.target.lower().startswith(_ADDRESSES)
            if one.is_external and not is_address:
                raise DrafterError(
                    f"{path} is refused: it points outside itself ({one.kind}: {one.target}), and every "
                    "draft would carry that along",
                    "Remove the link in Word, or embed what it points to.",
                )


def _require_styles(
    by_id: Mapping[str, etree._Element], needed: Sequence[str], lists: set[str], path: str
) -> None:
    found = [
        ("missing-style", f"the style “{style}” is missing", _hint(style, by_id.values()))
        for style in needed
        if style not in by_id
    ]
    found += [
        (
            "style-without-number",
            f"the style “{style}” has no numbering, so its paragraphs would have no numbers",
            "Give the style a numbered list in Word.",
        )
        for style in _NUMBERED
        if style in needed and style in by_id and value_of(by_id[style], "pPr", "numPr", "numId") not in lists
    ]
    raise_on_errors([Problem(code, message, hint=hint, file=path) for code, message, hint in found])


def _hint(style: str, present: Iterable[etree._Element]) -> str:
    hint = "copy it from the word.docx of a new copy of a form that comes with drafter (drafter form copy)"
    names = [value_of(other, "name") for other in present]
    near = [name for name in names if style.casefold() in name.replace(" ", "").casefold()]
    if near:
        hint = f"If it is the style “{near[-1]}”, give that the name “{style}” again. Or {hint}"
    hint = capitalized(hint)
    items = [item for item, styles in STYLES_OF_FRONT.items() if style in styles]
    return f"{hint}, or take “{items[0]}” out of the front in outline.yaml." if items else f"{hint}."


def _empty(package: WordPackage) -> None:
    """Take the text out of the body, and the comments and the draft that went with it."""
    root = package.tree(package.document)
    for body in root.iterfind(w.body):
        page = _page_of(body)
        body.text = None
        body[:] = [] if page is None else [page]
    package.put(package.document, root)
    stored = find_draft(package)
    comments = [one for one in package.parts if "comments" in package.content_type(one).lower()]
    for part in (*comments, *(stored or ())[:1]):
        package.drop(str(part))


# The page (ISO 29500-1, 17.6); measures are in twentieths of a point

# Between the margins of an A4 page.
_USUAL_WIDTH = 9638
_REFERENCES = (w.headerReference, w.footerReference)
_UNITS = {"": 1, "pt": 20, "pc": 240, "pi": 240, "in": 1440, "cm": 1440 / 2.54, "mm": 1440 / 25.4}
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)(pt|pc|pi|in|cm|mm|)")


def _page_of(body: etree._Element) -> etree._Element | None:
    """The page that a draft takes over: that of the last section that stands upright, or of the last.

    A template may end in sections that lie on their side, as a draft does. A section that names no header
    or footer has those of the section before it (17.10.1), which goes, so they are named in it.
    """
    found: list[etree._Element] = []
    inherited: dict[tuple[str, str], etree._Element] = {}
    for section in body.iter(w.sectPr):
        own = {(str(one.tag), one.get(w.type, "default")): one for one in section if one.tag in _REFERENCES}
        inherited = {**inherited, **own}
        page = deepcopy(section)
        page.tail = None
        for kind, element in reversed(inherited.items()):
            if kind not in own:
                page.insert(0, deepcopy(element))
        found.append(page)
    upright = [page for page in found if not _is_landscape(page)]
    return next(reversed(upright or found), None)


def landscape(page: etree._Element | None) -> etree._Element | None:
    """The page turned on its long side; None where it cannot be turned, or lies on it already.

    Header, footer and margins stay where they are, so that a letterhead keeps its room. Pages are counted
    on, and have the header of pages that are not the first.
    """
    width, height = _measure(page, "pgSz", "w"), _measure(page, "pgSz", "h")
    if page is None or not width or not height or _is_landscape(page):
        return None
    turned = deepcopy(page)
    for element in [*turned.iterchildren(w.type, w.titlePg)]:
        turned.remove(element)
    for numbers in turned.iterfind(w.pgNumType):
        numbers.attrib.pop(w.start, "")
    for size in turned.iterfind(w.pgSz):
        size.set(w.w, str(height))
        size.set(w.h, str(width))
        size.set(w.orient, "landscape")
    return turned


def _is_landscape(page: etree._Element) -> bool:
    return _measure(page, "pgSz", "w") > _measure(page, "pgSz", "h") > 0


def text_width(page: etree._Element | None) -> int:
    """The width between the margins; that of A4 where a page names none (Word takes its own page then)."""
    margins = sum(_measure(page, "pgMar", side) for side in ("left", "right", "gutter"))
    usable = _measure(page, "pgSz", "w") - margins
    return usable if usable > 0 else _USUAL_WIDTH


def _measure(page: etree._Element | None, element: str, attribute: str) -> int:
    """A measure of a page; 0 where it says none."""
    found = None if page is None else page.find(w[element])
    said = _MEASURE.fullmatch("" if found is None else found.get(w[attribute], ""))
    return round(float(said[1]) * _UNITS[said[2]]) if said else 0
