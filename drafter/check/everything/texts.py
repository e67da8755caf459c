"""The text outside tables: what was printed, what is seen, and which of the one is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from drafter.check.everything.printed import PrintedText, printed_blocks
from drafter.check.everything.seen import SeenText, seen_texts
from drafter.check.harmless import as_read, folded, without_blanks_before_marks
from drafter.draft.blocks import Block, Role
from drafter.draft.blocks import Paragraph as RunningText
from drafter.draft.model import Draft
from drafter.returned.document import Returned
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.similarity import words_of

_OPENS_A_LIST = ":"

# What is seen, in order, with what it was printed as.
Pairs = Sequence[tuple[PrintedText | None, SeenText]]


class Kind(StrEnum):
    """What a changed text belongs to."""

    TITLE = "the title"
    BOX = "the note on how to read it"
    PREAMBLE = "the preamble"  # all running text before the first clause
    HEADINGS = "the headings"
    FORMS_HEADINGS = "the form's own headings"  # over no clauses: those of the annexes, say
    BELOW_TITLE = "what stands below the title"
    OTHER = "running text behind the first clause"


_KINDS = {
    Role.TITLE: Kind.TITLE,
    Role.SUBTITLE: Kind.TITLE,
    Role.NOTE: Kind.BOX,
    Role.HEADING_1: Kind.HEADINGS,
    Role.HEADING_2: Kind.HEADINGS,
    Role.HEADING_3: Kind.HEADINGS,
    Role.CHAPEAU: Kind.HEADINGS,
}


def kind_of(printed: RunningText, other: Kind = Kind.OTHER) -> Kind:
    """What a printed paragraph belongs to.

    Args:
        printed: The paragraph.
        other: What running text belongs to where it stands.
    """
    return _KINDS.get(printed.role, other)


class Differing(NamedTuple):
    """A paragraph of running text that was changed, added or taken out.

    Attributes:
        kind: What it belongs to.
        text: Its text; that it had where it was taken out.
        place: Its place; -1 where it was taken out.
        was: Its text as drafted; empty where it was added.
        at: Its place, or that of the running text behind which it stood; -1 where there is none.
        is_filled_in: Whether nothing was changed but what was to be filled in.
        is_bared: Whether what was to be filled in stands without its brackets, in the same words.
    """

    kind: Kind
    text: str
    place: int
    was: str
    at: int
    is_filled_in: bool = False
    is_bared: bool = False

    @property
    def opens_a_list(self) -> bool:
        """Whether it was drafted to open what stands below it, so that it says how that is meant."""
        return opens_a_list(self.was)


def opens_a_list(text: str) -> bool:
    """Whether a text opens what stands below it."""
    return text.rstrip().endswith(_OPENS_A_LIST)


@dataclass(frozen=True)
class Texts:
    """The text outside tables, printed and seen.

    Attributes:
        returned: A returned draft.
        draft: As what it was printed.
    """

    returned: Returned
    draft: Draft

    @cached_property
    def blocks(self) -> Sequence[tuple[Block, Sequence[PrintedText]]]:
        """Everything that was printed, in order, with the texts that it makes."""
        return list(printed_blocks(self.draft))

    @cached_property
    def printed(self) -> list[PrintedText]:
        """What was printed, in order: headings, running text and lines of clauses."""
        return [one for _, several in self.blocks for one in several]

    @cached_property
    def seen(self) -> list[SeenText]:
        """What is seen, in order."""
        return list(seen_texts(self.returned))

    @cached_property
    def _steps(self) -> tuple[dict[int, int], AbstractSet[int]]:
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

    @property
    def moved(self) -> AbstractSet[int]:
        """Which of the seen stand elsewhere than they were printed."""
        return self._steps[1]

    @cached_property
    def answers(self) -> Mapping[int, int]:
        """Seen → printed; what was reworded is what stood there and was of its kind."""
        found = dict(self._steps[0])
        taken = set(found.values())
        in_order = sorted((n, i) for n, i in found.items() if n not in self.moved)
        begin = first = 0
        for n, i in [*in_order, (len(self.seen), len(self.printed))]:
            free: dict[int, list[int]] = defaultdict(list)
            for at in range(first, i):
                if at not in taken and not self.printed[at].key:
                    free[self.printed[at].level].append(at)
            for at in range(begin, n):
                if at not in found and self._is_running(at) and (rest := free[self.seen[at].level]):
                    found[at] = rest.pop(0)
            begin, first = n + 1, i + 1
        return found

    @cached_property
    def _ranks(self) -> tuple[Sequence[int], Mapping[int, int], Mapping[int, int]]:
        """What was printed and is seen, in order; at which rank each stands now, and was printed."""
        order = sorted(self.answers)
        was = sorted(order, key=self.answers.__getitem__)
        return order, {n: rank for rank, n in enumerate(order)}, {n: rank for rank, n in enumerate(was)}

    def exchanged_with(self, n: int) -> int | None:
        """What a text that stands elsewhere has changed places with; None for nothing."""
        order, now, was = self._ranks
        other = order[was[n]]  # which stands where it was printed
        if other == n:
            return None
        if was[other] == now[n]:
            return other
        own = self.answers[n]
        return next((m for m in (n - 1, n + 1) if self.answers.get(m) == own + n - m), None)

    def opening_passed(self, n: int) -> int | None:
        """What opens the preamble, if a text that was printed behind it stands before it; else None."""
        first = next((i for i, one in enumerate(self.printed) if one.role is Role.TEXT), len(self.printed))
        stands = next((m for m, i in self.answers.items() if i == first and m not in self.moved), -1)
        return stands if n < stands and first < self.answers[n] else None

    def _is_running(self, n: int) -> bool:
        return self.seen[n].paragraph.place not in self.returned.places_of_clauses

    @cached_property
    def pairs(self) -> list[tuple[PrintedText | None, SeenText]]:
        """Everything that is seen, in order, with what it was printed as."""
        answers = self.answers
        return [(self.printed[answers[n]] if n in answers else None, one) for n, one in enumerate(self.seen)]

    @cached_property
    def lost_parts(self) -> Mapping[int, AbstractSet[int]]:
        """Headings, among the printed, that are gone with all that stood under them; each with that."""
        there, found = set(self.answers.values()), {}
        for n, one in enumerate(self.printed):
            if one.level and n not in there:
                behind = range(n + 1, len(self.printed))
                end = next((m for m in behind if 0 < self.printed[m].level <= one.level), len(self.printed))
                if there.isdisjoint(range(n + 1, end)):
                    found[n] = set(range(n + 1, end))
        return found

    def place_before(self, clause: str) -> int:
        """Where what is seen stands that was printed last before a clause; -1 for nowhere.

        Args:
            clause: Its id.
        """
        own = (i for i, one in enumerate(self.printed) if one.clause is not None and one.clause.id == clause)
        places = {i: self.seen[n].paragraph.place for n, i in self.answers.items()}
        return next((places[i] for i in reversed(range(next(own, 0))) if i in places), -1)

    # Running text

    @cached_property
    def _kinds(self) -> list[Kind]:
        """What each printed text belongs to."""
        found, other = [], Kind.PREAMBLE
        for one in self.printed:
            if one.clause is not None:
                other = Kind.OTHER
            found.append(other if one.role is None else _KINDS.get(one.role, other))
        return found

    @cached_property
    def differing(self) -> tuple[Differing, ...]:
        """Each paragraph of running text that is not as it was printed, in order.

        Headings are none, nor is what is gone with the heading that it stood under.
        """
        return tuple(self._differing())

    def _differing(self) -> Iterator[Differing]:
        left = {i for i, one in enumerate(self.printed) if not one.key and not one.level}
        left.difference_update(self.answers.values(), *self.lost_parts.values())
        gone = iter(sorted(left))
        following, last, before = next(gone, len(self.printed)), -1, -1
        is_filling = False  # whether what is new fills in a paragraph that was one blank
        for n, now in enumerate(self.seen):
            i, place = self.answers.get(n), now.paragraph.place
            if i is not None and n not in self.moved:
                last = i
                while following < i:
                    yield self._gone(following, before)
                    following = next(gone, len(self.printed))
            if now.text.strip() and self._is_running(n):
                before = place
            if now.level or before != place:
                is_filling = False
                continue
            if i is None:
                yield Differing(self._kind_of_new(last), now.text, place, "", place, is_filling)
                continue
            was, is_filling = self.printed[i], False
            if _as_compared(was.text, now) != _as_compared(now.text, now):
                is_bared = _is_bared(was, now.text)
                is_filled = not is_bared and _is_filled_in(was, now.text)
                is_filling = is_filled and was.text in was.blanks
                yield Differing(self._kinds[i], now.text, place, was.text, place, is_filled, is_bared)
        for i in (following, *gone) if following < len(self.printed) else ():
            yield self._gone(i, before)

    def _gone(self, i: int, before: int) -> Differing:
        was = self.printed[i]
        return Differing(self._kinds[i], was.text, -1, was.text, before, was.text in was.blanks)

    def _kind_of_new(self, last: int) -> Kind:
        """What a new paragraph belongs to: running text above or below it rather than a title or a box."""
        around = [kind for kind in self._kinds[max(last, 0) : last + 2] if kind is not Kind.HEADINGS]
        plain = (kind for kind in around if kind in (Kind.PREAMBLE, Kind.OTHER))
        return next(plain, around[0] if around else Kind.OTHER)


def _as_compared(text: str, now: SeenText) -> str:
    """A text as it is compared with what stands; where that has French blanks before marks, without these."""
    plain = folded(text).casefold()
    return without_blanks_before_marks(plain) if now.paragraph.has_fixed_blanks else plain


def _kind(key: str) -> str:
    return "line" if key else "text"


def _is_bared(was: PrintedText, now: str) -> bool:
    """Whether blanks have lost their brackets, and no word of the text was changed."""
    return bool(was.blanks) and now.count("[") < was.text.count("[") and words_of(now) == words_of(was.text)


def _is_filled_in(was: PrintedText, now: str) -> bool:
    """Whether all words of a text stand, in order, but for those that were to be filled in."""
    text = folded(now).casefold()
    pieces, rest = [], was.text
    for blank in was.blanks:
        piece, _, rest = rest.partition(blank)
        pieces.append(piece)
    first, *others = (folded(piece).casefold() for piece in (*pieces, rest))
    if not others or not text.startswith(first) or not text.endswith(others[-1]):
        return False
    at, end = len(first), len(text) - len(others[-1])
    for piece in others[:-1]:
        found = text.find(piece, at, max(at, end))
        if found < 0 or _is_a_blank(text[at:found]):
            return False
        at = found + len(piece)
    return at <= end and not _is_a_blank(text[at:end])


def _is_a_blank(text: str) -> bool:
    """Whether what stands in the place of a blank is still one, in other words."""
    return text.strip().startswith("[") and text.strip().endswith("]")
