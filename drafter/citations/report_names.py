"""Reports as people name them: by region, meeting, place or symbol; and reports that no region has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.model import Region

_REPORT_OF = re.compile(
    r"(?:report\s+of\s+(?:the\s+)?|meeting\s+(?:for|of)\s+(?:the\s+)?)(?P<named>[^,;()]*)", re.IGNORECASE
)
_SYMBOL = re.compile(r"\b[A-Z]{1,5}/[\w.]+(?:/[\w.]+)*\b")
_CAPITALS = re.compile(r"\b(?P<named>[A-Z][\w-]+(?:\s+(?:and|the|of|[A-Z][\w-]+))*)\s+reports?\b")
_SHORTEST_KEY = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A report or a region that some words name.

    Attributes:
        start: Where.
        end: Where it ends.
        regions: Keys of the regions that can be meant.
        is_name: Whether it is the region's name, not its meeting's place or its report's symbol.
    """

    start: int
    end: int
    regions: frozenset[str]
    is_name: bool


class ReportNames:
    """Finds the reports of some regions in texts.

    Args:
        regions: The regions.
    """

    def __init__(self, regions: Sequence[Region]) -> None:
        names, signs = _aliases(regions)
        self._names = names
        self._aliases = {**signs, **names}
        words = sorted(self._aliases, key=len, reverse=True)
        keys = [
            f"{re.escape(region.key.upper())}(?![\\w-])"
            for region in regions
            if len(region.key) >= _SHORTEST_KEY
        ]
        self._mention = re.compile(
            r"(?<![\w/-])(?:(?P<key>"
            + ("|".join(keys) or "(?!)")
            + r")|(?P<words>(?i:"
            + ("|".join(rf"{re.escape(word)}(?:(?:n|an)\b|\b)" for word in words) or "(?!)")
            + r")))(?![\w])"
        )

    def mentions(self, text: str) -> list[Mention]:
        """Every region or report that a text names."""
        found = []
        for match in self._mention.finditer(text):
            if match["key"]:
                found.append(
                    Mention(match.start(), match.end(), frozenset({match["key"].lower()}), is_name=True)
                )
                continue
            words = match["words"].casefold()
            alias = next((w for w in (words, words[:-1], words[:-2]) if w in self._aliases), "")
            regions = self._aliases.get(alias, frozenset())
            found.append(Mention(match.start(), match.end(), regions, is_name=alias in self._names))
        return found

    def regions_named(self, text: str) -> frozenset[str]:
        """Keys of the regions that a text names without doubt, by their names."""
        named = (mention.regions for mention in self.mentions(text) if mention.is_name)
        return frozenset(key for regions in named if len(regions) == 1 for key in regions)


def unknown_report(text: str) -> str:
    """What a text names as a report that no region of the matrix is called."""
    report = _REPORT_OF.search(text) or _CAPITALS.search(text)
    if report and report["named"].strip():
        named = report["named"].strip()
        meeting = re.search(
            r"\b(?:meeting|congress|conference)\s+(?:for|of)\s+(?:the\s+)?(.+)", named, re.IGNORECASE
        )
        return meeting[1] if meeting else named
    symbol = _SYMBOL.search(text)
    return symbol[0] if symbol else ""


def _aliases(regions: Iterable[Region]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What reports are called: by the name of the region, and by meeting, place and symbol."""
    every = list(regions)
    names: dict[str, set[str]] = {}
    signs: dict[str, set[str]] = {}
    for region in every:
        names.setdefault(region.name.casefold(), set()).add(region.key)
        for sign in (region.meeting, region.place, region.symbol):
            if sign:
                signs.setdefault(sign.casefold(), set()).add(region.key)
    for region in every:
        short = re.split(r"\s+and\s+", region.name)[0].casefold()
        if short not in names:
            wanted = re.compile(rf"\b{re.escape(short)}\b")
            names[short] = {other.key for other in every if wanted.search(other.name.casefold())}
    return (
        {words: frozenset(keys) for words, keys in names.items()},
        {words: frozenset(keys) for words, keys in signs.items() if words not in names},
    )
