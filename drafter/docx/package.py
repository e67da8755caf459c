"""A Word file as its parts (ISO 29500-2): opened behind guards, changed, written the same each time."""

from __future__ import annotations

import hashlib
import io
import itertools
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.markup import W
from drafter.problems import DrafterError

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# "Strict Open XML Document" in Word: the same elements in another namespace (ISO 29500-1).
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

# A draft of 10,000 clauses has some 30 MiB unpacked. A bomb of 27 KiB has hundreds.
_LARGEST_WHOLE = 200 * 1024 * 1024
_MOST_PARTS = 2000
# Genuine parts are packed 2 to 32 times smaller; only large ones can do harm.
_LARGEST_RATIO = 100
_LARGE_PART = 4 * 1024 * 1024


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
            DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds.
        """
        parts = _unzipped(content, name)
        for relationship in relationships(parts, ""):
            if relationship.kind == "officeDocument" and relationship.target in parts:
                return cls(parts, name, relationship.target)
        raise DrafterError(
            f"{name} is not a Word document: it has no text",
            "Open it in Word and save it again as a Word document (.docx).",
        )

    @property
    def is_strict(self) -> bool:
        """Whether it is saved as “Strict Open XML”, whose parts can be read here and not written."""
        return W.encode() not in self.parts[self.document]

    def tree(self, part: str) -> etree._Element:
        """The root of a part.

        Raises:
            DrafterError: if it is damaged.
        """
        return parse_part(self.parts[part].replace(_STRICT, W.encode()), f"{part} of {self.name}")

    def related(self, kind: str, source: str | None = None) -> str:
        """The part that the main part, or another, points to as its "styles" or the like; empty for none."""
        found = relationships(self.parts, self.document if source is None else source)
        return next((one.target for one in found if one.kind == kind and one.target in self.parts), "")

    def related_tree(self, kind: str) -> etree._Element:
        """The root of that part; an element without content where there is none."""
        part = self.related(kind)
        return self.tree(part) if part else etree.Element("none")

    def parts_of_type(self, *endings: str) -> list[str]:
        """The parts whose declared types end so."""
        return [part for part in self.parts if self.content_type(part).endswith(endings)]

    def content_type(self, part: str) -> str:
        """What the file declares a part to be; empty where it says nothing."""
        by_extension, by_name = {}, {}
        for one in parse_part(self.parts[CONTENT_TYPES], CONTENT_TYPES).iterchildren(f"{_TYPE}*"):
            if one.get("Extension") is not None:
                by_extension[one.get("Extension", "").casefold()] = one.get("ContentType", "")
            else:
                by_name[one.get("PartName", "").lstrip("/")] = one.get("ContentType", "")
        return by_name.get(part) or by_extension.get(part.rpartition(".")[2].casefold(), "")

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


def parse_part(content: bytes, name: str, *, keep_blanks: bool = True) -> etree._Element:
    """Parse the XML of a part; no entities, no network; with or without blanks that only lay it out.

    Raises:
        DrafterError: if it is not well-formed or has a document type declaration.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=not keep_blanks
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DrafterError(f"the part {name} is damaged: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DrafterError(f"the part {name} has a document type declaration, which no Word file has")
    return root


def _unzipped(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries, name)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise DrafterError(
            f"{name} is not a Word file, or is damaged",
            "Open it in Word and save it again as a Word document (.docx), or ask for the file anew.",
        ) from error


def _refuse_bombs(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    large = [entry for entry in entries if entry.file_size > _LARGE_PART]
    reasons = {
        "it has no list of content types": CONTENT_TYPES not in names,
        "two of its parts have the same name": len({part.lower() for part in names}) < len(names),
        f"it has {len(names)} parts": len(names) > _MOST_PARTS,
        f"it would unpack to more than {_LARGEST_WHOLE >> 20} MiB": sum(entry.file_size for entry in entries)
        > _LARGEST_WHOLE,
        "it is protected by a password": any(entry.flag_bits & 1 for entry in entries),
        "a part of it would unpack to more than a hundred times its size": any(
            entry.file_size > _LARGEST_RATIO * entry.compress_size for entry in large
        ),
        "the name of a part points outside the file": any(
            part.startswith(("/", "\\")) or ".." in part.split("/") for part in names
        ),
    }
    for reason, is_so in reasons.items():
        if is_so:
            raise DrafterError(f"{name} is refused as a Word file: {reason}")


def _rels_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target_of(relationship: etree._Element, source: str) -> str:
    """The name of the part that a part's relationship inside the file points to."""
    whole = posixpath.join("/", posixpath.dirname(source), relationship.get("Target", ""))
    return posixpath.normpath(whole).lstrip("/")
