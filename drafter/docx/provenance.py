"""The draft inside its Word file, and the seal that tells whether anybody changed the file.

It stands as JSON in a custom XML part (ISO 29500-1, 15.2.5): word processors carry that along when they save.
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
from drafter.draft.model import Draft
from drafter.draft.stored import dump_draft, load_draft
from drafter.problems import DrafterError

NAMESPACE = "urn:drafter:draft:1"
_PART = "customXml/item{number}.xml"
_ITEM = re.compile(r"customXml/item\d+\.xml")
_ITEM_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_CONTENT = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# One id for this kind of part, as Word expects; made from the namespace, so it is always the same.
_ITEM_ID = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper() + "}"
_PROPERTIES = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<ds:datastoreItem xmlns:ds="{_PROPERTIES_NS}" '
    f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    "</ds:datastoreItem>"
).encode()
# In JSON they can be written otherwise, so that the part needs no escapes of XML.
_OF_XML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def add_draft(document: Document, draft: Draft, version: str) -> str:
    """Add the part that holds a draft, not yet sealed.

    Args:
        document: The document.
        draft: What it was written from.
        version: drafter's version.

    Returns:
        The part's name in the package.
    """
    number = 1
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    while f"/{_PART.format(number=number)}" in taken:
        number += 1
    name = _PART.format(number=number)
    stored = dump_draft(draft)
    for sign, escape in _OF_XML.items():
        stored = stored.replace(sign, escape)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<draft xmlns="{NAMESPACE}" version="{version}" '
        f'content="{_mark(stored)}" seal="">{stored}</draft>'
    )
    item = Part(PackURI(f"/{name}"), "application/xml", content.encode(), package)
    properties = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES_CONTENT, _PROPERTIES, package)
    item.relate_to(properties, _PROPERTIES_TYPE)
    document.part.relate_to(item, _ITEM_TYPE)
    return name


def seal(parts: dict[str, tuple[str, bytes]], name: str) -> dict[str, tuple[str, bytes]]:
    """The parts of a finished file, with the fingerprint of all others in the part that holds the draft.

    Args:
        parts: As ``package_parts`` gives them.
        name: The name of the part that holds the draft.
    """
    content_type, content = parts[name]
    mark = fingerprint((n, c) for n, (_, c) in parts.items() if n != name)
    return {**parts, name: (content_type, content.replace(b' seal=""', f' seal="{mark}"'.encode(), 1))}


def is_untouched(content: bytes) -> bool:
    """Whether a Word file is byte for byte as drafter wrote it, whatever its packing."""
    try:
        parts = open_package(content, "")
        found = find_draft(parts)
    except DrafterError:
        return False
    if found is None:
        return False
    name, root = found
    others = ((n, c) for n, c in parts.items() if n not in (name, "[Content_Types].xml"))
    return root.get("seal") == fingerprint(others)


def find_draft(parts: Mapping[str, bytes]) -> tuple[str, etree._Element] | None:
    """The name and the root of the part that holds the draft; None where there is none."""
    for name, content in parts.items():
        if _ITEM.fullmatch(name) and NAMESPACE.encode() in content:
            root = parse_part(content, name)
            if root.tag == f"{{{NAMESPACE}}}draft":
                return name, root
    return None


def read_draft(parts: Mapping[str, bytes], name: str) -> tuple[Draft | None, bool]:
    """The draft that a Word file holds, and whether it is as drafter wrote it.

    The fingerprint tells of an edit of what is kept, not who made it: whoever knows how can make it anew.

    Args:
        parts: The parts of the Word file.
        name: How messages call the file.

    Returns:
        None where the file does not say what made it.

    Raises:
        DrafterError: if the part is there and cannot be read.
    """
    found = find_draft(parts)
    if found is None:
        return None, True
    stored = (found[1].text or "").strip()  # programs may lay the part out anew
    try:
        return load_draft(stored), found[1].get("content") == _mark(stored)
    except DrafterError as error:
        raise DrafterError(
            f"{name} does not say any more what made it: that part of the file is damaged",
            "Name the matrix with --matrix.",
        ) from error


def _mark(stored: str) -> str:
    return hashlib.sha256(stored.encode()).hexdigest()
