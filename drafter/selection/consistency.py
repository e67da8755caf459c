"""What a selection file says, held against its matrix and concordance: ids, sources, headings, criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import yaml

from drafter.matrix.concordance import ID, LONGEST_ID
from drafter.matrix.criteria import OPTIONS, Criteria, Filter, themes_answering
from drafter.model import Candidate, Concordance, Decision, Matrix, OwnWording, SelectionEntry
from drafter.problems import DrafterError, Severity, did_you_mean
from drafter.records import Problems
from drafter.selection.file import warn_of_number_signs
from drafter.selection.resolve import sources_of

_HOW_SOURCES = (
    "Write + before what the clause is to have and - before what it is to lose: [+lac-19h, -wa-14c]."
)
_OF_WORDS = ("sections", "themes", "regions", "exclude_regions", "text")


def check_criteria(criteria: Criteria, problems: Problems, matrix: Matrix) -> None:
    """Report criteria that name what the matrix does not have."""
    for name in _OF_WORDS:
        for words, node in problems.placed(getattr(criteria, name), criteria, OPTIONS[name]):
            if not words:
                continue
            try:
                Filter.of(matrix, Criteria(**{name: (words,)}))  # type: ignore[arg-type]
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
        found: Clause id → the entry.
        blocks: Clause id → the block as read.
    """

    matrix: Matrix
    concordance: Concordance
    by_id: Mapping[str, Candidate]
    problems: Problems
    noted: Mapping[str, tuple[str, ...]]
    found: dict[str, SelectionEntry] = field(default_factory=dict)
    blocks: dict[str, SimpleNamespace] = field(default_factory=dict)

    def read(self, blocks: Sequence[SimpleNamespace], lines: Sequence[str], gone: Collection[str]) -> None:
        """Read all blocks.

        Args:
            blocks: In order.
            lines: The lines of the file, as YAML counts them.
            gone: Ids of clauses to be passed over.
        """
        for block in blocks:
            self._read(block, lines, gone)
        for given, entry in self.found.items():
            if given not in self.by_id:
                if entry.added:
                    self._check_own(given)
                else:
                    self._report_unknown(given)
        sources = sources_of(self.found.values(), self.by_id)
        for given, members in sources.items():
            self._check_sources(given, members)

    def _add(self, code: str, given: str, key: str | yaml.Node, message: str, hint: str = "") -> None:
        node = self.problems.node_of(self.blocks[given], key) if isinstance(key, str) else key
        self.problems.add(code, node, message, hint, clause=given)

    def _warn(self, code: str, given: str, key: str | yaml.Node, message: str, hint: str) -> None:
        node = self.problems.node_of(self.blocks[given], key) if isinstance(key, str) else key
        self.problems.add(code, node, message, hint, Severity.WARNING, given)

    def _read(self, block: SimpleNamespace, lines: Sequence[str], gone: Collection[str]) -> None:
        given, problems = block.id, self.problems
        for key in ("reason", "wording"):
            warn_of_number_signs(block, key, lines, problems, given)
        for one in block.wordings:
            warn_of_number_signs(one, "wording", lines, problems, given)
        if given in self.found:
            line = problems.place_of(self.blocks[given], "id")[0]
            problems.add(
                "duplicate-id",
                problems.node_of(block, "id"),
                f"the clause “{given}” stands twice (first on line {line})",
                "Keep one block. To make two clauses of its sources, give the second an id of your own and "
                "say which it takes: sources: [+ID].",
                clause=given,
            )
            return
        if not given or given in gone:
            return
        self.blocks[given] = block
        added, dropped = self._signed_sources(given, block)
        if block.wordings and problems.has(block, "wording"):
            self._add(
                "two-wordings",
                given,
                "wordings",
                f"“{given}” has both “wording” and “wordings”",
                "Keep one: “wording” for the whole clause, “wordings” for one after the other.",
            )
        self.found[given] = SelectionEntry(
            given,
            block.decision,
            block.reason,
            block.by,
            block.wording,
            tuple(OwnWording(_unsigned(one.sources), one.wording) for one in block.wordings),
            added,
            dropped,
            block.lead,
            block.alternatives,
            self._heading(given, block.heading) if block.heading else "",
            block.kind,
        )

    def _heading(self, given: str, words: str) -> str:
        try:
            themes = themes_answering(self.matrix, words)
        except DrafterError as error:
            self._add("unknown-heading", given, "heading", error.message, error.hint)
            return ""
        if len(themes) > 1:
            self._add(
                "unknown-heading",
                given,
                "heading",
                f"more than one theme answers to “{words}”",
                f"Write the id of the one you mean: {', '.join(themes[:6])}.",
            )
        return themes[0]

    def _signed_sources(self, given: str, block: SimpleNamespace) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a block adds and what it drops."""
        added: dict[str, None] = {}
        dropped: dict[str, None] = {}
        for value, node in self.problems.placed(block.sources, block, "sources"):
            sign, source = value[:1], value[1:].strip()
            if sign == "+":
                added.update(dict.fromkeys(self._added(given, source, node)))
            elif sign == "-" and self._can_drop(given, source, node):
                dropped[source] = None
            elif value and sign != "-":
                self._add(
                    "bad-source", given, node, f"the source “{value}” says neither + nor -", _HOW_SOURCES
                )
        both = [source for source in added if source in dropped]
        if both:
            self._add(
                "bad-source", given, "sources", f"{' and '.join(both)} cannot be added and dropped at once"
            )
        return tuple(added), tuple(dropped)

    def _added(self, given: str, source: str, node: yaml.Node) -> tuple[str, ...]:
        """The recommendations that are added: one, or all of a clause that is joined."""
        if source in self.matrix.by_id:
            return (source,)
        if source in self.by_id and source != given:
            return self.by_id[source].members
        self.problems.unknown("source", node, source, [*self.matrix.by_id, *self.by_id])
        return ()

    def _can_drop(self, given: str, source: str, node: yaml.Node) -> bool:
        candidate = self.by_id.get(given)
        members = candidate.members if candidate else ()
        if source not in members and source in self.matrix.by_id:
            has = f"It has {', '.join(members)}." if members else "Take the line out."
            self._warn("not-a-source", given, node, f"{source} is no source of “{given}”", has)
        elif source not in members:
            self.problems.unknown("source", node, source, members)
        return source in members

    # What can be told only once all blocks are read

    def _report_unknown(self, given: str) -> None:
        hint = did_you_mean(given, self.by_id)
        message = f"unknown clause “{given}”"
        entry_of = self.concordance.entry_of
        if given in entry_of:
            message = f"“{given}” is no clause by itself: it belongs to “{entry_of[given].id}”"
            hint = (
                f"Write that id, or, to make a clause of it alone, one of your own and “sources: [+{given}]”."
            )
        elif given in self.noted:
            holders = (entry_of.get(member) for member in self.noted[given])
            now = list(dict.fromkeys(f"“{entry.id}”" for entry in holders if entry))
            if now:
                hint = f"Its sources now belong to {' and '.join(now)}: write that id, or delete the block."
        hint = hint or "“drafter list” shows every id. A clause of your own needs “sources: [+ID, …]”."
        self._add("unknown-clause", given, "id", message, hint)

    def _check_own(self, given: str) -> None:
        """A clause of a person's own: its id must be a fit one, and no slip of the pen."""
        if not ID.fullmatch(given):
            self._add(
                "bad-id",
                given,
                "id",
                f"the id of a clause of your own cannot be “{given}”",
                f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: witness-protection.",
            )
        elif given in self.matrix.by_id:
            self._report_unknown(given)
        else:
            absent = [one for one in self.by_id if one not in self.found and one not in self.matrix.by_id]
            near = did_you_mean(given, absent)
            if near:
                self._warn(
                    "perhaps-a-slip",
                    given,
                    "id",
                    f"“{given}” is taken for a clause of your own",
                    f"{near} If it is your own, give it a name that is less like that one.",
                )

    def _check_sources(self, given: str, members: tuple[str, ...]) -> None:
        """The sources that a clause has, and those that its lead and its wordings name."""
        entry = self.found[given]
        if entry.lead and given in self.by_id and entry.lead not in members:
            self.problems.unknown(
                "lead", self.problems.node_of(self.blocks[given], "lead"), entry.lead, members
            )
        elif entry.lead and entry.wordings and entry.lead not in entry.wordings[0].sources:
            self._warn(
                "idle-lead",
                given,
                "lead",
                f"“lead” does not put {entry.lead} first: “{given}” has “wordings”, and they come first",
                f"Write “- sources: [{entry.lead}]” first under “wordings”, or delete “lead”.",
            )
        for source, node in self._named_by_wordings(given):
            if source in members:
                continue
            if source not in self.matrix.by_id:
                self.problems.unknown("source", node, source, members)
                continue
            self._warn(
                "not-a-source",
                given,
                node,
                f"{source} is no source of “{given}”, so that none of its wordings can be this one's",
                f"It has {', '.join(members) or 'none'}. Add it with “sources: [+{source}]”, or delete it "
                "here.",
            )
        if not members and entry.decision is not Decision.OUT and given in self.by_id:
            own = set(self.by_id[given].members)
            takers = [
                f"“{one.id}”" for one in self.found.values() if one.id != given and own & set(one.added)
            ]
            why = f": {' and '.join(takers)} took them" if takers else ""
            self._warn(
                "no-sources",
                given,
                "id",
                f"the clause “{given}” has no source left{why}; it is not drafted",
                "Delete its block.",
            )

    def _named_by_wordings(self, given: str) -> Iterator[tuple[str, yaml.Node]]:
        for one in self.blocks[given].wordings:
            for source, node in self.problems.placed(one.sources, one, "sources"):
                if source:
                    yield source.removeprefix("+"), node


def _unsigned(sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.removeprefix("+") for source in sources if source))
