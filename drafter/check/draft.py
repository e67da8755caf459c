"""Checks a returned Word draft: every fault, each once, in the order of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.brackets import bracketed_in
from drafter.check.annexes import annex_findings
from drafter.check.classes import Summary, summarize
from drafter.check.everything.accounting import unaccounted_findings
from drafter.check.everything.capitals import capitals_findings
from drafter.check.everything.emphasis import emphasis_findings
from drafter.check.everything.order import order_of_contents, order_of_tables
from drafter.check.everything.pairing import paired_rows
from drafter.check.everything.remarks import OWN_AUTHOR
from drafter.check.everything.tables import table_findings
from drafter.check.everything.texts import Pairs, Texts
from drafter.check.finding import CATALOGUE, NOWHERE, At, Finding, ShownText, finding
from drafter.check.footnote_words import differing_findings
from drafter.check.footnotes import footnote_findings
from drafter.check.note_marks import endnote_findings, order_findings, orphan_findings, outside_findings
from drafter.check.peoples_words import peoples_findings
from drafter.check.places import with_places
from drafter.check.room import FIRST, room_findings
from drafter.check.running_words import running_text_findings, running_words_findings
from drafter.check.structure import stray_findings, structure_findings
from drafter.check.support import support_findings
from drafter.check.unreadable import UNREADABLE, file_findings, unreadable_outside
from drafter.check.words import region_findings, some_of, wording_findings
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.docx.reading.beside import Comment
from drafter.docx.tracked.pending import AN_END
from drafter.draft.model import Draft
from drafter.problems import Severity
from drafter.returned.blanks import blanks_in
from drafter.returned.document import Returned
from drafter.text.words import excerpt

# What these say of a paragraph need not be said again.
_SAYS_NEW_TEXT = "unknown-clause"
_TRACKED = "tracked-changes"
_MOST_NAMED = 8
_MOST_IN_WORDS = 3  # places of tracked changes, and changes at each, that are told with their words
_WHEN_DRAFTED, _NOW = "When drafted", "Now"
_NEVER_FILLED_IN = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX)
_BRACKETS = re.compile(r"\[[^\[\]]+\]")


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
    found = _found(returned)
    if returned.as_formatted is not None:
        formatted = _found(returned.as_formatted)
        found = in_order(returned, [*_once_rejected(found, formatted), *_as_formatted(found, formatted)])
    return CheckedDraft(returned, found, summarize(returned, found))


def _as_formatted(found: Sequence[Finding], formatted: Iterable[Finding]) -> Iterator[Finding]:
    """What there is to be looked at as tracked changes of formatting have it alone, and that they do so."""
    known = {(one.code, one.place, one.message) for one in found}
    for one in formatted:
        is_new = one.code != _TRACKED and (one.code, one.place, one.message) not in known
        if is_new and one.severity is not Severity.NOTE:
            _, severity, message, hint = CATALOGUE.say("as-formatted", said=one.message)
            yield replace(one, severity=severity, message=message, hint=hint)


def _once_rejected(found: Iterable[Finding], formatted: Sequence[Finding]) -> Iterator[Finding]:
    """What is found, and of how words are shown what nobody sees while changes of formatting are pending."""
    seen = {(one.place, one.message) for one in formatted}
    for one in found:
        if one.code == UNREADABLE and one.place >= 0 and (one.place, one.message) not in seen:
            said = CATALOGUE.say("once-rejected", said=one.message)[2]
            yield replace(one, message=said)
        else:
            yield one


def _found(returned: Returned) -> tuple[Finding, ...]:
    of_structure = list(structure_findings(returned))
    of_footnotes = [*endnote_findings(returned), *footnote_findings(returned)]
    findings = [
        *_placeholders(returned),
        *_tracked_changes_and_comments(returned),
        *_origin(returned),
        *order_findings(returned),
        *orphan_findings(returned, [*of_footnotes, *of_structure]),
        *of_footnotes,
        *differing_findings(returned),
        *wording_findings(returned),
        *peoples_findings(returned),
        *of_structure,
        *(strays := list(stray_findings(returned))),
        *region_findings(returned),
        *support_findings(returned),
        *room_findings(returned),
        *annex_findings(returned),
    ]
    told = {one.place for one in findings if one.code == UNREADABLE}
    findings += unreadable_outside(returned, told)
    findings += file_findings(returned.document)
    told = {one.place for one in findings if one.code == _SAYS_NEW_TEXT and one.place >= 0}
    findings += [one for one in outside_findings(returned) if one.place not in told]
    draft = returned.document.draft
    pairs: Pairs = ()
    if draft is not None and draft.blocks:
        rows, texts = paired_rows(returned, draft), Texts(returned, draft)
        findings += table_findings(returned, findings, rows)
        among_clauses = {place for one in strays for place in (one.place, *one.more_places)}
        findings += [*order_of_tables(texts, rows, among_clauses), *order_of_contents(texts)]
        findings += [*running_words_findings(texts), *running_text_findings(texts, told)]
        findings += unaccounted_findings(texts, findings)
        findings += capitals_findings(texts, rows, findings)
        findings += emphasis_findings(returned)
        pairs = texts.pairs
        # No clause stands before some that are gone; what does then is no clause.
        findings = [
            replace(one, place=texts.place_before(one.clause)) if one.is_gone and one.place < 0 else one
            for one in findings
        ]
    return in_order(returned, with_places(returned, findings, pairs))


def in_order(returned: Returned, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of a draft in the order of the document, each once; what was agreed and changed first."""
    named = (replace(one, file=returned.document.name) for one in dict.fromkeys(findings))
    order = list(Severity)
    return tuple(sorted(named, key=lambda one: (one.code != FIRST, one.place, order.index(one.severity))))


