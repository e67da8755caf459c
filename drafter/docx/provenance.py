"""What made a draft, kept inside the Word file, and the seal that tells whether anybody changed it.

A custom XML part (ISO 29500-1, 15.2.5): word processors carry it along when they save.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from drafter.docx.package import fingerprint, open_package, parse_part
from drafter.docx.provenance_text import NAMESPACE, provenance_text
from drafter.draft.draft import Draft
from drafter.problems import DrafterError

_PART = "customXml/item{number}.xml"
_ITEM = re.compile(r"customXml/item\d+\.xml")
_ITEM_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_CONTENT = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# One id for this kind of part, as Word expects; made from the namespace, so it is always the same.
_ITEM_ID = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper() + "}"


def add_provenance(document: Document, draft: Draft, version: str) -> str:
    """Add the part that says what made a draft, not yet sealed.

    Args:
        document: The document.
        draft: What it was written from.
        version: drafter's version.

    Returns:
        The part's name in the package.
    """
    number = 1
    taken = {str(part.partname) for part in document.part.package.iter_parts()}
    while f"/{_PART.format(number=number)}" in taken:
        number += 1
    name = _PART.format(number=number)
    package = document.part.package
    content = provenance_text(draft, version).encode()
    mark = content_fingerprint(parse_part(content, name))
    content = content.replace(b' content=""', f' content="{mark}"'.encode(), 1)
    item = Part(PackURI(f"/{name}"), "application/xml", content, package)
    properties = Part(
        PackURI(f"/customXml/itemProps{number}.xml"),
        _PROPERTIES_CONTENT,
        _properties_xml(),
        package,
    )
    item.relate_to(properties, _PROPERTIES_TYPE)
    document.part.relate_to(item, _ITEM_TYPE)
    return name


def seal(parts: dict[str, tuple[str, bytes]], name: str) -> dict[str, tuple[str, bytes]]:
    """The parts of a finished file, with the fingerprint of all others in the provenance part.

    Args:
        parts: As ``package_parts`` gives them.
        name: The provenance part's name.
    """
    content_type, content = parts[name]
    mark = fingerprint((n, c) for n, (_, c) in parts.items() if n != name)
    return {**parts, name: (content_type, content.replace(b' seal=""', f' seal="{mark}"'.encode(), 1))}


def is_untouched(content: bytes) -> bool:
    """Whether a Word file is byte for byte as drafter wrote it, whatever its packing."""
    try:
        parts = open_package(content, "")
        found = find_provenance(parts)
    except DrafterError:
        return False
    if found is None:
        return False
    name, root = found
    others = ((n, c) for n, c in parts.items() if n not in (name, "[Content_Types].xml"))
    return root.get("seal") == fingerprint(others)


def content_fingerprint(root: etree._Element) -> str:
    """The fingerprint of what the provenance part says, however a program writes it down.

    It tells of an edit of the part itself, not who made it: whoever knows how can make it anew. The seals
    of the file do not count, nor prefixes, the order of attributes, and blanks between elements.
    """
    found = hashlib.sha256()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        is_root = element is root
        said = sorted(
            (name, value) for name, value in element.attrib.items() if not is_root or name == "version"
        )
        text = element.text or ""
        found.update(repr((element.tag, said, text if text.strip() else "", len(element))).encode())
    return found.hexdigest()


def has_own_content(root: etree._Element) -> bool:
    """Whether the provenance part says what drafter wrote into it."""
    return root.get("content") == content_fingerprint(root)


def find_provenance(parts: Mapping[str, bytes]) -> tuple[str, etree._Element] | None:
    """The name and the root of the part that says what made a draft; None where there is none."""
    for name, content in parts.items():
        if _ITEM.fullmatch(name) and NAMESPACE.encode() in content:
            root = parse_part(content, name)
            if root.tag == f"{{{NAMESPACE}}}draft":
                return name, root
    return None


def _properties_xml() -> bytes:
    root = etree.Element(f"{{{_PROPERTIES_NS}}}datastoreItem", nsmap={"ds": _PROPERTIES_NS})
    root.set(f"{{{_PROPERTIES_NS}}}itemID", _ITEM_ID)
    schemas = etree.SubElement(root, f"{{{_PROPERTIES_NS}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_PROPERTIES_NS}}}schemaRef").set(f"{{{_PROPERTIES_NS}}}uri", NAMESPACE)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
