"""Merges Word files that came back from the room into a selection: changes in, a new text of the file out."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Sequence

from drafter.alignment import is_rewritten
from drafter.merge.laying import Outcome, Step, lay
from drafter.merge.notation import Words, proposal_of, proposed, strikers, struck
from drafter.merge.passages import (
    Passage,
    PassageReader,
    Surroundings,
    label_of,
    without_end,
)
from drafter.merge.state import Group, Item, State, mark_of, step_in_words
from drafter.model import LEFT_OUT, NO_FOOTNOTE, Clause, Decision, Kind
from drafter.problems import DrafterError
from drafter.returned import Returned
from drafter.returned.changes import Change, ChangeKind
from drafter.returned.comparison import change_lines
from drafter.selection.editing import find_clauses, labels_of
from drafter.selection.file import NOTE_MARK
from drafter.selection.history import history_of
from drafter.selection.loading import OpenSelection, open_selection
from drafter.text import excerpt
from drafter.word.reading import Comment

_LOOKS = (ChangeKind.RENUMBERED, ChangeKind.SET_OTHERWISE)
_WORDS = (ChangeKind.REWORDED, ChangeKind.NOTES)
_NEW = (ChangeKind.NEW, ChangeKind.DOUBLED)


def merge(
    selection: OpenSelection, files: Sequence[tuple[str, Returned]], only: Sequence[str] = ()
) -> tuple[str, list[Item]]:
    """Merge returned drafts into a selection.

    Args:
        selection: The selection.
        files: Delegations with their files; without a name, the desk's own.
        only: Ids or printed numbers of the paragraphs that are merged; all where none is given.

    Returns:
        The new text of the selection file; and what was done and is to be decided, paragraph by paragraph.

    Raises:
        DrafterError: if a file holds no such draft, there is no such paragraph, or the selection cannot be
            changed in place.
        ContentError: if the result would be no selection.
    """
    state = State(selection, {clause.id: clause for clause in selection.file.clauses})
    for _, returned in files:
        if not returned.draft or returned.draft.by_id.keys().isdisjoint(state.clauses):
            raise DrafterError(
                f"{returned.name} no longer shows which paragraphs of {selection.path.name} it has",
                "Give the file as Word saved it, and the selection from which that draft was made.",
            )
    labels = [labels_of(returned.draft) for _, returned in files if returned.draft]
    find_clauses(selection, only, lambda: ChainMap(*labels))  # which refuses what is unknown
    history, items = history_of(selection.path), list[Item]()
    for (name, returned), numbers in zip(files, labels, strict=True):
        file = _File(state, name, returned, {numbers.get(given, (given, ""))[0] for given in only})
        if not only and history.has_merged(mark_of(name, returned)):
            advice = "to merge a paragraph of this file again, name it with --only"
            items.append(Item(Group.BEFORE, "", name or returned.name, advice))
        else:
            file.merge()
        items += file.items
    text = state.text()
    open_selection(selection.path, text.encode(), form=str(selection.form))
    return text, sorted(items, key=lambda item: item.place)


class _File:
    """One returned draft that is being merged.

    Args:
        state: The clauses as they are so far; changed in place.
        name: The delegation; empty for the desk.
        returned: The draft as it came back.
        only: The ids of the clauses that are merged; all where there is none.

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
        self._reader = PassageReader(returned.draft, state.selection)
        self._done: set[tuple[str, int]] = set()

    def merge(self) -> None:
        """Merge every change and every comment."""
        for change in self._returned.changes:
            self._merge_change(change)
        for comment in self._returned.comments:
            self._keep_comment(comment)

    def _merge_change(self, change: Change) -> None:
        given = change.clause or self._around.nearest(change.edited_place)[0]
        is_known = change.clause in self._state.clauses
        if change.kind in _LOOKS or not self._is_wanted(given):
            return
        if change.edited and change.kind in _NEW and self._around.is_paragraph(change):
            beside = self._around.beside(change.edited_place)
            self._add(self._reader.read(change.edited), beside[0] or beside[1], beside=beside)
        elif change.kind in _WORDS and is_known:
            self._reword(change)
        elif change.kind is ChangeKind.GONE and is_known:
            self._strike(change)
        elif change.kind is ChangeKind.MOVED and is_known:
            self._move(change)
        elif not self._only:  # outside the paragraphs, which are all that a selection has
            what = f"{change.where}: {'; '.join(change_lines(change))}"
            self.items.append(Item(Group.OUTSIDE, "", self._who, what))

    def _is_wanted(self, given: str) -> bool:
        return not self._only or given in self._only

    # What is told, and kept as a note

    def _tell(self, given: str, what: str, wording: int = 0, group: Group = Group.DONE) -> None:
        printed = self._printed.get(given)
        label = label_of(printed, wording) if printed else ""
        place = [*self._printed].index(given) if printed else len(self._printed)
        self.items.append(Item(group, label, self._who, what, (place, wording)))

    def _note(
        self, given: str, what: str, wording: int = 0, who: str = "", group: Group = Group.DECIDE
    ) -> None:
        """Keep what was not laid into the text as a note of the clause."""
        if self._state.note(given, f"{who or self._who}: {what}"):
            self._tell(given, what, wording, group)

    def _keep_comment(self, comment: Comment) -> None:
        given, wording = self._around.nearest(comment.block)
        if self._is_wanted(given):
            what = f"on “{excerpt(comment.words)}”: {comment.text}" if comment.words else comment.text
            self._note(given, what, wording, who=self._name or comment.author, group=Group.NOTE)

    # Changes of a printed line

    def _line(self, change: Change) -> tuple[str, Passage]:
        """Return the first source of the wording that a line prints, and the line as it was printed."""
        printed, block = self._printed[change.clause], change.base
        assert block is not None  # noqa: S101  # it was printed
        may_be = len(printed.lines) > 1 or printed.decision is Decision.BRACKETS
        passage = self._reader.read(block, printed.id, may_be_bracketed=may_be)
        return printed.lines[change.wording].source, passage

    def _ours(self, given: str, source: str, base: Passage) -> tuple[str, str]:
        """Return the present words, and what is at their end."""
        text = self._state.words(given, source)
        return without_end(text) if text else (base.text, "")

    def _closed(self, given: str, source: str) -> str:
        """Return why nothing may be laid into the words of a clause; empty where it may."""
        is_out = self._state.clauses[given].decision is Decision.OUT
        if is_out or self._state.words(given, source) == LEFT_OUT:
            return "the paragraph is out"
        return "the paragraph is agreed" if self._name and self._state.is_agreed(given) else ""

    def _is_own(self, text: str) -> bool:
        """Tell whether a paragraph is under the name of the delegation alone."""
        return proposal_of(text)[1] == (self._name,)

    def _reword(self, change: Change) -> None:
        given, (source, base) = change.clause, self._line(change)
        if change.edited is None or (given, change.wording) in self._done:
            return
        self._done.add((given, change.wording))
        theirs = self._reader.read(change.edited, given, may_be_bracketed=base.is_bracketed)
        closed = self._closed(given, source)
        if self._name and is_rewritten(change.pieces) and not closed and not self._is_own(base.text):
            self._add(theirs, given, wording=change.wording)
            return
        ours, end = (base.text, "") if closed else self._ours(given, source, base)
        text, steps = lay(base.text, ours, theirs.text, self._name)
        self._tell_steps(given, steps, change.wording, closed)
        if not closed and text != ours:
            self._state.reword(given, source, text + end)
            is_move = not any(step_in_words(step, "") for step in steps)
            if is_move and {*base.sources} == {*theirs.sources}:
                self._tell(given, "moved a footnote", change.wording)
        if base.is_bracketed and not theirs.is_bracketed:
            self._lift(given, change.wording)
        self._cite(change, source, base, theirs, (ours + end, text + end))

    def _tell_steps(self, given: str, steps: Sequence[Step], wording: int, closed: str) -> None:
        for step in steps:
            what = step_in_words(step, self._name)
            if what and (closed or step.outcome not in (Outcome.LAID, Outcome.ALREADY)):
                place = f" after “{step.after}”" if not (step.old or step.after in what) else ""
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

    def _cite(
        self, change: Change, source: str, base: Passage, theirs: Passage, texts: tuple[str, str]
    ) -> None:
        """Take over footnotes that came and went.

        Args:
            change: The change of a line.
            source: The first source of the wording that the line prints.
            base: The line as it was printed.
            theirs: The line as it came back.
            texts: The words before they were merged, and after.
        """
        (ours, text), given, state = texts, change.clause, self._state
        had, marked, closed = state.sources(given), NOTE_MARK.findall(ours), self._closed(given, source)
        is_bare = NO_FOOTNOTE in marked
        cited = marked if is_bare else (*marked, *had)
        new = [note for note in theirs.sources if note not in (*base.sources, *cited)]
        gone = [note for note in base.sources if note not in theirs.sources and note in cited]
        for note in gone:
            # A delegation's file takes out only what it put in within its brackets.
            goes = not closed and not (self._name and (note in had or f"[^{note}]" in text))
            tell = self._tell if goes else self._note
            tell(given, f"took out the footnote to {note}", change.wording)
        for note in (*new, *(words for words in theirs.unfit if words not in base.unfit)):
            tell = self._note if closed or note in theirs.unfit else self._tell
            tell(given, f"put in a footnote: {note}", change.wording)
        if closed:
            return
        gone = [] if self._name else gone
        kept = had if is_bare else tuple(note for note in had if note not in gone)
        is_wording = bool(source and not state.clauses[given].text)  # one more source is one more wording
        if gone and not is_bare and (source not in kept if is_wording else not kept):
            is_bare, kept, new = True, had, [note for note in (*base.sources, *new) if note not in gone]
            text += f"[^{NO_FOOTNOTE}]"
        for note in gone:
            text = text.replace(f"[^{note}]", "")
        if is_wording or is_bare:
            text += "".join(f"[^{note}]" for note in new if f"[^{note}]" not in text)
        else:
            kept = (*kept, *new)
        if new or text != ours:
            state.reword(given, source, text)
        if kept != had:
            state.change(given, sources=kept)

    # Whole paragraphs

    def _strike(self, change: Change) -> None:
        given, wording, state, (source, base) = change.clause, change.wording, self._state, self._line(change)
        ours, end = self._ours(given, source, base)
        if closed := self._closed(given, source):
            self._note(given, f"delete ({closed})", wording)
        elif self._name and not self._is_own(ours):
            if self._name not in strikers(ours):
                state.reword(given, source, struck(ours, self._name) + end)
                self._tell(given, "struck the paragraph", wording)
        elif source and not state.clauses[given].text and len(self._printed[given].lines) > 1:
            state.reword(given, source, LEFT_OUT)
            self._tell(given, "struck this wording", wording)
        else:
            what = "withdrew" if self._name else "struck"
            state.change(
                given, decision=Decision.OUT, reason=f"{what} in {self._returned.name}", by=self._name
            )
            self._tell(given, f"{what} the paragraph")

    def _move(self, change: Change) -> None:
        places = range(change.edited_place, change.edited_place + change.count)
        before, after = self._around.beside(places[0], places[-1])
        target, follows = self._printed.get(before or after), before
        for given in dict.fromkeys(self._around.lines[at][0] for at in places if at in self._around.lines):
            if target is None or self._name or given in (before, after):
                self._note(given, f"move the paragraph {self._beside(before, after)}")
            elif self._state.move(given, self._after(follows, after)):
                heading = target.theme or target.heading
                if heading != (self._printed[given].theme or self._printed[given].heading):
                    self._state.change(given, heading=heading)
                self._tell(given, f"moved the paragraph {self._beside(before, after)}")
            follows = given

    def _beside(self, before: str, after: str) -> str:
        printed = self._printed.get(before or after)
        return f"{'after' if before else 'before'} {printed.label}" if printed else "elsewhere"

    def _after(self, before: str, after: str) -> str:
        """Return after which clause something comes, given the printed clauses before and after it."""
        order = [*self._state.clauses]
        at = order.index(before) if before else order.index(after) - 1
        while before and at + 1 < len(order) and order[at + 1] not in self._printed:
            at += 1
        return order[at] if at >= 0 else ""

    def _add(
        self, passage: Passage, like: str, *, beside: tuple[str, str] = ("", ""), wording: int = 0
    ) -> None:
        """Add a paragraph to the selection, or a name to the same paragraph of others.

        Args:
            passage: The paragraph.
            like: The clause that it is an alternative of, or that it is beside.
            beside: The clauses before and after it; none for an alternative.
            wording: The line of which it is an alternative.
        """
        state, target, (words, typed) = self._state, self._printed[like], proposal_of(passage.text)
        names = typed or ((self._name,) if self._name else ())
        opening = f"“{excerpt(NOTE_MARK.sub('', words))}”"
        for clause in state.clauses.values():
            there, supporters = proposal_of(without_end(clause.text)[0])
            if Words(there).keys == Words(words).keys:
                joint = tuple(dict.fromkeys([*supporters, *names]))
                if supporters and joint != supporters:
                    state.change(clause.id, text=proposed(words, joint))
                    self._tell(like, f"joined {', '.join(supporters)}: {opening}", wording)
                return
        root = "" if any(beside) else state.clauses[like].alternative_to or like
        has_place = bool(passage.sources) and not root  # else it is where its sources are
        clause = Clause(
            "",
            sources=passage.sources,
            text=passage.text if typed or not names else proposed(words, names),
            alternative_to=root,
            heading=(target.theme or target.heading) if has_place else "",
            kind=target.kind if has_place or target.kind is not Kind.ACTION else None,
        )
        given = state.add(clause, after=self._after(*beside) if any(beside) else like)
        what = "an alternative" if root else f"a new paragraph {self._beside(*beside)}"
        self._tell(like, f"put in {what}: {opening}", wording)
        for note in passage.unfit:
            self._note(given, f"put in a footnote: {note}")
