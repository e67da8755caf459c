"""Merges Word files that came back from the room into a selection: changes in, a new text of the file out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from drafter.alignment import is_rewritten
from drafter.draft.model import PrintedClause
from drafter.merge.laying import Laid, Outcome, Step, lay
from drafter.merge.notation import Words, proposal_of, proposed, strikers, struck
from drafter.merge.passages import Passage, PassageReader, without_end
from drafter.merge.state import State
from drafter.model import LEFT_OUT, Clause, Decision, Kind
from drafter.problems import DrafterError
from drafter.returned.changes import Change, ChangeKind
from drafter.returned.reading import Returned
from drafter.selection.loading import OpenSelection, read_selection
from drafter.text import excerpt
from drafter.word.canonical import Place

_LOOKS = (ChangeKind.RENUMBERED, ChangeKind.SET_OTHERWISE)


class Group(StrEnum):
    """Where the page of a merge lists an item."""

    DONE = "done"
    DECIDE = "to decide"
    NOTE = "notes"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the page that a merge prints.

    Attributes:
        group: Where it is listed.
        where: The number of the paragraph as it was printed; empty for none.
        who: The delegation, or the name of the desk's file.
        what: What was done, or is to be decided.
    """

    group: Group
    where: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge makes of a selection.

    Attributes:
        text: The new text of the selection file.
        items: What was done and is to be decided, file by file in the order of the text.
    """

    text: str
    items: tuple[Item, ...]


def merge(
    selection: OpenSelection, files: Sequence[tuple[str, Returned]], only: Collection[str] = ()
) -> Merged:
    """Merge returned drafts into a selection.

    Args:
        selection: The selection, as it stands now.
        files: Delegations with their files; without a name, the desk's own.
        only: Ids or printed numbers of the paragraphs that are merged; all where none is given.

    Raises:
        DrafterError: if a file holds no draft, or the selection cannot be changed in place.
        ContentError: if the result would be no selection.
    """
    state, items = State(selection), []
    for name, returned in files:
        if returned.draft is None:
            raise DrafterError(
                f"{returned.name} does not hold drafter's record any more, so nobody can tell what was changed in it",
                "Ask for the file as it was edited in Word, or type the changes into the last draft.",
            )
        if not any(clause.id in state.clauses for clause in returned.draft.printed):
            raise DrafterError(
                f"{returned.name} has no paragraph of {selection.path.name}",
                "Give the selection file from which that draft was made.",
            )
        file = _File(state, name, returned, only)
        file.merge()
        items += file.items
    text = state.text()
    read_selection(selection.path, text.encode(), form=str(selection.form))
    return Merged(text, tuple(items))


class _File:
    """One returned draft that is being merged.

    Args:
        state: The clauses as they are so far; changed in place.
        name: The delegation; empty for the desk.
        returned: The draft as it came back.
        only: What is merged; see ``merge``.

    Attributes:
        items: What was done.
    """

    def __init__(self, state: State, name: str, returned: Returned, only: Collection[str]) -> None:
        assert returned.draft is not None  # noqa: S101
        self.items: list[Item] = []
        self._state, self._name, self._returned = state, name, returned
        self._who = name or returned.name
        self._printed = returned.draft.by_id
        self._only = only
        selection = state.selection
        self._reader = PassageReader(returned.draft, selection.opened.matrix, selection.documents)
        self._back = {j: i for i, j in returned.partners.items()}
        self._last_new: dict[str, str] = {}

    def merge(self) -> None:
        """Merge every change and every comment."""
        done: set[tuple[str, int]] = set()
        for change in self._returned.changes:
            place = change.clause, change.wording
            if change.kind in _LOOKS or not self._is_wanted(change):
                continue
            if (
                change.kind in (ChangeKind.REWORDED, ChangeKind.NOTES)
                and change.clause in self._state.clauses
            ):
                if place not in done:
                    self._reword(change)
                done.add(place)
            elif change.kind is ChangeKind.GONE and change.clause in self._state.clauses:
                self._strike(change)
            elif change.kind is ChangeKind.MOVED and change.clause in self._state.clauses:
                self._move(change)
            elif change.kind in (ChangeKind.NEW, ChangeKind.DOUBLED) and self._is_paragraph(change):
                self._add_paragraph(change)
            else:
                self._keep(change)
        for comment in self._returned.comments:
            given = self._near(comment.block)
            if self._is_chosen(given):
                about = f"on “{comment.words}”: " if comment.words else ""
                author = self._name or comment.author or self._who
                self._note(given, f"{about}{comment.text}", author, Group.NOTE)

    # Which clause

    def _is_chosen(self, given: str) -> bool:
        printed = self._printed.get(given)
        names = {given, *(line.label for line in printed.lines), printed.label} if printed else {given}
        return not self._only or not names.isdisjoint(self._only)

    def _is_wanted(self, change: Change) -> bool:
        return self._is_chosen(change.clause or self._near(change.now_place))

    def _clause_at(self, place: int) -> str:
        """Return the clause that a block of the file printed; empty for a block of another kind."""
        base = self._returned.base.blocks[self._back[place]] if place in self._back else None
        return self._returned.clauses.get(base.bookmark, ("", 0))[0] if base else ""

    def _neighbours(self, place: int) -> tuple[str, str]:
        """Return the clauses that are printed by the nearest known blocks before and after a place."""
        before = next((at for at in range(place - 1, -1, -1) if at in self._back), -1)
        after = next((at for at in range(place + 1, len(self._returned.now.blocks)) if at in self._back), -1)
        known = self._state.clauses
        return tuple(given if (given := self._clause_at(at)) in known else "" for at in (before, after))  # type: ignore[return-value]

    def _near(self, place: int) -> str:
        """Return the clause at a place, else the one before it, else the first."""
        found = (self._clause_at(at) for at in range(place, -1, -1))
        return next(
            (given for given in found if given in self._state.clauses), next(iter(self._state.clauses))
        )

    def _is_paragraph(self, change: Change) -> bool:
        """Tell whether a new block is a paragraph of the text: it stands beside a clause."""
        block = change.now
        is_text = block is not None and block.place is Place.BODY and not block.is_heading
        return is_text and any(self._neighbours(change.now_place))

    # What is told

    def _tell(self, group: Group, given: str, what: str, wording: int = 0) -> None:
        printed = self._printed.get(given)
        where = "" if printed is None else printed.lines[wording].label if wording else printed.label
        self.items.append(Item(group, where, self._who, what))

    def _note(self, given: str, what: str, who: str, group: Group, wording: int = 0) -> None:
        """Keep what was not laid into the text as a note of the clause."""
        if self._state.note(given, f"{who}: {what}"):
            self._tell(group, given, what, wording)

    def _keep(self, change: Change) -> None:
        """Keep a change that has no place in the text of a clause."""
        base, now = (block.text if block else "" for block in (change.base, change.now))
        what = f"moved: “{now}”" if change.kind is ChangeKind.MOVED else _in_words(base, now)
        where = f"{change.where}: " if not change.clause else ""
        self._note(self._near(change.now_place), f"{where}{what}", self._who, Group.DECIDE)

    # Changes of a printed line

    def _line(self, change: Change) -> tuple[PrintedClause, str, Passage]:
        """Return the printed clause, the source of the wording, and the line as it was printed."""
        printed, block = self._printed[change.clause], change.base
        assert block is not None  # noqa: S101
        may_be = len(printed.lines) > 1 or printed.decision is Decision.BRACKETS
        passage = self._reader.read(block, printed.id, may_be_bracketed=may_be)
        return printed, printed.lines[change.wording].source, passage

    def _ours(self, given: str, source: str, base: Passage) -> tuple[str, str]:
        """Return the words as they stand now, and what stands at their end."""
        text = self._state.words(given, source)
        return without_end(text) if text and text != LEFT_OUT else (base.text, "")

    def _reword(self, change: Change) -> None:
        printed, source, base = self._line(change)
        assert change.now is not None  # noqa: S101
        now = self._reader.read(change.now, printed.id, may_be_bracketed=base.is_bracketed)
        given = printed.id
        if self._name and self._state.is_agreed(given):
            what = _in_words(base.text, now.text) if not change.pieces else _pieces_in_words(change)
            self._note(given, f"{what} (the paragraph is agreed)", self._who, Group.DECIDE, change.wording)
            return
        if (
            self._name
            and change.pieces
            and is_rewritten(change.pieces)
            and proposal_of(base.text)[1] != (self._name,)
        ):
            self._add(now, after=given, alternative_to=given)
            return
        if base.is_bracketed and not now.is_bracketed:
            self._lift(printed, change.wording)
        ours, end = self._ours(given, source, base)
        laid = lay(base.text, ours, now.text, self._name)
        if laid.text != ours:
            self._state.reword(given, source, laid.text + end)
        self._tell_steps(given, laid, change.wording)
        self._cite(change, source, base, now, laid.text + end)

    def _tell_steps(self, given: str, laid: Laid, wording: int) -> None:
        for step in laid.steps:
            what = _step_in_words(step)
            if step.outcome is Outcome.LAID:
                is_agreed = self._state.is_agreed(given)
                self._tell(Group.DONE, given, f"{what} (agreed words)" if is_agreed else what, wording)
            elif step.outcome is not Outcome.ALREADY:
                place = f" after “{step.after}”" if step.after and not step.old else ""
                self._note(given, f"{what}{place} ({step.outcome})", self._who, Group.DECIDE, wording)

    def _lift(self, printed: PrintedClause, wording: int) -> None:
        """Take the brackets around a whole paragraph away, as the desk decided."""
        if self._name or printed.decision is not Decision.BRACKETS:
            self._note(printed.id, "the brackets around the paragraph went", self._who, Group.DECIDE, wording)
        elif self._state.clauses[printed.id].decision is Decision.BRACKETS:
            self._state.change(printed.id, decision=Decision.IN, reason="", by="")
            self._tell(Group.DONE, printed.id, "the brackets around the paragraph went")

    def _cite(self, change: Change, source: str, base: Passage, now: Passage, text: str) -> None:
        """Take over footnotes that came and went."""
        given, state = change.clause, self._state
        had = state.sources(given)
        new = [cited for cited in now.sources if cited not in base.sources]
        gone = [cited for cited in base.sources if cited not in now.sources and cited in had]
        cited = tuple(dict.fromkeys([*(s for s in had if self._name or s not in gone), *new]))
        unfit = [name for name in new if " " not in name and name not in state.selection.opened.matrix.by_id]
        if unfit or not cited or (source and gone and not self._name and source not in cited):
            what = _in_words("", ", ".join(unfit)) if unfit else f"the footnote to {', '.join(gone)} went"
            self._note(given, what, self._who, Group.DECIDE, change.wording)
            return
        if gone:
            group, done = (Group.DECIDE, False) if self._name else (Group.DONE, True)
            what = f"took out the footnote to {', '.join(gone)}"
            if done:
                self._tell(group, given, what, change.wording)
            else:
                self._note(given, what, self._who, group, change.wording)
        added = [name for name in new if name not in had]
        if source and not state.clauses[given].text and added:
            added = [name for name in added if f"[^{name}]" not in state.words(given, source)]
            state.reword(given, source, text + "".join(f"[^{name}]" for name in added))
        elif cited != had:
            state.reword(given, source, text)
            state.change(given, sources=cited)
        for name in added:
            self._tell(Group.DONE, given, f"put in a footnote: {name}", change.wording)

    # Whole paragraphs

    def _strike(self, change: Change) -> None:
        printed, source, base = self._line(change)
        given, state = printed.id, self._state
        ours, end = self._ours(given, source, base)
        if state.clauses[given].decision is Decision.OUT or state.words(given, source) == LEFT_OUT:
            return
        if self._name and state.is_agreed(given):
            self._note(given, "delete (the paragraph is agreed)", self._who, Group.DECIDE, change.wording)
        elif self._name and proposal_of(ours)[1] != (self._name,):
            if self._name not in strikers(ours):
                state.reword(given, source, struck(ours, self._name) + end)
                self._tell(Group.DONE, given, "struck the paragraph", change.wording)
        elif source and not state.clauses[given].text:
            state.reword(given, source, LEFT_OUT)
            self._tell(Group.DONE, given, "struck this wording", change.wording)
        else:
            reason = "withdrawn" if self._name else f"struck in {self._who}"
            state.change(given, decision=Decision.OUT, reason=reason, by=self._name)
            self._tell(Group.DONE, given, "withdrew the paragraph" if self._name else "struck the paragraph")

    def _move(self, change: Change) -> None:
        blocks = range(change.now_place, change.now_place + change.count)
        for given in dict.fromkeys(filter(None, map(self._clause_at, blocks))):
            place = next(at for at in blocks if self._clause_at(at) == given)
            before, after = self._neighbours(place)
            target = before or after
            if not target or self._name:
                what = f"move it {f'after “{excerpt(self._words_of(before))}”' if before else 'up'}"
                self._note(given, what, self._who, Group.DECIDE)
            elif given not in (before, after) and self._state.move(given, self._after(before, after)):
                heading = self._printed[target].theme or self._printed[target].heading
                if heading != (self._printed[given].theme or self._printed[given].heading):
                    self._state.change(given, heading=heading)
                self._tell(
                    Group.DONE,
                    given,
                    f"moved {'after' if before else 'before'} {self._printed[target].label}",
                )

    def _words_of(self, given: str) -> str:
        return self._printed[given].text if given in self._printed else ""

    def _after(self, before: str, after: str) -> str:
        """Return after which clause something stands, given the printed clauses before and after it."""
        order = [*self._state.clauses]
        return before or ([""] + order)[order.index(after)]

    def _add_paragraph(self, change: Change) -> None:
        assert change.now is not None  # noqa: S101
        before, after = self._neighbours(change.now_place)
        place = self._after(self._last_new.get(before, before), after)
        passage = self._reader.read(change.now)
        self._last_new[before] = self._add(passage, after=place, like=before or after) or place

    def _add(self, passage: Passage, *, after: str, alternative_to: str = "", like: str = "") -> str:
        """Add a paragraph to the selection, or a name to the same paragraph of others; return its id."""
        state, (words, typed) = self._state, proposal_of(passage.text)
        names = typed or ((self._name,) if self._name else ())
        keys = Words(words).keys
        for clause in state.clauses.values():
            there, supporters = proposal_of(without_end(clause.text)[0])
            if Words(there).keys == keys:
                joint = tuple(dict.fromkeys([*supporters, *names]))
                if supporters and joint != supporters:
                    state.change(clause.id, text=proposed(words, joint))
                    self._tell(
                        Group.DONE, like or alternative_to, f"supports the new paragraph “{excerpt(words)}”"
                    )
                return clause.id
        target = self._printed.get(like or alternative_to)
        text = proposed(words, names) if names and not Words(passage.text).brackets else passage.text
        text = text if typed or not names or text.endswith(")") else proposed(words, names)
        root = state.clauses[alternative_to].alternative_to or alternative_to if alternative_to else ""
        heading = (target.theme or target.heading) if target and passage.sources and not root else ""
        kind = target.kind if target and (passage.sources or target.kind is not Kind.ACTION) else None
        clause = Clause(
            "", sources=passage.sources, text=text, alternative_to=root, heading=heading, kind=kind
        )
        given = state.add(clause, after=after)
        what = "put in an alternative" if root else f"put in a new paragraph after {self._label(after)}"
        self._tell(Group.DONE, like or alternative_to, f"{what}: “{excerpt(words)}”")
        return given

    def _label(self, given: str) -> str:
        printed = self._printed.get(given)
        return printed.label if printed else "the last one"


# Changes in words


def _in_words(old: str, new: str) -> str:
    if old and new:
        return f"“{old}” → “{new}”"
    return f"put in “{new}”" if new else f"struck “{old}”"


def _step_in_words(step: Step) -> str:
    brackets = [text.count("[") - text.count("[^") for text in (step.old, step.new)]
    return f"{'settled ' if brackets[0] > brackets[1] else ''}{_in_words(step.old, step.new)}"


def _pieces_in_words(change: Change) -> str:
    pieces = (piece for piece in change.pieces if not piece.is_same)
    return "; ".join(_in_words(piece.old.strip(), piece.new.strip()) for piece in pieces)
