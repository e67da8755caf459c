"""Comments in the margin of clauses, as their authors' remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.check.draft import open_comments
from drafter.docx.reading.beside import Comment
from drafter.merge.proposals import Proposal
from drafter.merge.proposing.struck import remark
from drafter.merge.sides.views import View
from drafter.merge.telling import is_comment, told
from drafter.text.words import with_plain_blanks


def remarks_of(
    views: Sequence[View], known: Mapping[str, str], selection: str
) -> tuple[list[Proposal], set[str]]:
    """Comments in the margin of clauses, as their authors' remarks.

    Args:
        views: The draft as it stands, and as each delegation would have it.
        known: Author in Word → delegation.
        selection: The selection's text: what stands there already is not proposed.

    Returns:
        The remarks; and the ids of the comments that are at clauses.
    """
    at: dict[str, str] = {}
    labels: dict[str, str] = {}
    for view in views:
        labels = {given: clause.printed_label for given, clause in view.clauses.items()} | labels
        places = view.places
        for paragraph in view.paragraphs.values():
            clause = places.get(paragraph.place)
            if clause and (clause in view.merge.entries or clause in view.clauses):
                at |= {comment: clause for comment in paragraph.comments if comment not in at}
    found = []
    for comment in open_comments(views[0].merge.theirs.returned.document):
        if clause := at.get(comment.id):
            name = known.get(comment.author, comment.author) or told("nobody")
            words = _said(comment, name)
            if not is_comment(words, selection):
                found.append(remark(clause, words, (name,), labels.get(clause, "")))
    return found, set(at)


def _said(comment: Comment, name: str) -> str:
    words = " ".join(with_plain_blanks(comment.text).split())
    # Behind a name that nothing else in the selection has, a date tells that it is somebody's remark.
    return f"{name}, {comment.date or told('undated')}: {words}"
