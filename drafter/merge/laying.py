"""Lays what people changed in a text into that text as it stands now, in the room's notation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from drafter.alignment import stretches, without_specks
from drafter.merge.notation import Words, is_mark, proposed

_CONTEXT = 4


class Outcome(StrEnum):
    """What became of a difference."""

    LAID = "laid"
    ALREADY = "already there"
    AGAINST = "touches another's bracket"
    CONFLICT = "these words have changed meanwhile"
    FOOTNOTE = "a footnote was taken out"


@dataclass(frozen=True, slots=True)
class Step:
    """One difference between the text that was sent out and the one that came back.

    Attributes:
        old: The words that went; empty where something only came.
        new: The words that came; empty where something only went.
        after: The words before it, by which a person finds the place.
        outcome: What became of it.
    """

    old: str
    new: str
    after: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Laid:
    """A text into which the differences of one file were laid.

    Attributes:
        text: The new text.
        steps: The differences, in order.
    """

    text: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replaces the tokens ``start`` to ``stop`` of the base by new words."""

    start: int
    stop: int
    new: Words


@dataclass(slots=True)
class _Target:
    """The text as it stands now, and what is to be done at which of its tokens.

    Attributes:
        words: The text.
        image: For each token of the base the token that it is now; None for one that is gone.
        closers: Place → what closes there.
        puts: Place → what is put in there.
        openers: Place → how many brackets open there.
        cut: The tokens that go.
    """

    words: Words
    image: list[int | None]
    closers: dict[int, list[str]] = field(default_factory=dict)
    puts: dict[int, list[str]] = field(default_factory=dict)
    openers: Counter[int] = field(default_factory=Counter)
    cut: set[int] = field(default_factory=set)

    def gap(self, at: int) -> tuple[int, int]:
        """Return between which tokens stands what was put in before a token of the base."""
        before = [place for place in self.image[:at] if place is not None]
        after = (place for place in self.image[at:] if place is not None)
        return before[-1] + 1 if before else 0, next(after, len(self.words.tokens))

    def text(self) -> str:
        """Return the new text."""
        pieces: list[str] = [""]
        for at in range(len(self.words.tokens) + 1):
            between = [*self.closers.get(at, ()), *self.puts.get(at, ()), *[" ["] * self.openers[at]]
            if between:
                pieces += [*between, ""]
            if at in self.cut:
                pieces.append("")
            elif at < len(self.words.tokens):
                pieces[-1] += self.words.tokens[at]
        return _joined(pieces)


def lay(base: str, ours: str, theirs: str, name: str = "") -> Laid:
    """Lay the differences between two texts into a third: a three-way merge of words.

    Args:
        base: The text that was sent out.
        ours: The text as it stands now.
        theirs: The text that came back.
        name: The delegation whose file it is; empty for the desk's own, whose words stand as they are.
    """
    was, target = Words(base), _target(Words(base), Words(ours))
    came = Words(theirs)
    came = Words(_without_own_notation(was, came, name)) if name else came
    steps = []
    for edit in _edits(was, came):
        place = _Placing(was, target, edit, name)
        outcome = place.outcome()
        old = "".join(was.tokens[edit.start : edit.stop]).strip()
        after = "".join(was.tokens[max(0, edit.start - _CONTEXT) : edit.start]).strip()
        steps.append(Step(old, edit.new.text.strip(), after, outcome))
    return Laid(target.text() if any(s.outcome is Outcome.LAID for s in steps) else ours, tuple(steps))


def _target(was: Words, ours: Words) -> _Target:
    image: list[int | None] = [None] * len(was.tokens)
    for is_same, a, b, c, d in stretches(was.proposed_keys(), ours.proposed_keys()):
        if is_same:
            image[a:b] = range(c, d)
    return _Target(ours, image)


