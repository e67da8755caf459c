"""Writes footnotes and comments of a Word file.

Rules of footnotes (ISO 29500-1, 17.11): their ids run from 1 in the order of their marks, because LibreOffice
pairs notes by sorted id. None is above 32,767. The separators have ids below 1, listed in the settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.parts.story import StoryPart

from drafter.problems import DrafterError
from drafter.word.markup import TAB, paragraph, run, stand_in

MOST_FOOTNOTES = 32_767
_EMPTY = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
)
# What may follow footnotePr in the settings (ISO 29500-1, 17.15.1.78).
_AFTER_FOOTNOTES = tuple(
    f"w:{name}"
    for name in (
        "endnotePr compat docVars rsids themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
        "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults "
        "doNotEmbedSmartTags decimalSymbol listSeparator"
    ).split()
)


class FootnotesPart(StoryPart):
    """The part that holds the footnotes of a document."""

    @classmethod
    def of(cls, document: Document) -> FootnotesPart:
        """Return the part of a document, which is made if there is none."""
        for relationship in document.part.rels.values():
            if relationship.reltype == RT.FOOTNOTES and isinstance(relationship.target_part, cls):
                return relationship.target_part
        package: Any = document.part.package
        part = cls(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, parse_xml(_EMPTY), package)
        document.part.relate_to(part, RT.FOOTNOTES)
        return part

    @property
    def notes(self) -> list[Any]:
        """The footnotes, as elements, without separators."""
        return [note for note in self.element if note.get(qn("w:type"), "normal") == "normal"]

    @property
    def separators(self) -> list[Any]:
        """The lines above footnotes, as elements."""
        return [note for note in self.element if note.get(qn("w:type"), "normal") != "normal"]


# Must precede the opening of a file: python-docx looks up the class of a part here.
PartFactory.part_type_for[CT.WML_FOOTNOTES] = FootnotesPart


def footnote(number: int, text: str) -> str:
    """Return a footnote.

    LibreOffice drops a tab right after the mark, so that a blank is before it.
    """
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{TAB}{run(text)}</w:p></w:footnote>'
    )


def refuse_too_many(footnotes: int) -> None:
    """Refuse more footnotes than Word can number."""
    if footnotes > MOST_FOOTNOTES:
        raise DrafterError(
            f"the file would have {footnotes:,} footnotes; Word allows no more than {MOST_FOOTNOTES:,}",
            "Select fewer clauses, for example theme by theme.",
        )


def fill_footnotes(document: Document, texts: Sequence[str]) -> dict[str, bytes]:
    """Number the footnotes of a document from 1, and return their markup.

    The separators of its template stay.

    Returns:
        The markup for ``pack``.

    Raises:
        DrafterError: if there are more footnotes than Word can number.
    """
    refuse_too_many(len(texts))
    part = FootnotesPart.of(document)
    for note in part.notes:
        part.element.remove(note)
    settings = document.settings.element
    for listed in settings.findall(qn("w:footnotePr")):
        settings.remove(listed)
    properties = OxmlElement("w:footnotePr")
    for number, separator in enumerate(part.separators, start=1 - len(part.separators)):
        separator.set(qn("w:id"), str(number))
        entry = OxmlElement("w:footnote")
        entry.set(qn("w:id"), str(number))
        properties.append(entry)
    settings.insert_element_before(properties, *_AFTER_FOOTNOTES)
    part.element.append(stand_in())
    notes = (footnote(number, text) for number, text in enumerate(texts, start=1))
    return {part.partname.membername: "".join(notes).encode()}


def add_comments(document: Document, texts: Sequence[str], when: datetime | None) -> dict[str, bytes]:
    """Make place for comments in a document, and return their markup."""
    if not texts:
        return {}
    first = max((comment.comment_id for comment in document.comments), default=-1) + 1
    date = f' w:date="{when:%Y-%m-%dT%H:%M:%SZ}"' if when else ""
    style = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
    comments = (
        f'<w:comment w:id="{number}" w:author="drafter"{date} w:initials="d">'
        f"{paragraph('CommentText', f'<w:r>{style}<w:annotationRef/></w:r>{run(text)}')}</w:comment>"
        for number, text in enumerate(texts, start=first)
    )
    part: Any = document.part.part_related_by(RT.COMMENTS)
    part.element.append(stand_in())
    return {part.partname.membername: "".join(comments).encode()}
