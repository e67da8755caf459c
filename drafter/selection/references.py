"""Holds what the clauses of a selection file name against the matrix and the declared documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml

from drafter.matrix.concordance import ID, LONGEST_ID
from drafter.model import Clause, Document, Matrix
from drafter.problems import Severity, did_you_mean
from drafter.records import Problems
from drafter.selection.documents import document_of, normal_source
from drafter.selection.file import NOTE_MARK
from drafter.selection.resolve import sources_of


class References:
    """Holds the clauses of a file against the matrix and the declared documents.

    Args:
        matrix: The matrix.
        by_id: Every possible clause by id.
        documents: Declared documents by id.
        problems: Where to report.
    """

    def __init__(
        self,
        matrix: Matrix,
        by_id: Mapping[str, Clause],
        documents: Mapping[str, Document],
        problems: Problems,
    ) -> None:
        self._matrix, self._by_id = matrix, by_id
        self._documents, self._problems = documents, problems

    def check(self, clauses: list[Clause]) -> tuple[Clause, ...]:
        """Return the clauses with their sources as drafter names them, having reported what is wrong."""
        found = [self._normal(clause) for clause in clauses]
        sources = sources_of(found, self._by_id)
        mains = [clause.id for clause in clauses if not clause.alternative_to]
        for read, clause in zip(clauses, found, strict=True):
            self._check_id(read, sources[clause.id])
            self._check_targets(read, clause, sources[clause.id], mains)
        return tuple(found)

    def _normal(self, clause: Clause) -> Clause:
        sources = tuple(
            dict.fromkeys(normal_source(source, self._documents) for source in clause.sources if source)
        )
        for source, node in self._problems.placed(clause.sources, clause, "sources"):
            if source:
                self._check_source(normal_source(source, self._documents), node, clause)
        return replace(
            clause,
            sources=sources,
            wordings={normal_source(key, self._documents): words for key, words in clause.wordings.items()},
            lead=normal_source(clause.lead, self._documents),
            text=NOTE_MARK.sub(lambda mark: f"[^{normal_source(mark[1], self._documents)}]", clause.text),
        )

    def _check_source(self, source: str, node: yaml.Node, clause: Clause) -> None:
        if source in self._matrix.by_id:
            return
        if cited := document_of(source, self._documents):
            document, place = cited
            if document.paragraphs and place not in document.paragraphs:
                self._problems.unknown(f"paragraph of {document.id}", node, place, document.paragraphs)
        elif {" ", "/"}.isdisjoint(source):
            self._problems.unknown("source", node, source, [*self._matrix.by_id, *self._documents])
        else:
            self._problems.add(
                "plain-citation",
                node,
                f"“{source}” is printed as it stands; drafter cannot look it up",
                "To have it checked, declare its document in sources.yaml.",
                Severity.NOTE,
                clause.id,
            )

    def _check_id(self, clause: Clause, sources: tuple[str, ...]) -> None:
        if clause.id in self._by_id:
            if not sources and not clause.text:
                self._problems.add(
                    "no-sources",
                    self._problems.node_of(clause, "id"),
                    f"no source is left for “{clause.id}”: other clauses name them all; it is not drafted",
                    "Delete its block, or give it sources or a text.",
                    Severity.WARNING,
                    clause.id,
                )
        elif not sources and not clause.text:
            at = self._problems.node_of(clause, "id")
            holder = next((other.id for other in self._by_id.values() if clause.id in other.sources), "")
            if holder:
                hint = f"For a clause of its own, add: sources: [{clause.id}]"
                message = f"“{clause.id}” is a source of “{holder}”"
                self._problems.add("unknown-clause", at, message, hint)
            else:
                self._problems.unknown("clause", at, clause.id, self._by_id)
        elif not ID.fullmatch(clause.id):
            self._problems.add(
                "bad-id",
                self._problems.node_of(clause, "id"),
                f"a clause cannot be named “{clause.id}”",
                f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: legal-aid.",
            )

    def _check_targets(
        self, read: Clause, clause: Clause, sources: tuple[str, ...], mains: Sequence[str]
    ) -> None:
        """Report a lead, wordings and marks that are no sources of the clause, and a wrong alternative."""
        problems = self._problems
        named = [(clause.lead, "lead")] if clause.lead else []
        named += [(key, "wordings") for key in clause.wordings]
        named += [(mark, "text") for mark in NOTE_MARK.findall(clause.text)]
        for source, key in named:
            if source not in sources:
                problems.unknown("source of this clause", problems.node_of(read, key), source, sources)
        target = read.alternative_to
        if target and target not in mains:
            problems.unknown("clause", problems.node_of(read, "alternative-to"), target, mains)
        if (
            " " not in read.heading
            and did_you_mean(read.heading, self._matrix.theme_by_id)
            and (read.heading not in self._matrix.theme_by_id)
        ):
            problems.unknown(
                "theme", problems.node_of(read, "heading"), read.heading, self._matrix.theme_by_id
            )
