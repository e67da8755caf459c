"""Where “#” in a person's words is not what they may take it for.

Behind a blank, in a text without quotation marks, it begins a comment, and the words from there on are lost;
in a text that goes over several lines in quotation marks or below “>-”, it begins none, and is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from drafter.records.stops import SHOWN, Slip, indent_of
from drafter.text.words import shortened

_LOST = re.compile(r"[ \t]+(#.*)")
# Behind a key without a text, “# to be written” is a comment that is meant; “#12” is not.
_GLUED = re.compile(r"[ \t]*(#[^\s#].*)")
_AT_THE_START = re.compile(r"[ \t]*(#(?!\d).*)")
_WITHIN = re.compile(r"[ \t]*(?:#(?!\d)|\S.*?[ \t]#[ \t])")


def number_signs(node: yaml.ScalarNode, lines: Sequence[str]) -> Iterator[Slip]:
    """Each of them in a text.

    Args:
        node: The text.
        lines: Those of the file, without their ends.
    """
    first, last = node.start_mark.line, node.end_mark.line
    if not node.style:
        lost = (_LOST if node.value else _GLUED).match(lines[last], node.end_mark.column)
        if lost:
            hint = (
                "If it belongs to it, put the whole text in quotation marks, or on the next line below “>-”; "
                "if it is a comment, put it on a line of its own."
            )
            what = f"“{shortened(lost[1], SHOWN)}” is read as a comment and is no part of the text before it"
            yield Slip(last, lost.start(1), what, hint)
        return
    is_block = node.style in ("|", ">")
    text = [line for line in lines[first + 1 : last + 1] if line.strip()]
    indent = indent_of(text[0]) if is_block and text else 0
    for number in range(first + 1, last + (not is_block or node.end_mark.column > 0)):
        line = lines[number]
        found = (_WITHIN if is_block else _AT_THE_START).match(line)
        if found and indent_of(line) >= indent:
            column = line.index("#", found.end() - 2) if is_block else found.start(1)
            shown = line[column:].rstrip()
            shown = shortened(shown if is_block else shown.removesuffix(node.style), SHOWN)
            hint = "If it is a comment, put it above the line with the key of this text."
            yield Slip(
                number, column, f"“{shown}” is no comment here: it is printed, as part of the text", hint
            )
