"""The adopted text: its numbered paragraphs, those of its preamble, and the headings that they stand under.

Numbers are read as ``documents/paragraphs.py`` reads them. The paragraphs of a preamble have none; they are
counted, P1, P2 …, from the first line above the numbers that ends with a comma, as each of them does
(“Recalling …,”). An opening line, “We, Ministers …,”, is counted with them where it stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from drafter.documents.paragraphs import (
    Paragraph,
    Paragraphs,
    heading_in,
    is_complete,
    lines_of,
    numbered_paragraphs,
)
from drafter.documents.readers import read
from drafter.documents.table import Piece
from drafter.files.reading import read_bytes
from drafter.problems import ContentError, Problem
from drafter.reading.together.readings import text_mark

_PREAMBULAR = (",", ";")
# Who speaks: “We, Heads of State …,”, “The General Assembly,”. Paragraphs begin otherwise: “Aware of”.
_OPENING = re.compile(r"(?:We|The)\b")
_LONGEST_HEADING = 150
_MOST_NAMED = 6
_BLANKS = re.compile(r"\s+")
_HOW_RECOGNISED = (
    "A numbered paragraph begins with “1.”, “2.” and so on, typed or counted by Word, and its subparagraphs "
    "with “(a)”. To take each line as one paragraph: --paragraphs lines."
)


@dataclass(frozen=True, slots=True)
class AdoptedParagraph:
    """A paragraph of an adopted text.

    Attributes:
        key: Its number as it is printed, “66” or “12 (a)”; in the preamble “P3”.
        text: Its words, without the number.
        headings: The headings that it stands under, from the outermost.
        stands: Where it stands in the document, in words.
        is_opening: Whether it is the opening line of a preamble, and none of its paragraphs.
        is_behind_opening: Whether it stands in a preamble whose opening line is counted as the first.
    """

    key: str
    text: str
    headings: tuple[str, ...] = ()
    stands: str = ""
    is_opening: bool = False
    is_behind_opening: bool = False

    @property
    def printed(self) -> str:
        """“paragraph 66”, “preambular paragraph 3”; of this, whether an opening line is counted with it."""
        if self.key.startswith("P"):
            opening = " (the opening line)" if self.is_opening else ""
            counted = " (opening line counted)" if self.is_behind_opening else ""
            return f"preambular paragraph {self.key[1:]}{opening}{counted}"
        return f"paragraph {self.key}"


@dataclass(frozen=True)
class AdoptedText:
    """An adopted text.

    Attributes:
        name: The name of its file.
        paragraphs: In its order.
    """

    name: str
    paragraphs: tuple[AdoptedParagraph, ...]

    @cached_property
    def by_key(self) -> Mapping[str, AdoptedParagraph]:
        """Paragraphs by their number."""
        return MappingProxyType({one.key: one for one in self.paragraphs})

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each paragraph, by its number."""
        return MappingProxyType({one.key: place for place, one in enumerate(self.paragraphs)})

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """What stands for the words of each paragraph, by its number."""
        return MappingProxyType({one.key: text_mark(one.text) for one in self.paragraphs})

    @property
    def has_opening(self) -> bool:
        """Whether the opening line of its preamble is counted as the first paragraph of it."""
        return any(one.is_opening for one in self.paragraphs)

    def find(self, named: str) -> AdoptedParagraph | None:
        """The paragraph that a person names: 66, “12(a)”, p3; None where there is none."""
        wanted = _BLANKS.sub("", named.casefold()).strip(".")
        return next((one for one in self.paragraphs if _BLANKS.sub("", one.key.casefold()) == wanted), None)


def load_adopted(path: Path, *, by_lines: bool = False) -> AdoptedText:
    """Read an adopted text: Word, PDF, a web page, or text.

    Args:
        path: The file.
        by_lines: Whether each of its lines is a paragraph, whatever number it has.

    Raises:
        DrafterError: if the file cannot be read.
        ContentError: if it has no numbered paragraphs, or two with one number.
    """
    document = read(read_bytes(path), path, is_matrix=False)
    if by_lines:
        found = tuple(_each_line(lines_of(document)))
        _refuse_empty(found, path, "has no lines with words", "Name the file with the adopted text.")
        return AdoptedText(path.name, found)
    paragraphs = numbered_paragraphs(document)
    _refuse_empty(paragraphs.all, path, "has no numbered paragraphs", _HOW_RECOGNISED)
    _refuse_repeats(paragraphs, path)
    preamble, titles = _preamble(paragraphs.before)
    return AdoptedText(path.name, (*preamble, *_numbered(paragraphs.all, titles)))


