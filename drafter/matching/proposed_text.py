"""Proposals as text, to be added to a concordance file for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.matching.proposals import Proposal
from drafter.model import Matrix

_NEW_FILE = """\
# Which recommendations say the same: a drafter would write one clause for the whole entry, and a delegate
# of each member's region would recognise their own recommendation in it.
#
# Read every proposed entry, take out members that do not belong, and set its status:
#   confirmed  it counts
#   rejected   it does not, and these members are not proposed together again
# Until then it counts for nothing. You may add a lead (the member whose text carries the others best)
# and a note. drafter adds new proposals at the end and changes nothing else.
"""


def with_proposals(existing: str, proposals: Sequence[Proposal], matrix: Matrix) -> str:
    """The text of a concordance with proposals added after everything that stands in it.

    Args:
        existing: The text of the file so far, kept to the letter; empty for a new one.
        proposals: What to add.
        matrix: For the opening words of each member.
    """
    before = existing if existing.strip() else _NEW_FILE
    while not before.endswith("\n\n"):
        before += "\n"
    blocks = ["\n".join(_proposal_lines(proposal, matrix)) for proposal in proposals]
    return before + "\n\n".join(blocks) + "\n"


def _proposal_lines(proposal: Proposal, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {proposal.id}"
    yield "  members:"
    for member in proposal.members:
        yield f"    - {member}  # {opening_words(matrix.by_id[member].text)}"
    yield "  status: proposed"
    yield f"  # score {proposal.score:.2f}"
    if proposal.phrases:
        yield "  # in common: " + "; ".join(f"“{phrase}”" for phrase in proposal.phrases)
    for difference in proposal.strength:
        yield f"  # strength differs, {difference}"
    if proposal.near:
        yield "  # nearest others:"
    for near in proposal.near:
        yield f"  #   {near.id} {near.score:.2f}" + (f" “{near.phrase}”" if near.phrase else "")


def opening_words(text: str, count: int = 8) -> str:
    """The first words of a text, for a comment beside its id."""
    words = text.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")
