"""The parts of a Word file, found by their relationships: word processors name them as they like."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.names import W
from drafter.docx.package import parse_part
from drafter.problems import DrafterError

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict Open XML Document" in Word: the same elements in another namespace (ISO 29500-1).
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Word file.

    Attributes:
        contents: Part names, without a leading slash, and contents.
        document: The name of the main part.
        name: How messages call the file.
    """

    contents: Mapping[str, bytes]
    document: str
    name: str

    @classmethod
    def of(cls, contents: Mapping[str, bytes], name: str) -> Parts:
        """Find the main part.

        Raises:
            DrafterError: if there is none.
        """
        for kind, target in _targets(contents, "_rels/.rels", ""):
            if kind == "officeDocument" and target in contents:
                return cls(contents, target, name)
        raise DrafterError(
            f"{name} is not a Word document: it has no text",
            "Open it in Word and save it again as a Word document (.docx).",
        )

    def main(self) -> etree._Element:
        """The root of the main part.

        Raises:
            DrafterError: if it is damaged.
        """
        return self._parse(self.document)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part relates to as its "styles" or the like.

        Args:
            kind: The last word of the relationship's type.

        Raises:
            DrafterError: if it is damaged.
        """
        name = self.name_of(kind)
        return self._parse(name) if name else None

    def name_of(self, kind: str) -> str:
        """The name of that part; empty where there is none."""
        folder, file = posixpath.split(self.document)
        relationships = posixpath.join(folder, "_rels", f"{file}.rels")
        for own_kind, target in _targets(self.contents, relationships, folder):
            if own_kind == kind and target in self.contents:
                return target
        return ""

    def _parse(self, name: str) -> etree._Element:
        content = self.contents[name].replace(_STRICT, W.encode())
        return parse_part(content, f"{name} of {self.name}")


def _targets(contents: Mapping[str, bytes], relationships: str, folder: str) -> Iterator[tuple[str, str]]:
    """The kind and the part's name of each relationship inside the file."""
    if relationships not in contents:
        return
    for element in parse_part(contents[relationships], relationships).iter(_RELATIONSHIP):
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
            yield (element.get("Type") or "").rpartition("/")[2], target.lstrip("/")
