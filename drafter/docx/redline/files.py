"""A Word file as its parts: the ones that a redline reads and changes."""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.names import w
from drafter.docx.package import CONTENT_TYPES, open_package, pack, parse_part
from drafter.docx.redline.accepting import accept_changes
from drafter.problems import DrafterError

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_STYLE, _STYLE_ID, _NAME, _VAL = (w(name) for name in ("style", "styleId", "name", "val"))
_STYLE_USES = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_STYLE_NEEDS = tuple(map(w, ("basedOn", "next", "link")))
_NUMBERS = w("numPr")


@dataclass(slots=True)
class WordFile:
    """A Word file, opened to be compared: its tracked changes read as accepted.

    Attributes:
        parts: Every part's bytes.
        types: Every part's content type.
        document: The name of the part with the text.
        root: That part.
        notes: The part with the footnotes; None where there is none.
        styles: The part with the styles; None where there is none.
        names: The names of the other parts that the text needs, by what they are.
    """

    parts: dict[str, bytes]
    types: dict[str, str]
    document: str
    root: etree._Element
    notes: etree._Element | None
    styles: etree._Element | None
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, content: bytes, name: str) -> WordFile:
        """Open a Word file.

        Args:
            content: Its bytes.
            name: How messages call it.

        Raises:
            DrafterError: if it is no Word file, or is damaged.
        """
        parts = open_package(content, name)
        types = _content_types(parts)
        document = next(iter(_targets(parts, "").get("officeDocument", [])), "")
        if document not in parts:
            raise DrafterError(
                f"{name} is not a Word document, or is damaged",
                "Open it in Word and save it again as a Word document (.docx).",
            )
        names = {kind: found[0] for kind, found in _targets(parts, document).items() if found[0] in parts}
        root = parse_part(parts[document], f"{document} of {name}")
        if root.tag != w("document") or root.find(w("body")) is None:
            raise DrafterError(
                f"{name} is not a Word document in the usual form",
                "Open it in Word and save it again as a Word document (.docx), not as “Strict”.",
            )
        accept_changes(root)
        trees = {
            kind: parse_part(parts[names[kind]], f"{names[kind]} of {name}")
            for kind in ("footnotes", "styles")
            if kind in names
        }
        if "footnotes" in trees:
            accept_changes(trees["footnotes"])
        return cls(parts, types, document, root, trees.get("footnotes"), trees.get("styles"), names)

    @property
    def body(self) -> etree._Element:
        """The body of the text."""
        body = self.root.find(w("body"))
        assert body is not None  # noqa: S101  # seen when it was opened
        return body

    @property
    def style_names(self) -> dict[str, str]:
        """The names of the styles by their ids."""
        return {} if self.styles is None else {i: _name_of(style) for i, style in self._styles.items()}

    @property
    def _styles(self) -> dict[str, etree._Element]:
        return (
            {} if self.styles is None else {one.get(_STYLE_ID, ""): one for one in self.styles.iter(_STYLE)}
        )

    def pack(self) -> bytes:
        """The file's bytes, with what was changed in the trees."""
        self.parts[self.document] = _written(self.root)
        for kind, tree in (("footnotes", self.notes), ("styles", self.styles)):
            if tree is not None and kind in self.names:
                self.parts[self.names[kind]] = _written(tree)
        return pack(
            {
                name: (self.types.get(name, "application/xml"), content)
                for name, content in self.parts.items()
                if name != CONTENT_TYPES
            }
        )

    # What a redline takes over from the old file

    def take_notes_part(self, other: WordFile) -> None:
        """Take over the part with the footnotes, where this file has none and the other has."""
        if self.notes is not None or other.notes is None:
            return
        folder = posixpath.dirname(self.document)
        name = posixpath.join(folder, "footnotes.xml")
        self.notes = deepcopy(other.notes)
        self.names["footnotes"] = name
        self.parts[name] = b""
        self.types[name] = _NOTES_TYPE
        rels = _rels_of(self.document)
        tree = parse_part(self.parts[rels], rels)
        ids = {one.get("Id") for one in tree}
        free = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        etree.SubElement(
            tree,
            _PACKAGE_RELATIONSHIP,
            {"Id": free, "Type": f"{_RELATIONSHIPS}/footnotes", "Target": "footnotes.xml"},
        )
        self.parts[rels] = _written(tree)

    def take_styles(self, other: WordFile) -> None:
        """Take over the styles that text of the other file uses and this one lacks.

        A style that has the same name here under another id is used instead.
        """
        if self.styles is None:
            return
        mine, theirs = self._styles, other._styles
        by_name = {(_name_of(style), style.get(w("type"))): i for i, style in mine.items()}
        for root in (self.root, self.notes):
            for use in root.iter(*_STYLE_USES) if root is not None else ():
                style_id = use.get(_VAL, "")
                if style_id in mine or style_id not in theirs:
                    continue
                same = by_name.get((_name_of(theirs[style_id]), theirs[style_id].get(w("type"))))
                if same:
                    use.set(_VAL, same)
                else:
                    self._add_style(style_id, mine, theirs)

    def _add_style(
        self, style_id: str, mine: dict[str, etree._Element], theirs: dict[str, etree._Element]
    ) -> None:
        style = deepcopy(theirs[style_id])
        mine[style_id] = style
        for numbers in list(style.iter(_NUMBERS)):  # its list may be another one here
            numbers.getparent().remove(numbers)  # type: ignore[union-attr]
        style.attrib.pop(w("default"), "")
        self.styles.append(style)  # type: ignore[union-attr]
        for need in list(style.iter(*_STYLE_NEEDS)):
            needed = need.get(_VAL, "")
            if needed not in mine and needed in theirs and need.tag == w("basedOn"):
                self._add_style(needed, mine, theirs)
            elif needed not in mine:
                style.remove(need)

    def rename_separators(self, renamed: dict[str, str]) -> None:
        """Have the settings list the separators of footnotes under their new ids."""
        name = self.names.get("settings")
        if not renamed or name is None:
            return
        tree = parse_part(self.parts[name], name)
        for listed in tree.findall(f"{w('footnotePr')}/{w('footnote')}"):
            listed.set(w("id"), renamed.get(listed.get(w("id"), ""), listed.get(w("id"), "")))
        self.parts[name] = _written(tree)


