"""A number that people type in front of a paragraph is none of its words.

Of one that has a number of itself any is; in front of others one that can be nothing else, “OP10bis.”.
"""

from __future__ import annotations

import re

from drafter.docx.parts.styles import ParagraphRole
from drafter.returned.returned_line import ReturnedLine

# “20. Establish”, “20) Establish”, “20⇥Establish”; never “2030 Agenda”, “12 States” or “3. 5 per cent”.
_NUMBER = re.compile(r"\s*(?P<number>(?:G\.)?\d{1,3}(?:[.)]|(?=\t)))\s+(?=[^\W\d_]|[\[(“\"*])")

# “OP10”, “PP3.”, “10bis.”, “OP 10 ter”, “12 alt 1.”; no “alt” without its stop: it may be a word.
_ORDINAL = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies)\b"
_OF_ROOM = re.compile(
    rf"\s*(?P<number>(?:(?:OP|PP|Op|Pp)\s?)?\d{{1,3}}\s?(?:alt(?:\.?\s?\d{{1,2}})?[.):]|{_ORDINAL}[.):]?)"
    r"|(?:OP|PP|Op|Pp)\s?\d{1,3}(?!\d)[.):]?)"
    r"\s+(?=[^\W\d_]|[\[(“\"*])"
)


def number_before(line: ReturnedLine) -> re.Match[str] | None:
    """The number typed before the words of a paragraph that is numbered, or a version of one that is.

    In front of others it is none of their words already, but for those of a room. What drafter printed so are
    the words of a source.

    Returns:
        A match, with “number” and what is behind it from its end; None where there is none.
    """
    found = _OF_ROOM.match(line.text)
    if line.paragraph.number or line.paragraph.role is ParagraphRole.VERSION:
        found = found or _NUMBER.match(line.text)
    if found and line.printed and line.printed.text.lstrip("[ ").startswith(found["number"]):
        return None
    return found


def may_be_words(line: ReturnedLine, found: re.Match[str]) -> bool:
    """Whether the words go on behind a number as in a sentence, or it says beside which it would stand."""
    return line.text[found.end() :][:1].islower() or _OF_ROOM.match(line.text) is not None
