"""``selection.yaml``: which clauses, in which order, in which words, as people write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import yaml

from drafter.bases import Basis, bases
from drafter.composing.alternatives import Alternatives
from drafter.criteria import CountBy, Criteria, Sieve, themes_answering
from drafter.deciding import sources_of
from drafter.decisions import (
    DEFAULT_ALTERNATIVES,
    GUIDANCE_APART,
    GUIDANCE_AS_CLAUSES,
    ClauseDecision,
    Decision,
    OwnWording,
    SelectionFile,
)
from drafter.model import Concordance, Kind, Matrix
from drafter.problems import DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.store.concordance_file import ID, LONGEST_ID
from drafter.store.matrix_file import read_null
from drafter.store.strict_yaml import Problems, compose_text, read_list, read_mapping, read_text_value

# Every key that the file can have. The schema and docs/selection.md are tested against these.
TOP_KEYS = ("matrix", "concordance", "form", "options", "criteria", "clauses")
OPTION_KEYS = ("alternatives", "support", "guidance")
CRITERIA_KEYS = ("section", "theme", "min-regions", "region", "exclude-region", "count", "text")
CLAUSE_KEYS = (
    "id",
    "decision",
    "reason",
    "by",
    "kind",
    "heading",
    "sources",
    "lead",
    "alternatives",
    "wording",
    "wordings",
)
WORDINGS_KEYS = ("sources", "wording")
_ONE_CRITERION: dict[str, Callable[[str], Criteria]] = {
    "section": lambda words: Criteria(sections=(words,)),
    "theme": lambda words: Criteria(themes=(words,)),
    "region": lambda words: Criteria(regions=(words,)),
    "exclude-region": lambda words: Criteria(exclude_regions=(words,)),
    "text": lambda words: Criteria(text=(words,)),
}
_YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_HOW_SOURCES = (
    "Write + before what the clause is to have and - before what it is to lose: [+lac-19h, -wa-14c]."
)


class SelectionReader:
    """Reads a selection in two steps: first which matrix it is about, then the rest against that matrix.

    Args:
        text: The file, with line feeds as its only line ends.
        path: The file, for messages.

    Raises:
        ContentError: if it is not YAML.
    """

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        root, self.problems = compose_text(text, str(path))
        if root is None:
            raise_on_errors([Problem("empty-file", "the file is empty", file=str(path))])
        self._top = read_mapping(
            root,
            self.problems,
            "a selection",
            required=("matrix", "clauses"),
            optional=TOP_KEYS,
        )
        self.matrix_named = self._text("matrix")
        self.concordance_named = self._text("concordance")
        self.form_named = self._text("form")

    def _text(self, key: str) -> str:
        return read_text_value(self._top.get(key), self.problems, f"“{key}”") or ""

    def blame(self, key: str, error: DrafterError) -> None:
        """Report at a key's place that what it names cannot be opened."""
        node = self._top.get(key)
        if node is None:
            raise error
        self.problems.add(f"bad-{key}", node, error.message, error.hint)

    def read(
        self,
        matrix: Matrix,
        concordance: Concordance,
        noted: Mapping[str, tuple[str, ...]] | None = None,
        gone: Collection[str] = (),
    ) -> tuple[SelectionFile, tuple[Problem, ...]]:
        """Read the rest.

        Args:
            matrix: The matrix.
            concordance: Which of its recommendations say the same.
            noted: Clause id → the sources that drafter noted in its block, for a hint where the id is gone.
            gone: Ids of clauses to be passed over.

        Returns:
            The selection, and warnings.

        Raises:
            ContentError: with every fault in the file.
        """
        alternatives, support, guidance = self._read_options()
        criteria = self._read_criteria(matrix)
        clauses = _ClausesReader(matrix, concordance, self.problems, noted or {}, gone)
        for node in read_list(self._top.get("clauses"), self.problems, "the clauses"):
            clauses.read(node)
        clauses.look_over()
        raise_on_errors(self.problems.in_order())
        file = SelectionFile(
            self.path.name,
            self.matrix_named,
            self.concordance_named,
            self.form_named,
            alternatives,
            support,
            guidance,
            criteria,
            tuple(clauses.found.values()),
            {given: node.start_mark.line + 1 for given, node in clauses.nodes.items()},
        )
        return file, self.problems.in_order()

    def _read_options(self) -> tuple[str, bool, str]:
        values = read_mapping(
            _or_none(self._top.get("options")), self.problems, "the options", optional=OPTION_KEYS
        )
        alternatives = _read_word(
            values.get("alternatives"), self.problems, "alternatives", list(Alternatives)
        )
        support = _read_word(values.get("support"), self.problems, "support", list(_YES_AND_NO))
        ways = [GUIDANCE_APART, GUIDANCE_AS_CLAUSES]
        guidance = _read_word(values.get("guidance"), self.problems, "guidance", ways)
        return (
            alternatives or DEFAULT_ALTERNATIVES,
            _YES_AND_NO.get(support, False),
            guidance or GUIDANCE_APART,
        )

    def _read_criteria(self, matrix: Matrix) -> Criteria:
        values = read_mapping(
            _or_none(self._top.get("criteria")), self.problems, "the criteria", optional=CRITERIA_KEYS
        )
        words = {
            key: self._read_words(values.get(key), key, matrix)
            for key in ("section", "theme", "region", "exclude-region", "text")
        }
        count = _read_word(values.get("count"), self.problems, "count", list(CountBy))
        return Criteria(
            sections=words["section"],
            themes=words["theme"],
            min_regions=self._read_number(values.get("min-regions")),
            regions=words["region"],
            exclude_regions=words["exclude-region"],
            count=CountBy(count or CountBy.RECOMMENDATION),
            text=words["text"],
        )

    def _read_words(self, node: yaml.Node | None, key: str, matrix: Matrix) -> tuple[str, ...]:
        found = []
        for item in _one_or_many(node):
            words = read_text_value(item, self.problems, f"the criterion “{key}”")
            if not words or not words.strip():
                if not isinstance(item, yaml.ScalarNode):
                    continue
                self.problems.add(
                    "empty", item, f"the criterion “{key}” is empty", "Give it words, or take it out."
                )
                continue
            try:
                Sieve.of(matrix, _ONE_CRITERION[key](words))
            except DrafterError as error:
                self.problems.add("unknown-criterion", item, error.message, error.hint)
            found.append(words)
        return tuple(found)

    def _read_number(self, node: yaml.Node | None) -> int:
        value = read_text_value(node, self.problems, "“min-regions”")
        if node is None or value is None:
            return 1
        if not re.fullmatch(r"[1-9][0-9]{0,3}", value):
            self.problems.add("bad-number", node, f"“min-regions” is “{value}”", "Write a number: 1 or more.")
            return 1
        return int(value)


