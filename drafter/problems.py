"""What is wrong, where, and what to do: values for content, one exception for operations.

Bad *content* (a matrix, a concordance, a draft) becomes ``Problem`` values, all collected and shown
at once. An *operation* that cannot be done raises a ``DrafterError``, which owns its message and its
exit status; the command line turns it into text in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar


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


@dataclass(frozen=True, slots=True)
class Problem:
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
        stands: Its place in a document without lines, in the user's words ("table 2, row 14, column 3").
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    clause: str = ""
    stands: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, with what it is about."""
        return self.message

    def __str__(self) -> str:
        """``file:line:column: severity: message`` and the hint on a line of its own."""
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        place = ": ".join(part for part in (place, self.stands) if part)
        head = f"{place}: " if place else ""
        tail = f"\n    {self.hint}" if self.hint else ""
        return f"{head}{self.severity}: {self.sentence}{tail}"


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
            "\n".join(map(str, first_of_each_kind(self.problems))),
            status=ExitStatus.CANNOT_READ_OR_WRITE if is_empty else ExitStatus.PROBLEMS,
        )


_OneProblem = TypeVar("_OneProblem", bound=Problem)
_ON_A_SELECTION = "drafter select selection.yaml"


def naming(problem: _OneProblem, selection: str) -> _OneProblem:
    """A problem whose hint, where it has a command on a selection, has it on the one that is meant.

    Args:
        problem: The problem, in whose hint a selection has the name that it mostly has.
        selection: The file, as it is typed.
    """
    if _ON_A_SELECTION not in problem.hint:
        return problem
    return replace(problem, hint=problem.hint.replace(_ON_A_SELECTION, f"drafter select {selection}"))


# So many problems of one kind are told, and so many that say the same; of more a person learns nothing.
_MOST_OF_A_KIND, _MOST_ALIKE = 100, 5


def first_of_each_kind(problems: Sequence[Problem], more: str = "") -> list[Problem]:
    """Problems as they are told: of a kind that is there very often the first, and how many more there are.

    So of those that say the same of other lines of a file.

    Args:
        problems: In the order of telling.
        more: Where the others can be seen.
    """
    apart = _first_alike(problems, more)
    all_of_it: Counter[str] = Counter()
    for one, count in apart:
        all_of_it[one.code] += count
    told: list[Problem] = []
    met: Counter[str] = Counter()
    told_of: Counter[str] = Counter()
    for one, count in apart:
        met[one.code] += 1
        if met[one.code] <= _MOST_OF_A_KIND:
            told.append(one)
            told_of[one.code] += count
        elif met[one.code] == _MOST_OF_A_KIND + 1:
            message = f"and the same {all_of_it[one.code] - told_of[one.code]:,} more times{more}"
            told.append(Problem(one.code, message, one.severity, file=one.file))
    return told


def _first_alike(problems: Sequence[Problem], more: str) -> list[tuple[Problem, int]]:
    """Problems, each with how many it stands for: of those that say the same the sixth is for the rest."""
    often = Counter(map(_said, problems))
    met: Counter[tuple[object, ...]] = Counter()
    told: list[tuple[Problem, int]] = []
    for one in problems:
        said = _said(one)
        met[said] += 1
        rest = often[said] - _MOST_ALIKE
        if not one.line or rest <= 1 or met[said] <= _MOST_ALIKE:
            told.append((one, 1))
        elif met[said] == _MOST_ALIKE + 1:
            message = f"{one.message}, here and {rest - 1:,} more times{more}"
            told.append((replace(one, message=message), rest))
    return told


def _said(problem: Problem) -> tuple[object, ...]:
    where = type(problem), problem.file, problem.stands
    return *where, problem.code, problem.severity, problem.sentence, problem.hint


def raise_on_errors(problems: Sequence[Problem]) -> None:
    """Raise when any of the problems is an error.

    Raises:
        ContentError: with the errors (and only them) in it.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
