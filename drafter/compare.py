"""What changed between two drafts, clause by clause: as values, in words for an e-mail, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.alignment import ChangeKind, Passage, align
from drafter.docx.styles import ParagraphRole
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import Returned
from drafter.text import compare_words, first_words, is_recognizable, shortened, word_pieces

CLAUSE, HEADING, TEXT = "clause", "heading", "text"
_KINDS = {
    ParagraphRole.TITLE: HEADING,
    ParagraphRole.HEADING: HEADING,
    ParagraphRole.CLAUSE: TEXT,
    ParagraphRole.VERSION: TEXT,
    ParagraphRole.GUIDANCE: TEXT,
    ParagraphRole.TEXT: TEXT,
}
# How much of a text is shown to know it by.
_OPENING = 12  # words
_LONGEST = 90  # letters


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A clause, a heading or a paragraph of running text as it stands in a draft.

    Attributes:
        kind: "clause", "heading" or "text".
        lines: Its words; of a clause the numbered wording, then its "bis" and "ter".
        id: What a clause is called from draft to draft; empty where drafter did not make it.
        label: Its number as it stands: "12", "G.3"; empty where it has none.
        notes: The text of each of its footnotes, in order.
        left_open: What a comment says of people having left it open; empty where they have not.
    """

    kind: str
    lines: tuple[str, ...]
    id: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()
    left_open: str = ""

    @property
    def passage(self) -> Passage:
        """What of it is aligned."""
        return Passage(self.id, self.kind, "\n".join(self.lines), can_move=self.kind == CLAUSE)


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of words that changed: what went and what came; one of them may be empty."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A clause of both drafts that is not the same in both.

    Attributes:
        old: As it was.
        new: As it is.
        is_moved: Whether it stands elsewhere, and not only because others came or went.
        words: What changed in its words, in order.
        is_rewritten: Whether a wording cannot be read as the old one changed.
        notes_in: Footnotes that only the new draft has here.
        notes_out: Footnotes that only the old draft had here.
    """

    old: ComparedText
    new: ComparedText
    is_moved: bool
    words: tuple[WordChange, ...]
    is_rewritten: bool
    notes_in: tuple[str, ...]
    notes_out: tuple[str, ...]

    @property
    def is_reworded(self) -> bool:
        """Whether more than punctuation changed in its words."""
        return any(any(map(str.isalnum, change.old + change.new)) for change in self.words)

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        is_opened = self.old.left_open != self.new.left_open
        return bool(self.is_moved or self.words or self.notes_in or self.notes_out or is_opened)


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
    def moved(self) -> tuple[ChangedClause, ...]:
        """Clauses that stand elsewhere."""
        return tuple(clause for clause in self.changed if clause.is_moved)

    @property
    def reworded(self) -> tuple[ChangedClause, ...]:
        """Clauses in which more than punctuation changed."""
        return tuple(clause for clause in self.changed if clause.is_reworded)

    @property
    def repunctuated(self) -> tuple[ChangedClause, ...]:
        """Clauses in which only punctuation changed."""
        return tuple(clause for clause in self.changed if clause.words and not clause.is_reworded)

    @property
    def opened(self) -> tuple[ComparedText, ...]:
        """Clauses that are left open and were not, or for another reason."""
        both = [one.new for one in self.changed if one.new.left_open != one.old.left_open]
        return tuple(clause for clause in (*both, *self.came) if clause.left_open)

    @property
    def settled(self) -> tuple[ChangedClause, ...]:
        """Clauses of both that were left open and are not any more."""
        return tuple(one for one in self.changed if one.old.left_open and not one.new.left_open)

    @property
    def notes_in(self) -> int:
        """How many footnotes came, those of clauses that came among them."""
        return sum(len(one.notes) for one in self.came) + sum(len(one.notes_in) for one in self.changed)

    @property
    def notes_out(self) -> int:
        """How many footnotes went, those of clauses that went among them."""
        return sum(len(one.notes) for one in self.went) + sum(len(one.notes_out) for one in self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether the two drafts say the same."""
        return not (self.came or self.went or self.changed or self.others)


