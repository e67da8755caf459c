"""A form's Word file: opened only if it can do no harm, emptied of its text, its looks kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from drafter.docx.footnotes import FootnotesPart
from drafter.docx.names import W, w
from drafter.docx.package import CONTENT_TYPES, external_targets, open_package, parse_part
from drafter.docx.pages import page_of
from drafter.files import read_bytes
from drafter.problems import ContentError, DrafterError, Problem

# Styles that a draft uses, by their ids, which stay the same in a Word of any language.
STYLES = (
    "HCh",
    "SubTitleTxt",
    "H1",
    "H23",
    "H4",
    "PlainTxt",
    "SingleTxt",
    "AltTxt",
    "GuidanceTxt",
    "TableHead",
    "TableText",
    "DraftTable",
    "FootnoteText",
    "FootnoteReference",
    "Placeholder",
    "Support",
)
# Styles of lettered clauses and of their further wordings: only for a form that has such clauses.
LETTERED_STYLES = ("LetteredTxt", "LetteredAltTxt")
# Styles that a draft uses only where its form asks for what they are for, so that a form without needs none.
LEAD_IN = "Strong"
CONTENTS = ("TOC1", "TOC2", "TOC3")
STYLES_OF_FRONT: dict[str, tuple[str, ...]] = {
    "how-made": ("BoxHead", "BoxTxt", LEAD_IN),
    "contents": ("TOCHeading", *CONTENTS),
    "origins": ("Caption",),
}
# Styles that number their paragraphs.
_NUMBERED = ("SingleTxt", "GuidanceTxt", "LetteredTxt")

# Parts of a template that stay in a draft and have styles of their own.
_WITH_TEXT = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "numbering+xml")

_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"


def styles_of_front(front: Iterable[str]) -> tuple[str, ...]:
    """The styles that items of a form's front need besides those that every draft needs."""
    return tuple(dict.fromkeys(style for item in front for style in STYLES_OF_FRONT.get(item, ())))


def unused_styles(document: Document) -> list[str]:
    """The names of a form's own styles that no draft uses, nor its header, footer or other styles.

    Those that Word itself brings are passed over: they are there in every file.

    Args:
        document: As ``open_template`` gives it.
    """
    by_id = {style.get(w("styleId"), ""): style for style in document.styles.element.iter(w("style"))}
    used = {*STYLES, *LETTERED_STYLES, *styles_of_front(STYLES_OF_FRONT)}
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(_WITH_TEXT):
            tree = etree.fromstring(part.blob)
            used |= {e.get(w("val"), "") for e in tree.iter(w("pStyle"), w("rStyle"), w("tblStyle"))}
    waiting = list(used)
    while waiting:
        style = by_id.get(waiting.pop())
        if style is not None:
            named = {e.get(w("val"), "") for e in style.iter(w("basedOn"), w("link"), w("next"))}
            waiting += named - used
            used |= named
    return [
        name.get(w("val"), style_id)
        for style_id, style in by_id.items()
        if style.get(w("customStyle")) in ("1", "true", "on")
        and style_id not in used
        and (name := style.find(w("name"))) is not None
    ]


def open_template(path: Path, besides: Iterable[str] = ()) -> Document:
    """Open a form's Word file, without its text.

    Args:
        path: A .docx or .dotx file.
        besides: Ids of styles that are needed besides those that every draft needs.

    Raises:
        DrafterError: if it cannot be read, is no Word file, or is not safe to use.
        ContentError: naming every style that it lacks.
    """
    content = read_bytes(path)
    parts = open_package(content, str(path))
    _refuse_unsafe(parts, path)
    if _TEMPLATE_TYPE in parts[CONTENT_TYPES]:
        content = _as_document(content)
    try:
        document = docx.Document(io.BytesIO(content))
        styles = document.styles.element
        _require_usual_parts(document)
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise DrafterError(
            f"{path} is damaged, or is not a Word document: {error}",
            "Open it in Word and save it again as a Word document (.docx), or ask for the file anew.",
        ) from error
    _require_styles(styles, list(dict.fromkeys((*STYLES, *sorted(besides)))), _lists(parts), path)
    _drop_comments(document)
    _empty(document)
    return document


