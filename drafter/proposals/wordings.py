"""The words that stand in Word, as a selection says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.composing.alternatives import Alternatives
from drafter.composing.drafted_clause import Clause
from drafter.decisions import ClauseDecision, OwnWording
from drafter.proposals.model import Proposal, What
from drafter.proposals.shapes import changes_in_words, drafted_shape, printed_shape, standing_shape
from drafter.proposals.sides import Sides
from drafter.proposals.standing import StandingClause
from drafter.proposals.texts import bare


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
    for clause in clauses:
        if not clause.id:
            continue
        there = composed.get(clause.id)
        before = sides.before.get(clause.id)
        ours = drafted_shape(before) if before else None
        stands = standing_shape(clause)
        was = printed_shape(clause.printed) if clause.printed else ours or ()
        is_edited = not sides.agree(stands, was)
        is_ours_as_drafted = ours is None or sides.agree(ours, was, loosely=True)
        after = drafted_shape(there) if there else None
        if after is not None and sides.agree(after, stands, loosely=not is_edited):
            continue
        if not is_edited and (after is None or not is_ours_as_drafted):
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
        yield Proposal(
            clause.id,
            What.WORDING,
            clause.label,
            own,
            old=old,
            new=new,
            is_contested=is_edited and not is_ours_as_drafted,
        )


def own_wordings(
    own: ClauseDecision, clause: StandingClause, there: Clause | None, *, is_kept: bool
) -> ClauseDecision:
    """A clause of the selection with the words that stand in Word.

    One wording is “wording”; several are “wordings”, of which those have no words of their own that would be
    drafted so anyway. Where only the lead's words are printed, these alone are set, and the others stay.

    Args:
        own: The clause in the selection.
        clause: As it stands.
        there: As it would be drafted with everything else taken; None where it is out.
        is_kept: Whether words stay that drafter itself would change now.
    """
    lines = clause.lines
    versions = there.versions if there else ()
    if len(lines) == 1:
        text = lines[0].text
        is_lead = there is not None and there.printed_as is Alternatives.LEAD and len(versions) > 1
        if not is_lead:
            return replace(own, wording=text, wordings=())
        others = [OwnWording(version.sources, version.text) for version in versions[1:] if version.is_own]
        return replace(own, wording="", wordings=(OwnWording(versions[0].sources, text), *others))
    by_sources = {frozenset(version.sources): version for version in versions}
    found = []
    for line in lines:
        version = by_sources.get(frozenset(line.sources))
        text = line.text
        if version is not None and not version.is_own and bare(version.text) == text:
            text = ""
        elif version is not None and line.is_as_printed and not is_kept:
            text = bare(version.text) if version.is_own else ""
        found.append(OwnWording(line.sources, text))
    return replace(own, wording="", wordings=tuple(found))