# What people have not finished


def _placeholders(returned: Returned) -> Iterator[Finding]:
    """What stands in square brackets and is to be filled in."""
    labels = {line.paragraph.place: line.label for clause in returned.clauses for line in clause.lines}
    for paragraph in (one for one in returned.document.paragraphs if "[" in one.text):
        place, is_clause = paragraph.place, paragraph.place in labels
        blanks = {found.span() for found in blanks_in(paragraph.text)}
        # Who wants what stands behind those that are negotiated.
        wished = {one.start for one in bracketed_in(paragraph.text) if one.wishes}
        left = [
            match[0]
            for match in _BRACKETS.finditer(paragraph.text)
            if (paragraph.role is ParagraphRole.TEXT and not is_clause and match.start() not in wished)
            or match.span() in blanks
            or any(start <= match.start() < end for start, end in paragraph.placeholders)
        ]
        if left and paragraph.role not in _NEVER_FILLED_IN:
            at = At("", labels[place], excerpt(paragraph.text), place) if is_clause else At(place=place)
            yield finding(at, "placeholder", left=", ".join(left))


def _tracked_changes_and_comments(returned: Returned) -> Iterator[Finding]:
    document = returned.document
    labels = {line.paragraph.place: line.label for clause in returned.clauses for line in clause.lines}
    texts = {one.place: one.text for one in document.paragraphs}

    def name_of(place: int, kind: str) -> str:
        """Where a tracked change stands: the paragraph's number, or its first words."""
        # What is struck out, or was put in and is read as rejected, has no words.
        words = next((excerpt(text) for one in range(place, -1, -1) if (text := texts.get(one, ""))), "")
        at = labels.get(place) or (f"“{words}”" if words else "")
        if not kind and at and not texts.get(place):
            at = f"a paragraph behind {at}"
        if kind == AN_END:
            return f"the end of {at} (it will be run together with the paragraph behind it)"
        return f"{kind} {'of' if place in labels else 'near'} {at}" if kind and at else kind or at

    def in_words(names: Iterable[str]) -> str:
        named = list(dict.fromkeys(filter(None, names)))
        return f", at {some_of(named, _MOST_NAMED)}" if named else ""

    for author, places in document.changes_by.items():
        said: dict[str, list[str]] = {}
        for place, change in zip(places, document.changes_of[author], strict=True):
            if name := name_of(place, change.kind):
                said.setdefault(name, []).append(change.said)
        where = in_words(
            name if n >= _MOST_IN_WORDS else _with_words(name, changes)
            for n, (name, changes) in enumerate(said.items())
        )
        is_accepted = document.accepted is None or author in document.accepted
        read = "accepted" if is_accepted else "rejected"
        by = f" by {author}" if author else ""
        yield finding(NOWHERE, _TRACKED, count=len(places), by=by, where=where, read=read)
    if document.hides_changes and document.changes_by:
        yield finding(NOWHERE, f"{_TRACKED}/hidden")
    comments = open_comments(document)
    if comments:
        by_author = Counter(comment.author or "nobody" for comment in comments)
        authors = (f"{author} ({count})" if count > 1 else author for author, count in by_author.items())
        are_open = {comment.id for comment in comments}
        at = [one.place for one in document.paragraphs if not are_open.isdisjoint(one.comments)]
        where = in_words(name_of(place, "") for place in at)
        yield finding(NOWHERE, "open-comments", count=len(comments), authors=", ".join(authors), where=where)


