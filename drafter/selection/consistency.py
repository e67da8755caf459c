"""What a selection file says, held against its matrix and concordance: ids, sources, headings, criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import yaml

from drafter.decisions import SelectionEntry
from drafter.matrix.candidates import Candidate
from drafter.matrix.concordance import ID, LONGEST_ID, Concordance
from drafter.matrix.criteria import OPTIONS, Criteria, Filter, themes_answering
from drafter.model import Matrix
from drafter.problems import DrafterError
from drafter.records.nodes import Problems
from drafter.selection.file import entry_of
from drafter.selection.resolve import sources_of
from drafter.selection.supports import own_words
from drafter.selection.telling import CATALOGUE
from drafter.sources import DocumentParagraph
from drafter.text.looks import did_you_mean

_OF_WORDS = ("sections", "themes", "regions", "exclude_regions", "text", "where")


def check_criteria(criteria: Criteria, problems: Problems, matrix: Matrix) -> None:
    """Report criteria that name what the matrix does not have."""
    for name in _OF_WORDS:
        for words, node in problems.placed(getattr(criteria, name), criteria, OPTIONS[name]):
            if words:
                try:
                    Filter(matrix, Criteria(**{name: (words,)}))  # type: ignore[arg-type]
                except DrafterError as error:
                    problems.add("unknown-criterion", node, error.message, error.hint)


@dataclass(slots=True)
class Entries:
    """Turns the blocks of a selection into entries, and reports what does not fit matrix and concordance.

    Attributes:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        by_id: Every candidate by id.
        problems: Where to report, and where the blocks stand.
        noted: Clause id → the sources that drafter noted in its block, for a hint where the id is gone.
        parts: The ids of the form's parts; none where nobody knows them.
        declared_in: The name of the file that declares documents and proposals.
        file: The selection file, as a command names it.
        found: Clause id → the entry.
        blocks: Clause id → the block as read.
    """

    matrix: Matrix
    concordance: Concordance
    by_id: Mapping[str, Candidate]
    problems: Problems
    noted: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...] = ()
    declared_in: str = ""
    file: str = ""
    found: dict[str, SelectionEntry] = field(default_factory=dict)
    blocks: dict[str, SimpleNamespace] = field(default_factory=dict)

    def read(self, blocks: Sequence[SimpleNamespace], gone: Collection[str]) -> None:
        """Read all blocks.

        Args:
            blocks: In order.
            gone: Ids of clauses to be passed over.
        """
        for block in blocks:
            if block.id in self.found:
                line = self.problems.place_of(self.blocks[block.id], "id")[0]
                self._report("duplicate-id", block.id, self.problems.node_of(block, "id"), line=line)
            elif block.id and block.id not in gone:
                self.blocks[block.id] = block
                self.found[block.id] = self._entry(block)
        for given, entry in self.found.items():
            if given not in self.by_id:
                self._check_id(given, entry)
            else:
                for key in ("text", "part"):
                    if getattr(entry, key):
                        self._report(f"not-own/{key}", given, key)
        for given, members in sources_of(self.found.values(), self.by_id).items():
            self._check_sources(given, self.found[given], members)

    def _report(
        self, key: str, clause: str, at: str | yaml.Node | yaml.Mark | None, /, **facts: object
    ) -> None:
        """Report a problem of a clause as the catalogue says it, at one of its keys or at a place."""
        code, severity, message, hint = CATALOGUE.say(key, clause=clause, **facts)
        node = self.problems.node_of(self.blocks[clause], at) if isinstance(at, str) else at
        self.problems.add(code, node, message, hint, severity, clause)

    def _entry(self, block: SimpleNamespace) -> SelectionEntry:
        added, dropped = self._signed_sources(block)
        if block.wordings and self.problems.has(block, "wording"):
            self._report("two-wordings", block.id, "wordings")
        if self.problems.has(block, "text") and self.problems.has(block, "wording"):
            self._report("two-wordings/text", block.id, "wording")
        if block.part and self.parts and block.part not in self.parts:
            self.problems.unknown("part", self.problems.node_of(block, "part"), block.part, self.parts)
        if block.by and not (block.decision or block.reason) and (block.text or block.wording):
            self._report("by-of-nothing", block.id, "by", name=block.by)
        heading = self._heading(block) if block.heading else ""
        entry = entry_of(block.id, block, added, dropped, heading)
        wordings = (replace(one, sources=tuple(map(self._id, one.sources))) for one in entry.wordings)
        return replace(entry, wordings=tuple(wordings))

    def _id(self, named: str) -> str:
        """The id of a source as a person names it."""
        found = self.matrix.declared.read(named)
        return found.id if found else named

    def _unknown_source(self, clause: str, node: yaml.Node | None, named: str, known: Iterable[str]) -> None:
        """Report a document that is not declared, or has no such paragraph, or a slip of the pen."""
        declared, found = self.matrix.declared, self.matrix.declared.read(named)
        name, is_of_document, _ = named.partition(":")
        if isinstance(found, DocumentParagraph):
            near = ", ".join(found.document.near(found.place)) or "none"
            facts = {"document": found.document.id, "unit": found.document.unit}
            self._report("no-such-paragraph", clause, node, place=found.place, near=near, **facts)
        elif is_of_document:
            like = did_you_mean(name, declared.document_by_id)
            way = "" if like else "/new" if declared.documents or declared.proposals else "/no-file"
            facts = {"document": name.strip(), "file": self.declared_in, "like": like}
            self._report(f"undeclared-source{way}", clause, node, **facts)
        else:
            self.problems.unknown("source", node, named, [*known, *declared.proposal_by_id])

    def _heading(self, block: SimpleNamespace) -> str:
        try:
            themes = themes_answering(self.matrix, block.heading)
        except DrafterError as error:
            node = self.problems.node_of(block, "heading")
            self.problems.add("unknown-heading", node, error.message, error.hint, clause=block.id)
            return ""
        if len(themes) > 1:
            named = ", ".join(themes[:6])
            self._report("unknown-heading", block.id, "heading", words=block.heading, themes=named)
        return themes[0]

    def _signed_sources(self, block: SimpleNamespace) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a block adds (one recommendation, or all of a clause that is joined) and what it drops."""
        known, clauses = self.matrix.sources, self.by_id
        own = clauses[block.id].members if block.id in clauses else ()
        added: dict[str, None] = {}
        dropped: dict[str, None] = {}
        for value, node in self.problems.placed(block.sources, block, "sources"):
            sign, source = value[:1], self._id(value[1:].strip())
            if sign == "+" and source in known:
                added[source] = None
            elif sign == "+" and source in clauses and source != block.id:
                added.update(dict.fromkeys(clauses[source].members))
            elif sign == "-" and source in own:
                dropped[source] = None
            elif sign == "-" and source in known:
                key = "not-a-source" if own else "not-a-source/own"
                self._report(key, block.id, node, source=source, members=", ".join(own))
            elif sign in ("+", "-"):
                listed = [*self.matrix.by_id, *clauses] if sign == "+" else own
                self._unknown_source(block.id, node, source, listed)
            elif value:
                key = "bad-source/dash" if sign in "–—−‐‑" else "bad-source"
                self._report(key, block.id, node, source=value, rest=source)
        both = [source for source in added if source in dropped]
        if both:
            self._report("bad-source/both", block.id, "sources", sources=" and ".join(both))
        return tuple(added), tuple(dropped)

    # What can be told only once all blocks are read

    def _check_id(self, clause: str, entry: SelectionEntry) -> None:
        """The id of what is no candidate: one of a person's own must be fit, and no slip of the pen."""
        entry_of = self.concordance.entry_of
        holders = (entry_of.get(member) for member in self.noted.get(clause, ()))
        now = dict.fromkeys(f"“{holder.id}”" for holder in holders if holder)
        is_own = bool(entry.added) or entry.stands_alone
        if is_own and not ID.fullmatch(clause):
            self._report("bad-id", clause, "id", longest=LONGEST_ID)
        elif is_own and clause not in self.matrix.by_id:
            absent = [one for one in self.by_id if one not in self.found and one not in self.matrix.by_id]
            if like := did_you_mean(clause, absent):
                self._report("perhaps-a-slip", clause, "id", like=like)
        elif clause in entry_of:
            self._report("unknown-clause/member", clause, "id", entry=entry_of[clause].id)
        elif now:
            self._report("unknown-clause/gone", clause, "id", entries=" and ".join(now))
        else:
            like = did_you_mean(clause, self.by_id)
            self._report("unknown-clause/like" if like else "unknown-clause", clause, "id", like=like)

    def _check_sources(self, clause: str, entry: SelectionEntry, members: tuple[str, ...]) -> None:
        """The sources that a clause has, and those that its lead and its wordings name.

        Of one that is out, others may have its sources: what it names then waits until it is in again.
        """
        if entry.is_out and not members:
            return
        if entry.lead and clause in self.by_id and entry.lead not in members:
            node = self.problems.node_of(self.blocks[clause], "lead")
            self.problems.unknown("lead", node, entry.lead, members)
        elif entry.lead and entry.wordings and entry.lead not in entry.wordings[0].sources:
            self._report("idle-lead", clause, "lead", lead=entry.lead)
        for one in self.blocks[clause].wordings:
            for named, node in self.problems.placed(one.sources, one, "sources"):
                source = self._id(named.removeprefix("+"))
                if source and source not in self.matrix.sources:
                    self._unknown_source(clause, node, source, members)
                elif source and source not in members:
                    has = ", ".join(members) or "none"
                    self._report("not-a-source/wording", clause, node, source=source, members=has)
        self._check_supports(clause, entry, members)
        texts = (self.matrix.sources[member].text for member in members if member in self.matrix.sources)
        if members and not entry.has_own_words and not any(texts):
            self._report("no-words", clause, "sources", sources=" and ".join(members))
        if not members and not entry.is_out and clause in self.by_id:
            own = set(self.by_id[clause].members)
            others = (one for one in self.found.values() if one.id != clause)
            takers = " and ".join(f"“{one.id}”" for one in others if own & set(one.added))
            # What people wrote there is drafted, and would go with the block.
            way = "/own-words" if entry.has_own_words else "/taken" if takers else ""
            self._report(f"no-sources{way}", clause, "id", takers=takers)

    def _check_supports(self, clause: str, entry: SelectionEntry, members: tuple[str, ...]) -> None:
        """Who says that words are supported: written so that it can be read, and of the words that stand."""
        block, said = self.blocks[clause], list(own_words(entry, members))
        if entry.supported and not any(one.wording is None for one in said):
            self._report("supported/idle", clause, "supported")
        for one in said:
            if one.supported and (why := one.why_not(self.matrix.sources)):
                at = block if one.wording is None else block.wordings[one.wording]
                node = self.problems.node_of(at, "supported")
                self._report(f"supported/{why}", clause, node, said=one.supported, file=self.file)
