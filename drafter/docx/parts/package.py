"""A Word file as its parts (ISO 29500-2): opened behind guards, changed, written the same each time."""

from __future__ import annotations

import hashlib
import io
import itertools
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.parts.list_values import settle_list_values
from drafter.docx.parts.markup import W, settle_texts, w
from drafter.docx.parts.misplaced import ROOTS, SAVE_AGAIN, refuse_misplaced, refuse_other_root
from drafter.docx.parts.unpacking import CONTENT_TYPES, parse_part, refuse_long_texts, unzipped
from drafter.files.limits import MOST_RELATIONSHIPS, refuse_beyond
from drafter.problems import DrafterError

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# "Strict Open XML Document" in Word: the same elements in another namespace (ISO 29500-1).
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# What Word opens as a text (ISO 29500-1, 11.3.10; [MS-OFFMACRO2], 2.2): both kinds, and with macros.
_TEXT_TYPES = tuple(
    f"application/vnd.{one}.main+xml"
    for one in (
        "openxmlformats-officedocument.wordprocessingml.document",
        "openxmlformats-officedocument.wordprocessingml.template",
        "ms-word.document.macroEnabled",
        "ms-word.template.macroEnabledTemplate",
    )
)
# Of what a text has one part at most (ISO 29500-1, 11.3).
_ONCE = ("comments", "endnotes", "fontTable", "footnotes", "numbering", "settings", "styles")
_MARKS = {"footnotes": w.footnoteReference, "endnotes": w.endnoteReference}


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: the last word of its type, and a part's name or an address outside."""

    id: str
    kind: str
    target: str
    is_external: bool


