"""Compares a returned draft with what was drafted and with the selection as it is now.

Three sides: what drafter had printed (kept inside the Word file), what stands there now, and what the
selection would draft today. Whatever changed between the first two is somebody's edit, and a proposal
unless the third has it already. What only the selection changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.bases import Basis as ClauseBasis
from drafter.checking.basis import Basis
from drafter.composing.alternatives import Alternatives
from drafter.composing.draft import Draft
from drafter.composing.drafted_clause import Clause
from drafter.composing.forms import Form
from drafter.deciding import sources_of
from drafter.decisions import ClauseDecision, Decision, OwnWording, SelectionFile
from drafter.model import Matrix
from drafter.problems import Problem, Severity
from drafter.proposals.applying import with_proposals
from drafter.proposals.model import Homecoming, Proposal, What
from drafter.proposals.naming import new_id
from drafter.proposals.places import Places
from drafter.proposals.shapes import (
    Shape,
    agree,
    changes_in_words,
    drafted_shape,
    printed_shape,
    standing_shape,
)
from drafter.proposals.sourcing import wanted_sources
from drafter.proposals.standing import Standing, StandingClause, standing_of
from drafter.proposals.texts import is_bracketed
from drafter.proposals.wordings import own_wordings
from drafter.returned.likeness import features, likeness
from drafter.returned.origin import Origin, PrintedClause

Compose = Callable[[SelectionFile], Draft]
_ALIKE = 0.6  # from here on, two texts from the same sources are one clause


@dataclass(frozen=True, slots=True)
class Selected:
    """A selection as it is now.

    Attributes:
        file: What it says.
        by_id: Every basis of a clause by id.
        matrix: Its matrix.
        form: Its form.
        compose: Composes what a selection drafts, printed as the returned draft was.
    """

    file: SelectionFile
    by_id: Mapping[str, ClauseBasis]
    matrix: Matrix
    form: Form
    compose: Compose


def bring_home(basis: Basis, origin: Origin, selected: Selected) -> Homecoming:
    """What a returned draft brings home.

    Args:
        basis: The draft and its citations.
        origin: What made it.
        selected: The selection that it was made from.
    """
    return _Comparer(basis, origin, selected, standing_of(basis, origin)).compare()


class _Comparer:
    def __init__(self, basis: Basis, origin: Origin, selected: Selected, standing: Standing) -> None:
        self.name = basis.draft.name
        self.short = self.name.replace("\\", "/").rpartition("/")[2]
        self.is_clean = basis.is_clean
        self.origin = origin
        self.selected = selected
        self.standing = standing
        self.in_file = {clause.id: clause for clause in selected.file.clauses}
        self.problems = list(standing.problems)
        self.new_ids: dict[int, str] = {}
        self.before = self._composed(selected.file)

    def compare(self) -> Homecoming:
        """Everything that is to be proposed, and what cannot be."""
        clauses = self._those_to_compare()
        self._name_new(clauses)
        places = Places(self.origin, self.selected.form, clauses, self.new_ids, list(self.in_file))
        structure = [*self._decisions(clauses), *self._sources(clauses)]
        structure += places.headings({given: clause.theme for given, clause in self.before.items()})
        structure += self._ordered(places)
        structure += list(self._new(clauses, places))
        file = with_proposals(self.selected.file, structure)
        composed = self._composed(file)
        kinds = list(self._kinds(clauses, places, composed))
        if kinds:
            structure = _with_kinds(structure, kinds)
            file = with_proposals(self.selected.file, structure)
            composed = self._composed(file)
        words = list(self._words(clauses, composed, {one.clause for one in kinds}))
        found = _in_order([*structure, *words], self._order_of_ids(clauses))
        self._look_at_result(clauses, found)
        return Homecoming(tuple(found), tuple(self.problems))

    # Clauses

    def _those_to_compare(self) -> list[StandingClause]:
        """The clauses that stand and that the selection still has, and those that drafter did not make."""
        found = []
        self._know_again()
        for clause in self.standing.clauses:
            if clause.id and clause.id not in self.in_file:
                if clause.printed and standing_shape(clause) != printed_shape(clause.printed):
                    self._note(
                        "not-in-selection",
                        f"{clause.name} was changed, but its block “{clause.id}” has been taken out of the "
                        "selection since: not taken home",
                        f"To have it back: drafter select {self.selected.file.name} --keep {clause.id}, and "
                        "then --from again.",
                    )
                continue
            if not clause.id and not clause.sources:
                self._note(
                    "no-citation",
                    f"{clause.name} is not drafter's and has no footnote to a paragraph: not taken home",
                    "Say in a footnote which paragraph of which report it comes from.",
                )
                continue
            found.append(clause)
        return found

    def _know_again(self) -> None:
        """Clauses that drafter did not make, but that the selection has by now: taken home before."""
        own = {
            given: (frozenset(clause.sources), features(clause.text))
            for given, clause in self.before.items()
            if given not in self.origin.by_id
        }
        for clause in self.standing.clauses:
            if clause.id:
                continue
            words = features(clause.lines[0].text)
            alike = {
                given: likeness(words, theirs)
                for given, (sources, theirs) in own.items()
                if sources == frozenset(clause.sources)
            }
            nearest = max(alike, key=alike.__getitem__, default="")
            if nearest and alike[nearest] >= _ALIKE:
                clause.id = nearest
                del own[nearest]

    def _name_new(self, clauses: Sequence[StandingClause]) -> None:
        taken = {*self.in_file, *self.selected.by_id, *self.selected.matrix.by_id}
        shared = self.selected.by_id.keys() - self.selected.matrix.by_id.keys()
        natural = {
            frozenset(basis.members): basis.id
            for basis in self.selected.by_id.values()
            if basis.id not in self.in_file
        }
        for clause in clauses:
            if not clause.id:
                own = natural.pop(frozenset(clause.sources), "") or new_id(
                    clause.lines[0].text, taken, shared
                )
                taken.add(own)
                self.new_ids[id(clause)] = own

    def _id(self, clause: StandingClause) -> str:
        return clause.id or self.new_ids[id(clause)]

    def _order_of_ids(self, clauses: Sequence[StandingClause]) -> list[str]:
        standing = [self._id(clause) for clause in clauses]
        there = set(standing)
        gone = [clause.id for clause in self.origin.clauses if clause.id not in there]
        return [*standing, *gone, *self.in_file]

    # In or out

    def _decisions(self, clauses: Sequence[StandingClause]) -> Iterator[Proposal]:
        there = {clause.id for clause in self.standing.clauses}
        for printed in self.origin.clauses:
            ours = self.in_file.get(printed.id)
            if printed.id in there or ours is None or ours.decision is Decision.OUT:
                continue
            into = self.standing.merged.get(printed.id)
            reason = f"put together with “{into}” in {self.short}" if into else f"taken out in {self.short}"
            yield Proposal(
                printed.id,
                What.DECISION,
                printed.label,
                replace(ours, decision=Decision.OUT, reason=reason),
                old=f"clause {printed.label}",
                new="out: " + reason,
                is_contested=ours.decision is not None and not self._is_as_drafted(printed),
            )
        for clause in clauses:
            if clause.printed:
                yield from self._brackets(clause, clause.printed)

    def _brackets(self, clause: StandingClause, printed: PrintedClause) -> Iterator[Proposal]:
        """A clause that somebody put into brackets has been left open; one taken out of them is in."""
        ours = self.in_file[clause.id]
        was_open = [is_bracketed(line.text) for line in printed.lines]
        is_open = [line.is_bracketed for line in clause.lines]
        if ours.decision is Decision.OUT:
            return
        if len(is_open) > 1:
            if all(was_open) and not any(is_open):
                self._note(
                    "brackets",
                    f"{clause.name} has several wordings: the brackets that were taken away come back until "
                    "one is agreed",
                )
            return
        several = len(printed.lines) > 1
        if is_open[0] and not any(was_open) and ours.decision is not Decision.MAYBE:
            reason = f"in brackets in {self.short}"
            to = replace(ours, decision=Decision.MAYBE, reason=reason)
            yield Proposal(
                clause.id, What.DECISION, clause.label, to, old="no brackets", new="maybe: " + reason
            )
        elif not is_open[0] and was_open[0] and not several and ours.decision is Decision.MAYBE:
            to = replace(ours, decision=Decision.IN, reason="")
            yield Proposal(clause.id, What.DECISION, clause.label, to, old="in brackets", new="in")

    # Sources

    def _sources(self, clauses: Sequence[StandingClause]) -> Iterator[Proposal]:
        ours = sources_of(self.in_file.values(), self.selected.by_id)
        targets: dict[str, tuple[str, ...]] = {}
        for clause in clauses:
            if not clause.printed:
                targets[self._id(clause)] = clause.sources
                continue
            drafted = set(clause.printed.sources)
            come = [source for source in clause.sources if source not in drafted]
            gone = drafted - set(clause.sources)
            if come or gone:
                kept = [source for source in ours[clause.id] if source not in gone]
                targets[clause.id] = tuple(dict.fromkeys([*kept, *come]))
        labels = {self._id(clause): clause for clause in clauses}
        there = {clause.id for clause in self.standing.clauses}
        out = {printed.id for printed in self.origin.clauses if printed.id not in there}
        self.added: dict[str, tuple[str, ...]] = {}
        for given, (added, dropped) in wanted_sources(
            self.selected.file, self.selected.by_id, ours, targets, out
        ).items():
            own = self.in_file.get(given)
            if own is None:
                self.added[given] = added
                continue
            standing = labels.get(given)
            was = ours[given]
            now = targets.get(given, was)
            old = " ".join(source for source in was if source not in now)
            new = " ".join(source for source in now if source not in was)
            yield Proposal(
                given,
                What.SOURCES,
                standing.label if standing else "",
                replace(own, added=added, dropped=dropped),
                old=f"with {old}" if old else "",
                new=f"with {new}" if new else "without it" if old else "keeps what another clause cites too",
                is_contested=bool(
                    standing and standing.printed and set(was) != set(standing.printed.sources)
                ),
            )

    # Places

    def _ordered(self, places: Places) -> list[Proposal]:
        return [
            Proposal(
                clause,
                What.ORDER,
                label,
                self.in_file[clause],
                other,
                is_before,
                new=f"{'before' if is_before else 'behind'} “{other}”",
            )
            for clause, label, other, is_before in places.moves()
        ]

    def _kinds(
        self, clauses: Sequence[StandingClause], places: Places, composed: Mapping[str, Clause]
    ) -> Iterator[Proposal]:
        """Clauses that would stand in another part than they do."""
        for clause in clauses:
            given = self._id(clause)
            there = composed.get(given)
            part = places.part[given]
            if there is None or there.part == part:
                continue
            before = self.before.get(given)
            if clause.printed and clause.printed.part == part and (before is None or before.part != part):
                continue  # nobody moved it in Word: the selection has
            kind = places.kind_for(part)
            if kind is not None:
                own = self.in_file.get(given, ClauseDecision(given))
                yield Proposal(
                    given,
                    What.KIND,
                    clause.label,
                    replace(own, kind=kind),
                    old=str(there.kind),
                    new=str(kind),
                )

    def _new(self, clauses: Sequence[StandingClause], places: Places) -> Iterator[Proposal]:
        for clause in clauses:
            if clause.id:
                continue
            given = self._id(clause)
            several = len(clause.lines) > 1
            is_open = not several and clause.lines[0].is_bracketed
            other, is_before = places.beside(given)
            to = ClauseDecision(
                given,
                Decision.MAYBE if is_open else None,
                f"in brackets in {self.short}" if is_open else "",
                heading=places.heading_of_new(given),
                added=self.added.get(given, ()),
                wording="" if several else clause.lines[0].text,
                wordings=tuple(OwnWording(line.sources, line.text) for line in clause.lines)
                if several
                else (),
            )
            words = " / ".join(line.text for line in clause.lines)
            where = f"a part of “{clause.split_from}”" if clause.split_from else ""
            yield Proposal(given, What.NEW, clause.label, to, other, is_before, old=where, new=words)

    # Words

    def _words(
        self, clauses: Sequence[StandingClause], composed: Mapping[str, Clause], of_other_kind: set[str]
    ) -> Iterator[Proposal]:
        for clause in clauses:
            if not clause.id:
                continue
            there = composed.get(clause.id)
            before = self.before.get(clause.id)
            ours = drafted_shape(before) if before else None
            stands = standing_shape(clause)
            was = printed_shape(clause.printed) if clause.printed else ours or ()
            is_edited = not self._agree(stands, was)
            is_ours_as_drafted = ours is None or self._agree(ours, was, loosely=True)
            after = drafted_shape(there) if there else None
            if after is not None and self._agree(after, stands, loosely=not is_edited):
                continue
            if not is_edited and (after is None or not is_ours_as_drafted):
                continue
            is_kept = not is_edited or clause.id in of_other_kind
            own = own_wordings(self.in_file[clause.id], clause, there, is_kept=is_kept)
            if own.wording and clause.printed and clause.printed.printed_as is Alternatives.INLINE:
                self._note(
                    "marks-at-the-end",
                    f"{clause.name} had its footnotes behind the words of each region; in own words, all "
                    "stand at its end",
                )
            old, new = changes_in_words(was, stands)
            yield Proposal(
                clause.id,
                What.WORDING,
                clause.label,
                own,
                old=old,
                new=new,
                is_contested=is_edited and not is_ours_as_drafted,
            )

    def _agree(self, one: Shape, other: Shape, *, loosely: bool = False) -> bool:
        return agree(one, other, loosely=loosely, by_words_alone=self.is_clean)

    def _composed(self, file: SelectionFile) -> dict[str, Clause]:
        draft = self.selected.compose(file)
        return {clause.id: clause for clause in (*draft.clauses, *draft.guidance)}

    def _is_as_drafted(self, printed: PrintedClause) -> bool:
        ours = self.before.get(printed.id)
        return ours is not None and self._agree(drafted_shape(ours), printed_shape(printed), loosely=True)

    # The proof

    def _look_at_result(self, clauses: Sequence[StandingClause], proposals: Sequence[Proposal]) -> None:
        """Tell which clauses would not be drafted as they stand, with everything taken."""
        if not proposals:
            return
        touched = {one.clause for one in proposals}
        composed = self._composed(with_proposals(self.selected.file, proposals))
        for clause in clauses:
            given = self._id(clause)
            there = composed.get(given)
            after = drafted_shape(there) if there else None
            if (
                given in touched
                and after is not None
                and not self._agree(after, standing_shape(clause), loosely=True)
            ):
                self._note(
                    "not-as-it-stands",
                    f"{clause.name} will not be drafted quite as it stands, even with every proposal taken",
                    "Look at the clause after drafting.",
                )

    def _note(self, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, message, Severity.WARNING, hint, self.name))


def _with_kinds(structure: Sequence[Proposal], kinds: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with kinds: a new clause has its kind in its block."""
    by_id = {one.clause: one for one in kinds}
    found = []
    for one in structure:
        if one.what is What.NEW and one.clause in by_id:
            found.append(replace(one, to=replace(one.to, kind=by_id.pop(one.clause).to.kind)))
        else:
            found.append(one)
    return [*found, *by_id.values()]


def _in_order(proposals: Sequence[Proposal], ids: Sequence[str]) -> list[Proposal]:
    rank = {given: place for place, given in reversed(list(enumerate(ids)))}
    whats = list(What)
    return sorted(proposals, key=lambda one: (rank[one.clause], whats.index(one.what)))
