"""The clauses of a selection while files are merged into it, the text that results, and what is reported."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct, json
from msgspec.structs import replace

from drafter.matrix.concordance import ID, LONGEST_ID
from drafter.merge.laying import Outcome, Step
from drafter.merge.notation import Words, proposal_of
from drafter.model import Clause, Decision
from drafter.returned import Returned
from drafter.selection.editing import text_of, with_changes
from drafter.selection.file import NOTE_MARK
from drafter.selection.loading import OpenSelection
from drafter.selection.rendering import Changes, Value
from drafter.selection.resolve import sources_of
from drafter.selection.splicing import arrange_clauses, insert_clause
from drafter.text import free_name

_AGREED = "agreed"
_WORDS_OF_ID = 3
_MARK = 12
# What merging can change in a clause.
_MERGED = "sources text wordings alternative_to heading kind notes number decision reason by".split()


class Group(StrEnum):
    """Where a line is listed."""

    DONE = "done"
    DECIDE = "to decide"
    NOTE = "notes"
    OUTSIDE = "outside the paragraphs"
    BEFORE = "merged before"


class Item(Struct, frozen=True):
    """A line of what a merge says.

    Attributes:
        group: Where it is listed.
        where: The number of the paragraph as it was printed; empty for none.
        who: The delegation, or the name of the desk's file.
        what: What was done, or is to be decided.
        place: Which paragraph and line of the printed draft that was, by which the items are ordered.
    """

    group: Group
    where: str
    who: str
    what: str
    place: tuple[int, int] = (0, 0)


def step_in_words(step: Step, name: str) -> str:
    """Return a step in words, without marks of footnotes; empty where nothing else changed.

    Args:
        step: The step.
        name: The delegation; empty for the desk.
    """
    old, new = (NOTE_MARK.sub("", words).strip() for words in (step.old, step.new))
    if name and new.strip(", ;") == name:
        return f"joined “{step.after}”"
    if len(Words(old).brackets) > len(Words(new).brackets):
        verb = "settle" if step.outcome is not Outcome.LAID else "withdrew" if name else "settled"
        return f"{verb} “{old}”" + (f" → “{new}”" if new else " → struck" if "[" in old else "")
    if old and new:
        return f"“{old}” → “{new}”"
    return f"put in “{new}”" if new else f"struck “{old}”" if old else ""


class State(Struct):
    """The clauses of a selection as they are after the changes that were merged so far.

    Attributes:
        selection: The selection before the merge.
        clauses: The clauses by id, in order, with what is in their blocks.
    """

    selection: OpenSelection
    clauses: dict[str, Clause]

    def change(self, given: str, **keys: object) -> None:
        """Give a clause other values."""
        self.clauses[given] = replace(self.clauses[given], **keys)

    def note(self, given: str, note: str) -> bool:
        """Add a note to a clause, unless it has that note; return whether it was new."""
        notes = self.clauses[given].notes
        if note not in notes:
            self.change(given, notes=(*notes, note))
        return note not in notes

    def is_agreed(self, given: str) -> bool:
        """Tell whether a clause is agreed."""
        return self.clauses[given].status.lower().startswith(_AGREED)

    def words(self, given: str, source: str) -> str:
        """Return the edited words of a clause, or of one wording; empty where nobody edited them."""
        clause = self.clauses[given]
        return clause.text or clause.wordings.get(source, "")

    def reword(self, given: str, source: str, text: str) -> None:
        """Give a clause, or one of its wordings, other words; ``LEFT_OUT`` leaves it out."""
        clause = self.clauses[given]
        if source and not clause.text:
            self.change(given, wordings={**clause.wordings, source: text})
        else:
            self.change(given, text=text)

    def sources(self, given: str) -> tuple[str, ...]:
        """Return the sources of a clause."""
        return sources_of([*self.clauses.values()], self.selection.by_id)[given]

    def add(self, clause: Clause, *, after: str) -> str:
        """Add a new clause after another one and its alternatives, and return its id."""
        taken = {*self.clauses, *self.selection.by_id}
        words = re.findall("[a-z0-9]+", proposal_of(clause.text)[0].lower())
        slug = "-".join(words[:_WORDS_OF_ID])[: LONGEST_ID - 4].strip("-")
        given = free_name(slug if ID.fullmatch(slug) else "paragraph", taken)
        self._insert(replace(clause, id=given), after)
        return given

    def move(self, given: str, after: str) -> bool:
        """Move a clause after another one, or to the top; return whether it was elsewhere."""
        order = [*self.clauses]
        place = order.index(given)
        if after in (given, order[place - 1] if place else ""):
            return False
        self._insert(replace(self.clauses.pop(given), number=""), after)  # a fixed one would keep its place
        return True

    def _insert(self, clause: Clause, after: str) -> None:
        items = [*self.clauses.items()]
        ids = [given for given, _ in items]
        place = ids.index(after) + 1 if after else 0
        items.insert(place, (clause.id, clause))
        self.clauses = dict(items)

    def text(self) -> str:
        """Return the text of the selection file with everything that was merged.

        Raises:
            DrafterError: if the file cannot be changed in place.
        """
        before = {clause.id: clause for clause in self.selection.file.clauses}
        changes: dict[str, Changes] = {}
        for given in before.keys() & self.clauses.keys():
            old, new = _keys(before[given]), _keys(self.clauses[given])
            changes[given] = {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}
        text = with_changes(text_of(self.selection), {given: keys for given, keys in changes.items() if keys})
        text = arrange_clauses(text, [given for given in self.clauses if given in before])
        for place, (given, clause) in enumerate(self.clauses.items()):
            if given not in before:
                fields: Changes = {"id": given, **{k: v for k, v in _keys(clause).items() if v}}
                text = insert_clause(text, fields, place)
        return text


def _keys(clause: Clause) -> dict[str, Value]:
    """Return what merging can change in a clause, as a file has it."""
    values = {name: getattr(clause, name) for name in _MERGED}
    return {
        name.replace("_", "-"): (str(value) if isinstance(value, str) else value) or None
        for name, value in values.items()
        if value is not Decision.IN
    }


def maker_of(files: Sequence[tuple[str, Returned]]) -> str:
    """Return what the history calls a merge: the names of its files, then how each is known again."""
    names = ", ".join(returned.name for _, returned in files)
    return f"the merge of {names} | {' '.join(mark_of(name, returned) for name, returned in files)}"


def mark_of(name: str, returned: Returned) -> str:
    """Return by what a delegation's file is known again, however it was saved: its words."""
    words = [
        [(block.text, block.notes) for block in text.blocks] for text in (returned.base, returned.edited)
    ]
    comments = [comment.text for comment in returned.edited.comments]
    return hashlib.sha256(json.encode([name, words, comments])).hexdigest()[:_MARK]
