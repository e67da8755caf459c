"""What the styles of a file mean: which paragraphs are clauses, headings, other wordings; and how words look.

Styles are found by id or by name: word processors rename ids when they save ("SingleTxt" may come back as
"Single Txt" or "singletxt").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from drafter.docx.markup import is_on, value_of, w
from drafter.docx.model import ParagraphRole

_ROLES = {
    "hch": (ParagraphRole.TITLE, 0),
    "title": (ParagraphRole.TITLE, 0),
    "singletxt": (ParagraphRole.CLAUSE, 0),
    "guidancetxt": (ParagraphRole.GUIDANCE, 0),
    "alttxt": (ParagraphRole.VERSION, 0),
    "letteredtxt": (ParagraphRole.CLAUSE, 0),
    "letteredalttxt": (ParagraphRole.VERSION, 0),
    "h1": (ParagraphRole.HEADING, 1),
    "h23": (ParagraphRole.HEADING, 2),
    "h4": (ParagraphRole.HEADING, 3),
}
_HEADING_NAME = re.compile(r"heading(\d)")
_CONTENTS_NAME = re.compile(r"toc\d?|toc?heading|contents?\d|tableofcontents?")
_NOTE_MARKS = frozenset(
    ("footnotereference", "footnoteanchor", "footnotecharacters", "endnotereference", "endnoteanchor")
)
# A style that is based on itself, by however many others, must not keep the reader busy.
_DEEPEST = 20
_BODY_TEXT = 9  # as an outline level (ISO 29500-1, 17.3.1.20)

# How words are shown, if otherwise than they stand in the file (ISO 29500-1, 17.3.2)
RAISED = "raised or lowered"
_SWITCHES = {
    "vanish": "hidden",
    "specVanish": "hidden",
    "strike": "struck through",
    "dstrike": "struck through",
    "rtl": "set from right to left",
}
_TINIEST = 8  # half-points
_FONTS_OF_SIGNS = re.compile(r"symbol|.*dings.*|.*dings? ?\d?|marlett|opensymbol", re.IGNORECASE)
_PALE = re.compile("(?:F[0-9A-F]){3}")
_PALE_IN_THEMES = ("background1", "light1", "bg1", "lt1")

_Look: TypeAlias = "Mapping[str, etree._Element]"  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its id and name in small letters and digits, what it is based on, and what it says itself."""

    id: str
    names: tuple[str, ...]
    based_on: str
    paragraph: etree._Element | None
    characters: tuple[etree._Element, ...]

    @property
    def outline(self) -> str:
        """Its outline level, from 0; empty where none."""
        return value_of(self.paragraph, "outlineLvl")


def styles_by_id(root: etree._Element) -> dict[str, etree._Element]:
    """The styles of the part that holds them."""
    return {style.get(w.styleId, ""): style for style in root.iter(w.style)}


class Styles:
    """The styles of a file.

    Args:
        root: The part that holds them.
    """

    def __init__(self, root: etree._Element) -> None:
        self._by_id = {style_id: _style(style_id, one) for style_id, one in styles_by_id(root).items()}
        self._roles: dict[str, tuple[ParagraphRole, int]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._looks: dict[str, _Look] = {}
        self._shown: dict[tuple[str, str], str] = {}

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and what it is based on."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def role(self, style_id: str) -> tuple[ParagraphRole, int]:
        """What paragraphs in a style are, and the level of a heading.

        A style that somebody based on ours, for a clause in red, means what ours means.
        """
        if style_id not in self._roles:
            self._roles[style_id] = self._role(style_id)
        return self._roles[style_id]

    def _role(self, style_id: str) -> tuple[ParagraphRole, int]:
        chain = list(self.chain(style_id))
        for name in (name for style in chain for name in style.names) if chain else (_plain(style_id),):
            if name in _ROLES:
                return _ROLES[name]
            heading = _HEADING_NAME.fullmatch(name)
            if heading:
                return ParagraphRole.HEADING, int(heading[1])
            if _CONTENTS_NAME.fullmatch(name):
                return ParagraphRole.CONTENTS, 0
        level = outline_level(next((style.outline for style in chain if style.outline), ""))
        return (ParagraphRole.HEADING, level) if level else (ParagraphRole.TEXT, 0)

    def name(self, style_id: str) -> str:
        """What word processors keep of a style, when they rename its id: its name, in small letters."""
        style = self._by_id.get(style_id)
        return (style.names[-1] or style.names[0]) if style else _plain(style_id)

    def names(self, style_id: str) -> frozenset[str]:
        """The names of a style and of those that it is based on."""
        if style_id not in self._names:
            found = frozenset(name for style in self.chain(style_id) for name in style.names)
            self._names[style_id] = found or frozenset((_plain(style_id),))
        return self._names[style_id]

    def is_note_mark(self, style_id: str) -> bool:
        """Whether a style is that of footnote marks."""
        return bool(style_id) and not self.names(style_id).isdisjoint(_NOTE_MARKS)

    def shown_as(self, properties: etree._Element | None, paragraph_style: str) -> str:
        """How a run is shown, if otherwise than as plain words; empty for most.

        Args:
            properties: The run's own; None where it has none.
            paragraph_style: The style of its paragraph.
        """
        style = value_of(properties, "rStyle")
        if properties is not None and len(properties) > bool(style):
            own = {str(one.tag): one for one in properties}
            look = {**self._look(paragraph_style), **self._look(style), **own}
            return _shown(look, own)
        key = (style, paragraph_style)
        if key not in self._shown:
            look = {**self._look(paragraph_style), **self._look(style)}
            self._shown[key] = _shown(look, {} if style else look)
        return self._shown[key]

    def _look(self, style_id: str) -> _Look:
        """What a style says of characters, with what it is based on."""
        if style_id not in self._looks:
            look: dict[str, etree._Element] = {}
            for style in reversed([*self.chain(style_id)]):
                look |= {str(one.tag): one for one in style.characters}
            self._looks[style_id] = look
        return self._looks[style_id]


def _shown(look: _Look, nearest: _Look) -> str:
    """How words of a look are shown; whether they are raised, by what is said nearest to them."""
    for name, how in _SWITCHES.items():
        if is_on(look.get(w[name])):
            return how
    color = look.get(w.color)
    if color is not None and (
        _PALE.fullmatch(color.get(w.val, "").upper()) or color.get(w.themeColor) in _PALE_IN_THEMES
    ):
        return "white"
    size = value_of(look.get(w.sz))
    if size.isdecimal() and int(size) < _TINIEST:
        return "too small to be read"
    fonts = look.get(w.rFonts)
    font = "" if fonts is None else fonts.get(w.ascii) or fonts.get(w.hAnsi) or ""
    if _FONTS_OF_SIGNS.fullmatch(font):
        return "in a font of signs"
    return RAISED if value_of(nearest.get(w.vertAlign)) in ("superscript", "subscript") else ""


def outline_level(said: str) -> int:
    """The level of a heading by its outline level in the file; 0 for one that is no heading's."""
    return int(said) + 1 if said.isdecimal() and int(said) < _BODY_TEXT else 0


def _style(style_id: str, element: etree._Element) -> Style:
    names = tuple(dict.fromkeys((_plain(style_id), _plain(value_of(element, "name")))))
    characters = tuple(child for properties in element.iterfind(w.rPr) for child in properties)
    return Style(style_id, names, value_of(element, "basedOn"), element.find(w.pPr), characters)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
