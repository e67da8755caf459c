"""Puts comments into a copy of a Word draft: each where the fault is, beside those that people wrote."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from drafter.docx.comments import AUTHOR, INITIALS
from drafter.docx.names import W
from drafter.docx.package import CONTENT_TYPES, open_package, parse_part
from drafter.docx.reading.parts import Parts
from drafter.problems import DrafterError

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment to be put into a document.

    Attributes:
        place: The place of the paragraph that it is about (see ``returned.model``); one that is not there
            is the first.
        paragraphs: What it says.
    """

    place: int
    paragraphs: tuple[str, ...]


def annotate(content: bytes, comments: Sequence[NewComment], name: str, when: datetime | None) -> bytes:
    """A copy of a Word file with more comments; nothing else in it is changed.

    Args:
        content: The file's bytes.
        comments: The comments.
        name: How messages call the file.
        when: The date that the comments say they were made; None for none.

    Raises:
        DrafterError: if the file cannot be read, or has no paragraph that a comment could be put to.
    """
    parts = dict(open_package(content, name))
    found = Parts.of(parts, name)
    if W.encode() not in parts[found.document]:
        raise DrafterError(
            f"{name} is saved as “Strict Open XML”, into which drafter cannot put comments",
            "Save it in Word as “Word Document (.docx)” and check that.",
        )
    document = found.main()
    comments_name = found.name_of("comments")
    root = parse_part(parts[comments_name], comments_name) if comments_name else _no_comments()
    ids = [int(one) for one in (c.get(_w("id"), "") for c in root) if one.lstrip("-").isdecimal()]
    first = max(ids, default=-1) + 1
    places = list(document.iter(_w("p")))
    if not places:
        raise DrafterError(f"{name} has no paragraph that a comment could be put to")
    for number, comment in enumerate(comments, start=first):
        known = 0 <= comment.place < len(places)
        _mark(places[comment.place if known else 0], number)
        root.append(_comment(number, comment, when))
    parts[found.document] = _bytes(document)
    if not comments_name:
        comments_name = _add_part(parts, found.document)
    parts[comments_name] = _bytes(root)
    return _rezipped(content, parts)


def _no_comments() -> etree._Element:
    return etree.fromstring(f'<w:comments xmlns:w="{W}"/>')


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _mark(paragraph: etree._Element, number: int) -> None:
    """Put a comment's beginning, end and mark around all that stands in a paragraph."""
    start, end, run = (
        _element(f'<w:commentRangeStart w:id="{number}"/>'),
        _element(f'<w:commentRangeEnd w:id="{number}"/>'),
        _element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'),
    )
    properties = paragraph.find(_w("pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.extend((end, run))


def _comment(number: int, comment: NewComment, when: datetime | None) -> etree._Element:
    mark = "<w:r><w:annotationRef/></w:r>"
    paragraphs = "".join(
        f"<w:p>{mark if place == 0 else ''}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        for place, text in enumerate(comment.paragraphs)
    )
    date = f' w:date="{when:%Y-%m-%dT%H:%M:%SZ}"' if when else ""
    return _element(
        f'<w:comment w:id="{number}" w:author={quoteattr(AUTHOR)}{date} '
        f"w:initials={quoteattr(INITIALS)}>{paragraphs}</w:comment>"
    )


def _element(xml: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0]


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def _add_part(parts: dict[str, bytes], document: str) -> str:
    """Add an empty part for comments, declared and related to the document; its name."""
    folder, file = posixpath.split(document)
    name = _free(parts, posixpath.join(folder, "comments{}.xml"))
    types = parse_part(parts[CONTENT_TYPES], CONTENT_TYPES)
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_CONTENT)
    parts[CONTENT_TYPES] = _bytes(types)
    relations_name = posixpath.join(folder, "_rels", f"{file}.rels")
    # A damaged file may have lost its relationships; the comments need one of them.
    empty = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
    relations = parse_part(parts.get(relations_name, empty), relations_name)
    taken = {one.get("Id") for one in relations}
    number = 1
    while f"rIdC{number}" in taken:
        number += 1
    etree.SubElement(
        relations,
        f"{{{_RELATIONS}}}Relationship",
        Id=f"rIdC{number}",
        Type=_COMMENTS_TYPE,
        Target=posixpath.basename(name),
    )
    parts[relations_name] = _bytes(relations)
    return name


def _free(parts: Iterable[str], pattern: str) -> str:
    taken = {name.lower() for name in parts}
    number = 0
    while (name := pattern.format(number or "")).lower() in taken:
        number += 1
    return name


def _rezipped(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A zip file with the parts in the order of the old one, new ones last; the same bytes each time."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        order = [entry.filename for entry in old.infolist() if not entry.is_dir()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*order, *(name for name in parts if name not in order)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
