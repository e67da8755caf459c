"""Footnotes, which python-docx 1.2 lacks: the part, and notes added to it.

Rules (each tried; see ISO 29500-1, 17.11): ids run from 1 in the order of the references, because
LibreOffice pairs notes by sorted id; none is above 32,767; the separators have ids of their own and are
listed in the settings.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart
from lxml import etree

from drafter.docx.names import W, w
from drafter.problems import DrafterError

MOST_FOOTNOTES = 32_767

_NO_NOTES = f"""\
<w:footnotes xmlns:w="{W}">
  <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0"
    ><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class FootnotesPart(StoryPart):
    """The part that holds the footnotes of a document."""

    @classmethod
    def of(cls, document: Document) -> FootnotesPart:
        """The document's footnotes part, made if it has none.

        Raises:
            DrafterError: if what the document points to is no footnotes part.
        """
        for relationship in document.part.rels.values():
            if relationship.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
                if isinstance(relationship.target_part, cls):
                    return relationship.target_part
                raise DrafterError("the part of the footnotes is not declared as one")
        part = cls(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_NO_NOTES),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return part

    def replace_notes(self, notes: Sequence[etree._Element]) -> None:
        """Put these notes in place of all that are there; separators and their looks stay."""
        for note in self.element.findall(w("footnote")):
            if note.get(w("type")) in (None, "normal"):
                self.element.remove(note)
        self.element.extend(notes)

    @property
    def separator_ids(self) -> list[str]:
        """The ids of the separators, in order."""
        return [
            note.get(w("id"), "")
            for note in self.element.findall(w("footnote"))
            if note.get(w("type")) not in (None, "normal")
        ]


def refuse_too_many(count: int) -> None:
    """Refuse more footnotes than Word can number.

    Raises:
        DrafterError: naming both figures.
    """
    if count > MOST_FOOTNOTES:
        raise DrafterError(
            f"the draft would have {count:,} footnotes; Word cannot number more than {MOST_FOOTNOTES:,}",
            "Select fewer clauses, for example theme by theme.",
        )


# python-docx makes a plain part of what it does not know; this has it make ours when it opens a file.
PartFactory.part_type_for[CONTENT_TYPE.WML_FOOTNOTES] = FootnotesPart


# What may follow footnotePr in the settings (ISO 29500-1, 17.15.1, sequence of CT_Settings); elements of
# other namespaces do too.
_AFTER = frozenset(
    "endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown "
    "smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator".split()
)


def _stands_after(element: etree._Element) -> bool:
    name = etree.QName(element)
    return name.namespace != W or name.localname in _AFTER


def list_separators(document: Document, separator_ids: Sequence[str]) -> None:
    """Name the separators in the settings, where Word looks for them."""
    settings = document.settings.element
    properties = settings.find(w("footnotePr"))
    if properties is None:
        properties = etree.SubElement(settings, w("footnotePr"))
        following = next((element for element in settings if _stands_after(element)), None)
        if following is not None:
            following.addprevious(properties)
    listed = {note.get(w("id")) for note in properties.findall(w("footnote"))}
    for separator in separator_ids:
        if separator not in listed:
            etree.SubElement(properties, w("footnote")).set(w("id"), separator)
