"""Citations as people write them: found in any words, and resolved to the recommendations they mean.

A citation resolves only when exactly one recommendation remains; nothing is guessed (promise 4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from drafter.citations.paragraphs import MOST_GROUPS, CitedParagraphs, find_paragraphs, print_paragraph
from drafter.model import Citation, Matrix, Region
from drafter.problems import did_you_mean

_OF = re.compile(r"\s*,?\s*(?:of|in|from)\b[^.;]{0,80}", re.IGNORECASE)
_REPORT_TAIL = re.compile(r"\s*(?:regional\s+)?(?:preparatory\s+)?(?:meeting\s+)?reports?\b", re.IGNORECASE)
_SEE = re.compile(r"(?:\bsee(?:\s+also)?\b|\bcf\.?)\s*,?\s*(?:the\s+)?$", re.IGNORECASE)
_LONGEST_SEE = 40
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation found in some words.

    Attributes:
        start: Where it begins, with the report's name and a "see" before it.
        end: Where it ends.
        words: The paragraph as it is written: "para. 19(h)".
        regions: Keys of the regions that it may mean; empty where it names no report.
        named: What it names as the report, where no region of the matrix is called so.
        paragraph: The paragraph's number.
        letter: Its letter; empty where none is written.
        at: Where its paragraphs stand, without the report's name: "paras. 19 (h) and 80 (e)".
        further: What stands behind the paragraph and makes another one of it: "bis"; empty for most.
        sources: Ids of the recommendations that it may mean.
        contradicts: Whether it names reports of different regions for one paragraph.
    """

    start: int
    end: int
    words: str
    regions: tuple[str, ...]
    named: str
    paragraph: int
    letter: str
    at: tuple[int, int] = (0, 0)
    further: str = ""
    sources: tuple[str, ...] = ()
    contradicts: bool = False

    @property
    def source(self) -> str:
        """The id of the one recommendation that it means; empty where it means none or several."""
        return self.sources[0] if len(self.sources) == 1 and not self.contradicts else ""


