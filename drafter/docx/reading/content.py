"""What stands in a paragraph: stretches of words, marks of notes, and what is not shown as it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

from lxml import etree

from drafter.docx.looks.emphasis import EMPHASES

OF_ENDNOTE = "e"  # stands before the ids of endnotes, which are counted by themselves
_LONGEST_UNREADABLE = 200
_MOST_UNREADABLE = 20  # of one paragraph: it is to be looked at for any of them
_ONLY_COMMAS = re.compile(r"[\s,;\u00a0]*")
_BLANKS = re.compile(r"\s+")
_FIXED = re.compile("[\u00a0\u202f][;:!?]")
# Signs that turn the order of others around, those without width, those that each font draws as it likes, and
# those that end a line in Word, where LibreOffice shows nothing (U+2028) or a box (U+0085).
UNSEEN = re.compile(
    "[\x7f-\x9f\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e007f\ue000-\uf8ff"
    "\U000f0000-\U0010fffd]"
)
# Signs that look like others on every screen and on paper, letters in one piece and an apostrophe: what
# they look like.
_LOOKS_LIKE = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb06": "st",
        "\u02bc": "’",
    }
)
_LOOKS_LIKE_OTHERS = re.compile(f"[{''.join(map(chr, _LOOKS_LIKE))}]")
# Where a line may end, or may not: beside a sign that is no letter nobody sees whether they are there.
_MAY_BREAK = "\u200b\u2060\ufeff"
_BREAKS = re.compile(r"(?<![^\W_])[\u200b\u2060\ufeff]|[\u200b\u2060\ufeff](?![^\W_\u200b\u2060\ufeff])")
# Signs that are drawn over the letter before them.
OVER_LETTERS = re.compile("[\u0334-\u0338\u0488\u0489\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e0\u20e4-\u20eb]")

_OTHERWISE = re.compile("|".join(one.pattern for one in (UNSEEN, _LOOKS_LIKE_OTHERS, OVER_LETTERS)))


def are_plain(text: str) -> bool:
    """Whether all signs of a text can be seen, and are what they look like; of nearly all texts they are."""
    return text.isascii() or _OTHERWISE.search(text) is None


def as_seen(text: str) -> str:
    """Words with what they look like, whatever signs they are stored in, where nothing else can be seen."""
    if any(one in text for one in _MAY_BREAK):  # hardly ever
        text = _BREAKS.sub("", text)
    return text.translate(_LOOKS_LIKE) if _LOOKS_LIKE_OTHERS.search(text) else text


# What is told of a mark: it is no words of the text.
A_MARK = "a footnote’s mark"


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark: the note's id in the file, and how many characters of the text stand before it."""

    note: str
    offset: int


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Words that a word processor shows otherwise than they are read here, or not at all."""

    how: str  # "hidden", "struck through"
    text: str  # empty where there are none
    signs: str = ""  # those in them that nobody sees, where it is for these
    style: str = ""  # the name of the style that has them so; empty where it is set on the words themselves

    @property
    def act(self) -> tuple[str, str]:
        """What one act makes of many texts: what a style says, or what is set on the words themselves."""
        return (self.style, "") if self.style else ("", self.how)


class Kind(StrEnum):
    """What a stretch of a paragraph is; of words in a style of drafter's, the name of that style."""

    TEXT = auto()
    SUPPORT = auto()  # in the style that names regions
    PLACEHOLDER = auto()  # in the style of what is to be filled in
    REFERENCE = auto()  # what a field shows that refers to another paragraph
    CONTENTS = auto()  # what a table of contents shows
    RAISED = auto()  # in the style of footnote marks, or superscript
    MARK = auto()  # a footnote's mark; its text is the footnote's id
    ITALIC = auto()  # of ranges alone: in italics, whatever else it is
    LINE = auto()  # of ranges alone, and of no length: a line begins here
    SHADED = auto()  # of ranges alone: in the shade of what is to be filled in
    # Of ranges alone: how words stand out.
    BOLD, UNDERLINED, CAPITALS, LARGER = EMPHASES


class Stretch(NamedTuple):
    """A stretch of a paragraph."""

    text: str  # with a line feed for a break
    kind: Kind
    properties: etree._Element | None = None  # of the run that it stands in
    is_italic: bool = False  # set off from what is around
    how: str = ""  # it is shown, if otherwise than as plain words
    is_shaded: bool = False  # as what is to be filled in
    emphasis: tuple[str, ...] = ()  # how it stands out from words beside it


