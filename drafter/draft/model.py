"""The whole draft: all that is printed, before it is written in any format, and as a Word file keeps it.

Plain, frozen values. What a Word file that comes back is compared with is this very draft, so nothing that is
printed is left out of it, and nothing in it is known to one format alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from drafter.decisions import Withdrawn
from drafter.draft.blocks import (
    Block,
    ClauseId,
    Contents,
    GroupHeading,
    Paragraph,
    Quotation,
    Role,
    Row,
    Table,
    shown_in_cell,
)
from drafter.draft.clause import Clause, ClauseNumber
from drafter.draft.variant import Footnote
from drafter.matrix.selecting import NotUsed
from drafter.model import Kind, Matrix
from drafter.paper import Alternatives, AnnexSize, Edition, Head
from drafter.text.words import with_plain_blanks


@dataclass(frozen=True, slots=True)
class Options:
    """How a draft is made; what is not given, a selection file decides.

    Attributes:
        alternatives: How the wordings of several regions are printed: "bis", "inline" or "lead".
        support: Whether the regions that share a clause are named after it.
        guidance: "as-clauses" where guidance that asks for something to be said in the declaration is made a
            clause that says it; else it stands "apart".
        edition: For whom it is.
        annexes: How much of the sources the annexes print.
        apart: Whether the annexes are a paper of their own.
        head: What its head says.
        words: Running words in the place of the form's, by name.
        is_public: Whether reasons and names out of the selection may be printed for delegates.
        clean: The text alone: no footnotes, no support, nothing about how the draft was made, no guidance
            and no annexes.
        was: Clause id → its number in an earlier draft, for Annex I; None where none is to be named.
        delegations: Who may be named as a sponsor; anybody where none are listed.
    """

    alternatives: str | None = None
    support: bool | None = None
    guidance: str | None = None
    edition: Edition = Edition.WORKING
    annexes: AnnexSize = AnnexSize.BRIEF
    apart: bool = False
    head: Head = field(default_factory=Head)
    words: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = False
    clean: bool = False
    was: Mapping[str, str] | None = None
    delegations: tuple[str, ...] = ()

    @property
    def way(self) -> Alternatives:
        """How the wordings of several regions are printed; one below the other where nobody said."""
        return Alternatives(self.alternatives or Alternatives.BIS)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What made a draft.

    Attributes:
        matrix_sha256: The fingerprint of the matrix file's bytes.
        concordance_sha256: Its fingerprint; empty where there was none.
        readers: Who read which recommendations say the same, where the concordance says so.
        deciders: Who decided where they differed, likewise.
        kind_of_readers: What kind of readers these were, where the concordance says so.
        not_read: How many recommendations none of them has gone through, likewise.
        options: The criteria as they would be given on the command line, name and value.
    """

    matrix: str
    matrix_sha256: str
    concordance: str
    concordance_sha256: str
    form: str
    criteria: str
    options: tuple[tuple[str, str], ...]
    readers: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    kind_of_readers: str = ""
    not_read: int = 0


def _without_links(row: Row | GroupHeading) -> Row | GroupHeading:
    if isinstance(row, GroupHeading):
        return row
    return tuple(
        tuple(f"{one.label}{one.suffix}" if isinstance(one, ClauseNumber) else one for one in cell)
        for cell in row
    )


@dataclass(frozen=True)
class Paper:
    """A document that is no draft: nothing in it is negotiated, and none comes back.

    Attributes:
        title: What it is called.
        subject: That in short, for the head of its pages.
        version: Which version it is, likewise; empty where nobody said.
        language: BCP 47 tag of its language.
        blocks: Everything that is printed, in order.
        author: Whose paper it is, for the file's properties; empty where nobody said.
    """

    title: str
    subject: str
    version: str
    language: str
    blocks: tuple[Block, ...]
    author: str = ""