def draft_text(returned: Returned) -> tuple[ComparedText, ...]:
    """The clauses, headings and running text of a draft, in order; tables and contents follow from them."""
    document = returned.document
    printed = document.draft.printed if document.draft else ()
    says_so = {remark.text for clause in printed if clause.is_left_open for remark in clause.remarks}
    left_open = {
        comment.id: comment.text
        for comment in document.comments
        if comment.text in says_so and not comment.is_resolved
    }
    found = {
        paragraph.place: ComparedText(_KINDS[paragraph.role], (paragraph.text,))
        for paragraph in document.paragraphs
        if paragraph.role in _KINDS and paragraph.text and paragraph.place not in returned.places_of_clauses
    }
    found |= {
        clause.lines[0].paragraph.place: _compared_clause(clause, left_open) for clause in returned.clauses
    }
    return tuple(text for _, text in sorted(found.items()))


def _compared_clause(clause: ReturnedClause, left_open: Mapping[str, str]) -> ComparedText:
    comments = [comment for line in clause.lines for comment in line.paragraph.comments]
    return ComparedText(
        CLAUSE,
        tuple(line.text for line in clause.lines),
        clause.id,
        clause.label,
        tuple(note.text for line in clause.lines for note in line.notes),
        next((left_open[comment] for comment in comments if comment in left_open), ""),
    )


