"""A number that people type in front of a paragraph which has one of itself is none of its words."""

from __future__ import annotations

import re

from drafter.docx.parts.styles import ParagraphRole
from drafter.returned.returned_line import ReturnedLine

# “20. Establish”, “20) Establish”, “20⇥Establish”; never “2030 Agenda”, “12 States” or “3. 5 per cent”.
_NUMBER = re.compile(r"\s*(?P<number>(?:G\.)?\d{1,3}(?:[.)]|(?=\t)))\s+(?=[^\W\d_]|[\[(“\"*])")


def number_before(line: ReturnedLine) -> re.Match[str] | None:
    """The number typed before the words of a paragraph that is numbered, or a version of one that is.

    In front of others it is none of their words already. What drafter printed so are the words of a source.

    Returns:
        A match, with “number” and what is behind it from its end; None where there is none.
    """
    if not line.paragraph.number and line.paragraph.role is not ParagraphRole.VERSION:
        return None
    found = _NUMBER.match(line.text)
    if found and line.printed and line.printed.text.lstrip("[ ").startswith(found["number"]):
        return None
    return found


def may_be_words(line: ReturnedLine, found: re.Match[str]) -> bool:
    """Whether the words go on behind a number as they would in a sentence."""
    return line.text[found.end() :][:1].islower()
