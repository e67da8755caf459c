"""What changed between two drafts, clause by clause: as values, in words for an e-mail, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from drafter.alignment import ChangeKind, Passage, align
from drafter.docx.styles import ParagraphRole
from drafter.returned.document import Returned
from drafter.text import compare_words, first_words, is_recognizable, shortened, word_pieces

CLAUSE, HEADING, TEXT = "clause", "heading", "text"
_HEADINGS = (ParagraphRole.TITLE, ParagraphRole.HEADING)
_TEXTS = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE, ParagraphRole.TEXT)
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
    def groups(self) -> Mapping[str, Sequence[ComparedText | ChangedClause]]:
        """Clauses by what became of them."""
        opened = [one.new for one in self.changed if one.new.left_open != one.old.left_open]
        return {
            "in": self.came,
            "out": self.went,
            "moved": [one for one in self.changed if one.is_moved],
            "reworded": [one for one in self.changed if one.is_reworded],
            "punctuation_only": [one for one in self.changed if one.words and not one.is_reworded],
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
        paragraph.place: ComparedText(HEADING if paragraph.role in _HEADINGS else TEXT, (paragraph.text,))
        for paragraph in document.paragraphs
        if paragraph.role in (*_HEADINGS, *_TEXTS)
        and paragraph.text
        and paragraph.place not in returned.places_of_clauses
    }
    for clause in returned.clauses:
        comments = [comment for line in clause.lines for comment in line.paragraph.comments]
        found[clause.lines[0].paragraph.place] = ComparedText(
            CLAUSE,
            tuple(line.text for line in clause.lines),
            clause.id,
            clause.label,
            tuple(note.text for line in clause.lines for note in line.notes),
            next((left_open[comment] for comment in comments if comment in left_open), ""),
        )
    return tuple(text for _, text in sorted(found.items()))


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
    for name, clauses in found.groups.items():
        if clauses:
            head = name.replace("_", " ").capitalize()
            lines.append(f"{head}: {len(clauses)} clause{'' if len(clauses) == 1 else 's'}")
        lines += [line for clause in clauses for line in _lines(name, clause)]
    return "\n".join([*lines, *_footnotes(found), *_others(found)]) + "\n"


def in_short(found: Comparison) -> str:
    """The comparison in figures."""
    if found.is_empty:
        return "Nothing changed."
    return (
        "In: {in}, out: {out}, moved: {moved}, reworded: {reworded}; "
        "footnotes: +{footnotes_in} −{footnotes_out}."
    ).format_map(found.summary)


def _lines(group: str, clause: ComparedText | ChangedClause) -> Iterator[str]:
    if isinstance(clause, ChangedClause):
        yield f"  {_both(clause)}"
        if group == "reworded":
            yield from (f"      {_in_words(change)}" for change in clause.words)
        return
    label = f"{clause.label}. " if clause.label else ""
    was = "was " if label and group == "out" else ""
    yield f"  {was}{label}{first_words(clause.lines[0], _OPENING)}"
    if group == "left_open":
        yield f"      {_short(clause.left_open)}"


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
    came, went = found.summary["footnotes_in"], found.summary["footnotes_out"]
    if not (came or went):
        return
    yield f"Footnotes: +{came} −{went}"
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


def comparison_fields(found: Comparison, old: str, new: str) -> dict[str, object]:
    """What ``drafter compare --json`` gives; the files as the user named them."""
    return {
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
                "words": [asdict(words) for words in change.words],
                "footnotes_in": change.notes_in,
                "footnotes_out": change.notes_out,
                "was_left_open": change.old.left_open,
                "left_open": change.new.left_open,
            }
            for change in found.changed
        ],
        "others": [{"kind": kind, **asdict(change)} for kind, change in found.others],
        "summary": found.summary,
    }


def _clause(clause: ComparedText) -> dict[str, object]:
    facts = {"number": clause.label, "text": clause.lines, "footnotes": clause.notes}
    return {"id": clause.id, **facts, "left_open": clause.left_open}
