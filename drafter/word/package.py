"""Packs a Word file to the same bytes on any day, with the draft inside.

The draft is JSON in a custom XML part (ISO 29500-1, 15.2.5), which word processors keep. With it are the
sha256 of that JSON and a digest of all other parts, by which drafter knows an untouched file.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.text.paragraph import Paragraph
from lxml import etree
from msgspec import Struct

from drafter.draft.formats import dump_draft, load_draft
from drafter.draft.model import Draft
from drafter.problems import DrafterError
from drafter.word.guard import open_word, refuse_bomb, refuse_weight
from drafter.word.markup import STAND_IN, quoted

_NAMESPACE = "urn:drafter:draft:1"
Buffer = bytes | bytearray | memoryview
_TYPES = "[Content_Types].xml"
_LEVEL = 3  # of compression: a half larger than at level 6, in less than half of the time
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HELD = "customXml/item1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# Word expects an id for such a part: here the UUID (version 5) of the namespace.
_PROPERTIES = f"""{_DECLARATION}\
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
ds:itemID="{{5BE6CFDE-43A0-5BCF-9561-824BB3D437B1}}"><ds:schemaRefs>\
<ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>""".encode()
_SEAL = "seal"
_SEALED = re.compile(rf'{_SEAL}="[0-9a-f]*"'.encode())


class Stored(Struct, frozen=True):
    """The draft stored in a Word file.

    Attributes:
        draft: The draft.
        is_whole: Whether the draft is the one that drafter stored, by its sha256.
        version: The version of drafter that stored it.
    """

    draft: Draft
    is_whole: bool
    version: str


def store_draft(package: Package, draft: Draft, version: str) -> None:
    """Store a draft in a Word file, in place of a stored one.

    Args:
        package: The file.
        draft: The draft.
        version: The version of drafter.
    """
    stored = dump_draft(draft)
    head = f'version={quoted(version)} sha256="{hashlib.sha256(stored).hexdigest()}" {_SEAL}=""'
    section = stored.replace(b"]]>", b"]]]]><![CDATA[>")  # it escapes nothing else: XML 1.0, 2.7
    start = f'{_DECLARATION}<draft xmlns="{_NAMESPACE}" {head}><![CDATA['.encode()
    content = b"".join((start, section, b"]]></draft>"))
    document: Any = package.main_document_part
    for name, relationship in list(document.rels.items()):
        if relationship.reltype == RT.CUSTOM_XML:
            del document.rels[name]
    part = Part(PackURI(f"/{_HELD}"), "application/xml", content, package)
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, _PROPERTIES, package)
    part.relate_to(properties, RT.CUSTOM_XML_PROPS)
    document.relate_to(part, RT.CUSTOM_XML)


def stored_draft(package: Package) -> Stored | None:
    """Return the draft stored in a Word file, or None.

    Raises:
        DrafterError: if the draft is damaged, or of another version of drafter.
    """
    for part in package.iter_parts():
        root = _draft_root(part.blob) if "/customXml/" in part.partname else None
        if root is None and f"/{_HELD}" == part.partname and _NAMESPACE.encode() in part.blob:
            load_draft(b"")  # raises the error for a damaged draft
        if root is not None:
            stored = etree.tostring(root, method="text", encoding="utf-8")  # as bytes it takes half
            is_whole = root.get("sha256") == hashlib.sha256(stored).hexdigest()
            return Stored(load_draft(stored), is_whole, root.get("version", ""))
    return None


def pack(package: Package, markup: Mapping[str, Buffer] | None = None, *, is_sealed: bool = False) -> bytes:
    """Return the bytes of a Word file, the same for the same content.

    Args:
        package: The file.
        markup: The markup that replaces ``stand_in()`` in parts, by their names. It stays text: a tree of
            10,000 clauses with their annexes would take five times the time and 400 MiB.
        is_sealed: Whether ``is_untouched`` shall recognize the file.
    """
    parts = _packed_parts(package)
    for name, text in (markup or {}).items():
        parts[name] = _filled(parts[name][0], text)
    if is_sealed:
        before_seal, after_seal = _without_seal(parts[_HELD][0])
        parts[_HELD] = (before_seal, f'{_SEAL}="{_digest(parts)}"'.encode(), after_seal)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in parts.items():
            with archive.open(name, "w") as entry:  # which has no date: it is of 1980
                for piece in content:
                    entry.write(piece)
            archive.getinfo(name).create_system = 0  # on every system
    return packed.getvalue()


def put_in(document: Document, markup: dict[str, Buffer], name: str) -> Document:
    """Return a document with markup in place of ``stand_in()``, for reading.

    Args:
        document: The document, which is empty.
        markup: The markup by the names of parts; it is empty afterwards, to free memory.
        name: The name in messages of the file with the draft.

    Raises:
        DrafterError: if it would need too much memory.
    """
    refuse_weight(markup.values(), name)
    main: Any = document.part
    for part in main.package.iter_parts():
        if part.partname.membername in markup:
            whole = b"".join(_filled(part.blob, markup.pop(part.partname.membername)))
            part._element = parse_xml(whole)  # noqa: SLF001
    return main.document  # type: ignore[no-any-return]


def _filled(part: Buffer, text: Buffer) -> tuple[Buffer, ...]:
    before, _, after = bytes(part).partition(STAND_IN)
    return before, text, after


def is_untouched(content: bytes) -> bool:
    """Tell whether a Word file is as drafter wrote it, whatever its packing."""
    try:
        refuse_bomb(content, "")
        parts = _parts(io.BytesIO(content))
    except (BadZipFile, DrafterError, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error):
        return False
    seal = _SEALED.search(b"".join(parts.get(_HELD, ())))
    return seal is not None and seal[0] == f'{_SEAL}="{_digest(parts)}"'.encode()


def _packed_parts(package: Package) -> dict[str, tuple[Buffer, ...]]:
    """Return the parts of a package without packing them by python-docx."""
    parts: dict[str, tuple[Buffer, ...]] = {_TYPES: (b"",), "_rels/.rels": (package.rels.xml,)}
    types = [
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>',
        f'<Default Extension="xml" ContentType="{CT.XML}"/>',
    ]
    for part in package.iter_parts():
        parts[part.partname.membername] = (part.blob,)
        types.append(f"<Override PartName={quoted(part.partname)} ContentType={quoted(part.content_type)}/>")
        if part.rels:
            parts[part.partname.rels_uri.membername] = (part.rels.xml,)
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts[_TYPES] = (f'{_DECLARATION}<Types xmlns="{namespace}">{"".join(types)}</Types>'.encode(),)
    return parts


def _parts(file: io.BytesIO) -> dict[str, tuple[Buffer, ...]]:
    """Return the parts of a file by name, each in pieces, in their order."""
    with ZipFile(file) as archive:
        return {name: (archive.read(name),) for name in archive.namelist()}


def _digest(parts: Mapping[str, Sequence[Buffer]]) -> str:
    """Return the sha256 of all parts without the seal, in any order."""
    digest = hashlib.sha256()
    for name, content in sorted(parts.items()):
        pieces = _without_seal(content[0]) if name == _HELD else content
        digest.update(f"{name}\0{sum(map(len, pieces))}\0".encode())
        for piece in pieces:
            digest.update(piece)
    return digest.hexdigest()


def _without_seal(content: Buffer) -> tuple[Buffer, Buffer]:
    """Return the content before and after the seal, as views of a large part."""
    view, seal = memoryview(content), _SEALED.search(content)
    return (view[: seal.start()], view[seal.end() :]) if seal else (view, b"")


def _draft_root(content: bytes) -> etree._Element | None:
    if _NAMESPACE.encode() not in content:
        return None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == f"{{{_NAMESPACE}}}draft" else None


_AUTHOR, _INITIALS = "drafter", "d"
# python-docx stamps comments with the time of day; the same input gives the same bytes.
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def with_comments(content: bytes, name: str, comments: Iterable[tuple[int, str]]) -> bytes:
    """Return a copy of a Word file with comments added.

    Args:
        content: The bytes of the file.
        name: The name of the file in messages.
        comments: The paragraph of each comment, from 0 over all ``w:p`` of the body, and its words.

    Raises:
        DrafterError: if it is no Word document.
    """
    document: Any = open_word(content, name)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    for place, text in comments:
        paragraph = Paragraph(paragraphs[place], document)
        runs = paragraph.runs or [paragraph.add_run("")]
        comment = document.add_comment(runs, text=text, author=_AUTHOR, initials=_INITIALS)
        comment._comment_elm.set(qn("w:date"), _UNDATED.strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001
    package: Any = document.part.package
    return pack(package, is_sealed=False)
