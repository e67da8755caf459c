"""Sections and themes, as the headings of a matrix name them, and their ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container

from drafter.documents.outline import NUMBERED
from drafter.model import NO_SECTION, NO_THEME, Section, Theme
from drafter.text.words import FreeNames, free_name, without_accents

ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3
_LONGEST_TITLE = 120
_LABELLED = re.compile(r"\s*(?:\([a-z]{1,2}|[a-z])\)\s")


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
        # Long documents have thousands of themes: none is looked for among all of them.
        self._ids, self._section_ids = FreeNames(), FreeNames()
        self._under: Counter[str] = Counter()  # themes by the id of their section
        self._found: dict[tuple[str, str, str], str] = {}
        self._titled: dict[str, Section] = {}

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
        self._add_section(wanted, title)

    def _add_section(self, wanted: str, title: str, place: int | None = None) -> Section:
        section = Section(self._section_ids.take(wanted), title)
        self.sections.insert(len(self.sections) if place is None else place, section)
        self._titled.setdefault(title, section)
        return section

    def open_theme(self, number: str, title: str) -> bool:
        """Open a theme in the section that is open; whether it was not open already."""
        if not self.sections:
            self._add_section(NO_SECTION, "")
        section = self.sections[-1].id
        last = self.themes[-1] if self.themes else None
        if last and (last.section, last.number, last.title) == (section, number, title):
            return False
        place = number.lower() or str(self._under[section] + 1)
        wanted = f"{section}-{place}" if section != NO_SECTION else _in_more_words(title)
        self._add(wanted, section, number, title)
        return True

    def _add(self, wanted: str, section: str, number: str, title: str, place: int | None = None) -> str:
        theme = Theme(self._ids.take(wanted), section, number, title)
        self.themes.insert(len(self.themes) if place is None else place, theme)
        self._under[section] += 1
        self._found.setdefault((section, number, title), theme.id)
        return theme.id

    def no_theme(self) -> str:
        """The id of the theme of what stands under none, which has no title."""
        if not any(theme.id == NO_THEME for theme in self.themes):
            if not any(section.id == NO_SECTION for section in self.sections):
                self._add_section(NO_SECTION, "", 0)
            self._add(NO_THEME, NO_SECTION, "", "", 0)
        return NO_THEME

    def find(self, section: str, theme: str) -> str:
        """The id of a theme of a section, both by title, opened where they were not there; for a list."""
        named = self._titled.get(section)
        if named is None:
            wanted, place = (_in_words(section), None) if section else (NO_SECTION, 0)
            named = self._add_section(wanted, section, place)
        numbered = ROMAN.fullmatch(theme)
        number, title = (numbered["number"], numbered["title"]) if numbered else ("", theme)
        found = self._found.get((named.id, number, title), "")
        return found or self._add(_in_more_words(title) if title else NO_THEME, named.id, number, title)

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
