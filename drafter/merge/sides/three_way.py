"""The three sides of a merge: base, what drafter printed; theirs, what stands in Word; ours, the selection.

Whatever changed from base to theirs is somebody's edit, and is proposed unless ours says it already. What
only ours changed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.draft.model import Draft, Options
from drafter.draft.running import HEAD
from drafter.drafting import compose_selection
from drafter.form.forms import Form
from drafter.merge.proposals import OF_PLACE, Field, Proposal, taking_order
from drafter.merge.sides.declared import declared_in, with_declared
from drafter.merge.sides.their_clauses import TheirClause
from drafter.merge.sides.theirs import Theirs
from drafter.merge.signature import Signature, signature, written_short
from drafter.merge.telling import notice
from drafter.paper import GUIDANCE_APART
from drafter.returned.document import Returned
from drafter.selection.file import SelectionFile
from drafter.selection.known_names import known_names, short_names
from drafter.selection.loading import OpenSelection

_CHANGED = "the selection has changed it too"
_CHANGED_ELSEWHERE = "the selection has changed other words of it"


class ThreeWay:
    """The three sides, and what was found about them so far.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.
        selection: The selection that it was made from, as it is now.
        form: The selection's form.
        by: The delegation as which it is read; empty for nobody by name.

    Attributes:
        short: The returned draft's name without its folders, as reasons call it.
        base: The draft inside it.
        selection: The selection as it is.
        form: Its form.
        theirs: What stands in Word.
        gone: What drafter had printed and does not stand there any more, by id.
        entries: The selection's entries by id.
        draft: What the selection drafts as it is.
        drafted: Its clauses, by id.
        clauses: Those of theirs that are compared, new ones among them.
        problems: What cannot be told, or not be imported.
        home: Clause that the selection has joined with another one → that other.
        joined_since: Those of both that were printed before they were joined.
        new_since: Those that the selection has in and that were not printed.
    """

    def __init__(
        self, returned: Returned, base: Draft, selection: OpenSelection, form: Form, by: str = ""
    ) -> None:
        self._name = returned.document.name
        self.short = self._name.replace("\\", "/").rpartition("/")[2]
        self.base = base
        self.selection, self.form = selection, form
        file = selection.file
        # Who tracks something in it is somebody, whether or not anybody lists who can be.
        authors = (file.authors.get(one, one) for one in returned.document.pending)
        names = (*known_names(file), *filter(None, authors))
        self.theirs = Theirs(returned, base, form.phrases, file.delegations, names, short_names(file), by)
        there = {clause.id for clause in self.theirs.clauses}
        self.gone = {printed.id: printed for printed in base.printed if printed.id not in there}
        self.entries = {entry.id: entry for entry in selection.file.clauses}
        self.draft = self.drafted_from(selection.file)
        self.drafted = _by_id(self.draft)
        self._drafted_with: tuple[tuple[Proposal, ...], Draft] = (), self.draft
        self.clauses: list[TheirClause] = []
        self.problems = self.theirs.problems  # one list: some are only seen later
        self.home = selection.file.joined_with
        away = {printed.id for printed in base.printed} & self.home.keys()
        self.joined_since = away | {self.home[given] for given in away}
        printed = {one.id for one in base.printed}
        self.new_since = tuple(
            one.id for one in selection.file.clauses if one.id not in printed and not one.is_out
        )

    def block_of(self, clause: str) -> SelectionEntry | None:
        """What the selection says in the place of a clause: its block, or that with which it is joined."""
        return self.entries.get(self.home.get(clause, clause))

    def declared_in(self, clause: str) -> tuple[OwnWording, ...]:
        """What a clause has that is declared, as it is drafted now; see ``declared.declared_in``."""
        return declared_in(self.drafted.get(clause), self.selection.opened.matrix.sources)

    def with_declared(self, entry: SelectionEntry, to: SelectionEntry | None) -> SelectionEntry:
        """A clause's block with what is declared, where that is to stand no more; see the function."""
        return with_declared(entry, to, self.declared_in(entry.id))

    def agree(self, one: Signature, other: Signature, *, loosely: bool = False) -> bool:
        """Whether two signatures are the same.

        Args:
            one: A signature.
            other: Another one.
            loosely: Whether it does not matter which abbreviations are spelt out.
        """
        return len(one) == len(other) and all(
            # A clean draft has no footnotes.
            (sources == cited or self.base.is_clean)
            and (text == words or (loosely and written_short(text) == written_short(words)))
            and by == names
            for (text, sources, by), (words, cited, names) in zip(one, other, strict=True)
        )

    def known_of(self, drafted: Clause, clause: TheirClause) -> Signature:
        """A clause as it is drafted now, without what others have proposed in it since it was printed.

        Args:
            drafted: The clause.
            clause: As it stands in Word.
        """
        now = signature(drafted)
        return tuple(now[place] for place in self.known_places(drafted, clause))

    @staticmethod
    def known_places(drafted: Clause, clause: TheirClause) -> tuple[int, ...]:
        """The places of its lines without those of what others have proposed since; see ``known_of``."""
        printed = signature(clause.printed) if clause.printed else ()
        known = {(written_short(text), by) for text, _, by in (*printed, *clause.signature)}
        stand = {written_short(text) for text, *_ in clause.signature}
        # What was struck was printed, also where names have gone from behind it since.
        struck = {short: {*by} for short, by in known if short not in stand}
        return tuple(
            place
            for place, (text, sources, by) in enumerate(signature(drafted))
            if not (by or (place and not sources))
            or (short := written_short(text), by) in known
            or (by and {*by} < struck.get(short, set()))
        )

    def composed_with(self, proposals: Iterable[Proposal]) -> dict[str, Clause]:
        """What the selection drafts with some proposals taken, by id."""
        return _by_id(self.draft_with(proposals))

    def draft_with(self, proposals: Iterable[Proposal]) -> Draft:
        """What the selection drafts with some proposals taken."""
        given = tuple(proposals)
        if given != self._drafted_with[0]:  # it is asked about the same ones time and again
            self._drafted_with = given, self.drafted_from(_with_proposals(self.selection.file, given))
        return self._drafted_with[1]

    def composed_if_in(self) -> Mapping[str, Clause]:
        """The clauses that the selection has out, as it would draft them."""
        out = {given: one for given, one in self.entries.items() if one.is_out}
        if not out:
            return {}
        taken_in = self.entries | {
            given: replace(one, decision=None, status=()) for given, one in out.items()
        }
        draft = self.drafted_from(replace(self.selection.file, clauses=tuple(taken_in.values())))
        composed = _by_id(draft)
        return {given: composed[given] for given in out if given in composed}

    def drafted_from(self, file: SelectionFile) -> Draft:
        """What a selection drafts, printed as the returned draft was."""
        printed = dict(self.base.made_from.options)
        options = Options(printed.get("alternatives"), guidance=printed.get("guidance", GUIDANCE_APART))
        return compose_selection(replace(self.selection, file=file), self.form, options)

    def note(self, key: str, clause: TheirClause, **facts: object) -> None:
        """Tell the user something of a clause; see ``notice``."""
        self.problems.append(notice(self._name, key, name=clause.name, clause=clause.id, **facts))


