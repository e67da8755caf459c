"""Checks the changes and the footnotes of a returned draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from drafter.alignment import shown_words
from drafter.check.evidence import (
    Fault,
    Finding,
    FootnoteIndex,
    Report,
    fault,
    finding,
    is_of_another_draft,
    lexical_differences,
    place_in_words,
    says_the_same,
    without_room_notation,
)
from drafter.draft.model import Edition, PrintedClause
from drafter.draft.wording import undo
from drafter.model import Matrix
from drafter.problems import Severity
from drafter.returned import Returned
from drafter.returned.changes import Change, ChangeKind
from drafter.text import excerpt
from drafter.word.reading import Block, Place


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
            yield finding("", fault("record-edited"))
        if returned.tracked:
            by_author = Counter(change.author or "somebody" for change in returned.tracked)
            names = ", ".join(f"{name} {count}" for name, count in by_author.items())
            yield finding("", fault("tracked-changes", names=names))

    def _without_record(self) -> Iterator[Finding]:
        """Check the footnotes of a file whose record is lost or exchanged."""
        yield finding("", fault("record-edited/another" if self.returned.draft else "record-lost"))
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
        where = place_in_words(f"paragraph {clause.label}", clause.text)
        if not changes:
            if clause.is_edited and not self._is_signed(clause.id):
                paragraph = self.paragraphs.get(clause.id, -1)
                yield finding(where, fault("not-signed"), clause=clause.id, paragraph=paragraph)
            return
        gone = [change for change in changes if change.kind is ChangeKind.GONE]
        if len(gone) == len(clause.lines):
            yield finding(where, fault("clause-gone"), clause=clause.id)
            return
        for place, group in groupby(changes, lambda change: change.wording):
            yield from self._of_line(clause, place, list(group))

    def _of_line(self, clause: PrintedClause, place: int, changes: list[Change]) -> Iterator[Finding]:
        """Give one finding for all changes of a printed line of a clause."""
        faults: list[Fault] = []
        details: list[str] = []
        wording = clause.wordings[min(place, len(clause.wordings) - 1)]
        for change in changes:
            if change.kind is ChangeKind.GONE:
                faults.append(fault("wording-gone"))
            elif change.kind is ChangeKind.SET_OTHERWISE:
                faults.append(fault("hidden-text", look=change.detail))
            elif change.kind is ChangeKind.DOUBLED:
                faults.append(fault("doubled"))
            if change.pieces and change.base and change.edited:
                faults += self._reworded(clause, wording.sources, change.base, change.edited)
                details += [shown_words(change.pieces)] if faults else []
            for old, new in change.notes:
                faults.append(self._footnote(old, new))
                details.append(f"footnote: “{old or 'none'}” → “{new or 'none'}”")
        if not faults:
            return
        block = next(
            (change.edited or change.base for change in changes if change.edited or change.base), None
        )
        where = place_in_words(changes[0].where, block.text if block else "")
        paragraph = self._paragraph(changes[0])
        yield finding(where, *faults, clause=clause.id, details=details, paragraph=paragraph)

    def _reworded(
        self, clause: PrintedClause, sources: Sequence[str], base: Block, edited: Block
    ) -> Iterator[Fault]:
        """Give the faults of changed words, unless a room only marked them."""
        words = without_room_notation(edited.text, base.text)
        drafted = without_room_notation(base.text, base.text)
        if says_the_same(words, drafted):
            return
        texts = self._texts(sources)
        differing = lexical_differences(drafted, words, texts)
        if differing:
            yield fault("differs-from-source", differences=", ".join(differing))
        elif not self._is_signed(clause.id):
            yield fault("not-signed")

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
                    details = (
                        f"as drafted: {excerpt(kept.text)}",
                        f"in the matrix: {excerpt(known.text) if known else 'none'}",
                    )
                    stale = fault("source-changed", citation=kept.citation)
                    yield finding(where, stale, clause=clause.id, details=details)
                    continue
                first = draft.quotation_of.get(wording.sources[0])
                if first and undo(wording.text, wording.edits) == first.text:
                    self.quoted += 1

    # Citations

    def _footnote(self, old: str, new: str) -> Fault:
        """Return the fault of a footnote that changed."""
        before = self.index.sources(old) if old else None
        after = self.index.sources(new) if new else None
        if not new:
            return fault("footnote-gone")
        if after is None:
            return fault("citation-changed" if old else "footnote-new")
        if not after:
            return fault("citation-unresolved", question=self.index.suggestion(new))
        if len(after) > 1 and before != after:
            return fault("citation-ambiguous", sources=" or ".join(map(self.index.in_words, after[:4])))
        if not old:
            return fault("footnote-new/known", source=self.index.in_words(after[0]))
        differences = ", ".join(lexical_differences(old, new, []))
        code = "footnote-reworded/otherwise" if differences else "footnote-reworded"
        return fault("citation-changed" if before and before != after else code, differences=differences)

    def _citation(self, block: Block, words: str) -> Iterator[Finding]:
        """Give a finding for a footnote with no source, or with several."""
        found = self._footnote("", words)
        if found[1] is Severity.ERROR:
            where = place_in_words(f"paragraph {block.label}" if block.label else "a paragraph", block.text)
            yield finding(where, found, details=[f"footnote: “{words}”"], paragraph=block.paragraph)

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
            else:
                kind = fault("not-signed" if block.notes else "no-source")
                yield finding(where, kind, paragraph=paragraph)
            return
        if change.kind is ChangeKind.SET_OTHERWISE:
            kind = fault("hidden-text", look=change.detail)
        elif change.kind is ChangeKind.DOUBLED:
            kind = fault("doubled")
        else:
            more = change.detail or (f"({change.count} paragraphs)" if change.count > 1 else "")
            kind = fault("changed-elsewhere", change=f"{change.kind} {more}".strip())
        details = (shown_words(change.pieces),) if change.pieces else ()
        where = place_in_words(change.where, "" if change.kind is ChangeKind.RENUMBERED else text)
        yield finding(where, kind, details=details, paragraph=paragraph, clause=change.clause)
