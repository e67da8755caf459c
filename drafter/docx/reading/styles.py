"""What the styles of a file mean: which paragraphs are clauses, headings, other wordings.

Styles are found by id or by name: word processors rename ids when they save ("SingleTxt" may come back as
"Single Txt" or "singletxt").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.model import ParagraphRole

_ROLES = {
    "hch": ParagraphRole.TITLE,
    "title": ParagraphRole.TITLE,
    "singletxt": ParagraphRole.CLAUSE,
    "guidancetxt": ParagraphRole.GUIDANCE,
    "alttxt": ParagraphRole.VERSION,
    "letteredtxt": ParagraphRole.CLAUSE,
    "letteredalttxt": ParagraphRole.VERSION,
}
_HEADINGS = {"h1": 1, "h23": 2, "h4": 3}
_HEADING_NAME = re.compile(r"heading(\d)")
_CONTENTS_NAME = re.compile(r"toc\d?|toc?heading|contents?\d|tableofcontents?")
_NOTE_MARKS = frozenset(
    ("footnotereference", "footnoteanchor", "footnotecharacters", "endnotereference", "endnoteanchor")
)
# A style that is based on itself, by however many others, must not keep the reader busy.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style.

    Attributes:
        id: Its id.
        names: Its id and name, in small letters without anything but letters and digits.
        based_on: The id of the style that it is based on; empty where none.
        list_id: The list that numbers its paragraphs; empty where none.
        list_level: The level in that list; empty where it says none.
        outline: Its outline level, from 0; empty where none.
        properties: What it says of how characters look; None where nothing.
    """

    id: str
    names: tuple[str, ...]
    based_on: str = ""
    list_id: str = ""
    list_level: str = ""
    outline: str = ""
    properties: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file, by id."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        """Read the part of the styles; None for a file without."""
        if root is None:
            return cls()
        return cls({style.id: style for style in map(_style, root.iter(w("style")))})

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and what it is based on."""
        for _ in range(_DEEPEST):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def role(self, style_id: str) -> tuple[ParagraphRole, int]:
        """What paragraphs in a style are, and the level of a heading.

        A style that somebody based on ours, for a clause in red, means what ours means.
        """
        own = self.by_id.get(style_id) or Style(style_id, (_plain(style_id),))
        for style in (own, *list(self.chain(style_id))[1:]):
            for name in style.names:
                if name in _ROLES:
                    return _ROLES[name], 0
                if name in _HEADINGS:
                    return ParagraphRole.HEADING, _HEADINGS[name]
                heading = _HEADING_NAME.fullmatch(name)
                if heading:
                    return ParagraphRole.HEADING, int(heading[1])
                if _CONTENTS_NAME.fullmatch(name):
                    return ParagraphRole.CONTENTS, 0
        outline = next((style.outline for style in self.chain(style_id) if style.outline), "")
        if outline.isdecimal() and int(outline) < 9:  # noqa: PLR2004  # 9 is body text (17.3.1.20)
            return ParagraphRole.HEADING, int(outline) + 1
        return ParagraphRole.TEXT, 0

    def is_named(self, style_id: str, *wanted: str) -> bool:
        """Whether a style, or one that it is based on, has one of some names."""
        if not style_id:
            return False
        names = {name for style in self.chain(style_id) for name in style.names} or {_plain(style_id)}
        return not names.isdisjoint(wanted)

    def is_note_mark(self, style_id: str) -> bool:
        """Whether a style is that of footnote marks."""
        return self.is_named(style_id, *_NOTE_MARKS)


def _style(element: etree._Element) -> Style:
    style_id = element.get(w("styleId"), "")
    name = _value(element, "name")
    properties = element.find(w("pPr"))
    return Style(
        id=style_id,
        names=tuple(dict.fromkeys((_plain(style_id), _plain(name)))),
        based_on=_value(element, "basedOn"),
        list_id=_value(properties, "numPr", "numId"),
        list_level=_value(properties, "numPr", "ilvl"),
        outline=_value(properties, "outlineLvl"),
        properties=element.find(w("rPr")),
    )


def _value(element: etree._Element | None, *path: str) -> str:
    for name in path:
        element = None if element is None else element.find(w(name))
    return "" if element is None else element.get(w("val"), "")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
