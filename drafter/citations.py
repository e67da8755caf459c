"""Citations as people write them: found in any words, and resolved to the recommendations they mean.

People cite one, several together, ranges, with and without letters. A citation resolves only when exactly one
recommendation remains; nothing is guessed (promise 4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from drafter.model import Citation, Matrix, Region
from drafter.problems import did_you_mean

# Numbers of paragraphs

# Reports number their paragraphs in these digits and letters only: \d takes those of every script, and where
# case is ignored [a-z] takes two letters more.
_HEAD = re.compile(r"(?:\bparas?\b\.?|\bparagraphs?\b|\bpara[,.]|¶+|§+)\s*(?=[0-9])", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>[1-9][0-9]{0,3})(?!\d)"
    r"(?:\s*\((?P<bracketed>[a-zA-Z]{1,2})\)|(?P<letter>[a-zA-Z])(?!\w)"
    r"|\s(?P<apart>[a-zA-Z])(?=\s*(?:[.,;)\]]|$)))?"
)
# What makes another paragraph of the one before it: "62 (d) bis", "62 (d) (ii)", "62 (d).1", "62 (d)3".
_FURTHER = re.compile(
    r"\s*(?:(?:bis|ter|quater|quinquies|sexies|septies|octies)\b|\((?:[ivxlcIVXLC]{1,6}|\d{1,3}|[^\W\d_])\)"
    r"|\.\d+|[\-–—/]\s?\d+)|(?!of\b|in\b|from\b|and\b|or\b)\w+"
)
_BETWEEN = re.compile(r"\s*(?P<sign>,?\s*(?:and|or|&)\s+|[,;]\s*|[-–—]\s*|\s+to\s+)", re.IGNORECASE)
# A range of paragraphs without letters: "19-21".
_BETWEEN_NUMBERS = re.compile(r"\s*[-–—]\s*[1-9]")
_LETTER = re.compile(r"\((?P<letter>[a-zA-Z]{1,2})\)")
_MOST_IN_RANGE = 40
# No footnote cites so often. What lies beyond is not taken for a citation, so that the text is looked at.
_MOST_GROUPS = 200


def _find_groups(text: str) -> Iterator[list[Cited]]:
    """The paragraphs that a text cites by number, those cited together as one."""
    end = count = 0
    for head in _HEAD.finditer(text):
        if head.start() < end:
            continue
        found: list[Cited] = []
        place, sign = head.end(), ""
        while count < _MOST_GROUPS:
            match = _NUMBER.match(text, place)
            if match:
                letter = match["bracketed"] or match["letter"] or match["apart"] or ""
                number = int(match["number"])
            elif found and (match := _LETTER.match(text, place)):
                letter, number = match["letter"], found[-1].paragraph
            else:
                break
            further = _FURTHER.match(text, match.end())
            if further and _BETWEEN_NUMBERS.match(text, match.end()):
                further = None
            if found and sign in ("-", "–", "—"):
                found += _within(found[-1], number, letter.lower())
            found.append(_paragraph(number, letter.lower(), further[0] if further else ""))
            end = further.end() if further else match.end()
            count += 1
            between = _BETWEEN.match(text, end)
            if between is None:
                break
            place, sign = between.end(), between["sign"].strip()
        if found:
            yield [replace(one, at=(head.start(), end)) for one in found]


def _within(first: Cited, number: int, letter: str) -> list[Cited]:
    """What lies between the two ends of a range."""
    if len(letter) == len(first.letter) == 1 and number == first.paragraph:
        return [_paragraph(number, chr(one)) for one in range(ord(first.letter) + 1, ord(letter))]
    if not letter and not first.letter and 0 < number - first.paragraph <= _MOST_IN_RANGE:
        return [_paragraph(one, "") for one in range(first.paragraph + 1, number)]
    return []


def _paragraph(number: int, letter: str, further: str = "") -> Cited:
    return Cited(Citation("", number, letter).printed + further, number, letter, further.strip())


# Reports

_OF = re.compile(r"\s*,?\s*(?:of|in|from)\b[^.;]{0,80}", re.IGNORECASE)
_REPORT = re.compile(r"\breports?\b")
_REPORT_TAIL = re.compile(r"\s*(?:regional\s+)?(?:preparatory\s+)?(?:meeting\s+)?reports?\b", re.IGNORECASE)
_SEE = re.compile(r"(?:\bsee(?:\s+also)?\b|\bcf\.?)\s*,?\s*(?:the\s+)?$", re.IGNORECASE)
_LONGEST_SEE = 40
_LONGEST_NAME = 400
_REPORT_OF = re.compile(
    r"(?:report\s+of\s+(?:the\s+)?|meeting\s+(?:for|of)\s+(?:the\s+)?)(?P<named>[^,;()]*)", re.IGNORECASE
)
_MEETING_OF = re.compile(r"\b(?:meeting|congress|conference)\s+(?:for|of)\s+(?:the\s+)?(.+)", re.IGNORECASE)
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


def _unknown_report(text: str) -> str:
    """What a text names as a report that no region of the matrix is called."""
    report = _REPORT_OF.search(text) or _CAPITALS.search(text)
    if report and (named := report["named"].strip()):
        meeting = _MEETING_OF.search(named)
        return meeting[1] if meeting else named
    symbol = _SYMBOL.search(text)
    return symbol[0] if symbol else ""


def _aliases(regions: Sequence[Region]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What reports are called: by the name of the region, and by meeting, place and symbol."""
    names: dict[str, set[str]] = defaultdict(set)
    signs: dict[str, set[str]] = defaultdict(set)
    for region in regions:
        names[region.name.casefold()].add(region.key)
        for sign in filter(None, (region.meeting, region.place, region.symbol)):
            signs[sign.casefold()].add(region.key)
    for region in regions:
        short = re.split(r"\s+and\s+", region.name)[0].casefold()
        if short not in names:
            wanted = re.compile(rf"\b{re.escape(short)}\b")
            names[short] = {other.key for other in regions if wanted.search(other.name.casefold())}
    return names, signs


