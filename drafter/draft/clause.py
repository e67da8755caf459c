"""A clause as it is printed: its lines, its number, and the wordings that they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.decisions import Decision, SelectionEntry, Status, StatusChange
from drafter.draft.variant import Footnote, Remark, Variant
from drafter.model import Kind
from drafter.paper import Alternatives
from drafter.text.italics import Ranges, italics_behind
from drafter.text.own_brackets import HELD_ANY

Headings = tuple[str, str, str]
_GROUPS = re.compile(rf"\({HELD_ANY}*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a printed line, with the marks of its footnotes after it.

    Attributes:
        is_support: Whether it names regions rather than being text of the clause.
        is_sponsors: Whether it names those whose proposal the text is.
        is_status: Whether it says where the text stands in the negotiation.
        is_wishes: Whether it says who would have all of the clause otherwise.
    """

    text: str
    footnotes: tuple[Footnote, ...] = ()
    is_support: bool = False
    italics: Ranges = ()
    is_sponsors: bool = False
    is_status: bool = False
    is_wishes: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is text of the clause."""
        return not (self.is_support or self.is_sponsors or self.is_status or self.is_wishes)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are cited here."""
        return tuple(source for note in self.footnotes for source in note.sources)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed paragraph of a clause.

    Attributes:
        stretches: Its words, part by part.
        sources: The recommendations that it stands on, whether or not it has footnotes.
        remark: What a person must decide about it; None where there is nothing.
        label: What tells it from the clause's other lines, as it is printed: “bis” and “alt 1” behind the
            number, “Option 2:” before the words. Empty where the number alone does.
        subparagraphs: Where in its text those begin that are set in lines of their own.
        by: Its sponsors, printed or not.
        has_own_brackets: Whether the brackets around all of its text are words that people typed.
        levels: How deep each of them stands: 1 for “(a)”, 2 for “(i)” below it, 0 for a line without a sign;
            nothing where all are of the first level.
    """

    stretches: tuple[Stretch, ...]
    sources: tuple[str, ...] = ()
    remark: Remark | None = None
    label: str = ""
    subparagraphs: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    has_own_brackets: bool = False
    levels: tuple[int, ...] = ()

    @property
    def leads_in(self) -> bool:
        """Whether its label stands before its words, and not behind the number."""
        return self.label.endswith(":")

    @property
    def cited_as(self) -> str:
        """Its label where it is mentioned, behind the number: “alt 1”, “Option 2”."""
        return self.label.rstrip(": \N{NO-BREAK SPACE}")

    @property
    def text(self) -> str:
        """The words, without footnotes and without what is said of them behind."""
        return "".join(one.text for one in self.stretches if one.is_text)

    @property
    def italics(self) -> Ranges:
        """Where in its text italics begin and end."""
        found: Ranges = ()
        done = 0
        for one in self.stretches:
            if one.is_text:
                found += italics_behind(one.italics, done)
                done += len(one.text)
        return found

    @property
    def support(self) -> str:
        """The names of regions after the text; empty where they were not asked for."""
        return "".join(one.text for one in self.stretches if one.is_support)

    @property
    def sponsors(self) -> str:
        """The names after the text of those whose proposal it is; empty where none are printed."""
        return "".join(one.text for one in self.stretches if one.is_sponsors).strip()

    @property
    def status(self) -> str:
        """Where it stands in the negotiation, as it is printed; empty where nothing is."""
        return "".join(one.text for one in self.stretches if one.is_status).strip()

    @property
    def wishes(self) -> str:
        """Who would have all of the clause otherwise, as it is printed; empty where nothing is."""
        return "".join(one.text for one in self.stretches if one.is_wishes).strip()

    @property
    def lead(self) -> str:
        """What leads over to what is said of all of the clause: “Whole paragraph:”; else empty."""
        return " ".join(_GROUPS.sub(" ", f"{self.status} {self.wishes}").split())

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources of its footnotes, in order; a source may be cited twice in one line."""
        return tuple(source for one in self.stretches for source in one.sources)


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate paragraph of the declaration.

    Attributes:
        id: The id of what it is made from; stable from draft to draft.
        kind: What it is.
        number: Its number in the document, from 1; guidance has numbers of its own. A clause with a letter
            stands under the paragraph that has this number. 0 for one without a number, as in a preamble.
        letter: "b", where it is one of the lettered items of a paragraph; empty where it is a paragraph.
        part: The id of the outline's part that it stands in.
        theme: The id of the theme that it stands under; empty where it stands under none.
        section: The title of its section; likewise.
        heading: The title of its theme; likewise.
        regions: Keys of the regions that share it.
        variants: The lead's wording first, then every other wording to choose from, then what is added.
        shared_note: The note of its concordance entry; empty where none.
        printed_as: How its wordings are printed.
        lines: What is printed.
        headings: The headings that it is printed under, from the outermost; empty strings where none.
        remarks: What a person should look at in the clause as a whole.
        entry: What people decided about it in a selection file; None where there is none.
        words: What stands for its words as they are now, in histories of its status.
        near: Ids of recommendations on the same object with another action, scope or strength.
        has_agreed_words: Whether, where it was agreed, these words stand there among others.
    """

    id: str
    kind: Kind
    number: int
    part: str
    theme: str
    section: str
    heading: str
    regions: tuple[str, ...]
    variants: tuple[Variant, ...]
    shared_note: str = ""
    printed_as: Alternatives = Alternatives.BIS
    lines: tuple[Line, ...] = ()
    headings: Headings = ("", "", "")
    remarks: tuple[Remark, ...] = ()
    letter: str = ""
    entry: SelectionEntry | None = None
    words: str = ""
    has_agreed_words: bool = False
    near: tuple[str, ...] = ()

    @property
    def stands(self) -> StatusChange | None:
        """What was said last of where it stands in the negotiation; None where nobody said anything."""
        return self.entry.stands if self.entry else None

    @property
    def was_agreed(self) -> StatusChange | None:
        """When it was agreed, if its words were changed since, so that it is open again."""
        stands = self.stands
        is_other = stands is not None and stands.is_agreed and stands.words not in ("", self.words)
        return stands if is_other else None

    @property
    def says_status(self) -> bool:
        """Whether where it stands is printed: it is, or was, agreed, or somebody has a reservation."""
        return self.stands is not None and (self.stands.is_agreed or self.stands.status is Status.RESERVED)

    @property
    def since_agreed(self) -> str:
        """What makes it open again: that its words were changed, or that others were proposed beside them."""
        return (
            "an alternative was proposed since" if self.has_agreed_words else "its words were changed since"
        )

    @property
    def status(self) -> Status:
        """Where it stands in the negotiation; what was agreed in other words is open."""
        return self.stands.status if self.stands and not self.was_agreed else Status.OPEN

    @property
    def printed_variants(self) -> tuple[Variant, ...]:
        """The wordings that stand in its lines."""
        is_lead = self.printed_as is Alternatives.LEAD
        first, *others = self.alternatives
        return (first, *(one for one in others if one.by or not is_lead), *self.additions)

    @property
    def has_own_words(self) -> bool:
        """Whether its words, or some of them, are a person's own and not those of its sources."""
        return any(variant.is_own for variant in self.variants)

    @property
    def says_cf(self) -> bool:
        """Whether a footnote of a wording that is printed says “cf.”."""
        return any(one.cf for one in self.printed_variants)

    @property
    def is_left_open(self) -> bool:
        """Whether people have left open whether it is in."""
        return self.entry is not None and self.entry.decision is Decision.MAYBE

    @property
    def text(self) -> str:
        """The lead's wording."""
        return self.variants[0].text

    @property
    def alternatives(self) -> tuple[Variant, ...]:
        """The wordings of which one is to be agreed, the lead's first."""
        return tuple(one for one in self.variants if not one.is_addition)

    @property
    def additions(self) -> tuple[Variant, ...]:
        """What stands beside it; each is printed in a line of its own, the last ones."""
        return tuple(one for one in self.variants if one.is_addition)

    @property
    def chosen_from(self) -> tuple[Line, ...]:
        """Its lines without those of what is added."""
        return self.lines[: len(self.lines) - len(self.additions)]

    @property
    def proposed_beside(self) -> tuple[tuple[str, Variant], ...]:
        """What somebody would add to it, with the number of its line: not agreed where the rest is."""
        first = len(self.lines) - len(self.additions)
        return tuple((self.label_of(first + n), one) for n, one in enumerate(self.additions) if one.by)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every recommendation that it stands on, wording by wording."""
        return tuple(source for variant in self.variants for source in variant.sources)

    @property
    def label(self) -> str:
        """How the annex names it: "12", "3 (b)" or "G.3"; empty where it has no number."""
        return ClauseNumber.of(self).label

    def label_of(self, line: int) -> str:
        """How one of its lines is named: "12", "12 bis", "12 alt 1"."""
        return f"{self.label} {self.lines[line].cited_as}".rstrip()

    def line_of(self, variant: int) -> int:
        """Which of its lines a wording stands in, or is one with."""
        if self.variants[variant].is_addition:
            return variant - len(self.variants) + len(self.lines)
        if self.printed_as is Alternatives.LEAD and self.variants[variant].by:
            return sum(bool(one.by) for one in self.variants[: variant + 1])
        return variant if self.printed_as is Alternatives.BIS else 0

    def is_addition(self, line: int) -> bool:
        """Whether one of its lines is an addition."""
        return line >= len(self.lines) - len(self.additions)


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """A clause's number where it is mentioned: a field that follows Word's numbering.

    Attributes:
        clause: The clause's id.
        number: That of its paragraph: "12" or "G.3".
        letter: Its letter; empty where it has none.
        line: What follows the number, where one of its lines is meant: "bis".
    """

    clause: str
    number: str
    letter: str = ""
    line: str = ""

    @classmethod
    def of(cls, clause: Clause, line: int | None = None) -> ClauseNumber:
        """The number of a clause, or of one of its lines."""
        number = f"G.{clause.number}" if clause.kind is Kind.GUIDANCE else str(clause.number or "")
        own = "" if line is None else clause.lines[line].cited_as
        return cls(clause.id, number, clause.letter, own)

    @property
    def label(self) -> str:
        """In full: "12", "3 (b)" or "G.3"."""
        return f"{self.number} ({self.letter})" if self.letter else self.number

    @property
    def own_number(self) -> str:
        """What Word prints before it, without the full stop: "12", "(b)" or "G.3"."""
        return f"({self.letter})" if self.letter else self.number

    @property
    def suffix(self) -> str:
        """What follows the number: nothing, " bis", " alt 1"."""
        return f" {self.line}" if self.line else ""


@dataclass(frozen=True, slots=True)
class ClauseRange:
    """The numbers of clauses that follow one another: fields that follow Word's numbering."""

    first: ClauseNumber
    last: ClauseNumber

    @property
    def in_list(self) -> bool:
        """Whether both are lettered clauses of one paragraph, which is not said twice."""
        return self.first.number == self.last.number

    @property
    def text(self) -> str:
        """As it is shown: “12”, “12–15”, “5 (a)–(d)” or “5 (a)–6 (c)”."""
        if self.first == self.last:
            return self.first.label
        return f"{self.first.label}–{self.last.own_number if self.in_list else self.last.label}"
