"""From the lines of a page to paragraphs: what a line's end means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_LABEL = re.compile(r"\([a-z]{1,4}\)\s|[•–-]\s")
_ENDS = re.compile(r"[.;:\])]\s*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]$")
_BREAKS_BEHIND = re.compile(r"\w[–—/]$|\w\u00ad$")
_SOFT = "\u00ad"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-\u2010–’'][^\W\d_]+)*")
_WIDER = 0.35  # of a line's height: a gap that is so much wider than usual stands between paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell, or of a page outside the tables.

    Attributes:
        text: Its words, with blanks between.
        top: From the top of the page, in points.
        bottom: Likewise.
        bold: Whether all of it is in bold type.
    """

    text: str
    top: float
    bottom: float
    bold: bool = False


@dataclass(slots=True)
class Paragraph:
    """Lines put together.

    Attributes:
        text: Verbatim, but for hyphens that only divided a word.
        bold: Whether all of it is in bold type.
        dropped: Those hyphens.
        doubts: Words with a hyphen at a line's end of which nobody can tell whether it belongs to them.
    """

    text: str
    bold: bool
    dropped: str
    doubts: list[str]


def vocabulary_of(lines: Iterable[Line]) -> set[str]:
    """The words that stand whole within lines."""
    return {word.casefold() for line in lines for word in _TOKEN.findall(_HYPHEN.sub(" ", line.text))}


def paragraphs_of(lines: Sequence[Line], usual_gap: float, known: AbstractSet[str]) -> Iterator[Paragraph]:
    """Put lines together.

    Args:
        lines: From top to bottom.
        usual_gap: Between two lines of one paragraph, in points.
        known: The words of the document, by which hyphens are judged.

    Yields:
        The paragraphs.
    """
    paragraph: Paragraph | None = None
    last: Line | None = None
    for line in lines:
        if paragraph is None or last is None or _begins(last, line, usual_gap):
            if paragraph:
                yield paragraph
            paragraph = Paragraph(line.text, line.bold, "", [])
        else:
            _append(paragraph, line, known)
        last = line
    if paragraph:
        yield paragraph


def _begins(last: Line, line: Line, usual_gap: float) -> bool:
    """Whether a line begins a paragraph."""
    gap = line.top - last.bottom
    is_apart = gap > usual_gap + _WIDER * (line.bottom - line.top)
    return is_apart or bool(_LABEL.match(line.text) and _ENDS.search(last.text))


def _append(paragraph: Paragraph, line: Line, known: AbstractSet[str]) -> None:
    text = paragraph.text
    paragraph.bold = paragraph.bold and line.bold
    if text.endswith(_SOFT):
        paragraph.dropped += _SOFT
        paragraph.text = text.removesuffix(_SOFT) + line.text
    elif _HYPHEN.search(text) and line.text[0].isalnum():
        with_hyphen = text.split()[-1] + line.text.split()[0]
        bare = text.split()[-1][:-1] + line.text.split()[0]
        is_open = line.text[0].islower() and not _is_known(with_hyphen, known)
        if is_open and _is_known(bare, known):
            paragraph.dropped += text[-1]
            paragraph.text = text[:-1] + line.text
            return
        if is_open:
            paragraph.doubts.append(with_hyphen.strip(".,;:()[]“”"))
        paragraph.text = text + line.text
    else:
        paragraph.text = text + ("" if _BREAKS_BEHIND.search(text) else " ") + line.text


def _is_known(word: str, known: AbstractSet[str]) -> bool:
    found = _TOKEN.findall(word)
    return len(found) == 1 and found[0].casefold() in known
