"""Says inside a redline that it is one, and tells whether anybody changed it since.

The part that says what made the new draft stays; its seal goes, so that no redline is taken for a draft
as drafter wrote it, and a seal of its own comes.
"""

from __future__ import annotations

from lxml import etree

from drafter.docx.package import CONTENT_TYPES, fingerprint, open_package
from drafter.docx.provenance import find_draft
from drafter.docx.redline.files import WordFile
from drafter.problems import DrafterError

_SEAL = "seal"
_REDLINE_SEAL = "redline-seal"


def as_redline(file: WordFile) -> bytes:
    """The bytes of a redline, marked as one and sealed; its parts are filled."""
    content = file.pack()
    found = find_draft(file.parts)
    if found is None:
        return content
    name, root = found
    root.attrib.pop(_SEAL, "")
    root.set(_REDLINE_SEAL, _fingerprint(file.parts, name))
    file.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return file.pack()


def is_redline(content: bytes) -> bool:
    """Whether a Word file is a redline that drafter made, changed since or not."""
    root = _root(content)
    return root is not None and root.get(_REDLINE_SEAL) is not None


def is_untouched_redline(content: bytes) -> bool:
    """Whether a Word file is a redline as drafter wrote it, whatever its packing."""
    try:
        parts = open_package(content, "")
        found = find_draft(parts)
    except DrafterError:
        return False
    return found is not None and found[1].get(_REDLINE_SEAL) == _fingerprint(parts, found[0])


def _root(content: bytes) -> etree._Element | None:
    try:
        found = find_draft(open_package(content, ""))
    except DrafterError:
        return None
    return None if found is None else found[1]


def _fingerprint(parts: dict[str, bytes], name: str) -> str:
    return fingerprint((n, c) for n, c in parts.items() if n not in (name, CONTENT_TYPES))
