"""Characters that must not pass unseen, in any text that comes in.

C0 controls, lone surrogates and noncharacters cannot stand in an XML file (XML 1.0, production 2);
bidirectional overrides can make a text read otherwise than it is stored (Unicode TR 36); zero-width
characters make two equal-looking words different.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.problems import Problem, Severity

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def describe(character: str) -> str:
    """A character in words: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def visible(text: str) -> str:
    """A text for a message: characters that must not pass unseen are named instead of shown."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def without_forbidden(text: str) -> str:
    """A text with U+FFFD in place of each forbidden character, so that the rest can still be read."""
    return _FORBIDDEN.sub("\ufffd", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, both counted from 1, in characters."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def unsafe_characters(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """Report every character that must not, or should not, stand in a text.

    Args:
        text: The text, with line feeds as its only line ends.
        file: The name to report.
        line: Where the text's first character stands in that file.
        column: Likewise.

    Yields:
        An error for each forbidden character, a warning for each invisible one.
    """
    if all(part.isprintable() for part in text.replace("\t", " ").split("\n")):
        return  # every character that is looked for cannot be printed
    for pattern, severity, hint in (
        (_FORBIDDEN, Severity.ERROR, "Delete it: it cannot be seen, and Word could not show it."),
        (_INVISIBLE, Severity.WARNING, "It cannot be seen. Delete it unless it is meant."),
    ):
        for match in pattern.finditer(text):
            row, col = line_and_column(text, match.start())
            yield Problem(
                code="unsafe-character",
                severity=severity,
                message=f"the text contains {describe(match[0])}",
                hint=hint,
                file=file,
                line=line + row - 1,
                column=col + column - 1 if row == 1 else col,
            )


def without_unseen(text: str) -> tuple[str, bool]:
    """A text without characters that must not, or should not, pass unseen, and whether there were any."""
    if text.isprintable():
        return text, False
    kept = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    return kept, kept != text
