"""What was put where drafter prints none of it: footnotes outside the clauses, and words in its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from drafter.check.annexes import folded
from drafter.check.basis import Basis
from drafter.check.finding import Finding, ShownText
from drafter.docx.model import Paragraph, ParagraphRole
from drafter.problems import Severity
from drafter.text import ORDINALS, excerpt

# Numbers of clauses in cells follow Word's numbering: “12 bis”, “3 (b)–4 (a), 7”, “G.1”; a dash is none.
# LibreOffice writes “4.(a)” for “4 (a)”.
_NUMBER = rf"(?:G\.)?\d+\.?(?: ?\([a-z]+\))?\.?(?: (?:{'|'.join(ORDINALS)}|\(\d+\)))?"
_NUMBERS = re.compile(rf"(?:{_NUMBER}|\([a-z]+\)|[-–, ])++")
# The heading of a clause's rows: “Clause 12. Terrorism”.
_BEFORE_TITLE = re.compile(rf"\S+ {_NUMBER}\.? ")


def outside_note_findings(basis: Basis, told: AbstractSet[int]) -> Iterator[Finding]:
    """Footnotes in the preamble, a heading or an annex: drafter prints none there.

    Args:
        basis: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    if basis.document.draft is None:
        return
    in_clauses = {line.paragraph.place for clause in basis.clauses for line in clause.lines}
    for paragraph in basis.document.paragraphs:
        if paragraph.place in in_clauses or paragraph.place in told:
            continue
        for mark in paragraph.marks:
            note = basis.document.note_by_id.get(mark.note)
            if note is not None:
                yield Finding(
                    "footnote-outside-clauses",
                    Severity.WARNING,
                    f"footnote {note.number} (“{excerpt(note.text)}”) stands outside the clauses, at "
                    f"“{excerpt(paragraph.text)}”: drafter did not make it",
                    "Compare it with what it cites: nothing here can be checked.",
                    place=paragraph.place,
                    notes=(note.number,),
                    texts=(ShownText("The footnote", note.text),),
                )


def table_findings(basis: Basis, told: AbstractSet[int]) -> Iterator[Finding]:
    """Words in the annexes, or in other tables outside the clauses, that drafter did not print there.

    Args:
        basis: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    draft = basis.document.draft
    if draft is None or not draft.cells:
        return
    known = {folded(text) for text in draft.cells}
    heading = ""
    for paragraph in basis.document.paragraphs:
        if paragraph.role is ParagraphRole.HEADING and paragraph.text:
            heading = paragraph.text
        text = folded(_with_numbers(paragraph))
        if paragraph.role is not ParagraphRole.TABLE or paragraph.place in told or _is_known(text, known):
            continue
        where = f"the table under “{excerpt(heading)}”" if heading else "a table"
        yield Finding(
            "annex-changed",
            Severity.WARNING,
            f"{where} has words that drafter did not print there: “{excerpt(_come(text, known))}”",
            "Take them out: who checks a footnote takes the annexes for drafter's. Make a remark a comment.",
            place=paragraph.place,
            texts=(ShownText("As it stands", paragraph.text),),
        )


def _with_numbers(paragraph: Paragraph) -> str:
    """A text with a number wherever it refers to a clause: of one that is gone, a field shows an error."""
    text = paragraph.text
    for start, end in reversed(paragraph.references):
        text = f"{text[:start]}1{text[end:]}"
    return text


def _is_known(text: str, known: AbstractSet[str]) -> bool:
    if not text or text in known or _NUMBERS.fullmatch(text):
        return True
    before = _BEFORE_TITLE.match(text)
    return before is not None and text[before.end() :] in known


def _come(text: str, known: AbstractSet[str]) -> str:
    """What came to a text of a cell; all of it where it begins as no printed one does."""
    own = max((one for one in known if text.startswith(one)), key=len, default="")
    return text[len(own) :].strip() or text
