"""Lays what people changed in a text into its present state, in the room's notation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.alignment import stretches, without_specks
from drafter.merge.notation import Words, is_mark, proposed

_CONTEXT = 4
# What is at one place: first what closes there, then what is put in, then what opens.
_CLOSES, _IS_PUT, _OPENS = range(3)


class Outcome(StrEnum):
    """What became of a difference."""

    LAID = "laid"
    ALREADY = "already there"
    AGAINST = "touches another's bracket"
    CONFLICT = "these words have changed meanwhile"


class Step(Struct, frozen=True):
    """One difference between the text that was sent out and the one that came back.

    Attributes:
        old: The words that went; empty where something only came.
        new: The words that came; empty where something only went.
        after: The words before it, by which a person finds the place; among names, those in the bracket.
        outcome: What became of it.
    """

    old: str
    new: str
    after: str
    outcome: Outcome


def lay(base: str, ours: str, theirs: str, name: str = "") -> tuple[str, list[Step]]:
    """Lay the differences between two texts into a third: a three-way merge of words.

    Args:
        base: The text that was sent out.
        ours: The present text.
        theirs: The text that came back.
        name: The delegation whose file it is; empty for the desk's, whose words stay as they are.

    Returns:
        The new text, and the differences in order.
    """
    old, new = Words(base), Words(theirs)
    if name:
        new = _without_own_notation(old, new, name)
    layer, steps = _Layer(old, Words(ours), name), []
    for edit in _edits(old, new):
        outcome = layer.place(edit) if layer.has_place(edit) else Outcome.CONFLICT
        named = (b for b in old.brackets if b.close < edit.start < b.end)
        start, stop = next(((b.start + 1, b.close) for b in named), (edit.start - _CONTEXT, edit.start))
        after = old.string(max(0, start), stop)
        steps.append(Step(old.string(edit.start, edit.stop), edit.new.text.strip(), after, outcome))
    text = layer.text() if any(step.outcome is Outcome.LAID for step in steps) else ours
    if text == ours:  # what was taken out was put in again
        steps = [replace(s, outcome=Outcome.ALREADY) if s.outcome is Outcome.LAID else s for s in steps]
    return text, steps


class _Edit(Struct, frozen=True):
    """Replaces the tokens ``start`` to ``stop`` of the base by new words."""

    start: int
    stop: int
    new: Words


def _edits(old: Words, new: Words) -> Iterator[_Edit]:
    """Give the differences; one that has a bracket has its partner and what is between as well."""
    start = first = -1
    spans = [span for span in without_specks(stretches(old.keys, new.keys), old.keys) if not span[0]]
    for _, a, b, c, d in spans:
        start, first = (a, c) if start < 0 else (start, first)
        edit = _Edit(start, b, Words("".join(new.tokens[first:d])))
        is_whole = edit.new.is_balanced and Words("".join(old.tokens[start:b])).is_balanced
        if is_whole or (b, d) == (spans[-1][2], spans[-1][4]):
            yield edit
            start = -1


def _without_own_notation(old: Words, new: Words, name: str) -> Words:
    """Return a text in which what a delegation newly typed as "[words] (Egypt)" are mere words.

    It is laid in like changes without brackets, so that two who propose the same are in one bracket.
    """
    kept = {at for same, _, _, c, d in stretches(old.keys, new.keys) if same for at in range(c, d)}
    gone: set[int] = set()
    for bracket in new.brackets:
        inner = set(range(bracket.start + 1, bracket.close))
        notation = {bracket.start, *range(bracket.close, bracket.end)}
        is_as_laid = bool(inner) and (inner <= kept if bracket.is_strike else not inner & kept)
        if bracket.names == (name,) and not notation <= kept and is_as_laid:
            gone |= notation | (inner if bracket.is_strike else set())
    return Words(_joined(token for at, token in enumerate(new.tokens) if at not in gone)) if gone else new


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


class _Layer(Struct):
    """What the differences of one file do to the present text.

    Attributes:
        old: The text that was sent out.
        ours: The text in the selection.
        name: The delegation; empty for the desk.
        image: For each token of the base the token that it is now; None for one that is gone.
        marks: What comes in before which token, each with its rank there.
        cut: The tokens that go.
    """

    old: Words
    ours: Words
    name: str
    image: list[int | None] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find where each token of the base is now."""
        self.image = [None] * len(self.old.tokens)
        for is_same, a, b, c, d in stretches(self.old.proposed_keys(), self.ours.proposed_keys()):
            if is_same:
                self.image[a:b] = range(c, d)

    def text(self) -> str:
        """Return the new text."""
        pieces = [""]
        marks = sorted(self.marks, key=lambda mark: mark[:2])
        for at, token in enumerate([*self.ours.tokens, ""]):
            new = [text for place, _, text in marks if place == at]
            if new or at in self.cut:
                pieces += [*new, ""]
            pieces[-1] += "" if at in self.cut else token
        return _joined(pieces)

    def has_place(self, edit: _Edit) -> bool:
        """Tell whether the words are still there that a difference is in or beside."""
        around = self.image[max(0, edit.start - 1) : edit.stop + 1]
        return not around or any(place is not None for place in around) or self._is_there(edit)

    def place(self, edit: _Edit) -> Outcome:
        """Put a difference where it belongs, if it may be there."""
        if not self.name:
            return self._replace(edit)
        alone = frozenset([self.name])
        tokens = [(at, at + 1) for at in range(edit.start, edit.stop)]
        holders = [self.old.holder(*token) for token in tokens or [(edit.start, edit.start)]]
        old = self.old.keys[edit.start : edit.stop]
        is_among_names = any(b.close < edit.start and edit.stop < b.end for b in self.old.brackets)
        is_own_name = is_among_names and {*old, *edit.new.keys} <= {*Words(self.name).keys, ",", ";"}
        if is_own_name or all(holder == alone for holder in holders):
            return self._replace(edit)
        if any(holder not in (None, alone) for holder in holders):
            return Outcome.AGAINST
        if all(map(is_mark, (*old, *edit.new.keys))):  # footnotes come; whether one may go, the desk decides
            return self._replace(_Edit(edit.stop, edit.stop, edit.new)) if edit.new.keys else Outcome.ALREADY
        common = [key for key, holder in zip(old, holders, strict=False) if holder is None]
        has_notation = bool(edit.new.brackets) or not edit.new.is_balanced
        is_new = bool(Counter(edit.new.keys) - Counter(old))
        if not Counter(common) - Counter(edit.new.keys) and (has_notation or not is_new):
            return self._replace(edit)
        return self._propose(edit, [holder == alone for holder in holders], verbatim=has_notation)

    # Where something is now

    def _span(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return where tokens of the base are now; None where one of them is gone."""
        places = [place for place in self.image[start:stop] if place is not None]
        return (places[0], places[-1] + 1) if len(places) == stop - start else None

    def _gap(self, at: int) -> tuple[int, int]:
        """Return the tokens around what was put in before a token of the base."""
        before = [place for place in self.image[:at] if place is not None]
        after = (place for place in self.image[at:] if place is not None)
        return before[-1] + 1 if before else 0, next(after, len(self.ours.tokens))

    def _is_there(self, edit: _Edit) -> bool:
        """Tell whether the new words are already where they belong, and no other old ones are."""
        left = [place for place in self.image[edit.start : edit.stop] if place is not None]
        first, last, size = self._gap(edit.start)[0], self._gap(edit.stop)[1], len(edit.new.keys)
        return any(
            self.ours.keys[at : at + size] == edit.new.keys and {*left} <= {*range(at, at + size)}
            for at in range(first, last - size + 1)
        )

    # What is done there

    def _put(self, at: int, text: str) -> bool:
        self.marks.append((at, _IS_PUT, text))
        return True

    def _put_into_gap(self, at: int, text: str) -> bool:
        """Put words in after all that is in the gap, outside what opens there."""
        first, last = self._gap(at)
        while last > first and self.ours.keys[last - 1] == "[":
            last -= 1
        return self._put(last, text)

    def _replace(self, edit: _Edit) -> Outcome:
        """Put the new words in place of the old ones."""
        if self._is_there(edit):
            return Outcome.ALREADY
        if edit.start == edit.stop:
            self._put_into_gap(edit.start, edit.new.text)
            return Outcome.LAID
        span = self._span(edit.start, edit.stop)
        is_whole = span is not None and span[1] - span[0] == edit.stop - edit.start
        emptied = [] if edit.new.keys else [(b.start + 1, b.close) for b in self.ours.brackets]
        if span is None or not is_whole or span in emptied:
            return Outcome.CONFLICT
        self.cut.update(range(*span))
        self._put(span[1], edit.new.text)
        return Outcome.LAID

    def _propose(self, edit: _Edit, is_theirs: Sequence[bool], *, verbatim: bool) -> Outcome:
        """Bracket the old words and the new ones, with the name after them.

        Args:
            edit: The difference.
            is_theirs: For each old word whether it is under the name alone, so that it goes.
            verbatim: Whether the new words have the notation of the room already.
        """
        if edit.start < edit.stop and self._is_there(edit):
            return Outcome.ALREADY
        strikes = [b for b in self.old.brackets if b.is_strike and self.name in b.names]
        inside = [b for b in strikes if edit.start <= b.start and b.end <= edit.stop]
        stay = {at for b in inside for at in range(b.start, b.end)}
        spans: list[tuple[int, int, bool]] = []
        places = range(edit.start, edit.stop)
        for (stays, goes), group in groupby(places, lambda at: (at in stay, is_theirs[at - edit.start])):
            run = list(group)
            if stays:
                continue
            span = self._span(run[0], run[-1] + 1)
            if span is None or (not goes and self._cuts_bracket(*span)):
                return Outcome.CONFLICT
            spans.append((*span, goes))
        is_changed = any(goes for _, _, goes in spans)
        for start, stop, goes in spans:
            if goes:
                self.cut.update(range(start, stop))
            else:
                is_changed |= self._strike(start, stop)
        if edit.new.text.strip():
            is_changed |= self._put_in(edit, verbatim=verbatim)
        return Outcome.LAID if is_changed else Outcome.ALREADY

    def _cuts_bracket(self, start: int, stop: int) -> bool:
        """Tell whether a bracket begins in a stretch and ends outside it, or the other way round."""
        return any((start <= b.start < stop) != (start < b.end <= stop) for b in self.ours.brackets)

    def _strike(self, start: int, stop: int) -> bool:
        around = [b for b in self.ours.brackets if b.is_strike and b.start < start and stop <= b.close]
        if any(self.name in bracket.names for bracket in around):
            return False
        for bracket in around:
            if (bracket.start + 1, bracket.close) == (start, stop):
                return self._put(bracket.end - 3, f", {self.name}")  # before ": delete)"
        self.marks += [(start, _OPENS, " ["), (stop, _CLOSES, f"] ({self.name}: delete)")]
        return True

    def _put_in(self, edit: _Edit, *, verbatim: bool) -> bool:
        first, last = self._gap(edit.stop)
        for bracket in self.ours.brackets:
            is_in_gap = first <= bracket.start and bracket.end <= last
            words = self.ours.keys[bracket.start + 1 : bracket.close]
            if is_in_gap and bracket.names and not bracket.is_strike and words == edit.new.keys:
                return self.name not in bracket.names and self._put(bracket.end - 1, f", {self.name}")
        if self._is_there(_Edit(edit.stop, edit.stop, edit.new)):
            return False
        text = edit.new.text if verbatim else f" {proposed(edit.new.text, [self.name])}"
        return self._put_into_gap(edit.stop, text)
