"""What styles of a file mean: what paragraphs are, and how words look.

Styles are found by id or by name: word processors rename ids when they save ("SingleTxt" may come back as
"Single Txt" or "singletxt").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from lxml import etree

from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole


class ParagraphRole(StrEnum):
    """What a paragraph is, by its style and its bookmark."""

    TITLE = "title"
    HEADING = "heading"
    CLAUSE = "clause"  # numbered text
    VERSION = "version"  # another wording of the clause before it: "12 bis."
    GUIDANCE = "guidance"
    TEXT = "text"
    CONTENTS = "contents"  # a line of a table of contents
    TABLE = "table"  # in a cell
    BOX = "box"  # in a text box


CLAUSE_ROLES = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE)

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
# What readers take a paragraph for by its style, where it is more than text.
TITLE, BELOW_TITLE, HEADING, CAPTION = "a title", "a line below a title", "a heading", "a caption"
NOTE, TABLE_HEAD, A_FOOTNOTE = "the note on how to read it", "the head of a table", "a footnote"
RUNNING_TEXT = "running text"
_LOOKS = {
    **dict.fromkeys(("hch", "title"), TITLE),
    **dict.fromkeys(("subtitletxt", "subtitle"), BELOW_TITLE),
    **dict.fromkeys(("h1", "h23", "h4"), HEADING),
    **dict.fromkeys(("footnotetext", "endnotetext"), A_FOOTNOTE),
    **dict.fromkeys(("annotationtext", "commenttext"), "a remark in the margin"),
    **dict.fromkeys(("header", "footer"), "a line at the edge of a page"),
    "boxtxt": NOTE,
    "caption": CAPTION,
    "tablehead": TABLE_HEAD,
    "tabletext": "a cell of a table",
}
_OF_TEXT = frozenset(("plaintxt", *(name for name, (role, _) in _ROLES.items() if role in CLAUSE_ROLES)))
_HEADING_NAME = re.compile(r"heading(\d)")
_CONTENTS_NAME = re.compile(r"toc\d?|toc?heading|contents?\d|tableofcontents?")
# A style that is based on itself, by however many others, must not keep the reader busy.
_DEEPEST = 20
_BODY_TEXT = 9  # as an outline level (ISO 29500-1, 17.3.1.20)

_Look: TypeAlias = "Mapping[str, etree._Element]"  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its id and name in small letters and digits, what it is based on, and what it says itself."""

    id: str
    names: tuple[str, ...]
    based_on: str
    paragraph: etree._Element | None
    characters: tuple[etree._Element, ...]
    element: etree._Element
    bold_parts: frozenset[str]  # of a table, by their names in the file: "wholeTable", "firstRow"


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
        # A long document asks for the same few many thousand times.
        self.role, self.names, self.list_of = cache(self._role), cache(self._names), cache(self._list_of)
        self.looks = cache(self._looks)
        self._look = cache(self._read_look)
        self._is_italic = cache(lambda style: is_on(self._look(style).get(w.i)))
        self._root = root

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and what it is based on."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def called(self, name: str) -> str:
        """The style of a name, in small letters; empty where there is none."""
        return next((style_id for style_id, style in self._by_id.items() if name in style.names), "")

    def default(self, kind: str) -> str:
        """The style of what names none: of a ``paragraph``, a ``table`` (ISO 29500-1, 17.7.4.17)."""
        found = (
            style_id
            for style_id, style in self._by_id.items()
            if style.element.get(w.type) == kind and style.element.get(w.default, "0") in ("1", "true", "on")
        )
        return next(found, "")

    def defaults(self, kind: str) -> etree._Element | None:
        """What the document says of all runs (``rPr``) or paragraphs (``pPr``) before any style."""
        return self._root.find(f"{w.docDefaults}/{w[f'{kind}Default']}/{w[kind]}")

    def _role(self, style_id: str) -> tuple[ParagraphRole, int]:
        """What paragraphs in a style are, and the level of a heading.

        A style that somebody based on ours, for a clause in red, means what ours means.
        """
        chain = list(self.chain(style_id))
        for name in (name for style in chain for name in style.names) if chain else (_plain(style_id),):
            if name in _ROLES:
                return _ROLES[name]
            heading = _HEADING_NAME.fullmatch(name)
            if heading:
                return ParagraphRole.HEADING, int(heading[1])
            if _CONTENTS_NAME.fullmatch(name):
                return ParagraphRole.CONTENTS, whole(name[-1])
        level = self.listed_level(style_id)
        return (ParagraphRole.HEADING, level) if level else (ParagraphRole.TEXT, 0)

    def _looks(self, style_id: str) -> str:
        """What readers take paragraphs in a style for; empty for a style that nobody knows.

        One that a house made of a style of ours for text can look like anything: nobody knows it.
        """
        for style in self.chain(style_id):
            for name in style.names:
                if name in _OF_TEXT:
                    return RUNNING_TEXT if style.id == style_id else ""
                if (found := _LOOKS.get(name)) is not None:
                    return found
                if _CONTENTS_NAME.fullmatch(name):
                    return "a line of contents"
                if _HEADING_NAME.fullmatch(name):
                    return HEADING
        return HEADING if self.listed_level(style_id) else ""

    def _list_of(self, style_id: str) -> str:
        """The list in which a style numbers its paragraphs; empty for none."""
        said = (
            value_of(one.paragraph, "numPr", "numId")
            for one in self.chain(style_id or self.default("paragraph"))
        )
        return next(filter(None, said), "")

    def listed_otherwise(self) -> Iterator[str]:
        """Styles of headings and of clauses that contents list otherwise than what they are, in words."""
        for name, (role, level) in _ROLES.items():
            for style_id in self._by_id if role is ParagraphRole.HEADING or role in CLAUSE_ROLES else ():
                if name in self._by_id[style_id].names:
                    listed = self.listed_level(style_id)
                    if listed != level:
                        yield f"{name} {f'at level {listed}' if listed else 'not at all'}"

    def listed_level(self, style_id: str) -> int:
        """The level at which contents list what is in a style; 0 for none."""
        said = (value_of(one.paragraph, "outlineLvl") for one in self.chain(style_id))
        return outline_level(next(filter(None, said), ""))

    def name(self, style_id: str) -> str:
        """What word processors keep of a style, when they rename its id: its name, in small letters."""
        style = self._by_id.get(style_id)
        return (style.names[-1] or style.names[0]) if style else _plain(style_id)

    def _names(self, style_id: str) -> frozenset[str]:
        """The names of a style and of those that it is based on."""
        found = frozenset(name for style in self.chain(style_id) for name in style.names)
        return found or frozenset((_plain(style_id),))

    def is_bold(
        self, properties: etree._Element | None, paragraph_style: str, *, in_table: bool = False
    ) -> bool:
        """Whether a run is in bold type.

        What it says itself counts; else styles take turns: bold in a bold paragraph is not (17.7.3).

        Args:
            properties: The run's own; None where it has none.
            paragraph_style: The style of its paragraph.
            in_table: Whether the style of the table is bold there.
        """
        own = None if properties is None else properties.find(w.b)
        if own is not None:
            return is_on(own)
        looks = self._look(paragraph_style), self._look(value_of(properties, "rStyle"))
        return sum((in_table, *(is_on(look.get(w.b)) for look in looks))) % 2 == 1

    def tab_stops(self, style_id: str) -> list[int]:
        """Where a style has tab stops, in order."""
        stops: dict[int, str] = {}
        for style in reversed([*self.chain(style_id)]):
            for one in style.paragraph.iterfind(f"{w.tabs}/{w.tab}") if style.paragraph is not None else ():
                stops[whole(one.get(w.pos, "0"))] = one.get(w.val, "")
        return sorted(stop for stop, kind in stops.items() if kind != "clear")

    def indents(self, style_id: str) -> tuple[int, int]:
        """How far a style's paragraphs stand from the margins, left and right (ISO 29500-1, 17.3.1.12)."""
        said = [
            one
            for style in self.chain(style_id)
            for one in (style.paragraph.iterfind(w.ind) if style.paragraph is not None else ())
        ]
        sides = []
        for names in (("left", "start"), ("right", "end")):
            nearest = next((value for one in said for name in names if (value := one.get(w[name]))), "")
            sides.append(whole(nearest) if nearest.isdecimal() else 0)
        return sides[0], sides[1]

    def is_italic(self, style: str) -> bool:
        """Whether a style sets words in italics."""
        return self._is_italic(style)

    def is_set_off(
        self, properties: etree._Element | None, style: str, paragraph_style: str, *, by_style: bool
    ) -> bool:
        """Whether a run is in italics among upright words, or upright among italics.

        Args:
            properties: The run's own; None where it has none.
            style: The character style that they name.
            paragraph_style: The style of its paragraph.
            by_style: Whether its character style may be what sets it off, and is not what is around it.
        """
        if properties is None:
            return False
        around, own = self.is_italic(paragraph_style), next(properties.iterchildren(w.i), None)
        in_style = around != self.is_italic(style)
        shown = in_style if own is None else is_on(own)
        return shown != (around if by_style else in_style)

    def bold_parts(self, table_style: str) -> frozenset[str]:
        """The parts of tables that a style sets in bold type: "wholeTable", "firstRow", "firstCol"."""
        return frozenset().union(*(style.bold_parts for style in self.chain(table_style)))

    def _read_look(self, style_id: str) -> _Look:
        """What a style says of characters, with what it is based on."""
        chain = reversed([*self.chain(style_id)])
        return {str(one.tag): one for style in chain for one in style.characters}


def heading_level(name: str) -> int:
    """The level of the headings that have a style of this name; 0 where no headings have."""
    role, level = _ROLES.get(_plain(name), (None, 0))
    heading = _HEADING_NAME.fullmatch(_plain(name))
    return int(heading[1]) if heading else level if role is ParagraphRole.HEADING else 0


def outline_level(said: str) -> int:
    """The level of a heading by its outline level in the file; 0 for one that is no heading's."""
    return whole(said) + 1 if said.isdecimal() and whole(said) < _BODY_TEXT else 0


def _style(style_id: str, element: etree._Element) -> Style:
    names = tuple(dict.fromkeys((_plain(style_id), _plain(value_of(element, "name")))))
    characters = tuple(child for properties in element.iterfind(w.rPr) for child in properties)
    parts = {part.get(w.type, ""): part for part in element.iterfind(w.tblStylePr)} | {"wholeTable": element}
    bold = frozenset(name for name, part in parts.items() if is_on(part.find(f"{w.rPr}/{w.b}")))
    return Style(
        style_id, names, value_of(element, "basedOn"), element.find(w.pPr), characters, element, bold
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
