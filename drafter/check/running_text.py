"""Preamble, title, box and headings against what drafter had printed: what was changed, added or taken out.

To fill in placeholders and to write the preamble is what the draft is for. It is no fault; it is told
once, for those who keep what comes back.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from drafter.check.annexes import folded
from drafter.check.basis import Basis
from drafter.check.finding import Finding, ShownText
from drafter.docx.model import Paragraph, ParagraphRole
from drafter.draft.model import Clause, Draft, Role
from drafter.draft.model import Paragraph as RunningText
from drafter.problems import Severity
from drafter.text import excerpt


class Kind(StrEnum):
    """What a changed text belongs to."""

    TITLE = "the title"
    BOX = "the box on how the draft was made"
    PREAMBLE = "the preamble"  # all running text before the first clause
    HEADINGS = "the headings"
    OTHER = "running text behind the first clause"


@dataclass(frozen=True, slots=True)
class ChangedTexts:
    """Running text of one kind that is not as drafter printed it.

    Attributes:
        kind: What it belongs to.
        texts: Each paragraph as it stands; one that is gone as it was printed.
        places: The places of those that stand.
    """

    kind: Kind
    texts: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def in_words(self) -> str:
        """The change in a few words: “the preamble was changed: 2 paragraphs (“Recalling …”, …)”."""
        count = len(self.texts)
        verb = "were" if self.kind is Kind.HEADINGS else "was"
        unit = "heading" if self.kind is Kind.HEADINGS else "paragraph"
        first = excerpt(self.texts[0])
        more = ", …" if count > 1 else ""
        return f"{self.kind} {verb} changed: {count} {unit}{'' if count == 1 else 's'} (“{first}”{more})"


_KINDS = {
    Role.TITLE: Kind.TITLE,
    Role.SUBTITLE: Kind.TITLE,
    Role.BOX_HEADING: Kind.BOX,
    Role.BOX_TEXT: Kind.BOX,
    Role.CAPTION: Kind.HEADINGS,
    Role.HEADING_1: Kind.HEADINGS,
    Role.HEADING_2: Kind.HEADINGS,
    Role.HEADING_3: Kind.HEADINGS,
    Role.CHAPEAU: Kind.HEADINGS,
}
_NO_RUNNING_TEXT = (ParagraphRole.TABLE, ParagraphRole.CONTENTS)


def running_text_findings(basis: Basis, told: AbstractSet[int]) -> Iterator[Finding]:
    """One note for each kind of running text that was changed; of headings, other checks tell.

    Args:
        basis: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    for changed in changed_texts(basis, told):
        if changed.kind is not Kind.HEADINGS:
            yield Finding(
                "running-text-changed",
                Severity.NOTE,
                changed.in_words,
                "This is no fault. It stands in this file alone: a new draft has the words of the form.",
                place=min(changed.places, default=-1),
                texts=tuple(ShownText("Changed", text) for text in changed.texts),
            )


def changed_texts(basis: Basis, told: AbstractSet[int] = frozenset()) -> tuple[ChangedTexts, ...]:
    """Running text that is not as drafter printed it, kind by kind, in the order of the document.

    Args:
        basis: What is checked.
        told: Places of paragraphs that are told otherwise.
    """
    draft = basis.document.draft
    if draft is None:
        return ()
    printed = _printed(draft)
    standing = list(_outside_clauses(basis))
    found: dict[Kind, tuple[list[str], list[int]]] = {}
    for kind, text, place in _differences(printed, standing):
        if place not in told:
            texts, places = found.setdefault(kind, ([], []))
            texts.append(text)
            places += [place] if place >= 0 else []
    return tuple(ChangedTexts(kind, tuple(texts), tuple(places)) for kind, (texts, places) in found.items())


def _outside_clauses(basis: Basis) -> Iterator[Paragraph]:
    """Paragraphs of running text; the text boxes of a clause are told with the clause."""
    in_clauses = {line.paragraph.place for clause in basis.clauses for line in clause.lines}
    is_in_clause = False
    for paragraph in basis.document.paragraphs:
        if paragraph.role is not ParagraphRole.BOX:
            is_in_clause = paragraph.place in in_clauses
        if not is_in_clause and paragraph.text.strip() and paragraph.role not in _NO_RUNNING_TEXT:
            yield paragraph


def _printed(draft: Draft) -> list[tuple[Kind, str]]:
    found = []
    is_before_clauses = True
    for block in draft.blocks:
        if isinstance(block, Clause):
            is_before_clauses = False
        elif not isinstance(block, RunningText) or block.role is Role.CONTENTS_HEADING:
            continue
        elif block.words.strip():
            other = Kind.PREAMBLE if is_before_clauses else Kind.OTHER
            found.append((_KINDS.get(block.role, other), block.words))
    return found


def _differences(
    printed: Sequence[tuple[Kind, str]], standing: Sequence[Paragraph]
) -> Iterator[tuple[Kind, str, int]]:
    """Each paragraph that was changed, added or taken out: its kind, its text, its place if it has one."""
    was = [folded(text) for _, text in printed]
    now = [folded(one.text) for one in standing]
    for code, i, i_end, j, j_end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        for offset in range(max(i_end - i, j_end - j)):
            at = i + offset
            if j + offset < j_end:
                one = standing[j + offset]
                own = printed[at][0] if at < i_end else _kind_of_new(printed, i_end, one)
                yield own, one.text, one.place
            else:
                yield (*printed[at], -1)


def _kind_of_new(printed: Sequence[tuple[Kind, str]], before: int, new: Paragraph) -> Kind:
    """What a new paragraph belongs to: what stands above it, or, below a heading, what follows."""
    if new.role is ParagraphRole.HEADING:
        return Kind.HEADINGS
    around = (*printed[max(before - 1, 0) : before], *printed[before : before + 1])
    return next((kind for kind, _ in around if kind is not Kind.HEADINGS), Kind.OTHER)