def _by_id(draft: Draft) -> dict[str, Clause]:
    return {clause.id: clause for clause in (*draft.clauses, *draft.guidance)}


def conflict_if(is_changed: object, *, is_elsewhere: bool = False) -> str:
    """That the selection has changed the same, if it has; or else that it has changed other words there."""
    return _CHANGED if is_changed else _CHANGED_ELSEWHERE if is_elsewhere else ""


def _with_proposals(file: SelectionFile, proposals: Iterable[Proposal]) -> SelectionFile:
    """The selection with every one of some proposals taken."""
    entries = {entry.id: entry for entry in file.clauses}
    ids = list(entries)
    words, head = dict(file.words), file.head
    for one in taking_order(proposals):
        if one.field in (Field.SPONSORS, Field.REMARK) or one.is_alternative:
            continue  # what is compared has the names that were printed
        if one.field is Field.WORDS:
            if one.clause in HEAD:
                head = replace(head, **{one.clause: one.to.above})
            else:
                words[one.clause] = one.to.above
            continue
        if one.field not in OF_PLACE:
            entries[one.clause] = replace(entries[one.clause], **one.values)
            continue
        if one.field is Field.ORDER:
            ids.remove(one.clause)
        else:
            entries[one.clause] = one.to
        ids.insert(ids.index(one.other) + (not one.is_before) if one.other else len(ids), one.clause)
    return replace(file, words=words, head=head, clauses=tuple(entries[given] for given in ids))
