"""Words that Word shows otherwise than they are read.

What is hidden, struck through, set from right to left or drawn as a picture reads otherwise on paper than in
the file: nobody can say of it that it is as drafted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.check.finding import Finding, finding
from drafter.check.footnote_words import printed_for
from drafter.check.words import some_of
from drafter.docx.runs import NotAsShown
from drafter.returned.document import Returned
from drafter.text.words import excerpt

_MOST_UNREADABLE = 3


def unreadable_findings(returned: Returned, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    for line in returned.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        if said := described(own, line.printed_text):
            yield finding(line, "unreadable-text", said=said)
        for read in line.notes:
            drafted = " ".join(one.text for one in printed_for(returned, read))
            if said := described(read.note.unreadable, drafted):
                notes, sources = [read.note.number], dict.fromkeys(read.sources)
                yield finding(line, "unreadable-text/footnote", notes=notes, sources=sources, said=said)


def described(several: Iterable[NotAsShown], drafted: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count."""
    found = dict.fromkeys(
        f"“{excerpt(one.text)}” is {one.how}" if one.text.strip() else f"there is {one.how}"
        for one in several
        if not (one.signs and all(sign in drafted for sign in one.signs))
    )
    return some_of(list(found), _MOST_UNREADABLE, "; ")
