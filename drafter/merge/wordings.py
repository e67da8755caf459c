"""The words that stand in Word, as a selection says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.model import Clause, Variant
from drafter.merge.model import Field, Proposal, conflict_if
from drafter.merge.shapes import changes_in_words, drafted_shape, printed_shape, standing_shape
from drafter.merge.sides import Sides
from drafter.merge.standing import StandingClause
from drafter.merge.texts import bare
from drafter.model import Alternatives, Decision, OwnWording, SelectionEntry


def wording_proposals(
    sides: Sides,
    clauses: Sequence[StandingClause],
    composed: Mapping[str, Clause],
    of_other_kind: set[str],
) -> Iterator[Proposal]:
    """Own wordings for clauses that stand in other words than they would be drafted in.

    Args:
        sides: What is compared.
        clauses: The clauses that stand.
        composed: What the selection drafts with all other proposals taken, by id.
        of_other_kind: Ids of clauses whose kind was changed: drafter would word them otherwise.
    """
    of_out = _as_if_in(sides)
    for clause in clauses:
        if not clause.id:
            continue
        there = composed.get(clause.id, of_out.get(clause.id))
        before = sides.before.get(clause.id)
        ours = drafted_shape(before) if before else None
        stands = standing_shape(clause)
        was = printed_shape(clause.printed) if clause.printed else ours or ()
        is_edited = not sides.agree(stands, was)
        is_ours_as_drafted = ours is None or sides.agree(ours, was, loosely=True)
        after = drafted_shape(there) if there else None
        if after is not None and sides.agree(after, stands, loosely=not is_edited):
            continue
        if not is_edited and (after is None or not is_ours_as_drafted or clause.id in of_out):
            continue
        if there is not None and not _has_ground(sides, clause, there):
            continue
        is_kept = not is_edited or clause.id in of_other_kind
        own = own_wordings(sides.in_file[clause.id], clause, there, is_kept=is_kept)
        if own.wording and clause.printed and clause.printed.printed_as is Alternatives.INLINE:
            sides.note(
                "marks-at-the-end",
                f"{clause.name} had its footnotes behind the words of each region; in own words, all "
                "stand at its end",
            )
        old, new = changes_in_words(was, stands)
        if not old and not new:
            new = "stay as they stand, though the sources change"
        yield Proposal(
            clause.id,
            Field.WORDING,
            clause.label,
            own,
            ours=old,
            theirs=new,
            conflict=conflict_if(is_edited and not is_ours_as_drafted),
        )


def _as_if_in(sides: Sides) -> Mapping[str, Clause]:
    """The clauses that the selection has out, as it would draft them."""
    file = sides.selected.file
    out = {clause.id for clause in file.clauses if clause.decision is Decision.OUT}
    if not out:
        return {}
    clauses = (replace(clause, decision=None) if clause.id in out else clause for clause in file.clauses)
    composed = sides.composed(replace(file, clauses=tuple(clauses)))
    return {given: composed[given] for given in out if given in composed}


def _has_ground(sides: Sides, clause: StandingClause, there: Clause) -> bool:
    """Whether words that were changed have a source left: the selection may have dropped it since."""
    is_single = len(clause.lines) == 1
    for line in clause.lines:
        on = sources_of_words(clause) if is_single else line.sources
        if is_single and not set(on) & set(line.sources):
            sides.note(
                "footnote-of-the-words-gone",
                f"{clause.name} has lost the footnote to {' and '.join(on)}, whose words these are; without "
                f"it they would be cited as those of {' and '.join(line.sources)}",
                f"If the footnote was not meant to go, leave what is proposed: --leave {clause.id}",
            )
        stands_on = [source for source in on if source in line.sources] or line.sources
        if not line.is_as_printed and stands_on and not set(stands_on) & set(there.sources):
            sides.note(
                "source-dropped",
                f"{clause.name}: words were changed that come from {' and '.join(stands_on)}, which the "
                "selection has dropped since: not taken home",
                f"To have them, put the source back into “{clause.id}” and read the file once more.",
            )
            if is_single:
                return False
    return True


def own_wordings(
    own: SelectionEntry, clause: StandingClause, there: Clause | None, *, is_kept: bool
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
        return _of_one_line(own, clause, there)
    by_sources = {frozenset(version.sources): version for version in (there.variants if there else ())}
    has = set(there.sources) if there else set(clause.sources)
    found = []
    for line in clause.lines:
        version = by_sources.get(frozenset(line.sources))
        text = line.text
        if version is not None and not version.is_own and bare(version.text) == text:
            text = ""
        elif version is not None and line.is_as_printed and not is_kept:
            text = bare(version.text) if version.is_own else ""
        sources = tuple(source for source in line.sources if source in has)
        if sources:
            found.append(OwnWording(sources, text))
    return replace(own, wording="", wordings=tuple(found))


def _of_one_line(own: SelectionEntry, clause: StandingClause, there: Clause | None) -> SelectionEntry:
    """The words of a clause that stands as one paragraph; those of sources that it does not say stay."""
    (line,) = clause.lines
    today = [(version.sources, version.text if version.is_own else "") for version in _versions(there)]
    if there is None and clause.printed:
        today = [(variant.sources, "") for variant in clause.printed.variants]
    has = {source for sources, _ in today for source in sources}
    said = tuple(source for source in sources_of_words(clause) if source in has)
    others = [
        OwnWording(rest, bare(text) if text else "")
        for sources, text in today
        if (rest := tuple(source for source in sources if source not in said))
    ]
    if not said or not others:
        return replace(own, wording=line.text, wordings=())
    kept = (one for one in others if one.wording)
    return replace(own, wording="", wordings=(OwnWording(said, line.text), *kept))


def _versions(clause: Clause | None) -> Sequence[Variant]:
    return clause.variants if clause else ()


def sources_of_words(clause: StandingClause) -> tuple[str, ...]:
    """The sources that the words of a clause's only paragraph were printed from.

    Behind the lead's words stand the footnotes of the others too, which say the same in other words.
    """
    (line,) = clause.lines
    printed = clause.printed
    if printed and printed.printed_as is Alternatives.LEAD and len(printed.variants) > 1:
        return printed.variants[0].sources
    return line.sources
