"""Word comments: what drafter remarks on a clause, in the margin."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from drafter.docx import markup

AUTHOR = "drafter"
INITIALS = "d"

_PART = PackURI("/word/comments.xml")


def add_comments(document: Document, comments: Sequence[str]) -> None:
    """Add the part that holds a document's comments; nothing where there are none.

    Args:
        document: The document, without a part for comments: opening a template drops its own.
        comments: As ``markup.comment`` makes them.
    """
    if not comments:
        return
    content = f"<w:comments {markup.NAMESPACES}>{''.join(comments)}</w:comments>"
    part = Part(_PART, CONTENT_TYPE.WML_COMMENTS, content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
