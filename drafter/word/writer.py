"""Writes a draft as a Word file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from drafter.draft.model import Draft
from drafter.word.body import Body
from drafter.word.markup import NAMESPACES
from drafter.word.notes import fill_comments, fill_footnotes
from drafter.word.package import pack, store_draft
from drafter.word.template import open_template, text_width

# Core properties have dates in any case; without a given one, all drafts have this.
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def write_word(draft: Draft, template: Path, *, version: str, when: datetime | None) -> bytes:
    """Return a draft as a Word file.

    Args:
        draft: The draft.
        template: The form's Word file.
        version: The version of drafter, which the file keeps.
        when: The date of the file and of its comments; None for none. The same date gives the same bytes.

    Raises:
        DrafterError: if Word cannot use the template, or there are more footnotes than Word can number.
        ContentError: naming every style that the template lacks.
    """
    document = open_template(template)
    body = Body(draft, text_width(document))
    markup = "".join(body.write())
    page = etree.tostring(document.element.body[-1], encoding="unicode")
    document.element.replace(
        document.element.body, parse_xml(f"<w:body {NAMESPACES}>{markup}{page}</w:body>")
    )
    del markup
    fill_footnotes(document, body.notes)
    fill_comments(document, body.comments, when)
    _set_header(document, draft.header)
    _set_properties(document, draft, when)
    package: Any = document.part.package
    store_draft(package, draft, version)
    return pack(package)


def _set_header(document: Document, header: str) -> None:
    """Put the running header where headers and footers say "{header}"."""
    for part in document.part.package.iter_parts():
        if part.partname.startswith(("/word/header", "/word/footer")):
            for text in part.element.iter(qn("w:t")):
                text.text = (text.text or "").replace("{header}", header)


def _set_properties(document: Document, draft: Draft, when: datetime | None) -> None:
    """Fill the properties of the file and the language of its text (ISO 29500-1, 17.3.2.20)."""
    properties = document.core_properties
    properties.title = draft.title
    properties.subject = draft.subject
    properties.language = draft.language
    properties.author = properties.last_modified_by = "drafter"
    properties.created = properties.modified = when or _UNDATED
    language = document.styles.element.find(
        "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    )
    if language is not None:
        language.set(qn("w:val"), draft.language)
