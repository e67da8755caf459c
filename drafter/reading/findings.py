"""What a review says of a draft, as findings beside those of the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from drafter.check.draft import CheckedDraft, in_order
from drafter.check.finding import At, Finding, finding
from drafter.reading.items import FOOTNOTE, NO_SOURCE, Item, clauses_to_review
from drafter.reading.review import (
    Entry,
    ReviewedItem,
    ReviewOutcome,
    Standing,
    Verdict,
    compare_with_review,
    load_review,
)
from drafter.text import compare_words, excerpt, word_pieces

_CONTEXT = 6  # words on either side of a change
_LONGEST_FOOTNOTE = 60
_KEYS = {"not supported": "review-not-supported", "unsure": "review-unsure"}


def review_findings(outcome: ReviewOutcome) -> Iterator[Finding]:
    """What is not signed as supported, clause by clause.

    Args:
        outcome: How the clauses of a draft stand with the review.

    Yields:
        An error for a source that does not support its clause; warnings for what a reviewer is unsure of,
        for what changed since it was signed, and for what is pending (one a wording); and a note for
        what was signed and is gone from the draft.
    """
    for _, of_clause in groupby(outcome.items, lambda one: one.item.clause):
        items = list(of_clause)
        for one in items:
            yield from _finding(one)
        for pending in _by_wording(one for one in items if one.standing is Standing.PENDING):
            yield finding(
                _at(pending[0].item),
                "review-pending",
                sources=[one.item.source for one in pending if one.item.text],
                names="; ".join(_source(one.item) for one in pending),
                note="".join(_note(one.entry) for one in pending),
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
    signed = outcome.standing(Standing.SIGNED)
    given = Counter(one.entry.verdict for one in signed)
    verdicts = ", ".join(f"{given[verdict]} {verdict}" for verdict in Verdict if given[verdict])
    rest = [
        (len(outcome.standing(Standing.PENDING)), "pending"),
        (len(outcome.standing(Standing.CHANGED)), "changed since signed"),
        (len(outcome.gone), "signed and no longer in the draft"),
    ]
    more = "".join(f"; {count} {what}" for count, what in rest if count)
    total = len(outcome.items)
    return (
        f"{len(signed)} of {total} citation{'' if total == 1 else 's'} signed"
        f"{': ' if verdicts else ''}{verdicts}{more}"
    )


def _fields(outcome: ReviewOutcome) -> dict[str, object]:
    """The review for programs: figures, and how each citation stands."""
    return {
        **{str(standing): len(outcome.standing(standing)) for standing in Standing},
        "gone": len(outcome.gone),
        "citations": [
            {"clause": one.item.clause, "source": one.item.source, "standing": one.standing}
            | {name: getattr(one.entry, name) or None for name in ("verdict", "by", "on", "note")}
            for one in outcome.items
        ],
    }


def signed_lines(outcome: ReviewOutcome) -> Iterator[str]:
    """What is signed and stands as it was signed, one line a wording: number, opening words, verdicts."""
    for _, of_clause in groupby(outcome.standing(Standing.SIGNED), lambda one: one.item.clause):
        for items in _by_wording(of_clause):
            by_verdict: dict[str, list[str]] = {}
            for one in items:
                how = f"{one.entry.verdict} ({one.entry.by}, {one.entry.on})"
                by_verdict.setdefault(how, []).append(_source(one.item))
            verdicts = ". ".join(f"{'; '.join(sources)}: {how}" for how, sources in by_verdict.items())
            first = items[0].item
            yield f"{first.label or '–'} “{excerpt(first.wording)}”: {verdicts}"


def _by_wording(items: Iterable[ReviewedItem]) -> Iterable[Sequence[ReviewedItem]]:
    """What belongs to the same words: clause 5, or its other wording 5 bis."""
    found: dict[tuple[str, str], list[ReviewedItem]] = {}
    for one in items:
        found.setdefault((one.item.label, one.item.wording), []).append(one)
    return found.values()


def _finding(one: ReviewedItem) -> Iterator[Finding]:
    entry, item, is_changed = one.entry, one.item, one.standing is Standing.CHANGED
    key = "review-changed" if is_changed else _KEYS.get(entry.verdict or "")
    if key:
        yield finding(
            _at(item),
            key,
            sources=[item.source] if item.text else [],
            source=_source(item),
            verdict=entry.verdict,
            by=entry.by,
            on=entry.on,
            note=_note(entry),
            change=_change(one) if is_changed else "",
        )


def _at(item: Item) -> At:
    return At(item.clause, item.label, excerpt(item.wording), item.place)


def _note(entry: Entry) -> str:
    return f" Note: {' '.join(entry.note.split())}" if entry.note else ""


def _change(one: ReviewedItem) -> str:
    changes = []
    if one.wording_changed:
        changes.append(f"The clause now: {marked(one.entry.wording, one.item.wording)}")
    if one.text_changed:
        changes.append(f"The source now: {marked(one.entry.text, one.item.text)}")
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
    findings = [*checked.findings, *review_findings(outcome)]
    shown = ShownReview(
        file=file,
        summary=review_summary(outcome),
        signed=tuple(signed_lines(outcome)),
        fields={"file": file, **_fields(outcome)},
    )
    return in_order(checked.returned, findings), shown
