"""Where whole tables and the contents stand: behind the text behind which they were printed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from drafter.check.everything.pairing import PairedRows
from drafter.check.everything.texts import Texts
from drafter.check.finding import At, Finding, finding
from drafter.check.harmless import as_read
from drafter.docx.parts.styles import ParagraphRole
from drafter.draft.blocks import Contents, Paragraph, Role, Table
from drafter.text.words import excerpt

AT_THE_TOP = "at the top of the paper"


def order_of_tables(texts: Texts, rows: PairedRows, told: AbstractSet[int]) -> Iterator[Finding]:
    """Tables that stand elsewhere than they were printed, each once, and tables that were cut.

    Args:
        texts: The text outside tables.
        rows: The rows of all tables.
        told: Places of which it is told already that a table stands there and should not.
    """
    stands = rows.in_place
    order = _Order(texts)
    for number, (before, title) in order.tables.items():
        parts = stands.get(number, {})
        if not parts or not told.isdisjoint(parts.values()):
            continue
        places = sorted(parts.values())
        if len(parts) > 1:
            yield finding(At(place=places[1]), "annex-changed/table-cut", where=title, count=len(parts))
        yield from order.elsewhere(places[0], before, "annex-changed/table-elsewhere", title)


def order_of_contents(texts: Texts) -> Iterator[Finding]:
    """Contents that stand elsewhere than they were printed, or in several places, or above their heading."""
    order = _Order(texts)
    lines = [one for one in texts.returned.document.paragraphs if one.role is ParagraphRole.CONTENTS]
    lines = [one for one in lines if one.text.strip() or one.number]
    if order.contents is None or not lines:
        return
    before, heading = order.contents
    yield from order.elsewhere(lines[0].place, before, "contents-differ/elsewhere", "")
    groups = list(dict.fromkeys(order.behind(one.place)[1] for one in lines))
    if len(groups) > 1:
        apart = next(one for one in lines if order.behind(one.place)[1] == groups[1])
        yield finding(At(place=apart.place), "contents-differ/apart", words=excerpt(apart.text))
    elif heading and any(as_read(one.text) == as_read(heading) for one in lines[1:]):
        at = next(one for one in lines[1:] if as_read(one.text) == as_read(heading))
        yield finding(At(place=at.place), "contents-differ/heading", words=excerpt(heading))


@dataclass(frozen=True)
class _Order:
    texts: Texts

    @cached_property
    def tables(self) -> Mapping[int, tuple[int, str]]:
        """Of each table, by its number: behind which of the printed texts it was printed, and its name."""
        found: dict[int, tuple[int, str]] = {}
        for before, heading, block in self._blocks:
            if isinstance(block, Table):
                title = block.title or heading
                found[len(found) + 1] = before, excerpt(title)
        return found

    @cached_property
    def contents(self) -> tuple[int, str] | None:
        """Behind which of the printed texts contents were printed, and what was printed above them."""
        title = ""
        for before, _, block in self._blocks:
            if isinstance(block, Paragraph):
                title = block.words
            elif isinstance(block, Contents):
                return before, title
        return None

    @cached_property
    def _blocks(self) -> Sequence[tuple[int, str, object]]:
        """Tables, contents and their headings, with the text, and the heading, behind which each stands."""
        found: list[tuple[int, str, object]] = []
        at, heading = -1, ""
        for block, several in self.texts.blocks:
            at += len(several)
            heading = next((one.text for one in several if one.level), heading)
            is_own = isinstance(block, Paragraph) and block.role is Role.CONTENTS_HEADING
            if is_own or isinstance(block, Table | Contents):
                found.append((at, heading, block))
        return found

    @cached_property
    def _places(self) -> list[int]:
        return [one.paragraph.place for one in self.texts.seen]

    @cached_property
    def _kept(self) -> Mapping[int, int]:
        """Seen → printed, of what stands where it was printed."""
        return {n: i for n, i in self.texts.answers.items() if n not in self.texts.moved}

    def behind(self, place: int) -> tuple[int, int]:
        """Behind which of the seen texts something stands: the last one, and the last that was not moved."""
        n = bisect_left(self._places, place) - 1
        return n, next((m for m in range(n, -1, -1) if m in self._kept), -1)

    def elsewhere(self, place: int, before: int, key: str, title: str) -> Iterator[Finding]:
        """That something stands behind another text than it was printed behind, if it does.

        Args:
            place: Where it stands.
            before: Behind which of the printed texts it was printed.
            key: What the catalogue calls it.
            title: What it is.
        """
        n, kept = self.behind(place)
        there = set(self._kept.values())
        was = next((i for i in range(before, -1, -1) if i in there), -1)
        goes_along = self.texts.answers.get(n, -1) == before and (n >= 0 or before < 0)
        if goes_along or self._kept.get(kept, -1) == was:
            return
        printed, seen = self.texts.printed, self.texts.seen
        is_first = before < 0
        said = AT_THE_TOP if is_first else f"behind “{excerpt(printed[before].text)}”"
        now = f"behind “{excerpt(seen[n].text)}”" if n >= 0 else AT_THE_TOP
        yield finding(At(place=place), key, where=title, was=said, now=now)
