"""``review.yaml``: what people have signed, one block for each clause and source.

All values are written in double quotation marks as JSON writes them, which YAML reads alike (YAML 1.2.2,
1.3), so that the review page can write the same file. One verdict changes one block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from drafter.problems import raise_on_errors
from drafter.reading.review import Entry, Review, Verdict, fingerprint
from drafter.records import (
    Problems,
    compose,
    read_choice,
    read_list,
    read_mapping,
    read_text_value,
    require_text,
)

# The review page has the same lines; a test compares them.
HEADER = (
    "# Who has checked which clause of a draft against which source.",
    "# Verdicts: supported, not supported, unsure. A block without a verdict is pending.",
    "# drafter signs nothing: verdict, by (a name) and on (a day, 2026-01-31) are a person's.",
    "# Remarks belong in “note”: comments like this one are not kept when the file is saved anew.",
)
_OPENING_WORDS = 8
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What YAML or a reader could take for something else: controls, line separators, marks that do not show.
_TO_ESCAPE = re.compile(
    "[\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
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
    values = read_mapping(root, problems, "a review", optional=("draft", "reviewed"))
    reader = _Reader(problems)
    for node in read_list(values.get("reviewed"), problems, "“reviewed”"):
        reader.read_entry(node)
    draft = read_text_value(values.get("draft"), problems, "the draft's name") or ""
    raise_on_errors(problems.in_order())
    return Review(draft, tuple(reader.entries.values()))


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
        opening = _TO_ESCAPE.sub("\ufffd", _opening_words(entry.wording))
        yield f"  - clause: {quoted(entry.clause)}  # {opening}".rstrip()
        yield f"    source: {quoted(entry.source)}"
        yield f"    verdict: {quoted(entry.verdict)}" if entry.verdict else "    verdict:"
        for name, value in (("by", entry.by), ("on", entry.on), ("note", entry.note)):
            if value:
                yield f"    {name}: {quoted(value)}"
        yield f"    wording: {quoted(entry.wording)}"
        yield f"    text: {quoted(entry.text)}"
        yield f"    fingerprint: {quoted(entry.fingerprint)}"


def _opening_words(text: str) -> str:
    """The first words of a clause; the review page has the same rule."""
    words = text.lstrip(" [").split()
    return " ".join(words[:_OPENING_WORDS]) + (" …" if len(words) > _OPENING_WORDS else "")


def quoted(text: str) -> str:
    """A text in double quotation marks, on one line, with escapes for what is not plainly to be seen."""
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.entries: dict[tuple[str, str], Entry] = {}
        self._line_of: dict[tuple[str, str], int] = {}

    def read_entry(self, node: yaml.Node) -> None:
        found = len(self.problems.found)
        values = read_mapping(
            node,
            self.problems,
            "a block of a review",
            required=("clause", "source", "wording", "text", "fingerprint"),
            optional=("verdict", "by", "on", "note"),
        )
        texts = {
            name: read_text_value(values.get(name), self.problems, f"“{name}”") or ""
            for name in ("by", "on", "note", "wording", "text", "fingerprint")
        }
        entry = Entry(
            clause=require_text(values.get("clause"), self.problems, "a block's clause"),
            source=require_text(values.get("source"), self.problems, "a block's source"),
            verdict=self._read_verdict(values.get("verdict")),
            **texts,
        )
        if len(self.problems.found) == found:
            self._check(entry, node, values)
        if entry.key in self.entries:
            self.problems.add(
                "signed-twice",
                node,
                f"{entry.clause} and {entry.source} stand here and in line {self._line_of[entry.key]}",
                "Keep the block that counts and delete the other.",
                clause=entry.clause,
            )
        self._line_of.setdefault(entry.key, node.start_mark.line + 1)
        self.entries.setdefault(entry.key, entry)

    def _read_verdict(self, node: yaml.Node | None) -> Verdict | None:
        if not read_text_value(node, self.problems, "the verdict"):
            return None
        value = read_choice(node, self.problems, "verdict", [str(verdict) for verdict in Verdict])
        return Verdict(value) if value else None

    def _check(self, entry: Entry, node: yaml.Node, values: dict[str, yaml.Node]) -> None:
        if entry.verdict:
            self._check_signature(entry, values)
        elif entry.by or entry.on:
            self.problems.add(
                "no-verdict",
                values["by" if entry.by else "on"],
                f"{entry.clause} and {entry.source} have a name or a day, but no verdict",
                f"Write one of: {', '.join(Verdict)}; or take the name and the day out.",
                clause=entry.clause,
            )
        if entry.fingerprint != fingerprint(entry.wording, entry.text):
            self.problems.add(
                "texts-changed",
                values.get("fingerprint", node),
                f"the texts kept here for {entry.clause} and {entry.source} are not those that were signed",
                "Undo what was changed in “wording” or “text”. To sign anew, delete the block and sign in "
                "the review page.",
                clause=entry.clause,
            )

    def _check_signature(self, entry: Entry, values: dict[str, yaml.Node]) -> None:
        at = values["verdict"]
        for name, value, what in (
            ("by", entry.by.strip(), "who gave it: by"),
            ("on", entry.on, "on which day: on"),
        ):
            if not value:
                self.problems.add(
                    "not-signed",
                    values.get(name, at),
                    f"the verdict on {entry.clause} and {entry.source} does not say {what}",
                    "Add a line “by:” with a name."
                    if name == "by"
                    else "Add a line “on:” with a day: 2026-01-31.",
                    clause=entry.clause,
                )
        if entry.on and not _is_day(entry.on):
            self.problems.add(
                "bad-day",
                values["on"],
                f"“{entry.on}” is not a day",
                "Write year, month and day: 2026-01-31.",
                clause=entry.clause,
            )


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