def _edits(was: Words, came: Words) -> list[_Edit]:
    """Return the differences; one that has a bracket has its partner and what stands between as well."""
    found: list[_Edit] = []
    start = first = -1
    for is_same, a, b, c, d in without_specks(stretches(was.keys, came.keys), was.keys):
        if is_same:
            continue
        start, first = (a, c) if start < 0 else (start, first)
        new = Words("".join(came.tokens[first:d]))
        if new.is_balanced and Words("".join(was.tokens[start:b])).is_balanced:
            found.append(_Edit(start, b, new))
            start = -1
    if start >= 0:
        found.append(_Edit(start, len(was.tokens), Words("".join(came.tokens[first:]))))
    return found


def _without_own_notation(was: Words, came: Words, name: str) -> str:
    """Return a text in which what a delegation newly typed as "[words] (Egypt)" are mere words.

    It is laid in like changes without brackets, so that two who propose the same stand in one bracket.
    """
    old = {at for same, _, _, c, d in stretches(was.keys, came.keys) if same for at in range(c, d)}
    gone: set[int] = set()
    for bracket in came.brackets:
        inner = set(range(bracket.start + 1, bracket.close))
        notation = {bracket.start, *range(bracket.close, bracket.end)}
        is_as_laid = inner <= old if bracket.is_strike else not inner & old
        if bracket.names == (name,) and not notation <= old and is_as_laid and bracket.start < bracket.close:
            gone |= notation | (inner if bracket.is_strike else set())
    if not gone:
        return came.text
    return _joined(token for at, token in enumerate(came.tokens) if at not in gone)


def _joined(pieces: Iterable[str]) -> str:
    """Join pieces with one blank between words, and none within brackets."""
    text = ""
    for piece in filter(None, pieces):
        if not text or text[-1] in "[(" or text[-1].isspace():
            text += piece.lstrip()
        else:
            is_seam = piece[0].isalnum() and (text[-1].isalnum() or text[-1] in ")]")
            text += f" {piece}" if is_seam else piece
    return text