def _refuse_empty(found: Sequence[object], path: Path, what: str, hint: str) -> None:
    if not found:
        raise ContentError([Problem("no-paragraphs", f"the text {what}", hint=hint, file=str(path))])


def _refuse_repeats(paragraphs: Paragraphs, path: Path) -> None:
    twice = {
        place.label: [paragraphs.all[order].stands for order in orders]
        for place, orders in paragraphs.at.items()
        if len(orders) > 1
    }
    if not twice:
        return
    label, places = next(iter(twice.items()))
    others = [*twice][1 : _MOST_NAMED + 1]
    more = len(twice) - 1 - len(others)
    also = f"; so do {', '.join(others)}{f' and {more} more' if more else ''}" if others else ""
    message = f"paragraph {label} stands {len(places)} times: {', '.join(places)}{also}"
    hint = (
        "An answer could mean either: keep only the adopted text in the file, without the resolution around "
        "it or its annexes, or correct the number."
    )
    raise ContentError([Problem("number-repeats", message, hint=hint, file=str(path))])


def _each_line(lines: Sequence[Piece]) -> Iterator[AdoptedParagraph]:
    headings: dict[int, str] = {}
    number = 0
    for line in lines:
        heading = heading_in(line.text)
        if heading:
            level = len(line.text) - len(line.text.lstrip("#"))
            headings = {deep: words for deep, words in headings.items() if deep < level} | {level: heading}
            continue
        number += 1
        stands = line.stands or f"line {line.line}"
        yield AdoptedParagraph(str(number), line.text, tuple(headings.values()), stands)


# The preamble


def _preamble(before: Sequence[Piece]) -> tuple[tuple[AdoptedParagraph, ...], frozenset[str]]:
    """The paragraphs of a preamble, and the titles above it, which are no headings within the text."""
    found = []
    above: list[str] = []
    for line in _put_together(before):
        heading = heading_in(line.text) or (line.text if line.bold and not is_complete(line.text) else "")
        if line.text.endswith(_PREAMBULAR):
            found.append(line)
        elif heading and not found:
            above.append(heading)
    has_opening = bool(found) and _OPENING.match(found[0].text) is not None
    paragraphs = tuple(
        AdoptedParagraph(
            f"P{number}",
            line.text,
            (),
            line.stands or f"line {line.line}",
            is_opening=has_opening and number == 1,
            is_behind_opening=has_opening and number > 1,
        )
        for number, line in enumerate(found, start=1)
    )
    return paragraphs, frozenset(above if paragraphs else above[:-1])


def _put_together(lines: Sequence[Piece]) -> Iterator[Piece]:
    """Lines of a text that break in the middle of a sentence, one below the other, as one."""
    last: Piece | None = None
    end = 0
    for line in lines:
        goes_on = (
            last is not None
            and not line.stands
            and line.line == end + 1
            and not heading_in(last.text)
            and not heading_in(line.text)
            and not (last.text.endswith(_PREAMBULAR) and line.text[0].isupper())
            and not is_complete(last.text)
        )
        if last is not None and goes_on:
            last = Piece(f"{last.text} {line.text}", last.line, last.column, last.stands, last.bold)
        else:
            if last is not None:
                yield last
            last = line
        end = line.line
    if last is not None:
        yield last


# The numbered paragraphs


def _numbered(found: Sequence[Paragraph], titles: frozenset[str]) -> Iterator[AdoptedParagraph]:
    """Paragraphs; a line without a number behind one that leads to what follows is a heading of that.

    A heading in italics is no more than such a line, and so is “We therefore endeavour to:”.
    """
    leads: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    for paragraph in found:
        if paragraph.headings != under:
            under, leads = paragraph.headings, ()
        parts = [*paragraph.parts]
        own: list[str] = []
        while len(parts) > 1 and _leads_on(parts[-1]):
            own.insert(0, parts.pop())
        headings = tuple(words for words in (*under, *leads) if words not in titles)
        yield AdoptedParagraph(paragraph.place.label, " ".join(parts), headings, paragraph.stands)
        if own:
            leads = tuple(own)


def _leads_on(words: str) -> bool:
    return len(words) <= _LONGEST_HEADING and (words.endswith(":") or not is_complete(words))
