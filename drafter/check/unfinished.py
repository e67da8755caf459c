"""What people have not finished: placeholders, tracked changes, comments, a source that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.check.basis import TO_FILL_IN, Basis
from drafter.check.finding import Finding, ShownText
from drafter.docx.model import Comment, Paragraph, ParagraphRole, WordDocument
from drafter.problems import Severity
from drafter.text import excerpt

OWN_AUTHOR = "drafter"

_BRACKETS = re.compile(r"\[[^\[\]]+\]")


def unfinished_findings(basis: Basis) -> Iterator[Finding]:
    """Everything that is still open in the document."""
    yield from _placeholders(basis)
    yield from _tracked_changes(basis)
    yield from _comments(basis)
    yield from _origin(basis)


def _placeholders(basis: Basis) -> Iterator[Finding]:
    clause_places = {
        part.paragraph.place for clause in basis.clauses for part in clause.lines if part.paragraph.text
    }
    for paragraph in basis.document.paragraphs:
        left = _left(paragraph, is_clause=paragraph.place in clause_places)
        if left:
            yield Finding(
                "placeholder",
                Severity.NOTE,
                f"still to be filled in: {', '.join(left)}",
                "Write what belongs there, without the brackets.",
                number=paragraph.label if paragraph.place in clause_places else "",
                opening=excerpt(paragraph.text) if paragraph.place in clause_places else "",
                place=paragraph.place,
            )


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


def _tracked_changes(basis: Basis) -> Iterator[Finding]:
    document = basis.document
    if document.changes:
        one = document.changes == 1
        by = f" by {', '.join(document.change_authors)}" if document.change_authors else ""
        read = "rejected" if document.is_original else "accepted"
        yield Finding(
            "tracked-changes",
            Severity.WARNING,
            f"{document.changes} tracked change{'' if one else 's'}{by} {'is' if one else 'are'} neither "
            f"accepted nor rejected; this check reads {'it' if one else 'them'} as {read}",
            "Accept or reject them in Word (Review, Changes).",
        )


def open_comments(document: WordDocument) -> list[Comment]:
    """Comments that people left open; drafter's own remarks are in every draft that has them.

    Args:
        document: The draft.
    """
    return [one for one in document.comments if not one.is_resolved and one.author != OWN_AUTHOR]


def _comments(basis: Basis) -> Iterator[Finding]:
    open_ones = open_comments(basis.document)
    if open_ones:
        by = Counter(comment.author or "nobody" for comment in open_ones)
        authors = ", ".join(f"{author} ({count})" if count > 1 else author for author, count in by.items())
        one = len(open_ones) == 1
        yield Finding(
            "open-comments",
            Severity.NOTE,
            f"{len(open_ones)} comment{'' if one else 's'} {'is' if one else 'are'} open, by {authors}",
            "Resolve or delete them in Word (Review, Comments).",
        )


def _origin(basis: Basis) -> Iterator[Finding]:
    draft, matrix = basis.document.draft, basis.matrix
    if draft is None:
        yield Finding(
            "origin-lost",
            Severity.WARNING,
            "the file does not say any more what made it: a word processor dropped that part when it saved"
            + ("" if matrix else ", so that no citation can be checked"),
            "What was lost, reworded or moved cannot be seen; save as .docx in Word or LibreOffice instead."
            if matrix
            else "Name the matrix with --matrix, for example --matrix kyoto-2021.",
        )
        return
    if matrix is None or matrix is draft.matrix:
        return
    used = dict.fromkeys(source for clause in draft.printed for source in clause.sources)
    for source in used:
        before = draft.matrix.by_id.get(source)
        now = matrix.by_id.get(source)
        if now is None:
            yield Finding(
                "source-changed",
                Severity.ERROR,
                f"{source}, which the draft cites, is not in the matrix any more",
                "Draft again from the matrix as it is now, or check against the one that made the draft.",
                sources=(source,),
            )
        elif before and before.wordings != now.wordings:
            yield Finding(
                "source-changed",
                Severity.WARNING,
                f"the text of {basis.name(source)} has changed in the matrix since the draft was made",
                "Draft again from the matrix as it is now, and take the changes over.",
                sources=(source,),
                texts=(ShownText("When drafted", before.text), ShownText("Now", now.text)),
            )
