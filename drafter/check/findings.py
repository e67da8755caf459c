"""What a check finds in a draft: problems with the words and footnotes that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.alignment import Piece
from drafter.problems import Problem, Severity
from drafter.text import excerpt

# So many words stand around each change that is shown.
_CONTEXT = 5


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """One thing to look at in a returned draft; its message begins with the place.

    Attributes:
        details: Lines that show it: the words that changed, footnotes old and new.
        paragraph: Which paragraph of the Word file it is about, from 0; -1 where about none.
    """

    details: tuple[str, ...] = ()
    paragraph: int = -1

    def __str__(self) -> str:
        """The severity, the message, and the lines that show it."""
        return "\n".join([f"{self.severity}: {self.message}", *(f"    {line}" for line in self.details)])


def shown_words(pieces: Sequence[Piece]) -> str:
    """Return a word-level diff in one line: ``… at least [-20-] {+30+} days …``."""
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        if piece.is_same:
            words = piece.new.split()
            first, last = number == 0, number == len(pieces) - 1
            if len(words) > (_CONTEXT if first or last else 2 * _CONTEXT):
                begin = [] if first else words[:_CONTEXT]
                end = [] if last else words[-_CONTEXT:]
                words = [*begin, "…", *end]
            parts.append(" ".join(words))
            continue
        parts += [f"[-{piece.old.strip()}-]"] if piece.old.strip() else []
        parts += [f"{{+{piece.new.strip()}+}}"] if piece.new.strip() else []
    return " ".join(filter(None, parts))


def place_in_words(where: str, text: str) -> str:
    """Return a place with the opening words of its text: ``paragraph 12 (“Promote …”)``."""
    return f"{where} (“{excerpt(text)}”)" if text else where


def worst(severities: Iterable[Severity]) -> Severity:
    """Return the most serious of some severities."""
    return min(severities, key=list(Severity).index)
