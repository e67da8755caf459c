"""Sections and themes, as the headings of a matrix name them, and their ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from drafter.documents.outline import NUMBERED
from drafter.model import NO_SECTION, NO_THEME, Section, Theme
from drafter.text.words import free_name

ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3
_LONGEST_TITLE = 120
_LABELLED = re.compile(r"\s*\([a-z]{1,2}\)\s")


def looks_like_title(text: str) -> bool:
    """Whether a text is short, begins as a title does, and has no mark at its end."""
    bare = text.strip()
    is_short = 0 < len(bare) <= _LONGEST_TITLE and not bare.endswith((".", ";", ",", ":"))
    return is_short and not bare[0].islower() and not _LABELLED.match(text)


class Headings:
    """Sections and themes in the order in which they are opened."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.themes: list[Theme] = []

    @property
    def theme(self) -> str:
        """The id of the theme that is open; empty where none is."""
        return self.themes[-1].id if self.themes else ""

    @property
    def section_title(self) -> str:
        """The title of the section that is open."""
        return self.sections[-1].title if self.sections else ""

    @property
    def is_in_no_section(self) -> bool:
        """Whether there are themes, and no section."""
        return bool(self.themes) and not self.section_title

    @property
    def is_without_theme(self) -> bool:
        """Whether a section is open, and no theme in it."""
        return bool(self.sections) and self.sections[-1].id not in [
            theme.section for theme in self.themes[-1:]
        ]

    def open_section(self, title: str) -> None:
        """Open a section, unless it is open."""
        if self.sections and self.sections[-1].title == title:
            return
        item = _AGENDA_ITEM.search(title)
        numbered = NUMBERED.fullmatch(title)
        wanted = f"item-{item[1]}" if item else _in_words(numbered["title"] if numbered else title)
        self.sections.append(Section(free_name(wanted, {section.id for section in self.sections}), title))

    def open_theme(self, number: str, title: str) -> bool:
        """Open a theme in the section that is open; whether it was not open already."""
        if not self.sections:
            self.sections.append(Section(NO_SECTION, ""))
        section = self.sections[-1].id
        last = self.themes[-1] if self.themes else None
        if last and (last.section, last.number, last.title) == (section, number, title):
            return False
        place = number.lower() or str(sum(theme.section == section for theme in self.themes) + 1)
        wanted = f"{section}-{place}" if section != NO_SECTION else _in_more_words(title)
        theme_id = free_name(wanted, {theme.id for theme in self.themes})
        self.themes.append(Theme(theme_id, section, number, title))
        return True

    def no_theme(self) -> str:
        """The id of the theme of what stands under none, which has no title."""
        if not any(theme.id == NO_THEME for theme in self.themes):
            if not any(section.id == NO_SECTION for section in self.sections):
                self.sections.insert(0, Section(NO_SECTION, ""))
            self.themes.insert(0, Theme(NO_THEME, NO_SECTION, "", ""))
        return NO_THEME

    def find(self, section: str, theme: str) -> str:
        """The id of a theme of a section, both by title, opened where they were not there; for a list."""
        named = next((one for one in self.sections if one.title == section), None)
        if named is None:
            named = Section(NO_SECTION, "")
            if section:
                named = Section(free_name(_in_words(section), {one.id for one in self.sections}), section)
            self.sections.insert(0 if not section else len(self.sections), named)
        numbered = ROMAN.fullmatch(theme)
        number, title = (numbered["number"], numbered["title"]) if numbered else ("", theme)
        same = (
            one.id for one in self.themes if (one.section, one.number, one.title) == (named.id, number, title)
        )
        found = next(same, "")
        if not found:
            wanted = _in_more_words(title) if title else NO_THEME
            found = free_name(wanted, {one.id for one in self.themes})
            self.themes.append(Theme(found, named.id, number, title))
        return found

    def in_order(self) -> None:
        """Put the themes below their sections, in the order of both."""
        place = {section.id: place for place, section in enumerate(self.sections)}
        self.themes.sort(key=lambda theme: place[theme.section])


def _in_words(title: str) -> str:
    """An id: the first two plain words of a title."""
    plain = [word.lower() for word in _WORD.findall(title) if word.isascii()]
    return "-".join(plain[:2]) or "untitled"


def _in_more_words(title: str) -> str:
    """An id that tells one of many themes: the first three words of a title that are not short."""
    plain = [word.lower() for word in _WORD.findall(without_accents(title)) if word.isascii()]
    telling = [word for word in plain if len(word) > _SHORT]
    return "-".join((telling or plain)[:3]) or "theme"


def key_of(name: str, taken: Container[str], *, is_whole: bool = False) -> str:
    """A region's key: the initials of its capitalized words, or the first two letters of a single one.

    Args:
        name: The region's name.
        taken: The keys of other regions.
        is_whole: Take all letters of the name, as for a list of many States.
    """
    plain = without_accents(name)
    if is_whole:
        longest = 16
        whole = "".join(_WORD.findall(plain.partition("(")[0] or plain)).lower()
        return _free_key(whole[:longest], taken)
    capitals = [word for word in _WORD.findall(plain) if word[0].isupper() and word.isascii()]
    key = "".join(word[0] for word in capitals) if len(capitals) > 1 else "".join(capitals)[:2]
    return _free_key(key.lower()[:16], taken)


def _free_key(wanted: str, taken: Container[str]) -> str:
    plain = "".join(sign for sign in wanted if sign.isascii())
    return free_name(plain[:14] if plain in taken else plain or "region", taken, separator="")


def without_accents(text: str) -> str:
    """A text with plain letters for those with accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