@dataclass(slots=True)
class Content:
    """What stands in a paragraph: its words and marks in order, and what hangs on it."""

    stretches: list[Stretch] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    unreadable: list[NotAsShown] = field(default_factory=list)
    unseen: str = ""  # words in the instructions of fields, which are no words of the text

    def mark(self, how: str, text: str = "", signs: str = "", style: str = "") -> None:
        """Note that words are shown otherwise than they are read; runs of one kind as one."""
        text = UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)[:_LONGEST_UNREADABLE]
        last = self.unreadable[-1] if self.unreadable else None
        if last and (last.how, last.style) == (how, style) and text and len(last.text) < _LONGEST_UNREADABLE:
            between = ", " if A_MARK in (text, last.text[-len(A_MARK) :]) else ""
            self.unreadable[-1] = NotAsShown(how, f"{last.text}{between}{text}", last.signs + signs, style)
        elif len(self.unreadable) < _MOST_UNREADABLE:
            self.unreadable.append(NotAsShown(how, text, signs, style))


def put_together(stretches: Sequence[Stretch]) -> tuple[str, list[Mark], dict[Kind, list[tuple[int, int]]]]:
    """The text of stretches, one blank where there are many, its footnote marks, and ranges of it by kind.

    What separates footnote marks is no text. Where a line begins behind the first is a range of no length.
    """
    text = ""
    marks: list[Mark] = []
    ranges: dict[Kind, list[tuple[int, int]]] = {}
    begins_line = False
    for place, (said, kind, _, is_italic, _, is_shaded, emphasis) in enumerate(stretches):
        if kind is Kind.MARK:
            marks.append(Mark(said, len(text.rstrip())))
            continue
        if separates_marks(stretches, place):
            continue
        start = len(text)
        added = said
        if not said.isascii():
            added = said.replace("\u00ad", "").replace("\u2011", "-").replace("\u00a0", " ")
        if "  " in added or not added.isprintable():  # no blank but the plain one is printable
            added = _BLANKS.sub(" ", added)
        if not text or text.endswith(" "):
            added = added.lstrip()
        begins_line = begins_line or said == "\n"
        text += added
        if begins_line and added.strip():
            begins_line = False
            first = start + len(added) - len(added.lstrip())
            ranges.setdefault(Kind.LINE, []).append((first, first))
        kinds: list[Kind] = [] if kind in (Kind.TEXT, Kind.RAISED) else [kind]
        kinds += [Kind.ITALIC] if is_italic else []
        kinds += [Kind.SHADED] if is_shaded else []
        kinds += [Kind(one) for one in emphasis]
        for one in kinds if added else ():
            of_kind = ranges.setdefault(one, [])
            first = of_kind.pop()[0] if of_kind and of_kind[-1][1] == start else start
            of_kind.append((first, len(text)))
    return text.rstrip(), marks, ranges


def have_fixed_blanks(stretches: Sequence[Stretch]) -> bool:
    """Whether a blank at which no line ends stands before a mark, as French sets them: “objectifs ;”."""
    if all(one.text.isascii() for one in stretches):
        return False
    return _FIXED.search("".join(one.text for one in stretches if one.kind is not Kind.MARK)) is not None


def tabs_at_lines(stretches: Sequence[Stretch], tabs: Mapping[int, int]) -> tuple[int, ...]:
    """How many tabs stand before the words of each line behind the first one, as ``put_together`` has lines.

    Args:
        stretches: Those of a paragraph.
        tabs: Which of them are tabs.
    """
    found, count = [], -1
    for place, (text, kind, *_) in enumerate(stretches):
        if kind is Kind.MARK or separates_marks(stretches, place):
            continue
        if text == "\n":
            count = 0
        elif count >= 0 and place in tabs:
            count += 1
        elif count >= 0 and text.strip():
            found.append(count)
            count = -1
    return tuple(found)


def separates_marks(stretches: Sequence[Stretch], place: int) -> bool:
    """Whether a stretch is only the comma between two marks, or one that a deleted mark left behind."""
    text, kind, *_ = stretches[place]
    if _ONLY_COMMAS.fullmatch(text) is None:
        return False
    near = [stretches[one].kind for one in (place - 1, place + 1) if 0 <= one < len(stretches)]
    return kind is Kind.RAISED or near == [Kind.MARK, Kind.MARK]