# Citations


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation found in some words.

    Attributes:
        words: The paragraph as it is written: "para. 19(h)".
        paragraph: The paragraph's number.
        letter: Its letter; empty where none is written.
        further: What stands behind the paragraph and makes another one of it: "bis"; empty for most.
        start: Where it begins, with the report's name and a "see" before it.
        end: Where it ends.
        at: Where its paragraphs stand, without the report's name: "paras. 19 (h) and 80 (e)".
        regions: Keys of the regions that it may mean; empty where it names no report.
        named: What it names as the report, where no region of the matrix is called so.
        contradicts: Whether it names reports of different regions for one paragraph.
        sources: Ids of the recommendations that it may mean.
    """

    words: str
    paragraph: int
    letter: str
    further: str = ""
    start: int = 0
    end: int = 0
    at: tuple[int, int] = (0, 0)
    regions: tuple[str, ...] = ()
    named: str = ""
    contradicts: bool = False
    sources: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The id of the one recommendation that it means; empty where it means none or several."""
        return self.sources[0] if len(self.sources) == 1 and not self.contradicts else ""


class Resolver:
    """Finds citations of one matrix, and the regions and reports that words name.

    Args:
        matrix: The matrix.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        keys = [re.escape(region.key) for region in matrix.regions]
        ids = "|".join(keys) or "(?!)"
        self._id = re.compile(rf"(?<![\w-])(?P<region>{ids})-(?P<number>[1-9]\d*)(?P<letter>[a-z]?)(?![\w-])")
        self._by_paragraph: dict[tuple[str, int], list[str]] = defaultdict(list)
        for item in matrix.recommendations:
            self._by_paragraph[item.region, item.citation.paragraph].append(item.id)
        self._names, signs = _aliases(matrix.regions)
        self._aliases = {**signs, **self._names}
        keys = [rf"{key.upper()}(?![\w-])" for key in keys if len(key) >= _SHORTEST_KEY]
        longest_first = sorted(self._aliases, key=len, reverse=True)
        words = [rf"{re.escape(word)}(?:(?:n|an)\b|\b)" for word in longest_first]
        self._mention = re.compile(
            rf"(?<![\w/-])(?:(?P<key>{'|'.join(keys) or '(?!)'})"
            rf"|(?P<words>(?i:{'|'.join(words) or '(?!)'})))(?![\w])"
        )

    def mentions(self, text: str) -> list[Mention]:
        """Every region or report that a text names."""
        found = []
        for match in self._mention.finditer(text):
            if match["key"]:
                found.append(Mention(*match.span(), frozenset({match["key"].lower()}), is_name=True))
                continue
            words = match["words"].casefold()
            alias = next((w for w in (words, words[:-1], words[:-2]) if w in self._aliases), "")
            regions = frozenset(self._aliases.get(alias, ()))
            found.append(Mention(*match.span(), regions, is_name=alias in self._names))
        return found

    def regions_named(self, text: str) -> frozenset[str]:
        """Keys of the regions that a text names without doubt, by their names."""
        named = (mention.regions for mention in self.mentions(text) if mention.is_name)
        return frozenset(key for regions in named if len(regions) == 1 for key in regions)

    def find(self, text: str) -> list[Cited]:
        """Every citation in a text, in order, with the recommendations that it may mean."""
        mentions = self.mentions(text)
        starts = [mention.start for mention in mentions]

        def between(start: int, end: int) -> list[Mention]:
            those = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            return [mention for mention in those if mention.end <= end]

        groups = list(_find_groups(text))
        cited: list[Cited] = []
        done = 0
        report: dict[str, object] = {}  # a citation that names none is of the one named before
        ends = [*(group[0].at[0] for group in groups), len(text)][1:]
        for group, following in zip(groups, ends, strict=True):
            begin, end = group[0].at
            before, behind = between(done, begin), _behind(text, end, following, between)
            if own := behind or before:
                common = frozenset.intersection(*(mention.regions for mention in own))
                every = frozenset().union(*(mention.regions for mention in own))
                regions = self.matrix.in_region_order(common or every)
                report = {"regions": regions, "contradicts": not common}
            elif named := _unknown_report(text[max(done, begin - _LONGEST_NAME) : begin]):
                report = {"named": named}
            start = min([begin, *(mention.start for mention in before)])
            see = _SEE.search(text, max(0, start - _LONGEST_SEE), start)
            done = max([end, *(mention.end for mention in behind)])
            tail = _REPORT_TAIL.match(text, done)
            done = tail.end() if tail else done
            start = see.start() if see else start
            cited += [replace(one, start=start, end=done, **report) for one in group]  # type: ignore[arg-type]
        cited += [
            Cited(m[0], int(m["number"]), m["letter"], "", *m.span(), m.span(), (m["region"],))
            for m in islice(self._id.finditer(text), _MOST_GROUPS)
        ]
        return [replace(one, sources=self._sources(one)) for one in cited]

    def _regions(self, cited: Cited) -> Sequence[str]:
        return cited.regions or tuple(self.matrix.region_by_key)

    def _sources(self, cited: Cited) -> tuple[str, ...]:
        if cited.named or cited.further:
            return ()
        found: list[str] = []
        for region in self._regions(cited):
            exact = Citation(region, cited.paragraph, cited.letter).id
            if exact in self.matrix.by_id:
                found.append(exact)
            elif not cited.letter:
                found += self._by_paragraph.get((region, cited.paragraph), [])
        return tuple(found)

    # What a citation that resolves to nothing may have meant

    def suggestion(self, cited: Cited) -> str:
        """What may have been meant by a citation that resolves to nothing; empty where nothing is near."""
        if cited.named:
            return did_you_mean(cited.named, [region.name for region in self.matrix.regions])
        near = " or ".join(self.in_words(one) for one in self.near(cited))
        return f"Did you mean {near}?" if near else ""

    def near(self, cited: Cited) -> Sequence[str]:
        """Ids of the recommendations that may have been meant by a citation that resolves to none."""
        if cited.named:
            return ()
        regions, by_id = self._regions(cited), self.matrix.by_id
        same = [one for region in regions for one in self._by_paragraph.get((region, cited.paragraph), ())]
        if not same:
            slips = [
                item
                for item in self.matrix.recommendations
                if item.region in regions
                and cited.letter in ("", item.citation.letter)
                and _is_slip(str(item.citation.paragraph), str(cited.paragraph))
            ]
            slips.sort(key=lambda item: (abs(item.citation.paragraph - cited.paragraph), item.id))
            same = [item.id for item in slips]
        wanted = ord(cited.letter[:1] or "a")
        return sorted(same, key=lambda one: abs(ord(by_id[one].citation.letter or "a") - wanted))[:2]

    def missing(self, cited: Cited) -> str:
        """What a citation that resolves to nothing names in vain, in a reviewer’s words."""
        if cited.named:
            return f"there is no report of “{cited.named}” among the sources"
        names = " or ".join(self.matrix.region_by_key[key].name for key in cited.regions)
        where = f"the report of {names}" if names else "any of the reports"
        return f"there is no {cited.words} in {where}"

    def in_words(self, source: str) -> str:
        """A recommendation by its report: "Africa, para. 60 (b)"."""
        item = self.matrix.by_id[source]
        return f"{self.matrix.region_by_key[item.region].name}, {item.citation.printed}"


def _behind(
    text: str, end: int, following: int, between: Callable[[int, int], list[Mention]]
) -> list[Mention]:
    """The reports named right behind a citation: "para. 19(h) of the LAC report"."""
    reach = _OF.match(text, end, following)
    found: list[Mention] = []
    for mention in between(end, reach.end()) if reach else ():
        # What stands after "report" belongs to the next citation.
        if found and _REPORT.search(text, found[-1].end, mention.start):
            break
        found.append(mention)
    return found


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ as by a slip of the finger: a digit more, less, other, or swapped."""
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing == 1 or (differing == 2 and sorted(one) == sorted(other))  # noqa: PLR2004  # two swapped
