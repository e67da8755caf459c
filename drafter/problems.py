"""What is wrong, where, and what to do: values for content, one exception for operations.

Bad *content* (a matrix, a concordance, a draft) becomes ``Problem`` values, all collected and shown
at once. An *operation* that cannot be done raises a ``DrafterError``, which owns its message and its
exit status; the command line turns it into text in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # the content cannot be used as it stands
    WARNING = "warning"  # it can be used; somebody should look
    NOTE = "note"  # an oddity, read in the one way that is possible, and said so


class ExitStatus:
    """Exit statuses of the command line, the same for every command."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    CANNOT_READ_OR_WRITE = 3


class Problem(Struct, frozen=True):
    """Something wrong in content, with where it stands and what to do.

    Attributes:
        code: A short stable name of the kind of problem, in words ("unknown-theme").
        message: What is wrong, in the user's words.
        severity: See ``Severity``.
        hint: What to do about it; empty where nothing is to be done.
        file: The file as the user named it; empty where there is none.
        line: From 1; 0 where the problem has no line.
        column: From 1, in characters; 0 where the problem has no column.
        clause: The clause or recommendation that it concerns; empty where none.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    clause: str = ""

    def __str__(self) -> str:
        """``file:line:column: severity: message`` and the hint on a line of its own."""
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        head = f"{place}: " if place else ""
        tail = f"\n    {self.hint}" if self.hint else ""
        return f"{head}{self.severity}: {self.message}{tail}"


class DrafterError(Exception):
    """An operation that cannot be done.

    Args:
        message: What is wrong, in the user's words.
        hint: What to do about it.
        status: The exit status that the command ends with.
    """

    def __init__(
        self, message: str, hint: str = "", *, status: int = ExitStatus.CANNOT_READ_OR_WRITE
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        """The message, and the hint on a line of its own."""
        return f"{self.message}\n    {self.hint}" if self.hint else self.message


# A file in which there is nothing to find fault with: it cannot be read as what it should be.
_NOTHING_THERE = ("empty-file", "empty-matrix")


class ContentError(DrafterError):
    """A file that was read and cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        is_empty = any(problem.code in _NOTHING_THERE for problem in self.problems)
        super().__init__(
            "\n".join(map(str, self.problems)),
            status=ExitStatus.CANNOT_READ_OR_WRITE if is_empty else ExitStatus.PROBLEMS,
        )


def raise_on_errors(problems: Sequence[Problem]) -> None:
    """Raise when any of the problems is an error.

    Raises:
        ContentError: with the errors (and only them) in it.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask whether one of the known words was meant that are nearest to a misspelt one.

    Args:
        word: What the user wrote.
        known: The words that would have been right.

    Returns:
        ``Did you mean “x”?``, or an empty string when nothing is near.
    """
    import difflib  # slow to import, and only a misspelt word needs it

    by_folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=3, cutoff=0.7)
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"“{by_folded[match]}”" for match in near) + "?"
