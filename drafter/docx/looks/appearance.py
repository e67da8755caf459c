"""How words are seen: whether what is set on them leaves them as readable as plain ones.

The list is positive: a property is harmless by its name (``harmless``), or by its value (colour against what
is behind it, size, narrowness, height of the line, place on the page); whatever else is set on words, these
may be shown otherwise, or not at all, and that is said with the property's name.
"""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from drafter.docx.looks.bounds import PLAIN_SIZE, THICKEST, THICKEST_AT_WORDS, in_borders, space_around
from drafter.docx.looks.cells import BAR, Place
from drafter.docx.looks.colour import Colours, Palette, is_dark
from drafter.docx.looks.effects import drawn_around
from drafter.docx.looks.emphasis import emphasis
from drafter.docx.looks.fonts import Fonts
from drafter.docx.looks.formatting import Formatting, Layers, Look, children, laid_over, signature
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.letters import in_colour, light_on_dark
from drafter.docx.looks.lines import (
    FAR_FROM_WORDS,
    FARTHEST_NUMBER,
    RIGHT_TO_LEFT,
    Stops,
    height_of,
    in_lines,
    room_of,
)
from drafter.docx.looks.measures import points
from drafter.docx.looks.places import ANYWHERE
from drafter.docx.looks.shades import ShadeOfBlanks
from drafter.docx.looks.sizes import LARGEST_SIGN, Line, height_above_line, in_size, is_raised, size_of
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.docx.parts.numbering import is_read
from drafter.docx.parts.package import WordPackage
from drafter.docx.parts.styles import BELOW_TITLE, HEADING, TABLE_HEAD, TITLE, Styles

HIDDEN = "hidden"
RAISED = "raised or lowered"
SQUEEZED = "squeezed into a width"
IN_WEB_VIEW = "hidden in the view as a web page"
AS_INSERTED = "in colour and underlined, as an insertion or a link would be"
RUN_TOGETHER = "run together with the words behind it"
IN_CAPITALS = "in capitals, so that it reads as another number"
FRAME = "an empty frame that can cover words"
THICK_LINE = "a line so thick that it looks like words that are blacked out"
LINE = "a line where no words stand, as of a blank that is to be filled in"

_OFTEN_DARK = (TITLE, BELOW_TITLE, HEADING, TABLE_HEAD)  # as houses set them
_NOTHING: Colours = frozenset()
_LINE = 1.2  # of the size of type
_COLOURED = 40  # the least difference between the parts of a colour, of 255, so that it is none of grey


class Appearance:
    """How the words of a file are seen.

    Args:
        styles: Its styles.
        theme, settings, fonts: The parts of these names; an empty element for one that is not there.
    """

    @classmethod
    def of(cls, package: WordPackage, styles: Styles) -> Appearance:
        """How the words of a file are seen."""
        return cls(styles, *(package.related_tree(kind) for kind in ("theme", "settings", "fontTable")))

    def __init__(
        self, styles: Styles, theme: etree._Element, settings: etree._Element, fonts: etree._Element
    ) -> None:
        self.styles = styles
        self.formatting = Formatting(styles)
        self.palette = Palette(theme, settings)
        self.fonts = Fonts(theme, fonts)
        self.blanks = ShadeOfBlanks(self.formatting, self.palette, styles)
        self._paragraphs: dict[tuple[object, int | None, Place], OfParagraph] = {}

    def paragraph(
        self, own: etree._Element | None, place: Place = ANYWHERE, level: etree._Element | None = None
    ) -> OfParagraph:
        """How the words of a paragraph are seen.

        Args:
            own: Its properties.
            place: What it stands in.
            level: The level of the list in which it is numbered (``w:lvl``).
        """
        key = signature(own, w.pStyle), None if level is None else id(level), place
        if (found := self._paragraphs.get(key)) is None:
            found = self._paragraphs[key] = OfParagraph(self, own, place, level)
        return found

    def run(self, layers: Layers, line: Line) -> str:
        """How a run is seen, if otherwise than as plain words."""
        look = layers.merged()
        east = look.get(w.eastAsianLayout)
        kinds = {
            HIDDEN: layers.is_on(w.vanish) or is_on(look.get(w.specVanish)),
            "struck through": layers.is_on(w.strike) or is_on(look.get(w.dstrike)),
            "cut in relief, which leaves it pale": layers.is_on(w.emboss) or layers.is_on(w.imprint),
            # Of a run's own it is judged with its words: ``fits``.
            SQUEEZED: w.fitText in look and w.fitText not in layers.own,
            "set in two lines in one, or turned": _is_on_in(east, "combine") or _is_on_in(east, "vert"),
        }
        return (
            next((how for how, is_so in kinds.items() if is_so), "")
            or in_colour(look, line.behind, self.palette)
            or drawn_around(look)
            or in_borders(look, "bdr", thickest=THICKEST_AT_WORDS)
            or in_size(look, line)
            or self.fonts.how(layers)
            or unaccounted(look, "rPr")
            or (
                RIGHT_TO_LEFT if is_on(look.get(w.rtl)) else ""
            )  # of Arabic words it is no fault, and all else is
            or (IN_WEB_VIEW if is_on(look.get(w.webHidden)) else "")
            or (RAISED if is_raised(look) else "")  # so are marks of notes
            or light_on_dark(look, line.ground, self.palette)
        )

    def blank(self, layers: Layers) -> str:
        """What is drawn where a run has nothing but blanks; empty for nothing."""
        look = layers.merged()
        if layers.is_on(w.vanish):
            return ""
        if is_dark(self.palette.highlight(look.get(w.highlight)) or self.palette.shading(look.get(w.shd))):
            return BAR
        lines = (value_of(look.get(name)) for name in w("u bdr"))
        is_struck = layers.is_on(w.strike) or is_on(look.get(w.dstrike))
        return LINE if is_struck or any(one not in ("", "none", "nil") for one in lines) else ""

    def is_in_colour_and_underlined(self, look: Look) -> bool:
        """Whether words are both; grey is no colour."""
        if value_of(look.get(w.u)) in ("", "none"):
            return False
        return any(max(one) - min(one) > _COLOURED for one in self.palette.said(look.get(w.color)))


