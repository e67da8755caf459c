"""Checks the changes and the footnotes of a returned draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from drafter.alignment import shown_words
from drafter.check.evidence import (
    Finding,
    FootnoteIndex,
    Report,
    finding,
    is_of_another_draft,
    lexical_differences,
    place_in_words,
    says_the_same,
    without_room_notation,
    worst,
)
from drafter.draft.model import Edition, PrintedClause
from drafter.draft.wording import undo
from drafter.model import Matrix
from drafter.problems import Severity
from drafter.returned import Returned
from drafter.returned.changes import Change, ChangeKind
from drafter.text import excerpt
from drafter.word.reading import Block, Place

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def check_draft(returned: Returned, matrix: Matrix | None, signed: Collection[str] = ()) -> Report:
    """Check a returned draft.

    Args:
        returned: The draft as it came back.
        matrix: The matrix with its sources; None without one.
        signed: The ids of the clauses whose edited words a reviewer has signed.
    """
    check = _Check(returned, matrix, frozenset(signed))
    findings = list(check.findings())
    ranks = list(Severity)
    findings.sort(key=lambda finding: ranks.index(finding.severity))
    footnotes = sum(len(block.notes) for block in returned.edited.blocks)
    return Report(check.in_order(footnotes), tuple(findings), footnotes, check.quoted)


class _Check:
    """One pass over a returned draft.

    Args:
        returned: What came back.
        matrix: The matrix with its sources; None without one.
        signed: Ids of the clauses whose edited words a reviewer has signed.

    Attributes:
        changed: The changes of each clause.
        paragraphs: The first paragraph of each clause that is still there, as ``Block`` counts paragraphs.
        index: Finds the sources of footnotes.
        quoted: The number of footnotes that quote their source.
        is_without_record: Whether the file has lost the draft from which drafter wrote it.
    """

    def __init__(self, returned: Returned, matrix: Matrix | None, signed: frozenset[str]) -> None:
        self.returned, self.matrix, self.signed = returned, matrix, signed
        self.index = FootnoteIndex(returned.draft, matrix)
        self.quoted = 0
        self.is_without_record = returned.draft is None or is_of_another_draft(returned)
        self.changed: defaultdict[str, list[Change]] = defaultdict(list)
        for change in returned.changes:
            if change.clause and change.kind not in (ChangeKind.MOVED, ChangeKind.RENUMBERED):
                self.changed[change.clause].append(change)
        base, after = returned.base.blocks, returned.edited.blocks
        self.paragraphs = {
            returned.clauses.get(base[place].bookmark, ("", 0))[0]: after[partner].paragraph
            for place, partner in sorted(returned.partners.items(), reverse=True)
        }

    def in_order(self, footnotes: int) -> str:
        """Say what is in order."""
        if self.is_without_record:
            return ""
        if not footnotes:
            return "" if self.changed else "The text is word for word as drafted."
        if self.quoted == footnotes:
            return f"All {footnotes} footnotes quote their source word for word."
        return f"{self.quoted} of {footnotes} footnotes quote their source word for word."

    def findings(self) -> Iterator[Finding]:
        """Give all findings, in the order of the text within each kind."""
        yield from self._of_the_file()
        if self.returned.draft is None or self.is_without_record:
            yield from self._without_record()
            return
        for clause in self.returned.draft.printed:
            yield from self._of_clause(clause, self.changed.get(clause.id, []))
        for change in self.returned.changes:
            if not change.clause or change.kind in (ChangeKind.MOVED, ChangeKind.RENUMBERED):
                yield from self._elsewhere(change)

    # The file as a whole

    def _of_the_file(self) -> Iterator[Finding]:
        returned = self.returned
        if returned.draft is not None and not returned.is_whole:
            message = "drafter's record in this file was edited, so this check cannot be trusted"
            yield finding("record-edited", _ERROR, "", message)
        if returned.tracked:
            by_author = Counter(change.author or "somebody" for change in returned.tracked)
            names = ", ".join(f"{name} {count}" for name, count in by_author.items())
            message = f"tracked changes wait to be accepted or rejected ({names}); they are read as accepted"
            yield finding("tracked-changes", _WARNING, "", message)

    def _without_record(self) -> Iterator[Finding]:
        """Check the footnotes of a file whose record is lost or exchanged."""
        is_lost = self.returned.draft is None
        message = f"drafter's record in this file is {'lost' if is_lost else 'that of another draft'}"
        code, severity = ("record-lost", _NOTE) if is_lost else ("record-edited", _ERROR)
        yield finding(code, severity, "", f"{message}, so only the citations can be checked")
        for block in self.returned.edited.blocks:
            for _, words in block.notes:
                yield from self._citation(block, words)

    def _paragraph(self, change: Change) -> int:
        """Return the paragraph of a change, or the next one if it is gone."""
        blocks = self.returned.edited.blocks
        return blocks[min(change.edited_place, len(blocks) - 1)].paragraph if blocks else -1

    # Clauses

    def _of_clause(self, clause: PrintedClause, changes: Sequence[Change]) -> Iterator[Finding]:
        """Give the findings of a clause: for stale sources, and for each line."""
        stale = [*self._stale_quotations(clause, changes)]
        yield from stale
        if not changes:
            if clause.is_edited and not self._is_signed(clause.id):
                where = place_in_words(f"paragraph {clause.label}", clause.text)
                at = self.paragraphs.get(clause.id, -1)
                yield finding("not-signed", _WARNING, where, _NOT_SIGNED, clause=clause.id, paragraph=at)
            return
        gone = [change for change in changes if change.kind is ChangeKind.GONE]
        if len(gone) == len(clause.lines):
            where = place_in_words(f"paragraph {clause.label}", clause.text)
            yield finding("clause-gone", _ERROR, where, "it is gone", clause=clause.id)
            return
        for place, group in groupby(changes, lambda change: change.wording):
            yield from self._of_line(clause, place, list(group))

    def _of_line(self, clause: PrintedClause, place: int, changes: list[Change]) -> Iterator[Finding]:
        """Give one finding for all changes of a printed line of a clause."""
        faults: list[tuple[str, Severity, str]] = []  # code, severity, message
        details: list[str] = []
        wording = clause.wordings[min(place, len(clause.wordings) - 1)]
        for change in changes:
            if change.kind is ChangeKind.GONE:
                faults.append(("wording-gone", _WARNING, "this wording is gone"))
            elif change.kind is ChangeKind.SET_OTHERWISE:
                faults.append(("hidden-text", _WARNING, change.detail))
            elif change.kind is ChangeKind.DOUBLED:
                faults.append(("doubled", _WARNING, "this paragraph appears twice"))
            if change.pieces and change.base and change.edited:
                faults += self._reworded(clause, wording.sources, change.base, change.edited)
                details += [shown_words(change.pieces)] if faults else []
            for old, new in change.notes:
                faults += self._footnote(old, new)
                details.append(f"footnote: “{old or 'none'}” → “{new or 'none'}”")
        if not faults:
            return
        severity = worst(severity for _, severity, _ in faults)
        codes = [code for code, severity_, _ in faults if severity_ is severity]
        message = "; ".join(dict.fromkeys(message for _, _, message in faults))
        block = next(
            (change.edited or change.base for change in changes if change.edited or change.base), None
        )
        yield finding(
            codes[0],
            severity,
            place_in_words(changes[0].where, block.text if block else ""),
            message,
            clause=clause.id,
            details=tuple(dict.fromkeys(details)),
            paragraph=self._paragraph(changes[0]),
        )

    def _reworded(
        self, clause: PrintedClause, sources: Sequence[str], base: Block, edited: Block
    ) -> Iterator[tuple[str, Severity, str]]:
        """Give the faults of changed words, unless a room only marked them."""
        words = without_room_notation(edited.text, base.text)
        drafted = without_room_notation(base.text, base.text)
        if says_the_same(words, drafted):
            return
        texts = self._texts(sources)
        differing = lexical_differences(drafted, words, texts)
        if differing:
            yield "differs-from-source", _ERROR, ", ".join(differing)
        elif not self._is_signed(clause.id):
            yield "not-signed", _WARNING, _NOT_SIGNED

    def _is_signed(self, clause: str) -> bool:
        draft = self.returned.draft
        printed = draft.by_id.get(clause) if draft else None
        return clause in self.signed or bool(printed and printed.is_supported and clause not in self.changed)

    def _texts(self, sources: Iterable[str]) -> list[str]:
        quotations = self.returned.draft.quotation_of if self.returned.draft else {}
        return [quotations[source].text for source in sources if source in quotations]

    def _stale_quotations(self, clause: PrintedClause, changes: Sequence[Change]) -> Iterator[Finding]:
        """Compare the quotations of a clause with their sources, and count them."""
        draft = self.returned.draft
        if draft is None or draft.edition is Edition.CLEAN:
            return
        touched = {change.wording for change in changes}
        for place, wording in enumerate(clause.wordings):
            if wording.is_edited or (place in touched or (len(clause.lines) == 1 and touched)):
                continue
            for source in wording.sources:
                kept = draft.quotation_of.get(source)
                known = self.matrix.by_id.get(source) if self.matrix else None
                if kept and self.matrix and kept.region and (not known or kept.text not in known.wordings):
                    label = clause.lines[place].label if place < len(clause.lines) else clause.label
                    where = place_in_words(f"paragraph {label or clause.label}", wording.text)
                    became = "has other words in the matrix now" if known else "is not in the matrix"
                    message = f"its source {kept.citation} {became}"
                    details = (
                        f"as drafted: {excerpt(kept.text)}",
                        f"now: {excerpt(known.text) if known else 'none'}",
                    )
                    yield finding("source-changed", _ERROR, where, message, clause=clause.id, details=details)
                    continue
                first = draft.quotation_of.get(wording.sources[0])
                if first and undo(wording.text, wording.edits) == first.text:
                    self.quoted += 1

    # Citations

    def _footnote(self, old: str, new: str) -> Iterator[tuple[str, Severity, str]]:
        """Give the faults of a footnote that changed."""
        before = self.index.sources(old) if old else None
        after = self.index.sources(new) if new else None
        if not new:
            yield "footnote-gone", _ERROR, "a footnote is gone"
        elif after is None:
            if old:
                yield "citation-changed", _ERROR, "a footnote cites another document than in the draft"
            else:
                yield "footnote-new", _NOTE, "a footnote is new; its source is not in the matrix"
        elif not after:
            hint = self.index.suggestion(new)
            yield "citation-unresolved", _ERROR, f"a footnote leads to no recommendation. {hint}".strip()
        elif len(after) > 1 and before != after:
            names = " or ".join(map(self.index.in_words, after[:4]))
            yield "citation-ambiguous", _ERROR, f"a footnote could mean {names}"
        elif before and before != after:
            yield "citation-changed", _ERROR, "a footnote cites another source than in the draft"
        elif not old:
            yield "footnote-new", _WARNING, f"a footnote is new: it cites {self.index.in_words(after[0])}"
        else:
            severity = _WARNING if lexical_differences(old, new, []) else _NOTE
            yield "footnote-reworded", severity, "a footnote was reworded"

    def _citation(self, block: Block, words: str) -> Iterator[Finding]:
        """Give a finding for a footnote with no source, or with several."""
        for code, severity, message in self._footnote("", words):
            if severity is _ERROR:
                name = f"paragraph {block.label}" if block.label else "a paragraph"
                where = place_in_words(name, block.text)
                details = (f"footnote: “{words}”",)
                yield finding(code, severity, where, message, details=details, paragraph=block.paragraph)

    # Outside the clauses

    def _elsewhere(self, change: Change) -> Iterator[Finding]:
        """Give a finding for a change outside the clauses, or of a place."""
        block = change.edited or change.base
        text = block.text if block else ""
        paragraph = self._paragraph(change)
        in_text = block and block.place is Place.BODY and not block.is_heading and not block.annex
        if change.kind is ChangeKind.NEW and block and in_text:
            where = place_in_words(change.where, text)
            errors = [error for _, note in block.notes for error in self._citation(block, note)]
            if errors:
                yield from errors
            elif block.notes:
                yield finding("not-signed", _WARNING, where, _NOT_SIGNED, paragraph=paragraph)
            else:
                message = "it is new and has no footnote"
                yield finding("no-source", _WARNING, where, message, paragraph=paragraph)
            return
        severity, message = _ELSEWHERE[change.kind]
        if change.kind is ChangeKind.SET_OTHERWISE:
            message = change.detail
        elif change.kind is ChangeKind.RENUMBERED:
            message = f"the numbers changed {change.detail}".strip()
        elif change.count > 1:
            message = f"{message} ({change.count} paragraphs)"
        code = {ChangeKind.SET_OTHERWISE: "hidden-text", ChangeKind.DOUBLED: "doubled"}.get(
            change.kind, "changed-elsewhere"
        )
        details = (shown_words(change.pieces),) if change.pieces else ()
        where = place_in_words(change.where, "" if change.kind is ChangeKind.RENUMBERED else text)
        yield finding(
            code, severity, where, message, details=details, paragraph=paragraph, clause=change.clause
        )


_NOT_SIGNED = "it was edited, and nobody has reviewed it"
_ELSEWHERE = {
    ChangeKind.REWORDED: (_NOTE, "its words changed"),
    ChangeKind.NOTES: (_NOTE, "its footnotes changed"),
    ChangeKind.GONE: (_NOTE, "it is gone"),
    ChangeKind.NEW: (_NOTE, "it is new"),
    ChangeKind.MOVED: (_NOTE, "it moved"),
    ChangeKind.DOUBLED: (_WARNING, "it appears twice"),
    ChangeKind.SET_OTHERWISE: (_WARNING, "its look changed"),
    ChangeKind.RENUMBERED: (_NOTE, "its number changed"),
}