def _with_words(name: str, changes: Iterable[str]) -> str:
    """Where tracked changes of somebody stand, with what the first of them do to which words."""
    said = list(dict.fromkeys(filter(None, changes)))
    return f"{name} ({some_of(said, _MOST_IN_WORDS)})" if said else name


def open_comments(document: WordDocument) -> list[Comment]:
    """Comments that people left open; drafter's own remarks are in every draft that has them."""
    return [one for one in document.comments if not one.is_resolved and one.author != OWN_AUTHOR]


def _documents_changed(returned: Returned, draft: Draft) -> Iterator[Finding]:
    """What of documents and proposals the draft keeps, and stands beside it in other words by now."""
    for source in _cited(draft):
        before, now = draft.matrix.declared.read(source), returned.beside.read(source)
        if before is None or now is None or before.text in (None, now.text):
            continue
        texts = [ShownText(_WHEN_DRAFTED, before.text or ""), ShownText(_NOW, now.text or "")]
        if now.text is None:
            yield finding(
                NOWHERE, "source-changed/no-words", sources=[source], source=source, texts=texts[:1]
            )
        else:
            yield finding(NOWHERE, "source-changed/beside", sources=[source], source=source, texts=texts)


def _cited(draft: Draft) -> dict[str, None]:
    return dict.fromkeys(source for clause in draft.printed for source in clause.sources)


def _origin(returned: Returned) -> Iterator[Finding]:
    draft, matrix = returned.document.draft, returned.matrix
    if draft is None:
        yield finding(NOWHERE, "origin-lost" if returned.has_matrix else "origin-lost/no-matrix")
        return
    if corrected := [one for one in draft.matrix.corrected if one in _cited(draft)]:
        names = some_of([returned.name(one) for one in corrected], _MOST_NAMED)
        yield finding(NOWHERE, "source-corrected", sources=corrected, names=names)
    yield from _documents_changed(returned, draft)
    if not returned.is_matrix_named:
        return
    for source in (one for one in _cited(draft) if one not in draft.matrix.declared):
        before, now = draft.matrix.by_id.get(source), matrix.by_id.get(source)
        if now is None:
            yield finding(NOWHERE, "source-changed/gone", sources=[source], source=source)
        elif before and before.wordings != now.wordings:
            texts = [ShownText(_WHEN_DRAFTED, before.text), ShownText(_NOW, now.text)]
            name = returned.name(source)
            yield finding(NOWHERE, "source-changed", sources=[source], texts=texts, source=name)
