"""A review: what people have signed of a draft, how that stands to the draft as it is now, and its file.

``review.yaml`` has one block for each clause and source. All values are written in double quotation marks as
JSON writes them, which YAML reads alike (YAML 1.2.2, 1.3), so that the review page can write the same file.
One verdict changes one block.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from drafter.problems import raise_on_errors
from drafter.records import (
    Problems,
    Record,
    choice,
    compose,
    list_of,
    optional,
    required,
    says_nothing,
    text,
    text_or_nothing,
)
from drafter.text import first_words

_FINGERPRINT_LENGTH = 16  # hexadecimal digits: 64 bits, enough that no two texts share one by chance
_AT_THE_END = re.compile(r"[\s.;,:\[\]]+\Z")
_AT_THE_START = re.compile(r"\A[\s\[]+")
# The review page has the same lines; a test compares them.
HEADER = (
    "# Who has checked which clause of a draft against which source.",
    "# Verdicts: supported, not supported, unsure. A block without a verdict is pending.",
    "# drafter signs nothing: verdict, by (a name) and on (a day, 2026-01-31) are a person's.",
    "# Remarks belong in “note”: comments like this one are not kept when the file is saved anew.",
)
_OPENING_WORDS = 8  # the review page has the same rule
_LEFT_OUT = ("by", "on", "note")  # where they are empty
# What YAML or a reader could take for something else: controls, line separators, marks that do not show.
_TO_ESCAPE = re.compile(
    "[\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)


class Verdict(StrEnum):
    """What a reviewer says of a citation."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    UNSURE = "unsure"


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


def fingerprint(wording: str, text: str) -> str:
    """The fingerprint of a clause's wording and a source's text.

    The punctuation that closes a text and the brackets around it do not count: they change when a clause
    moves to the end, or when one of several wordings is chosen.
    """
    both = f"{significant(wording)}\n{significant(text)}"
    return hashlib.sha256(both.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT_LENGTH]


def significant(text: str) -> str:
    """What of a text a fingerprint is made of."""
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    return _AT_THE_START.sub("", _AT_THE_END.sub("", whole))


# The file


_BLOCK = Record(
    "a block of a review",
    Entry,
    clause=required(text, called="a block's clause"),
    source=required(text, called="a block's source"),
    verdict=optional(choice("verdict", {str(verdict): verdict for verdict in Verdict})),
    by=optional(text, "", called="“by”"),
    on=optional(text, "", called="“on”"),
    note=optional(text, "", called="“note”"),
    wording=required(text_or_nothing, called="“wording”"),
    text=required(text_or_nothing, called="“text”"),
    fingerprint=required(text_or_nothing, called="“fingerprint”"),
)
_REVIEW = Record(
    "a review",
    Review,
    draft=optional(text, "", called="the draft's name"),
    entries=optional(list_of(_BLOCK), (), key="reviewed", called="“reviewed”"),
)


def load_review(path: Path) -> Review:
    """Read a review.

    Args:
        path: The file; it may hold no blocks yet.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it, each at its line and column.
    """
    root, problems = compose(path)
    review = _REVIEW(root, problems)
    by_key: dict[tuple[str, str], Entry] = {}
    for entry in review.entries:
        _check(entry, problems)
        other = by_key.setdefault(entry.key, entry)
        if other is not entry:
            problems.add(
                "signed-twice",
                problems.node_of(entry),
                f"{entry.clause} and {entry.source} stand here and in line {problems.place_of(other)[0]}",
                "Keep the block that counts and delete the other.",
                clause=entry.clause,
            )
    raise_on_errors(problems.in_order())
    return review


def dump_review(review: Review) -> str:
    """The text of a review's file; the same review gives the same text.

    Args:
        review: The review; its entries are written in the order that they have.
    """
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    yield from HEADER
    yield f"draft: {quoted(review.draft)}"
    yield "reviewed:" if review.entries else "reviewed: []"
    for entry in review.entries:
        # The opening words are a comment: nothing that cannot be seen may stand in it.
        opening = _TO_ESCAPE.sub("\ufffd", first_words(entry.wording.lstrip(" ["), _OPENING_WORDS))
        yield f"  - clause: {quoted(entry.clause)}  # {opening}".rstrip()
        yield f"    source: {quoted(entry.source)}"
        yield f"    verdict: {quoted(entry.verdict)}" if entry.verdict else "    verdict:"
        for name in ("by", "on", "note", "wording", "text", "fingerprint"):
            value = getattr(entry, name)
            if value or name not in _LEFT_OUT:
                yield f"    {name}: {quoted(value)}"


def quoted(text: str) -> str:
    """A text in double quotation marks, on one line, with escapes for what is not plainly to be seen."""
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _check(entry: Entry, problems: Problems) -> None:
    name = f"{entry.clause} and {entry.source}"

    def add(code: str, key: str, message: str, hint: str) -> None:
        problems.add(code, problems.node_of(entry, key), message, hint, clause=entry.clause)

    written = problems.node_of(entry, "verdict")
    has_none = written is None or not problems.has(entry, "verdict") or says_nothing(written)
    if has_none and (entry.by or entry.on):
        hint = f"Write one of: {', '.join(Verdict)}; or take the name and the day out."
        message = f"{name} have a name or a day, but no verdict"
        add("no-verdict", "by" if entry.by else "on", message, hint)
    if entry.verdict:
        said = f"the verdict on {name} does not say"
        at = {key: key if problems.has(entry, key) else "verdict" for key in ("by", "on")}
        if not entry.by.strip():
            add("not-signed", at["by"], f"{said} who gave it: by", "Add a line “by:” with a name.")
        if not entry.on:
            add(
                "not-signed", at["on"], f"{said} on which day: on", "Add a line “on:” with a day: 2026-01-31."
            )
        elif not _is_day(entry.on):
            add("bad-day", "on", f"“{entry.on}” is not a day", "Write year, month and day: 2026-01-31.")
    is_whole = all(problems.has(entry, key) for key in ("wording", "text", "fingerprint"))
    if is_whole and entry.fingerprint != fingerprint(entry.wording, entry.text):
        hint = (
            "Undo what was changed in “wording” or “text”. To sign anew, delete the block and sign in the "
            "review page."
        )
        message = f"the texts kept here for {name} are not those that were signed"
        add("texts-changed", "fingerprint", message, hint)


def _is_day(text: str) -> bool:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False
