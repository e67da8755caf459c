"""Ids of recommendations, and numbers of paragraphs as people cite them.

People cite one, several together, ranges, with and without letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.model import Citation

_ID = re.compile(r"(?P<region>[a-z][a-z0-9]*)-(?P<paragraph>[1-9]\d*)(?P<letter>[a-z]?)")


def parse_id(text: str) -> Citation | None:
    """Read a recommendation id (``lac-19h``); None when the text is not one."""
    match = _ID.fullmatch(text)
    if match is None:
        return None
    return Citation(match["region"], int(match["paragraph"]), match["letter"])


def _paragraph(citation: Citation) -> str:
    return f"{citation.paragraph} ({citation.letter})" if citation.letter else str(citation.paragraph)


def print_paragraph(citation: Citation) -> str:
    """``para. 19 (h)``, by the Editorial Manual: a space before the letter."""
    return f"para. {_paragraph(citation)}"


# As people cite them

# Reports number their paragraphs in these digits and letters only: \d takes those of every script, and where
# case is ignored [a-z] takes two letters more.
_HEAD = re.compile(r"(?:\bparas?\b\.?|\bparagraphs?\b|\bpara[,.]|¶+|§+)\s*(?=[0-9])", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>[1-9][0-9]{0,3})(?!\d)"
    r"(?:\s*\((?P<bracketed>[a-zA-Z]{1,2})\)|(?P<letter>[a-zA-Z])(?!\w)"
    r"|\s(?P<apart>[a-zA-Z])(?=\s*(?:[.,;)\]]|$)))?"
)
# What makes another paragraph of the one before it: "62 (d) bis", "62 (d) (ii)", "62 (d).1", "62 (d)3".
_FURTHER = re.compile(
    r"\s*(?:(?:bis|ter|quater|quinquies|sexies|septies|octies)\b|\((?:[ivxlcIVXLC]{1,6}|\d{1,3}|[^\W\d_])\)"
    r"|\.\d+|[\-–—/]\s?\d+)|(?!of\b|in\b|from\b|and\b|or\b)\w+"
)
_BETWEEN = re.compile(r"\s*(?P<sign>,?\s*(?:and|or|&)\s+|[,;]\s*|[-–—]\s*|\s+to\s+)", re.IGNORECASE)
# A range of paragraphs without letters: "19-21".
_BETWEEN_NUMBERS = re.compile(r"\s*[-–—]\s*[1-9]")
_LETTER = re.compile(r"\((?P<letter>[a-zA-Z]{1,2})\)")
_MOST_IN_RANGE = 40
# No footnote cites so often. What lies beyond is not taken for a citation, so that the text is looked at.
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class CitedParagraphs:
    """Paragraphs cited together: "paras. 19 (h) and 80 (e)".

    Attributes:
        start: Where they begin.
        end: Where they end.
        paragraphs: For each how it is written, its number, its letter, and what makes another one of it.
    """

    start: int
    end: int
    paragraphs: tuple[tuple[str, int, str, str], ...]


def find_paragraphs(text: str) -> Iterator[CitedParagraphs]:
    """The paragraphs that a text cites by number, in order; which report they are of, others find out."""
    end = count = 0
    for head in _HEAD.finditer(text):
        if count == MOST_GROUPS:
            return
        if head.start() < end:
            continue
        found: list[tuple[str, int, str, str]] = []
        place = head.end()
        sign = ""
        while True:
            number = _NUMBER.match(text, place)
            letter = _LETTER.match(text, place) if found else None
            if number:
                own = (number["bracketed"] or number["letter"] or number["apart"] or "").lower()
                _add(found, int(number["number"]), own, is_range=sign in "-–—" and bool(sign))
                place = number.end()
            elif letter:
                _add(found, found[-1][1], letter["letter"].lower(), is_range=sign in "-–—" and bool(sign))
                place = letter.end()
            else:
                break
            end = place = _with_further(found, text, place)
            count += 1
            between = _BETWEEN.match(text, place)
            if between is None:
                break
            sign = between["sign"].strip()
            place = between.end()
            if count == MOST_GROUPS:
                break
        if found:
            yield CitedParagraphs(head.start(), end, tuple(found))


def _with_further(found: list[tuple[str, int, str, str]], text: str, place: int) -> int:
    """Add to the last paragraph what makes another one of it; gives where that ends."""
    further = _FURTHER.match(text, place)
    if further is None or _BETWEEN_NUMBERS.match(text, place):
        return place
    words, number, letter, _ = found[-1]
    found[-1] = (words + further[0], number, letter, further[0].strip())
    return further.end()


def _add(found: list[tuple[str, int, str, str]], number: int, letter: str, *, is_range: bool) -> None:
    """Add a paragraph, and what lies between it and the one before where it ends a range."""
    if is_range and found:
        _, last, last_letter, _ = found[-1]
        if letter and last_letter and last == number and len(letter) == len(last_letter) == 1:
            between = [(last, chr(one)) for one in range(ord(last_letter) + 1, ord(letter))]
        elif not letter and not last_letter and 0 < number - last <= _MOST_IN_RANGE:
            between = [(one, "") for one in range(last + 1, number)]
        else:
            between = []
        found += [(_words(one, own), one, own, "") for one, own in between]
    found.append((_words(number, letter), number, letter, ""))


def _words(number: int, letter: str) -> str:
    return print_paragraph(Citation("", number, letter))
