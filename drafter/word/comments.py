"""Comments in the margin of a Word file that is there already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from drafter.word.guard import open_word
from drafter.word.package import pack

_AUTHOR, _INITIALS = "drafter", "d"
# python-docx stamps comments with the time of day; the same input gives the same bytes.
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def with_comments(content: bytes, name: str, comments: Iterable[tuple[int, str]]) -> bytes:
    """Return a copy of a Word file with comments added.

    Args:
        content: The bytes of the file.
        name: How messages call it.
        comments: Which paragraph of the body each is about, from 0 over all its ``w:p``, and its words.

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
