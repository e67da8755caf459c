"""Where ``#`` in a person's words is not what they may take it for: YAML reads it by rules of its own.

Behind a blank, in a text without quotation marks, it begins a comment, and the words from there on are lost.
In a text that goes over several lines in quotation marks or below ``>-``, it begins none, and is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from drafter.problems import Problem, Severity
from drafter.records import Problems
from drafter.selection.blocks import end_of
from drafter.text import visible

_COMMENT = re.compile(r"[ \t]+(#.*)")
# Behind a key without a text, “# to be written” is a comment that is meant; “#12” is not.
_GLUED = re.compile(r"[ \t]*(#[^\s#].*)")
# At the beginning of a line likewise.
_LIKE_COMMENT = re.compile(r"#(?!\d)")
_SHOWN = 40


def look_for_marks(
    node: yaml.Node | None, key: str, lines: Sequence[str], problems: Problems, clause: str
) -> None:
    """Warn of words that are read as a comment, and of what looks like a comment and is printed.

    Args:
        node: The text; None where there is none.
        key: What the file calls it: "wording" or "reason".
        lines: The lines of the file, as YAML counts them.
        problems: Where to report.
        clause: The id of the clause that it is about.
    """
    if not isinstance(node, yaml.ScalarNode):
        return
    found = _printed(node, key, lines) if node.style else _cut_off(node, key, lines)
    for line, column, message, hint in found:
        problems.found.append(
            Problem(
                "number-sign",
                visible(message),
                Severity.WARNING,
                hint,
                problems.file,
                line + 1,
                column + 1,
                visible(clause),
            )
        )


def _cut_off(node: yaml.ScalarNode, key: str, lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """What follows a text without quotation marks on its last line."""
    end = node.end_mark
    line = lines[end.line] if end.line < len(lines) else ""
    comment = (_COMMENT if node.value else _GLUED).match(line.rstrip(), end.column)
    if comment:
        hint = (
            f"If it belongs to it, put all of the {key} in quotation marks, or below “{key}: >-”; if it is a "
            "comment, put it on a line of its own."
        )
        message = f"“{_short(comment[1])}” is read as a comment and is no part of the “{key}”"
        yield end.line, comment.start(1), message, hint


def _printed(node: yaml.ScalarNode, key: str, lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Lines of a text that goes over several, if they look like comments."""
    for number in range(node.start_mark.line + 1, min(end_of(node), len(lines))):
        text = lines[number].strip().removesuffix(str(node.style))
        column = len(lines[number]) - len(lines[number].lstrip())
        is_below = node.style in ("|", ">") and column < _indent(node, lines)
        if _LIKE_COMMENT.match(text) and not is_below:
            yield (
                number,
                column,
                f"“{_short(text)}” is no comment here: this line is printed, as part of the “{key}”",
                f"If it is a comment, put it above the line “{key}: …”.",
            )


def _indent(node: yaml.ScalarNode, lines: Sequence[str]) -> int:
    """The column at which the lines of a text below ``>-`` begin."""
    own = (line for line in lines[node.start_mark.line + 1 :] if line.strip())
    first = next(own, "")
    return len(first) - len(first.lstrip())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
