"""Footnotes and their marks in the document as a whole: out of order, shared, and each without the other."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding
from drafter.problems import Severity
from drafter.text import excerpt

_SAYS_ORPHAN = ("footnote-orphan", "no-footnote")
_ONE_OF_ITS_OWN = (
    "Give each mark a footnote of its own: insert it again in Word (References, Insert Footnote)."
)


def order_findings(basis: Basis) -> Iterator[Finding]:
    """Footnotes that some programs show at the wrong place, or that lead nowhere."""
    document = basis.document
    by_id = Counter(note.id for note in document.notes)
    ids = list(document.mark_order)
    out_of_order = _out_of_order([int(one) for one in ids if one.lstrip("-").isdecimal()])
    at = _line_by_note(basis)
    for note_id in map(str, sorted(out_of_order)):
        yield _of_note(
            basis,
            at.get(note_id),
            "footnote-order",
            f"{_footnote(basis, note_id)} is numbered out of order inside the file: LibreOffice and others "
            "show another footnote in its place",
            "Open the file in Word and save it again.",
            note_id,
        )
    for note_id, count in Counter(ids).items():
        if note_id not in by_id:
            yield _of_note(
                basis,
                at.get(note_id),
                "footnote-dangling",
                "a footnote mark leads to no footnote",
                "Delete the mark, and insert the footnote again.",
                note_id,
            )
        elif count > 1 or by_id[note_id] > 1:
            what = (
                f"{count} marks lead to it" if count > 1 else "there are two with one number inside the file"
            )
            yield _of_note(
                basis,
                at.get(note_id),
                "footnote-shared",
                f"{_footnote(basis, note_id)} is shared: {what}",
                _ONE_OF_ITS_OWN,
                note_id,
            )


def orphan_findings(basis: Basis, others: Iterable[Finding]) -> Iterator[Finding]:
    """Footnotes without a mark, unless a clause that lost its mark says so.

    Args:
        basis: What is checked.
        others: What was found about the footnotes of clauses.
    """
    said = {source for one in others if one.code in _SAYS_ORPHAN for source in one.sources}
    for note in basis.document.notes:
        if not note.marks and not said.intersection(basis.notes[note.id].sources):
            yield Finding(
                "footnote-orphan",
                Severity.WARNING,
                f"a footnote has no mark in the text: “{excerpt(note.text)}”",
                "Nobody sees it. Open the file in Word and save it again; if it is needed, insert it anew.",
            )


def _footnote(basis: Basis, note_id: str) -> str:
    note = basis.document.note_by_id.get(note_id)
    return f"footnote {note.number}" if note and note.number else "a footnote"


def _line_by_note(basis: Basis) -> dict[str, ReadLine]:
    """For each footnote's id the line that its last mark stands in."""
    return {
        mark.note: line
        for line in basis.lines
        for part in (line.line, *line.rests)
        for mark in part.paragraph.marks
    }


def _of_note(
    basis: Basis, line: ReadLine | None, code: str, message: str, hint: str, note_id: str
) -> Finding:
    note = basis.document.note_by_id.get(note_id)
    numbers = [note.number] if note and note.number else []
    if line is None:
        return Finding(code, Severity.ERROR, message, hint, notes=tuple(numbers))
    return line.finding(code, Severity.ERROR, message, hint, notes=numbers)


def _out_of_order(ids: Sequence[int]) -> set[int]:
    """The fewest ids that must be taken out for the others to ascend."""
    unique = list(dict.fromkeys(ids))
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, one in enumerate(unique):
        length = bisect.bisect_left(tails, one)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [one]
        places[length : length + 1] = [place]
    kept = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(unique[place])
        place = before[place]
    return set(unique) - kept
