"""Sections and themes in the order of a document, and their ids."""

from __future__ import annotations

import re
from collections.abc import Collection

from drafter.documents.interpreting.names import without_accents
from drafter.model import NO_SECTION, NO_THEME, Section, Theme
from drafter.text import free_name

_ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_NUMBERED = re.compile(r"(?:(?:[IVXLC]+|[A-Z]|\d+)[.):]|\d+(?:\.\d+)+[.)]?)\s+(?P<title>\S.*)", re.DOTALL)
_CONTINUED = re.compile(r"\s*\((?:cont[’']?d?|continued|suite|continuación)\.?\)\s*$", re.IGNORECASE)
_SAID = re.compile(r"(?P<word>[^\W\d_]+)\s*:\s*(?P<title>\S.*)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3


def without_continued(heading: str) -> str:
    """Return a heading without "(cont'd)" behind it."""
    return _CONTINUED.sub("", heading)


def said_role(heading: str) -> tuple[str, str]:
    """Return the word before the colon of "Theme: Education", in small letters, and the rest."""
    found = _SAID.fullmatch(heading)
    return (found["word"].casefold(), found["title"]) if found else ("", heading)


def numbering(heading: str) -> str:
    """Return how a heading is numbered: by "1", "A" or "I"; empty where it is not."""
    if not _NUMBERED.fullmatch(heading):
        return ""
    return "1" if heading[0].isdigit() else "I" if _ROMAN.fullmatch(heading) else "A"


def _words(title: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_accents(title)) if word.isascii()]


class Headings:
    """Sections and themes, opened one after the other."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.themes: list[Theme] = []
        self.theme = ""  # the id of the one that is open
        self.section = ""  # likewise

    def open_section(self, title: str) -> bool:
        """Open a section; return whether it was not open."""
        title = without_continued(title)
        found = next((one for one in self.sections if one.title == title), None)
        is_other = found is None or found.id != self.section
        if found is None:
            item = _AGENDA_ITEM.search(title)
            numbered = _NUMBERED.fullmatch(title)
            words = _words(numbered["title"] if numbered else title)
            wanted = f"item-{item[1]}" if item else "-".join(words[:2]) or "section"
            found = Section(free_name(wanted, {one.id for one in self.sections}), title)
            self.sections.append(found)
        self.section = found.id
        if is_other:
            self.theme = ""
        return is_other

    def open_theme(self, heading: str) -> bool:
        """Open a theme in the section that is open; return whether it was not open."""
        heading = without_continued(heading)
        numbered = _ROMAN.fullmatch(heading)
        number, title = (numbered["number"], numbered["title"]) if numbered else ("", heading)
        if not self.section:
            self.section = NO_SECTION
            if NO_SECTION not in {one.id for one in self.sections}:
                self.sections.insert(0, Section(NO_SECTION, ""))
        wanted = (self.section, number, title)
        found = next((one for one in self.themes if (one.section, one.number, one.title) == wanted), None)
        if found is None:
            found = Theme(self._id(number, title), *wanted)
            self.themes.append(found)
        is_other = found.id != self.theme
        self.theme = found.id
        return is_other

    def _id(self, number: str, title: str) -> str:
        taken = {one.id for one in self.themes}
        if self.section != NO_SECTION:
            place = sum(theme.section == self.section for theme in self.themes) + 1
            return free_name(f"{self.section}-{number.lower() or place}", taken)
        words = _words(title)
        telling = [word for word in words if len(word) > _SHORT] or words
        return free_name("-".join(telling[:3]) or NO_THEME, taken)

    def used(self, themes: Collection[str]) -> tuple[tuple[Section, ...], tuple[Theme, ...]]:
        """Return the sections and themes in order.

        Args:
            themes: The ids of themes that have recommendations.
        """
        order = {section.id: place for place, section in enumerate(self.sections)}
        kept = sorted((one for one in self.themes if one.id in themes), key=lambda one: order[one.section])
        under = {theme.section for theme in kept}
        return tuple(one for one in self.sections if one.id in under), tuple(kept)
