"""Which printed lines stand without a footnote: words that people put down, and those they propose."""

from __future__ import annotations

from drafter.draft.variant import Variant
from drafter.paper import Alternatives
from drafter.returned.returned_line import ReturnedLine


def variant_of(line: ReturnedLine) -> Variant | None:
    """The wording that drafter had printed in a line; None where several stood there."""
    clause = line.clause
    if clause is None or (clause.printed_as is not Alternatives.BIS and not clause.lines[line.version].by):
        return None
    return next(one for n, one in enumerate(clause.variants) if clause.line_of(n) == line.version)


def is_proposed(line: ReturnedLine) -> bool:
    """Whether drafter had printed words that somebody proposes under a name, and that are no source's."""
    was = variant_of(line)
    return was is not None and was.is_own and bool(was.by)


def can_stand_alone(line: ReturnedLine) -> bool:
    """Whether drafter had printed what needs no source: a block, or a wording, of a person's own."""
    if line.printed is None or line.clause is None or line.clause.entry is None:
        return False
    return bool(line.clause.entry.text) or not line.printed.sources


def needs_none(line: ReturnedLine, by: str) -> bool:
    """Whether a line that has lost its footnotes stands without them.

    What somebody proposes under a name needs none. Whoever proposes it takes them away; of another that
    leaves the words alone it is told; nobody by name does.

    Args:
        line: The line.
        by: The delegation whose changes are read; empty for nobody's by name.
    """
    if not by or line.printed is None or not is_proposed(line):
        return can_stand_alone(line)
    return line.printed.by == (by,) or line.text == line.printed.text
