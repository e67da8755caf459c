"""What a review says of a draft, as findings beside those of the check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.check.finding import Finding
from drafter.problems import Severity
from drafter.reading.differences import differences, marked
from drafter.reading.items import FOOTNOTE, NO_SOURCE, ClauseToReview, Item
from drafter.reading.review import Entry, ReviewedItem, ReviewOutcome, Standing, Verdict
from drafter.text import excerpt

_CONTEXT = 6  # words on either side of a change
_LONGEST_FOOTNOTE = 60


def review_findings(clauses: Sequence[ClauseToReview], outcome: ReviewOutcome) -> Iterator[Finding]:
    """What is not signed as supported, clause by clause.

    Args:
        clauses: The clauses of the draft.
        outcome: How they stand with the review.

    Yields:
        An error for a source that does not support its clause; warnings for what a reviewer is unsure of,
        for what changed since it was signed, and for what is pending (one a wording); and a note for
        what was signed and is gone from the draft.
    """
    by_clause: dict[str, list[ReviewedItem]] = {}
    for one in outcome.items:
        by_clause.setdefault(one.item.clause, []).append(one)
    for clause in clauses:
        items = by_clause.get(clause.id, [])
        for one in items:
            yield from _finding(clause, one)
        for pending in _by_wording(one for one in items if one.standing is Standing.PENDING):
            notes = " ".join(note for one in pending if (note := _note(one.entry)))
            yield _made(
                clause,
                [one.item for one in pending],
                "review-pending",
                Severity.WARNING,
                f"not signed yet: {'; '.join(_source(one.item) for one in pending)}",
                f"Give a verdict in the review page, or in the review file. {notes}".rstrip(),
            )
    for entry in outcome.gone:
        yield Finding(
            "review-gone",
            Severity.NOTE,
            f"signed as {entry.verdict} by {entry.by} on {entry.on}, and not in the draft any more: "
            f"“{excerpt(entry.wording)}” with {entry.source}",
            "Its block stays in the review file until you delete it.",
            clause=entry.clause,
        )


def review_summary(outcome: ReviewOutcome) -> str:
    """The review in a line that a person can quote."""
    signed = len(outcome.standing(Standing.SIGNED))
    verdicts = ", ".join(
        f"{count} {verdict}" for verdict in Verdict if (count := len(outcome.with_verdict(verdict)))
    )
    rest = [
        (len(outcome.standing(Standing.PENDING)), "pending"),
        (len(outcome.standing(Standing.CHANGED)), "changed since signed"),
        (len(outcome.gone), "signed and no longer in the draft"),
    ]
    more = "".join(f"; {count} {what}" for count, what in rest if count)
    total = len(outcome.items)
    return f"{signed} of {total} citation{'' if total == 1 else 's'} signed" + (
        f": {verdicts}{more}" if verdicts else more
    )


def review_fields(outcome: ReviewOutcome) -> dict[str, object]:
    """The review for programs: figures, and how each citation stands."""
    return {
        "signed": len(outcome.standing(Standing.SIGNED)),
        "pending": len(outcome.standing(Standing.PENDING)),
        "changed": len(outcome.standing(Standing.CHANGED)),
        "gone": len(outcome.gone),
        "citations": [
            {
                "clause": one.item.clause,
                "source": one.item.source,
                "standing": one.standing,
                "verdict": one.entry.verdict if one.entry else None,
                "by": (one.entry.by if one.entry else "") or None,
                "on": (one.entry.on if one.entry else "") or None,
                "note": (one.entry.note if one.entry else "") or None,
            }
            for one in outcome.items
        ],
    }


def signed_lines(clauses: Sequence[ClauseToReview], outcome: ReviewOutcome) -> Iterator[str]:
    """What is signed and stands as it was signed, one line a wording: number, opening words, verdicts."""
    by_clause: dict[str, list[ReviewedItem]] = {}
    for one in outcome.standing(Standing.SIGNED):
        by_clause.setdefault(one.item.clause, []).append(one)
    for clause in clauses:
        for items in _by_wording(by_clause.get(clause.id, ())):
            by_verdict: dict[str, list[str]] = {}
            for one in items:
                assert one.entry  # noqa: S101  # nothing is signed without an entry
                how = f"{one.entry.verdict} ({one.entry.by}, {one.entry.on})"
                by_verdict.setdefault(how, []).append(_source(one.item))
            verdicts = ". ".join(f"{'; '.join(sources)}: {how}" for how, sources in by_verdict.items())
            first = items[0].item
            yield f"{first.label or clause.label or '–'} “{excerpt(first.wording)}”: {verdicts}"


def _by_wording(items: Iterable[ReviewedItem]) -> Iterable[Sequence[ReviewedItem]]:
    """What belongs to the same words: clause 5, or its other wording 5 bis."""
    found: dict[tuple[str, str], list[ReviewedItem]] = {}
    for one in items:
        found.setdefault((one.item.label, one.item.wording), []).append(one)
    return found.values()


def _finding(clause: ClauseToReview, one: ReviewedItem) -> Iterator[Finding]:
    entry = one.entry
    if entry is None or entry.verdict is None:
        return
    note = f" {_note(entry)}".rstrip()
    source = _source(one.item)
    if one.standing is Standing.CHANGED:
        yield _made(
            clause,
            [one.item],
            "review-changed",
            Severity.WARNING,
            f"changed since {entry.by} signed it as {entry.verdict} for {source} on {entry.on}. "
            f"{_change(one)}",
            f"Compare, and sign it again in the review page.{note}",
        )
    elif entry.verdict is Verdict.NOT_SUPPORTED:
        yield _made(
            clause,
            [one.item],
            "review-not-supported",
            Severity.ERROR,
            f"not supported by {source}, as {entry.by} found on {entry.on}",
            f"Correct the clause or its footnote.{note}",
        )
    elif entry.verdict is Verdict.UNSURE:
        yield _made(
            clause,
            [one.item],
            "review-unsure",
            Severity.WARNING,
            f"{entry.by} was unsure on {entry.on} whether {source} supports it",
            f"Settle it, and sign it again.{note}",
        )


def _made(
    clause: ClauseToReview, items: Sequence[Item], code: str, severity: Severity, message: str, hint: str
) -> Finding:
    return Finding(
        code,
        severity,
        message,
        hint,
        clause=clause.id,
        number=items[0].label or clause.label,
        opening=excerpt(items[0].wording),
        place=items[0].place,
        sources=tuple(item.source for item in items if item.text),
    )


def _note(entry: Entry | None) -> str:
    return f"Note: {' '.join(entry.note.split())}" if entry and entry.note else ""


def _change(one: ReviewedItem) -> str:
    assert one.entry  # noqa: S101  # only what was signed can have changed
    changes = []
    if one.wording_changed:
        stretches = differences(one.entry.wording, one.item.wording)
        changes.append(f"The clause now: {marked(stretches, context=_CONTEXT)}")
    if one.text_changed:
        stretches = differences(one.entry.text, one.item.text)
        changes.append(f"The source now: {marked(stretches, context=_CONTEXT)}")
    return " ".join(changes)


def _source(item: Item) -> str:
    """A source as a footnote names it."""
    if item.source == NO_SOURCE:
        return "no source"
    if item.source.startswith(FOOTNOTE):
        words = item.source.removeprefix(FOOTNOTE)
        return f"the footnote “{words[:_LONGEST_FOOTNOTE]}{'…' if len(words) > _LONGEST_FOOTNOTE else ''}”"
    return item.name
