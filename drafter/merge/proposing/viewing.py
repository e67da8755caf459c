"""One returned file as different people would have it: what each of them has to propose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from drafter.docx.reader import WordDocument
from drafter.draft.model import Draft
from drafter.form.forms import Form
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.proposing.clause_proposals import decision_proposals, wording_proposals
from drafter.merge.proposing.kept_notes import notes_kept, notes_wished_gone, without_notes_of_gone
from drafter.merge.proposing.not_imported import not_imported, status_notices
from drafter.merge.proposing.parted import parted_wordings, without_parts
from drafter.merge.proposing.source_proposals import source_proposals
from drafter.merge.proposing.tracked_alone import put_around, running_apart, running_around, take_out_typed
from drafter.merge.running_words.running_proposals import below_headings, head_proposals, running_proposals
from drafter.merge.running_words.running_theirs import name_of
from drafter.merge.sides.joined import instead_of_above, joined_remarks, joined_wordings
from drafter.merge.sides.places import Places, name_new, recognise
from drafter.merge.sides.running import RunningText, read_running
from drafter.merge.sides.sponsors import sponsor_proposals
from drafter.merge.sides.their_clauses import Headings, TheirClause
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.sides.typed_wishes import wish_proposals
from drafter.merge.sides.views import View, changed_places, over_others, put_anew, put_in, struck_headings
from drafter.merge.sides.words_now import as_by_now, without_gone
from drafter.merge.signature import signature, went_and_came
from drafter.merge.telling import told
from drafter.returned.document import returned_from
from drafter.selection.loading import OpenSelection


@dataclass(frozen=True, slots=True)
class Viewer:
    """Reads one file as different people would have it.

    Attributes:
        selection: The selection.
        made: The draft that the file was made from.
        form: The selection's form.
        known: Author in Word → delegation.
        of: The delegation whose words the untracked ones are; empty where they are nobody's by name.
    """

    selection: OpenSelection
    made: Draft
    form: Form
    known: Mapping[str, str]
    of: str

    def sides(self, document: WordDocument, by: str = "") -> ThreeWay:
        """The file, read with some tracked changes or none, beside the paper and the selection.

        Args:
            document: The file, read so.
            by: The delegation whose changes are read; empty for nobody's by name.
        """
        returned = returned_from(document, declared=self.selection.opened.matrix.declared)
        return ThreeWay(returned, self.made, self.selection, self.form, by)

    def view(
        self,
        merge: ThreeWay,
        by: str = "",
        beside: View | None = None,
        *,
        is_whole: bool = False,
        on_others: Mapping[int, Sequence[str]] = MappingProxyType({}),
        over: Mapping[int, str] = MappingProxyType({}),
        moved: Collection[int] = (),
        reading: Callable[[RunningText], RunningText] = lambda running: running,
    ) -> View:
        """What it has to propose.

        Args:
            merge: The three sides.
            by: Whose changes are read; empty for nobody's.
            beside: The file without them.
            is_whole: Whether that is the paper as it was printed.
            on_others: The places of paragraphs that have what others did there → those others.
            over: The places of headings over what another put in → the words of that.
            moved: The places to which tracked changes may have moved paragraphs.
            reading: What becomes of the running words before anything is proposed of them.
        """
        document = merge.theirs.returned.document
        needed = {
            place: tuple(dict.fromkeys(self.known.get(one, one) for one in names))
            for place, names in document.needed.items()
        }
        needed |= _joined(needed, on_others)
        if not is_whole:
            without_notes_of_gone(merge, beside)
        of_notes = [*notes_kept(by, beside, merge), *notes_wished_gone(by, merge)] if beside else []
        own = put_in(beside, document, is_whole=is_whole) if beside else ()
        struck = struck_headings(beside, merge) if beside else ()
        proposals, running = _merged(merge, struck, moved, lambda: reading(read_running(merge, own, over)))
        problems = (*merge.problems, *status_notices(merge), *not_imported(merge.theirs.returned, running))
        return View(merge, running, (*proposals, *of_notes), problems, needed)

    def of_delegation(
        self, name: str, document: WordDocument, plain: View, whole: WordDocument
    ) -> tuple[View, View]:
        """The file without a delegation's tracked changes, and with them; without what another typed.

        Args:
            name: The delegation; empty where the file does not say.
            document: The file with its tracked changes accepted.
            plain: The file with every tracked change rejected.
            whole: With every one accepted.
        """
        own, by = self.sides(document, name), name or told("nobody")
        over, moved = over_others(plain.document, document, whole), put_anew(plain.document, document)
        if self.of in ("", name):
            return plain, self.view(own, by, plain, over=over, moved=moved)
        without = self.sides(plain.document)
        typed_in = {place: [self.of] for place in take_out_typed(without, own)}
        before, printed = self.view(without), self.made.words

        def alone(running: RunningText) -> RunningText:
            return running_apart(before.running, running, printed)[1]

        found = self.view(own, by, before, on_others=typed_in, over=over, moved=moved, reading=alone)
        said, _, stays = running_apart(before.running, found.running, printed)
        # What was typed there is nobody's proposal here.
        rest = (one for one in before.proposals if one.field not in OF_RUNNING or name_of(one) in stays)
        places = (place for place, name in found.running.home.items() if name in stays)
        more = {place: [self.of] for place in {*places}.intersection(changed_places(before, found))}
        before = replace(before, running=said, proposals=tuple(rest))
        return before, replace(found, needed={**found.needed, **_joined(found.needed, more)})

    def of_typing(
        self, document: WordDocument, plain: WordDocument, others: Mapping[str, WordDocument], printed: View
    ) -> View:
        """The file as the delegation would have it that typed in it.

        Args:
            document: The file with what it tracked itself.
            plain: The file with every tracked change rejected.
            others: With those of each other delegation accepted.
            printed: The paper as it was printed.
        """
        own, on_others = self.sides(document, self.of), dict[int, Sequence[str]]()
        for name, tracked in others.items():
            places = put_around(own, self.sides(plain), self.sides(tracked))
            on_others |= _joined(on_others, {place: [name] for place in places})

        def around(running: RunningText) -> RunningText:
            for name, tracked in others.items():
                before, after = (read_running(self.sides(one)) for one in (plain, tracked))
                running, places = running_around(running, before, after, self.made.words)
                on_others.update(_joined(on_others, {place: [name] for place in places}))
            return running

        moved = put_anew(plain, document)
        found = self.view(own, self.of, printed, is_whole=True, moved=moved, reading=around)
        return replace(found, needed={**found.needed, **_joined(found.needed, on_others)})


def _joined(
    some: Mapping[int, Sequence[str]], others: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """The names at each of some places, with those that others have there."""
    return {place: tuple(dict.fromkeys([*some.get(place, ()), *names])) for place, names in others.items()}


def _merged(
    merge: ThreeWay,
    struck: Collection[Headings],
    moved: Collection[int],
    reading: Callable[[], RunningText],
) -> tuple[list[Proposal], RunningText]:
    """Everything in a returned draft that is to be proposed; and the running words in it.

    Args:
        merge: The three sides.
        struck: The headings that a delegation struck.
        moved: The places to which it may have moved paragraphs, tracked.
        reading: Reads the running words of which something is proposed.
    """
    recognise(merge, [clause for clause in merge.theirs.clauses if clause.sources])
    running = reading()
    recognise(merge, [clause for clause in merge.theirs.clauses if clause.place in running.blocks])
    merge.clauses = list(_comparable(merge, running))
    name_new(merge)
    places = Places(merge, struck, moved)
    of_sources, of_new = source_proposals(merge)
    found = [
        *decision_proposals(merge),
        *of_sources,
        *places.heading_proposals(),
        *places.order_proposals(),
        *below_headings(places.new_proposals(of_new), merge, running),
    ]
    kinds = {one.clause: one for one in places.kind_proposals(merge.composed_with(found))}
    for place, one in enumerate(found):
        if one.field is Field.NEW and one.clause in kinds:  # it has its kind in its block
            found[place] = replace(one, to=replace(one.to, kind=kinds.pop(one.clause).to.kind))
    found += kinds.values()
    found += wording_proposals(merge, merge.composed_with(found), kinds)
    found += [*joined_wordings(merge), *joined_remarks(merge), *parted_wordings(merge)]
    found += [*sponsor_proposals(merge), *wish_proposals(merge)]
    of_words = list(running_proposals(merge, running, merge.draft_with(found)))
    of_words += head_proposals(merge, running, merge.draft_with(of_words))
    found = _in_order(merge, [*found, *instead_of_above(merge, of_words)])
    _check_result(merge, found)
    return found, running


def _comparable(merge: ThreeWay, running: RunningText) -> Iterator[TheirClause]:
    """The clauses that stand and that the selection still has, and those that drafter did not make."""
    for clause in merge.theirs.clauses:
        if clause.id and clause.id not in merge.entries:
            if clause.printed and clause.signature != signature(clause.printed):
                _, come = went_and_came(signature(clause.printed), clause.signature)
                own = "" if clause.id in merge.selection.by_id else "/own"
                words = come or " / ".join(text for text, *_ in clause.signature)
                merge.note(f"not-in-selection{own}", clause, words=words, selection=merge.selection.file.name)
        elif clause.id or clause.sources or clause.place in running.blocks:
            yield clause
        elif clause.place not in running.home:
            merge.note("no-citation", clause)


def _in_order(merge: ThreeWay, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals in the order of the document, with their numbers; marked where it is out, or was agreed."""
    # By those of the paper that everybody has: what came or went in one file changes the numbers there.
    labels = {clause.id: clause.label for clause in merge.clauses}
    labels |= {printed.id: printed.label for printed in merge.base.printed}
    ids = dict.fromkeys(
        [
            *(one.clause for one in proposals if one.field is Field.WORDS),
            *(clause.id for clause in merge.clauses),
            *(one.id for one in merge.base.printed),
            *merge.entries,
        ]
    )
    rank = {given: place for place, given in enumerate(ids)}
    fields = list(Field)
    marked = []
    for one in proposals:
        ours = merge.entries.get(one.clause)
        is_out = ours is not None and ours.is_out and one.field is not Field.ORDER
        was_agreed = agreed(merge, one)
        conflict = was_agreed or one.conflict
        if is_out and one.clause not in merge.joined_since:
            conflict = told("is-out", what=ours.out_in_words if ours else "")
        marked.append(replace(one, number=labels.get(one.clause, one.number), conflict=conflict))
    return sorted(marked, key=lambda one: (rank[one.clause], fields.index(one.field)))


