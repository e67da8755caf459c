"""The Word file as a package: its bytes, its draft, and no leaks."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from lxml import etree
from msgspec.structs import replace
from small_draft import (
    TEMPLATE,
    clause,
    line,
    parts_of,
    small_draft,
    with_blocks,
    written,
    zipped,
)

from drafter.draft.model import Edition
from drafter.problems import DrafterError
from drafter.word.package import Stored, is_untouched, store_draft, stored_draft
from tools import REPOSITORY, environment

_WRITE = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from small_draft import small_draft, written
print(hashlib.sha256(written(small_draft())).hexdigest())
"""


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(small_draft())


def stored(content: bytes) -> Stored | None:
    return stored_draft(Document(io.BytesIO(content)).part.package)


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    parts = parts_of(content)
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new)})


def test_another_process_with_another_clock_and_hash_seed_writes_the_same_bytes(content):
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        run = subprocess.run(
            [sys.executable, "-c", _WRITE, REPOSITORY / "tests", REPOSITORY / "tests" / "word"],
            env=environment(PYTHONHASHSEED=seed, TZ=zone, PYTHONPATH=os.pathsep.join(sys.path)),
            capture_output=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1
    assert written(small_draft()) == content


def test_the_content_types_come_first_and_no_entry_has_a_time_or_a_system(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()

    assert entries[0].filename == "[Content_Types].xml"
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}
    assert len({entry.external_attr for entry in entries}) == 1


# The draft inside


def test_the_draft_comes_out_of_the_file_as_it_went_in(content):
    assert stored(content) == Stored(small_draft(), is_whole=True, version="1.2")


def test_a_text_that_looks_like_the_end_of_the_stored_draft_is_kept():
    draft = replace(small_draft(), subject="Drafts ]]> & <more> ]]></draft>")

    assert stored(written(draft)) == Stored(draft, is_whole=True, version="1.2")


def test_what_was_typed_into_the_stored_draft_is_noticed(content):
    found = stored(changed(content, "customXml/item1.xml", b"To open courts", b"To close courts"))

    assert found is not None
    assert not found.is_whole


def test_a_file_without_a_draft_has_none_and_a_damaged_one_is_refused(content):
    assert stored(TEMPLATE.read_bytes()) is None
    with pytest.raises(DrafterError, match="stored in this file is damaged"):
        stored(changed(content, "customXml/item1.xml", b'"schema_version"', b'"version"'))


def test_a_draft_takes_the_place_of_the_one_that_is_stored(content):
    document = Document(io.BytesIO(content))
    other = with_blocks(clause("c", line("1", "Words.")))
    store_draft(document.part.package, other, "1.3")

    assert stored_draft(document.part.package) == Stored(other, is_whole=True, version="1.3")


# An untouched file


def test_a_file_is_untouched_however_it_is_packed(content):
    parts = parts_of(content)

    assert is_untouched(content)
    assert is_untouched(zipped(dict(reversed(parts.items()))))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"To open courts", b"To close courts"),
        ("word/footnotes.xml", b"Beirut", b"Bangkok"),
        ("word/styles.xml", b"Times New Roman", b"Arial"),
        ("customXml/item1.xml", b"To open courts", b"To close courts"),
        ("docProps/core.xml", b"Compilation", b"Declaration"),
    ],
)
def test_a_file_that_anybody_changed_anywhere_is_not_untouched(content, part, old, new):
    assert not is_untouched(changed(content, part, old, new))


def test_a_file_that_python_docx_saved_again_is_not_untouched(content):
    document = Document(io.BytesIO(content))
    document.add_paragraph("And more.")
    buffer = io.BytesIO()
    document.save(buffer)

    assert not is_untouched(buffer.getvalue())


@pytest.mark.parametrize("other", [b"", b"PK\x03\x04", b"words", TEMPLATE.read_bytes()])
def test_what_drafter_did_not_write_is_not_untouched(other):
    assert not is_untouched(other)


# Nothing that leaks


def loaded_template() -> dict[str, bytes]:
    """Return a template with names and paths wherever Word keeps them."""
    parts = parts_of(TEMPLATE.read_bytes())
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    added = {
        "docProps/app.xml": (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            (
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Template>C:\\Users\\LEAK\\Normal.dotm</Template><Manager>LEAK</Manager></Properties>"
            ),
        ),
        "word/people.xml": (
            "people",
            f"{word}.people+xml",
            (
                '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                '<w15:person w15:author="LEAK"/></w15:people>'
            ),
        ),
        "word/comments.xml": (
            "comments",
            f"{word}.comments+xml",
            f'<w:comments {main}><w:comment w:id="7" w:author="LEAK"><w:p/></w:comment></w:comments>',
        ),
        "customXml/item1.xml": ("customXml", "application/xml", "<note>LEAK</note>"),
    }
    for name, (_, kind, text) in added.items():
        parts[name] = text.encode()
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    links = "".join(
        f'<Relationship Id="rIdL{n}" Type="{office}/{kind}" Target="/{name}"/>'
        for n, (name, (kind, _, _)) in enumerate(added.items())
        if kind[0] != "/"
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    package = f'<Relationship Id="rIdA" Type="{office}/extended-properties" Target="docProps/app.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", f"{package}</Relationships>".encode()
    )
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/attachedTemplate" TargetMode="External" '
        'Target="file:///C:/Users/LEAK/Normal.dotm"/></Relationships>'
    ).encode()
    attached = f'<w:attachedTemplate xmlns:r="{office}" r:id="rId1"/><w:defaultTabStop'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:defaultTabStop", attached.encode())
    parts["docProps/core.xml"] = re.sub(
        rb"(?=</cp:coreProperties>)", b"<cp:keywords>LEAK</cp:keywords>", parts["docProps/core.xml"]
    )
    return parts


@pytest.mark.parametrize("edition", Edition)
def test_nothing_of_the_people_who_made_the_template_is_in_any_part_of_a_draft(edition, tmp_path):
    template = tmp_path / "LEAK.docx"
    parts = loaded_template()
    assert sum(b"LEAK" in part for part in parts.values()) == 6
    template.write_bytes(zipped(parts))
    found = parts_of(written(small_draft(edition), template))

    assert [name for name, part in found.items() if b"LEAK" in part] == []
    for part in found.values():
        etree.fromstring(part)
