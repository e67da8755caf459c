"""What changed between two drafts, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.brackets import names_in
from drafter.compare.texts import CLAUSE, ComparedText
from drafter.compare.wishes import WishChange, wishes_changed
from drafter.decisions import Withdrawn
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.differences import compare_words, is_recognizable, what_it_rewords, word_pieces


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of words that changed: what went and what came; one of them may be empty.

    Attributes:
        whose: Whose proposal the wording is, in which it stands; empty where it is nobody's.
        why: Of a wording that went, who withdrew it and when; empty where nobody did.
        differs: Of a wording that somebody put beside others, what differs in it from the one it rewords.
    """

    old: str
    new: str
    whose: str = ""
    why: str = ""
    differs: tuple[str, ...] = ()

    @property
    def is_of_words(self) -> bool:
        """Whether more than punctuation changed."""
        return any(map(str.isalnum, self.old + self.new))


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A clause of both drafts that is not the same in both.

    Attributes:
        old: As it was.
        new: As it is.
        is_moved: Whether it stands elsewhere, and not only because others came or went.
        words: What changed in its words, in order.
        is_rewritten: Whether a wording cannot be read as the old one changed.
        notes_in: Footnotes that only the new draft has here; of one whose other sources were cited before, in
            footnotes to other sources together, what it cites anew.
        notes_out: Footnotes that only the old draft had here, likewise.
        sponsors: Wordings that are now others' proposals, with whose they were and are.
        wishes: Who would have a wording, or all of it, otherwise: as it was and is, and behind what.
    """

    old: ComparedText
    new: ComparedText
    is_moved: bool
    words: tuple[WordChange, ...]
    is_rewritten: bool
    notes_in: tuple[str, ...]
    notes_out: tuple[str, ...]
    sponsors: tuple[WordChange, ...] = ()
    wishes: tuple[WishChange, ...] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether more than punctuation changed in its words."""
        return any(change.is_of_words for change in self.words)

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        is_opened = self.old.left_open != self.new.left_open
        has_others = self.notes_in or self.notes_out or self.sponsors or self.wishes or self.status_changed
        return bool(self.is_moved or self.words or has_others or is_opened)

    @property
    def status_changed(self) -> bool:
        """Whether it stands elsewhere in the negotiation."""
        return (self.old.status, self.old.stands) != (self.new.status, self.new.stands)

    @property
    def was_agreed(self) -> bool:
        """Whether it was agreed, and has other words now."""
        return self.old.is_agreed and bool(self.words)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two drafts.

    Attributes:
        clauses_before: How many clauses the old draft had.
        clauses_now: How many clauses the new draft has.
        came: Clauses that only the new draft has.
        went: Clauses that only the old draft had.
        changed: Clauses of both that moved, whose words or footnotes changed, or that were left open or
            settled, in the new order.
        others: Headings and running text that changed, each with its kind.
    """

    clauses_before: int
    clauses_now: int
    came: tuple[ComparedText, ...]
    went: tuple[ComparedText, ...]
    changed: tuple[ChangedClause, ...]
    others: tuple[tuple[str, WordChange], ...]

    @property
    def groups(self) -> Mapping[str, Sequence[ComparedText | ChangedClause]]:
        """Clauses by what became of them; first what was agreed and is not any more what it was."""
        opened = [one.new for one in self.changed if one.new.left_open != one.old.left_open]
        agreed: list[ComparedText | ChangedClause] = [one for one in self.changed if one.was_agreed]
        return {
            "agreed_and_changed": [*agreed, *(one for one in self.went if one.is_agreed)],
            "in": self.came,
            "out": self.went,
            "moved": [one for one in self.changed if one.is_moved],
            "reworded": [one for one in self.changed if one.is_reworded],
            "punctuation_only": [one for one in self.changed if one.words and not one.is_reworded],
            "status": [one for one in self.changed if one.status_changed],
            "sponsors": [one for one in self.changed if one.sponsors],
            "wishes": [one for one in self.changed if one.wishes],
            "left_open": [one for one in (*opened, *self.came) if one.left_open],
            "no_longer_open": [one for one in self.changed if one.old.left_open and not one.new.left_open],
        }

    @property
    def summary(self) -> dict[str, int]:
        """How many clauses are in each group, and how many footnotes came and went."""
        return {
            **{name: len(clauses) for name, clauses in self.groups.items()},
            "status_or_sponsors": sum(bool(one.status_changed or one.sponsors) for one in self.changed),
            "footnotes_in": sum(len(one.notes) for one in self.came)
            + sum(len(one.notes_in) for one in self.changed),
            "footnotes_out": sum(len(one.notes) for one in self.went)
            + sum(len(one.notes_out) for one in self.changed),
        }

    @property
    def is_empty(self) -> bool:
        """Whether the two drafts say the same."""
        return not (self.came or self.went or self.changed or self.others)


def compare_drafts(
    old: Sequence[ComparedText],
    new: Sequence[ComparedText],
    reasons: Mapping[str, str] | None = None,
    withdrawn: Sequence[Withdrawn] = (),
) -> Comparison:
    """What changed between two drafts.

    Headings count for what has moved, as they do in the redline: of two clauses that changed places, the
    one that left its heading is the one that moved.

    Args:
        old: The old draft.
        new: The new one.
        reasons: Why clauses of the old one are out, by id, where it is known.
        withdrawn: What was withdrawn until the new one.
    """
    came: list[ComparedText] = []
    went: list[ComparedText] = []
    changed: list[ChangedClause] = []
    others: list[tuple[str, WordChange]] = []
    for step in align([one.passage for one in old], [one.passage for one in new]):
        before = old[step.old] if step.old is not None else None
        after = new[step.new] if step.new is not None else None
        one = after or before
        if step.kind is ChangeKind.MOVED_FROM or one is None:
            continue  # it is met again where it stands
        if one.kind != CLAUSE:
            change = WordChange(before.lines[0] if before else "", after.lines[0] if after else "")
            others += [(one.kind, change)] if change.old != change.new else []
        elif before is None:
            came.append(one)
        elif after is None:
            went.append(replace(one, why=(reasons or {}).get(one.id, "")))
        else:
            gone = [one for one in withdrawn if one.clause == after.id and not one.is_whole]
            both = _compare_clauses(before, after, gone, is_moved=step.kind is ChangeKind.MOVED_TO)
            changed += [both] if both.is_any else []
    was, now = (sum(one.kind == CLAUSE for one in texts) for texts in (old, new))
    return Comparison(was, now, tuple(came), tuple(went), tuple(changed), tuple(others))


def _compare_clauses(
    old: ComparedText, new: ComparedText, withdrawn: Sequence[Withdrawn], *, is_moved: bool
) -> ChangedClause:
    changes: list[WordChange] = []
    sponsors: list[WordChange] = []
    is_rewritten = False
    lines_old, lines_new = (dict(enumerate(one.lines)) for one in (old, new))
    pairs = list(_pairs(old, new))
    stood = {at_new for at_old, at_new in pairs if at_old >= 0}
    for at_old, at_new in pairs:
        before, after = lines_old.get(at_old, ""), lines_new.get(at_new, "")
        was, now = _sponsor(old, at_old), _sponsor(new, at_new)
        words = changed_words(before, after)
        if words is None:
            is_rewritten = True
            words = [WordChange(before, after)]
        why = _why_gone(was, withdrawn) if at_new < 0 else ""
        # What is new is told by what stood there, not by what else is new.
        others = [line for place, line in lines_new.items() if place in stood] if now and at_old < 0 else []
        differs = tuple(what_it_rewords(after, others))
        changes += [replace(one, whose=now or was, why=why, differs=differs) for one in words]
        sponsors += [WordChange(was, now)] if before and after and was != now else []
    notes_in, notes_out = _compare_notes(old, new)
    return ChangedClause(
        old,
        new,
        is_moved,
        tuple(changes),
        is_rewritten,
        notes_in,
        notes_out,
        tuple(sponsors),
        tuple(wishes_changed(old, new, pairs)),
    )


def _why_gone(whose: str, withdrawn: Sequence[Withdrawn]) -> str:
    """Who withdrew somebody's wording, and when; of several withdrawals the last."""
    names = {one.casefold() for one in names_in(whose, [name for one in withdrawn for name in one.of])}
    own = [one for one in withdrawn if names and {name.casefold() for name in one.of} == names]
    return own[-1].in_words if own else ""


