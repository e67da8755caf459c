"""What a review says of a draft, as findings beside those of the check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.check.draft import CheckedDraft, in_order
from drafter.check.finding import At, Finding, finding
from drafter.reading.items import FOOTNOTE, NO_SOURCE, ClauseToReview, Item, clauses_to_review
from drafter.reading.review import Entry, ReviewedItem, ReviewOutcome, Standing, Verdict, compare_with_review
from drafter.reading.review_file import load_review
from drafter.text import compare_words, excerpt, word_pieces

_CONTEXT = 6  # words on either side of a change
_LONGEST_FOOTNOTE = 60
_KEYS = {Verdict.NOT_SUPPORTED: "review-not-supported", Verdict.UNSURE: "review-unsure"}


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
            notes = "".join(_note(one.entry) for one in pending)
            names = "; ".join(_source(one.item) for one in pending)
            signed = [one.item for one in pending]
            yield finding(
                _at(clause, signed[0]), "review-pending", sources=_ids(signed), names=names, note=notes
            )
    for entry in outcome.gone:
        yield finding(
            At(entry.clause),
            "review-gone",
            verdict=entry.verdict,
            by=entry.by,
            on=entry.on,
            words=excerpt(entry.wording),
            source=entry.source,
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
    key = _KEYS.get(entry.verdict, "") if one.standing is not Standing.CHANGED else "review-changed"
    if key:
        yield finding(
            _at(clause, one.item),
            key,
            sources=_ids([one.item]),
            source=_source(one.item),
            verdict=entry.verdict,
            by=entry.by,
            on=entry.on,
            note=_note(entry),
            change=_change(one, entry) if one.standing is Standing.CHANGED else "",
        )


def _at(clause: ClauseToReview, item: Item) -> At:
    return At(clause.id, item.label or clause.label, excerpt(item.wording), item.place)


def _ids(items: Iterable[Item]) -> list[str]:
    """The ids of the recommendations among the sources."""
    return [item.source for item in items if item.text]


def _note(entry: Entry | None) -> str:
    return f" Note: {' '.join(entry.note.split())}" if entry and entry.note else ""


def _change(one: ReviewedItem, entry: Entry) -> str:
    changes = []
    if one.wording_changed:
        changes.append(f"The clause now: {marked(entry.wording, one.item.wording)}")
    if one.text_changed:
        changes.append(f"The source now: {marked(entry.text, one.item.text)}")
    return " ".join(changes)


def marked(old: str, new: str) -> str:
    """What differs between two texts, with some words around it: ``… Promote [-strong-]{+firm+} ties …``."""
    was, now = word_pieces(old), word_pieces(new)
    stretches = compare_words(*([piece.strip().casefold() for piece in pieces] for pieces in (was, now)))
    shown: list[str] = []
    for place, one in enumerate(stretches):
        gone, come = "".join(was[slice(*one.old)]), "".join(now[slice(*one.new)])
        space = " " if shown and (come[:1] + gone[:1]).strip() != come[:1] + gone[:1] else ""
        if not one.is_same:
            gone, come = gone.strip(), come.strip()
            shown += [space, f"[-{gone}-]" if gone else "", f"{{+{come}+}}" if come else ""]
            continue
        words = come.split()
        first, last = _CONTEXT if place else 0, _CONTEXT if place < len(stretches) - 1 else 0
        if len(words) > first + last + 1:
            words[first : len(words) - last] = ["…"]
        shown += [space, " ".join(words)]
    return "".join(shown)


def _source(item: Item) -> str:
    """A source as a footnote names it."""
    if item.source == NO_SOURCE:
        return "no source"
    if item.source.startswith(FOOTNOTE):
        words = item.source.removeprefix(FOOTNOTE)
        return f"the footnote “{words[:_LONGEST_FOOTNOTE]}{'…' if len(words) > _LONGEST_FOOTNOTE else ''}”"
    return item.name


@dataclass(frozen=True, slots=True)
class ShownReview:
    """What a review says of a draft, to be printed.

    Attributes:
        file: The review's file.
        summary: In figures.
        signed: What is signed, a line a wording.
        fields: The same for programs.
    """

    file: str
    summary: str
    signed: tuple[str, ...]
    fields: dict[str, object]


def with_review(checked: CheckedDraft, file: str) -> tuple[tuple[Finding, ...], ShownReview]:
    """The findings of a checked draft with those of a review among them.

    Args:
        checked: The draft.
        file: The review's file.

    Raises:
        DrafterError: if the review cannot be read.
        ContentError: with every fault in it.
    """
    review = load_review(Path(file))
    clauses = clauses_to_review(checked.returned)
    outcome = compare_with_review([item for clause in clauses for item in clause.items], review)
    findings = [*checked.findings, *review_findings(clauses, outcome)]
    shown = ShownReview(
        file=file,
        summary=review_summary(outcome),
        signed=tuple(signed_lines(clauses, outcome)),
        fields={"file": file, **review_fields(outcome)},
    )
    return in_order(checked.returned, findings), shown
