"""Collects what is wrong with a document, in the words of ``catalogue.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from drafter.documents.table import Piece, opening
from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


@dataclass(slots=True)
class Report:
    """Collects the problems of a document.

    Attributes:
        file: Its name in messages.
        problems: What was found, in order.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, at: Piece | None = None, clause: str = "", **facts: object) -> None:
        """Report a problem at the place of a piece.

        Args:
            code: In ``catalogue.yaml``.
            at: Where; None for the document as a whole.
            clause: The id of the recommendation.
            facts: What the message names; ``text`` is the piece's opening where it is not given.
        """
        at = at or Piece("")
        facts.setdefault("text", opening(at.text))
        code, severity, message, hint = CATALOGUE.say(code, **facts)
        place = f"{at.place}: " if at.place else ""
        where = (self.file, at.line, at.column, clause)
        self.problems.append(Problem(code, place + message, severity, hint, *where))

    def add_each(self, code: str, pieces: Iterable[Piece], **facts: object) -> None:
        """Report the same of several pieces."""
        for piece in pieces:
            self.add(code, piece, "", **facts)

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