def compare_drafts(old: Sequence[ComparedText], new: Sequence[ComparedText]) -> Comparison:
    """What changed between two drafts.

    Headings count for what has moved, as they do in the redline: of two clauses that changed places, the
    one that left its heading is the one that moved.
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
            went.append(one)
        else:
            both = _compare_clauses(before, after, is_moved=step.kind is ChangeKind.MOVED_TO)
            changed += [both] if both.is_any else []
    was, now = (sum(one.kind == CLAUSE for one in texts) for texts in (old, new))
    return Comparison(was, now, tuple(came), tuple(went), tuple(changed), tuple(others))


def _compare_clauses(old: ComparedText, new: ComparedText, *, is_moved: bool) -> ChangedClause:
    changes: list[WordChange] = []
    is_rewritten = False
    if old.lines != new.lines:
        pairs = [(old.lines[0], new.lines[0]), *_pair_lines(old.lines[1:], new.lines[1:])]
        for before, after in pairs:
            words = word_changes(before, after)
            if words is None:
                is_rewritten = True
                words = [WordChange(before, after)]
            changes += words
    notes_old, notes_new = Counter(old.notes), Counter(new.notes)
    return ChangedClause(
        old,
        new,
        is_moved,
        tuple(changes),
        is_rewritten,
        tuple((notes_new - notes_old).elements()),
        tuple((notes_old - notes_new).elements()),
    )


def _pair_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]  # however little they have in common
    steps = align([Passage("", "", line) for line in old], [Passage("", "", line) for line in new])
    return [
        ("" if step.old is None else old[step.old], "" if step.new is None else new[step.new])
        for step in steps
    ]


def word_changes(old: str, new: str) -> list[WordChange] | None:
    """The stretches in which two wordings differ; None if one is not the other changed."""
    if old == new:
        return []
    if not old or not new:
        return [WordChange(old, new)]
    words_old, words_new = word_pieces(old), word_pieces(new)
    stretches = compare_words(words_old, words_new)
    if not is_recognizable(stretches, words_old, words_new):
        return None
    return [
        WordChange("".join(words_old[slice(*one.old)]).strip(), "".join(words_new[slice(*one.new)]).strip())
        for one in stretches
        if not one.is_same
    ]


# In words


def comparison_text(found: Comparison) -> str:
    """The comparison as lines of text; clauses by number and opening words."""
    if found.is_empty:
        return "Nothing changed.\n"
    lines = [f"Clauses, guidance among them: {found.clauses_before} before, {found.clauses_now} now."]
    for head, clauses in (
        ("In", [[_named(one)] for one in found.came]),
        ("Out", [[f"{'was ' if one.label else ''}{_named(one)}"] for one in found.went]),
        ("Moved", [[_both(one)] for one in found.moved]),
        ("Reworded", [[_both(one), *filter(None, map(_in_words, one.words))] for one in found.reworded]),
        ("Punctuation only", [[_both(one)] for one in found.repunctuated]),
        ("Left open", [[_named(one), _short(one.left_open)] for one in found.opened]),
        ("No longer open", [[_both(one)] for one in found.settled]),
    ):
        lines += [f"{head}: {len(clauses)} clause{'' if len(clauses) == 1 else 's'}"] if clauses else []
        for clause, *changes in clauses:
            lines += [f"  {clause}", *(f"      {change}" for change in changes)]
    return "\n".join([*lines, *_footnotes(found), *_others(found)]) + "\n"


def _named(clause: ComparedText) -> str:
    opening = first_words(clause.lines[0], _OPENING)
    return f"{clause.label}. {opening}" if clause.label else opening


def _both(change: ChangedClause) -> str:
    was = f" (was {change.old.label})" if change.old.label not in ("", change.new.label) else ""
    label = f"{change.new.label}{was}. " if change.new.label else ""
    return f"{label}{first_words(change.new.lines[0], _OPENING)}"


def _in_words(change: WordChange) -> str:
    old, new = _short(change.old), _short(change.new)
    if old and new:
        return f"“{old}” is now “{new}”"
    return f"new: “{new}”" if new else f"gone: “{old}”"


def _footnotes(found: Comparison) -> Iterator[str]:
    if not (found.notes_in or found.notes_out):
        return
    yield f"Footnotes: +{found.notes_in} −{found.notes_out}"
    for change in found.changed:
        notes = [f"+ {note}" for note in change.notes_in] + [f"− {note}" for note in change.notes_out]
        if notes:
            yield f"  {_both(change)}"
            yield from (f"    {note}" for note in notes)
    in_others = sum(len(one.notes) for one in (*found.came, *found.went))
    if in_others:
        yield f"  {in_others} of them came or went with their clauses."


def _others(found: Comparison) -> Iterator[str]:
    for kind, name in ((HEADING, "Headings"), (TEXT, "Other text")):
        changes = [change for of_kind, change in found.others if of_kind == kind]
        if changes:
            yield f"{name}: {len(changes)} changed"
        for change in changes:
            words = word_changes(change.old, change.new) if change.old and change.new else None
            inside = "; ".join(map(_in_words, words or ()))
            yield f"  {first_words(change.new, _OPENING)}: {inside}" if inside else f"  {_in_words(change)}"


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)


def comparison_json(found: Comparison, old: str, new: str) -> str:
    """``drafter compare --json``; the files as the user named them."""
    shape = {
        "schema_version": 1,
        "old": {"file": old, "clauses": found.clauses_before},
        "new": {"file": new, "clauses": found.clauses_now},
        "in": [_clause(clause) for clause in found.came],
        "out": [_clause(clause) for clause in found.went],
        "changed": [
            {
                "id": change.new.id or change.old.id,
                "number": change.new.label,
                "was": change.old.label,
                "moved": change.is_moved,
                "reworded": change.is_reworded,
                "rewritten": change.is_rewritten,
                "old_text": change.old.lines,
                "text": change.new.lines,
                "words": [{"old": words.old, "new": words.new} for words in change.words],
                "footnotes_in": change.notes_in,
                "footnotes_out": change.notes_out,
                "was_left_open": change.old.left_open,
                "left_open": change.new.left_open,
            }
            for change in found.changed
        ],
        "others": [{"kind": kind, "old": change.old, "new": change.new} for kind, change in found.others],
        "summary": {
            "in": len(found.came),
            "out": len(found.went),
            "moved": len(found.moved),
            "reworded": len(found.reworded),
            "punctuation_only": len(found.repunctuated),
            "left_open": len(found.opened),
            "no_longer_open": len(found.settled),
            "footnotes_in": found.notes_in,
            "footnotes_out": found.notes_out,
        },
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _clause(clause: ComparedText) -> dict[str, object]:
    facts = {"number": clause.label, "text": clause.lines, "footnotes": clause.notes}
    return {"id": clause.id, **facts, "left_open": clause.left_open}
