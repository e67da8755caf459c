"""From the lines of a page to paragraphs: what a line's end means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

# “(a) ”, “12. ”, a bullet, and what says something of the text above it: “Source of position: ”.
_LABEL = re.compile(r"(?:\([a-z]{1,4}|[a-z])\)\s|[1-9][0-9]{0,3}\.\s|[•–-]\s|[A-ZÀ-ÖØ-Þ][^:.;()]{1,40}:\s")
_ENDS = re.compile(r"(?:[.;:\])]|;\s*(?:and|or))\s*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]$")
_BREAKS_BEHIND = re.compile(r"\w[–—/]$|\w\u00ad$")
_SOFT = "\u00ad"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-\u2010–’'][^\W\d_]+)*")
_GOES_ON = f",-–\u2010{_SOFT}"  # no text ends so
_SHORT = 40  # characters: a name, a number, a date
_WIDER = 0.35  # of a line's height: a gap that is so much wider than usual stands between paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell, or of a page outside the tables.

    Attributes:
        text: Its words, with blanks between.
        top: From the top of the page, in points.
        bottom: Likewise.
        bold: Whether all of it is in bold type.
        stands: Where, in the user's words.
    """

    text: str
    top: float
    bottom: float
    bold: bool = False
    stands: str = ""


@dataclass(slots=True)
class Paragraph:
    """Lines put together.

    Attributes:
        text: Verbatim, but for hyphens that only divided a word.
        bold: Whether all of it is in bold type.
        stands: Where it begins.
        dropped: Those hyphens.
        doubts: Words with a hyphen at a line's end of which nobody can tell whether it belongs to them.
    """

    text: str
    bold: bool
    stands: str
    dropped: str = ""
    doubts: list[str] = field(default_factory=list)


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
            paragraph = Paragraph(line.text, line.bold, line.stands)
        else:
            _append(paragraph, line, known)
        last = line
    if paragraph:
        yield paragraph


def _begins(last: Line, line: Line, usual_gap: float) -> bool:
    """Whether a line begins a paragraph."""
    gap = line.top - last.bottom
    is_apart = gap > usual_gap + _WIDER * (line.bottom - line.top)
    is_new_page = line.top < last.top
    if line.text[0] == "[" or _in_brackets(last.text):
        return False
    return is_apart or bool((is_new_page or _LABEL.match(line.text)) and _ENDS.search(last.text))


def is_open(text: str) -> bool:
    """Whether a text ends without the end of a sentence."""
    return not _ENDS.search(text)


def _in_brackets(text: str) -> bool:
    """Whether a bracket is open at the end of a text, as a citation's."""
    return text.rfind("[") > text.rfind("]")


def goes_on(last: str, following: str) -> bool | None:
    """Whether what a cell says at the top of a page goes on with what stood in its column on the page before.

    Returns:
        True where it can only go on; False where it cannot, as the next short entry of a list; None where
        either may be.
    """
    if not following:
        return None
    if not last:
        return False
    if following[0] == "[" or _in_brackets(last):
        return True
    if is_open(last) and (following[0].islower() or last[-1] in _GOES_ON):
        return True
    return None if max(len(last), len(following)) > _SHORT else False


def may_begin(last: str, following: str) -> bool:
    """Whether a short entry in small letters, which seems to go on, may be one of its own: the next theme."""
    return max(len(last), len(following)) <= _SHORT and following[0].islower() and last[-1] not in _GOES_ON


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
