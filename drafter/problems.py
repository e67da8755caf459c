"""Problems: what is wrong, where, and what to do.

Bad *content* (a matrix, a concordance, a draft) gives ``Problem`` values, which are collected and shown
together. An *operation* that fails raises a ``DrafterError`` with a message and an exit status; the command
line prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # the content cannot be used as it is
    WARNING = "warning"  # it can be used; somebody should look
    NOTE = "note"  # it is odd, but can be read in only one way


class ExitStatus:
    """Exit statuses of the command line, the same for every command."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    CANNOT_READ_OR_WRITE = 3


class Problem(Struct, frozen=True):
    """Something wrong in content: what, where, and what to do.

    Attributes:
        code: A short stable name of the kind of problem ("unknown-theme").
        message: What is wrong, in the user's words.
        severity: See ``Severity``.
        hint: What to do about it; may be empty.
        file: The file as the user named it; may be empty.
        line: From 1; 0 where the problem has no line.
        column: From 1, in characters; 0 where the problem has no column.
        clause: The id of the clause or recommendation that it concerns; may be empty.
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
        """``file:line:column: severity: message``, and the hint below."""
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
        """The message, and the hint below."""
        return f"{self.message}\n    {self.hint}" if self.hint else self.message


# Problems of a file as a whole: it has no content to find fault with.
_NOTHING_THERE = ("empty-file", "empty-matrix")


class ContentError(DrafterError):
    """A file that was read but cannot be used, with all its problems."""

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
        ContentError: With all errors, and nothing but errors.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask whether the user meant a known word.

    Args:
        word: The word that the user wrote.
        known: The words that are right.

    Returns:
        ``Did you mean “x”?``, or an empty text when no known word is near.
    """
    import difflib  # slow to import, and only a misspelt word needs it

    known_by_folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(word.casefold(), known_by_folded, n=3, cutoff=0.7)
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"“{known_by_folded[match]}”" for match in near) + "?"
