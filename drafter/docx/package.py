"""The zip file around a Word document: looked over before it is opened, written the same each time."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from lxml import etree

from drafter.problems import DrafterError

CONTENT_TYPES = "[Content_Types].xml"
_CONTENT_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

# A draft of 10,000 clauses has some 30 MiB unpacked. A bomb of 27 KiB has hundreds.
_LARGEST_WHOLE = 200 * 1024 * 1024
_MOST_PARTS = 2000
# Genuine parts are packed 2 to 32 times smaller; only large ones can do harm.
_LARGEST_RATIO = 100
_LARGE_PART = 4 * 1024 * 1024


def open_package(content: bytes, name: str) -> dict[str, bytes]:
    """The parts of a Word file, having looked over the zip directory first.

    Args:
        content: The file's bytes.
        name: How messages call it.

    Returns:
        Part names, without a leading slash, and contents.

    Raises:
        DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _look_over(entries, name)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise DrafterError(
            f"{name} is not a Word file, or is damaged",
            "Open it in Word and save it again as a Word document (.docx), or ask for the file anew.",
        ) from error


def _look_over(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    reason = ""
    if CONTENT_TYPES not in names:
        reason = "it has no list of content types"
    elif len({part.lower() for part in names}) < len(names):
        reason = "two of its parts have the same name"
    elif len(names) > _MOST_PARTS:
        reason = f"it has {len(names)} parts"
    elif sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
        reason = f"it would unpack to more than {_LARGEST_WHOLE >> 20} MiB"
    elif any(entry.flag_bits & 1 for entry in entries):
        reason = "it is protected by a password"
    elif any(
        entry.file_size > _LARGE_PART and entry.file_size > _LARGEST_RATIO * entry.compress_size
        for entry in entries
    ):
        reason = "a part of it would unpack to more than a hundred times its size"
    elif any(part.startswith(("/", "\\")) or ".." in part.split("/") for part in names):
        reason = "the name of a part points outside the file"
    if reason:
        raise DrafterError(f"{name} is refused as a Word file: {reason}")


def external_targets(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Relationships that point outside the file: kind (its last word) and target."""
    found = []
    for part, content in parts.items():
        if part.endswith(".rels"):
            for relationship in parse_part(content, part).iter(_RELATIONSHIP):
                if relationship.get("TargetMode") == "External":
                    kind = (relationship.get("Type") or "").rpartition("/")[2]
                    found.append((kind, relationship.get("Target") or ""))
    return found


def parse_part(content: bytes, name: str) -> etree._Element:
    """Parse the XML of a part; no entities, no network.

    Raises:
        DrafterError: if it is not well-formed or has a document type declaration.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DrafterError(f"the part {name} is damaged: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DrafterError(f"the part {name} has a document type declaration, which no Word file has")
    return root


def package_parts(package: OpcPackage) -> dict[str, tuple[str, bytes]]:
    """Every part of an open document: name → content type and bytes, relationships among them."""
    parts: dict[str, tuple[str, bytes]] = {"_rels/.rels": (_RELS_TYPE, _relationships_xml(package.rels.xml))}
    for part in package.iter_parts():
        uri = PackURI(part.partname)
        parts[uri.membername] = (part.content_type, part.blob)
        if part.rels:
            rels = PackURI(uri.rels_uri).membername
            parts[rels] = (_RELS_TYPE, _relationships_xml(part.rels.xml))
    return parts


def _relationships_xml(xml: bytes | str) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode()


def pack(parts: Mapping[str, tuple[str, bytes]]) -> bytes:
    """A Word file of parts: the same bytes for the same parts, on any day.

    The content types stand first, as ISO 29500-2 recommends for reading a file in one go; times and
    system are fixed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {CONTENT_TYPES: _content_types(parts), **_contents(parts)}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _contents(parts: Mapping[str, tuple[str, bytes]]) -> dict[str, bytes]:
    return {name: content for name, (_, content) in parts.items()}


def _content_types(parts: Mapping[str, tuple[str, bytes]]) -> bytes:
    defaults = {"rels": _RELS_TYPE, "xml": "application/xml"}
    lines = [
        f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        for extension, content_type in defaults.items()
    ]
    lines += [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(content_type)}/>"
        for name, (content_type, _) in parts.items()
        if defaults.get(name.rpartition(".")[2]) != content_type
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_CONTENT_TYPES_NS}">{"".join(lines)}</Types>'
    ).encode()


def fingerprint(contents: Iterable[tuple[str, bytes]]) -> str:
    """The sha256 of parts, whatever their order and packing."""
    digest = hashlib.sha256()
    for name, content in sorted(contents):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
