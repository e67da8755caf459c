"""A Word draft that was read back, as far as it is compared."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.compare.changes import ClauseText, DraftText, OtherText
from drafter.docx.model import ParagraphRole, WordDocument
from drafter.returned.clauses import ReturnedClause, clauses_of

_KINDS = {
    ParagraphRole.TITLE: "heading",
    ParagraphRole.HEADING: "heading",
    ParagraphRole.CLAUSE: "text",
    ParagraphRole.VERSION: "text",
    ParagraphRole.GUIDANCE: "text",
    ParagraphRole.TEXT: "text",
}


def draft_text(document: WordDocument) -> DraftText:
    """The clauses, headings and running text of a draft; tables and contents follow from them."""
    passages: list[tuple[int, ClauseText | OtherText]] = []
    in_clauses = set()
    printed = document.draft.printed if document.draft else ()
    says_so = {remark.text for clause in printed if clause.is_left_open for remark in clause.remarks}
    left_open = {
        comment.id: comment.text
        for comment in document.comments
        if comment.text in says_so and not comment.is_resolved
    }
    for clause in clauses_of(document):
        in_clauses |= {line.paragraph.place for line in clause.lines}
        passages.append((clause.lines[0].paragraph.place, _clause_text(clause, left_open)))
    passages += [
        (paragraph.place, OtherText(_KINDS[paragraph.role], paragraph.text))
        for paragraph in document.paragraphs
        if paragraph.role in _KINDS and paragraph.text and paragraph.place not in in_clauses
    ]
    return DraftText(tuple(passage for _, passage in sorted(passages, key=lambda one: one[0])))


def _clause_text(clause: ReturnedClause, left_open: Mapping[str, str]) -> ClauseText:
    comments = [comment for line in clause.lines for comment in line.paragraph.comments]
    return ClauseText(
        clause.id,
        clause.label,
        tuple(line.text for line in clause.lines),
        tuple(note.text for line in clause.lines for note in line.notes),
        next((left_open[comment] for comment in comments if comment in left_open), ""),
    )
