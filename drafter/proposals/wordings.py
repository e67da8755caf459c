"""The words that stand in Word, as a selection says them."""

from __future__ import annotations

from dataclasses import replace

from drafter.composing.alternatives import Alternatives
from drafter.composing.drafted_clause import Clause
from drafter.decisions import ClauseDecision, OwnWording
from drafter.proposals.standing import StandingClause
from drafter.proposals.texts import bare


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
