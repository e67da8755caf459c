"""Proposals as text, to be added to a concordance file for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from drafter.files import decode
from drafter.matrix.matching.proposals import ProposedEntry
from drafter.model import Matrix
from drafter.problems import DrafterError

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


def with_proposals(existing: str, proposals: Sequence[ProposedEntry], matrix: Matrix) -> str:
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


def add_proposals(existing: bytes, path: Path, proposals: Sequence[ProposedEntry], matrix: Matrix) -> bytes:
    """A concordance file with proposals added at its end; every byte that stands in it stays.

    Args:
        existing: The file so far; empty for a new one.
        path: The file, for messages.
        proposals: What to add.
        matrix: For the opening words of each member.

    Raises:
        DrafterError: if the file is written in a style that nothing can be added to.
    """
    text = decode(existing, path)
    added = with_proposals(text, proposals, matrix)[len(text) if text.strip() else 0 :]
    if b"\r\n" in existing:
        added = added.replace("\n", "\r\n")
    content = existing + added.encode() if text.strip() else added.encode()
    if _count_entries(decode(content, path)) != _count_entries(text) + len(proposals):
        raise DrafterError(
            f"nothing was written: the entries of {path} are written in a style that drafter cannot add to",
            "Write each entry as “- id: …” at the beginning of a line, in UTF-8.",
        )
    return content


def _count_entries(text: str) -> int:
    """How many entries a concordance has; -1 where it is none."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return -1
    if root is None:
        return 0
    return len(root.value) if isinstance(root, yaml.SequenceNode) else -1


def _proposal_lines(proposal: ProposedEntry, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {proposal.id}"
    yield "  members:"
    for member in proposal.members:
        yield f"    - {member}  # {excerpt(matrix.by_id[member].text)}"
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


def excerpt(text: str, count: int = 8) -> str:
    """The first words of a text, for a comment beside its id."""
    words = text.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")
