"""Comments in the margin: those of a new draft, and those put into a copy of one that people edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from drafter.docx import markup
from drafter.docx.markup import NAMESPACES, w
from drafter.docx.package import WordPackage
from drafter.problems import DrafterError

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NO_COMMENTS = f"<w:comments {NAMESPACES}/>".encode()


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment on the paragraph at a place (see ``docx.model``), or on the first where there is none."""

    place: int
    paragraphs: tuple[str, ...]


def add_comments(package: WordPackage, comments: Sequence[str]) -> None:
    """Add comments, as ``markup.comment`` makes them, to those that a file has."""
    if not comments:
        return
    if not package.related("comments"):
        package.add(package.free_name("word/comments{}.xml"), _CONTENT_TYPE, _NO_COMMENTS, "comments")
    part = package.related("comments")
    root = package.tree(part)
    root.extend(_elements("".join(comments)))
    package.put(part, root)


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
    package = WordPackage.open(content, name)
    if package.is_strict:
        raise DrafterError(
            f"{name} is saved as “Strict Open XML”, into which drafter cannot put comments",
            "Save it in Word as “Word Document (.docx)” and check that.",
        )
    root = package.tree(package.document)
    taken = [one.get(w.id, "") for one in package.related_tree("comments")]
    first = max((int(one) for one in taken if one.lstrip("-").isdecimal()), default=-1) + 1
    places = list(root.iter(w.p))
    if not places:
        raise DrafterError(f"{name} has no paragraph that a comment could be put to")
    for number, comment in enumerate(comments, start=first):
        is_there = 0 <= comment.place < len(places)
        _mark(places[comment.place if is_there else 0], number)
    package.put(package.document, root)
    date = markup.as_date(when)
    add_comments(
        package,
        [markup.comment(number, one.paragraphs, date) for number, one in enumerate(comments, start=first)],
    )
    return package.pack()


def _mark(paragraph: etree._Element, number: int) -> None:
    """Put a comment's beginning, end and mark around all that stands in a paragraph."""
    (start,) = _elements(markup.comment_start(number))
    properties = paragraph.find(w.pPr)
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.extend(_elements(markup.comment_end(number)))


def _elements(text: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<x {NAMESPACES}>{text}</x>"))
