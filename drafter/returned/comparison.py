"""Compares two Word drafts, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from drafter.alignment import shown_words
from drafter.problems import DrafterError
from drafter.returned import Places, is_clause
from drafter.returned.changes import Change, ChangeKind, differences
from drafter.text import first_words, shortened
from drafter.word.guard import open_word, release
from drafter.word.reading import Block, WordText, canonical


class Comparison(Struct, frozen=True):
    """What changed between two drafts.

    Attributes:
        paragraphs: The numbers of paragraphs in the old and in the new draft.
        changes: Every difference, in the order of the new draft.
        tracked: The numbers of tracked changes in both, which are read as accepted.
    """

    paragraphs: tuple[int, int]
    changes: tuple[Change, ...]
    tracked: tuple[int, int]

    @property
    def summary(self) -> Mapping[str, int]:
        """The number of changes of each kind."""
        counts = Counter(change.kind for change in self.changes)
        return {kind.value: counts[kind] for kind in ChangeKind if counts[kind]}


def compare_drafts(old: bytes, new: bytes, names: tuple[str, str], *, annexes: bool = False) -> Comparison:
    """Return the changes between two drafts.

    Args:
        old: The bytes of the old Word file.
        new: The bytes of the new Word file.
        names: Their names in messages.
        annexes: Whether to compare tables and annexes too.

    Raises:
        DrafterError: if a file is no Word document, or has no paragraph of a draft.
    """
    texts = _read(old, names[0], annexes=annexes), _read(new, names[1], annexes=annexes)
    return compare_texts(texts, names)


def compare_texts(texts: tuple[WordText, WordText], names: tuple[str, str]) -> Comparison:
    """Return the changes between two texts; see ``compare_drafts``."""
    for text, name in zip(texts, names, strict=True):
        if not any(block.bookmark for block in text.blocks):
            raise DrafterError(
                f"{name} is not a draft that drafter wrote, or has lost its record",
                "Name two drafts, or one and its edited copy.",
            )
    before, after = (text.blocks for text in texts)
    partners, changes = differences(before, after)
    places = Places(before, after, partners, {})
    return Comparison(
        (_count(before), _count(after)),
        tuple(places.located(change) for change in changes),
        (len(texts[0].tracked), len(texts[1].tracked)),
    )


def _read(content: bytes, name: str, *, annexes: bool) -> WordText:
    document = open_word(content, name)
    text = canonical(document, annexes=annexes)
    release(document)
    return text


def _count(blocks: Iterable[Block]) -> int:
    return sum(map(is_clause, blocks))


_OPENING = 8  # words
_LONGEST = 240


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Give a comparison as lines: each paragraph, and then its changes."""
    if not comparison.changes:
        yield "Nothing changed."
        return
    before, after = comparison.paragraphs
    yield f"{before} paragraphs and wordings before, {after} now. " + summary(comparison)
    for _, same in groupby(comparison.changes, key=lambda change: (change.base_place, change.edited_place)):
        changes = list(same)
        lines = [line for change in changes for line in change_lines(change)]
        if changes[0].kind is ChangeKind.RENUMBERED:
            yield from lines
            continue
        yield f"{_head(changes[0])}"
        yield from (f"    {line}" for line in lines)


def summary(comparison: Comparison) -> str:
    """Return the numbers of changes, in one sentence."""
    if not comparison.changes:
        return "Nothing changed."
    counts = ", ".join(f"{kind}: {count}" for kind, count in comparison.summary.items())
    return f"{counts[0].upper()}{counts[1:]}."


def _head(change: Change) -> str:
    block = change.edited or change.base
    words = first_words(block.text, _OPENING) if block else ""
    label = ""
    if change.base and change.edited and change.base.label != change.edited.label:
        label = f", now {change.edited.label}" if change.edited.label else ""
    return f"{change.where[:1].upper()}{change.where[1:]}{label}: {words}"


def change_lines(change: Change) -> Iterator[str]:
    """Give a change in words."""
    if change.kind is ChangeKind.REWORDED:
        yield shortened(shown_words(change.pieces), 4 * _LONGEST)
    elif change.kind is ChangeKind.NOTES:
        for old, new in change.notes:
            yield (
                f"footnote: [-{old}-] {{+{new}+}}"
                if old and new
                else f"footnote {'gone' if old else 'new'}: {old or new}"
            )
        if not change.notes:
            yield "a footnote is elsewhere"
    elif change.kind in (ChangeKind.NEW, ChangeKind.DOUBLED) and change.edited:
        copy = " (a copy of another paragraph)" if change.kind is ChangeKind.DOUBLED else ""
        yield f"new{copy}: {shortened(change.edited.text, _LONGEST)}"
        yield from (f"footnote new: {note}" for _, note in change.edited.notes)
    elif change.kind is ChangeKind.GONE:
        yield "gone"
    elif change.kind is ChangeKind.MOVED:
        yield f"moved, with {change.count - 1} after it" if change.count > 1 else "moved"
    elif change.kind is ChangeKind.SET_OTHERWISE:
        yield change.detail
    else:
        yield f"Other numbers {change.detail}."


def comparison_fields(comparison: Comparison, old: str, new: str) -> dict[str, object]:
    """Return the fields of ``drafter compare --json``."""
    before, after = comparison.paragraphs
    return {
        "old": {"file": old, "paragraphs": before},
        "new": {"file": new, "paragraphs": after},
        "changes": [
            {
                "kind": change.kind.value,
                "where": change.where,
                "was": change.base.label if change.base else "",
                "number": change.edited.label if change.edited else "",
                "old_text": change.base.text if change.base else "",
                "text": change.edited.text if change.edited else "",
                "words": [
                    {"old": piece.old.strip(), "new": piece.new.strip()}
                    for piece in change.pieces
                    if not piece.is_same
                ],
                "footnotes": [{"old": first, "new": second} for first, second in change.notes],
                "detail": change.detail,
                "count": change.count,
            }
            for change in comparison.changes
        ],
        "summary": dict(comparison.summary),
    }
