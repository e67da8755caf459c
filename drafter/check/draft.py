"""Checks a returned Word draft: every fault, each once, in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.check.finding import Finding, Summary, summarize
from drafter.check.footnotes import footnote_findings
from drafter.check.note_marks import misplaced_in_changed_text, order_findings, orphan_findings
from drafter.check.note_words import differing_findings
from drafter.check.outside import annex_findings, outside_note_findings, running_text_findings, table_findings
from drafter.check.structure import stray_findings, structure_findings
from drafter.check.unfinished import unfinished_findings
from drafter.check.words import region_findings, wording_findings
from drafter.problems import Severity
from drafter.returned.document import Returned

# What these say of a paragraph need not be said again.
_SAYS_NEW_TEXT = ("unknown-clause", "annex-changed")


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A returned draft and what is wrong with it.

    Attributes:
        returned: The draft, its clauses and footnotes, and the matrix that they were checked against.
        findings: Every fault, in the order of the document; those of the whole document first.
        summary: The check in figures.
    """

    returned: Returned
    findings: tuple[Finding, ...]
    summary: Summary


def check_draft(returned: Returned) -> CheckedDraft:
    """Every fault of a returned draft."""
    document = returned.document
    of_footnotes = list(footnote_findings(returned))
    findings = [
        *unfinished_findings(returned),
        *order_findings(returned),
        *orphan_findings(returned, of_footnotes),
        *of_footnotes,
        *misplaced_in_changed_text(returned),
        *differing_findings(returned),
        *wording_findings(returned),
        *structure_findings(returned),
        *stray_findings(returned),
        *region_findings(returned),
        *annex_findings(returned),
    ]
    told = {one.place for one in findings if one.code in _SAYS_NEW_TEXT and one.place >= 0}
    findings += outside_note_findings(returned, told)
    findings += table_findings(returned, told)
    findings += running_text_findings(returned, told)
    ordered = sorted(dict.fromkeys(findings), key=lambda one: (one.place, list(Severity).index(one.severity)))
    guidance = sum(clause.is_guidance for clause in returned.clauses)
    known = document.note_by_id
    numbers = [
        known[mark.note].number
        for paragraph in document.paragraphs
        for mark in paragraph.marks
        if mark.note in known
    ]
    sound = {
        read.note.number
        for read in returned.notes.values()
        if read.cited and all(one.source for one in read.cited)
    }
    summary = summarize(
        numbers,
        sound,
        ordered,
        clauses=len(returned.clauses) - guidance,
        guidance=guidance,
        is_clean=returned.is_clean,
    )
    return CheckedDraft(returned, tuple(ordered), summary)
