"""Words of clauses and footnotes that Word shows otherwise than they are read, or not at all.

What is hidden, struck through, set from right to left or drawn as a picture reads otherwise on paper than
in the file: nobody can say of it that it is as drafted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.check.basis import Basis
from drafter.check.finding import Finding
from drafter.docx.model import NotAsShown
from drafter.problems import Severity
from drafter.text import excerpt

LOOK_AT_IT = (
    "Look at it in Word; delete it, or make it plain text (select it, and press Ctrl and the space bar)."
)
_MOST_SHOWN = 3


def unreadable_findings(basis: Basis, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        basis: What is checked.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    for line in basis.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        said = described(own, line.printed_text)
        if said:
            yield line.finding(
                "unreadable-text", Severity.WARNING, f"Word does not show it as it stands: {said}", LOOK_AT_IT
            )
        for read in line.notes:
            drafted = " ".join(
                text for source in read.sources for text in basis.printed_notes.get(source, ())
            )
            said = described(read.note.unreadable, drafted)
            if said:
                yield line.finding(
                    "unreadable-text",
                    Severity.WARNING,
                    f"Word does not show footnote {read.note.number} as it stands: {said}",
                    LOOK_AT_IT,
                    notes=[read.note.number],
                    sources=dict.fromkeys(read.sources),
                )


def described(several: Iterable[NotAsShown], drafted: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count."""
    found: Sequence[str] = list(
        dict.fromkeys(
            f"“{excerpt(one.text)}” is {one.how}" if one.text.strip() else f"there is {one.how}"
            for one in several
            if not _is_as_drafted(one, drafted)
        )
    )
    more = f", and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    return "; ".join(found[:_MOST_SHOWN]) + more


def _is_as_drafted(one: NotAsShown, drafted: str) -> bool:
    """Whether all signs that nobody sees stand in what was drafted, too."""
    return bool(one.signs) and all(sign in drafted for sign in one.signs)