@dataclass(slots=True)
class WordPackage:
    """A Word file: the contents of its parts by their names, without a leading slash; the main part's name.

    ``name`` is how messages call the file.
    """

    parts: dict[str, bytes]
    name: str
    document: str

    @classmethod
    def open(cls, content: bytes, name: str) -> WordPackage:
        """Open a file, having looked over the zip directory first.

        Raises:
            DrafterError: if it is no Word file, is damaged, would grow beyond all bounds, or Word opens it as
                no text.
        """
        parts = unzipped(content, name)
        for part, listed in parts.items():
            if part.endswith(".rels"):
                called = f"{name}: the part {part}"
                refuse_beyond(listed.count(b"Id="), MOST_RELATIONSHIPS, called, "relationships")
        documents = {one.target for one in relationships(parts, "") if one.kind == "officeDocument"}
        if not documents.intersection(parts):
            raise DrafterError(
                f"{name} is not a Word document: it has no text",
                "Open it in Word and save it again as a Word document (.docx).",
            )
        if len(documents) > 1:
            raise _of_several(name, "texts")
        package = cls(parts, name, documents.pop())
        if package.content_type(package.document) not in _TEXT_TYPES:
            raise DrafterError(
                f"{name} is damaged, or is not a Word document: its text is not declared as such, and Word "
                "does not open it",
                SAVE_AGAIN,
            )
        of_kinds: dict[str, set[str]] = {}
        for one in relationships(parts, package.document):
            of_kinds.setdefault(one.kind, set()).add(one.target)
        if any(len(of_kinds.get(kind, ())) > 1 for kind in _ONCE):
            raise _of_several(name, "sets of notes, styles or the like")
        return package

    @property
    def is_strict(self) -> bool:
        """Whether it is saved as “Strict Open XML”, whose parts can be read here and not written."""
        return W.encode() not in self.parts[self.document]

    def tree(self, part: str, kind: str = "") -> etree._Element:
        """The root of a part; what each of its texts says stands in it as programs read it.

        Args:
            part: The part's name.
            kind: As what another part points to it.

        Raises:
            DrafterError: if it is damaged, has more text than anybody reads, or words or values out of place.
                So is a text with marks of notes and no part that the notes could stand in.
        """
        root = parse_part(self.parts[part].replace(_STRICT, W.encode()), f"{part} of {self.name}")
        if part == self.document and len(root.findall(w.body)) > 1:
            raise _of_several(self.name, "texts")
        if part == self.document:
            self._refuse_without_notes(root)
        if expected := w.document if part == self.document else ROOTS.get(kind):
            refuse_other_root(root, expected, part, self.name)
        settle_texts(root)
        refuse_long_texts(root, self.name)
        refuse_misplaced(root, part, self.name)
        settle_list_values(root, part, self.name)
        return root

    def _refuse_without_notes(self, root: etree._Element) -> None:
        """Refuse a text whose notes are lost: it would read as if somebody had deleted them all."""
        for kind, mark in _MARKS.items():
            if not self.related(kind) and next(root.iter(mark), None) is not None:
                raise DrafterError(
                    f"{self.name} is damaged: there are marks of {kind} in its text, and the {kind} are not "
                    "in the file, so Word does not open it",
                    SAVE_AGAIN,
                )

    def related(self, kind: str, source: str | None = None) -> str:
        """The part that the main part, or another, points to as its "styles" or the like; empty for none."""
        found = relationships(self.parts, self.document if source is None else source)
        return next((one.target for one in found if one.kind == kind and one.target in self.parts), "")

    def related_tree(self, kind: str) -> etree._Element:
        """The root of that part; an element without content where there is none."""
        part = self.related(kind)
        return self.tree(part, kind) if part else etree.Element("none")

    def parts_of_type(self, *endings: str) -> list[str]:
        """The parts whose declared types end so."""
        return [part for part in self.parts if self.content_type(part).endswith(endings)]

    def content_type(self, part: str) -> str:
        """What the file declares a part to be; empty where it says nothing."""
        return content_type_of(self.parts, part)

    def require(self, kind: str, part: str, content_type: str, empty: str) -> str:
        """The part that the main part points to as its ``kind``, made if there is none."""
        if not self.related(kind):
            self.add(part, content_type, empty.encode(), kind)
        return self.related(kind)

    def put(self, part: str, root: etree._Element) -> None:
        """Write a part anew."""
        self.parts[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def free_name(self, pattern: str, first: int | str = "") -> str:
        """A name that no part has, with ``{}`` in it for a number."""
        taken = {part.casefold() for part in self.parts}
        names = (pattern.format(number) for number in itertools.chain((first,), itertools.count(2)))
        return next(name for name in names if name.casefold() not in taken)

    def add(self, part: str, content_type: str, content: bytes, kind: str, source: str | None = None) -> None:
        """Add a part that the main part, or another, points to as its ``kind``: a word, or a whole type."""
        self.parts[part] = content
        types = parse_part(self.parts[CONTENT_TYPES], CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPE}Override", PartName=f"/{part}", ContentType=content_type)
        self.put(CONTENT_TYPES, types)
        source = self.document if source is None else source
        rels = _rels_of(source)
        # A damaged file may have lost its relationships.
        empty = f'<Relationships xmlns="{_RELATIONSHIP[1:-1]}"/>'.encode()
        root = parse_part(self.parts.get(rels, empty), rels)
        taken = {one.get("Id") for one in root}
        free = next(name for number in itertools.count(1) if (name := f"rId{number}") not in taken)
        target = posixpath.relpath(f"/{part}", posixpath.join("/", posixpath.dirname(source)))
        whole = kind if ":" in kind else _RELATIONSHIP_TYPE + kind
        etree.SubElement(root, f"{_RELATIONSHIP}Relationship", Id=free, Type=whole, Target=target)
        self.put(rels, root)

    def drop(self, part: str) -> None:
        """Take out a part, with what declares it and what points to it from the main part."""
        for name in (part, _rels_of(part)):
            self.parts.pop(name, None)
        for name in (CONTENT_TYPES, _rels_of(self.document)):
            root = parse_part(self.parts[name], name)
            for one in list(root):
                if part in (one.get("PartName", "").lstrip("/"), _target_of(one, self.document)):
                    root.remove(one)
            self.put(name, root)

    def pack(self) -> bytes:
        """The file: the same bytes for the same parts, on any day.

        The content types stand first, as ISO 29500-2 recommends for reading a file in one go; times and
        system are fixed.
        """
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {CONTENT_TYPES: self.parts[CONTENT_TYPES], **self.parts}.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system = 0
                entry.external_attr = 0
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        return buffer.getvalue()

    def fingerprint(self, besides: str) -> str:
        """The sha256 of all parts but one and the content types, whatever their order and packing."""
        digest = hashlib.sha256()
        for name, content in sorted(self.parts.items()):
            if name not in (besides, CONTENT_TYPES):
                digest.update(f"{name}\0{len(content)}\0".encode())
                digest.update(content)
        return digest.hexdigest()


def _of_several(name: str, what: str) -> DrafterError:
    message = f"{name} is damaged: it has several {what}, of which programs show one or another"
    return DrafterError(message, SAVE_AGAIN)


def content_type_of(parts: Mapping[str, bytes], part: str) -> str:
    """What a file declares a part to be; empty where it says nothing."""
    by_extension, by_name = {}, {}
    for one in parse_part(parts[CONTENT_TYPES], CONTENT_TYPES).iterchildren(f"{_TYPE}*"):
        if one.get("Extension") is not None:
            by_extension[one.get("Extension", "").casefold()] = one.get("ContentType", "")
        else:
            by_name[one.get("PartName", "").lstrip("/")] = one.get("ContentType", "")
    return by_name.get(part) or by_extension.get(part.rpartition(".")[2].casefold(), "")


def relationships(parts: Mapping[str, bytes], source: str) -> list[Relationship]:
    """What a part points to, or the file as a whole where ``source`` is empty, in order.

    Raises:
        DrafterError: if that is damaged.
    """
    rels = _rels_of(source)
    if rels not in parts:
        return []
    found = []
    for element in parse_part(parts[rels], rels).iter(f"{_RELATIONSHIP}Relationship"):
        is_external = element.get("TargetMode") == "External"
        target = element.get("Target", "") if is_external else _target_of(element, source)
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relationship(element.get("Id", ""), kind, target, is_external))
    return found


def all_relationships(parts: Mapping[str, bytes]) -> Iterator[tuple[str, list[Relationship]]]:
    """The name of each part that lists relationships, and what it lists."""
    for name in parts:
        folder, file = posixpath.split(name)
        if name.endswith(".rels"):
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            yield name, relationships(parts, source)


def _rels_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target_of(relationship: etree._Element, source: str) -> str:
    """The name of the part that a part's relationship inside the file points to."""
    whole = posixpath.join("/", posixpath.dirname(source), relationship.get("Target", ""))
    return posixpath.normpath(whole).lstrip("/")
