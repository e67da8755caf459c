"""Sections and themes in the order of a document, and what is placed under them."""

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
_SAID = re.compile(r"(?P<word>[^\W\d_]+)\s*:\s*(?P<title>\S.*)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3


def without_continued(heading: str) -> str:
    """Return a heading without "(cont'd)" after it."""
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


# Below this likeness, in words, two texts with the same citation are hardly one recommendation. The
# five of Annex B that differ between placements have 0.9 and more; unrelated texts have 0.1 to 0.3.
_SAME_TEXT = 0.6


def gather(
    found: Sequence[Found], columns: Mapping[str, int], themes: Sequence[str], report: Report
) -> tuple[Recommendation, ...]:
    """Return the recommendations by theme, then by column.

    Args:
        found: As each stands in a cell, in the order of reading.
        columns: The keys of a grid's regions with their place; empty for a list, whose rows keep their order.
        themes: The ids of the themes in order.
        report: Where to say what differs between placements.
    """
    order = {theme: place for place, theme in enumerate(themes)}
    same_id: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        same_id[one.item.id].append(one)
    items = []
    for same in same_id.values():
        _compare(same, report)
        placements: dict[str, Placement] = {}
        for one in same:
            placements.setdefault(one.item.themes[0], one.item.placements[0])
        remark = next((one.item.remark for one in same if one.item.remark), "")
        place = "; ".join(dict.fromkeys(one.item.place for one in same if one.item.place))
        facts = {name: value for one in reversed(same) for name, value in one.item.facts.items()}
        also = tuple(dict.fromkeys(key for one in same for key in one.item.also))
        in_order = tuple(sorted(placements.values(), key=lambda one: order[one.theme]))
        items.append(
            replace(same[0].item, placements=in_order, remark=remark, place=place, facts=facts, also=also)
        )
    items.sort(key=lambda item: (order[item.themes[0]], columns.get(item.region, 0)))
    return tuple(items)


def _compare(same: Sequence[Found], report: Report) -> None:
    first, *others = same
    seen = {first.item.themes[0]: first.item.text}
    for one in others:
        is_second = one.item.themes[0] in seen
        facts = {"name": first.item.id, "place": first.piece.where}
        if seen.setdefault(one.item.themes[0], one.item.text) != one.item.text:
            report.add("two-texts", one.piece, first.item.id, **facts)
        elif one.item.text == first.item.text:
            if is_second:
                report.add("placed-twice", one.piece, first.item.id, **facts)
        else:
            old, new = first.item.text.split(), one.item.text.split()
            matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
            code = "wording-differs" if matcher.ratio() >= _SAME_TEXT else "two-texts"
            differences = ", ".join(_differences(old, new, matcher))
            report.add(code, one.piece, first.item.id, **facts, differences=differences)


def _differences(
    old: Sequence[str], new: Sequence[str], matcher: difflib.SequenceMatcher[str]
) -> Iterator[str]:
    """Return what differs, in words: “CCPCJ” for “Commission on Crime Prevention and Criminal Justice”."""
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "delete":
            yield f"without “{before}”"
        elif tag != "equal":
            yield f"“{after}” for “{before}”" if before else f"with “{after}”"
