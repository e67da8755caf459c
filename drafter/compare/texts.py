"""What is compared of a draft: its clauses, headings and running text, and why others are out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from drafter.brackets import bracketed_in
from drafter.check.footnote_words import words_not_drafted
from drafter.check.room import is_agreed
from drafter.decisions import Decision, SelectionEntry, Withdrawn
from drafter.docx.parts.styles import ParagraphRole
from drafter.draft.blocks import Role
from drafter.draft.clause import Clause
from drafter.matrix.criteria import in_words
from drafter.returned.document import ReadNote, Returned
from drafter.returned.returned_line import ReturnedLine
from drafter.text.alignment import Passage
from drafter.text.own_brackets import HELD_ANY
from drafter.text.words import with_plain_blanks

CLAUSE, HEADING, TEXT = "clause", "heading", "text"
_HEADINGS = (ParagraphRole.TITLE, ParagraphRole.HEADING)
_TEXTS = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE, ParagraphRole.TEXT)
# Where words that no selection has are the program's, about the paper itself.
_ABOUT_THE_PAPER = (Role.TEXT, Role.NOTE, Role.CAPTION)
_GROUP = re.compile(rf"\({HELD_ANY}+\)")
# Why a clause went, where people decided it.
_DECIDED = ("withdrawn", "out")


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
        sponsors: For each line whose proposal it is, as it is printed behind it.
        status: Where it stands in the negotiation, as it is printed behind it.
        stands: The same in words, with when and where: "agreed at third informal on 2026-05-03".
        is_agreed: Whether it is agreed in these words, be it ad referendum.
        sources: What it is made of.
        why: Of a clause that went, why, where people decided that.
        labels: The number of each line, "12", "12 bis"; nothing where it has none.
        wishes: For each line who would have it otherwise, one by one: "Norway: delete".
        of_all: Who would have all of the clause otherwise, likewise.
    """

    kind: str
    lines: tuple[str, ...]
    id: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()
    cited: tuple[tuple[str, ...], ...] = ()
    left_open: str = ""
    sponsors: tuple[str, ...] = ()
    status: str = ""
    stands: str = ""
    is_agreed: bool = False
    sources: tuple[str, ...] = ()
    why: str = ""
    labels: tuple[str, ...] = ()
    wishes: tuple[tuple[str, ...], ...] = ()
    of_all: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """Whose proposals its wordings are, and where it stands, as it is printed behind them."""
        return " ".join(filter(None, (*self.sponsors, self.status)))

    @property
    def passage(self) -> Passage:
        """What of it is aligned."""
        return Passage(self.id, self.kind, "\n".join(self.lines), can_move=self.kind == CLAUSE)


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
        wished = [_wishes_behind(line) for line in clause.lines]
        found[clause.lines[0].paragraph.place] = ComparedText(
            CLAUSE,
            tuple(line.text for line in clause.lines),
            clause.id,
            clause.label,
            tuple(note.text for line in clause.lines for note in line.notes),
            tuple(_cited(returned, returned.notes[note.id]) for line in clause.lines for note in line.notes),
            next((left_open[comment] for comment in comments if comment in left_open), ""),
            tuple(line.sponsors for line in clause.lines),
            " ".join(line.status for line in clause.lines if line.status),
            _stands(clause.printed),
            bool(clause.printed and is_agreed(clause.printed)),
            clause.printed.sources if clause.printed else (),
            labels=tuple(line.label for line in clause.lines),
            wishes=tuple(own for own, _ in wished),
            of_all=tuple(one for _, of_all in wished for one in of_all),
        )
    return tuple(text for _, text in sorted(found.items()))


def _wishes_behind(line: ReturnedLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who would have a wording otherwise, one by one, and who all of its clause."""
    lead = line.printed.lead if line.printed else ""
    own, behind, of_all = line.behind.partition(lead) if lead else (line.behind, "", "")
    if not behind and line.clause and len(line.clause.lines) == 1:  # there nothing leads over to it
        own, of_all = "", own
    return _each_wish(own), _each_wish(of_all)


def _each_wish(words: str) -> tuple[str, ...]:
    groups = (bracketed_in(f"[…] {group}") for group in _GROUP.findall(words))
    wishes = (wish for group in groups for one in group for wish in one.wishes if wish.says)
    return tuple(f"{name}: {wish.says}" for wish in wishes for name in wish.by)


def _stands(clause: Clause | None) -> str:
    """Where a clause stands, in words; empty where nobody said."""
    if clause is None or clause.stands is None:
        return ""
    said = clause.stands.with_names
    return f"open: {clause.since_agreed} it was {said}" if clause.was_agreed else said


def why_out(entry: SelectionEntry) -> str:
    """Why a selection has a clause out, where somebody decided it."""
    return f"left out{f': {entry.why}' if entry.why else ''}" if entry.decision is Decision.OUT else ""


def reasons_in(returned: Returned, texts: Iterable[ComparedText]) -> dict[str, str]:
    """Why clauses of another draft are not in this one, by id, where people decided that."""
    draft = returned.document.draft
    reasons = {one.id: one.reason for one in draft.not_used} if draft else {}
    found = {one.clause: one.in_words for one in withdrawn_in(returned) if one.is_whole}
    for text in texts:
        own = [reasons[one] for one in text.sources if one in reasons]
        if text.id not in found and own and len(own) == len(text.sources) and own.count(own[0]) == len(own):
            is_decided = own[0].code.partition("-")[0] in _DECIDED
            found |= {text.id: in_words(own[0])} if is_decided else {}
    return found


def withdrawn_in(returned: Returned) -> tuple[Withdrawn, ...]:
    """What was withdrawn when a draft was made, by whom and when."""
    return returned.document.draft.withdrawn if returned.document.draft else ()


def _cited(returned: Returned, read: ReadNote) -> tuple[str, ...]:
    """What a footnote cites, by name; nothing where it says more than that."""
    says_more = words_not_drafted(returned, read) or read.note.unreadable
    is_plain = not says_more and all(one.source for one in read.cited)
    return tuple(map(returned.name, read.sources)) if is_plain else ()