def _sponsor(text: ComparedText, line: int) -> str:
    """Whose proposal a line is, without the brackets around the names; empty where it is nobody's."""
    named = text.sponsors[line] if 0 <= line < len(text.sponsors) else ""
    return named.strip("() ")


def _compare_notes(old: ComparedText, new: ComparedText) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The footnotes that came and those that went.

    Where the sources of a footnote stand together with others than before, they are compared one by one: they
    did not change because one draft has a footnote for each and the other one for all.
    """
    before, now = (
        Counter(zip(one.notes, one.cited or [()] * len(one.notes), strict=True)) for one in (old, new)
    )
    came, went = list((now - before).elements()), list((before - now).elements())
    groups = Counter(names for _, names in came) & Counter(names for _, names in went)
    regrouped = [
        Counter(name for _, names in notes if names not in groups for name in names) for notes in (came, went)
    ]
    in_both = regrouped[0] & regrouped[1]
    return tuple(_left(came, groups, in_both)), tuple(_left(went, groups, in_both))


def _left(
    notes: Iterable[tuple[str, tuple[str, ...]]],
    groups: Container[tuple[str, ...]],
    in_both: Counter[str],
) -> Iterator[str]:
    """Footnotes, without the sources that are cited in both drafts; what is left of one, by name."""
    taken = Counter(in_both)
    for text, names in notes:
        left = []
        for name in names if names not in groups else ():
            if not taken[name]:
                left.append(name)
            taken[name] -= taken[name] > 0
        if names in groups or len(left) == len(names):
            yield text
        else:
            yield from left


def _pairs(old: ComparedText, new: ComparedText) -> Iterator[tuple[int, int]]:
    """Which line of a clause became which: what others propose in other words is no line of theirs."""
    for at_old, at_new in _pair_lines(old.lines, new.lines):
        if at_old > 0 and at_new > 0 and _are_others(old, at_old, new, at_new):
            yield at_old, -1
            yield -1, at_new
        else:
            yield at_old, at_new


def _are_others(old: ComparedText, at_old: int, new: ComparedText, at_new: int) -> bool:
    """Whether two lines are of others, in other words: one went, and the other came."""
    if word_pieces(_bare(old.lines[at_old])) == word_pieces(_bare(new.lines[at_new])):
        return False  # the same words, whoever proposes them by now
    now = names_in(_sponsor(new, at_new))
    was = names_in(_sponsor(old, at_old), now)
    return bool(was or now) and {*map(str.casefold, was)}.isdisjoint(map(str.casefold, now))


def _bare(text: str) -> str:
    """A wording without the brackets around it and its closing mark."""
    return text.strip(" []().;,")


def _pair_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which line became which; -1 where there is none. The first ones are one, whatever they say."""
    if len(old) == len(new) == 2:  # noqa: PLR2004 - the first line, and one more
        return [(0, 0), (1, 1)]  # however little they have in common
    steps = align([Passage("", "", line) for line in old[1:]], [Passage("", "", line) for line in new[1:]])
    rest = [(-1 if one.old is None else one.old + 1, -1 if one.new is None else one.new + 1) for one in steps]
    return [(0, 0), *rest]


def changed_words(old: str, new: str) -> list[WordChange] | None:
    """The segments in which two wordings differ; None if one is not the other changed."""
    if old == new:
        return []
    if not old or not new:
        return [WordChange(old, new)]
    words_old, words_new = word_pieces(old), word_pieces(new)
    segments = compare_words(words_old, words_new)
    if not is_recognizable(segments, words_old, words_new):
        return None
    return [
        WordChange("".join(words_old[slice(*one.old)]).strip(), "".join(words_new[slice(*one.new)]).strip())
        for one in segments
        if not one.is_same
    ]
