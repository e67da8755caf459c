"""Merges Word files that came back from the room into a selection: changes in, a new text of the file out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafter.alignment import is_rewritten
from drafter.merge.laying import Outcome, Step, lay
from drafter.merge.notation import Words, proposal_of, proposed, strikers, struck
from drafter.merge.passages import (
    Group,
    Item,
    Passage,
    PassageReader,
    Surroundings,
    in_words,
    labels_of,
    refuse_unknown,
    step_in_words,
    without_end,
)
from drafter.merge.state import State
from drafter.model import LEFT_OUT, Clause, Decision, Kind
from drafter.problems import DrafterError
from drafter.returned import Returned
from drafter.returned.changes import Change, ChangeKind
from drafter.selection.loading import OpenSelection, read_selection
from drafter.text import excerpt
from drafter.word.reading import Comment

_LOOKS = (ChangeKind.RENUMBERED, ChangeKind.SET_OTHERWISE)
_WORDS = (ChangeKind.REWORDED, ChangeKind.NOTES)
_NEW = (ChangeKind.NEW, ChangeKind.DOUBLED)


def merge(
    selection: OpenSelection, files: Sequence[tuple[str, Returned]], only: Collection[str] = ()
) -> tuple[str, list[Item]]:
    """Merge returned drafts into a selection.

    Args:
        selection: The selection, as it stands now.
        files: Delegations with their files; without a name, the desk's own.
        only: Ids or printed numbers of the paragraphs that are merged; all where none is given.

    Returns:
        The new text of the selection file; and what was done and is to be decided, file by file.

    Raises:
        DrafterError: if a file holds no such draft, there is no such paragraph, or the selection cannot be
            changed in place.
        ContentError: if the result would be no selection.
    """
    state = State.of(selection)
    items: list[Item] = []
    for _, returned in files:
        printed = returned.draft.by_id if returned.draft else {}
        if not any(given in printed for given in state.clauses):
            raise DrafterError(
                f"{returned.name} does not say any more which paragraphs of {selection.path.name} it has",
                "Give the file as Word saved it, and the selection from which that draft was made.",
            )
    refuse_unknown(only, [returned for _, returned in files], state.clauses)
    for name, returned in files:
        file = _File(state, name, returned, only)
        file.merge()
        items += file.items
    text = state.text()
    read_selection(selection.path, text.encode(), form=str(selection.form))
    return text, items


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
        assert returned.draft is not None  # noqa: S101  # ``merge`` refused such a file
        self.items: list[Item] = []
        self._state, self._name, self._returned = state, name, returned
        self._who = name or returned.name
        self._printed = returned.draft.by_id
        self._around, self._only = Surroundings(returned, dict(state.clauses)), only
        selection = state.selection
        self._reader = PassageReader(returned.draft, selection.opened.matrix, selection.documents)

    def merge(self) -> None:
        """Merge every change and every comment."""
        done: set[tuple[str, int]] = set()
        for change in self._returned.changes:
            given = change.clause or self._around.nearest(change.now_place)
            is_known = change.clause in self._state.clauses
            if change.kind in _LOOKS or not self._is_wanted(given):
                continue
            if change.kind in _NEW and self._around.is_paragraph(change):
                self._add_paragraph(change)
            elif change.kind in _WORDS and is_known:
                if (given, change.wording) not in done:
                    self._reword(change)
                done.add((given, change.wording))
            elif change.kind is ChangeKind.GONE and is_known:
                self._strike(change)
            elif change.kind is ChangeKind.MOVED and is_known:
                self._move(change)
            elif not self._only:
                self._list(change)
        for comment in self._returned.comments:
            self._keep_comment(comment)

    def _is_wanted(self, given: str) -> bool:
        printed = self._printed.get(given)
        labels = labels_of(printed) if printed else []
        return not self._only or any(name in self._only for name in (given, *labels))

    # What is told, and kept as a note

    def _tell(self, given: str, what: str, wording: int = 0, group: Group = Group.DONE) -> None:
        printed = self._printed.get(given)
        label = printed.label if printed else ""
        if printed and wording:
            label = f"{printed.number if printed.letter else ''} {printed.lines[wording].label}".strip()
        self.items.append(Item(group, label, self._who, what))

    def _note(
        self, given: str, what: str, wording: int = 0, *, who: str = "", group: Group = Group.DECIDE
    ) -> None:
        """Keep what was not laid into the text as a note of the clause."""
        if self._state.note(given, f"{who or self._who}: {what}"):
            self._tell(given, what, wording, group)

    def _list(self, change: Change) -> None:
        """List a change outside the paragraphs, which a selection does not have."""
        base, now = (block.text if block else "" for block in (change.base, change.now))
        pairs = [(piece.old, piece.new) for piece in change.pieces if not piece.is_same]
        what = in_words(*(pairs or change.notes or [(base, now)]))
        if change.kind is ChangeKind.MOVED:
            what = f"moved “{excerpt(now)}”"
        self.items.append(Item(Group.OUTSIDE, "", self._who, f"{change.where}: {what}"))

    def _keep_comment(self, comment: Comment) -> None:
        given = self._around.nearest(comment.block)
        if self._is_wanted(given):
            what = f"on “{excerpt(comment.words)}”: {comment.text}" if comment.words else comment.text
            self._note(given, what, who=self._name or comment.author, group=Group.NOTE)

    # Changes of a printed line

    def _line(self, change: Change) -> tuple[str, Passage]:
        """Return the first source of the wording that a line prints, and the line as it was printed."""
        printed, block = self._printed[change.clause], change.base
        assert block is not None  # noqa: S101  # it was printed
        may_be = len(printed.lines) > 1 or printed.decision is Decision.BRACKETS
        passage = self._reader.read(block, printed.id, may_be_bracketed=may_be)
        return printed.lines[change.wording].source, passage

    def _ours(self, given: str, source: str, base: Passage) -> tuple[str, str]:
        """Return the words as they stand now, and what stands at their end."""
        text = self._state.words(given, source)
        return without_end(text) if text else (base.text, "")

    def _closed(self, given: str, source: str) -> str:
        """Return why nothing may be laid into the words of a clause; empty where it may."""
        is_out = self._state.clauses[given].decision is Decision.OUT
        if is_out or self._state.words(given, source) == LEFT_OUT:
            return "the paragraph is out"
        return "the paragraph is agreed" if self._name and self._state.is_agreed(given) else ""

    def _is_own(self, text: str) -> bool:
        """Tell whether a paragraph stands under the name of the delegation alone."""
        return proposal_of(text)[1] == (self._name,)

    def _reword(self, change: Change) -> None:
        given, (source, base) = change.clause, self._line(change)
        assert change.now is not None  # noqa: S101  # it is still there
        now = self._reader.read(change.now, given, may_be_bracketed=base.is_bracketed)
        closed = self._closed(given, source)
        if self._name and is_rewritten(change.pieces) and not closed and not self._is_own(base.text):
            self._add(now, like=given, after=given, alternative_to=given)
            return
        ours, end = (base.text, "") if closed else self._ours(given, source, base)
        text, steps = lay(base.text, ours, now.text, self._name)
        self._tell_steps(given, steps, change.wording, closed)
        if not closed and text != ours:
            self._state.reword(given, source, text + end)
            is_move = not any(step_in_words(step, "") for step in steps)
            if is_move and {*base.sources} == {*now.sources}:
                self._tell(given, "moved a footnote", change.wording)
        if base.is_bracketed and not now.is_bracketed:
            self._lift(given, change.wording)
        self._cite(change, base, now, ours + end, text + end)

    def _tell_steps(self, given: str, steps: Sequence[Step], wording: int, closed: str) -> None:
        for step in steps:
            what = step_in_words(step, self._name)
            if what and (closed or step.outcome not in (Outcome.LAID, Outcome.ALREADY)):
                place = f" after “{step.after}”" if step.after and not step.old else ""
                self._note(given, f"{what}{place} ({closed or step.outcome})", wording)
            elif what and step.outcome is Outcome.LAID:
                self._tell(given, f"{what} (agreed words)" if self._state.is_agreed(given) else what, wording)

    def _lift(self, given: str, wording: int) -> None:
        """Take the brackets around a paragraph away. Those of several wordings go when one is left."""
        what = "the brackets around the paragraph went"
        if self._name:
            self._note(given, what, wording)
        elif self._state.clauses[given].decision is Decision.BRACKETS:
            self._state.change(given, decision=Decision.IN, reason="", by="")
            self._tell(given, what)

    def _cite(self, change: Change, base: Passage, now: Passage, ours: str, text: str) -> None:
        """Take over footnotes that came and went.

        Args:
            change: The change of the line.
            base: The line as it was printed.
            now: The line as it came back.
            ours: The words as they stood before.
            text: The words with what was laid into them.
        """
        given, state, (source, _) = change.clause, self._state, self._line(change)
        had, closed = state.sources(given), self._closed(given, source)
        new = [
            cited for cited in now.sources if cited not in (*base.sources, *had) and f"[^{cited}]" not in ours
        ]
        marked = [cited for cited in base.sources if f"[^{cited}]" in ours]
        gone = [cited for cited in base.sources if cited not in now.sources and cited in (*had, *marked)]
        kept = tuple(cited for cited in had if cited not in gone)
        may_go = not (closed or self._name or not kept or (source and source not in kept))
        for cited in gone:
            goes = may_go if cited in had else not closed and f"[^{cited}]" not in text
            tell = self._tell if goes else self._note
            tell(given, f"took out the footnote to {cited}", change.wording)
        for cited in (*new, *(words for words in now.unfit if words not in base.unfit)):
            tell = self._note if closed or cited in now.unfit else self._tell
            tell(given, f"put in a footnote: {cited}", change.wording)
        kept = kept if may_go else had
        if source and not state.clauses[given].text:  # one more source would be one more wording
            text += "".join(f"[^{cited}]" for cited in new if f"[^{cited}]" not in text)
        else:
            kept = (*kept, *new)
        if not closed and (new or kept != had):
            state.reword(given, source, text)
            state.change(given, sources=kept if kept != had else state.clauses[given].sources)

    # Whole paragraphs

    def _strike(self, change: Change) -> None:
        given, wording, state, (source, base) = change.clause, change.wording, self._state, self._line(change)
        ours, end = self._ours(given, source, base)
        if closed := self._closed(given, source):
            if closed != "the paragraph is out":
                self._note(given, f"delete ({closed})", wording)
        elif self._name and not self._is_own(ours):
            if self._name not in strikers(ours):
                state.reword(given, source, struck(ours, self._name) + end)
                self._tell(given, "struck the paragraph", wording)
        elif source and not state.clauses[given].text:
            state.reword(given, source, LEFT_OUT)
            self._tell(given, "struck this wording", wording)
        else:
            what = "withdrew" if self._name else "struck"
            state.change(
                given, decision=Decision.OUT, reason=f"{what} in {self._returned.name}", by=self._name
            )
            self._tell(given, f"{what} the paragraph")

    def _move(self, change: Change) -> None:
        places = range(change.now_place, change.now_place + change.count)
        before, after = self._around.beside(places[0], places[-1])
        target, follows = self._printed.get(before or after), before
        for given in dict.fromkeys(filter(None, map(self._around.clause, places))):
            if target is None or self._name:
                self._note(given, f"move the paragraph {self._beside(before, after)}")
            elif given not in (before, after) and self._state.move(given, self._after(follows, after)):
                heading = target.theme or target.heading
                if heading != (self._printed[given].theme or self._printed[given].heading):
                    self._state.change(given, heading=heading)
                self._tell(given, f"moved the paragraph {self._beside(before, after)}")
            elif given in (before, after):
                self._note(given, "move this wording", change.wording)
            follows = given

    def _beside(self, before: str, after: str) -> str:
        printed = self._printed.get(before or after)
        return f"{'after' if before else 'before'} {printed.label}" if printed else "elsewhere"

    def _after(self, before: str, after: str) -> str:
        """Return after which clause something stands, given the printed clauses before and after it."""
        order = [*self._state.clauses]
        at = order.index(before) if before else order.index(after) - 1
        while before and at + 1 < len(order) and order[at + 1] not in self._printed:
            at += 1
        return order[at] if at >= 0 else ""

    def _add_paragraph(self, change: Change) -> None:
        assert change.now is not None  # noqa: S101  # it is new
        before, after = self._around.beside(change.now_place)
        self._add(self._reader.read(change.now), like=before or after, after=before, before=after)

    def _add(
        self, passage: Passage, *, like: str, after: str, before: str = "", alternative_to: str = ""
    ) -> None:
        """Add a paragraph to the selection, or a name to the same paragraph of others."""
        state, target, (words, typed) = self._state, self._printed[like], proposal_of(passage.text)
        names = typed or ((self._name,) if self._name else ())
        for clause in state.clauses.values():
            there, supporters = proposal_of(without_end(clause.text)[0])
            if Words(there).keys == Words(words).keys:
                joint = tuple(dict.fromkeys([*supporters, *names]))
                if supporters and joint != supporters:
                    state.change(clause.id, text=proposed(words, joint))
                    self._tell(like, f"joined {', '.join(supporters)}: “{excerpt(words)}”")
                return
        root = alternative_to and (state.clauses[alternative_to].alternative_to or alternative_to)
        has_place = bool(passage.sources) and not root  # else it stands where its sources do
        clause = Clause(
            "",
            sources=passage.sources,
            text=passage.text if typed or not names else proposed(words, names),
            alternative_to=root,
            heading=(target.theme or target.heading) if has_place else "",
            kind=target.kind if has_place or target.kind is not Kind.ACTION else None,
        )
        given = state.add(clause, after=self._after(after, before))
        what = "an alternative" if root else f"a new paragraph {self._beside(after, before)}"
        self._tell(like, f"put in {what}: “{excerpt(words)}”")
        for note in passage.unfit:
            self._note(given, f"put in a footnote: {note}")
