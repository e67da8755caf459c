"""Whether the blocks of a selection file go together: what can be told only once all of them are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from drafter.matrix.concordance import ID, LONGEST_ID
from drafter.model import Candidate, Concordance, Decision, Matrix, OwnWording
from drafter.problems import Severity, did_you_mean
from drafter.records import Problems
from drafter.selection.clauses import ReadClauses
from drafter.selection.resolve import sources_of


def look_over(
    clauses: ReadClauses,
    matrix: Matrix,
    concordance: Concordance,
    by_id: Mapping[str, Candidate],
    noted: Mapping[str, tuple[str, ...]],
    problems: Problems,
) -> None:
    """Report clauses that nothing is known of, and sources that a clause does not have.

    Args:
        clauses: All blocks.
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        by_id: Every candidate by id.
        noted: Clause id → the sources that drafter noted in its block, for a hint where the id is gone.
        problems: Where to report.
    """
    _Consistency(clauses, matrix, concordance, by_id, noted, problems).look_over()


@dataclass(frozen=True, slots=True)
class _Consistency:
    clauses: ReadClauses
    matrix: Matrix
    concordance: Concordance
    by_id: Mapping[str, Candidate]
    noted: Mapping[str, tuple[str, ...]]
    problems: Problems

    def look_over(self) -> None:
        for given, node in self.clauses.unknown:
            self._blame_unknown(given, node)
        for given in self.clauses.found:
            if given not in self.by_id and self.clauses.found[given].added:
                self._look_over_own(given, self.clauses.nodes[given])
        sources = sources_of(self.clauses.found.values(), self.by_id)
        for given, node in self.clauses.leads.items():
            lead = self.clauses.found[given].lead
            if given in self.by_id and lead not in sources[given]:
                self.problems.unknown("lead", node, lead, sources[given])
            elif wordings := self.clauses.found[given].wordings:
                self._look_over_lead(given, node, lead, wordings)
        self._look_over_wordings(sources)
        for given, members in sources.items():
            clause = self.clauses.found[given]
            if not members and clause.decision is not Decision.OUT and given in self.by_id:
                self._blame_empty(given, self.by_id[given])

    def _blame_unknown(self, given: str, node: yaml.Node) -> None:
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
        self.problems.add(
            "unknown-clause",
            node,
            message,
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
            found = self.clauses.found
            absent = [known for known in self.by_id if known not in found and known not in self.matrix.by_id]
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

    def _look_over_lead(
        self, given: str, node: yaml.Node, lead: str, wordings: tuple[OwnWording, ...]
    ) -> None:
        """A lead that does not come first, since what people put down one by one does."""
        if lead not in wordings[0].sources:
            self.problems.add(
                "idle-lead",
                node,
                f"“lead” does not put {lead} first: “{given}” has “wordings”, and they come first",
                f"Write “- sources: [{lead}]” first under “wordings”, or delete “lead”.",
                Severity.WARNING,
                given,
            )

    def _look_over_wordings(self, sources: Mapping[str, tuple[str, ...]]) -> None:
        for given, named in self.clauses.wordings.items():
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

    def _blame_empty(self, given: str, candidate: Candidate) -> None:
        takers = [
            f"“{other.id}”"
            for other in self.clauses.found.values()
            if other.id != given and set(other.added) & set(candidate.members)
        ]
        why = f": {' and '.join(takers)} took them" if takers else ""
        self.problems.add(
            "no-sources",
            self.clauses.nodes[given],
            f"the clause “{given}” has no source left{why}; it is not drafted",
            "Delete its block.",
            Severity.WARNING,
            given,
        )
