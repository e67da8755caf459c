"""The encodings of web pages: what a page says of its own, and what browsers make of that."""

from __future__ import annotations

import re
from pathlib import Path

from drafter.documents.readers.separated import in_utf_16
from drafter.problems import DrafterError

_TOP = 4096  # bytes, in which a page says its encoding
_SAID_ENCODING = re.compile(
    rb"""(?i)<meta[^>]+charset\s*=\s*["']?([\w-]+)|<\?xml[^>]+encoding=["']([\w-]+)"""
)
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What browsers take the older names for, and a page that is read byte by byte cannot be (Encoding Standard).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-8",
}


def decoded(content: bytes, path: Path) -> tuple[str, str]:
    """The text of a page, and its encoding where the page does not say it, or says another.

    Raises:
        DrafterError: if it cannot be told.
    """
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ""
    if text := in_utf_16(content):
        return text, ""
    found = _SAID_ENCODING.search(content[:_TOP])
    said = (found[1] or found[2]).decode().lower() if found else "utf-8"
    said = _MEANT.get(said, said)
    for encoding in (said, "utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except (ValueError, LookupError):
            continue
        return text, "" if encoding == said else encoding
    raise DrafterError(f"the encoding of {path} cannot be told", "Save it again with the encoding UTF-8.")
