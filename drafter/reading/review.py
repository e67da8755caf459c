"""A review: what people have signed of a draft, and how that stands to the draft as it is now."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from drafter.reading.items import Item

_FINGERPRINT_LENGTH = 16  # hexadecimal digits: 64 bits, enough that no two texts share one by chance
_AT_THE_END = re.compile(r"[\s.;,:\[\]]+\Z")
_AT_THE_START = re.compile(r"\A[\s\[]+")


class Verdict(StrEnum):
    """What a reviewer says of a citation."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    UNSURE = "unsure"


class Standing(StrEnum):
    """How a citation stands with the review."""

    SIGNED = "signed"
    PENDING = "pending"
    CHANGED = "changed"  # signed, but one of the two texts is not any more what was signed


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a review: a clause, a source, and what a person said of the two.

    It keeps both texts as they were read: with a fingerprint alone it would show that something has
    changed, but not what.

    Attributes:
        clause: The clause's id.
        source: The recommendation's id, or what else the clause cites (see ``Item.source``).
        verdict: None where nobody has given one yet.
        by: Who gave it.
        on: On which day, as 2026-01-31.
        note: What they had to say; may have several lines.
        wording: The clause's words as they stood then.
        text: The source's text as it stood then.
        fingerprint: Of both texts, as the file has it.
    """

    clause: str
    source: str
    verdict: Verdict | None
    by: str
    on: str
    note: str
    wording: str
    text: str
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        """Clause and source: a review has one entry for each."""
        return self.clause, self.source


@dataclass(frozen=True)
class Review:
    """What people have signed.

    Attributes:
        draft: The name of the draft that it was made for.
        entries: As they stand in the file.
    """

    draft: str = ""
    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], Entry]:
        """Entries by clause and source."""
        return MappingProxyType({entry.key: entry for entry in self.entries})


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """A citation of the draft, and its entry in the review.

    Attributes:
        item: The citation as it stands.
        entry: What was said of it; None where nothing was.
        standing: See ``Standing``.
    """

    item: Item
    entry: Entry | None
    standing: Standing

    @property
    def wording_changed(self) -> bool:
        """Whether the clause is not any more worded as it was signed."""
        return self.entry is not None and _significant(self.entry.wording) != _significant(self.item.wording)

    @property
    def text_changed(self) -> bool:
        """Whether the source's text is not any more what was signed."""
        return self.entry is not None and _significant(self.entry.text) != _significant(self.item.text)


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """How a draft stands with a review.

    Attributes:
        items: Every citation of the draft, in order.
        gone: Signed entries whose clause or citation the draft does not have any more.
    """

    items: tuple[ReviewedItem, ...]
    gone: tuple[Entry, ...] = field(default=())

    def standing(self, wanted: Standing) -> tuple[ReviewedItem, ...]:
        """The citations that stand in one way."""
        return tuple(one for one in self.items if one.standing is wanted)

    def with_verdict(self, wanted: Verdict) -> tuple[ReviewedItem, ...]:
        """The citations that are signed with a verdict, and have not changed since."""
        return tuple(
            one for one in self.standing(Standing.SIGNED) if one.entry and one.entry.verdict is wanted
        )


def fingerprint(wording: str, text: str) -> str:
    """The fingerprint of a clause's wording and a source's text.

    The punctuation that closes a text and the brackets around it do not count: they change when a clause
    moves to the end, or when one of several wordings is chosen.
    """
    both = f"{_significant(wording)}\n{_significant(text)}"
    return hashlib.sha256(both.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT_LENGTH]


def compare_with_review(items: Sequence[Item], review: Review) -> ReviewOutcome:
    """How a draft stands with a review.

    Args:
        items: The citations of the draft as it is now.
        review: What people have signed.
    """
    keys = {item.key for item in items}
    return ReviewOutcome(
        tuple(_reviewed(item, review.by_key.get(item.key)) for item in items),
        tuple(entry for entry in review.entries if entry.verdict and entry.key not in keys),
    )


def entries_for(items: Iterable[Item], review: Review) -> tuple[Entry, ...]:
    """A block for each citation, those that somebody has signed or noted as they are.

    What is new is pending: no verdict, no name, no date. Blocks of what the draft does not have any more
    stand last.
    """
    items = tuple(items)
    keys = {item.key for item in items}
    return (
        *(_entry_for(item, review.by_key.get(item.key)) for item in items),
        *(entry for entry in review.entries if entry.key not in keys and (entry.verdict or entry.note)),
    )


def _entry_for(item: Item, entry: Entry | None) -> Entry:
    if entry and entry.verdict:
        return entry
    note = entry.note if entry else ""
    mark = fingerprint(item.wording, item.text)
    return Entry(item.clause, item.source, None, "", "", note, item.wording, item.text, mark)


def _reviewed(item: Item, entry: Entry | None) -> ReviewedItem:
    if entry is None or entry.verdict is None:
        return ReviewedItem(item, entry, Standing.PENDING)
    same = entry.fingerprint == fingerprint(item.wording, item.text)
    return ReviewedItem(item, entry, Standing.SIGNED if same else Standing.CHANGED)


def _significant(text: str) -> str:
    """What of a text a fingerprint is made of."""
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    return _AT_THE_START.sub("", _AT_THE_END.sub("", whole))
