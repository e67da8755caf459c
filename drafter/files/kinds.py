"""Of which kind a file is, by its bytes: people let drafter replace what it wrote of the same kind."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

# What is said of a template where another file is wanted, and what to do.
TEMPLATE_ENDING = ".j2"
A_TEMPLATE = "is a template of a form (.j2)"
NO_TEMPLATE = "Name the file that is meant. A form is checked as a whole: drafter form check FOLDER"
_ZIP, _WITH_ZEROS = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
# Names of parts stand in a zip file as they are, also in one that is damaged.
_PACKED = {b"word/": "a Word file", b"xl/": "a workbook"}
_OLD, _PDF, _ZIP_FILE = "an old or locked Office file", "a PDF", "a zip file"
NO_TEXTS = (*_PACKED.values(), _ZIP_FILE, _OLD, _PDF)
_BEGINS = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), _OLD),
    (re.compile(rb"%PDF-"), _PDF),
    (re.compile(rb"[^\0]*\0"), "no file that drafter writes"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE), "a web page"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[{%#]"), "a template of a form"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{"), "a JSON file"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\S"), "a text file"),
)
HISTORY = "the history of a selection"
_PAGE = "a page of drafter’s"
# What drafter writes as text, by what stays in it when somebody changes it: the first that is there says it.
_WRITTEN = (
    (rb"\A\s*<!(?i:doctype html)[\s\S]*^<!-- drafter seal: ", _PAGE),
    (rb"\A\s*<", ""),  # another's page
    (rb'\A\s*\{\s*"schema_version"\s*:\s*1\s*,\s*"title"', "a draft in JSON"),
    (rb'\A\s*\{\s*"schema_version"\s*:\s*1\s*,\s*"problems"', "a check in JSON"),
    (rb"\A\s*\{", ""),
    (rb"^<!-- drafter seal: ", "a draft in Markdown"),
    (rb"\A# Check of ", "a check in Markdown"),
    (rb"^Checked [^\n]+: [0-9,]+ errors?, [0-9,]+ warnings?, [0-9,]+ notes?\.\s*\Z", "a check in plain text"),
    (rb"\A\"?recommendation\"?[,;\t]\"?meeting\"?[,;\t]", "a trace in CSV"),
    (rb"^# What was decided about [^\n]*, step by step:", HISTORY),
    (rb"^# What people changed in Word, proposed for ", "a file of proposals"),
    (rb"^reader:", "a reading"),
    (rb"^clauses:", "a selection"),
    (rb"^recommendations:", "a matrix"),
    (rb"^[ -]*members:", "a concordance"),
    (rb"^links:", "a trace"),
    (rb"^reviewed:", "a review"),
    (rb"^(?:documents|proposals):", "a file of sources"),
    (rb"^- recommendation:", "a file of remarks"),
)
# Which page of drafter's it is, by how its title begins.
_TITLES = {
    b"Review of": "a page for signing",
    b"Reading together:": "a page for reading together",
    b"Deciding between readings:": "a page for deciding between readings",
    b"Where they ended:": "a page for tracing",
    b"Deciding between traces:": "a page for deciding between traces",
}
_TITLED = re.compile(rb"<title>(%s) " % b"|".join(_TITLES))
_TEXTS = tuple((re.compile(mark, re.MULTILINE), kind) for mark, kind in _WRITTEN)
# Of a Word file the part that holds the draft; a paper that is none says twice what it is about.
_ITEM, _FACTS = re.compile(r"customXml/item[0-9]{1,4}\.xml"), "docProps/core.xml"
_DRAFT, _REDLINE = b"urn:drafter:draft:", b" redline-seal="
_TITLE, _SUBJECT = re.compile(rb"<dc:title>([^<]+)</dc:title>"), b"<dc:subject>%s</dc:subject>"
_LOOKED_INTO = 1 << 20  # bytes of a part: the first tag, which says what is in it


def written_as(content: bytes) -> str:
    """As what drafter wrote a file, in the words of a message, also where somebody changed it since.

    Args:
        content: Its bytes.

    Returns:
        “a Word draft”, “a selection” and the like; empty where nothing in it says that it is one of these.
    """
    if content.startswith(_ZIP):
        return _word_written(content)
    text = content.removeprefix(b"\xef\xbb\xbf")
    kind = next((kind for mark, kind in _TEXTS if mark.search(text)), "")
    titled = _TITLED.search(text) if kind == _PAGE else None
    return _TITLES[titled[1]] if titled else kind


def _word_written(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                if _ITEM.fullmatch(name) and _DRAFT in (first := _first_tag(packed, name)):
                    return "a redline" if _REDLINE in first else "a Word draft"
            with packed.open(_FACTS) as part:
                facts = part.read(_LOOKED_INTO)
                title = _TITLE.search(facts)
                return "a trace in Word" if title and _SUBJECT % title[1] in facts else ""
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RuntimeError, EOFError):
        return ""  # it is damaged, or locked


def _first_tag(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        begins = part.read(_LOOKED_INTO)
    return re.sub(rb"\A[^<]*<\?[^>]*>", b"", begins).partition(b">")[0]


def kind_of(content: bytes) -> str:
    """What a file is, whoever wrote it, in the words of a message.

    Args:
        content: Its bytes.

    Returns:
        “a Word file”, “a text file” and the like; empty where the file is, which is of any kind.
    """
    if content.startswith(_ZIP):
        return next((kind for part, kind in _PACKED.items() if part in content), _ZIP_FILE)
    if content.startswith(_WITH_ZEROS):
        return "a text file"
    return next((kind for begin, kind in _BEGINS if begin.match(content)), "")
