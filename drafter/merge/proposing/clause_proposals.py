"""What was changed in clauses, as proposals for the selection: in or out, and their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.brackets import is_bracketed
from drafter.decisions import Decision, OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.draft.variant import Variant
from drafter.matrix.candidates import Candidate
from drafter.merge.proposals import REWORDS_NONE, Field, Proposal
from drafter.merge.proposing.parted import without_parts
from drafter.merge.sides.declared import as_declared, declared_in, with_declared
from drafter.merge.sides.rewords import marks_under_names, with_nobodys, without_gone_names
from drafter.merge.sides.sources_since import has_sources, sources_of_words
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay, conflict_if
from drafter.merge.sides.words_now import (
    as_by_now,
    has_other_words,
    is_changed_by_both,
    of_others_by_now,
    without_gone,
    words_before,
)
from drafter.merge.signature import Signature, signature, signature_of, went_and_came, words_of_variant
from drafter.merge.telling import is_comment, told
from drafter.merge.words.laying_over import (
    going,
    laid_over_print,
    marks_of,
    names_of,
    says_the_same,
    wish_of,
    with_what_others_say,
)
from drafter.model import Kind
from drafter.paper import Alternatives
from drafter.selection.wishes import keeping_wishes
from drafter.text.words import excerpt

# In or out


def decision_proposals(merge: ThreeWay) -> Iterator[Proposal]:
    """Clauses that were taken out, left open in brackets, or taken out of their brackets."""
    for printed in merge.gone.values():
        ours, drafted = merge.entries.get(printed.id), merge.drafted.get(printed.id)
        if ours is None or ours.is_out or printed.id in merge.joined_since:
            continue
        into = merge.theirs.merged.get(printed.id)
        reason = f"taken out in {merge.short}"
        if into:
            reason = told("put-together", into=into, draft=merge.short)
        moved = {source for clause in merge.clauses if clause.id == into for source in clause.sources}
        own = [one for one in merge.declared_in(printed.id) if not moved.issuperset(one.sources)]
        others = names_of(with_declared(ours, None, own).wordings)
        if others and ours.decision is Decision.MAYBE and reason in ours.reason:
            continue
        yield Proposal(
            printed.id,
            Field.DECISION,
            keeping_wishes(ours, replace(ours, decision=Decision.OUT, reason=reason)),
            ours=f"clause {printed.label}" if printed.label else "a paragraph without a number",
            theirs="out: " + reason,
            conflict=told("of-others", by=" and ".join(others))
            if others
            else conflict_if(
                not drafted or not merge.agree(signature(drafted), signature(printed), loosely=True)
            ),
        )
    for clause in merge.clauses:
        is_joined = clause.id in merge.joined_since
        if clause.printed and not is_joined and not merge.entries[clause.id].is_out:
            yield from _brackets(merge, clause, clause.printed)


def _brackets(merge: ThreeWay, clause: TheirClause, printed: Clause) -> Iterator[Proposal]:
    """A clause that somebody put into brackets has been left open; one taken out of them is in."""
    ours = merge.entries[clause.id]
    was_open = [is_bracketed(line.text) and not line.has_own_brackets for line in printed.lines]
    is_open = [line.is_bracketed for line in clause.lines]
    if len(is_open) > 1 and all(was_open) and not any(is_open):
        merge.note("brackets", clause)
    elif len(is_open) > 1 or printed.kind is Kind.GUIDANCE:
        # Those of one wording of several stand until one is agreed; guidance has none.
        of = "guidance" if printed.kind is Kind.GUIDANCE else "one"
        for line in clause.lines:
            own = line.printed is not None and line.printed.has_own_brackets
            if line.printed and not own and is_bracketed(line.printed.text) != line.is_bracketed:
                way = "put in" if line.is_bracketed else "taken away"
                merge.note(
                    f"brackets/{of}", clause, label=clause.printed_label, words=excerpt(line.text), way=way
                )
    elif is_open[0] and not any(was_open) and ours.decision is not Decision.MAYBE:
        to = replace(ours, decision=Decision.MAYBE, reason=told("open", draft=merge.short))
        was, now = "no brackets", f"maybe: {to.reason}"
        yield Proposal(clause.id, Field.DECISION, to, ours=was, theirs=now)
    elif ours.decision is Decision.MAYBE and _has_lost_own_brackets(clause, printed):
        to = keeping_wishes(ours, replace(ours, decision=Decision.IN, reason=""))
        yield Proposal(clause.id, Field.DECISION, to, ours="in brackets", theirs="in")
    elif not is_open[0] and was_open == [True] and ours.decision is not Decision.MAYBE:
        merge.note("brackets/proposed", clause)
    elif not is_open[0] and was_open == [True]:
        to = keeping_wishes(ours, replace(ours, decision=Decision.IN, reason=""))
        yield Proposal(clause.id, Field.DECISION, to, ours="in brackets", theirs="in")


def _has_lost_own_brackets(clause: TheirClause, printed: Clause) -> bool:
    """Whether somebody took away the brackets that people typed around all of a clause left open."""
    return printed.lines[0].has_own_brackets and not any(sign in clause.lines[0].text for sign in "[]")


# Words

# What is shown of a proposal that changes no word.
_SAME_WORDS = {
    True: "stay as they stand, though the sources change",
    False: "the same words in other lines",
}


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
    for stands in merge.clauses:
        if stands.id not in merge.entries or stands.id in merge.joined_since:
            continue
        there = composed.get(stands.id, of_out.get(stands.id))
        before = merge.drafted.get(stands.id)
        clause, base = without_gone(*without_parts(merge, *as_by_now(stands, before)), before)
        theirs = clause.signature
        is_edited = not merge.agree(theirs, base)
        entry = merge.entries[clause.id]
        is_ours_as_base = before is None or merge.agree(merge.known_of(before, clause), base, loosely=True)
        if there is not None and any(
            merge.agree(merge.known_of(there, one), one.signature, loosely=not is_edited)
            and _are_added(merge, one, there)
            for one in (clause, with_nobodys(clause))
        ):
            continue
        if not is_edited and (there is None or not is_ours_as_base or clause.id in of_out):
            continue
        if there is not None and not has_sources(merge, clause, there):
            continue
        is_kept = not is_edited or clause.id in of_other_kind
        candidate = merge.selection.by_id.get(clause.id)
        declared = declared_in(there, merge.selection.opened.matrix.sources)
        sides = [one for one in (clause.printed, before) if one]
        own = _own_wordings(entry, clause, there, candidate, declared, sides, is_kept=is_kept)
        own = without_gone_names(own, clause.lines, entry)
        own = laid_over_print(entry, own, clause.printed, there)
        if says_the_same(own, entry) and {*theirs} != {*base}:
            continue  # else their order was changed
        without = with_declared(entry, None, _struck_declared(merge, clause))
        lost = going(merge.with_declared(without, own), own)
        rewords = marks_under_names(own, clause.lines, entry)
        marked = zip(own.wordings, rewords, strict=bool(rewords))
        anew = [words for words, mark in marked if mark == REWORDS_NONE]
        if lost and _is_wished(merge, entry, own, stands, lost, anew):
            continue
        if own.wording and clause.printed and clause.printed.printed_as is Alternatives.INLINE:
            merge.note("marks-at-the-end", clause)
        old, new = went_and_came(base, theirs)
        were = words_before(stands.lines, stands.printed, before)
        is_changed = is_edited and not is_ours_as_base
        is_same = is_changed and is_changed_by_both(stands.lines, stands.printed, before)
        is_elsewhere = bool(were) or (is_changed and has_other_words(base, before))
        yield Proposal(
            clause.id,
            Field.WORDING,
            own,
            ours=old,
            theirs=new if old or new else _SAME_WORDS[[*_texts(theirs)] == [*_texts(base)]],
            conflict=told("of-others", by=" and ".join(names_of(lost)))
            if lost
            else conflict_if(is_same, is_elsewhere=is_elsewhere),
            beside=marks_of(entry.wordings),
            rewords=rewords,
            was=tuple(filter(None, words_before(stands.lines, stands.printed, before, only_same=True))),
        )


def _struck_declared(merge: ThreeWay, clause: TheirClause) -> list[OwnWording]:
    """What a clause has that is declared, and whose line was printed and does not stand in Word any more."""
    stand = {line.text for line in clause.lines}
    were = {text for text, *_ in signature(clause.printed)} if clause.printed else set()
    return [one for one in merge.declared_in(clause.id) if one.wording in were - stand]


def _is_wished(
    merge: ThreeWay,
    entry: SelectionEntry,
    own: SelectionEntry,
    clause: TheirClause,
    lost: Sequence[OwnWording],
    anew: Sequence[OwnWording],
) -> bool:
    """Whether a block says already that words of others were to go, and has the rest as it is to be."""
    text, declared = merge.selection.in_blocks.text, merge.declared_in(clause.id)
    if not all(is_comment(wish_of(merge.short, one), text) for one in lost):
        return False
    stand = [line.printed for line in clause.lines if line.is_as_printed]
    in_order = [one for one in clause.printed.lines if one in stand] if clause.printed else []
    if len(stand) == len(clause.lines) and stand == in_order:
        return True  # all the rest is as it was printed
    now = with_what_others_say(merge.with_declared(entry, own), own, (), clause.sources, anew)
    return says_the_same(as_declared(now, entry, own, declared), entry)


def _texts(signature: Signature) -> Iterator[str]:
    return (text for text, *_ in signature)


def _are_added(merge: ThreeWay, clause: TheirClause, there: Clause) -> bool:
    """Whether those wordings would be additions that are so in Word; what others proposed since is none."""
    return all(
        line.is_addition in (None, there.is_addition(place))
        for place, line in zip(merge.known_places(there, clause), clause.lines, strict=True)
    )


def _own_wordings(
    own: SelectionEntry,
    clause: TheirClause,
    there: Clause | None,
    candidate: Candidate | None,
    declared: Sequence[OwnWording],
    sides: Sequence[Clause],
    *,
    is_kept: bool,
) -> SelectionEntry:
    """A clause of the selection with the words that stand in Word.

    One wording is “wording”; several are “wordings”, of which those have no words of their own that would be
    drafted so anyway. Words stay with the sources that they were printed from, whichever leads today.

    Args:
        own: The clause in the selection.
        clause: As it stands.
        there: As it would be drafted with everything else taken; None where it is out.
        candidate: What the matrix has of it; None for one of a person's own.
        declared: What would be drafted there in the words of declared proposals.
        sides: As it was printed, and as it is drafted by now: a line that nobody touched is of one of these.
        is_kept: Whether words stay that drafter itself would change now.
    """
    if len(clause.lines) == 1:
        return _one_own_wording(own, clause, there)
    if own.text:
        # Where the text itself was deleted, what somebody proposes below it is theirs none the less.
        first, *rest = clause.lines
        text, others = ("", clause.lines) if first.by else (first.text, rest)
        wordings = tuple(OwnWording(line.sources, line.text, line.is_addition, line.by) for line in others)
        return replace(own, text=text, wordings=wordings)
    every = there.variants if there else ()
    has = set(there.sources) if there else set(clause.sources)
    printed = clause.printed
    members = set(candidate.members) if candidate else set(has)
    by_now = of_others_by_now(printed, there)
    found = []
    for line in clause.lines:
        leads = next((one for one in sides if line.printed is one.lines[0]), None)
        way = leads.printed_as if leads else None
        if way is Alternatives.INLINE and line.is_as_printed and there and there.additions:
            continue  # it is put together anew
        # Behind the lead's words stand the footnotes of the others too, which say the same in other words.
        on = leads.variants[0].sources if leads and way is Alternatives.LEAD else line.sources
        text = line.text
        if line.was is not None and not line.was.sources and not line.sources:
            # On no source: it is known by whose it was.
            variant = next((now for was, now in by_now if was == line.was), None)
        else:
            variant = _on_sources(every, on, line)
        by = line.by
        is_declared = any((one.wording, {*one.sources}) == (text, {*on}) for one in declared)
        if variant is not None and is_declared and _is_its(own, on):
            # A declared proposal stands there in its words, under the names that it was declared with.
            same = (one.by for one in own.wordings if not one.wording and {*one.sources} == {*on})
            text, by = "", next(same, ())
        elif variant is not None and not variant.is_own and words_of_variant(variant) == text:
            text = ""
        elif variant is not None and line.is_as_printed and not is_kept:
            text = words_of_variant(variant) if variant.is_own else ""
        sources = tuple(source for source in on if source in has)
        # What somebody typed as a further wording stands on nothing, and is nobody's by name.
        stands_alone = not line.sources if line.was is None else not line.was.sources
        if sources or line.by or stands_alone:
            # Of itself what comes from elsewhere would be an addition.
            is_foreign = bool(sources) and members.isdisjoint(sources)
            is_addition = line.is_addition if line.is_addition or is_foreign else None
            found.append(OwnWording(sources, text, is_addition, by))
    return replace(own, wording="", wordings=tuple(found))


def _on_sources(every: Sequence[Variant], sources: Sequence[str], line: TheirLine) -> Variant | None:
    """The wording that is drafted on some sources; of several the one that a line was printed from."""
    same = [one for one in every if one.sources and {*one.sources} == {*sources}]
    was = signature_of(line.printed)[0] if line.printed else line.text
    return next((one for one in same if words_of_variant(one) == was), same[-1] if same else None)


def _is_its(entry: SelectionEntry, sources: Sequence[str]) -> bool:
    """Whether a block has some sources in their own words."""
    named = [one for one in entry.wordings if not {*one.sources}.isdisjoint(sources)]
    is_worded = bool(entry.wording or entry.text)
    return bool(sources) and (any(not one.wording for one in named) or not (named or is_worded))


def _one_own_wording(own: SelectionEntry, clause: TheirClause, there: Clause | None) -> SelectionEntry:
    """The words of a clause that stands as one paragraph; those of sources that it does not say stay."""
    composed = there or clause.printed
    variants = composed.variants if composed else ()
    # What would be an addition, and stands in no line of its own, is in these words.
    added = [source for one in variants if one.is_addition for source in one.sources]
    own_sources = dict.fromkeys((*sources_of_words(clause), *added))
    said = tuple(source for source in own_sources if any(source in one.sources for one in variants))
    others = [
        OwnWording(rest, words_of_variant(one) if there and one.is_own else "", one.is_addition or None)
        for one in variants
        if (rest := tuple(source for source in one.sources if source not in said))
    ]
    line = clause.lines[0]
    words = line.text
    if own.text and line.by:
        return replace(own, text="", wordings=(OwnWording(line.sources, words, line.is_addition, line.by),))
    if own.text:
        ends = clause.printed is not None and not clause.printed.number
        return replace(own, text=line.whole if ends else words, wordings=())
    if line.was and not line.was.is_own and line.is_as_printed and not all(one.sources for one in variants):
        words = ""  # what went stood on no source, so that these are not a person's own for its sake
    if line.by:
        return replace(own, wording="", wordings=(OwnWording(said, words, by=line.by), *others))
    if not (clause.sources or any(one.sources for one in variants)):
        return replace(own, text=words, wording="", wordings=())  # on no source it is a paragraph's own text
    if not said or not others:
        return replace(own, wording=words, wordings=())
    return replace(
        own, wording="", wordings=(OwnWording(said, words), *(one for one in others if one.wording))
    )