def agreed(merge: ThreeWay, proposal: Proposal) -> str:
    """That a clause was agreed, and when, if a proposal changes its words or takes it out; else nothing.

    Args:
        merge: The three sides.
        proposal: The proposal.
    """
    ours, drafted = merge.entries.get(proposal.clause), merge.drafted.get(proposal.clause)
    is_about_words = proposal.field in (Field.WORDING, Field.SOURCES) or proposal.is_out
    if (
        not is_about_words
        or proposal.is_untouched
        or ours is None
        or ours.stands is None
        or not ours.stands.is_agreed
    ):
        return ""
    return "" if drafted is None or drafted.was_agreed else f"it was {ours.stands.in_words}"


def _check_result(merge: ThreeWay, proposals: Sequence[Proposal]) -> None:
    """Tell which clauses would not be drafted as they stand, with everything taken."""
    touched = {one.clause for one in proposals}
    composed = merge.composed_with(proposals) if proposals else {}
    for clause in merge.clauses:
        there = composed.get(clause.id)
        if clause.id not in touched or there is None or clause.id in merge.joined_since:
            continue
        before = merge.drafted.get(clause.id)
        now, _ = without_gone(*without_parts(merge, *as_by_now(clause, before)), before)
        if not merge.agree(merge.known_of(there, now), now.signature, loosely=True):
            merge.note("not-as-it-stands", clause)
