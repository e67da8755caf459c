"""What people are told of returned drafts and of proposals, in the words of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from drafter.phrases import Catalogue
from drafter.problems import DrafterError, ExitStatus, Problem
from drafter.selection.blocks import in_a_comment

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


def refusal(key: str, **facts: object) -> DrafterError:
    """That something is not done that a person asked for, as the catalogue says it."""
    _, _, message, hint = CATALOGUE.say(key, **facts)
    return DrafterError(message, hint, status=ExitStatus.USAGE)


def told(key: str, **facts: object) -> str:
    """What a person is told of proposals, as the catalogue says it."""
    return CATALOGUE.say(key, **facts)[2]


def apart(names: Sequence[str]) -> str:
    """Names in a row that nobody takes for one: “Egypt on behalf of the African Group” and “Japan”."""
    marked = any(re.search(r",| and | on behalf of ", one) for one in names)
    return " and ".join(f"“{one}”" if marked else one for one in names)


def notice(file: str, key: str, **facts: object) -> Problem:
    """What a person should know of a returned draft, as the catalogue says it.

    Args:
        file: The draft's name.
        key: See ``Catalogue.say``.
        facts: What its words name; “clause” is the id of the one that it is about.
    """
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return Problem(code, message, severity, hint, file, clause=str(facts.get("clause", "")))


def is_comment(words: str, selection: str) -> bool:
    """Whether words stand in a selection as a comment."""
    return any(line.strip() == f"# {in_a_comment(words)}" for line in selection.splitlines())
