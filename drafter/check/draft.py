"""Checks a returned Word draft: every fault, each once, in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.check.annexes import annex_findings
from drafter.check.basis import Basis, found_once
from drafter.check.finding import Finding, Summary, summarize
from drafter.check.footnotes import footnote_findings
from drafter.check.misplaced import misplaced_in_changed_text
from drafter.check.note_marks import order_findings, orphan_findings
from drafter.check.note_words import differing_findings
from drafter.check.outside_clauses import outside_note_findings, table_findings
from drafter.check.regions import region_findings
from drafter.check.running_text import running_text_findings
from drafter.check.strays import stray_findings
from drafter.check.structure import structure_findings
from drafter.check.unfinished import unfinished_findings
from drafter.check.wording import wording_findings
from drafter.docx.model import WordDocument
from drafter.model import Concordance, Matrix
from drafter.problems import Severity
from drafter.returned.clauses import clauses_of

# What these say of a paragraph need not be said again.
_SAYS_NEW_TEXT = ("unknown-clause", "annex-changed")


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A returned draft and what is wrong with it.

    Attributes:
        basis: The draft, its clauses and footnotes, and the matrix that they were checked against.
        findings: Every fault, in the order of the document; those of the whole document first.
        summary: The check in figures.
    """

    basis: Basis
    findings: tuple[Finding, ...]
    summary: Summary


def check_draft(
    document: WordDocument, matrix: Matrix | None = None, concordance: Concordance | None = None
) -> CheckedDraft:
    """Check a returned draft.

    Args:
        document: As ``read_word`` gives it.
        matrix: The matrix to check against; None for the one inside the draft.
        concordance: Which recommendations say the same, for a draft that does not say any more what made
            it; None for no concordance.
    """
    if matrix is None and document.draft:
        matrix = document.draft.matrix
    basis = Basis(document, clauses_of(document), matrix, concordance)
    of_footnotes = list(footnote_findings(basis))
    findings = [
        *unfinished_findings(basis),
        *order_findings(basis),
        *orphan_findings(basis, of_footnotes),
        *of_footnotes,
        *misplaced_in_changed_text(basis),
        *differing_findings(basis),
        *wording_findings(basis),
        *structure_findings(basis),
        *stray_findings(basis),
        *region_findings(basis),
        *annex_findings(basis),
    ]
    told = {one.place for one in findings if one.code in _SAYS_NEW_TEXT and one.place >= 0}
    findings += outside_note_findings(basis, told)
    findings += table_findings(basis, told)
    findings += running_text_findings(basis, told)
    ordered = sorted(found_once(findings), key=lambda one: (one.place, list(Severity).index(one.severity)))
    guidance = sum(clause.is_guidance for clause in basis.clauses)
    known = document.note_by_id
    numbers = [
        known[mark.note].number
        for paragraph in document.paragraphs
        for mark in paragraph.marks
        if mark.note in known
    ]
    sound = {
        read.note.number
        for read in basis.notes.values()
        if read.cited and all(one.source for one in read.cited)
    }
    summary = summarize(
        numbers,
        sound,
        ordered,
        clauses=len(basis.clauses) - guidance,
        guidance=guidance,
        is_clean=basis.is_clean,
    )
    return CheckedDraft(basis, tuple(ordered), summary)
