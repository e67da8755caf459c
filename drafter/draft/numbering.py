"""Numbers of paragraphs, letters of lists, and what tells wordings apart: 12, 12 bis, 12 ter."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.form.outline import Labels
from drafter.text import letter_of, repetition

_ORDINALS = {repetition(number): number for number in range(1, 30)}


class Numberer:
    """Numbers the clauses of one document, in the order of its pages.

    Where people fixed numbers, what comes between is "9 bis", and what comes last has a new number. The
    Editorial Manual numbers alternative wordings in the same way, so the ordinals continue: after 9, 9 bis
    and 9 ter of one clause, the next is 9 quater.

    Args:
        labels: How alternatives are numbered.
        fixed: The fixed numbers of the document, in order; empty where Word numbers it.
        taken: Fixed numbers of clauses that were left out, which are not used again.
    """

    def __init__(self, labels: Labels, fixed: Sequence[str], taken: Sequence[str] = ()) -> None:
        self._labels = labels
        self._left = len(fixed)
        self._taken = {*fixed, *taken}
        self._number = max((int(number.split()[0]) for number in self._taken), default=0) if fixed else 0
        self._guidance = 0
        self._base, self._ordinal, self._alternative = "", 0, 0

    @property
    def number(self) -> str:
        """The number of the last paragraph."""
        return str(self._number)

    def open_list(self) -> str:
        """Return the number of a paragraph that opens a list."""
        self._number += 1
        return str(self._number)

    def start_item(self, count: int) -> str:
        """Start a lettered item of the last list.

        Args:
            count: Which item of the list it is, from 1.

        Returns:
            Its letter.
        """
        letter = letter_of(count)
        self._start(f"({letter})")
        return letter

    def start_guidance(self) -> None:
        """Start a paragraph of guidance, which has numbers of its own."""
        self._guidance += 1
        self._start(f"G.{self._guidance}")

    def start_paragraph(self, fixed: str) -> None:
        """Start a numbered paragraph.

        Args:
            fixed: Its fixed number; empty where it has none.
        """
        if fixed:
            self._left -= 1
            base, _, ordinal = fixed.partition(" ")
            self._start(base, _ORDINALS.get(ordinal, 0))
        elif self._left and self._base:
            self._advance()
        elif self._left:
            self._start("1 pre")
        else:
            self._number += 1
            self._start(str(self._number))

    def labels(self, count: int, *, is_alternative: bool) -> list[str]:
        """Return the labels of the lines of a clause.

        Args:
            count: How many lines it has.
            is_alternative: Whether it is an alternative of the clause before it, as a whole.
        """
        return [self._next() if line or is_alternative else self._current() for line in range(count)]

    def _start(self, base: str, ordinal: int = 0) -> None:
        self._base, self._ordinal, self._alternative = base, ordinal, 0

    def _current(self) -> str:
        return f"{self._base} {repetition(self._ordinal)}" if self._ordinal else self._base

    def _next(self) -> str:
        if self._labels is Labels.ALT:
            self._alternative += 1
            return f"{self._current()} alt {self._alternative}"
        self._advance()
        return self._current()

    def _advance(self) -> None:
        """Go on to the next ordinal that no other paragraph has, or had."""
        self._ordinal += 1
        while self._current() in self._taken:
            self._ordinal += 1
