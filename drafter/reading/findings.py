"""How a draft stands with a review: what is signed; what is not is found beside what the check finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from drafter.check.draft import CheckedDraft, in_order
from drafter.check.finding import At, Finding, finding
from drafter.reading.items import FOOTNOTE, NO_SOURCE, Item, clauses_to_review
from drafter.reading.review import Entry, Review, Verdict, fingerprint, load_review, significant
from drafter.text import compare_words, excerpt, word_pieces

_CONTEXT = 6  # words on either side of a change
_LONGEST_FOOTNOTE = 60
_KEYS = {"not supported": "review-not-supported", "unsure": "review-unsure"}


class Standing(StrEnum):
    """How a citation stands with the review."""

    SIGNED = "signed"
    PENDING = "pending"
    CHANGED = "changed"  # signed, but one of the two texts is not any more what was signed


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """A citation of the draft, and its entry in the review.

    Attributes:
        item: The citation as it stands.
        entry: What was said of it; one without a verdict where nothing was.
        standing: See ``Standing``.
    """

    item: Item
    entry: Entry
    standing: Standing

    @property
    def change(self) -> str:
        """What of the two texts is not any more as it was signed; empty where nothing."""
        shown = []
        for what, name in (("clause", "wording"), ("source", "text")):
            was, now = getattr(self.entry, name), getattr(self.item, name)
            if significant(was) != significant(now):
                shown.append(f"The {what} now: {marked(was, now)}")
        return " ".join(shown)


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """How a draft stands with a review.

    Attributes:
        items: Every citation of the draft, in order.
        gone: Signed entries whose clause or citation the draft does not have any more.
        file: The review's file, as the user named it.
    """

    items: tuple[ReviewedItem, ...]
    gone: tuple[Entry, ...]
    file: str = ""

    def standing(self, wanted: Standing) -> tuple[ReviewedItem, ...]:
        """The citations that stand in one way."""
        return tuple(one for one in self.items if one.standing is wanted)

    def findings(self) -> Iterator[Finding]:
        """What is not signed as supported, clause by clause.

        Yields:
            An error for a source that does not support its clause; warnings for what a reviewer is unsure of,
            for what changed since it was signed, and for what is pending (one a wording); and a note for
            what was signed and is gone from the draft.
        """
        for _, of_clause in groupby(self.items, lambda one: one.item.clause):
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
        for entry in self.gone:
            yield finding(
                At(entry.clause),
                "review-gone",
                verdict=entry.verdict,
                by=entry.by,
                on=entry.on,
                words=excerpt(entry.wording),
                source=entry.source,
            )

    @property
    def summary(self) -> str:
        """The review in a line that a person can quote."""
        signed = self.standing(Standing.SIGNED)
        given = Counter(one.entry.verdict for one in signed)
        verdicts = ", ".join(f"{given[verdict]} {verdict}" for verdict in Verdict if given[verdict])
        rest = [
            (len(self.standing(Standing.PENDING)), "pending"),
            (len(self.standing(Standing.CHANGED)), "changed since signed"),
            (len(self.gone), "signed and no longer in the draft"),
        ]
        more = "".join(f"; {count} {what}" for count, what in rest if count)
        total = len(self.items)
        return (
            f"{len(signed)} of {total} citation{'' if total == 1 else 's'} signed"
            f"{': ' if verdicts else ''}{verdicts}{more}"
        )

    @property
    def fields(self) -> dict[str, object]:
        """The review for programs: figures, and how each citation stands."""
        return {
            "file": self.file,
            **{str(standing): len(self.standing(standing)) for standing in Standing},
            "gone": len(self.gone),
            "citations": [
                {"clause": one.item.clause, "source": one.item.source, "standing": one.standing}
                | {name: getattr(one.entry, name) or None for name in ("verdict", "by", "on", "note")}
                for one in self.items
            ],
        }

    @property
    def signed(self) -> list[str]:
        """What is signed and stands as it was signed, one line a wording: number, opening words, verdicts."""
        lines = []
        for _, of_clause in groupby(self.standing(Standing.SIGNED), lambda one: one.item.clause):
            for items in _by_wording(of_clause):
                by_verdict: dict[str, list[str]] = defaultdict(list)
                for one in items:
                    how = f"{one.entry.verdict} ({one.entry.by}, {one.entry.on})"
                    by_verdict[how].append(_source(one.item))
                verdicts = ". ".join(f"{'; '.join(sources)}: {how}" for how, sources in by_verdict.items())
                first = items[0].item
                lines.append(f"{first.label or '–'} “{excerpt(first.wording)}”: {verdicts}")
        return lines


def compare_with_review(items: Sequence[Item], review: Review, file: str = "") -> ReviewOutcome:
    """How a draft stands with a review.

    Args:
        items: The citations of the draft as it is now.
        review: What people have signed.
        file: The review's file.
    """
    keys = {item.key for item in items}
    return ReviewOutcome(
        tuple(_reviewed(item, review) for item in items),
        tuple(entry for entry in review.entries if entry.verdict and entry.key not in keys),
        file,
    )


def entries_for(items: Sequence[Item], review: Review) -> tuple[Entry, ...]:
    """A block for each citation, those that somebody has signed or noted as they are.

    What is new is pending: no verdict, no name, no date. Blocks of what the draft does not have any more
    stand last.
    """
    keys = {item.key for item in items}
    return (
        *(_reviewed(item, review).entry for item in items),
        *(entry for entry in review.entries if entry.key not in keys and (entry.verdict or entry.note)),
    )


def _reviewed(item: Item, review: Review) -> ReviewedItem:
    entry, mark = review.by_key.get(item.key), fingerprint(item.wording, item.text)
    if entry and entry.verdict:
        return ReviewedItem(item, entry, Standing.SIGNED if entry.fingerprint == mark else Standing.CHANGED)
    note = entry.note if entry else ""
    pending = Entry(item.clause, item.source, None, "", "", note, item.wording, item.text, mark)
    return ReviewedItem(item, pending, Standing.PENDING)


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
            change=one.change if is_changed else "",
        )


def _at(item: Item) -> At:
    return At(item.clause, item.label, excerpt(item.wording), item.place)


def _note(entry: Entry) -> str:
    return f" Note: {' '.join(entry.note.split())}" if entry.note else ""


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


def with_review(checked: CheckedDraft, file: str) -> tuple[tuple[Finding, ...], ReviewOutcome]:
    """The findings of a checked draft with those of a review among them, and how it stands with that.

    Args:
        checked: The draft.
        file: The review's file.

    Raises:
        DrafterError: if the review cannot be read.
        ContentError: with every fault in it.
    """
    clauses = clauses_to_review(checked.returned)
    items = [item for clause in clauses for item in clause.items]
    outcome = compare_with_review(items, load_review(Path(file)), file)
    return in_order(checked.returned, [*checked.findings, *outcome.findings()]), outcome
