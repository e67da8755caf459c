"""Headings: sections and themes, and the recommendations under them."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from drafter.documents.interpreting.cells import Found
from drafter.documents.interpreting.columns import without_accents
from drafter.documents.table import Report
from drafter.model import NO_SECTION, NO_THEME, Placement, Recommendation, Section, Theme
from drafter.text import free_name

_ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_NUMBERED = re.compile(r"(?:(?:[IVXLC]+|[A-Z]|\d+)[.):]|\d+(?:\.\d+)+[.)]?)\s+(?P<title>\S.*)", re.DOTALL)
_CONTINUED = re.compile(r"\s*\((?:cont[’']?d?|continued|suite|continuación)\.?\)\s*$", re.IGNORECASE)
_ROLE = re.compile(r"(?P<word>[^\W\d_]+)\s*:\s*(?P<title>\S.*)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3


def without_continued(heading: str) -> str:
    """Return a heading without "(cont'd)" after it."""
    return _CONTINUED.sub("", heading)


def role_word(heading: str) -> tuple[str, str]:
    """Return the word before the colon of "Theme: Education", and the rest."""
    match = _ROLE.fullmatch(heading)
    return (match["word"].casefold(), match["title"]) if match else ("", heading)


def numbering(heading: str) -> str:
    """Return the kind of a heading's number: "1", "A" or "I"; empty for none."""
    if not _NUMBERED.fullmatch(heading):
        return ""
    return "1" if heading[0].isdigit() else "I" if _ROMAN.fullmatch(heading) else "A"


def _words(title: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_accents(title)) if word.isascii()]


class Headings:
    """Sections and themes, opened in the order of the document."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.themes: list[Theme] = []
        self.theme = ""  # the id of the open theme
        self.section = ""  # the id of the open section

    def open_section(self, title: str) -> bool:
        """Open a section, and tell whether that changed anything."""
        title = without_continued(title)
        section = next((known for known in self.sections if known.title == title), None)
        is_other = section is None or section.id != self.section
        if section is None:
            agenda_item = _AGENDA_ITEM.search(title)
            numbered = _NUMBERED.fullmatch(title)
            words = _words(numbered["title"] if numbered else title)
            wanted = f"item-{agenda_item[1]}" if agenda_item else "-".join(words[:2]) or "section"
            section = Section(free_name(wanted, {known.id for known in self.sections}), title)
            self.sections.append(section)
        self.section = section.id
        if is_other:
            self.theme = ""
        return is_other

    def open_theme(self, heading: str) -> bool:
        """Open a theme in the section, and tell whether that changed anything."""
        heading = without_continued(heading)
        numbered = _ROMAN.fullmatch(heading)
        number, title = (numbered["number"], numbered["title"]) if numbered else ("", heading)
        if not self.section:
            self.section = NO_SECTION
            if NO_SECTION not in {section.id for section in self.sections}:
                self.sections.insert(0, Section(NO_SECTION, ""))
        wanted = (self.section, number, title)
        known = {(theme.section, theme.number, theme.title): theme for theme in self.themes}
        theme = known.get(wanted)
        if theme is None:
            theme = Theme(self._id(number, title), *wanted)
            self.themes.append(theme)
        is_other = theme.id != self.theme
        self.theme = theme.id
        return is_other

    def _id(self, number: str, title: str) -> str:
        taken = {theme.id for theme in self.themes}
        if self.section != NO_SECTION:
            place = sum(theme.section == self.section for theme in self.themes) + 1
            return free_name(f"{self.section}-{number.lower() or place}", taken)
        words = _words(title)
        telling = [word for word in words if len(word) > _SHORT] or words
        return free_name("-".join(telling[:3]) or NO_THEME, taken)

    def used(self, themes: Collection[str]) -> tuple[tuple[Section, ...], tuple[Theme, ...]]:
        """Return the sections and themes with recommendations, in order.

        Args:
            themes: The ids of the themes with recommendations.
        """
        order = {section.id: place for place, section in enumerate(self.sections)}
        kept = [theme for theme in self.themes if theme.id in themes]
        kept.sort(key=lambda theme: order[theme.section])
        used = {theme.section for theme in kept}
        return tuple(section for section in self.sections if section.id in used), tuple(kept)


# Below this likeness two texts with the same citation are hardly the same recommendation. In Annex B
# different wordings of a recommendation have 0.9 and more; unrelated texts have 0.1 to 0.3.
_SAME_TEXT = 0.6


def gather(
    found: Sequence[Found], columns: Mapping[str, int], themes: Sequence[str], report: Report
) -> tuple[Recommendation, ...]:
    """Return the recommendations by theme, then by column.

    Args:
        found: The recommendations in the cells, in the order of reading.
        columns: Region key → column in a grid; empty for a list, whose rows keep their order.
        themes: The ids of the themes in order.
        report: The report, for differences between placements.
    """
    order = {theme: place for place, theme in enumerate(themes)}
    by_id: dict[str, list[Found]] = defaultdict(list)
    for occurrence in found:
        by_id[occurrence.item.id].append(occurrence)
    items = []
    for occurrences in by_id.values():
        _compare(occurrences, report)
        placements: dict[str, Placement] = {}
        for occurrence in occurrences:
            placements.setdefault(occurrence.item.themes[0], occurrence.item.placements[0])
        remark = next((occurrence.item.remark for occurrence in occurrences if occurrence.item.remark), "")
        place = "; ".join(
            dict.fromkeys(occurrence.item.place for occurrence in occurrences if occurrence.item.place)
        )
        facts = {
            name: value
            for occurrence in reversed(occurrences)
            for name, value in occurrence.item.facts.items()
        }
        also = tuple(dict.fromkeys(key for occurrence in occurrences for key in occurrence.item.also))
        in_order = tuple(sorted(placements.values(), key=lambda placement: order[placement.theme]))
        items.append(
            replace(
                occurrences[0].item, placements=in_order, remark=remark, place=place, facts=facts, also=also
            )
        )
    items.sort(key=lambda item: (order[item.themes[0]], columns.get(item.region, 0)))
    return tuple(items)


def _compare(occurrences: Sequence[Found], report: Report) -> None:
    first, *others = occurrences
    seen = {first.item.themes[0]: first.item.text}
    for occurrence in others:
        is_second = occurrence.item.themes[0] in seen
        facts = {"name": first.item.id, "place": first.piece.where}
        if seen.setdefault(occurrence.item.themes[0], occurrence.item.text) != occurrence.item.text:
            report.add("two-texts", occurrence.piece, first.item.id, **facts)
        elif occurrence.item.text == first.item.text:
            if is_second:
                report.add("placed-twice", occurrence.piece, first.item.id, **facts)
        else:
            old, new = first.item.text.split(), occurrence.item.text.split()
            matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
            code = "wording-differs" if matcher.ratio() >= _SAME_TEXT else "two-texts"
            differences = ", ".join(_differences(old, new, matcher))
            report.add(code, occurrence.piece, first.item.id, **facts, differences=differences)


def _differences(
    old: Sequence[str], new: Sequence[str], matcher: difflib.SequenceMatcher[str]
) -> Iterator[str]:
    """Yield the differences of two texts in words: “CCPCJ” for “Commission”."""
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "delete":
            yield f"without “{before}”"
        elif tag != "equal":
            yield f"“{after}” for “{before}”" if before else f"with “{after}”"