def _require_usual_parts(document: Document) -> None:
    """Refuse what no word processor writes and drafter cannot fill.

    Raises:
        ValueError: saying what is unusual.
    """
    if document.element.body is None:
        raise ValueError("it has no body")
    if document.element.nsmap.get("w") != W:
        raise ValueError("it does not call its main namespace “w”")
    if document.settings.element.tag != w("settings"):
        raise ValueError("its settings are not declared as such")
    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not isinstance(
            relationship.target_part, FootnotesPart
        ):
            raise ValueError("its footnotes are not declared as such")


def _lists(parts: dict[str, bytes]) -> set[str]:
    """The ids of the numbered lists that a template has."""
    content = parts.get("word/numbering.xml", b"")
    if not content:
        return set()
    return {number.get(w("numId"), "") for number in parse_part(content, "numbering").iter(w("num"))}


def _drop_comments(document: Document) -> None:
    """Comments on the template's own text would stay behind without it."""
    for rel_id, relationship in list(document.part.rels.items()):
        if "comments" in relationship.reltype.lower():
            document.part.rels.pop(rel_id)


def _refuse_unsafe(parts: dict[str, bytes], path: Path) -> None:
    for name, content in parts.items():
        if "vbaProject" in name or (name == CONTENT_TYPES and b"vbaProject" in content):
            raise DrafterError(f"{path} is refused: it contains macros", "Save it without macros.")
        if name.endswith((".xml", ".rels")):
            parse_part(content, f"{name} of {path}")
    for kind, target in external_targets(parts):
        if kind != "hyperlink" or not target.lower().startswith(("http:", "https:", "mailto:")):
            raise DrafterError(
                f"{path} is refused: it points outside itself ({kind}: {target}), and every draft "
                "would carry that along",
                "Remove the link in Word, or embed what it points to.",
            )


def _as_document(content: bytes) -> bytes:
    """A Word template (.dotx) as a document: only its declared type differs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == CONTENT_TYPES:
                data = data.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
            new.writestr(entry, data)
    return buffer.getvalue()


def _require_styles(styles: etree._Element, needed: Sequence[str], lists: set[str], path: Path) -> None:
    by_id = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    problems = [
        Problem(
            "missing-style",
            f"the style “{style}” is missing",
            hint=_hint(style, by_id.values()),
            file=str(path),
        )
        for style in needed
        if style not in by_id
    ]
    problems += [
        Problem(
            "style-without-number",
            f"the style “{style}” has no numbering, so its paragraphs would have no numbers",
            hint="Give the style a numbered list in Word.",
            file=str(path),
        )
        for style in _NUMBERED
        if style in needed and style in by_id and _list_of(by_id[style]) not in lists
    ]
    if problems:
        raise ContentError(problems)


def _hint(style: str, present: Iterable[etree._Element]) -> str:
    near = ""
    for other in present:
        name = other.find(w("name"))
        shown = "" if name is None else name.get(w("val"), "")
        if style.casefold() in shown.replace(" ", "").casefold():
            near = f"If it is the style “{shown}”, give that the name “{style}” again. Or "
    hint = "copy it from the word.docx of a form that comes with drafter (drafter form list says where)"
    hint = near + hint if near else f"C{hint[1:]}"
    items = [item for item, styles in STYLES_OF_FRONT.items() if style in styles]
    return f"{hint}, or take “{items[0]}” out of the front in outline.yaml." if items else f"{hint}."


def _list_of(style: etree._Element) -> str:
    number = style.find(f".//{w('numId')}")
    return "" if number is None else number.get(w("val"), "")


def _empty(document: Document) -> None:
    """Take the text out of the body; a section's properties, with header and footer, stay."""
    body = document.element.body
    page = page_of(body)
    for child in list(body):
        body.remove(child)
    if page is not None:
        body.append(page)