@dataclass(slots=True)
class _Placing:
    """Puts one difference where it belongs.

    Attributes:
        was: The text that was sent out.
        target: The text as it stands now.
        edit: The difference.
        name: Whose it is.
    """

    was: Words
    target: _Target
    edit: _Edit
    name: str

    def outcome(self) -> Outcome:
        """Put the difference into the target, if it may stand there."""
        edit, old = self.edit, range(self.edit.start, self.edit.stop)
        if not self.name:
            return self._replace()
        own = frozenset([self.name])
        beside, is_among_names = self.was.holder_between(edit.start)
        holders = [self.was.holder(at) for at in old] or [beside]
        if all(holder == own for holder in holders) or self._is_own_name(is_among_names=is_among_names):
            return self._replace()
        if any(holder not in (None, own) for holder in holders):
            return Outcome.AGAINST
        common = [self.was.keys[at] for at, holder in zip(old, holders, strict=False) if holder is None]
        has_notation = bool(edit.new.brackets) or not edit.new.is_balanced
        is_new = bool(Counter(edit.new.keys) - Counter(self.was.keys[edit.start : edit.stop]))
        if not Counter(common) - Counter(edit.new.keys) and (has_notation or not is_new):
            return self._replace()
        keys = edit.new.keys or self.was.keys[edit.start : edit.stop]
        if all(map(is_mark, keys)) and not (edit.new.keys and old):
            return self._replace() if edit.new.keys else Outcome.FOOTNOTE
        return self._propose(holders, own, verbatim=has_notation)

    def _is_own_name(self, *, is_among_names: bool) -> bool:
        """Whether a delegation puts its name to a bracket or takes it from one."""
        edit = self.edit
        if edit.start < edit.stop:
            is_among_names = any(b.close < edit.start and edit.stop < b.end for b in self.was.brackets)
        changed = {*self.was.keys[edit.start : edit.stop], *edit.new.keys}
        return is_among_names and changed <= {*Words(self.name).keys, ",", ";"}

    def _images(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return where tokens of the base stand now; None where one of them is gone."""
        places = self.target.image[start:stop]
        if any(place is None for place in places):
            return None
        return places[0] or 0, (places[-1] or 0) + 1

    def _replace(self) -> Outcome:
        """Put the new words in place of the old ones."""
        edit, target = self.edit, self.target
        if self._is_there(edit.new.keys, edit.start):
            return Outcome.ALREADY
        if edit.start < edit.stop:
            span = self._images(edit.start, edit.stop)
            if span is None or span[1] - span[0] != edit.stop - edit.start or self._empties(span):
                return Outcome.CONFLICT
            target.cut.update(range(*span))
            at = span[1]
        else:
            at = self._gap_end(edit.start)
        if edit.new.text:
            target.puts.setdefault(at, []).append(edit.new.text)
        return Outcome.LAID

    def _is_there(self, keys: Sequence[str], start: int) -> bool:
        """Whether the new words stand already where they belong, and the old ones are gone."""
        target, size = self.target, len(keys)
        if any(place is not None for place in target.image[start : self.edit.stop]):
            return False
        first, last = target.gap(start)
        return any(target.words.keys[at : at + size] == tuple(keys) for at in range(first, last - size + 1))

    def _empties(self, span: tuple[int, int]) -> bool:
        """Whether a bracket that came meanwhile would lose all its words."""
        brackets = self.target.words.brackets
        return not self.edit.new.keys and any((b.start + 1, b.close) == span for b in brackets)

    def _gap_end(self, at: int) -> int:
        """Return where new words are put in: after all that stands in the gap, outside what opens there."""
        first, last = self.target.gap(at)
        while last > first and self.target.words.keys[last - 1] == "[":
            last -= 1
        return last

    def _propose(self, holders: Sequence[object], own: frozenset[str], *, verbatim: bool) -> Outcome:
        """Bracket the old words and the new ones, with the name behind them."""
        edit, target = self.edit, self.target
        if edit.start < edit.stop and self._is_there(edit.new.keys, edit.start):
            return Outcome.ALREADY
        spans: list[tuple[int, int, bool]] = []
        for is_own, group in groupby(
            range(edit.start, edit.stop), lambda at: holders[at - edit.start] == own
        ):
            places = list(group)
            span = self._images(places[0], places[-1] + 1)
            if span is None or (not is_own and self._crosses(span)):
                return Outcome.CONFLICT
            spans.append((*span, is_own))
        is_changed = any(is_own for _, _, is_own in spans)
        for start, stop, is_own in spans:
            if is_own:
                target.cut.update(range(start, stop))
            else:
                is_changed |= self._strike(start, stop)
        if edit.new.text.strip():
            is_changed |= self._put_in(edit.stop, verbatim=verbatim)
        return Outcome.LAID if is_changed else Outcome.ALREADY

    def _crosses(self, span: tuple[int, int]) -> bool:
        """Whether a bracket begins within a stretch and ends outside it, or the other way round."""
        start, stop = span
        ends = ((b.start, b.end - 1) for b in self.target.words.brackets)
        return any((start <= a < stop) != (start <= b < stop) for a, b in ends)

    def _strike(self, start: int, stop: int) -> bool:
        for bracket in self.target.words.brackets:
            if bracket.is_strike and bracket.start < start and stop <= bracket.close:
                if self.name in bracket.names:
                    return False
                if (bracket.start + 1, bracket.close) == (start, stop):
                    return self._add_name(bracket.end - 3)  # before ": delete)"
        self.target.openers[start] += 1
        self.target.closers.setdefault(stop, []).insert(0, f"] ({self.name}: delete)")
        return True

    def _put_in(self, at: int, *, verbatim: bool) -> bool:
        keys, (first, last) = self.edit.new.keys, self.target.gap(at)
        now = self.target.words
        for bracket in now.brackets:
            is_in_gap = first <= bracket.start and bracket.end <= last and not bracket.is_strike
            if is_in_gap and bracket.names and now.keys[bracket.start + 1 : bracket.close] == keys:
                return False if self.name in bracket.names else self._add_name(bracket.end - 1)
        if self._is_there(keys, at):
            return False
        text = self.edit.new.text if verbatim else f" {proposed(self.edit.new.text, [self.name])}"
        self.target.puts.setdefault(self._gap_end(at), []).append(text)
        return True

    def _add_name(self, at: int) -> bool:
        self.target.puts.setdefault(at, []).append(f", {self.name}")
        return True
