"""An adopted text in plain text: its numbered paragraphs, those of its preamble, and their headings.

A line is a paragraph. "# " begins a remark, "## " and "### " headings, "[^7] " a footnote. Numbered
paragraphs begin with "12." and their subparagraphs with "(a)". The paragraphs of a preamble have no number
and end with a comma: they are counted P1, P2 and so on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from drafter.files import read_text
from drafter.problems import ContentError, Problem
from drafter.text import unsafe_characters

_HEADING = re.compile(r"(?P<level>##+)\s+(?P<words>.*)")
_NOTHING = re.compile(r"#(?!#)|\[\^\w+\]\s|\s*\Z")
_NUMBERED = re.compile(r"(?P<number>\d+)\.\s+(?P<words>.*)")
_LETTERED = re.compile(r"\((?P<letter>[a-z])\)\s+(?P<words>.*)")
_FOOTNOTE = re.compile(r"\[\^\w+\]")


@dataclass(frozen=True, slots=True)
class AdoptedParagraph:
    """A paragraph of an adopted text.

    Attributes:
        number: As it is printed, "66" or "12 (a)"; in the preamble "P3".
        text: Its words, without the number and the marks of footnotes.
        headings: What it stands under, from the outermost.
        line: Its line in the file, from 1.
    """

    number: str
    text: str
    headings: tuple[str, ...]
    line: int


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
    def by_number(self) -> Mapping[str, AdoptedParagraph]:
        """Return paragraphs by their number."""
        return MappingProxyType({paragraph.number: paragraph for paragraph in self.paragraphs})


def load_adopted(path: Path) -> AdoptedText:
    """Read an adopted text.

    Raises:
        DrafterError: if the file cannot be read, or is no text.
        ContentError: if it has no numbered paragraph, or two with one number.
    """
    text = read_text(path)
    problems = [problem for problem in unsafe_characters(text, str(path)) if problem.severity == "error"]
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(line.strip(), number)
    seen: dict[str, AdoptedParagraph] = {}
    for paragraph in reader.paragraphs:
        first = seen.setdefault(paragraph.number, paragraph)
        if first is not paragraph:
            message = f"paragraph {paragraph.number} stands here and in line {first.line}"
            hint = "Keep the adopted text alone in the file, without the resolution around it or its annexes."
            problems.append(Problem("same-number", message, hint=hint, file=str(path), line=paragraph.line))
    if not reader.has_numbers:
        what = "the text has no numbered paragraphs"
        hint = "Put each paragraph on one line that begins with its number: “12. Text”."
        problems.append(Problem("no-paragraphs", what, hint=hint, file=str(path)))
    if problems:
        raise ContentError(problems)
    return AdoptedText(path.name, tuple(reader.paragraphs))


class _Reader:
    """Takes the lines of a text one after the other."""

    def __init__(self) -> None:
        self.paragraphs: list[AdoptedParagraph] = []
        self.has_numbers = False
        self._headings: dict[int, str] = {}
        self._number = ""

    def take(self, line: str, number: int) -> None:
        """Take one line, without blanks around it."""
        if _NOTHING.match(line):
            return
        if heading := _HEADING.fullmatch(line):
            level = len(heading["level"])
            self._headings = {deep: words for deep, words in self._headings.items() if deep < level}
            self._headings[level] = heading["words"]
        elif numbered := _NUMBERED.fullmatch(line):
            self.has_numbers = True
            self._number = numbered["number"]
            self._add(self._number, numbered["words"], number)
        elif self.has_numbers and (lettered := _LETTERED.fullmatch(line)):
            self._add(f"{self._number} ({lettered['letter']})", lettered["words"], number)
        elif not self.has_numbers:
            if line.endswith((",", ";")):
                self._add(f"P{len(self.paragraphs) + 1}", line, number)
        elif not line.endswith(":"):  # what leads to the next paragraphs belongs to none
            last = self.paragraphs.pop()
            self._add(last.number, f"{last.text} {line}", last.line)

    def _add(self, name: str, words: str, line: int) -> None:
        text = _FOOTNOTE.sub("", words).strip()
        self.paragraphs.append(AdoptedParagraph(name, text, tuple(self._headings.values()), line))
