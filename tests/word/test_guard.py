"""Files that are no Word documents, or too large, are refused."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable

import pytest
from small_draft import parts_of, small_draft, written, zipped

from drafter.problems import DrafterError
from drafter.word.guard import open_word

DOCUMENT = "word/document.xml"


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**parts_of(written(small_draft())), name: content})


def without(name: str) -> bytes:
    parts = parts_of(written(small_draft()))
    del parts[name]
    return zipped(parts)


def doubled() -> bytes:
    buffer = io.BytesIO(written(small_draft()))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(DOCUMENT, b"<w:document/>")
    return buffer.getvalue()


def encrypted() -> bytes:
    content = bytearray(written(small_draft()))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # the flags of an entry, and in the directory
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def body_of(inner: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{namespace}"><w:body>{inner}</w:body></w:document>'.encode()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is not a Word document, or is damaged"),
    "text": (lambda: b"Dear colleagues", "is not a Word document, or is damaged"),
    "half a file": (lambda: written(small_draft())[:9000], "is not a Word document, or is damaged"),
    "old Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "is protected by a password, or is an old",
    ),
    "password": (encrypted, "is protected by a password"),
    "no text": (lambda: without(DOCUMENT), "is not a Word document, or is damaged"),
    "no list of parts": (lambda: without("[Content_Types].xml"), "is not a Word document, or is damaged"),
    "two parts of one name": (doubled, "is not a Word document, or is damaged"),
    "many parts": (
        lambda: zipped({f"word/{number}.xml": b"<a/>" for number in range(2500)}),
        "is too large to be read",
    ),
    "a bomb": (lambda: with_part("word/media.bin", bytes(400 << 20)), "is too large to be read"),
    "a bomb of elements": (
        lambda: with_part(DOCUMENT, body_of("<w:p/>" * 9_000_000)),
        "is too large to be read",
    ),
    "deeply nested": (
        lambda: with_part(DOCUMENT, body_of("<w:p>" * 10_000 + "</w:p>" * 10_000)),
        "is not a Word document, or is damaged",
    ),
    "entities": (
        lambda: with_part(DOCUMENT, b'<!DOCTYPE a [<!ENTITY b "b">]>' + body_of("<w:p>&b;</w:p>")),
        "is not a Word document, or is damaged",
    ),
    "strict": (
        lambda: with_part("word/extra.xml", b'<a xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "is saved as “Strict Open XML”",
    ),
}


@pytest.mark.parametrize(("make", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(make, reason):
    content = make()
    start = time.process_time()
    with pytest.raises(DrafterError) as refused:
        open_word(content, "returned.docx")
    assert refused.value.message.startswith(f"returned.docx {reason}")
    assert "\n" not in refused.value.message
    assert time.process_time() - start < 10


def test_a_template_is_refused_too():
    parts = parts_of(written(small_draft()))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"document.main+xml", b"template.main+xml"
    )
    with pytest.raises(DrafterError, match="is not a Word document"):
        open_word(zipped(parts), "form.dotx")


def test_no_refused_file_took_a_gibibyte():
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 << 20  # KiB, with what made the files
