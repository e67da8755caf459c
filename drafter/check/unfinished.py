"""What people have not finished: placeholders, tracked changes, comments, a source that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.check.finding import At, Finding, ShownText, finding
from drafter.docx.reader import Comment, Paragraph, WordDocument
from drafter.docx.styles import ParagraphRole
from drafter.returned.document import TO_FILL_IN, Returned
from drafter.text import excerpt

OWN_AUTHOR = "drafter"

_BRACKETS = re.compile(r"\[[^\[\]]+\]")


def unfinished_findings(returned: Returned) -> Iterator[Finding]:
    """Everything that is still open in the document."""
    yield from _placeholders(returned)
    yield from _tracked_changes(returned)
    yield from _comments(returned)
    yield from _origin(returned)


def _placeholders(returned: Returned) -> Iterator[Finding]:
    labels = {line.paragraph.place: line.label for clause in returned.clauses for line in clause.lines}
    for paragraph in returned.document.paragraphs:
        left = _left(paragraph, is_clause=paragraph.place in labels)
        if left:
            at = At(place=paragraph.place)
            if paragraph.place in labels:
                at = At("", labels[paragraph.place], excerpt(paragraph.text), paragraph.place)
            yield finding("placeholder", at, left=", ".join(left))


def _left(paragraph: Paragraph, *, is_clause: bool) -> list[str]:
    """What stands in square brackets in a paragraph and is to be filled in."""
    if paragraph.role in (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX):
        return []
    found = []
    for match in _BRACKETS.finditer(paragraph.text):
        is_styled = any(start <= match.start() < end for start, end in paragraph.placeholders)
        is_said = TO_FILL_IN.fullmatch(match[0])
        if is_styled or is_said or (not is_clause and paragraph.role is ParagraphRole.TEXT):
            found.append(match[0])
    return found


def _tracked_changes(returned: Returned) -> Iterator[Finding]:
    document = returned.document
    if document.changes:
        by = f" by {', '.join(document.change_authors)}" if document.change_authors else ""
        read = "rejected" if document.is_original else "accepted"
        yield finding("tracked-changes", count=document.changes, by=by, read=read)


def open_comments(document: WordDocument) -> list[Comment]:
    """Comments that people left open; drafter's own remarks are in every draft that has them.

    Args:
        document: The draft.
    """
    return [one for one in document.comments if not one.is_resolved and one.author != OWN_AUTHOR]


def _comments(returned: Returned) -> Iterator[Finding]:
    open_ones = open_comments(returned.document)
    if open_ones:
        by = Counter(comment.author or "nobody" for comment in open_ones)
        authors = ", ".join(f"{author} ({count})" if count > 1 else author for author, count in by.items())
        yield finding("open-comments", count=len(open_ones), authors=authors)


def _origin(returned: Returned) -> Iterator[Finding]:
    draft, matrix = returned.document.draft, returned.matrix
    if draft is None:
        yield finding("origin-lost" if matrix else "origin-lost/no-matrix")
        return
    if matrix is None or matrix is draft.matrix:
        return
    for source in dict.fromkeys(source for clause in draft.printed for source in clause.sources):
        before, now = draft.matrix.by_id.get(source), matrix.by_id.get(source)
        if now is None:
            yield finding("source-changed/gone", sources=[source], source=source)
        elif before and before.wordings != now.wordings:
            texts = [ShownText("When drafted", before.text), ShownText("Now", now.text)]
            yield finding("source-changed", sources=[source], texts=texts, source=returned.name(source))