class OfParagraph:
    """How the words of a paragraph are seen.

    Attributes:
        style: The style that it names.
        how: How all of them are shown, if otherwise than as plain words.
        end_is_hidden: Whether nobody sees where it ends.
        has_far_tabs: Whether words behind a tab may stand beside the page.
        has_leaders: Whether a tab draws a line, as of a blank that is to be filled in.
        cover: What it is where it has no words, if words can lie below it, or seem to.
        is_initial: Whether it is set as one large letter beside the next paragraph.
        room: How long words may be before they leave the page; 0 where their lines end on it.
        stops: Where its lines begin, and where tabs in them lead.
        above, below: The space above it, and below it, in points.
    """

    def __init__(
        self,
        appearance: Appearance,
        own: etree._Element | None,
        place: Place,
        level: etree._Element | None,
    ) -> None:
        self._appearance = appearance
        self._formatting = formatting = appearance.formatting
        self.style = value_of(own, "pStyle")
        self._place = place
        self._mark = None if own is None else own.find(w.rPr)
        self._level = level
        self._of_lines = look = self._look(own)
        own_ground = appearance.palette.shading(look.get(w.shd))
        ground = _NOTHING if appearance.styles.looks(self.style) in _OFTEN_DARK else own_ground
        self._line = Line(own_ground or place.behind, ground, *height_of(look.get(w.spacing)), place.largest)
        self.how = place.how or in_lines(look, place) or self._without_style()
        dark = BAR if is_dark(own_ground) else ""
        thick = THICK_LINE if in_borders(look, "pBdr", widest_picture=THICKEST) else ""
        self.cover = FRAME if w.framePr in look else place.cover or dark or thick
        mark = formatting.layers(self._mark, self.style, place.table, place.parts)
        self.end_is_hidden = any(is_on(mark.own.get(name)) for name in w("vanish specVanish"))
        end = place.left + place.width + place.right
        tabs = look.get(w.tabs)
        self.has_far_tabs = tabs is not None and any(
            place.left + points(one.get(w.pos, "")) >= end for one in tabs if one.get(w.val) != "clear"
        )
        self.has_leaders = tabs is not None and any(one.get(w.leader, "none") != "none" for one in tabs)
        self.is_initial = w.framePr in look and not self.how
        self.room = room_of(look.get(w.ind), place)
        self.stops = Stops(tabs, look.get(w.ind))
        self.above, self.below = space_around(look.get(w.spacing))
        # By what tells the properties of runs from others: of most paragraphs all have the same few.
        self._runs: dict[object, str] = {}
        self._blanks: dict[object, str] = {}
        self._large: dict[object, bool] = {}
        self._heights: dict[object, float] = {}
        self._inserted: dict[object, bool] = {}
        self._emphases: dict[object, tuple[str, ...]] = {}
        self._styles_behind: dict[tuple[str, str], str] = {}

    def _without_style(self) -> str:
        """Of words in a style that nobody defines programs make plain text."""
        is_known = not self.style or self._formatting.has(self.style)
        return "" if is_known else f"in the style {self.style}, which this file does not have"

    def _look(self, own: etree._Element | None) -> Look:
        formatting, place = self._formatting, self._place
        style_id = self.style or formatting.default("paragraph")
        of_list: Look = children(None if self._level is None else self._level.find(w.pPr))
        own_look: Look = children(own)
        look = dict(formatting.defaults["pPr"])
        layers: list[Look] = []
        if place.table:
            layers.append(formatting.of_table(place.table, place.parts, "pPr"))
        # The indents of a list that the paragraph names itself lie over those of its style (17.9.22).
        if w.numPr in own_look:
            layers += [formatting.of_style(style_id, "pPr"), of_list]
        else:
            layers += formatting.of_numbered(style_id, of_list)
        for layer in (*layers, own_look):
            look = dict(laid_over(look, layer.values()))
        return look

    def of_run(self, own: etree._Element | None) -> str:
        """How a run is seen, if otherwise than as plain words.

        Args:
            own: Its properties.
        """
        key = signature(own, w.rStyle)
        if (found := self._runs.get(key)) is None:
            found = self._runs[key] = self._judged(own)
        return found

    def of_style(self, style: str) -> str:
        """How a run in a style of characters is seen, likewise."""
        own = etree.Element(w.rPr)
        etree.SubElement(own, w.rStyle).set(w.val, style)
        return self.of_run(own)

    def is_large(self, own: etree._Element | None) -> bool:
        """Whether a sign is far larger than the words of its paragraph, or than words in plain type.

        Args:
            own: The properties of its run.
        """
        key = signature(own, w.rStyle)
        if (found := self._large.get(key)) is None:
            of_words, of_sign = (size_of(self._layers(one).merged()) for one in (None, own))
            found = self._large[key] = of_sign > LARGEST_SIGN * max(of_words, PLAIN_SIZE)
        return found

    def height(self, own: etree._Element | None) -> float:
        """How far above its line a sign stands, of the size of its type; below it, less than nothing.

        Args:
            own: The properties of its run.
        """
        key = signature(own, w.rStyle)
        if (found := self._heights.get(key)) is None:
            found = self._heights[key] = height_above_line(self._layers(own).merged())
        return found

    def is_as_inserted(self, own: etree._Element | None, style: str) -> bool:
        """Whether words are in colour and underlined, as programs show what was inserted, and links.

        What all words of the paragraph's style are is a house's.

        Args:
            own: The properties of their run.
            style: The style in it that drafter prints words in; empty for none.
        """
        if own is None:
            return False
        key = signature(own, w.rStyle)
        if (found := self._inserted.get(key)) is None:
            printed = etree.Element(w.rPr)
            etree.SubElement(printed, w.rStyle).set(w.val, style)
            looks = (self._layers(one).merged() for one in (own, printed if style else None))
            is_so, is_printed = map(self._appearance.is_in_colour_and_underlined, looks)
            found = self._inserted[key] = is_so and not is_printed
        return found

    def emphasis(self, own: etree._Element | None, style: str) -> tuple[str, ...]:
        """How words are made to stand out from those of their paragraph that are plain, in words.

        Args:
            own: The properties of their run.
            style: The style in it that drafter prints words in; empty for none.
        """
        if own is None:
            return ()
        key = signature(own, w.rStyle)
        if (found := self._emphases.get(key)) is None:
            printed = etree.Element(w.rPr)
            etree.SubElement(printed, w.rStyle).set(w.val, style)
            found = emphasis(self._layers(own), self._layers(printed if style else None))
            self._emphases[key] = found
        return found

    def drawn_blank(self, own: etree._Element | None) -> str:
        """What is drawn where a run has nothing but blanks; empty for nothing.

        Args:
            own: The properties of the run.
        """
        key = signature(own, w.rStyle)
        if (found := self._blanks.get(key)) is None:
            found = self._blanks[key] = self._appearance.blank(self._layers(own))
        return found

    def style_behind(self, how: str, own: etree._Element | None = None) -> str:
        """The name of the style that has words shown so; empty where it is set on the words themselves.

        Args:
            how: How they are shown.
            own: The properties of their run.
        """
        key = how, value_of(own, "rStyle")
        if (found := self._styles_behind.get(key)) is None:
            found = self._styles_behind[key] = self._find_style_behind(*key)
        return found

    def _find_style_behind(self, how: str, style_of_run: str) -> str:
        if self._place.how == how:
            return ""
        chain = [*self._appearance.styles.chain(self.style or self._formatting.default("paragraph"))]
        for style in reversed(chain):  # from what all others are based on
            plain = etree.Element(w.pPr)
            etree.SubElement(plain, w.pStyle).set(w.val, style.id)
            seen = self._appearance.paragraph(plain, self._place, self._level)
            if how in (seen.how, seen.of_run(None)):
                return value_of(style.element, "name")
        for style in reversed([*self._appearance.styles.chain(style_of_run)]):
            if self._appearance.paragraph(None, self._place).of_style(style.id) == how:
                return value_of(style.element, "name")
        return ""

    def _judged(self, own: etree._Element | None) -> str:
        return self._appearance.run(self._layers(own), self._line)

    def _layers(self, own: etree._Element | None) -> Layers:
        return self._formatting.layers(own, self.style, self._place.table, self._place.parts)

    @cached_property
    def line_height(self) -> float:
        """How high a line of it is in which no words stand, in points."""
        line = self._line
        return line.height or max(line.least, line.share * _LINE * size_of(self._layers(self._mark).merged()))

    @cached_property
    def of_number(self) -> str:
        """How its number is seen, if otherwise than as plain words: as its end is, and as its list says."""
        if self._level is not None and self._level.find(w.lvlPicBulletId) is not None:
            return "a picture in the place of a number"
        if self._level is not None and not is_read(value_of(self._level, "numFmt")):
            return "in words, or in other signs than figures"
        level: Look = {} if self._level is None else {str(one.tag): one for one in self._level}
        if how := unaccounted(level, "lvl"):
            return how
        return self._judged(self._of_number) or self._behind_number()

    def _behind_number(self) -> str:
        """How its number stands to the words behind it, if otherwise than before them."""
        behind = value_of(self._level, "suff")
        if behind == "nothing":
            return RUN_TOGETHER if value_of(self._level, "lvlText")[-1:].strip() else ""
        first = self.stops.first
        gap = self.stops.behind(first) - first if behind in ("", "tab") else 0.0
        return FAR_FROM_WORDS if gap > FARTHEST_NUMBER else ""

    @cached_property
    def _of_number(self) -> etree._Element:
        """What is said of its number: what its end has, and over it what its list says."""
        own = etree.Element(w.rPr)
        said = None if self._level is None else self._level.find(w.rPr)
        looks = [{str(one.tag): one for one in found} for found in (self._mark, said) if found is not None]
        merged: Look = {}
        for look in looks:
            merged = laid_over(merged, look.values())
        own.extend([etree.fromstring(etree.tostring(one)) for one in merged.values()])
        return own

    def of_this_number(self, number: str, words: str) -> str:
        """How its number is seen, if otherwise than as it is counted, before its words: “(a)”."""
        how = "" if self.of_number == RUN_TOGETHER and words[:1].isspace() else self.of_number
        return how or (IN_CAPITALS if number.upper() != number and self._is_in_capitals else "")

    def style_of_number(self, number: str, words: str) -> str:
        """The name of the style by which its number is seen so before its words; empty for none."""
        plain = etree.Element(w.pPr)
        etree.SubElement(plain, w.pStyle).set(w.val, self.style)
        seen = self._appearance.paragraph(plain, self._place, self._level)
        is_so = seen.of_this_number(number, words) == self.of_this_number(number, words)
        chain = self._appearance.styles.chain(self.style)
        return value_of(next(chain).element, "name") if is_so and self._formatting.has(self.style) else ""

    @cached_property
    def _is_in_capitals(self) -> bool:
        """Whether letters of its number are shown as capitals, and those of its words are not."""
        number, words = self._layers(self._of_number), self._layers(None)
        return any(number.is_on(one) and not words.is_on(one) for one in w("caps smallCaps"))


def _is_on_in(element: etree._Element | None, name: str) -> bool:
    """Whether an attribute switches something on."""
    return element is not None and element.get(w[name], "0") not in ("0", "false", "off", "none")
