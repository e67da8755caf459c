"""Pairs what was printed with what is seen, and tells each difference that nothing has told at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from drafter.check.everything.beside import (
    box_findings,
    contents_findings,
    field_findings,
    note_field_findings,
    remark_findings,
)
from drafter.check.everything.edges import edge_findings
from drafter.check.everything.numbers import number_findings
from drafter.check.everything.printed import PrintedText, printed_texts
from drafter.check.everything.seen import SeenText, seen_texts
from drafter.check.everything.tables import table_findings
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import as_read, brackets
from drafter.check.outside import text_differences
from drafter.draft.model import Draft
from drafter.returned.document import ReadLine, Returned
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.words import excerpt

# What a finding of these says is not that words, or where they stand, are others than was printed.
_SAYS_NOTHING_OF_WORDS = frozenset(
    """placeholder tracked-changes open-comments footnotes-differ footnote-added footnote-changed
    footnote-lost no-footnote footnote-misplaced footnote-order footnote-without-citation footnote-reworded
    running-words peoples-words status-changed sponsors-changed review-pending review-changed""".split()
)
_SAYS_WHERE = ("moved-clause", "heading-gone", "duplicated-clause", "split-clause", "merged-clauses")


def unaccounted_findings(returned: Returned, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What nobody has told yet of what a reader sees and was not printed so.

    Args:
        returned: A returned draft; nothing is told of one that does not say what made it.
        findings: What was found so far.
    """
    draft = returned.document.draft
    if draft is None or not draft.blocks:
        return
    texts = _Texts(returned, draft, findings)
    yield from number_findings(texts.pairs, texts.at)
    yield from texts.findings()
    of_tables = list(table_findings(returned, draft, findings))
    yield from of_tables
    told = {one.place for one in (*findings, *of_tables) if one.place >= 0 and one.code != "placeholder"}
    yield from field_findings(returned, draft, told)
    yield from note_field_findings(returned, {number for one in findings for number in one.notes})
    yield from box_findings(returned, told)
    yield from contents_findings(returned.document, draft, texts.pairs)
    yield from remark_findings(returned, draft, texts.pairs)
    yield from edge_findings(returned.document)


