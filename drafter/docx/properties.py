"""What a Word file says of itself: its properties, its headers and footers, its language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from drafter.docx.parts import markup
from drafter.docx.parts.markup import XML_SPACE, child_of, w
from drafter.docx.parts.package import WordPackage
from drafter.draft.model import Draft, Paper

# The properties of a file.
_CP_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE = (
    f'xmlns:cp="{_CP_NS}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CP, _DC, _TERMS = f"{{{_CP_NS}}}", "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_FACT = re.compile(r"\{(subject|version)\}")


def set_properties(package: WordPackage, draft: Draft | Paper, when: datetime | None) -> None:
    """Say in the file's properties (ISO 29500-2, 11) what it is, who made it and when."""
    if not package.related("core-properties", ""):
        package.add("docProps/core.xml", _CORE_TYPE, f"<cp:coreProperties {_CORE}/>".encode(), _CORE_KIND, "")
    part = package.related("core-properties", "")
    root = package.tree(part)
    author = draft.author or root.findtext(f"{_DC}creator") or ""
    said = {
        f"{_DC}title": draft.title,
        f"{_DC}subject": draft.subject,
        f"{_DC}language": draft.language,
        f"{_DC}creator": author,
        f"{_CP}lastModifiedBy": author,
        f"{_CP}revision": "1",
        f"{_TERMS}created": markup.as_date(when),
        f"{_TERMS}modified": markup.as_date(when),
    }
    for name, text in said.items():
        for element in root.findall(name):
            root.remove(element)
        if text:
            kind = {_XSI_TYPE: "dcterms:W3CDTF"} if name.startswith(_TERMS) else {}
            etree.SubElement(root, name, kind).text = text
    package.put(part, root)


def set_head(package: WordPackage, draft: Draft | Paper) -> None:
    """Say in headers and footers what paper it is, where the form's file has “{subject}” or “{version}”.

    The version has no-break blanks: beside a long title it stands in a line of its own, whole. Word may have
    put such a word into several runs; the first of them is filled.
    """
    for part in package.parts_of_type("header+xml", "footer+xml"):
        root, is_filled = package.tree(part), False
        for paragraph in root.iter(w.p):
            texts = [one for one in paragraph.iter(w.t) if next(one.iterancestors(w.p)) is paragraph]
            for found in reversed([*_FACT.finditer("".join(one.text or "" for one in texts))]):
                words = draft.version.replace(" ", "\N{NO-BREAK SPACE}")
                _replace(texts, *found.span(), draft.subject if found[1] == "subject" else words)
                is_filled = True
        if is_filled:
            package.put(part, root)


def _replace(texts: Sequence[etree._Element], start: int, end: int, words: str) -> None:
    """Put words in place of a range of a text that stands in several elements."""
    for one in texts:
        own = one.text or ""
        if start < len(own) and end > 0:
            one.text = own[: max(0, start)] + words + own[max(0, end) :]
            one.set(XML_SPACE, "preserve")
            words = ""
        start, end = start - len(own), end - len(own)


def set_language(package: WordPackage, language: str) -> None:
    """The language of every paragraph that says nothing else (ISO 29500-1, 17.7.5.1 and 17.3.2.20)."""
    part = package.related("styles")
    styles = package.tree(part)
    place = styles
    for name in ("docDefaults", "rPrDefault", "rPr", "lang"):
        place = child_of(place, w[name], 0 if name in ("docDefaults", "rPrDefault") else None)
    place.set(w.val, language)
    package.put(part, styles)
