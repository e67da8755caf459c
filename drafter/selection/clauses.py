"""The blocks of a selection file: what people decided, clause by clause."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from drafter.matrix.criteria import themes_answering
from drafter.model import Alternatives, Candidate, Decision, Kind, Matrix, OwnWording, SelectionEntry
from drafter.problems import DrafterError, Severity
from drafter.records import Problems, read_list, read_mapping, read_null, read_text_value
from drafter.selection.comments import look_for_marks
from drafter.selection.keys import CLAUSE_KEYS, WORDINGS_KEYS
from drafter.selection.values import in_one_line, one_or_many, read_word, unless_null

_HOW_SOURCES = (
    "Write + before what the clause is to have and - before what it is to lose: [+lac-19h, -wa-14c]."
)


@dataclass(slots=True)
class ReadClauses:
    """The blocks that have been read, and what of them can be looked over only once all are.

    Attributes:
        found: Clause id → what was decided.
        nodes: Clause id → where the id stands.
        leads: Clause id → where its lead stands, for those that name one.
        wordings: Clause id → the sources that its wordings name, and where.
        unknown: Ids that nothing is known of, and where they stand.
    """

    found: dict[str, SelectionEntry] = field(default_factory=dict)
    nodes: dict[str, yaml.Node] = field(default_factory=dict)
    leads: dict[str, yaml.Node] = field(default_factory=dict)
    wordings: dict[str, list[tuple[str, yaml.Node]]] = field(default_factory=dict)
    unknown: list[tuple[str, yaml.Node]] = field(default_factory=list)


class ClausesReader:
    """Reads the blocks of a selection one by one.

    Args:
        matrix: The matrix.
        by_id: Every candidate by id.
        problems: Where to report.
        gone: Ids of clauses to be passed over.
        lines: The lines of the file, as YAML counts them.

    Attributes:
        clauses: What has been read.
    """

    def __init__(
        self,
        matrix: Matrix,
        by_id: Mapping[str, Candidate],
        problems: Problems,
        gone: Collection[str],
        lines: Sequence[str],
    ) -> None:
        self.matrix = matrix
        self.by_id = by_id
        self.problems = problems
        self.gone = gone
        self.lines = lines
        self.clauses = ReadClauses()

    def read(self, node: yaml.Node) -> None:
        """Read the next block."""
        values = read_mapping(node, self.problems, "a clause", required=("id",), optional=CLAUSE_KEYS)
        given = self._read_id(values.get("id"))
        text = {
            key: in_one_line(read_text_value(values.get(key), self.problems, f"“{key}”") or "")
            for key in ("reason", "by", "wording", "lead", "heading")
        }
        for key in ("reason", "wording"):
            look_for_marks(values.get(key), key, self.lines, self.problems, given)
        decision = self._word(values, "decision", list(Decision))
        alternatives = self._word(values, "alternatives", list(Alternatives))
        kind = self._word(values, "kind", list(Kind))
        added, dropped = self._read_sources(values.get("sources"), given)
        if not given or given in self.gone:
            return
        if given not in self.by_id and not added:
            self.clauses.unknown.append((given, values["id"]))
        if text["lead"]:
            self.clauses.leads[given] = values["lead"]
        self.clauses.found[given] = SelectionEntry(
            given,
            Decision(decision) if decision else None,
            text["reason"],
            text["by"],
            text["wording"],
            self._read_wordings(values, given),
            added,
            dropped,
            text["lead"],
            Alternatives(alternatives) if alternatives else None,
            self._heading(values["heading"], text["heading"], given) if text["heading"] else "",
            Kind(kind) if kind else None,
        )
        self.clauses.nodes[given] = values["id"]

    def _word(self, values: dict[str, yaml.Node], key: str, known: list[str]) -> str:
        return read_word(values.get(key), self.problems, key, known)

    def _read_id(self, node: yaml.Node | None) -> str:
        value = read_text_value(node, self.problems, "a clause's id")
        if node is None or not isinstance(node, yaml.ScalarNode):
            return ""
        if not value:
            self.problems.add("empty", node, "a clause has no id")
            return ""
        if value in self.clauses.found:
            line = self.clauses.nodes[value].start_mark.line + 1
            self.problems.add(
                "duplicate-id",
                node,
                f"the clause “{value}” stands twice (first on line {line})",
                "Keep one block. To make two clauses of its sources, give the second an id of your own and "
                "say which it takes: sources: [+ID].",
                clause=value,
            )
            return ""
        return value

    def _heading(self, node: yaml.Node, words: str, clause: str) -> str:
        try:
            themes = themes_answering(self.matrix, words)
        except DrafterError as error:
            self.problems.add("unknown-heading", node, error.message, error.hint, clause=clause)
            return ""
        if len(themes) > 1:
            self.problems.add(
                "unknown-heading",
                node,
                f"more than one theme answers to “{words}”",
                f"Write the id of the one you mean: {', '.join(themes[:6])}.",
                clause=clause,
            )
        return themes[0]

    def _read_sources(self, node: yaml.Node | None, clause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        added: dict[str, None] = {}
        dropped: dict[str, None] = {}
        for item in one_or_many(node):
            value = (read_text_value(item, self.problems, "a source") or "").strip()
            if not isinstance(item, yaml.ScalarNode):
                continue
            sign, source = value[:1], value[1:].strip()
            if sign not in ("+", "-"):
                self.problems.add(
                    "bad-source",
                    item,
                    f"the source “{value}” says neither + nor -",
                    _HOW_SOURCES,
                    clause=clause,
                )
            elif sign == "+":
                added.update(dict.fromkeys(self._added(item, source, clause)))
            elif self._can_drop(item, source, clause):
                dropped[source] = None
        both = [source for source in added if source in dropped]
        if both and node is not None:
            self.problems.add(
                "bad-source", node, f"{' and '.join(both)} cannot be added and dropped at once", clause=clause
            )
        return tuple(added), tuple(dropped)

    def _added(self, node: yaml.Node, source: str, clause: str) -> tuple[str, ...]:
        """The recommendations that are added: one, or all of a clause that is joined."""
        if source in self.matrix.by_id:
            return (source,)
        if source in self.by_id and source != clause:
            return self.by_id[source].members
        self.problems.unknown("source", node, source, [*self.matrix.by_id, *self.by_id])
        return ()

    def _read_wordings(self, values: dict[str, yaml.Node], clause: str) -> tuple[OwnWording, ...]:
        """The wordings one by one; their sources can be looked over only once all clauses are read."""
        node = values.get("wordings")
        if node is not None and values.get("wording") is not None and not read_null(node):
            self.problems.add(
                "two-wordings",
                node,
                f"“{clause}” has both “wording” and “wordings”",
                "Keep one: “wording” for the whole clause, “wordings” for one after the other.",
                clause=clause,
            )
        found = []
        for item in read_list(unless_null(node), self.problems, "the wordings"):
            facts = read_mapping(
                item, self.problems, "a wording", required=("sources",), optional=WORDINGS_KEYS
            )
            words = read_text_value(facts.get("wording"), self.problems, "“wording”") or ""
            look_for_marks(facts.get("wording"), "wording", self.lines, self.problems, clause)
            sources: dict[str, None] = {}
            for one in one_or_many(facts.get("sources")):
                value = (read_text_value(one, self.problems, "a source") or "").strip().removeprefix("+")
                if value:
                    sources[value] = None
                    self.clauses.wordings.setdefault(clause, []).append((value, one))
            found.append(OwnWording(tuple(sources), in_one_line(words)))
        return tuple(found)

    def _can_drop(self, node: yaml.Node, source: str, clause: str) -> bool:
        candidate = self.by_id.get(clause)
        members = candidate.members if candidate else ()
        if source in members:
            return True
        if source in self.matrix.by_id:
            has = f"It has {', '.join(members)}." if members else "Take the line out."
            self.problems.add(
                "not-a-source", node, f"{source} is no source of “{clause}”", has, Severity.WARNING, clause
            )
            return False
        self.problems.unknown("source", node, source, members)
        return False
