"""Whether the fonts in which words are set show the letters that are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.looks.formatting import Layers, Look, laid_over
from drafter.docx.parts.markup import is_on, value_of, w

OF_THE_FILE = "in a font that the file brings with it, which may draw any letter as another"
_OF_SIGNS = "in a font of signs"
OF_BLANKS = "in a font that shows blanks or bars in the place of letters"
_NAMES_OF_BLANKS = re.compile(r".*(blank|redact).*", re.IGNORECASE)
_NAMES_OF_SIGNS = re.compile(
    r".*(symbol|dings|dingbat|\bflow (block|circular|rounded)\b|ms outlook|\bicons?\b|mdl2|awesome|"
    r"barcode|\bcode ?(39|128)\b|\b3 of 9\b|braille).*|marlett|mt extra",
    re.IGNORECASE,
)
_SYMBOLS = "02"  # the set of characters of a font of signs (ISO 29500-1, 17.8.3.2)
_PICTORIAL = "05"  # the family of such a font (17.8.3.13; PANOSE 1.0)
_EMBEDDED = w("embedRegular embedBold embedItalic embedBoldItalic")  # 17.8.3.3 to 17.8.3.6


class Fonts:
    """The fonts of a file.

    Args:
        theme, fonts: The parts of these names; an empty element for one that is not there.

    Attributes:
        of_all: Those that the file brings with it and in which it sets its text by default or by styles of
            paragraphs, of the words that were judged.
    """

    def __init__(self, theme: etree._Element, fonts: etree._Element) -> None:
        self._of_theme = _of_theme(theme)
        listed = {one.get(w.name, "").casefold(): one for one in fonts.iter(w.font)}
        # What stands in for a font that is not there (17.8.3.1).
        self._others = {
            name: [other.strip().casefold() for other in value_of(one, "altName").split(",") if other.strip()]
            for name, one in listed.items()
        }
        self._of_signs = {
            name
            for name, one in listed.items()
            if value_of(one, "charset") == _SYMBOLS or value_of(one, "panose1").startswith(_PICTORIAL)
        }
        self._brought = {
            name for name, one in listed.items() if any(one.find(kind) is not None for kind in _EMBEDDED)
        }
        self.of_all: set[str] = set()

    def how(self, layers: Layers) -> str:
        """How words are seen by their fonts, if otherwise than as typed; empty for as typed."""
        look = layers.merged()
        if w.rFonts not in look:
            return ""
        names = list(self._names(look))
        families = {name: [*self._family(name.casefold())] for name in names}
        if any(_NAMES_OF_BLANKS.fullmatch(one) for own in families.values() for one in own):
            return OF_BLANKS
        if any(self._is_of_signs(one) for own in families.values() for one in own):
            return _OF_SIGNS
        if not self._brought:
            return ""
        brought = {name for name in names if not self._brought.isdisjoint(families[name])}
        around: Look = {}
        for layer in (layers.defaults, layers.table, layers.paragraph):
            around = laid_over(around, layer.values())
        of_all = brought.intersection(self._names(around))
        self.of_all |= of_all
        return OF_THE_FILE if brought - of_all else ""

    def _is_of_signs(self, name: str) -> bool:
        return name in self._of_signs or _NAMES_OF_SIGNS.fullmatch(name) is not None

    def _names(self, look: Look) -> Iterator[str]:
        """The fonts that what is set names for words."""
        fonts = look.get(w.rFonts)
        if fonts is None:
            return
        slots = ("ascii", "hAnsi", *(["cs"] if is_on(look.get(w.cs)) else []))
        if fonts.get(w.hint) == "eastAsia":
            slots += ("eastAsia",)
        for slot in slots:
            theme = fonts.get(w["cstheme" if slot == "cs" else f"{slot}Theme"], "")
            yield from filter(None, (self._of_theme.get(theme, ""), fonts.get(w[slot], "")))

    def _family(self, name: str) -> Iterator[str]:
        """A font and those that stand in for it, and for these."""
        seen: set[str] = set()
        todo = [name]
        while todo:
            if (one := todo.pop()) not in seen:
                seen.add(one)
                yield one
                todo += self._others.get(one, ())


def _of_theme(theme: etree._Element) -> dict[str, str]:
    """The fonts of a theme by what runs call them (17.18.96): ``majorHAnsi``, ``minorBidi``."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        for fonts in theme.iter(f"{{*}}{kind}Font"):
            for slot, names in (("latin", ("HAnsi", "Ascii")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                for one in fonts.iterfind(f"{{*}}{slot}"):
                    found |= {f"{kind}{name}": one.get("typeface", "") for name in names}
    return found