@dataclass(frozen=True)
class _Texts:
    """The text outside tables, printed and seen.

    Attributes:
        told: What was found so far.
    """

    returned: Returned
    draft: Draft
    told: Sequence[Finding]

    @cached_property
    def printed(self) -> list[PrintedText]:
        return list(printed_texts(self.draft))

    @cached_property
    def seen(self) -> list[SeenText]:
        return list(seen_texts(self.returned))

    @cached_property
    def _steps(self) -> tuple[dict[int, int], AbstractSet[int]]:
        """Seen → printed; and which of the seen stand elsewhere than they were printed."""
        old = [Passage(one.key, _kind(one.key), as_read(one.text), can_move=True) for one in self.printed]
        new = [Passage(one.key, _kind(one.key), as_read(one.text), can_move=True) for one in self.seen]
        steps = align(old, new)
        kept = {one.new: one.old for one in steps if one.new is not None and one.old is not None}
        moved = {one.new for one in steps if one.kind is ChangeKind.MOVED_TO and one.new is not None}
        # What moved and was reworded is known by its key.
        taken = set(kept.values())
        by_key = {one.key: n for n, one in enumerate(self.printed) if one.key and n not in taken}
        for n, one in enumerate(self.seen):
            if n not in kept and one.key in by_key:
                kept[n] = by_key[one.key]
                moved.add(n)
        return {n: i for n, i in kept.items() if i is not None}, moved

    @cached_property
    def pairs(self) -> list[tuple[PrintedText | None, SeenText]]:
        """Everything that is seen, in order, with what it was printed as."""
        answers = self._steps[0]
        return [(self.printed[answers[n]] if n in answers else None, one) for n, one in enumerate(self.seen)]

    @cached_property
    def _told_of_words(self) -> AbstractSet[int]:
        """Where something was told of words."""
        found = {one.place for one in self.told if one.code not in _SAYS_NOTHING_OF_WORDS}
        return found | {
            one.place for one in text_differences(self.returned) if not self._is_heading(one.place)
        }

    def _is_heading(self, place: int) -> bool:
        return place in self._headings

    @cached_property
    def _headings(self) -> AbstractSet[int]:
        return {one.paragraph.place for one in self.seen if one.level}

    @cached_property
    def _lines(self) -> Mapping[int, ReadLine]:
        return {line.line.paragraph.place: line for line in self.returned.lines}

    def at(self, one: SeenText) -> At:
        """Where something is that is seen."""
        place = one.paragraph.place
        line = self._lines.get(place)
        if line is None:
            return At(place=place)
        return At(line.clause_id, line.line.label, excerpt(line.line.text), place)

    def findings(self) -> Iterator[Finding]:
        """What differs, in the order of the file; then what is gone."""
        answers, moved = self._steps
        where = {one.place for one in self.told if one.code in _SAYS_WHERE}
        for n, (was, now) in enumerate(self.pairs):
            place = now.paragraph.place
            if was is None:
                own = self._reworded.get(n)
                yield from self._come(now) if own is None else self._words(self.printed[own], now)
                continue
            if was.level != now.level:
                yield self._level(was, now)
            if place not in self._told_of_words:
                yield from self._words(was, now)
            if n in moved and place not in where and not self._goes_along(n, moved):
                yield from self._moved(n, answers, now, was)
        yield from self._gone(set(answers.values()))

    def _come(self, now: SeenText) -> Iterator[Finding]:
        """What was put in; of lines of clauses and of running text others tell."""
        paragraph = now.paragraph
        if paragraph.place in self._told_of_words or now.line is not None or not paragraph.text.strip():
            return
        texts = [ShownText("As it stands", paragraph.text)]
        yield finding(self.at(now), "not-printed", texts=texts, words=excerpt(paragraph.text))

    def _level(self, was: PrintedText, now: SeenText) -> Finding:
        key = f"level-changed{'' if now.level and was.level else '/heading' if now.level else '/text'}"
        return finding(self.at(now), key, words=excerpt(now.paragraph.text), now=now.level, was=was.level)

    def _words(self, was: PrintedText, now: SeenText) -> Iterator[Finding]:
        line = self._lines.get(now.paragraph.place)
        printed, stands = (line.printed_text, line.text) if line else (was.text, now.text)
        before, after = as_read(printed), as_read(stands)
        if before == after:
            return
        texts = [ShownText("As drafted", printed), ShownText("As it stands", stands)]
        if now.level:
            yield finding(self.at(now), "heading-changed", texts=texts, was=was.text, now=now.text)
        elif brackets(before) != brackets(after):
            yield finding(self.at(now), "brackets-changed", texts=texts)
        else:
            yield finding(self.at(now), "signs-changed", texts=texts)

    # Where it stands

    @cached_property
    def _moved_keys(self) -> AbstractSet[str]:
        return {self.seen[n].key for n in self._steps[1]}

    def _goes_along(self, n: int, moved: AbstractSet[int]) -> bool:
        """Whether a text stands elsewhere only because its clause, or its heading, does."""
        one = self.pairs[n][0]
        if one is None:
            return False
        if one.line:
            first = f"{one.key.rpartition('/')[0]}/0"
            return first in self._moved_keys
        level = one.level or 9
        above = (m for m in range(n - 1, -1, -1) if 0 < self.seen[m].level < level)
        return next(above, -1) in moved

    def _moved(
        self, n: int, answers: Mapping[int, int], now: SeenText, was: PrintedText
    ) -> Iterator[Finding]:
        before = self.printed[answers[n] - 1].text if answers[n] else ""
        stands = self.seen[n - 1].text if n else ""
        words = excerpt(now.text)
        key = (
            "heading"
            if was.level
            else "paragraph"
            if was.clause is None
            else "wording"
            if was.line
            else "clause"
        )
        yield finding(
            self.at(now), f"stands-elsewhere/{key}", words=words, was=excerpt(before), now=excerpt(stands)
        )

    # What is gone

    def _gone(self, there: AbstractSet[int]) -> Iterator[Finding]:
        """Headings that are gone and of which nobody has said so; of all else others tell."""
        said = [one.message for one in self.told if one.code in ("heading-gone", "unknown-heading")]
        places = {i: self.seen[n].paragraph.place for n, i in self._steps[0].items()}
        for n, one in enumerate(self.printed):
            if not one.level or n in there or any(f"“{one.text}”" in message for message in said):
                continue
            if n in self._reworded.values():
                continue
            below = next(
                (m for m in range(n + 1, len(self.printed)) if self.printed[m].level), len(self.printed)
            )
            is_left = any(m in there for m in range(n + 1, below))
            before = max((m for m in range(n) if m in there), default=-1)
            at = At(place=places.get(before, -1))
            texts = [ShownText("As drafted", one.text)]
            yield finding(
                at, f"heading-lost{'' if is_left else '/part'}", texts=texts, words=excerpt(one.text)
            )

    @cached_property
    def _reworded(self) -> Mapping[int, int]:
        """Headings in words of their own, each with the printed one of that level that stood there."""
        found: dict[int, int] = {}
        of_seen = self._steps[0]
        of_printed = {i: at for at, i in of_seen.items()}
        for at, (was, now) in enumerate(self.pairs):
            if was is not None or not now.level:
                continue
            first = max((i for n, i in of_seen.items() if n < at), default=-1) + 1
            end = min((i for n, i in of_seen.items() if n > at and i >= first), default=len(self.printed))
            free = (
                i
                for i in range(first, end)
                if i not in of_printed and i not in found.values() and self.printed[i].level == now.level
            )
            if (own := next(free, -1)) >= 0:
                found[at] = own
        return found


def _kind(key: str) -> str:
    return "line" if key else "text"
