"""What a selection file says, held against its matrix and concordance: ids, sources, headings, criteria."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import yaml

from drafter.matrix.concordance import ID, LONGEST_ID
from drafter.matrix.criteria import OPTIONS, Criteria, Filter, themes_answering
from drafter.model import Candidate, Concordance, Decision, Matrix, SelectionEntry
from drafter.problems import DrafterError, did_you_mean
from drafter.records import Problems
from drafter.selection.file import CATALOGUE, end_of, entry_of
from drafter.selection.resolve import sources_of

_OF_WORDS = ("sections", "themes", "regions", "exclude_regions", "text")


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
        lines: The lines of the file, as YAML counts them.
        found: Clause id → the entry.
        blocks: Clause id → the block as read.
    """

    matrix: Matrix
    concordance: Concordance
    by_id: Mapping[str, Candidate]
    problems: Problems
    noted: Mapping[str, tuple[str, ...]]
    lines: Sequence[str]
    found: dict[str, SelectionEntry] = field(default_factory=dict)
    blocks: dict[str, SimpleNamespace] = field(default_factory=dict)

    def read(self, blocks: Sequence[SimpleNamespace], gone: Collection[str]) -> None:
        """Read all blocks.

        Args:
            blocks: In order.
            gone: Ids of clauses to be passed over.
        """
        for block in blocks:
            for one in (block, *block.wordings):
                self._warn_of_number_signs(block.id, one)
            if block.id in self.found:
                line = self.problems.place_of(self.blocks[block.id], "id")[0]
                self._report("duplicate-id", block.id, self.problems.node_of(block, "id"), line=line)
            elif block.id and block.id not in gone:
                self.blocks[block.id] = block
                self.found[block.id] = self._entry(block)
        for given, entry in self.found.items():
            if given not in self.by_id:
                self._check_id(given, entry)
        for given, members in sources_of(self.found.values(), self.by_id).items():
            self._check_sources(given, self.found[given], members)

    def _report(
        self, key: str, clause: str, at: str | yaml.Node | yaml.Mark | None, /, **facts: object
    ) -> None:
        """Report a problem of a clause as the catalogue says it, at one of its keys or at a place."""
        code, severity, message, hint = CATALOGUE.say(key, clause=clause, **facts)
        node = self.problems.node_of(self.blocks[clause], at) if isinstance(at, str) else at
        self.problems.add(code, node, message, hint, severity, clause)

    def _warn_of_number_signs(self, clause: str, read: SimpleNamespace) -> None:
        """Warn of words that are read as a comment, and of what looks like a comment and is printed."""
        for key in ("reason", "wording"):
            node = self.problems.node_of(read, key)
            if self.problems.has(read, key) and isinstance(node, yaml.ScalarNode):
                for way, line, column, words in _number_signs(node, self.lines):
                    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
                    at = yaml.Mark("", 0, line, column, None, 0)
                    self._report(f"number-sign/{way}", clause, at, shown=shown, key=key)

    def _entry(self, block: SimpleNamespace) -> SelectionEntry:
        added, dropped = self._signed_sources(block)
        if block.wordings and self.problems.has(block, "wording"):
            self._report("two-wordings", block.id, "wordings")
        heading = self._heading(block) if block.heading else ""
        return entry_of(block.id, block, added, dropped, heading)

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
        known, clauses = self.matrix.by_id, self.by_id
        own = clauses[block.id].members if block.id in clauses else ()
        added: dict[str, None] = {}
        dropped: dict[str, None] = {}
        for value, node in self.problems.placed(block.sources, block, "sources"):
            sign, source = value[:1], value[1:].strip()
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
                self.problems.unknown("source", node, source, [*known, *clauses] if sign == "+" else own)
            elif value:
                self._report("bad-source", block.id, node, source=value)
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
        if entry.added and not ID.fullmatch(clause):
            self._report("bad-id", clause, "id", longest=LONGEST_ID)
        elif entry.added and clause not in self.matrix.by_id:
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
        """The sources that a clause has, and those that its lead and its wordings name."""
        if entry.lead and clause in self.by_id and entry.lead not in members:
            node = self.problems.node_of(self.blocks[clause], "lead")
            self.problems.unknown("lead", node, entry.lead, members)
        elif entry.lead and entry.wordings and entry.lead not in entry.wordings[0].sources:
            self._report("idle-lead", clause, "lead", lead=entry.lead)
        for one in self.blocks[clause].wordings:
            for named, node in self.problems.placed(one.sources, one, "sources"):
                source = named.removeprefix("+")
                if source and source not in self.matrix.by_id:
                    self.problems.unknown("source", node, source, members)
                elif source and source not in members:
                    has = ", ".join(members) or "none"
                    self._report("not-a-source/wording", clause, node, source=source, members=has)
        if not members and entry.decision is not Decision.OUT and clause in self.by_id:
            own = set(self.by_id[clause].members)
            others = (one for one in self.found.values() if one.id != clause)
            takers = " and ".join(f"“{one.id}”" for one in others if own & set(one.added))
            self._report("no-sources/taken" if takers else "no-sources", clause, "id", takers=takers)


# Where ``#`` in a person's words is not what they may take it for. Behind a blank, in a text without
# quotation marks, it begins a comment, and the words from there on are lost; in a text that goes over several
# lines in quotation marks or below “>-”, it begins none, and is printed.

_COMMENT = re.compile(r"[ \t]+(#.*)")
# Behind a key without a text, “# to be written” is a comment that is meant; “#12” is not.
_GLUED = re.compile(r"[ \t]*(#[^\s#].*)")
_LIKE_COMMENT = re.compile(r"#(?!\d)")
_SHOWN = 40


def _number_signs(node: yaml.ScalarNode, lines: Sequence[str]) -> Iterator[tuple[str, int, int, str]]:
    """Each of them in a text: whether it is “lost” or “printed”, its line and column, and its words."""
    last, column = node.end_mark.line, node.end_mark.column
    if not node.style and last < len(lines):
        comment = (_COMMENT if node.value else _GLUED).match(lines[last].rstrip(), column)
        if comment:
            yield "lost", last, comment.start(1), comment[1]
    if not node.style:
        return
    first = next((line for line in lines[node.start_mark.line + 1 :] if line.strip()), "")
    indent = len(first) - len(first.lstrip()) if node.style in ("|", ">") else 0
    for number in range(node.start_mark.line + 1, min(end_of(node), len(lines))):
        shown = lines[number].strip().removesuffix(node.style)
        column = len(lines[number]) - len(lines[number].lstrip())
        if _LIKE_COMMENT.match(shown) and column >= indent:
            yield "printed", number, column, shown