class _ClausesReader:
    def __init__(
        self,
        matrix: Matrix,
        concordance: Concordance,
        problems: Problems,
        noted: Mapping[str, tuple[str, ...]],
        gone: Collection[str],
    ) -> None:
        self.matrix = matrix
        self.noted = noted
        self.gone = gone
        self.problems = problems
        self.by_id = {basis.id: basis for basis in bases(matrix, concordance)}
        self.entry_of = concordance.entry_of
        self.found: dict[str, ClauseDecision] = {}
        self.nodes: dict[str, yaml.Node] = {}
        self._leads: dict[str, yaml.Node] = {}
        self._wordings: dict[str, list[tuple[str, yaml.Node]]] = {}
        self._unknown: list[tuple[str, yaml.Node]] = []

    def read(self, node: yaml.Node) -> None:
        values = read_mapping(node, self.problems, "a clause", required=("id",), optional=CLAUSE_KEYS)
        given = self._read_id(values.get("id"))
        text = {
            key: _in_one_line(read_text_value(values.get(key), self.problems, f"“{key}”") or "")
            for key in ("reason", "by", "wording", "lead", "heading")
        }
        decision = self._word(values, "decision", list(Decision))
        alternatives = self._word(values, "alternatives", list(Alternatives))
        kind = self._word(values, "kind", list(Kind))
        added, dropped = self._read_sources(values.get("sources"), given)
        if not given or given in self.gone:
            return
        if given not in self.by_id and not added:
            self._unknown.append((given, values["id"]))
        if text["lead"]:
            self._leads[given] = values["lead"]
        self.found[given] = ClauseDecision(
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
        self.nodes[given] = values["id"]

    def _word(self, values: dict[str, yaml.Node], key: str, known: list[str]) -> str:
        return _read_word(values.get(key), self.problems, key, known)

    def _read_id(self, node: yaml.Node | None) -> str:
        value = read_text_value(node, self.problems, "a clause's id")
        if node is None or not isinstance(node, yaml.ScalarNode):
            return ""
        if not value:
            self.problems.add("empty", node, "a clause has no id")
            return ""
        if value in self.found:
            line = self.nodes[value].start_mark.line + 1
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
        for item in _one_or_many(node):
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
        for item in read_list(_or_none(node), self.problems, "the wordings"):
            facts = read_mapping(
                item, self.problems, "a wording", required=("sources",), optional=WORDINGS_KEYS
            )
            words = read_text_value(facts.get("wording"), self.problems, "“wording”") or ""
            sources: dict[str, None] = {}
            for one in _one_or_many(facts.get("sources")):
                value = (read_text_value(one, self.problems, "a source") or "").strip().removeprefix("+")
                if value:
                    sources[value] = None
                    self._wordings.setdefault(clause, []).append((value, one))
            found.append(OwnWording(tuple(sources), _in_one_line(words)))
        return tuple(found)

    def _can_drop(self, node: yaml.Node, source: str, clause: str) -> bool:
        basis = self.by_id.get(clause)
        members = basis.members if basis else ()
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

    def look_over(self) -> None:
        """What can be told only once all clauses are read."""
        for given, node in self._unknown:
            self._blame_unknown(given, node)
        for given in self.found:
            if given not in self.by_id and self.found[given].added:
                self._look_over_own(given, self.nodes[given])
        sources = sources_of(self.found.values(), self.by_id)
        for given, node in self._leads.items():
            lead = self.found[given].lead
            if given in self.by_id and lead not in sources[given]:
                self.problems.unknown("lead", node, lead, sources[given])
        self._look_over_wordings(sources)
        for given, members in sources.items():
            clause = self.found[given]
            if not members and clause.decision is not Decision.OUT and given in self.by_id:
                self._blame_empty(given, self.by_id[given])

    def _blame_unknown(self, given: str, node: yaml.Node) -> None:
        hint = did_you_mean(given, self.by_id)
        if given in self.entry_of:
            hint = (
                f"It belongs to the shared recommendation “{self.entry_of[given].id}”: write that id, or, to "
                f"make a clause of it alone, an id of your own and “sources: [+{given}]”."
            )
        elif given in self.noted:
            holders = (self.entry_of.get(member) for member in self.noted[given])
            now = list(dict.fromkeys(f"“{entry.id}”" for entry in holders if entry))
            if now:
                hint = f"Its sources now belong to {' and '.join(now)}: write that id, or delete the block."
        self.problems.add(
            "unknown-clause",
            node,
            f"unknown clause “{given}”",
            hint or "“drafter list” shows every id. A clause of your own needs “sources: [+ID, …]”.",
            clause=given,
        )

    def _look_over_own(self, given: str, node: yaml.Node) -> None:
        """A clause of a person's own: its id must be a fit one, and no slip of the pen."""
        if not ID.fullmatch(given) or len(given) > LONGEST_ID:
            self.problems.add(
                "bad-id",
                node,
                f"the id of a clause of your own cannot be “{given}”",
                f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: witness-protection.",
                clause=given,
            )
        elif given in self.matrix.by_id:
            self._blame_unknown(given, node)
        else:
            absent = [
                known for known in self.by_id if known not in self.found and known not in self.matrix.by_id
            ]
            near = did_you_mean(given, absent)
            if near:
                self.problems.add(
                    "perhaps-a-slip",
                    node,
                    f"“{given}” is taken for a clause of your own",
                    f"{near} If it is your own, give it a name that is less like that one.",
                    Severity.WARNING,
                    given,
                )

    def _look_over_wordings(self, sources: Mapping[str, tuple[str, ...]]) -> None:
        for given, named in self._wordings.items():
            for source, node in named:
                if given in sources and source not in sources[given]:
                    self._blame_no_source(given, source, node, sources[given])

    def _blame_no_source(self, given: str, source: str, node: yaml.Node, members: tuple[str, ...]) -> None:
        """A wording of what is no source of its clause, or not any more."""
        if source not in self.matrix.by_id:
            self.problems.unknown("source", node, source, members)
            return
        self.problems.add(
            "not-a-source",
            node,
            f"{source} is no source of “{given}”, so that none of its wordings can be this one's",
            f"It has {', '.join(members) or 'none'}. Add it with “sources: [+{source}]”, or delete it here.",
            Severity.WARNING,
            given,
        )

    def _blame_empty(self, given: str, basis: Basis) -> None:
        takers = [
            f"“{other.id}”"
            for other in self.found.values()
            if other.id != given and set(other.added) & set(basis.members)
        ]
        why = f": {' and '.join(takers)} took them" if takers else ""
        self.problems.add(
            "no-sources",
            self.nodes[given],
            f"the clause “{given}” has no source left{why}; it is not drafted",
            "Delete its block.",
            Severity.WARNING,
            given,
        )


def _read_word(node: yaml.Node | None, problems: Problems, what: str, known: Iterable[str]) -> str:
    """One of some words, in any case of letters; empty where there is none, or (reported) another."""
    value = (read_text_value(node, problems, f"“{what}”") or "").strip()
    known = [str(word) for word in known]
    if node is None or not value or value.lower() in known:
        return value.lower()
    problems.unknown(what, node, value, known)
    return ""


def _in_one_line(text: str) -> str:
    return re.sub(r"[ \t]*\n\s*", " ", text.strip())


def _one_or_many(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list, or the one item that stands in place of a list."""
    if node is None or read_null(node):
        return []
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _or_none(node: yaml.Node | None) -> yaml.Node | None:
    return None if node is None or read_null(node) else node