@dataclass(frozen=True)
class Draft:
    """The composed document.

    Attributes:
        subject: Its title in short, for the head of its pages.
        version: Which version it is, and its date, likewise; empty where nobody said.
        language: BCP 47 tag of its language.
        blocks: Everything that is printed, in order.
        unprinted: Guidance that its options leave out of the text: that of a clean draft.
        not_used: The recommendations in no clause, with reasons.
        matrix: The matrix that it was made from, with every recommendation verbatim.
        annexes: A paper of their own, in order; empty where they stand among the blocks or are not wanted.
        author: Whose paper it is, for the file's properties; empty where nobody said.
        withdrawn: What was withdrawn, by whom and when, without its words; nothing in a clean draft.
    """

    title: str
    subject: str
    version: str
    language: str
    made_from: MadeFrom
    blocks: tuple[Block, ...]
    unprinted: tuple[Clause, ...]
    not_used: tuple[NotUsed, ...]
    matrix: Matrix
    annexes: tuple[Block, ...] = ()
    author: str = ""
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def annex_paper(self) -> Draft:
        """The annexes as a paper of their own, in which numbers of clauses lead nowhere."""
        blocks = (
            replace(block, rows=tuple(map(_without_links, block.rows))) if isinstance(block, Table) else block
            for block in self.annexes
        )
        return replace(self, blocks=tuple(blocks), annexes=())

    @cached_property
    def printed(self) -> tuple[Clause, ...]:
        """The clauses in the text, guidance among them, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Clause))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The numbered clauses, in order."""
        return tuple(clause for clause in self.printed if clause.kind is not Kind.GUIDANCE)

    @cached_property
    def guidance(self) -> tuple[Clause, ...]:
        """Guidance to the drafters, in order."""
        return tuple(one for one in (*self.printed, *self.unprinted) if one.kind is Kind.GUIDANCE)

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """The clauses in the text, by id."""
        return MappingProxyType({clause.id: clause for clause in self.printed})

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of the lines in the text, each once."""
        return tuple(dict.fromkeys(one.label for clause in self.printed for one in clause.lines if one.label))

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """Where lines stand in the negotiation, as it is printed behind their words, each once."""
        lines = (one for clause in self.printed for one in clause.lines if one.status)
        return tuple(dict.fromkeys(one.status.removeprefix(one.lead).strip() for one in lines))

    @cached_property
    def texts(self) -> tuple[Paragraph, ...]:
        """Headings and running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def in_contents(self) -> tuple[str, ...]:
        """What tables of contents list, and what stands above them; nothing where there are none."""
        listed = tuple(
            one.text for block in self.blocks if isinstance(block, Contents) for one in block.entries
        )
        above = (one.words for one in self.texts if one.role is Role.CONTENTS_HEADING)
        return (*listed, *above) if listed else ()

    @cached_property
    def words(self) -> Mapping[str, tuple[Paragraph, ...]]:
        """The running words that a selection can have of its own, by name."""
        found: dict[str, tuple[Paragraph, ...]] = {}
        for text in self.texts:
            if text.name:
                found[text.name] = (*found.get(text.name, ()), text)
        return MappingProxyType(found)

    @property
    def blanks(self) -> tuple[str, ...]:
        """What somebody must still write in the running words: stretches in brackets, in order."""
        return tuple(blank for text in self.texts if text.name for blank in text.blanks)

    @cached_property
    def notes(self) -> Mapping[str, tuple[Footnote, ...]]:
        """For each source, the footnotes that cite it, each once, with plain blanks."""
        stretches = (one for clause in self.printed for line in clause.lines for one in line.stretches)
        found: dict[str, dict[Footnote, None]] = {}
        for note in dict.fromkeys(note for stretch in stretches for note in stretch.footnotes):
            plain = replace(note, text=with_plain_blanks(note.text))
            for source in note.sources:
                found.setdefault(source, {})[plain] = None
        return MappingProxyType({source: tuple(notes) for source, notes in found.items()})

    @property
    def quotations(self) -> Iterator[Quotation]:
        """The texts of the matrix that stand in tables."""
        for table in self.blocks:
            for row in table.rows if isinstance(table, Table) else ():
                if isinstance(row, tuple):
                    yield from (one for one in itertools.chain(*row) if isinstance(one, Quotation))

    @cached_property
    def cells(self) -> frozenset[str]:
        """What stands in cells of tables, without numbers of clauses."""
        found: set[str] = set()
        for table in self.blocks:
            if isinstance(table, Table):
                found.update(map(shown_in_cell, table.columns))
                for row in table.rows:
                    own = (row.title, *row.lines) if isinstance(row, GroupHeading) else itertools.chain(*row)
                    for one in own:
                        if isinstance(one, str | Quotation | ClauseId):
                            found.add(shown_in_cell(one))
        return frozenset(found)

    @property
    def is_clean(self) -> bool:
        """Whether it is the text alone, without footnotes and annexes."""
        return ("clean", "yes") in self.made_from.options
