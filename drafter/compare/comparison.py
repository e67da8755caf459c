"""What changed between two drafts, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.check.footnote_words import words_not_drafted
from drafter.docx.styles import ParagraphRole
from drafter.draft.blocks import Role
from drafter.returned.document import ReadNote, Returned
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.differences import compare_words, is_recognizable, word_pieces
from drafter.text.words import with_plain_blanks

CLAUSE, HEADING, TEXT = "clause", "heading", "text"
_HEADINGS = (ParagraphRole.TITLE, ParagraphRole.HEADING)
_TEXTS = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE, ParagraphRole.TEXT)
# Where words that no selection has are the program's, about the paper itself.
_ABOUT_THE_PAPER = (Role.TEXT, Role.NOTE, Role.CAPTION)


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A clause, a heading or a paragraph of running text as it stands in a draft.

    Attributes:
        kind: "clause", "heading" or "text".
        lines: Its words; of a clause the numbered wording, then its "bis" and "ter".
        id: What a clause is called from draft to draft; empty where drafter did not make it.
        label: Its number as it stands: "12", "G.3"; empty where it has none.
        notes: The text of each of its footnotes, in order.
        cited: For each of these what it cites, by name; nothing where it says more than that.
        left_open: What a comment says of people having left it open; empty where they have not.
        standing: Whose proposals its wordings are, and where it stands, as it is printed behind them.
    """

    kind: str
    lines: tuple[str, ...]
    id: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()
    cited: tuple[tuple[str, ...], ...] = ()
    left_open: str = ""
    standing: str = ""

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
        notes_in: Footnotes that only the new draft has here; of one whose other sources were cited before, in
            footnotes to other sources together, what it cites anew.
        notes_out: Footnotes that only the old draft had here, likewise.
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
        has_others = self.notes_in or self.notes_out or self.standing_changed
        return bool(self.is_moved or self.words or has_others or is_opened)

    @property
    def standing_changed(self) -> bool:
        """Whether something else stands behind it of whose proposal it is, or of where it stands."""
        return self.old.standing != self.new.standing


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
        """Clauses by what became of them."""
        opened = [one.new for one in self.changed if one.new.left_open != one.old.left_open]
        return {
            "in": self.came,
            "out": self.went,
            "moved": [one for one in self.changed if one.is_moved],
            "reworded": [one for one in self.changed if one.is_reworded],
            "punctuation_only": [one for one in self.changed if one.words and not one.is_reworded],
            "status_or_sponsors": [one for one in self.changed if one.standing_changed],
            "left_open": [one for one in (*opened, *self.came) if one.left_open],
            "no_longer_open": [one for one in self.changed if one.old.left_open and not one.new.left_open],
        }

    @property
    def summary(self) -> dict[str, int]:
        """How many clauses are in each group, and how many footnotes came and went."""
        return {
            **{name: len(clauses) for name, clauses in self.groups.items()},
            "footnotes_in": sum(len(one.notes) for one in self.came)
            + sum(len(one.notes_in) for one in self.changed),
            "footnotes_out": sum(len(one.notes) for one in self.went)
            + sum(len(one.notes_out) for one in self.changed),
        }

    @property
    def is_empty(self) -> bool:
        """Whether the two drafts say the same."""
        return not (self.came or self.went or self.changed or self.others)


def draft_text(returned: Returned) -> tuple[ComparedText, ...]:
    """The clauses, headings and running text of a draft, in order; tables and contents follow from them.

    What the program says about the paper itself, as it printed it, follows from them, too.
    """
    document = returned.document
    texts = document.draft.texts if document.draft else ()
    about = {
        with_plain_blanks(text.words) for text in texts if not text.name and text.role in _ABOUT_THE_PAPER
    }
    printed = document.draft.printed if document.draft else ()
    says_so = {remark.text for clause in printed if clause.is_left_open for remark in clause.remarks}
    left_open = {
        comment.id: comment.text
        for comment in document.comments
        if comment.text in says_so and not comment.is_resolved
    }
    found = {
        paragraph.place: ComparedText(HEADING if paragraph.role in _HEADINGS else TEXT, (paragraph.text,))
        for paragraph in document.paragraphs
        if paragraph.role in (*_HEADINGS, *_TEXTS)
        and paragraph.text
        and with_plain_blanks(paragraph.text) not in about
        and paragraph.place not in returned.places_of_clauses
    }
    for clause in returned.clauses:
        if clause.is_text:
            paragraph = clause.lines[0].paragraph
            found[paragraph.place] = ComparedText(TEXT, (paragraph.text,))
            continue
        comments = [comment for line in clause.lines for comment in line.paragraph.comments]
        found[clause.lines[0].paragraph.place] = ComparedText(
            CLAUSE,
            tuple(line.text for line in clause.lines),
            clause.id,
            clause.label,
            tuple(note.text for line in clause.lines for note in line.notes),
            tuple(_cited(returned, returned.notes[note.id]) for line in clause.lines for note in line.notes),
            next((left_open[comment] for comment in comments if comment in left_open), ""),
            " ".join(said for line in clause.lines for said in (line.sponsors, line.status) if said),
        )
    return tuple(text for _, text in sorted(found.items()))


def _cited(returned: Returned, read: ReadNote) -> tuple[str, ...]:
    """What a footnote cites, by name; nothing where it says more than that."""
    says_more = words_not_drafted(returned, read) or read.note.unreadable
    is_plain = not says_more and all(one.source for one in read.cited)
    return tuple(map(returned.name, read.sources)) if is_plain else ()


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
    for before, after in [(old.lines[0], new.lines[0]), *_pair_lines(old.lines[1:], new.lines[1:])]:
        words = changed_words(before, after)
        if words is None:
            is_rewritten = True
            words = [WordChange(before, after)]
        changes += words
    notes_in, notes_out = _compare_notes(old, new)
    return ChangedClause(
        old,
        new,
        is_moved,
        tuple(changes),
        is_rewritten,
        notes_in,
        notes_out,
    )


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


def _pair_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]  # however little they have in common
    steps = align([Passage("", "", line) for line in old], [Passage("", "", line) for line in new])
    return [
        ("" if step.old is None else old[step.old], "" if step.new is None else new[step.new])
        for step in steps
    ]


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
