"""Of which kind a file is, by its bytes: what people let drafter replace is of the kind that is written."""

from __future__ import annotations

import re

_ZIP, _OLD_OFFICE, _PDF = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0", b"%PDF-"
# Names of parts stand in a zip file as they are, also in one that is damaged.
_PACKED = {b"word/": "a Word file", b"xl/": "a workbook"}
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*\{")
_UTF_8, _WITH_ZEROS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_TEXT = "a text file"


def kind_of(content: bytes) -> str:
    """What a file is, in the words of a message.

    Args:
        content: Its bytes.

    Returns:
        “a Word file”, “a text file” and the like; empty where the file is, which is of any kind.
    """
    if content.startswith(_ZIP):
        return next((kind for part, kind in _PACKED.items() if part in content), "a zip file")
    if content.startswith(_OLD_OFFICE):
        return "an old or locked Office file"
    if content.startswith(_PDF):
        return "a PDF"
    if content.startswith(_WITH_ZEROS):
        return _TEXT
    if b"\0" in content:
        return "no file that drafter writes"
    text = content.removeprefix(_UTF_8)
    if _PAGE.match(text):
        return "a web page"
    if _JSON.match(text):
        return "a JSON file"
    return _TEXT if text.strip() else ""
