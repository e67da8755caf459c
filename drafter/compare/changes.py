"""What changed between two drafts, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.alignment import ChangeKind, Passage, align
from drafter.docx.model import ParagraphRole
from drafter.returned.clauses import ReturnedClause
from drafter.returned.document import Returned
from drafter.text import compare_words, is_recognizable, word_pieces


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it stands in a draft.

    Attributes:
        id: What it is called from draft to draft; empty where drafter did not make it.
        label: Its number as it stands: "12", "G.3"; empty where it has none.
        lines: Its wordings: the numbered one, then its "bis" and "ter".
        notes: The text of each of its footnotes, in order.
        left_open: What a comment says of people having left it open; empty where they have not.
    """

    id: str
    label: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    left_open: str = ""


@dataclass(frozen=True, slots=True)
class OtherText:
    """A paragraph that is no clause.

    Attributes:
        kind: "heading" or "text".
        text: Its words.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft as it stands, as far as it is compared.

    Attributes:
        passages: Clauses, headings and running text, in the order in which they stand.
    """

    passages: tuple[ClauseText | OtherText, ...]

    @property
    def clause_count(self) -> int:
        """How many clauses it has."""
        return sum(isinstance(one, ClauseText) for one in self.passages)


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

    old: ClauseText
    new: ClauseText
    is_moved: bool = False
    words: tuple[WordChange, ...] = ()
    is_rewritten: bool = False
    notes_in: tuple[str, ...] = ()
    notes_out: tuple[str, ...] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether more than punctuation changed in its words."""
        return any(any(map(str.isalnum, change.old + change.new)) for change in self.words)


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
        others: What changed in headings and running text, with its kind.
    """

    clauses_before: int
    clauses_now: int
    came: tuple[ClauseText, ...] = ()
    went: tuple[ClauseText, ...] = ()
    changed: tuple[ChangedClause, ...] = ()
    others: tuple[tuple[str, WordChange], ...] = ()

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
    def opened(self) -> tuple[ClauseText, ...]:
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


def compare_drafts(old: DraftText, new: DraftText) -> Comparison:
    """What changed between two drafts.

    Headings count for what has moved, as they do in the redline: of two clauses that changed places, the
    one that left its heading is the one that moved.
    """
    found = _Found()
    for step in align(list(map(_passage, old.passages)), list(map(_passage, new.passages))):
        before = old.passages[step.old] if step.old is not None else None
        after = new.passages[step.new] if step.new is not None else None
        if step.kind is ChangeKind.MOVED_FROM:
            continue  # it is met again where it stands
        if isinstance(before, OtherText) or isinstance(after, OtherText):
            found.take_other(before, after)
        else:
            found.take_clause(before, after, is_moved=step.kind is ChangeKind.MOVED_TO)
    return Comparison(
        old.clause_count,
        new.clause_count,
        tuple(found.came),
        tuple(found.went),
        tuple(found.changed),
        tuple(found.others),
    )


@dataclass(slots=True)
class _Found:
    came: list[ClauseText] = field(default_factory=list)
    went: list[ClauseText] = field(default_factory=list)
    changed: list[ChangedClause] = field(default_factory=list)
    others: list[tuple[str, WordChange]] = field(default_factory=list)

    def take_clause(self, old: ClauseText | None, new: ClauseText | None, *, is_moved: bool) -> None:
        if old is None and new is not None:
            self.came.append(new)
        elif new is None and old is not None:
            self.went.append(old)
        elif old is not None and new is not None:
            changed = _compare_clauses(old, new, is_moved=is_moved)
            is_other = old.left_open != new.left_open
            if changed.is_moved or changed.words or changed.notes_in or changed.notes_out or is_other:
                self.changed.append(changed)

    def take_other(self, old: ClauseText | OtherText | None, new: ClauseText | OtherText | None) -> None:
        before = old.text if isinstance(old, OtherText) else ""
        after = new.text if isinstance(new, OtherText) else ""
        kind = next(one.kind for one in (old, new) if isinstance(one, OtherText))
        if before != after:
            self.others.append((kind, WordChange(before, after)))


def _passage(passage: ClauseText | OtherText) -> Passage:
    if isinstance(passage, OtherText):
        return Passage("", passage.kind, passage.text)
    return Passage(passage.id, "clause", "\n".join(passage.lines), can_move=True)


def _compare_clauses(old: ClauseText, new: ClauseText, *, is_moved: bool) -> ChangedClause:
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


def _pair_lines(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
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


_KINDS = {
    ParagraphRole.TITLE: "heading",
    ParagraphRole.HEADING: "heading",
    ParagraphRole.CLAUSE: "text",
    ParagraphRole.VERSION: "text",
    ParagraphRole.GUIDANCE: "text",
    ParagraphRole.TEXT: "text",
}


def draft_text(returned: Returned) -> DraftText:
    """The clauses, headings and running text of a draft; tables and contents follow from them."""
    document = returned.document
    printed = document.draft.printed if document.draft else ()
    says_so = {remark.text for clause in printed if clause.is_left_open for remark in clause.remarks}
    left_open = {
        comment.id: comment.text
        for comment in document.comments
        if comment.text in says_so and not comment.is_resolved
    }
    passages: list[tuple[int, ClauseText | OtherText]] = [
        (clause.lines[0].paragraph.place, _clause_text(clause, left_open)) for clause in returned.clauses
    ]
    passages += [
        (paragraph.place, OtherText(_KINDS[paragraph.role], paragraph.text))
        for paragraph in document.paragraphs
        if paragraph.role in _KINDS and paragraph.text and paragraph.place not in returned.places_of_clauses
    ]
    return DraftText(tuple(passage for _, passage in sorted(passages, key=lambda one: one[0])))


def _clause_text(clause: ReturnedClause, left_open: Mapping[str, str]) -> ClauseText:
    comments = [comment for line in clause.lines for comment in line.paragraph.comments]
    return ClauseText(
        clause.id,
        clause.label,
        tuple(line.text for line in clause.lines),
        tuple(note.text for line in clause.lines for note in line.notes),
        next((left_open[comment] for comment in comments if comment in left_open), ""),
    )
