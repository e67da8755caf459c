"""The draft inside its Word file, and the seals that tell whether anybody changed the file.

It stands as JSON in a custom XML part (ISO 29500-1, 15.2.5): word processors carry that along when they
save. A redline carries it too, under a seal of its own, so that none is taken for an untouched draft.
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree

from drafter.docx.markup import escape
from drafter.docx.package import WordPackage, parse_part
from drafter.draft.formats import dump_draft, load_draft
from drafter.draft.model import Draft
from drafter.problems import DrafterError

NAMESPACE = "urn:drafter:draft:1"
_ITEM = re.compile(r"customXml/item\d+\.xml")
_PROPERTIES_CONTENT = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# One id for this kind of part, as Word expects: the UUID of version 5 of the namespace, a URL.
_ITEM_ID = "{5BE6CFDE-43A0-5BCF-9561-824BB3D437B1}"
_PROPERTIES = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<ds:datastoreItem xmlns:ds="{_PROPERTIES_NS}" '
    f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    "</ds:datastoreItem>"
).encode()
_SEAL, _REDLINE_SEAL = "seal", "redline-seal"


def add_draft(package: WordPackage, draft: Draft, version: str) -> None:
    """Add to a finished file the part that holds its draft, with drafter's version, and seal it."""
    part = package.free_name("customXml/item{}.xml", 1)
    properties = part.replace("item", "itemProps")
    package.add(part, "application/xml", b"", "customXml")
    package.add(properties, _PROPERTIES_CONTENT, _PROPERTIES, "customXmlProps", part)
    stored = dump_draft(draft)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<draft xmlns="{NAMESPACE}" version="{version}" '
        f'content="{_mark(stored)}" {_SEAL}="{package.fingerprint(part)}">{escape(stored)}</draft>'
    )
    package.parts[part] = content.encode()


def seal_redline(package: WordPackage) -> None:
    """Say inside a finished redline that it is one, in the place of the seal of the new draft."""
    found = find_draft(package)
    if found is not None:
        part, root = found
        root.attrib.pop(_SEAL, "")
        root.set(_REDLINE_SEAL, package.fingerprint(part))
        package.parts[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def is_untouched(content: bytes) -> bool:
    """Whether a Word file is byte for byte a draft as drafter wrote it, whatever its packing."""
    return _is_sealed(content, _SEAL)


def is_untouched_redline(content: bytes) -> bool:
    """Whether a Word file is byte for byte a redline as drafter wrote it, whatever its packing."""
    return _is_sealed(content, _REDLINE_SEAL)


def _is_sealed(content: bytes, attribute: str) -> bool:
    try:
        package = WordPackage.open(content, "")
        found = find_draft(package)
    except DrafterError:
        return False
    return found is not None and found[1].get(attribute) == package.fingerprint(found[0])


def find_draft(package: WordPackage) -> tuple[str, etree._Element] | None:
    """The name and the root of the part that holds the draft; None where there is none."""
    for name, content in package.parts.items():
        if _ITEM.fullmatch(name) and NAMESPACE.encode() in content:
            root = parse_part(content, name)
            if root.tag == f"{{{NAMESPACE}}}draft":
                return name, root
    return None


def read_draft(stored: etree._Element, name: str) -> tuple[Draft, bool, bool]:
    """The draft of the part that holds it, whether that is as drafter wrote it, and if it is a redline's.

    The fingerprint tells of an edit of what is kept, not who made it: whoever knows how can make it anew.

    Args:
        stored: The part's root.
        name: How messages call the file.

    Raises:
        DrafterError: if it cannot be read.
    """
    text = (stored.text or "").strip()  # programs may lay the part out anew
    try:
        return load_draft(text), stored.get("content") == _mark(text), _REDLINE_SEAL in stored.attrib
    except DrafterError as error:
        raise DrafterError(
            f"{name} does not say any more what made it: that part of the file is damaged",
            "Name the matrix with --matrix.",
        ) from error


def _mark(stored: str) -> str:
    return hashlib.sha256(stored.encode()).hexdigest()
