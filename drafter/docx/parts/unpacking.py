"""Unpacks what is packed as Word's files are, and parses its XML (ISO 29500-2): behind guards, counted.

What a file says of its size is not believed: bytes are counted as they come out, tags before they are parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from lxml import etree

from drafter.docx.parts.markup import W, w
from drafter.docx.parts.pieces import ALTERNATE
from drafter.files.limits import (
    DEEPEST_WORD,
    DEEPEST_XML,
    HIGHEST_RATIO,
    LARGE_PART,
    LARGEST_UNPACKED,
    LONGEST_LIST_NUMBER,
    LONGEST_PARAGRAPH,
    MIB,
    MOST_CELLS,
    MOST_IN_LIST_NUMBER,
    MOST_IN_PARAGRAPH,
    MOST_NAMESPACES,
    MOST_PARAGRAPHS,
    MOST_PARTS,
    MOST_TAGS,
    refuse_beyond,
)
from drafter.problems import DrafterError
from drafter.text.words import shortened

CONTENT_TYPES = "[Content_Types].xml"
_SHOWN = 80  # characters of a paragraph, in a message
_COUNTED = {w.p: (MOST_PARAGRAPHS, "paragraphs"), w.tc: (MOST_CELLS, "cells in tables")}
# A paragraph that no person wrote, by so many letters or elements.
_LONG: Any = etree.XPath(
    f"(/descendant::w:p[string-length() > {LONGEST_PARAGRAPH} or "
    f"count(descendant::*) > {MOST_IN_PARAGRAPH}])[1]",
    namespaces={"w": W},
)
# What can stand in its like, and is read from within.
_NESTING = {
    "tables": (w.tbl,),
    "content controls": (w.sdt, w.customXml, ALTERNATE),
    "text boxes": (w.txbxContent,),
}
_TAKE_APART = "Take them out of one another in Word, or ask for the file anew."
# What begins a part of XML: a tag, or a mark of its encoding.
_BEGINS_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# The encodings that it may have (ISO 29500-2, 9.1.2), and those that are read as the first of them: in others
# a tag need not begin with what is counted.
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252")
_TOP = 200  # bytes of a part in which it says what it is
_LONGEST_UNASKED = 10_000_000  # characters of a text that the parser takes without being asked to (libxml2)
_TAG, _MANY_NAMESPACES = re.compile(rb"<[^<]*"), 30
_IS_TOO_DEEP = f"boolean(/{'*/' * DEEPEST_XML}*)"


def parse_part(content: bytes, name: str, *, keep_blanks: bool = True) -> etree._Element:
    """Parse the XML of a part; no entities, no network; with or without blanks that only lay it out.

    Comments of the XML and instructions for programs are left out: no program shows them, and the text before
    one and the text behind it are one text (XML 1.0, 2.5 and 2.6).

    Raises:
        DrafterError: if it is not well-formed or has a document type declaration.
    """
    _look_over(content, name)
    is_huge = len(content) > _LONGEST_UNASKED
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=is_huge,
        remove_blank_text=not keep_blanks,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error):
            raise _too_deep(name) from None
        raise DrafterError(f"the part {name} is damaged", _SAVE_AGAIN) from error
    if is_huge and root.xpath(_IS_TOO_DEEP):
        raise _too_deep(name)
    return root


_SAVE_AGAIN = "Open the file in the program that made it and save it again, or ask for it anew."


def _look_over(content: bytes, name: str) -> None:
    """Refuse what no program writes, and what would grow beyond all bounds when it is parsed."""
    refuse_beyond(_tags_in(content), MOST_TAGS, f"the part {name}", "tags and attributes")
    said = _ENCODING.match(content[:_TOP].lstrip().removeprefix(_BEGINS_XML[1]))
    if said and said[1].decode().casefold() not in _ENCODINGS:
        raise DrafterError(f"the part {name} is in an encoding that no such file has", _SAVE_AGAIN)
    if not content.lstrip()[:3].startswith(_BEGINS_XML):
        raise DrafterError(f"the part {name} is damaged", _SAVE_AGAIN)
    in_ascii = content.replace(b"\0", b"") if b"\0" in content[:_TOP] else content
    if b"<!DOCTYPE" in in_ascii:
        message = f"the part {name} has a document type declaration, which no such file has"
        raise DrafterError(message, _SAVE_AGAIN)


def _tags_in(content: bytes) -> int:
    """How many tags and attributes a part has at most; none where it is no XML."""
    is_xml = content[:_TOP].lstrip()[:3].startswith(_BEGINS_XML)
    return content.count(b"<") + content.count(b"=") if is_xml else 0


def _namespaces_in(content: bytes) -> int:
    """How many namespaces those tags of a part name that name many, if that is beyond all bounds; else 0.

    The parser compares each with all others, and a paragraph that is written by itself repeats those of all
    that it stands in. One or two at each of thousands of tags, as lxml writes them, do no harm.
    """
    plain = content.replace(b"\0", b"") if b"\0" in content[:_TOP] else content
    if plain.count(b"xmlns") <= MOST_NAMESPACES:
        return 0
    counts = (tag[0].count(b"xmlns") for tag in _TAG.finditer(plain))
    return sum(count for count in counts if count > _MANY_NAMESPACES)


def _too_deep(name: str) -> DrafterError:
    message = f"the part {name} has elements that stand more than {DEEPEST_XML} deep in one another"
    return DrafterError(message, _SAVE_AGAIN)


_AS_WORD = "Open it in Word and save it again as a Word document (.docx), or ask for the file anew."


def unzipped(
    content: bytes, name: str, kind: str = "a Word file", must: str = CONTENT_TYPES, hint: str = _AS_WORD
) -> dict[str, bytes]:
    """The parts of a file that is packed as Word's are, having looked over the directory first.

    Args:
        content: The file's bytes.
        name: How messages call it.
        kind: What it should be.
        must: The part that every file of the kind has.
        hint: What to do where it is damaged.

    Raises:
        DrafterError: if it is damaged, or would grow beyond all bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_what_stands_before(entries)
            _refuse_bombs(entries, name, kind, must, hint)
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise DrafterError(f"{name} is not {kind}, or is damaged", hint) from error
    refuse_beyond(sum(map(_tags_in, parts.values())), MOST_TAGS, name, "tags and attributes")
    for part, packed in parts.items():
        refuse_beyond(_namespaces_in(packed), MOST_NAMESPACES, f"{part} of {name}", "namespaces")
        if part == CONTENT_TYPES or part.endswith(".rels"):
            parse_part(packed, f"{part} of {name}")
    return parts


