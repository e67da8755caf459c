"""Checks a returned Word draft: every fault, each once, in the order of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from drafter.check.finding import CATALOGUE, NOWHERE, At, Finding, ShownText, finding
from drafter.check.footnotes import footnote_findings
from drafter.check.note_marks import order_findings, orphan_findings
from drafter.check.outside import added_findings, annex_findings, running_text_findings
from drafter.check.structure import stray_findings, structure_findings
from drafter.check.words import differing_findings, region_findings, wording_findings
from drafter.docx.reader import Comment, WordDocument
from drafter.docx.styles import ParagraphRole
from drafter.problems import Severity
from drafter.returned.document import TO_FILL_IN, Returned
from drafter.text import excerpt

# What these say of a paragraph need not be said again.
_SAYS_NEW_TEXT = ("unknown-clause", "annex-changed")
# Faults of a footnote itself: it is wrong, not only to be looked at.
_WRONG_NOTE = (
    "unresolved-citation",
    "ambiguous-citation",
    "not-supported",
    "footnote-changed",
    "footnote-order",
    "footnote-shared",
    "footnote-dangling",
)
_OWN_AUTHOR = "drafter"
_NEVER_FILLED_IN = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX)
_BRACKETS = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True, slots=True)
class Summary:
    """A check in figures.

    Attributes:
        clauses: How many clauses stand in the draft, without guidance.
        guidance: How many paragraphs of guidance.
        footnotes: How many footnotes have a mark in the text.
        verified: How many of them are as they should be.
        to_look_at: How many a person should look at.
        wrong: How many are wrong.
        lost: How many that the clauses had are gone.
        is_clean: Whether it was drafted without footnotes.
    """

    clauses: int
    guidance: int
    footnotes: int
    verified: int
    to_look_at: int
    wrong: int
    lost: int
    is_clean: bool

    def __str__(self) -> str:
        """The figures in a line that a person can quote."""
        has_none = self.is_clean and not self.footnotes
        keys = ["clauses", "guidance" if self.guidance else "", "clean" if has_none else "footnotes"]
        keys.append("lost" if self.lost and not has_none else "")
        figures = asdict(self)
        return "".join(CATALOGUE.say(f"summary/{key}", **figures)[2] for key in filter(None, keys))


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
    of_footnotes = list(footnote_findings(returned))
    findings = [
        *_placeholders(returned),
        *_tracked_changes_and_comments(returned.document),
        *_origin(returned),
        *order_findings(returned),
        *orphan_findings(returned, of_footnotes),
        *of_footnotes,
        *differing_findings(returned),
        *wording_findings(returned),
        *structure_findings(returned),
        *stray_findings(returned),
        *region_findings(returned),
        *annex_findings(returned),
    ]
    told = {one.place for one in findings if one.code in _SAYS_NEW_TEXT and one.place >= 0}
    findings += added_findings(returned, told)
    findings += running_text_findings(returned, told)
    ordered = in_order(returned, findings)
    return CheckedDraft(returned, ordered, _summarize(returned, ordered))


def in_order(returned: Returned, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of a draft in the order of the document, each once and with the name of the file."""
    named = (replace(one, file=returned.document.name) for one in dict.fromkeys(findings))
    return tuple(sorted(named, key=lambda one: (one.place, list(Severity).index(one.severity))))


def _summarize(returned: Returned, findings: Sequence[Finding]) -> Summary:
    """Footnotes, one for each mark, by what was found; none is verified whose citations lead nowhere."""
    known = returned.document.note_by_id
    marks = [mark.note for paragraph in returned.document.paragraphs for mark in paragraph.marks]
    numbers = [known[note].number for note in marks if note in known]
    sound = {
        read.note.number
        for read in returned.notes.values()
        if read.cited and all(one.source for one in read.cited)
    }
    bad = [one for one in findings if one.severity is not Severity.NOTE]
    wrong = {number for one in bad if one.code in _WRONG_NOTE for number in one.notes}
    doubtful = ({number for one in bad for number in one.notes} | (set(numbers) - sound)) - wrong
    guidance = sum(clause.is_guidance for clause in returned.clauses)
    return Summary(
        clauses=len(returned.clauses) - guidance,
        guidance=guidance,
        footnotes=len(numbers),
        verified=sum(number not in wrong | doubtful for number in numbers),
        to_look_at=sum(number in doubtful for number in numbers),
        wrong=sum(number in wrong for number in numbers),
        lost=sum(len(one.sources) for one in findings if one.code in ("footnote-lost", "no-footnote")),
        is_clean=returned.is_clean,
    )


# What people have not finished


def _placeholders(returned: Returned) -> Iterator[Finding]:
    """What stands in square brackets and is to be filled in."""
    labels = {line.paragraph.place: line.label for clause in returned.clauses for line in clause.lines}
    for paragraph in returned.document.paragraphs:
        place, is_clause = paragraph.place, paragraph.place in labels
        left = [
            match[0]
            for match in _BRACKETS.finditer(paragraph.text)
            if (paragraph.role is ParagraphRole.TEXT and not is_clause)
            or TO_FILL_IN.fullmatch(match[0])
            or any(start <= match.start() < end for start, end in paragraph.placeholders)
        ]
        if left and paragraph.role not in _NEVER_FILLED_IN:
            at = At("", labels[place], excerpt(paragraph.text), place) if is_clause else At(place=place)
            yield finding(at, "placeholder", left=", ".join(left))


def _tracked_changes_and_comments(document: WordDocument) -> Iterator[Finding]:
    if document.changes:
        by = f" by {', '.join(document.change_authors)}" if document.change_authors else ""
        read = "rejected" if document.is_original else "accepted"
        yield finding(NOWHERE, "tracked-changes", count=document.changes, by=by, read=read)
    comments = open_comments(document)
    if comments:
        by_author = Counter(comment.author or "nobody" for comment in comments)
        authors = (f"{author} ({count})" if count > 1 else author for author, count in by_author.items())
        yield finding(NOWHERE, "open-comments", count=len(comments), authors=", ".join(authors))


def open_comments(document: WordDocument) -> list[Comment]:
    """Comments that people left open; drafter's own remarks are in every draft that has them."""
    return [one for one in document.comments if not one.is_resolved and one.author != _OWN_AUTHOR]


def _origin(returned: Returned) -> Iterator[Finding]:
    draft, matrix = returned.document.draft, returned.matrix
    if draft is None:
        yield finding(NOWHERE, "origin-lost" if returned.has_matrix else "origin-lost/no-matrix")
        return
    if matrix is draft.matrix:
        return
    for source in dict.fromkeys(source for clause in draft.printed for source in clause.sources):
        before, now = draft.matrix.by_id.get(source), matrix.by_id.get(source)
        if now is None:
            yield finding(NOWHERE, "source-changed/gone", sources=[source], source=source)
        elif before and before.wordings != now.wordings:
            texts = [ShownText("When drafted", before.text), ShownText("Now", now.text)]
            name = returned.name(source)
            yield finding(NOWHERE, "source-changed", sources=[source], texts=texts, source=name)
