"""The three sides of a merge: base, what drafter printed; theirs, what stands in Word; ours, the selection.

Whatever changed from base to theirs is somebody's edit, and is proposed unless ours says it already. What
only ours changed is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.compose import Options
from drafter.draft.model import Clause, Draft
from drafter.drafting import compose_selection
from drafter.form.forms import Form
from drafter.merge.proposals import OF_PLACE, Field, Proposal, taking_order
from drafter.merge.theirs import (
    Signature,
    TheirClause,
    Theirs,
    bare,
    changes_in_words,
    is_bracketed,
    notice,
    signature,
    written_short,
)
from drafter.model import GUIDANCE_APART, Alternatives, Decision, Kind, OwnWording, SelectionEntry
from drafter.returned.document import Returned
from drafter.selection.file import SelectionFile
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import sources_of
from drafter.text import excerpt

_CHANGED = "the selection has changed it too"


class ThreeWay:
    """The three sides, and what was found about them so far.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.
        selection: The selection that it was made from, as it is now.
        form: The selection's form.

    Attributes:
        short: The returned draft's name without its folders, as reasons call it.
        base: The draft inside it.
        selection: The selection as it is.
        form: Its form.
        theirs: What stands in Word.
        gone: What drafter had printed and does not stand there any more, by id.
        entries: The selection's entries by id.
        drafted: What the selection drafts as it is, by id.
        clauses: Those of theirs that are compared, new ones among them.
        problems: What cannot be told, or not be imported.
    """

    def __init__(self, returned: Returned, base: Draft, selection: OpenSelection, form: Form) -> None:
        self._name = returned.document.name
        self.short = self._name.replace("\\", "/").rpartition("/")[2]
        self.base = base
        self.selection, self.form = selection, form
        self.theirs = Theirs(returned, base)
        there = {clause.id for clause in self.theirs.clauses}
        self.gone = {printed.id: printed for printed in base.printed if printed.id not in there}
        self.entries = {entry.id: entry for entry in selection.file.clauses}
        self.drafted = self._composed(selection.file)
        self.clauses: list[TheirClause] = []
        self.problems = list(self.theirs.problems)

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
            for (text, sources), (words, cited) in zip(one, other, strict=True)
        )

    def composed_with(self, proposals: Iterable[Proposal]) -> dict[str, Clause]:
        """What the selection drafts with some proposals taken, by id."""
        return self._composed(_with_proposals(self.selection.file, proposals))

    def composed_if_in(self) -> Mapping[str, Clause]:
        """The clauses that the selection has out, as it would draft them."""
        out = {given: one for given, one in self.entries.items() if one.decision is Decision.OUT}
        if not out:
            return {}
        taken_in = self.entries | {given: replace(one, decision=None) for given, one in out.items()}
        composed = self._composed(replace(self.selection.file, clauses=tuple(taken_in.values())))
        return {given: composed[given] for given in out if given in composed}

    def _composed(self, file: SelectionFile) -> dict[str, Clause]:
        """What a selection drafts, by id, printed as the returned draft was."""
        printed = dict(self.base.made_from.options)
        options = Options(printed.get("alternatives"), guidance=printed.get("guidance", GUIDANCE_APART))
        draft = compose_selection(replace(self.selection, file=file), self.form, options)
        return {clause.id: clause for clause in (*draft.clauses, *draft.guidance)}

    def note(self, key: str, clause: TheirClause, **facts: object) -> None:
        """Tell the user something of a clause; see ``notice``."""
        self.problems.append(notice(self._name, key, name=clause.name, clause=clause.id, **facts))


def conflict_if(is_changed: object) -> str:
    """That the selection has changed the same, if it has."""
    return _CHANGED if is_changed else ""


def _with_proposals(file: SelectionFile, proposals: Iterable[Proposal]) -> SelectionFile:
    """The selection with every one of some proposals taken."""
    entries = {entry.id: entry for entry in file.clauses}
    ids = list(entries)
    for one in taking_order(proposals):
        if one.field not in OF_PLACE:
            entries[one.clause] = replace(entries[one.clause], **one.values)
            continue
        if one.field is Field.ORDER:
            ids.remove(one.clause)
        else:
            entries[one.clause] = one.to
        ids.insert(ids.index(one.other) + (not one.is_before) if one.other else len(ids), one.clause)
    return replace(file, clauses=tuple(entries[given] for given in ids))


# In or out


def decision_proposals(merge: ThreeWay) -> Iterator[Proposal]:
    """Clauses that were taken out, left open in brackets, or taken out of their brackets."""
    for printed in merge.gone.values():
        ours, drafted = merge.entries.get(printed.id), merge.drafted.get(printed.id)
        if ours is None or ours.decision is Decision.OUT:
            continue
        into = merge.theirs.merged.get(printed.id)
        reason = f"put together with “{into}” in {merge.short}" if into else f"taken out in {merge.short}"
        yield Proposal(
            printed.id,
            Field.DECISION,
            replace(ours, decision=Decision.OUT, reason=reason),
            ours=f"clause {printed.label}",
            theirs="out: " + reason,
            conflict=conflict_if(
                not drafted or not merge.agree(signature(drafted), signature(printed), loosely=True)
            ),
        )
    for clause in merge.clauses:
        if clause.printed and merge.entries[clause.id].decision is not Decision.OUT:
            yield from _brackets(merge, clause, clause.printed)


def _brackets(merge: ThreeWay, clause: TheirClause, printed: Clause) -> Iterator[Proposal]:
    """A clause that somebody put into brackets has been left open; one taken out of them is in."""
    ours = merge.entries[clause.id]
    was_open = [is_bracketed(line.text) for line in printed.lines]
    is_open = [line.is_bracketed for line in clause.lines]
    if len(is_open) > 1 and all(was_open) and not any(is_open):
        merge.note("brackets", clause)
    elif len(is_open) > 1 or printed.kind is Kind.GUIDANCE:
        # Those of one wording of several stand until one is agreed; guidance has none.
        of = "guidance" if printed.kind is Kind.GUIDANCE else "one"
        for line in clause.lines:
            if line.printed and is_bracketed(line.printed.text) != line.is_bracketed:
                way = "put in" if line.is_bracketed else "taken away"
                merge.note(f"brackets/{of}", clause, label=clause.label, words=excerpt(line.text), way=way)
    elif is_open[0] and not any(was_open) and ours.decision is not Decision.MAYBE:
        to = replace(ours, decision=Decision.MAYBE, reason=f"in brackets in {merge.short}")
        was, now = "no brackets", f"maybe: {to.reason}"
        yield Proposal(clause.id, Field.DECISION, to, ours=was, theirs=now)
    elif not is_open[0] and was_open == [True] and ours.decision is Decision.MAYBE:
        to = replace(ours, decision=Decision.IN, reason="")
        yield Proposal(clause.id, Field.DECISION, to, ours="in brackets", theirs="in")


# Sources


def source_proposals(merge: ThreeWay) -> tuple[list[Proposal], dict[str, tuple[str, ...]]]:
    """What blocks must add and drop, for their clauses to have the sources that they have in Word.

    Returns:
        Proposals for the blocks that there are; and the id of each new clause → the sources that its block
        must add.
    """
    ours = sources_of(merge.entries.values(), merge.selection.by_id)
    clauses = {clause.id: clause for clause in merge.clauses}
    wanted = dict(ours)
    for given, clause in clauses.items():
        if not clause.printed:
            wanted[given] = clause.sources
            continue
        gone = {source for source in clause.printed.sources if source not in clause.sources}
        come = [source for source in clause.sources if source not in clause.printed.sources]
        if come or gone:
            wanted[given] = tuple(dict.fromkeys([*(s for s in ours[given] if s not in gone), *come]))
    if wanted == ours:
        return [], {}
    found, of_new = [], {}
    for to in _saying(merge, wanted):
        given, entry, now = to.id, merge.entries.get(to.id), wanted[to.id]
        if entry is None:
            of_new[given] = to.added
        elif (set(entry.added), set(entry.dropped)) != (set(to.added), set(to.dropped)):
            was = ours[given]
            old = " ".join(source for source in was if source not in now)
            new = " ".join(source for source in now if source not in was)
            said = "without it" if old else "keeps what another clause cites too"
            printed = clauses[given].printed if given in clauses else None
            found.append(
                Proposal(
                    given,
                    Field.SOURCES,
                    to,
                    ours=f"with {old}" if old else "",
                    theirs=f"with {new}" if new else said,
                    conflict=conflict_if(printed and set(was) != set(printed.sources)),
                )
            )
    return found, of_new


def _saying(merge: ThreeWay, wanted: Mapping[str, Sequence[str]]) -> Iterator[SelectionEntry]:
    """Every clause that is in, with what its block must add and drop to have the sources that are wanted.

    A source that a block adds, be it out, leaves the clause in which it stood; where that clause is to keep
    it, its block must add it too.
    """
    by_id = merge.selection.by_id
    entries = {given: merge.entries.get(given, SelectionEntry(given)) for given in wanted}
    active = [
        given
        for given, entry in entries.items()
        if given not in merge.gone and entry.decision is not Decision.OUT
    ]
    plain = dict(entries)
    for given in active:
        members = by_id[given].members if given in by_id else ()
        kept = [source for source in entries[given].added if source in wanted[given]]
        more = [source for source in wanted[given] if source not in (*members, *kept)]
        plain[given] = replace(entries[given], added=(*kept, *more), dropped=())
    has = sources_of(plain.values(), by_id)
    for given in active:
        keeps = wanted[given]
        taken = [source for source in keeps if source not in has[given]]
        dropped = [source for source in entries[given].dropped if source not in keeps]
        dropped += [source for source in has[given] if source not in (*keeps, *dropped)]
        yield replace(plain[given], added=(*plain[given].added, *taken), dropped=tuple(dropped))


# Words


def wording_proposals(
    merge: ThreeWay, composed: Mapping[str, Clause], of_other_kind: Collection[str]
) -> Iterator[Proposal]:
    """Own wordings for clauses that stand in other words than they would be drafted in.

    Args:
        merge: The three sides.
        composed: What the selection drafts with all other proposals taken, by id.
        of_other_kind: Ids of clauses whose kind was changed: drafter would word them otherwise.
    """
    of_out = merge.composed_if_in()
    for clause in merge.clauses:
        if clause.id not in merge.entries:
            continue
        there = composed.get(clause.id, of_out.get(clause.id))
        before = merge.drafted.get(clause.id)
        ours = signature(before) if before else None
        theirs = clause.signature
        base = signature(clause.printed) if clause.printed else ours or ()
        is_edited = not merge.agree(theirs, base)
        is_ours_as_base = ours is None or merge.agree(ours, base, loosely=True)
        if there is not None and merge.agree(signature(there), theirs, loosely=not is_edited):
            continue
        if not is_edited and (there is None or not is_ours_as_base or clause.id in of_out):
            continue
        if there is not None and not _has_sources(merge, clause, there):
            continue
        is_kept = not is_edited or clause.id in of_other_kind
        own = _own_wordings(merge.entries[clause.id], clause, there, is_kept=is_kept)
        if own.wording and clause.printed and clause.printed.printed_as is Alternatives.INLINE:
            merge.note("marks-at-the-end", clause)
        old, new = changes_in_words(base, theirs)
        yield Proposal(
            clause.id,
            Field.WORDING,
            own,
            ours=old,
            theirs=new if old or new else "stay as they stand, though the sources change",
            conflict=conflict_if(is_edited and not is_ours_as_base),
        )


def _has_sources(merge: ThreeWay, clause: TheirClause, there: Clause) -> bool:
    """Whether words that were changed have a source left: the selection may have dropped it since."""
    is_single = len(clause.lines) == 1
    for line in clause.lines:
        on = _sources_of_words(clause) if is_single else line.sources
        if is_single and not set(on) & set(line.sources):
            lost, others = " and ".join(on), " and ".join(line.sources)
            merge.note("footnote-of-the-words-gone", clause, lost=lost, others=others)
        stands_on = [source for source in on if source in line.sources] or line.sources
        if not line.is_as_printed and stands_on and not set(stands_on) & set(there.sources):
            merge.note("source-dropped", clause, sources=" and ".join(stands_on))
            if is_single:
                return False
    return True


def _own_wordings(
    own: SelectionEntry, clause: TheirClause, there: Clause | None, *, is_kept: bool
) -> SelectionEntry:
    """A clause of the selection with the words that stand in Word.

    One wording is “wording”; several are “wordings”, of which those have no words of their own that would be
    drafted so anyway. Words stay with the sources that they were printed from, whichever leads today.

    Args:
        own: The clause in the selection.
        clause: As it stands.
        there: As it would be drafted with everything else taken; None where it is out.
        is_kept: Whether words stay that drafter itself would change now.
    """
    if len(clause.lines) == 1:
        return _one_own_wording(own, clause, there)
    by_sources = {frozenset(variant.sources): variant for variant in (there.variants if there else ())}
    has = set(there.sources) if there else set(clause.sources)
    found = []
    for line in clause.lines:
        variant = by_sources.get(frozenset(line.sources))
        text = line.text
        if variant is not None and not variant.is_own and bare(variant.text) == text:
            text = ""
        elif variant is not None and line.is_as_printed and not is_kept:
            text = bare(variant.text) if variant.is_own else ""
        sources = tuple(source for source in line.sources if source in has)
        if sources:
            found.append(OwnWording(sources, text))
    return replace(own, wording="", wordings=tuple(found))


def _one_own_wording(own: SelectionEntry, clause: TheirClause, there: Clause | None) -> SelectionEntry:
    """The words of a clause that stands as one paragraph; those of sources that it does not say stay."""
    composed = there or clause.printed
    variants = composed.variants if composed else ()
    own_sources = _sources_of_words(clause)
    said = tuple(source for source in own_sources if any(source in one.sources for one in variants))
    others = [
        OwnWording(rest, bare(one.text) if there and one.is_own else "")
        for one in variants
        if (rest := tuple(source for source in one.sources if source not in said))
    ]
    words = clause.lines[0].text
    if not said or not others:
        return replace(own, wording=words, wordings=())
    return replace(
        own, wording="", wordings=(OwnWording(said, words), *(one for one in others if one.wording))
    )


def _sources_of_words(clause: TheirClause) -> tuple[str, ...]:
    """The sources that the words of a clause's only paragraph were printed from.

    Behind the lead's words stand the footnotes of the others too, which say the same in other words.
    """
    printed = clause.printed
    if printed and printed.printed_as is Alternatives.LEAD and len(printed.variants) > 1:
        return printed.variants[0].sources
    return clause.lines[0].sources
