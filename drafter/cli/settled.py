"""What a delegation withdraws is written, and what was proposed about it is settled with that."""

from __future__ import annotations

from pathlib import Path

from drafter.merge.proposal_file import change_proposals, dump_proposals
from drafter.merge.settled import settled, without_settled
from drafter.merge.telling import told
from drafter.selection.history import Write
from drafter.selection.loading import OpenSelection


def write_with_settled(
    path: Path, before: OpenSelection, after: OpenSelection, write: Write
) -> tuple[bool, list[str]]:
    """Write a selection in which somebody may have withdrawn its own words.

    That it would delete these is nothing to decide about any more, and no remark, where it was taken as one.

    Args:
        path: The file.
        before: The selection before that.
        after: With it.
        write: Writes the file, and notes what was done.

    Returns:
        Whether it is new; and what is told.

    Raises:
        DrafterError: if a file cannot be read or written, or the selection's style does not allow it.
    """
    then = without_settled(before, after)
    done = [told("settled/remark")] if then.content != after.content else []
    with change_proposals(path) as (proposals, write_rest):
        gone = settled(proposals.found, before, after)
        if not gone:
            return write(then.content), done
        is_new = write(then.content, (dump_proposals(path, gone, ()).decode(), ""))
        write_rest([one for one in proposals.found if one not in gone])
    ids = ", ".join(one.id for one in gone)
    return is_new, [*done, told("settled", ids=ids)]