def _refuse_what_stands_before(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a file before whose parts something stands, which other programs may read instead.

    Raises:
        BadZipFile: if something does.
    """
    if min((one.header_offset for one in entries), default=0):
        raise zipfile.BadZipFile


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, of which no more is unpacked than the directory says that it has.

    Raises:
        BadZipFile: if it has more.
    """
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size)
        if len(content) < entry.file_size or stream.read(1):
            raise zipfile.BadZipFile
    return content


def _refuse_bombs(entries: list[zipfile.ZipInfo], name: str, kind: str, must: str, hint: str) -> None:
    names = [entry.filename for entry in entries]
    large = [entry for entry in entries if entry.file_size > LARGE_PART]
    reasons = {
        "it is packed in a way that no such file is": any(
            entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries
        ),
        "a part of it has no name": not all(name.strip("/") for name in names),
        f"it has no {'list of content types' if must == CONTENT_TYPES else must}": must not in names,
        "two of its parts have the same name": len({part.lower() for part in names}) < len(names),
        f"it has {len(names)} parts, and {MOST_PARTS} at most are read": len(names) > MOST_PARTS,
        f"it would unpack to more than {LARGEST_UNPACKED // MIB} MiB": sum(one.file_size for one in entries)
        > LARGEST_UNPACKED,
        "it is protected by a password": any(entry.flag_bits & 1 for entry in entries),
        f"a part of it would unpack to more than {HIGHEST_RATIO} times its size": any(
            entry.file_size > HIGHEST_RATIO * entry.compress_size for entry in large
        ),
        "the name of a part points outside the file": any(
            part.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part) for part in names
        ),
    }
    for reason, is_so in reasons.items():
        if is_so:
            raise DrafterError(f"{name} is refused as {kind}: {reason}", hint)


def _named(paragraph: etree._Element, root: etree._Element) -> str:
    """A paragraph by its place and its first words; one without words by those before it."""
    all_of_them = list(root.iter(w.p))
    number = all_of_them.index(paragraph)
    begins = (_beginning(one) for one in (paragraph, *reversed(all_of_them[:number])))
    words = next(begins)
    if words:
        return f"paragraph {number + 1:,}, “{words}”,"
    before = next(filter(None, begins), "")
    return f"paragraph {number + 1:,}, which has no words" + (
        f" and stands below “{before}”," if before else ","
    )


def _beginning(paragraph: etree._Element) -> str:
    said = " ".join("".join(map(str, paragraph.itertext())).split())
    return shortened(said[:_SHOWN], _SHOWN // 2)


def refuse_long_texts(root: etree._Element, name: str) -> None:
    """Refuse a part of a Word file that has more text than anybody reads, or a paragraph that nobody wrote.

    Raises:
        DrafterError: which says what of it is too much.
    """
    counts = Counter(one.tag for one in root.iter(*_COUNTED))
    for tag, (most, what) in _COUNTED.items():
        refuse_beyond(counts[tag], most, name, what)
    likes = {tag: (tags, what) for what, tags in _NESTING.items() for tag in tags}
    for one in root.iter(*likes):
        tags, what = likes[str(one.tag)]
        depth = 1 + sum(1 for _ in one.iterancestors(*tags))
        refuse_beyond(depth, DEEPEST_WORD, name, f"{what} inside one another", _TAKE_APART)
    if root.tag == f"{{{W}}}numbering":
        shown, called = (
            [one.get(f"{{{W}}}val", "") for one in root.iter(f"{{{W}}}lvlText")],
            f"{name}: a list's number",
        )
        refuse_beyond(max(map(len, shown), default=0), LONGEST_LIST_NUMBER, called, "characters")
        refuse_beyond(max((one.count("%") for one in shown), default=0), MOST_IN_LIST_NUMBER, called, "parts")
    for one in _LONG(root):
        text, within = "".join(map(str, one.itertext())), sum(1 for _ in one.iterdescendants())
        called = f"{name}: {_named(one, root)}"
        refuse_beyond(len(text), LONGEST_PARAGRAPH, called, "characters")
        refuse_beyond(within, MOST_IN_PARAGRAPH, called, "runs, marks and fields")