def _name_of(style: etree._Element) -> str:
    name = style.find(_NAME)
    return style.get(_STYLE_ID, "") if name is None else name.get(_VAL, "")


def _written(tree: etree._Element) -> bytes:
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _targets(parts: dict[str, bytes], part: str) -> dict[str, list[str]]:
    """What a part refers to inside the file, by the last word of its kind."""
    rels = _rels_of(part) if part else "_rels/.rels"
    found: dict[str, list[str]] = {}
    if rels not in parts:
        return found
    for one in parse_part(parts[rels], rels).iter(_PACKAGE_RELATIONSHIP):
        kind = one.get("Type", "")
        if one.get("TargetMode") != "External" and kind.startswith((_RELATIONSHIPS, _STRICT_RELATIONSHIPS)):
            path = posixpath.join("/", posixpath.dirname(part), one.get("Target", ""))
            found.setdefault(kind.rpartition("/")[2], []).append(posixpath.normpath(path).lstrip("/"))
    return found


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    tree = parse_part(parts[CONTENT_TYPES], CONTENT_TYPES)
    by_ending, by_name = {}, {}
    for one in tree:
        if not isinstance(one.tag, str):
            continue
        if one.get("Extension") is not None:
            by_ending[one.get("Extension", "").casefold()] = one.get("ContentType", "")
        else:
            by_name[one.get("PartName", "").lstrip("/")] = one.get("ContentType", "")
    by_name = {**by_name}
    return {
        name: by_name.get(name) or by_ending.get(re.sub(r".*\.", "", name).casefold(), "application/xml")
        for name in parts
    }
