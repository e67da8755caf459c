"""A note where words of clauses stand out as none were printed: in bold, underlined, in capitals, larger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drafter.check.finding import Finding, finding
from drafter.check.words import some_of
from drafter.docx.looks.emphasis import EMPHASES, LARGER
from drafter.returned.document import ReadLine, Returned
from drafter.text.words import excerpt

_WORD = re.compile(r"[^\W_]")
_MOST_SHOWN = 3


def emphasis_findings(returned: Returned) -> Iterator[Finding]:
    """One note for all of them, at the first. Larger type of most texts is a house's, and is none.

    Args:
        returned: What is checked.
    """
    printed = [line for line in returned.lines if line.printed]
    found = [(line, *_standing_out(line)) for line in printed]
    if sum(LARGER in ways for _, ways, _ in found) * 2 > len(printed):
        found = [(line, *_standing_out(line, but=LARGER)) for line in printed]
    found = [one for one in found if one[1]]
    if not found:
        return
    ways = [way for way in EMPHASES if any(way in own for _, own, _ in found)]
    names = [
        f"“{excerpt(words)}” at {line.line.label or 'a text without a number'}" for line, _, words in found
    ]
    how = ", ".join(ways[:-1]) + (" or " if ways[1:] else "") + ways[-1]
    told = finding(found[0][0], "emphasis-changed", ways=how, names=some_of(names, _MOST_SHOWN))
    yield replace(told, more_places=tuple(line.line.paragraph.place for line, *_ in found))


def _standing_out(line: ReadLine, but: str = "") -> tuple[set[str], str]:
    """How words of a line stand out, and the first of them.

    Args:
        line: The line.
        but: A way that does not count.
    """
    paragraph = line.line.paragraph
    own = [
        (start, way, words)
        for way, start, end in paragraph.emphasized
        if way != but and _WORD.search(words := paragraph.text[start:end].strip())
    ]
    return {way for _, way, _ in own}, min(own)[2] if own else ""
