"""Text among the clauses that stands where no clause is looked for: in a heading, a table, the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.basis import Basis
from drafter.check.finding import Finding, ShownText
from drafter.check.unreadable import LOOK_AT_IT, described
from drafter.docx.model import Paragraph, ParagraphRole
from drafter.draft.model import Role
from drafter.matrix.strength import count_firm_words, count_hedges
from drafter.problems import Severity
from drafter.returned.headings import end_of_clauses
from drafter.text import excerpt, features, similarity, words_of

_HEADING_ROLES = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)
_CLOSING = re.compile(r"[;.][\]\s]*$")
_LEAST_ALIKE = 0.3  # a heading in other words
_ALIKE = 0.6  # a heading with a word or two changed
_FEWEST_WORDS = 4  # of a sentence; a heading with fewer has too few to be compared
_NEVER_AMONG_CLAUSES = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.TITLE)


def stray_findings(basis: Basis) -> Iterator[Finding]:
    """Every text among the clauses that drafter did not put there and that no clause is."""
    draft = basis.document.draft
    lines = [line for clause in basis.clauses for line in clause.lines]
    if draft is None or not lines:
        return
    places = {line.paragraph.place for line in lines}
    last = max(line.paragraph.place for line in lines if line.clause or line is lines[0])
    begin = basis.clauses[0].lines[0].paragraph.place
    first = max(*basis.clauses[0].heading_places, -1)
    first = first if first >= 0 else begin
    end = end_of_clauses(basis.document, last)
    with_clauses = {heading for clause in draft.printed for heading in clause.headings if heading}
    printed = {text.words for text in draft.texts if text.role in _HEADING_ROLES}
    titles = {theme.title for theme in draft.matrix.themes} | {part.title for part in draft.matrix.sections}
    headings = []
    is_own_table = False  # whether drafter printed tables here: below a heading that no clause stands under
    for paragraph in basis.document.paragraphs:
        if paragraph.role is ParagraphRole.HEADING and paragraph.text in printed:
            is_own_table = paragraph.text not in with_clauses
        place = paragraph.place
        if place in places or not first <= place <= end:
            continue
        if said := described(paragraph.unreadable, " ".join(printed)):
            yield _unreadable(paragraph, said)
        if not paragraph.text:
            continue
        if paragraph.role is ParagraphRole.HEADING:
            headings.append(paragraph)
        elif paragraph.role in _NEVER_AMONG_CLAUSES and begin < place <= last and words_of(paragraph.text):
            if is_own_table and (paragraph.text in titles or not _is_sentence(paragraph.text)):
                continue
            yield _stray(
                basis, paragraph, "a table" if paragraph.role is ParagraphRole.TABLE else "another style"
            )
    yield from _headings(basis, headings)


def _headings(basis: Basis, headings: list[Paragraph]) -> Iterator[Finding]:
    """Headings that drafter did not print and that are not one of its own in other words."""
    draft = basis.document.draft
    assert draft  # noqa: S101  # looked at by the caller
    printed = {" ".join(text.words.split()) for text in draft.texts if text.role in _HEADING_ROLES}
    present = {
        " ".join(one.text.split()) for one in basis.document.paragraphs if one.role is ParagraphRole.HEADING
    }
    gone = {text: features(text) for text in sorted(printed - present)}
    for paragraph in headings:
        if " ".join(paragraph.text.split()) in printed:
            continue
        own = features(paragraph.text)
        nearest = max(gone, key=lambda text: similarity(own, gone[text]), default=None)
        alike = similarity(own, gone[nearest]) if nearest is not None else 0.0
        few = len(words_of(paragraph.text)) < _FEWEST_WORDS
        if nearest is not None and (
            alike >= _ALIKE or (not _is_sentence(paragraph.text) and (few or alike >= _LEAST_ALIKE))
        ):
            del gone[nearest]
        elif _is_sentence(paragraph.text):
            yield _stray(basis, paragraph, "the style of a heading")
        else:
            yield Finding(
                "unknown-heading",
                Severity.WARNING,
                f"drafter did not make the heading “{excerpt(paragraph.text)}”",
                "Look at whether it is a heading; to keep it, add it to the form.",
                opening=excerpt(paragraph.text),
                place=paragraph.place,
                texts=(ShownText("As it stands", paragraph.text),),
            )


def _is_sentence(text: str) -> bool:
    """Whether a text reads like a clause: it ends like one, or says how firmly something is undertaken."""
    if len(words_of(text)) < _FEWEST_WORDS:
        return False
    return bool(_CLOSING.search(text) or count_hedges(text) or count_firm_words(text))


def _unreadable(paragraph: Paragraph, said: str) -> Finding:
    """What stands beside the clauses and is shown otherwise than it is read: a picture of a clause."""
    return Finding(
        "unreadable-text",
        Severity.WARNING,
        f"Word does not show what stands among the clauses as it is read: {said}",
        LOOK_AT_IT,
        opening=excerpt(paragraph.text),
        place=paragraph.place,
    )


def _stray(basis: Basis, paragraph: Paragraph, where: str) -> Finding:
    return Finding(
        "unknown-clause",
        Severity.ERROR,
        f"drafter did not make it; it stands among the clauses in {where}",
        "Take it out, or make it a clause with a footnote that says where it comes from.",
        number=paragraph.label,
        opening=excerpt(paragraph.text),
        place=paragraph.place,
        notes=tuple(
            basis.notes[mark.note].note.number for mark in paragraph.marks if mark.note in basis.notes
        ),
        texts=(ShownText("As it stands", paragraph.text),),
    )
