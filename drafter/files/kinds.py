"""Of which kind a file is, by its bytes: what people let drafter replace is of the kind that is written."""

from __future__ import annotations

import re

# What is said of a template where another file is wanted, and what to do.
TEMPLATE_ENDING = ".j2"
A_TEMPLATE = "is a template of a form (.j2)"
NO_TEMPLATE = "Name the file that is meant. A form is checked as a whole: drafter form check FOLDER"
_ZIP, _WITH_ZEROS = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
# Names of parts stand in a zip file as they are, also in one that is damaged.
_PACKED = {b"word/": "a Word file", b"xl/": "a workbook"}
_TEXT = "a text file"
_OLD, _PDF, _ZIP_FILE = "an old or locked Office file", "a PDF", "a zip file"
NO_TEXTS = (*_PACKED.values(), _ZIP_FILE, _OLD, _PDF)
_BEGINS = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), _OLD),
    (re.compile(rb"%PDF-"), _PDF),
    (re.compile(rb"[^\0]*\0"), "no file that drafter writes"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE), "a web page"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[{%#]"), "a template of a form"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{"), "a JSON file"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\S"), _TEXT),
)
HISTORY = "the history of a selection"
# Texts that people decide in: nothing but another of the same kind is meant to stand in their place.
_DECIDED_IN = (
    (
        re.compile(rb"^# What was decided about [^\n]*, step by step:", re.MULTILINE),
        HISTORY,
    ),
    (re.compile(rb"^clauses:", re.MULTILINE), "a selection"),
    (re.compile(rb"^recommendations:", re.MULTILINE), "a matrix"),
    (re.compile(rb"^[ -]*members:", re.MULTILINE), "a concordance"),
    (re.compile(rb"^reviewed:", re.MULTILINE), "a review"),
    (re.compile(rb"^# What people changed in Word, proposed for ", re.MULTILINE), "a file of proposals"),
    (re.compile(rb"^(?:documents|proposals):", re.MULTILINE), "a file of sources"),
    (re.compile(rb"^- recommendation:", re.MULTILINE), "a file of remarks"),
)


def decided_in(content: bytes) -> str:
    """Which of the texts that people decide in this is; empty where it is none."""
    if kind_of(content) != _TEXT:
        return ""
    return next((kind for begins, kind in _DECIDED_IN if begins.search(content)), "")


def kind_of(content: bytes) -> str:
    """What a file is, in the words of a message.

    Args:
        content: Its bytes.

    Returns:
        “a Word file”, “a text file” and the like; empty where the file is, which is of any kind.
    """
    if content.startswith(_ZIP):
        return next((kind for part, kind in _PACKED.items() if part in content), _ZIP_FILE)
    if content.startswith(_WITH_ZEROS):
        return _TEXT
    return next((kind for begin, kind in _BEGINS if begin.match(content)), "")