class Resolver:
    """Finds citations of one matrix.

    Args:
        matrix: The matrix.

    Attributes:
        matrix: The matrix.
        reports: What its reports are called.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.reports = ReportNames(matrix.regions)
        ids = "|".join(re.escape(region.key) for region in matrix.regions) or "(?!)"
        self._id = re.compile(rf"(?<![\w-])(?P<region>{ids})-(?P<number>[1-9]\d*)(?P<letter>[a-z]?)(?![\w-])")
        self._by_paragraph: dict[tuple[str, int], list[str]] = {}
        for item in matrix.recommendations:
            key = (item.region, item.citation.paragraph)
            self._by_paragraph.setdefault(key, []).append(item.id)

    def find(self, text: str) -> list[Cited]:
        """Every citation in a text, in order, with the recommendations that it may mean."""
        mentions = self.reports.mentions(text)
        groups = list(find_paragraphs(text))
        cited: list[Cited] = []
        starts = [mention.start for mention in mentions]
        after = [self._mention_after(text, groups, place, mentions, starts) for place in range(len(groups))]
        taken = {mention.start for several in after for mention in several}
        end_before = 0
        inherited: tuple[tuple[str, ...], str] = ((), "")
        contradicts = False
        for group, behind in zip(groups, after, strict=True):
            before = [
                mention
                for mention in mentions[bisect_left(starts, end_before) : bisect_left(starts, group.start)]
                if mention.end <= group.start and mention.start not in taken
            ]
            own = behind or before
            if own:
                inherited = (self._common(own), "")
                contradicts = not frozenset.intersection(*(mention.regions for mention in own))
            else:
                named = unknown_report(text[max(end_before, group.start - _LONGEST_NAME) : group.start])
                if named:
                    inherited, contradicts = ((), named), False
            start = min([group.start, *(mention.start for mention in before)])
            end = max([group.end, *(mention.end for mention in behind)])
            tail = _REPORT_TAIL.match(text, end)
            end = tail.end() if tail else end
            before_it = max(0, start - _LONGEST_SEE)
            see = _SEE.search(text[before_it:start])
            start = before_it + see.start() if see else start
            at = (group.start, group.end)
            for words, number, letter, further in group.paragraphs:
                cited.append(
                    Cited(start, end, words, *inherited, number, letter, at, further, contradicts=contradicts)
                )
            end_before = end
        cited += [
            Cited(m.start(), m.end(), m[0], (m["region"],), "", int(m["number"]), m["letter"], m.span())
            for m in islice(self._id.finditer(text), MOST_GROUPS)
        ]
        return [replace(one, sources=self._sources(one)) for one in cited]

    def _mention_after(
        self,
        text: str,
        groups: Sequence[CitedParagraphs],
        place: int,
        mentions: Sequence[Mention],
        starts: Sequence[int],
    ) -> list[Mention]:
        """The reports named right behind a citation: "para. 19(h) of the LAC report"."""
        end = groups[place].end
        following = groups[place + 1].start if place + 1 < len(groups) else len(text)
        reach = _OF.match(text, end, following)
        if reach is None:
            return []
        found: list[Mention] = []
        for mention in mentions[bisect_left(starts, end) : bisect_left(starts, reach.end())]:
            if mention.end <= reach.end():
                # What stands after "report" belongs to the next citation.
                if (
                    re.search(r"\breports?\b", text[found[-1].end if found else end : mention.start])
                    and found
                ):
                    break
                found.append(mention)
        return found

    def _common(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The regions that all mentions can mean; where they contradict one another, any of them."""
        common = frozenset.intersection(*(mention.regions for mention in mentions))
        every = frozenset().union(*(mention.regions for mention in mentions))
        return self.matrix.in_region_order(common or every)

    def _sources(self, cited: Cited) -> tuple[str, ...]:
        if cited.named or cited.further:
            return ()
        regions = cited.regions or tuple(region.key for region in self.matrix.regions)
        found: list[str] = []
        for region in regions:
            exact = Citation(region, cited.paragraph, cited.letter).id
            if exact in self.matrix.by_id:
                found.append(exact)
            elif not cited.letter:
                found += self._by_paragraph.get((region, cited.paragraph), [])
        return tuple(found)

    def suggestion(self, cited: Cited) -> str:
        """What may have been meant by a citation that resolves to nothing; empty where nothing is near."""
        if cited.named:
            return did_you_mean(cited.named, [region.name for region in self.matrix.regions])
        near = self.near(cited)
        if not near:
            return ""
        return "Did you mean " + " or ".join(self.in_words(one) for one in near) + "?"

    def near(self, cited: Cited) -> Sequence[str]:
        """Ids of the recommendations that may have been meant by a citation that resolves to none."""
        if cited.named:
            return ()
        regions = cited.regions or tuple(region.key for region in self.matrix.regions)
        same = [one for region in regions for one in self._by_paragraph.get((region, cited.paragraph), ())]
        if not same:
            wanted = Citation("x", cited.paragraph, cited.letter)
            same = sorted(
                (
                    item.id
                    for item in self.matrix.recommendations
                    if item.region in regions and _is_slip(item.citation, wanted)
                ),
                key=lambda one: (abs(self.matrix.by_id[one].citation.paragraph - cited.paragraph), one),
            )
        return sorted(
            same, key=lambda one: abs(ord(self.matrix.by_id[one].citation.letter or "a") - _ordinal(cited))
        )[:2]

    def missing(self, cited: Cited) -> str:
        """What a citation that resolves to nothing names in vain, in a reviewer’s words."""
        if cited.named:
            return f"there is no report of “{cited.named}” among the sources"
        names = " or ".join(self.matrix.region_by_key[key].name for key in cited.regions)
        return f"there is no {cited.words} in " + (
            f"the report of {names}" if names else "any of the reports"
        )

    def in_words(self, source: str) -> str:
        """A recommendation by its report: "Africa, para. 60 (b)"."""
        item = self.matrix.by_id[source]
        return f"{self.matrix.region_by_key[item.region].name}, {print_paragraph(item.citation)}"


def _ordinal(cited: Cited) -> int:
    return ord(cited.letter[:1] or "a")


def _is_slip(one: Citation, wanted: Citation) -> bool:
    """Whether two citations differ as by a slip of the finger: a digit more, less, other, or swapped."""
    a, b = str(one.paragraph), str(wanted.paragraph)
    if wanted.letter and one.letter != wanted.letter:
        return False
    if len(a) == len(b):
        differing = [place for place in range(len(a)) if a[place] != b[place]]
        return len(differing) == 1 or (
            len(differing) == 2 and sorted(a) == sorted(b)  # noqa: PLR2004  # two digits swapped
        )
    longer, shorter = sorted((a, b), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


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
